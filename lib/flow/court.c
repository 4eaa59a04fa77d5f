#include "base/base.h"

#include "flow/court.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "calc/duty.h"
#include "calc/penalty.h"
#include "document/court_sheet.h"
#include "document/russian.h"
#include "flow/account_debt.h"
#include "flow/addressee.h"
#include "flow/debt_law.h"
#include "num/arith.h"
#include "num/decimal.h"
#include "store/claim.h"
#include "store/month.h"
#include "store/names.h"
#include "store/penalty_rows.h"

/* A sheet under way. */
struct court {
	const struct rtk_court_job *job;
	int64_t account;
	struct rtk_arena arena;
	struct rtk_debt_state state;
	struct rtk_penalty_segments segments;
	struct rtk_debt_law law;
	struct rtk_company company;
	struct rtk_party party;
	struct rtk_court_sheet sheet;
	struct rtk_court_month *months;
	struct rtk_court_segment *rows;
};

static bool
is_expired(const struct court *c, const struct rtk_debt *debt)
{
	return debt->claim_end.v < c->job->as_of.v;
}

static bool
is_late(const struct court *c, const struct rtk_debt *debt)
{
	return debt->due.v < c->job->as_of.v;
}

/* --- what there is ------------------------------------------------------ */

static int
find_party(struct court *c, struct rtk_err *err)
{
	const int64_t range[] = {c->account, c->account};
	struct rtk_party_scan *scan;
	int rc;

	if (rtk_party_scan_open(
		&scan, c->job->db, range, c->job->as_of, err) < 0)
		return -1;
	rc = rtk_party_scan_next(scan, &c->party, &c->arena, err);
	rtk_party_scan_close(scan);
	if (rc == 0)
		return rtk_failf(
		    err, RTK_E_UNKNOWN_ACCOUNT, "%s", c->job->number);
	return rc < 0 ? -1 : 0;
}

static int
find_penalty_paid(struct court *c, struct rtk_err *err)
{
	struct rtk_claim_query query = {.account = c->account,
	    .day = c->job->as_of,
	    .batch_max = INT64_MAX};
	struct rtk_claims claims;
	struct rtk_debt_span span;
	struct rtk_book_state book;

	if (rtk_book_state(c->job->db, &book, err) < 0 ||
	    rtk_debt_span_now(&span, c->job->db, c->job->as_of, err) < 0)
		return -1;
	query.first = book.first;
	query.last = span.payments;
	if (rtk_claims_load(&claims, c->job->db, &query, err) < 0)
		return -1;
	for (size_t i = 0; i < claims.payment_count; i++)
		if (claims.payments[i].penalty &&
		    claims.payments[i].paid.v <= c->job->as_of.v)
			c->sheet.penalty_paid.v += claims.payments[i].amount.v;
	rtk_claims_release(&claims);
	return 0;
}

static int
load(struct court *c, struct rtk_err *err)
{
	const struct rtk_court_job *job = c->job;
	struct rtk_penalty_job penalty = {.as_of = job->as_of};
	int rc = rtk_account_find(job->db, job->number, &c->account, err);

	if (rc == 0)
		return rtk_failf(
		    err, RTK_E_UNKNOWN_ACCOUNT, "%s", job->number);
	if (rc < 0 || find_party(c, err) < 0 ||
	    rtk_company_load(&c->company, job->db, &c->arena, err) < 0 ||
	    rtk_debt_law_load(&c->law, job->db, job->as_of, INT64_MAX, err) <
		0 ||
	    rtk_account_debt_load(
		&c->state, job->db, c->account, job->as_of, err) < 0 ||
	    find_penalty_paid(c, err) < 0)
		return -1;
	penalty.rows = &c->law.penalty;
	penalty.policies = &c->law.policies;
	penalty.class = c->state.class;
	penalty.account = c->account;
	return rtk_penalty_segments(
	    &c->segments, &c->state.book, &penalty, err);
}

/* --- months ------------------------------------------------------------- */

/* Late months that are not paid, or were paid with a penalty. */
static bool
is_shown(const struct court *c, size_t debt)
{
	if (!is_late(c, &c->state.book.debts[debt]))
		return false;
	if (c->state.book.debts[debt].left.v > 0)
		return true;
	for (size_t i = 0; i < c->segments.count; i++)
		if (c->segments.list[i].debt == debt &&
		    c->segments.list[i].amount.v != 0 &&
		    !is_expired(c, &c->state.book.debts[debt]))
			return true;
	return false;
}

static struct rtk_court_month *
month_at(struct court *c, const struct rtk_debt *debt)
{
	bool expired = is_expired(c, debt);

	for (size_t i = 0; i < c->sheet.month_count; i++)
		if (c->months[i].period.v == debt->period.v &&
		    c->months[i].expired == expired)
			return &c->months[i];
	c->months[c->sheet.month_count] = (struct rtk_court_month){
	    .period = debt->period, .payments = "", .expired = expired};
	return &c->months[c->sheet.month_count++];
}

static int64_t
paid_for(const struct court *c, const struct rtk_court_month *month,
    size_t payment)
{
	const struct rtk_debt_book *book = &c->state.book;
	int64_t sum = 0;

	for (size_t i = 0; i < book->slice_count; i++) {
		const struct rtk_debt *debt =
		    &book->debts[book->slices[i].debt];

		if (book->slices[i].payment == payment &&
		    debt->period.v == month->period.v &&
		    is_expired(c, debt) == month->expired)
			sum += book->slices[i].amount.v;
	}
	return sum;
}

/* "11.04.2025 2 000,00", one payment after the other. */
static const char *
payments_of(struct court *c, const struct rtk_court_month *month)
{
	const struct rtk_debt_book *book = &c->state.book;
	char day[RTK_DATE_TEXT], money[RTK_RUSSIAN_TEXT];
	struct rtk_buf text = {0};
	const char *kept;

	for (size_t i = 0; i < book->payment_count; i++) {
		struct rtk_kop sum = {paid_for(c, month, i)};

		if (sum.v != 0)
			rtk_buf_addf(&text, "%s%s %s",
			    text.size > 0 ? "; " : "",
			    rtk_date_text_ru(day, book->payments[i].paid),
			    rtk_russian_money(money, sum));
	}
	kept = rtk_arena_copy(&c->arena, text.size > 0 ? text.bytes : "",
	    text.size);
	rtk_buf_release(&text);
	return kept;
}

static void
add_month(struct court *c, size_t index)
{
	const struct rtk_debt *debt = &c->state.book.debts[index];
	struct rtk_court_month *m = month_at(c, debt);
	int64_t charged = debt->amount.v - debt->corrected.v;

	if (debt->service == RTK_HEATING)
		m->heating.v += charged;
	else
		m->hot_water.v += charged;
	m->recalculated.v += debt->corrected.v;
	m->paid.v += debt->amount.v - debt->left.v;
	m->left.v += debt->left.v;
	if (m->expired)
		c->sheet.expired.v += debt->left.v;
	else
		c->sheet.principal.v += debt->left.v;
}

static void
add_months(struct court *c)
{
	const struct rtk_debt_book *book = &c->state.book;

	c->months = rtk_arena_get(
	    &c->arena, (book->debt_count + 1) * sizeof(*c->months));
	for (size_t i = 0; i < book->debt_count; i++)
		if (is_shown(c, i))
			add_month(c, i);
	for (size_t i = 0; i < c->sheet.month_count; i++)
		c->months[i].payments = payments_of(c, &c->months[i]);
	c->sheet.months = c->months;
}

/* --- penalty ------------------------------------------------------------ */

static void
add_segments(struct court *c)
{
	c->rows = rtk_arena_get(
	    &c->arena, (c->segments.count + 1) * sizeof(*c->rows));
	for (size_t i = 0; i < c->segments.count; i++) {
		const struct rtk_penalty_segment *s = &c->segments.list[i];
		const struct rtk_debt *debt = &c->state.book.debts[s->debt];

		if (s->amount.v == 0 || is_expired(c, debt))
			continue;
		c->rows[c->sheet.segment_count++] = (struct rtk_court_segment){
		    .hot_water = debt->service == RTK_HOT_WATER,
		    .period = debt->period,
		    .due = debt->due,
		    .from = s->from,
		    .to = s->to,
		    .days = s->days,
		    .base = s->base,
		    .rate_bp = s->rate_bp,
		    .denominator = s->denominator,
		    .amount = s->amount};
		c->sheet.penalty.v += s->amount.v;
	}
	c->sheet.segments = c->rows;
}

/* --- totals ------------------------------------------------------------- */

static int
find_totals(struct rtk_court_result *out, struct court *c, struct rtk_err *err)
{
	struct rtk_duty_rows duties;

	out->principal = c->sheet.principal;
	out->expired = c->sheet.expired;
	out->penalty.v = c->sheet.penalty.v - c->sheet.penalty_paid.v;
	if (out->penalty.v < 0)
		out->penalty.v = 0;
	if (out->principal.v + out->penalty.v == 0)
		return rtk_failf(err, RTK_E_DEBT_NONE, "%s", c->job->number);
	if (rtk_duty_rows_load(
		&duties, c->job->db, INT64_MAX, &c->arena, err) < 0 ||
	    rtk_order_duty(&out->duty, &duties,
		(struct rtk_kop){out->principal.v + out->penalty.v},
		c->job->as_of, err) < 0)
		return -1;
	c->sheet.duty = out->duty;
	return 0;
}

/* "1,1,2" as weights; their sum in *sum. */
static int
read_shares(int64_t weight[RTK_COURT_SHARES_MAX], size_t *count, int64_t *sum,
    const char *text, struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;

	for (const char *at = text;; at++) {
		size_t size = strcspn(at, ",");

		if (*count == RTK_COURT_SHARES_MAX ||
		    rtk_decimal_parse(
			&weight[*count], at, size, 0, &ignored) < 0 ||
		    weight[*count] < 1 || weight[*count] > 1000000)
			return rtk_failf(
			    err, RTK_E_USAGE, "--shares \"%s\"", text);
		*sum += weight[(*count)++];
		at += size;
		if (*at == '\0')
			return 0;
	}
}

static int
add_shares(struct court *c, const struct rtk_court_result *total,
    struct rtk_err *err)
{
	int64_t weight[RTK_COURT_SHARES_MAX], part[3][RTK_COURT_SHARES_MAX];
	struct rtk_court_share *shares;
	struct rtk_buf name = {0};
	int64_t sum = 0;
	size_t count = 0;

	if (c->job->shares == NULL)
		return 0;
	if (read_shares(weight, &count, &sum, c->job->shares, err) < 0)
		return -1;
	rtk_split(part[0], weight, count, total->principal.v);
	rtk_split(part[1], weight, count, total->penalty.v);
	rtk_split(part[2], weight, count, total->duty.v);
	shares = rtk_arena_get(&c->arena, count * sizeof(*shares));
	for (size_t i = 0; i < count; i++) {
		rtk_buf_reset(&name);
		rtk_buf_addf(&name, "%lld/%lld", (long long)weight[i],
		    (long long)sum);
		shares[i] = (struct rtk_court_share){
		    rtk_arena_copy(&c->arena, name.bytes, name.size),
		    {part[0][i]}, {part[1][i]}, {part[2][i]}};
	}
	rtk_buf_release(&name);
	c->sheet.shares = shares;
	c->sheet.share_count = count;
	return 0;
}

static int
write_sheet(struct court *c, struct rtk_err *err)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct rtk_buf bytes = {0};
	int rc;

	c->sheet.company = &c->company;
	c->sheet.account = c->party.number;
	c->sheet.els = c->party.els;
	c->sheet.payer = c->party.name;
	c->sheet.address = rtk_party_address(&c->party, &c->arena);
	c->sheet.as_of = c->job->as_of;
	rtk_court_sheet_draw(pdf, &c->sheet);
	rc = rtk_pdf_save(pdf, &bytes, err);
	if (rc == 0 && !c->job->dry_run)
		rc = rtk_file_write(
		    c->job->file, bytes.bytes, bytes.size, err);
	rtk_buf_release(&bytes);
	rtk_pdf_free(pdf);
	return rc;
}

int
rtk_court_write(struct rtk_court_result *out, const struct rtk_court_job *job,
    struct rtk_err *err)
{
	struct court c = {.job = job};
	int rc = load(&c, err);

	*out = (struct rtk_court_result){.duty = {0}};
	if (rc == 0) {
		add_months(&c);
		add_segments(&c);
		rc = find_totals(out, &c, err);
	}
	if (rc == 0)
		rc = add_shares(&c, out, err);
	if (rc == 0)
		rc = write_sheet(&c, err);
	free(c.segments.list);
	rtk_debt_state_release(&c.state);
	rtk_debt_law_release(&c.law);
	rtk_arena_release(&c.arena);
	return rc;
}
