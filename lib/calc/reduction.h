/*
 * Reductions of a charge: absence (section VIII of the Rules), what was not
 * supplied (п. 98-100), interruptions and temperature (Annex 1, п. 4, 5, 14,
 * 15).
 */
#ifndef RTK_CALC_REDUCTION_H
#define RTK_CALC_REDUCTION_H

#include "calc/outage.h"
#include "calc/premises.h"
#include "calc/prices.h"

/** What the premises of a building share. Begin with `in` and the prices. */
struct rtk_reduction_rules {
	const struct rtk_building_input *in;
	const struct rtk_prices *heat;            /* by group */
	const struct rtk_hot_water_prices *water; /* by group */
	bool loaded;
	struct rtk_qualities qualities;
	struct rtk_outage_hours hours;
	size_t outage_at, absence_at; /* of the next premises */
};

/**
 * Adds the lines of reductions of a premises behind the lines of their
 * component, among the lines from `first` on, which are those of its account;
 * VAT lines are made anew, all are numbered anew. Premises come in the order
 * of their accounts. Each line is rounded once; a component is never reduced
 * below zero; the raising coefficient is not touched. Fails with quality.gap
 * and when the price of cold water is missing.
 */
int rtk_reductions(struct rtk_building_output *out, size_t first,
    const struct rtk_premises *premises, struct rtk_reduction_rules *rules,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Frees what the rules own. */
void rtk_reduction_rules_release(struct rtk_reduction_rules *rules);

#endif
