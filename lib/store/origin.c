#include "base/base.h"

#include "store/origin.h"

#include "store/stmt.h"

/* ?1 the key, ?2 batch_max. Columns: file, line, document, day, channel. */
static const char *const sql[RTK_ORIGINS] = {
    [RTK_ORIGIN_TARIFF] =
	"SELECT b.file, t.line, t.document, t.valid_from_day, -1"
	" FROM tariff t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_NORM] =
	"SELECT b.file, t.line, t.document, t.valid_from_day, -1"
	" FROM norm t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_MONTHS] =
	"SELECT b.file, t.line, t.document, t.valid_from_day, -1"
	" FROM heating_months t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_READING] =
	"SELECT b.file, t.line, m.code, t.day, t.channel"
	" FROM reading t JOIN batch b ON b.id = t.batch"
	" JOIN meter m ON m.id = t.id >> 4 & 274877906943"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_METER] =
	"SELECT b.file, t.line, m.code, t.installed_day, -1"
	" FROM meter_version t JOIN batch b ON b.id = t.batch"
	" JOIN meter m ON m.id = t.meter"
	" WHERE t.meter = ?1 AND t.batch <= ?2"
	" ORDER BY t.batch DESC LIMIT 1",
    [RTK_ORIGIN_BUILDING] =
	"SELECT b.file, t.line, '', t.valid_from_day, -1"
	" FROM building_version t JOIN batch b ON b.id = t.batch"
	" WHERE t.building = ?1 AND t.batch <= ?2"
	" ORDER BY t.valid_from_day DESC, t.batch DESC LIMIT 1",
    [RTK_ORIGIN_ACCOUNT] =
	"SELECT b.file, t.line, '', t.valid_from_day, -1"
	" FROM account_version t JOIN batch b ON b.id = t.batch"
	" WHERE t.account = ?1 AND t.batch <= ?2"
	" ORDER BY t.valid_from_day DESC, t.batch DESC LIMIT 1",
    [RTK_ORIGIN_QUALITY] =
	"SELECT b.file, t.line, t.document, t.valid_from_day, -1"
	" FROM quality t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_ABSENCE] =
	"SELECT b.file, t.line, t.document, t.date_from_day, -1"
	" FROM absence t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_OUTAGE] =
	"SELECT b.file, t.line, t.document, t.begin_minute / 1440, -1"
	" FROM outage t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_TEMPERATURE] =
	"SELECT b.file, t.line, t.document, t.day, -1"
	" FROM temperature t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_CONTRACT] =
	"SELECT b.file, t.line, t.document, t.valid_from_day, -1"
	" FROM contract t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_ACT] =
	"SELECT b.file, t.line, t.document, t.day, -1"
	" FROM act t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
    [RTK_ORIGIN_ALLOCATOR] =
	"SELECT b.file, t.line, t.document, t.settled_day, -1"
	" FROM allocator t JOIN batch b ON b.id = t.batch"
	" WHERE t.id = ?1 AND t.batch <= ?2",
};

const struct rtk_sql_table rtk_origin_sql = {sql, RTK_COUNT(sql)};

int
rtk_origin_find(struct rtk_origin *out, struct rtk_db *db,
    const int64_t key[2], int64_t batch_max, struct rtk_err *err)
{
	sqlite3_stmt *s;
	int rc;

	RTK_ASSERT(key[0] >= 0);
	RTK_ASSERT(key[0] < RTK_ORIGINS);
	s = rtk_stmt(db, sql[key[0]], err);
	if (s == NULL)
		return -1;
	rtk_bind(s, "ii", key[1], batch_max);
	rc = rtk_step(s, err);
	if (rc == 1) {
		(void)sqlite3_snprintf(sizeof(out->file), out->file, "%s",
		    rtk_column_text(s, 0));
		out->line = sqlite3_column_int64(s, 1);
		(void)sqlite3_snprintf(sizeof(out->document), out->document,
		    "%s", rtk_column_text(s, 2));
		out->day = rtk_column_date(s, 3);
		out->channel = sqlite3_column_int(s, 4);
	}
	(void)sqlite3_reset(s);
	return rc;
}
