/*
 * Penalty for late payment (пеня: ЖК РФ ст. 155 ч. 14; 190-ФЗ ст. 15
 * ч. 9.1-9.4; 416-ФЗ ст. 13 ч. 6.2-6.4). Classes, fractions, key rates,
 * ceilings and moratoria are dated rows.
 */
#ifndef RTK_CALC_PENALTY_H
#define RTK_CALC_PENALTY_H

#include "calc/debt.h"
#include "calc/policies.h"

/** Days in a row with the same base, rate and fraction. */
struct rtk_penalty_segment {
	size_t debt; /* index in the book */
	struct rtk_date from, to;
	int32_t days;
	struct rtk_kop base;
	int64_t rate_bp;
	int32_t denominator;
	struct rtk_kop amount; /* rounded once, half away from zero */
};

/** What to calculate. */
struct rtk_penalty_job {
	const struct rtk_penalty_rows *rows;
	const struct rtk_policies *policies;
	enum rtk_penalty_class class;
	struct rtk_date as_of; /* this day counts */
	int64_t account;       /* whose exemptions of the rows count */
};

/** The segments of an account, by debt, then day; freed by the caller. */
struct rtk_penalty_segments {
	struct rtk_penalty_segment *list;
	size_t count, room;
};

/**
 * Adds the segments of every debt of a book that rtk_debts_pay() has paid.
 * The day of payment and the day as_of count; a payment after as_of has not
 * happened. Fails with key_rate.unknown when no rate is known for a day that
 * needs one, with penalty_rule.gap when the class has no rule.
 */
int rtk_penalty_segments(struct rtk_penalty_segments *out,
    const struct rtk_debt_book *book, const struct rtk_penalty_job *job,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
