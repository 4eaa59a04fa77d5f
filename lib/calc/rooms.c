#include "base/base.h"

#include "calc/rooms.h"

#include <string.h>

/* One flat while it is shared: its rooms by weight. */
struct flat {
	const struct rtk_building_input *in;
	size_t first; /* index of its first room */
	bool persons; /* weights are person-days, not living areas */
	int64_t weight;
};

static bool
same_flat(const struct rtk_premises *a, const struct rtk_premises *b)
{
	return a->now->kind == RTK_ROOM && b->now->kind == RTK_ROOM &&
	    a->now->flat != NULL && b->now->flat != NULL &&
	    a->now->flat[0] != '\0' &&
	    strcmp(a->now->flat, b->now->flat) == 0;
}

/* Whether the flat of the room was not met before it, and has others. */
static bool
begins_flat(const struct rtk_building_input *in, size_t index)
{
	const struct rtk_premises *p = &in->premises[index];

	if (p->now->kind != RTK_ROOM)
		return false;
	for (size_t i = 0; i < index; i++)
		if (same_flat(&in->premises[i], p))
			return false;
	for (size_t i = index + 1; i < in->premises_count; i++)
		if (same_flat(&in->premises[i], p))
			return true;
	return false;
}

bool
rtk_rooms_shared(const struct rtk_building_input *in,
    const struct rtk_premises *premises)
{
	if (premises->now->kind != RTK_ROOM)
		return false;
	for (size_t i = 0; i < in->premises_count; i++)
		if (&in->premises[i] != premises &&
		    same_flat(&in->premises[i], premises))
			return true;
	return false;
}

static bool
is_of(const struct flat *f, size_t index)
{
	return index >= f->first &&
	    same_flat(&f->in->premises[f->first], &f->in->premises[index]);
}

static int64_t
living_area(const struct rtk_premises *p)
{
	return p->now->living.v > 0 ? p->now->living.v : p->now->area.v;
}

static int64_t
weight_of(const struct flat *f, const struct rtk_premises *p)
{
	const struct rtk_month *month = f->in->month;

	return f->persons ? rtk_person_days(&p->persons, month, month->first,
				month->last)
			  : living_area(p);
}

/* Sum of the weights; a flat where nobody is counted goes by area. */
static bool
weigh(struct flat *f)
{
	f->weight = 0;
	for (size_t i = f->first; i < f->in->premises_count; i++)
		if (is_of(f, i))
			f->weight += weight_of(f, &f->in->premises[i]);
	if (f->weight == 0 && f->persons) {
		f->persons = false;
		return weigh(f);
	}
	return f->weight > 0;
}

static struct rtk_ratio
part_of(const struct flat *f, const struct rtk_premises *p,
    struct rtk_ratio volume)
{
	return rtk_ratio_reduce(rtk_ratio_div_int(
	    rtk_ratio_mul_int(volume, weight_of(f, p)), f->weight));
}

static const char *
share_formula(const struct flat *f, bool water)
{
	if (!water)
		return "V_room = V_flat * S_room / S_living";
	return f->persons ? "W_room = W_flat * n_room / n_flat"
			  : "W_room = W_flat * S_room / S_living";
}

static void
trace_weight(const struct flat *f, const struct rtk_premises *p,
    struct rtk_ratio volume, bool water)
{
	struct rtk_step step = {
	    .clause = f->persons ? "п. 42, приложение 2" : "п. 42(1), 43",
	    .symbol = water ? "W_flat" : "V_flat",
	    .text = "volume of the communal flat",
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = water ? "m3" : "Gcal"};
	const struct rtk_trace *trace = rtk_trace_for(f->in, p);

	if (trace == NULL)
		return;
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){
	    .symbol = f->persons ? "n_room" : "S_room",
	    .text = f->persons ? "days of the persons of the room"
			       : "living area of the room",
	    .value = rtk_ratio(weight_of(f, p), 1),
	    .scale = f->persons ? 0 : RTK_AREA_SCALE,
	    .unit = f->persons ? "" : "m2",
	    .source = {RTK_FROM_ACCOUNT, p->now->account}};
	rtk_trace_step(trace, &step);
	step.symbol = f->persons ? "n_flat" : "S_living";
	step.text = f->persons ? "days of the persons of the flat"
			       : "living area of all rooms of the flat";
	step.value = rtk_ratio(f->weight, 1);
	step.source = (struct rtk_source){RTK_FROM_NOTHING, 0};
	step.formula = share_formula(f, water);
	rtk_trace_step(trace, &step);
}

static struct rtk_usage *
usage_of(struct rtk_premises *p, enum rtk_meter_service service)
{
	return service == RTK_METER_HEATING ? &p->heating : &p->hot_water;
}

static void
share_usage(struct flat *f, enum rtk_meter_service service)
{
	struct rtk_usage sum = {.kind = RTK_NO_METER,
	    .volume = RTK_RATIO_ZERO,
	    .since = RTK_DATE_NONE};
	bool water = service == RTK_METER_HOT_WATER;

	for (size_t i = f->first; i < f->in->premises_count; i++)
		if (is_of(f, i))
			rtk_usage_add(
			    &sum, usage_of(&f->in->premises[i], service));
	if (sum.kind == RTK_NO_METER || !weigh(f))
		return;
	rtk_usage_take_back(&sum);
	sum.decimals = RTK_MICRO_SCALE;
	for (size_t i = f->first; i < f->in->premises_count; i++) {
		struct rtk_premises *p = &f->in->premises[i];
		struct rtk_usage *usage = usage_of(p, service);

		if (!is_of(f, i))
			continue;
		*usage = sum;
		usage->volume = part_of(f, p, sum.volume);
		if (sum.kind != RTK_NORM_DUE)
			trace_weight(f, p, sum.volume, water);
	}
}

void
rtk_rooms_share_meters(
    const struct rtk_building_input *in, enum rtk_meter_service service)
{
	for (size_t i = 0; i < in->premises_count; i++) {
		struct flat f = {.in = in,
		    .first = i,
		    .persons = service == RTK_METER_HOT_WATER};

		if (begins_flat(in, i))
			share_usage(&f, service);
	}
}

static void
share_heat(struct flat *f)
{
	struct rtk_ratio individual = RTK_RATIO_ZERO, common = RTK_RATIO_ZERO;

	for (size_t i = f->first; i < f->in->premises_count; i++) {
		const struct rtk_premises *p = &f->in->premises[i];

		if (!is_of(f, i))
			continue;
		if (!p->heating_due)
			return;
		individual = rtk_ratio_reduce(
		    rtk_ratio_add(individual, p->individual));
		common =
		    rtk_ratio_reduce(rtk_ratio_add(common, p->common));
	}
	if (!weigh(f))
		return;
	for (size_t i = f->first; i < f->in->premises_count; i++) {
		struct rtk_premises *p = &f->in->premises[i];

		if (!is_of(f, i))
			continue;
		p->individual = part_of(f, p, individual);
		p->common = part_of(f, p, common);
		trace_weight(
		    f, p, rtk_ratio_add(individual, common), false);
	}
}

void
rtk_rooms_share_heat(const struct rtk_building_input *in)
{
	for (size_t i = 0; i < in->premises_count; i++) {
		struct flat f = {.in = in, .first = i};

		if (begins_flat(in, i))
			share_heat(&f);
	}
}

struct rtk_premises *
rtk_rooms_keeper(const struct rtk_building_input *in,
    struct rtk_premises *premises, enum rtk_meter_service service)
{
	if (premises->now->kind != RTK_ROOM)
		return premises;
	for (size_t i = 0; i < in->premises_count; i++) {
		struct rtk_premises *p = &in->premises[i];

		if (p != premises && !same_flat(p, premises))
			continue;
		for (size_t j = 0; j < p->meter_count; j++)
			if (p->meters[j].meter.service == service &&
			    p->meters[j].usage.kind != RTK_NO_METER)
				return p;
	}
	return premises;
}
