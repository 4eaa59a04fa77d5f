#include "base/base.h"

#include "store/penalty_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum {
	FRACTIONS,
	KEY_RATES,
	CEILINGS,
	MORATORIA,
	EXEMPTIONS,
	DUTIES,
	INSTALMENTS,
	DELIVERIES,
	PENALTY_ROWS_SQL
};

/* Newest row of each key known by batch ?1. */
static const char *const sql[PENALTY_ROWS_SQL] = {
    [FRACTIONS] = "SELECT class, day_from, valid_from_day,"
		  " coalesce(day_to, 0), denominator, max(batch)"
		  " FROM penalty_rule WHERE batch <= ?1"
		  " GROUP BY class, day_from, valid_from_day"
		  " ORDER BY class, valid_from_day, day_from",
    [KEY_RATES] = "SELECT valid_from_day, rate_bp, max(batch)"
		  " FROM key_rate WHERE batch <= ?1"
		  " GROUP BY valid_from_day ORDER BY valid_from_day",
    [CEILINGS] = "SELECT class, date_from_day, date_to_day, rate_bp,"
		 " max(batch) FROM penalty_ceiling WHERE batch <= ?1"
		 " GROUP BY class, date_from_day"
		 " ORDER BY date_from_day, class",
    [MORATORIA] = "SELECT class, date_from_day, date_to_day,"
		  " claims_before_day, max(batch)"
		  " FROM moratorium WHERE batch <= ?1"
		  " GROUP BY class, date_from_day"
		  " ORDER BY date_from_day, class",
    [EXEMPTIONS] = "SELECT account, date_from_day, date_to_day, max(batch)"
		   " FROM penalty_exemption WHERE batch <= ?1"
		   " GROUP BY account, date_from_day"
		   " ORDER BY account, date_from_day",
    [DUTIES] = "SELECT over_kop, duty_kop, percent_bp, order_percent_bp,"
	       " order_min_kop, valid_from_day, max(batch) FROM state_duty"
	       " WHERE batch <= ?1 GROUP BY over_kop, valid_from_day"
	       " ORDER BY valid_from_day, over_kop",
    [INSTALMENTS] = "SELECT account, signed_day, pay_day, amount_kop,"
		    " max(batch) FROM agreement WHERE batch <= ?1"
		    " GROUP BY account, number, pay_day"
		    " ORDER BY account, number, pay_day",
    [DELIVERIES] = "SELECT account, day, channel, max(batch) FROM delivery"
		   " WHERE period = ?1 GROUP BY account ORDER BY account",
};

const struct rtk_sql_table rtk_penalty_rows_sql = {sql, RTK_COUNT(sql)};

static void
read_rule(void *row, sqlite3_stmt *s)
{
	*(struct rtk_penalty_rule *)row = (struct rtk_penalty_rule){
	    .class = (enum rtk_penalty_class)sqlite3_column_int(s, 0),
	    .day_from = sqlite3_column_int(s, 1),
	    .from = rtk_column_date(s, 2),
	    .day_to = sqlite3_column_int(s, 3),
	    .denominator = sqlite3_column_int(s, 4),
	};
}

static void
read_rate(void *row, sqlite3_stmt *s)
{
	*(struct rtk_key_rate *)row = (struct rtk_key_rate){
	    rtk_column_date(s, 0), sqlite3_column_int64(s, 1)};
}

static void
read_ceiling(void *row, sqlite3_stmt *s)
{
	*(struct rtk_penalty_ceiling *)row = (struct rtk_penalty_ceiling){
	    sqlite3_column_int(s, 0), rtk_column_date(s, 1),
	    rtk_column_date(s, 2), sqlite3_column_int64(s, 3)};
}

static void
read_moratorium(void *row, sqlite3_stmt *s)
{
	*(struct rtk_moratorium *)row = (struct rtk_moratorium){
	    sqlite3_column_int(s, 0), rtk_column_date(s, 1),
	    rtk_column_date(s, 2), rtk_column_date(s, 3)};
}

static void
read_exemption(void *row, sqlite3_stmt *s)
{
	*(struct rtk_penalty_exemption *)row = (struct rtk_penalty_exemption){
	    sqlite3_column_int64(s, 0), rtk_column_date(s, 1),
	    rtk_column_date(s, 2), sqlite3_column_int64(s, 3)};
}

static void
read_duty(void *row, sqlite3_stmt *s)
{
	*(struct rtk_duty_row *)row = (struct rtk_duty_row){
	    .over = {sqlite3_column_int64(s, 0)},
	    .duty = {sqlite3_column_int64(s, 1)},
	    .percent_bp = sqlite3_column_int64(s, 2),
	    .order_percent_bp = sqlite3_column_int64(s, 3),
	    .order_min = {sqlite3_column_int64(s, 4)},
	    .from = rtk_column_date(s, 5),
	};
}

static void
read_instalment(void *row, sqlite3_stmt *s)
{
	*(struct rtk_instalment *)row = (struct rtk_instalment){
	    sqlite3_column_int64(s, 0), rtk_column_date(s, 1),
	    rtk_column_date(s, 2), {sqlite3_column_int64(s, 3)}};
}

/* The rows of one statement, moved into the arena. */
struct rows {
	int sql;
	size_t row_bytes;
	void *list;
	size_t count, room;
	void (*read)(void *row, sqlite3_stmt *stmt);
};

static int
load(struct rows *rows, struct rtk_db *db, int64_t batch_max,
    struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[rows->sql], err);
	void *settled;
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", batch_max);
	while ((rc = rtk_step(s, err)) == 1) {
		rows->list = rtk_array_grow(
		    rows->list, &rows->room, rows->count, rows->row_bytes);
		rows->read(
		    (char *)rows->list + rows->count * rows->row_bytes, s);
		rows->count++;
	}
	(void)sqlite3_reset(s);
	settled = rtk_arena_get(arena, rows->count * rows->row_bytes + 1);
	if (rows->count > 0)
		memcpy(settled, rows->list, rows->count * rows->row_bytes);
	free(rows->list);
	rows->list = settled;
	return rc;
}

int
rtk_penalty_rows_load(struct rtk_penalty_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
{
	struct rows rules = {.sql = FRACTIONS,
	    .row_bytes = sizeof(struct rtk_penalty_rule),
	    .read = read_rule};
	struct rows rates = {.sql = KEY_RATES,
	    .row_bytes = sizeof(struct rtk_key_rate),
	    .read = read_rate};
	struct rows ceilings = {.sql = CEILINGS,
	    .row_bytes = sizeof(struct rtk_penalty_ceiling),
	    .read = read_ceiling};
	struct rows moratoria = {.sql = MORATORIA,
	    .row_bytes = sizeof(struct rtk_moratorium),
	    .read = read_moratorium};
	struct rows exemptions = {.sql = EXEMPTIONS,
	    .row_bytes = sizeof(struct rtk_penalty_exemption),
	    .read = read_exemption};

	if (load(&rules, db, batch_max, arena, err) < 0 ||
	    load(&rates, db, batch_max, arena, err) < 0 ||
	    load(&ceilings, db, batch_max, arena, err) < 0 ||
	    load(&moratoria, db, batch_max, arena, err) < 0 ||
	    load(&exemptions, db, batch_max, arena, err) < 0)
		return -1;
	*out = (struct rtk_penalty_rows){
	    .rules = rules.list,
	    .rule_count = rules.count,
	    .rates = rates.list,
	    .rate_count = rates.count,
	    .ceilings = ceilings.list,
	    .ceiling_count = ceilings.count,
	    .moratoria = moratoria.list,
	    .moratorium_count = moratoria.count,
	    .exemptions = exemptions.list,
	    .exemption_count = exemptions.count,
	};
	return 0;
}

int
rtk_duty_rows_load(struct rtk_duty_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
{
	struct rows duties = {.sql = DUTIES,
	    .row_bytes = sizeof(struct rtk_duty_row),
	    .read = read_duty};

	if (load(&duties, db, batch_max, arena, err) < 0)
		return -1;
	*out = (struct rtk_duty_rows){duties.list, duties.count};
	return 0;
}

int
rtk_instalments_load(struct rtk_instalments *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
{
	struct rows rows = {.sql = INSTALMENTS,
	    .row_bytes = sizeof(struct rtk_instalment),
	    .read = read_instalment};

	if (load(&rows, db, batch_max, arena, err) < 0)
		return -1;
	*out = (struct rtk_instalments){rows.list, rows.count};
	return 0;
}

int
rtk_deliveries_load(struct rtk_deliveries *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[DELIVERIES], err);
	struct rtk_delivery_row *list = NULL, *settled;
	size_t count = 0, room = 0;
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", (int64_t)period.v);
	while ((rc = rtk_step(s, err)) == 1) {
		const char *channel = rtk_column_text(s, 2);

		list = rtk_array_grow(list, &room, count, sizeof(*list));
		list[count++] = (struct rtk_delivery_row){
		    sqlite3_column_int64(s, 0), rtk_column_date(s, 1),
		    rtk_arena_copy(arena, channel, strlen(channel))};
	}
	(void)sqlite3_reset(s);
	settled = rtk_arena_get(arena, count * sizeof(*list) + 1);
	if (count > 0)
		memcpy(settled, list, count * sizeof(*list));
	free(list);
	*out = (struct rtk_deliveries){settled, count};
	return rc;
}
