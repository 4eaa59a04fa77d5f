/* What the check looks at in one building whose meters are done. */
#include "base/base.h"

#include "flow/check_pass.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "calc/prices.h"
#include "num/decimal.h"

void
rtk_check_add(struct rtk_check_list *list,
    const struct rtk_check_found *found, const char *format, ...)
{
	struct rtk_check_found *f;
	va_list arguments;

	list->list = rtk_array_grow(
	    list->list, &list->room, list->count, sizeof(*list->list));
	f = &list->list[list->count++];
	*f = *found;
	va_start(arguments, format);
	(void)vsnprintf(f->detail, sizeof(f->detail), format, arguments);
	va_end(arguments);
}

/* --- meters ------------------------------------------------------------ */

static struct rtk_check_found
about(const struct rtk_meter *meter, enum rtk_fault code)
{
	return (struct rtk_check_found){.code = code,
	    .account = RTK_ACCOUNT_OF(meter->id),
	    .meter = meter->id};
}

/* "average 2", "norm 5": how it is charged, the stage of п. 59 */
static void
check_reading(struct rtk_check_list *list, const struct rtk_meter_month *m)
{
	struct rtk_check_found found =
	    about(&m->meter, RTK_E_CHECK_NO_READING);

	if (m->usage.kind != RTK_AVERAGED && m->usage.kind != RTK_NORM_DUE)
		return;
	rtk_check_add(list, &found, "%s; %s %d",
	    m->usage.cause == RTK_CAUSE_METER ? "meter" : "not sent",
	    m->usage.kind == RTK_AVERAGED ? "average" : "norm",
	    (int)m->state.missed);
}

static void
check_verification(struct rtk_check_list *list, const struct rtk_meter *meter,
    const struct rtk_month *month)
{
	int64_t days = month->policies.value[RTK_VERIFICATION_DAYS] / RTK_MICRO;
	bool expired = meter->verified_until.v < month->last.v;
	struct rtk_check_found found = about(meter,
	    expired ? RTK_E_CHECK_METER_EXPIRED : RTK_E_CHECK_METER_EXPIRING);
	char text[RTK_DATE_TEXT];

	if (rtk_date_is_none(meter->verified_until) ||
	    meter->verified_until.v > month->last.v + days ||
	    !rtk_date_is_none(meter->removed) ||
	    meter->installed.v > month->last.v)
		return;
	rtk_check_add(list, &found, "%s",
	    rtk_date_text(text, meter->verified_until));
}

/* This month against the mean of the measured months before it. */
static void
check_volume(struct rtk_check_list *list, const struct rtk_meter_month *m,
    const struct rtk_month *month)
{
	const int64_t *policy = month->policies.value;
	const struct rtk_meter_state *s = &m->state;
	struct rtk_check_found found =
	    about(&m->meter, RTK_E_CHECK_HIGH_VOLUME);
	struct rtk_ratio sum = RTK_RATIO_ZERO, times, limit;
	char now[RTK_DECIMAL_TEXT], usual[RTK_DECIMAL_TEXT];
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t count = 0, a, b;

	if (m->usage.kind != RTK_MEASURED || !m->usage.read ||
	    m->meter.service != RTK_METER_HOT_WATER || (s->measured & 1) == 0)
		return;
	for (int i = 1; i < s->window_count; i++) {
		if ((s->measured >> i & 1) == 0)
			continue;
		sum = rtk_ratio_add(sum, s->window[i]);
		count++;
	}
	if (count == 0 ||
	    count < policy[RTK_AVERAGE_MONTHS_MIN] / RTK_MICRO)
		return;
	sum = rtk_ratio_reduce(rtk_ratio_div_int(sum, count));
	times = rtk_ratio(policy[RTK_HIGH_VOLUME], RTK_MICRO);
	limit = rtk_ratio_mul(sum, times);
	if (sum.num <= 0 || !rtk_ratio_valid(limit) ||
	    rtk_ratio_compare(s->window[0], limit) <= 0 ||
	    rtk_ratio_round(&a, s->window[0], &ignored) < 0 ||
	    rtk_ratio_round(&b, sum, &ignored) < 0)
		return;
	rtk_check_add(list, &found, "%s > %s",
	    rtk_decimal_text(now, a, RTK_MICRO_SCALE, 0),
	    rtk_decimal_text(usual, b, RTK_MICRO_SCALE, 0));
}

/* Nothing for so many months, each of them read. */
static void
check_zero(struct rtk_check_list *list, const struct rtk_meter_month *m,
    const struct rtk_month *month)
{
	int64_t most = month->policies.value[RTK_ZERO_MONTHS] / RTK_MICRO;
	const struct rtk_meter_state *s = &m->state;
	struct rtk_check_found found = about(&m->meter, RTK_E_CHECK_ZERO);
	int count = 0;

	if (m->usage.kind != RTK_MEASURED || !m->usage.read)
		return;
	while (count < s->window_count && (s->measured >> count & 1) != 0 &&
	    s->window[count].num == 0)
		count++;
	if (count >= most)
		rtk_check_add(list, &found, "%d", count);
}

static bool
counted_heat(const struct rtk_meter_month *m)
{
	return m->usage.kind == RTK_MEASURED && m->usage.volume.num > 0 &&
	    m->meter.service != RTK_METER_HOT_WATER;
}

/* The heat meter of a flat stood still while that of the house did not. */
static void
check_stopped(struct rtk_check_list *list, const struct rtk_building_input *in,
    const struct rtk_meter_month *m)
{
	struct rtk_check_found found = about(&m->meter, RTK_E_CHECK_STOPPED);
	char text[RTK_DECIMAL_TEXT];
	bool heated = false;

	if (m->meter.service != RTK_METER_HEATING ||
	    m->usage.kind != RTK_MEASURED || !m->usage.read ||
	    m->usage.volume.num != 0)
		return;
	for (size_t i = 0; i < in->house_meter_count; i++)
		heated = heated || counted_heat(&in->house_meters[i]);
	if (heated)
		rtk_check_add(list, &found, "%s",
		    rtk_decimal_text(
			text, m->state.last.v, RTK_MICRO_SCALE, 0));
}

static void
check_all_meters(struct rtk_check_list *list,
    const struct rtk_meter_month *meters, size_t count,
    const struct rtk_month *month)
{
	for (size_t i = 0; i < count; i++) {
		check_reading(list, &meters[i]);
		check_verification(list, &meters[i].meter, month);
		check_volume(list, &meters[i], month);
		check_zero(list, &meters[i], month);
	}
}

/* Closed on the last day of the month, a meter still in place. */
static void
check_closed(struct rtk_check_list *list, const struct rtk_building_facts *f,
    const struct rtk_month *month)
{
	size_t meter = 0;

	for (size_t i = 0; i < f->version_count; i++) {
		const struct rtk_account_version *v = &f->versions[i];
		char text[RTK_DATE_TEXT];

		if (i + 1 < f->version_count &&
		    f->versions[i + 1].account == v->account &&
		    f->versions[i + 1].from.v <= month->last.v)
			continue;
		if (v->from.v > month->last.v || rtk_date_is_none(v->closed) ||
		    v->closed.v > month->last.v)
			continue;
		while (meter < f->meter_count &&
		    RTK_ACCOUNT_OF(f->meters[meter].id) < v->account)
			meter++;
		for (size_t j = meter; j < f->meter_count &&
		     RTK_ACCOUNT_OF(f->meters[j].id) == v->account;
		     j++) {
			struct rtk_check_found found = about(
			    &f->meters[j], RTK_E_CHECK_CLOSED_METER);

			if (rtk_date_is_none(f->meters[j].removed))
				rtk_check_add(list, &found, "%s",
				    rtk_date_text(text, v->closed));
		}
	}
}

void
rtk_check_meters(
    struct rtk_check_list *list, const struct rtk_building_done *done)
{
	const struct rtk_building_input *in = done->input;

	check_all_meters(
	    list, in->house_meters, in->house_meter_count, done->month);
	for (size_t i = 0; i < in->premises_count; i++) {
		const struct rtk_premises *p = &in->premises[i];

		check_all_meters(list, p->meters, p->meter_count, done->month);
		for (size_t j = 0; j < p->meter_count; j++)
			check_stopped(list, in, &p->meters[j]);
	}
	check_closed(list, done->facts, done->month);
}

/* --- premises ---------------------------------------------------------- */

static bool
is_living(const struct rtk_premises *p)
{
	return p->now->kind != RTK_NONRESIDENTIAL &&
	    p->now->kind != RTK_PARKING;
}

static void
check_persons(struct rtk_check_list *list, const struct rtk_premises *p,
    const struct rtk_month *month)
{
	struct rtk_check_found found = {
	    .code = RTK_E_CHECK_NOBODY, .account = p->now->account};

	if (is_living(p) &&
	    rtk_person_days(
		&p->persons, month, month->last, month->last) == 0)
		rtk_check_add(list, &found, "%s", "");
}

static void
check_balance(struct rtk_check_list *list, int64_t house,
    const struct rtk_house_figures *f)
{
	struct rtk_check_found found = {
	    .code = RTK_E_CHECK_HOUSE_BALANCE, .account = house};
	char metered[RTK_DECIMAL_TEXT], all[RTK_DECIMAL_TEXT];
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t a, b;

	if (!f->has_volume ||
	    rtk_ratio_round(&a, f->metered_volume, &ignored) < 0 ||
	    rtk_ratio_round(&b, f->volume, &ignored) < 0 || a <= b)
		return;
	rtk_check_add(list, &found, "%s > %s",
	    rtk_decimal_text(metered, a, RTK_MICRO_SCALE, 0),
	    rtk_decimal_text(all, b, RTK_MICRO_SCALE, 0));
}

static bool
is_told(const struct rtk_check_list *list, enum rtk_fault code)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->list[i].code == code)
			return true;
	return false;
}

/* Where no shares are taken the areas do not stop the building. */
static void
check_areas(struct rtk_check_list *list, int64_t house,
    const struct rtk_building_input *in)
{
	struct rtk_check_found found = {
	    .code = RTK_E_BUILDING_AREA_SUM, .account = house};
	char sum[RTK_DECIMAL_TEXT], given[RTK_DECIMAL_TEXT];
	int64_t area = 0;

	for (size_t i = 0; i < in->premises_count; i++)
		area += in->premises[i].now->area.v;
	if (area == in->building->total_area.v ||
	    /* all of it is bought whole */
	    (in->premises_count == 0 && in->buyer_count > 0) ||
	    is_told(list, RTK_E_BUILDING_AREA_SUM))
		return;
	rtk_check_add(list, &found, "%s != %s",
	    rtk_decimal_text(sum, area, RTK_AREA_SCALE, 2),
	    rtk_decimal_text(
		given, in->building->total_area.v, RTK_AREA_SCALE, 2));
}

static void
add_findings(struct rtk_check_list *list, int64_t house,
    const struct rtk_building_output *out)
{
	for (size_t i = 0; i < out->finding_count; i++) {
		const struct rtk_finding *f = &out->findings[i];
		struct rtk_check_found found = {.code = f->fault,
		    .blocking = f->blocking,
		    .account = f->account != 0 ? f->account : house};

		/* it is told as check.nobody, metered or not */
		if (f->fault != RTK_E_HOT_WATER_NOBODY)
			rtk_check_add(list, &found, "%s", f->detail);
	}
}

void
rtk_check_premises(struct rtk_check_list *list,
    const struct rtk_building_done *done,
    const struct rtk_building_output *out)
{
	int64_t house = RTK_ACCOUNT_ID(done->facts->building.id, 0);

	/* what was found before the charges, and with them */
	add_findings(list, house, done->output);
	add_findings(list, house, out);
	check_areas(list, house, done->input);
	check_balance(list, house, &out->figures);
	for (size_t i = 0; i < done->input->premises_count; i++)
		check_persons(list, &done->input->premises[i], done->month);
}

/* --- rules ------------------------------------------------------------- */

/* Prices tell their day; norms and heating months do not. */
void
rtk_check_add_fault(struct rtk_check_list *list,
    const struct rtk_check_found *found, const struct rtk_err *fault,
    struct rtk_period period)
{
	char text[RTK_PERIOD_TEXT];

	if (fault->fault == RTK_E_NORM_GAP || fault->fault == RTK_E_MONTHS_GAP)
		rtk_check_add(list, found, "%.100s %s", fault->detail,
		    rtk_period_text(text, period));
	else
		rtk_check_add(list, found, "%.120s", fault->detail);
}

static void
rule_fault(struct rtk_check_list *list, const struct rtk_building *building,
    const struct rtk_month *month, const struct rtk_err *fault)
{
	struct rtk_check_found found = {.code = fault->fault,
	    .account = RTK_ACCOUNT_ID(building->id, 0)};

	rtk_check_add_fault(list, &found, fault, month->period);
}

static void
check_prices(struct rtk_check_list *list, const struct rtk_building_done *done,
    const struct rtk_month *month, enum rtk_group group)
{
	const struct rtk_building *b = &done->facts->building;
	struct rtk_tariff key = {.service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .group = group,
	    .zone = b->zone};
	bool heated = false, hot_water = false;
	struct rtk_hot_water_prices prices;
	struct rtk_prices price;
	struct rtk_err fault = RTK_ERR_INIT;

	for (size_t i = 0; i < done->input->buyer_count; i++)
		heated = heated || done->input->buyers[i].now->group == group;
	for (size_t i = 0; i < done->input->premises_count; i++) {
		const struct rtk_account_version *v =
		    done->input->premises[i].now;

		heated = heated ||
		    (v->group == group && v->heated == RTK_HEATED);
		hot_water = hot_water || (v->group == group && v->hot_water);
	}
	if (heated && rtk_prices_find(&price, month, &key, &fault) < 0)
		rule_fault(list, b, month, &fault);
	rtk_err_clear(&fault);
	if (hot_water && b->system != RTK_NO_HOT_WATER &&
	    rtk_hot_water_prices_find(&prices, month, b, group, &fault) < 0)
		rule_fault(list, b, month, &fault);
}

static void
check_norm(struct rtk_check_list *list, const struct rtk_building_done *done,
    const struct rtk_month *month, enum rtk_norm_kind kind)
{
	const struct rtk_building *b = &done->facts->building;
	const char *categories[] = {
	    b->heating_norm, b->hot_water_norm, b->water_heating_norm};
	const struct rtk_norm_row *norm;
	struct rtk_err fault = RTK_ERR_INIT;

	if (categories[kind][0] != '\0' &&
	    rtk_norm_find(&norm, month, kind, categories[kind], &fault) < 0)
		rule_fault(list, b, month, &fault);
}

void
rtk_check_rules(struct rtk_check_list *list,
    const struct rtk_building_done *done, const struct rtk_month *month)
{
	const struct rtk_building *b = &done->facts->building;
	const struct rtk_heating_months *months;
	struct rtk_err fault = RTK_ERR_INIT;

	for (int i = 0; i < RTK_GROUPS; i++)
		check_prices(list, done, month, (enum rtk_group)i);
	check_norm(list, done, month, RTK_NORM_HEATING);
	check_norm(list, done, month, RTK_NORM_HOT_WATER);
	check_norm(list, done, month, RTK_NORM_WATER_HEATING);
	if (rtk_heating_months_find(
		&months, month, month->period, b->municipality, &fault) < 0)
		rule_fault(list, b, month, &fault);
}
