/*
 * Contracts with legal entities: what their words mean, and whether a
 * building is one that is charged by contract load (calculation 7).
 */
#ifndef RTK_CALC_CONTRACT_H
#define RTK_CALC_CONTRACT_H

#include "calc/premises.h"

enum {
	RTK_DUE_PARTS_MAX = 12,
	RTK_PLAN_BYTES_MAX = 200,
	RTK_SCHEDULE_BYTES_MAX = 200
};

/** A part of what is due: percent of a base by a day. */
struct rtk_due_part {
	int64_t percent_bp; /* 35 % = 3500 */
	int day;            /* 0: the last day of the month */
	bool next_month;    /* the day is one of the month after */
	bool of_actual;     /* of the charge less the parts before; else plan */
};

/**
 * Reads a schedule "35/18/plan 50/last/plan 100/+10/actual" into
 * parts[RTK_DUE_PARTS_MAX]; no text gives no parts. Fails with
 * contract.schedule.
 */
int rtk_contract_schedule(struct rtk_due_part *parts, size_t *count,
    const char *text, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The planned heat of a month (1 January ... 12) from one number of Gcal or
 * twelve; no text: zero. Fails with contract.plan.
 */
int rtk_contract_plan(struct rtk_micro *out, const char *text, int month,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Whether it holds on the first day of the month, so in all of it. */
bool rtk_contract_in_force(
    const struct rtk_contract *contract, const struct rtk_month *month);

/**
 * The contract by load of a building of its own: the only premises of the
 * building, and no living one. NULL: charged by the Rules (7.5).
 */
const struct rtk_contract *rtk_contract_load(
    const struct rtk_building_input *in);

#endif
