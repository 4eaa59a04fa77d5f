#include "base/base.h"

#include "calc/carry.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Stands where a year of sums begins: none has this number. */
enum { MARK = -1 };

struct rtk_carry *
rtk_carry_of(struct rtk_carries *carries, int64_t account)
{
	size_t at = 0;

	while (at < carries->count && carries->list[at].account < account)
		at++;
	if (at < carries->count && carries->list[at].account == account)
		return &carries->list[at];
	carries->list = rtk_array_grow(carries->list, &carries->room,
	    carries->count, sizeof(*carries->list));
	memmove(&carries->list[at + 1], &carries->list[at],
	    (carries->count - at) * sizeof(*carries->list));
	carries->count++;
	carries->list[at] =
	    (struct rtk_carry){account, {RTK_RATIO_ZERO, RTK_RATIO_ZERO}};
	return &carries->list[at];
}

void
rtk_carries_copy(struct rtk_carries *out, const struct rtk_carries *from)
{
	out->count = 0;
	for (size_t i = 0; from != NULL && i < from->count; i++)
		*rtk_carry_of(out, from->list[i].account) = from->list[i];
}

static bool
is_zero(const struct rtk_carry *c)
{
	return c->volume[0].num == 0 && c->volume[1].num == 0;
}

void
rtk_carries_encode(struct rtk_buf *buf, const struct rtk_carries *carries)
{
	int64_t count = 0, previous = 0;

	for (size_t i = 0; i < carries->count; i++)
		count += !is_zero(&carries->list[i]);
	if (count == 0)
		return;
	rtk_buf_add_byte(buf, '\0');
	rtk_state_put(buf, MARK);
	rtk_state_put(buf, count);
	for (size_t i = 0; i < carries->count; i++) {
		const struct rtk_carry *c = &carries->list[i];

		if (is_zero(c))
			continue;
		rtk_state_put(buf, c->account - previous);
		for (int s = 0; s < RTK_CARRIED_SERVICES; s++) {
			rtk_state_put(buf, c->volume[s].num);
			rtk_state_put(buf, c->volume[s].den);
		}
		previous = c->account;
	}
}

static bool
take_carry(
    struct rtk_carries *out, int64_t *previous, struct rtk_state_bytes *bytes)
{
	struct rtk_carry c;
	rtk_i128 step;

	if (!rtk_state_take(&step, bytes) || step < 1 ||
	    step > INT64_MAX - *previous)
		return false;
	*previous += (int64_t)step;
	c.account = *previous;
	for (int s = 0; s < RTK_CARRIED_SERVICES; s++)
		if (!rtk_state_take(&c.volume[s].num, bytes) ||
		    !rtk_state_take(&c.volume[s].den, bytes) ||
		    c.volume[s].num < 0 || c.volume[s].den < 1)
			return false;
	*rtk_carry_of(out, c.account) = c;
	return true;
}

/* Goes behind the mark, if it stands there. */
static bool
at_mark(struct rtk_state_bytes *bytes)
{
	struct rtk_state_bytes ahead = *bytes;
	rtk_i128 mark;

	if (ahead.at == ahead.end || *ahead.at++ != 0 ||
	    !rtk_state_take(&mark, &ahead) || mark != MARK)
		return false;
	*bytes = ahead;
	return true;
}

int
rtk_carries_decode(
    struct rtk_carries *out, struct rtk_state_bytes *bytes, struct rtk_err *err)
{
	int64_t previous = 0;
	rtk_i128 count;

	out->count = 0;
	if (!at_mark(bytes))
		return 0;
	if (!rtk_state_take(&count, bytes) || count < 1 ||
	    count >= 1 << RTK_ACCOUNT_BITS)
		goto bad;
	for (rtk_i128 i = 0; i < count; i++)
		if (!take_carry(out, &previous, bytes))
			goto bad;
	return 0;
bad:
	return rtk_failf(err, RTK_E_DB_CORRUPT, "%s", "carried volumes");
}

void
rtk_carries_release(struct rtk_carries *carries)
{
	free(carries->list);
	*carries = (struct rtk_carries){0};
}
