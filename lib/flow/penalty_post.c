#include "base/base.h"

#include "flow/penalty_post.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "calc/penalty.h"
#include "flow/debt_pass.h"
#include "store/charge.h"
#include "store/debt_rows.h"

/* The penalty of one month of origin. */
struct amount {
	struct rtk_period period;
	int64_t now;
	int64_t before;
	int64_t taken_over;
};

/* A month under way, and what the account in hand comes to. */
struct work {
	struct rtk_db *db;
	struct rtk_closed_month month;
	struct rtk_debt_pass *pass;
	const struct rtk_debt_law *law;
	struct rtk_penalty_segments segments;
	struct amount *amounts;
	size_t amount_count, amount_room;
	struct rtk_line *lines;
	size_t line_count, line_room;
	struct rtk_buf state; /* no bytes: none is kept */
	struct rtk_debt_state_writer *states;
};

/* --- the account in hand ------------------------------------------------ */

static struct amount *
amount_at(struct work *w, struct rtk_period period)
{
	size_t at = w->amount_count;

	for (size_t i = 0; i < w->amount_count; i++)
		if (w->amounts[i].period.v == period.v)
			return &w->amounts[i];
	w->amounts = rtk_array_grow(w->amounts, &w->amount_room,
	    w->amount_count, sizeof(*w->amounts));
	/* by month: lines stand in this order */
	for (; at > 0 && w->amounts[at - 1].period.v > period.v; at--)
		w->amounts[at] = w->amounts[at - 1];
	w->amounts[at] = (struct amount){.period = period};
	w->amount_count++;
	return &w->amounts[at];
}

static int
find_segments(struct work *w, const struct rtk_debtor *debtor,
    struct rtk_err *err)
{
	const struct rtk_penalty_job job = {.rows = &w->law->penalty,
	    .policies = &w->law->policies,
	    .class = debtor->state->class,
	    .as_of = rtk_period_last(w->month.period),
	    .account = debtor->account};

	w->segments.count = 0;
	if (debtor->state->book.debt_count == 0)
		return 0;
	return rtk_penalty_segments(
	    &w->segments, &debtor->state->book, &job, err);
}

/* What was posted stands in the debts, or in the lines of all months. */
static void
add_amounts(struct work *w, const struct rtk_debtor *debtor)
{
	struct rtk_debt_book *book = &debtor->state->book;
	const struct rtk_debt_penalties *known = debtor->penalties;

	w->amount_count = 0;
	for (size_t i = 0; i < book->debt_count; i++) {
		if (book->debts[i].posted.v != 0)
			amount_at(w, book->debts[i].period)->before +=
			    book->debts[i].posted.v;
		book->debts[i].posted.v = 0;
	}
	for (size_t i = 0; i < w->segments.count; i++) {
		const struct rtk_penalty_segment *s = &w->segments.list[i];

		amount_at(w, book->debts[s->debt].period)->now += s->amount.v;
		book->debts[s->debt].posted.v += s->amount.v;
	}
	for (size_t i = 0; debtor->replayed && i < known->count; i++) {
		struct amount *amount = amount_at(w, known->list[i].period);

		amount->before += known->list[i].posted.v;
		amount->taken_over += known->list[i].taken_over.v;
	}
}

static void
make_lines(struct work *w, const struct rtk_debtor *debtor)
{
	w->line_count = 0;
	for (size_t i = 0; i < w->amount_count; i++) {
		const struct amount *a = &w->amounts[i];
		int64_t more = a->now - a->taken_over;
		struct rtk_line line = {.account = debtor->account,
		    .number = debtor->line_count + (int)w->line_count,
		    .service = RTK_PENALTY,
		    .kind = RTK_PENALTY_LINE,
		    .method = RTK_BY_NOTHING,
		    .for_period = a->period};

		/* what was taken over is not given back: others charged it */
		line.amount.v = (more > 0 ? more : 0) - a->before;
		if (line.amount.v == 0)
			continue;
		w->lines = rtk_array_grow(
		    w->lines, &w->line_room, w->line_count, sizeof(*w->lines));
		w->lines[w->line_count++] = line;
	}
}

/* Nothing but the charges of the month itself, not paid: its lines tell. */
static bool
is_plain(const struct work *w, const struct rtk_debtor *debtor)
{
	const struct rtk_debt_book *book = &debtor->state->book;
	size_t own = 0;

	for (int i = 0; i < RTK_PENALTY; i++) {
		if (debtor->own[i].v < 0)
			return false;
		own += debtor->own[i].v > 0;
	}
	if (debtor->state->replay || book->payment_count > 0 ||
	    book->settled_count > 0 || book->debt_count != own)
		return false;
	for (size_t i = 0; i < book->debt_count; i++)
		if (book->debts[i].period.v != w->month.period.v ||
		    book->debts[i].posted.v != 0 ||
		    book->debts[i].amount.v !=
			debtor->own[book->debts[i].service].v)
			return false;
	return true;
}

static void
make_state(struct work *w, const struct rtk_debtor *debtor)
{
	struct rtk_debt_state *state = debtor->state;

	rtk_buf_reset(&w->state);
	rtk_debts_settle(&state->book, w->month.period, &state->mark);
	/* all is paid: only the whole history could tell more */
	if (state->book.debt_count == 0 && state->book.payment_count == 0)
		state->replay = false;
	if (!is_plain(w, debtor))
		rtk_debt_state_put(&w->state, state);
}

static int
take_account(struct work *w, const struct rtk_debtor *debtor,
    struct rtk_err *err)
{
	if (find_segments(w, debtor, err) < 0)
		return -1;
	add_amounts(w, debtor);
	make_lines(w, debtor);
	make_state(w, debtor);
	return 0;
}

/* --- the month ---------------------------------------------------------- */

static void
work_release(struct work *w)
{
	rtk_debt_pass_close(w->pass);
	rtk_debt_state_writer_free(w->states);
	free(w->segments.list);
	free(w->amounts);
	free(w->lines);
	rtk_buf_release(&w->state);
}

/* 1: there is work, 0: the policy wants none, -1. */
static int
work_begin(struct work *w, struct rtk_db *db, bool ahead,
    const struct rtk_closed_month *month, struct rtk_err *err)
{
	const struct rtk_debt_pass_job job = {.db = db,
	    .span = {.as_of = rtk_period_last(month->period),
		.lines = month->period,
		.payments = month->period,
		.batch_max = month->batch_max},
	    .base = {month->period.v - 1},
	    .ahead = ahead,
	    .range = rtk_debt_all};
	struct rtk_debt_law law;
	int64_t posting;

	*w = (struct work){.db = db, .month = *month};
	if (rtk_debt_law_load(
		&law, db, job.span.as_of, month->batch_max, err) < 0)
		return -1;
	posting = law.policies.value[RTK_PENALTY_POSTING];
	rtk_debt_law_release(&law);
	if (posting != RTK_POSTING_ON)
		return 0;
	if (rtk_debt_pass_open(&w->pass, &job, err) < 0)
		return -1;
	w->law = rtk_debt_pass_law(w->pass);
	return 1;
}

static int
store_account(struct rtk_penalties_posted *out, struct work *w,
    struct rtk_charge_writer *writer, const struct rtk_debtor *debtor,
    struct rtk_err *err)
{
	for (size_t i = 0; i < w->line_count; i++) {
		if (rtk_charge_write(writer, &w->lines[i], err) < 0)
			return -1;
		out->amount.v += w->lines[i].amount.v;
	}
	out->lines += (int64_t)w->line_count;
	out->accounts += w->line_count > 0 && debtor->line_count == 0;
	if (w->state.size == 0)
		return 0;
	return rtk_debt_state_write(w->states,
	    &(struct rtk_debt_state_row){
		debtor->account, w->state.bytes, w->state.size},
	    err);
}

static int
post_all(struct rtk_penalties_posted *out, struct work *w,
    struct rtk_charge_writer *writer, const struct rtk_penalties_seen *seen,
    struct rtk_err *err)
{
	const struct rtk_debt_state_row kept = {.account = 0};
	struct rtk_debtor debtor;
	int rc;

	w->states = rtk_debt_state_writer_new(w->db, w->month.period);
	if (rtk_debt_state_write(w->states, &kept, err) < 0)
		return -1;
	while ((rc = rtk_debt_pass_next(w->pass, &debtor, err)) == 1) {
		struct rtk_line_slice lines[2] = {debtor.lines};

		if (take_account(w, &debtor, err) < 0 ||
		    store_account(out, w, writer, &debtor, err) < 0)
			return -1;
		lines[1] = (struct rtk_line_slice){w->lines, w->line_count};
		if (seen->account(seen->context, debtor.account, lines, err) <
		    0)
			return -1;
	}
	if (rc < 0 || rtk_debt_state_writer_finish(w->states, err) < 0)
		return -1;
	return rtk_charge_writer_finish(writer, err);
}

int
rtk_penalties_post(struct rtk_penalties_posted *out, struct rtk_db *db,
    const struct rtk_closed_month *month, const struct rtk_penalties_seen *seen,
    struct rtk_err *err)
{
	struct rtk_charge_writer *writer;
	struct work w;
	int rc = work_begin(&w, db, true, month, err);

	*out = (struct rtk_penalties_posted){0};
	if (rc == 1) {
		writer = rtk_charge_writer_new(db, month->period);
		rc = post_all(out, &w, writer, seen, err) < 0 ? -1 : 1;
		rtk_charge_writer_free(writer);
	}
	work_release(&w);
	return rc;
}

/* --- again -------------------------------------------------------------- */

/* The states as they were kept. */
struct stored {
	struct rtk_debt_state_scan *scan;
	struct rtk_debt_state_row row;
	bool on_row;
};

static int
next_stored(struct stored *s, struct rtk_err *err)
{
	int rc = rtk_debt_state_scan_next(s->scan, &s->row, err);

	s->on_row = rc == 1;
	return rc < 0 ? -1 : 0;
}

static int
compare_state(struct work *w, const struct rtk_debtor *debtor,
    struct stored *s, const struct rtk_penalties_watch *watch,
    struct rtk_err *err)
{
	bool has;

	for (; s->on_row && s->row.account < debtor->account;)
		if (watch->state(watch->context, s->row.account, err) < 0 ||
		    next_stored(s, err) < 0)
			return -1;
	has = s->on_row && s->row.account == debtor->account;
	if ((w->state.size > 0) != has ||
	    (has &&
		(s->row.size != w->state.size ||
		    memcmp(s->row.bytes, w->state.bytes, s->row.size) != 0)))
		if (watch->state(watch->context, debtor->account, err) < 0)
			return -1;
	return has ? next_stored(s, err) : 0;
}

static bool
same_line(const struct rtk_line *a, const struct rtk_line *b)
{
	return a->number == b->number && a->service == b->service &&
	    a->component == b->component && a->kind == b->kind &&
	    a->method == b->method && a->formula == b->formula &&
	    a->decimals == b->decimals && a->volume.v == b->volume.v &&
	    a->common.v == b->common.v && a->tariff == b->tariff &&
	    a->amount.v == b->amount.v && a->reason == b->reason &&
	    a->for_period.v == b->for_period.v;
}

static int
compare_lines(struct work *w, const struct rtk_debtor *debtor,
    const struct rtk_penalties_watch *watch, struct rtk_err *err)
{
	size_t count = w->line_count > debtor->posted_count
	    ? w->line_count
	    : debtor->posted_count;

	*watch->lines += (int64_t)w->line_count;
	for (size_t i = 0; i < count; i++) {
		const struct rtk_line *computed =
		    i < w->line_count ? &w->lines[i] : NULL;
		const struct rtk_line *stored =
		    i < debtor->posted_count ? &debtor->posted[i] : NULL;

		if (computed != NULL && stored != NULL &&
		    same_line(stored, computed))
			continue;
		if (watch->line(watch->context, stored, computed, err) < 0)
			return -1;
	}
	return 0;
}

static int
verify_all(struct work *w, struct stored *s,
    const struct rtk_penalties_watch *watch, struct rtk_err *err)
{
	struct rtk_debtor debtor;
	int rc;

	while ((rc = rtk_debt_pass_next(w->pass, &debtor, err)) == 1)
		if (take_account(w, &debtor, err) < 0 ||
		    compare_lines(w, &debtor, watch, err) < 0 ||
		    compare_state(w, &debtor, s, watch, err) < 0)
			return -1;
	for (; rc == 0 && s->on_row;)
		if (watch->state(watch->context, s->row.account, err) < 0 ||
		    next_stored(s, err) < 0)
			return -1;
	return rc;
}

int
rtk_penalties_verify(struct rtk_db *db, const struct rtk_closed_month *month,
    const struct rtk_penalties_watch *watch, struct rtk_err *err)
{
	struct stored stored = {.on_row = false};
	struct work w;
	/* other threads are busy enough */
	int rc = work_begin(&w, db, false, month, err);
	int kept = rtk_debt_states_kept(db, month->period, err);

	if (kept < 0)
		rc = -1;
	if (rc >= 0 && kept != rc)
		rc = watch->state(watch->context, 0, err);
	else if (rc == 1)
		rc = rtk_debt_state_scan_open(
		    &stored.scan, db, month->period, &rtk_debt_all, err);
	if (rc == 0 && stored.scan != NULL)
		rc = next_stored(&stored, err);
	if (rc == 0 && stored.scan != NULL)
		rc = verify_all(&w, &stored, watch, err);
	rtk_debt_state_scan_close(stored.scan);
	work_release(&w);
	return rc;
}
