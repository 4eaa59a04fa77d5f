/*
 * From readings to volumes: differences, rollover, replacement, missing
 * readings (п. 59, 60 of the Rules). One state a meter is carried from month
 * to month; everything about a month follows from the state before it and the
 * readings that count for it.
 */
#ifndef RTK_CALC_METERING_H
#define RTK_CALC_METERING_H

#include "base/buf.h"
#include "calc/rules.h"
#include "calc/trace.h"
#include "calc/usage.h"

enum { RTK_WINDOW_MAX = 12 };

/** Readings of one meter that count for one period, by day; borrowed. */
struct rtk_reading_slice {
	const struct rtk_reading *first;
	size_t count;
};

/** What is known of a meter after a month. Volumes in 1e-6 Gcal or m3. */
struct rtk_meter_state {
	int64_t meter;
	struct rtk_micro last;     /* last real reading, in its unit */
	struct rtk_date last_day;  /* of it */
	int32_t missed;            /* periods in a row without a reading */
	enum rtk_cause cause;      /* why; also of days behind the last one */
	int32_t cause_count;       /* periods in a row of this cause */
	bool by_norm;              /* the last of them was charged by norm */
	bool has_average;
	bool heir; /* took over this month: its volume adds to the newest one */
	struct rtk_ratio average;  /* fixed at the first missing period */
	struct rtk_ratio estimated; /* billed since the last real reading */
	/* by calendar years, for even payment (calculation 1.7) */
	int32_t year;
	bool year_from_december;    /* a reading counted for December before */
	bool december_read;
	bool last_year_whole;
	struct rtk_ratio year_sum;
	struct rtk_ratio last_year_sum;
	/* volumes of the last periods, newest first, and which are known */
	int32_t window_count;
	uint32_t measured;
	struct rtk_ratio window[RTK_WINDOW_MAX];
};

/** What the metering of one meter in one month needs besides the meter. */
struct rtk_metering {
	const struct rtk_month *month; /* rules of the billed month */
	struct rtk_period period;      /* the month looked at: it or earlier */
	struct rtk_date first;         /* its days */
	struct rtk_date last;
	bool runs;        /* the period counts: always, heating: in season */
	bool estimates;   /* false: a house meter, п. 59(1) is for it */
	bool residential; /* п. 59 (а): 3 periods, otherwise 2 */
	struct rtk_date successor; /* its first day, NONE: there is none */
	const struct rtk_act *no_access; /* of the period; NULL: none */
	const struct rtk_trace *trace;
};

/** Opens so many periods in the window, not measured yet. */
void rtk_meter_state_skip(
    struct rtk_meter_state *state, const struct rtk_metering *in, int count);

/** In place on some day of the period. */
bool rtk_meter_active(
    const struct rtk_meter *meter, const struct rtk_metering *in);

/** A state at the initial value, `missed` periods before the first one. */
void rtk_meter_state_init(struct rtk_meter_state *out,
    const struct rtk_meter *meter, int32_t missed);

/**
 * The successor takes over the volumes of the meter it replaces, so that an
 * average can be taken over both, and its years (even payment). Call it after
 * the month of the old one.
 */
void rtk_meter_state_inherit(
    struct rtk_meter_state *heir, const struct rtk_meter_state *old);

/**
 * The volume of a meter in a period and its state after it (п. 59, 60).
 * For RTK_NORM_DUE the caller adds the norm volume it bills to
 * state->estimated.
 */
void rtk_metering_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_reading_slice *readings);

/**
 * current - previous, over the end of the counter where that gives at most
 * half of its range; false when it can only be a mistake.
 */
bool rtk_metering_difference(int64_t *out, const struct rtk_meter *meter,
    int64_t previous, int64_t current);

/** A difference of readings (1e-6 of the unit) in 1e-6 Gcal or m3. */
struct rtk_ratio rtk_metering_in_unit(
    int64_t difference, enum rtk_meter_unit unit);

#endif
