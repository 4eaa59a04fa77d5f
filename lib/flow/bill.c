#include "base/base.h"

#include "flow/bill.h"

#include <stdio.h>
#include <string.h>

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

/* Where the buildings of a run go. */
struct run {
	struct rtk_db *db;
	struct rtk_period period;
	const struct rtk_events *events;
	struct rtk_charge_writer *writer;
	struct rtk_month_totals *totals;
};

static int
store_finding(struct run *run, const struct rtk_building_done *done,
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
	(void)snprintf(object, sizeof(object), "%s%s%s",
	    done->facts->building.code, number[0] != '\0' ? "/" : "", number);
	rtk_failf(&told, finding->fault, "%s", finding->detail);
	rtk_err_at(&told, object, 0);
	rtk_events_fault(run->events, &told);
	run->totals->blocking += finding->blocking;
	return rtk_finding_add(
	    run->db, run->period, run->totals->findings++, &row, err);
}

static int
store_figures(struct run *run, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	const struct rtk_house_figures *f = &done->output->figures;
	struct rtk_building_month row = {
	    .period = run->period,
	    .building = done->facts->building.id,
	    .has_volume = f->has_volume,
	    .total_area = f->total_area,
	    .common_area = f->common_area,
	    .zero_area = f->zero_area,
	    .metered_area = f->metered_area,
	    .state = done->state->bytes,
	    .state_bytes = done->state->size,
	};

	if (row.state == NULL)
		row.state = "";
	if (rtk_ratio_round(&row.volume.v, f->volume, err) < 0 ||
	    rtk_ratio_round(&row.metered_volume.v, f->metered_volume, err) <
		0)
		return -1;
	return rtk_building_month_put(run->db, &row, err);
}

static int
store_building(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct run *run = context;
	const struct rtk_building_output *out = done->output;
	int64_t account = 0;

	run->totals->buildings++;
	for (size_t i = 0; i < out->line_count; i++) {
		run->totals->accounts += out->lines[i].account != account;
		account = out->lines[i].account;
		rtk_totals_add(run->totals, &out->lines[i]);
		if (rtk_charge_write(run->writer, &out->lines[i], err) < 0)
			return -1;
	}
	for (size_t i = 0; i < out->finding_count; i++)
		if (store_finding(run, done, &out->findings[i], err) < 0)
			return -1;
	return store_figures(run, done, err);
}

static int
run_into_draft(
    struct run *run, const struct rtk_month_job *job, struct rtk_err *err)
{
	struct rtk_month_sink sink = {run, store_building};
	struct rtk_draft draft = {
	    .period = run->period, .batch_max = job->batch_max};

	if (rtk_month_calculate(job, &sink, err) < 0 ||
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
	struct rtk_month_job job = {.db = db,
	    .period = period,
	    .building_from = 1,
	    .building_to = RTK_BUILDING_MAX,
	    .events = events};
	int rc;

	memset(out, 0, sizeof(*out));
	if (rtk_require_open(&state, db, period, err) < 0 ||
	    rtk_batch_max(db, false, &job.batch_max, err) < 0 ||
	    rtk_charges_replace(db, period, err) < 0 ||
	    rtk_building_months_delete(db, period, err) < 0 ||
	    rtk_findings_delete(db, period, err) < 0)
		return -1;
	job.first_period = state.first;
	run.writer = rtk_charge_writer_new(db, period);
	rc = run_into_draft(&run, &job, err);
	rtk_charge_writer_free(run.writer);
	return rc;
}
