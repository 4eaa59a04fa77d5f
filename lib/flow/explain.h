/* rtk-bill explain: the proof of every line of an account and month. */
#ifndef RTK_FLOW_EXPLAIN_H
#define RTK_FLOW_EXPLAIN_H

#include "base/arena.h"
#include "calc/trace.h"
#include "store/month.h"

/** A step in words; texts are in the arena or constant. */
struct rtk_explained_step {
	const char *clause;  /* "": as before */
	const char *symbol;  /* "": a heading */
	const char *text;    /* English, a msgid */
	const char *formula; /* "": none */
	const char *value;   /* exact, or nine decimals and "..." */
	const char *unit;
	const char *origin; /* "readings.csv:14, phone, 2026-10-22"; "": none */
	size_t line;        /* that it leads to, from 1; 0: not known */
	bool rounds;        /* it is the amount, where money is rounded */
	bool exact;         /* it is the amount, and was none to round */
	struct rtk_kop amount; /* that one */
};

/** A line in words. */
struct rtk_explained_line {
	const char *service;
	const char *component;
	const char *kind;
	const char *method;
	const char *formula;
	const char *unit;
	const char *volume; /* "": VAT has none */
	const char *common; /* part of the volume; "": none */
	const char *price;
	const char *amount;
	const char *for_period; /* of a recalculation; "": the month itself */
	const char *reason;     /* of it */
};

/** What to explain. */
struct rtk_explain_query {
	const char *account;
	struct rtk_period period;
	bool now; /* with what is known now, not with what was known then */
};

/** The replay of one account; all is in the arena. */
struct rtk_explanation {
	struct rtk_arena arena;
	const char *building;
	bool closed; /* the month is: otherwise it is the draft */
	bool now;    /* this is not what was billed, but what would be */
	const struct rtk_explained_step *steps;
	size_t step_count;
	struct rtk_explained_line *lines; /* as replayed */
	size_t line_count;
	const char *total;   /* without the penalty */
	const char *penalty; /* that the close posted; NULL: none */
	bool same_as_billed;
};

/**
 * Replays the month of the account's building from what was known at the
 * close (or at the last run) with a recorder. The caller releases *out. Fails
 * with account.unknown, account.no_lines, period.not_run.
 */
int rtk_explain(struct rtk_explanation *out, struct rtk_db *db,
    const struct rtk_explain_query *query, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Frees the arena. */
void rtk_explanation_release(struct rtk_explanation *explanation);

#endif
