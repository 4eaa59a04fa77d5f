#include "base/base.h"

#include "store/readings.h"

#include <stdlib.h>
#include <string.h>

#include "store/guard.h"
#include "store/seal.h"
#include "store/stmt.h"

enum {
	READING_RANGE,
	FIRST_READING,
	READING_FROM,
	READING_INSERT,
	METER_FROM,
	METER_NAMES,
	ACCOUNT_NAMES,
	CANDIDATE_CODE,
	CANDIDATE_SERIAL,
	CANDIDATE_ACCOUNT,
	FACT_SERVICE,
	FACT_ACCOUNT,
	FACT_RESIDENTS,
	FACT_BUILDING,
	READINGS_SQL
};

#define CANDIDATE \
	"SELECT m.id, m.service, v.installed_day, v.removed_day" \
	" FROM meter m JOIN meter_version v ON v.meter = m.id" \
	" AND v.batch = (SELECT max(n.batch) FROM meter_version n" \
	" WHERE n.meter = m.id)"

static const char *const sql[READINGS_SQL] = {
    [FIRST_READING] = "SELECT min(id) FROM reading",
    [READING_RANGE] = "SELECT coalesce(min(id) >> 42, 0),"
		      " coalesce(max(id) >> 42, -1) FROM reading",
    [READING_FROM] = "SELECT id, value, day, channel FROM reading"
		     " WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    [READING_INSERT] = "INSERT INTO reading (id, value, day, channel, batch,"
		       " line) SELECT c0, c1, c2, c3, c4, c5"
		       " FROM rtk_bulk(?1)",
    [METER_FROM] =
	"SELECT meter, unit, digits, decimals, installed_day, initial,"
	" removed_day FROM meter_version"
	" WHERE meter BETWEEN ?1 AND ?2 ORDER BY meter, batch",
    [METER_NAMES] = "SELECT id, code, service, serial FROM meter ORDER BY id",
    [ACCOUNT_NAMES] = "SELECT id, number FROM account ORDER BY id",
    [CANDIDATE_CODE] = CANDIDATE " WHERE m.code = ?1",
    [CANDIDATE_SERIAL] = CANDIDATE " WHERE m.serial = ?1 ORDER BY m.id",
    /* 6: RTK_METER_BITS */
    [CANDIDATE_ACCOUNT] =
	CANDIDATE " JOIN account a ON m.id >= a.id << 6"
		  " AND m.id < (a.id + 1) << 6 WHERE a.number = ?1"
		  " ORDER BY m.id",
    [FACT_SERVICE] = "SELECT service FROM meter WHERE id = ?1",
    [FACT_ACCOUNT] = "SELECT kind, area, registered, owners, valid_from_day"
		     " FROM account_version WHERE account = ?1"
		     " ORDER BY valid_from_day > ?2, abs(valid_from_day - ?2),"
		     " batch DESC LIMIT 1",
    [FACT_RESIDENTS] =
	"SELECT registered, owners FROM residents"
	" WHERE account = ?1 AND valid_from_day BETWEEN ?2 AND ?3"
	" ORDER BY valid_from_day DESC, batch DESC LIMIT 1",
    [FACT_BUILDING] =
	"SELECT heating_norm, hot_water_norm FROM building_version"
	" WHERE building = ?1"
	" ORDER BY valid_from_day > ?2, abs(valid_from_day - ?2),"
	" batch DESC LIMIT 1",
};

const struct rtk_sql_table rtk_readings_sql = {sql, RTK_COUNT(sql)};

/* --- cursors ----------------------------------------------------------- */

/* So many rows are passed over one by one; a longer gap is jumped. */
enum { STEPS_MAX = 24 };

/* A scan from a key on, up to `last`. */
struct cursor {
	sqlite3_stmt *stmt;
	bool on_row;
	int64_t key; /* column 0 */
	int64_t last;
};

static int
cursor_step(struct cursor *c, struct rtk_err *err)
{
	int rc = rtk_step(c->stmt, err);

	c->on_row = rc == 1;
	if (rc == 1)
		c->key = sqlite3_column_int64(c->stmt, 0);
	return rc < 0 ? -1 : 0;
}

static int
cursor_jump(struct cursor *c, int64_t key, struct rtk_err *err)
{
	(void)sqlite3_reset(c->stmt);
	rtk_bind(c->stmt, "ii", key, c->last);
	return cursor_step(c, err);
}

/* Goes to the first row not before key. */
static int
cursor_to(struct cursor *c, int64_t key, struct rtk_err *err)
{
	for (int i = 0; c->on_row && c->key < key; i++) {
		if (i == STEPS_MAX)
			return cursor_jump(c, key, err);
		if (cursor_step(c, err) < 0)
			return -1;
	}
	return 0;
}

struct rtk_reading_lookup {
	struct rtk_db *db;
	struct rtk_period first, last;
	struct cursor meters;
	struct cursor *readings; /* one a month from `first` on */
};

static int
find_range(struct rtk_reading_lookup *lookup, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(lookup->db, sql[READING_RANGE], err);

	if (stmt == NULL || rtk_step(stmt, err) < 0)
		return -1;
	lookup->first.v = sqlite3_column_int(stmt, 0);
	lookup->last.v = sqlite3_column_int(stmt, 1);
	(void)sqlite3_reset(stmt);
	return 0;
}

int
rtk_reading_lookup_open(
    struct rtk_reading_lookup **out, struct rtk_db *db, struct rtk_err *err)
{
	struct rtk_reading_lookup *lookup = rtk_alloc(sizeof(*lookup));
	size_t months;

	memset(lookup, 0, sizeof(*lookup));
	lookup->db = db;
	if (find_range(lookup, err) < 0) {
		free(lookup);
		return -1;
	}
	months = (size_t)(lookup->last.v - lookup->first.v + 1);
	lookup->readings = rtk_alloc(months * sizeof(struct cursor));
	memset(lookup->readings, 0, months * sizeof(struct cursor));
	*out = lookup;
	return 0;
}

void
rtk_reading_lookup_close(struct rtk_reading_lookup *lookup)
{
	if (lookup == NULL)
		return;
	for (int32_t p = lookup->first.v; p <= lookup->last.v; p++)
		(void)sqlite3_finalize(
		    lookup->readings[p - lookup->first.v].stmt);
	(void)sqlite3_finalize(lookup->meters.stmt);
	free(lookup->readings);
	free(lookup);
}

struct rtk_period
rtk_reading_lookup_first(const struct rtk_reading_lookup *lookup)
{
	return lookup->first;
}

struct rtk_period
rtk_reading_lookup_last(const struct rtk_reading_lookup *lookup)
{
	return lookup->last;
}

/* Opens the cursor at key where it is not open yet, else moves it there. */
static int
cursor_at(struct cursor *c, struct rtk_db *db, int which,
    const int64_t range[2], struct rtk_err *err)
{
	if (c->stmt != NULL)
		return cursor_to(c, range[0], err);
	c->stmt = rtk_stmt_own(db, sql[which], err);
	if (c->stmt == NULL)
		return -1;
	c->last = range[1];
	return cursor_jump(c, range[0], err);
}

int
rtk_meter_at(struct rtk_reading_lookup *lookup, int64_t meter,
    struct rtk_meter *out, struct rtk_err *err)
{
	struct cursor *c = &lookup->meters;
	const int64_t range[] = {meter, INT64_MAX};
	bool found = false;

	if (cursor_at(c, lookup->db, METER_FROM, range, err) < 0)
		return -1;
	/* the newest batch comes last */
	for (; c->on_row && c->key == meter; found = true) {
		sqlite3_stmt *s = c->stmt;

		*out = (struct rtk_meter){
		    .id = meter,
		    .unit = (enum rtk_meter_unit)sqlite3_column_int(s, 1),
		    .digits = sqlite3_column_int(s, 2),
		    .decimals = sqlite3_column_int(s, 3),
		    .installed = {sqlite3_column_int(s, 4)},
		    .initial = {sqlite3_column_int64(s, 5)},
		    .removed = rtk_column_date(s, 6),
		};
		if (cursor_step(c, err) < 0)
			return -1;
	}
	return found;
}

int
rtk_readings_at(struct rtk_reading_lookup *lookup, struct rtk_period period,
    int64_t meter, struct rtk_reading out[RTK_READINGS_OF_MONTH],
    struct rtk_err *err)
{
	const int64_t range[] = {RTK_READING_ID(period, meter, 0),
	    RTK_READING_ID((struct rtk_period){period.v + 1}, 0, 0) - 1};
	struct cursor *c;
	int count = 0;

	if (period.v < lookup->first.v || period.v > lookup->last.v)
		return 0;
	c = &lookup->readings[period.v - lookup->first.v];
	if (cursor_at(c, lookup->db, READING_FROM, range, err) < 0)
		return -1;
	while (c->on_row && c->key < range[0] + RTK_READINGS_OF_MONTH) {
		RTK_ASSERT(count < RTK_READINGS_OF_MONTH);
		out[count++] = (struct rtk_reading){
		    .id = c->key,
		    .meter = meter,
		    .period = period,
		    .day = {sqlite3_column_int(c->stmt, 2)},
		    .value = {sqlite3_column_int64(c->stmt, 1)},
		    .channel = (enum rtk_channel)sqlite3_column_int(c->stmt, 3),
		};
		if (cursor_step(c, err) < 0)
			return -1;
	}
	return count;
}

int
rtk_readings_add(
    struct rtk_db *db, const int64_t *cells, size_t count, struct rtk_err *err)
{
	static const struct rtk_guard guard = RTK_GUARD(reading_no_replace);
	struct rtk_bulk bulk = {
	    .cells = cells, .count = count, .width = RTK_READING_CELLS};

	if (rtk_reading_months_add(db, cells, count, err) < 0)
		return -1;
	return rtk_guards_bulk(db, sql[READING_INSERT], &bulk, &guard, err);
}

/* --- names of meters --------------------------------------------------- */

int
rtk_meter_candidates(struct rtk_db *db, enum rtk_meter_name how,
    const char *name, struct rtk_meter_candidates *out, struct rtk_err *err)
{
	static const int which[] = {
	    [RTK_BY_CODE] = CANDIDATE_CODE,
	    [RTK_BY_SERIAL] = CANDIDATE_SERIAL,
	    [RTK_BY_ACCOUNT] = CANDIDATE_ACCOUNT,
	};
	sqlite3_stmt *s = rtk_stmt(db, sql[which[how]], err);
	int rc = 0;

	if (s == NULL)
		return -1;
	rtk_bind(s, "t", name);
	out->count = 0;
	while (
	    out->count < RTK_COUNT(out->meter) && (rc = rtk_step(s, err)) == 1)
		out->meter[out->count++] = (struct rtk_meter_candidate){
		    .id = sqlite3_column_int64(s, 0),
		    .service = (enum rtk_meter_service)sqlite3_column_int(s, 1),
		    .installed = {sqlite3_column_int(s, 2)},
		    .removed = rtk_column_date(s, 3),
		};
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

struct rtk_names_scan {
	sqlite3_stmt *stmt;
	bool meters;
	bool ended; /* a step more would begin again */
};

static int
names_open(struct rtk_names_scan **out, struct rtk_db *db, bool meters,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt =
	    rtk_stmt_own(db, sql[meters ? METER_NAMES : ACCOUNT_NAMES], err);

	if (stmt == NULL)
		return -1;
	*out = rtk_alloc(sizeof(**out));
	**out = (struct rtk_names_scan){stmt, meters, false};
	return 0;
}

int
rtk_meter_names_open(
    struct rtk_names_scan **out, struct rtk_db *db, struct rtk_err *err)
{
	return names_open(out, db, true, err);
}

int
rtk_account_names_open(
    struct rtk_names_scan **out, struct rtk_db *db, struct rtk_err *err)
{
	return names_open(out, db, false, err);
}

int
rtk_names_next(
    struct rtk_names_scan *scan, struct rtk_names_row *out, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int rc = scan->ended ? 0 : rtk_step(s, err);

	scan->ended = rc != 1;
	if (rc != 1)
		return rc;
	out->id = sqlite3_column_int64(s, 0);
	out->code = rtk_column_text(s, 1);
	out->code_size = (size_t)sqlite3_column_bytes(s, 1);
	if (!scan->meters)
		return 1;
	out->service = (enum rtk_meter_service)sqlite3_column_int(s, 2);
	out->serial = rtk_column_text(s, 3);
	out->serial_size = (size_t)sqlite3_column_bytes(s, 3);
	return 1;
}

void
rtk_names_close(struct rtk_names_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

/* --- what a norm depends on -------------------------------------------- */

/* Registered, and owners where nobody is. */
static int64_t
persons_of(sqlite3_stmt *stmt, int column, int64_t owners)
{
	int64_t registered = sqlite3_column_int64(stmt, column);

	if (sqlite3_column_type(stmt, column + 1) != SQLITE_NULL)
		owners = sqlite3_column_int64(stmt, column + 1);
	return registered > 0 ? registered : owners;
}

static int
account_facts(struct rtk_db *db, int64_t account, struct rtk_date day,
    struct rtk_norm_facts *out, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[FACT_ACCOUNT], err);
	int64_t owners = 0;
	struct rtk_date from = day;
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "id", account, day);
	rc = rtk_step(stmt, err);
	if (rc == 1) {
		out->kind = (enum rtk_premises_kind)sqlite3_column_int(stmt, 0);
		out->area.v = sqlite3_column_int64(stmt, 1);
		owners = sqlite3_column_int64(stmt, 3);
		out->persons = persons_of(stmt, 2, owners);
		from.v = sqlite3_column_int(stmt, 4);
	}
	(void)sqlite3_reset(stmt);
	if (rc <= 0)
		return rc;
	stmt = rtk_stmt(db, sql[FACT_RESIDENTS], err);
	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "idd", account, from, day);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		out->persons = persons_of(stmt, 0, owners);
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 1;
}

static int
building_facts(struct rtk_db *db, int64_t building, struct rtk_date day,
    struct rtk_norm_facts *out, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[FACT_BUILDING], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "id", building, day);
	rc = rtk_step(stmt, err);
	if (rc == 1) {
		(void)sqlite3_snprintf(sizeof(out->heating_norm),
		    out->heating_norm, "%s", rtk_column_text(stmt, 0));
		(void)sqlite3_snprintf(sizeof(out->hot_water_norm),
		    out->hot_water_norm, "%s", rtk_column_text(stmt, 1));
	}
	(void)sqlite3_reset(stmt);
	return rc;
}

int
rtk_norm_facts(struct rtk_db *db, int64_t meter, struct rtk_date day,
    struct rtk_norm_facts *out, struct rtk_err *err)
{
	int64_t account = RTK_ACCOUNT_OF(meter);
	sqlite3_stmt *stmt = rtk_stmt(db, sql[FACT_SERVICE], err);
	int rc;

	*out = (struct rtk_norm_facts){.service = RTK_METER_HEATING};
	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "i", meter);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		out->service =
		    (enum rtk_meter_service)sqlite3_column_int(stmt, 0);
	(void)sqlite3_reset(stmt);
	if (rc == 1)
		rc = account_facts(db, account, day, out, err);
	if (rc == 1)
		rc =
		    building_facts(db, RTK_BUILDING_OF(account), day, out, err);
	return rc;
}

int
rtk_reading_first_period(struct rtk_db *db, struct rtk_period *out,
    bool *found, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[FIRST_READING], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = rtk_step(stmt, err);
	*found = rc == 1 && sqlite3_column_type(stmt, 0) != SQLITE_NULL;
	if (*found)
		out->v = (int32_t)(sqlite3_column_int64(stmt, 0) >> 42);
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}
