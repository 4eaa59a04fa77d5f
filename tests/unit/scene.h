/*
 * A building built in a few lines, for tests of calc: premises, meters,
 * readings, prices, and the month of it through the functions that bill.
 */
#ifndef RTK_TESTS_UNIT_SCENE_H
#define RTK_TESTS_UNIT_SCENE_H

#include "test.h"

#include "calc/allocators.h"
#include "calc/building.h"
#include "calc/carry.h"
#include "calc/year.h"
#include "num/decimal.h"

enum { SCENE_MAX = 64 };

struct scene {
	struct rtk_tariff tariffs[16];
	struct rtk_norm_row norms[16];
	struct rtk_heating_months months[4];
	struct rtk_policy_row policies[16];
	struct rtk_quality_row qualities[40];
	struct rtk_outage outages[16];
	size_t outage_count;
	struct rtk_absence absences[16];
	size_t absence_count;
	struct rtk_rule_rows rows;
	struct rtk_month month;
	struct rtk_building building;
	struct rtk_account_version versions[SCENE_MAX];
	struct rtk_residents residents[SCENE_MAX];
	struct rtk_temporary temporary[SCENE_MAX];
	struct rtk_premises premises[SCENE_MAX];
	struct rtk_premises *formers; /* of a test, by account */
	size_t former_count;
	size_t premises_count;
	struct rtk_meter_month meters[SCENE_MAX];
	struct rtk_reading readings[SCENE_MAX];
	size_t meter_count;
	size_t reading_count;
	struct rtk_meter_month house[4];
	struct rtk_reading house_readings[4];
	size_t house_count;
	struct rtk_buyer buyers[2];
	size_t buyer_count;
	struct rtk_carries carried; /* before the month */
	struct rtk_years years;     /* before the month */
	struct rtk_heat_sums heat_sums; /* before the month */
	struct rtk_allocator allocators[8];
	size_t allocator_count;
	struct rtk_building_output out;
};

/** A decimal as text in units of 10^-scale. */
static inline int64_t
dec(const char *text, int scale)
{
	struct rtk_err err = RTK_ERR_INIT;
	int64_t value = 0;

	assert_int_equal(
	    rtk_decimal_parse(&value, text, strlen(text), scale, &err), 0);
	return value;
}

static inline struct rtk_date
day(const char *text)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_date date = RTK_DATE_NONE;

	assert_int_equal(rtk_date_parse(&date, text, strlen(text), &err), 0);
	return date;
}

static inline void
scene_price(struct scene *s, enum rtk_service service,
    enum rtk_component component, const char *price)
{
	struct rtk_tariff *t = &s->tariffs[s->rows.tariff_count++];

	*t = (struct rtk_tariff){.id = (int64_t)s->rows.tariff_count,
	    .service = service,
	    .component = component,
	    .zone = "",
	    .price = {dec(price, RTK_PRICE_SCALE)},
	    .vat = RTK_VAT_INCLUDED,
	    .from = {0},
	    .to = RTK_DATE_NONE};
}

static inline void
scene_norm(struct scene *s, enum rtk_norm_kind kind, const char *value)
{
	s->norms[s->rows.norm_count++] = (struct rtk_norm_row){
	    .id = (int64_t)s->rows.norm_count,
	    .kind = kind,
	    .category = "n",
	    .value = {dec(value, RTK_NORM_SCALE)},
	    .from = {0},
	    .to = RTK_DATE_NONE};
}

static inline void
scene_policy(struct scene *s, const char *policy, const char *value)
{
	s->policies[s->rows.policy_count++] =
	    (struct rtk_policy_row){policy, value, {0}};
}

/** Season October-May; the month is 2026-10 unless moved. */
static inline void
scene_begin(struct scene *s, const char *period, enum rtk_payment_mode mode)
{
	struct rtk_err err = RTK_ERR_INIT;

	memset(s, 0, sizeof(*s));
	s->months[0] = (struct rtk_heating_months){.id = 1,
	    .municipality = "m",
	    .mode = mode,
	    .months = 0xE1F, /* 10 11 12 1 2 3 4 5 */
	    .from = {0}};
	s->rows = (struct rtk_rule_rows){.tariffs = s->tariffs,
	    .norms = s->norms,
	    .months = s->months,
	    .months_count = 1,
	    .policies = s->policies,
	    .qualities = s->qualities};
	s->building = (struct rtk_building){.id = 1,
	    .code = "b",
	    .municipality = "m",
	    .zone = "",
	    .heating_norm = "n",
	    .hot_water_norm = "n",
	    .water_heating_norm = "n",
	    .indoor_norm = RTK_NO_DEGREES,
	    .corner_norm = RTK_NO_DEGREES};
	assert_int_equal(rtk_period_parse(
			     &s->month.period, period, strlen(period), &err),
	    0);
}

/** A flat; attributes may be changed in s->versions afterwards. */
static inline struct rtk_account_version *
scene_flat(struct scene *s, const char *area)
{
	size_t i = s->premises_count++;
	struct rtk_account_version *v = &s->versions[i];

	*v = (struct rtk_account_version){
	    .account = RTK_ACCOUNT_ID(1, (int64_t)i + 1),
	    .from = {0},
	    .kind = RTK_FLAT,
	    .area = {dec(area, RTK_AREA_SCALE)},
	    .meter_possible = true,
	    .registered = 1,
	    .owners = 1,
	    .closed = RTK_DATE_NONE};
	s->premises[i] = (struct rtk_premises){.now = v,
	    .persons = {.versions = v, .version_count = 1}};
	s->building.total_area.v += v->area.v;
	return v;
}

/** A meter of the last flat with its previous and current value. */
static inline struct rtk_meter_month *
scene_meter(struct scene *s, enum rtk_meter_service service,
    const char *previous, const char *current)
{
	struct rtk_premises *p = &s->premises[s->premises_count - 1];
	struct rtk_meter_month *m = &s->meters[s->meter_count++];
	struct rtk_reading *r = &s->readings[s->reading_count];

	*m = (struct rtk_meter_month){.has_state = true};
	m->meter = (struct rtk_meter){
	    .id = RTK_METER_ID(p->now->account, (int64_t)p->meter_count + 1),
	    .service = service,
	    .unit = service == RTK_METER_HEATING ? RTK_GCAL : RTK_M3,
	    .digits = 5,
	    .decimals = 3,
	    .installed = {1},
	    .initial = {dec(previous, 6)},
	    .verified_until = RTK_DATE_NONE,
	    .removed = RTK_DATE_NONE};
	rtk_meter_state_init(&m->state, &m->meter, 0);
	if (current != NULL) {
		*r = (struct rtk_reading){.id = 1,
		    .meter = m->meter.id,
		    .period = s->month.period,
		    .day = rtk_period_last(s->month.period),
		    .value = {dec(current, 6)}};
		m->readings = (struct rtk_reading_slice){r, 1};
		s->reading_count++;
	}
	if (p->meter_count++ == 0)
		p->meters = m;
	return m;
}

/** The house meter of heating with the volume of the month. */
static inline struct rtk_meter_month *
scene_house(struct scene *s, const char *volume)
{
	struct rtk_meter_month *m = &s->house[s->house_count];
	struct rtk_reading *r = &s->house_readings[s->house_count];

	*m = (struct rtk_meter_month){.has_state = true};
	m->meter = (struct rtk_meter){
	    .id = RTK_METER_ID(
		RTK_ACCOUNT_ID(1, 0), (int64_t)++s->house_count),
	    .service = RTK_METER_HEATING,
	    .unit = RTK_GCAL,
	    .digits = 6,
	    .decimals = 3,
	    .installed = {1},
	    .verified_until = RTK_DATE_NONE,
	    .removed = RTK_DATE_NONE};
	rtk_meter_state_init(&m->state, &m->meter, 0);
	*r = (struct rtk_reading){.id = 1,
	    .period = s->month.period,
	    .day = rtk_period_last(s->month.period),
	    .value = {dec(volume, 6)}};
	m->readings = (struct rtk_reading_slice){r, 1};
	return m;
}

/** Runs the month through the functions that bill. */
static inline void
scene_run(struct scene *s)
{
	struct rtk_building_input in = {.month = &s->month,
	    .building = &s->building,
	    .premises = s->premises,
	    .premises_count = s->premises_count,
	    .formers = s->formers,
	    .former_count = s->former_count,
	    .house_meters = s->house,
	    .house_meter_count = s->house_count,
	    .buyers = s->buyers,
	    .buyer_count = s->buyer_count,
	    .carried = &s->carried,
	    .years = &s->years,
	    .heat_sums = &s->heat_sums,
	    .allocators = s->allocators,
	    .allocator_count = s->allocator_count,
	    .outages = s->outages,
	    .outage_count = s->outage_count,
	    .absences = s->absences,
	    .absence_count = s->absence_count};

	assert_good(rtk_month_init(
	    &s->month, s->month.period, s->month.period, &s->rows, &err));
	rtk_output_reset(&s->out);
	assert_good(rtk_building_metering(&in, s->month.period, &err));
	assert_good(rtk_building_charges(&s->out, &in, &err));
}

/** Sum of the amounts of a flat (from 1) in a service, kopecks. */
static inline int64_t
scene_sum(const struct scene *s, int flat, enum rtk_service service)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].account == RTK_ACCOUNT_ID(1, flat) &&
		    s->out.lines[i].service == service)
			sum += s->out.lines[i].amount.v;
	return sum;
}

static inline void
scene_end(struct scene *s)
{
	rtk_output_release(&s->out);
	rtk_years_release(&s->years);
	rtk_carries_release(&s->carried);
	rtk_heat_sums_release(&s->heat_sums);
}

#endif
