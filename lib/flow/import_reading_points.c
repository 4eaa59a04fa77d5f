/*
 * What stands beside the rows of a meter: its readings near them, without
 * those that were withdrawn.
 */
#include "base/base.h"

#include "flow/import_reading_group.h"

#include <string.h>

#include "base/array.h"

enum {
	WINDOW_PERIODS = 6, /* of the own mean */
	WINDOW_DAYS_MIN = 30
};

/* --- points ------------------------------------------------------------ */

void
rtk_reading_point_add(struct rtk_reading_points *points,
    const struct rtk_reading_point *point)
{
	size_t at = points->count;

	points->list = rtk_array_grow(points->list, &points->room,
	    points->count, sizeof(*points->list));
	for (; at > 0 && points->list[at - 1].day > point->day; at--)
		points->list[at] = points->list[at - 1];
	points->list[at] = *point;
	points->count++;
}

bool
rtk_reading_point_remove(struct rtk_reading_points *points, int32_t day,
    int64_t value, struct rtk_reading_point *removed)
{
	for (size_t i = 0; i < points->count; i++) {
		struct rtk_reading_point *p = &points->list[i];

		if (p->day != day || p->value != value)
			continue;
		*removed = *p;
		memmove(p, p + 1, (points->count - i - 1) * sizeof(*p));
		points->count--;
		return true;
	}
	return false;
}

const struct rtk_reading_point *
rtk_reading_point_of_day(const struct rtk_reading_points *points, int32_t day)
{
	for (size_t i = 0; i < points->count; i++)
		if (points->list[i].day == day)
			return &points->list[i];
	return NULL;
}

void
rtk_reading_neighbours(const struct rtk_reading_group *group, int32_t day,
    const struct rtk_reading_point **before,
    const struct rtk_reading_point **behind)
{
	*before = *behind = NULL;
	for (size_t i = 0; i < group->points.count; i++) {
		const struct rtk_reading_point *p = &group->points.list[i];

		if (p->day < day)
			*before = p;
		if (p->day > day && *behind == NULL)
			*behind = p;
	}
}

static size_t
count_of_period(const struct rtk_reading_points *points, int32_t period)
{
	size_t n = 0;

	for (size_t i = 0; i < points->count; i++)
		n += points->list[i].period == period;
	return n;
}

size_t
rtk_reading_points_of_period(
    const struct rtk_reading_group *group, int32_t period)
{
	/* a withdrawal is a row as well */
	return count_of_period(&group->points, period) +
	    2 * count_of_period(&group->withdrawn, period);
}

/* --- what stands already ----------------------------------------------- */

/* A reading of the store; a withdrawal takes the one it names away. */
static void
add_stored(struct rtk_reading_group *g, const struct rtk_reading *stored)
{
	struct rtk_reading_point point = {
	    stored->day.v, stored->period.v, stored->value.v};

	if (stored->channel != RTK_WITHDRAWN) {
		rtk_reading_point_add(&g->points, &point);
		return;
	}
	if (rtk_reading_point_remove(
		&g->points, point.day, point.value, &point))
		rtk_reading_point_add(&g->withdrawn, &point);
}

/* Readings that stand for the month; their number or -1. */
static int
load_month(struct rtk_reading_group *g, int32_t period, struct rtk_err *err)
{
	struct rtk_reading stored[RTK_READINGS_OF_MONTH];
	struct rtk_period month = {period};
	size_t before = g->points.count;
	int count = rtk_readings_at(g->lookup, month, g->meter.id, stored, err);

	for (int i = 0; i < count; i++)
		add_stored(g, &stored[i]);
	return count < 0 ? -1 : (int)(g->points.count - before);
}

/* Month after month until one has readings; `to` is not looked at. */
static int
load_until(struct rtk_reading_group *g, int32_t from, int32_t to,
    struct rtk_err *err)
{
	int32_t step = from < to ? 1 : -1;
	int count = 0;

	for (; from != to && count == 0; from += step)
		count = load_month(g, from, err);
	return count < 0 ? -1 : 0;
}

static int32_t
clamp(int32_t period, int32_t low, int32_t high)
{
	if (period < low)
		return low;
	return period > high ? high : period;
}

/*
 * The neighbours in time, and the ends of the window of the own mean. A file
 * of one month, which is the rule, needs few cursors for it; for a file of
 * many months the whole stretch is loaded.
 */
int
rtk_reading_points_load(struct rtk_reading_group *g, struct rtk_err *err)
{
	int32_t first = rtk_reading_lookup_first(g->lookup).v;
	int32_t last = rtk_reading_lookup_last(g->lookup).v;
	int32_t installed = rtk_period_of(g->meter.installed).v;
	int32_t window = g->period_min - WINDOW_PERIODS;
	int32_t before = g->period_min - 1;

	g->points.count = g->withdrawn.count = 0;
	if (last < first)
		return 0;
	first = clamp(installed, first, last);
	for (int32_t p = clamp(g->period_min, first, last + 1);
	     p <= g->period_max + 1 && p <= last; p++)
		if (load_month(g, p, err) < 0)
			return -1;
	/* an empty month behind: the next reading stands further off */
	if (load_until(g, clamp(g->period_max + 2, first, last + 1), last + 1,
		err) < 0)
		return -1;
	window = clamp(window, first, last + 1);
	before = clamp(before, first - 1, last);
	if (g->period_max > g->period_min) {
		for (int32_t p = window; p <= before; p++)
			if (load_month(g, p, err) < 0)
				return -1;
		return load_until(
		    g, clamp(window - 1, first - 1, last), first - 1, err);
	}
	if (load_until(g, before, first - 1, err) < 0)
		return -1;
	/* the last month of the window was loaded by the line above */
	return window < before ? load_until(g, window, before, err) : 0;
}

int64_t
rtk_reading_counted(
    const struct rtk_reading_group *g, int64_t from, int64_t to)
{
	return to >= from ? to - from : g->whole - from + to;
}

bool
rtk_reading_own_mean(const struct rtk_reading_group *g, int32_t period,
    struct rtk_reading_mean *out)
{
	const struct rtk_reading_point *from = NULL, *to = NULL;

	for (size_t i = 0; i < g->points.count; i++) {
		const struct rtk_reading_point *p = &g->points.list[i];

		if (p->period < period - WINDOW_PERIODS || p->period >= period)
			continue;
		if (from == NULL)
			from = p;
		to = p;
	}
	if (from == NULL || to->day - from->day < WINDOW_DAYS_MIN)
		return false;
	out->volume = rtk_reading_counted(g, from->value, to->value);
	out->days = to->day - from->day;
	return true;
}
