/* rtk-bill why: from flow/why to the screen. */
#ifndef RTK_CMD_WHY_H
#define RTK_CMD_WHY_H

#include "cli.h"

/** The command; see rtk-bill(1). */
int rtk_command_why(struct rtk_cli *cli, struct rtk_err *err) RTK_MUST_CHECK;

#endif
