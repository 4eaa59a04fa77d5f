/* Which meter of a place replaced which. */
#ifndef RTK_CALC_METER_PAIRS_H
#define RTK_CALC_METER_PAIRS_H

#include "calc/premises.h"

enum { RTK_METERS_MAX = 1 << RTK_METER_BITS };

/**
 * Index of the next meter by day of installation, then by key, after `last`
 * (-1: the first); -1: no more.
 */
int rtk_meters_next_installed(
    const struct rtk_meter_month *meters, size_t count, int last);

/**
 * Who replaced whom: meters in the order of installation each take the one
 * of their service that was removed first. old_of[i] is -1 for none. count is
 * at most RTK_METERS_MAX.
 */
void rtk_meters_pair(int old_of[RTK_METERS_MAX],
    const struct rtk_meter_month *meters, size_t count);

/**
 * What was billed by norm instead of a meter of the service comes off its
 * next reading: it is added to the state of the first one that waits for it.
 */
void rtk_meters_remember_norm(struct rtk_premises *premises,
    enum rtk_meter_service service, struct rtk_ratio norm);

/** The day from which the successor of a meter is there; NONE: nobody. */
struct rtk_date rtk_meters_succeeded_on(const struct rtk_meter_month *meters,
    const int *old_of, size_t count, size_t index);

#endif
