#include "base/base.h"

#include "flow/turnover.h"

#include <stdlib.h>
#include <string.h>

#include "store/balance.h"
#include "store/charge.h"

/* Three scans, each standing on its next row. */
struct rtk_turnover {
	struct rtk_balance_scan *balances;
	struct rtk_charge_scan *charges; /* NULL: they are given */
	struct rtk_line_slice given[2];
	struct rtk_paid_scan *payments;
	struct rtk_balance balance;
	struct rtk_line line;
	struct rtk_paid paid;
	int has_balance, has_line, has_paid;
	void (*watch)(void *context, const struct rtk_line *line);
	void *watcher;
};

static int
next_line(struct rtk_turnover *t, struct rtk_err *err)
{
	if (t->charges != NULL) {
		t->has_line = rtk_charge_scan_next(t->charges, &t->line, err);
		return t->has_line < 0 ? -1 : 0;
	}
	t->has_line = 0;
	for (size_t i = 0; i < RTK_COUNT(t->given); i++) {
		struct rtk_line_slice *g = &t->given[i];

		if (g->count == 0)
			continue;
		t->line = *g->first++;
		g->count--;
		t->has_line = 1;
		break;
	}
	return 0;
}

static int
open_sums(struct rtk_turnover *t, struct rtk_db *db, struct rtk_period period,
    const int64_t account_range[2], struct rtk_err *err)
{
	struct rtk_period periods[] = {period, {0}};
	struct rtk_book_state state;

	if (rtk_book_state(db, &state, err) < 0)
		return -1;
	periods[1] = state.first;
	if (rtk_balance_scan_open(
		&t->balances, db, periods, account_range, err) < 0 ||
	    rtk_paid_scan_open(&t->payments, db, period, account_range, err) <
		0)
		return -1;
	t->has_balance = rtk_balance_scan_next(t->balances, &t->balance, err);
	if (t->has_balance < 0)
		return -1;
	t->has_paid = rtk_paid_scan_next(t->payments, &t->paid, err);
	return t->has_paid < 0 ? -1 : 0;
}

int
rtk_turnover_open_given(struct rtk_turnover **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err)
{
	struct rtk_turnover *t = rtk_alloc(sizeof(*t));

	memset(t, 0, sizeof(*t));
	if (open_sums(t, db, period, account_range, err) < 0) {
		rtk_turnover_close(t);
		return -1;
	}
	*out = t;
	return 0;
}

int
rtk_turnover_open(struct rtk_turnover **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err)
{
	struct rtk_turnover *t;

	if (rtk_turnover_open_given(&t, db, period, account_range, err) < 0)
		return -1;
	if (rtk_charge_scan_open(&t->charges, db, period, account_range, err) <
		0 ||
	    next_line(t, err) < 0) {
		rtk_turnover_close(t);
		return -1;
	}
	*out = t;
	return 0;
}

void
rtk_turnover_give(struct rtk_turnover *t, const struct rtk_line_slice lines[2])
{
	struct rtk_err none = RTK_ERR_INIT;

	RTK_ASSERT(t->charges == NULL && t->has_line == 0);
	memcpy(t->given, lines, sizeof(t->given));
	(void)next_line(t, &none); /* no scan that could fail */
}

void
rtk_turnover_watch(struct rtk_turnover *turnover,
    void (*line)(void *context, const struct rtk_line *line), void *context)
{
	turnover->watch = line;
	turnover->watcher = context;
}

void
rtk_turnover_close(struct rtk_turnover *turnover)
{
	if (turnover == NULL)
		return;
	rtk_balance_scan_close(turnover->balances);
	rtk_charge_scan_close(turnover->charges);
	rtk_paid_scan_close(turnover->payments);
	free(turnover);
}

/* The smallest account any of the scans stands on; false: none does. */
static bool
next_account(const struct rtk_turnover *t, int64_t *account)
{
	*account = INT64_MAX;
	if (t->has_balance == 1 && t->balance.account < *account)
		*account = t->balance.account;
	if (t->has_line == 1 && t->line.account < *account)
		*account = t->line.account;
	if (t->has_paid == 1 && t->paid.account < *account)
		*account = t->paid.account;
	return *account != INT64_MAX;
}

static int
add_lines(struct rtk_turnover *t, struct rtk_account_month *month,
    struct rtk_err *err)
{
	while (t->has_line == 1 && t->line.account == month->account) {
		bool corrects = t->line.kind == RTK_RECALCULATION ||
		    t->line.kind == RTK_REDUCTION;
		struct rtk_kop *sum = corrects
		    ? &month->recalculated[t->line.service]
		    : &month->charged[t->line.service];

		sum->v += t->line.amount.v;
		if (t->watch != NULL)
			t->watch(t->watcher, &t->line);
		if (next_line(t, err) < 0)
			return -1;
	}
	return 0;
}

int
rtk_turnover_next(struct rtk_turnover *t, struct rtk_account_month *out,
    struct rtk_err *err)
{
	return rtk_turnover_upto(t, INT64_MAX, out, err);
}

int
rtk_turnover_upto(struct rtk_turnover *t, int64_t account,
    struct rtk_account_month *out, struct rtk_err *err)
{
	struct rtk_account_month month = {0};
	struct rtk_paid paid = {0};

	if (!next_account(t, &month.account) || month.account > account)
		return 0;
	if (t->has_balance == 1 && t->balance.account == month.account) {
		memcpy(month.opening, t->balance.service,
		    sizeof(month.opening));
		t->has_balance =
		    rtk_balance_scan_next(t->balances, &t->balance, err);
	}
	if (t->has_paid == 1 && t->paid.account == month.account) {
		paid = t->paid;
		t->has_paid = rtk_paid_scan_next(t->payments, &t->paid, err);
	}
	if (add_lines(t, &month, err) < 0 || t->has_balance < 0 ||
	    t->has_paid < 0)
		return -1;
	rtk_allocate(&month, paid.services, paid.penalty);
	*out = month;
	return 1;
}
