/*
 * What the close of a month remembers of an account that owes or has money
 * over, as bytes: so the next close need not read its history again.
 */
#ifndef RTK_CALC_DEBT_STATE_H
#define RTK_CALC_DEBT_STATE_H

#include "base/buf.h"
#include "calc/debt.h"

/** An account after a close: a settled book, and what goes with it. */
struct rtk_debt_state {
	enum rtk_penalty_class class;
	bool replay; /* never trusted: the account is paid anew each time */
	struct rtk_debt_mark mark;
	struct rtk_debt_book book; /* arrays are freed by _release() */
	size_t debt_room, payment_room;
};

/** Makes room for one more debt or payment behind the last. */
void rtk_debt_state_add(struct rtk_debt_state *state,
    const struct rtk_debt *debt);
void rtk_debt_state_add_payment(struct rtk_debt_state *state,
    const struct rtk_debt_payment *payment);

/** Adds the bytes to buf. The book has no slices; `left` is not kept. */
void rtk_debt_state_put(struct rtk_buf *buf,
    const struct rtk_debt_state *state);

/**
 * Reads the bytes into a state whose arrays are used again. Fails with
 * db.corrupt when they are not such bytes.
 */
int rtk_debt_state_get(struct rtk_debt_state *out, const void *bytes,
    size_t size, struct rtk_err *err) RTK_MUST_CHECK;

/** Empties it; the memory stays. */
void rtk_debt_state_reset(struct rtk_debt_state *state);

/** A zeroed one is fine. */
void rtk_debt_state_release(struct rtk_debt_state *state);

#endif
