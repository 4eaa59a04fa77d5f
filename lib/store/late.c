#include "base/base.h"

#include "store/late.h"

#include <stdlib.h>

#include "store/stmt.h"

/* In the order in which reasons are preferred. */
enum {
	LATE_READINGS,
	LATE_ABSENCES,
	LATE_OUTAGES,
	LATE_METERS,
	LATE_RESIDENTS,
	LATE_TEMPORARY,
	LATE_ACCOUNTS,
	LATE_BUILDINGS,
	LATE_CONTRACTS,
	LATE_ACTS,
	LATE_ALLOCATORS,
	LATE_TARIFFS,
	LATE_NORMS,
	LATE_MONTHS,
	LATE_POLICIES,
	LATE_QUALITIES,
	LATE_TEMPERATURES,
	LATE_SQL
};

/*
 * Object, first day, batch, line. ?1: later batches, ?2: in force until this
 * day; of what is kept by month ?2..?3 are the keys of one month, whose day is
 * its first.
 * A meter described anew counts from its removal, if that is what is new; a
 * number in ГИС ЖКХ alone changes no sum.
 */
static const char *const sql[LATE_SQL] = {
    [LATE_READINGS] = "SELECT (id >> 4) & 274877906943, 0, batch, line"
		      " FROM reading WHERE id BETWEEN ?2 AND ?3"
		      " AND batch > ?1",
    [LATE_ABSENCES] = "SELECT (id >> 10) & 4294967295, 0, batch, line"
		      " FROM absence WHERE id BETWEEN ?2 AND ?3"
		      " AND batch > ?1",
    [LATE_OUTAGES] = "SELECT (id >> 10) & 4294967295, 0, batch, line"
		     " FROM outage WHERE id BETWEEN ?2 AND ?3"
		     " AND batch > ?1",
    [LATE_METERS] =
	"SELECT v.meter, CASE WHEN v.removed_day IS NOT NULL AND EXISTS"
	" (SELECT 1 FROM meter_version o WHERE o.meter = v.meter"
	"  AND o.batch < v.batch AND o.removed_day IS NULL)"
	" THEN min(v.removed_day, ?2) ELSE v.installed_day END, v.batch,"
	" v.line FROM meter_version v"
	" WHERE v.batch > ?1 AND v.installed_day <= ?2"
	" AND NOT EXISTS (SELECT 1 FROM meter_version o"
	"  WHERE o.meter = v.meter"
	"  AND o.batch = (SELECT max(p.batch) FROM meter_version p"
	"   WHERE p.meter = v.meter AND p.batch < v.batch)"
	"  AND o.unit = v.unit AND o.digits = v.digits"
	"  AND o.decimals = v.decimals AND o.installed_day = v.installed_day"
	"  AND o.initial = v.initial"
	"  AND o.verified_until_day IS v.verified_until_day"
	"  AND o.removed_day IS v.removed_day AND o.final IS v.final"
	"  AND o.reason = v.reason)",
    [LATE_RESIDENTS] = "SELECT account, valid_from_day, batch, line"
		       " FROM residents"
		       " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_TEMPORARY] = "SELECT account, date_from_day, batch, line"
		       " FROM temporary"
		       " WHERE batch > ?1 AND date_from_day <= ?2",
    [LATE_ACCOUNTS] = "SELECT account, valid_from_day, batch, line"
		      " FROM account_version"
		      " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_BUILDINGS] = "SELECT building, valid_from_day, batch, line"
		       " FROM building_version"
		       " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_CONTRACTS] = "SELECT account, valid_from_day, batch, line"
		       " FROM contract"
		       " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_ACTS] = "SELECT account, day, batch, line FROM act"
		  " WHERE batch > ?1 AND day <= ?2",
    [LATE_ALLOCATORS] = "SELECT account, settled_day, batch, line"
			" FROM allocator"
			" WHERE batch > ?1 AND settled_day <= ?2",
    [LATE_TARIFFS] = "SELECT 0, valid_from_day, batch, line FROM tariff"
		     " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_NORMS] = "SELECT 0, valid_from_day, batch, line FROM norm"
		   " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_MONTHS] = "SELECT 0, valid_from_day, batch, line"
		    " FROM heating_months"
		    " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_POLICIES] = "SELECT 0, valid_from_day, batch, line FROM policy"
		      " WHERE batch > ?1 AND valid_from_day <= ?2",
    [LATE_QUALITIES] = "SELECT 0, valid_from_day, batch, line FROM quality"
		       " WHERE batch > ?1 AND valid_from_day <= ?2",
    /* the days of one file are one fact */
    [LATE_TEMPERATURES] = "SELECT 0, min(day), batch, min(line)"
			  " FROM temperature WHERE batch > ?1 AND day <= ?2"
			  " GROUP BY batch",
};

const struct rtk_sql_table rtk_late_sql = {sql, RTK_COUNT(sql)};

static const enum rtk_reason reasons[LATE_SQL] = {
    [LATE_READINGS] = RTK_REASON_READINGS,
    [LATE_ABSENCES] = RTK_REASON_ABSENCES,
    [LATE_OUTAGES] = RTK_REASON_OUTAGES,
    [LATE_METERS] = RTK_REASON_METERS,
    [LATE_RESIDENTS] = RTK_REASON_RESIDENTS,
    [LATE_TEMPORARY] = RTK_REASON_RESIDENTS,
    [LATE_ACCOUNTS] = RTK_REASON_ACCOUNTS,
    [LATE_BUILDINGS] = RTK_REASON_BUILDINGS,
    [LATE_CONTRACTS] = RTK_REASON_CONTRACTS,
    [LATE_ACTS] = RTK_REASON_ACTS,
    [LATE_ALLOCATORS] = RTK_REASON_ALLOCATORS,
    [LATE_TARIFFS] = RTK_REASON_TARIFFS,
    [LATE_NORMS] = RTK_REASON_NORMS,
    [LATE_MONTHS] = RTK_REASON_HEATING_MONTHS,
    [LATE_POLICIES] = RTK_REASON_POLICIES,
    [LATE_QUALITIES] = RTK_REASON_QUALITY,
    [LATE_TEMPERATURES] = RTK_REASON_TEMPERATURES,
};

/* Readings, absences and outages are kept by month. */
static bool
by_month(int table)
{
	return table <= LATE_OUTAGES;
}

struct rtk_late_scan {
	struct rtk_db *db;
	struct rtk_late_query query;
	sqlite3_stmt *stmt;
	int table;
	struct rtk_period month; /* of what is kept by month */
};

static int
open_table(struct rtk_late_scan *scan, struct rtk_err *err)
{
	struct rtk_period next = {scan->month.v + 1};

	RTK_ASSERT(scan->table >= 0);
	RTK_ASSERT(scan->table < LATE_SQL);
	(void)sqlite3_finalize(scan->stmt);
	scan->stmt = rtk_stmt_own(scan->db, sql[scan->table], err);
	if (scan->stmt == NULL)
		return -1;
	/* the keys of all three begin with the month */
	if (by_month(scan->table))
		rtk_bind(scan->stmt, "iii", scan->query.batch_after,
		    RTK_READING_ID(scan->month, 0, 0),
		    RTK_READING_ID(next, 0, 0) - 1);
	else
		rtk_bind(scan->stmt, "id", scan->query.batch_after,
		    scan->query.until);
	return 0;
}

int
rtk_late_scan_open(struct rtk_late_scan **out, struct rtk_db *db,
    const struct rtk_late_query *query, struct rtk_err *err)
{
	struct rtk_late_scan *scan = rtk_alloc(sizeof(*scan));

	*scan = (struct rtk_late_scan){
	    .db = db, .query = *query, .month = query->first};
	if (open_table(scan, err) < 0) {
		rtk_late_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

void
rtk_late_scan_close(struct rtk_late_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

/* The building and account of the object of the table. */
static void
set_object(struct rtk_late_fact *out, int table, int64_t object)
{
	const int64_t numbers = (1 << RTK_ACCOUNT_BITS) - 1;

	if (table >= LATE_TARIFFS)
		return;
	if (table == LATE_BUILDINGS) {
		out->building = object;
		return;
	}
	if (table == LATE_READINGS || table == LATE_METERS)
		object = RTK_ACCOUNT_OF(object);
	out->building = RTK_BUILDING_OF(object);
	if ((object & numbers) != 0)
		out->account = object;
}

/* The next month, or the next table: 1, 0 no more, -1. */
static int
go_on(struct rtk_late_scan *scan, struct rtk_err *err)
{
	if (by_month(scan->table) && scan->month.v < scan->query.last.v) {
		scan->month.v++;
	} else {
		scan->table++;
		scan->month = scan->query.first;
	}
	if (scan->table == LATE_SQL)
		return 0;
	return open_table(scan, err) < 0 ? -1 : 1;
}

int
rtk_late_scan_next(struct rtk_late_scan *scan, struct rtk_late_fact *out,
    struct rtk_err *err)
{
	int rc;

	if (scan->table == LATE_SQL)
		return 0;
	while ((rc = rtk_step(scan->stmt, err)) == 0) {
		rc = go_on(scan, err);
		if (rc <= 0)
			return rc;
	}
	if (rc < 0)
		return -1;
	*out = (struct rtk_late_fact){
	    .from = {sqlite3_column_int(scan->stmt, 1)},
	    .reason = reasons[scan->table],
	    .batch = sqlite3_column_int64(scan->stmt, 2),
	    .line = (long)sqlite3_column_int64(scan->stmt, 3),
	};
	if (by_month(scan->table))
		out->from = rtk_period_first(scan->month);
	set_object(out, scan->table, sqlite3_column_int64(scan->stmt, 0));
	return 1;
}
