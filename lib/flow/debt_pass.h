/*
 * All accounts with their debts by month of origin, in the order of keys: from
 * the states that the last close kept, the lines and payments since. Accounts
 * whose past was touched are loaded from their whole history.
 */
#ifndef RTK_FLOW_DEBT_PASS_H
#define RTK_FLOW_DEBT_PASS_H

#include "flow/account_debt.h"
#include "flow/debt_law.h"
#include "store/debt_rows.h"

/** What to go through. */
struct rtk_debt_pass_job {
	struct rtk_db *db;
	struct rtk_debt_span span;
	struct rtk_period base; /* states after this month; lines since */
	bool whole;             /* load every account from its history */
	bool ahead; /* lines are read ahead: those that were committed */
	struct rtk_debt_range range;
};

/** An account; valid until the next call. The pass owns what it points to. */
struct rtk_debtor {
	int64_t account;
	struct rtk_debt_state *state; /* the book is paid */
	bool replayed;                /* from its whole history */
	/* of a replayed one */
	const struct rtk_debt_penalties *penalties;
	/* lines of the last month, without penalties, in their order */
	struct rtk_line_slice lines;
	int line_count;                   /* the number behind the last one */
	struct rtk_kop own[RTK_SERVICES]; /* sums for the month itself */
	const struct rtk_line *posted;    /* penalties that stand in it */
	size_t posted_count;
};

struct rtk_debt_pass;

/**
 * Opens the pass; the caller closes *out. Without states of job->base, or
 * when law that was in force by then has changed since, it is whole. Fails
 * with due_day.gap, policy.value.
 */
int rtk_debt_pass_open(struct rtk_debt_pass **out,
    const struct rtk_debt_pass_job *job, struct rtk_err *err) RTK_MUST_CHECK;

/** The law of the span, valid until the close. */
const struct rtk_debt_law *rtk_debt_pass_law(const struct rtk_debt_pass *pass);

/** The next account of the range: 1 found, 0 no more, -1. */
int rtk_debt_pass_next(struct rtk_debt_pass *pass, struct rtk_debtor *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_debt_pass_close(struct rtk_debt_pass *pass);

#endif
