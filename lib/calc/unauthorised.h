/*
 * Hot water used without a right to: an unauthorised connection (п. 62 of the
 * Rules), interference with a meter (п. 81(11)).
 */
#ifndef RTK_CALC_UNAUTHORISED_H
#define RTK_CALC_UNAUTHORISED_H

#include "calc/hot_water.h"

/**
 * Adds what the acts of the month charge a premises: the throughput of the
 * pipe, or the norm times policy unauthorised.norm_times, for the days of the
 * act, at most policy unauthorised.months_max months before its month, at the
 * prices of its month, less what was charged for those days (policy
 * unauthorised.already_charged), never below nothing. One line a component,
 * rounded once. `first` is the first line of the premises in *out. Fails when
 * a price or norm is missing.
 */
int rtk_unauthorised_lines(struct rtk_building_output *out, size_t first,
    const struct rtk_premises *premises, struct rtk_hot_water_rules *rules,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The first month that an act of the month may reach back to. */
struct rtk_period rtk_unauthorised_since(const struct rtk_month *month);

#endif
