#include "base/base.h"

#include "store/readings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/cursor.h"
#include "store/guard.h"

enum {
	READING_RANGE,
	FIRST_READING,
	READING_FROM,
	READING_MONTH_PUT,
	READING_INSERT,
	METER_FROM,
	CANDIDATE_CODE,
	CANDIDATE_SERIAL,
	CANDIDATE_GIS,
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

_Static_assert(RTK_WITHDRAWN == 9, "RTK_READING_STANDS says it");

static const char *const sql[READINGS_SQL] = {
    [FIRST_READING] = "SELECT min(id) FROM reading",
    /* both in one SELECT would read the whole table */
    [READING_RANGE] =
	"SELECT coalesce((SELECT min(id) FROM reading) >> 42, 0),"
	" coalesce((SELECT max(id) FROM reading) >> 42, -1)",
    [READING_FROM] = "SELECT 1 FROM reading WHERE id BETWEEN ?1 AND ?2"
		     " AND rtk_visit(?3, id, value, day, channel)"
		     " ORDER BY id",
    [READING_MONTH_PUT] = "INSERT INTO reading_month (batch, period)"
			  " SELECT ?1, ?2 WHERE NOT EXISTS"
			  " (SELECT 1 FROM reading_month WHERE batch = ?1"
			  " AND period = ?2)",
    [READING_INSERT] = "INSERT INTO reading (id, value, day, channel, batch,"
		       " line) SELECT c0, c1, c2, c3, c4, c5"
		       " FROM rtk_bulk(?1)",
    [METER_FROM] =
	"SELECT 1 FROM meter_version WHERE meter BETWEEN ?1 AND ?2"
	" AND rtk_visit(?3, meter, unit, digits, decimals, installed_day,"
	" initial, removed_day) ORDER BY meter, batch",
    [CANDIDATE_CODE] = CANDIDATE " WHERE m.code = ?1",
    [CANDIDATE_SERIAL] = CANDIDATE " WHERE m.serial = ?1 ORDER BY m.id",
    [CANDIDATE_GIS] =
	CANDIDATE " WHERE v.gis_number = ?1 AND v.gis_number <> ''"
		  " ORDER BY m.id",
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

/* --- what stands already ------------------------------------------------ */

struct rtk_reading_lookup {
	struct rtk_db *db;
	struct rtk_period first, last;
	struct rtk_cursor meters;
	struct rtk_cursor *readings; /* one a month from `first` on */
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
	months = (size_t)lookup->last.v - (size_t)lookup->first.v + 1;
	lookup->readings = rtk_alloc(months * sizeof(struct rtk_cursor));
	memset(lookup->readings, 0, months * sizeof(struct rtk_cursor));
	*out = lookup;
	return 0;
}

void
rtk_reading_lookup_close(struct rtk_reading_lookup *lookup)
{
	if (lookup == NULL)
		return;
	for (int32_t p = lookup->first.v; p <= lookup->last.v; p++)
		rtk_cursor_close(&lookup->readings[p - lookup->first.v]);
	rtk_cursor_close(&lookup->meters);
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
cursor_at(struct rtk_cursor *c, struct rtk_db *db,
    const struct rtk_cursor_source *source, int64_t key, struct rtk_err *err)
{
	if (c->stmt != NULL)
		return rtk_cursor_to(c, key, err);
	return rtk_cursor_open(c, db, source, key, err);
}

int
rtk_meter_at(struct rtk_reading_lookup *lookup, int64_t meter,
    struct rtk_meter *out, struct rtk_err *err)
{
	const struct rtk_cursor_source source = {sql[METER_FROM], 7, INT64_MAX};
	struct rtk_cursor *c = &lookup->meters;
	const int64_t *cell;
	bool found = false;

	if (cursor_at(c, lookup->db, &source, meter, err) < 0)
		return -1;
	/* the newest batch comes last */
	while ((cell = rtk_cursor_row(c)) != NULL && cell[0] == meter) {
		found = true;
		*out = (struct rtk_meter){
		    .id = meter,
		    .unit = (enum rtk_meter_unit)cell[1],
		    .digits = (int)cell[2],
		    .decimals = (int)cell[3],
		    .installed = {(int32_t)cell[4]},
		    .initial = {cell[5]},
		    .removed = cell[6] == RTK_BULK_NULL
			? RTK_DATE_NONE
			: (struct rtk_date){(int32_t)cell[6]},
		};
		if (rtk_cursor_next(c, err) < 0)
			return -1;
	}
	return found;
}

int
rtk_readings_at(struct rtk_reading_lookup *lookup, struct rtk_period period,
    int64_t meter, struct rtk_reading out[RTK_READINGS_OF_MONTH],
    struct rtk_err *err)
{
	struct rtk_period next = {period.v + 1};
	const struct rtk_cursor_source source = {
	    sql[READING_FROM], 4, RTK_READING_ID(next, 0, 0) - 1};
	const int64_t first = RTK_READING_ID(period, meter, 0), *cell;
	struct rtk_cursor *c;
	int count = 0;

	if (period.v < lookup->first.v || period.v > lookup->last.v)
		return 0;
	c = &lookup->readings[period.v - lookup->first.v];
	if (cursor_at(c, lookup->db, &source, first, err) < 0)
		return -1;
	while ((cell = rtk_cursor_row(c)) != NULL &&
	    cell[0] < first + RTK_READINGS_OF_MONTH) {
		RTK_ASSERT(count < RTK_READINGS_OF_MONTH);
		out[count++] = (struct rtk_reading){
		    .id = cell[0],
		    .meter = meter,
		    .period = period,
		    .day = {(int32_t)cell[2]},
		    .value = {cell[1]},
		    .channel = (enum rtk_channel)cell[3],
		};
		if (rtk_cursor_next(c, err) < 0)
			return -1;
	}
	return count;
}

void
rtk_reading_withdraw(struct rtk_reading *list, size_t *count,
    const struct rtk_reading *withdrawal)
{
	for (size_t i = *count; i > 0; i--) {
		struct rtk_reading *r = &list[i - 1];

		if (r->meter != withdrawal->meter ||
		    r->period.v != withdrawal->period.v)
			return;
		if (r->day.v != withdrawal->day.v ||
		    r->value.v != withdrawal->value.v)
			continue;
		memmove(r, r + 1, (*count - i) * sizeof(*r));
		(*count)--;
		return;
	}
}

/* Which months the readings of a batch count for; the cells are sorted. */
static int
add_months(struct rtk_db *db, const int64_t *cells, size_t count,
    struct rtk_err *err)
{
	int64_t period = -1;

	for (size_t i = 0; i < count; i++) {
		const int64_t *row = &cells[i * RTK_READING_CELLS];

		if (row[0] >> 42 == period)
			continue;
		period = row[0] >> 42;
		if (rtk_run_bound(db, sql[READING_MONTH_PUT], err, "ii",
			row[4], period) < 0)
			return -1;
	}
	return 0;
}

int
rtk_readings_add(
    struct rtk_db *db, const int64_t *cells, size_t count, struct rtk_err *err)
{
	static const struct rtk_guard guard = RTK_GUARD(reading_no_replace);
	struct rtk_bulk bulk = {
	    .cells = cells, .count = count, .width = RTK_READING_CELLS};

	if (add_months(db, cells, count, err) < 0)
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
	    [RTK_BY_GIS] = CANDIDATE_GIS,
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
