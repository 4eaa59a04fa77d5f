#include "base/base.h"

#include "store/due_rows.h"

#include <string.h>

#include "store/stmt.h"

enum {
	DUE_DAYS,
	DUE_COUNT,
	CALENDAR,
	CALENDAR_COUNT,
	SCHEDULES,
	SCHEDULE_COUNT,
	LIMITATIONS,
	LIMITATION_COUNT,
	DUE_SQL
};

static const char *const sql[DUE_SQL] = {
    [DUE_DAYS] = "SELECT valid_from_period, day, max(batch) FROM due_day"
		 " WHERE batch <= ?1 GROUP BY valid_from_period"
		 " ORDER BY valid_from_period",
    [DUE_COUNT] = "SELECT count(*) FROM due_day WHERE batch <= ?1",
    [CALENDAR] = "SELECT day, working, max(batch) FROM calendar"
		 " WHERE batch <= ?1 GROUP BY day ORDER BY day",
    [CALENDAR_COUNT] = "SELECT count(*) FROM calendar WHERE batch <= ?1",
    [SCHEDULES] = "SELECT account, valid_from_day, valid_to_day, max(batch),"
		  " schedule FROM contract WHERE batch <= ?1"
		  " GROUP BY account, valid_from_day"
		  " ORDER BY account, valid_from_day",
    [SCHEDULE_COUNT] = "SELECT count(*) FROM contract WHERE batch <= ?1",
    [LIMITATIONS] = "SELECT account, period_from, period_to, until_day,"
		    " max(batch) FROM limitation WHERE batch <= ?1"
		    " GROUP BY account, period_from"
		    " ORDER BY account, period_from",
    [LIMITATION_COUNT] = "SELECT count(*) FROM limitation WHERE batch <= ?1",
};

const struct rtk_sql_table rtk_due_rows_sql = {sql, RTK_COUNT(sql)};

static sqlite3_stmt *
begin(struct rtk_db *db, int which, int64_t batch_max, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[which], err);

	if (stmt != NULL)
		rtk_bind(stmt, "i", batch_max);
	return stmt;
}

/* Room for all rows of a table; -1 on a fault. */
static int64_t
count_rows(struct rtk_db *db, int which, int64_t batch_max,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = begin(db, which, batch_max, err);
	int64_t count = -1;

	if (stmt != NULL && rtk_step(stmt, err) == 1)
		count = sqlite3_column_int64(stmt, 0);
	if (stmt != NULL)
		(void)sqlite3_reset(stmt);
	return count;
}

static int
load_schedules(struct rtk_due_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
{
	int64_t count = count_rows(db, SCHEDULE_COUNT, batch_max, err);
	struct rtk_contract_days *list;
	sqlite3_stmt *s = begin(db, SCHEDULES, batch_max, err);
	int rc;

	if (count < 0 || s == NULL)
		return -1;
	list = rtk_arena_get(arena, ((size_t)count + 1) * sizeof(*list));
	while ((rc = rtk_step(s, err)) == 1) {
		const char *text = rtk_column_text(s, 4);

		list[out->contract_count++] = (struct rtk_contract_days){
		    sqlite3_column_int64(s, 0), rtk_column_date(s, 1),
		    rtk_column_date(s, 2), sqlite3_column_int64(s, 3),
		    rtk_arena_copy(arena, text, strlen(text))};
	}
	(void)sqlite3_reset(s);
	out->contracts = list;
	return rc;
}

static int
load_limitations(struct rtk_due_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
{
	int64_t count = count_rows(db, LIMITATION_COUNT, batch_max, err);
	struct rtk_limitation *list;
	sqlite3_stmt *s = begin(db, LIMITATIONS, batch_max, err);
	int rc;

	if (count < 0 || s == NULL)
		return -1;
	list = rtk_arena_get(arena, ((size_t)count + 1) * sizeof(*list));
	while ((rc = rtk_step(s, err)) == 1)
		list[out->limitation_count++] = (struct rtk_limitation){
		    sqlite3_column_int64(s, 0), {sqlite3_column_int(s, 1)},
		    {sqlite3_column_int(s, 2)}, rtk_column_date(s, 3),
		    sqlite3_column_int64(s, 4)};
	(void)sqlite3_reset(s);
	out->limitations = list;
	return rc;
}

int
rtk_due_rows_load(struct rtk_due_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
{
	int64_t days = count_rows(db, DUE_COUNT, batch_max, err);
	int64_t dates = count_rows(db, CALENDAR_COUNT, batch_max, err);
	struct rtk_due_day *due;
	struct rtk_calendar_day *calendar;
	sqlite3_stmt *s;
	int rc;

	*out = (struct rtk_due_rows){0};
	s = begin(db, DUE_DAYS, batch_max, err);
	if (days < 0 || dates < 0 || s == NULL)
		return -1;
	due = rtk_arena_get(arena, ((size_t)days + 1) * sizeof(*due));
	while ((rc = rtk_step(s, err)) == 1)
		due[out->due_count++] = (struct rtk_due_day){
		    {sqlite3_column_int(s, 0)}, sqlite3_column_int(s, 1)};
	(void)sqlite3_reset(s);
	s = begin(db, CALENDAR, batch_max, err);
	if (rc < 0 || s == NULL)
		return -1;
	calendar =
	    rtk_arena_get(arena, ((size_t)dates + 1) * sizeof(*calendar));
	while ((rc = rtk_step(s, err)) == 1)
		calendar[out->calendar_count++] = (struct rtk_calendar_day){
		    rtk_column_date(s, 0), sqlite3_column_int(s, 1) != 0};
	(void)sqlite3_reset(s);
	out->due = due;
	out->calendar = calendar;
	if (rc < 0 || load_schedules(out, db, batch_max, arena, err) < 0)
		return -1;
	return load_limitations(out, db, batch_max, arena, err);
}
