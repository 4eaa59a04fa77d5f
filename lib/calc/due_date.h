/* When a bill is due (ЖК РФ ст. 155 ч. 1, ГК РФ ст. 193, contracts). */
#ifndef RTK_CALC_DUE_DATE_H
#define RTK_CALC_DUE_DATE_H

#include "base/err.h"
#include "model.h"

/** Whether the day is a working one: the calendar, else Monday to Friday. */
bool rtk_working_day(const struct rtk_due_rows *rows, struct rtk_date day);

/**
 * The last day to pay the charge of a month: the day of the table in the next
 * month, moved to the next working day. Fails with due_day.gap.
 */
int rtk_due_date(struct rtk_date *out, const struct rtk_due_rows *rows,
    struct rtk_period charged, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The same for an account: with a contract in force in all of the month
 * that has a schedule, the day of its final part, the last one of the
 * actual charge, moved likewise: advances by plan have no penalty of their
 * own. Else as rtk_due_date(). Fails with contract.schedule as well.
 */
int rtk_account_due_date(struct rtk_date *out,
    const struct rtk_due_rows *rows, int64_t account,
    struct rtk_period charged, struct rtk_err *err) RTK_MUST_CHECK;

#endif
