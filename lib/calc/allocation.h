/* What a month did to the debt of an account, by service. */
#ifndef RTK_CALC_ALLOCATION_H
#define RTK_CALC_ALLOCATION_H

#include "model.h"

/** One account and month. opening + charged + recalculated - paid = closing. */
struct rtk_account_month {
	int64_t account;
	struct rtk_kop opening[RTK_SERVICES];
	struct rtk_kop charged[RTK_SERVICES];      /* with raising and VAT */
	struct rtk_kop recalculated[RTK_SERVICES]; /* with reductions */
	struct rtk_kop paid[RTK_SERVICES];
	struct rtk_kop closing[RTK_SERVICES];
};

/**
 * Splits what was paid for services between heating and hot water, and sets
 * paid and closing (ПП 354 п. 118, Минстрой 46954-АЕ/04): in proportion to
 * what is due of each (opening + charged + recalculated, if positive), by
 * largest remainder; what exceeds it is an advance in proportion to the
 * charges of the month. A payment meant for the penalty pays the penalty. A
 * negative sum (payments called back) is split as its mirror image.
 */
void rtk_allocate(struct rtk_account_month *month,
    struct rtk_kop for_services, struct rtk_kop for_penalty);

#endif
