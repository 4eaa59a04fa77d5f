#include "base/base.h"

#include "flow/debtors.h"

#include <stdlib.h>
#include <string.h>

#include "store/building_scan.h"
#include "store/penalty_rows.h"
#include "store/rule_rows.h"

struct rtk_debtors {
	struct rtk_date as_of;
	struct rtk_debt_pass *pass;
	struct rtk_building_scan *buildings;
	struct rtk_building_facts facts;
	bool has_facts;
	struct rtk_rule_rows rows;
	struct rtk_month month;
	struct rtk_instalments instalments;
	size_t instalment; /* the next of them */
	struct rtk_arena arena;
};

/* --- ages --------------------------------------------------------------- */

enum rtk_age
rtk_age_of(const struct rtk_debt *debt, struct rtk_date as_of)
{
	static const int32_t days[] = {[RTK_AGE_NOT_DUE] = 0,
	    [RTK_AGE_30] = 30,
	    [RTK_AGE_90] = 90,
	    [RTK_AGE_180] = 180,
	    [RTK_AGE_365] = 365};
	int32_t late = as_of.v - debt->due.v;

	if (debt->claim_end.v < as_of.v)
		return RTK_AGE_EXPIRED;
	for (size_t i = 0; i < RTK_COUNT(days); i++)
		if (late <= days[i])
			return (enum rtk_age)i;
	return RTK_AGE_OLDER;
}

static void
add_debt(struct rtk_service_debt *out, const struct rtk_debt *debt,
    struct rtk_date as_of)
{
	enum rtk_age age = rtk_age_of(debt, as_of);

	out->age[age].v += debt->left.v;
	if (age == RTK_AGE_NOT_DUE)
		return;
	out->due.v += debt->left.v;
	out->months++;
	if (rtk_date_is_none(out->oldest) || debt->due.v < out->oldest.v)
		out->oldest = debt->due;
}

enum rtk_agreement
rtk_agreement_of(const struct rtk_instalments *parts,
    const struct rtk_debtor_account *account, struct rtk_date as_of)
{
	int64_t to_come = 0, late = 0;
	bool in_force = false;

	for (size_t i = 0; i < parts->count; i++) {
		const struct rtk_instalment *part = &parts->list[i];

		if (part->signed_on.v > as_of.v || part->due.v < as_of.v ||
		    part->amount.v == 0)
			continue;
		in_force = true;
		to_come += part->amount.v;
	}
	if (!in_force)
		return RTK_AGREEMENT_NONE;
	for (int i = 0; i < RTK_PENALTY; i++)
		late += account->service[i].due.v;
	return late <= to_come ? RTK_AGREEMENT_PERFORMED
			       : RTK_AGREEMENT_BROKEN;
}

/* The instalments of the account; accounts come in the order of keys. */
static struct rtk_instalments
instalments_of(struct rtk_debtors *d, int64_t account)
{
	const struct rtk_instalments *all = &d->instalments;
	size_t from;

	while (d->instalment < all->count &&
	    all->list[d->instalment].account < account)
		d->instalment++;
	from = d->instalment;
	while (d->instalment < all->count &&
	    all->list[d->instalment].account == account)
		d->instalment++;
	return (struct rtk_instalments){
	    all->list + from, d->instalment - from};
}

/* --- norms -------------------------------------------------------------- */

static int
go_to_building(struct rtk_debtors *d, int64_t building, struct rtk_err *err)
{
	int rc = 1;

	while (d->has_facts && d->facts.building.id < building && rc == 1) {
		rc = rtk_building_scan_next(d->buildings, &d->facts, err);
		d->has_facts = rc == 1;
	}
	return rc < 0 ? -1 : 0;
}

/* Rows of the account inside those of its building, which are sorted. */
#define SLICE(list, count, key, from, to)                                      \
	do {                                                                   \
		for ((from) = 0; (from) < (count) &&                           \
		     (list)[from].account < (key);)                            \
			(from)++;                                              \
		for ((to) = (from);                                            \
		     (to) < (count) && (list)[to].account == (key);)           \
			(to)++;                                                \
	} while (0)

static const struct rtk_account_version *
version_of(const struct rtk_building_facts *facts, size_t from, size_t to,
    struct rtk_date day)
{
	const struct rtk_account_version *now = NULL;

	for (size_t i = from; i < to; i++)
		if (facts->versions[i].from.v <= day.v)
			now = &facts->versions[i];
	if (now != NULL && !rtk_date_is_none(now->closed) &&
	    now->closed.v <= day.v)
		return NULL;
	return now;
}

/* A gap in prices is no reason to hide a debt. */
static void
set_norms(const struct rtk_debtors *d, struct rtk_debtor_account *out)
{
	const struct rtk_building_facts *f = &d->facts;
	struct rtk_person_facts persons = {.versions = f->versions};
	struct rtk_norm_bill_query query = {.month = &d->month,
	    .building = &f->building,
	    .persons = &persons,
	    .day = d->as_of};
	struct rtk_err ignored = RTK_ERR_INIT;
	size_t from, to;

	SLICE(f->versions, f->version_count, out->account, from, to);
	query.now = version_of(f, from, to, d->as_of);
	if (query.now == NULL)
		return;
	persons.versions = f->versions + from;
	persons.version_count = to - from;
	SLICE(f->residents, f->residents_count, out->account, from, to);
	persons.residents = f->residents + from;
	persons.residents_count = to - from;
	SLICE(f->temporary, f->temporary_count, out->account, from, to);
	persons.temporary = f->temporary + from;
	persons.temporary_count = to - from;
	for (int i = 0; i < RTK_PENALTY; i++) {
		struct rtk_service_debt *s = &out->service[i];

		if (s->due.v > 0 &&
		    rtk_norm_bill(&s->norm, &s->has_norm, &query,
			(enum rtk_service)i, &ignored) < 0)
			s->has_norm = false;
	}
}

/* --- the pass ----------------------------------------------------------- */

static int
open_buildings(struct rtk_debtors *d, const struct rtk_debt_pass_job *job,
    int64_t batch_max, struct rtk_err *err)
{
	struct rtk_db *db = job->db;
	struct rtk_scan_range range = {
	    .building_from = RTK_BUILDING_OF(job->range.from),
	    .building_to = RTK_BUILDING_OF(job->range.to),
	    .period = rtk_period_of(d->as_of),
	    .batch_max = batch_max};
	struct rtk_book_state book;
	int rc;

	if (rtk_book_state(db, &book, err) < 0 ||
	    rtk_rule_rows_load(&d->rows, db, batch_max, &d->arena, err) < 0 ||
	    rtk_instalments_load(
		&d->instalments, db, batch_max, &d->arena, err) < 0 ||
	    rtk_month_init(
		&d->month, range.period, book.first, &d->rows, err) < 0 ||
	    rtk_building_scan_open(&d->buildings, db, &range, err) < 0)
		return -1;
	rc = rtk_building_scan_next(d->buildings, &d->facts, err);
	d->has_facts = rc == 1;
	return rc < 0 ? -1 : 0;
}

static int
open_debtors(struct rtk_debtors **out, const struct rtk_debt_pass_job *job,
    int64_t batch_max, struct rtk_err *err)
{
	struct rtk_debtors *d = rtk_alloc(sizeof(*d));

	memset(d, 0, sizeof(*d));
	d->as_of = job->span.as_of;
	if (rtk_debt_pass_open(&d->pass, job, err) < 0 ||
	    open_buildings(d, job, batch_max, err) < 0) {
		rtk_debtors_close(d);
		return -1;
	}
	*out = d;
	return 0;
}

int
rtk_debtors_open(struct rtk_debtors **out, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err)
{
	struct rtk_debt_pass_job job = {.db = db, .range = rtk_debt_all};

	if (rtk_debt_span_now(&job.span, db, as_of, err) < 0)
		return -1;
	job.base = job.span.lines;
	job.whole = as_of.v < rtk_period_last(job.base).v;
	return open_debtors(out, &job, INT64_MAX, err);
}

int
rtk_debtors_open_closed(struct rtk_debtors **out, struct rtk_db *db,
    const struct rtk_closed_month *month, const struct rtk_debt_range *range,
    struct rtk_err *err)
{
	const struct rtk_debt_pass_job job = {.db = db,
	    .span = {.as_of = rtk_period_last(month->period),
		.lines = month->period,
		.payments = month->period,
		.batch_max = month->batch_max},
	    .base = month->period,
	    .range = *range};

	return open_debtors(out, &job, month->batch_max, err);
}

const struct rtk_debt_law *
rtk_debtors_law(const struct rtk_debtors *debtors)
{
	return rtk_debt_pass_law(debtors->pass);
}

bool
rtk_debtors_counts(
    const struct rtk_debtors *debtors, const struct rtk_debt *debt)
{
	const struct rtk_debt_law *law = rtk_debt_pass_law(debtors->pass);
	bool expired = law->policies.value[RTK_RESTRICTION_EXPIRED] ==
	    RTK_EXPIRED_COUNTS;

	return debt->left.v > 0 && debt->due.v < debtors->as_of.v &&
	    (expired || debt->claim_end.v >= debtors->as_of.v);
}

static bool
take_debts(struct rtk_debtor_account *out, const struct rtk_debtor *debtor,
    const struct rtk_debtors *d)
{
	const struct rtk_debt_book *book = &debtor->state->book;
	bool any = false;

	*out = (struct rtk_debtor_account){
	    .account = debtor->account, .state = debtor->state};
	for (int i = 0; i < RTK_PENALTY; i++)
		out->service[i].oldest = RTK_DATE_NONE;
	for (size_t i = 0; i < book->debt_count; i++) {
		const struct rtk_debt *debt = &book->debts[i];

		if (debt->left.v == 0)
			continue;
		if (rtk_debtors_counts(d, debt))
			out->service[debt->service].counted.v += debt->left.v;
		add_debt(&out->service[debt->service], debt, d->as_of);
		any = true;
	}
	return any;
}

int
rtk_debtors_next(struct rtk_debtors *debtors, struct rtk_debtor_account *out,
    struct rtk_err *err)
{
	struct rtk_instalments parts;
	struct rtk_debtor debtor;
	int64_t building;
	int rc;

	while ((rc = rtk_debt_pass_next(debtors->pass, &debtor, err)) == 1) {
		if (!take_debts(out, &debtor, debtors))
			continue;
		building = RTK_BUILDING_OF(out->account);
		if (go_to_building(debtors, building, err) < 0)
			return -1;
		if (debtors->has_facts &&
		    debtors->facts.building.id == building)
			set_norms(debtors, out);
		parts = instalments_of(debtors, out->account);
		out->agreement =
		    rtk_agreement_of(&parts, out, debtors->as_of);
		return 1;
	}
	return rc;
}

void
rtk_debtors_close(struct rtk_debtors *debtors)
{
	if (debtors == NULL)
		return;
	rtk_debt_pass_close(debtors->pass);
	rtk_building_scan_close(debtors->buildings);
	rtk_arena_release(&debtors->arena);
	free(debtors);
}

bool
rtk_may_restrict(const struct rtk_service_debt *debt)
{
	return debt->has_norm && debt->counted.v > debt->norm.threshold.v;
}
