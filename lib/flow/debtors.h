/*
 * Who owes for what, by how late it is: accounts with a debt in the order of
 * keys, with the sum from which a service may be restricted.
 */
#ifndef RTK_FLOW_DEBTORS_H
#define RTK_FLOW_DEBTORS_H

#include "calc/norm_bill.h"
#include "flow/debt_pass.h"
#include "store/month.h"

/** How late a debt may be: days behind the last day to pay. */
enum rtk_age {
	RTK_AGE_NOT_DUE,
	RTK_AGE_30,
	RTK_AGE_90,
	RTK_AGE_180,
	RTK_AGE_365,
	RTK_AGE_OLDER,
	RTK_AGE_EXPIRED, /* limitation has run out */
	RTK_AGES
};

/** The debt of an account for one service. */
struct rtk_service_debt {
	struct rtk_kop age[RTK_AGES];
	struct rtk_kop due;     /* all that is late, expired included */
	struct rtk_kop counted; /* of it: against the norms of restriction */
	int months;             /* late ones */
	struct rtk_date oldest; /* last day to pay of it; none */
	bool has_norm;          /* the price and the norm are known */
	struct rtk_norm_bill norm;
};

/** Whether there is an agreement on instalments in force. */
enum rtk_agreement {
	RTK_AGREEMENT_NONE,
	RTK_AGREEMENT_PERFORMED,
	RTK_AGREEMENT_BROKEN
};

/** An account that owes something. */
struct rtk_debtor_account {
	enum rtk_agreement agreement;
	int64_t account;
	const struct rtk_debt_state *state; /* its book */
	struct rtk_service_debt service[RTK_PENALTY];
};

/** The day on which a debt of this age stands. */
enum rtk_age rtk_age_of(
    const struct rtk_debt *debt, struct rtk_date as_of);

/**
 * The agreement of an account on a day, from its instalments: performed as
 * long as the late debt is not more than those that are still to come, so
 * that a new bill which is not paid breaks it as a missed instalment does.
 */
enum rtk_agreement rtk_agreement_of(const struct rtk_instalments *parts,
    const struct rtk_debtor_account *account, struct rtk_date as_of);

struct rtk_debtors;

/**
 * Opens the pass over all accounts as of a day, as known now; the caller
 * closes *out. A price or norm that is missing leaves out the sum of
 * restriction. Fails with due_day.gap, policy.value.
 */
int rtk_debtors_open(struct rtk_debtors **out, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The same over some accounts as of the last day of a closed month, as known
 * when it was closed: what became known since changes nothing.
 */
int rtk_debtors_open_closed(struct rtk_debtors **out, struct rtk_db *db,
    const struct rtk_closed_month *month, const struct rtk_debt_range *range,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The next account with a debt: 1 found, 0 no more, -1. */
int rtk_debtors_next(struct rtk_debtors *debtors,
    struct rtk_debtor_account *out, struct rtk_err *err) RTK_MUST_CHECK;

/** Law as of the day, valid until the close. */
const struct rtk_debt_law *rtk_debtors_law(const struct rtk_debtors *debtors);

/**
 * Whether a debt counts for restriction: it is late, and its limitation has
 * not run out, unless policy debt.restriction_expired says otherwise.
 */
bool rtk_debtors_counts(
    const struct rtk_debtors *debtors, const struct rtk_debt *debt);

/** NULL is accepted. */
void rtk_debtors_close(struct rtk_debtors *debtors);

/** Whether what counts is more than the norms allow: strictly (п. 118). */
bool rtk_may_restrict(const struct rtk_service_debt *debt);

#endif
