#include "base/base.h"

#include "calc/outage.h"

#include <stdlib.h>

#include "base/array.h"

enum { HOUR = 60, DAY = 24 * HOUR };

/* What the steps share. */
struct count {
	struct rtk_outage_hours *out;
	const struct rtk_qualities *q;
	enum rtk_service service;
	int64_t first, end; /* minutes of the days */
};

static int64_t
minutes_of(const struct count *c, enum rtk_quality hours)
{
	return c->q->value[hours] * HOUR / RTK_MICRO;
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t
sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* --- the rows ---------------------------------------------------------- */

static bool
is_own(const struct rtk_outage *o)
{
	return o->account != RTK_ACCOUNT_ID(RTK_BUILDING_OF(o->account), 0);
}

/* Own rows before those of the building: first of all for temperatures. */
static bool
goes_before(const struct rtk_outage *a, const struct rtk_outage *b)
{
	bool own_first = a->kind != RTK_INTERRUPTION;

	if (own_first && is_own(a) != is_own(b))
		return is_own(a);
	if (a->begin_minute != b->begin_minute)
		return a->begin_minute < b->begin_minute;
	if (is_own(a) != is_own(b))
		return is_own(a);
	return a->id < b->id;
}

static size_t
add_rows(const struct count *c, size_t count, const struct rtk_outage *rows,
    size_t row_count, enum rtk_outage_kind kind)
{
	struct rtk_outage_hours *out = c->out;

	for (size_t i = 0; i < row_count; i++) {
		const struct rtk_outage *row = &rows[i];
		size_t at = count;

		if (row->service != c->service || row->kind != kind ||
		    row->end_minute <= c->first || row->begin_minute >= c->end)
			continue;
		out->rows = rtk_array_grow(
		    out->rows, &out->row_room, count, sizeof(*out->rows));
		for (; at > 0 && goes_before(row, out->rows[at - 1]); at--)
			out->rows[at] = out->rows[at - 1];
		out->rows[at] = row;
		count++;
	}
	return count;
}

static size_t
sorted_rows(const struct count *c, const struct rtk_outage_set *set,
    enum rtk_outage_kind kind)
{
	size_t count = add_rows(c, 0, set->own, set->own_count, kind);

	if (c->service == RTK_HEATING)
		count = add_rows(
		    c, count, set->former, set->former_count, kind);
	return add_rows(c, count, set->house, set->house_count, kind);
}

/* --- interruptions ----------------------------------------------------- */

/*
 * The figure that says what is allowed at once. Heating by the temperature of
 * the room (п. 14); where nobody measured it, that of a warm room. Colder than
 * all: RTK_QUALITIES, nothing is allowed.
 */
static enum rtk_quality
limit_of(const struct count *c, const struct rtk_outage *o)
{
	static const enum rtk_quality bands[][2] = {
	    {RTK_Q_HEATING_WARM_FROM, RTK_Q_HEATING_WARM_HOURS},
	    {RTK_Q_HEATING_COOL_FROM, RTK_Q_HEATING_COOL_HOURS},
	    {RTK_Q_HEATING_COLD_FROM, RTK_Q_HEATING_COLD_HOURS},
	};
	int64_t degrees = (int64_t)o->temperature * (RTK_MICRO / 100);

	if (c->service == RTK_HOT_WATER && o->planned)
		return RTK_Q_WATER_SHUTDOWN_DAYS;
	if (c->service == RTK_HOT_WATER)
		return o->dead_end ? RTK_Q_WATER_DEAD_END_HOURS
				   : RTK_Q_WATER_HOURS;
	for (size_t i = 0; i < RTK_COUNT(bands); i++)
		if (!o->has_temperature || degrees >= c->q->value[bands[i][0]])
			return bands[i][1];
	return RTK_QUALITIES;
}

static int64_t
limit_minutes(const struct count *c, enum rtk_quality by)
{
	if (by == RTK_QUALITIES)
		return 0;
	return minutes_of(c, by) * (by == RTK_Q_WATER_SHUTDOWN_DAYS ? 24 : 1);
}

static void
add_interruption(
    const struct count *c, const struct rtk_outage *row, int64_t from)
{
	struct rtk_outage_hours *out = c->out;
	enum rtk_quality by = limit_of(c, row);
	int64_t limit = limit_minutes(c, by);
	bool special =
	    c->service == RTK_HOT_WATER && (row->dead_end || row->planned);
	struct rtk_interruption *last = out->interruption_count > 0
	    ? &out->interruptions[out->interruption_count - 1]
	    : NULL;

	if (last != NULL && last->to == from && last->limit == limit &&
	    last->in_total != special) {
		last->to = row->end_minute;
		return;
	}
	out->interruptions =
	    rtk_array_grow(out->interruptions, &out->interruption_room,
		out->interruption_count, sizeof(*out->interruptions));
	out->interruptions[out->interruption_count++] =
	    (struct rtk_interruption){.outage = row,
		.from = from,
		.to = row->end_minute,
		.limited_by = by,
		.limit = limit,
		.in_total = !special};
}

/* E = Σmax(0, d - lim) + max(0, Σmin(d, lim) - total): no hour twice. */
static void
count_interruptions(const struct count *c)
{
	struct rtk_outage_hours *out = c->out;
	int64_t total = minutes_of(c,
	    c->service == RTK_HEATING ? RTK_Q_HEATING_HOURS_TOTAL
				      : RTK_Q_WATER_HOURS_TOTAL);
	int64_t allowed = 0;

	for (size_t i = 0; i < out->interruption_count; i++) {
		struct rtk_interruption *in = &out->interruptions[i];
		int64_t before = later(0, c->first - in->from);

		in->minutes =
		    sooner(in->to, c->end) - later(in->from, c->first);
		in->allowed = sooner(in->minutes, later(0, in->limit - before));
		out->missing += in->minutes;
		out->excess += in->minutes - in->allowed;
		allowed += in->in_total ? in->allowed : 0;
	}
	out->excess += later(0, allowed - total);
}

static void
take_interruptions(const struct count *c, const struct rtk_outage_set *set)
{
	size_t count = sorted_rows(c, set, RTK_INTERRUPTION);
	int64_t covered = INT64_MIN;

	for (size_t i = 0; i < count; i++) {
		const struct rtk_outage *row = c->out->rows[i];
		int64_t from = later(row->begin_minute, covered);

		if (from >= row->end_minute)
			continue;
		add_interruption(c, row, from);
		covered = row->end_minute;
	}
	count_interruptions(c);
}

/* --- temperatures ------------------------------------------------------ */

/* Night minutes from 1970 on to a minute; the night is inside a day. */
static int64_t
nights_until(const struct count *c, int64_t minute)
{
	int64_t from = minutes_of(c, RTK_Q_NIGHT_FROM);
	int64_t night = later(0, minutes_of(c, RTK_Q_NIGHT_TO) - from);
	int64_t day = minute / DAY, of_day = minute % DAY;

	if (of_day < 0) {
		of_day += DAY;
		day--;
	}
	return day * night + sooner(later(of_day - from, 0), night);
}

static void
add_taken(struct rtk_outage_hours *out, int64_t from, int64_t to)
{
	out->taken = rtk_array_grow(out->taken, &out->taken_room,
	    out->taken_count, sizeof(*out->taken));
	out->taken[out->taken_count++] = (struct rtk_minute_span){from, to};
}

/* Cuts what is taken out of the pieces of a row; returns how many are left. */
static size_t
cut_pieces(struct rtk_outage_hours *out, size_t count)
{
	for (size_t t = 0; t < out->taken_count; t++) {
		struct rtk_minute_span cut = out->taken[t];
		size_t n = count;

		for (size_t i = 0; i < n; i++) {
			struct rtk_minute_span p = out->pieces[i];

			if (cut.to <= p.from || p.to <= cut.from)
				continue;
			out->pieces[i].to = later(p.from, cut.from);
			if (cut.to >= p.to)
				continue;
			out->pieces = rtk_array_grow(out->pieces,
			    &out->piece_room, count, sizeof(*out->pieces));
			out->pieces[count++] =
			    (struct rtk_minute_span){cut.to, p.to};
		}
	}
	return count;
}

/* What of the row nothing has taken yet; returns how many pieces. */
static size_t
pieces_of(const struct count *c, const struct rtk_outage *row)
{
	struct rtk_outage_hours *out = c->out;

	out->pieces = rtk_array_grow(
	    out->pieces, &out->piece_room, 0, sizeof(*out->pieces));
	out->pieces[0] =
	    (struct rtk_minute_span){later(row->begin_minute, c->first),
		sooner(row->end_minute, c->end)};
	return cut_pieces(out, 1);
}

static void
take_temperature(const struct count *c, const struct rtk_outage *row)
{
	struct rtk_outage_hours *out = c->out;
	struct rtk_off_temperature hours = {.outage = row};
	size_t count = pieces_of(c, row);

	for (size_t i = 0; i < count; i++) {
		struct rtk_minute_span p = out->pieces[i];
		int64_t night = nights_until(c, p.to) - nights_until(c, p.from);

		hours.night += night;
		hours.day += p.to - p.from - night;
	}
	for (size_t i = 0; i < count; i++)
		add_taken(out, out->pieces[i].from, out->pieces[i].to);
	if (hours.day + hours.night == 0)
		return;
	out->temperatures =
	    rtk_array_grow(out->temperatures, &out->temperature_room,
		out->temperature_count, sizeof(*out->temperatures));
	out->temperatures[out->temperature_count++] = hours;
}

/* --- pressure ----------------------------------------------------------- */

enum pressure { PRESSURE_GOOD, PRESSURE_OFF, PRESSURE_BAD };

/* Within what is allowed; off by so many percent; by more: all of the day. */
static enum pressure
judge_pressure(const struct count *c, const struct rtk_outage *o)
{
	const int64_t *q = c->q->value;
	int64_t from = q[RTK_Q_PRESSURE_FROM], to = q[RTK_Q_PRESSURE_TO];
	int64_t percent = q[RTK_Q_PRESSURE_OFF], all = 100 * RTK_MICRO;

	if (o->pressure >= from && o->pressure <= to)
		return PRESSURE_GOOD;
	if (o->pressure * all < from * (all - percent) ||
	    o->pressure * all > to * (all + percent))
		return PRESSURE_BAD;
	return PRESSURE_OFF;
}

/* Minutes of supply of a day that begins at this minute. */
static int64_t
supplied(const struct rtk_outage_hours *out, int64_t from)
{
	int64_t minutes = DAY;

	for (size_t i = 0; i < out->interruption_count; i++) {
		const struct rtk_interruption *in = &out->interruptions[i];

		minutes -= later(
		    0, sooner(in->to, from + DAY) - later(in->from, from));
	}
	return minutes;
}

/* Minutes of the days of a piece that no row had; it has them now. */
static int64_t
take_days(const struct count *c, struct rtk_minute_span piece, uint32_t *days)
{
	int64_t minutes = 0;

	if (piece.from >= piece.to)
		return 0;
	for (int64_t d = (piece.from - c->first) / DAY;
	     d <= (piece.to - 1 - c->first) / DAY; d++) {
		if ((*days & 1U << d) == 0)
			minutes += supplied(c->out, c->first + d * DAY);
		*days |= 1U << d;
	}
	return minutes;
}

/* Minutes of a piece outside the days. */
static int64_t
minutes_beside(
    const struct count *c, struct rtk_minute_span piece, uint32_t days)
{
	int64_t minutes = 0;

	for (int64_t from = piece.from, to; from < piece.to; from = to) {
		int64_t d = (from - c->first) / DAY;

		to = sooner(piece.to, c->first + (d + 1) * DAY);
		if ((days & 1U << d) == 0)
			minutes += to - from;
	}
	return minutes;
}

/* What the row adds; a minute of a row before it is none of its own. */
static void
take_pressure(const struct count *c, const struct rtk_outage *row,
    enum pressure kind, uint32_t *days)
{
	struct rtk_outage_hours *out = c->out;
	struct rtk_off_pressure hours = {
	    .outage = row, .far = kind == PRESSURE_BAD};
	bool counts = judge_pressure(c, row) == kind;
	size_t count = pieces_of(c, row);

	for (size_t i = 0; counts && i < count; i++)
		hours.minutes += hours.far
		    ? take_days(c, out->pieces[i], days)
		    : minutes_beside(c, out->pieces[i], *days);
	for (size_t i = 0; i < count; i++)
		add_taken(out, out->pieces[i].from, out->pieces[i].to);
	if (hours.minutes == 0)
		return;
	out->pressures = rtk_array_grow(out->pressures, &out->pressure_room,
	    out->pressure_count, sizeof(*out->pressures));
	out->pressures[out->pressure_count++] = hours;
}

/*
 * First the days that are free, then the hours outside them. Hot water may be
 * of wrong temperature and pressure at once: nothing but interruptions is
 * taken before.
 */
static void
take_pressures(const struct count *c, const struct rtk_outage_set *set)
{
	static const enum pressure kinds[] = {PRESSURE_BAD, PRESSURE_OFF};
	size_t count = sorted_rows(c, set, RTK_OFF_PRESSURE);
	uint32_t days = 0; /* bit 0 is the first one */

	RTK_ASSERT(c->end - c->first <= 32 * DAY);
	for (size_t k = 0; k < RTK_COUNT(kinds); k++) {
		c->out->taken_count = c->out->interruption_count;
		for (size_t i = 0; i < count; i++)
			take_pressure(c, c->out->rows[i], kinds[k], &days);
	}
}

void
rtk_outage_hours(struct rtk_outage_hours *out, const struct rtk_outage_set *set,
    enum rtk_service service, const struct rtk_date days[2],
    const struct rtk_qualities *qualities)
{
	struct count c = {.out = out,
	    .q = qualities,
	    .service = service,
	    .first = (int64_t)days[0].v * DAY,
	    .end = ((int64_t)days[1].v + 1) * DAY};
	size_t count;

	out->interruption_count = out->temperature_count = 0;
	out->pressure_count = 0;
	out->taken_count = 0;
	out->missing = out->excess = 0;
	take_interruptions(&c, set);
	/* п. 15 does not work while п. 14 does */
	for (size_t i = 0; i < out->interruption_count; i++)
		add_taken(
		    out, out->interruptions[i].from, out->interruptions[i].to);
	count = sorted_rows(&c, set, RTK_OFF_TEMPERATURE);
	for (size_t i = 0; i < count; i++)
		take_temperature(&c, out->rows[i]);
	take_pressures(&c, set);
}

void
rtk_outage_hours_release(struct rtk_outage_hours *hours)
{
	free(hours->interruptions);
	free(hours->temperatures);
	free(hours->pressures);
	free(hours->rows);
	free(hours->taken);
	free(hours->pieces);
	*hours = (struct rtk_outage_hours){0};
}
