/* The words of enums as they stand in files and reports; stable. */
#ifndef RTK_CALC_NAMES_H
#define RTK_CALC_NAMES_H

#include "model.h"

/** "heating", "hot_water", "penalty". */
const char *rtk_service_name(enum rtk_service service);
/** "heat", "water", "single", "cold". */
const char *rtk_component_name(enum rtk_component component);
/** "charge", "raising", "vat" ... */
const char *rtk_kind_name(enum rtk_kind kind);
/** "norm", "meter", "average", "house_meter", "none". */
const char *rtk_method_name(enum rtk_method method);

/**
 * Label of the formula of Annex 2, such as "3(1)"; of a reduction "VIII",
 * "98-100", "A1.14" (Annex 1, п. 14).
 */
const char *rtk_formula_name(enum rtk_formula formula);

/**
 * Why a line of kind RTK_REDUCTION takes off: "absence", "not_supplied",
 * "interruption", "temperature", "cold_water"; "" for other lines.
 */
const char *rtk_reduction_reason(const struct rtk_line *line);

/** Reason of a recalculation: "readings", "residents" ...; "" for none. */
const char *rtk_reason_name(enum rtk_reason reason);

/** Hot water for common property that an owner pays (п. 40, 44). */
bool rtk_line_is_common(const struct rtk_line *line);

/** Unit of the volume of a component: "Gcal" or "m3". */
const char *rtk_component_unit(enum rtk_component component);

/** "office", "phone" ... */
const char *rtk_channel_name(enum rtk_channel channel);

#endif
