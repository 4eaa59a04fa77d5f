#include "base/base.h"

#include "flow/contract_due.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "calc/prices.h"
#include "document/russian.h"
#include "store/balance.h"
#include "store/charge.h"
#include "store/contract.h"
#include "store/month.h"
#include "store/rule_rows.h"

/* Russian words of the document. */
static const char schedule_ru[] = "Сроки оплаты по договору: ";
static const char part_ru[] = "до %s — %s руб.%s";

struct rtk_due_scan {
	struct rtk_due_query query;
	struct rtk_period first; /* of the book */
	struct rtk_arena arena;
	struct rtk_rule_rows rows;
	struct rtk_month month;
	bool charged; /* closed, or calculated */
	struct rtk_contract_scan *contracts;
	struct rtk_account_dues now; /* of notices: where the scan stands */
	struct rtk_buf notice;
};

/* Closed, or the draft that stands now. */
static int
is_charged(struct rtk_due_scan *scan, struct rtk_err *err)
{
	struct rtk_closed_month month;
	struct rtk_draft draft;
	int rc =
	    rtk_closed_month(scan->query.db, scan->query.period, &month, err);

	scan->charged = rc == 1;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	rc = rtk_draft_get(scan->query.db, &draft, err);
	scan->charged = rc == 1 && draft.period.v == scan->query.period.v;
	return rc < 0 ? -1 : 0;
}

static int
open_scan(struct rtk_due_scan *scan, struct rtk_err *err)
{
	const struct rtk_due_query *q = &scan->query;
	struct rtk_contract_range range = {
	    .building_from = RTK_BUILDING_OF(q->account_from),
	    .building_to = RTK_BUILDING_OF(q->account_to),
	    .batch_max = q->batch_max,
	    .day = rtk_period_last(q->period)};
	struct rtk_book_state book;

	if (rtk_book_state(q->db, &book, err) < 0 ||
	    (range.batch_max == 0 &&
		rtk_batch_max(q->db, false, &range.batch_max, err) < 0) ||
	    rtk_rule_rows_load(
		&scan->rows, q->db, range.batch_max, &scan->arena, err) < 0 ||
	    rtk_month_init(
		&scan->month, q->period, book.first, &scan->rows, err) < 0 ||
	    is_charged(scan, err) < 0)
		return -1;
	scan->first = book.first;
	return rtk_contract_scan_open(&scan->contracts, q->db, &range, err);
}

int
rtk_due_scan_open(struct rtk_due_scan **out, const struct rtk_due_query *query,
    struct rtk_err *err)
{
	struct rtk_due_scan *scan = rtk_alloc(sizeof(*scan));

	memset(scan, 0, sizeof(*scan));
	scan->query = *query;
	if (open_scan(scan, err) < 0) {
		rtk_due_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

void
rtk_due_scan_close(struct rtk_due_scan *scan)
{
	if (scan == NULL)
		return;
	rtk_contract_scan_close(scan->contracts);
	rtk_arena_release(&scan->arena);
	rtk_buf_release(&scan->notice);
	free(scan);
}

/* --- one account ------------------------------------------------------- */

/* All that the month charged, the penalty apart. */
static int
sum_charges(struct rtk_due_scan *scan, struct rtk_account_dues *out,
    struct rtk_err *err)
{
	const int64_t range[] = {out->account, out->account};
	struct rtk_charge_scan *lines;
	struct rtk_line line;
	int rc;

	if (!scan->charged)
		return 0;
	if (rtk_charge_scan_open(
		&lines, scan->query.db, scan->query.period, range, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_next(lines, &line, err)) == 1)
		if (line.service != RTK_PENALTY)
			out->actual.v += line.amount.v;
	rtk_charge_scan_close(lines);
	return rc;
}

/* What was paid too much before; the penalty is none of it. */
static int
find_carried(struct rtk_due_scan *scan, struct rtk_account_dues *out,
    struct rtk_err *err)
{
	const struct rtk_period periods[] = {scan->query.period, scan->first};
	const int64_t range[] = {out->account, out->account};
	struct rtk_balance_scan *balances;
	struct rtk_balance balance;
	int rc;

	if (rtk_balance_scan_open(
		&balances, scan->query.db, periods, range, err) < 0)
		return -1;
	while ((rc = rtk_balance_scan_next(balances, &balance, err)) == 1)
		out->carried.v -= balance.service[RTK_HEATING].v +
		    balance.service[RTK_HOT_WATER].v;
	if (out->carried.v < 0)
		out->carried.v = 0;
	rtk_balance_scan_close(balances);
	return rc;
}

/* The price of heat for the account; NULL where there is no plan. */
static int
find_price(struct rtk_due_scan *scan, const struct rtk_contract *contract,
    const struct rtk_tariff **out, struct rtk_err *err)
{
	struct rtk_tariff key = {.service = RTK_HEATING, .component = RTK_HEAT};
	int rc;

	*out = NULL;
	if (contract->plan[0] == '\0')
		return 0;
	rc = rtk_contract_party(
	    scan->contracts, contract, &key.group, &key.zone, err);
	if (rc <= 0)
		return rc;
	/* the plan of the month is made on its first day */
	return rtk_tariff_find(out, &scan->month, &key, scan->month.first, err);
}

static int
find_dues(struct rtk_due_scan *scan, const struct rtk_contract *contract,
    struct rtk_account_dues *out, struct rtk_err *err)
{
	struct rtk_due_terms terms = {
	    .contract = contract, .month = &scan->month};

	*out = (struct rtk_account_dues){
	    .account = contract->account, .charged = scan->charged};
	if (sum_charges(scan, out, err) < 0 ||
	    find_carried(scan, out, err) < 0 ||
	    find_price(scan, contract, &terms.tariff, err) < 0)
		return -1;
	terms.carried = out->carried;
	terms.charged = out->charged;
	terms.actual = out->actual;
	return rtk_contract_dues(&out->dues, &terms, err);
}

int
rtk_due_scan_next(struct rtk_due_scan *scan, struct rtk_account_dues *out,
    struct rtk_err *err)
{
	struct rtk_contract contract;
	int rc;

	while ((rc = rtk_contract_scan_next(scan->contracts, &contract, err)) ==
	    1) {
		if (contract.schedule[0] == '\0' ||
		    !rtk_contract_in_force(&contract, &scan->month))
			continue;
		return find_dues(scan, &contract, out, err) < 0 ? -1 : 1;
	}
	return rc;
}

/* Goes on to the account, or behind it. */
static int
go_to(struct rtk_due_scan *scan, int64_t account, struct rtk_err *err)
{
	int rc = 1;

	while (rc == 1 && scan->now.account < account)
		rc = rtk_due_scan_next(scan, &scan->now, err);
	if (rc == 0)
		scan->now.account = INT64_MAX;
	return rc < 0 ? -1 : 0;
}

int
rtk_due_notice(const char **out, size_t *count, struct rtk_due_scan *scan,
    int64_t account, struct rtk_err *err)
{
	const struct rtk_dues *d = &scan->now.dues;
	char day[RTK_DATE_TEXT], amount[RTK_RUSSIAN_TEXT];

	if (go_to(scan, account, err) < 0)
		return -1;
	if (scan->now.account != account)
		return 0;
	rtk_buf_reset(&scan->notice);
	rtk_buf_add_text(&scan->notice, schedule_ru);
	for (size_t i = 0; i < d->count; i++)
		rtk_buf_addf(&scan->notice, part_ru,
		    rtk_date_text_ru(day, d->parts[i].day),
		    rtk_russian_money(amount, d->parts[i].amount),
		    i + 1 < d->count ? "; " : "");
	*out = scan->notice.bytes;
	(*count)++;
	return 0;
}
