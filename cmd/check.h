/* rtk-bill check: from flow/check to the screen. */
#ifndef RTK_CMD_CHECK_H
#define RTK_CMD_CHECK_H

#include "cli.h"

/** The command; see rtk-bill(1). */
int rtk_command_check(
    struct rtk_cli *cli, struct rtk_err *err) RTK_MUST_CHECK;

#endif
