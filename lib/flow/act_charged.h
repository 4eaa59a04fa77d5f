/* What was charged already for the months that an act reaches back to. */
#ifndef RTK_FLOW_ACT_CHARGED_H
#define RTK_FLOW_ACT_CHARGED_H

#include "calc/rules.h"
#include "store/building_scan.h"
#include "store/db.h"

/** Where it is looked for. */
struct rtk_acts_place {
	struct rtk_db *db;
	const struct rtk_month *month;
	const struct rtk_building_facts *facts;
};

/**
 * Fills act->charged of the acts of unauthorised use of the month: hot water
 * by component and month, without VAT, from the lines of the months before
 * and the differences that the month takes. A read for each such act; acts
 * are few.
 */
int rtk_acts_charged(struct rtk_act *acts, size_t count,
    const struct rtk_acts_place *place, struct rtk_err *err) RTK_MUST_CHECK;

#endif
