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

enum { RTK_WINDOW_MAX = 12 };

/** Why there is no reading (п. 59): (а) the meter, (б) nobody sent it. */
enum rtk_cause { RTK_CAUSE_NONE, RTK_CAUSE_METER, RTK_CAUSE_NO_READING };

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

/** How the volume of a meter or of an account's meters was found. */
enum rtk_usage_kind {
	RTK_NO_METER,
	RTK_MEASURED,
	RTK_AVERAGED,
	RTK_NORM_DUE /* п. 60: the norm instead of the meter */
};

struct rtk_usage {
	enum rtk_usage_kind kind;
	enum rtk_cause cause;
	struct rtk_ratio volume; /* 1e-6 Gcal or m3 */
	/* where it was read: all that it counted, from this day on */
	struct rtk_ratio counted;
	struct rtk_date counted_from;
	bool read;               /* a reading or final value counted */
	bool due;  /* of a house meter: it was to be read */
	bool heir; /* it took over in this month */
	int decimals;            /* of the meter */
	/** first day of metering, when the meter is new and replaces none */
	struct rtk_date since;
};

/** What the metering of one meter in one month needs besides the meter. */
struct rtk_metering {
	const struct rtk_month *month; /* rules of the billed month */
	struct rtk_period period;      /* the month looked at: it or earlier */
	struct rtk_date first;         /* its days */
	struct rtk_date last;
	bool runs;        /* the period counts: always, heating: in season */
	bool estimates;   /* false: a house meter, п. 59(1) is for it */
	int64_t window;   /* volumes of a house meter that an average needs */
	bool residential; /* п. 59 (а): 3 periods, otherwise 2 */
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
 * average can be taken over both. Call it after the month of the old one.
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

#endif
