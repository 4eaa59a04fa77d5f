/* Judging readings: what is taken, what is known, what waits for a person. */
#include "base/base.h"

#include "flow/import_reading_group.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "flow/import_reading_why.h"
#include "num/arith.h"
#include "num/decimal.h"
#include "store/month.h"

enum { PROGRESS_ROWS = 16384 };

/* --- plausibility ------------------------------------------------------ */

static bool
is_house_meter(const struct rtk_reading_group *g)
{
	return RTK_ACCOUNT_OF(g->meter.id) % (1 << RTK_ACCOUNT_BITS) == 0;
}

/*
 * Whether the volume since the point is too high: 1, 0, -1. Over so many
 * times the own mean and over the norm; without an own mean, over so many
 * times the norm; a roll-over without one needs the norm to vouch for it.
 */
static int
too_high(const struct rtk_reading_group *g,
    const struct rtk_reading_point *since, const struct rtk_reading_row *row,
    struct rtk_err *err)
{
	const struct rtk_reading_limits *limits;
	struct rtk_consumption used = {.day = {row->day},
	    .days = row->day - since->day,
	    .volume = rtk_reading_counted(g, since->value, row->value),
	    .times = 1,
	    .without_norm = true};
	const struct rtk_import_by_hand *hand =
	    g->readings->import->job->by_hand;
	struct rtk_reading_mean mean;

	if (is_house_meter(g) || (hand != NULL && hand->sure))
		return 0;
	limits = rtk_readings_limits(g->readings, row->period, err);
	if (limits == NULL)
		return -1;
	if (rtk_reading_own_mean(g, row->period, &mean)) {
		rtk_i128 own = (rtk_i128)used.volume * mean.days;

		if (own <=
		    (rtk_i128)mean.volume * limits->high_times * used.days)
			return 0;
	} else if (row->value >= since->value) {
		used.times = limits->first_norms;
		used.without_norm = false;
	}
	return rtk_readings_over_norm(g->readings, &g->meter, &used, err);
}

/* --- judging ----------------------------------------------------------- */

/* Implausible after or before the other value; why, if it can be seen. */
static int
refuse(struct rtk_reading_group *g, struct rtk_reading_row *row,
    enum rtk_fault fault, int64_t other, struct rtk_err *err)
{
	struct rtk_reading_doubt doubt = {.fault = fault, .other = other};
	struct rtk_err told = RTK_ERR_INIT;
	char text[RTK_DECIMAL_TEXT], detail[RTK_READING_DETAIL];

	if (rtk_reading_explain(&doubt, g, row, err) < 0)
		return -1;
	rtk_failf(&told, doubt.fault, "%s",
	    rtk_reading_doubt_text(detail, &doubt));
	rtk_decimal_text(text, row->value, RTK_MICRO_SCALE, 0);
	rtk_err_cell(&told, "value", text, strlen(text));
	rtk_readings_refuse(g->readings, row, &told);
	rtk_readings_doubt(g->readings, row, &doubt);
	return 0;
}

static void
refuse_day(const struct rtk_reading_group *g, struct rtk_reading_row *row,
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
may_roll(const struct rtk_reading_group *g, int64_t from, int64_t to)
{
	return rtk_reading_counted(g, from, to) <= g->whole / 2;
}

/* п. 61: what a controller reads at a premises is true, lower or not. */
static bool
is_inspection(
    const struct rtk_reading_group *g, const struct rtk_reading_row *row)
{
	return row->channel == RTK_CONTROLLER && !is_house_meter(g);
}

/* 1 good, 0 refused, -1. */
static int
check_neighbours(struct rtk_reading_group *g, struct rtk_reading_row *row,
    struct rtk_err *err)
{
	const struct rtk_reading_point start = {
	    g->meter.installed.v, 0, g->meter.initial.v};
	const struct rtk_reading_point *before, *behind;
	int rc;

	rtk_reading_neighbours(g, row->day, &before, &behind);
	if (before == NULL)
		before = &start;
	if (row->value < before->value &&
	    !may_roll(g, before->value, row->value)) {
		if (is_inspection(g, row))
			return 1;
		return refuse(g, row, RTK_E_READING_LOWER, before->value, err);
	}
	if (behind != NULL && behind->value < row->value &&
	    !may_roll(g, row->value, behind->value)) {
		return refuse(g, row, RTK_E_READING_HIGHER, behind->value, err);
	}
	rc = too_high(g, before, row, err);
	if (rc == 1)
		return refuse(g, row,
		    row->value < before->value ? RTK_E_READING_LOWER
					       : RTK_E_READING_TOO_HIGH,
		    before->value, err);
	return rc < 0 ? -1 : 1;
}

/* A good row on its way to the store; false: the month has no room. */
static bool
take(struct rtk_reading_group *g, struct rtk_reading_row *row)
{
	struct rtk_readings *readings = g->readings;
	size_t number = rtk_reading_points_of_period(g, row->period);
	struct rtk_err err = RTK_ERR_INIT;

	if (number >= RTK_READINGS_OF_MONTH) {
		rtk_failf(
		    &err, RTK_E_READING_MANY, "%d", (int)RTK_READINGS_OF_MONTH);
		rtk_readings_refuse(readings, row, &err);
		return false;
	}
	row->number = (uint8_t)number;
	row->state = RTK_ROW_TAKEN;
	readings->import->result.taken++;
	readings->late += row->period <= readings->last_closed.v;
	if (readings->pipe != NULL && row->period == readings->chunked_period.v)
		rtk_readings_send(readings, row);
	else
		readings->waiting++;
	return true;
}

/*
 * A withdrawal names a reading that stands, by its day and value, and counts
 * for the month of that reading. It stands no more, but stays on record.
 */
static void
withdraw(struct rtk_reading_group *g, struct rtk_reading_row *row)
{
	struct rtk_reading_point point = {.day = row->day};

	if (!rtk_reading_point_remove(
		&g->points, row->day, row->value, &point)) {
		if (rtk_reading_point_remove(
			&g->withdrawn, row->day, row->value, &point)) {
			rtk_reading_point_add(&g->withdrawn, &point);
			row->state = RTK_ROW_DONE;
			g->readings->import->result.known++;
		} else {
			refuse_day(g, row, RTK_E_READING_NOT_THERE, row->day);
		}
		return;
	}
	row->period = (int16_t)point.period;
	rtk_reading_point_add(&g->points, &point);
	if (!take(g, row))
		return;
	(void)rtk_reading_point_remove(
	    &g->points, row->day, row->value, &point);
	rtk_reading_point_add(&g->withdrawn, &point);
}

/* Rows of one day that disagree: none of them can be believed. */
static bool
is_disputed(const struct rtk_reading_group *g, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		if (g->rows[i]->value != g->rows[from]->value)
			return true;
	return false;
}

static int
judge_row(struct rtk_reading_group *g, struct rtk_reading_row *row,
    struct rtk_err *err)
{
	const struct rtk_reading_point *same =
	    rtk_reading_point_of_day(&g->points, row->day);
	int rc;

	if (same != NULL && same->value == row->value) {
		row->state = RTK_ROW_DONE;
		g->readings->import->result.known++;
		return 0;
	}
	if (same != NULL) {
		return refuse(g, row, RTK_E_READING_CONFLICT, same->value, err);
	}
	rc = check_neighbours(g, row, err);
	if (rc == 1 && take(g, row))
		rtk_reading_point_add(&g->points,
		    &(struct rtk_reading_point){
			row->day, row->period, row->value});
	return rc < 0 ? -1 : 0;
}

static int
judge_day(struct rtk_reading_group *g, size_t from, size_t to,
    struct rtk_err *err)
{
	int64_t first;
	bool disputed;

	/* they come first: another value of the day may follow */
	for (; from < to && g->rows[from]->channel == RTK_WITHDRAWN; from++)
		withdraw(g, g->rows[from]);
	if (from == to)
		return 0;
	first = g->rows[from]->value;
	disputed = rtk_reading_point_of_day(
		       &g->points, g->rows[from]->day) == NULL &&
	    is_disputed(g, from, to);
	for (size_t i = from; i < to; i++) {
		int64_t other = i == from ? g->rows[to - 1]->value : first;
		int rc = disputed
		    ? refuse(g, g->rows[i], RTK_E_READING_CONFLICT, other, err)
		    : judge_row(g, g->rows[i], err);

		if (rc < 0)
			return -1;
	}
	return 0;
}

/* --- a row by itself --------------------------------------------------- */

/* Refuses what can be seen without any other reading. */
static bool
check_row(struct rtk_reading_group *g, struct rtk_reading_row *row)
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
	if (!rtk_reading_has_digits(g, row->value)) {
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
		order = (b->channel == RTK_WITHDRAWN) -
		    (a->channel == RTK_WITHDRAWN);
	if (order == 0)
		order = (a->value > b->value) - (a->value < b->value);
	if (order == 0)
		order = a->period - b->period;
	if (order == 0)
		order = a->channel - b->channel;
	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

/* A workbook, or another unit, gives more decimals than the meter shows. */
static void
round_value(const struct rtk_reading_group *g, struct rtk_reading_row *row)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t step = RTK_MICRO, steps;

	for (int i = 0; i < g->meter.decimals; i++)
		step /= 10;
	if (row->rounded &&
	    rtk_muldiv(&steps, row->value, 1, step, RTK_ROUND_HALF_AWAY,
		&ignored) == 0)
		row->value = steps * step;
}

/* Keeps the rows that are good by themselves, in g->rows. */
static int
begin_group(struct rtk_reading_group *g, struct rtk_reading_row *rows,
    size_t count, struct rtk_err *err)
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

		round_value(g, row);
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
judge_group(struct rtk_reading_group *g, struct rtk_reading_row *rows,
    size_t count, struct rtk_err *err)
{
	if (begin_group(g, rows, count, err) < 0)
		return -1;
	if (g->count == 0)
		return 0;
	if (g->count > 1)
		qsort(g->rows, g->count, sizeof(struct rtk_reading_row *),
		    compare_rows);
	if (rtk_reading_points_load(g, err) < 0)
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
	struct rtk_reading_group g = {.readings = readings,
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
	if (rc == 0)
		rtk_readings_find_swapped(readings);
	rtk_reading_lookup_close(g.lookup);
	free(g.rows);
	free(g.points.list);
	free(g.withdrawn.list);
	return rc;
}
