/*
 * V_Д: the heat of a house in a month by its own meters, and what stands for
 * it while a meter is out (п. 59(1), 60(1) of the Rules).
 */
#ifndef RTK_CALC_HOUSE_METER_H
#define RTK_CALC_HOUSE_METER_H

#include "calc/premises.h"

enum rtk_house_volume_kind {
	RTK_HOUSE_UNMETERED, /* no meter is due: as a house without one */
	RTK_HOUSE_VOLUME,    /* there is a volume: V_Д */
	RTK_HOUSE_NOTHING,   /* nothing to charge, or it cannot be found */
	RTK_HOUSE_BY_NORM    /* п. 60(1): the average has run out */
};

/** V_Д in 1e-6 Gcal; by norm: what was measured, and the days without. */
struct rtk_house_volume {
	enum rtk_house_volume_kind kind;
	struct rtk_ratio volume;
	int norm_days;
	const char *formula; /* by the symbols of the trace */
};

/**
 * Finds V_Д of the month, less the hot water of a combined
 * meter. Days that no meter covered, because it was out or its successor came
 * later, get the average: by degree-days, or by the plain month (policy
 * heating.house_average). What is estimated so comes off the next reading of
 * the meter. A reading that is missing, or a temperature, is a finding. Fails
 * when a norm or a list of months is missing.
 */
int rtk_house_volume(struct rtk_house_volume *found,
    struct rtk_building_output *out, const struct rtk_building_input *in,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The days of a month of heating for which a meter of the house says nothing:
 * after the last reading of a meter that is out, until its successor begins;
 * before a successor whose predecessor went in an earlier month.
 */
bool rtk_house_uncovered(struct rtk_date days[2],
    const struct rtk_month *month, const struct rtk_meter_month *m);

/** Days before it was installed: no reading of it measures them. */
bool rtk_house_before_it(
    const struct rtk_date days[2], const struct rtk_meter *meter);

/** The norm billed instead of a meter that is out comes off its reading. */
void rtk_house_remember_norm(
    const struct rtk_building_input *in, struct rtk_ratio volume);

/** A finding that stops the building. */
void rtk_house_finding(struct rtk_building_output *out, enum rtk_fault fault,
    const char *detail);

#endif
