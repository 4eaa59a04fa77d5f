/* rtk-import history and quarantine. */
#ifndef RTK_CMD_IMPORT_LIST_H
#define RTK_CMD_IMPORT_LIST_H

#include "cli.h"

/** The command history: the batches. */
int rtk_import_history(struct rtk_cli *cli, struct rtk_err *err);

/** The command quarantine: the rows that wait. */
int rtk_import_quarantine_list(struct rtk_cli *cli, struct rtk_err *err);

#endif
