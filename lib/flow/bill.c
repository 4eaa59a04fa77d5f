#include "base/base.h"

#include "flow/bill.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pipe.h"
#include "flow/month.h"
#include "store/building_month.h"
#include "store/charge.h"
#include "store/names.h"

void
rtk_totals_add(struct rtk_month_totals *totals, const struct rtk_line *line)
{
	totals->lines++;
	totals->amount.v += line->amount.v;
	totals->sum[line->service][line->component][line->kind].v +=
	    line->amount.v;
	totals->count[line->service][line->component][line->kind]++;
}

int
rtk_require_open(struct rtk_book_state *state, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	char text[RTK_PERIOD_TEXT];

	if (rtk_book_state(db, state, err) < 0)
		return -1;
	if (period.v >= state->first.v && period.v < state->open.v)
		return rtk_failf(err, RTK_E_PERIOD_CLOSED, "%s",
		    rtk_period_text(text, period));
	if (period.v != state->open.v)
		return rtk_failf(err, RTK_E_PERIOD_NOT_OPEN, "%s",
		    rtk_period_text(text, state->open));
	return 0;
}

/* --- what the calculation hands to the database ------------------------- */

/*
 * One building as calculated, in one piece of memory. The calculation runs in
 * a thread of its own with its own reading connection; this thread writes.
 */
struct parcel {
	int64_t building;
	size_t line_count;
	size_t finding_count;
	size_t state_bytes;
	struct rtk_house_figures figures;
	char code[RTK_CODE_BYTES_MAX + 1];
	struct rtk_line *lines;
	struct rtk_finding *findings;
	uint8_t *state;
	_Alignas(16) uint8_t memory[];
};

static struct parcel *
parcel_new(const struct rtk_building_done *done)
{
	const struct rtk_building_output *out = done->output;
	size_t lines = out->line_count * sizeof(*out->lines);
	size_t findings = out->finding_count * sizeof(*out->findings);
	struct parcel *p =
	    rtk_alloc(sizeof(*p) + lines + findings + done->state->size);

	memset(p, 0, sizeof(*p));
	p->building = done->facts->building.id;
	p->line_count = out->line_count;
	p->finding_count = out->finding_count;
	p->state_bytes = done->state->size;
	p->figures = out->figures;
	(void)snprintf(
	    p->code, sizeof(p->code), "%s", done->facts->building.code);
	p->lines = (struct rtk_line *)p->memory;
	p->findings = (struct rtk_finding *)(p->memory + lines);
	p->state = p->memory + lines + findings;
	if (lines > 0)
		memcpy(p->lines, out->lines, lines);
	if (findings > 0)
		memcpy(p->findings, out->findings, findings);
	if (p->state_bytes > 0)
		memcpy(p->state, done->state->bytes, p->state_bytes);
	return p;
}

/* The calculating side. */
struct calculation {
	struct rtk_month_job job;
	struct rtk_pipe *pipe;
	struct rtk_err err;
	int rc;
};

static int
hand_over(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct calculation *c = context;
	struct parcel *parcel = parcel_new(done);

	if (rtk_pipe_put(c->pipe, parcel))
		return 0;
	/* the writing side gave up and has its own fault to tell */
	free(parcel);
	return rtk_failf(err, RTK_E_DB_INTERNAL, "%s", "cut off");
}

static void *
calculate(void *context)
{
	struct calculation *c = context;
	struct rtk_month_sink sink = {c, hand_over};

	c->rc = rtk_month_calculate(&c->job, &sink, &c->err);
	rtk_pipe_close(c->pipe);
	return NULL;
}

/* --- the writing side -------------------------------------------------- */

struct run {
	struct rtk_db *db;
	struct rtk_period period;
	const struct rtk_events *events;
	struct rtk_charge_writer *writer;
	struct rtk_month_totals *totals;
};

static int
store_finding(struct run *run, const struct parcel *parcel,
    const struct rtk_finding *finding, struct rtk_err *err)
{
	char number[RTK_NAME_BYTES] = "", object[2 * RTK_NAME_BYTES];
	struct rtk_finding_row row = {.fault = rtk_fault_id(finding->fault),
	    .object = object,
	    .detail = finding->detail,
	    .blocking = finding->blocking};
	struct rtk_err told = RTK_ERR_INIT;

	if (finding->account != 0 &&
	    rtk_account_number(run->db, finding->account, number, err) < 0)
		return -1;
	(void)snprintf(object, sizeof(object), "%s%s%s", parcel->code,
	    number[0] != '\0' ? "/" : "", number);
	rtk_failf(&told, finding->fault, "%s", finding->detail);
	rtk_err_at(&told, object, 0);
	rtk_events_fault(run->events, &told);
	run->totals->blocking += finding->blocking;
	return rtk_finding_add(
	    run->db, run->period, run->totals->findings++, &row, err);
}

static int
store_figures(
    struct run *run, const struct parcel *parcel, struct rtk_err *err)
{
	const struct rtk_house_figures *f = &parcel->figures;
	struct rtk_building_month row = {
	    .period = run->period,
	    .building = parcel->building,
	    .has_volume = f->has_volume,
	    .total_area = f->total_area,
	    .common_area = f->common_area,
	    .zero_area = f->zero_area,
	    .metered_area = f->metered_area,
	    .state = parcel->state,
	    .state_bytes = parcel->state_bytes,
	};

	if (rtk_ratio_round(&row.volume.v, f->volume, err) < 0 ||
	    rtk_ratio_round(&row.metered_volume.v, f->metered_volume, err) <
		0)
		return -1;
	return rtk_building_month_put(run->db, &row, err);
}

static int
store_building(
    struct run *run, const struct parcel *parcel, struct rtk_err *err)
{
	int64_t account = 0;

	run->totals->buildings++;
	for (size_t i = 0; i < parcel->line_count; i++) {
		const struct rtk_line *line = &parcel->lines[i];

		run->totals->accounts += line->account != account;
		account = line->account;
		rtk_totals_add(run->totals, line);
		if (rtk_charge_write(run->writer, line, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < parcel->finding_count; i++)
		if (store_finding(run, parcel, &parcel->findings[i], err) < 0)
			return -1;
	rtk_events_progress(run->events, "buildings",
	    (uint64_t)run->totals->buildings, 0);
	return store_figures(run, parcel, err);
}

/* Stores parcels until there are no more; after a fault only drops them. */
static int
store_parcels(
    struct run *run, struct rtk_pipe *pipe, struct rtk_err *err)
{
	struct parcel *parcel;
	int rc = 0;

	while ((parcel = rtk_pipe_take(pipe)) != NULL) {
		if (rc == 0)
			rc = store_building(run, parcel, err);
		free(parcel);
		if (rc < 0)
			rtk_pipe_close(pipe);
	}
	return rc;
}

enum { PIPE_ROOM = 64 }; /* buildings calculated ahead of the writing */

/* Both sides at once. The reading connection sees the committed inputs. */
static int
calculate_and_store(struct run *run, struct calculation *c,
    struct rtk_err *err)
{
	pthread_t thread;
	int rc;

	if (rtk_db_open_reader(&c->job.db, run->db, err) < 0)
		return -1;
	c->pipe = rtk_pipe_new(PIPE_ROOM);
	rc = pthread_create(&thread, NULL, calculate, c);
	RTK_ASSERT(rc == 0);
	rc = store_parcels(run, c->pipe, err);
	RTK_ASSERT(pthread_join(thread, NULL) == 0);
	rtk_pipe_free(c->pipe);
	rtk_db_close(c->job.db);
	if (rc == 0 && c->rc < 0) {
		*err = c->err;
		rc = -1;
	}
	return rc;
}

static int
run_into_draft(struct run *run, struct calculation *c, struct rtk_err *err)
{
	struct rtk_draft draft = {
	    .period = run->period, .batch_max = c->job.batch_max};

	if (calculate_and_store(run, c, err) < 0 ||
	    rtk_charge_writer_finish(run->writer, err) < 0 ||
	    rtk_charges_replaced(run->db, err) < 0)
		return -1;
	draft.accounts = run->totals->accounts;
	draft.lines = run->totals->lines;
	return rtk_draft_put(run->db, &draft, err);
}

int
rtk_bill_run(struct rtk_month_totals *out, struct rtk_db *db,
    struct rtk_period period, const struct rtk_events *events,
    struct rtk_err *err)
{
	struct rtk_book_state state;
	struct run run = {
	    .db = db, .period = period, .events = events, .totals = out};
	struct calculation c = {.job = {.period = period,
				    .building_from = 1,
				    .building_to = RTK_BUILDING_MAX},
	    .err = RTK_ERR_INIT};
	int rc;

	memset(out, 0, sizeof(*out));
	if (rtk_require_open(&state, db, period, err) < 0 ||
	    rtk_batch_max(db, false, &c.job.batch_max, err) < 0 ||
	    rtk_charges_replace(db, period, err) < 0 ||
	    rtk_building_months_delete(db, period, err) < 0 ||
	    rtk_findings_delete(db, period, err) < 0)
		return -1;
	c.job.first_period = state.first;
	run.writer = rtk_charge_writer_new(db, period);
	rc = run_into_draft(&run, &c, err);
	rtk_charge_writer_free(run.writer);
	return rc;
}
