/* Absence: section VIII of the Rules. */
#include "base/base.h"

#include "calc/charge.h"
#include "calc/parties.h"
#include "calc/reduction_job.h"

/* Why there is no reduction, RTK_E_NONE if there is one (п. 86). */
static enum rtk_fault
not_due(const struct rtk_premises *p)
{
	if (p->now->kind == RTK_NONRESIDENTIAL || p->now->kind == RTK_PARKING)
		return RTK_E_ABSENCE_NOT_LIVING;
	if (p->hot_water.kind != RTK_NO_METER)
		return RTK_E_ABSENCE_METER;
	if (p->now->meter_possible)
		return RTK_E_ABSENCE_METER_POSSIBLE;
	return RTK_E_NONE;
}

static void
add_finding(struct rtk_reduction_job *job, enum rtk_fault fault)
{
	struct rtk_finding f = {
	    .fault = fault, .account = job->premises->now->account};

	rtk_output_finding(job->out, &f);
}

/* Long enough: more than so many full days in a row, months together. */
static bool
long_enough(const struct rtk_reduction_job *job, const struct rtk_absence *a)
{
	int64_t days = (int64_t)a->to.v - a->from.v + 1;

	return days * RTK_MICRO >
	    job->rules->qualities.value[RTK_Q_ABSENCE_OVER];
}

/* Rows of the account. */
struct absences {
	const struct rtk_absence *rows;
	size_t count;
	bool too_many; /* more than live there, on some day */
	/* п. 86: a meter is possible, but force majeure kept all away */
	bool force_only;
	bool partly; /* some do not count, since not all were away so */
};

static bool
counts(const struct rtk_reduction_job *job, const struct absences *a, size_t i)
{
	return long_enough(job, &a->rows[i]) &&
	    (!a->force_only || a->rows[i].force_majeure);
}

/* Days of absent persons from..to; of a day at most who lives there. */
static int64_t
absent_days(struct absences *a, const struct rtk_reduction_job *job,
    struct rtk_date from, struct rtk_date to)
{
	const struct rtk_month *month = job->rules->in->month;
	int64_t sum = 0;

	/* nobody is away from a flat that is another's on that day */
	(void)rtk_party_days(job->premises, &from, &to);
	for (struct rtk_date d = from; d.v <= to.v; d.v++) {
		int64_t absent = 0, living;

		for (size_t i = 0; i < a->count; i++)
			if (a->rows[i].from.v <= d.v &&
			    a->rows[i].to.v >= d.v && counts(job, a, i))
				absent += a->rows[i].persons;
		if (absent == 0)
			continue;
		living = rtk_living_on(&job->premises->persons, month, d);
		if (a->force_only && absent < living) {
			a->partly = true;
			continue;
		}
		sum += absent < living ? absent : living;
		a->too_many = a->too_many || absent > living;
	}
	return sum;
}

static void
trace_absence(
    const struct rtk_reduction_job *job, const struct absences *a, int64_t days)
{
	const struct rtk_month *month = job->rules->in->month;

	if (job->trace == NULL)
		return;
	rtk_trace_heading(job->trace, "раздел VIII, п. 86-92", "absence");
	rtk_reduction_trace_figure(job, "d_min",
	    "full days away must be more than", RTK_Q_ABSENCE_OVER, "d");
	for (size_t i = 0; i < a->count; i++)
		if (counts(job, a, i))
			rtk_reduction_trace(job,
			    (struct rtk_step){.symbol = "n_absent",
				.text = a->rows[i].force_majeure
				    ? "persons away by force majeure"
				    : "persons away",
				.value = rtk_ratio(a->rows[i].persons, 1),
				.source = {RTK_FROM_ABSENCE, a->rows[i].id}});
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "Σn*d",
		.text = "days of absent persons in the month",
		.value = rtk_ratio(days, 1),
		.unit = "d"});
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "D",
		.text = "days of the month",
		.value = rtk_ratio(month->days, 1),
		.unit = "d"});
}

/* At one price: n_absent * d of its days. */
static int
reduce_part(struct rtk_reduction_job *job, struct rtk_reduction_part *part,
    struct absences *a, const struct rtk_norm_row *norm, struct rtk_err *err)
{
	const struct rtk_month *month = job->rules->in->month;
	int64_t days = absent_days(a, job, part->days->from, part->days->to);
	struct rtk_ratio volume =
	    rtk_ratio_mul_int(rtk_ratio(days, month->days), norm->value.v);
	struct rtk_ratio own = rtk_ratio_mul(volume, part->per_unit);
	struct rtk_kop amount;

	rtk_reduction_trace_product(job, part, own);
	if (rtk_charge_amount(&amount, own, part->days->tariff, month, err) <
		0 ||
	    rtk_reduction_take(job, part,
		&(struct rtk_reduction_cut){RTK_F_ABSENCE, amount, own},
		err) < 0)
		return -1;
	part->volume = rtk_ratio_reduce(rtk_ratio_sub(part->volume, volume));
	return 0;
}

/* ΔP = n_absent * N * d / D * T, each line rounded (4.1). */
static int
reduce_absence(
    struct rtk_reduction_job *job, struct absences *a, struct rtk_err *err)
{
	const struct rtk_building_input *in = job->rules->in;
	const struct rtk_norm_row *norm;
	int64_t days = absent_days(a, job, in->month->first, in->month->last);
	struct rtk_step step = {.symbol = "N_гв",
	    .text = "norm of hot water, a person and month",
	    .formula = "ΔP = n_absent * N_гв * d / D * T",
	    .scale = RTK_NORM_SCALE,
	    .unit = "m3"};

	if (a->too_many)
		add_finding(job, RTK_E_ABSENCE_PERSONS);
	if (a->partly)
		add_finding(job, RTK_E_ABSENCE_METER_POSSIBLE);
	trace_absence(job, a, days);
	if (days == 0)
		return 0;
	if (rtk_norm_find(&norm, in->month, RTK_NORM_HOT_WATER,
		in->building->hot_water_norm, err) < 0)
		return -1;
	step.value = rtk_ratio(norm->value.v, 1);
	step.source = (struct rtk_source){RTK_FROM_NORM, norm->id};
	rtk_reduction_trace(job, step);
	for (size_t i = 0; i < job->part_count; i++)
		if (reduce_part(job, &job->parts[i], a, norm, err) < 0)
			return -1;
	return 0;
}

/* Of a dwelling that can have a meter only force majeure counts (п. 86). */
static void
only_force(struct absences *a)
{
	size_t forced = 0;

	for (size_t i = 0; i < a->count; i++)
		forced += a->rows[i].force_majeure;
	a->force_only = forced > 0;
	a->partly = forced > 0 && forced < a->count;
}

int
rtk_reduction_absences(struct rtk_reduction_job *job, struct rtk_err *err)
{
	struct rtk_reduction_rules *r = job->rules;
	const struct rtk_absence *rows = r->in->absences;
	int64_t account = job->premises->now->account;
	enum rtk_fault why = not_due(job->premises);
	struct absences a = {0};
	size_t from;

	while (r->absence_at < r->in->absence_count &&
	    rows[r->absence_at].account < account)
		r->absence_at++;
	from = r->absence_at;
	while (r->absence_at < r->in->absence_count &&
	    rows[r->absence_at].account == account)
		r->absence_at++;
	if (from == r->absence_at || job->part_count == 0)
		return 0;
	a.rows = rows + from;
	a.count = r->absence_at - from;
	if (why == RTK_E_ABSENCE_METER_POSSIBLE)
		only_force(&a);
	if (why != RTK_E_NONE && !a.force_only) {
		add_finding(job, why);
		return 0;
	}
	for (size_t i = from; i < r->absence_at; i++)
		if (!long_enough(job, &rows[i]))
			add_finding(job, RTK_E_ABSENCE_SHORT);
	return reduce_absence(job, &a, err);
}
