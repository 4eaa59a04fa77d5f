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
	struct rtk_date claim_end; /* last day to claim it; likewise */
	struct rtk_kop posted;    /* penalty that was posted for it */
	struct rtk_kop corrected; /* of the amount: by recalculation, if loaded
				     from the whole history */
};

/** Money for services; > 0, reversals already taken off. */
struct rtk_debt_payment {
	struct rtk_date paid;         /* when the payer gave it away */
	struct rtk_kop amount;        /* > 0 */
	struct rtk_period for_period; /* the payer's month; -1: none told */
	struct rtk_kop advance; /* what no debt took, by rtk_debts_pay() */
	int64_t entry;          /* order inside a day */
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

/** Part of a debt whose payment can take no other way any more. */
struct rtk_debt_settled {
	size_t debt;          /* index */
	struct rtk_date paid; /* the day of the payment */
	struct rtk_kop amount;
};

/** All debts and payments of an account; arrays are the caller's. */
struct rtk_debt_book {
	struct rtk_debt *debts; /* by due date, month, service */
	size_t debt_count;
	struct rtk_debt_payment *payments; /* by day, in the order they came */
	size_t payment_count;
	int limitation_years; /* ГК РФ ст. 196 */
	const struct rtk_limitation *limitations; /* of the account: longer */
	size_t limitation_count;
	/* out: owned by the book, freed by rtk_debts_release() */
	struct rtk_debt_slice *slices; /* by payment, then debt */
	size_t slice_count, slice_room;
	/* owned by the book as well; paid before the payments begin */
	struct rtk_debt_settled *settled;
	size_t settled_count, settled_room;
};

/** Puts debts into their order: due date, month, service. */
void rtk_debts_sort(struct rtk_debt_book *book);

/**
 * Pays the debts payment by payment: the month that the payer named first,
 * then the oldest months whose limitation has not run out, then the others.
 * Services of one month share in proportion to their amounts that are left,
 * by largest remainder. What remains is an advance; it pays months that come
 * later with its own date. Fills slices, left, claim_end and advance.
 */
void rtk_debts_pay(struct rtk_debt_book *book);

/** The last payment that was settled. */
struct rtk_debt_mark {
	struct rtk_date paid; /* RTK_DATE_NONE: none was */
	int64_t entry;
};

/**
 * Takes out of a paid book what cannot change by anything that comes after
 * the month `last`: the first payments that are used up, on debts whose
 * limitation had not run out, and not meant for a later month, become
 * settled parts; debts that those paid in full go. Moves the mark to the last
 * such payment. What is left, with what comes later, gives the same as the
 * whole book would: no payment of an earlier day, no other amount of a debt
 * that is there may follow. The slices are gone: pay the book anew.
 */
void rtk_debts_settle(struct rtk_debt_book *book, struct rtk_period last,
    struct rtk_debt_mark *mark);

/** Frees slices and settled parts. A zeroed book is fine. */
void rtk_debts_release(struct rtk_debt_book *book);

/** "designated", "oldest", "expired". */
const char *rtk_allocation_rule_name(enum rtk_allocation_rule rule);

/** The day after which a debt cannot be claimed: D + years (ГК РФ ст. 200). */
struct rtk_date rtk_limitation_end(struct rtk_date due, int years);

/** Points the book to the rows of its account; they are borrowed. */
void rtk_debts_limit(struct rtk_debt_book *book,
    const struct rtk_due_rows *rows, int64_t account);

#endif
