#include "base/base.h"

#include "flow/import_reading_norm.h"

#include <string.h>

#include "calc/rules.h"
#include "flow/import_readings.h"
#include "num/arith.h"

/* A norm is of a month. */
enum { NORM_DAYS = 30 };

static int64_t
norm_on(const struct rtk_readings *readings, enum rtk_norm_kind kind,
    const char *category, struct rtk_date day)
{
	for (size_t i = 0; i < readings->rules.norm_count; i++) {
		const struct rtk_norm_row *row = &readings->rules.norms[i];

		if (row->kind == kind && row->from.v <= day.v &&
		    (rtk_date_is_none(row->to) || row->to.v >= day.v) &&
		    strcmp(row->category, category) == 0)
			return row->value.v;
	}
	return 0;
}

/* 1e-6 Gcal or m3 of a volume in the unit of the meter. */
static struct rtk_ratio
in_units_of_norm(const struct rtk_meter *meter, int64_t volume)
{
	static const struct {
		int64_t num, den;
	} factors[] = {
	    [RTK_GCAL] = {1, 1},
	    [RTK_GJ] = {10000, 41868},
	    [RTK_MWH] = {1000, 1163},
	    [RTK_KWH] = {1, 1163},
	    [RTK_M3] = {1, 1},
	};

	return rtk_ratio_mul_int(rtk_ratio(volume, factors[meter->unit].den),
	    factors[meter->unit].num);
}

/* 1e-6 Gcal or m3 a month; zero: there is no norm. */
static struct rtk_ratio
month_norm(const struct rtk_readings *readings,
    const struct rtk_norm_facts *facts, struct rtk_date day)
{
	bool living =
	    facts->kind != RTK_NONRESIDENTIAL && facts->kind != RTK_PARKING;
	int64_t persons = facts->persons > 0 ? facts->persons : 1;

	if (facts->service == RTK_METER_HEATING)
		return rtk_ratio_mul_int(
		    rtk_ratio(norm_on(readings, RTK_NORM_HEATING,
				  facts->heating_norm, day),
			RTK_AREA_PER_M2),
		    facts->area.v);
	if (!living)
		return RTK_RATIO_ZERO;
	return rtk_ratio_mul_int(rtk_ratio(norm_on(readings, RTK_NORM_HOT_WATER,
					       facts->hot_water_norm, day),
				     1),
	    persons);
}

int
rtk_readings_over_norm(const struct rtk_readings *readings,
    const struct rtk_meter *meter, const struct rtk_consumption *consumption,
    struct rtk_err *err)
{
	struct rtk_norm_facts facts;
	struct rtk_ratio norm;
	int rc = rtk_norm_facts(
	    readings->reader, meter->id, consumption->day, &facts, err);

	if (rc <= 0)
		return rc < 0 ? -1 : consumption->without_norm;
	norm = month_norm(readings, &facts, consumption->day);
	if (norm.num == 0)
		return consumption->without_norm;
	norm = rtk_ratio_div_int(
	    rtk_ratio_mul_int(norm, consumption->days * consumption->times),
	    NORM_DAYS);
	return rtk_ratio_compare(
		   in_units_of_norm(meter, consumption->volume), norm) > 0;
}

const struct rtk_reading_limits *
rtk_readings_limits(
    struct rtk_readings *readings, int32_t period, struct rtk_err *err)
{
	struct rtk_reading_limits *limits = &readings->limits[period];
	struct rtk_period of = {period};
	const int64_t *policy;
	struct rtk_month month;

	if (limits->last_day != 0)
		return limits;
	if (rtk_month_init(&month, of, readings->first_period,
		&readings->rules, err) < 0)
		return NULL;
	policy = month.policies.value;
	*limits = (struct rtk_reading_limits){
	    .last_day = (int16_t)(policy[RTK_LAST_DAY] / RTK_MICRO),
	    .high_times = (int16_t)(policy[RTK_READING_HIGH] / RTK_MICRO),
	    .first_norms = (int16_t)(policy[RTK_FIRST_NORMS] / RTK_MICRO),
	    .plausible_times = (int16_t)(policy[RTK_HIGH_VOLUME] / RTK_MICRO),
	};
	return limits;
}

/* Month and day of month: a file has few days, each many times. */
static const struct rtk_reading_day *
day_of(struct rtk_readings *readings, struct rtk_date date)
{
	struct rtk_reading_day *day = &readings->day;

	if (day->number == 0 || day->date.v != date.v)
		*day = (struct rtk_reading_day){
		    date, rtk_period_of(date), rtk_date_civil(date).day};
	return day;
}

int
rtk_readings_set_period(struct rtk_readings *readings,
    struct rtk_reading_row *row, struct rtk_err *err)
{
	bool house = RTK_ACCOUNT_OF(row->meter) % (1 << RTK_ACCOUNT_BITS) == 0;
	bool by_date = house || row->channel == RTK_COLLECTOR ||
	    row->channel == RTK_CONTROLLER;
	const struct rtk_reading_day *day = day_of(
	    readings, (struct rtk_date){by_date ? row->day : row->received});
	struct rtk_period period = day->period;
	const struct rtk_reading_limits *limits;

	/* older than all periods: it will be refused */
	if (period.v < 0)
		return 0;
	if (!by_date) {
		limits = rtk_readings_limits(readings, period.v, err);
		if (limits == NULL)
			return -1;
		if (day->number > limits->last_day)
			period.v++;
	}
	row->period = (int16_t)period.v;
	return 0;
}
