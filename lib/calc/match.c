#include "base/base.h"

#include "calc/match.h"

#include <string.h>

#include "calc/due_date.h"

enum { DAYS_BEFORE = 1, WORKING_DAYS_AFTER = 5 };

const char *
rtk_match_name(enum rtk_match_how how)
{
	static const char *const names[] = {
	    "", "net", "gross", "together", "sum", "differs", "commission"};

	RTK_ASSERT(how < RTK_COUNT(names));
	return names[how];
}

bool
rtk_match_in_days(const struct rtk_due_rows *calendar,
    struct rtk_date order_day, struct rtk_date posted)
{
	struct rtk_date last = order_day;

	if (posted.v < order_day.v - DAYS_BEFORE)
		return false;
	for (int i = 0; i < WORKING_DAYS_AFTER && last.v < posted.v; i++)
		do
			last.v++;
		while (!rtk_working_day(calendar, last));
	return posted.v <= last.v;
}

static bool
in_days(const struct rtk_match *m, const struct rtk_match_register *r,
    const struct rtk_match_document *d)
{
	return rtk_match_in_days(m->calendar, r->order_day, d->posted);
}

/* Banks write one number with leading zeros and without. */
static bool
same_number(const char *a, const char *b)
{
	while (*a == '0')
		a++;
	while (*b == '0')
		b++;
	return *a != '\0' && strcmp(a, b) == 0;
}

static bool
is_order(const struct rtk_match *m, const struct rtk_match_register *r,
    const struct rtk_match_document *d)
{
	return !d->tied && d->incoming && !d->direct &&
	    same_number(d->number, r->order_number) && in_days(m, r, d);
}

static void
tie(struct rtk_match *m, struct rtk_match_register *r,
    struct rtk_match_document *d, enum rtk_match_how how)
{
	d->tied = true;
	if (how != RTK_MATCH_COMMISSION)
		r->tied = true;
	m->tie(m->context, r, d, how);
}

/* (a) number and transfer; (b) number and gross. */
static void
by_number(struct rtk_match *m, struct rtk_match_register *r,
    const struct rtk_match_sums *sums, enum rtk_match_how how)
{
	int64_t sum = how == RTK_MATCH_NET ? sums->transfer.v : sums->gross.v;

	for (size_t i = 0; i < m->document_count && !r->tied; i++) {
		struct rtk_match_document *d = &m->documents[i];

		if (d->amount.v == sum && is_order(m, r, d))
			tie(m, r, d, how);
	}
}

/* (b) goes on: the bank took the commission by an order of its own. */
static void
find_commission(struct rtk_match *m, struct rtk_match_register *r)
{
	int64_t commission = r->whole.gross.v - r->whole.transfer.v;

	for (size_t i = 0; commission != 0 && i < m->document_count; i++) {
		struct rtk_match_document *d = &m->documents[i];

		if (d->tied || d->incoming || !d->bank_order ||
		    d->amount.v != commission || !in_days(m, r, d))
			continue;
		tie(m, r, d, RTK_MATCH_COMMISSION);
		return;
	}
}

static void
by_numbers(struct rtk_match *m, enum rtk_match_how how)
{
	for (size_t i = 0; i < m->register_count; i++) {
		struct rtk_match_register *r = &m->registers[i];
		bool before = r->tied;

		by_number(m, r, &r->whole, how);
		/* a file sent again with more rows: the bank sends the rest */
		if (r->fresh.gross.v != 0)
			by_number(m, r, &r->fresh, how);
		if (how == RTK_MATCH_GROSS && r->tied && !before)
			find_commission(m, r);
	}
}

/* (d) several registers of one order: their transfers make its sum. */
static void
together(struct rtk_match *m, struct rtk_match_document *d)
{
	size_t count = 0;
	int64_t sum = 0;

	for (size_t i = 0; i < m->register_count; i++) {
		const struct rtk_match_register *r = &m->registers[i];

		if (r->tied || !is_order(m, r, d) || r->fresh.gross.v == 0)
			continue;
		sum += r->fresh.transfer.v;
		count++;
	}
	if (count < 2 || sum != d->amount.v)
		return;
	for (size_t i = 0; i < m->register_count; i++) {
		struct rtk_match_register *r = &m->registers[i];

		/* the first pair ties the document: the others follow it */
		d->tied = false;
		if (!r->tied && is_order(m, r, d) && r->fresh.gross.v != 0)
			tie(m, r, d, RTK_MATCH_TOGETHER);
	}
	d->tied = true;
}

/* Whether another register waits for the same sum of the same day. */
static bool
has_rival(const struct rtk_match *m, const struct rtk_match_register *r)
{
	for (size_t i = 0; i < m->register_count; i++) {
		const struct rtk_match_register *other = &m->registers[i];

		if (other != r && !other->tied &&
		    other->whole.transfer.v == r->whole.transfer.v &&
		    other->order_day.v == r->order_day.v)
			return true;
	}
	return false;
}

/* (c) the sum and the day, when exactly one document fits one register. */
static void
by_sum(struct rtk_match *m, struct rtk_match_register *r)
{
	struct rtk_match_document *found = NULL;

	if (r->tied || has_rival(m, r))
		return;
	for (size_t i = 0; i < m->document_count; i++) {
		struct rtk_match_document *d = &m->documents[i];

		if (d->tied || !d->incoming || d->direct ||
		    d->day.v != r->order_day.v ||
		    d->amount.v != r->whole.transfer.v || !in_days(m, r, d))
			continue;
		if (found != NULL)
			return;
		found = d;
	}
	if (found != NULL)
		tie(m, r, found, RTK_MATCH_BY_SUM);
}

/* The order is there, its sum is not: the difference is to be explained. */
static void
by_number_alone(struct rtk_match *m, struct rtk_match_register *r)
{
	for (size_t i = 0; i < m->document_count && !r->tied; i++)
		if (is_order(m, r, &m->documents[i]))
			tie(m, r, &m->documents[i], RTK_MATCH_DIFFERS);
}

void
rtk_match_registers(struct rtk_match *m)
{
	by_numbers(m, RTK_MATCH_NET);
	by_numbers(m, RTK_MATCH_GROSS);
	for (size_t i = 0; i < m->document_count; i++)
		if (!m->documents[i].tied && m->documents[i].incoming)
			together(m, &m->documents[i]);
	for (size_t i = 0; i < m->register_count; i++)
		by_sum(m, &m->registers[i]);
	for (size_t i = 0; !m->exact && i < m->register_count; i++)
		if (m->registers[i].fresh.gross.v != 0)
			by_number_alone(m, &m->registers[i]);
}
