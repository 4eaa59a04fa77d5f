/* The debt of an account by month of origin, from what is stored. */
#ifndef RTK_FLOW_ACCOUNT_DEBT_H
#define RTK_FLOW_ACCOUNT_DEBT_H

#include "calc/debt_state.h"
#include "store/db.h"

/** What counts, and as it was known when. */
struct rtk_debt_span {
	struct rtk_date as_of;
	struct rtk_period lines;    /* lines of months up to this one */
	struct rtk_period payments; /* those posted in months up to this one */
	int64_t batch_max;
};

/** Penalty of a month of origin. */
struct rtk_debt_penalty {
	struct rtk_period period;
	struct rtk_kop taken_over; /* came from another system */
	struct rtk_kop posted;     /* by lines of months before `lines` */
};

/** Penalties of an account by month; freed by rtk_debt_penalties_release. */
struct rtk_debt_penalties {
	struct rtk_debt_penalty *list;
	size_t count, room;
};

/** The penalty of a month; a new one begins at nothing. */
struct rtk_debt_penalty *rtk_debt_penalty_at(
    struct rtk_debt_penalties *penalties, struct rtk_period period);

/** A zeroed one is fine. */
void rtk_debt_penalties_release(struct rtk_debt_penalties *penalties);

struct rtk_debt_history;

/** Gets ready to load accounts, best in the order of keys. Close *out. */
int rtk_debt_history_open(struct rtk_debt_history **out, struct rtk_db *db,
    const struct rtk_debt_span *span, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Loads all debts and payments of an account and pays the one with the other.
 * Debts are the lines of closed months and what was taken over: a correction
 * downwards comes off the month it is for, as if it had been charged so; one
 * upwards is a debt of that month that is due with the bill it first stood
 * on. More taken off than charged is an advance. Payments are those for
 * services of the days up to as_of, reversals taken off. `replay` is set when
 * only the whole history gives the account. `out` is a zeroed or used state;
 * penalties, if not NULL, are those of before. Fails with due_day.gap when a
 * due day is not known, policy.value.
 */
int rtk_debt_history_load(struct rtk_debt_history *history,
    struct rtk_debt_state *out, struct rtk_debt_penalties *penalties,
    int64_t account, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_debt_history_close(struct rtk_debt_history *history);

/** All that counts for a day as known now: closed months, money until then. */
int rtk_debt_span_now(struct rtk_debt_span *out, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err) RTK_MUST_CHECK;

/** One account as of a day, as known now; release *out in any case. */
int rtk_account_debt_load(struct rtk_debt_state *out, struct rtk_db *db,
    int64_t account, struct rtk_date as_of, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
