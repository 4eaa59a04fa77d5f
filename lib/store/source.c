#include "base/base.h"

#include "store/source.h"

#include "store/stmt.h"

enum {
	SOURCE_POSTED,
	SOURCE_MONTH,
	SOURCE_HANGING,
	HUNG_BEFORE,
	ASSIGNED_BEFORE,
	SOURCE_RELEASED,
	SOURCE_SQL
};

/* The month that the file of entry e was in time for. */
#define FILE_PERIOD                                                            \
	"coalesce((SELECT min(period) FROM month WHERE batch_max >= e.batch)," \
	" (SELECT max(period) + 1 FROM month),"                                \
	" (SELECT first_period FROM book))"

static const char *const sql[SOURCE_SQL] = {
    [SOURCE_POSTED] =
	"SELECT iif(p.reason = '', e.source, '') AS origin,"
	" sum(p.amount_kop), 0"
	" FROM posting p JOIN entry e ON e.id = p.entry"
	" WHERE p.period = ?1 AND p.account = ?2"
	" GROUP BY origin ORDER BY origin",
    [SOURCE_MONTH] =
	"SELECT e.source, sum(e.amount_kop), sum(e.commission_kop)"
	" FROM posting p JOIN entry e ON e.id = p.entry"
	" WHERE p.period = ?1 AND p.reason = ''"
	" GROUP BY e.source ORDER BY e.source",
    /* ?1 the month, ?2 its first day, ?3 its last */
    [SOURCE_HANGING] =
	"SELECT e.source, sum(e.amount_kop), sum(e.commission_kop)"
	" FROM entry e INDEXED BY entry_hanging WHERE e.reason <> ''"
	" AND e.paid_day <= ?3 AND " FILE_PERIOD " <= ?1"
	" AND NOT (e.paid_day < ?2 AND " FILE_PERIOD " < ?1)"
	" GROUP BY e.source ORDER BY e.source",
    [HUNG_BEFORE] = "SELECT coalesce(sum(e.amount_kop), 0)"
		    " FROM entry e WHERE e.reason <> ''"
		    " AND e.paid_day < ?2 AND " FILE_PERIOD " < ?1",
    [ASSIGNED_BEFORE] = "SELECT coalesce(sum(amount_kop), 0)"
			" FROM assignment WHERE period < ?1",
    [SOURCE_RELEASED] =
	"SELECT iif(a.kind = 'register', e.source, '') AS origin,"
	" sum(a.amount_kop), 0"
	" FROM assignment a JOIN entry e ON e.id = a.entry"
	" WHERE a.period = ?1 AND a.kind <> 'account'"
	" GROUP BY origin ORDER BY origin",
};

const struct rtk_sql_table rtk_source_sql = {sql, RTK_COUNT(sql)};

/* The rows of a bound statement, which is reset. */
static int
read_sums(struct rtk_source_sums *out, sqlite3_stmt *s, struct rtk_err *err)
{
	int rc;

	out->count = 0;
	while ((rc = rtk_step(s, err)) == 1) {
		struct rtk_source_sum *row = &out->rows[out->count++];

		(void)sqlite3_snprintf((int)sizeof(row->source), row->source,
		    "%s", rtk_column_text(s, 0));
		row->amount.v = sqlite3_column_int64(s, 1);
		row->commission.v = sqlite3_column_int64(s, 2);
		/* the program's words, and layouts of banks: far fewer */
		RTK_ASSERT(out->count < RTK_SOURCES_MAX);
	}
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_source_posted(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, int64_t account, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[SOURCE_POSTED], err);

	if (s == NULL)
		return -1;
	rtk_bind(s, "pi", period, account);
	return read_sums(out, s, err);
}

int
rtk_source_month(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[SOURCE_MONTH], err);

	if (s == NULL)
		return -1;
	rtk_bind(s, "p", period);
	return read_sums(out, s, err);
}

int
rtk_source_hanging(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[SOURCE_HANGING], err);

	if (s == NULL)
		return -1;
	rtk_bind(s, "pdd", period, rtk_period_first(period),
	    rtk_period_last(period));
	return read_sums(out, s, err);
}

int
rtk_source_released(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[SOURCE_RELEASED], err);

	if (s == NULL)
		return -1;
	rtk_bind(s, "p", period);
	return read_sums(out, s, err);
}

int
rtk_source_hung_before(struct rtk_kop *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[HUNG_BEFORE], err);
	struct rtk_kop hung;
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "pd", period, rtk_period_first(period));
	rc = rtk_step(s, err);
	hung.v = rc == 1 ? sqlite3_column_int64(s, 0) : 0;
	(void)sqlite3_reset(s);
	if (rc < 0)
		return -1;
	s = rtk_stmt(db, sql[ASSIGNED_BEFORE], err);
	if (s == NULL)
		return -1;
	rtk_bind(s, "p", period);
	rc = rtk_step(s, err);
	hung.v -= rc == 1 ? sqlite3_column_int64(s, 0) : 0;
	(void)sqlite3_reset(s);
	if (rc < 0)
		return -1;
	*out = hung;
	return 0;
}
