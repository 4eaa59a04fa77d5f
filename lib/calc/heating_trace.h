/* Steps of heating that several methods record. */
#ifndef RTK_CALC_HEATING_TRACE_H
#define RTK_CALC_HEATING_TRACE_H

#include "calc/premises.h"

/** The years of a meter in its last month are those of its successor. */
bool rtk_year_handed_over(const struct rtk_meter_month *m);

/**
 * Last year of each heat meter that a twelfth is made of (calculation 1.7),
 * as steps of this symbol; trace may be NULL.
 */
void rtk_trace_year(const struct rtk_trace *trace,
    const struct rtk_meter_month *meters, size_t count, const char *symbol);

/** V_Д and how it was found; formula and trace may be NULL. */
void rtk_trace_house_volume(const struct rtk_trace *trace,
    struct rtk_ratio volume, const char *formula);

#endif
