#include "base/base.h"

#include "calc/debt.h"

#include <stdlib.h>

#include "base/array.h"
#include "num/arith.h"

static int
compare_debts(const void *left, const void *right)
{
	const struct rtk_debt *a = left, *b = right;

	if (a->due.v != b->due.v)
		return a->due.v < b->due.v ? -1 : 1;
	if (a->period.v != b->period.v)
		return a->period.v < b->period.v ? -1 : 1;
	return (int)a->service - (int)b->service;
}

void
rtk_debts_sort(struct rtk_debt_book *book)
{
	if (book->debt_count > 0)
		qsort(book->debts, book->debt_count, sizeof(*book->debts),
		    compare_debts);
}

struct rtk_date
rtk_limitation_end(struct rtk_date due, int years)
{
	struct rtk_civil civil = rtk_date_civil(due);

	civil.year += years;
	/* 29 February ends on the 28th of a common year */
	if (civil.month == 2 && civil.day == 29 &&
	    rtk_date_civil(rtk_date_of(civil)).month != 2)
		civil.day = 28;
	return rtk_date_of(civil);
}

void
rtk_debts_limit(struct rtk_debt_book *book, const struct rtk_due_rows *rows,
    int64_t account)
{
	size_t from = 0, to = rows->limitation_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (rows->limitations[middle].account < account)
			from = middle + 1;
		else
			to = middle;
	}
	for (to = from; to < rows->limitation_count &&
	     rows->limitations[to].account == account;)
		to++;
	book->limitations = rows->limitations + from;
	book->limitation_count = to - from;
}

/* ГК РФ ст. 196, 200; longer by ст. 202-204: the rows say until when. */
static struct rtk_date
claim_end(const struct rtk_debt_book *book, const struct rtk_debt *debt)
{
	struct rtk_date end =
	    rtk_limitation_end(debt->due, book->limitation_years);

	for (size_t i = 0; i < book->limitation_count; i++) {
		const struct rtk_limitation *row = &book->limitations[i];

		if (row->from.v <= debt->period.v &&
		    debt->period.v <= row->to.v && row->until.v > end.v)
			end = row->until;
	}
	return end;
}

const char *
rtk_allocation_rule_name(enum rtk_allocation_rule rule)
{
	static const char *const names[] = {
	    [RTK_BY_DESIGNATION] = "designated",
	    [RTK_OLDEST_FIRST] = "oldest",
	    [RTK_EXPIRED_LAST] = "expired",
	};

	return names[rule];
}

/* One payment under way. */
struct paying {
	struct rtk_debt_book *book;
	size_t payment;
	enum rtk_allocation_rule rule;
};

/* Whether the rule may touch this debt. */
static bool
is_meant(const struct paying *paying, const struct rtk_debt *debt)
{
	const struct rtk_debt_payment *p =
	    &paying->book->payments[paying->payment];
	bool expired = debt->claim_end.v < p->paid.v;

	if (debt->left.v == 0)
		return false;
	if (paying->rule == RTK_BY_DESIGNATION)
		return debt->period.v == p->for_period.v;
	return expired == (paying->rule == RTK_EXPIRED_LAST);
}

static void
take(const struct paying *paying, size_t debt, int64_t amount)
{
	struct rtk_debt_book *book = paying->book;

	if (amount == 0)
		return;
	book->debts[debt].left.v -= amount;
	book->payments[paying->payment].advance.v -= amount;
	book->slices = rtk_array_grow(book->slices, &book->slice_room,
	    book->slice_count, sizeof(*book->slices));
	book->slices[book->slice_count++] = (struct rtk_debt_slice){
	    debt, paying->payment, {amount}, paying->rule};
}

/* The debts from..to are the services of one month with one due date. */
static void
pay_month(const struct paying *paying, size_t from, size_t to)
{
	struct rtk_debt_book *book = paying->book;
	int64_t weight[RTK_SERVICES] = {0}, part[RTK_SERVICES];
	int64_t sum = 0, rest = book->payments[paying->payment].advance.v;

	RTK_ASSERT(to - from <= RTK_SERVICES);
	for (size_t i = from; i < to; i++) {
		if (is_meant(paying, &book->debts[i]))
			weight[i - from] = book->debts[i].left.v;
		sum += weight[i - from];
	}
	if (sum == 0 || rest == 0)
		return;
	rtk_split(part, weight, to - from, rest < sum ? rest : sum);
	for (size_t i = from; i < to; i++)
		take(paying, i, part[i - from]);
}

static bool
same_month(const struct rtk_debt *a, const struct rtk_debt *b)
{
	return a->due.v == b->due.v && a->period.v == b->period.v;
}

static void
pay_by(const struct paying *paying)
{
	const struct rtk_debt_book *book = paying->book;
	size_t to;

	for (size_t from = 0; from < book->debt_count; from = to) {
		for (to = from + 1; to < book->debt_count &&
		     same_month(&book->debts[from], &book->debts[to]);)
			to++;
		pay_month(paying, from, to);
	}
}

void
rtk_debts_pay(struct rtk_debt_book *book)
{
	book->slice_count = 0;
	for (size_t i = 0; i < book->debt_count; i++) {
		book->debts[i].left = book->debts[i].amount;
		book->debts[i].claim_end = claim_end(book, &book->debts[i]);
	}
	for (size_t i = 0; i < book->settled_count; i++)
		book->debts[book->settled[i].debt].left.v -=
		    book->settled[i].amount.v;
	for (size_t i = 0; i < book->payment_count; i++) {
		struct paying paying = {.book = book, .payment = i};

		book->payments[i].advance = book->payments[i].amount;
		for (int rule = RTK_BY_DESIGNATION; rule <= RTK_EXPIRED_LAST;
		     rule++) {
			paying.rule = (enum rtk_allocation_rule)rule;
			pay_by(&paying);
		}
	}
}

/* --- what cannot change any more ---------------------------------------- */

/* How many payments from the first on have found their place for ever. */
static size_t
count_settled(const struct rtk_debt_book *book, struct rtk_period last)
{
	size_t slice = 0, i;

	for (i = 0; i < book->payment_count; i++) {
		const struct rtk_debt_payment *p = &book->payments[i];

		if (p->advance.v != 0 || p->for_period.v > last.v)
			return i;
		/* a month to come would have the money before an old one */
		for (; slice < book->slice_count &&
		     book->slices[slice].payment == i;
		     slice++)
			if (book->slices[slice].rule == RTK_EXPIRED_LAST)
				return i;
	}
	return i;
}

static void
add_settled(struct rtk_debt_book *book, const struct rtk_debt_slice *slice)
{
	book->settled = rtk_array_grow(book->settled, &book->settled_room,
	    book->settled_count, sizeof(*book->settled));
	book->settled[book->settled_count++] = (struct rtk_debt_settled){
	    slice->debt, book->payments[slice->payment].paid, slice->amount};
}

/* Takes a debt out, with its settled parts. */
static void
drop_debt(struct rtk_debt_book *book, size_t debt)
{
	size_t kept = 0;

	for (size_t i = 0; i < book->settled_count; i++) {
		struct rtk_debt_settled part = book->settled[i];

		if (part.debt == debt)
			continue;
		part.debt -= part.debt > debt;
		book->settled[kept++] = part;
	}
	book->settled_count = kept;
	book->debt_count--;
	for (size_t i = debt; i < book->debt_count; i++)
		book->debts[i] = book->debts[i + 1];
}

static void
drop_paid(struct rtk_debt_book *book)
{
	for (size_t i = book->debt_count; i-- > 0;) {
		int64_t left = book->debts[i].amount.v;

		for (size_t k = 0; k < book->settled_count; k++)
			if (book->settled[k].debt == i)
				left -= book->settled[k].amount.v;
		RTK_ASSERT(left >= 0);
		if (left == 0)
			drop_debt(book, i);
	}
}

void
rtk_debts_settle(struct rtk_debt_book *book, struct rtk_period last,
    struct rtk_debt_mark *mark)
{
	size_t count = count_settled(book, last);

	for (size_t i = 0; i < book->slice_count; i++)
		if (book->slices[i].payment < count)
			add_settled(book, &book->slices[i]);
	if (count > 0)
		*mark = (struct rtk_debt_mark){book->payments[count - 1].paid,
		    book->payments[count - 1].entry};
	book->payment_count -= count;
	for (size_t i = 0; i < book->payment_count; i++)
		book->payments[i] = book->payments[i + count];
	drop_paid(book);
	book->slice_count = 0;
}

void
rtk_debts_release(struct rtk_debt_book *book)
{
	free(book->slices);
	free(book->settled);
	book->slices = NULL;
	book->slice_count = book->slice_room = 0;
	book->settled = NULL;
	book->settled_count = book->settled_room = 0;
}
