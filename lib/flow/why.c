#include "base/base.h"

#include "flow/why.h"

#include <stdio.h>
#include <string.h>

#include "calc/input_copy.h"
#include "calc/names.h"
#include "flow/known.h"
#include "flow/month.h"
#include "num/decimal.h"
#include "store/charge.h"
#include "store/names.h"

/* What was billed in a month, by what the replay gives and what it does not. */
struct billed {
	int64_t lines;
	struct rtk_kop all;
	struct rtk_kop replayed; /* charge, raising, VAT of the month itself */
	struct rtk_kop rest[RTK_WHY_CAUSES][RTK_SERVICES][RTK_COMPONENTS];
};

/* A month under comparison. */
struct side {
	struct rtk_known_month known;
	struct billed billed;
	struct rtk_why_side side;
	bool found; /* the building was there */
};

struct job {
	struct rtk_why *out;
	struct rtk_db *db;
	int64_t account;
	struct side sides[2]; /* before, now */
	struct side *at;      /* the one being calculated */
	struct rtk_arena arena;
};

/* Lines that the month's own calculation does not give. */
static enum rtk_cause_of_change
posted_cause(const struct rtk_line *line, struct rtk_period period)
{
	if (line->kind == RTK_PENALTY_LINE)
		return RTK_WHY_PENALTY;
	if (line->kind == RTK_RECALCULATION ||
	    line->for_period.v != period.v)
		return RTK_WHY_RECALCULATION;
	if (line->kind == RTK_REDUCTION)
		return RTK_WHY_REDUCTION;
	return RTK_WHY_CAUSES;
}

static int
read_billed(struct job *job, struct side *side, struct rtk_err *err)
{
	const int64_t range[] = {job->account, job->account};
	struct billed *b = &side->billed;
	struct rtk_charge_scan *scan;
	struct rtk_line line;
	int rc;

	if (rtk_charge_scan_open(
		&scan, job->db, side->known.period, range, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_next(scan, &line, err)) == 1) {
		enum rtk_cause_of_change cause =
		    posted_cause(&line, side->known.period);

		b->lines++;
		b->all.v += line.amount.v;
		if (cause == RTK_WHY_CAUSES)
			b->replayed.v += line.amount.v;
		else
			b->rest[cause][line.service][line.component].v +=
			    line.amount.v;
	}
	rtk_charge_scan_close(scan);
	return rc;
}

/* Before it is charged: the charging writes into premises and meters. */
static int
keep_metered(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct job *job = context;

	(void)err;
	job->at->side.in = rtk_input_copy(done->input, &job->arena);
	return 0;
}

static void
keep_charged(struct job *job, const struct rtk_building_done *done)
{
	const struct rtk_building_output *o = done->output;
	struct side *side = job->at;
	size_t first = 0, count = 0;
	int64_t sum = 0;

	while (first < o->line_count &&
	    o->lines[first].account != job->account)
		first++;
	while (first + count < o->line_count &&
	    o->lines[first + count].account == job->account)
		count++;
	for (size_t i = 0; i < count; i++)
		if (posted_cause(&o->lines[first + i],
			side->known.period) == RTK_WHY_CAUSES)
			sum += o->lines[first + i].amount.v;
	side->side.lines = o->lines + first;
	side->side.line_count = count;
	side->found = true;
	if (sum != side->billed.replayed.v)
		job->out->same_as_billed = false;
	(void)snprintf(job->out->building, sizeof(job->out->building), "%s",
	    done->facts->building.code);
}

static int
replay(struct job *job, struct side *side,
    int (*building)(void *, const struct rtk_building_done *,
	struct rtk_err *),
    struct rtk_err *err)
{
	struct rtk_month_sink sink = {job, building};
	struct rtk_month_job month = {.db = job->db,
	    .period = side->known.period,
	    .first_period = side->known.first,
	    .batch_max = side->known.batch_max,
	    .building_from = RTK_BUILDING_OF(job->account),
	    .building_to = RTK_BUILDING_OF(job->account),
	    .metered = keep_metered};

	job->at = side;
	return rtk_month_calculate(&month, &sink, err);
}

static int
split(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct job *job = context;

	(void)err;
	keep_charged(job, done);
	rtk_why_split(&job->out->parts, &job->sides[0].side,
	    &job->sides[1].side, job->account, &job->arena);
	return 0;
}

/*
 * The month itself is calculated inside the callback of the month before:
 * what both are made of is alive only there.
 */
static int
then_now(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct job *job = context;

	keep_charged(job, done);
	return replay(job, &job->sides[1], split, err);
}

/* Only in one of the months there is the building. */
static void
add_whole(struct job *job)
{
	struct rtk_why_part part = {.service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .cause = RTK_WHY_SERVICE,
	    .amount = {job->sides[1].billed.replayed.v -
		job->sides[0].billed.replayed.v}};

	if (part.amount.v != 0)
		rtk_why_add(&job->out->parts, &part);
}

static void
add_posted(struct job *job)
{
	for (int i = 0; i < RTK_WHY_CAUSES; i++)
		for (int s = 0; s < RTK_SERVICES; s++)
			for (int c = 0; c < RTK_COMPONENTS; c++) {
				struct rtk_why_part part = {
				    .cause = (enum rtk_cause_of_change)i,
				    .service = (enum rtk_service)s,
				    .component = (enum rtk_component)c};

				part.amount.v =
				    job->sides[1].billed.rest[i][s][c].v -
				    job->sides[0].billed.rest[i][s][c].v;
				if (part.amount.v != 0)
					rtk_why_add(
					    &job->out->parts, &part);
			}
}

static bool
stands_before(const struct rtk_why_part *a, const struct rtk_why_part *b)
{
	if (a->service != b->service)
		return a->service < b->service;
	if (a->component != b->component)
		return a->component < b->component;
	return a->cause < b->cause;
}

/* By service, component and cause. */
static void
sort_parts(struct rtk_why_parts *parts)
{
	for (size_t i = 1; i < parts->count; i++)
		for (size_t j = i; j > 0 &&
		     stands_before(&parts->list[j], &parts->list[j - 1]);
		     j--) {
			struct rtk_why_part part = parts->list[j];

			parts->list[j] = parts->list[j - 1];
			parts->list[j - 1] = part;
		}
}

static int
check_sum(const struct rtk_why *why, struct rtk_err *err)
{
	int64_t sum = 0;

	for (size_t i = 0; i < why->parts.count; i++)
		sum += why->parts.list[i].amount.v;
	if (why->same_as_billed && sum != why->now.v - why->before.v)
		return rtk_failf(err, RTK_E_IDENTITY, "%s",
		    "the parts are not the difference");
	return 0;
}

static int
compare(struct job *job, struct rtk_err *err)
{
	struct side *before = &job->sides[0], *now = &job->sides[1];

	if (read_billed(job, before, err) < 0 ||
	    read_billed(job, now, err) < 0)
		return -1;
	job->out->closed = now->known.closed;
	job->out->last = before->known.period;
	job->out->before = before->billed.all;
	job->out->now = now->billed.all;
	job->out->same_as_billed = true;
	if (replay(job, before, then_now, err) < 0)
		return -1;
	if (!now->found)
		add_whole(job);
	add_posted(job);
	sort_parts(&job->out->parts);
	return check_sum(job->out, err);
}

int
rtk_why(struct rtk_why *out, struct rtk_db *db, const char *account,
    struct rtk_period period, struct rtk_err *err)
{
	struct job job = {.out = out, .db = db};
	struct rtk_period before = {period.v - 1};
	struct rtk_book_state state;
	char text[RTK_PERIOD_TEXT];
	int rc;

	memset(out, 0, sizeof(*out));
	rc = rtk_account_find(db, account, &job.account, err);
	if (rc == 0)
		rc = rtk_failf(err, RTK_E_UNKNOWN_ACCOUNT, "%s", account);
	if (rc < 0 || rtk_book_state(db, &state, err) < 0)
		return -1;
	if (period.v == state.first.v)
		return rtk_failf(err, RTK_E_PERIOD_FIRST, "%s",
		    rtk_period_text(text, period));
	if (rtk_known_month(&job.sides[1].known, db, period, err) < 0 ||
	    rtk_known_month(&job.sides[0].known, db, before, err) < 0)
		return -1;
	rc = compare(&job, err);
	rtk_arena_release(&job.arena);
	if (rc == 0 &&
	    job.sides[0].billed.lines + job.sides[1].billed.lines == 0)
		return rtk_fail(err, RTK_E_NO_LINES);
	return rc;
}

const char *
rtk_why_service(const struct rtk_why_part *part)
{
	return rtk_service_name(part->service);
}

const char *
rtk_why_component(const struct rtk_why_part *part)
{
	return rtk_component_name(part->component);
}

const char *
rtk_why_cause(const struct rtk_why_part *part)
{
	return rtk_why_name(part->cause);
}

const char *
rtk_why_text(char text[RTK_WHY_TEXT], const struct rtk_why_part *part,
    int64_t value)
{
	char decimal[RTK_DECIMAL_TEXT];

	(void)snprintf(text, RTK_WHY_TEXT, "%s",
	    rtk_decimal_text(decimal, value, part->scale, 0));
	return text;
}
