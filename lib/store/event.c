#include "base/base.h"

#include "store/event.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum {
	ABSENCE_NEWEST,
	ABSENCE_LAST,
	ABSENCE_PUT,
	ABSENCE_SCAN,
	ABSENCE_DOCUMENTS,
	OUTAGE_NEWEST,
	OUTAGE_LAST,
	OUTAGE_PUT,
	OUTAGE_SCAN,
	OUTAGE_DOCUMENTS,
	EVENT_SQL
};

/* ?1..?2 a range of keys: of one account and month, or of many accounts. */
static const char *const sql[EVENT_SQL] = {
    [ABSENCE_NEWEST] =
	"SELECT batch, line, persons IS ?5 AND document IS ?6 AND flags IS ?7,"
	" date_to_day"
	" FROM absence WHERE id BETWEEN ?1 AND ?2"
	" AND date_from_day = ?3 AND date_to_day = ?4"
	" ORDER BY id DESC LIMIT 1",
    [ABSENCE_LAST] = "SELECT max(id) FROM absence WHERE id BETWEEN ?1 AND ?2",
    [ABSENCE_PUT] =
	"INSERT INTO absence (id, date_from_day, date_to_day, persons,"
	" flags, document, batch, line)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [ABSENCE_SCAN] =
	"SELECT id, date_from_day, date_to_day, persons, flags, batch"
	" FROM absence WHERE id BETWEEN ?1 AND ?2 AND batch <= ?3 ORDER BY id",
    [ABSENCE_DOCUMENTS] =
	"SELECT DISTINCT document FROM absence a WHERE id BETWEEN ?1 AND ?2"
	" AND batch <= ?3 AND persons > 0 AND ?4 = ?4 AND ?5 = ?5"
	" AND NOT EXISTS (SELECT 1 FROM absence n WHERE n.id BETWEEN ?1 AND"
	" ?2 AND n.id > a.id AND n.batch <= ?3"
	" AND n.date_from_day = a.date_from_day"
	" AND n.date_to_day = a.date_to_day) ORDER BY date_from_day",
    [OUTAGE_NEWEST] =
	"SELECT batch, line, end_minute IS ?6 AND temperature IS ?7"
	" AND flags IS ?8 AND document IS ?9 AND pressure IS ?10, end_minute"
	" FROM outage WHERE id BETWEEN ?1 AND ?2"
	" AND service = ?3 AND kind = ?4 AND begin_minute = ?5"
	" ORDER BY id DESC LIMIT 1",
    [OUTAGE_LAST] = "SELECT max(id) FROM outage WHERE id BETWEEN ?1 AND ?2",
    [OUTAGE_PUT] =
	"INSERT INTO outage (id, service, kind, begin_minute, end_minute,"
	" temperature, flags, document, batch, line, pressure)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [OUTAGE_SCAN] =
	"SELECT id, service, kind, begin_minute, end_minute, temperature,"
	" flags, batch, pressure FROM outage"
	" WHERE id BETWEEN ?1 AND ?2 AND batch <= ?3 ORDER BY id",
    [OUTAGE_DOCUMENTS] =
	"SELECT DISTINCT document FROM outage a WHERE id BETWEEN ?1 AND ?2"
	" AND batch <= ?3 AND end_minute > begin_minute"
	" AND service = ?4 AND kind = ?5"
	" AND NOT EXISTS (SELECT 1 FROM outage n WHERE n.id BETWEEN ?1 AND"
	" ?2 AND n.id > a.id AND n.batch <= ?3 AND n.service = ?4"
	" AND n.kind = ?5 AND n.begin_minute = a.begin_minute)"
	" ORDER BY begin_minute",
};

const struct rtk_sql_table rtk_event_sql = {sql, RTK_COUNT(sql)};

enum {
	DAY_MINUTES = 24 * 60,
	NUMBERS = 1024, /* records of an account and month */
	FLAG_DEAD_END = 1,
	FLAG_PLANNED = 2,
	FLAG_CORNER = 4,
	FLAG_FORCE_MAJEURE = 1 /* of absences */
};

/* --- storing ----------------------------------------------------------- */

/* The newest record of the key, as asked by a bound statement. */
struct newest {
	bool found;
	int64_t last; /* its last day or minute */
};

/* Is it the same? Or another one of the same file? */
static int
read_newest(struct newest *out, sqlite3_stmt *stmt,
    struct rtk_event_origin *origin, struct rtk_err *err)
{
	int rc = rtk_step(stmt, err);

	*out = (struct newest){.found = rc == 1};
	origin->known = false;
	origin->other_line = 0;
	if (rc == 1) {
		bool here = sqlite3_column_int64(stmt, 0) == origin->batch;

		out->last = sqlite3_column_int64(stmt, 3);
		origin->known = sqlite3_column_int(stmt, 2) != 0;
		if (here && !origin->known)
			origin->other_line =
			    (long)sqlite3_column_int64(stmt, 1);
	}
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}

/* The next free key of an account and month. */
static int
next_id(struct rtk_db *db, int which, const int64_t range[2], int64_t *id,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[which], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "ii", range[0], range[1]);
	rc = rtk_step(stmt, err);
	*id = range[0];
	if (rc == 1 && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
		*id = sqlite3_column_int64(stmt, 0) + 1;
	(void)sqlite3_reset(stmt);
	if (rc >= 0 && *id > range[1])
		return rtk_failf(err, RTK_E_REG_FULL, "%d", NUMBERS);
	return rc < 0 ? -1 : 0;
}

static void
keys_of(int64_t range[2], struct rtk_period period, int64_t account)
{
	range[0] = RTK_EVENT_ID(period, account, 0);
	range[1] = RTK_EVENT_ID(period, account, NUMBERS - 1);
}

int
rtk_absence_put(struct rtk_db *db, const struct rtk_absence *a,
    struct rtk_event_origin *origin, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[ABSENCE_NEWEST], err);
	struct rtk_period p = rtk_period_of(a->from);
	struct newest newest;
	int64_t range[2], id;
	int64_t flags = a->force_majeure ? FLAG_FORCE_MAJEURE : 0;

	if (stmt == NULL)
		return -1;
	keys_of(range, p, a->account);
	rtk_bind(stmt, "iidditi", range[0], range[1], a->from, a->to,
	    (int64_t)a->persons, origin->document, flags);
	if (read_newest(&newest, stmt, origin, err) < 0)
		return -1;
	if (origin->known || origin->other_line != 0)
		return 0;
	for (; p.v <= rtk_period_of(a->to).v; p.v++) {
		keys_of(range, p, a->account);
		if (next_id(db, ABSENCE_LAST, range, &id, err) < 0 ||
		    rtk_run_bound(db, sql[ABSENCE_PUT], err, "iddiitii", id,
			a->from, a->to, (int64_t)a->persons, flags,
			origin->document, origin->batch,
			(int64_t)origin->line) < 0)
			return -1;
	}
	return 0;
}

static struct rtk_period
month_of(int64_t minute)
{
	return rtk_period_of(
	    (struct rtk_date){(int32_t)(minute / DAY_MINUTES)});
}

void
rtk_outage_months(const struct rtk_outage *outage, struct rtk_period *first,
    struct rtk_period *last)
{
	*first = *last = month_of(outage->begin_minute);
	if (outage->end_minute > outage->begin_minute)
		*last = month_of(outage->end_minute - 1);
}

static int64_t
flags_of(const struct rtk_outage *o)
{
	return (o->dead_end ? FLAG_DEAD_END : 0) |
	    (o->planned ? FLAG_PLANNED : 0) | (o->corner ? FLAG_CORNER : 0);
}

static int64_t
temperature_of(const struct rtk_outage *o)
{
	return o->has_temperature ? o->temperature : RTK_BULK_NULL;
}

static int64_t
pressure_of(const struct rtk_outage *o)
{
	return o->has_pressure ? o->pressure : RTK_BULK_NULL;
}

static int
put_month(struct rtk_db *db, const struct rtk_outage *o,
    struct rtk_period period, const struct rtk_event_origin *origin,
    struct rtk_err *err)
{
	int64_t range[2], id;

	keys_of(range, period, o->account);
	if (next_id(db, OUTAGE_LAST, range, &id, err) < 0)
		return -1;
	return rtk_run_bound(db, sql[OUTAGE_PUT], err, "iiiiimitiim", id,
	    (int64_t)o->service, (int64_t)o->kind, o->begin_minute,
	    o->end_minute, temperature_of(o), flags_of(o), origin->document,
	    origin->batch, (int64_t)origin->line, pressure_of(o));
}

int
rtk_outage_put(struct rtk_db *db, const struct rtk_outage *o,
    struct rtk_event_origin *origin, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[OUTAGE_NEWEST], err);
	struct rtk_outage before = *o;
	struct rtk_period p, last, old_last;
	struct newest newest;
	int64_t range[2];

	if (stmt == NULL)
		return -1;
	rtk_outage_months(o, &p, &last);
	keys_of(range, p, o->account);
	rtk_bind(stmt, "iiiiiimitm", range[0], range[1], (int64_t)o->service,
	    (int64_t)o->kind, o->begin_minute, o->end_minute, temperature_of(o),
	    flags_of(o), origin->document, pressure_of(o));
	if (read_newest(&newest, stmt, origin, err) < 0)
		return -1;
	if (origin->known || origin->other_line != 0)
		return 0;
	/* the months of the record that it replaces must learn of it */
	if (newest.found) {
		before.end_minute = newest.last;
		rtk_outage_months(&before, &p, &old_last);
		if (old_last.v > last.v)
			last = old_last;
	}
	for (; p.v <= last.v; p.v++)
		if (put_month(db, o, p, origin, err) < 0)
			return -1;
	return 0;
}

/* --- the scan of a month ----------------------------------------------- */

struct rtk_event_scan {
	sqlite3_stmt *absence, *outage;
	bool has_absence, has_outage; /* on a row */
	struct rtk_absence *absences;
	struct rtk_outage *outages;
	size_t absence_room, outage_room;
};

static int64_t
account_of(int64_t id)
{
	return id >> 10 & ((INT64_C(1) << 32) - 1);
}

static int
advance(sqlite3_stmt *stmt, bool *on_row, struct rtk_err *err)
{
	int rc = rtk_step(stmt, err);

	*on_row = rc == 1;
	return rc < 0 ? -1 : 0;
}

static sqlite3_stmt *
open_cursor(struct rtk_db *db, int which, const int64_t range[2],
    int64_t batch_max, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[which], err);

	if (stmt != NULL)
		rtk_bind(stmt, "iii", range[0], range[1], batch_max);
	return stmt;
}

int
rtk_event_scan_open(struct rtk_event_scan **out, struct rtk_db *db,
    const struct rtk_event_range *range, struct rtk_err *err)
{
	struct rtk_event_scan *scan = rtk_alloc(sizeof(*scan));
	int64_t first = RTK_ACCOUNT_ID(range->building_from, 0);
	int64_t end = RTK_ACCOUNT_ID(range->building_to + 1, 0);
	const int64_t keys[] = {RTK_EVENT_ID(range->period, first, 0),
	    RTK_EVENT_ID(range->period, end, 0) - 1};

	memset(scan, 0, sizeof(*scan));
	scan->absence =
	    open_cursor(db, ABSENCE_SCAN, keys, range->batch_max, err);
	if (scan->absence != NULL)
		scan->outage =
		    open_cursor(db, OUTAGE_SCAN, keys, range->batch_max, err);
	if (scan->outage == NULL ||
	    advance(scan->absence, &scan->has_absence, err) < 0 ||
	    advance(scan->outage, &scan->has_outage, err) < 0) {
		rtk_event_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

void
rtk_event_scan_close(struct rtk_event_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->absence);
	(void)sqlite3_finalize(scan->outage);
	free(scan->absences);
	free(scan->outages);
	free(scan);
}

/* The place of a record: that of the older one of its key, or a new one. */
static size_t
place_absence(const struct rtk_event_scan *scan, size_t count,
    const struct rtk_absence *a)
{
	for (size_t i = count; i-- > 0;) {
		const struct rtk_absence *old = &scan->absences[i];

		if (old->account != a->account)
			break;
		if (old->from.v == a->from.v && old->to.v == a->to.v)
			return i;
	}
	return count;
}

static size_t
place_outage(
    const struct rtk_event_scan *scan, size_t count, const struct rtk_outage *o)
{
	for (size_t i = count; i-- > 0;) {
		const struct rtk_outage *old = &scan->outages[i];

		if (old->account != o->account)
			break;
		if (old->service == o->service && old->kind == o->kind &&
		    old->begin_minute == o->begin_minute)
			return i;
	}
	return count;
}

static int
gather_absences(struct rtk_event_scan *scan, const int64_t range[2],
    size_t *count, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->absence;
	size_t all = 0;

	while (scan->has_absence) {
		struct rtk_absence a = {.id = sqlite3_column_int64(s, 0),
		    .from = rtk_column_date(s, 1),
		    .to = rtk_column_date(s, 2),
		    .persons = sqlite3_column_int(s, 3),
		    .force_majeure = sqlite3_column_int(s, 4) != 0,
		    .batch = sqlite3_column_int64(s, 5)};
		size_t at;

		a.account = account_of(a.id);
		if (a.account >= range[1])
			break;
		at = place_absence(scan, all, &a);
		scan->absences = rtk_array_grow(
		    scan->absences, &scan->absence_room, all, sizeof(a));
		if (a.account >= range[0]) {
			scan->absences[at] = a;
			all += at == all;
		}
		if (advance(s, &scan->has_absence, err) < 0)
			return -1;
	}
	*count = 0;
	for (size_t i = 0; i < all; i++)
		if (scan->absences[i].persons > 0)
			scan->absences[(*count)++] = scan->absences[i];
	return 0;
}

static void
read_outage(struct rtk_outage *out, sqlite3_stmt *s)
{
	int flags = sqlite3_column_int(s, 6);

	*out = (struct rtk_outage){.id = sqlite3_column_int64(s, 0),
	    .account = account_of(sqlite3_column_int64(s, 0)),
	    .service = (enum rtk_service)sqlite3_column_int(s, 1),
	    .kind = (enum rtk_outage_kind)sqlite3_column_int(s, 2),
	    .begin_minute = sqlite3_column_int64(s, 3),
	    .end_minute = sqlite3_column_int64(s, 4),
	    .has_temperature = sqlite3_column_type(s, 5) != SQLITE_NULL,
	    .temperature = sqlite3_column_int(s, 5),
	    .dead_end = (flags & FLAG_DEAD_END) != 0,
	    .planned = (flags & FLAG_PLANNED) != 0,
	    .corner = (flags & FLAG_CORNER) != 0,
	    .has_pressure = sqlite3_column_type(s, 8) != SQLITE_NULL,
	    .pressure = sqlite3_column_int(s, 8),
	    .batch = sqlite3_column_int64(s, 7)};
}

static int
gather_outages(struct rtk_event_scan *scan, const int64_t range[2],
    size_t *count, struct rtk_err *err)
{
	size_t all = 0;

	while (scan->has_outage) {
		struct rtk_outage o;
		size_t at;

		read_outage(&o, scan->outage);
		if (o.account >= range[1])
			break;
		at = place_outage(scan, all, &o);
		scan->outages = rtk_array_grow(
		    scan->outages, &scan->outage_room, all, sizeof(o));
		if (o.account >= range[0]) {
			scan->outages[at] = o;
			all += at == all;
		}
		if (advance(scan->outage, &scan->has_outage, err) < 0)
			return -1;
	}
	*count = 0;
	for (size_t i = 0; i < all; i++)
		if (scan->outages[i].end_minute > scan->outages[i].begin_minute)
			scan->outages[(*count)++] = scan->outages[i];
	return 0;
}

int
rtk_event_scan_building(struct rtk_event_scan *scan, int64_t building,
    struct rtk_event_facts *out, struct rtk_err *err)
{
	const int64_t range[] = {
	    RTK_ACCOUNT_ID(building, 0), RTK_ACCOUNT_ID(building + 1, 0)};

	if (gather_absences(scan, range, &out->absence_count, err) < 0 ||
	    gather_outages(scan, range, &out->outage_count, err) < 0)
		return -1;
	out->absences = scan->absences;
	out->outages = scan->outages;
	return 0;
}

/* --- documents --------------------------------------------------------- */

/* Whether the list has it as a whole item. */
static bool
has_document(const char *list, const char *document)
{
	const size_t size = strlen(document);

	for (const char *at = strstr(list, document); at != NULL;
	     at = strstr(at + 1, document)) {
		bool begins = at == list ||
		    (at - list > 1 && at[-1] == ' ' && at[-2] == ';');
		bool ends = at[size] == '\0' || at[size] == ';';

		if (begins && ends)
			return true;
	}
	return false;
}

static void
add_document(char out[RTK_EVENT_DOCUMENT_BYTES], const char *document)
{
	size_t size = strlen(out);

	if (has_document(out, document))
		return;
	(void)sqlite3_snprintf((int)(RTK_EVENT_DOCUMENT_BYTES - size),
	    out + size, "%s%s", size > 0 ? "; " : "", document);
}

int
rtk_event_documents(struct rtk_db *db, const struct rtk_event_question *q,
    char out[RTK_EVENT_DOCUMENT_BYTES], struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(
	    db, sql[q->kind < 0 ? ABSENCE_DOCUMENTS : OUTAGE_DOCUMENTS], err);
	int64_t house = RTK_ACCOUNT_ID(RTK_BUILDING_OF(q->account), 0);
	const int64_t accounts[] = {house, q->account};
	int rc = 0;

	if (s == NULL)
		return -1;
	out[0] = '\0';
	for (size_t i = 0; rc == 0 && i < RTK_COUNT(accounts); i++) {
		int64_t range[2];

		keys_of(range, q->period, accounts[i]);
		rtk_bind(s, "iiiii", range[0], range[1], q->batch_max,
		    (int64_t)q->service, (int64_t)q->kind);
		while ((rc = rtk_step(s, err)) == 1)
			add_document(out, rtk_column_text(s, 0));
		(void)sqlite3_reset(s);
	}
	return rc;
}
