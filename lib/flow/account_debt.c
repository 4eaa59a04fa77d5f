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

/* An account under way. */
struct loading {
	struct rtk_account_debt *out;
	struct rtk_db *db;
	int64_t account;
	struct rtk_date as_of;
	struct rtk_book_state book;
	struct rtk_due_rows due;
	struct rtk_claims claims;
	struct rtk_arena arena;
};

/* --- debts -------------------------------------------------------------- */

/* The sum of a service, month and due date; a new one begins at nothing. */
static int64_t *
debt_at(struct loading *l, enum rtk_service service, struct rtk_period period,
    struct rtk_date due)
{
	struct rtk_debt_book *book = &l->out->book;

	for (size_t i = 0; i < book->debt_count; i++) {
		struct rtk_debt *debt = &book->debts[i];

		if (debt->service == service && debt->period.v == period.v &&
		    debt->due.v == due.v)
			return &debt->amount.v;
	}
	book->debts = rtk_array_grow(book->debts, &l->out->debt_room,
	    book->debt_count, sizeof(*book->debts));
	book->debts[book->debt_count] =
	    (struct rtk_debt){.service = service, .period = period, .due = due};
	return &book->debts[book->debt_count++].amount.v;
}

/*
 * What stands on the bill of `billed` for a month. Downwards it changes the
 * month from the beginning; upwards nobody could have paid it before.
 */
static int
add_debt(struct loading *l, enum rtk_service service,
    const struct rtk_period months[2], struct rtk_kop amount,
    struct rtk_err *err)
{
	struct rtk_period period = months[0], billed = months[1];
	struct rtk_date due;

	if (service == RTK_PENALTY || amount.v == 0)
		return 0;
	if (rtk_due_date(&due, &l->due, amount.v < 0 ? period : billed, err) <
	    0)
		return -1;
	*debt_at(l, service, period, due) += amount.v;
	return 0;
}

static int
add_openings(struct loading *l, struct rtk_err *err)
{
	for (size_t i = 0; i < l->claims.opening_count; i++) {
		const struct rtk_claim_opening *o = &l->claims.openings[i];
		const struct rtk_period months[] = {
		    o->for_period, o->for_period};

		if (add_debt(l, o->service, months, o->amount, err) < 0)
			return -1;
	}
	return 0;
}

static int
add_month(struct loading *l, struct rtk_period month, struct rtk_err *err)
{
	const int64_t only[] = {l->account, l->account};
	struct rtk_charge_scan *scan;
	struct rtk_line line;
	int rc;

	if (rtk_charge_scan_open(&scan, l->db, month, only, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_next(scan, &line, err)) == 1) {
		const struct rtk_period months[] = {line.for_period, month};

		if (line.kind == RTK_PENALTY_LINE)
			continue;
		rc = add_debt(l, line.service, months, line.amount, err);
		if (rc < 0)
			break;
	}
	rtk_charge_scan_close(scan);
	return rc;
}

/* --- payments ----------------------------------------------------------- */

static void
add_payment(struct loading *l, const struct rtk_debt_payment *payment)
{
	struct rtk_debt_book *book = &l->out->book;

	book->payments = rtk_array_grow(book->payments, &l->out->payment_room,
	    book->payment_count, sizeof(*book->payments));
	book->payments[book->payment_count++] = *payment;
}

/* Takes a reversal off its payment, what is left off the newest ones. */
static void
take_back(struct rtk_claims *claims, size_t reversal)
{
	struct rtk_claim_payment *r = &claims->payments[reversal];

	for (int own = 1; own >= 0; own--)
		for (size_t i = claims->payment_count; i-- > 0;) {
			struct rtk_claim_payment *p = &claims->payments[i];
			int64_t off = -r->amount.v;

			if (p->amount.v <= 0 || p->penalty != r->penalty ||
			    (own == 1 && p->entry != r->paired &&
				p->entry != r->entry))
				continue;
			if (off > p->amount.v)
				off = p->amount.v;
			p->amount.v -= off;
			r->amount.v += off;
		}
}

static void
add_payments(struct loading *l)
{
	struct rtk_claims *claims = &l->claims;

	for (size_t i = 0; i < claims->payment_count; i++)
		if (claims->payments[i].amount.v < 0 &&
		    claims->payments[i].paid.v <= l->as_of.v)
			take_back(claims, i);
	for (size_t i = 0; i < claims->payment_count; i++) {
		const struct rtk_claim_payment *p = &claims->payments[i];

		if (p->penalty || p->amount.v <= 0 || p->paid.v > l->as_of.v)
			continue;
		add_payment(l,
		    &(struct rtk_debt_payment){.paid = p->paid,
			.amount = p->amount,
			.for_period = p->for_period});
	}
}

/* More was taken off a month than was charged: that is money of theirs. */
static void
move_advances(struct loading *l)
{
	struct rtk_debt_book *book = &l->out->book;
	size_t kept = 0;

	for (size_t i = 0; i < book->debt_count; i++) {
		const struct rtk_debt *debt = &book->debts[i];

		if (debt->amount.v > 0)
			book->debts[kept++] = *debt;
		else if (debt->amount.v < 0)
			add_payment(l,
			    &(struct rtk_debt_payment){
				.paid = rtk_period_last(debt->period),
				.amount = {-debt->amount.v},
				.for_period = {-1}});
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
set_limitation(struct loading *l, struct rtk_err *err)
{
	struct rtk_policies policies;
	struct rtk_rule_rows rows;

	if (rtk_rule_rows_load(&rows, l->db, INT64_MAX, &l->arena, err) < 0 ||
	    rtk_policies_load(&policies, &rows, l->as_of, err) < 0)
		return -1;
	l->out->book.limitation_years =
	    (int)(policies.value[RTK_LIMITATION_YEARS] / RTK_MICRO);
	return 0;
}

static int
load(struct loading *l, struct rtk_err *err)
{
	struct rtk_claim_query query = {.account = l->account,
	    .day = l->as_of,
	    .last = rtk_period_of(l->as_of)};

	if (rtk_book_state(l->db, &l->book, err) < 0)
		return -1;
	query.first = l->book.first;
	/* money of a later month stands in that month already */
	if (query.last.v < l->book.open.v)
		query.last = l->book.open;
	if (rtk_due_rows_load(&l->due, l->db, INT64_MAX, &l->arena, err) < 0 ||
	    rtk_claims_load(&l->claims, l->db, &query, err) < 0 ||
	    set_limitation(l, err) < 0 || add_openings(l, err) < 0)
		return -1;
	for (struct rtk_period m = l->book.first; m.v < l->book.open.v; m.v++)
		if (add_month(l, m, err) < 0)
			return -1;
	l->out->class = l->claims.class;
	add_payments(l);
	move_advances(l);
	sort_payments(&l->out->book);
	rtk_debts_sort(&l->out->book);
	rtk_debts_pay(&l->out->book);
	return 0;
}

int
rtk_account_debt_load(struct rtk_account_debt *out, struct rtk_db *db,
    int64_t account, struct rtk_date as_of, struct rtk_err *err)
{
	struct rtk_account_debt debt = {0};
	struct loading l = {
	    .out = &debt, .db = db, .account = account, .as_of = as_of};
	int rc = load(&l, err);

	rtk_claims_release(&l.claims);
	rtk_arena_release(&l.arena);
	if (rc == 0)
		*out = debt;
	else
		rtk_account_debt_release(&debt);
	return rc;
}

void
rtk_account_debt_release(struct rtk_account_debt *debt)
{
	rtk_debts_release(&debt->book);
	free(debt->book.debts);
	free(debt->book.payments);
	*debt = (struct rtk_account_debt){0};
}
