#include "base/base.h"

#include "calc/allocators.h"

#include <stdlib.h>
#include <string.h>

#include "calc/charge.h"

static const char clause[] = "п. 42(1), формула 6";

/* An account of a settlement: what it was charged, and its row. */
struct part {
	const struct rtk_heat_account *sums;
	const struct rtk_allocator *row; /* NULL: no row */
	struct rtk_kop charged;          /* in its months */
	struct rtk_kop due;              /* of what all equipped were charged */
	const struct rtk_tariff *tariff; /* of its last month */
	bool equipped;
};

/* A settlement of the building. */
struct job {
	struct rtk_building_output *out;
	const struct rtk_building_input *in;
	const struct rtk_allocator *rows; /* by account */
	size_t row_count;
	struct rtk_period from, to;
	struct part *parts; /* who was heated in it, by account */
	size_t count;
	struct rtk_area area;   /* of the equipped */
	struct rtk_kop charged; /* P, to the equipped */
	struct rtk_micro units; /* ΣU */
};

/* It is named, by its months. */
static void
name(const struct job *job, enum rtk_fault fault, int64_t account)
{
	struct rtk_finding f = {.fault = fault, .account = account};
	char *end;

	end = f.detail + strlen(rtk_period_text(f.detail, job->from));
	*end++ = '.';
	*end++ = '.';
	(void)rtk_period_text(end, job->to);
	rtk_output_finding(job->out, &f);
}

/* --- conditions -------------------------------------------------------- */

/* Its months as bits of the sums; 0: not all of them are carried. */
static uint32_t
months_of(const struct job *job)
{
	const struct rtk_heat_sums *s = job->in->heat_sums;
	int32_t months = job->to.v - job->from.v + 1;

	if (s == NULL || job->from.v < s->first.v || months < 1 ||
	    job->to.v >= s->first.v + s->months)
		return 0;
	return ((1U << months) - 1) << (job->from.v - s->first.v);
}

static void
take_part(struct job *job, const struct rtk_heat_account *a, size_t *row,
    uint32_t months)
{
	struct part *p = &job->parts[job->count++];

	*p = (struct part){.sums = a};
	for (int i = 0; i < RTK_HEAT_SUM_MONTHS; i++)
		if ((months >> i & 1) != 0)
			p->charged.v += a->charged[i].v;
	while (*row < job->row_count && job->rows[*row].account < a->account)
		(*row)++;
	if (*row < job->row_count && job->rows[*row].account == a->account)
		p->row = &job->rows[(*row)++];
	p->equipped = p->row != NULL && p->row->has_units;
}

/* Everybody who was heated in its months, with his row. */
static void
take_parts(struct job *job, uint32_t months)
{
	const struct rtk_heat_sums *s = job->in->heat_sums;
	int last = job->to.v - s->first.v;
	size_t row = 0;

	job->parts = rtk_alloc((s->count + 1) * sizeof(*job->parts));
	for (size_t i = 0; i < s->count; i++) {
		const struct rtk_heat_account *a = &s->list[i];
		const struct part *p = &job->parts[job->count];

		if ((a->present & months) == 0)
			continue;
		take_part(job, a, &row, months);
		if (!p->equipped)
			continue;
		if ((a->present >> last & 1) != 0)
			job->area.v += a->area.v;
		job->charged.v += p->charged.v;
		job->units.v += p->row->units.v;
	}
}

/* A row for each who was heated, and none for another one. */
static bool
rows_meet(const struct job *job)
{
	bool good = true;
	size_t part = 0;

	for (size_t i = 0; i < job->count; i++)
		if (job->parts[i].row == NULL) {
			name(job, RTK_E_ALLOCATOR_MISSING,
			    job->parts[i].sums->account);
			good = false;
		}
	for (size_t i = 0; i < job->row_count; i++) {
		int64_t account = job->rows[i].account;

		while (part < job->count &&
		    job->parts[part].sums->account < account)
			part++;
		if (!job->rows[i].has_units ||
		    (part < job->count &&
			job->parts[part].sums->account == account))
			continue;
		name(job, RTK_E_ALLOCATOR_NOT_CHARGED, account);
		good = false;
	}
	return good;
}

/* Equipped are more than so many percent of the area of all premises. */
static bool
enough_area(const struct job *job)
{
	const struct rtk_building_input *in = job->in;
	int64_t percent = in->month->policies.value[RTK_ALLOCATORS_SHARE];

	return (rtk_i128)job->area.v * 100 * RTK_MICRO >
	    (rtk_i128)in->building->total_area.v * percent;
}

/* The price of its last month: by it is told whether VAT is in the sums. */
static int
find_prices(struct job *job, bool *alike, struct rtk_err *err)
{
	const struct rtk_tariff *first = NULL;

	*alike = true;
	for (size_t i = 0; i < job->count; i++) {
		struct part *p = &job->parts[i];
		struct rtk_tariff key = {.service = RTK_HEATING,
		    .component = RTK_HEAT,
		    .group = p->sums->group,
		    .zone = job->in->building->zone};

		if (!p->equipped)
			continue;
		if (rtk_tariff_find(&p->tariff, job->in->month, &key,
			rtk_period_last(job->to), err) < 0)
			return -1;
		if (first == NULL)
			first = p->tariff;
		*alike = *alike && p->tariff->vat == first->vat &&
		    (first->vat != RTK_VAT_EXCLUDED ||
			p->tariff->vat_percent_bp == first->vat_percent_bp);
	}
	return 0;
}

/* --- the correction ---------------------------------------------------- */

/* P by U_i: the shares are whole kopecks and make P (rtk_split). */
static void
deal_out(struct job *job)
{
	int64_t *weight = rtk_alloc(job->count * sizeof(*weight));
	int64_t *share = rtk_alloc(job->count * sizeof(*share));
	size_t n = 0;

	for (size_t i = 0; i < job->count; i++)
		if (job->parts[i].equipped)
			weight[n++] = job->parts[i].row->units.v;
	rtk_split(share, weight, n, job->charged.v);
	n = 0;
	for (size_t i = 0; i < job->count; i++)
		if (job->parts[i].equipped)
			job->parts[i].due.v = share[n++];
	free(weight);
	free(share);
}

static void
trace_house(const struct job *job, const struct rtk_trace *trace)
{
	const struct rtk_building *b = job->in->building;
	struct rtk_step step = {.symbol = "ΣS_equipped",
	    .text = "area of the premises with allocators",
	    .value = rtk_ratio(job->area.v, 1),
	    .scale = RTK_AREA_SCALE,
	    .unit = "m2",
	    .source = {RTK_FROM_STATE, 0}};

	rtk_trace_heading(trace, clause, "correction by allocators");
	rtk_trace_step(trace, &step);
	step.symbol = "S_об";
	step.text = "area of all premises";
	step.value = rtk_ratio(b->total_area.v, 1);
	step.source = (struct rtk_source){RTK_FROM_BUILDING, b->id};
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "ΣP",
	    .text = "charged to the premises with allocators, RUB",
	    .value = rtk_ratio(job->charged.v, 1),
	    .scale = RTK_KOP_SCALE,
	    .source = {RTK_FROM_STATE, 0}};
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "ΣU",
	    .text = "units of all allocators",
	    .value = rtk_ratio(job->units.v, 1),
	    .scale = RTK_MICRO_SCALE};
	rtk_trace_step(trace, &step);
}

/* What P_i is made of. */
static void
trace_charged(
    const struct job *job, const struct part *p, const struct rtk_trace *trace)
{
	struct rtk_period first = job->in->heat_sums->first;
	char month[RTK_PERIOD_TEXT];
	struct rtk_step step = {.clause = month,
	    .symbol = "P_m",
	    .text = "charged for the month, RUB",
	    .scale = RTK_KOP_SCALE,
	    .source = {RTK_FROM_STATE, 0}};

	for (struct rtk_period m = job->from; m.v <= job->to.v; m.v++) {
		int64_t kop = p->sums->charged[m.v - first.v].v;

		(void)rtk_period_text(month, m);
		step.value = rtk_ratio(kop, 1);
		if (kop != 0)
			rtk_trace_step(trace, &step);
	}
	step = (struct rtk_step){.clause = clause,
	    .symbol = "P_i",
	    .text = "charged for these months, RUB",
	    .formula = "P_i = ΣP_m",
	    .value = rtk_ratio(p->charged.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(trace, &step);
}

static void
trace_part(
    const struct job *job, const struct part *p, const struct rtk_trace *trace)
{
	struct rtk_ratio share = rtk_ratio_reduce(rtk_ratio_div(
	    rtk_ratio_mul_int(rtk_ratio(job->charged.v, 1), p->row->units.v),
	    rtk_ratio(job->units.v, 1)));
	struct rtk_step step = {.symbol = "U_i",
	    .text = "units of the allocators of the premises",
	    .value = rtk_ratio(p->row->units.v, 1),
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_ALLOCATOR, p->row->id}};

	trace_house(job, trace);
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "P_U",
	    .text = "by units, RUB",
	    .formula = "P_U = ΣP * U_i / ΣU",
	    .value = share,
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "r",
	    .text = "to whole kopecks: up for the largest remainders, so that"
		    " the parts make ΣP",
	    .value = rtk_ratio_sub(rtk_ratio(p->due.v, 1), share),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(trace, &step);
	trace_charged(job, p, trace);
	step = (struct rtk_step){.symbol = "ΔP",
	    .text = "correction, RUB",
	    .formula = "ΔP = P_U + r - P_i",
	    .value = rtk_ratio(p->due.v - p->charged.v, 1),
	    .scale = RTK_KOP_SCALE,
	    .is_line = true,
	    .is_exact = true};
	rtk_trace_step(trace, &step);
}

static int
add_lines(const struct job *job, const struct part *p, struct rtk_err *err)
{
	const struct rtk_building_input *in = job->in;
	const struct rtk_trace *trace =
	    p->sums->account == in->traced ? in->trace : NULL;
	struct rtk_line line = {.account = p->sums->account,
	    .service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .kind = RTK_RECALCULATION,
	    .method = RTK_BY_HOUSE_METER,
	    .formula = RTK_F_6,
	    .decimals = RTK_MICRO_SCALE,
	    .tariff = p->tariff->id,
	    .amount = {p->due.v - p->charged.v},
	    .for_period = job->to,
	    .reason = RTK_REASON_ALLOCATED};

	if (trace != NULL)
		trace_part(job, p, trace);
	if (line.amount.v == 0)
		return 0;
	rtk_output_line(job->out, &line);
	job->out->unsorted = true;
	if (p->tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	line.number = 1;
	if (rtk_charge_vat(&line.amount, line.amount, p->tariff, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	rtk_charge_trace_vat(
	    trace, p->tariff, line.amount, "VAT = ΔP * r / 100");
	return 0;
}

/* 1: it may be corrected, 0: it was named, -1 */
static int
examine(struct job *job, struct rtk_err *err)
{
	uint32_t months = months_of(job);
	enum rtk_fault fault = RTK_E_NONE;
	bool alike = true;

	if (months == 0) {
		name(job, RTK_E_ALLOCATOR_MONTHS, 0);
		return 0;
	}
	take_parts(job, months);
	if (find_prices(job, &alike, err) < 0)
		return -1;
	if ((job->in->heat_sums->other & months) != 0)
		fault = RTK_E_ALLOCATOR_METHOD;
	else if (!rows_meet(job))
		return 0;
	else if (!enough_area(job))
		fault = RTK_E_ALLOCATOR_SHARE;
	else if (job->units.v == 0)
		fault = RTK_E_ALLOCATOR_UNITS;
	else if (!alike)
		fault = RTK_E_ALLOCATOR_VAT;
	if (fault != RTK_E_NONE)
		name(job, fault, 0);
	return fault == RTK_E_NONE;
}

static int
correct(struct job *job, struct rtk_err *err)
{
	int rc = examine(job, err);

	if (rc == 1) {
		rc = 0;
		deal_out(job);
		for (size_t i = 0; rc == 0 && i < job->count; i++)
			if (job->parts[i].equipped)
				rc = add_lines(job, &job->parts[i], err);
	}
	free(job->parts);
	return rc;
}

/* The rows of one settlement; whether any of them has units. */
static bool
next_settlement(struct job *job, size_t at)
{
	const struct rtk_building_input *in = job->in;
	const struct rtk_allocator *first = &in->allocators[at];
	bool any = false;

	job->rows = first;
	job->from = first->from;
	job->to = first->to;
	for (; at < in->allocator_count; at++) {
		const struct rtk_allocator *row = &in->allocators[at];

		if (row->from.v != first->from.v || row->to.v != first->to.v)
			break;
		job->row_count++;
		any = any || row->has_units;
	}
	return any;
}

int
rtk_allocators_correct(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	size_t at = 0;

	while (at < in->allocator_count) {
		struct job job = {.out = out, .in = in};
		/* no units at all: it was taken back */
		bool any = next_settlement(&job, at);

		if (any && correct(&job, err) < 0)
			return -1;
		at += job.row_count;
	}
	return 0;
}
