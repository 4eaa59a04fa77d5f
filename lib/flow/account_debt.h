/* The debt of an account by month of origin, from what is stored. */
#ifndef RTK_FLOW_ACCOUNT_DEBT_H
#define RTK_FLOW_ACCOUNT_DEBT_H

#include "calc/debt.h"
#include "store/db.h"

/** An account as of a day; released by rtk_account_debt_release(). */
struct rtk_account_debt {
	enum rtk_penalty_class class;
	struct rtk_debt_book book; /* sorted and paid */
	size_t debt_room, payment_room;
};

/**
 * Loads debts and payments and pays the one with the other. Debts are the
 * lines of closed months and what was taken over: a correction downwards
 * comes off the month it is for, as if it had been charged so; one upwards
 * is a debt of that month that is due with the bill it first stood on. More
 * taken off than charged is an advance. Payments are those for services of
 * the days up to as_of, reversals taken off. Fails with due_day.gap when a
 * due day is not known, policy.value.
 */
int rtk_account_debt_load(struct rtk_account_debt *out, struct rtk_db *db,
    int64_t account, struct rtk_date as_of, struct rtk_err *err)
    RTK_MUST_CHECK;

/** A zeroed one is fine. */
void rtk_account_debt_release(struct rtk_account_debt *debt);

#endif
