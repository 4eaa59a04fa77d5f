/* Prints the proof of an account's lines for people. */
#ifndef RTK_CMD_EXPLAIN_H
#define RTK_CMD_EXPLAIN_H

#include "flow/explain.h"

/**
 * Writes the explanation to stdout: steps, then lines. `only`: number of the
 * line from 1, NULL: all. Returns an exit status (RTK_WAITS when the replay
 * differs from what was billed) or -1 with usage.
 */
int rtk_explain_print(const struct rtk_explanation *explanation,
    const char *account, const char *only, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
