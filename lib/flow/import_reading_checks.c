/* Judging readings: what is taken, what is known, what waits for a person. */
#include "base/base.h"

#include "flow/import_readings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "num/arith.h"
#include "num/decimal.h"
#include "store/month.h"

enum {
	WINDOW_PERIODS = 6, /* of the own mean */
	WINDOW_DAYS_MIN = 30,
	TIMES_MEAN = 5,
	PROGRESS_ROWS = 16384
};

/* A reading that stands: stored before or taken from this file. */
struct point {
	int32_t day;
	int32_t period;
	int64_t value;
};

/* The meter whose rows are judged. */
struct group {
	struct rtk_readings *readings;
	struct rtk_reading_lookup *lookup;
	struct rtk_date begin; /* of the first month that there is */
	struct rtk_meter meter;
	int64_t whole; /* 10^digits, 1e-6: where it rolls over */
	struct rtk_reading_row **rows;
	size_t count, room;
	struct point *points; /* by day */
	size_t point_count, point_room;
	int32_t period_min, period_max; /* of the rows */
};

/* --- what stands already ----------------------------------------------- */

static void
add_point(struct group *g, const struct point *point)
{
	size_t at = g->point_count;

	g->points = rtk_array_grow(
	    g->points, &g->point_room, g->point_count, sizeof(*point));
	for (; at > 0 && g->points[at - 1].day > point->day; at--)
		g->points[at] = g->points[at - 1];
	g->points[at] = *point;
	g->point_count++;
}

/* Readings stored for the month; their number or -1. */
static int
load_month(struct group *g, int32_t period, struct rtk_err *err)
{
	struct rtk_reading stored[RTK_READINGS_OF_MONTH];
	struct rtk_period month = {period};
	int count = rtk_readings_at(g->lookup, month, g->meter.id, stored, err);

	for (int i = 0; i < count; i++)
		add_point(g,
		    &(struct point){
			stored[i].day.v, period, stored[i].value.v});
	return count;
}

/* Month after month until one has readings; `to` is not looked at. */
static int
load_until(struct group *g, int32_t from, int32_t to, struct rtk_err *err)
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
static int
load_points(struct group *g, struct rtk_err *err)
{
	int32_t first = rtk_reading_lookup_first(g->lookup).v;
	int32_t last = rtk_reading_lookup_last(g->lookup).v;
	int32_t installed = rtk_period_of(g->meter.installed).v;
	int32_t window = g->period_min - WINDOW_PERIODS;
	int32_t before = g->period_min - 1;

	g->point_count = 0;
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

/* --- plausibility ------------------------------------------------------ */

/* What the meter counted from one value to a later one. */
static int64_t
counted(const struct group *g, int64_t from, int64_t to)
{
	return to >= from ? to - from : g->whole - from + to;
}

/* Readings of the last periods before this one: first, last; false: none. */
static bool
own_mean(const struct group *g, int32_t period, int64_t *volume, int64_t *days)
{
	const struct point *from = NULL, *to = NULL;

	for (size_t i = 0; i < g->point_count; i++) {
		const struct point *p = &g->points[i];

		if (p->period < period - WINDOW_PERIODS || p->period >= period)
			continue;
		if (from == NULL)
			from = p;
		to = p;
	}
	if (from == NULL || to->day - from->day < WINDOW_DAYS_MIN)
		return false;
	*volume = counted(g, from->value, to->value);
	*days = to->day - from->day;
	return true;
}

static bool
is_house_meter(const struct group *g)
{
	return RTK_ACCOUNT_OF(g->meter.id) % (1 << RTK_ACCOUNT_BITS) == 0;
}

/*
 * Whether the volume since the point is too high: 1, 0, -1. Without an own
 * mean nobody can tell, but a roll-over then needs the norm to vouch for it.
 */
static int
too_high(const struct group *g, const struct point *since,
    const struct rtk_reading_row *row, struct rtk_err *err)
{
	int64_t volume = counted(g, since->value, row->value);
	int64_t days = row->day - since->day;
	int64_t mean_volume, mean_days;
	bool rolled = row->value < since->value;

	if (is_house_meter(g))
		return 0;
	if (own_mean(g, row->period, &mean_volume, &mean_days)) {
		rtk_i128 own = (rtk_i128)volume * mean_days;

		if (own <= (rtk_i128)mean_volume * TIMES_MEAN * days)
			return 0;
	} else if (!rolled) {
		return 0;
	}
	return rtk_readings_over_norm(g->readings, &g->meter,
	    &(struct rtk_consumption){volume, days, {row->day}}, err);
}

/* --- judging ----------------------------------------------------------- */

static void
refuse(const struct group *g, struct rtk_reading_row *row, enum rtk_fault fault,
    int64_t other)
{
	struct rtk_err err = RTK_ERR_INIT;
	char text[RTK_DECIMAL_TEXT];

	rtk_failf(&err, fault, "%s",
	    rtk_decimal_text(text, other, RTK_MICRO_SCALE, 0));
	rtk_decimal_text(text, row->value, RTK_MICRO_SCALE, 0);
	rtk_err_cell(&err, "value", text, strlen(text));
	rtk_readings_refuse(g->readings, row, &err);
}

static void
refuse_day(const struct group *g, struct rtk_reading_row *row,
    enum rtk_fault fault, int32_t day)
{
	struct rtk_err err = RTK_ERR_INIT;
	char text[RTK_DATE_TEXT];

	rtk_date_text(text, (struct rtk_date){day});
	rtk_fail(&err, fault);
	rtk_err_cell(&err, "date", text, strlen(text));
	rtk_readings_refuse(g->readings, row, &err);
}

/* A reading lower than the one before is good if the meter rolled over. */
static bool
may_roll(const struct group *g, int64_t from, int64_t to)
{
	return counted(g, from, to) <= g->whole / 2;
}

/* The nearest points before and behind the day; NULL: none. */
static void
find_neighbours(const struct group *g, int32_t day, const struct point **before,
    const struct point **behind)
{
	*before = *behind = NULL;
	for (size_t i = 0; i < g->point_count; i++) {
		if (g->points[i].day < day)
			*before = &g->points[i];
		if (g->points[i].day > day && *behind == NULL)
			*behind = &g->points[i];
	}
}

static const struct point *
point_of_day(const struct group *g, int32_t day)
{
	for (size_t i = 0; i < g->point_count; i++)
		if (g->points[i].day == day)
			return &g->points[i];
	return NULL;
}

/* п. 61: what a controller reads at a premises is true, lower or not. */
static bool
is_inspection(const struct group *g, const struct rtk_reading_row *row)
{
	return row->channel == RTK_CONTROLLER && !is_house_meter(g);
}

/* 1 good, 0 refused, -1. */
static int
check_neighbours(
    struct group *g, struct rtk_reading_row *row, struct rtk_err *err)
{
	const struct point start = {
	    g->meter.installed.v, 0, g->meter.initial.v};
	const struct point *before, *behind;
	int rc;

	find_neighbours(g, row->day, &before, &behind);
	if (before == NULL)
		before = &start;
	if (row->value < before->value &&
	    !may_roll(g, before->value, row->value)) {
		if (is_inspection(g, row))
			return 1;
		refuse(g, row, RTK_E_READING_LOWER, before->value);
		return 0;
	}
	if (behind != NULL && behind->value < row->value &&
	    !may_roll(g, row->value, behind->value)) {
		refuse(g, row, RTK_E_READING_HIGHER, behind->value);
		return 0;
	}
	rc = too_high(g, before, row, err);
	if (rc == 1)
		refuse(g, row,
		    row->value < before->value ? RTK_E_READING_LOWER
					       : RTK_E_READING_TOO_HIGH,
		    before->value);
	return rc < 0 ? -1 : rc == 0;
}

static size_t
points_of_period(const struct group *g, int32_t period)
{
	size_t n = 0;

	for (size_t i = 0; i < g->point_count; i++)
		n += g->points[i].period == period;
	return n;
}

static void
take(struct group *g, struct rtk_reading_row *row)
{
	struct rtk_readings *readings = g->readings;
	size_t number = points_of_period(g, row->period);
	struct rtk_err err = RTK_ERR_INIT;

	if (number >= RTK_READINGS_OF_MONTH) {
		rtk_failf(
		    &err, RTK_E_READING_MANY, "%d", (int)RTK_READINGS_OF_MONTH);
		rtk_readings_refuse(readings, row, &err);
		return;
	}
	row->number = (uint8_t)number;
	row->state = RTK_ROW_TAKEN;
	readings->import->result.taken++;
	readings->late += row->period <= readings->last_closed.v;
	add_point(g, &(struct point){row->day, row->period, row->value});
	if (readings->pipe != NULL && row->period == readings->chunked_period.v)
		rtk_readings_send(readings, row);
	else
		readings->waiting++;
}

/* Rows of one day that disagree: none of them can be believed. */
static bool
is_disputed(const struct group *g, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		if (g->rows[i]->value != g->rows[from]->value)
			return true;
	return false;
}

static int
judge_row(struct group *g, struct rtk_reading_row *row, struct rtk_err *err)
{
	const struct point *same = point_of_day(g, row->day);
	int rc;

	if (same != NULL && same->value == row->value) {
		row->state = RTK_ROW_DONE;
		g->readings->import->result.known++;
		return 0;
	}
	if (same != NULL) {
		refuse(g, row, RTK_E_READING_CONFLICT, same->value);
		return 0;
	}
	rc = check_neighbours(g, row, err);
	if (rc == 1)
		take(g, row);
	return rc < 0 ? -1 : 0;
}

static int
judge_day(struct group *g, size_t from, size_t to, struct rtk_err *err)
{
	int64_t first = g->rows[from]->value;
	bool disputed = point_of_day(g, g->rows[from]->day) == NULL &&
	    is_disputed(g, from, to);

	for (size_t i = from; i < to; i++) {
		struct rtk_reading_row *row = g->rows[i];

		if (disputed)
			refuse(g, row, RTK_E_READING_CONFLICT,
			    i == from ? g->rows[to - 1]->value : first);
		else if (judge_row(g, row, err) < 0)
			return -1;
	}
	return 0;
}

/* --- a row by itself --------------------------------------------------- */

static bool
has_digits(const struct group *g, int64_t value)
{
	int64_t step = RTK_MICRO;

	for (int i = 0; i < g->meter.decimals; i++)
		step /= 10;
	return value < g->whole && value % step == 0;
}

/* Refuses what can be seen without any other reading. */
static bool
check_row(struct group *g, struct rtk_reading_row *row)
{
	int32_t today = g->readings->import->as_of.v;
	struct rtk_err fault = RTK_ERR_INIT;

	if (row->day > today || row->received > today ||
	    row->received < row->day) {
		refuse_day(g, row, RTK_E_READING_FUTURE, row->day);
		return false;
	}
	if (row->day < g->meter.installed.v ||
	    (!rtk_date_is_none(g->meter.removed) &&
		row->day > g->meter.removed.v) ||
	    row->day < g->begin.v) {
		refuse_day(g, row, RTK_E_READING_REMOVED, row->day);
		return false;
	}
	if (!has_digits(g, row->value)) {
		rtk_failf(&fault, RTK_E_READING_DIGITS, "%d + %d",
		    g->meter.digits, g->meter.decimals);
		rtk_err_cell(&fault, "value", "", 0);
		rtk_readings_refuse(g->readings, row, &fault);
		return false;
	}
	return true;
}

/* So that the order of the file does not matter. */
static int
compare_rows(const void *left, const void *right)
{
	const struct rtk_reading_row *a =
	    *(struct rtk_reading_row *const *)left;
	const struct rtk_reading_row *b =
	    *(struct rtk_reading_row *const *)right;
	int order = (a->day > b->day) - (a->day < b->day);

	if (order == 0)
		order = (a->value > b->value) - (a->value < b->value);
	if (order == 0)
		order = a->period - b->period;
	if (order == 0)
		order = a->channel - b->channel;
	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

/* Keeps the rows that are good by themselves, in g->rows. */
static int
begin_group(struct group *g, struct rtk_reading_row *rows, size_t count,
    struct rtk_err *err)
{
	int rc = rtk_meter_at(g->lookup, rows[0].meter, &g->meter, err);

	if (rc < 0)
		return -1;
	RTK_ASSERT(rc == 1);
	g->whole = RTK_MICRO;
	for (int i = 0; i < g->meter.digits; i++)
		g->whole *= 10;
	g->count = 0;
	g->period_min = RTK_PERIOD_MAX;
	g->period_max = 0;
	for (size_t i = 0; i < count; i++) {
		struct rtk_reading_row *row = &rows[i];

		if (!check_row(g, row))
			continue;
		g->rows = rtk_array_grow(
		    g->rows, &g->room, g->count, sizeof(*g->rows));
		g->rows[g->count++] = row;
		if (row->period < g->period_min)
			g->period_min = row->period;
		if (row->period > g->period_max)
			g->period_max = row->period;
	}
	return 0;
}

static int
judge_group(struct group *g, struct rtk_reading_row *rows, size_t count,
    struct rtk_err *err)
{
	if (begin_group(g, rows, count, err) < 0)
		return -1;
	if (g->count == 0)
		return 0;
	if (g->count > 1)
		qsort(g->rows, g->count, sizeof(struct rtk_reading_row *),
		    compare_rows);
	if (load_points(g, err) < 0)
		return -1;
	for (size_t from = 0, to; from < g->count; from = to) {
		for (to = from + 1;
		     to < g->count && g->rows[to]->day == g->rows[from]->day;)
			to++;
		if (judge_day(g, from, to, err) < 0)
			return -1;
	}
	return 0;
}

int
rtk_readings_judge(struct rtk_readings *readings, struct rtk_err *err)
{
	struct group g = {.readings = readings,
	    .begin = rtk_period_first((struct rtk_period){0})};
	struct rtk_reading_row *rows = readings->rows;
	size_t count = readings->count, told = 0;
	int rc = rtk_reading_lookup_open(&g.lookup, readings->reader, err);

	for (size_t from = 0, to; rc == 0 && from < count; from = to) {
		for (to = from + 1;
		     to < count && rows[to].meter == rows[from].meter;)
			to++;
		rc = judge_group(&g, &rows[from], to - from, err);
		if (to - told < PROGRESS_ROWS)
			continue;
		told = to;
		rtk_events_progress(
		    readings->import->events, "readings", to, count);
	}
	rtk_reading_lookup_close(g.lookup);
	free(g.rows);
	free(g.points);
	return rc;
}
