#include "base/base.h"

#include "calc/usage.h"

void
rtk_usage_take_back(struct rtk_usage *usage)
{
	if (usage->back_months == 0)
		return;
	usage->volume = rtk_ratio_reduce(rtk_ratio_add(
	    usage->volume, rtk_ratio_mul_int(usage->back, usage->back_months)));
	usage->back_months = 0;
}

/* Meters that fell silent together go back together. */
static void
add_back(struct rtk_usage *sum, struct rtk_usage *own)
{
	if (sum->kind == RTK_NO_METER) {
		sum->back_months = own->back_months;
		sum->back = own->back;
	} else if (sum->back_months != own->back_months) {
		rtk_usage_take_back(sum);
		rtk_usage_take_back(own);
	} else if (own->back_months > 0) {
		sum->back =
		    rtk_ratio_reduce(rtk_ratio_add(sum->back, own->back));
	}
}

void
rtk_usage_add(struct rtk_usage *sum, const struct rtk_usage *u)
{
	struct rtk_usage own = *u;

	if (u->kind == RTK_NO_METER)
		return;
	add_back(sum, &own);
	if (sum->kind == RTK_NO_METER)
		sum->since = u->since;
	else if (rtk_date_is_none(u->since))
		sum->since = RTK_DATE_NONE;
	if (u->kind > sum->kind)
		sum->kind = u->kind;
	sum->read = sum->read || u->read;
	if (u->cause != RTK_CAUSE_NONE &&
	    (sum->cause == RTK_CAUSE_NONE ||
		u->cause != RTK_CAUSE_NO_READING))
		sum->cause = u->cause;
	if (u->norm_days > sum->norm_days) {
		sum->norm_days = u->norm_days;
		sum->norm_from = u->norm_from;
		sum->norm_cause = u->norm_cause;
	}
	if (u->decimals > sum->decimals)
		sum->decimals = u->decimals;
	sum->volume = rtk_ratio_reduce(rtk_ratio_add(sum->volume, own.volume));
}
