/*
 * Format: numbers of seven bits a byte, low ones first, the high bit set on
 * all but the last; what may be negative is folded (0, -1, 1, -2 ...). A
 * quantity in 1e-6 is mostly a whole number of 1e-3: then it stands doubled;
 * any other has the low bit set and two bits that say what it is. These states
 * are most of what a month keeps of a house.
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
	MISSED = 64,    /* missed is not zero, or there is a cause */
	FLAGS_ALL = 127
};

/* Low bits of a quantity that is not a plain one. */
enum { IN_THOUSANDS = 1, HAS_DENOMINATOR = 2, THOUSAND = 1000 };

/* Of a volume like the one before it: no quantity is written so. */
enum { SAME_AGAIN = 3 };

enum { YEAR_ZERO = 2000 };

/* Periods of a cause stand with it in one number. */
enum { CAUSES = 4, PERIODS_MAX = 1 << 20 };

/* Keys of meters are shorter than this. */
#define METER_STEP_MAX (INT64_C(1) << 48)

static u128
folded(rtk_i128 value)
{
	return value < 0 ? (u128)(-(value + 1)) * 2 + 1 : (u128)value * 2;
}

static void
put_count(struct rtk_buf *buf, u128 rest)
{
	while (rest > 127) {
		rtk_buf_add_byte(buf, (char)(rest % 128 + 128));
		rest /= 128;
	}
	rtk_buf_add_byte(buf, (char)rest);
}

static void
put(struct rtk_buf *buf, rtk_i128 value)
{
	put_count(buf, folded(value));
}

/* The first of January, or a day beside it; the same on both ways. */
static int64_t
new_year(int64_t year)
{
	return (year - 1970) * 1461 / 4;
}

static void
put_ratio(struct rtk_buf *buf, struct rtk_ratio r)
{
	int marks = r.den != 1 ? HAS_DENOMINATOR : 0;

	RTK_ASSERT(rtk_ratio_valid(r));
	if (r.den == 1 && r.num >= 0 && r.num % THOUSAND == 0) {
		put_count(buf, (u128)(r.num / THOUSAND) * 2);
		return;
	}
	if (r.num % THOUSAND == 0) {
		marks |= IN_THOUSANDS;
		r.num /= THOUSAND;
	}
	put_count(buf, (folded(r.num) * 4 + (u128)marks) * 2 + 1);
	if (r.den != 1)
		put(buf, r.den);
}

static bool
same_ratio(struct rtk_ratio a, struct rtk_ratio b)
{
	return a.num == b.num && a.den == b.den;
}

/* How many, and which of them are known, if not all. */
static void
put_window(struct rtk_buf *buf, const struct rtk_meter_state *s)
{
	bool whole = s->measured == (1U << s->window_count) - 1;
	const struct rtk_ratio *last = NULL;

	put_count(buf, (u128)s->window_count * 2 + !whole);
	if (!whole)
		put_count(buf, s->measured);
	for (int i = 0; i < s->window_count; i++) {
		if ((s->measured >> i & 1) == 0)
			continue;
		if (last != NULL && same_ratio(*last, s->window[i]))
			put_count(buf, SAME_AGAIN);
		else
			put_ratio(buf, s->window[i]);
		last = &s->window[i];
	}
}

static int
flags_of(const struct rtk_meter_state *s)
{
	return (s->has_average ? HAS_AVERAGE : 0) |
	    (s->by_norm ? BY_NORM : 0) |
	    (s->year_from_december ? FROM_DECEMBER : 0) |
	    (s->december_read ? DECEMBER_READ : 0) |
	    (s->last_year_whole ? LAST_YEAR_WHOLE : 0) |
	    (s->estimated.num != 0 ? ESTIMATED : 0) |
	    (s->missed != 0 || s->cause != RTK_CAUSE_NONE ? MISSED : 0);
}

void
rtk_meter_state_encode(
    struct rtk_buf *buf, int64_t previous, const struct rtk_meter_state *s)
{
	int flags = flags_of(s);

	RTK_ASSERT(s->meter > previous);
	put_count(buf, (u128)(s->meter - previous));
	put_count(buf, (u128)flags);
	put_ratio(buf, rtk_ratio(s->last.v, 1));
	put(buf, s->year - YEAR_ZERO);
	put(buf, s->last_day.v - new_year(s->year));
	if ((flags & MISSED) != 0) {
		put(buf, s->missed);
		put_count(buf,
		    (u128)s->cause_count * CAUSES + (u128)s->cause);
	}
	put_ratio(buf, s->year_sum);
	if ((flags & LAST_YEAR_WHOLE) != 0)
		put_ratio(buf, s->last_year_sum);
	if ((flags & HAS_AVERAGE) != 0)
		put_ratio(buf, s->average);
	if ((flags & ESTIMATED) != 0)
		put_ratio(buf, s->estimated);
	put_window(buf, s);
}

static bool
take_count(u128 *out, struct rtk_state_bytes *bytes)
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
	*out = value;
	return true;
}

static rtk_i128
unfolded(u128 value)
{
	return value % 2 == 1 ? -(rtk_i128)(value / 2) - 1
			      : (rtk_i128)(value / 2);
}

static bool
take(rtk_i128 *out, struct rtk_state_bytes *bytes)
{
	u128 value;

	if (!take_count(&value, bytes))
		return false;
	*out = unfolded(value);
	return true;
}

/* A small number that cannot be negative. */
static bool
take_small(int64_t *out, int64_t max, struct rtk_state_bytes *bytes)
{
	u128 value;

	if (!take_count(&value, bytes) || value > (u128)max)
		return false;
	*out = (int64_t)value;
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
	u128 value;
	int marks;

	out->den = 1;
	if (!take_count(&value, bytes) || value == SAME_AGAIN)
		return false;
	if (value % 2 == 0) {
		out->num = (rtk_i128)(value / 2) * THOUSAND;
		return true;
	}
	marks = (int)(value / 2 & 3);
	out->num = unfolded(value / 8);
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

/* A volume, or the mark that it is the one before it again. */
static bool
take_volume(struct rtk_ratio *out, const struct rtk_ratio *last,
    struct rtk_state_bytes *bytes)
{
	if (last == NULL || bytes->at == bytes->end ||
	    *bytes->at != SAME_AGAIN)
		return take_ratio(out, bytes);
	bytes->at++;
	*out = *last;
	return true;
}

static bool
take_window(struct rtk_meter_state *s, struct rtk_state_bytes *bytes)
{
	const struct rtk_ratio *last = NULL;
	int64_t count, measured;

	if (!take_small(&count, RTK_WINDOW_MAX * 2 + 1, bytes))
		return false;
	s->window_count = (int32_t)(count / 2);
	measured = (1 << s->window_count) - 1;
	if (count % 2 == 1 && !take_small(&measured, measured, bytes))
		return false;
	s->measured = (uint32_t)measured;
	for (int i = 0; i < RTK_WINDOW_MAX; i++) {
		s->window[i] = RTK_RATIO_ZERO;
		if ((measured >> i & 1) == 0)
			continue;
		if (!take_volume(&s->window[i], last, bytes))
			return false;
		last = &s->window[i];
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

/* The year, and the last day from its beginning on. */
static bool
take_days(struct rtk_meter_state *s, struct rtk_state_bytes *bytes)
{
	int64_t year, day;

	if (!take_int(&year, bytes) || year > INT16_MAX || year < INT16_MIN ||
	    !take_int(&day, bytes) || day > INT32_MAX || day < 2LL * INT32_MIN)
		return false;
	s->year = (int32_t)(year + YEAR_ZERO);
	day += new_year(s->year);
	if (day > INT32_MAX || day < INT32_MIN)
		return false;
	s->last_day.v = (int32_t)day;
	return true;
}

/* Periods without a reading, and for which reason. */
static bool
take_missed(struct rtk_meter_state *s, struct rtk_state_bytes *bytes)
{
	int64_t cause;

	if (!take_int32(&s->missed, bytes) ||
	    !take_small(&cause, (int64_t)PERIODS_MAX * CAUSES, bytes))
		return false;
	s->cause = (enum rtk_cause)(cause % CAUSES);
	s->cause_count = (int32_t)(cause / CAUSES);
	return true;
}

static bool
take_state(struct rtk_meter_state *s, struct rtk_state_bytes *bytes)
{
	int64_t flags;

	if (!take_small(&s->meter, METER_STEP_MAX, bytes) ||
	    !take_small(&flags, FLAGS_ALL, bytes) ||
	    !take_micro(&s->last, bytes) || !take_days(s, bytes))
		return false;
	s->missed = 0;
	s->cause = RTK_CAUSE_NONE;
	s->cause_count = 0;
	if (((flags & MISSED) != 0 && !take_missed(s, bytes)) ||
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

	if (bytes->at == bytes->end || *bytes->at == 0)
		return 0;
	if (!take_state(&state, bytes))
		return rtk_failf(err, RTK_E_DB_CORRUPT, "%s", "meter states");
	bytes->previous = state.meter;
	*out = state;
	return 1;
}

void
rtk_state_put(struct rtk_buf *buf, rtk_i128 value)
{
	put(buf, value);
}

bool
rtk_state_take(rtk_i128 *out, struct rtk_state_bytes *bytes)
{
	return take(out, bytes);
}
