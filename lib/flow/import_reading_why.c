#include "base/base.h"

#include "flow/import_reading_why.h"

#include <stdio.h>
#include <string.h>

#include "num/arith.h"
#include "num/decimal.h"

enum {
	DIGITS_MAX = 20,
	SLIP_MAX = 3,        /* places that a decimal mark slips */
	BUILDING_DOUBTS = 500 /* of one building: more is no mix-up of two */
};

/* --- what is plausible ------------------------------------------------- */

static int64_t
step_of(const struct rtk_reading_group *g)
{
	int64_t step = RTK_MICRO;

	for (int i = 0; i < g->meter.decimals; i++)
		step /= 10;
	return step;
}

bool
rtk_reading_has_digits(const struct rtk_reading_group *group, int64_t value)
{
	return value >= 0 && value < group->whole &&
	    value % step_of(group) == 0;
}

/* From the reading before to so many times what it usually counts. */
static int
set_window(struct rtk_reading_doubt *doubt, const struct rtk_reading_group *g,
    const struct rtk_reading_row *row, struct rtk_err *err)
{
	const struct rtk_reading_point *before, *behind;
	const struct rtk_reading_limits *limits =
	    rtk_readings_limits(g->readings, row->period, err);
	struct rtk_reading_mean mean;
	rtk_i128 most;

	doubt->low = 0;
	doubt->high = -1;
	if (limits == NULL)
		return -1;
	rtk_reading_neighbours(g, row->day, &before, &behind);
	if (before == NULL || !rtk_reading_own_mean(g, row->period, &mean))
		return 0;
	doubt->has_mean = true;
	doubt->day_mean = mean.volume / mean.days;
	most = (rtk_i128)mean.volume * limits->plausible_times *
	    (row->day - before->day) / mean.days;
	if (before->value + most >= g->whole)
		return 0;
	doubt->low = before->value;
	doubt->high = before->value + (int64_t)most;
	if (behind != NULL && behind->value < doubt->high)
		doubt->high = behind->value;
	return 0;
}

static bool
is_plausible(const struct rtk_reading_doubt *doubt, int64_t value)
{
	return value >= doubt->low && value <= doubt->high &&
	    value < doubt->whole && value % doubt->step == 0;
}

/* --- values that explain it -------------------------------------------- */

/* All that were found; there is room for those that are told. */
struct explanation {
	enum rtk_fault fault; /* of the first one */
	int64_t values[RTK_READING_PERHAPS];
	size_t count;
};

static void
add(struct explanation *e, const struct rtk_reading_doubt *doubt,
    enum rtk_fault fault, int64_t value)
{
	if (!is_plausible(doubt, value))
		return;
	for (size_t i = 0; i < e->count && i < RTK_READING_PERHAPS; i++)
		if (e->values[i] == value)
			return;
	if (e->count == 0)
		e->fault = fault;
	if (e->count < RTK_READING_PERHAPS)
		e->values[e->count] = value;
	e->count++;
}

/* 1234.56 or 12.3456 for 123.456 */
static void
try_slips(struct explanation *e, const struct rtk_reading_doubt *doubt,
    int64_t value)
{
	int64_t up = value, down = value;

	for (int i = 0; i < SLIP_MAX; i++) {
		if (up <= doubt->whole) {
			up *= 10;
			add(e, doubt, RTK_E_READING_SLIP, up);
		}
		if (down % 10 == 0) {
			down /= 10;
			add(e, doubt, RTK_E_READING_SLIP, down);
		}
	}
}

/*
 * One digit too many before the decimal mark (behind it a meter has no room
 * for one), or two neighbours exchanged; in steps of the meter.
 */
static void
try_digits(struct explanation *e, const struct rtk_reading_doubt *doubt,
    int64_t value)
{
	int64_t n = value / doubt->step;

	for (int64_t place = 1; place <= n; place *= 10) {
		int64_t above = n / place / 10, below = n % place;
		int64_t digit = n / place % 10, next = above % 10;

		if (place * doubt->step >= RTK_MICRO)
			add(e, doubt, RTK_E_READING_EXTRA,
			    (above * place + below) * doubt->step);
		if (above > 0)
			add(e, doubt, RTK_E_READING_TRANSPOSED,
			    ((above / 10 * 100 + digit * 10 + next) * place +
				below) *
				doubt->step);
		if (place > INT64_MAX / 100)
			break;
	}
}

int
rtk_reading_explain(struct rtk_reading_doubt *doubt,
    const struct rtk_reading_group *group, const struct rtk_reading_row *row,
    struct rtk_err *err)
{
	struct explanation e = {.count = 0};

	doubt->step = step_of(group);
	doubt->whole = group->whole;
	if (set_window(doubt, group, row, err) < 0)
		return -1;
	if (doubt->fault == RTK_E_READING_CONFLICT)
		return 0;
	try_slips(&e, doubt, row->value);
	try_digits(&e, doubt, row->value);
	if (e.count > RTK_READING_PERHAPS)
		return 0;
	memcpy(doubt->perhaps, e.values, sizeof(e.values));
	doubt->perhaps_count = e.count;
	if (e.count == 1)
		doubt->fault = e.fault;
	return 0;
}

const char *
rtk_reading_doubt_text(
    char text[RTK_READING_DETAIL], const struct rtk_reading_doubt *doubt)
{
	char number[RTK_DECIMAL_TEXT];
	int size;

	size = snprintf(text, RTK_READING_DETAIL, "%s",
	    rtk_decimal_text(number, doubt->other, RTK_MICRO_SCALE, 0));
	if (doubt->has_mean)
		size += snprintf(text + size,
		    (size_t)(RTK_READING_DETAIL - size), ", +%s/24h",
		    rtk_decimal_text(
			number, doubt->day_mean, RTK_MICRO_SCALE, 0));
	for (size_t i = 0; i < doubt->perhaps_count; i++)
		size += snprintf(text + size,
		    (size_t)(RTK_READING_DETAIL - size), "%s %s",
		    i == 0 ? ", ->" : " |",
		    rtk_decimal_text(
			number, doubt->perhaps[i], RTK_MICRO_SCALE, 0));
	RTK_ASSERT(size < RTK_READING_DETAIL);
	return text;
}

/* --- two meters exchanged ---------------------------------------------- */

void
rtk_readings_doubt(struct rtk_readings *readings,
    const struct rtk_reading_row *row, const struct rtk_reading_doubt *doubt)
{
	struct rtk_bad_row *bad = &readings->bad[readings->bad_count - 1];
	struct rtk_reading_doubt *kept =
	    rtk_arena_get(&readings->import->arena, sizeof(*kept));

	*kept = *doubt;
	bad->doubt = kept;
	bad->meter = row->meter;
	bad->reading = row->value;
}

static bool
fits(const struct rtk_bad_row *a, const struct rtk_bad_row *b)
{
	return a->meter != b->meter && is_plausible(a->doubt, b->reading) &&
	    is_plausible(b->doubt, a->reading);
}

/* The only row with which this one can have been exchanged; NULL: none. */
static struct rtk_bad_row *
partner_of(struct rtk_bad_row **rows, size_t count, size_t of)
{
	struct rtk_bad_row *found = NULL;

	for (size_t i = 0; i < count; i++) {
		if (i == of || !fits(rows[of], rows[i]))
			continue;
		if (found != NULL)
			return NULL;
		found = rows[i];
	}
	return found;
}

static void
set_swapped(struct rtk_readings *readings, struct rtk_bad_row *bad,
    const struct rtk_bad_row *other)
{
	char detail[RTK_READING_DETAIL];

	bad->doubt->fault = bad->fault = RTK_E_READING_SWAPPED;
	bad->doubt->perhaps[0] = other->reading;
	bad->doubt->perhaps_count = 1;
	rtk_reading_doubt_text(detail, bad->doubt);
	bad->detail = rtk_arena_copy(
	    &readings->import->arena, detail, strlen(detail));
}

static void
look_in_building(
    struct rtk_readings *readings, struct rtk_bad_row **rows, size_t count)
{
	if (count > BUILDING_DOUBTS)
		return;
	for (size_t i = 0; i + 1 < count; i++) {
		struct rtk_bad_row *other = partner_of(rows, count, i);
		size_t at = i + 1;

		while (at < count && rows[at] != other)
			at++;
		if (at == count || partner_of(rows, count, at) != rows[i])
			continue;
		set_swapped(readings, rows[i], other);
		set_swapped(readings, other, rows[i]);
	}
}

static int64_t
building_of(const struct rtk_bad_row *bad)
{
	return RTK_BUILDING_OF(RTK_ACCOUNT_OF(bad->meter));
}

void
rtk_readings_find_swapped(struct rtk_readings *readings)
{
	struct rtk_bad_row *rows[BUILDING_DOUBTS + 1];
	size_t count = 0;

	/* meters are judged in their order: buildings stand together */
	for (size_t i = 0; i < readings->bad_count; i++) {
		struct rtk_bad_row *bad = &readings->bad[i];

		if (bad->doubt == NULL)
			continue;
		if (count > 0 && building_of(rows[0]) != building_of(bad)) {
			look_in_building(readings, rows, count);
			count = 0;
		}
		if (count <= BUILDING_DOUBTS)
			rows[count++] = bad;
	}
	look_in_building(readings, rows, count);
}
