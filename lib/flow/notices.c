#include "base/base.h"

#include "flow/notices.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/file.h"
#include "base/sha256.h"
#include "calc/penalty.h"
#include "document/notice.h"
#include "flow/addressee.h"
#include "flow/debtors.h"
#include "store/month.h"
#include "store/penalty_rows.h"

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "number"},
    {.key = "service"},
    {.key = "debt", .type = RTK_PRINTER_MONEY},
    {.key = "months", .type = RTK_PRINTER_NUMBER},
    {.key = "threshold", .type = RTK_PRINTER_MONEY},
    {.key = "penalty", .type = RTK_PRINTER_MONEY},
    {.key = "other_debt", .type = RTK_PRINTER_MONEY},
    {.key = "file"},
    {.key = "sha256"},
    {.key = "email"},
    {.key = "delivered"},
    {.key = "channel"},
    {.key = "pay_until"},
};

/* The same on a terminal. */
static const struct rtk_printer_column narrow_columns[] = {
    {.key = "account"},
    {.key = "debt", .type = RTK_PRINTER_MONEY},
    {.key = "threshold", .type = RTK_PRINTER_MONEY},
    {.key = "penalty", .type = RTK_PRINTER_MONEY},
    {.key = "delivered"},
    {.key = "pay_until", .title = "pay until"},
};

static const struct rtk_printer_block wide = {.key = "notices",
    .columns = columns,
    .column_count = RTK_COUNT(columns)};
static const struct rtk_printer_block narrow = {.key = "notices",
    .columns = narrow_columns,
    .column_count = RTK_COUNT(narrow_columns)};

/* A row of the list, kept until all are known; texts in the arena. */
struct row {
	int64_t account;
	const char *name; /* number of the account */
	const char *file;
	const char *email;
	char sha256[RTK_SHA256_HEX];
	int64_t months;
	struct rtk_kop threshold, penalty, other;
	struct rtk_date pay_until;
	struct rtk_notice_entry entry;
};

/* A run under way. */
struct writer {
	const struct rtk_notices_job *job;
	struct rtk_notices_result *out;
	struct rtk_pdf *pdf;
	struct rtk_company company;
	struct rtk_deliveries deliveries;
	size_t delivery; /* the next of them */
	struct rtk_debtors *debtors;
	struct rtk_party_scan *parties;
	struct rtk_party party;
	bool on_party;
	struct rtk_penalty_segments segments;
	struct row *rows;
	size_t count, room;
	struct rtk_arena run, one; /* of all, of the notice in hand */
	struct rtk_buf bytes;
};

/* --- who ---------------------------------------------------------------- */

static bool
counts(const struct writer *w, const struct rtk_debt *debt)
{
	return rtk_debtors_counts(w->debtors, debt) &&
	    debt->period.v <= w->job->period.v;
}

static struct rtk_kop
late_debt(const struct writer *w, const struct rtk_debtor_account *account,
    enum rtk_service service)
{
	const struct rtk_debt_book *book = &account->state->book;
	struct rtk_kop sum = {0};

	for (size_t i = 0; i < book->debt_count; i++)
		if (book->debts[i].service == service &&
		    counts(w, &book->debts[i]))
			sum.v += book->debts[i].left.v;
	return sum;
}

static bool
is_warned(const struct rtk_debtor_account *account, struct rtk_kop debt)
{
	const struct rtk_service_debt of_service = {.counted = debt,
	    .has_norm = account->service[RTK_HOT_WATER].has_norm,
	    .norm = account->service[RTK_HOT_WATER].norm};

	return rtk_may_restrict(&of_service) &&
	    account->agreement != RTK_AGREEMENT_PERFORMED;
}

/* --- the notice --------------------------------------------------------- */

static int
find_penalties(struct writer *w, const struct rtk_debtor_account *account,
    struct rtk_err *err)
{
	const struct rtk_debt_law *law = rtk_debtors_law(w->debtors);
	const struct rtk_penalty_job job = {.rows = &law->penalty,
	    .policies = &law->policies,
	    .class = account->state->class,
	    .as_of = w->job->as_of,
	    .account = account->account};

	w->segments.count = 0;
	if (law->policies.value[RTK_PENALTY_POSTING] != RTK_POSTING_ON)
		return 0;
	return rtk_penalty_segments(
	    &w->segments, &account->state->book, &job, err);
}

static struct rtk_kop
penalty_of(const struct writer *w, size_t debt)
{
	struct rtk_kop sum = {0};

	for (size_t i = 0; i < w->segments.count; i++)
		if (w->segments.list[i].debt == debt)
			sum.v += w->segments.list[i].amount.v;
	return sum;
}

static void
set_months(struct rtk_notice *out, struct writer *w,
    const struct rtk_debtor_account *account)
{
	const struct rtk_debt_book *book = &account->state->book;
	struct rtk_notice_month *months = rtk_arena_get(
	    &w->one, (book->debt_count + 1) * sizeof(*months));

	for (size_t i = 0; i < book->debt_count; i++) {
		const struct rtk_debt *debt = &book->debts[i];

		if (debt->service != RTK_HOT_WATER || !counts(w, debt))
			continue;
		months[out->month_count] = (struct rtk_notice_month){
		    debt->period, debt->due, debt->amount,
		    {debt->amount.v - debt->left.v}, debt->left,
		    penalty_of(w, i)};
		out->penalty.v += months[out->month_count++].penalty.v;
	}
	out->months = months;
}

static void
set_threshold(struct rtk_notice *out, struct writer *w,
    const struct rtk_norm_bill *bill)
{
	const struct rtk_tariff *tariffs[] = {bill->water, bill->heat};
	const struct rtk_kop sums[] = {bill->of_water, bill->of_heat};
	struct rtk_notice_part *parts =
	    rtk_arena_get(&w->one, RTK_COUNT(tariffs) * sizeof(*parts));

	for (size_t i = 0; i < RTK_COUNT(tariffs); i++)
		if (tariffs[i] != NULL)
			parts[out->part_count++] = (struct rtk_notice_part){
			    .heat = tariffs[i] == bill->heat,
			    .net = tariffs[i]->vat == RTK_VAT_EXCLUDED,
			    .price = tariffs[i]->price,
			    .amount = sums[i]};
	out->parts = parts;
	out->persons = bill->persons;
	out->norm = bill->norm;
	out->heat_norm = bill->heat_norm;
	out->month = bill->month;
	out->threshold = bill->threshold;
}

static void
set_terms(struct rtk_notice *out, const struct writer *w)
{
	const int64_t *value =
	    rtk_debtors_law(w->debtors)->policies.value;

	out->norms = (int)(value[RTK_RESTRICTION_NORMS] / RTK_MICRO);
	out->notice_days = (int)(value[RTK_NOTICE_DAYS] / RTK_MICRO);
	out->suspension_days = (int)(value[RTK_SUSPENSION_DAYS] / RTK_MICRO);
	out->restore_days = (int)(value[RTK_RESTORE_DAYS] / RTK_MICRO);
	/* millionths of a rouble, as a price has them */
	out->cost_max.v = value[RTK_RESTRICTION_COST] / RTK_PRICE_PER_KOP;
}

static void
set_delivery(struct rtk_notice *out, struct writer *w, int64_t account)
{
	const struct rtk_deliveries *all = &w->deliveries;

	while (w->delivery < all->count &&
	    all->list[w->delivery].account < account)
		w->delivery++;
	out->delivered = RTK_DATE_NONE;
	out->channel = "";
	if (w->delivery == all->count ||
	    all->list[w->delivery].account != account ||
	    all->list[w->delivery].day.v > w->job->as_of.v)
		return;
	out->delivered = all->list[w->delivery].day;
	out->channel = all->list[w->delivery].channel;
}

static const char *
number_of(struct writer *w)
{
	char period[RTK_PERIOD_TEXT];
	struct rtk_buf text = {0};
	const char *kept;

	rtk_buf_addf(&text, "%s-%s", w->party.number,
	    rtk_period_text(period, w->job->period));
	kept = rtk_arena_copy(&w->run, text.bytes, text.size);
	rtk_buf_release(&text);
	return kept;
}

static const char *
keep(struct writer *w, const char *text)
{
	return rtk_arena_copy(&w->run, text, strlen(text));
}

/* --- its file ----------------------------------------------------------- */

static int
write_file(struct writer *w, const char *name, struct rtk_err *err)
{
	struct rtk_buf path = {0};
	int rc = 0;

	rtk_buf_addf(&path, "%s/%s", w->job->folder, name);
	if (!w->job->dry_run)
		rc = rtk_file_write(
		    path.bytes, w->bytes.bytes, w->bytes.size, err);
	rtk_buf_release(&path);
	return rc;
}

static const char *
file_of(struct writer *w, const char *number)
{
	struct rtk_buf text = {0};
	const char *kept;

	rtk_buf_addf(&text, "%s.pdf", number);
	kept = rtk_arena_copy(&w->run, text.bytes, text.size);
	rtk_buf_release(&text);
	return kept;
}

static void
add_row(struct writer *w, const struct rtk_notice *n, const char *file)
{
	uint8_t digest[RTK_SHA256_BYTES];
	struct row *row;

	w->rows =
	    rtk_array_grow(w->rows, &w->room, w->count, sizeof(*w->rows));
	row = &w->rows[w->count++];
	*row = (struct row){.account = w->party.account,
	    .name = keep(w, n->account),
	    .file = file,
	    .email = keep(w, w->party.email),
	    .months = (int64_t)n->month_count,
	    .threshold = n->threshold,
	    .penalty = n->penalty,
	    .other = n->other,
	    .pay_until = rtk_notice_pay_until(n),
	    .entry = {n->number, keep(w, n->payer), keep(w, n->address),
		n->debt, n->delivered, n->channel}};
	rtk_sha256(digest, w->bytes.bytes, w->bytes.size);
	rtk_sha256_hex(row->sha256, digest);
	w->out->notices++;
	rtk_events_progress(
	    w->job->events, "notices", (uint64_t)w->out->notices, 0);
}

/* A notice that cannot be drawn is named, and the others go on. */
static int
write_notice(struct writer *w, const struct rtk_notice *n, struct rtk_err *err)
{
	struct rtk_err fault = RTK_ERR_INIT;
	const char *file = file_of(w, n->number);

	if (rtk_notice_draw(w->pdf, n, &fault) < 0) {
		rtk_err_at(&fault, n->account, 0);
		rtk_events_fault(w->job->events, &fault);
		w->out->failed++;
		return 0;
	}
	rtk_buf_reset(&w->bytes);
	if (rtk_pdf_save(w->pdf, &w->bytes, err) < 0 ||
	    write_file(w, file, err) < 0)
		return -1;
	add_row(w, n, file);
	return 0;
}

/* --- the pass ----------------------------------------------------------- */

static int
go_to_party(struct writer *w, int64_t account, struct rtk_err *err)
{
	int rc = 1;

	while (w->on_party && w->party.account < account && rc == 1) {
		rtk_arena_reset(&w->one);
		rc = rtk_party_scan_next(w->parties, &w->party, &w->one, err);
		w->on_party = rc == 1;
	}
	return rc < 0 ? -1 : 0;
}

static int
warn(struct writer *w, const struct rtk_debtor_account *account,
    struct rtk_kop debt, struct rtk_err *err)
{
	struct rtk_notice notice = {.company = &w->company,
	    .as_of = w->job->as_of,
	    .debt = debt,
	    .other = late_debt(w, account, RTK_HEATING)};

	if (go_to_party(w, account->account, err) < 0 ||
	    find_penalties(w, account, err) < 0)
		return -1;
	/* closed, or not known on that day */
	if (!w->on_party || w->party.account != account->account)
		return 0;
	notice.number = number_of(w);
	notice.account = w->party.number;
	notice.els = w->party.els;
	notice.payer = w->party.name;
	notice.address = rtk_party_address(&w->party, &w->one);
	set_months(&notice, w, account);
	set_threshold(
	    &notice, w, &account->service[RTK_HOT_WATER].norm);
	set_terms(&notice, w);
	set_delivery(&notice, w, account->account);
	return write_notice(w, &notice, err);
}

static int
open_scans(struct writer *w, struct rtk_err *err)
{
	static const int64_t all[] = {
	    0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_db *db = w->job->db;
	int rc;

	if (rtk_company_load(&w->company, db, &w->run, err) < 0 ||
	    rtk_deliveries_load(
		&w->deliveries, db, w->job->period, &w->run, err) < 0 ||
	    rtk_debtors_open(&w->debtors, db, w->job->as_of, err) < 0 ||
	    rtk_party_scan_open(&w->parties, db, all, w->job->as_of, err) < 0)
		return -1;
	rc = rtk_party_scan_next(w->parties, &w->party, &w->one, err);
	w->on_party = rc == 1;
	return rc < 0 ? -1 : 0;
}

static int
write_notices(struct writer *w, struct rtk_err *err)
{
	struct rtk_debtor_account account;
	int rc;

	if (open_scans(w, err) < 0)
		return -1;
	while ((rc = rtk_debtors_next(w->debtors, &account, err)) == 1) {
		struct rtk_kop debt = late_debt(w, &account, RTK_HOT_WATER);

		if (is_warned(&account, debt) &&
		    warn(w, &account, debt, err) < 0)
			return -1;
	}
	return rc;
}

/* --- the register ------------------------------------------------------- */

static int
compare_rows(const void *left, const void *right)
{
	const struct row *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static void
print_day(struct rtk_printer *p, struct rtk_date day)
{
	if (rtk_date_is_none(day))
		rtk_printer_none(p);
	else
		rtk_printer_date(p, day);
}

static void
print_row(struct rtk_printer *p, const struct row *row, bool is_narrow)
{
	rtk_printer_text(p, row->name);
	if (!is_narrow) {
		rtk_printer_text(p, row->entry.number);
		rtk_printer_text(p, "hot_water");
	}
	rtk_printer_money(p, row->entry.debt);
	if (!is_narrow)
		rtk_printer_number(p, row->months);
	rtk_printer_money(p, row->threshold);
	rtk_printer_money(p, row->penalty);
	if (!is_narrow) {
		rtk_printer_money(p, row->other);
		rtk_printer_text(p, row->file);
		rtk_printer_text(p, row->sha256);
		rtk_printer_text(p, row->email);
	}
	print_day(p, row->entry.delivered);
	if (!is_narrow)
		rtk_printer_text(p, row->entry.channel);
	print_day(p, row->pay_until);
}

static void
print_rows(struct rtk_printer *p, const struct writer *w, bool is_narrow)
{
	rtk_printer_begin(p, is_narrow ? &narrow : &wide);
	for (size_t i = 0; i < w->count; i++)
		print_row(p, &w->rows[i], is_narrow);
	rtk_printer_end(p);
}

static int
add_bytes(void *context, const char *bytes, size_t size, struct rtk_err *err)
{
	(void)err;
	rtk_buf_add(context, bytes, size);
	return 0;
}

static int
write_csv(struct writer *w, struct rtk_err *err)
{
	struct rtk_printer_options options = {.form = RTK_PRINTER_CSV,
	    .name = "notices",
	    .schema = 1,
	    .context = &w->bytes,
	    .write = add_bytes};
	struct rtk_printer *p;

	rtk_buf_reset(&w->bytes);
	p = rtk_printer_new(&options);
	print_rows(p, w, false);
	if (rtk_printer_close(p, err) < 0)
		return -1;
	return write_file(w, "register.csv", err);
}

static int
write_pdf(struct writer *w, struct rtk_err *err)
{
	struct rtk_notice_entry *entries = rtk_arena_get(
	    &w->run, w->count * sizeof(*entries) + 1);
	const struct rtk_notice_register list = {.company = &w->company,
	    .period = w->job->period,
	    .as_of = w->job->as_of,
	    .entries = entries,
	    .count = w->count};

	for (size_t i = 0; i < w->count; i++)
		entries[i] = w->rows[i].entry;
	rtk_notice_register_draw(w->pdf, &list);
	rtk_buf_reset(&w->bytes);
	if (rtk_pdf_save(w->pdf, &w->bytes, err) < 0)
		return -1;
	return write_file(w, "register.pdf", err);
}

/* --- the whole ---------------------------------------------------------- */

static int
check_period(const struct rtk_notices_job *job, struct rtk_err *err)
{
	char text[RTK_PERIOD_TEXT];
	struct rtk_book_state book;

	if (rtk_book_state(job->db, &book, err) < 0)
		return -1;
	if (job->period.v < book.open.v)
		return 0;
	return rtk_failf(err, RTK_E_PERIOD_NOT_CLOSED, "%s",
	    rtk_period_text(text, job->period));
}

static void
release(struct writer *w)
{
	rtk_debtors_close(w->debtors);
	rtk_party_scan_close(w->parties);
	rtk_pdf_free(w->pdf);
	rtk_buf_release(&w->bytes);
	rtk_arena_release(&w->run);
	rtk_arena_release(&w->one);
	free(w->segments.list);
	free(w->rows);
}

/* Of a run that was killed; the folder is taken, so nobody writes it. */
static bool
is_part(void *context, const char *name)
{
	static const char ending[] = ".part";
	size_t size = strlen(name);

	(void)context;
	return size >= sizeof(ending) &&
	    strcmp(name + size - (sizeof(ending) - 1), ending) == 0;
}

static int
write_all(struct writer *w, struct rtk_err *err)
{
	w->pdf = rtk_pdf_new();
	if (write_notices(w, err) < 0)
		return -1;
	if (w->count > 0)
		qsort(w->rows, w->count, sizeof(*w->rows), compare_rows);
	if (write_csv(w, err) < 0 || write_pdf(w, err) < 0)
		return -1;
	if (w->job->printer != NULL)
		print_rows(w->job->printer, w, w->job->narrow);
	return 0;
}

int
rtk_notices_write(struct rtk_notices_result *out,
    const struct rtk_notices_job *job, struct rtk_err *err)
{
	struct writer w = {.job = job, .out = out};
	int rc, lock = -1;

	*out = (struct rtk_notices_result){0};
	if (check_period(job, err) < 0)
		return -1;
	if (!job->dry_run &&
	    (rtk_file_make_folder(job->folder, err) < 0 ||
		rtk_file_lock_folder(&lock, job->folder, err) < 0))
		return -1;
	if (lock >= 0)
		rtk_file_sweep(job->folder, is_part, NULL);
	rc = write_all(&w, err);
	release(&w);
	if (lock >= 0)
		rtk_file_unlock_folder(lock);
	return rc;
}
