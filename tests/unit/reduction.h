/* For tests of reductions: the figures of the law, records, two charges. */
#ifndef RTK_TESTS_UNIT_REDUCTION_H
#define RTK_TESTS_UNIT_REDUCTION_H

#include "scene.h"

/* The figures of Annex 1 and section VIII as the law has them. */
static inline void
law(struct scene *s)
{
	static const struct {
		const char *name;
		const char *value;
	} rows[] = {
	    {"heating.interruption_hours_a_month", "24"},
	    {"heating.interruption_warm_from", "12"},
	    {"heating.interruption_warm_hours", "16"},
	    {"heating.interruption_cool_from", "10"},
	    {"heating.interruption_cool_hours", "8"},
	    {"heating.interruption_cold_from", "8"},
	    {"heating.interruption_cold_hours", "4"},
	    {"heating.interruption_percent", "0.15"},
	    {"heating.indoor_norm", "18"},
	    {"heating.corner_norm", "20"},
	    {"heating.day_below", "0"},
	    {"heating.night_below", "3"},
	    {"heating.above", "4"},
	    {"heating.temperature_step", "1"},
	    {"heating.temperature_percent", "0.15"},
	    {"hot_water.interruption_hours_a_month", "8"},
	    {"hot_water.interruption_hours", "4"},
	    {"hot_water.dead_end_hours", "24"},
	    {"hot_water.shutdown_days", "14"},
	    {"hot_water.interruption_percent", "0.15"},
	    {"hot_water.temperature_from", "60"},
	    {"hot_water.temperature_to", "75"},
	    {"hot_water.day_deviation", "3"},
	    {"hot_water.night_deviation", "5"},
	    {"hot_water.temperature_step", "3"},
	    {"hot_water.temperature_percent", "0.1"},
	    {"hot_water.cold_below", "40"},
	    {"hot_water.pressure_from", "0.03"},
	    {"hot_water.pressure_to", "0.45"},
	    {"hot_water.pressure_percent_off", "25"},
	    {"hot_water.pressure_percent", "0.1"},
	    {"night.from_hour", "0"},
	    {"night.to_hour", "5"},
	    {"absence.days_over", "5"},
	};

	for (size_t i = 0; i < RTK_COUNT(rows); i++)
		s->qualities[i] = (struct rtk_quality_row){.id = (int64_t)i + 1,
		    .parameter = rows[i].name,
		    .value = dec(rows[i].value, 6),
		    .from = {0}};
	s->rows.quality_count = RTK_COUNT(rows);
}

/* "2026-10-31T05:30" as a minute. */
static inline int64_t
minute(const char *text)
{
	char date[11] = "";

	memcpy(date, text, 10);
	return (int64_t)day(date).v * 1440 + strtol(text + 11, NULL, 10) * 60 +
	    strtol(text + 14, NULL, 10);
}

/* The next outage of flat 1 (0: of the house), some hours long. */
static inline struct rtk_outage *
outage(struct scene *s, int flat, const char *begin, int hours)
{
	struct rtk_outage *o = &s->outages[s->outage_count++];

	*o = (struct rtk_outage){.id = (int64_t)s->outage_count,
	    .account = RTK_ACCOUNT_ID(1, flat),
	    .service = RTK_HEATING,
	    .begin_minute = minute(begin)};
	o->end_minute = o->begin_minute + hours * 60;
	return o;
}

static inline struct rtk_outage *
at_degrees(struct rtk_outage *o, const char *degrees)
{
	o->has_temperature = true;
	o->temperature = (int32_t)dec(degrees, 2);
	return o;
}

/* Wrong temperature. */
static inline struct rtk_outage *
off(struct scene *s, const char *begin, int hours, const char *degrees)
{
	struct rtk_outage *o = outage(s, 1, begin, hours);

	o->kind = RTK_OFF_TEMPERATURE;
	return at_degrees(o, degrees);
}

static inline int64_t
reduced(const struct scene *s, enum rtk_formula formula)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].kind == RTK_REDUCTION &&
		    s->out.lines[i].formula == formula)
			sum += s->out.lines[i].amount.v;
	return sum;
}

/* A flat charged 3120.50 for heating by the house meter. */
static inline void
charged_heat(struct scene *s)
{
	scene_begin(s, "2026-10", RTK_SEASON);
	law(s);
	scene_price(s, RTK_HEATING, RTK_HEAT, "3120.50");
	scene_flat(s, "50");
	scene_house(s, "1");
}

/* A flat charged 1171.00 for 6 m3 of hot water by meter. */
static inline void
charged_water(struct scene *s)
{
	scene_begin(s, "2026-06", RTK_SEASON);
	law(s);
	scene_price(s, RTK_HOT_WATER, RTK_WATER, "45.12");
	scene_price(s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_norm(s, RTK_NORM_WATER_HEATING, "0.062");
	scene_norm(s, RTK_NORM_HOT_WATER, "3.16");
	scene_flat(s, "50")->hot_water = true;
	s->versions[0].heated = RTK_OWN_SOURCE;
	scene_meter(s, RTK_METER_HOT_WATER, "10", "16");
}

#endif
