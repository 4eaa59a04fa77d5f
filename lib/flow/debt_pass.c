#include "base/base.h"

#include "flow/debt_pass.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/due_date.h"
#include "store/charge.h"
#include "store/month.h"

/* States of accounts that owe nothing but the month before are not kept. */
struct state_side {
	struct rtk_debt_state_scan *scan;
	struct rtk_debt_state_row row;
	bool on_row;
};

/* Payments of one month. */
struct payment_side {
	struct rtk_claim_scan *scan;
	int64_t account;
	struct rtk_claim_payment payment;
	bool on_row;
};

/* What the account in hand brings from the scans. */
struct gathered {
	bool has_state;
	bool touched; /* the past of the account changed */
	struct rtk_kop base[RTK_SERVICES]; /* lines of the base month */
};

struct lines {
	struct rtk_line *list;
	size_t count, room;
};

struct rtk_debt_pass {
	struct rtk_debt_pass_job job;
	struct rtk_period first; /* of the book */
	int64_t known;           /* batch of the close of the base */
	struct rtk_debt_law law;
	struct rtk_debt_history *history; /* opened when needed */
	struct rtk_class_scan *classes;
	struct state_side states;
	struct rtk_charge_scan *base_lines;
	struct rtk_charge_scan *lines; /* of span.lines, if behind the base */
	struct payment_side *payments; /* a month each */
	size_t payment_count;
	size_t exemption; /* first one of the account in hand or behind */
	size_t contract;  /* likewise */
	size_t limitation;
	struct rtk_debt_state state;
	struct rtk_debt_penalties penalties;
	struct lines charged; /* of the account in hand, but penalties */
	struct lines posted;  /* its penalties */
};

/* --- opening ------------------------------------------------------------ */

static int
next_state(struct state_side *side, struct rtk_err *err)
{
	int rc = rtk_debt_state_scan_next(side->scan, &side->row, err);

	side->on_row = rc == 1;
	return rc < 0 ? -1 : 0;
}

static int
next_payment(struct payment_side *side, struct rtk_err *err)
{
	int rc = rtk_claim_scan_next(
	    side->scan, &side->account, &side->payment, err);

	side->on_row = rc == 1;
	return rc < 0 ? -1 : 0;
}

static int
open_payments(struct rtk_debt_pass *pass, struct rtk_err *err)
{
	struct rtk_period base = pass->job.base;
	size_t count = (size_t)(pass->job.span.payments.v - base.v);

	pass->payments = rtk_alloc(count * sizeof(*pass->payments) + 1);
	memset(pass->payments, 0, count * sizeof(*pass->payments));
	for (size_t i = 0; i < count; i++) {
		struct payment_side *side = &pass->payments[i];
		struct rtk_period month = {base.v + 1 + (int32_t)i};

		if (rtk_claim_scan_open(
			&side->scan, pass->job.db, month, err) < 0)
			return -1;
		pass->payment_count++;
		if (next_payment(side, err) < 0)
			return -1;
	}
	return 0;
}

/* States are there, and no law of their days has changed since. */
static int
check_base(struct rtk_debt_pass *pass, struct rtk_err *err)
{
	const struct rtk_period months[] = {pass->first, pass->job.base};
	struct rtk_closed_month month = {0};
	struct rtk_debt_law then;
	int rc = rtk_debt_states_kept(pass->job.db, pass->job.base, err);

	if (rc == 1)
		rc = rtk_closed_month(
		    pass->job.db, pass->job.base, &month, err);
	if (rc <= 0) {
		pass->job.whole = true;
		return rc;
	}
	pass->known = month.batch_max;
	if (rtk_debt_law_load(&then, pass->job.db,
		rtk_period_last(pass->job.base), month.batch_max, err) < 0)
		return -1;
	pass->job.whole = !rtk_debt_law_same(&then, &pass->law, months);
	rtk_debt_law_release(&then);
	return 0;
}

static int
open_lines(struct rtk_charge_scan **out, const struct rtk_debt_pass_job *job,
    struct rtk_period month, struct rtk_err *err)
{
	const int64_t accounts[] = {job->range.from, job->range.to};

	return job->ahead
	    ? rtk_charge_scan_ahead(out, job->db, month, accounts, err)
	    : rtk_charge_scan_open(out, job->db, month, accounts, err);
}

static int
open_scans(struct rtk_debt_pass *pass, struct rtk_err *err)
{
	const struct rtk_debt_pass_job *job = &pass->job;
	const struct rtk_class_query classes = {
	    {rtk_period_last(job->base), job->span.as_of},
	    {pass->known, job->span.batch_max}, job->range};

	if (rtk_class_scan_open(&pass->classes, job->db, &classes, err) < 0)
		return -1;
	if (job->span.lines.v > job->base.v &&
	    open_lines(&pass->lines, job, job->span.lines, err) < 0)
		return -1;
	if (job->whole)
		return 0;
	if (rtk_debt_state_scan_open(
		&pass->states.scan, job->db, job->base, &job->range, err) < 0 ||
	    next_state(&pass->states, err) < 0 ||
	    open_lines(&pass->base_lines, job, job->base, err) < 0)
		return -1;
	return open_payments(pass, err);
}

int
rtk_debt_pass_open(struct rtk_debt_pass **out,
    const struct rtk_debt_pass_job *job, struct rtk_err *err)
{
	struct rtk_debt_pass *pass = rtk_alloc(sizeof(*pass));
	struct rtk_book_state book;
	int rc;

	memset(pass, 0, sizeof(*pass));
	pass->job = *job;
	rc = rtk_book_state(job->db, &book, err);
	pass->first = book.first;
	if (rc == 0)
		rc = rtk_debt_law_load(&pass->law, job->db, job->span.as_of,
		    job->span.batch_max, err);
	if (rc == 0 && !job->whole)
		rc = check_base(pass, err);
	if (rc == 0)
		rc = open_scans(pass, err);
	if (rc < 0) {
		rtk_debt_pass_close(pass);
		return -1;
	}
	*out = pass;
	return 0;
}

const struct rtk_debt_law *
rtk_debt_pass_law(const struct rtk_debt_pass *pass)
{
	return &pass->law;
}

void
rtk_debt_pass_close(struct rtk_debt_pass *pass)
{
	if (pass == NULL)
		return;
	rtk_debt_history_close(pass->history);
	rtk_class_scan_close(pass->classes);
	rtk_debt_state_scan_close(pass->states.scan);
	rtk_charge_scan_close(pass->base_lines);
	rtk_charge_scan_close(pass->lines);
	for (size_t i = 0; i < pass->payment_count; i++)
		rtk_claim_scan_close(pass->payments[i].scan);
	free(pass->payments);
	free(pass->charged.list);
	free(pass->posted.list);
	rtk_debt_penalties_release(&pass->penalties);
	rtk_debt_state_release(&pass->state);
	rtk_debt_law_release(&pass->law);
	free(pass);
}

/* --- one account -------------------------------------------------------- */

/* The state as it was kept, or that of an account that owed nothing old. */
static int
take_state(struct rtk_debt_pass *pass, int64_t account, struct gathered *g,
    struct rtk_err *err)
{
	struct state_side *side = &pass->states;

	while (side->on_row && side->row.account < account)
		if (next_state(side, err) < 0)
			return -1;
	g->has_state = side->on_row && side->row.account == account;
	if (g->has_state)
		return rtk_debt_state_get(
		    &pass->state, side->row.bytes, side->row.size, err);
	rtk_debt_state_reset(&pass->state);
	pass->state.mark = (struct rtk_debt_mark){
	    rtk_period_last(pass->job.base), INT64_MAX};
	return 0;
}

static int
take_base_lines(struct rtk_debt_pass *pass, int64_t account,
    struct gathered *g, struct rtk_err *err)
{
	struct rtk_line line;
	int rc;

	if (g->has_state)
		return 0;
	while ((rc = rtk_charge_scan_account(
		    pass->base_lines, account, &line, err)) == 1)
		if (line.kind != RTK_PENALTY_LINE &&
		    line.for_period.v == pass->job.base.v)
			g->base[line.service].v += line.amount.v;
	return rc;
}

static void
keep_line(struct lines *lines, const struct rtk_line *line)
{
	lines->list = rtk_array_grow(
	    lines->list, &lines->room, lines->count, sizeof(*lines->list));
	lines->list[lines->count++] = *line;
}

static int
take_lines(struct rtk_debt_pass *pass, struct rtk_debtor *out,
    struct gathered *g, struct rtk_err *err)
{
	struct rtk_line line;
	int rc;

	pass->charged.count = pass->posted.count = 0;
	if (pass->lines == NULL)
		return 0;
	while ((rc = rtk_charge_scan_account(
		    pass->lines, out->account, &line, err)) == 1) {
		if (line.kind == RTK_PENALTY_LINE) {
			keep_line(&pass->posted, &line);
			continue;
		}
		keep_line(&pass->charged, &line);
		out->line_count = line.number + 1;
		if (line.for_period.v == pass->job.span.lines.v)
			out->own[line.service].v += line.amount.v;
		else
			g->touched = true;
	}
	return rc;
}

/* Whether the payment comes behind all that are settled. */
static bool
is_behind(const struct rtk_debt_mark *mark, const struct rtk_claim_payment *p)
{
	if (rtk_date_is_none(mark->paid) || p->paid.v > mark->paid.v)
		return true;
	return p->paid.v == mark->paid.v && p->entry >= mark->entry;
}

static void
take_payment(struct rtk_debt_pass *pass, const struct rtk_claim_payment *p,
    struct gathered *g)
{
	if (p->penalty || p->paid.v > pass->job.span.as_of.v)
		return;
	if (p->amount.v < 0 || !is_behind(&pass->state.mark, p))
		g->touched = true;
	if (p->amount.v > 0)
		rtk_debt_state_add_payment(&pass->state,
		    &(struct rtk_debt_payment){.paid = p->paid,
			.amount = p->amount,
			.for_period = p->for_period,
			.entry = p->entry});
}

static int
take_payments(struct rtk_debt_pass *pass, int64_t account, struct gathered *g,
    struct rtk_err *err)
{
	for (size_t i = 0; i < pass->payment_count; i++) {
		struct payment_side *side = &pass->payments[i];

		for (; side->on_row && side->account <= account;) {
			if (side->account == account)
				take_payment(pass, &side->payment, g);
			if (next_payment(side, err) < 0)
				return -1;
		}
	}
	return 0;
}

/* An exemption that became known since frees days that were charged. */
static void
look_at_exemptions(struct rtk_debt_pass *pass, int64_t account,
    struct gathered *g)
{
	const struct rtk_penalty_rows *rows = &pass->law.penalty;

	for (; pass->exemption < rows->exemption_count &&
	     rows->exemptions[pass->exemption].account <= account;
	     pass->exemption++)
		if (rows->exemptions[pass->exemption].account == account &&
		    rows->exemptions[pass->exemption].batch > pass->known)
			g->touched = true;
}

/* A contract that became known since moves the due days of months gone. */
static void
look_at_contracts(struct rtk_debt_pass *pass, int64_t account,
    struct gathered *g)
{
	const struct rtk_due_rows *rows = &pass->law.due;
	struct rtk_date last = rtk_period_last(pass->job.base);

	for (; pass->contract < rows->contract_count &&
	     rows->contracts[pass->contract].account <= account;
	     pass->contract++) {
		const struct rtk_contract_days *c =
		    &rows->contracts[pass->contract];

		if (c->account == account && c->batch > pass->known &&
		    c->from.v <= last.v)
			g->touched = true;
	}
}

/* A limitation that became known since may send payments another way. */
static void
look_at_limitations(struct rtk_debt_pass *pass, int64_t account,
    struct gathered *g)
{
	const struct rtk_due_rows *rows = &pass->law.due;

	for (; pass->limitation < rows->limitation_count &&
	     rows->limitations[pass->limitation].account <= account;
	     pass->limitation++)
		if (rows->limitations[pass->limitation].account == account &&
		    rows->limitations[pass->limitation].batch > pass->known)
			g->touched = true;
}

/* --- its book ----------------------------------------------------------- */

static int
add_own(struct rtk_debt_pass *pass, int64_t account, struct rtk_period month,
    const struct rtk_kop sums[RTK_SERVICES], struct rtk_err *err)
{
	const struct rtk_due_rows *rows = &pass->law.due;
	struct rtk_debt debt = {.period = month};

	for (int i = 0; i < RTK_PENALTY; i++) {
		debt.service = (enum rtk_service)i;
		debt.amount = sums[i];
		if (sums[i].v < 0)
			rtk_debt_state_add_payment(&pass->state,
			    &(struct rtk_debt_payment){
				.paid = rtk_period_last(month),
				.amount = {-sums[i].v},
				.for_period = {-1},
				.entry = INT64_MAX});
		if (sums[i].v <= 0)
			continue;
		if (rtk_account_due_date(
			&debt.due, rows, account, month, err) < 0)
			return -1;
		rtk_debt_state_add(&pass->state, &debt);
	}
	return 0;
}

static int
compare_payments(const void *left, const void *right)
{
	const struct rtk_debt_payment *a = left, *b = right;

	if (a->paid.v != b->paid.v)
		return a->paid.v < b->paid.v ? -1 : 1;
	if (a->entry != b->entry)
		return a->entry < b->entry ? -1 : 1;
	return (a->for_period.v > b->for_period.v) -
	    (a->for_period.v < b->for_period.v);
}

/* New debts stand behind the old ones, whose settled parts have numbers. */
static bool
is_sorted(const struct rtk_debt_book *book)
{
	for (size_t i = 1; i < book->debt_count; i++)
		if (book->debts[i].due.v < book->debts[i - 1].due.v)
			return false;
	return true;
}

static int
replay(struct rtk_debt_pass *pass, struct rtk_debtor *out, struct rtk_err *err)
{
	const struct rtk_debt_pass_job *job = &pass->job;

	if (pass->history == NULL &&
	    rtk_debt_history_open(&pass->history, job->db, &job->span, err) <
		0)
		return -1;
	out->replayed = true;
	return rtk_debt_history_load(pass->history, &pass->state,
	    &pass->penalties, out->account, err);
}

static int
build(struct rtk_debt_pass *pass, struct rtk_debtor *out,
    const struct gathered *g, struct rtk_err *err)
{
	struct rtk_debt_book *book = &pass->state.book;

	book->limitation_years =
	    (int)(pass->law.policies.value[RTK_LIMITATION_YEARS] / RTK_MICRO);
	rtk_debts_limit(book, &pass->law.due, out->account);
	if (!g->has_state &&
	    add_own(pass, out->account, pass->job.base, g->base, err) < 0)
		return -1;
	if (pass->lines != NULL &&
	    add_own(pass, out->account, pass->job.span.lines, out->own, err) <
		0)
		return -1;
	if (!is_sorted(book))
		return replay(pass, out, err);
	if (book->payment_count > 0)
		qsort(book->payments, book->payment_count,
		    sizeof(*book->payments), compare_payments);
	rtk_debts_pay(book);
	return 0;
}

static int
take_account(struct rtk_debt_pass *pass, struct rtk_debtor *out,
    const enum rtk_penalty_class class[2], struct rtk_err *err)
{
	struct gathered g = {.touched = class[0] != class[1]};

	if (take_lines(pass, out, &g, err) < 0)
		return -1;
	if (pass->job.whole)
		return replay(pass, out, err);
	if (take_state(pass, out->account, &g, err) < 0 ||
	    take_base_lines(pass, out->account, &g, err) < 0 ||
	    take_payments(pass, out->account, &g, err) < 0)
		return -1;
	look_at_exemptions(pass, out->account, &g);
	look_at_contracts(pass, out->account, &g);
	look_at_limitations(pass, out->account, &g);
	if (g.touched || pass->state.replay)
		return replay(pass, out, err);
	pass->state.class = class[1];
	return build(pass, out, &g, err);
}

int
rtk_debt_pass_next(struct rtk_debt_pass *pass, struct rtk_debtor *out,
    struct rtk_err *err)
{
	enum rtk_penalty_class class[2];
	struct rtk_debtor debtor = {
	    .state = &pass->state, .penalties = &pass->penalties};
	int rc =
	    rtk_class_scan_next(pass->classes, &debtor.account, class, err);

	if (rc != 1)
		return rc;
	if (take_account(pass, &debtor, class, err) < 0)
		return -1;
	debtor.lines =
	    (struct rtk_line_slice){pass->charged.list, pass->charged.count};
	debtor.posted = pass->posted.list;
	debtor.posted_count = pass->posted.count;
	*out = debtor;
	return 1;
}
