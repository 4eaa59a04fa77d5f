/*
 * The states of a building's meters as bytes: what a closed month hands to
 * the next one. The same states always give the same bytes.
 */
#ifndef RTK_CALC_METER_STATE_H
#define RTK_CALC_METER_STATE_H

#include "calc/metering.h"

/**
 * Adds one state to buf. `previous` is the meter added before it, 0 for the
 * first: states stand in the order of their meters.
 */
void rtk_meter_state_encode(struct rtk_buf *buf, int64_t previous,
    const struct rtk_meter_state *state);

/** Where reading of the bytes stands; begin with previous = 0. */
struct rtk_state_bytes {
	const uint8_t *at;
	const uint8_t *end;
	int64_t previous;
};

/**
 * Takes the next state off the bytes: 1 one was read, 0 no more (the bytes
 * end, or a zero stands there), -1 the bytes are damaged (db.corrupt).
 */
int rtk_meter_state_decode(struct rtk_meter_state *out,
    struct rtk_state_bytes *bytes, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A number as the states have it, for what stands behind them: behind a zero,
 * where the decoder of states sees their end.
 */
void rtk_state_put(struct rtk_buf *buf, rtk_i128 value);
/** Takes it off the bytes; false: they are damaged. */
bool rtk_state_take(rtk_i128 *out, struct rtk_state_bytes *bytes);

#endif
