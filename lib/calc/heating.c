#include "base/base.h"

#include "calc/heating.h"

#include "calc/heating_even.h"
#include "calc/heating_trace.h"
#include "calc/house_meter.h"
#include "calc/rooms.h"
#include "num/decimal.h"

/* What the formulas of one building and month share. */
struct house {
	const struct rtk_building_input *in;
	const struct rtk_heating_months *months;
	const struct rtk_norm_row *norm;
	struct rtk_ratio norm_m2; /* N, or N * K; 1e-6 Gcal per 1e-2 m2 */
	struct rtk_ratio volume;  /* V_Д, 1e-6 Gcal */
	const char *volume_formula;
	struct rtk_area area;     /* sum of the premises */
	struct rtk_area zero;     /* S_инд */
	struct rtk_area metered;
	struct rtk_ratio metered_volume;
	size_t heated_count;
	size_t metered_count;
};

static int64_t
policy(const struct house *h, enum rtk_policy which)
{
	return h->in->month->policies.value[which];
}

static bool
even(const struct house *h)
{
	return h->months->mode == RTK_EVEN;
}

static bool
has_heat_volume(const struct rtk_premises *p)
{
	return p->heating.kind == RTK_MEASURED ||
	    p->heating.kind == RTK_AVERAGED;
}

/* Heat of the premises: V_i = 0 only by documents, never by a zero meter. */
static bool
is_heated(const struct rtk_premises *p)
{
	return p->now->heated == RTK_HEATED;
}

static struct rtk_ratio
by_area(struct rtk_ratio per_area, struct rtk_area area)
{
	return rtk_ratio_mul_int(per_area, area.v);
}

static void
trace_house(const struct house *h, const char *symbol, const char *text,
    struct rtk_ratio value, const char *unit)
{
	struct rtk_step step = {.symbol = symbol,
	    .text = text,
	    .value = value,
	    .scale = RTK_MICRO_SCALE,
	    .unit = unit,
	    .source = {RTK_FROM_NOTHING, 0}};

	rtk_trace_step(h->in->trace, &step);
}

static void
trace_area(const struct house *h, const char *symbol, const char *text,
    struct rtk_area area)
{
	struct rtk_step step = {.symbol = symbol,
	    .text = text,
	    .value = rtk_ratio(area.v, 1),
	    .scale = RTK_AREA_SCALE,
	    .unit = "m2",
	    .source = {RTK_FROM_BUILDING, h->in->building->id}};

	rtk_trace_step(h->in->trace, &step);
}

static int
find_norm(struct house *h, struct rtk_err *err)
{
	struct rtk_step step = {.clause = "п. 42(1)",
	    .symbol = "N",
	    .text = "heating norm, a month",
	    .scale = RTK_NORM_SCALE,
	    .unit = "Gcal/m2"};

	if (rtk_norm_find(&h->norm, h->in->month, RTK_NORM_HEATING,
		h->in->building->heating_norm, err) < 0)
		return -1;
	/* 1e-6 Gcal per m2 is 1e-8 Gcal per 1e-2 m2 */
	h->norm_m2 = rtk_ratio(h->norm->value.v, RTK_AREA_PER_M2);
	step.value = rtk_ratio(h->norm->value.v, 1);
	step.source = (struct rtk_source){RTK_FROM_NORM, h->norm->id};
	rtk_trace_step(h->in->trace, &step);
	if (!even(h))
		return 0;
	h->norm_m2 = rtk_ratio_mul(h->norm_m2, rtk_season_share(h->months));
	step.symbol = "m";
	step.text = "heating months of the year";
	step.value = rtk_ratio_mul_int(rtk_season_share(h->months), 12);
	step.scale = 0;
	step.unit = "";
	step.source = (struct rtk_source){RTK_FROM_MONTHS, h->months->id};
	rtk_trace_step(h->in->trace, &step);
	step.symbol = "K";
	step.text = "heating months of the year / 12";
	step.formula = "K = m / 12";
	step.value = rtk_season_share(h->months);
	step.source = (struct rtk_source){RTK_FROM_NOTHING, 0};
	rtk_trace_step(h->in->trace, &step);
	return 0;
}

static void
sum_premises(struct house *h)
{
	h->metered_volume = RTK_RATIO_ZERO;
	for (size_t i = 0; i < h->in->premises_count; i++) {
		const struct rtk_premises *p = &h->in->premises[i];

		h->area.v += p->now->area.v;
		if (!is_heated(p)) {
			h->zero.v += p->now->area.v;
			continue;
		}
		h->heated_count++;
		if (!has_heat_volume(p))
			continue;
		h->metered_count++;
		h->metered.v += p->now->area.v;
		h->metered_volume = rtk_ratio_reduce(rtk_ratio_add(
		    h->metered_volume, p->heating.volume));
	}
}

/* S_об must be the sum of the areas, or no volume can add up (1.12). */
static bool
areas_add_up(struct rtk_building_output *out, const struct house *h)
{
	struct rtk_area total = h->in->building->total_area;
	char sum[RTK_DECIMAL_TEXT], given[RTK_DECIMAL_TEXT], text[64] = "";
	size_t at = 0;

	if (h->area.v == total.v)
		return true;
	rtk_decimal_text(sum, h->area.v, RTK_AREA_SCALE, 2);
	rtk_decimal_text(given, total.v, RTK_AREA_SCALE, 2);
	for (const char *c = sum; *c != '\0' && at < sizeof(text) - 6; c++)
		text[at++] = *c;
	text[at++] = ' ';
	text[at++] = '!';
	text[at++] = '=';
	text[at++] = ' ';
	for (const char *c = given; *c != '\0' && at < sizeof(text) - 1; c++)
		text[at++] = *c;
	rtk_house_finding(out, RTK_E_BUILDING_AREA_SUM, text);
	return false;
}

static void
set_volume(struct rtk_premises *p, struct rtk_ratio individual,
    struct rtk_ratio common, enum rtk_method method)
{
	p->individual = individual;
	p->common = common;
	p->method = method;
	p->heating_due = true;
}

static enum rtk_method
metered_method(const struct rtk_premises *p)
{
	return p->heating.kind == RTK_AVERAGED ? RTK_BY_AVERAGE : RTK_BY_METER;
}

/* (1) by meter, (2) and (2(1)) by norm: a private house (1.2). */
static int
private_house(const struct house *h, struct rtk_err *err)
{
	struct house own = *h;
	struct rtk_premises *p = &h->in->premises[0];
	bool due = even(h) || rtk_in_season(h->months, h->in->month->period);

	/* out of season only what was read is charged */
	if (!is_heated(p) || (!due && !p->heating.read))
		return 0;
	if (has_heat_volume(p)) {
		p->formula = RTK_F_1;
		set_volume(p, p->heating.volume, RTK_RATIO_ZERO,
		    metered_method(p));
		return 0;
	}
	if (!due)
		return 0;
	if (find_norm(&own, err) < 0)
		return -1;
	p->formula = even(h) ? RTK_F_2_1 : RTK_F_2;
	set_volume(p, by_area(own.norm_m2, p->now->area), RTK_RATIO_ZERO,
	    RTK_BY_NORM);
	return 0;
}

/* (2(3)), (2(4)): a block without a house meter, everyone heated (1.3). */
static void
norm_block(const struct house *h)
{
	struct rtk_area common = h->in->building->common_area;
	bool plus_common = h->zero.v > 0;
	/* norm_plus_common: N * S_ои * S_i / S_об besides the own volume */
	struct rtk_ratio share = RTK_RATIO_ZERO;

	if (plus_common) {
		trace_area(h, "S_об", "area of all premises", h->area);
		trace_area(h, "S_ои", "heated common premises", common);
	}
	if (plus_common)
		share = rtk_ratio_reduce(
		    rtk_ratio_div_int(by_area(h->norm_m2, common), h->area.v));
	for (size_t i = 0; i < h->in->premises_count; i++) {
		struct rtk_premises *p = &h->in->premises[i];

		p->formula = even(h) ? RTK_F_2_4 : RTK_F_2_3;
		set_volume(p,
		    is_heated(p) ? by_area(h->norm_m2, p->now->area)
				 : RTK_RATIO_ZERO,
		    by_area(share, p->now->area),
		    is_heated(p) ? RTK_BY_NORM : RTK_BY_NOTHING);
	}
}

/*
 * V_i of an unmetered premises, per unit of area: (3(6)) where nobody has a
 * meter, (3(7)) where somebody has. Returns false with a finding when there
 * is no area to divide by.
 */
static bool
unmetered_rate(struct rtk_ratio *rate, struct rtk_building_output *out,
    const struct house *h)
{
	int64_t common = h->in->building->common_area.v;
	int64_t divisor = h->area.v - h->zero.v + common;

	if (h->metered_count > 0) {
		if (h->metered.v == 0) {
			rtk_house_finding(out, RTK_E_BUILDING_METERED_AREA, "");
			return false;
		}
		*rate = rtk_ratio_reduce(
		    rtk_ratio_div_int(h->metered_volume, h->metered.v));
		trace_house(h, "ΣV_m/ΣS_m",
		    "metered volume per m2, formula 3(7)",
		    rtk_ratio_mul_int(*rate, RTK_AREA_PER_M2), "Gcal");
		return true;
	}
	if (h->area.v == 0 || divisor == 0) {
		rtk_house_finding(out, RTK_E_BUILDING_NO_AREA, "");
		return false;
	}
	*rate = rtk_ratio_reduce(rtk_ratio_div_int(h->volume, divisor));
	trace_house(h, "V_Д/(S_об-S_инд+S_ои)",
	    "volume per m2, formula 3(6)",
	    rtk_ratio_mul_int(*rate, RTK_AREA_PER_M2), "Gcal");
	return true;
}

/* V_i of every premises of a block with a house volume; returns their sum. */
static struct rtk_ratio
individual_volumes(const struct house *h, struct rtk_ratio rate)
{
	bool norm_after = policy(h, RTK_AFTER_AVERAGE) == RTK_AFTER_NORM;
	struct rtk_ratio sum = h->metered_volume;
	int64_t unmetered = 0;

	for (size_t i = 0; i < h->in->premises_count; i++) {
		struct rtk_premises *p = &h->in->premises[i];
		struct rtk_ratio own;

		if (!is_heated(p)) {
			set_volume(p, RTK_RATIO_ZERO, RTK_RATIO_ZERO,
			    RTK_BY_NOTHING);
		} else if (has_heat_volume(p)) {
			set_volume(p, p->heating.volume, RTK_RATIO_ZERO,
			    metered_method(p));
		} else if (norm_after && p->heating.kind == RTK_NORM_DUE) {
			own = by_area(h->norm_m2, p->now->area);
			sum = rtk_ratio_reduce(rtk_ratio_add(sum, own));
			set_volume(p, own, RTK_RATIO_ZERO, RTK_BY_NORM);
		} else {
			unmetered += p->now->area.v;
			set_volume(p, by_area(rate, p->now->area),
			    RTK_RATIO_ZERO, RTK_BY_HOUSE_METER);
		}
	}
	return rtk_ratio_reduce(
	    rtk_ratio_add(sum, rtk_ratio_mul_int(rate, unmetered)));
}

static enum rtk_formula
block_formula(const struct house *h)
{
	if (h->metered_count == 0)
		return RTK_F_3;
	return h->metered_count == h->heated_count ? RTK_F_3_3 : RTK_F_3_1;
}

/* Formulas 3, 3(1), 3(3): what is left of V_Д is shared by area (1.4-1.6). */
static int
shared_block(struct rtk_building_output *out, const struct house *h,
    struct rtk_err *err)
{
	bool clamp = policy(h, RTK_NEGATIVE_COMMON_PART) == RTK_CLAMP_ZERO;
	struct rtk_ratio rate, left, share;

	if (!areas_add_up(out, h) || !unmetered_rate(&rate, out, h))
		return 0;
	left = rtk_ratio_sub(h->volume, individual_volumes(h, rate));
	trace_house(h, "ΣV_i", "sum of the individual volumes",
	    rtk_ratio_sub(h->volume, left), "Gcal");
	if (clamp && left.num < 0)
		left = RTK_RATIO_ZERO;
	else
		clamp = false;
	share = rtk_ratio_reduce(rtk_ratio_div_int(left, h->area.v));
	for (size_t i = 0; i < h->in->premises_count; i++) {
		struct rtk_premises *p = &h->in->premises[i];

		p->common = by_area(share, p->now->area);
		p->formula = block_formula(h);
	}
	if (!clamp && !rtk_volumes_add_up(
			  h->in->premises, h->in->premises_count, h->volume))
		return rtk_failf(err, RTK_E_IDENTITY, "%s: sum of volumes",
		    h->in->building->code);
	return 0;
}

/*
 * Even payment: V_Д is a twelfth of last year's. Without a whole last year
 * the house pays as one without a meter: false.
 */
static bool
even_volume(struct house *h)
{
	struct rtk_usage year;

	if (!rtk_even_twelfth(
		&year, h->in->house_meters, h->in->house_meter_count))
		return false;
	rtk_trace_year(h->in->trace, h->in->house_meters,
	    h->in->house_meter_count, "V_house_year");
	h->volume_formula = "V_Д = ΣV_house_year / 12";
	h->volume = year.volume;
	return true;
}

/* Due in the month: commissioned before its first day (section 5). */
static bool
has_house_meter(const struct rtk_building_input *in,
    enum rtk_meter_service service)
{
	for (size_t i = 0; i < in->house_meter_count; i++)
		if (in->house_meters[i].meter.service == service &&
		    in->house_meters[i].usage.due)
			return true;
	return false;
}

static void
keep_figures(struct rtk_building_output *out, const struct house *h)
{
	struct rtk_house_figures *f = &out->figures;

	f->has_volume = true;
	f->volume = h->volume;
	f->total_area = h->area;
	f->common_area = h->in->building->common_area;
	f->zero_area = h->zero;
	f->metered_area = h->metered;
	f->metered_volume = h->metered_volume;
	trace_area(h, "S_об", "area of all premises", h->area);
	trace_area(h, "S_ои", "heated common premises", f->common_area);
	trace_area(h, "S_инд", "premises with V_i = 0", h->zero);
	trace_area(h, "ΣS_m", "premises with a meter", h->metered);
	trace_house(h, "ΣV_m", "their volume", h->metered_volume, "Gcal");
	rtk_trace_house_volume(h->in->trace, h->volume, h->volume_formula);
}

/* A block without a house meter: norm, or V_Д := S_об * N (1.3). */
static int
unmetered_block(struct rtk_building_output *out, struct house *h,
    struct rtk_err *err)
{
	bool as_volume = policy(h, RTK_NO_HOUSE_METER_OWN_SOURCE) !=
	    RTK_NORM_PLUS_COMMON;

	if (!even(h) && !rtk_in_season(h->months, h->in->month->period))
		return 0;
	if (find_norm(h, err) < 0)
		return -1;
	/* meters of premises count only beside a house meter */
	h->metered_count = 0;
	h->metered = (struct rtk_area){0};
	h->metered_volume = RTK_RATIO_ZERO;
	for (size_t i = 0; i < h->in->premises_count; i++)
		h->in->premises[i].heating.kind = RTK_NO_METER;
	if (h->zero.v == 0 || !as_volume) {
		norm_block(h);
		return 0;
	}
	h->volume = rtk_ratio_reduce(
	    by_area(h->norm_m2, h->in->building->total_area));
	h->volume_formula =
	    even(h) ? "V_Д = S_об * N * K" : "V_Д = S_об * N";
	keep_figures(out, h);
	if (shared_block(out, h, err) < 0)
		return -1;
	for (size_t i = 0; i < h->in->premises_count; i++) {
		struct rtk_premises *p = &h->in->premises[i];

		p->formula = even(h) ? RTK_F_2_4 : RTK_F_2_3;
		if (p->method == RTK_BY_HOUSE_METER)
			p->method = RTK_BY_NORM;
	}
	return 0;
}

/* A block whose house volume is known. */
static int
metered_block(struct rtk_building_output *out, struct house *h,
    struct rtk_err *err)
{
	if (policy(h, RTK_AFTER_AVERAGE) == RTK_AFTER_NORM &&
	    find_norm(h, err) < 0)
		return -1;
	keep_figures(out, h);
	return shared_block(out, h, err);
}

/*
 * The meter is out and its average has run out (п. 60(1)): the norm without
 * raising, for the days that it did not measure.
 */
static int
norm_after_average(struct rtk_building_output *out, struct house *h,
    const struct rtk_house_volume *found, struct rtk_err *err)
{
	int days = h->in->month->days;
	struct rtk_ratio norm;

	if (find_norm(h, err) < 0)
		return -1;
	norm = rtk_ratio_reduce(
	    rtk_ratio_div_int(rtk_ratio_mul_int(by_area(h->norm_m2, h->area),
				  found->norm_days),
		days));
	rtk_house_remember_norm(h->in, norm);
	if (found->norm_days == days)
		return unmetered_block(out, h, err);
	trace_house(h, "V_norm", "norm of the days without a meter", norm,
	    "Gcal");
	h->volume = rtk_ratio_reduce(rtk_ratio_add(found->volume, norm));
	h->volume_formula = "V_Д = ΣV_house + V_norm";
	return metered_block(out, h, err);
}

static int
season_block(struct rtk_building_output *out, struct house *h,
    struct rtk_err *err)
{
	struct rtk_house_volume found;

	if (rtk_house_volume(&found, out, h->in, err) < 0)
		return -1;
	switch (found.kind) {
	case RTK_HOUSE_UNMETERED:
		return unmetered_block(out, h, err);
	case RTK_HOUSE_BY_NORM:
		return norm_after_average(out, h, &found, err);
	case RTK_HOUSE_VOLUME:
		h->volume = found.volume;
		h->volume_formula = found.formula;
		return metered_block(out, h, err);
	default:
		return 0;
	}
}

/* What the formulas of a month paid as it comes give every premises. */
static int
actual_block(struct house *h, struct rtk_building_output *out,
    struct rtk_err *err)
{
	struct rtk_house_volume found;

	if (rtk_house_volume(&found, out, h->in, err) < 0)
		return -1;
	if (found.kind == RTK_HOUSE_UNMETERED ||
	    found.kind == RTK_HOUSE_BY_NORM)
		return 0;
	h->volume = found.volume;
	out->years.now.open = found.kind == RTK_HOUSE_NOTHING;
	if (found.kind == RTK_HOUSE_VOLUME &&
	    shared_block(out, h, err) < 0)
		return -1;
	/* a reading that is missing comes with the next one, nothing else */
	for (size_t i = 0; i < out->finding_count; i++)
		if (out->findings[i].fault != RTK_E_BUILDING_NO_READING)
			out->years.lost = true;
	rtk_rooms_share_heat(h->in);
	for (size_t i = 0; i < h->in->premises_count; i++) {
		struct rtk_premises *p = &h->in->premises[i];

		p->has_actual = true;
		p->actual = RTK_RATIO_ZERO;
		rtk_heating_remember(h->in, p);
		if (p->heating_due)
			p->actual = rtk_ratio_reduce(
			    rtk_ratio_add(p->individual, p->common));
		p->heating_due = false;
	}
	return 0;
}

/*
 * Even payment is adjusted to what the month really took (calculation 1.7);
 * what stops a house that pays as it comes does not stop this one.
 */
static int
actual_volumes(struct rtk_building_output *out, const struct house *h,
    struct rtk_err *err)
{
	struct rtk_building_output aside = {0};
	struct rtk_building_input in = *h->in;
	struct house actual = *h;
	struct rtk_premises *p = &in.premises[0];
	int rc = 0;

	in.trace = NULL;
	actual.in = &in;
	sum_premises(&actual);
	rtk_output_reset(&aside);
	if (in.premises_count != 1 || p->now->kind != RTK_HOUSE) {
		rc = actual_block(&actual, &aside, err);
		out->years.now.open = aside.years.now.open;
		out->years.lost = aside.years.lost;
	} else if (is_heated(p) && has_heat_volume(p)) {
		p->has_actual = true;
		p->actual = p->heating.volume;
	}
	rtk_output_release(&aside);
	return rc;
}

int
rtk_heating_volumes(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	struct house h = {.in = in,
	    .norm_m2 = RTK_RATIO_ZERO,
	    .volume = RTK_RATIO_ZERO,
	    .metered_volume = RTK_RATIO_ZERO};

	if (rtk_heating_months_find(&h.months, in->month, in->month->period,
		in->building->municipality, err) < 0)
		return -1;
	if (even(&h) && has_house_meter(in, RTK_COMBINED)) {
		rtk_house_finding(out, RTK_E_BUILDING_COMBINED, "");
		return 0;
	}
	if (even(&h)) {
		if (actual_volumes(out, &h, err) < 0)
			return -1;
		rtk_even_usages(in);
	}
	sum_premises(&h);
	if (in->premises_count == 1 &&
	    in->premises[0].now->kind == RTK_HOUSE)
		return private_house(&h, err);
	if (!even(&h))
		return season_block(out, &h, err);
	if (!has_house_meter(in, RTK_METER_HEATING) || !even_volume(&h))
		return unmetered_block(out, &h, err);
	return metered_block(out, &h, err);
}
