#include "base/base.h"

#include "calc/transpose.h"

#include <string.h>

/* The same day of the other month; the 31st of a short one is its last. */
static struct rtk_date
same_day(const struct rtk_transpose *t, struct rtk_date day)
{
	struct rtk_date moved = {
	    t->to->first.v + (day.v - t->from->first.v)};

	return moved.v > t->to->last.v ? t->to->last : moved;
}

/* Days before the month stay where they are: they are before both. */
static struct rtk_date
begin_day(const struct rtk_transpose *t, struct rtk_date day)
{
	if (day.v > t->from->first.v)
		return same_day(t, day);
	return day.v > t->to->first.v ? t->to->first : day;
}

/* An end on the last day of the month or later is open. */
static struct rtk_date
end_day(const struct rtk_transpose *t, struct rtk_date day)
{
	if (rtk_date_is_none(day) || day.v >= t->from->last.v)
		return RTK_DATE_NONE;
	return same_day(t, day);
}

static bool
touches(const struct rtk_transpose *t, struct rtk_date from,
    struct rtk_date to)
{
	return from.v <= t->from->last.v &&
	    (rtk_date_is_none(to) || to.v >= t->from->first.v);
}

void
rtk_transpose_tariffs(
    struct rtk_rule_rows *rows, const struct rtk_transpose *t)
{
	const struct rtk_rule_rows *old = t->from->rows;
	struct rtk_tariff *moved =
	    rtk_arena_get(t->arena, (old->tariff_count + 1) * sizeof(*moved));
	size_t count = 0;

	for (size_t i = 0; i < old->tariff_count; i++) {
		struct rtk_tariff row = old->tariffs[i];

		if (!touches(t, row.from, row.to))
			continue;
		row.from = begin_day(t, row.from);
		row.to = end_day(t, row.to);
		moved[count++] = row;
	}
	rows->tariffs = moved;
	rows->tariff_count = count;
}

void
rtk_transpose_norms(struct rtk_rule_rows *rows, const struct rtk_transpose *t)
{
	const struct rtk_rule_rows *old = t->from->rows;
	struct rtk_norm_row *moved =
	    rtk_arena_get(t->arena, (old->norm_count + 1) * sizeof(*moved));
	size_t count = 0;

	for (size_t i = 0; i < old->norm_count; i++) {
		struct rtk_norm_row row = old->norms[i];

		if (!touches(t, row.from, row.to))
			continue;
		row.from = begin_day(t, row.from);
		row.to = end_day(t, row.to);
		moved[count++] = row;
	}
	rows->norms = moved;
	rows->norm_count = count;
}

/* The places of both months in the list change: their number does not. */
static uint16_t
swap_months(const struct rtk_transpose *t, uint16_t months)
{
	int a = rtk_period_month(t->from->period) - 1;
	int b = rtk_period_month(t->to->period) - 1;
	unsigned int differ = (months >> a ^ months >> b) & 1U;

	return (uint16_t)(months ^ (differ << a | differ << b));
}

void
rtk_transpose_heating_months(
    struct rtk_rule_rows *rows, const struct rtk_transpose *t)
{
	const struct rtk_rule_rows *old = t->from->rows;
	struct rtk_heating_months *moved =
	    rtk_arena_get(t->arena, (old->months_count + 1) * sizeof(*moved));
	size_t count = 0;

	for (size_t i = 0; i < old->months_count; i++) {
		struct rtk_heating_months row = old->months[i];

		if (row.from.v > t->from->first.v)
			continue;
		row.months = swap_months(t, row.months);
		moved[count++] = row;
	}
	rows->months = moved;
	rows->months_count = count;
}

static void
transpose_versions(struct rtk_person_facts *p, const struct rtk_transpose *t)
{
	struct rtk_account_version *moved =
	    rtk_arena_get(t->arena, p->version_count * sizeof(*moved));
	size_t count = 0;

	for (size_t i = 0; i < p->version_count; i++) {
		/* the first one also stands for the days before it */
		if (i > 0 && p->versions[i].from.v > t->from->last.v)
			break;
		moved[count] = p->versions[i];
		moved[count].from = begin_day(t, p->versions[i].from);
		count++;
	}
	p->versions = moved;
	p->version_count = count;
}

static void
transpose_residents(struct rtk_person_facts *p, const struct rtk_transpose *t)
{
	struct rtk_residents *moved = rtk_arena_get(
	    t->arena, (p->residents_count + 1) * sizeof(*moved));
	size_t count = 0;

	for (size_t i = 0; i < p->residents_count; i++) {
		if (p->residents[i].from.v > t->from->last.v)
			continue;
		moved[count] = p->residents[i];
		moved[count].from = begin_day(t, p->residents[i].from);
		count++;
	}
	p->residents = moved;
	p->residents_count = count;
}

static void
transpose_temporary(struct rtk_person_facts *p, const struct rtk_transpose *t)
{
	struct rtk_temporary *moved = rtk_arena_get(
	    t->arena, (p->temporary_count + 1) * sizeof(*moved));
	size_t count = 0;

	for (size_t i = 0; i < p->temporary_count; i++) {
		struct rtk_temporary *m = &moved[count];

		*m = p->temporary[i];
		if (!touches(t, m->from, m->to))
			continue;
		m->from = begin_day(t, m->from);
		m->to = m->to.v >= t->from->last.v ? t->to->last
						   : same_day(t, m->to);
		count++;
	}
	p->temporary = moved;
	p->temporary_count = count;
}

static void
transpose_norm_days(struct rtk_usage *usage, const struct rtk_transpose *t)
{
	struct rtk_date to = {usage->norm_from.v + usage->norm_days - 1};

	to = to.v >= t->from->last.v ? t->to->last : same_day(t, to);
	usage->norm_from = same_day(t, usage->norm_from);
	usage->norm_days = to.v - usage->norm_from.v + 1;
}

void
rtk_transpose_premises(
    struct rtk_premises *premises, const struct rtk_transpose *t)
{
	struct rtk_usage *usages[] = {&premises->heating,
	    &premises->hot_water};

	if (premises->part) {
		premises->since = same_day(t, premises->since);
		premises->until = premises->until.v >= t->from->last.v
		    ? t->to->last
		    : same_day(t, premises->until);
	}
	transpose_versions(&premises->persons, t);
	transpose_residents(&premises->persons, t);
	transpose_temporary(&premises->persons, t);
	for (size_t i = 0; i < RTK_COUNT(usages); i++) {
		if (!rtk_date_is_none(usages[i]->since))
			usages[i]->since = same_day(t, usages[i]->since);
		if (usages[i]->norm_days > 0)
			transpose_norm_days(usages[i], t);
	}
}
