/* rtk-report penalty: every segment of the penalty of an account. */
#include "base/base.h"

#include "flow/report.h"

#include <stdlib.h>

#include "calc/names.h"
#include "calc/penalty.h"
#include "flow/account_debt.h"
#include "store/names.h"
#include "store/penalty_rows.h"
#include "store/rule_rows.h"

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "service"},
    {.key = "for_period"},
    {.key = "due"},
    {.key = "base", .type = RTK_PRINTER_MONEY},
    {.key = "date_from"},
    {.key = "date_to"},
    {.key = "days", .type = RTK_PRINTER_NUMBER},
    {.key = "rate_percent", .type = RTK_PRINTER_NUMBER, .scale = 2},
    {.key = "denominator", .type = RTK_PRINTER_NUMBER},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
};

/* The same on a terminal: no account, no due date. */
static const struct rtk_printer_column narrow_columns[] = {
    {.key = "service"},
    {.key = "for_period", .title = "month"},
    {.key = "base", .type = RTK_PRINTER_MONEY},
    {.key = "date_from", .title = "from"},
    {.key = "date_to", .title = "to"},
    {.key = "days", .type = RTK_PRINTER_NUMBER},
    {.key = "rate_percent",
	.title = "%",
	.type = RTK_PRINTER_NUMBER,
	.scale = 2},
    {.key = "denominator", .title = "1/", .type = RTK_PRINTER_NUMBER},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
};

static const struct rtk_printer_column debt_columns[] = {
    {.key = "service"},
    {.key = "for_period", .title = "month"},
    {.key = "due"},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "paid", .type = RTK_PRINTER_MONEY},
    {.key = "left", .type = RTK_PRINTER_MONEY},
    {.key = "limitation_end", .title = "claim until"},
};

static const struct rtk_printer_column total_columns[] = {
    {.key = "account"},
    {.key = "as_of"},
    {.key = "debt", .type = RTK_PRINTER_MONEY},
    {.key = "advance", .type = RTK_PRINTER_MONEY},
    {.key = "penalty", .type = RTK_PRINTER_MONEY},
};

#define BLOCK(name, list, is_summary) \
	{ \
		.key = (name), .summary = (is_summary), .columns = (list), \
		.column_count = RTK_COUNT(list) \
	}

static const struct rtk_printer_block debts =
    BLOCK("debts", debt_columns, false);
static const struct rtk_printer_block segments =
    BLOCK("segments", columns, false);
static const struct rtk_printer_block narrow_segments =
    BLOCK("segments", narrow_columns, false);
static const struct rtk_printer_block totals =
    BLOCK("total", total_columns, true);

static void
print_debts(struct rtk_printer *p, const struct rtk_debt_book *book)
{
	rtk_printer_begin(p, &debts);
	for (size_t i = 0; i < book->debt_count; i++) {
		const struct rtk_debt *debt = &book->debts[i];

		rtk_printer_text(p, rtk_service_name(debt->service));
		rtk_printer_period(p, debt->period);
		rtk_printer_date(p, debt->due);
		rtk_printer_money(p, debt->amount);
		rtk_printer_money(
		    p, (struct rtk_kop){debt->amount.v - debt->left.v});
		rtk_printer_money(p, debt->left);
		rtk_printer_date(p, debt->claim_end);
	}
	rtk_printer_end(p);
}

static void
print_segment(struct rtk_printer *p, const struct rtk_report_penalty *what,
    const struct rtk_debt *debt, const struct rtk_penalty_segment *s)
{
	if (!what->narrow)
		rtk_printer_text(p, what->number);
	rtk_printer_text(p, rtk_service_name(debt->service));
	rtk_printer_period(p, debt->period);
	if (!what->narrow)
		rtk_printer_date(p, debt->due);
	rtk_printer_money(p, s->base);
	rtk_printer_date(p, s->from);
	rtk_printer_date(p, s->to);
	rtk_printer_number(p, s->days);
	rtk_printer_number(p, s->rate_bp);
	rtk_printer_number(p, s->denominator);
	rtk_printer_money(p, s->amount);
}

/* A segment that rounds to nothing is no row. */
static void
print_segments(struct rtk_printer *p, const struct rtk_report_penalty *what,
    const struct rtk_debt_book *book, const struct rtk_penalty_segments *found)
{
	rtk_printer_begin(p, what->narrow ? &narrow_segments : &segments);
	for (size_t i = 0; i < found->count; i++) {
		const struct rtk_penalty_segment *s = &found->list[i];

		if (s->amount.v != 0)
			print_segment(p, what, &book->debts[s->debt], s);
	}
	rtk_printer_end(p);
}

static void
print_total(struct rtk_printer *p, const struct rtk_report_penalty *what,
    const struct rtk_debt_book *book, const struct rtk_penalty_segments *found)
{
	struct rtk_kop debt = {0}, advance = {0}, penalty = {0};

	for (size_t i = 0; i < book->debt_count; i++)
		debt.v += book->debts[i].left.v;
	for (size_t i = 0; i < book->payment_count; i++)
		advance.v += book->payments[i].advance.v;
	for (size_t i = 0; i < found->count; i++)
		penalty.v += found->list[i].amount.v;
	rtk_printer_begin(p, &totals);
	rtk_printer_text(p, what->number);
	rtk_printer_date(p, what->as_of);
	rtk_printer_money(p, debt);
	rtk_printer_money(p, advance);
	rtk_printer_money(p, penalty);
	rtk_printer_end(p);
}

static void
print_all(struct rtk_printer *p, const struct rtk_report_penalty *what,
    const struct rtk_debt_book *book, const struct rtk_penalty_segments *found)
{
	if (!what->segments_only)
		print_debts(p, book);
	print_segments(p, what, book, found);
	if (!what->segments_only)
		print_total(p, what, book, found);
}

static int
find_segments(struct rtk_penalty_segments *out, struct rtk_db *db,
    const struct rtk_debt_state *debt, const struct rtk_penalty_job *what,
    struct rtk_err *err)
{
	struct rtk_arena arena = {0};
	struct rtk_policies policies;
	struct rtk_penalty_rows rows;
	struct rtk_rule_rows rules;
	struct rtk_penalty_job job = *what;
	int rc = -1;

	job.rows = &rows;
	job.policies = &policies;
	if (rtk_rule_rows_load(&rules, db, INT64_MAX, &arena, err) == 0 &&
	    rtk_policies_load(&policies, &rules, job.as_of, err) == 0 &&
	    rtk_penalty_rows_load(&rows, db, INT64_MAX, &arena, err) == 0)
		rc = rtk_penalty_segments(out, &debt->book, &job, err);
	rtk_arena_release(&arena);
	return rc;
}

int
rtk_report_penalty(struct rtk_report *report,
    const struct rtk_report_penalty *what, struct rtk_err *err)
{
	struct rtk_penalty_segments found = {0};
	struct rtk_debt_state debt = {0};
	struct rtk_penalty_job job = {.as_of = what->as_of};
	int64_t account = 0;
	int rc = rtk_account_find(report->db, what->number, &account, err);

	if (rc == 0)
		return rtk_failf(
		    err, RTK_E_UNKNOWN_ACCOUNT, "%s", what->number);
	if (rc == 1)
		rc = rtk_account_debt_load(
		    &debt, report->db, account, what->as_of, err);
	job.account = account;
	job.class = debt.class;
	if (rc == 0)
		rc = find_segments(&found, report->db, &debt, &job, err);
	if (rc == 0)
		print_all(report->printer, what, &debt.book, &found);
	free(found.list);
	rtk_debt_state_release(&debt);
	return rc;
}
