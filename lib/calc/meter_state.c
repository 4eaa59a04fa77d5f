/*
 * Format: numbers of seven bits a byte, low ones first, the high bit set on
 * all but the last; negative ones folded (0, -1, 1, -2 ...). A quantity in
 * 1e-6 is mostly a whole number of 1e-3 and has no denominator: its two low
 * bits say which.
 */
#include "base/base.h"

#include "calc/meter_state.h"

__extension__ typedef unsigned __int128 u128;

enum {
	HAS_AVERAGE = 1,
	BY_NORM = 2,
	FROM_DECEMBER = 4,
	DECEMBER_READ = 8,
	LAST_YEAR_WHOLE = 16,
	ESTIMATED = 32, /* estimated is not zero */
	FLAGS_ALL = 63
};

/* Low bits of a quantity. */
enum { IN_THOUSANDS = 1, HAS_DENOMINATOR = 2, THOUSAND = 1000 };

static void
put(struct rtk_buf *buf, rtk_i128 value)
{
	u128 rest = value < 0 ? (u128)(-(value + 1)) * 2 + 1 : (u128)value * 2;

	while (rest > 127) {
		rtk_buf_add_byte(buf, (char)(rest % 128 + 128));
		rest /= 128;
	}
	rtk_buf_add_byte(buf, (char)rest);
}

static void
put_ratio(struct rtk_buf *buf, struct rtk_ratio r)
{
	int marks = r.den != 1 ? HAS_DENOMINATOR : 0;

	RTK_ASSERT(rtk_ratio_valid(r));
	if (r.num % THOUSAND == 0) {
		marks |= IN_THOUSANDS;
		r.num /= THOUSAND;
	}
	put(buf, r.num * 4 + marks);
	if (r.den != 1)
		put(buf, r.den);
}

static int
flags_of(const struct rtk_meter_state *s)
{
	return (s->has_average ? HAS_AVERAGE : 0) |
	    (s->by_norm ? BY_NORM : 0) |
	    (s->year_from_december ? FROM_DECEMBER : 0) |
	    (s->december_read ? DECEMBER_READ : 0) |
	    (s->last_year_whole ? LAST_YEAR_WHOLE : 0) |
	    (s->estimated.num != 0 ? ESTIMATED : 0);
}

void
rtk_meter_state_encode(
    struct rtk_buf *buf, int64_t previous, const struct rtk_meter_state *s)
{
	int flags = flags_of(s);

	put(buf, s->meter - previous);
	put(buf, flags);
	put_ratio(buf, rtk_ratio(s->last.v, 1));
	put(buf, s->last_day.v);
	put(buf, s->missed);
	put(buf, s->year);
	put_ratio(buf, s->year_sum);
	if ((flags & LAST_YEAR_WHOLE) != 0)
		put_ratio(buf, s->last_year_sum);
	if ((flags & HAS_AVERAGE) != 0)
		put_ratio(buf, s->average);
	if ((flags & ESTIMATED) != 0)
		put_ratio(buf, s->estimated);
	put(buf, s->window_count);
	put(buf, s->measured);
	for (int i = 0; i < s->window_count; i++)
		if ((s->measured >> i & 1) != 0)
			put_ratio(buf, s->window[i]);
}

static bool
take(rtk_i128 *out, struct rtk_state_bytes *bytes)
{
	u128 value = 0;
	int shift = 0;

	for (;;) {
		uint8_t byte;

		if (bytes->at == bytes->end || shift > 119)
			return false;
		byte = *bytes->at++;
		value |= (u128)(byte & 127) << shift;
		shift += 7;
		if (byte < 128)
			break;
	}
	*out = value % 2 == 1 ? -(rtk_i128)(value / 2) - 1
			      : (rtk_i128)(value / 2);
	return true;
}

static bool
take_int(int64_t *out, struct rtk_state_bytes *bytes)
{
	rtk_i128 value;

	if (!take(&value, bytes) || value > INT64_MAX || value < INT64_MIN)
		return false;
	*out = (int64_t)value;
	return true;
}

static bool
take_int32(int32_t *out, struct rtk_state_bytes *bytes)
{
	int64_t value;

	if (!take_int(&value, bytes) || value > INT32_MAX || value < INT32_MIN)
		return false;
	*out = (int32_t)value;
	return true;
}

static bool
take_ratio(struct rtk_ratio *out, struct rtk_state_bytes *bytes)
{
	rtk_i128 value;
	int marks;

	out->den = 1;
	if (!take(&value, bytes))
		return false;
	marks = (int)(value & 3);
	out->num = (value - marks) / 4;
	if ((marks & IN_THOUSANDS) != 0)
		out->num *= THOUSAND;
	return (marks & HAS_DENOMINATOR) == 0 ||
	    (take(&out->den, bytes) && out->den > 0);
}

static bool
take_micro(struct rtk_micro *out, struct rtk_state_bytes *bytes)
{
	struct rtk_ratio r;

	if (!take_ratio(&r, bytes) || r.den != 1 || r.num > INT64_MAX ||
	    r.num < INT64_MIN)
		return false;
	out->v = (int64_t)r.num;
	return true;
}

static bool
take_window(struct rtk_meter_state *s, struct rtk_state_bytes *bytes)
{
	int64_t measured;

	if (!take_int32(&s->window_count, bytes) ||
	    !take_int(&measured, bytes) || s->window_count < 0 ||
	    s->window_count > RTK_WINDOW_MAX || measured < 0 ||
	    measured >= 1 << RTK_WINDOW_MAX)
		return false;
	s->measured = (uint32_t)measured;
	for (int i = 0; i < RTK_WINDOW_MAX; i++) {
		s->window[i] = RTK_RATIO_ZERO;
		if (i < s->window_count && (measured >> i & 1) != 0 &&
		    !take_ratio(&s->window[i], bytes))
			return false;
	}
	return true;
}

static void
set_flags(struct rtk_meter_state *s, int64_t flags)
{
	s->has_average = (flags & HAS_AVERAGE) != 0;
	s->by_norm = (flags & BY_NORM) != 0;
	s->year_from_december = (flags & FROM_DECEMBER) != 0;
	s->december_read = (flags & DECEMBER_READ) != 0;
	s->last_year_whole = (flags & LAST_YEAR_WHOLE) != 0;
	s->average = RTK_RATIO_ZERO;
	s->estimated = RTK_RATIO_ZERO;
	s->last_year_sum = RTK_RATIO_ZERO;
}

static bool
take_state(struct rtk_meter_state *s, struct rtk_state_bytes *bytes)
{
	int64_t flags;

	if (!take_int(&s->meter, bytes) || !take_int(&flags, bytes) ||
	    flags < 0 || flags > FLAGS_ALL || !take_micro(&s->last, bytes) ||
	    !take_int32(&s->last_day.v, bytes) ||
	    !take_int32(&s->missed, bytes) || !take_int32(&s->year, bytes) ||
	    !take_ratio(&s->year_sum, bytes))
		return false;
	s->meter += bytes->previous;
	set_flags(s, flags);
	if (s->last_year_whole && !take_ratio(&s->last_year_sum, bytes))
		return false;
	if (s->has_average && !take_ratio(&s->average, bytes))
		return false;
	if ((flags & ESTIMATED) != 0 && !take_ratio(&s->estimated, bytes))
		return false;
	return take_window(s, bytes);
}

int
rtk_meter_state_decode(struct rtk_meter_state *out,
    struct rtk_state_bytes *bytes, struct rtk_err *err)
{
	struct rtk_meter_state state = {0};

	if (bytes->at == bytes->end)
		return 0;
	if (!take_state(&state, bytes))
		return rtk_failf(err, RTK_E_DB_CORRUPT, "%s", "meter states");
	bytes->previous = state.meter;
	*out = state;
	return 1;
}
