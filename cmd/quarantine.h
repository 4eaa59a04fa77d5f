/* rtk-import resolve and undo: decisions on rows that wait. */
#ifndef RTK_CMD_QUARANTINE_H
#define RTK_CMD_QUARANTINE_H

#include "cli.h"

/** Decides on one row, on those of a file, or on all of a reason. */
int rtk_quarantine_cmd_resolve(struct rtk_cli *cli, struct rtk_err *err);
/** Undoes the last decision on a row. */
int rtk_quarantine_cmd_undo(struct rtk_cli *cli, struct rtk_err *err);

#endif
