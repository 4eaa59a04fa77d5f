/*
 * Debt by month of origin: which payment paid which month of which service
 * (ЖК РФ ст. 155; Пленум ВС 27.06.2017 № 22 п. 32; ПП 354 п. 118). Never a
 * running balance: penalties, limitation and the court ask for the month.
 */
#ifndef RTK_CALC_DEBT_H
#define RTK_CALC_DEBT_H

#include "base/err.h"
#include "model.h"

/** What one month of one service came to. */
struct rtk_debt {
	enum rtk_service service;
	struct rtk_period period; /* month of origin */
	struct rtk_date due;      /* D: the last day to pay */
	struct rtk_kop amount;    /* > 0, corrections included */
	struct rtk_kop left;      /* set by rtk_debts_pay() */
};

/** Money for services; > 0, reversals already taken off. */
struct rtk_debt_payment {
	struct rtk_date paid;         /* when the payer gave it away */
	struct rtk_kop amount;        /* > 0 */
	struct rtk_period for_period; /* the payer's month; -1: none told */
	struct rtk_kop advance; /* what no debt took, by rtk_debts_pay() */
};

/** Part of a debt that one payment paid. */
struct rtk_debt_slice {
	size_t debt;    /* index */
	size_t payment; /* index */
	struct rtk_kop amount;
	enum rtk_allocation_rule {
		RTK_BY_DESIGNATION, /* the payer named the month */
		RTK_OLDEST_FIRST,
		RTK_EXPIRED_LAST /* limitation has run out */
	} rule;
};

/** All debts and payments of an account; arrays are the caller's. */
struct rtk_debt_book {
	struct rtk_debt *debts; /* by due date, month, service */
	size_t debt_count;
	struct rtk_debt_payment *payments; /* by day, in the order they came */
	size_t payment_count;
	int limitation_years; /* ГК РФ ст. 196 */
	/* out: owned by the book, freed by rtk_debts_release() */
	struct rtk_debt_slice *slices; /* by payment, then debt */
	size_t slice_count, slice_room;
};

/** Puts debts into their order: due date, month, service. */
void rtk_debts_sort(struct rtk_debt_book *book);

/**
 * Pays the debts payment by payment: the month that the payer named first,
 * then the oldest months whose limitation has not run out, then the others.
 * Services of one month share in proportion to their amounts that are left,
 * by largest remainder. What remains is an advance; it pays months that come
 * later with its own date. Fills slices, left and advance.
 */
void rtk_debts_pay(struct rtk_debt_book *book);

/** Frees the slices. A zeroed book is fine. */
void rtk_debts_release(struct rtk_debt_book *book);

/** "designated", "oldest", "expired". */
const char *rtk_allocation_rule_name(enum rtk_allocation_rule rule);

/** The day after which a debt cannot be claimed: D + years (ГК РФ ст. 200). */
struct rtk_date rtk_limitation_end(struct rtk_date due, int years);

#endif
