/*
 * Inside flow/import_reading*: the rows of one meter while they are judged,
 * and the readings that stand beside them.
 */
#ifndef RTK_FLOW_IMPORT_READING_GROUP_H
#define RTK_FLOW_IMPORT_READING_GROUP_H

#include "flow/import_readings.h"

/** A reading that stands: stored before or taken from this file. */
struct rtk_reading_point {
	int32_t day;
	int32_t period;
	int64_t value; /* 1e-6 of the meter's unit */
};

/** Points in the order of days, or as they came. */
struct rtk_reading_points {
	struct rtk_reading_point *list;
	size_t count, room;
};

/** The meter whose rows are judged. */
struct rtk_reading_group {
	struct rtk_readings *readings;
	struct rtk_reading_lookup *lookup;
	struct rtk_date begin; /* of the first month that there is */
	struct rtk_meter meter;
	int64_t whole; /* 10^digits, 1e-6: where it rolls over */
	struct rtk_reading_row **rows;
	size_t count, room;
	struct rtk_reading_points points;    /* by day */
	struct rtk_reading_points withdrawn; /* that stood once */
	int32_t period_min, period_max;      /* of the rows */
};

/** Letters of what is told of a doubt. */
enum { RTK_READING_DETAIL = 192 };

/** What a meter counted on the mean of the last periods. */
struct rtk_reading_mean {
	int64_t volume; /* in `days`, 1e-6 */
	int64_t days;
};

/**
 * Loads the points that the judging of the group's rows needs: the neighbours
 * in time, and the ends of the window of the own mean.
 */
int rtk_reading_points_load(
    struct rtk_reading_group *group, struct rtk_err *err) RTK_MUST_CHECK;

/** Adds a point where its day belongs. */
void rtk_reading_point_add(struct rtk_reading_points *points,
    const struct rtk_reading_point *point);

/** Takes a point of this day and value out; false: there is none. */
bool rtk_reading_point_remove(struct rtk_reading_points *points, int32_t day,
    int64_t value, struct rtk_reading_point *removed);

/** The point of that day, NULL if there is none. */
const struct rtk_reading_point *rtk_reading_point_of_day(
    const struct rtk_reading_points *points, int32_t day);

/** The nearest points before and behind the day; NULL: none. */
void rtk_reading_neighbours(const struct rtk_reading_group *group, int32_t day,
    const struct rtk_reading_point **before,
    const struct rtk_reading_point **behind);

/** Readings, withdrawn ones and withdrawals that the month has already. */
size_t rtk_reading_points_of_period(
    const struct rtk_reading_group *group, int32_t period);

/** What the meter counted from one value to a later one. */
int64_t rtk_reading_counted(
    const struct rtk_reading_group *group, int64_t from, int64_t to);

/** The own mean before a period; false: too little is known. */
bool rtk_reading_own_mean(const struct rtk_reading_group *group,
    int32_t period, struct rtk_reading_mean *out);

#endif
