/*
 * A premises whose owner changes inside the month: two accounts, each with
 * its days (calculation 5; ЖК РФ ст. 153). Hot water each has by its own
 * meters, persons and days; the heating of the month is split by days, and
 * the new party gets what is left, so that the kopecks add up.
 */
#ifndef RTK_CALC_PARTIES_H
#define RTK_CALC_PARTIES_H

#include "calc/heat_lines.h"

/** Narrows from..to to the days of the party; returns how many there are. */
int rtk_party_days(const struct rtk_premises *premises, struct rtk_date *from,
    struct rtk_date *to);

/** The part of from..to that is the party's, all of it mostly. */
struct rtk_ratio rtk_party_share(const struct rtk_premises *premises,
    struct rtk_date from, struct rtk_date to);

/** Of the party's days of the month: the part of them from..to. */
struct rtk_ratio rtk_party_part(const struct rtk_premises *premises,
    const struct rtk_month *month, struct rtk_date from, struct rtk_date to);

/** Records the days of the party and those of the month, d_own and D. */
void rtk_party_trace_days(const struct rtk_trace *trace,
    const struct rtk_premises *premises, const struct rtk_month *month);

/**
 * Whether the party `other` pays by a meter of this service at `premises`, or
 * at the other one of both: heat by all of them, hot water by one that stays
 * where the new party has none.
 */
bool rtk_parties_share(const struct rtk_premises *premises, int64_t other,
    const struct rtk_building_input *in, enum rtk_meter_service service);

/**
 * What the heat meters of the former party counted until they were taken
 * away belongs to the premises. Meters of hot water that still stand at the
 * former account, while the new one has none, are those of both, by days.
 * Call it when the usages of both are filled.
 */
void rtk_parties_join(struct rtk_premises *premises);

/**
 * Splits the lines of heating from `first` on, all of the premises, with its
 * former party: adds lines of that account, not in order. The VAT of a part
 * is that of its own net. Sums of an even year are split as well. Fails with
 * num.range.
 */
int rtk_parties_split(const struct rtk_heat_rules *heat, size_t first,
    const struct rtk_premises *premises, struct rtk_err *err) RTK_MUST_CHECK;

#endif
