/* What a meter, or the meters of a service together, say of a month. */
#ifndef RTK_CALC_USAGE_H
#define RTK_CALC_USAGE_H

#include "num/arith.h"
#include "num/date.h"

/**
 * Why there is no reading (п. 59): (а) the meter, (б) nobody sent it, (в) an
 * inspection found no access.
 */
enum rtk_cause {
	RTK_CAUSE_NONE,
	RTK_CAUSE_METER,
	RTK_CAUSE_NO_READING,
	RTK_CAUSE_NO_ACCESS
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
	/* days of a measured month that go by norm, from this one on */
	int norm_days;
	struct rtk_date norm_from;
	enum rtk_cause norm_cause; /* NONE: no meter any more */
	/* catch_up_after_average by_month: more than the average that was
	 * billed, in each of so many months before; not in volume */
	int back_months;
	struct rtk_ratio back;
};

/** What was to go back to the months before belongs to this one. */
void rtk_usage_take_back(struct rtk_usage *usage);

/** Adds what the meters of one service found to the sum of them. */
void rtk_usage_add(struct rtk_usage *sum, const struct rtk_usage *usage);

#endif
