/* rtk-import history and quarantine. */
#ifndef RTK_CMD_IMPORT_LIST_H
#define RTK_CMD_IMPORT_LIST_H

#include "cli.h"

int rtk_import_history(struct rtk_cli *cli, struct rtk_err *err);
int rtk_import_quarantine_list(struct rtk_cli *cli, struct rtk_err *err);

#endif
