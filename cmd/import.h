/* The commands of rtk-import. */
#ifndef RTK_CMD_IMPORT_H
#define RTK_CMD_IMPORT_H

#include "cli.h"

extern const struct rtk_cli_command rtk_import_commands[];

#endif
