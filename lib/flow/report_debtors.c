/* rtk-report debtors: who owes, for what, since when. */
#include "base/base.h"

#include "flow/report_debts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/names.h"
#include "flow/debtors.h"
#include "num/decimal.h"
#include "store/names.h"

enum { MONTHS_MAX = 600 };

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "building"},
    {.key = "service"},
    {.key = "debt", .type = RTK_PRINTER_MONEY},
    {.key = "months", .type = RTK_PRINTER_NUMBER},
    {.key = "oldest"},
    {.key = "not_due", .type = RTK_PRINTER_MONEY},
    {.key = "days_30", .type = RTK_PRINTER_MONEY},
    {.key = "days_90", .type = RTK_PRINTER_MONEY},
    {.key = "days_180", .type = RTK_PRINTER_MONEY},
    {.key = "days_365", .type = RTK_PRINTER_MONEY},
    {.key = "days_over", .type = RTK_PRINTER_MONEY},
    {.key = "expired", .type = RTK_PRINTER_MONEY},
    {.key = "threshold", .type = RTK_PRINTER_MONEY},
    {.key = "over_threshold", .title = "over", .type = RTK_PRINTER_FLAG},
    {.key = "agreement"},
};

/* The same on a terminal. */
static const struct rtk_printer_column narrow_columns[] = {
    {.key = "account"},
    {.key = "service"},
    {.key = "debt", .type = RTK_PRINTER_MONEY},
    {.key = "months", .type = RTK_PRINTER_NUMBER},
    {.key = "oldest"},
    {.key = "expired", .type = RTK_PRINTER_MONEY},
    {.key = "threshold", .type = RTK_PRINTER_MONEY},
    {.key = "over_threshold", .title = "over", .type = RTK_PRINTER_FLAG},
};

static const struct rtk_printer_column month_columns[] = {
    {.key = "account"},
    {.key = "building"},
    {.key = "service"},
    {.key = "for_period", .title = "month"},
    {.key = "due"},
    {.key = "days", .type = RTK_PRINTER_NUMBER},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "paid", .type = RTK_PRINTER_MONEY},
    {.key = "left", .type = RTK_PRINTER_MONEY},
    {.key = "limitation_end", .title = "claim until"},
};

static const struct rtk_printer_block by_service = {.key = "debtors",
    .columns = columns,
    .column_count = RTK_COUNT(columns)};
static const struct rtk_printer_block narrow = {.key = "debtors",
    .columns = narrow_columns,
    .column_count = RTK_COUNT(narrow_columns)};
static const struct rtk_printer_block by_month = {.key = "debtors",
    .columns = month_columns,
    .column_count = RTK_COUNT(month_columns)};

/* A row, kept until the accounts come in the order of their numbers. */
struct row {
	int64_t account;
	enum rtk_service service;
	enum rtk_agreement agreement;
	struct rtk_service_debt sums; /* of a service */
	struct rtk_debt debt;         /* or of a month */
};

struct list {
	struct rtk_report *report;
	const struct rtk_report_debtors *what;
	struct row *rows; /* by key */
	size_t count, room;
};

/* --- who is on the list ------------------------------------------------- */

/* Whether the day lies more than so many calendar months before another. */
static bool
is_older(struct rtk_date day, struct rtk_date than, int months)
{
	struct rtk_civil a = rtk_date_civil(day), b = rtk_date_civil(than);
	int apart = (b.year - a.year) * 12 + b.month - a.month;

	return apart > months || (apart == months && b.day > a.day);
}

/* Whether the last day to claim it is near. */
static bool
is_ending(const struct rtk_report_debtors *what, const struct rtk_debt *debt)
{
	return rtk_date_is_none(what->claim_by) ||
	    (debt->due.v < what->as_of.v &&
		debt->claim_end.v >= what->as_of.v &&
		debt->claim_end.v <= what->claim_by.v);
}

static bool
has_ending(const struct rtk_report_debtors *what,
    const struct rtk_debt_book *book)
{
	for (size_t i = 0; i < book->debt_count; i++)
		if (book->debts[i].left.v > 0 &&
		    is_ending(what, &book->debts[i]))
			return true;
	return false;
}

static bool
is_wanted(
    const struct list *list, const struct rtk_debtor_account *account)
{
	const struct rtk_report_debtors *what = list->what;
	struct rtk_date oldest = RTK_DATE_NONE;
	int64_t due = 0;

	for (int i = 0; i < RTK_PENALTY; i++) {
		const struct rtk_service_debt *s = &account->service[i];

		due += s->due.v;
		if (!rtk_date_is_none(s->oldest) &&
		    (rtk_date_is_none(oldest) || s->oldest.v < oldest.v))
			oldest = s->oldest;
	}
	if (due == 0 || due <= what->over.v ||
	    !has_ending(what, &account->state->book))
		return false;
	return what->older_than == 0 ||
	    is_older(oldest, what->as_of, what->older_than);
}

static struct row *
add_row(struct list *list, int64_t account, enum rtk_service service)
{
	list->rows = rtk_array_grow(
	    list->rows, &list->room, list->count, sizeof(*list->rows));
	list->rows[list->count] =
	    (struct row){.account = account, .service = service};
	return &list->rows[list->count++];
}

static void
add_account(struct list *list, const struct rtk_debtor_account *account)
{
	const struct rtk_debt_book *book = &account->state->book;

	for (int i = 0; i < RTK_PENALTY && !list->what->by_month; i++) {
		const struct rtk_service_debt *s = &account->service[i];
		struct row *row;

		if (s->due.v + s->age[RTK_AGE_NOT_DUE].v == 0)
			continue;
		row = add_row(list, account->account, (enum rtk_service)i);
		row->sums = *s;
		row->agreement = account->agreement;
	}
	for (size_t i = 0; i < book->debt_count && list->what->by_month; i++)
		if (book->debts[i].left.v > 0 &&
		    is_ending(list->what, &book->debts[i]))
			add_row(list, account->account,
			    book->debts[i].service)
			    ->debt = book->debts[i];
}

static int
collect(struct list *list, struct rtk_err *err)
{
	struct rtk_debtor_account account;
	struct rtk_debtors *debtors;
	int rc;

	if (rtk_debtors_open(&debtors, list->report->db, list->what->as_of,
		err) < 0)
		return -1;
	while ((rc = rtk_debtors_next(debtors, &account, err)) == 1)
		if (is_wanted(list, &account))
			add_account(list, &account);
	rtk_debtors_close(debtors);
	return rc;
}

/* --- printing ----------------------------------------------------------- */

static void
print_sums(struct rtk_printer *p, const struct list *list,
    const struct row *row)
{
	static const char *const agreements[] = {"", "performed", "broken"};
	const struct rtk_service_debt *s = &row->sums;
	int first = list->what->narrow ? RTK_AGE_EXPIRED : RTK_AGE_NOT_DUE;

	rtk_printer_money(p, s->due);
	rtk_printer_number(p, s->months);
	if (rtk_date_is_none(s->oldest))
		rtk_printer_none(p);
	else
		rtk_printer_date(p, s->oldest);
	for (int i = first; i < RTK_AGES; i++)
		rtk_printer_money(p, s->age[i]);
	if (s->has_norm)
		rtk_printer_money(p, s->norm.threshold);
	else
		rtk_printer_none(p);
	rtk_printer_flag(p, rtk_may_restrict(s));
	if (!list->what->narrow)
		rtk_printer_text(p, agreements[row->agreement]);
}

static void
print_month(struct rtk_printer *p, const struct list *list,
    const struct rtk_debt *debt)
{
	int32_t late = list->what->as_of.v - debt->due.v;

	rtk_printer_period(p, debt->period);
	rtk_printer_date(p, debt->due);
	rtk_printer_number(p, late > 0 ? late : 0);
	rtk_printer_money(p, debt->amount);
	rtk_printer_money(p, (struct rtk_kop){debt->amount.v - debt->left.v});
	rtk_printer_money(p, debt->left);
	rtk_printer_date(p, debt->claim_end);
}

static size_t
first_row(const struct list *list, int64_t account)
{
	size_t from = 0, to = list->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (list->rows[middle].account < account)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static int
print_account(struct list *list, int64_t account, const char *number,
    struct rtk_err *err)
{
	struct rtk_printer *p = list->report->printer;
	char code[RTK_NAME_BYTES];
	size_t at = first_row(list, account);

	if (at == list->count || list->rows[at].account != account)
		return 0;
	if (rtk_building_code(list->report->db, RTK_BUILDING_OF(account), code,
		err) < 0)
		return -1;
	for (; at < list->count && list->rows[at].account == account; at++) {
		const struct row *row = &list->rows[at];

		rtk_printer_text(p, number);
		if (list->what->by_month || !list->what->narrow)
			rtk_printer_text(p, code);
		rtk_printer_text(p, rtk_service_name(row->service));
		if (list->what->by_month)
			print_month(p, list, &row->debt);
		else
			print_sums(p, list, row);
	}
	return 0;
}

static int
print_all(struct list *list, struct rtk_err *err)
{
	struct rtk_account_list *accounts;
	const char *number;
	int64_t account;
	int rc;

	if (rtk_account_list_open(&accounts, list->report->db, err) < 0)
		return -1;
	rtk_printer_begin(list->report->printer,
	    list->what->by_month ? &by_month
		: list->what->narrow ? &narrow
				     : &by_service);
	while ((rc = rtk_account_list_next(
		    accounts, &account, &number, err)) == 1)
		if (print_account(list, account, number, err) < 0) {
			rc = -1;
			break;
		}
	rtk_account_list_close(accounts);
	if (rc == 0)
		rtk_printer_end(list->report->printer);
	return rc;
}

int
rtk_report_debtors_read(struct rtk_report_debtors *out, const char *over,
    const char *older_than, const char *claim_by, struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t months = 0;

	if (over != NULL &&
	    (rtk_decimal_parse(&out->over.v, over, strlen(over),
		 RTK_KOP_SCALE, &ignored) < 0 ||
		out->over.v < 0))
		return rtk_failf(
		    err, RTK_E_USAGE, "--over AMOUNT: \"%s\"", over);
	if (older_than != NULL &&
	    (rtk_decimal_parse(
		 &months, older_than, strlen(older_than), 0, &ignored) < 0 ||
		months < 1 || months > MONTHS_MAX))
		return rtk_failf(err, RTK_E_USAGE,
		    "--older-than MONTHS: \"%s\"", older_than);
	out->older_than = (int)months;
	out->claim_by = RTK_DATE_NONE;
	if (claim_by != NULL &&
	    rtk_date_parse(
		&out->claim_by, claim_by, strlen(claim_by), &ignored) < 0)
		return rtk_failf(
		    err, RTK_E_USAGE, "--claim-by DATE: \"%s\"", claim_by);
	return 0;
}

int
rtk_report_debtors(struct rtk_report *report,
    const struct rtk_report_debtors *what, struct rtk_err *err)
{
	struct list list = {.report = report, .what = what};
	int rc = collect(&list, err);

	if (rc == 0)
		rc = print_all(&list, err);
	free(list.rows);
	return rc;
}
