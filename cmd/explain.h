/* Prints the proof of an account's lines, for people and for programs. */
#ifndef RTK_CMD_EXPLAIN_H
#define RTK_CMD_EXPLAIN_H

#include "cli.h"
#include "flow/explain.h"

/** What to print of it: all the steps, and all lines or one. */
struct rtk_explain_view {
	const struct rtk_explanation *explanation;
	const char *account;
	struct rtk_period period;
	size_t line; /* from 1; 0: all */
};

/**
 * Reads the option --line into the view; NULL: all. Fails with usage.
 */
int rtk_explain_choose(struct rtk_explain_view *view, const char *line,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Writes the explanation as two tables, steps and lines, and in JSON what it
 * is of, in the form that the options ask for. Fails with file.write.
 */
int rtk_explain_tables(const struct rtk_cli *cli,
    const struct rtk_explain_view *view, struct rtk_err *err) RTK_MUST_CHECK;

/** Writes the explanation for people: steps, then lines. */
void rtk_explain_print(const struct rtk_explain_view *view);

#endif
