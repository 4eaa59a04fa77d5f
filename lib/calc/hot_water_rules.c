#include "base/base.h"

#include "calc/hot_water.h"

int
rtk_hot_water_heat(const struct rtk_norm_row **out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	return rtk_norm_find(out, in->month, RTK_NORM_WATER_HEATING,
	    in->building->water_heating_norm, err);
}

int
rtk_hot_water_rules_find(struct rtk_hot_water_rules *rules,
    const struct rtk_building_input *in, enum rtk_group group,
    struct rtk_err *err)
{
	const struct rtk_building *b = in->building;

	if (rules->present[group])
		return 0;
	if (rtk_hot_water_prices_find(
		&rules->prices[group], in->month, b, group, err) < 0)
		return -1;
	if (rules->prices[group].heat.count > 0 &&
	    rtk_hot_water_heat(&rules->heating, in, err) < 0)
		return -1;
	rules->present[group] = true;
	return 0;
}
