#include "base/base.h"

#include "calc/buyer.h"

#include "calc/carry.h"
#include "calc/charge.h"
#include "calc/common_water.h"
#include "calc/heating_trace.h"
#include "calc/house_meter.h"

enum { FORMULA_BYTES = 96 };

/* The buyer of the month. */
struct job {
	struct rtk_building_output *out;
	const struct rtk_building_input *in;
	const struct rtk_buyer *buyer;
	const struct rtk_trace *trace; /* NULL: another account is explained */
	struct rtk_carry *carry;
	int number;
};

/* A volume and what it stands on, by the symbols of the trace. */
struct bought {
	enum rtk_service service;
	enum rtk_method method;
	struct rtk_ratio volume;
	const char *symbol;
	const char *words; /* without what was carried */
};

static bool
for_block(const struct rtk_building_input *in)
{
	return in->buyer_count == 1 &&
	    in->buyers[0].contract->kind == RTK_CONTRACT_BUYER;
}

void
rtk_buyer_mark(const struct rtk_building_input *in)
{
	for (size_t i = 0; i < in->premises_count; i++) {
		struct rtk_premises *p = &in->premises[i];
		bool living = p->now->kind != RTK_NONRESIDENTIAL &&
		    p->now->kind != RTK_PARKING;

		p->through = for_block(in) && living && p->contract == NULL;
		/* he has no months of single premises */
		if (p->through)
			rtk_usage_take_back(&p->hot_water);
		if (p->former != NULL)
			p->former->through = p->through;
		if (p->former != NULL && p->through)
			rtk_usage_take_back(&p->former->hot_water);
	}
}

int
rtk_buyer_whole_house(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	struct rtk_house_volume found;

	if (rtk_house_volume(&found, out, in, err) < 0)
		return -1;
	out->figures.has_volume = found.kind == RTK_HOUSE_VOLUME;
	if (out->figures.has_volume) {
		out->figures.volume = found.volume;
		rtk_trace_house_volume(in->trace, found.volume, found.formula);
	}
	if (found.kind == RTK_HOUSE_UNMETERED ||
	    found.kind == RTK_HOUSE_BY_NORM)
		rtk_house_finding(out, RTK_E_BUILDING_NO_AREA, "");
	return 0;
}

/* --- steps ------------------------------------------------------------- */

static void
trace_volume(const struct job *job, const struct bought *b, const char *symbol,
    const char *text, struct rtk_ratio value)
{
	struct rtk_step step = {.symbol = symbol,
	    .text = text,
	    .value = value,
	    .scale = RTK_MICRO_SCALE,
	    .unit = b->service == RTK_HEATING ? "Gcal" : "m3"};

	rtk_trace_step(job->trace, &step);
}

static void
join(char out[FORMULA_BYTES], const char *const parts[5])
{
	size_t at = 0;

	for (size_t i = 0; i < 5; i++)
		for (const char *c = parts[i]; *c != '\0'; c++) {
			RTK_ASSERT(at < FORMULA_BYTES - 1);
			out[at++] = *c;
		}
	out[at] = '\0';
}

static void
trace_formula(const struct job *job, const struct bought *b, const char *symbol,
    const char *text, const char *formula)
{
	struct rtk_step step = {.symbol = symbol,
	    .text = text,
	    .formula = formula,
	    .value = b->volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = b->service == RTK_HEATING ? "Gcal" : "m3"};

	rtk_trace_step(job->trace, &step);
}

/*
 * Takes off what is carried; what is below zero is carried on, and nothing is
 * to pay.
 */
static void
take_carried(struct job *job, struct bought *b)
{
	struct rtk_ratio *carried = &job->carry->volume[b->service];
	bool before = carried->num != 0;
	char formula[FORMULA_BYTES];
	const char *left = before ? " - V_carried" : "";

	if (before)
		trace_volume(job, b, "V_carried",
		    "below zero in the months before", *carried);
	b->volume = rtk_ratio_reduce(rtk_ratio_sub(b->volume, *carried));
	*carried = RTK_RATIO_ZERO;
	if (b->volume.num < 0) {
		*carried = rtk_ratio_sub(RTK_RATIO_ZERO, b->volume);
		b->volume = *carried;
		join(formula,
		    (const char *const[]){
			"V_next = 0 - (", b->words, left, ")", ""});
		trace_formula(job, b, "V_next",
		    "below zero: carried to the months behind", formula);
		b->volume = RTK_RATIO_ZERO;
		join(formula,
		    (const char *const[]){b->symbol, " = 0", "", "", ""});
	} else {
		join(formula,
		    (const char *const[]){
			b->symbol, " = ", b->words, left, ""});
	}
	trace_formula(job, b, b->symbol, "volume of the buyer", formula);
}

static void
trace_price(const struct job *job, const struct rtk_tariff *tariff,
    const struct rtk_line *line, const char *formula)
{
	struct rtk_step step = {.symbol = "T",
	    .text = "price, RUB",
	    .value = rtk_ratio(tariff->price.v, 1),
	    .scale = RTK_PRICE_SCALE,
	    .unit = "",
	    .source = {RTK_FROM_TARIFF, tariff->id}};

	rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.symbol = "P",
	    .is_line = true,
	    .formula = formula,
	    .text = "amount, RUB, rounded once, half away from zero",
	    .value = rtk_ratio(line->amount.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(job->trace, &step);
}

/* --- lines ------------------------------------------------------------- */

static int
add_line(struct job *job, const struct bought *b,
    const struct rtk_price_days *days, const char *formula, struct rtk_err *err)
{
	const struct rtk_tariff *tariff = days->tariff;
	struct rtk_ratio volume = rtk_ratio_mul(b->volume, days->share);
	struct rtk_line line = {.account = job->buyer->now->account,
	    .number = job->number++,
	    .service = b->service,
	    .component = tariff->component,
	    .kind = RTK_CHARGE,
	    .method = b->method,
	    .formula = for_block(job->in) ? RTK_F_BUYER : RTK_F_COMMON,
	    .decimals = RTK_MICRO_SCALE,
	    .tariff = tariff->id,
	    .for_period = job->in->month->period};
	struct rtk_kop net;

	if (rtk_ratio_round(&line.volume.v, volume, err) < 0 ||
	    rtk_charge_amount(
		&line.amount, volume, tariff, job->in->month, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	trace_price(job, tariff, &line, formula);
	if (tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	net = line.amount;
	line.kind = RTK_VAT;
	line.number = job->number++;
	line.volume = (struct rtk_micro){0};
	if (rtk_charge_vat(&line.amount, net, tariff, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	rtk_charge_trace_vat(
	    job->trace, tariff, line.amount, "VAT = P * r / 100");
	return 0;
}

/* Of one price, or of each by its days (calculation 5). */
static int
add_lines(struct job *job, const struct bought *b,
    const struct rtk_prices *prices, struct rtk_err *err)
{
	static const char *const formulas[2][2] = {{"P = V * T", "P = Q * T"},
	    {"P = V * d / D * T", "P = Q * d / D * T"}};

	for (int i = 0; i < prices->count; i++) {
		bool heat = prices->at[i].tariff->component == RTK_HEAT;

		if (prices->count > 1)
			rtk_charge_trace_days(job->trace, &prices->at[i]);
		if (add_line(job, b, &prices->at[i],
			formulas[prices->count > 1][heat], err) < 0)
			return -1;
	}
	return 0;
}

/* --- heat -------------------------------------------------------------- */

/* Heat of the premises that he takes over, or of the others; false: none. */
static bool
sum_heat(
    struct rtk_ratio *sum, const struct rtk_building_input *in, bool through)
{
	bool due = false;

	*sum = RTK_RATIO_ZERO;
	for (size_t i = 0; i < in->premises_count; i++) {
		const struct rtk_premises *p = &in->premises[i];

		due = due || p->heating_due;
		if (p->heating_due && p->through == through)
			*sum = rtk_ratio_reduce(rtk_ratio_add(
			    *sum, rtk_ratio_add(p->individual, p->common)));
	}
	return due || (in->premises_count == 0);
}

/* V_Д less the direct consumers; without V_Д what his premises took. */
static bool
find_heat(struct bought *b, const struct job *job)
{
	const struct rtk_house_figures *f = &job->out->figures;
	struct rtk_ratio direct, own;

	if (!sum_heat(&direct, job->in, false) ||
	    (job->in->premises_count == 0 && !f->has_volume))
		return false;
	*b = (struct bought){.service = RTK_HEATING,
	    .method = RTK_BY_HOUSE_METER,
	    .symbol = "Q",
	    .words = "V_Д - ΣV_direct"};
	if (f->has_volume) {
		trace_volume(job, b, "ΣV_direct",
		    "direct consumers of the block", direct);
		b->volume = rtk_ratio_sub(f->volume, direct);
		return true;
	}
	(void)sum_heat(&own, job->in, true);
	b->method = RTK_BY_CALCULATION;
	b->volume = own;
	b->words = "ΣV_own";
	trace_volume(job, b, "ΣV_own",
	    "premises of the buyer, by meters and norms", own);
	return true;
}

static int
heat_line(struct job *job, struct rtk_err *err)
{
	const struct rtk_heating_months *months;
	const struct rtk_building *building = job->in->building;
	struct rtk_prices prices;
	struct rtk_tariff key = {.service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .group = job->buyer->now->group,
	    .zone = building->zone};
	struct bought b;

	if (!find_heat(&b, job))
		return 0;
	if (rtk_heating_months_find(&months, job->in->month,
		job->in->month->period, building->municipality, err) < 0)
		return -1;
	if (months->mode == RTK_EVEN) {
		rtk_house_finding(job->out, RTK_E_CONTRACT_EVEN, "");
		return 0;
	}
	if (rtk_prices_find(&prices, job->in->month, &key, err) < 0)
		return -1;
	take_carried(job, &b);
	return add_lines(job, &b, &prices, err);
}

/* --- hot water --------------------------------------------------------- */

/* Water of the premises that he takes over, or of the direct consumers. */
static struct rtk_ratio
sum_water(const struct rtk_building_input *in, bool through)
{
	const struct rtk_premises *lists[] = {in->premises, in->formers};
	const size_t counts[] = {in->premises_count, in->former_count};
	struct rtk_ratio sum = RTK_RATIO_ZERO;

	for (size_t l = 0; l < RTK_COUNT(lists); l++)
		for (size_t i = 0; i < counts[l]; i++)
			if (lists[l][i].through == through)
				sum = rtk_ratio_reduce(
				    rtk_ratio_add(sum, lists[l][i].hot_volume));
	return sum;
}

/* Nobody whom he buys for has hot water, and no meter counts any. */
static bool
no_water(const struct job *job, const struct rtk_house_water *w)
{
	bool has = w->metered || !for_block(job->in);

	for (size_t i = 0; i < job->in->premises_count; i++)
		has = has ||
		    (job->in->premises[i].through &&
			job->in->premises[i].now->hot_water);
	return !has || job->in->building->system == RTK_NO_HOT_WATER;
}

/* Common property without a house meter: N * S_ои. */
static int
common_norm(struct bought *b, const struct job *job, struct rtk_err *err)
{
	const struct rtk_building *building = job->in->building;
	const struct rtk_norm_row *norm;
	struct rtk_step step = {.symbol = "N",
	    .text = "norm of hot water for common property, a month",
	    .scale = RTK_NORM_SCALE,
	    .unit = "m3/m2"};

	if (rtk_norm_find(&norm, job->in->month, RTK_NORM_COMMON_HOT_WATER,
		building->hot_water_norm, err) < 0)
		return -1;
	step.value = rtk_ratio(norm->value.v, 1);
	step.source = (struct rtk_source){RTK_FROM_NORM, norm->id};
	rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.symbol = "S_ои",
	    .text = "area of common premises",
	    .value = rtk_ratio(building->common_area.v, 1),
	    .scale = RTK_AREA_SCALE,
	    .unit = "m2",
	    .source = {RTK_FROM_BUILDING, building->id}};
	rtk_trace_step(job->trace, &step);
	b->method = RTK_BY_NORM;
	b->volume = rtk_ratio_mul_int(
	    rtk_ratio(norm->value.v, RTK_AREA_PER_M2), building->common_area.v);
	b->words = "N * S_ои";
	return 0;
}

/* What he takes of the hot water, before what is carried. */
static int
find_water(struct bought *b, const struct job *job,
    const struct rtk_house_water *w, struct rtk_err *err)
{
	struct rtk_ratio direct = sum_water(job->in, false);

	*b = (struct bought){.service = RTK_HOT_WATER,
	    .method = RTK_BY_HOUSE_METER,
	    .symbol = "V",
	    .words = "ΣW_house - ΣV_direct"};
	if (w->metered) {
		trace_volume(job, b, "ΣW_house",
		    "hot water by the house meters", w->volume);
		trace_volume(job, b, "ΣV_direct",
		    "direct consumers of the block", direct);
		b->volume = rtk_ratio_sub(w->volume, direct);
		return 0;
	}
	if (!for_block(job->in))
		return common_norm(b, job, err);
	b->method = RTK_BY_CALCULATION;
	b->volume = sum_water(job->in, true);
	b->words = "ΣV_own";
	trace_volume(job, b, "ΣV_own",
	    "premises of the buyer, by meters and norms", b->volume);
	return 0;
}

/* The heat of his water: q of the building. */
static int
water_heat_line(struct job *job, const struct bought *water,
    const struct rtk_prices *prices, struct rtk_err *err)
{
	const struct rtk_norm_row *q;
	struct bought heat = *water;
	struct rtk_step step = {.symbol = "q",
	    .text = "norm of heat for one m3 of hot water",
	    .scale = RTK_NORM_SCALE,
	    .unit = "Gcal/m3"};

	if (rtk_hot_water_heat(&q, job->in, err) < 0)
		return -1;
	step.value = rtk_ratio(q->value.v, 1);
	step.source = (struct rtk_source){RTK_FROM_NORM, q->id};
	rtk_trace_step(job->trace, &step);
	heat.volume =
	    rtk_ratio_mul(water->volume, rtk_ratio(q->value.v, RTK_NORM_ONE));
	step = (struct rtk_step){.symbol = "Q",
	    .text = "volume",
	    .formula = "Q = V * q",
	    .value = heat.volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};
	rtk_trace_step(job->trace, &step);
	return add_lines(job, &heat, prices, err);
}

static int
water_lines(struct job *job, struct rtk_err *err)
{
	const struct rtk_house_water w = rtk_house_water(job->in);
	struct rtk_hot_water_prices prices;
	struct bought b;

	if (no_water(job, &w))
		return 0;
	if (w.unread) {
		rtk_house_finding(job->out, RTK_E_BUILDING_NO_READING, "");
		return 0;
	}
	if (find_water(&b, job, &w, err) < 0 ||
	    rtk_hot_water_prices_find(&prices, job->in->month,
		job->in->building, job->buyer->now->group, err) < 0)
		return -1;
	take_carried(job, &b);
	/* sorted as the report: heat, water, single */
	if (prices.heat.count > 0 &&
	    water_heat_line(job, &b, &prices.heat, err) < 0)
		return -1;
	if (add_lines(job, &b, &prices.water, err) < 0)
		return -1;
	return add_lines(job, &b, &prices.single, err);
}

/* --- the buyer --------------------------------------------------------- */

static void
name_account(struct rtk_building_output *out, enum rtk_fault fault,
    int64_t account, bool blocking)
{
	const struct rtk_finding f = {
	    .fault = fault, .account = account, .blocking = blocking};

	rtk_output_finding(out, &f);
}

/* What is carried for others than the buyers of the month stays. */
static void
name_left(struct rtk_building_output *out, const struct rtk_building_input *in)
{
	for (size_t i = 0; i < out->carried.count; i++) {
		int64_t account = out->carried.list[i].account;
		/* that of the house itself: calc/common_water.c takes it */
		bool found = in->building->common_to_owners &&
		    account == RTK_ACCOUNT_ID(in->building->id, 0);

		for (size_t b = 0; b < in->buyer_count; b++)
			found = found || in->buyers[b].now->account == account;
		if (!found)
			name_account(
			    out, RTK_E_CONTRACT_CARRIED, account, false);
	}
}

int
rtk_buyer_lines(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	struct job job = {.out = out, .in = in, .buyer = in->buyers};
	int64_t account;

	rtk_carries_copy(&out->carried, in->carried);
	name_left(out, in);
	if (in->buyer_count == 0)
		return 0;
	if (in->buyer_count > 1) {
		name_account(out, RTK_E_CONTRACT_TWO_BUYERS,
		    in->buyers[1].now->account, true);
		return 0;
	}
	account = job.buyer->now->account;
	job.trace = in->traced == account ? in->trace : NULL;
	job.carry = rtk_carry_of(&out->carried, account);
	/* accounts stand in their order */
	out->unsorted = out->unsorted ||
	    (out->line_count > 0 &&
		out->lines[out->line_count - 1].account > account);
	if (!for_block(in)) {
		rtk_trace_heading(job.trace, "ПП РФ № 124, п. 21(1)",
		    "hot water for common property");
		return water_lines(&job, err);
	}
	rtk_trace_heading(
	    job.trace, "ПП РФ № 124, п. 21", "bought for the block");
	if (heat_line(&job, err) < 0)
		return -1;
	return water_lines(&job, err);
}
