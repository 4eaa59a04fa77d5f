#include "base/base.h"

#include "flow/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "calc/names.h"
#include "calc/policies.h"
#include "flow/month.h"
#include "store/charge.h"
#include "store/names.h"
#include "store/origin.h"

/* What is recorded while the month runs. */
struct recorder {
	struct rtk_explanation *out;
	struct rtk_db *db;
	int64_t account;
	int64_t batch_max;
	struct rtk_explained_step *steps;
	size_t step_room;
	struct rtk_err *err; /* of the look-up of an origin */
	bool failed;
};

static int
origin_kind(enum rtk_source_kind kind)
{
	switch (kind) {
	case RTK_FROM_TARIFF:
		return RTK_ORIGIN_TARIFF;
	case RTK_FROM_NORM:
		return RTK_ORIGIN_NORM;
	case RTK_FROM_MONTHS:
		return RTK_ORIGIN_MONTHS;
	case RTK_FROM_READING:
		return RTK_ORIGIN_READING;
	case RTK_FROM_METER:
	case RTK_FROM_STATE:
		return RTK_ORIGIN_METER;
	case RTK_FROM_BUILDING:
		return RTK_ORIGIN_BUILDING;
	case RTK_FROM_ACCOUNT:
		return RTK_ORIGIN_ACCOUNT;
	default:
		return -1;
	}
}

/* "file:line, document, channel, date" */
static int
origin_text(struct recorder *r, const struct rtk_source *source,
    struct rtk_buf *text)
{
	int64_t key[] = {origin_kind(source->kind), source->id};
	char day[RTK_DATE_TEXT];
	struct rtk_origin o;
	int rc;

	rtk_buf_add_text(text, "");
	if (source->kind == RTK_FROM_POLICY)
		rtk_buf_add_text(
		    text, rtk_policy_name((enum rtk_policy)source->id));
	if (key[0] < 0)
		return 0;
	rc = rtk_origin_find(&o, r->db, key, r->batch_max, r->err);
	if (rc <= 0)
		return rc;
	rtk_buf_addf(text, "%s:%lld", o.file, (long long)o.line);
	if (o.document[0] != '\0')
		rtk_buf_addf(text, ", %s", o.document);
	if (o.channel >= 0)
		rtk_buf_addf(text, ", %s",
		    rtk_channel_name((enum rtk_channel)o.channel));
	rtk_buf_addf(text, ", %s", rtk_date_text(day, o.day));
	return 0;
}

static void
record(void *context, const struct rtk_step *step)
{
	struct recorder *r = context;
	struct rtk_explained_step *kept;
	struct rtk_buf text = {0};

	if (r->failed)
		return;
	if (origin_text(r, &step->source, &text) < 0)
		r->failed = true;
	r->steps = rtk_array_grow(r->steps, &r->step_room,
	    r->out->step_count, sizeof(*r->steps));
	kept = &r->steps[r->out->step_count++];
	kept->step = *step;
	kept->origin =
	    rtk_arena_copy(&r->out->arena, text.bytes, text.size);
	rtk_buf_release(&text);
}

static struct rtk_price
price_of(const struct rtk_month *month, int64_t tariff)
{
	for (size_t i = 0; i < month->rows->tariff_count; i++)
		if (month->rows->tariffs[i].id == tariff)
			return month->rows->tariffs[i].price;
	return (struct rtk_price){0};
}

/* Keeps the lines of the account. */
static int
keep_lines(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct recorder *r = context;
	struct rtk_explanation *out = r->out;
	struct rtk_line *lines;
	size_t count = 0;

	(void)err;
	lines = rtk_arena_get(&out->arena,
	    (done->output->line_count + 1) * sizeof(*lines));
	out->prices = rtk_arena_get(&out->arena,
	    (done->output->line_count + 1) * sizeof(*out->prices));
	for (size_t i = 0; i < done->output->line_count; i++) {
		if (done->output->lines[i].account != r->account)
			continue;
		lines[count] = done->output->lines[i];
		out->prices[count] =
		    price_of(done->month, lines[count].tariff);
		count++;
	}
	out->lines = lines;
	out->line_count = count;
	out->building = rtk_arena_copy(&out->arena,
	    done->facts->building.code, strlen(done->facts->building.code));
	return r->failed ? -1 : 0;
}

static int
load_stored(struct recorder *r, struct rtk_period period, struct rtk_err *err)
{
	const int64_t range[] = {r->account, r->account};
	struct rtk_line *lines = rtk_arena_get(&r->out->arena,
	    (r->out->line_count + 1) * sizeof(*lines));
	struct rtk_charge_scan *scan;
	struct rtk_line line;
	int rc;

	if (rtk_charge_scan_open(&scan, r->db, period, range, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_next(scan, &line, err)) == 1)
		if (r->out->stored_count < r->out->line_count + 1)
			lines[r->out->stored_count++] = line;
	r->out->stored = lines;
	rtk_charge_scan_close(scan);
	return rc;
}

/* As it was known at the close, or, for the open month, at the last run. */
static int
known_by(struct recorder *r, struct rtk_period period, struct rtk_err *err)
{
	struct rtk_closed_month month;
	struct rtk_draft draft;
	int rc = rtk_closed_month(r->db, period, &month, err);

	if (rc < 0)
		return -1;
	r->out->closed = rc == 1;
	r->batch_max = rc == 1 ? month.batch_max : 0;
	if (rc == 1)
		return 0;
	rc = rtk_draft_get(r->db, &draft, err);
	if (rc == 0 || (rc == 1 && draft.period.v != period.v))
		return rtk_fail(err, RTK_E_PERIOD_NOT_RUN);
	r->batch_max = rc == 1 ? draft.batch_max : 0;
	return rc < 0 ? -1 : 0;
}

static int
replay(struct recorder *r, struct rtk_period period, struct rtk_err *err)
{
	struct rtk_month_sink sink = {r, keep_lines};
	struct rtk_trace trace = {r, record};
	struct rtk_month_job job = {.db = r->db,
	    .period = period,
	    .batch_max = r->batch_max,
	    .building_from = RTK_BUILDING_OF(r->account),
	    .building_to = RTK_BUILDING_OF(r->account),
	    .trace = &trace,
	    .traced = r->account};
	struct rtk_book_state state;

	if (rtk_book_state(r->db, &state, err) < 0)
		return -1;
	job.first_period = state.first;
	return rtk_month_calculate(&job, &sink, err);
}

int
rtk_explain(struct rtk_explanation *out, struct rtk_db *db,
    const char *account, struct rtk_period period, struct rtk_err *err)
{
	struct recorder r = {.out = out, .db = db, .err = err};
	int rc;

	memset(out, 0, sizeof(*out));
	rc = rtk_account_find(db, account, &r.account, err);
	if (rc == 0)
		rc = rtk_failf(err, RTK_E_UNKNOWN_ACCOUNT, "%s", account);
	if (rc < 0)
		return -1;
	rc = -1;
	if (known_by(&r, period, err) == 0 && replay(&r, period, err) == 0 &&
	    load_stored(&r, period, err) == 0)
		rc = out->line_count > 0
		    ? 0
		    : rtk_fail(err, RTK_E_NO_LINES);
	out->steps = memcpy(rtk_arena_get(&out->arena,
				(out->step_count + 1) * sizeof(*r.steps)),
	    r.steps != NULL ? (const void *)r.steps : "",
	    out->step_count * sizeof(*r.steps));
	free(r.steps);
	if (rc < 0)
		rtk_explanation_release(out);
	return rc;
}

void
rtk_explanation_release(struct rtk_explanation *explanation)
{
	rtk_arena_release(&explanation->arena);
}
