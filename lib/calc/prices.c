#include "base/base.h"

#include "calc/prices.h"

#include <string.h>

static bool
in_force(const struct rtk_tariff *row, struct rtk_date day)
{
	return row->from.v <= day.v &&
	    (rtk_date_is_none(row->to) || row->to.v >= day.v);
}

static const struct rtk_tariff *
tariff_on(const struct rtk_month *month, const struct rtk_tariff *key,
    struct rtk_date day)
{
	for (size_t i = 0; i < month->rows->tariff_count; i++) {
		const struct rtk_tariff *row = &month->rows->tariffs[i];

		if (row->service == key->service &&
		    row->component == key->component &&
		    row->group == key->group &&
		    strcmp(row->zone, key->zone) == 0 && in_force(row, day))
			return row;
	}
	return NULL;
}

static int
fail_tariff(struct rtk_err *err, enum rtk_fault fault,
    const struct rtk_tariff *key, struct rtk_date day)
{
	static const char *const services[] = {"heating", "hot_water", ""};
	static const char *const components[] = {
	    "heat", "water", "single", "cold"};
	static const char *const groups[] = {"population", "other"};
	char text[RTK_DATE_TEXT];

	return rtk_failf(err, fault, "%s;%s;%s;%s %s", services[key->service],
	    components[key->component], groups[key->group], key->zone,
	    rtk_date_text(text, day));
}

int
rtk_tariff_find(const struct rtk_tariff **out, const struct rtk_month *month,
    const struct rtk_tariff *key, struct rtk_date day, struct rtk_err *err)
{
	struct rtk_tariff general = *key;
	const struct rtk_tariff *row = tariff_on(month, key, day);

	general.zone = "";
	if (row == NULL)
		row = tariff_on(month, &general, day);
	if (row == NULL)
		return fail_tariff(err, RTK_E_TARIFF_GAP, key, day);
	*out = row;
	return 0;
}

/* The last day from this one on, on which no row of the service changes. */
static struct rtk_date
unchanged_to(const struct rtk_month *month, const struct rtk_tariff *key,
    struct rtk_date day)
{
	struct rtk_date to = month->last;

	for (size_t i = 0; i < month->rows->tariff_count; i++) {
		const struct rtk_tariff *row = &month->rows->tariffs[i];

		if (row->service != key->service || row->group != key->group ||
		    (row->zone[0] != '\0' && strcmp(row->zone, key->zone) != 0))
			continue;
		if (row->from.v > day.v && row->from.v <= to.v)
			to.v = row->from.v - 1;
		if (!rtk_date_is_none(row->to) && row->to.v >= day.v &&
		    row->to.v < to.v)
			to = row->to;
	}
	return to;
}

/* Told again by another document: no other price. */
static bool
same_price(const struct rtk_tariff *a, const struct rtk_tariff *b)
{
	return a->price.v == b->price.v && a->vat == b->vat &&
	    a->vat_percent_bp == b->vat_percent_bp;
}

/* A line is told by its price: a row that comes back would be two of one. */
static bool
comes_back(const struct rtk_prices *prices, const struct rtk_tariff *tariff)
{
	for (int i = 0; i < prices->count; i++)
		if (prices->at[i].tariff->id == tariff->id)
			return true;
	return false;
}

/* The price of these days; with that of the days before it may be one. */
static int
add_price(struct rtk_prices *out, const struct rtk_month *month,
    const struct rtk_tariff *key, const struct rtk_price_days *days,
    struct rtk_err *err)
{
	struct rtk_price_days added = *days;
	const struct rtk_price_days *last;
	int length;

	if (rtk_tariff_find(&added.tariff, month, key, days->from, err) < 0)
		return -1;
	last = out->count > 0 ? &out->at[out->count - 1] : NULL;
	if (last != NULL && last->to.v + 1 == added.from.v &&
	    same_price(last->tariff, added.tariff)) {
		added.tariff = last->tariff;
		added.from = last->from;
		out->count--;
	}
	if (out->count == RTK_PRICES_MAX || comes_back(out, added.tariff))
		return fail_tariff(err, RTK_E_TARIFF_CHANGES, key, days->from);
	length = added.to.v - added.from.v + 1;
	added.share = length == month->days ? rtk_ratio(1, 1)
					    : rtk_ratio(length, month->days);
	out->at[out->count++] = added;
	return 0;
}

int
rtk_prices_find(struct rtk_prices *out, const struct rtk_month *month,
    const struct rtk_tariff *key, struct rtk_err *err)
{
	struct rtk_prices found = {0};
	struct rtk_price_days days = {.to = {month->first.v - 1}};

	while (days.to.v < month->last.v) {
		days.from.v = days.to.v + 1;
		days.to = unchanged_to(month, key, days.from);
		if (add_price(&found, month, key, &days, err) < 0)
			return -1;
	}
	*out = found;
	return 0;
}

/* 1: one rate, 0: two components, -1: both on one level. */
static int
is_one_rate(const struct rtk_month *month, const struct rtk_tariff *key,
    struct rtk_date day, struct rtk_err *err)
{
	const char *levels[] = {key->zone, ""};

	for (int i = 0; i < 2; i++) {
		struct rtk_tariff single = *key, water = *key;
		bool one, two;

		single.zone = water.zone = levels[i];
		single.component = RTK_SINGLE;
		water.component = RTK_WATER;
		one = tariff_on(month, &single, day) != NULL;
		two = tariff_on(month, &water, day) != NULL;
		if (one && two)
			return fail_tariff(
			    err, RTK_E_TARIFF_AMBIGUOUS, key, day);
		if (one || two)
			return one;
	}
	return 0;
}

/* Prices of hot water on days on which nothing changes. */
static int
add_hot_water(struct rtk_hot_water_prices *out, const struct rtk_month *month,
    struct rtk_tariff key, const struct rtk_price_days *days,
    struct rtk_err *err)
{
	int one = is_one_rate(month, &key, days->from, err);

	if (one < 0)
		return -1;
	key.component = one ? RTK_SINGLE : RTK_HEAT;
	if (add_price(one ? &out->single : &out->heat, month, &key, days, err) <
	    0)
		return -1;
	key.component = RTK_WATER;
	return one ? 0 : add_price(&out->water, month, &key, days, err);
}

int
rtk_hot_water_prices_find(struct rtk_hot_water_prices *out,
    const struct rtk_month *month, const struct rtk_building *building,
    enum rtk_group group, struct rtk_err *err)
{
	const struct rtk_tariff key = {.service = RTK_HOT_WATER,
	    .component = RTK_HEAT,
	    .group = group,
	    .zone = building->zone};
	struct rtk_hot_water_prices found = {0};
	struct rtk_price_days days = {.to = {month->first.v - 1}};

	if (building->system == RTK_HEATED_IN_BUILDING) {
		*out = found;
		return rtk_prices_find(&out->heat, month, &key, err);
	}
	while (days.to.v < month->last.v) {
		days.from.v = days.to.v + 1;
		days.to = unchanged_to(month, &key, days.from);
		if (add_hot_water(&found, month, key, &days, err) < 0)
			return -1;
	}
	*out = found;
	return 0;
}

const struct rtk_tariff *
rtk_prices_last(const struct rtk_prices *prices)
{
	return prices->count == 0 ? NULL : prices->at[prices->count - 1].tariff;
}

const struct rtk_tariff *
rtk_prices_on(const struct rtk_prices *prices, struct rtk_date day)
{
	for (int i = 0; i < prices->count; i++)
		if (prices->at[i].to.v >= day.v)
			return prices->at[i].tariff;
	return rtk_prices_last(prices);
}
