#include "base/base.h"

#include "calc/penalty.h"

#include <stdlib.h>

#include "base/array.h"
#include "num/arith.h"

enum { FRACTION = 10000 }; /* basis points */

/* Part of a debt that was paid on a day, or not at all. */
struct slice {
	struct rtk_date end; /* its last day of delay; its rate is that day's */
	int64_t amount;
};

/* One debt under way: its slices and the days on which anything changes. */
struct delay {
	const struct rtk_penalty_job *job;
	const struct rtk_debt *debt;
	size_t index;
	struct slice *slices;
	size_t slice_count, slice_room;
	int32_t last; /* its last day, whoever paid */
	int32_t *days;
	size_t day_count, day_room;
	size_t exempt_from, exempt_to; /* exemptions of the account */
	struct rtk_penalty_segments *out;
};

/* --- what is in force on a day ------------------------------------------ */

static bool
is_for(int class, enum rtk_penalty_class debtor)
{
	return class < 0 || class == (int)debtor;
}

static bool
within(struct rtk_date day, struct rtk_date from, struct rtk_date to)
{
	return day.v >= from.v && day.v <= to.v;
}

/* Fraction of the rate on the n-th day of delay; 0: none. */
static int32_t
denominator_of(const struct delay *delay, struct rtk_date day)
{
	const struct rtk_penalty_rows *rows = delay->job->rows;
	struct rtk_date newest = RTK_DATE_NONE;
	int32_t n = day.v - delay->debt->due.v, found = 0;

	for (size_t i = 0; i < rows->rule_count; i++) {
		const struct rtk_penalty_rule *rule = &rows->rules[i];

		if (rule->class != delay->job->class || rule->from.v > day.v ||
		    (!rtk_date_is_none(newest) && rule->from.v < newest.v))
			continue;
		if (rtk_date_is_none(newest) || rule->from.v > newest.v)
			found = 0;
		newest = rule->from;
		if (n >= rule->day_from &&
		    (rule->day_to == 0 || n <= rule->day_to))
			found = rule->denominator;
	}
	return found;
}

/* The counter of days runs on, nothing accrues (ПП 424, ПП 497). */
static bool
is_suspended(const struct delay *delay, struct rtk_date day)
{
	const struct rtk_penalty_rows *rows = delay->job->rows;
	struct rtk_date arose = rtk_period_last(delay->debt->period);

	for (size_t i = 0; i < rows->moratorium_count; i++) {
		const struct rtk_moratorium *m = &rows->moratoria[i];

		if (is_for(m->class, delay->job->class) &&
		    within(day, m->from, m->to) &&
		    (rtk_date_is_none(m->claims_before) ||
			arose.v < m->claims_before.v))
			return true;
	}
	for (size_t i = delay->exempt_from; i < delay->exempt_to; i++) {
		const struct rtk_penalty_exemption *e = &rows->exemptions[i];

		if (day.v >= e->from.v &&
		    (rtk_date_is_none(e->to) || day.v <= e->to.v))
			return true;
	}
	return false;
}

/*
 * The key rate of a day. The newest row stands only for some weeks: the Bank
 * of Russia decides anew, and nobody may guess what it decided.
 */
static int
key_rate(int64_t *out_bp, const struct rtk_penalty_job *job,
    struct rtk_date day, struct rtk_err *err)
{
	const struct rtk_penalty_rows *rows = job->rows;
	int64_t days = job->policies->value[RTK_KEY_RATE_DAYS] / RTK_MICRO;
	const struct rtk_key_rate *rate = NULL;
	char text[RTK_DATE_TEXT];

	for (size_t i = 0;
	     i < rows->rate_count && rows->rates[i].from.v <= day.v; i++)
		rate = &rows->rates[i];
	if (rate == NULL ||
	    (rate == &rows->rates[rows->rate_count - 1] &&
		day.v > rate->from.v + days))
		return rtk_failf(err, RTK_E_KEY_RATE_UNKNOWN, "%s",
		    rtk_date_text(text, day));
	*out_bp = rate->rate_bp;
	return 0;
}

/* ПП 474: no more than the ceiling on the day, or at the day of the rate. */
static int64_t
under_ceiling(const struct rtk_penalty_job *job, int64_t rate_bp,
    struct rtk_date day, struct rtk_date rate_day)
{
	int64_t policy = job->policies->value[RTK_PENALTY_CEILING];

	for (size_t i = 0; i < job->rows->ceiling_count; i++) {
		const struct rtk_penalty_ceiling *c = &job->rows->ceilings[i];
		bool accrual = within(day, c->from, c->to);
		bool payment = within(rate_day, c->from, c->to);

		if (policy == RTK_CEILING_BY_ACCRUAL)
			payment = false;
		if (policy == RTK_CEILING_BY_RATE)
			accrual = false;
		if (is_for(c->class, job->class) && (accrual || payment) &&
		    c->rate_bp < rate_bp)
			rate_bp = c->rate_bp;
	}
	return rate_bp;
}

static int
rate_of(int64_t *out_bp, const struct rtk_penalty_job *job,
    const struct slice *slice, struct rtk_date day, struct rtk_err *err)
{
	bool daily = job->policies->value[RTK_PENALTY_RATE] == RTK_RATE_DAILY;
	struct rtk_date rate_day = daily ? day : slice->end;
	int64_t rate_bp = 0;

	if (key_rate(&rate_bp, job, rate_day, err) < 0)
		return -1;
	*out_bp = under_ceiling(job, rate_bp, day, rate_day);
	return 0;
}

/* --- days on which something changes ------------------------------------ */

static void
add_day(struct delay *delay, int32_t day)
{
	if (day <= delay->debt->due.v || day > delay->last)
		return;
	delay->days = rtk_array_grow(delay->days, &delay->day_room,
	    delay->day_count, sizeof(*delay->days));
	delay->days[delay->day_count++] = day;
}

static int
compare_days(const void *left, const void *right)
{
	const int32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static void
find_days(struct delay *delay)
{
	const struct rtk_penalty_rows *rows = delay->job->rows;
	int32_t due = delay->debt->due.v;

	delay->day_count = 0;
	add_day(delay, due + 1);
	for (size_t i = 0; i < rows->rule_count; i++) {
		add_day(delay, rows->rules[i].from.v);
		add_day(delay, due + rows->rules[i].day_from);
		add_day(delay, due + rows->rules[i].day_to + 1);
	}
	for (size_t i = 0; i < rows->ceiling_count; i++) {
		add_day(delay, rows->ceilings[i].from.v);
		add_day(delay, rows->ceilings[i].to.v + 1);
	}
	for (size_t i = 0; i < rows->moratorium_count; i++) {
		add_day(delay, rows->moratoria[i].from.v);
		add_day(delay, rows->moratoria[i].to.v + 1);
	}
	for (size_t i = delay->exempt_from; i < delay->exempt_to; i++) {
		const struct rtk_penalty_exemption *e = &rows->exemptions[i];

		add_day(delay, e->from.v);
		if (!rtk_date_is_none(e->to))
			add_day(delay, e->to.v + 1);
	}
	for (size_t i = 0; i < rows->rate_count; i++)
		add_day(delay, rows->rates[i].from.v);
	for (size_t i = 0; i < delay->slice_count; i++)
		add_day(delay, delay->slices[i].end.v + 1);
	if (delay->day_count > 0)
		qsort(delay->days, delay->day_count, sizeof(*delay->days),
		    compare_days);
}

/* --- segments ----------------------------------------------------------- */

/* Adds the days to the segment before, if nothing changed between them. */
static bool
extend(struct delay *delay, size_t first, const struct rtk_penalty_segment *s)
{
	for (size_t i = first; i < delay->out->count; i++) {
		struct rtk_penalty_segment *old = &delay->out->list[i];

		if (old->to.v + 1 != s->from.v || old->base.v != s->base.v ||
		    old->rate_bp != s->rate_bp ||
		    old->denominator != s->denominator)
			continue;
		old->to = s->to;
		old->days += s->days;
		return true;
	}
	return false;
}

static void
add_segment(struct delay *delay, size_t first, struct rtk_penalty_segment *s)
{
	struct rtk_penalty_segments *out = delay->out;

	s->debt = delay->index;
	s->days = s->to.v - s->from.v + 1;
	if (extend(delay, first, s))
		return;
	out->list = rtk_array_grow(
	    out->list, &out->room, out->count, sizeof(*out->list));
	out->list[out->count++] = *s;
}

/* Slices of one rate are one base. */
static int
add_bases(struct delay *delay, size_t first, struct rtk_penalty_segment *s,
    struct rtk_err *err)
{
	int64_t rate_bp;
	bool done = false;

	for (int64_t above = -1; !done; above = s->rate_bp) {
		done = true;
		s->base.v = 0;
		for (size_t i = 0; i < delay->slice_count; i++) {
			const struct slice *slice = &delay->slices[i];

			if (slice->end.v < s->from.v)
				continue;
			if (rate_of(&rate_bp, delay->job, slice, s->from, err) <
			    0)
				return -1;
			if (rate_bp <= above || (!done && rate_bp > s->rate_bp))
				continue;
			if (done || rate_bp < s->rate_bp)
				s->base.v = 0;
			s->rate_bp = rate_bp;
			s->base.v += slice->amount;
			done = false;
		}
		if (!done)
			add_segment(delay, first, s);
	}
	return 0;
}

static int
round_amounts(const struct delay *delay, size_t first, struct rtk_err *err)
{
	for (size_t i = first; i < delay->out->count; i++) {
		struct rtk_penalty_segment *s = &delay->out->list[i];

		if (rtk_muldiv(&s->amount.v, s->base.v, s->days * s->rate_bp,
			(int64_t)FRACTION * s->denominator, RTK_ROUND_HALF_AWAY,
			err) < 0)
			return -1;
	}
	return 0;
}

static int
accrue(struct delay *delay, struct rtk_err *err)
{
	size_t first = delay->out->count;

	for (size_t i = 0; i < delay->day_count; i++) {
		struct rtk_date from = {delay->days[i]};
		struct rtk_penalty_segment s = {
		    .from = from, .to = {delay->last}};

		if (i + 1 < delay->day_count)
			s.to.v = delay->days[i + 1] - 1;
		s.denominator = denominator_of(delay, from);
		if (s.to.v < from.v || s.denominator == 0 ||
		    is_suspended(delay, from))
			continue;
		if (add_bases(delay, first, &s, err) < 0)
			return -1;
	}
	return round_amounts(delay, first, err);
}

/* --- the whole ---------------------------------------------------------- */

static void
add_slice(struct delay *delay, struct rtk_date end, int64_t amount)
{
	delay->slices = rtk_array_grow(delay->slices, &delay->slice_room,
	    delay->slice_count, sizeof(*delay->slices));
	delay->slices[delay->slice_count++] = (struct slice){end, amount};
	if (end.v > delay->last)
		delay->last = end.v;
}

/* Payments after as_of have not happened; the rest is not paid either. */
static void
find_slices(struct delay *delay, const struct rtk_debt_book *book)
{
	int64_t rest = delay->debt->amount.v;

	delay->slice_count = 0;
	delay->last = delay->debt->due.v;
	for (size_t i = 0; i < book->settled_count; i++) {
		const struct rtk_debt_settled *s = &book->settled[i];

		if (s->debt != delay->index)
			continue;
		add_slice(delay, s->paid, s->amount.v);
		rest -= s->amount.v;
	}
	for (size_t i = 0; i < book->slice_count; i++) {
		const struct rtk_debt_slice *s = &book->slices[i];
		struct rtk_date paid = book->payments[s->payment].paid;

		if (s->debt != delay->index || paid.v > delay->job->as_of.v)
			continue;
		add_slice(delay, paid, s->amount.v);
		rest -= s->amount.v;
	}
	RTK_ASSERT(rest >= 0);
	if (rest > 0)
		add_slice(delay, delay->job->as_of, rest);
}

/* The first day of delay that any rule of the class knows; 0: no rule. */
static int32_t
first_day(const struct rtk_penalty_job *job)
{
	int32_t first = 0;

	for (size_t i = 0; i < job->rows->rule_count; i++) {
		const struct rtk_penalty_rule *rule = &job->rows->rules[i];

		if (rule->class == job->class &&
		    (first == 0 || rule->day_from < first))
			first = rule->day_from;
	}
	return first;
}

static void
find_exemptions(struct delay *delay)
{
	const struct rtk_penalty_rows *rows = delay->job->rows;
	size_t from = 0, to = rows->exemption_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (rows->exemptions[middle].account < delay->job->account)
			from = middle + 1;
		else
			to = middle;
	}
	delay->exempt_from = from;
	while (to < rows->exemption_count &&
	    rows->exemptions[to].account == delay->job->account)
		to++;
	delay->exempt_to = to;
}

int
rtk_penalty_segments(struct rtk_penalty_segments *out,
    const struct rtk_debt_book *book, const struct rtk_penalty_job *job,
    struct rtk_err *err)
{
	struct delay delay = {.job = job, .out = out};
	int32_t first = first_day(job);
	int rc = 0;

	if (first == 0)
		return rtk_fail(err, RTK_E_PENALTY_RULE_GAP);
	find_exemptions(&delay);
	for (size_t i = 0; rc == 0 && i < book->debt_count; i++) {
		delay.debt = &book->debts[i];
		delay.index = i;
		find_slices(&delay, book);
		/* most debts are paid in time */
		if (delay.last < delay.debt->due.v + first)
			continue;
		find_days(&delay);
		rc = accrue(&delay, err);
	}
	free(delay.slices);
	free(delay.days);
	return rc;
}
