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
	bool expired =
	    rtk_limitation_end(debt->due, paying->book->limitation_years).v <
	    p->paid.v;

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
	for (size_t i = 0; i < book->debt_count; i++)
		book->debts[i].left = book->debts[i].amount;
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

void
rtk_debts_release(struct rtk_debt_book *book)
{
	free(book->slices);
	book->slices = NULL;
	book->slice_count = book->slice_room = 0;
}
