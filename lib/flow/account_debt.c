#include "base/base.h"

#include "flow/account_debt.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "calc/due_date.h"
#include "calc/policies.h"
#include "store/charge.h"
#include "store/claim.h"
#include "store/due_rows.h"
#include "store/month.h"
#include "store/rule_rows.h"

struct rtk_debt_history {
	struct rtk_db *db;
	struct rtk_debt_span span;
	struct rtk_period first; /* of the book */
	int limitation_years;
	struct rtk_due_rows due;
	struct rtk_charge_scan **scans; /* a month each, opened when needed */
	size_t scan_count;
	struct rtk_arena arena;
	/* the account under way */
	int64_t account;
	struct rtk_claims claims;
	struct rtk_debt_state *out;
	struct rtk_debt_penalties *penalties;
};

/* --- penalties ---------------------------------------------------------- */

struct rtk_debt_penalty *
rtk_debt_penalty_at(
    struct rtk_debt_penalties *penalties, struct rtk_period period)
{
	for (size_t i = 0; i < penalties->count; i++)
		if (penalties->list[i].period.v == period.v)
			return &penalties->list[i];
	penalties->list = rtk_array_grow(penalties->list, &penalties->room,
	    penalties->count, sizeof(*penalties->list));
	penalties->list[penalties->count] =
	    (struct rtk_debt_penalty){.period = period};
	return &penalties->list[penalties->count++];
}

void
rtk_debt_penalties_release(struct rtk_debt_penalties *penalties)
{
	free(penalties->list);
	*penalties = (struct rtk_debt_penalties){0};
}

/* --- debts -------------------------------------------------------------- */

/* The sum of a service, month and due date; a new one begins at nothing. */
static struct rtk_debt *
debt_at(struct rtk_debt_history *h, enum rtk_service service,
    struct rtk_period period, struct rtk_date due)
{
	struct rtk_debt_book *book = &h->out->book;

	for (size_t i = 0; i < book->debt_count; i++) {
		struct rtk_debt *debt = &book->debts[i];

		if (debt->service == service && debt->period.v == period.v &&
		    debt->due.v == due.v)
			return debt;
	}
	rtk_debt_state_add(h->out,
	    &(struct rtk_debt){
		.service = service, .period = period, .due = due});
	return &book->debts[book->debt_count - 1];
}

/*
 * What stands on the bill of `billed` for a month. Downwards it changes the
 * month from the beginning; upwards nobody could have paid it before.
 */
static int
add_debt(struct rtk_debt_history *h, enum rtk_service service,
    const struct rtk_period months[2], struct rtk_kop amount,
    struct rtk_err *err)
{
	struct rtk_period period = months[0], billed = months[1];
	struct rtk_debt *debt;
	struct rtk_date due;

	if (service == RTK_PENALTY || amount.v == 0)
		return 0;
	if (rtk_account_due_date(&due, &h->due, h->account,
		amount.v < 0 ? period : billed, err) < 0)
		return -1;
	debt = debt_at(h, service, period, due);
	debt->amount.v += amount.v;
	if (period.v != billed.v)
		debt->corrected.v += amount.v;
	return 0;
}

static int
add_openings(struct rtk_debt_history *h, struct rtk_err *err)
{
	for (size_t i = 0; i < h->claims.opening_count; i++) {
		const struct rtk_claim_opening *o = &h->claims.openings[i];
		const struct rtk_period months[] = {
		    o->for_period, o->for_period};

		if (o->service == RTK_PENALTY) {
			h->out->replay = true;
			if (h->penalties != NULL)
				rtk_debt_penalty_at(
				    h->penalties, o->for_period)
				    ->taken_over.v += o->amount.v;
		}
		if (add_debt(h, o->service, months, o->amount, err) < 0)
			return -1;
	}
	return 0;
}

static int
scan_of(struct rtk_debt_history *h, struct rtk_period month,
    struct rtk_charge_scan **out, struct rtk_err *err)
{
	const int64_t from_here[] = {
	    h->account, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	size_t index = (size_t)(month.v - h->first.v);

	if (h->scans[index] == NULL &&
	    rtk_charge_scan_open(
		&h->scans[index], h->db, month, from_here, err) < 0)
		return -1;
	*out = h->scans[index];
	return 0;
}

static int
add_line(struct rtk_debt_history *h, const struct rtk_line *line,
    struct rtk_period month, struct rtk_err *err)
{
	const struct rtk_period months[] = {line->for_period, month};

	if (line->kind != RTK_PENALTY_LINE)
		return add_debt(h, line->service, months, line->amount, err);
	if (h->penalties != NULL && month.v < h->span.lines.v)
		rtk_debt_penalty_at(h->penalties, line->for_period)->posted.v +=
		    line->amount.v;
	return 0;
}

static int
add_month(struct rtk_debt_history *h, struct rtk_period month,
    struct rtk_err *err)
{
	struct rtk_charge_scan *scan;
	struct rtk_line line;
	int rc;

	if (scan_of(h, month, &scan, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_account(scan, h->account, &line, err)) ==
	    1)
		if (add_line(h, &line, month, err) < 0)
			return -1;
	return rc;
}

/* --- payments ----------------------------------------------------------- */

/* Takes a reversal off payments, its own or the newest ones. */
static void
take_back(struct rtk_claims *claims, size_t reversal, bool own)
{
	struct rtk_claim_payment *r = &claims->payments[reversal];

	for (size_t i = claims->payment_count; i-- > 0;) {
		struct rtk_claim_payment *p = &claims->payments[i];
		int64_t off = -r->amount.v;

		if (p->amount.v <= 0 || p->penalty != r->penalty ||
		    (own && p->entry != r->paired && p->entry != r->entry))
			continue;
		if (off > p->amount.v)
			off = p->amount.v;
		p->amount.v -= off;
		r->amount.v += off;
	}
}

/* Payments that are newest today are not so tomorrow. */
static void
take_all_back(struct rtk_debt_history *h)
{
	struct rtk_claims *claims = &h->claims;

	for (size_t i = 0; i < claims->payment_count; i++) {
		struct rtk_claim_payment *r = &claims->payments[i];

		if (r->amount.v >= 0 || r->paid.v > h->span.as_of.v)
			continue;
		take_back(claims, i, true);
		if (r->amount.v == 0)
			continue;
		h->out->replay = true;
		take_back(claims, i, false);
	}
}

static void
add_payments(struct rtk_debt_history *h)
{
	take_all_back(h);
	for (size_t i = 0; i < h->claims.payment_count; i++) {
		const struct rtk_claim_payment *p = &h->claims.payments[i];

		if (p->penalty || p->amount.v <= 0 ||
		    p->paid.v > h->span.as_of.v)
			continue;
		rtk_debt_state_add_payment(h->out,
		    &(struct rtk_debt_payment){.paid = p->paid,
			.amount = p->amount,
			.for_period = p->for_period,
			.entry = p->entry});
	}
}

/* More was taken off a month than was charged: that is money of theirs. */
static void
move_advances(struct rtk_debt_state *out)
{
	struct rtk_debt_book *book = &out->book;
	size_t kept = 0;

	for (size_t i = 0; i < book->debt_count; i++) {
		const struct rtk_debt *debt = &book->debts[i];

		if (debt->amount.v > 0)
			book->debts[kept++] = *debt;
		else if (debt->amount.v < 0)
			rtk_debt_state_add_payment(out,
			    &(struct rtk_debt_payment){
				.paid = rtk_period_last(debt->period),
				.amount = {-debt->amount.v},
				.for_period = {-1},
				.entry = INT64_MAX});
	}
	book->debt_count = kept;
}

/* Insertion keeps the order of a day; the rows are few and nearly sorted. */
static void
sort_payments(struct rtk_debt_book *book)
{
	for (size_t i = 1; i < book->payment_count; i++) {
		struct rtk_debt_payment p = book->payments[i];
		size_t at = i;

		for (; at > 0 && book->payments[at - 1].paid.v > p.paid.v; at--)
			book->payments[at] = book->payments[at - 1];
		book->payments[at] = p;
	}
}

/* --- the whole ---------------------------------------------------------- */

static int
set_limitation(struct rtk_debt_history *h, struct rtk_err *err)
{
	struct rtk_policies policies;
	struct rtk_rule_rows rows;

	if (rtk_rule_rows_load(
		&rows, h->db, h->span.batch_max, &h->arena, err) < 0 ||
	    rtk_policies_load(&policies, &rows, h->span.as_of, err) < 0)
		return -1;
	h->limitation_years =
	    (int)(policies.value[RTK_LIMITATION_YEARS] / RTK_MICRO);
	return 0;
}

int
rtk_debt_history_open(struct rtk_debt_history **out, struct rtk_db *db,
    const struct rtk_debt_span *span, struct rtk_err *err)
{
	struct rtk_debt_history *h = rtk_alloc(sizeof(*h));
	struct rtk_book_state book;

	memset(h, 0, sizeof(*h));
	h->db = db;
	h->span = *span;
	if (rtk_book_state(db, &book, err) < 0 ||
	    rtk_due_rows_load(
		&h->due, db, span->batch_max, &h->arena, err) < 0 ||
	    set_limitation(h, err) < 0) {
		rtk_debt_history_close(h);
		return -1;
	}
	h->first = book.first;
	if (span->lines.v >= book.first.v)
		h->scan_count = (size_t)(span->lines.v - book.first.v + 1);
	h->scans = rtk_alloc((h->scan_count + 1) * sizeof(*h->scans));
	memset(h->scans, 0, (h->scan_count + 1) * sizeof(*h->scans));
	*out = h;
	return 0;
}

static int
load(struct rtk_debt_history *h, struct rtk_err *err)
{
	struct rtk_debt_book *book = &h->out->book;

	book->limitation_years = h->limitation_years;
	rtk_debts_limit(book, &h->due, h->account);
	h->out->class = h->claims.class;
	if (add_openings(h, err) < 0)
		return -1;
	for (struct rtk_period m = h->first; m.v <= h->span.lines.v; m.v++)
		if (add_month(h, m, err) < 0)
			return -1;
	add_payments(h);
	move_advances(h->out);
	sort_payments(book);
	rtk_debts_sort(book);
	rtk_debts_pay(book);
	return 0;
}

int
rtk_debt_history_load(struct rtk_debt_history *history,
    struct rtk_debt_state *out, struct rtk_debt_penalties *penalties,
    int64_t account, struct rtk_err *err)
{
	const struct rtk_claim_query query = {.account = account,
	    .day = history->span.as_of,
	    .batch_max = history->span.batch_max,
	    .first = history->first,
	    .last = history->span.payments};
	int rc;

	rtk_debt_state_reset(out);
	if (penalties != NULL)
		penalties->count = 0;
	if (rtk_claims_load(&history->claims, history->db, &query, err) < 0)
		return -1;
	history->account = account;
	history->out = out;
	history->penalties = penalties;
	rc = load(history, err);
	rtk_claims_release(&history->claims);
	return rc;
}

void
rtk_debt_history_close(struct rtk_debt_history *history)
{
	if (history == NULL)
		return;
	for (size_t i = 0; i < history->scan_count; i++)
		rtk_charge_scan_close(history->scans[i]);
	free(history->scans);
	rtk_arena_release(&history->arena);
	free(history);
}

int
rtk_debt_span_now(struct rtk_debt_span *out, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err)
{
	struct rtk_book_state book;

	if (rtk_book_state(db, &book, err) < 0)
		return -1;
	*out = (struct rtk_debt_span){.as_of = as_of,
	    .lines = {book.open.v - 1},
	    .payments = rtk_period_of(as_of),
	    .batch_max = INT64_MAX};
	/* money of a later month stands in that month already */
	if (out->payments.v < book.open.v)
		out->payments = book.open;
	return 0;
}

int
rtk_account_debt_load(struct rtk_debt_state *out, struct rtk_db *db,
    int64_t account, struct rtk_date as_of, struct rtk_err *err)
{
	struct rtk_debt_history *history;
	struct rtk_debt_span span;
	int rc;

	if (rtk_debt_span_now(&span, db, as_of, err) < 0 ||
	    rtk_debt_history_open(&history, db, &span, err) < 0)
		return -1;
	rc = rtk_debt_history_load(history, out, NULL, account, err);
	/* they go with the history; the last days stay in the debts */
	out->book.limitations = NULL;
	out->book.limitation_count = 0;
	rtk_debt_history_close(history);
	return rc;
}
