#include "base/base.h"

#include "flow/simulate.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "flow/import.h"
#include "flow/known.h"
#include "flow/month.h"
#include "flow/name_by_key.h"
#include "num/arith.h"
#include "store/charge.h"
#include "store/rule_rows.h"

/* --- the tables of the folder ------------------------------------------ */

enum { TARIFFS, NORMS, MONTHS, POLICIES, TABLES };

static const char *const tables[TABLES] = {
    "tariffs", "norms", "heating-months", "policies"};

/* A database of its own for the tables: they meet none of ours there. */
struct scratch {
	struct rtk_db *db;
	struct rtk_buf path;
	bool given[TABLES];
	struct rtk_arena arena; /* of the rows */
};

static void
remove_ending(const struct scratch *s, const char *ending)
{
	struct rtk_buf name = {0};

	rtk_buf_add_text(&name, s->path.bytes);
	rtk_buf_add_text(&name, ending);
	(void)unlink(name.bytes);
	rtk_buf_release(&name);
}

static void
scratch_close(struct scratch *s)
{
	rtk_db_close(s->db);
	if (s->path.bytes != NULL) {
		remove_ending(s, "");
		remove_ending(s, "-wal");
		remove_ending(s, "-shm");
	}
	rtk_buf_release(&s->path);
	rtk_arena_release(&s->arena);
}

static int
take_tables(struct scratch *s, const struct rtk_simulate_job *job,
    struct rtk_err *err)
{
	struct rtk_buf path = {0};
	int count = 0, rc = 0;

	for (int i = 0; rc == 0 && i < TABLES; i++) {
		struct rtk_import_job import = {.db = s->db,
		    .kind = tables[i],
		    .as_of = job->as_of,
		    .events = job->events};
		struct rtk_import_result result;

		rtk_buf_reset(&path);
		rtk_buf_addf(&path, "%s/%s.csv", job->reference, tables[i]);
		if (access(path.bytes, F_OK) < 0)
			continue;
		import.path = path.bytes;
		rc = rtk_import_file(&result, &import, err);
		s->given[i] = true;
		count++;
	}
	rtk_buf_release(&path);
	if (rc == 0 && count == 0)
		rc = rtk_failf(
		    err, RTK_E_REF_NO_TABLES, "%s", job->reference);
	return rc;
}

static int
scratch_open(struct scratch *s, const struct rtk_simulate_job *job,
    struct rtk_err *err)
{
	rtk_buf_addf(&s->path, "%s/rtk-simulate.%ld.db", job->scratch,
	    (long)getpid());
	/* one of a process of this number that was killed long ago */
	remove_ending(s, "");
	remove_ending(s, "-wal");
	if (rtk_db_create(&s->db, s->path.bytes, err) < 0 ||
	    rtk_db_begin(s->db, err) < 0)
		return -1;
	return take_tables(s, job, err);
}

/* Our rows as known then, with the given tables in place of ours. */
static int
load_rules(struct rtk_rule_rows *rows, struct scratch *s,
    const struct rtk_simulate_job *job, int64_t batch_max,
    struct rtk_err *err)
{
	struct rtk_rule_rows other;

	if (rtk_rule_rows_load(rows, job->db, batch_max, &s->arena, err) < 0 ||
	    rtk_rule_rows_load(&other, s->db, INT64_MAX, &s->arena, err) < 0)
		return -1;
	if (s->given[TARIFFS]) {
		rows->tariffs = other.tariffs;
		rows->tariff_count = other.tariff_count;
	}
	if (s->given[NORMS]) {
		rows->norms = other.norms;
		rows->norm_count = other.norm_count;
	}
	if (s->given[MONTHS]) {
		rows->months = other.months;
		rows->months_count = other.months_count;
	}
	if (s->given[POLICIES]) {
		rows->policies = other.policies;
		rows->policy_count = other.policy_count;
	}
	return 0;
}

/* --- the comparison ---------------------------------------------------- */

struct sums {
	int64_t accounts;
	int64_t grown;
	struct rtk_kop now;
	struct rtk_kop then;
};

struct pass {
	const struct rtk_simulate_job *job;
	struct rtk_simulate_result *result;
	struct rtk_charge_scan *billed;
	struct rtk_name_by_key numbers;
	struct sums groups[RTK_GROUPS];
	struct sums building;
	struct sums total;
};

static void
add_sums(struct sums *to, const struct sums *more)
{
	to->accounts += more->accounts;
	to->grown += more->grown;
	to->now.v += more->now.v;
	to->then.v += more->then.v;
}

static const char *
group_name(enum rtk_group group)
{
	static const char *const names[] = {"population", "other"};

	_Static_assert(RTK_COUNT(names) == RTK_GROUPS, "a name each");
	return names[group];
}

static int
tell(const struct pass *p, struct rtk_simulated_row *row,
    const struct sums *sums, struct rtk_err *err)
{
	row->accounts = sums->accounts;
	row->grown = sums->grown;
	row->now = sums->now;
	row->then = sums->then;
	row->has_percent = sums->now.v > 0;
	if (row->has_percent &&
	    rtk_muldiv(&row->percent_bp, sums->then.v - sums->now.v, 10000,
		sums->now.v, RTK_ROUND_HALF_AWAY, err) < 0)
		return -1;
	return p->job->row(p->job->context, row, err);
}

/* Lines that a calculation gives; what is posted stays as it is. */
static bool
is_calculated(const struct rtk_line *line, struct rtk_period period)
{
	return line->kind != RTK_RECALCULATION &&
	    line->kind != RTK_PENALTY_LINE && line->for_period.v == period.v;
}

static int
billed_sum(struct pass *p, int64_t account, struct rtk_kop *sum,
    struct rtk_err *err)
{
	struct rtk_line line;
	int rc;

	while ((rc = rtk_charge_scan_account(
		    p->billed, account, &line, err)) == 1)
		if (is_calculated(&line, p->job->period))
			sum->v += line.amount.v;
	return rc;
}

/* (then - now) / now > threshold, without a division. */
static bool
has_grown(const struct pass *p, const struct sums *sums)
{
	rtk_i128 growth = (rtk_i128)(sums->then.v - sums->now.v) * 100 *
	    RTK_MICRO;

	if (growth <= 0)
		return false;
	return growth > (rtk_i128)sums->now.v * p->result->threshold_micro;
}

static int
compare_account(struct pass *p, const struct rtk_building_done *done,
    const struct rtk_account_version *now, size_t *line, struct rtk_err *err)
{
	const struct rtk_building_output *out = done->output;
	int64_t account = now->account;
	enum rtk_group group = now->group;
	struct sums sums = {.accounts = 1};
	struct rtk_simulated_row row = {.what = RTK_SIMULATED_BILL,
	    .building = done->facts->building.code,
	    .group = group_name(group)};

	if (billed_sum(p, account, &sums.now, err) < 0)
		return -1;
	for (; *line < out->line_count && out->lines[*line].account <= account;
	     (*line)++)
		if (out->lines[*line].account == account &&
		    is_calculated(&out->lines[*line], p->job->period))
			sums.then.v += out->lines[*line].amount.v;
	sums.grown = has_grown(p, &sums);
	add_sums(&p->groups[group], &sums);
	add_sums(&p->building, &sums);
	if (!sums.grown)
		return 0;
	p->result->grown++;
	if (rtk_name_by_key(&row.account, &p->numbers, account, err) < 0)
		return -1;
	return tell(p, &row, &sums, err);
}

/* Accounts of the building in their order; a buyer is no premises. */
static const struct rtk_account_version *
next_account(
    const struct rtk_building_input *in, size_t *premises, size_t *buyer)
{
	bool p = *premises < in->premises_count;
	bool b = *buyer < in->buyer_count;

	if (p && (!b ||
		in->premises[*premises].now->account <
		    in->buyers[*buyer].now->account))
		return in->premises[(*premises)++].now;
	return b ? in->buyers[(*buyer)++].now : NULL;
}

static int
compare_building(void *context, const struct rtk_building_done *done,
    struct rtk_err *err)
{
	struct pass *p = context;
	struct rtk_simulated_row row = {.what = RTK_SIMULATED_BUILDING,
	    .building = done->facts->building.code,
	    .account = "",
	    .group = ""};
	size_t line = 0, premises = 0, buyer = 0;
	const struct rtk_account_version *now;

	p->building = (struct sums){0};
	p->result->threshold_micro =
	    done->month->policies.value[RTK_BILL_GROWTH];
	while ((now = next_account(done->input, &premises, &buyer)) != NULL)
		if (compare_account(p, done, now, &line, err) < 0)
			return -1;
	add_sums(&p->total, &p->building);
	return tell(p, &row, &p->building, err);
}

static int
tell_groups(struct pass *p, struct rtk_err *err)
{
	struct rtk_simulated_row total = {.what = RTK_SIMULATED_TOTAL,
	    .building = "",
	    .account = "",
	    .group = ""};

	for (int i = 0; i < RTK_GROUPS; i++) {
		struct rtk_simulated_row row = {.what = RTK_SIMULATED_GROUP,
		    .building = "",
		    .account = "",
		    .group = group_name((enum rtk_group)i)};

		if (p->groups[i].accounts > 0 &&
		    tell(p, &row, &p->groups[i], err) < 0)
			return -1;
	}
	return tell(p, &total, &p->total, err);
}

static int
compare(struct pass *p, const struct rtk_known_month *known,
    const struct rtk_rule_rows *rows, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_month_sink sink = {p, compare_building};
	struct rtk_month_job month = {.db = p->job->db,
	    .period = p->job->period,
	    .first_period = known->first,
	    .batch_max = known->batch_max,
	    .rules = rows,
	    .building_from = 1,
	    .building_to = RTK_BUILDING_MAX,
	    .events = p->job->events};
	int rc = -1;

	if (rtk_charge_scan_open(
		&p->billed, p->job->db, p->job->period, all, err) < 0)
		return -1;
	if (rtk_account_names_open(&p->numbers.scan, p->job->db, err) == 0 &&
	    rtk_month_calculate(&month, &sink, err) == 0)
		rc = tell_groups(p, err);
	rtk_names_close(p->numbers.scan);
	rtk_charge_scan_close(p->billed);
	return rc;
}

int
rtk_simulate(struct rtk_simulate_result *out,
    const struct rtk_simulate_job *job, struct rtk_err *err)
{
	struct pass pass = {.job = job, .result = out};
	struct scratch scratch = {0};
	struct rtk_known_month known;
	struct rtk_rule_rows rows;
	int rc = -1;

	memset(out, 0, sizeof(*out));
	if (rtk_known_month(&known, job->db, job->period, err) == 0 &&
	    scratch_open(&scratch, job, err) == 0 &&
	    load_rules(&rows, &scratch, job, known.batch_max, err) == 0)
		rc = compare(&pass, &known, &rows, err);
	scratch_close(&scratch);
	return rc;
}
