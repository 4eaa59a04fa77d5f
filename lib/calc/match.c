#include "base/base.h"

#include "calc/match.h"

#include <string.h>

/* A payment order comes from a day before it to five working days after. */
enum { DAYS_BEFORE = 1, DAYS_AFTER = 7 };

const char *
rtk_match_name(enum rtk_match_how how)
{
	static const char *const names[] = {
	    "", "net", "gross", "sum", "together", "commission"};

	RTK_ASSERT(how < RTK_COUNT(names));
	return names[how];
}

static bool
in_days(const struct rtk_match_register *r, const struct rtk_match_document *d)
{
	return d->posted.v >= r->order_day.v - DAYS_BEFORE &&
	    d->posted.v <= r->order_day.v + DAYS_AFTER;
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
free_order(const struct rtk_match_register *r,
    const struct rtk_match_document *d)
{
	return !d->tied && d->incoming && in_days(r, d);
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
    enum rtk_match_how how)
{
	int64_t sum = how == RTK_MATCH_NET ? r->transfer.v : r->gross.v;

	for (size_t i = 0; i < m->document_count && !r->tied; i++) {
		struct rtk_match_document *d = &m->documents[i];

		if (free_order(r, d) && d->amount.v == sum &&
		    same_number(d->number, r->order_number))
			tie(m, r, d, how);
	}
}

/* (b) goes on: the bank took the commission by an order of its own. */
static void
find_commission(struct rtk_match *m, struct rtk_match_register *r)
{
	for (size_t i = 0; i < m->document_count; i++) {
		struct rtk_match_document *d = &m->documents[i];

		if (d->tied || d->incoming || !d->bank_order ||
		    d->amount.v != r->commission.v || !in_days(r, d))
			continue;
		tie(m, r, d, RTK_MATCH_COMMISSION);
		return;
	}
}

/* (c) the sum and the day, when exactly one document fits one register. */
static void
by_sum(struct rtk_match *m, struct rtk_match_register *r)
{
	struct rtk_match_document *found = NULL;

	for (size_t i = 0; i < m->register_count; i++) {
		const struct rtk_match_register *other = &m->registers[i];

		if (other != r && !other->tied &&
		    other->transfer.v == r->transfer.v &&
		    other->order_day.v == r->order_day.v)
			return;
	}
	for (size_t i = 0; i < m->document_count; i++) {
		struct rtk_match_document *d = &m->documents[i];

		if (d->tied || !d->incoming || d->day.v != r->order_day.v ||
		    d->amount.v != r->transfer.v)
			continue;
		if (found != NULL)
			return;
		found = d;
	}
	if (found != NULL)
		tie(m, r, found, RTK_MATCH_BY_SUM);
}

/* (d) several registers of one order: their transfers make its sum. */
static void
together(struct rtk_match *m, struct rtk_match_document *d)
{
	struct rtk_match_register *first = NULL;
	int64_t sum = 0;

	for (size_t i = 0; i < m->register_count; i++) {
		struct rtk_match_register *r = &m->registers[i];

		if (r->tied || !in_days(r, d) ||
		    !same_number(d->number, r->order_number))
			continue;
		sum += r->transfer.v;
		if (first == NULL)
			first = r;
	}
	if (first == NULL || sum != d->amount.v)
		return;
	tie(m, first, d, RTK_MATCH_TOGETHER);
	for (size_t i = 0; i < m->register_count; i++) {
		struct rtk_match_register *r = &m->registers[i];

		if (r->tied || !in_days(r, d) ||
		    !same_number(d->number, r->order_number))
			continue;
		r->tied = true;
		m->tie(m->context, r, d, RTK_MATCH_TOGETHER);
	}
}

void
rtk_match_registers(struct rtk_match *m)
{
	for (size_t i = 0; i < m->register_count; i++)
		if (!m->registers[i].tied)
			by_number(m, &m->registers[i], RTK_MATCH_NET);
	for (size_t i = 0; i < m->register_count; i++) {
		struct rtk_match_register *r = &m->registers[i];

		if (r->tied)
			continue;
		by_number(m, r, RTK_MATCH_GROSS);
		if (r->tied && r->commission.v != 0)
			find_commission(m, r);
	}
	for (size_t i = 0; i < m->document_count; i++)
		if (!m->documents[i].tied && m->documents[i].incoming)
			together(m, &m->documents[i]);
	for (size_t i = 0; i < m->register_count; i++)
		if (!m->registers[i].tied)
			by_sum(m, &m->registers[i]);
}
