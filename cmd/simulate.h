/* rtk-bill simulate: from flow/simulate to the screen. */
#ifndef RTK_CMD_SIMULATE_H
#define RTK_CMD_SIMULATE_H

#include "cli.h"

/** The command; see rtk-bill(1). */
int rtk_command_simulate(
    struct rtk_cli *cli, struct rtk_err *err) RTK_MUST_CHECK;

#endif
