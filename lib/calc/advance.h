/*
 * What is due by the schedule of a contract, and when (calculation 7.1;
 * п. 33 of decree 808). Nothing here changes a charge.
 */
#ifndef RTK_CALC_ADVANCE_H
#define RTK_CALC_ADVANCE_H

#include "calc/contract.h"

/** What the amounts of a month follow from. */
struct rtk_due_terms {
	const struct rtk_contract *contract;
	const struct rtk_month *month;
	const struct rtk_tariff *tariff; /* of heat; NULL: no plan */
	struct rtk_kop carried;          /* an advance at the beginning, >= 0 */
	bool charged;                    /* the month was calculated */
	struct rtk_kop actual;           /* all that it charged, VAT included */
};

/** A part with its day; `known` is false until the month is charged. */
struct rtk_due_amount {
	struct rtk_due_part part;
	struct rtk_date day;
	bool known;
	struct rtk_kop amount;
};

/** All of a month. */
struct rtk_dues {
	struct rtk_micro plan;  /* Gcal */
	struct rtk_kop planned; /* their cost with VAT */
	struct rtk_due_amount parts[RTK_DUE_PARTS_MAX];
	size_t count;
};

/**
 * Parts of the plan are percents of its cost, rounded each, less what was
 * carried over; a part of the actual charge is what it leaves of all before
 * it, never below zero: the rest is carried to the next month by the balance.
 * Fails as the texts of the contract do, and with num.range.
 */
int rtk_contract_dues(struct rtk_dues *out, const struct rtk_due_terms *terms,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
