#include "base/base.h"

#include "store/party.h"

#include <stdlib.h>
#include <string.h>

#include "store/stmt.h"

enum { PARTY_SCAN, PARTY_METERS, READINGS_OF, PARTY_SQL };

static const char *const sql[PARTY_SQL] = {
    [PARTY_SCAN] =
	"SELECT v.account, a.number, c.name, c.flat, b.municipality,"
	" b.street, b.house, b.post_index, b.route, bb.code, c.els, c.inn,"
	" c.contract, c.email, v.kind, v.grp, v.delivery, v.area,"
	" coalesce(r.registered, v.registered), coalesce(r.owners, v.owners),"
	" b.heating_norm, b.hot_water_norm, b.total_area, c.phone"
	" FROM account a"
	" JOIN account_version v ON v.account = a.id"
	"  AND (v.valid_from_day, v.batch) = (SELECT valid_from_day, batch"
	"   FROM account_version WHERE account = a.id"
	"   AND valid_from_day <= ?3"
	"   ORDER BY valid_from_day DESC, batch DESC LIMIT 1)"
	" JOIN account_contact c ON c.account = a.id"
	"  AND c.valid_from_day = v.valid_from_day AND c.batch = v.batch"
	" JOIN building bb ON bb.id = a.id >> 12"
	" JOIN building_version b ON b.building = bb.id"
	"  AND (b.valid_from_day, b.batch) = (SELECT valid_from_day, batch"
	"   FROM building_version WHERE building = bb.id"
	"   AND valid_from_day <= ?3"
	"   ORDER BY valid_from_day DESC, batch DESC LIMIT 1)"
	" LEFT JOIN residents r ON r.account = a.id"
	"  AND (r.valid_from_day, r.batch) = (SELECT valid_from_day, batch"
	"   FROM residents WHERE account = a.id AND valid_from_day <= ?3"
	"   AND valid_from_day >= v.valid_from_day"
	"   ORDER BY valid_from_day DESC, batch DESC LIMIT 1)"
	" WHERE a.id BETWEEN ?1 AND ?2 ORDER BY a.id",
    [PARTY_METERS] =
	"SELECT m.id, m.service, v.unit, v.decimals, m.serial,"
	" v.verified_until_day, v.initial, v.installed_day, v.final,"
	" v.removed_day"
	" FROM meter m JOIN meter_version v ON v.meter = m.id"
	"  AND v.batch = (SELECT max(batch) FROM meter_version"
	"   WHERE meter = m.id)"
	" WHERE m.id BETWEEN ?1 AND ?2 AND v.installed_day <= ?4"
	" AND coalesce(v.removed_day, ?4) >= ?3 ORDER BY m.id",
    [READINGS_OF] = "SELECT value, day FROM reading r"
		    " WHERE id BETWEEN ?1 AND ?2 AND " RTK_READING_STANDS
		    " ORDER BY day DESC LIMIT 1",
};

const struct rtk_sql_table rtk_party_sql = {sql, RTK_COUNT(sql)};

struct rtk_party_scan {
	sqlite3_stmt *stmt;
};

int
rtk_party_scan_open(struct rtk_party_scan **out, struct rtk_db *db,
    const int64_t account_range[2], struct rtk_date day, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[PARTY_SCAN], err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "iid", account_range[0], account_range[1], day);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

void
rtk_party_scan_close(struct rtk_party_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

static const char *
text_of(sqlite3_stmt *stmt, int column, struct rtk_arena *arena)
{
	const char *text = rtk_column_text(stmt, column);

	return rtk_arena_copy(arena, text, strlen(text));
}

int
rtk_party_scan_next(struct rtk_party_scan *scan, struct rtk_party *out,
    struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int rc = rtk_step(s, err);

	if (rc != 1)
		return rc;
	*out = (struct rtk_party){
	    .account = sqlite3_column_int64(s, 0),
	    .number = text_of(s, 1, arena),
	    .name = text_of(s, 2, arena),
	    .flat = text_of(s, 3, arena),
	    .municipality = text_of(s, 4, arena),
	    .street = text_of(s, 5, arena),
	    .house = text_of(s, 6, arena),
	    .post_index = text_of(s, 7, arena),
	    .route = text_of(s, 8, arena),
	    .building = text_of(s, 9, arena),
	    .els = text_of(s, 10, arena),
	    .inn = text_of(s, 11, arena),
	    .contract = text_of(s, 12, arena),
	    .email = text_of(s, 13, arena),
	    .kind = (enum rtk_premises_kind)sqlite3_column_int(s, 14),
	    .group = (enum rtk_group)sqlite3_column_int(s, 15),
	    .delivery = (enum rtk_delivery)sqlite3_column_int(s, 16),
	    .area = {sqlite3_column_int64(s, 17)},
	    .registered = sqlite3_column_int(s, 18),
	    .owners = sqlite3_column_int(s, 19),
	    .heating_norm = text_of(s, 20, arena),
	    .hot_water_norm = text_of(s, 21, arena),
	    .total_area = {sqlite3_column_int64(s, 22)},
	    .phone = text_of(s, 23, arena),
	};
	return 1;
}

/* The last reading of a meter that counts for a period: 1, 0, -1. */
static int
last_reading(struct rtk_db *db, int64_t meter, struct rtk_period period,
    struct rtk_reading *out, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[READINGS_OF], err);
	int rc;

	if (s == NULL)
		return -1;
	RTK_ASSERT(period.v <= RTK_PERIOD_MAX);
	rtk_bind(s, "ii", RTK_READING_ID(period, meter, 0),
	    RTK_READING_ID(period, meter + 1, 0) - 1);
	rc = rtk_step(s, err);
	if (rc == 1) {
		out->value.v = sqlite3_column_int64(s, 0);
		out->day = rtk_column_date(s, 1);
	}
	(void)sqlite3_reset(s);
	return rc;
}

/* Both readings of a meter; without an earlier one: its initial value. */
static int
set_readings(struct rtk_party_meter *m, struct rtk_db *db, int64_t meter,
    const struct rtk_party_month *month, struct rtk_err *err)
{
	struct rtk_period p = month->period;
	struct rtk_reading r = {.id = 0};
	int rc = last_reading(db, meter, p, &r, err);

	if (rc == 1 && !m->has_current) {
		m->has_current = true;
		m->current = r.value;
		m->current_day = r.day;
	}
	for (int i = 1; rc >= 0 && i <= month->months_back; i++) {
		p.v = month->period.v - i;
		rc = p.v >= 0 ? last_reading(db, meter, p, &r, err) : 0;
		if (rc != 1)
			continue;
		m->has_previous = true;
		m->previous = r.value;
		m->previous_day = r.day;
		return 0;
	}
	return rc < 0 ? -1 : 0;
}

static void
read_meter(struct rtk_party_meter *m, sqlite3_stmt *s,
    const struct rtk_party_month *month)
{
	*m = (struct rtk_party_meter){
	    .service = (enum rtk_meter_service)sqlite3_column_int(s, 1),
	    .unit = (enum rtk_meter_unit)sqlite3_column_int(s, 2),
	    .decimals = sqlite3_column_int(s, 3),
	    .serial = text_of(s, 4, month->arena),
	    .verified_until = rtk_column_date(s, 5),
	    .has_previous = true,
	    .previous = {sqlite3_column_int64(s, 6)},
	    .previous_day = rtk_column_date(s, 7),
	};
	if (sqlite3_column_type(s, 8) == SQLITE_NULL)
		return;
	m->has_current = true;
	m->current.v = sqlite3_column_int64(s, 8);
	m->current_day = rtk_column_date(s, 9);
}

int
rtk_party_meters(struct rtk_party_meter out[RTK_PARTY_METERS_MAX],
    size_t *count, struct rtk_db *db, const struct rtk_party_month *month,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[PARTY_METERS], err);
	int rc;

	*count = 0;
	if (s == NULL)
		return -1;
	rtk_bind(s, "iidd", RTK_METER_ID(month->account, 0),
	    RTK_METER_ID(month->account + 1, 0) - 1,
	    rtk_period_first(month->period), rtk_period_last(month->period));
	while ((rc = rtk_step(s, err)) == 1 &&
	    *count < RTK_PARTY_METERS_MAX) {
		struct rtk_party_meter *m = &out[*count];

		read_meter(m, s, month);
		if (set_readings(
			m, db, sqlite3_column_int64(s, 0), month, err) < 0) {
			rc = -1;
			break;
		}
		(*count)++;
	}
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}
