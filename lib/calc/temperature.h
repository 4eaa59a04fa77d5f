/*
 * Outdoor temperatures: degree-days of the days on which a house was heated
 * (calculation 1.10). Sums of 1e-2 degrees, so that all stays exact.
 */
#ifndef RTK_CALC_TEMPERATURE_H
#define RTK_CALC_TEMPERATURE_H

#include "calc/rules.h"

/** What the heated days of a stretch add up to. */
struct rtk_degree_days {
	int64_t days;    /* on which there was heating */
	int64_t outdoor; /* sum of t_нв, 1e-2 degrees */
	int64_t last;    /* temperature.id of the last of them */
	struct rtk_date gap; /* first day without a row; RTK_DATE_NONE: none */
	/* given: t_нв counts within these, where the graph is cut */
	bool cut;
	int32_t coldest, warmest;
};

/** Adds the days from..to of a municipality to *sum. */
void rtk_degree_days_add(struct rtk_degree_days *sum,
    const struct rtk_rule_rows *rows, const char *municipality,
    const struct rtk_date days[2]);

/** Sum of (t_вн - t_нв) over the days; all in 1e-2 degrees. */
int64_t rtk_degree_days_sum(
    const struct rtk_degree_days *days, int64_t indoor);

#endif
