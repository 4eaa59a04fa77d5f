#include "base/base.h"

#include "flow/verify.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/names.h"
#include "flow/certificate.h"
#include "flow/month.h"
#include "flow/penalty_post.h"
#include "flow/seal.h"
#include "flow/turnover.h"
#include "num/decimal.h"
#include "store/balance.h"
#include "store/building_month.h"
#include "store/charge.h"
#include "store/names.h"

struct check {
	struct rtk_verify_result *result;
	struct rtk_db *db;
	struct rtk_period period;
	const struct rtk_events *events;
	struct rtk_pipe *pipe; /* of the stored lines */
	struct rtk_parcel *parcel;
	size_t taken; /* lines of the parcel */
	struct rtk_line stored;
	bool has_stored;
	int64_t buildings;
};

static void
differs(struct check *check, enum rtk_fault fault, const char *detail)
{
	struct rtk_err told = RTK_ERR_INIT;

	rtk_failf(&told, fault, "%s", detail);
	rtk_events_fault(check->events, &told);
	check->result->differences++;
}

/* "account heating heat: stored 1.00, recalculated 2.00" */
static int
line_differs(struct check *check, const struct rtk_line *stored,
    const struct rtk_line *computed, struct rtk_err *err)
{
	const struct rtk_line *any = stored != NULL ? stored : computed;
	char number[RTK_NAME_BYTES], detail[512];
	char was[RTK_DECIMAL_TEXT] = "-", now[RTK_DECIMAL_TEXT] = "-";
	char period[RTK_PERIOD_TEXT];

	if (rtk_account_number(check->db, any->account, number, err) < 0)
		return -1;
	if (stored != NULL)
		rtk_decimal_text(was, stored->amount.v, RTK_KOP_SCALE, 2);
	if (computed != NULL)
		rtk_decimal_text(now, computed->amount.v, RTK_KOP_SCALE, 2);
	(void)snprintf(detail, sizeof(detail),
	    "%s %s;%s;%s;%s %s != %s",
	    rtk_period_text(period, check->period), number,
	    rtk_service_name(any->service),
	    rtk_component_name(any->component), rtk_kind_name(any->kind), was,
	    now);
	differs(check, RTK_E_VERIFY_LINE, detail);
	return 0;
}

static bool
same_line(const struct rtk_line *a, const struct rtk_line *b)
{
	return a->account == b->account && a->number == b->number &&
	    a->service == b->service && a->component == b->component &&
	    a->kind == b->kind && a->method == b->method &&
	    a->formula == b->formula && a->decimals == b->decimals &&
	    a->volume.v == b->volume.v && a->common.v == b->common.v &&
	    a->tariff == b->tariff && a->amount.v == b->amount.v &&
	    a->for_period.v == b->for_period.v && a->reason == b->reason;
}

static bool
before(const struct rtk_line *a, const struct rtk_line *b)
{
	return a->account < b->account ||
	    (a->account == b->account && a->number < b->number);
}

static void
take_stored(struct check *check)
{
	if (check->parcel != NULL && check->taken == check->parcel->count) {
		free(check->parcel);
		check->parcel = NULL;
	}
	if (check->parcel == NULL) {
		check->parcel = rtk_pipe_take(check->pipe);
		check->taken = 0;
	}
	check->has_stored = check->parcel != NULL;
	if (check->has_stored)
		check->stored = check->parcel->lines[check->taken++];
}

/* Penalties are no building's: they are compared by themselves. */
static void
next_stored(struct check *check)
{
	do
		take_stored(check);
	while (check->has_stored && check->stored.kind == RTK_PENALTY_LINE);
}

static int
compare_line(struct check *check, const struct rtk_line *computed,
    struct rtk_err *err)
{
	for (; check->has_stored && before(&check->stored, computed);
	    next_stored(check))
		if (line_differs(check, &check->stored, NULL, err) < 0)
			return -1;
	check->result->lines++;
	if (!check->has_stored || before(computed, &check->stored))
		return line_differs(check, NULL, computed, err);
	if (!same_line(&check->stored, computed) &&
	    line_differs(check, &check->stored, computed, err) < 0)
		return -1;
	next_stored(check);
	return 0;
}

static int
compare_figures(struct check *check, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	const struct rtk_house_figures *f = &done->output->figures;
	struct rtk_building_month stored;
	struct rtk_micro volume, metered;
	int rc = rtk_building_month_get(check->db, check->period,
	    done->facts->building.id, &stored, err);

	if (rc < 0 || rtk_ratio_round(&volume.v, f->volume, err) < 0 ||
	    rtk_ratio_round(&metered.v, f->metered_volume, err) < 0)
		return -1;
	if (rc == 0 || stored.state_bytes != done->state->size ||
	    (stored.state_bytes > 0 &&
		memcmp(stored.state, done->state->bytes,
		    stored.state_bytes) != 0) ||
	    stored.has_volume != f->has_volume ||
	    (f->has_volume && stored.volume.v != volume.v) ||
	    stored.total_area.v != f->total_area.v ||
	    stored.common_area.v != f->common_area.v ||
	    stored.zero_area.v != f->zero_area.v ||
	    stored.metered_area.v != f->metered_area.v ||
	    stored.metered_volume.v != metered.v)
		differs(check, RTK_E_VERIFY_STATE,
		    done->facts->building.code);
	return 0;
}

static int
compare_building(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct check *check = context;

	for (size_t i = 0; i < done->output->line_count; i++)
		if (compare_line(check, &done->output->lines[i], err) < 0)
			return -1;
	check->buildings++;
	return compare_figures(check, done, err);
}

/* Figures of a building that is none are no building's difference. */
static int
compare_count(struct check *check, struct rtk_err *err)
{
	int64_t stored = 0;
	char detail[64];

	if (rtk_building_months_count(
		check->db, check->period, &stored, err) < 0)
		return -1;
	(void)snprintf(detail, sizeof(detail), "%lld != %lld",
	    (long long)stored, (long long)check->buildings);
	if (stored > check->buildings)
		differs(check, RTK_E_VERIFY_STATE, detail);
	return 0;
}

static int
compare_lines(struct check *check, const struct rtk_closed_month *month,
    struct rtk_period first, struct rtk_err *err)
{
	struct rtk_month_sink sink = {check, compare_building};
	struct rtk_month_job job = {.db = check->db,
	    .period = month->period,
	    .first_period = first,
	    .batch_max = month->batch_max,
	    .building_from = 1,
	    .building_to = RTK_BUILDING_MAX,
	    .events = check->events};

	next_stored(check);
	if (rtk_month_calculate(&job, &sink, err) < 0)
		return -1;
	for (; check->has_stored; next_stored(check))
		if (line_differs(check, &check->stored, NULL, err) < 0)
			return -1;
	return compare_count(check, err);
}

/* Closing balances follow from opening ones, lines and postings. */
static int
compare_balances(struct check *check, struct rtk_turnover *turnover,
    struct rtk_balance_scan *scan, struct rtk_err *err)
{
	struct rtk_account_month m;
	struct rtk_balance stored;
	char number[RTK_NAME_BYTES];
	int rc, has = rtk_balance_scan_next(scan, &stored, err);

	while (has >= 0 && (rc = rtk_turnover_next(turnover, &m, err)) == 1) {
		if (has == 1 && stored.account == m.account &&
		    memcmp(stored.service, m.closing, sizeof(m.closing)) ==
			0) {
			has = rtk_balance_scan_next(scan, &stored, err);
			continue;
		}
		if (rtk_account_number(check->db, m.account, number, err) < 0)
			return -1;
		differs(check, RTK_E_VERIFY_BALANCE, number);
		while (has == 1 && stored.account <= m.account)
			has = rtk_balance_scan_next(scan, &stored, err);
	}
	if (has < 0 || rc < 0)
		return -1;
	if (has == 1)
		differs(check, RTK_E_VERIFY_BALANCE, "too many balances");
	return 0;
}

static int
verify_balances(struct check *check, struct rtk_period first,
    struct rtk_certifier *certifier, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	const struct rtk_period next[] = {{check->period.v + 1}, first};
	struct rtk_turnover *turnover;
	struct rtk_balance_scan *scan;
	int rc = -1;

	if (rtk_turnover_open(&turnover, check->db, check->period, all, err) <
	    0)
		return -1;
	rtk_turnover_watch(turnover, rtk_certifier_line, certifier);
	if (rtk_balance_scan_open(&scan, check->db, next, all, err) == 0) {
		rc = compare_balances(check, turnover, scan, err);
		rtk_balance_scan_close(scan);
	}
	rtk_turnover_close(turnover);
	return rc;
}

static int
compare_sums(struct check *check, const struct rtk_month_totals *totals,
    struct rtk_err *err)
{
	struct rtk_month_sum sums[RTK_MONTH_SUMS_MAX];
	size_t count;
	int64_t lines = 0;
	bool same = true;
	int rc = rtk_month_sums(check->db, check->period, sums, &count, err);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		const struct rtk_month_sum *s = &sums[i];

		lines += s->lines;
		same = same &&
		    totals->sum[s->service][s->component][s->kind].v ==
			s->amount.v;
	}
	if (rc == 0 && (!same || lines != totals->lines))
		differs(check, RTK_E_VERIFY_CERTIFICATE, "sums by service");
	return rc;
}

static int
compare_certificate(struct check *check, const struct rtk_closed_month *month,
    const struct rtk_closed_month *again,
    const struct rtk_month_totals *totals, struct rtk_err *err)
{
	char text[RTK_PERIOD_TEXT];

	if (strcmp(again->content, month->content) != 0 ||
	    strcmp(again->certificate, month->certificate) != 0 ||
	    again->lines != month->lines ||
	    again->accounts != month->accounts ||
	    again->amount.v != month->amount.v)
		differs(check, RTK_E_VERIFY_CERTIFICATE,
		    rtk_period_text(text, month->period));
	return compare_sums(check, totals, err);
}

static int
penalty_differs(void *context, const struct rtk_line *stored,
    const struct rtk_line *computed, struct rtk_err *err)
{
	return line_differs(context, stored, computed, err);
}

static int
debtor_differs(void *context, int64_t account, struct rtk_err *err)
{
	struct check *check = context;
	char number[RTK_NAME_BYTES] = "";

	if (account != 0 &&
	    rtk_account_number(check->db, account, number, err) < 0)
		return -1;
	differs(check, RTK_E_VERIFY_DEBTOR, number);
	return 0;
}

static int
verify_penalties(struct check *check, const struct rtk_closed_month *month,
    struct rtk_err *err)
{
	const struct rtk_penalties_watch watch = {check,
	    &check->result->lines, penalty_differs, debtor_differs};

	return rtk_penalties_verify(check->db, month, &watch, err);
}

/* One pass over the stored lines serves balances and certificate. */
static int
verify_stored(struct check *check, const struct rtk_closed_month *month,
    struct rtk_period first, struct rtk_pipe *onward, struct rtk_err *err)
{
	struct rtk_err later = RTK_ERR_INIT;
	struct rtk_certifier *certifier;
	struct rtk_closed_month again;
	struct rtk_month_totals totals;
	int rc;

	if (rtk_certifier_start(&certifier, check->db, month, onward, err) <
	    0) {
		rtk_pipe_close(onward);
		return -1;
	}
	rc = verify_balances(check, first, certifier, err);
	if (rtk_certifier_finish(certifier, &again, &totals, &later) < 0 &&
	    rc == 0) {
		*err = later;
		rc = -1;
	}
	return rc < 0 ? -1
		      : compare_certificate(
			    check, month, &again, &totals, err);
}

/* The replay of lines or penalties: a thread with a connection of its own. */
struct replay {
	struct check check;
	pthread_t thread;
	struct rtk_events events; /* keep what is told until both are done */
	struct rtk_err *told;
	size_t told_count;
	size_t told_room;
	struct rtk_closed_month month;
	bool skip; /* the facts are not those of the close */
	struct rtk_period first;
	struct rtk_verify_result result;
	struct rtk_err err;
	int rc;
};

static void
keep_told(void *context, const struct rtk_err *fault)
{
	struct replay *r = context;

	r->told = rtk_array_grow(
	    r->told, &r->told_room, r->told_count, sizeof(*r->told));
	r->told[r->told_count++] = *fault;
}

/* Lines are taken to the last one in any case. */
static void
drop_rest(struct check *check)
{
	struct rtk_parcel *parcel;

	free(check->parcel);
	rtk_pipe_close(check->pipe);
	while ((parcel = rtk_pipe_take(check->pipe)) != NULL)
		free(parcel);
}

static void *
replay_lines(void *context)
{
	struct replay *r = context;

	r->rc = compare_lines(&r->check, &r->month, r->first, &r->err);
	drop_rest(&r->check);
	return NULL;
}

/* Facts that were changed may be such as no import would have let in. */
static void *
replay_nothing(void *context)
{
	struct replay *r = context;
	struct rtk_err told = RTK_ERR_INIT;
	char text[RTK_PERIOD_TEXT];

	rtk_failf(&told, RTK_E_VERIFY_SKIPPED, "%s",
	    rtk_period_text(text, r->month.period));
	keep_told(r, &told);
	drop_rest(&r->check);
	return NULL;
}

static void
tell_all(const struct replay *r, const struct rtk_events *events)
{
	for (size_t i = 0; i < r->told_count; i++)
		rtk_events_fault(events, &r->told[i]);
}

static void *
replay_penalties(void *context)
{
	struct replay *r = context;

	if (!r->skip)
		r->rc = verify_penalties(&r->check, &r->month, &r->err);
	return NULL;
}

static int
replay_begin(struct replay *r, void *(*work)(void *context),
    struct rtk_db *db, struct rtk_err *err)
{
	int rc;

	r->check.result = &r->result;
	r->check.events = &r->events;
	r->events = (struct rtk_events){.context = r, .fault = keep_told};
	r->err = (struct rtk_err)RTK_ERR_INIT;
	if (rtk_db_open_reader(&r->check.db, db, err) < 0)
		return -1;
	rc = pthread_create(&r->thread, NULL, work, r);
	RTK_ASSERT(rc == 0);
	return 0;
}

/* Waits; what it found is told, unless something failed before it. */
static int
replay_end(struct replay *r, struct check *check, int rc, struct rtk_err *err)
{
	RTK_ASSERT(pthread_join(r->thread, NULL) == 0);
	rtk_db_close(r->check.db);
	if (rc == 0)
		tell_all(r, check->events);
	free(r->told);
	check->result->lines += r->result.lines;
	check->result->differences += r->result.differences;
	if (rc == 0 && r->rc < 0) {
		*err = r->err;
		return -1;
	}
	return rc;
}

enum { PIPE_ROOM = 16 }; /* parcels of stored lines */

/* Balances and certificate, while the lines are calculated again. */
static int
verify_lines(struct check *check, struct replay *lines, struct rtk_err *err)
{
	struct replay rest = {.events = {.context = &rest,
				  .fault = keep_told}};
	const struct rtk_events *events = check->events;
	int rc = -1;

	lines->check.pipe = rtk_pipe_new(PIPE_ROOM);
	if (replay_begin(lines, lines->skip ? replay_nothing : replay_lines,
		check->db, err) == 0) {
		check->events = &rest.events;
		rc = verify_stored(check, &lines->month, lines->first,
		    lines->check.pipe, err);
		check->events = events;
		/* after a fault of the reading all would seem to differ */
		rc = replay_end(lines, check, rc, err);
	}
	rtk_pipe_free(lines->check.pipe);
	tell_all(&rest, events);
	free(rest.told);
	return rc;
}

/*
 * Lines, what is stored of them, and penalties, all at once; what they find
 * is told in this order.
 */
static int
verify_all(struct check *check, struct replay *lines, struct rtk_err *err)
{
	struct replay penalties = *lines;
	int rc;

	if (replay_begin(&penalties, replay_penalties, check->db, err) < 0)
		return -1;
	rc = verify_lines(check, lines, err);
	return replay_end(&penalties, check, rc, err);
}

/* First the facts: a calculation from changed ones would prove nothing. */
static int
verify_seal(struct check *check, struct replay *replay, struct rtk_err *err)
{
	struct rtk_sealing *sealing;
	int rc, month;

	if (rtk_sealing_new(&sealing, check->db, check->period, true, err) < 0)
		return -1;
	rc = rtk_sealing_start(sealing, check->db, err);
	if (rc == 0)
		rc = rtk_sealing_finish(sealing, check->db, err);
	if (rc == 0)
		rc = rtk_sealing_compare(
		    sealing, check->db, check->events, err);
	rtk_sealing_free(sealing);
	if (rc < 0)
		return -1;
	month = rtk_seal_compare_month(
	    check->db, &replay->month, check->events, err);
	if (month < 0)
		return -1;
	check->result->differences += rc + month;
	replay->skip = rc > 0;
	return 0;
}

int
rtk_verify_month(struct rtk_verify_result *out, struct rtk_db *db,
    struct rtk_period period, const struct rtk_events *events,
    struct rtk_err *err)
{
	struct check check = {
	    .result = out, .db = db, .period = period, .events = events};
	struct replay replay = {.check = check};
	struct rtk_book_state state;
	char text[RTK_PERIOD_TEXT];
	int rc;

	if (rtk_book_state(db, &state, err) < 0)
		return -1;
	replay.first = state.first;
	rc = rtk_closed_month(db, period, &replay.month, err);
	if (rc == 0)
		return rtk_failf(err, RTK_E_PERIOD_NOT_CLOSED, "%s",
		    rtk_period_text(text, period));
	if (rc < 0 || verify_seal(&check, &replay, err) < 0 ||
	    verify_all(&check, &replay, err) < 0)
		return -1;
	out->months++;
	return 0;
}

int
rtk_verify_months(struct rtk_verify_result *out, struct rtk_db *db,
    const struct rtk_events *events, struct rtk_err *err)
{
	struct check check = {.result = out, .events = events};
	struct rtk_period period, sealed[2];
	struct rtk_book_state state;
	char text[RTK_PERIOD_TEXT];

	if (rtk_book_state(db, &state, err) < 0 ||
	    rtk_seal_ends(db, sealed, err) < 0)
		return -1;
	if (sealed[0].v > 0 && sealed[0].v < state.first.v)
		state.first = sealed[0];
	for (period = state.first; period.v < state.open.v; period.v++)
		if (rtk_verify_month(out, db, period, events, err) < 0)
			return -1;
	if (sealed[1].v >= state.open.v)
		differs(&check, RTK_E_VERIFY_SEAL,
		    rtk_period_text(text, sealed[1]));
	return 0;
}
