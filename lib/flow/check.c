#include "base/base.h"

#include "flow/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/building.h"
#include "flow/bill.h"
#include "flow/check_pass.h"
#include "flow/name_by_key.h"
#include "store/check_rows.h"
#include "store/registry.h"
#include "store/rule_rows.h"

/* A missing price is told once, not for every building. */
struct told_rule {
	enum rtk_fault code;
	bool blocking;
	char detail[RTK_CHECK_DETAIL];
};

struct check {
	const struct rtk_check_job *job;
	struct rtk_check_result *result;
	struct rtk_name_by_key accounts;
	struct rtk_name_by_key meters;
	struct rtk_overdue_scan *late;
	int64_t late_meter; /* where the scan stands */
	struct rtk_date late_day;
	int has_late;
	struct rtk_month next; /* the month behind */
	int64_t last;          /* building */
	struct rtk_check_list found;
	struct rtk_building_output out;
	struct told_rule *told;
	size_t told_count, told_room;
};

static int
tell(struct check *c, const struct rtk_check_row *row, struct rtk_err *err)
{
	if (row->blocking)
		c->result->blocking++;
	else
		c->result->warnings++;
	return c->job->row(c->job->context, row, err);
}

/* --- the whole book ---------------------------------------------------- */

static int
check_draft(struct check *c, struct rtk_err *err)
{
	char detail[RTK_CHECK_DETAIL];
	struct rtk_check_row row = {.code = RTK_E_PERIOD_STALE,
	    .blocking = true,
	    .building = "",
	    .account = "",
	    .meter = "",
	    .detail = detail};
	struct rtk_draft draft;
	int64_t newest = 0;
	int rc = rtk_draft_get(c->job->db, &draft, err);

	if (rc < 0 || rtk_batch_max(c->job->db, true, &newest, err) < 0)
		return -1;
	if (rc == 0 || draft.period.v != c->job->period.v ||
	    newest <= draft.batch_max)
		return 0;
	(void)snprintf(
	    detail, sizeof(detail), "batch %lld", (long long)newest);
	return tell(c, &row, err);
}

static int
check_quarantine(struct check *c, struct rtk_err *err)
{
	static const size_t max = RTK_WAITING_ROWS_MAX;
	struct rtk_waiting_rows *rows = rtk_alloc(max * sizeof(*rows));
	char detail[RTK_CHECK_DETAIL];
	struct rtk_check_row row = {.code = RTK_E_CHECK_QUARANTINE,
	    .building = "",
	    .account = "",
	    .meter = "",
	    .detail = detail};
	size_t count;
	int rc = rtk_waiting_rows(c->job->db, rows, &count, err);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		(void)snprintf(detail, sizeof(detail), "%s: %s: %lld",
		    rows[i].kind, rows[i].reason, (long long)rows[i].count);
		rc = tell(c, &row, err);
	}
	free(rows);
	return rc;
}

/* --- a building -------------------------------------------------------- */

/* Told of this rule already, as stopping as now: once is enough. */
static bool
told_before(struct check *c, const struct rtk_check_found *f)
{
	struct told_rule *told;

	for (size_t i = 0; i < c->told_count; i++)
		if (c->told[i].code == f->code &&
		    (c->told[i].blocking || !f->blocking) &&
		    strcmp(c->told[i].detail, f->detail) == 0)
			return true;
	c->told = rtk_array_grow(
	    c->told, &c->told_room, c->told_count, sizeof(*c->told));
	told = &c->told[c->told_count++];
	told->code = f->code;
	told->blocking = f->blocking;
	(void)snprintf(told->detail, sizeof(told->detail), "%s", f->detail);
	return false;
}

static bool
is_rule(enum rtk_fault code)
{
	return code == RTK_E_TARIFF_GAP || code == RTK_E_TARIFF_CHANGES ||
	    code == RTK_E_TARIFF_AMBIGUOUS || code == RTK_E_NORM_GAP ||
	    code == RTK_E_NORM_MID_MONTH || code == RTK_E_MONTHS_GAP;
}

static int
compare_found(const void *left, const void *right)
{
	const struct rtk_check_found *a = left, *b = right;

	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	if (a->meter != b->meter)
		return a->meter < b->meter ? -1 : 1;
	if (a->code != b->code)
		return (int)a->code - (int)b->code;
	if (a->blocking != b->blocking)
		return a->blocking ? -1 : 1;
	return strcmp(a->detail, b->detail);
}

static int
tell_one(struct check *c, const struct rtk_check_found *f, const char *code,
    struct rtk_err *err)
{
	struct rtk_check_row row = {.code = f->code,
	    .blocking = f->blocking,
	    .building = code,
	    .account = "",
	    .meter = "",
	    .detail = f->detail};

	if (is_rule(f->code) && told_before(c, f))
		return 0;
	if (rtk_name_by_key(&row.account, &c->accounts, f->account, err) < 0)
		return -1;
	if (f->meter != 0 &&
	    rtk_name_by_key(&row.meter, &c->meters, f->meter, err) < 0)
		return -1;
	return tell(c, &row, err);
}

/* By account and meter: the names come in the same order. */
static int
tell_found(struct check *c, const char *code, struct rtk_err *err)
{
	int rc = 0;

	if (c->found.count > 1)
		qsort(c->found.list, c->found.count, sizeof(*c->found.list),
		    compare_found);
	for (size_t i = 0; rc == 0 && i < c->found.count; i++)
		rc = tell_one(c, &c->found.list[i], code, err);
	c->found.count = 0;
	return rc;
}

static int
add_late(struct check *c, int64_t building, struct rtk_err *err)
{
	int64_t end = RTK_METER_ID(RTK_ACCOUNT_ID(building + 1, 0), 0);
	char text[RTK_DATE_TEXT];

	while (c->has_late == 1 && c->late_meter < end) {
		struct rtk_check_found found = {
		    .code = RTK_E_CHECK_LATE_READING,
		    .account = RTK_ACCOUNT_OF(c->late_meter),
		    .meter = c->late_meter};

		if (RTK_BUILDING_OF(found.account) == building)
			rtk_check_add(&c->found, &found, "%s",
			    rtk_date_text(text, c->late_day));
		c->has_late = rtk_overdue_scan_next(
		    c->late, &c->late_meter, &c->late_day, err);
	}
	return c->has_late < 0 ? -1 : 0;
}

/* What makes the run refuse the building, and with it the month. */
static void
add_fault(struct check *c, int64_t building, const struct rtk_err *fault)
{
	struct rtk_check_found found = {.code = fault->fault,
	    .blocking = true,
	    .account = RTK_ACCOUNT_ID(building, 0)};

	rtk_check_add_fault(&c->found, &found, fault, c->job->period);
}

/*
 * The building is charged here, as the run does it: what stops the run is a
 * row instead, and the pass goes on.
 */
static void
charge(struct check *c, const struct rtk_building_done *done)
{
	struct rtk_err fault = RTK_ERR_INIT;

	rtk_output_reset(&c->out);
	if (rtk_building_charges(&c->out, done->input, &fault) < 0)
		add_fault(c, done->facts->building.id, &fault);
}

static int
check_building(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct check *c = context;

	c->last = done->facts->building.id;
	c->result->buildings++;
	rtk_check_meters(&c->found, done);
	charge(c, done);
	rtk_check_premises(&c->found, done, &c->out);
	rtk_check_rules(&c->found, done, done->month);
	if (c->next.rows == NULL) {
		struct rtk_period next = {c->job->period.v + 1};

		if (rtk_month_init(&c->next, next, done->month->first_period,
			done->month->rows, err) < 0)
			return -1;
	}
	rtk_check_rules(&c->found, done, &c->next);
	if (add_late(c, c->last, err) < 0 ||
	    tell_found(c, done->facts->building.code, err) < 0)
		return -1;
	rtk_events_progress(c->job->events, "buildings",
	    (uint64_t)c->result->buildings, 0);
	return 1;
}

static int
never(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	(void)context;
	(void)done;
	return rtk_failf(err, RTK_E_IDENTITY, "%s", "check: charged twice");
}

/* A building whose meters cannot be done is a row; the next one follows. */
static int
skip_faulty(struct check *c, struct rtk_err *err)
{
	struct rtk_err fault = *err;
	int64_t building = 0;

	if (rtk_fault_class(err->fault) != RTK_DATA)
		return -1;
	rtk_err_clear(err);
	if (rtk_building_find(c->job->db, fault.file, &building, err) <= 0 ||
	    building <= c->last) {
		*err = fault;
		return -1;
	}
	c->last = building;
	c->next.rows = NULL; /* they went with the pass */
	c->found.count = 0;
	add_fault(c, building, &fault);
	return tell_found(c, fault.file, err);
}

static int
check_buildings(struct check *c, const struct rtk_book_state *state,
    struct rtk_err *err)
{
	struct rtk_month_sink sink = {c, never};
	struct rtk_month_job month = {.db = c->job->db,
	    .period = c->job->period,
	    .first_period = state->first,
	    .building_from = 1,
	    .building_to = RTK_BUILDING_MAX,
	    .metered = check_building};

	if (rtk_batch_max(c->job->db, false, &month.batch_max, err) < 0)
		return -1;
	while (rtk_month_calculate(&month, &sink, err) < 0) {
		if (skip_faulty(c, err) < 0)
			return -1;
		month.building_from = c->last + 1;
	}
	return 0;
}

static int
open_scans(struct check *c, struct rtk_err *err)
{
	struct rtk_db *db = c->job->db;

	if (rtk_account_names_open(&c->accounts.scan, db, err) < 0 ||
	    rtk_meter_names_open(&c->meters.scan, db, err) < 0 ||
	    rtk_overdue_scan_open(&c->late, db, c->job->period, err) < 0)
		return -1;
	c->has_late = rtk_overdue_scan_next(
	    c->late, &c->late_meter, &c->late_day, err);
	return c->has_late < 0 ? -1 : 0;
}

int
rtk_check(struct rtk_check_result *out, const struct rtk_check_job *job,
    struct rtk_err *err)
{
	struct check c = {.job = job, .result = out};
	struct rtk_book_state state;
	int rc = -1;

	memset(out, 0, sizeof(*out));
	if (rtk_require_open(&state, job->db, job->period, err) < 0)
		return -1;
	if (check_draft(&c, err) == 0 && check_quarantine(&c, err) == 0 &&
	    open_scans(&c, err) == 0)
		rc = check_buildings(&c, &state, err);
	rtk_names_close(c.accounts.scan);
	rtk_names_close(c.meters.scan);
	rtk_overdue_scan_close(c.late);
	rtk_output_release(&c.out);
	free(c.found.list);
	free(c.told);
	return rc;
}
