#include "base/base.h"

#include "flow/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "calc/names.h"
#include "flow/turnover.h"
#include "num/decimal.h"
#include "store/charge.h"
#include "store/names.h"
#include "store/source.h"

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "date"},
    {.key = "description"},
    {.key = "account"},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "currency"},
};

/* Bytes of a ledger that wait; then they are written. */
enum { BUFFER_BYTES = 64 * 1024 };

/* Of an account only what its lines do not tell. */
struct month {
	int64_t account;
	struct rtk_kop opening[RTK_SERVICES];
	struct rtk_kop paid[RTK_SERVICES];
};

struct journal {
	struct rtk_report *report;
	const struct rtk_printer_options *sink; /* NULL: a table */
	struct rtk_charge_scan *charges;
	struct month *months; /* by key */
	size_t count;
	size_t room;
	struct rtk_buf text;
	struct rtk_buf account; /* of the posting */
	bool used[RTK_SERVICES][RTK_COMPONENTS][RTK_KINDS];
	/* the entry under way; told with its first posting */
	struct rtk_date day;
	const char *what;
	const char *number;
	bool told;
};

typedef int step(struct journal *, int64_t, const char *, struct rtk_err *);

static int
flush(struct journal *j, size_t limit, struct rtk_err *err)
{
	if (j->sink == NULL || j->text.size <= limit)
		return 0;
	if (j->sink->write(
		j->sink->context, j->text.bytes, j->text.size, err) < 0)
		return -1;
	rtk_buf_reset(&j->text);
	return 0;
}

/* --- entries ------------------------------------------------------------- */

static void
begin_entry(struct journal *j, struct rtk_date day, const char *what,
    const char *number)
{
	j->day = day;
	j->what = what;
	j->number = number;
	j->told = false;
}

static void
tell_entry(struct journal *j)
{
	char day[RTK_DATE_TEXT];

	if (j->told)
		return;
	j->told = true;
	rtk_buf_addf(&j->text, "\n%s %s%s%s\n", rtk_date_text(day, j->day),
	    j->what, *j->number != '\0' ? " " : "", j->number);
}

static void
print_posting(struct journal *j, struct rtk_kop amount)
{
	struct rtk_printer *p = j->report->printer;

	rtk_printer_date(p, j->day);
	rtk_buf_reset(&j->text);
	rtk_buf_addf(&j->text, "%s%s%s", j->what,
	    *j->number != '\0' ? " " : "", j->number);
	rtk_printer_text(p, j->text.bytes);
	rtk_printer_text(p, j->account.bytes);
	rtk_printer_money(p, amount);
	rtk_printer_text(p, "RUB");
}

/* A posting to the account whose name stands in j->account; none of 0. */
static void
post(struct journal *j, struct rtk_kop amount)
{
	if (amount.v == 0)
		return;
	if (j->sink == NULL) {
		print_posting(j, amount);
		return;
	}
	tell_entry(j);
	rtk_buf_addf(&j->text, "    %s  ", j->account.bytes);
	rtk_decimal_add(&j->text, amount.v, RTK_KOP_SCALE, RTK_KOP_SCALE);
	rtk_buf_add_text(&j->text, " RUB\n");
}

static void
post_to(struct journal *j, const char *account, struct rtk_kop amount)
{
	rtk_buf_reset(&j->account);
	rtk_buf_add_text(&j->account, account);
	post(j, amount);
}

static void
name_receivable(struct journal *j, const char *number, int service)
{
	rtk_buf_reset(&j->account);
	rtk_buf_addf(&j->account, "assets:receivable:%s:%s", number,
	    rtk_service_name((enum rtk_service)service));
}

static void
post_debt(struct journal *j, const char *number, int service,
    struct rtk_kop amount)
{
	name_receivable(j, number, service);
	post(j, amount);
}

/* Where money stands between the payer and our bank account. */
static void
post_clearing(struct journal *j, const char *source, struct rtk_kop amount)
{
	rtk_buf_reset(&j->account);
	if (*source == '\0')
		rtk_buf_add_text(&j->account, "liabilities:unidentified");
	else
		rtk_buf_addf(&j->account, "assets:clearing:%s", source);
	post(j, amount);
}

static struct rtk_kop
minus(struct rtk_kop amount)
{
	return (struct rtk_kop){-amount.v};
}

/* --- months of accounts -------------------------------------------------- */

static int
compare_account(const void *key, const void *element)
{
	int64_t account = *(const int64_t *)key;
	const struct month *m = element;

	return account < m->account ? -1 : account > m->account;
}

static const struct month *
month_of(const struct journal *j, int64_t account)
{
	if (j->count == 0)
		return NULL;
	return bsearch(&account, j->months, j->count, sizeof(*j->months),
	    compare_account);
}

static int
gather(struct journal *j, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_turnover *turnover;
	struct rtk_account_month m;
	int rc;

	if (rtk_turnover_open(&turnover, j->report->db, j->report->period,
		all, err) < 0)
		return -1;
	while ((rc = rtk_turnover_next(turnover, &m, err)) == 1) {
		struct month *month;

		j->months = rtk_array_grow(
		    j->months, &j->room, j->count, sizeof(*j->months));
		month = &j->months[j->count++];
		month->account = m.account;
		memcpy(month->opening, m.opening, sizeof(m.opening));
		memcpy(month->paid, m.paid, sizeof(m.paid));
	}
	rtk_turnover_close(turnover);
	return rc;
}

static int
each_account(struct journal *j, step *do_account, struct rtk_err *err)
{
	struct rtk_account_list *list;
	const char *number;
	int64_t account;
	int rc;

	if (rtk_account_list_open(&list, j->report->db, err) < 0)
		return -1;
	while ((rc = rtk_account_list_next(list, &account, &number, err)) ==
	    1) {
		if (do_account(j, account, number, err) < 0 ||
		    flush(j, BUFFER_BYTES, err) < 0) {
			rc = -1;
			break;
		}
	}
	rtk_account_list_close(list);
	return rc;
}

/* --- the parts of the journal, in the order of their days ---------------- */

static int
declare_account(struct journal *j, int64_t account, const char *number,
    struct rtk_err *err)
{
	(void)err;
	if (month_of(j, account) == NULL)
		return 0;
	for (int i = 0; i < RTK_SERVICES; i++) {
		name_receivable(j, number, i);
		rtk_buf_addf(&j->text, "account %s\n", j->account.bytes);
	}
	return 0;
}

static int
declare(struct journal *j, struct rtk_err *err)
{
	char period[RTK_PERIOD_TEXT];

	if (j->sink == NULL)
		return 0;
	rtk_buf_addf(&j->text, "; rtk %s%s\n",
	    rtk_period_text(period, j->report->period),
	    j->report->draft ? ", draft" : "");
	rtk_buf_add_text(&j->text,
	    "commodity 1000.00 RUB\n"
	    "account assets:clearing:cash\n"
	    "account assets:clearing:sber\n"
	    "account assets:clearing:statement\n"
	    "account equity:opening\n"
	    "account expenses:commission\n"
	    "account liabilities:returns\n"
	    "account liabilities:unidentified\n"
	    "account liabilities:vat\n");
	return each_account(j, declare_account, err);
}

static int
open_account(struct journal *j, int64_t account, const char *number,
    struct rtk_err *err)
{
	const struct month *m = month_of(j, account);
	struct rtk_kop sum = {0};

	(void)err;
	if (m == NULL)
		return 0;
	begin_entry(j, rtk_period_first(j->report->period), "opening balance",
	    number);
	for (int i = 0; i < RTK_SERVICES; i++) {
		post_debt(j, number, i, m->opening[i]);
		sum.v += m->opening[i].v;
	}
	post_to(j, "equity:opening", minus(sum));
	return 0;
}

static int
open_unidentified(struct journal *j, struct rtk_err *err)
{
	struct rtk_kop hung;

	if (rtk_source_hung_before(
		&hung, j->report->db, j->report->period, err) < 0)
		return -1;
	begin_entry(j, rtk_period_first(j->report->period), "opening balance",
	    "");
	post_to(j, "liabilities:unidentified", minus(hung));
	post_to(j, "equity:opening", hung);
	return 0;
}

static void
name_revenue(struct journal *j, int service, int component, int kind)
{
	rtk_buf_reset(&j->account);
	rtk_buf_addf(&j->account, "revenue:%s:%s:%s",
	    rtk_service_name((enum rtk_service)service),
	    rtk_component_name((enum rtk_component)component),
	    rtk_kind_name((enum rtk_kind)kind));
}

/* At the end, when it is known which there are; hledger does not mind. */
static void
declare_revenue(struct journal *j)
{
	if (j->sink == NULL)
		return;
	rtk_buf_add_byte(&j->text, '\n');
	for (int s = 0; s < RTK_SERVICES; s++)
		for (int c = 0; c < RTK_COMPONENTS; c++)
			for (int k = 0; k < RTK_KINDS; k++) {
				if (!j->used[s][c][k])
					continue;
				name_revenue(j, s, c, k);
				rtk_buf_addf(&j->text, "account %s\n",
				    j->account.bytes);
			}
}

/* The lines of an account added up. */
struct sums {
	struct rtk_kop debt[RTK_SERVICES];
	struct rtk_kop revenue[RTK_SERVICES][RTK_COMPONENTS][RTK_KINDS];
	struct rtk_kop vat;
};

static void
post_sums(struct journal *j, const char *number, const struct sums *sums)
{
	for (int s = 0; s < RTK_SERVICES; s++)
		post_debt(j, number, s, sums->debt[s]);
	for (int s = 0; s < RTK_SERVICES; s++)
		for (int c = 0; c < RTK_COMPONENTS; c++)
			for (int k = 0; k < RTK_KINDS; k++) {
				if (sums->revenue[s][c][k].v == 0)
					continue;
				j->used[s][c][k] = true;
				name_revenue(j, s, c, k);
				post(j, minus(sums->revenue[s][c][k]));
			}
	post_to(j, "liabilities:vat", minus(sums->vat));
}

static int
charge_account(struct journal *j, int64_t account, const char *number,
    struct rtk_err *err)
{
	struct sums sums = {0};
	struct rtk_line line;
	bool any = false;
	int rc;

	while ((rc = rtk_charge_scan_account(
		    j->charges, account, &line, err)) == 1) {
		struct rtk_kop *side = line.kind == RTK_VAT
		    ? &sums.vat
		    : &sums.revenue[line.service][line.component][line.kind];

		side->v += line.amount.v;
		sums.debt[line.service].v += line.amount.v;
		any = true;
	}
	if (rc < 0 || !any)
		return rc;
	begin_entry(
	    j, rtk_period_last(j->report->period), "charges", number);
	post_sums(j, number, &sums);
	return 0;
}

static int
pay_account(struct journal *j, int64_t account, const char *number,
    struct rtk_err *err)
{
	const struct month *m = month_of(j, account);
	struct rtk_source_sums sums;

	if (m == NULL)
		return 0;
	if (rtk_source_posted(&sums, j->report->db, j->report->period, account,
		err) < 0)
		return -1;
	begin_entry(
	    j, rtk_period_last(j->report->period), "payments", number);
	for (size_t i = 0; i < sums.count; i++)
		post_clearing(j, sums.rows[i].source, sums.rows[i].amount);
	for (int i = 0; i < RTK_SERVICES; i++)
		post_debt(j, number, i, minus(m->paid[i]));
	return 0;
}

static void
post_commissions(struct journal *j, const struct rtk_source_sums *sums)
{
	for (size_t i = 0; i < sums->count; i++) {
		const struct rtk_source_sum *row = &sums->rows[i];

		begin_entry(j, rtk_period_last(j->report->period),
		    "commission withheld", "");
		post_to(j, "expenses:commission", row->commission);
		post_clearing(j, row->source, minus(row->commission));
	}
}

/* Money without an account, and what the banks kept of all money. */
static int
post_others(struct journal *j, struct rtk_err *err)
{
	struct rtk_source_sums hanging, month;

	if (rtk_source_hanging(
		&hanging, j->report->db, j->report->period, err) < 0 ||
	    rtk_source_month(
		&month, j->report->db, j->report->period, err) < 0)
		return -1;
	for (size_t i = 0; i < hanging.count; i++) {
		const struct rtk_source_sum *row = &hanging.rows[i];

		begin_entry(j, rtk_period_last(j->report->period),
		    "unidentified payments", "");
		post_clearing(j, row->source, row->amount);
		post_to(j, "liabilities:unidentified", minus(row->amount));
	}
	post_commissions(j, &month);
	post_commissions(j, &hanging);
	return 0;
}

/* What waited and is nobody's payment: owed to payers, or told twice. */
static int
post_released(struct journal *j, struct rtk_err *err)
{
	struct rtk_source_sums sums;

	if (rtk_source_released(
		&sums, j->report->db, j->report->period, err) < 0)
		return -1;
	for (size_t i = 0; i < sums.count; i++) {
		const struct rtk_source_sum *row = &sums.rows[i];
		bool owed = row->source[0] == '\0';

		begin_entry(j, rtk_period_last(j->report->period),
		    owed ? "returned payments" : "money of registers", "");
		post_to(j, "liabilities:unidentified", row->amount);
		if (owed)
			post_to(j, "liabilities:returns", minus(row->amount));
		else
			post_clearing(j, row->source, minus(row->amount));
	}
	return 0;
}

static int
write_parts(struct journal *j, struct rtk_err *err)
{
	if (declare(j, err) < 0 || each_account(j, open_account, err) < 0 ||
	    open_unidentified(j, err) < 0 ||
	    each_account(j, charge_account, err) < 0 ||
	    each_account(j, pay_account, err) < 0 ||
	    post_others(j, err) < 0 || post_released(j, err) < 0)
		return -1;
	declare_revenue(j);
	return flush(j, 0, err);
}

int
rtk_report_journal(struct rtk_report *report,
    const struct rtk_printer_options *sink, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	const struct rtk_printer_block block = {.key = "postings",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct journal j = {.report = report, .sink = sink};
	int rc = -1;

	if (rtk_report_month(report, err) < 0 || gather(&j, err) < 0 ||
	    rtk_charge_scan_open(
		&j.charges, report->db, report->period, all, err) < 0)
		goto out;
	if (sink == NULL)
		rtk_printer_begin(report->printer, &block);
	rc = write_parts(&j, err);
	if (rc == 0 && sink == NULL)
		rtk_printer_end(report->printer);
out:
	rtk_charge_scan_close(j.charges);
	rtk_buf_release(&j.text);
	rtk_buf_release(&j.account);
	free(j.months);
	return rc;
}
