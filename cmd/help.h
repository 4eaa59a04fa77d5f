/* The text of --help, made from the tables of options and commands. */
#ifndef RTK_CMD_HELP_H
#define RTK_CMD_HELP_H

#include "cli.h"

/** The options that every program has. */
extern const struct rtk_cli_option rtk_cli_common[];

/** Writes --help to stdout, at most 80 columns wide. */
void rtk_help_print(const struct rtk_cli_program *program);

#endif
