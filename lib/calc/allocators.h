/*
 * Heat-cost allocators (распределители): what the premises that have them
 * were charged is dealt out anew by their units (calculation 1.8, formula 6).
 * Sums are carried from month to month with the states of the meters.
 */
#ifndef RTK_CALC_ALLOCATORS_H
#define RTK_CALC_ALLOCATORS_H

#include "calc/meter_state.h"
#include "calc/premises.h"

/**
 * The lines of heating that the month has got so far go into out->heat_sums,
 * behind what in->heat_sums carried; of a building without allocators: none.
 */
void rtk_heat_sums_month(
    struct rtk_building_output *out, const struct rtk_building_input *in);

/**
 * Adds the corrections of the settlements that the month takes
 * (in->allocators) to out, not in order: of the sums before the month, in
 * kopecks, so that those of a settlement add up to nothing; VAT, where the
 * price is net, as a line of its own. A settlement whose conditions are not
 * met is named and not corrected. Fails with num.range and when a price is
 * missing.
 */
int rtk_allocators_correct(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

/** Adds the sums to the bytes of a month, before those of years. */
void rtk_heat_sums_encode(
    struct rtk_buf *buf, const struct rtk_heat_sums *sums);

/** Takes them off the bytes; none: empty. Fails with db.corrupt. */
int rtk_heat_sums_decode(struct rtk_heat_sums *out,
    struct rtk_state_bytes *bytes, struct rtk_err *err) RTK_MUST_CHECK;

/** Frees the list; zeroed is fine. */
void rtk_heat_sums_release(struct rtk_heat_sums *sums);

#endif
