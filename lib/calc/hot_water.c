#include "base/base.h"

#include "calc/hot_water.h"

#include "calc/charge.h"
#include "calc/counted.h"
#include "calc/meter_pairs.h"
#include "calc/parties.h"
#include "calc/rooms.h"

/* The volume of a premises and how it was found. */
struct volume {
	struct rtk_ratio all;  /* V, 1e-6 m3 */
	struct rtk_ratio norm; /* of it: by norm */
	bool raising;          /* K on the norm part (п. 42, 60) */
	bool by_days;          /* measured for both parties of the premises */
	enum rtk_method method;
	int decimals;
};

/* One premises being charged. */
struct job {
	struct rtk_building_output *out;
	int *number;
	const struct rtk_premises *premises;
	const struct rtk_hot_water_rules *rules;
	const struct rtk_building_input *in;
	const struct rtk_trace *trace;
	struct volume volume;
};

static bool
is_living(const struct rtk_premises *p)
{
	return p->now->kind == RTK_FLAT || p->now->kind == RTK_ROOM ||
	    p->now->kind == RTK_HOUSE;
}

static void
add_finding(struct rtk_building_output *out, enum rtk_fault fault,
    const struct rtk_premises *p)
{
	struct rtk_finding finding = {
	    .fault = fault, .account = p->now->account, .blocking = false};

	/* no output: only the volume is asked for */
	if (out != NULL)
		rtk_output_finding(out, &finding);
}

static void
trace_norm(const struct rtk_trace *trace, const struct rtk_norm_row *norm,
    struct rtk_ratio persons, int64_t account)
{
	struct rtk_step step = {.clause = "п. 42, 56, 57",
	    .symbol = "n",
	    .text = "persons, by days of the month",
	    .value = persons,
	    .scale = 0,
	    .unit = "",
	    .source = {RTK_FROM_ACCOUNT, account}};

	if (trace == NULL)
		return;
	rtk_trace_step(trace, &step);
	step.symbol = "N_гв";
	step.text = "norm of hot water, a person and month";
	step.value = rtk_ratio(norm->value.v, 1);
	step.scale = RTK_NORM_SCALE;
	step.unit = "m3";
	step.source = (struct rtk_source){RTK_FROM_NORM, norm->id};
	rtk_trace_step(trace, &step);
	step.symbol = "V_norm";
	step.text = "volume by norm";
	step.formula = "V_norm = n * N_гв";
	step.value = rtk_ratio_mul_int(persons, norm->value.v);
	step.source = (struct rtk_source){RTK_FROM_NOTHING, 0};
	rtk_trace_step(trace, &step);
}

/* Days of the month, both inclusive; none where they end before. */
struct days {
	struct rtk_date from, to;
};

/* Narrows the days to those of the party; returns how many there are. */
static int
own_days(const struct job *job, struct days parts[2])
{
	return rtk_party_days(job->premises, &parts[0].from, &parts[0].to) +
	    rtk_party_days(job->premises, &parts[1].from, &parts[1].to);
}

/* n * N over some days of the month (п. 42, formula 4; 56, 57). */
static int
norm_volume(struct rtk_ratio *out, struct rtk_hot_water_rules *rules,
    const struct job *job, const struct days parts[2], struct rtk_err *err)
{
	const struct rtk_month *month = job->in->month;
	struct rtk_ratio persons;
	int64_t days = 0;

	for (int i = 0; i < 2; i++)
		if (parts[i].from.v <= parts[i].to.v)
			days += rtk_person_days(&job->premises->persons,
			    month, parts[i].from, parts[i].to);
	persons = rtk_ratio(days, month->days);
	if (rules->persons == NULL &&
	    rtk_norm_find(&rules->persons, month, RTK_NORM_HOT_WATER,
		job->in->building->hot_water_norm, err) < 0)
		return -1;
	trace_norm(job->trace, rules->persons, persons,
	    job->premises->now->account);
	*out = rtk_ratio_reduce(
	    rtk_ratio_mul_int(persons, rules->persons->value.v));
	return 0;
}

/*
 * A new meter: the norm before it was put into service, readings after; one
 * that is out or gone: the norm for the days behind (п. 60).
 */
static int
metered_volume(struct job *job, struct rtk_hot_water_rules *rules,
    struct rtk_err *err)
{
	const struct rtk_usage *u = &job->premises->hot_water;
	struct volume *v = &job->volume;
	bool possible = job->premises->now->meter_possible;
	struct days parts[2] = {{{1}, {0}},
	    {u->norm_from, {u->norm_from.v + u->norm_days - 1}}};

	*v = (struct volume){.all = u->volume,
	    .norm = RTK_RATIO_ZERO,
	    .method = u->kind == RTK_AVERAGED ? RTK_BY_AVERAGE : RTK_BY_METER,
	    .decimals = u->kind == RTK_AVERAGED ? RTK_MICRO_SCALE
						: u->decimals};
	v->by_days = job->premises->part &&
	    (u->kind == RTK_AVERAGED || job->premises->water_by_days);
	if (v->by_days)
		v->all = rtk_ratio_reduce(rtk_ratio_mul(u->volume,
		    rtk_party_share(job->premises, job->in->month->first,
			job->in->month->last)));
	if (!rtk_date_is_none(u->since))
		parts[0] = (struct days){
		    job->in->month->first, {u->since.v - 1}};
	if (own_days(job, parts) == 0 || !is_living(job->premises))
		return 0;
	if (norm_volume(&v->norm, rules, job, parts, err) < 0)
		return -1;
	v->all = rtk_ratio_reduce(rtk_ratio_add(v->all, v->norm));
	v->raising = u->norm_days > 0 && u->norm_cause != RTK_CAUSE_NONE
	    ? u->norm_cause != RTK_CAUSE_NO_READING
	    : possible;
	return 0;
}

static int
unmetered_volume(struct job *job, struct rtk_hot_water_rules *rules,
    struct rtk_err *err)
{
	const struct rtk_usage *u = &job->premises->hot_water;
	struct volume *v = &job->volume;

	struct days parts[2] = {
	    {job->in->month->first, job->in->month->last}, {{1}, {0}}};

	*v = (struct volume){.method = RTK_BY_NORM,
	    .decimals = RTK_MICRO_SCALE};
	(void)own_days(job, parts);
	if (norm_volume(&v->norm, rules, job, parts, err) < 0)
		return -1;
	v->all = v->norm;
	/* п. 60: after no reading without K, after a bad meter with it */
	v->raising = u->kind == RTK_NORM_DUE
	    ? u->cause != RTK_CAUSE_NO_READING
	    : job->premises->now->meter_possible;
	if (v->norm.num == 0)
		add_finding(job->out, RTK_E_HOT_WATER_NOBODY, job->premises);
	return 0;
}

/* Six decimals unless the volume is a whole number of the meter's own. */
static int
printed_decimals(struct rtk_ratio volume, int decimals)
{
	int64_t unit = 1;

	for (int i = decimals; i < RTK_MICRO_SCALE; i++)
		unit *= 10;
	if (volume.den == 1 && volume.num % unit == 0)
		return decimals;
	return RTK_MICRO_SCALE;
}

static enum rtk_formula
formula_of(const struct volume *v, bool one_rate, bool raising)
{
	bool by_norm = v->method == RTK_BY_NORM;

	if (one_rate && !by_norm)
		return RTK_F_1;
	if (one_rate)
		return raising ? RTK_F_4_1 : RTK_F_4;
	return raising ? RTK_F_23_1 : RTK_F_23;
}

/* Volume and amount of each kind of line: symbols and their formulas. */
struct words {
	const char *volume;
	const char *volume_formula;
	const char *amount;
	const char *amount_formula;
};

/* By the days of a price or of the whole month; increase; heat. */
static const struct words all_words[2][2][2] = {
    {{{"V", NULL, "P", "P = V * T"}, {"Q", "Q = V * q", "P", "P = Q * T"}},
	{{"ΔV", "ΔV = V_norm * (K_пов - 1)", "ΔP", "ΔP = ΔV * T"},
	    {"ΔQ", "ΔQ = V_norm * q * (K_пов - 1)", "ΔP", "ΔP = ΔQ * T"}}},
    {{{"V_T", NULL, "P", "P = V_T * T"},
	 {"Q_T", "Q_T = V_T * q", "P", "P = Q_T * T"}},
	{{"ΔV", "ΔV = V_norm * d / D * (K_пов - 1)", "ΔP", "ΔP = ΔV * T"},
	    {"ΔQ", "ΔQ = V_norm * d / D * q * (K_пов - 1)", "ΔP",
		"ΔP = ΔQ * T"}}},
};

/* The volume of the days of a price: the whole, where it is the only one. */
struct part {
	const struct rtk_prices *prices;
	const struct rtk_price_days *days;
	struct rtk_ratio all, norm; /* 1e-6 m3 */
};

static void
trace_part(const struct job *job, const struct part *part,
    const struct rtk_price_days *own, const struct rtk_counted *counted,
    struct rtk_ratio measured)
{
	struct rtk_step step = {.symbol = "V_T",
	    .text = "volume of these days",
	    .formula = !counted->known      ? "V_T = V * d / D"
		: job->volume.norm.num != 0 ? "V_T = W_T + V_norm * d / D"
					    : "V_T = W_T",
	    .value = part->all,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};

	rtk_charge_trace_days(job->trace, own);
	if (counted->known)
		rtk_counted_trace(job->trace, counted,
		    (int)(part->days - part->prices->at), job->premises,
		    measured);
	rtk_trace_step(job->trace, &step);
}

/* By days; what meters counted by their readings, if they were read then. */
static void
find_part(struct part *part, const struct job *job,
    const struct rtk_counted *counted, int i)
{
	const struct volume *v = &job->volume;
	struct rtk_ratio measured = rtk_ratio_sub(v->all, v->norm);
	const struct rtk_premises *p = job->premises;
	struct rtk_price_days own = *part->days;
	struct rtk_date first = job->in->month->first;
	struct rtk_date last = job->in->month->last;
	struct rtk_ratio share;

	part->all = v->all;
	part->norm = v->norm;
	if (own.from.v == first.v && own.to.v == last.v)
		return;
	share = rtk_party_part(p, job->in->month, own.from, own.to);
	(void)rtk_party_days(p, &own.from, &own.to);
	own.share = share;
	part->norm = rtk_ratio_reduce(rtk_ratio_mul(v->norm, share));
	if (counted->known)
		measured = rtk_counted_part(counted, measured, i);
	else
		measured = rtk_ratio_mul(measured, share);
	part->all = rtk_ratio_reduce(rtk_ratio_add(measured, part->norm));
	/* none of its days, and water: there is no line */
	if (share.num > 0 || v->all.num == 0)
		trace_part(job, part, &own, counted, measured);
}

/* V, before the lines of the components. */
static void
trace_all(const struct job *job)
{
	const struct volume *v = &job->volume;
	bool shared = v->method != RTK_BY_NORM && v->by_days;
	struct rtk_step step = {.symbol = "V",
	    .text = "volume",
	    .value = v->all,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};

	if (shared)
		rtk_party_trace_days(job->trace, job->premises, job->in->month);
	if (v->method == RTK_BY_NORM)
		step.formula = "V = V_norm";
	else if (shared)
		step.formula = v->norm.num != 0
		    ? "V = ΣV_w * d_own / D + V_norm"
		    : "V = ΣV_w * d_own / D";
	else if (rtk_rooms_shared(job->in, job->premises))
		step.formula =
		    v->norm.num != 0 ? "V = W_room + V_norm" : "V = W_room";
	else
		step.formula =
		    v->norm.num != 0 ? "V = ΣV_w + V_norm" : "V = ΣV_w";
	rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.clause = "п. 42, 60",
	    .symbol = "K_пов",
	    .text = "raising coefficient",
	    .value = rtk_ratio(
		job->in->month->policies.value[RTK_RAISING_COEFFICIENT], 1),
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_POLICY, RTK_RAISING_COEFFICIENT}};
	if (v->raising)
		rtk_trace_step(job->trace, &step);
}

static void
trace_amount(const struct job *job, const struct rtk_line *line,
    const struct part *part, struct rtk_ratio volume)
{
	const struct rtk_tariff *tariff = part->days->tariff;
	bool heat = line->component == RTK_HEAT;
	bool increase = line->kind == RTK_RAISING;
	const struct words *words =
	    &all_words[part->prices->count > 1][increase][heat];
	struct rtk_step step = {.symbol = words->volume,
	    .text = increase ? "volume * (K_пов - 1)" : "volume",
	    .formula = words->volume_formula,
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = heat ? "Gcal" : "m3"};

	if (job->trace == NULL)
		return;
	if (words->volume_formula != NULL)
		rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.symbol = "T",
	    .text = "price, RUB",
	    .value = rtk_ratio(tariff->price.v, 1),
	    .scale = RTK_PRICE_SCALE,
	    .unit = "",
	    .source = {RTK_FROM_TARIFF, tariff->id}};
	rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.symbol = words->amount,
	    .is_line = true,
	    .formula = words->amount_formula,
	    .text = "amount, RUB, rounded once, half away from zero",
	    .value = rtk_ratio(line->amount.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(job->trace, &step);
}

static int
add_line(const struct job *job, struct rtk_line *line, const struct part *part,
    struct rtk_ratio volume, struct rtk_err *err)
{
	const struct rtk_tariff *tariff = part->days->tariff;

	line->account = job->premises->now->account;
	line->number = (*job->number)++;
	line->service = RTK_HOT_WATER;
	line->component = tariff->component;
	/* the coefficient is on what was found by norm, whatever the rest */
	line->method = line->kind == RTK_RAISING ? RTK_BY_NORM
						 : job->volume.method;
	line->for_period = job->in->month->period;
	line->tariff = tariff->id;
	if (rtk_ratio_round(&line->volume.v, volume, err) < 0 ||
	    rtk_charge_amount(
		&line->amount, volume, tariff, job->in->month, err) < 0)
		return -1;
	rtk_output_line(job->out, line);
	trace_amount(job, line, part, volume);
	return 0;
}

static int
add_vat(const struct job *job, const struct rtk_line *charge,
    const struct rtk_tariff *tariff, struct rtk_kop net, struct rtk_err *err)
{
	struct rtk_line line = *charge;

	if (tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	line.kind = RTK_VAT;
	line.number = (*job->number)++;
	line.volume = (struct rtk_micro){0};
	if (rtk_charge_vat(&line.amount, net, tariff, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	rtk_charge_trace_vat(job->trace, tariff, line.amount,
	    net.v != charge->amount.v ? "VAT = (P + ΔP) * r / 100"
				      : "VAT = P * r / 100");
	return 0;
}

/* V * (K - 1): the increase is a line of its own (п. 42, 43/пр). */
static struct rtk_ratio
raising_volume(const struct job *job, struct rtk_ratio norm)
{
	int64_t k =
	    job->in->month->policies.value[RTK_RAISING_COEFFICIENT];

	return rtk_ratio_mul(norm, rtk_ratio(k - RTK_MICRO, RTK_MICRO));
}

/* The lines of one price: charge, raising, VAT on both. */
static int
price_lines(const struct job *job, const struct part *part,
    struct rtk_ratio per_m3, bool raised, struct rtk_err *err)
{
	const struct volume *v = &job->volume;
	const struct rtk_tariff *tariff = part->days->tariff;
	struct rtk_ratio all = rtk_ratio_mul(part->all, per_m3);
	bool raising = v->raising && raised;
	struct rtk_line charge = {.kind = RTK_CHARGE,
	    .formula = formula_of(v, tariff->component == RTK_SINGLE,
		raising),
	    .decimals = tariff->component == RTK_HEAT
		? RTK_MICRO_SCALE
		: printed_decimals(all, v->decimals)};
	struct rtk_line increase = charge;
	struct rtk_kop net;

	if (add_line(job, &charge, part, all, err) < 0)
		return -1;
	net = charge.amount;
	increase.kind = RTK_RAISING;
	increase.decimals = RTK_MICRO_SCALE;
	if (raising &&
	    add_line(job, &increase, part,
		raising_volume(job, rtk_ratio_mul(part->norm, per_m3)),
		err) < 0)
		return -1;
	net.v += raising ? increase.amount.v : 0;
	return add_vat(job, &charge, tariff, net, err);
}

/* The lines of one component: of one price, or of each by its days. */
static int
component_lines(const struct job *job, const struct rtk_prices *prices,
    struct rtk_ratio per_m3, bool raised, struct rtk_err *err)
{
	struct rtk_counted counted;

	rtk_counted_by_readings(&counted, prices, job->in, job->premises);
	for (int i = 0; i < prices->count; i++) {
		struct part part = {.prices = prices, .days = &prices->at[i]};

		find_part(&part, job, &counted, i);
		/* all its days are of the other party */
		if (part.all.num == 0 && job->volume.all.num != 0)
			continue;
		if (price_lines(job, &part, per_m3, raised, err) < 0)
			return -1;
	}
	return 0;
}

static int
all_lines(const struct job *job, struct rtk_err *err)
{
	const struct rtk_hot_water_prices *prices =
	    &job->rules->prices[job->premises->now->group];
	const struct rtk_ratio one = rtk_ratio(1, 1);
	bool both = job->in->month->policies.value[RTK_RAISING_ON] ==
	    RTK_ON_BOTH;

	trace_all(job);
	/* sorted as the report: heat, single, water */
	if (prices->heat.count > 0) {
		struct rtk_ratio q = rtk_ratio(
		    job->rules->heating->value.v, RTK_NORM_ONE);
		struct rtk_step step = {.clause = "формула 23",
		    .symbol = "q",
		    .text = "norm of heat for one m3 of hot water",
		    .value = rtk_ratio(job->rules->heating->value.v, 1),
		    .scale = RTK_NORM_SCALE,
		    .unit = "Gcal/m3",
		    .source = {RTK_FROM_NORM, job->rules->heating->id}};

		rtk_trace_step(job->trace, &step);
		if (component_lines(job, &prices->heat, q, both, err) < 0)
			return -1;
	}
	if (component_lines(job, &prices->single, one, true, err) < 0)
		return -1;
	return component_lines(job, &prices->water, one, true, err);
}

static bool
is_metered(const struct rtk_premises *p)
{
	return p->hot_water.kind == RTK_MEASURED ||
	    p->hot_water.kind == RTK_AVERAGED;
}

/* Whether the premises has hot water whose volume can be found. */
static bool
has_volume(const struct rtk_building_input *in, const struct rtk_premises *p)
{
	return p->now->hot_water &&
	    in->building->system != RTK_NO_HOT_WATER &&
	    (is_metered(p) || is_living(p));
}

static int
add_volume(struct rtk_ratio *sum, struct rtk_hot_water_rules *rules,
    const struct rtk_premises *p, struct rtk_err *err)
{
	struct job job = {.premises = p, .rules = rules, .in = rules->in};

	if (!has_volume(rules->in, p))
		return 0;
	if (is_metered(p) ? metered_volume(&job, rules, err) < 0
			  : unmetered_volume(&job, rules, err) < 0)
		return -1;
	*sum = rtk_ratio_reduce(rtk_ratio_add(*sum, job.volume.all));
	return 0;
}

int
rtk_hot_water_total(struct rtk_ratio *out, struct rtk_hot_water_rules *rules,
    struct rtk_err *err)
{
	const struct rtk_building_input *in = rules->in;
	bool by_meter = false;

	*out = RTK_RATIO_ZERO;
	for (size_t i = 0; i < in->house_meter_count; i++) {
		const struct rtk_meter_month *m = &in->house_meters[i];

		if (m->meter.service != RTK_METER_HOT_WATER ||
		    m->usage.kind == RTK_NO_METER)
			continue;
		*out = rtk_ratio_add(*out, m->usage.volume);
		by_meter = true;
	}
	*out = rtk_ratio_reduce(*out);
	for (size_t i = 0; i < in->premises_count && !by_meter; i++)
		if (add_volume(out, rules, &in->premises[i], err) < 0)
			return -1;
	for (size_t i = 0; i < in->former_count && !by_meter; i++)
		if (add_volume(out, rules, &in->formers[i], err) < 0)
			return -1;
	return 0;
}

int
rtk_hot_water_lines(struct rtk_building_output *out, int *number,
    struct rtk_premises *premises, struct rtk_hot_water_rules *rules,
    struct rtk_err *err)
{
	const struct rtk_building_input *in = rules->in;
	struct job job = {.out = out,
	    .number = number,
	    .premises = premises,
	    .rules = rules,
	    .in = in,
	    .trace = rtk_trace_for(in, premises)};
	bool metered = is_metered(premises);

	if (!premises->now->hot_water ||
	    in->building->system == RTK_NO_HOT_WATER)
		return 0;
	if (!metered && !is_living(premises)) {
		add_finding(out, RTK_E_HOT_WATER_NO_VOLUME, premises);
		return 0;
	}
	if (rtk_hot_water_rules_find(rules, in, premises->now->group, err) < 0)
		return -1;
	rtk_trace_heading(job.trace, "п. 42", "hot water");
	if (metered ? metered_volume(&job, rules, err) < 0
		    : unmetered_volume(&job, rules, err) < 0)
		return -1;
	if (in->month->period.v >= in->month->first_period.v &&
	    (!metered || premises->hot_water.norm_days > 0))
		rtk_meters_remember_norm(
		    rtk_rooms_keeper(in, premises, RTK_METER_HOT_WATER),
		    RTK_METER_HOT_WATER, job.volume.norm);
	premises->hot_volume = job.volume.all;
	return premises->through ? 0 : all_lines(&job, err);
}
