/*
 * From the records of interruptions and wrong temperatures to hours of a
 * month, without counting an hour twice (Annex 1 of the Rules, calculation
 * 4.2).
 */
#ifndef RTK_CALC_OUTAGE_H
#define RTK_CALC_OUTAGE_H

#include "calc/quality.h"

/** Records of a premises: its own and those of its building. */
struct rtk_outage_set {
	const struct rtk_outage *house;
	size_t house_count;
	const struct rtk_outage *own;
	size_t own_count;
	/* of the party before it, whose heat is in these lines; or none */
	const struct rtk_outage *former;
	size_t former_count;
};

/** An interruption: a row, or overlapping or touching rows of one limit. */
struct rtk_interruption {
	const struct rtk_outage *outage; /* the first row */
	int64_t from, to;                /* all of it */
	enum rtk_quality limited_by;     /* the figure; RTK_QUALITIES: none */
	int64_t limit;   /* minutes allowed at once, all of it */
	bool in_total;   /* its allowed minutes count to those of the month */
	int64_t minutes; /* d: what of it lies in the month */
	int64_t allowed; /* min(d, what of the limit is left) */
};

/** A row of wrong temperature: what of it counts in the month. */
struct rtk_off_temperature {
	const struct rtk_outage *outage;
	int64_t day; /* minutes */
	int64_t night;
};

/** A row of hot water of wrong pressure: what of it counts (п. 7). */
struct rtk_off_pressure {
	const struct rtk_outage *outage;
	bool far; /* off by more than hot_water.pressure_percent_off */
	/*
	 * Far: minutes of supply of the days it touches, each day in the first
	 * row alone. Else its own, outside such days.
	 */
	int64_t minutes;
};

struct rtk_minute_span {
	int64_t from, to;
};

/** What came out; arrays grow and are owned by the struct. */
struct rtk_outage_hours {
	struct rtk_interruption *interruptions;
	size_t interruption_count, interruption_room;
	struct rtk_off_temperature *temperatures;
	size_t temperature_count, temperature_room;
	struct rtk_off_pressure *pressures;
	size_t pressure_count, pressure_room;
	int64_t missing; /* minutes of all interruptions in the month */
	int64_t excess;  /* E, minutes */
	/* workspace */
	const struct rtk_outage **rows;
	size_t row_room;
	struct rtk_minute_span *taken, *pieces;
	size_t taken_count, taken_room, piece_room;
};

/**
 * Hours of a service in days of a month, both inclusive. Interruptions are
 * taken in the order of their beginning; a minute counts in the first one
 * alone. Temperatures count outside interruptions, and so do pressures; rows
 * of the account go before those of the building, then by beginning, and a
 * minute counts once in each. Limits of п. 4 and 14: of an interruption that
 * began before the days only the rest of its limit is left.
 */
void rtk_outage_hours(struct rtk_outage_hours *out,
    const struct rtk_outage_set *set, enum rtk_service service,
    const struct rtk_date days[2], const struct rtk_qualities *qualities);

/** Frees what the hours own. */
void rtk_outage_hours_release(struct rtk_outage_hours *hours);

#endif
