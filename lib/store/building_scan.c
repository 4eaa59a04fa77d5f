#include "base/base.h"

#include "store/building_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "store/charge.h"
#include "store/readings.h"
#include "store/row_cursor.h"
#include "store/stmt.h"

enum {
	SCAN_BUILDINGS,
	SCAN_VERSIONS,
	SCAN_RESIDENTS,
	SCAN_TEMPORARY,
	SCAN_METERS,
	SCAN_METER_VERSIONS,
	SCAN_STATES,
	SCAN_CORRECTED,
	SCAN_RECALCULATIONS,
	SCAN_READINGS,
	SCAN_SQL
};

/* ?1..?2 the range of keys, ?3 batch_max. Rows come in the order of keys. */
static const char *const sql[SCAN_SQL] = {
    [SCAN_BUILDINGS] =
	"SELECT building, valid_from_day, code, municipality, zone, total_area,"
	" common_area, heating_norm, hot_water_norm, water_heating_norm,"
	" system, indoor_norm, corner_norm, common_to_owners, allocators"
	" FROM building_version JOIN building ON id = building WHERE building"
	" BETWEEN ?1 AND ?2 AND batch <= ?3 ORDER BY 1, 2, batch",
    [SCAN_VERSIONS] =
	"SELECT account, valid_from_day, kind, area, heated, hot_water,"
	" meter_possible, registered, owners, grp, closed_day, living_area,"
	/* the flat of a room, or of what ends or begins behind ?4: few */
	" CASE WHEN kind = 1 OR max(coalesce(closed_day, 0), valid_from_day)"
	" > ?4 THEN (SELECT c.flat FROM account_contact c WHERE c.account ="
	" v.account AND (c.batch, c.valid_from_day) = (v.batch,"
	" v.valid_from_day)) END FROM account_version v WHERE account"
	" BETWEEN ?1 AND ?2 AND batch <= ?3 ORDER BY 1, 2, batch",
    [SCAN_RESIDENTS] =
	"SELECT account, valid_from_day, registered, owners FROM residents"
	" WHERE account BETWEEN ?1 AND ?2 AND batch <= ?3 ORDER BY 1, 2, batch",
    [SCAN_TEMPORARY] =
	"SELECT account, date_from_day, date_to_day, persons FROM temporary"
	" WHERE account BETWEEN ?1 AND ?2 AND batch <= ?3 ORDER BY 1,2,3,batch",
    [SCAN_METERS] = "SELECT id, service FROM meter"
		    " WHERE id BETWEEN ?1 AND ?2 AND ?3 = ?3 ORDER BY id",
    [SCAN_METER_VERSIONS] =
	"SELECT meter, unit, digits, decimals, installed_day, initial,"
	" verified_until_day, removed_day, final, reason FROM meter_version"
	" WHERE meter BETWEEN ?1 AND ?2 AND batch <= ?3"
	" ORDER BY meter, batch",
    [SCAN_STATES] = "SELECT id, state FROM building_month"
		    " WHERE id BETWEEN ?1 AND ?2 AND ?3 = ?3 ORDER BY id",
    [SCAN_CORRECTED] =
	"SELECT id, state FROM corrected_state"
	" WHERE id BETWEEN ?1 AND ?2 AND batch <= ?3 ORDER BY id, batch",
    /* ?4 the month that took them */
    [SCAN_RECALCULATIONS] =
	"SELECT account, for_period, code, tariff, volume, common,"
	" amount_kop FROM recalculation"
	" WHERE period = ?4 AND account BETWEEN ?1 AND ?2 AND batch <= ?3"
	" ORDER BY account, for_period, code, batch",
    [SCAN_READINGS] = "SELECT id, value, day, channel FROM reading"
		      " WHERE id BETWEEN ?1 AND ?2 AND batch <= ?3"
		      " ORDER BY id",
};

const struct rtk_sql_table rtk_building_scan_sql = {sql, RTK_COUNT(sql)};

struct rtk_building_scan {
	struct rtk_db *db;
	struct rtk_scan_range range;
	struct rtk_date last_day;
	struct cursor buildings, versions, residents, temporary, recalculations;
	struct cursor meters, meter_versions, states, corrected;
	struct cursor *readings; /* one a period */
	size_t reading_periods;
	struct rtk_event_scan *events;
	struct rtk_arena arena;
	struct rtk_account_version *version;
	struct rtk_residents *resident;
	struct rtk_temporary *temporaries;
	struct rtk_meter *meter;
	struct rtk_reading *reading;
	struct rtk_line *recalculation;
	size_t version_room, resident_room, temporary_room, meter_room;
	size_t reading_room, recalculation_room;
};

static int
cursor_open(struct cursor *c, const struct rtk_building_scan *scan,
    int which, const int64_t range[2], struct rtk_err *err)
{
	const struct rtk_period p = scan->range.period;

	c->stmt = rtk_stmt_own(scan->db, sql[which], err);
	if (c->stmt == NULL)
		return -1;
	rtk_bind(c->stmt, "iii", range[0], range[1], scan->range.batch_max);
	if (which == SCAN_RECALCULATIONS || which == SCAN_VERSIONS)
		(void)sqlite3_bind_int(c->stmt, 4,
		    which == SCAN_VERSIONS ? rtk_period_first(p).v : p.v);
	return cursor_next(c, err);
}

/* The keys of meters of the buildings, first and last. */
static int64_t
first_meter(int64_t building)
{
	return RTK_METER_ID(RTK_ACCOUNT_ID(building, 0), 0);
}

static int64_t
last_meter(int64_t building)
{
	return first_meter(building + 1) - 1;
}

static int
open_readings(struct rtk_building_scan *scan, struct rtk_err *err)
{
	struct rtk_period first = scan->range.period;
	bool found = false;

	if (scan->range.with_history &&
	    rtk_reading_first_period(scan->db, &first, &found, err) < 0)
		return -1;
	if (!found || first.v > scan->range.period.v)
		first = scan->range.period;
	scan->reading_periods = (size_t)(scan->range.period.v - first.v) + 1;
	scan->readings =
	    rtk_alloc(scan->reading_periods * sizeof(*scan->readings));
	memset(scan->readings, 0,
	    scan->reading_periods * sizeof(*scan->readings));
	for (size_t i = 0; i < scan->reading_periods; i++) {
		struct rtk_period p = {first.v + (int32_t)i};
		int64_t range[] = {
		    RTK_READING_ID(
			p, first_meter(scan->range.building_from), 0),
		    RTK_READING_ID(
			p, last_meter(scan->range.building_to) + 1, 0) -
			1};

		if (cursor_open(&scan->readings[i], scan, SCAN_READINGS,
			range, err) < 0)
			return -1;
	}
	return 0;
}

static int
open_cursors(struct rtk_building_scan *scan, struct rtk_err *err)
{
	int64_t from = scan->range.building_from, to = scan->range.building_to;
	struct rtk_period before = {scan->range.period.v - 1};
	int64_t buildings[] = {from, to}, accounts[] = {
	    RTK_ACCOUNT_ID(from, 0), RTK_ACCOUNT_ID(to + 1, 0) - 1};
	int64_t meters[] = {first_meter(from), last_meter(to)};
	int64_t states[] = {RTK_BUILDING_MONTH_ID(before, from),
	    RTK_BUILDING_MONTH_ID(before, to)};
	const struct rtk_event_range events = {
	    scan->range.period, from, to, scan->range.batch_max};

	if (cursor_open(&scan->buildings, scan, SCAN_BUILDINGS, buildings,
		err) < 0 ||
	    cursor_open(&scan->versions, scan, SCAN_VERSIONS, accounts, err) <
		0 ||
	    cursor_open(&scan->residents, scan, SCAN_RESIDENTS, accounts,
		err) < 0 ||
	    cursor_open(&scan->temporary, scan, SCAN_TEMPORARY, accounts,
		err) < 0 ||
	    cursor_open(&scan->meters, scan, SCAN_METERS, meters, err) < 0 ||
	    cursor_open(&scan->meter_versions, scan, SCAN_METER_VERSIONS,
		meters, err) < 0 ||
	    cursor_open(&scan->states, scan, SCAN_STATES, states, err) < 0 ||
	    cursor_open(&scan->corrected, scan, SCAN_CORRECTED, states, err) <
		0 ||
	    cursor_open(&scan->recalculations, scan, SCAN_RECALCULATIONS,
		accounts, err) < 0)
		return -1;
	return rtk_event_scan_open(&scan->events, scan->db, &events, err) < 0
	    ? -1 : open_readings(scan, err);
}

int
rtk_building_scan_open(struct rtk_building_scan **out, struct rtk_db *db,
    const struct rtk_scan_range *range, struct rtk_err *err)
{
	struct rtk_building_scan *scan = rtk_alloc(sizeof(*scan));

	memset(scan, 0, sizeof(*scan));
	scan->db = db;
	scan->range = *range;
	scan->last_day = rtk_period_last(range->period);
	if (open_cursors(scan, err) < 0) {
		rtk_building_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

void
rtk_building_scan_close(struct rtk_building_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->buildings.stmt);
	(void)sqlite3_finalize(scan->versions.stmt);
	(void)sqlite3_finalize(scan->residents.stmt);
	(void)sqlite3_finalize(scan->temporary.stmt);
	(void)sqlite3_finalize(scan->meters.stmt);
	(void)sqlite3_finalize(scan->meter_versions.stmt);
	(void)sqlite3_finalize(scan->states.stmt);
	(void)sqlite3_finalize(scan->corrected.stmt);
	(void)sqlite3_finalize(scan->recalculations.stmt);
	for (size_t i = 0; i < scan->reading_periods; i++)
		(void)sqlite3_finalize(scan->readings[i].stmt);
	rtk_event_scan_close(scan->events);
	rtk_arena_release(&scan->arena);
	free(scan->readings);
	free(scan->version);
	free(scan->resident);
	free(scan->temporaries);
	free(scan->meter);
	free(scan->reading);
	free(scan->recalculation);
	free(scan);
}

static const char *
text_of(struct rtk_building_scan *scan, sqlite3_stmt *stmt, int column)
{
	const char *text = rtk_column_text(stmt, column);

	return rtk_arena_copy(&scan->arena, text, strlen(text));
}

static int32_t
degrees_of(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL
	    ? RTK_NO_DEGREES
	    : sqlite3_column_int(stmt, column);
}

static void
read_building(struct rtk_building_scan *scan, struct rtk_building *out)
{
	sqlite3_stmt *s = scan->buildings.stmt;

	*out = (struct rtk_building){
	    .id = scan->buildings.key,
	    .code = text_of(scan, s, 2),
	    .municipality = text_of(scan, s, 3),
	    .zone = text_of(scan, s, 4),
	    .total_area = {sqlite3_column_int64(s, 5)},
	    .common_area = {sqlite3_column_int64(s, 6)},
	    .heating_norm = text_of(scan, s, 7),
	    .hot_water_norm = text_of(scan, s, 8),
	    .water_heating_norm = text_of(scan, s, 9),
	    .system = (enum rtk_hot_water_system)sqlite3_column_int(s, 10),
	    .indoor_norm = degrees_of(s, 11),
	    .corner_norm = degrees_of(s, 12),
	    .common_to_owners = sqlite3_column_int(s, 13) != 0,
	    .allocators = sqlite3_column_int(s, 14) != 0,
	};
}

/* The version in force on the last day: the last one not after it. */
static int
next_building(struct rtk_building_scan *scan, struct rtk_building *out,
    struct rtk_err *err)
{
	struct cursor *c = &scan->buildings;
	bool found = false;

	while (!found && c->on_row) {
		int64_t building = c->key;

		while (c->on_row && c->key == building) {
			if (sqlite3_column_int(c->stmt, 1) <=
			    scan->last_day.v) {
				read_building(scan, out);
				found = true;
			}
			if (cursor_next(c, err) < 0)
				return -1;
		}
	}
	return found;
}

static int
gather_versions(struct rtk_building_scan *scan, int64_t end, size_t *count,
    struct rtk_err *err)
{
	struct cursor *c = &scan->versions;
	sqlite3_stmt *s = c->stmt;

	for (*count = 0; c->on_row && c->key < end;) {
		struct rtk_account_version v = {
		    .account = c->key,
		    .from = {sqlite3_column_int(s, 1)},
		    .kind = (enum rtk_premises_kind)sqlite3_column_int(s, 2),
		    .area = {sqlite3_column_int64(s, 3)},
		    .heated = (enum rtk_heated)sqlite3_column_int(s, 4),
		    .hot_water = sqlite3_column_int(s, 5) != 0,
		    .meter_possible = sqlite3_column_int(s, 6) != 0,
		    .registered = sqlite3_column_int(s, 7),
		    .owners = sqlite3_column_int(s, 8),
		    .group = (enum rtk_group)sqlite3_column_int(s, 9),
		    .closed = rtk_column_date(s, 10),
		    .living = {sqlite3_column_int64(s, 11)},
		};

		if (sqlite3_column_type(s, 12) != SQLITE_NULL)
			v.flat = text_of(scan, s, 12);
		/* the newest batch of one day replaces the older ones */
		if (*count > 0 &&
		    scan->version[*count - 1].account == v.account &&
		    scan->version[*count - 1].from.v == v.from.v)
			(*count)--;
		scan->version = rtk_array_grow(scan->version,
		    &scan->version_room, *count, sizeof(v));
		scan->version[(*count)++] = v;
		if (cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

static int
gather_residents(struct rtk_building_scan *scan, int64_t end, size_t *count,
    struct rtk_err *err)
{
	struct cursor *c = &scan->residents;

	for (*count = 0; c->on_row && c->key < end;) {
		bool owners =
		    sqlite3_column_type(c->stmt, 3) != SQLITE_NULL;
		struct rtk_residents r = {
		    .account = c->key,
		    .from = {sqlite3_column_int(c->stmt, 1)},
		    .registered = sqlite3_column_int(c->stmt, 2),
		    .owners = owners ? sqlite3_column_int(c->stmt, 3) : -1,
		};

		if (*count > 0 &&
		    scan->resident[*count - 1].account == r.account &&
		    scan->resident[*count - 1].from.v == r.from.v)
			(*count)--;
		scan->resident = rtk_array_grow(scan->resident,
		    &scan->resident_room, *count, sizeof(r));
		scan->resident[(*count)++] = r;
		if (cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

static int
gather_temporary(struct rtk_building_scan *scan, int64_t end, size_t *count,
    struct rtk_err *err)
{
	struct cursor *c = &scan->temporary;

	for (*count = 0; c->on_row && c->key < end;) {
		struct rtk_temporary t = {
		    .account = c->key,
		    .from = {sqlite3_column_int(c->stmt, 1)},
		    .to = {sqlite3_column_int(c->stmt, 2)},
		    .persons = sqlite3_column_int(c->stmt, 3),
		};
		const struct rtk_temporary *last =
		    *count > 0 ? &scan->temporaries[*count - 1] : NULL;

		if (last != NULL && last->account == t.account &&
		    last->from.v == t.from.v && last->to.v == t.to.v)
			(*count)--;
		scan->temporaries = rtk_array_grow(scan->temporaries,
		    &scan->temporary_room, *count, sizeof(t));
		scan->temporaries[(*count)++] = t;
		if (cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

static void
read_meter(struct rtk_meter *out, sqlite3_stmt *s)
{
	out->unit = (enum rtk_meter_unit)sqlite3_column_int(s, 1);
	out->digits = sqlite3_column_int(s, 2);
	out->decimals = sqlite3_column_int(s, 3);
	out->installed = rtk_column_date(s, 4);
	out->initial.v = sqlite3_column_int64(s, 5);
	out->verified_until = rtk_column_date(s, 6);
	out->removed = rtk_column_date(s, 7);
	out->has_final = sqlite3_column_type(s, 8) != SQLITE_NULL;
	out->final.v = sqlite3_column_int64(s, 8);
	out->reason = (enum rtk_removal)sqlite3_column_int(s, 9);
}

/* The newest description; a meter not known yet by batch_max has none. */
static int
gather_meters(struct rtk_building_scan *scan, int64_t end, size_t *count,
    struct rtk_err *err)
{
	struct cursor *c = &scan->meters, *v = &scan->meter_versions;

	for (*count = 0; c->on_row && c->key < end;) {
		struct rtk_meter m = {.id = c->key,
		    .service = (enum rtk_meter_service)sqlite3_column_int(
			c->stmt, 1)};
		bool known = false;

		for (; v->on_row && v->key == m.id; known = true) {
			read_meter(&m, v->stmt);
			if (cursor_next(v, err) < 0)
				return -1;
		}
		if (known) {
			scan->meter = rtk_array_grow(scan->meter,
			    &scan->meter_room, *count, sizeof(m));
			scan->meter[(*count)++] = m;
		}
		if (cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

static int
gather_readings_of(struct rtk_building_scan *scan, struct cursor *c,
    int64_t meter_end, size_t *count, struct rtk_err *err)
{
	const int64_t mask = (INT64_C(1) << 38) - 1;

	while (c->on_row && ((c->key >> 4) & mask) < meter_end) {
		struct rtk_reading r = {
		    .id = c->key,
		    .meter = (c->key >> 4) & mask,
		    .period = {(int32_t)(c->key >> 42)},
		    .value = {sqlite3_column_int64(c->stmt, 1)},
		    .day = {sqlite3_column_int(c->stmt, 2)},
		};

		r.channel = (enum rtk_channel)sqlite3_column_int(c->stmt, 3);
		scan->reading = rtk_array_grow(scan->reading,
		    &scan->reading_room, *count, sizeof(r));
		if (r.channel == RTK_WITHDRAWN)
			rtk_reading_withdraw(scan->reading, count, &r);
		else
			scan->reading[(*count)++] = r;
		if (cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

static int
skip_before(struct rtk_building_scan *scan, int64_t building,
    struct rtk_err *err)
{
	int64_t account = RTK_ACCOUNT_ID(building, 0);
	struct rtk_period before = {scan->range.period.v - 1};

	if (skip_to(&scan->versions, account, err) < 0 ||
	    skip_to(&scan->residents, account, err) < 0 ||
	    skip_to(&scan->temporary, account, err) < 0 ||
	    skip_to(&scan->meters, first_meter(building), err) < 0 ||
	    skip_to(&scan->meter_versions, first_meter(building), err) < 0 ||
	    skip_to(&scan->states, RTK_BUILDING_MONTH_ID(before, building),
		err) < 0 ||
	    skip_to(&scan->corrected, RTK_BUILDING_MONTH_ID(before, building),
		err) < 0 ||
	    skip_to(&scan->recalculations, account, err) < 0)
		return -1;
	for (size_t i = 0; i < scan->reading_periods; i++) {
		struct rtk_period p = {scan->range.period.v -
		    (int32_t)(scan->reading_periods - 1 - i)};

		if (skip_to(&scan->readings[i],
			RTK_READING_ID(p, first_meter(building), 0), err) < 0)
			return -1;
	}
	return 0;
}

/* Takes the states on which the cursor stands. */
static int
take_state(struct rtk_building_scan *scan, struct cursor *c,
    struct rtk_building_facts *out, struct rtk_err *err)
{
	struct rtk_period before = {scan->range.period.v - 1};
	int64_t id = RTK_BUILDING_MONTH_ID(before, out->building.id);

	while (c->on_row && c->key == id) {
		out->state_bytes = (size_t)sqlite3_column_bytes(c->stmt, 1);
		out->state = (const uint8_t *)rtk_arena_copy(&scan->arena,
		    out->state_bytes > 0 ? sqlite3_column_blob(c->stmt, 1)
					 : "",
		    out->state_bytes);
		if (cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

/*
 * The states of the building after the month before, as its close left them
 * or as the newest recalculation found them; none: no bytes.
 */
static int
gather_state(struct rtk_building_scan *scan, struct rtk_building_facts *out,
    struct rtk_err *err)
{
	out->state = NULL;
	out->state_bytes = 0;
	if (take_state(scan, &scan->states, out, err) < 0)
		return -1;
	return take_state(scan, &scan->corrected, out, err);
}

/* What the month takes over for closed ones. */
static int
gather_recalculations(struct rtk_building_scan *scan, int64_t end,
    size_t *count, struct rtk_err *err)
{
	struct cursor *c = &scan->recalculations;

	for (*count = 0; c->on_row && c->key < end;) {
		struct rtk_line line;

		rtk_line_decode(&line, sqlite3_column_int(c->stmt, 2));
		const bool raising = line.kind == RTK_RAISING;
		line.account = c->key;
		line.kind = RTK_RECALCULATION;
		line.for_period.v = sqlite3_column_int(c->stmt, 1);
		line.tariff = sqlite3_column_int64(c->stmt, 3);
		/* the volume that is raised is that of the charge */
		line.volume.v = raising ? 0 : sqlite3_column_int64(c->stmt, 4);
		line.common.v = sqlite3_column_int64(c->stmt, 5);
		line.amount.v = sqlite3_column_int64(c->stmt, 6);
		scan->recalculation = rtk_array_grow(scan->recalculation,
		    &scan->recalculation_room, *count, sizeof(line));
		scan->recalculation[(*count)++] = line;
		if (cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

int
rtk_building_scan_next(struct rtk_building_scan *scan,
    struct rtk_building_facts *out, struct rtk_err *err)
{
	int64_t end_account, end_meter;
	int rc;

	rtk_arena_reset(&scan->arena);
	rc = next_building(scan, &out->building, err);
	if (rc <= 0)
		return rc;
	end_account = RTK_ACCOUNT_ID(out->building.id + 1, 0);
	end_meter = first_meter(out->building.id + 1);
	out->reading_count = 0;
	if (skip_before(scan, out->building.id, err) < 0 ||
	    gather_versions(scan, end_account, &out->version_count, err) < 0 ||
	    gather_residents(scan, end_account, &out->residents_count, err) <
		0 ||
	    gather_temporary(scan, end_account, &out->temporary_count, err) <
		0 ||
	    gather_meters(scan, end_meter, &out->meter_count, err) < 0 ||
	    rtk_event_scan_building(
		scan->events, out->building.id, &out->events, err) < 0 ||
	    gather_state(scan, out, err) < 0 ||
	    gather_recalculations(scan, end_account,
		&out->recalculation_count, err) < 0)
		return -1;
	for (size_t i = 0; i < scan->reading_periods; i++)
		if (gather_readings_of(scan, &scan->readings[i], end_meter,
			&out->reading_count, err) < 0)
			return -1;
	out->versions = scan->version;
	out->residents = scan->resident;
	out->temporary = scan->temporaries;
	out->meters = scan->meter;
	out->readings = scan->reading;
	out->recalculations = scan->recalculation;
	return 1;
}
