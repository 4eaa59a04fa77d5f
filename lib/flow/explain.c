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
#include "num/decimal.h"
#include "store/charge.h"
#include "store/names.h"
#include "store/origin.h"

enum { DECIMALS_MAX = 9 }; /* of a value that has no end */

/* What is recorded while the month runs. */
struct recorder {
	struct rtk_explanation *out;
	struct rtk_db *db;
	int64_t account;
	struct rtk_period period;
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
	case RTK_FROM_QUALITY:
		return RTK_ORIGIN_QUALITY;
	case RTK_FROM_ABSENCE:
		return RTK_ORIGIN_ABSENCE;
	case RTK_FROM_OUTAGE:
		return RTK_ORIGIN_OUTAGE;
	case RTK_FROM_TEMPERATURE:
		return RTK_ORIGIN_TEMPERATURE;
	case RTK_FROM_CONTRACT:
		return RTK_ORIGIN_CONTRACT;
	case RTK_FROM_ACT:
		return RTK_ORIGIN_ACT;
	case RTK_FROM_ALLOCATOR:
		return RTK_ORIGIN_ALLOCATOR;
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

static const char *
keep_text(struct rtk_explanation *out, const char *text)
{
	if (text == NULL)
		return "";
	return rtk_arena_copy(&out->arena, text, strlen(text));
}

static const char *
keep_decimal(struct rtk_explanation *out, int64_t value, int scale, int min)
{
	char text[RTK_DECIMAL_TEXT];

	return keep_text(out, rtk_decimal_text(text, value, scale, min));
}

/*
 * A value of 10^-scale with all its decimals, or, where it has no end, with
 * nine of them: enough to check a product to the kopeck.
 */
static const char *
keep_value(struct rtk_explanation *out, struct rtk_ratio value, int scale)
{
	struct rtk_ratio finer = value;
	struct rtk_err ignored = RTK_ERR_INIT;
	struct rtk_buf text = {0};
	const char *kept;
	int64_t rounded;

	if (rtk_ratio_round(&rounded, value, &ignored) == 0 &&
	    rtk_ratio_compare(rtk_ratio(rounded, 1), value) == 0)
		return keep_decimal(out, rounded, scale, 0);
	for (int i = scale; i < DECIMALS_MAX; i++)
		finer = rtk_ratio_mul_int(finer, 10);
	if (rtk_ratio_round(&rounded, finer, &ignored) < 0)
		return "?";
	rtk_decimal_add(&text, rounded, DECIMALS_MAX, 0);
	if (rtk_ratio_compare(rtk_ratio(rounded, 1), finer) != 0)
		rtk_buf_add_text(&text, "...");
	kept = keep_text(out, text.bytes);
	rtk_buf_release(&text);
	return kept;
}

static void
record(void *context, const struct rtk_step *step)
{
	struct recorder *r = context;
	struct rtk_buf origin = {0};
	bool amount = step->is_line;

	if (r->failed)
		return;
	if (origin_text(r, &step->source, &origin) < 0)
		r->failed = true;
	r->steps = rtk_array_grow(r->steps, &r->step_room,
	    r->out->step_count, sizeof(*r->steps));
	r->steps[r->out->step_count++] = (struct rtk_explained_step){
	    .clause = keep_text(r->out, step->clause),
	    .symbol = keep_text(r->out, step->symbol),
	    .text = step->text,
	    .formula = keep_text(r->out, step->formula),
	    .value = step->symbol != NULL
		? keep_value(r->out, step->value, step->scale)
		: "",
	    .unit = keep_text(r->out, step->unit),
	    .origin = keep_text(r->out, origin.bytes),
	    .rounds = amount,
	    .exact = step->is_exact,
	    .amount = {amount ? (int64_t)step->value.num : 0},
	};
	rtk_buf_release(&origin);
}

static struct rtk_price
price_of(const struct rtk_month *month, int64_t tariff)
{
	for (size_t i = 0; i < month->rows->tariff_count; i++)
		if (month->rows->tariffs[i].id == tariff)
			return month->rows->tariffs[i].price;
	return (struct rtk_price){0};
}

static void
keep_line(struct rtk_explanation *out, const struct rtk_line *l,
    struct rtk_price price)
{
	/* VAT and shares of the charge have no volume */
	bool vat = l->kind == RTK_VAT ||
	    (l->kind == RTK_REDUCTION && l->volume.v == 0);
	char month[RTK_PERIOD_TEXT] = "";

	if (l->kind == RTK_RECALCULATION)
		(void)rtk_period_text(month, l->for_period);
	out->lines[out->line_count++] = (struct rtk_explained_line){
	    .service = rtk_service_name(l->service),
	    .component = rtk_component_name(l->component),
	    .kind = rtk_kind_name(l->kind),
	    .method = rtk_method_name(l->method),
	    .formula = rtk_formula_name(l->formula),
	    .unit = rtk_component_unit(l->component),
	    .volume = vat ? ""
			  : keep_decimal(out, l->volume.v, RTK_MICRO_SCALE,
				l->decimals),
	    .common = vat || l->service != RTK_HEATING
		? ""
		: keep_decimal(out, l->common.v, RTK_MICRO_SCALE, 6),
	    .price = keep_decimal(out, price.v, RTK_PRICE_SCALE, 2),
	    .amount = keep_decimal(out, l->amount.v, RTK_KOP_SCALE, 2),
	    .for_period = keep_text(out, month),
	    .reason = rtk_reason_name(l->reason),
	};
}

static bool
same_line(const struct rtk_line *a, const struct rtk_line *b)
{
	return a->service == b->service && a->component == b->component &&
	    a->kind == b->kind && a->volume.v == b->volume.v &&
	    a->common.v == b->common.v && a->amount.v == b->amount.v;
}

/* The replay must be what was billed: compares with the stored lines. */
static int
compare_stored(struct recorder *r, const struct rtk_line *lines, size_t count,
    struct rtk_err *err)
{
	const int64_t range[] = {r->account, r->account};
	struct rtk_charge_scan *scan;
	struct rtk_line line;
	size_t stored = 0;
	int64_t penalty = 0;
	int rc;

	if (rtk_charge_scan_open(&scan, r->db, r->period, range, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_next(scan, &line, err)) == 1) {
		if (line.kind == RTK_PENALTY_LINE) {
			penalty += line.amount.v;
			continue;
		}
		if (stored >= count || !same_line(&line, &lines[stored]))
			r->out->same_as_billed = false;
		stored++;
	}
	if (stored != count)
		r->out->same_as_billed = false;
	if (penalty != 0)
		r->out->penalty =
		    keep_decimal(r->out, penalty, RTK_KOP_SCALE, 2);
	rtk_charge_scan_close(scan);
	return rc;
}

/* The line of a step: the first of this amount that no step has yet. */
static size_t
line_of(const struct rtk_explained_step *step, const struct rtk_line *lines,
    size_t count, bool *taken)
{
	bool vat = strcmp(step->symbol, "VAT") == 0;

	for (size_t i = 0; i < count; i++) {
		bool own = lines[i].reason == RTK_REASON_ALLOCATED;

		if (taken[i] || own != step->exact ||
		    (lines[i].kind == RTK_RECALCULATION && !own) ||
		    (lines[i].kind == RTK_VAT) != vat ||
		    lines[i].amount.v != step->amount.v)
			continue;
		taken[i] = true;
		return i + 1;
	}
	return 0;
}

/*
 * Steps lead to the amount behind them. What was recalculated has no steps,
 * but a correction by allocators has; VAT that a reduction changed leads to no
 * line.
 */
static void
tie_steps(struct recorder *r, const struct rtk_line *lines, size_t count)
{
	bool *taken = rtk_arena_get(&r->out->arena, count + 1);
	size_t first = 0;

	memset(taken, 0, count + 1);
	for (size_t i = 0; i < r->out->step_count; i++) {
		size_t line;

		if (!r->steps[i].rounds)
			continue;
		line = line_of(&r->steps[i], lines, count, taken);
		for (; first <= i; first++)
			r->steps[first].line = line;
	}
}

/* Keeps the lines of the account, in words. */
static int
keep_lines(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct recorder *r = context;
	struct rtk_explanation *out = r->out;
	const struct rtk_building_output *o = done->output;
	size_t first = 0, count = 0;
	int64_t total = 0;

	while (first < o->line_count && o->lines[first].account != r->account)
		first++;
	while (first + count < o->line_count &&
	    o->lines[first + count].account == r->account)
		count++;
	out->lines =
	    rtk_arena_get(&out->arena, (count + 1) * sizeof(*out->lines));
	for (size_t i = 0; i < count; i++) {
		const struct rtk_line *l = &o->lines[first + i];

		keep_line(out, l, price_of(done->month, l->tariff));
		total += l->amount.v;
	}
	tie_steps(r, o->lines + first, count);
	out->total = keep_decimal(out, total, RTK_KOP_SCALE, 2);
	out->building = keep_text(out, done->facts->building.code);
	if (r->failed)
		return -1;
	out->same_as_billed = true;
	if (out->now)
		return 0;
	return compare_stored(r, o->lines + first, count, err);
}

/* As it was known at the close, or, for the open month, at the last run. */
static int
known_by(struct recorder *r, struct rtk_err *err)
{
	struct rtk_closed_month month;
	struct rtk_draft draft;
	int rc = rtk_closed_month(r->db, r->period, &month, err);

	if (rc < 0)
		return -1;
	r->out->closed = rc == 1;
	r->batch_max = rc == 1 ? month.batch_max : 0;
	if (r->out->now)
		r->batch_max = INT64_MAX;
	if (rc == 1 || r->out->now)
		return 0;
	rc = rtk_draft_get(r->db, &draft, err);
	if (rc == 0 || (rc == 1 && draft.period.v != r->period.v))
		return rtk_fail(err, RTK_E_PERIOD_NOT_RUN);
	r->batch_max = rc == 1 ? draft.batch_max : 0;
	return rc < 0 ? -1 : 0;
}

static int
replay(struct recorder *r, struct rtk_err *err)
{
	struct rtk_month_sink sink = {r, keep_lines};
	struct rtk_trace trace = {r, record};
	struct rtk_month_job job = {.db = r->db,
	    .period = r->period,
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
    const struct rtk_explain_query *query, struct rtk_err *err)
{
	struct recorder r = {
	    .out = out, .db = db, .period = query->period, .err = err};
	int rc;

	memset(out, 0, sizeof(*out));
	out->now = query->now;
	rc = rtk_account_find(db, query->account, &r.account, err);
	if (rc == 0)
		rc = rtk_failf(
		    err, RTK_E_UNKNOWN_ACCOUNT, "%s", query->account);
	if (rc < 0)
		return -1;
	rc = -1;
	if (known_by(&r, err) == 0 && replay(&r, err) == 0)
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
