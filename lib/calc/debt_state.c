/*
 * Format: numbers of seven bits a byte, low ones first, the high bit set on
 * all but the last; what may be negative is folded (0, -1, 1, -2 ...). Class
 * and flags; day and entry of the mark; debts; settled parts; payments.
 */
#include "base/base.h"

#include "calc/debt_state.h"

#include <stdlib.h>

#include "base/array.h"

enum { REPLAY = 1, MARKED = 2, FLAG_BITS = 2, ROWS_MAX = 100000 };

/* --- out ---------------------------------------------------------------- */

static void
put(struct rtk_buf *buf, int64_t value)
{
	uint64_t rest = value < 0 ? (uint64_t)(-(value + 1)) * 2 + 1
				  : (uint64_t)value * 2;

	for (; rest > 127; rest /= 128)
		rtk_buf_add_byte(buf, (char)(rest % 128 + 128));
	rtk_buf_add_byte(buf, (char)rest);
}

static void
put_debts(struct rtk_buf *buf, const struct rtk_debt_book *book)
{
	put(buf, (int64_t)book->debt_count);
	for (size_t i = 0; i < book->debt_count; i++) {
		const struct rtk_debt *debt = &book->debts[i];

		put(buf, (int64_t)debt->service);
		put(buf, debt->period.v);
		put(buf, debt->due.v);
		put(buf, debt->amount.v);
		put(buf, debt->posted.v);
	}
	put(buf, (int64_t)book->settled_count);
	for (size_t i = 0; i < book->settled_count; i++) {
		const struct rtk_debt_settled *part = &book->settled[i];

		put(buf, (int64_t)part->debt);
		put(buf, part->paid.v);
		put(buf, part->amount.v);
	}
}

void
rtk_debt_state_put(struct rtk_buf *buf, const struct rtk_debt_state *state)
{
	const struct rtk_debt_book *book = &state->book;
	bool marked = !rtk_date_is_none(state->mark.paid);

	put(buf,
	    (int64_t)state->class << FLAG_BITS | (state->replay ? REPLAY : 0) |
		(marked ? MARKED : 0));
	if (marked) {
		put(buf, state->mark.paid.v);
		put(buf, state->mark.entry);
	}
	put_debts(buf, book);
	put(buf, (int64_t)book->payment_count);
	for (size_t i = 0; i < book->payment_count; i++) {
		const struct rtk_debt_payment *p = &book->payments[i];

		put(buf, p->paid.v);
		put(buf, p->amount.v);
		put(buf, p->for_period.v);
		put(buf, p->entry);
	}
}

/* --- in ----------------------------------------------------------------- */

struct reader {
	const uint8_t *at, *end;
	bool bad;
};

static int64_t
get(struct reader *r)
{
	uint64_t value = 0;

	for (int shift = 0; r->at < r->end && shift < 64; shift += 7) {
		uint8_t byte = *r->at++;

		value |= (uint64_t)(byte & 127) << shift;
		if (byte < 128)
			return (value & 1) == 1 ? -(int64_t)(value / 2) - 1
						: (int64_t)(value / 2);
	}
	r->bad = true;
	return 0;
}

static int64_t
get_count(struct reader *r, int64_t max)
{
	int64_t value = get(r);

	if (value >= 0 && value <= max)
		return value;
	r->bad = true;
	return 0;
}

static void
get_debts(struct reader *r, struct rtk_debt_state *out)
{
	int64_t count = get_count(r, ROWS_MAX);

	for (int64_t i = 0; i < count && !r->bad; i++) {
		struct rtk_debt debt = {0};

		debt.service = (enum rtk_service)get_count(r, RTK_PENALTY - 1);
		debt.period.v = (int32_t)get(r);
		debt.due.v = (int32_t)get(r);
		debt.amount.v = get(r);
		debt.posted.v = get(r);
		rtk_debt_state_add(out, &debt);
	}
}

static void
get_settled(struct reader *r, struct rtk_debt_book *book)
{
	int64_t count = get_count(r, ROWS_MAX);
	int64_t last = (int64_t)book->debt_count - 1;

	for (int64_t i = 0; i < count && !r->bad; i++) {
		struct rtk_debt_settled part = {0};

		part.debt = (size_t)get_count(r, last);
		part.paid.v = (int32_t)get(r);
		part.amount.v = get(r);
		book->settled =
		    rtk_array_grow(book->settled, &book->settled_room,
			book->settled_count, sizeof(*book->settled));
		book->settled[book->settled_count++] = part;
	}
}

static void
get_payments(struct reader *r, struct rtk_debt_state *out)
{
	int64_t count = get_count(r, ROWS_MAX);

	for (int64_t i = 0; i < count && !r->bad; i++) {
		struct rtk_debt_payment p = {0};

		p.paid.v = (int32_t)get(r);
		p.amount.v = get(r);
		p.for_period.v = (int32_t)get(r);
		p.entry = get(r);
		rtk_debt_state_add_payment(out, &p);
	}
}

int
rtk_debt_state_get(struct rtk_debt_state *out, const void *bytes, size_t size,
    struct rtk_err *err)
{
	struct reader r = {.at = bytes};
	int64_t head;

	r.end = r.at + size;
	rtk_debt_state_reset(out);
	head = get_count(&r, RTK_OTHER_DEBTOR << FLAG_BITS | REPLAY | MARKED);
	out->class = (enum rtk_penalty_class)(head >> FLAG_BITS);
	out->replay = (head & REPLAY) != 0;
	if ((head & MARKED) != 0) {
		out->mark.paid.v = (int32_t)get(&r);
		out->mark.entry = get(&r);
	}
	get_debts(&r, out);
	get_settled(&r, &out->book);
	get_payments(&r, out);
	if (r.bad || r.at != r.end)
		return rtk_failf(
		    err, RTK_E_DB_CORRUPT, "%s", "state of a debtor");
	return 0;
}

/* --- memory ------------------------------------------------------------- */

void
rtk_debt_state_add(struct rtk_debt_state *state, const struct rtk_debt *debt)
{
	struct rtk_debt_book *book = &state->book;

	book->debts = rtk_array_grow(book->debts, &state->debt_room,
	    book->debt_count, sizeof(*book->debts));
	book->debts[book->debt_count++] = *debt;
}

void
rtk_debt_state_add_payment(struct rtk_debt_state *state,
    const struct rtk_debt_payment *payment)
{
	struct rtk_debt_book *book = &state->book;

	book->payments = rtk_array_grow(book->payments, &state->payment_room,
	    book->payment_count, sizeof(*book->payments));
	book->payments[book->payment_count++] = *payment;
}

void
rtk_debt_state_reset(struct rtk_debt_state *state)
{
	struct rtk_debt_book *book = &state->book;

	book->debt_count = book->payment_count = 0;
	book->slice_count = book->settled_count = 0;
	book->limitations = NULL;
	book->limitation_count = 0;
	state->class = RTK_CITIZEN;
	state->replay = false;
	state->mark = (struct rtk_debt_mark){RTK_DATE_NONE, 0};
}

void
rtk_debt_state_release(struct rtk_debt_state *state)
{
	rtk_debts_release(&state->book);
	free(state->book.debts);
	free(state->book.payments);
	*state = (struct rtk_debt_state){0};
}
