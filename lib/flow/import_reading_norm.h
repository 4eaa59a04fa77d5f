/*
 * Inside flow/import_reading*: what the rules say of a reading: the month for
 * which it counts, what its meter may have counted.
 */
#ifndef RTK_FLOW_IMPORT_READING_NORM_H
#define RTK_FLOW_IMPORT_READING_NORM_H

#include "base/err.h"
#include "flow/import_reading_row.h"
#include "model.h"

struct rtk_readings;

/** Policies of a month; last_day 0: not looked up yet. */
struct rtk_reading_limits {
	int16_t last_day;        /* on which a reading counts for its month */
	int16_t high_times;      /* the own mean: over it is too high */
	int16_t first_norms;     /* likewise the norm, of a first reading */
	int16_t plausible_times; /* the own mean: up to it nobody wonders */
};

/** What a meter counted in some days up to a day. */
struct rtk_consumption {
	int64_t volume; /* 1e-6 of the meter's unit */
	int64_t days;
	struct rtk_date day;
	int64_t times;     /* the norm: what may be counted */
	bool without_norm; /* the answer where there is no norm */
};

/** The limits of a month, NULL on failure. */
const struct rtk_reading_limits *rtk_readings_limits(
    struct rtk_readings *readings, int32_t period, struct rtk_err *err);

/**
 * Whether it is over so many times the norm of the account for those days: 1,
 * 0, -1. There is no norm of hot water for a shop.
 */
int rtk_readings_over_norm(const struct rtk_readings *readings,
    const struct rtk_meter *meter, const struct rtk_consumption *consumption,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The month for which the row counts; its meter is found. */
int rtk_readings_set_period(struct rtk_readings *readings,
    struct rtk_reading_row *row, struct rtk_err *err) RTK_MUST_CHECK;

#endif
