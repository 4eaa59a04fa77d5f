/*
 * Format, behind the carried volumes: a zero, a mark, the first month, how
 * many, those charged otherwise, accounts; of each the step from the one
 * before, group, area, and for each month a number: 0 it was not there, else
 * the kopecks, with one more where they are not below zero.
 */
#include "base/base.h"

#include "calc/allocators.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Stands where carried volumes (-1) or a year of sums begin. */
enum { MARK = -2 };

void
rtk_heat_sums_release(struct rtk_heat_sums *sums)
{
	free(sums->list);
	*sums = (struct rtk_heat_sums){0};
}

static void
forget(struct rtk_heat_sums *sums)
{
	sums->first.v = sums->months = 0;
	sums->other = 0;
	sums->count = 0;
}

/* The first entry that is not before the account. */
static size_t
place_of(const struct rtk_heat_sums *sums, int64_t account)
{
	size_t from = 0, to = sums->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (sums->list[middle].account < account)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The entry of an account, a new one if there is none. */
static struct rtk_heat_account *
account_of(struct rtk_heat_sums *sums, int64_t account)
{
	size_t at = place_of(sums, account);

	if (at < sums->count && sums->list[at].account == account)
		return &sums->list[at];
	sums->list = rtk_array_grow(
	    sums->list, &sums->room, sums->count, sizeof(*sums->list));
	memmove(&sums->list[at + 1], &sums->list[at],
	    (sums->count - at) * sizeof(*sums->list));
	sums->count++;
	sums->list[at] = (struct rtk_heat_account){.account = account};
	return &sums->list[at];
}

/* --- the month --------------------------------------------------------- */

static void
copy(struct rtk_heat_sums *out, const struct rtk_heat_sums *from)
{
	out->first = from->first;
	out->months = from->months;
	out->other = from->other;
	for (size_t i = 0; i < from->count; i++)
		*account_of(out, from->list[i].account) = from->list[i];
}

/* The first month goes, and who was in no other one. */
static void
drop_first(struct rtk_heat_sums *sums)
{
	size_t kept = 0;

	sums->first.v++;
	sums->months--;
	sums->other >>= 1;
	for (size_t i = 0; i < sums->count; i++) {
		struct rtk_heat_account *a = &sums->list[i];

		a->present >>= 1;
		memmove(a->charged, a->charged + 1,
		    (RTK_HEAT_SUM_MONTHS - 1) * sizeof(*a->charged));
		a->charged[RTK_HEAT_SUM_MONTHS - 1].v = 0;
		if (a->present != 0)
			sums->list[kept++] = *a;
	}
	sums->count = kept;
}

/* A premises that is heated, and whom nobody buys for. */
static void
add_premises(struct rtk_heat_sums *sums, const struct rtk_premises *p,
    struct rtk_area area)
{
	struct rtk_heat_account *a;

	if (p->through || p->now->heated != RTK_HEATED)
		return;
	a = account_of(sums, p->now->account);
	a->group = p->now->group;
	a->area = area;
	a->present |= 1U << (sums->months - 1);
}

static bool
by_house_meter(const struct rtk_line *line)
{
	return line->formula == RTK_F_3 || line->formula == RTK_F_3_1 ||
	    line->formula == RTK_F_3_3;
}

static void
add_line(struct rtk_heat_sums *sums, const struct rtk_line *line)
{
	int last = sums->months - 1;
	size_t at = place_of(sums, line->account);

	if (!by_house_meter(line))
		sums->other |= 1U << last;
	if (at < sums->count && sums->list[at].account == line->account &&
	    (sums->list[at].present >> last & 1) != 0)
		sums->list[at].charged[last].v += line->amount.v;
}

/* Charged evenly it was not charged for what the month took. */
static bool
is_even(const struct rtk_building_input *in)
{
	const struct rtk_heating_months *months;
	struct rtk_err ignored = RTK_ERR_INIT;

	return rtk_heating_months_find(&months, in->month, in->month->period,
		   in->building->municipality, &ignored) == 0 &&
	    months->mode == RTK_EVEN;
}

void
rtk_heat_sums_month(
    struct rtk_building_output *out, const struct rtk_building_input *in)
{
	struct rtk_heat_sums *sums = &out->heat_sums;
	struct rtk_period period = in->month->period;

	forget(sums);
	if (!in->building->allocators)
		return;
	if (in->heat_sums != NULL &&
	    in->heat_sums->first.v + in->heat_sums->months == period.v)
		copy(sums, in->heat_sums);
	if (sums->months == 0)
		sums->first = period;
	if (sums->months == RTK_HEAT_SUM_MONTHS)
		drop_first(sums);
	sums->months++;
	if (is_even(in))
		sums->other |= 1U << (sums->months - 1);
	for (size_t i = 0; i < in->premises_count; i++)
		add_premises(sums, &in->premises[i], in->premises[i].now->area);
	for (size_t i = 0; i < in->former_count; i++)
		add_premises(sums, &in->formers[i], (struct rtk_area){0});
	for (size_t i = 0; i < out->line_count; i++)
		if (out->lines[i].service == RTK_HEATING &&
		    out->lines[i].kind == RTK_CHARGE)
			add_line(sums, &out->lines[i]);
}

/* --- bytes ------------------------------------------------------------- */

static void
encode_account(struct rtk_buf *buf, const struct rtk_heat_account *a,
    int64_t previous, int32_t months)
{
	rtk_state_put(buf, a->account - previous);
	rtk_state_put(buf, a->group);
	rtk_state_put(buf, a->area.v);
	for (int i = 0; i < months; i++) {
		int64_t kop = a->charged[i].v;
		bool there = (a->present >> i & 1) != 0;

		rtk_state_put(buf, !there ? 0 : kop >= 0 ? kop + 1 : kop);
	}
}

void
rtk_heat_sums_encode(struct rtk_buf *buf, const struct rtk_heat_sums *sums)
{
	int64_t previous = 0;

	if (sums->months == 0)
		return;
	rtk_buf_add_byte(buf, '\0');
	rtk_state_put(buf, MARK);
	rtk_state_put(buf, sums->first.v);
	rtk_state_put(buf, sums->months);
	rtk_state_put(buf, sums->other);
	rtk_state_put(buf, (rtk_i128)sums->count);
	for (size_t i = 0; i < sums->count; i++) {
		encode_account(buf, &sums->list[i], previous, sums->months);
		previous = sums->list[i].account;
	}
}

/* The next number, within its limits. */
static bool
take(int64_t *out, int64_t min, int64_t max, struct rtk_state_bytes *bytes)
{
	rtk_i128 value;

	if (!rtk_state_take(&value, bytes) || value < min || value > max)
		return false;
	*out = (int64_t)value;
	return true;
}

static bool
take_account(struct rtk_heat_account *a, int64_t previous, int32_t months,
    struct rtk_state_bytes *bytes)
{
	int64_t group, kop;

	*a = (struct rtk_heat_account){0};
	if (!take(&a->account, 1, INT64_MAX - previous, bytes) ||
	    !take(&group, 0, RTK_GROUPS - 1, bytes) ||
	    !take(&a->area.v, 0, INT64_MAX, bytes))
		return false;
	a->account += previous;
	a->group = (enum rtk_group)group;
	for (int i = 0; i < months; i++) {
		if (!take(&kop, INT64_MIN, INT64_MAX, bytes))
			return false;
		if (kop == 0)
			continue;
		a->present |= 1U << i;
		a->charged[i].v = kop > 0 ? kop - 1 : kop;
	}
	return true;
}

static bool
take_sums(struct rtk_heat_sums *out, struct rtk_state_bytes *bytes)
{
	int64_t first, months, other, count, previous = 0;

	if (!take(&first, INT32_MIN, INT32_MAX, bytes) ||
	    !take(&months, 1, RTK_HEAT_SUM_MONTHS, bytes) ||
	    !take(&other, 0, (1 << RTK_HEAT_SUM_MONTHS) - 1, bytes) ||
	    !take(&count, 0, (1 << RTK_ACCOUNT_BITS) - 1, bytes))
		return false;
	out->first.v = (int32_t)first;
	out->months = (int32_t)months;
	out->other = (uint32_t)other;
	for (int64_t i = 0; i < count; i++) {
		struct rtk_heat_account a;

		if (!take_account(&a, previous, out->months, bytes))
			return false;
		*account_of(out, a.account) = a;
		previous = a.account;
	}
	return true;
}

int
rtk_heat_sums_decode(struct rtk_heat_sums *out, struct rtk_state_bytes *bytes,
    struct rtk_err *err)
{
	struct rtk_state_bytes ahead = *bytes;
	rtk_i128 mark;

	forget(out);
	if (ahead.at == ahead.end || *ahead.at++ != 0 ||
	    !rtk_state_take(&mark, &ahead) || mark != MARK)
		return 0;
	*bytes = ahead;
	if (take_sums(out, bytes))
		return 0;
	forget(out);
	return rtk_failf(err, RTK_E_DB_CORRUPT, "%s", "sums of heating");
}
