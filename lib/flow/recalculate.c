#include "base/base.h"

#include "flow/recalculate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/sha256.h"
#include "calc/names.h"
#include "calc/recalculation.h"
#include "flow/month.h"
#include "store/batch.h"
#include "store/charge.h"
#include "store/late.h"
#include "store/month.h"
#include "store/names.h"
#include "store/recalculation.h"
#include "store/registry.h"
#include "store/rule_rows.h"

enum { GAP = 4, FILE_BYTES = 32 }; /* buildings calculated though untouched */

/* A late fact, or a building that one touches. */
struct cause {
	int64_t building;
	struct rtk_late_fact fact;
	struct rtk_period from; /* first month to calculate again */
};

struct work {
	const struct rtk_recalculate_job *job;
	struct rtk_recalculated *out;
	struct rtk_book_state book;
	int64_t building;         /* the only one; 0: all */
	struct rtk_period oldest; /* no month before it is looked at */
	int64_t *batch_max;       /* of each closed month from oldest on */
	struct cause *causes;     /* by building */
	size_t cause_count, cause_room;
	struct rtk_late_fact *global; /* law and prices */
	size_t global_count, global_room;
	/* the month in hand */
	struct rtk_period month;
	size_t at; /* cause of the building in hand, or behind it */
	struct rtk_differences differences;
	struct rtk_buf content; /* of the batch */
};

/* --- what came late ----------------------------------------------------- */

/* The policies say how far back; the books do not go further either. */
static int
find_oldest(struct work *w, struct rtk_err *err)
{
	struct rtk_arena arena = {0};
	struct rtk_rule_rows rows;
	struct rtk_policies p = {{0}};
	int64_t months, years;
	int rc = rtk_rule_rows_load(&rows, w->job->db, INT64_MAX, &arena, err);

	if (rc == 0)
		rc = rtk_policies_load(&p, &rows, w->job->as_of, err);
	rtk_arena_release(&arena);
	if (rc < 0)
		return -1;
	months = p.value[RTK_LOOK_BACK_MONTHS] / RTK_MICRO;
	years = p.value[RTK_LIMITATION_YEARS] / RTK_MICRO;
	if (months > years * 12)
		months = years * 12;
	w->oldest.v = w->book.open.v - (int32_t)months;
	if (w->oldest.v < w->job->since.v)
		w->oldest = w->job->since;
	if (w->oldest.v < w->book.first.v)
		w->oldest = w->book.first;
	return 0;
}

static int
load_months(struct work *w, struct rtk_err *err)
{
	size_t count = (size_t)(w->book.open.v - w->oldest.v);
	struct rtk_closed_month month;

	w->batch_max = rtk_alloc(count * sizeof(*w->batch_max));
	for (size_t i = 0; i < count; i++) {
		struct rtk_period p = {w->oldest.v + (int32_t)i};

		if (rtk_closed_month(w->job->db, p, &month, err) != 1)
			return -1;
		w->batch_max[i] = month.batch_max;
	}
	return 0;
}

/*
 * The first month to calculate again for a fact: the one in which it came
 * into force, unless its close or a later recalculation knew it. 1, 0, -1.
 */
static int
first_month(struct work *w, int64_t building,
    const struct rtk_late_fact *fact, struct rtk_period *out,
    struct rtk_err *err)
{
	int64_t known;

	*out = rtk_period_of(fact->from);
	if (out->v < w->oldest.v)
		*out = w->oldest;
	if (out->v >= w->book.open.v ||
	    w->batch_max[out->v - w->oldest.v] >= fact->batch)
		return 0;
	if (rtk_corrected_batch(w->job->db, *out, building, &known, err) < 0)
		return -1;
	return known < fact->batch;
}

static int
add_cause(struct work *w, int64_t building, const struct rtk_late_fact *fact,
    struct rtk_err *err)
{
	struct rtk_period from;
	int rc;

	if (w->building != 0 && building != w->building)
		return 0;
	rc = first_month(w, building, fact, &from, err);
	if (rc <= 0)
		return rc;
	w->causes = rtk_array_grow(
	    w->causes, &w->cause_room, w->cause_count, sizeof(*w->causes));
	w->causes[w->cause_count++] =
	    (struct cause){building, *fact, from};
	return 0;
}

static int
add_fact(struct work *w, const struct rtk_late_fact *fact, struct rtk_err *err)
{
	size_t before = w->cause_count;

	if (fact->building != 0) {
		if (add_cause(w, fact->building, fact, err) < 0)
			return -1;
		w->out->facts += w->cause_count > before;
		return 0;
	}
	w->global = rtk_array_grow(
	    w->global, &w->global_room, w->global_count, sizeof(*w->global));
	w->global[w->global_count++] = *fact;
	return 0;
}

/* Law and prices touch every building there is. */
static int
spread_global(struct work *w, struct rtk_err *err)
{
	struct rtk_period from;
	size_t before;
	int64_t last;

	if (w->global_count == 0)
		return 0;
	if (rtk_building_last(w->job->db, &last, err) < 0)
		return -1;
	for (size_t i = 0; i < w->global_count; i++) {
		const struct rtk_late_fact *fact = &w->global[i];

		from = rtk_period_of(fact->from);
		if (from.v < w->oldest.v)
			from = w->oldest;
		if (from.v >= w->book.open.v ||
		    w->batch_max[from.v - w->oldest.v] >= fact->batch)
			continue;
		before = w->cause_count;
		for (int64_t building = 1; building <= last; building++)
			if (add_cause(w, building, fact, err) < 0)
				return -1;
		w->out->facts += w->cause_count > before;
	}
	return 0;
}

static int
compare_causes(const void *left, const void *right)
{
	const struct cause *a = left, *b = right;

	if (a->building != b->building)
		return a->building < b->building ? -1 : 1;
	if (a->fact.reason != b->fact.reason)
		return (int)a->fact.reason - (int)b->fact.reason;
	if (a->fact.batch != b->fact.batch)
		return a->fact.batch < b->fact.batch ? -1 : 1;
	return (a->fact.line > b->fact.line) - (a->fact.line < b->fact.line);
}

static int
find_causes(struct work *w, struct rtk_err *err)
{
	const struct rtk_late_query query = {
	    .batch_after = w->batch_max[0],
	    .until = rtk_period_last(
		(struct rtk_period){w->book.open.v - 1}),
	    .first = w->oldest,
	    .last = {w->book.open.v - 1}};
	struct rtk_late_scan *scan;
	struct rtk_late_fact fact;
	int rc;

	if (rtk_late_scan_open(&scan, w->job->db, &query, err) < 0)
		return -1;
	while ((rc = rtk_late_scan_next(scan, &fact, err)) == 1)
		if (add_fact(w, &fact, err) < 0) {
			rc = -1;
			break;
		}
	rtk_late_scan_close(scan);
	if (rc < 0 || spread_global(w, err) < 0)
		return -1;
	if (w->cause_count > 0)
		qsort(w->causes, w->cause_count, sizeof(*w->causes),
		    compare_causes);
	return 0;
}

/* --- one building and month --------------------------------------------- */

/*
 * The fact that a difference is told with: one of the account itself, else
 * of its house, else of a neighbour, whose meter changes what all share.
 */
static const struct rtk_late_fact *
fact_of(const struct work *w, int64_t account)
{
	int64_t building = RTK_BUILDING_OF(account);
	const struct rtk_late_fact *best = NULL;

	for (size_t i = w->at;
	     i < w->cause_count && w->causes[i].building == building; i++) {
		const struct rtk_late_fact *fact = &w->causes[i].fact;

		if (w->causes[i].from.v > w->month.v)
			continue;
		if (fact->account == account)
			return fact;
		if (best == NULL || (best->account != 0 && fact->account == 0))
			best = fact;
	}
	RTK_ASSERT(best != NULL);
	return best;
}

static int
tell(struct work *w, const struct rtk_difference *d,
    const struct rtk_late_fact *fact, struct rtk_err *err)
{
	char number[RTK_NAME_BYTES], file[RTK_NAME_BYTES];
	const struct rtk_recalculated_line told = {.account = number,
	    .for_period = d->line.for_period,
	    .service = rtk_service_name(d->line.service),
	    .component = rtk_component_name(d->line.component),
	    .kind = rtk_kind_name(d->line.kind),
	    .volume = d->line.volume,
	    .decimals = d->line.decimals,
	    .billed = d->billed,
	    .now = d->now,
	    .amount = d->line.amount,
	    .reason = rtk_reason_name(fact->reason),
	    .file = file,
	    .line = fact->line};

	if (rtk_account_number(w->job->db, d->line.account, number, err) < 0 ||
	    rtk_batch_file(w->job->db, fact->batch, file, err) < 0)
		return -1;
	w->job->difference(w->job->context, &told);
	return 0;
}

static int
post(struct work *w, struct rtk_difference *d, struct rtk_err *err)
{
	struct rtk_line *line = &d->line;
	const struct rtk_late_fact *fact = fact_of(w, line->account);
	struct rtk_recalculation row = {.period = w->book.open,
	    .batch = w->out->batch,
	    .source_batch = fact->batch,
	    .source_line = fact->line};

	line->for_period = w->month;
	line->reason = fact->reason;
	row.line = *line;
	if (rtk_recalculation_add(w->job->db, &row, err) < 0)
		return -1;
	w->out->rows++;
	w->out->amount.v += line->amount.v;
	rtk_buf_addf(&w->content, "%lld;%d;%lld;%lld;%lld\n",
	    (long long)line->account, line->for_period.v,
	    (long long)rtk_line_code(line), (long long)line->volume.v,
	    (long long)line->amount.v);
	return tell(w, d, fact, err);
}

/*
 * Not a difference of an earlier month that was posted into this one; what
 * the month itself adjusts is own.
 * Penalties follow at the close by themselves.
 */
static bool
is_own(const struct rtk_line *line)
{
	if (line->kind == RTK_PENALTY_LINE)
		return false;
	return line->kind != RTK_RECALCULATION ||
	    line->reason == RTK_REASON_YEAR ||
	    line->reason == RTK_REASON_UNAUTHORISED ||
	    line->reason == RTK_REASON_CATCH_UP ||
	    line->reason == RTK_REASON_ALLOCATED;
}

/* Lines of the month itself. */
static int
add_billed_lines(
    struct work *w, const int64_t accounts[2], struct rtk_err *err)
{
	struct rtk_charge_scan *scan;
	struct rtk_line line;
	int rc;

	if (rtk_charge_scan_open(&scan, w->job->db, w->month, accounts, err) <
	    0)
		return -1;
	while ((rc = rtk_charge_scan_next(scan, &line, err)) == 1)
		if (is_own(&line))
			rtk_differences_billed(&w->differences, &line);
	rtk_charge_scan_close(scan);
	return rc;
}

/* Differences that later months took for it. */
static int
add_posted(struct work *w, const int64_t accounts[2], struct rtk_err *err)
{
	struct rtk_recalculation_query query = {.account_from = accounts[0],
	    .account_to = accounts[1],
	    .batch_max = INT64_MAX};
	struct rtk_recalculation_scan *scan;
	struct rtk_recalculation row;
	int rc = 0;

	for (query.period.v = w->month.v + 1;
	     rc == 0 && query.period.v <= w->book.open.v; query.period.v++) {
		if (rtk_recalculation_scan_open(
			&scan, w->job->db, &query, err) < 0)
			return -1;
		while ((rc = rtk_recalculation_scan_next(scan, &row, err)) ==
		    1)
			if (row.line.for_period.v == w->month.v)
				rtk_differences_billed(
				    &w->differences, &row.line);
		rtk_recalculation_scan_close(scan);
	}
	return rc;
}

/* Whether a late fact touches the building in this month. */
static bool
is_touched(struct work *w, int64_t building)
{
	while (w->at < w->cause_count && w->causes[w->at].building < building)
		w->at++;
	for (size_t i = w->at;
	     i < w->cause_count && w->causes[i].building == building; i++)
		if (w->causes[i].from.v <= w->month.v)
			return true;
	return false;
}

static int
compare_building(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct work *w = context;
	int64_t building = done->facts->building.id;
	const int64_t accounts[] = {RTK_ACCOUNT_ID(building, 0),
	    RTK_ACCOUNT_ID(building + 1, 0) - 1};
	const struct rtk_corrected_state state = {w->month, building,
	    w->out->batch, done->state->bytes, done->state->size};

	if (!is_touched(w, building))
		return 0;
	rtk_differences_reset(&w->differences);
	for (size_t i = 0; i < done->output->line_count; i++)
		if (is_own(&done->output->lines[i]))
			rtk_differences_now(
			    &w->differences, &done->output->lines[i]);
	if (add_billed_lines(w, accounts, err) < 0 ||
	    add_posted(w, accounts, err) < 0)
		return -1;
	rtk_differences_merge(&w->differences);
	for (size_t i = 0; i < w->differences.count; i++)
		if (post(w, &w->differences.list[i], err) < 0)
			return -1;
	return rtk_corrected_state_add(w->job->db, &state, err);
}

/* --- month after month -------------------------------------------------- */

static int
calculate_range(struct work *w, int64_t from, int64_t to, struct rtk_err *err)
{
	struct rtk_month_sink sink = {w, compare_building};
	const struct rtk_month_job job = {.db = w->job->db,
	    .period = w->month,
	    .first_period = w->book.first,
	    .batch_max = INT64_MAX,
	    .building_from = from,
	    .building_to = to,
	    .events = w->job->events};

	return rtk_month_calculate(&job, &sink, err);
}

/* Buildings that lie close together are calculated in one scan. */
static int
calculate_month(struct work *w, struct rtk_err *err)
{
	int64_t from = 0, to = 0;
	int rc = 0;

	w->at = 0;
	for (size_t i = 0; rc == 0 && i < w->cause_count; i++) {
		const struct cause *cause = &w->causes[i];

		if (cause->from.v > w->month.v)
			continue;
		if (from != 0 && cause->building > to + GAP) {
			rc = calculate_range(w, from, to, err);
			from = 0;
		}
		if (from == 0)
			from = cause->building;
		to = cause->building;
	}
	if (rc == 0 && from != 0)
		rc = calculate_range(w, from, to, err);
	return rc;
}

/* The batch says that the facts up to here are worked off. */
static int
store_batch(struct work *w, struct rtk_err *err)
{
	uint8_t digest[RTK_SHA256_BYTES];
	char sha256[RTK_SHA256_HEX], period[RTK_PERIOD_TEXT];
	char file[FILE_BYTES];
	struct rtk_batch batch = {.id = w->out->batch,
	    .kind = "recalculation",
	    .file = file,
	    .sha256 = sha256,
	    .imported = w->job->as_of,
	    .amount = w->out->amount};

	(void)snprintf(file, sizeof(file), "recalculate %s",
	    rtk_period_text(period, w->book.open));
	rtk_buf_addf(&w->content, "%lld\n", (long long)w->out->batch);
	rtk_sha256(digest, w->content.bytes, w->content.size);
	rtk_sha256_hex(sha256, digest);
	/* states may change the open month though no line differs */
	batch.taken = w->out->rows + w->out->buildings;
	batch.row_count = batch.taken;
	return rtk_batch_add(w->job->db, &batch, err);
}

static void
count_buildings(struct work *w)
{
	int64_t last = 0;

	w->out->first = w->book.open;
	w->out->last.v = w->book.open.v - 1;
	for (size_t i = 0; i < w->cause_count; i++) {
		const struct cause *cause = &w->causes[i];

		w->out->buildings += cause->building != last;
		last = cause->building;
		if (cause->from.v < w->out->first.v)
			w->out->first = cause->from;
		w->out->too_old +=
		    rtk_period_of(cause->fact.from).v < w->oldest.v &&
		    w->oldest.v > w->book.first.v;
	}
}

static int
find_building(struct work *w, struct rtk_err *err)
{
	int rc;

	if (w->job->building == NULL)
		return 0;
	rc = rtk_building_find(
	    w->job->db, w->job->building, &w->building, err);
	if (rc == 0)
		return rtk_failf(
		    err, RTK_E_UNKNOWN_BUILDING, "%s", w->job->building);
	return rc < 0 ? -1 : 0;
}

static int
recalculate(struct work *w, struct rtk_err *err)
{
	if (find_building(w, err) < 0 ||
	    rtk_book_state(w->job->db, &w->book, err) < 0 ||
	    find_oldest(w, err) < 0)
		return -1;
	w->out->open = w->book.open;
	w->out->first = w->book.open;
	w->out->last.v = w->book.open.v - 1;
	if (w->oldest.v >= w->book.open.v)
		return 0;
	if (load_months(w, err) < 0 || find_causes(w, err) < 0)
		return -1;
	if (w->cause_count == 0)
		return 0;
	count_buildings(w);
	if (rtk_batch_next(w->job->db, &w->out->batch, err) < 0)
		return -1;
	for (w->month = w->out->first; w->month.v < w->book.open.v;
	     w->month.v++)
		if (calculate_month(w, err) < 0)
			return -1;
	return store_batch(w, err);
}

int
rtk_recalculate(struct rtk_recalculated *out,
    const struct rtk_recalculate_job *job, struct rtk_err *err)
{
	struct work w = {.job = job, .out = out};
	int rc;

	memset(out, 0, sizeof(*out));
	rc = recalculate(&w, err);
	free(w.batch_max);
	free(w.causes);
	free(w.global);
	rtk_differences_release(&w.differences);
	rtk_buf_release(&w.content);
	return rc;
}
