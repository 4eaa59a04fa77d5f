/*
 * What a buyer could not take: volumes below zero, carried from month to
 * month behind the states of the meters (calculation 7.4). Nothing of them is
 * ever lost.
 */
#ifndef RTK_CALC_CARRY_H
#define RTK_CALC_CARRY_H

#include "calc/meter_state.h"
#include "calc/premises.h"

/**
 * The entry of an account, a new one of zeros if there is none; valid until
 * the next call.
 */
struct rtk_carry *rtk_carry_of(struct rtk_carries *carries, int64_t account);

/** *out becomes a copy of *from; NULL: empty. */
void rtk_carries_copy(struct rtk_carries *out, const struct rtk_carries *from);

/** Adds them to the bytes of a month, before the sums of years. */
void rtk_carries_encode(struct rtk_buf *buf, const struct rtk_carries *carries);

/** Takes them off the bytes; none: empty. Fails with db.corrupt. */
int rtk_carries_decode(struct rtk_carries *out, struct rtk_state_bytes *bytes,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Frees the list; zeroed is fine. */
void rtk_carries_release(struct rtk_carries *carries);

#endif
