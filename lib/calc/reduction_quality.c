/* Interruptions, temperature, pressure: Annex 1, п. 4, 5, 7, 14, 15. */
#include "base/base.h"

#include "calc/charge.h"
#include "calc/reduction_job.h"

/* --- percents of the charge -------------------------------------------- */

/* A share of the charge of the service, rounded once, split by component. */
static int
reduce_share(struct rtk_reduction_job *job, enum rtk_formula formula,
    struct rtk_ratio share, struct rtk_err *err)
{
	int64_t weight[RTK_REDUCTION_PARTS_MAX], cut[RTK_REDUCTION_PARTS_MAX];
	struct rtk_kop base = {0}, amount;

	for (size_t i = 0; i < job->part_count; i++) {
		weight[i] = job->parts[i].charge.amount.v;
		if (weight[i] < 0)
			weight[i] = 0;
		base.v += weight[i];
	}
	if (base.v == 0 || share.num <= 0)
		return 0;
	if (rtk_ratio_compare(share, rtk_ratio(1, 1)) > 0)
		share = rtk_ratio(1, 1);
	if (rtk_charge_share(&amount, base, share, err) < 0)
		return -1;
	rtk_reduction_trace_kop(
	    job, "P", "charge of the month for the service, RUB", NULL, base.v);
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "p",
		.text = "of the charge",
		.formula = "ΔP = -P * p / 100, rounded once, split by P",
		.value = rtk_ratio_mul_int(share, 100 * RTK_MICRO),
		.scale = RTK_MICRO_SCALE,
		.unit = "%"});
	rtk_split(cut, weight, job->part_count, amount.v);
	for (size_t i = 0; i < job->part_count; i++)
		if (rtk_reduction_take(job, &job->parts[i],
			&(struct rtk_reduction_cut){
			    formula, {cut[i]}, RTK_RATIO_ZERO},
			err) < 0)
			return -1;
	return 0;
}

/* percent an hour and step, in 1e-6: the share of so many minutes. */
static struct rtk_ratio
share_of(int64_t percent, struct rtk_ratio steps, int64_t minutes)
{
	return rtk_ratio_reduce(rtk_ratio_mul(rtk_ratio_mul_int(steps, minutes),
	    rtk_ratio(percent, 100 * RTK_MICRO * RTK_HOUR_MINUTES)));
}

static void
trace_limit(
    const struct rtk_reduction_job *job, const struct rtk_interruption *in)
{
	bool none = in->limited_by == RTK_QUALITIES;

	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "lim",
		.text = in->in_total ? "allowed at once"
				     : "allowed at once, outside the total",
		.value = rtk_ratio(in->limit * RTK_MICRO, RTK_HOUR_MINUTES),
		.scale = RTK_MICRO_SCALE,
		.unit = "h",
		.source = {none ? RTK_FROM_NOTHING : RTK_FROM_QUALITY,
		    none ? 0 : job->rules->qualities.id[in->limited_by]}});
}

int
rtk_reduction_interruptions(struct rtk_reduction_job *job, struct rtk_err *err)
{
	const struct rtk_outage_hours *h = &job->rules->hours;
	bool heating = job->service == RTK_HEATING;
	enum rtk_quality percent =
	    heating ? RTK_Q_HEATING_HOUR_PERCENT : RTK_Q_WATER_HOUR_PERCENT;

	if (h->interruption_count == 0)
		return 0;
	rtk_trace_heading(job->trace,
	    heating ? "приложение 1, п. 14" : "приложение 1, п. 4",
	    "interruptions");
	rtk_reduction_trace_figure(job, "total", "hours allowed a month",
	    heating ? RTK_Q_HEATING_HOURS_TOTAL : RTK_Q_WATER_HOURS_TOTAL, "h");
	for (size_t i = 0; i < h->interruption_count; i++) {
		const struct rtk_interruption *in = &h->interruptions[i];

		rtk_reduction_trace_hours(
		    job, "d", "interruption", in->minutes, in->outage);
		trace_limit(job, in);
	}
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "E",
		.text = "hours in excess",
		.formula = "E = Σmax(0, d-lim) + max(0, Σmin(d, lim) - total)",
		.value = rtk_ratio(h->excess * RTK_MICRO, RTK_HOUR_MINUTES),
		.scale = RTK_MICRO_SCALE,
		.unit = "h"});
	rtk_reduction_trace_figure(
	    job, "p_h", "of the charge, for an hour in excess", percent, "%");
	return reduce_share(job, heating ? RTK_F_A1_14 : RTK_F_A1_4,
	    share_of(job->rules->qualities.value[percent], rtk_ratio(1, 1),
		h->excess),
	    err);
}

/* --- temperature ------------------------------------------------------- */

/* A deviation: measured from where, and counted from where. */
struct range {
	int64_t low, high;             /* allowed, 1e-6 degrees */
	int64_t count_low, count_high; /* deviation is counted from here */
};

/* Steps of a deviation: full ones, or as many as it is (quality.step). */
static struct rtk_ratio
steps_of(const struct rtk_reduction_job *job, int64_t degrees,
    const struct range *range, int64_t step)
{
	int64_t off = 0;

	if (degrees < range->low)
		off = range->count_low - degrees;
	else if (degrees > range->high)
		off = degrees - range->count_high;
	if (job->rules->in->month->policies.value[RTK_QUALITY_STEP] !=
	    RTK_PROPORTIONAL)
		return rtk_ratio(off / step, 1);
	return rtk_ratio(off, step);
}

/* By day and by night; index 1 is the night. */
static void
allowed_ranges(const struct rtk_reduction_job *job, const struct rtk_outage *o,
    struct range out[2])
{
	const struct rtk_reduction_rules *r = job->rules;
	const struct rtk_building *b = r->in->building;
	const int64_t *q = r->qualities.value;
	bool from_norm = r->in->month->policies.value[RTK_QUALITY_NIGHT_FROM] ==
	    RTK_NIGHT_FROM_NORM;
	int64_t low = q[RTK_Q_WATER_FROM], high = q[RTK_Q_WATER_TO];
	int32_t own = o->corner ? b->corner_norm : b->indoor_norm;

	if (job->service == RTK_HEATING) {
		low = q[o->corner ? RTK_Q_CORNER : RTK_Q_INDOOR];
		if (own != RTK_NO_DEGREES)
			low = own * RTK_MICRO;
		high = low;
	}
	for (int night = 0; night < 2; night++) {
		int64_t down = q[night ? RTK_Q_WATER_NIGHT : RTK_Q_WATER_DAY];
		int64_t up = down;

		if (job->service == RTK_HEATING) {
			down = q[night ? RTK_Q_NIGHT_BELOW : RTK_Q_DAY_BELOW];
			up = q[RTK_Q_ABOVE];
		}
		out[night] = (struct range){
		    low - down, high + up, low - down, high + up};
		if (night && from_norm) {
			out[night].count_low = low;
			out[night].count_high =
			    job->service == RTK_HEATING ? high + up : high;
		}
	}
}

static void
trace_own_norm(const struct rtk_reduction_job *job, const struct rtk_outage *o)
{
	const struct rtk_building *b = job->rules->in->building;
	int32_t own = o->corner ? b->corner_norm : b->indoor_norm;

	if (job->service != RTK_HEATING || own == RTK_NO_DEGREES)
		return;
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "t_norm",
		.text = "degrees of a room, as the house has it",
		.value = rtk_ratio(own, 1),
		.unit = "°C",
		.source = {RTK_FROM_BUILDING, b->id}});
}

static void
trace_temperature(const struct rtk_reduction_job *job,
    const struct rtk_off_temperature *t, const struct range range[2],
    const struct rtk_ratio steps[2])
{
	static const char *const symbols[2][3] = {
	    {"h_day", "limit_day", "steps_day"},
	    {"h_night", "limit_night", "steps_night"}};
	const struct rtk_outage *o = t->outage;
	const int64_t minutes[2] = {t->day, t->night};
	int64_t degrees = (int64_t)o->temperature * (RTK_MICRO / 100);
	struct rtk_step step = {.symbol = "t",
	    .text = "temperature",
	    .value = rtk_ratio(o->temperature, 1),
	    .scale = 2,
	    .unit = "°C",
	    .source = {RTK_FROM_OUTAGE, o->id}};

	if (job->trace == NULL)
		return;
	rtk_reduction_trace(job, step);
	trace_own_norm(job, o);
	for (int i = 0; i < 2; i++) {
		if (minutes[i] == 0)
			continue;
		rtk_reduction_trace_hours(
		    job, symbols[i][0], "hours", minutes[i], o);
		step = (struct rtk_step){.symbol = symbols[i][1],
		    .text = degrees > range[i].high ? "allowed up to"
						    : "allowed from",
		    .value = rtk_ratio(
			degrees > range[i].high ? range[i].high : range[i].low,
			1),
		    .scale = RTK_MICRO_SCALE,
		    .unit = "°C"};
		rtk_reduction_trace(job, step);
		step = (struct rtk_step){.symbol = symbols[i][2],
		    .text = "steps of the deviation",
		    .value = steps[i]};
		rtk_reduction_trace(job, step);
	}
}

static bool
too_cold(const struct rtk_reduction_job *job, const struct rtk_outage *o)
{
	int64_t degrees = (int64_t)o->temperature * (RTK_MICRO / 100);

	return job->service == RTK_HOT_WATER &&
	    degrees < job->rules->qualities.value[RTK_Q_WATER_COLD_BELOW];
}

static struct rtk_ratio
temperature_share(
    const struct rtk_reduction_job *job, const struct rtk_off_temperature *t)
{
	const int64_t *q = job->rules->qualities.value;
	bool heating = job->service == RTK_HEATING;
	int64_t step = q[heating ? RTK_Q_HEATING_STEP : RTK_Q_WATER_STEP];
	int64_t percent =
	    q[heating ? RTK_Q_HEATING_STEP_PERCENT : RTK_Q_WATER_STEP_PERCENT];
	int64_t degrees = (int64_t)t->outage->temperature * (RTK_MICRO / 100);
	struct range range[2];
	struct rtk_ratio steps[2];

	allowed_ranges(job, t->outage, range);
	for (int i = 0; i < 2; i++)
		steps[i] = steps_of(job, degrees, &range[i], step);
	trace_temperature(job, t, range, steps);
	return rtk_ratio_add(share_of(percent, steps[0], t->day),
	    share_of(percent, steps[1], t->night));
}

/* What is allowed, with the rows it comes from. */
static void
trace_allowed(const struct rtk_reduction_job *job)
{
	bool heating = job->service == RTK_HEATING;

	rtk_reduction_trace_figure(job, "t_from",
	    heating ? "degrees of a room, where the house has no own"
		    : "degrees at least",
	    heating ? RTK_Q_INDOOR : RTK_Q_WATER_FROM, "°C");
	rtk_reduction_trace_figure(job, heating ? "t_corner" : "t_to",
	    heating ? "degrees of a corner room, where the house has no own"
		    : "degrees at most",
	    heating ? RTK_Q_CORNER : RTK_Q_WATER_TO, "°C");
	rtk_reduction_trace_figure(job, "dev_day", "deviation allowed by day",
	    heating ? RTK_Q_DAY_BELOW : RTK_Q_WATER_DAY, "°C");
	rtk_reduction_trace_figure(job, "dev_night",
	    "deviation allowed by night",
	    heating ? RTK_Q_NIGHT_BELOW : RTK_Q_WATER_NIGHT, "°C");
	if (heating)
		rtk_reduction_trace_figure(
		    job, "dev_up", "more degrees allowed", RTK_Q_ABOVE, "°C");
	rtk_reduction_trace_figure(
	    job, "night_from", "the night begins", RTK_Q_NIGHT_FROM, "h");
	rtk_reduction_trace_figure(
	    job, "night_to", "the night ends", RTK_Q_NIGHT_TO, "h");
}

static int
reduce_by_degrees(struct rtk_reduction_job *job, struct rtk_err *err)
{
	const struct rtk_outage_hours *h = &job->rules->hours;
	bool heating = job->service == RTK_HEATING;
	struct rtk_ratio share = RTK_RATIO_ZERO;
	size_t counted = 0;

	for (size_t i = 0; i < h->temperature_count; i++)
		counted += !too_cold(job, h->temperatures[i].outage);
	if (counted == 0)
		return 0;
	rtk_trace_heading(job->trace,
	    heating ? "приложение 1, п. 15" : "приложение 1, п. 5",
	    "temperature");
	rtk_reduction_trace_figure(job, "p_h",
	    "of the charge, for an hour and step",
	    heating ? RTK_Q_HEATING_STEP_PERCENT : RTK_Q_WATER_STEP_PERCENT,
	    "%");
	rtk_reduction_trace_figure(job, "step", "degrees of a step",
	    heating ? RTK_Q_HEATING_STEP : RTK_Q_WATER_STEP, "°C");
	trace_allowed(job);
	for (size_t i = 0; i < h->temperature_count; i++)
		if (!too_cold(job, h->temperatures[i].outage))
			share = rtk_ratio_reduce(rtk_ratio_add(share,
			    temperature_share(job, &h->temperatures[i])));
	return reduce_share(
	    job, heating ? RTK_F_A1_15 : RTK_F_A1_5, share, err);
}

/* --- hot water that costs as cold water -------------------------------- */

static int64_t
cold_minutes(const struct rtk_reduction_job *job)
{
	const struct rtk_outage_hours *h = &job->rules->hours;
	int64_t minutes = 0;

	for (size_t i = 0; i < h->temperature_count; i++) {
		const struct rtk_off_temperature *t = &h->temperatures[i];

		if (!too_cold(job, t->outage))
			continue;
		rtk_reduction_trace_hours(job, "h", "hours of cold water",
		    t->day + t->night, t->outage);
		minutes += t->day + t->night;
	}
	return minutes;
}

/* T - T_cold; of the heat in it nothing is paid. */
static int
price_less_cold(const struct rtk_reduction_job *job,
    const struct rtk_reduction_part *part, struct rtk_tariff *out,
    struct rtk_err *err)
{
	const struct rtk_tariff *cold;
	struct rtk_tariff key = {.service = RTK_HOT_WATER,
	    .component = RTK_COLD,
	    .group = job->premises->now->group,
	    .zone = job->rules->in->building->zone};

	*out = *part->days->tariff;
	if (part->charge.component == RTK_HEAT)
		return 0;
	if (rtk_tariff_find(
		&cold, job->rules->in->month, &key, part->days->from, err) < 0)
		return -1;
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "T_cold",
		.text = "price of cold water, RUB/m3",
		.value = rtk_ratio(cold->price.v, 1),
		.scale = RTK_PRICE_SCALE,
		.source = {RTK_FROM_TARIFF, cold->id}});
	out->price.v -= cold->price.v;
	return 0;
}

/* V * h / H of the month at the price of cold water (п. 5). */
static int
reduce_cold(struct rtk_reduction_job *job, struct rtk_err *err)
{
	const struct rtk_month *month = job->rules->in->month;
	int64_t all = rtk_reduction_minutes(job), cold = 0;
	struct rtk_ratio share;

	for (size_t i = 0; i < job->rules->hours.temperature_count; i++)
		cold += too_cold(job, job->rules->hours.temperatures[i].outage);
	if (cold == 0)
		return 0;
	rtk_trace_heading(
	    job->trace, "приложение 1, п. 5", "water below the cold limit");
	rtk_reduction_trace_figure(
	    job, "t_cold", "cold water below", RTK_Q_WATER_COLD_BELOW, "°C");
	share = rtk_ratio_reduce(rtk_ratio(cold_minutes(job), all));
	rtk_reduction_trace_hours(
	    job, "H", "hours of the days charged", all, NULL);
	for (size_t i = 0; i < job->part_count; i++) {
		struct rtk_reduction_part *part = &job->parts[i];
		bool heat = part->charge.component == RTK_HEAT;
		struct rtk_ratio volume = rtk_ratio_reduce(rtk_ratio_mul(
		    rtk_ratio_mul(part->volume, part->per_unit), share));
		struct rtk_tariff price;
		struct rtk_kop amount;

		rtk_reduction_trace(job,
		    (struct rtk_step){.symbol = "V_h",
			.text = "volume of those hours",
			.formula = "V_h = V * h / H; ΔP = -V_h * (T - T_cold)",
			.value = volume,
			.scale = RTK_MICRO_SCALE,
			.unit = heat ? "Gcal" : "m3"});
		if (price_less_cold(job, part, &price, err) < 0 ||
		    rtk_charge_amount(&amount, volume, &price, month, err) <
			0 ||
		    rtk_reduction_take(job, part,
			&(struct rtk_reduction_cut){RTK_F_A1_5_COLD, amount,
			    heat ? volume : RTK_RATIO_ZERO},
			err) < 0)
			return -1;
	}
	return 0;
}

int
rtk_reduction_temperatures(struct rtk_reduction_job *job, struct rtk_err *err)
{
	if (reduce_by_degrees(job, err) < 0)
		return -1;
	return job->service == RTK_HOT_WATER ? reduce_cold(job, err) : 0;
}

/* --- pressure ----------------------------------------------------------- */

static void
trace_pressure(
    const struct rtk_reduction_job *job, const struct rtk_off_pressure *p)
{
	rtk_reduction_trace(job,
	    (struct rtk_step){.symbol = "p_w",
		.text = "pressure",
		.value = rtk_ratio(p->outage->pressure, 1),
		.scale = RTK_MICRO_SCALE,
		.unit = "MPa",
		.source = {RTK_FROM_OUTAGE, p->outage->id}});
	rtk_reduction_trace_hours(job, p->far ? "h_bad" : "h_off",
	    p->far ? "hours of supply of its days, whole" : "hours", p->minutes,
	    p->outage);
}

static void
trace_pressure_figures(const struct rtk_reduction_job *job)
{
	rtk_trace_heading(job->trace, "приложение 1, п. 7", "pressure");
	rtk_reduction_trace_figure(
	    job, "p_from", "pressure at least", RTK_Q_PRESSURE_FROM, "MPa");
	rtk_reduction_trace_figure(
	    job, "p_to", "pressure at most", RTK_Q_PRESSURE_TO, "MPa");
	rtk_reduction_trace_figure(job, "off",
	    "off by more: the charge of the day", RTK_Q_PRESSURE_OFF, "%");
	rtk_reduction_trace_figure(job, "p_h", "of the charge, for an hour",
	    RTK_Q_PRESSURE_HOUR_PERCENT, "%");
}

/* Minutes in which there was water. */
static int64_t
supply_of(const struct rtk_reduction_job *job)
{
	return rtk_reduction_minutes(job) - job->rules->hours.missing;
}

static void
trace_pressure_share(const struct rtk_reduction_job *job, int64_t off,
    int64_t bad, struct rtk_ratio share)
{
	rtk_reduction_trace_hours(
	    job, "h_off", "hours of all of them", off, NULL);
	rtk_reduction_trace_hours(
	    job, "h_bad", "hours of whole days of all of them", bad, NULL);
	rtk_reduction_trace_hours(job, "H",
	    "hours of supply of the days charged", supply_of(job), NULL);
	rtk_reduction_trace(job,
	    (struct rtk_step){.clause = "п. 101",
		.symbol = "s",
		.text = "of the charge",
		.formula = "s = p_h * h_off + 100 * h_bad / H",
		.value = rtk_ratio_mul_int(share, 100 * RTK_MICRO),
		.scale = RTK_MICRO_SCALE,
		.unit = "%"});
}

int
rtk_reduction_pressures(struct rtk_reduction_job *job, struct rtk_err *err)
{
	const struct rtk_outage_hours *h = &job->rules->hours;
	int64_t percent =
	    job->rules->qualities.value[RTK_Q_PRESSURE_HOUR_PERCENT];
	int64_t off = 0, bad = 0;
	struct rtk_ratio share;

	if (h->pressure_count == 0)
		return 0;
	trace_pressure_figures(job);
	for (size_t i = 0; i < h->pressure_count; i++) {
		const struct rtk_off_pressure *p = &h->pressures[i];

		trace_pressure(job, p);
		*(p->far ? &bad : &off) += p->minutes;
	}
	share = rtk_ratio_reduce(
	    rtk_ratio_add(rtk_ratio_reduce(rtk_ratio(bad, supply_of(job))),
		share_of(percent, rtk_ratio(1, 1), off)));
	trace_pressure_share(job, off, bad, share);
	return reduce_share(job, RTK_F_A1_7, share, err);
}
