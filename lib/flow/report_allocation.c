/* rtk-report allocation: where every kopeck of a payment went. */
#include "base/base.h"

#include "flow/report_debts.h"

#include <stdlib.h>

#include "calc/names.h"
#include "flow/account_debt.h"
#include "store/claim.h"
#include "store/month.h"
#include "store/names.h"

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "entry", .type = RTK_PRINTER_NUMBER},
    {.key = "paid"},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "service"},
    {.key = "for_period"},
    {.key = "due"},
    {.key = "part", .type = RTK_PRINTER_MONEY},
    {.key = "rule"},
};

/* The same on a terminal: no account, no due date. */
static const struct rtk_printer_column narrow_columns[] = {
    {.key = "entry", .type = RTK_PRINTER_NUMBER},
    {.key = "paid"},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "service"},
    {.key = "for_period", .title = "month"},
    {.key = "part", .type = RTK_PRINTER_MONEY},
    {.key = "rule"},
};

static const struct rtk_printer_block wide = {.key = "parts",
    .columns = columns,
    .column_count = RTK_COUNT(columns)};
static const struct rtk_printer_block narrow = {.key = "parts",
    .columns = narrow_columns,
    .column_count = RTK_COUNT(narrow_columns)};

/* An account under way. */
struct log {
	struct rtk_printer *printer;
	const struct rtk_report_penalty *what;
	struct rtk_debt_state state;
	struct rtk_claims claims;
};

/* A payment whose parts are being told. */
struct payment {
	int64_t entry; /* INT64_MAX: a correction */
	struct rtk_date paid;
	int64_t amount;
	int64_t told;
};

static void
print_part(const struct log *log, struct payment *p,
    const struct rtk_debt *debt, int64_t part, const char *rule)
{
	struct rtk_printer *out = log->printer;

	p->told += part;
	if (part == 0)
		return;
	if (!log->what->narrow)
		rtk_printer_text(out, log->what->number);
	if (p->entry == INT64_MAX)
		rtk_printer_none(out);
	else
		rtk_printer_number(out, p->entry);
	rtk_printer_date(out, p->paid);
	rtk_printer_money(out, (struct rtk_kop){p->amount});
	if (debt == NULL) {
		rtk_printer_none(out);
		rtk_printer_none(out);
	} else {
		rtk_printer_text(out, rtk_service_name(debt->service));
		rtk_printer_period(out, debt->period);
	}
	if (!log->what->narrow && debt == NULL)
		rtk_printer_none(out);
	else if (!log->what->narrow)
		rtk_printer_date(out, debt->due);
	rtk_printer_money(out, (struct rtk_kop){part});
	rtk_printer_text(out, rule);
}

/* Parts that paid debts, and what waits for one; by payment of the book. */
static void
print_slices(const struct log *log, struct payment *p, size_t payment)
{
	const struct rtk_debt_book *book = &log->state.book;

	for (size_t i = 0; i < book->slice_count; i++)
		if (book->slices[i].payment == payment)
			print_part(log, p, &book->debts[book->slices[i].debt],
			    book->slices[i].amount.v,
			    rtk_allocation_rule_name(book->slices[i].rule));
	print_part(
	    log, p, NULL, book->payments[payment].advance.v, "advance");
}

/* Several postings of an entry are one payment: it was put together again. */
static bool
is_first(const struct log *log, size_t claim)
{
	const struct rtk_claim_payment *c = &log->claims.payments[claim];

	for (size_t i = 0; i < claim; i++)
		if (log->claims.payments[i].entry == c->entry)
			return false;
	return c->amount.v > 0 && c->paid.v <= log->what->as_of.v;
}

static void
print_claim(const struct log *log, size_t claim)
{
	const struct rtk_claim_payment *c = &log->claims.payments[claim];
	const struct rtk_debt_book *book = &log->state.book;
	struct payment p = {.entry = c->entry, .paid = c->paid};
	const char *rest = c->penalty ? "penalty" : "called_back";

	for (size_t i = claim; i < log->claims.payment_count; i++)
		if (log->claims.payments[i].entry == c->entry &&
		    log->claims.payments[i].amount.v > 0)
			p.amount += log->claims.payments[i].amount.v;
	for (size_t i = 0; i < book->payment_count; i++)
		if (book->payments[i].entry == c->entry)
			print_slices(log, &p, i);
	print_part(log, &p, NULL, p.amount - p.told, rest);
}

static void
print_correction(const struct log *log, size_t payment)
{
	const struct rtk_debt_payment *source =
	    &log->state.book.payments[payment];
	struct payment p = {.entry = INT64_MAX,
	    .paid = source->paid,
	    .amount = source->amount.v};

	print_slices(log, &p, payment);
}

static void
print_all(const struct log *log)
{
	const struct rtk_debt_book *book = &log->state.book;

	rtk_printer_begin(log->printer, log->what->narrow ? &narrow : &wide);
	for (size_t i = 0; i < log->claims.payment_count; i++)
		if (is_first(log, i))
			print_claim(log, i);
	for (size_t i = 0; i < book->payment_count; i++)
		if (book->payments[i].entry == INT64_MAX)
			print_correction(log, i);
	rtk_printer_end(log->printer);
}

static int
load(struct log *log, struct rtk_db *db, int64_t account, struct rtk_err *err)
{
	struct rtk_claim_query query = {.account = account,
	    .day = log->what->as_of,
	    .batch_max = INT64_MAX};
	struct rtk_debt_span span;
	struct rtk_book_state book;

	if (rtk_book_state(db, &book, err) < 0 ||
	    rtk_debt_span_now(&span, db, log->what->as_of, err) < 0)
		return -1;
	query.first = book.first;
	query.last = span.payments;
	if (rtk_claims_load(&log->claims, db, &query, err) < 0)
		return -1;
	return rtk_account_debt_load(
	    &log->state, db, account, log->what->as_of, err);
}

int
rtk_report_allocation(struct rtk_report *report,
    const struct rtk_report_penalty *what, struct rtk_err *err)
{
	struct log log = {.printer = report->printer, .what = what};
	int64_t account = 0;
	int rc = rtk_account_find(report->db, what->number, &account, err);

	if (rc == 0)
		return rtk_failf(
		    err, RTK_E_UNKNOWN_ACCOUNT, "%s", what->number);
	if (rc == 1)
		rc = load(&log, report->db, account, err);
	if (rc == 0)
		print_all(&log);
	rtk_claims_release(&log.claims);
	rtk_debt_state_release(&log.state);
	return rc;
}
