#include "base/base.h"

#include "calc/quality.h"

#include <string.h>

static const char *const names[RTK_QUALITIES] = {
    [RTK_Q_HEATING_HOURS_TOTAL] = "heating.interruption_hours_a_month",
    [RTK_Q_HEATING_WARM_FROM] = "heating.interruption_warm_from",
    [RTK_Q_HEATING_WARM_HOURS] = "heating.interruption_warm_hours",
    [RTK_Q_HEATING_COOL_FROM] = "heating.interruption_cool_from",
    [RTK_Q_HEATING_COOL_HOURS] = "heating.interruption_cool_hours",
    [RTK_Q_HEATING_COLD_FROM] = "heating.interruption_cold_from",
    [RTK_Q_HEATING_COLD_HOURS] = "heating.interruption_cold_hours",
    [RTK_Q_HEATING_HOUR_PERCENT] = "heating.interruption_percent",
    [RTK_Q_INDOOR] = "heating.indoor_norm",
    [RTK_Q_CORNER] = "heating.corner_norm",
    [RTK_Q_DAY_BELOW] = "heating.day_below",
    [RTK_Q_NIGHT_BELOW] = "heating.night_below",
    [RTK_Q_ABOVE] = "heating.above",
    [RTK_Q_HEATING_STEP] = "heating.temperature_step",
    [RTK_Q_HEATING_STEP_PERCENT] = "heating.temperature_percent",
    [RTK_Q_WATER_HOURS_TOTAL] = "hot_water.interruption_hours_a_month",
    [RTK_Q_WATER_HOURS] = "hot_water.interruption_hours",
    [RTK_Q_WATER_DEAD_END_HOURS] = "hot_water.dead_end_hours",
    [RTK_Q_WATER_SHUTDOWN_DAYS] = "hot_water.shutdown_days",
    [RTK_Q_WATER_HOUR_PERCENT] = "hot_water.interruption_percent",
    [RTK_Q_WATER_FROM] = "hot_water.temperature_from",
    [RTK_Q_WATER_TO] = "hot_water.temperature_to",
    [RTK_Q_WATER_DAY] = "hot_water.day_deviation",
    [RTK_Q_WATER_NIGHT] = "hot_water.night_deviation",
    [RTK_Q_WATER_STEP] = "hot_water.temperature_step",
    [RTK_Q_WATER_STEP_PERCENT] = "hot_water.temperature_percent",
    [RTK_Q_WATER_COLD_BELOW] = "hot_water.cold_below",
    [RTK_Q_PRESSURE_FROM] = "hot_water.pressure_from",
    [RTK_Q_PRESSURE_TO] = "hot_water.pressure_to",
    [RTK_Q_PRESSURE_OFF] = "hot_water.pressure_percent_off",
    [RTK_Q_PRESSURE_HOUR_PERCENT] = "hot_water.pressure_percent",
    [RTK_Q_NIGHT_FROM] = "night.from_hour",
    [RTK_Q_NIGHT_TO] = "night.to_hour",
    [RTK_Q_ABSENCE_OVER] = "absence.days_over",
};

const char *
rtk_quality_name(enum rtk_quality quality)
{
	RTK_ASSERT(quality < RTK_QUALITIES);
	return names[quality];
}

enum rtk_quality
rtk_quality_find(const char *name)
{
	for (int i = 0; i < RTK_QUALITIES; i++)
		if (strcmp(names[i], name) == 0)
			return (enum rtk_quality)i;
	return RTK_QUALITIES;
}

bool
rtk_quality_accepts(enum rtk_quality quality, int64_t value)
{
	bool hour = quality == RTK_Q_NIGHT_FROM || quality == RTK_Q_NIGHT_TO;
	bool step =
	    quality == RTK_Q_HEATING_STEP || quality == RTK_Q_WATER_STEP;

	if (value < 0 || value > 1000 * RTK_MICRO)
		return false;
	if (hour)
		return value % RTK_MICRO == 0 && value <= 24 * RTK_MICRO;
	return !step || value > 0;
}

int
rtk_qualities_load(struct rtk_qualities *out, const struct rtk_month *month,
    struct rtk_err *err)
{
	struct rtk_date since[RTK_QUALITIES];
	const struct rtk_rule_rows *rows = month->rows;

	for (int i = 0; i < RTK_QUALITIES; i++)
		since[i] = RTK_DATE_NONE;
	for (size_t i = 0; i < rows->quality_count; i++) {
		const struct rtk_quality_row *row = &rows->qualities[i];
		enum rtk_quality q = rtk_quality_find(row->parameter);

		if (q == RTK_QUALITIES || row->from.v > month->first.v ||
		    row->from.v < since[q].v)
			continue;
		since[q] = row->from;
		out->value[q] = row->value;
		out->id[q] = row->id;
	}
	for (int i = 0; i < RTK_QUALITIES; i++)
		if (rtk_date_is_none(since[i]))
			return rtk_failf(
			    err, RTK_E_QUALITY_GAP, "%s", names[i]);
	return 0;
}
