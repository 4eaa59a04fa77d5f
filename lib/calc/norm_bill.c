#include "base/base.h"

#include "calc/norm_bill.h"

/* The rule is for those who live there; others have contracts. */
static bool
is_dwelling(const struct rtk_account_version *v)
{
	return v->kind == RTK_FLAT || v->kind == RTK_ROOM ||
	    v->kind == RTK_HOUSE;
}

/* Volume x price, with the VAT that a net price wants; `part` is set to it. */
static int
add(struct rtk_norm_bill *out, struct rtk_kop *part,
    const struct rtk_norm_bill_query *query, struct rtk_ratio volume,
    struct rtk_err *err)
{
	const struct rtk_tariff *tariff =
	    part == &out->of_water ? out->water : out->heat;
	struct rtk_kop amount = {0}, vat = {0};

	if (rtk_charge_amount(&amount, volume, tariff, query->month, err) < 0)
		return -1;
	if (tariff->vat == RTK_VAT_EXCLUDED &&
	    rtk_charge_vat(&vat, amount, tariff, err) < 0)
		return -1;
	part->v = amount.v + vat.v;
	out->month.v += part->v;
	return 0;
}

static int
heating(struct rtk_norm_bill *out, bool *out_has,
    const struct rtk_norm_bill_query *query, struct rtk_err *err)
{
	const struct rtk_account_version *now = query->now;
	const struct rtk_tariff key = {.service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .group = now->group,
	    .zone = query->building->zone};
	const struct rtk_norm_row *norm = NULL;

	if (now->heated != RTK_HEATED || now->area.v == 0)
		return 0;
	if (rtk_tariff_find(
		&out->heat, query->month, &key, query->month->last, err) < 0 ||
	    rtk_norm_find(&norm, query->month, RTK_NORM_HEATING,
		query->building->heating_norm, err) < 0)
		return -1;
	out->area = now->area;
	out->norm = norm->value;
	*out_has = true;
	return add(out, &out->of_heat, query,
	    rtk_ratio_mul_int(rtk_ratio(norm->value.v, RTK_AREA_PER_M2),
		now->area.v),
	    err);
}

/* Heat for the water: by its own norm a m3. */
static int
add_heat(struct rtk_norm_bill *out, const struct rtk_norm_bill_query *query,
    struct rtk_ratio water, struct rtk_err *err)
{
	const struct rtk_norm_row *norm = NULL;

	if (rtk_norm_find(&norm, query->month, RTK_NORM_WATER_HEATING,
		query->building->water_heating_norm, err) < 0)
		return -1;
	out->heat_norm = norm->value;
	return add(out, &out->of_heat, query,
	    rtk_ratio_mul(water, rtk_ratio(norm->value.v, RTK_NORM_ONE)),
	    err);
}

static int
hot_water(struct rtk_norm_bill *out, bool *out_has,
    const struct rtk_norm_bill_query *query, struct rtk_err *err)
{
	const struct rtk_building *building = query->building;
	struct rtk_hot_water_prices prices = {0};
	const struct rtk_norm_row *norm = NULL;
	struct rtk_ratio volume;

	if (!query->now->hot_water || building->system == RTK_NO_HOT_WATER)
		return 0;
	out->persons =
	    rtk_living_on(query->persons, query->month, query->day);
	if (out->persons == 0)
		out->persons = query->now->owners;
	if (out->persons == 0)
		return 0;
	if (rtk_hot_water_prices_find(
		&prices, query->month, building, query->now->group, err) < 0 ||
	    rtk_norm_find(&norm, query->month, RTK_NORM_HOT_WATER,
		building->hot_water_norm, err) < 0)
		return -1;
	*out_has = true;
	out->norm = norm->value;
	out->water = rtk_prices_last(&prices.single);
	if (out->water == NULL)
		out->water = rtk_prices_last(&prices.water);
	out->heat = rtk_prices_last(&prices.heat);
	volume = rtk_ratio_mul_int(rtk_ratio(norm->value.v, 1), out->persons);
	if (out->water != NULL &&
	    add(out, &out->of_water, query, volume, err) < 0)
		return -1;
	return out->heat == NULL ? 0 : add_heat(out, query, volume, err);
}

int
rtk_norm_bill(struct rtk_norm_bill *out, bool *out_has,
    const struct rtk_norm_bill_query *query, enum rtk_service service,
    struct rtk_err *err)
{
	int rc = 0;

	*out = (struct rtk_norm_bill){.month = {0}};
	*out_has = false;
	if (is_dwelling(query->now) && service == RTK_HEATING)
		rc = heating(out, out_has, query, err);
	else if (is_dwelling(query->now) && service == RTK_HOT_WATER)
		rc = hot_water(out, out_has, query, err);
	out->threshold.v = out->month.v *
	    (query->month->policies.value[RTK_RESTRICTION_NORMS] / RTK_MICRO);
	return rc;
}
