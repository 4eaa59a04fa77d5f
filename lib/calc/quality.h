/*
 * The figures of Annex 1 (quality) and section VIII (absence) of the Rules:
 * dated rows of quality.csv, looked up by name.
 */
#ifndef RTK_CALC_QUALITY_H
#define RTK_CALC_QUALITY_H

#include "calc/rules.h"

/** The figures; their names are those of quality.csv. */
enum rtk_quality {
	/* п. 14: hours a month, at once by the temperature of the room */
	RTK_Q_HEATING_HOURS_TOTAL,
	RTK_Q_HEATING_WARM_FROM,
	RTK_Q_HEATING_WARM_HOURS,
	RTK_Q_HEATING_COOL_FROM,
	RTK_Q_HEATING_COOL_HOURS,
	RTK_Q_HEATING_COLD_FROM,
	RTK_Q_HEATING_COLD_HOURS,
	RTK_Q_HEATING_HOUR_PERCENT,
	/* п. 15: degrees */
	RTK_Q_INDOOR,
	RTK_Q_CORNER,
	RTK_Q_DAY_BELOW,
	RTK_Q_NIGHT_BELOW,
	RTK_Q_ABOVE,
	RTK_Q_HEATING_STEP,
	RTK_Q_HEATING_STEP_PERCENT,
	/* п. 4: hours */
	RTK_Q_WATER_HOURS_TOTAL,
	RTK_Q_WATER_HOURS,
	RTK_Q_WATER_DEAD_END_HOURS,
	RTK_Q_WATER_SHUTDOWN_DAYS,
	RTK_Q_WATER_HOUR_PERCENT,
	/* п. 5: degrees */
	RTK_Q_WATER_FROM,
	RTK_Q_WATER_TO,
	RTK_Q_WATER_DAY,
	RTK_Q_WATER_NIGHT,
	RTK_Q_WATER_STEP,
	RTK_Q_WATER_STEP_PERCENT,
	RTK_Q_WATER_COLD_BELOW,
	/* п. 7: MPa, and percent of them */
	RTK_Q_PRESSURE_FROM,
	RTK_Q_PRESSURE_TO,
	RTK_Q_PRESSURE_OFF,
	RTK_Q_PRESSURE_HOUR_PERCENT,
	/* both */
	RTK_Q_NIGHT_FROM,
	RTK_Q_NIGHT_TO,
	/* section VIII */
	RTK_Q_ABSENCE_OVER,
	RTK_QUALITIES
};

/** The figures in force with the keys of their rows. */
struct rtk_qualities {
	int64_t value[RTK_QUALITIES]; /* 1e-6 */
	int64_t id[RTK_QUALITIES];
};

/** Name as in quality.csv. */
const char *rtk_quality_name(enum rtk_quality quality);

/** The figure of this name, RTK_QUALITIES if there is none. */
enum rtk_quality rtk_quality_find(const char *name);

/**
 * Whether the figure accepts the value, in 1e-6: hours of the day are whole,
 * from 0 to 24; steps are above zero; nothing is negative.
 */
bool rtk_quality_accepts(enum rtk_quality quality, int64_t value);

/**
 * The figures in force on the first day of the month: of each the newest row
 * not after it. Fails with quality.gap when one has no row.
 */
int rtk_qualities_load(struct rtk_qualities *out, const struct rtk_month *month,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
