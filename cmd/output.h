/* The printer of a call: stdout in the form that the options ask for. */
#ifndef RTK_CMD_OUTPUT_H
#define RTK_CMD_OUTPUT_H

#include "cli.h"
#include "io/printer.h"

/** Text, --csv or --json on stdout; end it with rtk_printer_close(). */
struct rtk_printer *rtk_output_printer(
    const struct rtk_cli *cli, const char *name) RTK_MUST_CHECK;

/** The same as a bare sink, for a result that has a form of its own. */
struct rtk_printer_options rtk_output_options(
    const struct rtk_cli *cli, const char *name);

#endif
