/*
 * Format behind the states of meters: a zero (no meter is its own successor),
 * then last year and this one: year, months, open end, accounts; of each the
 * step from the one before, group, due, volume, charged.
 */
#include "base/base.h"

#include "calc/year.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/charge.h"
#include "calc/parties.h"

enum { DIGITS = 12, MONTHS = 12, ALL_MONTHS = 0xFFF };

#define PICO INT64_C(1000000000000)

/* --- the sums ---------------------------------------------------------- */

static void
copy_year(struct rtk_year *out, const struct rtk_year *year)
{
	size_t size = year->count * sizeof(*year->accounts);

	free(out->accounts);
	*out = *year;
	out->room = year->count;
	out->accounts = NULL;
	if (size > 0)
		out->accounts = memcpy(rtk_alloc(size), year->accounts, size);
}

static void
forget_year(struct rtk_year *year)
{
	free(year->accounts);
	*year = (struct rtk_year){0};
}

void
rtk_years_turn(struct rtk_years *out, const struct rtk_years *before,
    struct rtk_period period)
{
	int32_t year = rtk_period_year(period);
	bool turned = before != NULL && before->now.year != 0 &&
	    before->now.year != year;

	forget_year(&out->last);
	forget_year(&out->now);
	if (before != NULL) {
		copy_year(&out->last, turned ? &before->now : &before->last);
		if (!turned)
			copy_year(&out->now, &before->now);
	}
	out->now.year = year;
	out->lost = false;
}

/* The sums of an account; they stand in the order of accounts. */
static struct rtk_year_account *
find_account(struct rtk_year *year, int64_t account)
{
	struct rtk_year_account *list;
	size_t at = year->count;

	while (at > 0 && year->accounts[at - 1].account >= account)
		at--;
	if (at < year->count && year->accounts[at].account == account)
		return &year->accounts[at];
	list = rtk_array_grow(
	    year->accounts, &year->room, year->count, sizeof(*list));
	memmove(list + at + 1, list + at,
	    (year->count - at) * sizeof(*list));
	list[at] = (struct rtk_year_account){.account = account};
	year->accounts = list;
	year->count++;
	return &list[at];
}

int
rtk_years_add(struct rtk_years *years, const struct rtk_premises *premises,
    const struct rtk_line *line, const struct rtk_price_days *days,
    struct rtk_err *err)
{
	struct rtk_ratio actual = rtk_ratio_mul(premises->actual, days->share);
	struct rtk_year_account *a =
	    find_account(&years->now, line->account);
	rtk_i128 due = (rtk_i128)line->amount.v * PICO, volume;

	a->group = premises->now->group;
	a->charged.v += line->amount.v;
	if (!premises->has_actual) {
		a->due += due;
		return 0;
	}
	if (rtk_charge_exact(&due, actual, days->tariff, err) < 0 ||
	    rtk_ratio_digits(&volume, actual, DIGITS, err) < 0)
		return -1;
	a->due += due;
	a->volume += volume - (rtk_i128)line->volume.v * PICO;
	return 0;
}

int
rtk_years_split(struct rtk_years *years, const struct rtk_premises *premises,
    const struct rtk_line *part, const struct rtk_price_days *days,
    struct rtk_err *err)
{
	int64_t account = premises->former->now->account;
	struct rtk_ratio share =
	    rtk_party_share(premises->former, days->from, days->to);
	struct rtk_ratio actual = rtk_ratio_reduce(rtk_ratio_mul(
	    rtk_ratio_mul(premises->actual, days->share), share));
	rtk_i128 due = (rtk_i128)part->amount.v * PICO, volume = 0;
	struct rtk_year_account *a, *b;

	if (premises->has_actual) {
		if (rtk_charge_exact(&due, actual, days->tariff, err) < 0 ||
		    rtk_ratio_digits(&volume, actual, DIGITS, err) < 0)
			return -1;
		volume -= (rtk_i128)part->volume.v * PICO;
	}
	/* both must stand before either is taken: the list may move */
	(void)find_account(&years->now, account);
	b = find_account(&years->now, premises->now->account);
	a = find_account(&years->now, account);
	a->group = b->group;
	a->charged.v += part->amount.v;
	b->charged.v -= part->amount.v;
	a->volume += volume;
	b->volume -= volume;
	a->due += due;
	b->due -= due;
	return 0;
}

void
rtk_years_month(struct rtk_years *years, struct rtk_period period)
{
	if (!years->lost)
		years->now.months |= 1U << (rtk_period_month(period) - 1);
}

/* --- the adjustment ---------------------------------------------------- */

/* Whether every month of the year that was paid evenly is there. */
static int
is_whole(bool *whole, const struct rtk_year *year,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	*whole = !year->open;
	for (int i = 0; i < MONTHS; i++) {
		struct rtk_period p = {(year->year - 2000) * MONTHS + i};
		const struct rtk_heating_months *months;

		if (rtk_heating_months_find(&months, in->month, p,
			in->building->municipality, err) < 0)
			return -1;
		if (months->mode == RTK_EVEN && (year->months >> i & 1) == 0)
			*whole = false;
	}
	return 0;
}

static void
trace_sums(const struct rtk_building_input *in,
    const struct rtk_year_account *a, const struct rtk_line *line)
{
	struct rtk_step step = {.clause = "п. 42(1), 43",
	    .symbol = "ΣP_fact",
	    .text = "actual volume of each month at its own price, RUB",
	    .value = {a->due, PICO},
	    .scale = RTK_KOP_SCALE,
	    .source = {RTK_FROM_STATE, 0}};

	if (in->trace == NULL || a->account != in->traced)
		return;
	rtk_trace_heading(in->trace, "п. 42(1), 43",
	    "adjustment of the year before");
	rtk_trace_step(in->trace, &step);
	step.symbol = "ΣP_charged";
	step.text = "charged for the year, RUB";
	step.value = rtk_ratio(a->charged.v, 1);
	rtk_trace_step(in->trace, &step);
	step = (struct rtk_step){.symbol = "ΔP",
	    .text = "amount, RUB, rounded once, half away from zero",
	    .formula = "ΔP = ΣP_fact - ΣP_charged",
	    .value = rtk_ratio(line->amount.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(in->trace, &step);
}

/* The prices of December: its VAT is the year's. */
static int
price_of(const struct rtk_tariff **out, const struct rtk_building_input *in,
    enum rtk_group group, struct rtk_period december, struct rtk_err *err)
{
	struct rtk_tariff key = {.service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .group = group,
	    .zone = in->building->zone};

	return rtk_tariff_find(
	    out, in->month, &key, rtk_period_last(december), err);
}

static int
adjust_account(struct rtk_building_output *out,
    const struct rtk_building_input *in, const struct rtk_year_account *a,
    struct rtk_period december, struct rtk_err *err)
{
	struct rtk_ratio volume = {a->volume, PICO};
	struct rtk_ratio amount = {
	    a->due - (rtk_i128)a->charged.v * PICO, PICO};
	struct rtk_line line = {.account = a->account,
	    .service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .kind = RTK_RECALCULATION,
	    .method = RTK_BY_HOUSE_METER,
	    .formula = RTK_F_YEAR,
	    .decimals = RTK_MICRO_SCALE,
	    .for_period = december,
	    .reason = RTK_REASON_YEAR};
	const struct rtk_tariff *tariff;

	if (price_of(&tariff, in, a->group, december, err) < 0 ||
	    rtk_ratio_round(&line.volume.v, volume, err) < 0 ||
	    rtk_charge_sum(&line.amount, amount, err) < 0)
		return -1;
	line.tariff = tariff->id;
	if (line.volume.v == 0 && line.amount.v == 0)
		return 0;
	rtk_output_line(out, &line);
	trace_sums(in, a, &line);
	if (tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	line.volume = (struct rtk_micro){0};
	line.number = 1;
	if (rtk_charge_vat(&line.amount, line.amount, tariff, err) < 0)
		return -1;
	rtk_output_line(out, &line);
	return 0;
}

int
rtk_years_adjust(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	struct rtk_year *year = &out->years.last;
	struct rtk_finding finding = {.fault = RTK_E_BUILDING_YEAR};
	struct rtk_period december = {(year->year - 2000) * MONTHS + 11};
	bool whole;

	if (year->count == 0 ||
	    rtk_period_month(in->month->period) <
		in->month->policies.value[RTK_YEARLY_ADJUSTMENT] / RTK_MICRO)
		return 0;
	if (is_whole(&whole, year, in, err) < 0)
		return -1;
	if (!whole)
		rtk_output_finding(out, &finding);
	for (size_t i = 0; whole && i < year->count; i++)
		if (adjust_account(
			out, in, &year->accounts[i], december, err) < 0)
			return -1;
	out->unsorted = out->unsorted || whole;
	forget_year(year);
	return 0;
}

/* --- bytes ------------------------------------------------------------- */

static void
encode_year(struct rtk_buf *buf, const struct rtk_year *year)
{
	int64_t previous = 0;

	rtk_state_put(buf, year->year);
	rtk_state_put(buf, year->months);
	rtk_state_put(buf, year->open);
	rtk_state_put(buf, (rtk_i128)year->count);
	for (size_t i = 0; i < year->count; i++) {
		const struct rtk_year_account *a = &year->accounts[i];

		rtk_state_put(buf, a->account - previous);
		rtk_state_put(buf, a->group);
		rtk_state_put(buf, a->due);
		rtk_state_put(buf, a->volume);
		rtk_state_put(buf, a->charged.v);
		previous = a->account;
	}
}

void
rtk_years_encode(struct rtk_buf *buf, const struct rtk_years *years)
{
	if (years->last.count == 0 && years->now.count == 0)
		return;
	rtk_buf_add_byte(buf, '\0');
	encode_year(buf, &years->last);
	encode_year(buf, &years->now);
}

/* The next number, within its limits. */
static bool
take(int64_t *out, int64_t min, int64_t max, struct rtk_state_bytes *bytes)
{
	rtk_i128 value;

	if (!rtk_state_take(&value, bytes) || value < min || value > max)
		return false;
	*out = (int64_t)value;
	return true;
}

static bool
take_account(struct rtk_year_account *a, int64_t previous,
    struct rtk_state_bytes *bytes)
{
	int64_t group;

	if (!take(&a->account, 1, INT64_MAX - previous, bytes) ||
	    !take(&group, 0, RTK_GROUPS - 1, bytes) ||
	    !rtk_state_take(&a->due, bytes) ||
	    !rtk_state_take(&a->volume, bytes) ||
	    !take(&a->charged.v, INT64_MIN, INT64_MAX, bytes))
		return false;
	a->account += previous;
	a->group = (enum rtk_group)group;
	return true;
}

static bool
take_year(struct rtk_year *year, struct rtk_state_bytes *bytes)
{
	int64_t number, months, open, count, previous = 0;

	if (!take(&number, 0, RTK_YEAR_MAX, bytes) ||
	    !take(&months, 0, ALL_MONTHS, bytes) ||
	    !take(&open, 0, 1, bytes) ||
	    !take(&count, 0, (1 << RTK_ACCOUNT_BITS) - 1, bytes))
		return false;
	forget_year(year);
	year->year = (int32_t)number;
	year->months = (uint32_t)months;
	year->open = open != 0;
	for (int64_t i = 0; i < count; i++) {
		struct rtk_year_account a;

		if (!take_account(&a, previous, bytes))
			return false;
		*find_account(year, a.account) = a;
		previous = a.account;
	}
	return true;
}

int
rtk_years_decode(struct rtk_years *out, struct rtk_state_bytes *bytes,
    struct rtk_err *err)
{
	forget_year(&out->last);
	forget_year(&out->now);
	if (bytes->at == bytes->end)
		return 0;
	if (*bytes->at++ == 0 && take_year(&out->last, bytes) &&
	    take_year(&out->now, bytes) && bytes->at == bytes->end)
		return 0;
	return rtk_failf(err, RTK_E_DB_CORRUPT, "%s", "sums of the year");
}

void
rtk_years_release(struct rtk_years *years)
{
	forget_year(&years->last);
	forget_year(&years->now);
}
