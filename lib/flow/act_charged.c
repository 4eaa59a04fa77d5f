#include "base/base.h"

#include "flow/act_charged.h"

#include "calc/unauthorised.h"
#include "store/charge.h"

static void
add_line(struct rtk_act *act, const struct rtk_line *line,
    const struct rtk_month *month)
{
	int back = month->period.v - line->for_period.v;

	if (line->service == RTK_HOT_WATER && line->kind != RTK_VAT &&
	    line->account == act->account && back > 0 &&
	    back <= RTK_ACT_MONTHS_MAX)
		act->charged[back][line->component].v += line->amount.v;
}

static int
add_month(struct rtk_act *act, struct rtk_db *db, struct rtk_period period,
    const struct rtk_month *month, struct rtk_err *err)
{
	const int64_t accounts[] = {act->account, act->account};
	struct rtk_charge_scan *scan;
	struct rtk_line line;
	int rc;

	if (rtk_charge_scan_open(&scan, db, period, accounts, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_next(scan, &line, err)) == 1)
		add_line(act, &line, month);
	rtk_charge_scan_close(scan);
	return rc;
}

int
rtk_acts_charged(struct rtk_act *acts, size_t count,
    const struct rtk_acts_place *place, struct rtk_err *err)
{
	const struct rtk_building_facts *facts = place->facts;
	const struct rtk_month *month = place->month;

	for (size_t i = 0; i < count; i++) {
		struct rtk_act *act = &acts[i];
		struct rtk_period p = rtk_unauthorised_since(month);

		if (act->kind == RTK_ACT_NO_ACCESS ||
		    act->day.v < month->first.v || act->day.v > month->last.v)
			continue;
		for (; p.v < month->period.v; p.v++)
			if (add_month(act, place->db, p, month, err) < 0)
				return -1;
		for (size_t j = 0; j < facts->recalculation_count; j++)
			add_line(act, &facts->recalculations[j], month);
	}
	return 0;
}
