#include "base/base.h"

#include "calc/parties.h"

#include "calc/charge.h"
#include "calc/year.h"

/* --- days -------------------------------------------------------------- */

int
rtk_party_days(const struct rtk_premises *premises, struct rtk_date *from,
    struct rtk_date *to)
{
	if (premises->part && from->v < premises->since.v)
		*from = premises->since;
	if (premises->part && to->v > premises->until.v)
		*to = premises->until;
	return from->v <= to->v ? to->v - from->v + 1 : 0;
}

struct rtk_ratio
rtk_party_share(const struct rtk_premises *premises, struct rtk_date from,
    struct rtk_date to)
{
	int all = to.v - from.v + 1;
	int own = rtk_party_days(premises, &from, &to);

	return own == all ? rtk_ratio(1, 1) : rtk_ratio(own, all);
}

struct rtk_ratio
rtk_party_part(const struct rtk_premises *premises,
    const struct rtk_month *month, struct rtk_date from, struct rtk_date to)
{
	struct rtk_date first = month->first, last = month->last;

	return rtk_ratio(rtk_party_days(premises, &from, &to),
	    rtk_party_days(premises, &first, &last));
}

void
rtk_party_trace_days(const struct rtk_trace *trace,
    const struct rtk_premises *premises, const struct rtk_month *month)
{
	struct rtk_date from = month->first, to = month->last;
	struct rtk_step step = {.symbol = "d_own",
	    .text = "days of the party",
	    .value = rtk_ratio(rtk_party_days(premises, &from, &to), 1),
	    .unit = "d",
	    .source = {RTK_FROM_ACCOUNT, premises->now->account}};

	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "D",
	    .text = "days in the month",
	    .value = rtk_ratio(month->days, 1),
	    .unit = "d"};
	rtk_trace_step(trace, &step);
}

/* A meter that nobody has taken away. */
static bool
keeps_meter(const struct rtk_premises *former, enum rtk_meter_service service)
{
	for (size_t i = 0; i < former->meter_count; i++)
		if (former->meters[i].meter.service == service &&
		    rtk_date_is_none(former->meters[i].meter.removed))
			return true;
	return false;
}

static bool
has_meter(const struct rtk_premises *premises, enum rtk_meter_service service)
{
	for (size_t i = 0; i < premises->meter_count; i++)
		if (premises->meters[i].meter.service == service)
			return true;
	return false;
}

bool
rtk_parties_share(const struct rtk_premises *premises, int64_t other,
    const struct rtk_building_input *in, enum rtk_meter_service service)
{
	bool heat = service == RTK_METER_HEATING;

	if (premises->former != NULL)
		return heat && premises->former->now->account == other;
	for (size_t i = 0; i < in->premises_count; i++)
		if (in->premises[i].former == premises)
			return in->premises[i].now->account == other &&
			    (heat || !has_meter(&in->premises[i], service));
	return false;
}

static void
join_heat(struct rtk_usage *own, const struct rtk_usage *former)
{
	struct rtk_usage sum = *former;

	if (former->kind != RTK_MEASURED || own->kind == RTK_NO_METER)
		return;
	/* the new meter goes on where the old one was taken away */
	sum.norm_days = 0;
	rtk_usage_add(&sum, own);
	*own = sum;
}

void
rtk_parties_join(struct rtk_premises *premises)
{
	struct rtk_premises *former = premises->former;

	join_heat(&premises->heating, &former->heating);
	if (premises->heating.kind == RTK_NO_METER &&
	    keeps_meter(former, RTK_METER_HEATING))
		premises->heating = former->heating;
	premises->water_by_days = former->water_by_days =
	    premises->hot_water.kind == RTK_NO_METER &&
	    keeps_meter(former, RTK_METER_HOT_WATER);
	if (premises->water_by_days)
		premises->hot_water = former->hot_water;
}

/* --- the charge of the month ------------------------------------------- */

/* The lines of one premises being split. */
struct job {
	const struct rtk_heat_rules *heat;
	const struct rtk_premises *premises, *former;
	const struct rtk_trace *trace;
	const struct rtk_price_days *days; /* of one price */
	/* at this price, without VAT: of the former, and what is left */
	struct rtk_kop net, left;
};

static void
trace_days(const struct job *job)
{
	struct rtk_ratio share =
	    rtk_party_share(job->former, job->days->from, job->days->to);
	struct rtk_step step = {.symbol = "d_1",
	    .text = "days of the party before",
	    .value = rtk_ratio((int64_t)share.num, 1),
	    .unit = "d",
	    .source = {RTK_FROM_ACCOUNT, job->former->now->account}};

	rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.symbol = "d",
	    .text = "days of the charge",
	    .value = rtk_ratio((int64_t)share.den, 1),
	    .unit = "d"};
	rtk_trace_step(job->trace, &step);
}

static void
trace_kop(const struct job *job, struct rtk_step step, struct rtk_kop amount)
{
	step.value = rtk_ratio(amount.v, 1);
	step.scale = RTK_KOP_SCALE;
	rtk_trace_step(job->trace, &step);
}

/* P_1 is what the former pays, P_2 the rest; each is a line of its own. */
static void
trace_parts(const struct job *job, struct rtk_kop all, struct rtk_kop part,
    struct rtk_kop left, bool vat)
{
	bool former = job->former->now->account == job->heat->in->traced;
	static const struct rtk_step net = {
	    .symbol = "P_net", .text = "net, with reductions, RUB"};

	trace_kop(job,
	    (struct rtk_step){
		.symbol = "P", .text = "amount of the month, RUB"},
	    all);
	if (vat)
		trace_kop(job, net, job->net);
	trace_kop(job,
	    (struct rtk_step){.symbol = "P_1",
		.text = "amount of the party before, RUB, rounded once",
		.formula = vat ? "P_1 = P_net * r / 100" : "P_1 = P * d_1 / d",
		.is_line = former},
	    part);
	if (former)
		return;
	if (vat)
		trace_kop(job, net, job->left);
	trace_kop(job,
	    (struct rtk_step){.symbol = "P_2",
		.text = vat ? "VAT on what is left, RUB" : "what is left, RUB",
		.formula = vat ? "P_2 = P_net * r / 100" : "P_2 = P - P_1",
		.is_line = true},
	    left);
}

/* What the former pays of a line; VAT of what he pays before it. */
static int
part_of(struct rtk_line *part, struct job *job, const struct rtk_line *line,
    struct rtk_err *err)
{
	struct rtk_ratio share =
	    rtk_party_share(job->former, job->days->from, job->days->to);

	*part = *line;
	part->account = job->former->now->account;
	if (line->kind == RTK_VAT)
		return rtk_charge_vat(
		    &part->amount, job->net, job->days->tariff, err);
	if (rtk_charge_share(&part->amount, line->amount, share, err) < 0 ||
	    rtk_ratio_round(&part->volume.v,
		rtk_ratio_mul_int(share, line->volume.v), err) < 0 ||
	    rtk_ratio_round(&part->common.v,
		rtk_ratio_mul_int(share, line->common.v), err) < 0)
		return -1;
	job->net.v += part->amount.v;
	return line->kind == RTK_CHARGE && job->heat->even
	    ? rtk_years_split(&job->heat->out->years, job->premises, part,
		  job->days, err)
	    : 0;
}

static int
split_line(struct job *job, size_t i, struct rtk_err *err)
{
	struct rtk_building_output *out = job->heat->out;
	struct rtk_line line = out->lines[i], part;
	bool vat = line.kind == RTK_VAT;
	struct rtk_kop all;

	if (part_of(&part, job, &line, err) < 0)
		return -1;
	all = line.amount;
	line.amount.v -= part.amount.v;
	if (vat &&
	    rtk_charge_vat(&line.amount, job->left, job->days->tariff, err) < 0)
		return -1;
	if (!vat)
		job->left.v += line.amount.v;
	trace_parts(job, all, part.amount, line.amount, vat);
	line.volume.v -= part.volume.v;
	line.common.v -= part.common.v;
	out->lines[i] = line;
	if (part.amount.v != 0 || part.volume.v != 0)
		rtk_output_line(out, &part);
	return 0;
}

/* The lines of one price; VAT behind all that it is on. */
static int
split_price(struct job *job, size_t first, size_t end, struct rtk_err *err)
{
	const struct rtk_building_output *out = job->heat->out;

	for (int vat = 0; vat < 2; vat++)
		for (size_t i = first; i < end; i++) {
			const struct rtk_line *line = &out->lines[i];

			if (line->service == RTK_HEATING &&
			    line->tariff == job->days->tariff->id &&
			    (line->kind == RTK_VAT) == (vat != 0) &&
			    split_line(job, i, err) < 0)
				return -1;
		}
	return 0;
}

int
rtk_parties_split(const struct rtk_heat_rules *heat, size_t first,
    const struct rtk_premises *premises, struct rtk_err *err)
{
	const struct rtk_prices *prices = &heat->prices[premises->now->group];
	struct rtk_building_output *out = heat->out;
	size_t end = out->line_count;
	struct job job = {.heat = heat,
	    .premises = premises,
	    .former = premises->former,
	    .trace = rtk_trace_for_heat(heat->in, premises)};

	if (first == end || out->lines[first].service != RTK_HEATING)
		return 0;
	out->unsorted = true;
	rtk_trace_heading(job.trace, "ЖК РФ, ст. 153",
	    "heating of the month by the days of both parties");
	for (int i = 0; i < prices->count; i++) {
		job.days = &prices->at[i];
		job.net.v = job.left.v = 0;
		trace_days(&job);
		if (split_price(&job, first, end, err) < 0)
			return -1;
	}
	return 0;
}
