#include "base/base.h"

#include "calc/reduction.h"

#include "calc/charge.h"
#include "calc/counted.h"
#include "calc/parties.h"
#include "calc/reduction_job.h"

/* --- the proof --------------------------------------------------------- */

void
rtk_reduction_trace(const struct rtk_reduction_job *job, struct rtk_step step)
{
	if (job->trace != NULL)
		rtk_trace_step(job->trace, &step);
}

void
rtk_reduction_trace_figure(const struct rtk_reduction_job *job,
    const char *symbol, const char *text, enum rtk_quality quality,
    const char *unit)
{
	const struct rtk_qualities *q = &job->rules->qualities;

	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = symbol,
		.text = text,
		.value = rtk_ratio(q->value[quality], 1),
		.scale = RTK_MICRO_SCALE,
		.unit = unit,
		.source = {RTK_FROM_QUALITY, q->id[quality]}});
}

void
rtk_reduction_trace_hours(const struct rtk_reduction_job *job,
    const char *symbol, const char *text, int64_t minutes,
    const struct rtk_outage *outage)
{
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = symbol,
		.text = text,
		.value = rtk_ratio(minutes * RTK_MICRO, RTK_HOUR_MINUTES),
		.scale = RTK_MICRO_SCALE,
		.unit = "h",
		.source = {outage != NULL ? RTK_FROM_OUTAGE : RTK_FROM_NOTHING,
		    outage != NULL ? outage->id : 0}});
}

void
rtk_reduction_trace_kop(const struct rtk_reduction_job *job, const char *symbol,
    const char *text, const char *formula, int64_t kop)
{
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = symbol,
		.text = text,
		.formula = formula,
		.value = rtk_ratio(kop, 1),
		.scale = RTK_KOP_SCALE});
}

static void
trace_line(const struct rtk_reduction_job *job, const char *symbol,
    const char *text, int64_t kop)
{
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = symbol,
		.text = text,
		.value = rtk_ratio(kop, 1),
		.scale = RTK_KOP_SCALE,
		.is_line = true});
}

void
rtk_reduction_trace_product(const struct rtk_reduction_job *job,
    const struct rtk_reduction_part *part, struct rtk_ratio volume)
{
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "V",
		.text = "volume",
		.value = volume,
		.scale = RTK_MICRO_SCALE,
		.unit = part->charge.component == RTK_HEAT ? "Gcal" : "m3"});
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "T",
		.text = "price, RUB",
		.value = rtk_ratio(part->days->tariff->price.v, 1),
		.scale = RTK_PRICE_SCALE,
		.source = {RTK_FROM_TARIFF, part->days->tariff->id}});
}

/* --- parts and lines --------------------------------------------------- */

/* The prices of a charge; which of them it is: part->days. */
static const struct rtk_prices *
find_days(struct rtk_reduction_part *part, const struct rtk_reduction_job *job)
{
	const struct rtk_line *charge = &part->charge;
	const struct rtk_reduction_rules *r = job->rules;
	enum rtk_group group = job->premises->now->group;
	const struct rtk_prices *prices = &r->heat[group];

	if (charge->service == RTK_HOT_WATER)
		prices = charge->component == RTK_HEAT ? &r->water[group].heat
		    : charge->component == RTK_WATER   ? &r->water[group].water
						     : &r->water[group].single;
	for (int i = 0; i < prices->count; i++)
		if (prices->at[i].tariff->id == charge->tariff) {
			part->days = &prices->at[i];
			return prices;
		}
	RTK_ASSERT(false);
	return NULL;
}

/* Of the water of the party what its charge was for. */
static struct rtk_ratio
water_of(const struct rtk_reduction_job *job,
    const struct rtk_reduction_part *part, const struct rtk_prices *prices)
{
	const struct rtk_premises *p = job->premises;
	const struct rtk_building_input *in = job->rules->in;
	struct rtk_counted counted;

	rtk_counted_by_readings(&counted, prices, in, p);
	if (counted.known)
		return rtk_counted_part(
		    &counted, p->hot_volume, (int)(part->days - prices->at));
	return rtk_ratio_mul(p->hot_volume,
	    rtk_party_part(p, in->month, part->days->from, part->days->to));
}

/* Volume of the service, and of the component in one unit of it (1 or q). */
static int
set_volume(const struct rtk_reduction_job *job, struct rtk_reduction_part *part,
    struct rtk_err *err)
{
	const struct rtk_premises *p = job->premises;
	const struct rtk_building_input *in = job->rules->in;
	const struct rtk_prices *prices = find_days(part, job);
	const struct rtk_norm_row *q;

	part->per_unit = rtk_ratio(1, 1);
	/* heat is of the premises, split behind; water is of the party */
	part->volume = rtk_ratio_reduce(job->service == RTK_HOT_WATER
		? water_of(job, part, prices)
		: rtk_ratio_mul(rtk_ratio_add(p->individual, p->common),
		      part->days->share));
	if (job->service == RTK_HEATING || part->charge.component != RTK_HEAT)
		return 0;
	if (rtk_norm_find(&q, in->month, RTK_NORM_WATER_HEATING,
		in->building->water_heating_norm, err) < 0)
		return -1;
	part->per_unit = rtk_ratio(q->value.v, RTK_NORM_ONE);
	return 0;
}

static int
find_parts(struct rtk_reduction_job *job, struct rtk_err *err)
{
	const struct rtk_building_output *out = job->out;

	for (size_t i = job->first; i < out->line_count; i++) {
		struct rtk_reduction_part *part = &job->parts[job->part_count];

		if (out->lines[i].service != job->service ||
		    out->lines[i].kind != RTK_CHARGE)
			continue;
		RTK_ASSERT(job->part_count < RTK_REDUCTION_PARTS_MAX);
		part->charge = out->lines[i];
		part->left = part->charge.amount;
		if (set_volume(job, part, err) < 0)
			return -1;
		job->part_count++;
	}
	return 0;
}

/* A line of -amount, at most what is left of the charge ("вплоть до 0"). */
int
rtk_reduction_take(struct rtk_reduction_job *job,
    struct rtk_reduction_part *part, const struct rtk_reduction_cut *cut,
    struct rtk_err *err)
{
	struct rtk_kop amount = cut->amount;
	struct rtk_line line = part->charge;

	if (amount.v > part->left.v)
		amount.v = part->left.v;
	if (amount.v <= 0)
		return 0;
	RTK_ASSERT(job->line_count < RTK_REDUCTION_LINES_MAX);
	line.kind = RTK_REDUCTION;
	line.formula = cut->formula;
	line.decimals = RTK_MICRO_SCALE;
	line.common = (struct rtk_micro){0};
	line.amount.v = -amount.v;
	if (rtk_ratio_round(&line.volume.v, cut->volume, err) < 0)
		return -1;
	line.volume.v = -line.volume.v;
	part->left.v -= amount.v;
	job->lines[job->line_count++] = line;
	trace_line(job, "ΔP", "reduction, RUB, at most what is left of P",
	    line.amount.v);
	return 0;
}

/* --- what was not supplied --------------------------------------------- */

static bool
in_place(const struct rtk_meter *m, const struct rtk_month *month)
{
	return m->installed.v <= month->last.v &&
	    (rtk_date_is_none(m->removed) ||
		m->removed.v >= month->first.v);
}

/* One of the service; a combined one tells nothing of the m3 of hot water. */
static bool
has_house_meter(const struct rtk_reduction_job *job)
{
	const struct rtk_building_input *in = job->rules->in;
	enum rtk_meter_service own = job->service == RTK_HEATING
	    ? RTK_METER_HEATING
	    : RTK_METER_HOT_WATER;

	for (size_t i = 0; i < in->house_meter_count; i++) {
		const struct rtk_meter *m = &in->house_meters[i].meter;
		bool combined = m->service == RTK_COMBINED &&
		    job->service == RTK_HEATING;

		if ((m->service == own || combined) && in_place(m, in->month))
			return true;
	}
	return false;
}

/*
 * Also one whose volume the month does not go by, as in even payment; in a
 * block without a house meter no heat meter matters (formulas 2(3), 2(4)).
 */
static bool
has_own_meter(const struct rtk_reduction_job *job)
{
	const struct rtk_premises *p = job->premises;
	enum rtk_formula formula = job->parts[0].charge.formula;
	enum rtk_meter_service own = job->service == RTK_HEATING
	    ? RTK_METER_HEATING
	    : RTK_METER_HOT_WATER;

	if (formula == RTK_F_2_3 || formula == RTK_F_2_4)
		return false;
	for (size_t i = 0; i < p->meter_count; i++)
		if (p->meters[i].meter.service == own &&
		    in_place(&p->meters[i].meter, job->rules->in->month))
			return true;
	return false;
}

/* Where nothing measures, the norm says what was not supplied (п. 99). */
static bool
by_norm_alone(const struct rtk_reduction_job *job)
{
	const struct rtk_usage *own = job->service == RTK_HEATING
	    ? &job->premises->heating
	    : &job->premises->hot_water;

	return job->parts[0].charge.method == RTK_BY_NORM &&
	    own->kind == RTK_NO_METER && !has_own_meter(job) &&
	    !has_house_meter(job);
}

/* The charge becomes that of V * (H - h) / H, rounded once. */
static int
reduce_unsupplied(struct rtk_reduction_job *job, struct rtk_err *err)
{
	const struct rtk_month *month = job->rules->in->month;
	int64_t all = rtk_reduction_minutes(job);
	int64_t missing = job->rules->hours.missing;

	if (missing == 0 || !by_norm_alone(job))
		return 0;
	rtk_trace_heading(job->trace, "п. 98-100", "what was not supplied");
	rtk_reduction_trace_hours(
	    job, "h", "hours without supply", missing, NULL);
	rtk_reduction_trace_hours(
	    job, "H", "hours of the days charged", all, NULL);
	for (size_t i = 0; i < job->part_count; i++) {
		struct rtk_reduction_part *part = &job->parts[i];
		struct rtk_ratio volume = rtk_ratio_mul(part->volume,
		    rtk_ratio_reduce(rtk_ratio(all - missing, all)));
		struct rtk_ratio gone = rtk_ratio_sub(part->volume, volume);
		struct rtk_kop supplied, amount;

		if (rtk_charge_amount(&supplied,
			rtk_ratio_mul(volume, part->per_unit),
			part->days->tariff, month, err) < 0)
			return -1;
		rtk_reduction_trace_product(
		    job, part, rtk_ratio_mul(part->volume, part->per_unit));
		rtk_reduction_trace_kop(job, "P", "for what was supplied, RUB",
		    "P = V * (H - h) / H * T", supplied.v);
		amount.v = part->left.v - supplied.v;
		if (rtk_reduction_take(job, part,
			&(struct rtk_reduction_cut){RTK_F_UNSUPPLIED, amount,
			    rtk_ratio_mul(gone, part->per_unit)},
			err) < 0)
			return -1;
	}
	return 0;
}

/* --- the lines of the account ------------------------------------------ */

static void
insert_line(
    struct rtk_building_output *out, size_t first, const struct rtk_line *line)
{
	size_t at = first;

	for (size_t i = first; i < out->line_count; i++)
		if (out->lines[i].service == line->service &&
		    out->lines[i].component == line->component &&
		    out->lines[i].tariff == line->tariff)
			at = i + 1;
	rtk_output_line(out, line);
	for (size_t i = out->line_count - 1; i > at; i--)
		out->lines[i] = out->lines[i - 1];
	out->lines[at] = *line;
}

/* VAT is on what is paid: of charge, increase and reductions together. */
static int
renew_vat(struct rtk_reduction_job *job, const struct rtk_reduction_part *part,
    struct rtk_err *err)
{
	struct rtk_kop net = {0};
	struct rtk_line *vat = NULL;

	if (part->days->tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	for (size_t i = job->first; i < job->out->line_count; i++) {
		struct rtk_line *line = &job->out->lines[i];

		if (line->service != job->service ||
		    line->component != part->charge.component ||
		    line->tariff != part->charge.tariff)
			continue;
		if (line->kind == RTK_VAT)
			vat = line;
		else
			net.v += line->amount.v;
	}
	RTK_ASSERT(vat != NULL);
	rtk_reduction_trace_kop(
	    job, "P_net", "net, with reductions, RUB", NULL, net.v);
	if (rtk_charge_vat(&vat->amount, net, part->days->tariff, err) < 0)
		return -1;
	trace_line(job, "VAT", "on the net amount, RUB", vat->amount.v);
	return 0;
}

static int
keep_lines(struct rtk_reduction_job *job, struct rtk_err *err)
{
	int number = job->out->lines[job->first].number;

	if (job->line_count == 0)
		return 0;
	for (size_t i = 0; i < job->line_count; i++)
		insert_line(job->out, job->first, &job->lines[i]);
	for (size_t i = 0; i < job->part_count; i++)
		if (renew_vat(job, &job->parts[i], err) < 0)
			return -1;
	for (size_t i = job->first; i < job->out->line_count; i++)
		job->out->lines[i].number = number++;
	return 0;
}

/* Heat is of the whole month, split behind; water of the days of the party. */
static void
set_days(struct rtk_reduction_job *job)
{
	const struct rtk_month *month = job->rules->in->month;

	job->days[0] = month->first;
	job->days[1] = month->last;
	if (job->service == RTK_HOT_WATER)
		(void)rtk_party_days(
		    job->premises, &job->days[0], &job->days[1]);
}

int64_t
rtk_reduction_minutes(const struct rtk_reduction_job *job)
{
	return ((int64_t)job->days[1].v - job->days[0].v + 1) * RTK_DAY_MINUTES;
}

/* In the order in which they take from the charge. */
static int
reduce_service(struct rtk_reduction_job *job, struct rtk_err *err)
{
	struct rtk_reduction_rules *r = job->rules;

	set_days(job);
	if (find_parts(job, err) < 0)
		return -1;
	if (job->service == RTK_HOT_WATER &&
	    rtk_reduction_absences(job, err) < 0)
		return -1;
	if (job->part_count == 0)
		return 0;
	rtk_outage_hours(
	    &r->hours, &job->outages, job->service, job->days, &r->qualities);
	if (reduce_unsupplied(job, err) < 0 ||
	    rtk_reduction_interruptions(job, err) < 0 ||
	    rtk_reduction_temperatures(job, err) < 0 ||
	    rtk_reduction_pressures(job, err) < 0)
		return -1;
	return keep_lines(job, err);
}

/* Rows of the building stand before those of its accounts. */
static struct rtk_outage_set
outages_of(struct rtk_reduction_rules *r, int64_t account)
{
	const struct rtk_outage *rows = r->in->outages;
	size_t count = r->in->outage_count;
	struct rtk_outage_set set = {.house = rows};
	int64_t house = RTK_ACCOUNT_ID(r->in->building->id, 0);

	while (
	    set.house_count < count && rows[set.house_count].account == house)
		set.house_count++;
	while (r->outage_at < count && rows[r->outage_at].account < account)
		r->outage_at++;
	set.own = rows + r->outage_at;
	while (r->outage_at < count && rows[r->outage_at].account == account) {
		r->outage_at++;
		set.own_count++;
	}
	return set;
}

/* Of the party before it: they may stand on either side of the account. */
static void
add_former(struct rtk_outage_set *set, const struct rtk_reduction_rules *r,
    const struct rtk_premises *former)
{
	const struct rtk_outage *rows = r->in->outages;
	size_t count = r->in->outage_count;
	size_t at = set->house_count;

	while (at < count && rows[at].account != former->now->account)
		at++;
	set->former = rows + at;
	while (at + set->former_count < count &&
	    rows[at + set->former_count].account == former->now->account)
		set->former_count++;
}

int
rtk_reductions(struct rtk_building_output *out, size_t first,
    const struct rtk_premises *premises, struct rtk_reduction_rules *rules,
    struct rtk_err *err)
{
	const struct rtk_building_input *in = rules->in;
	struct rtk_reduction_job job = {.out = out,
	    .first = first,
	    .premises = premises,
	    .rules = rules,
	    .trace = rtk_trace_for(in, premises)};

	if (in->outage_count == 0 && in->absence_count == 0)
		return 0;
	if (!rules->loaded &&
	    rtk_qualities_load(&rules->qualities, in->month, err) < 0)
		return -1;
	rules->loaded = true;
	job.outages = outages_of(rules, premises->now->account);
	if (premises->former != NULL)
		add_former(&job.outages, rules, premises->former);
	for (int s = RTK_HEATING; s <= RTK_HOT_WATER; s++) {
		job.service = (enum rtk_service)s;
		job.part_count = job.line_count = 0;
		if (reduce_service(&job, err) < 0)
			return -1;
	}
	return 0;
}

void
rtk_reduction_rules_release(struct rtk_reduction_rules *rules)
{
	rtk_outage_hours_release(&rules->hours);
}
