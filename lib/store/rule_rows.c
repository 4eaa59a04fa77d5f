#include "base/base.h"

#include "store/rule_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum { LOAD_TARIFFS, LOAD_NORMS, LOAD_MONTHS, LOAD_POLICIES, LOAD_QUALITIES,
	LOAD_TEMPERATURES, RULE_ROWS_SQL };

/* Newest row of each key known by batch ?1. */
static const char *const sql[RULE_ROWS_SQL] = {
    [LOAD_TARIFFS] = "SELECT id, service, component, grp, zone, price,"
		     " vat_percent_bp, vat, valid_from_day, valid_to_day,"
		     " max(batch)"
		     " FROM tariff WHERE batch <= ?1"
		     " GROUP BY service, component, grp, zone, valid_from_day"
		     " ORDER BY service, component, grp, zone, valid_from_day",
    [LOAD_NORMS] = "SELECT id, norm, category, value, valid_from_day,"
		   " valid_to_day, max(batch)"
		   " FROM norm WHERE batch <= ?1"
		   " GROUP BY norm, category, valid_from_day"
		   " ORDER BY norm, category, valid_from_day",
    [LOAD_MONTHS] = "SELECT id, municipality, mode, months, valid_from_day,"
		    " max(batch)"
		    " FROM heating_months WHERE batch <= ?1"
		    " GROUP BY municipality, valid_from_day"
		    " ORDER BY municipality, valid_from_day",
    [LOAD_POLICIES] = "SELECT policy, value, valid_from_day, max(batch)"
		      " FROM policy WHERE batch <= ?1"
		      " GROUP BY policy, valid_from_day"
		      " ORDER BY policy, valid_from_day",
    [LOAD_QUALITIES] =
	"SELECT id, parameter, value, valid_from_day, max(batch)"
	" FROM quality WHERE batch <= ?1"
	" GROUP BY parameter, valid_from_day"
	" ORDER BY parameter, valid_from_day",
    [LOAD_TEMPERATURES] =
	"SELECT id, municipality, day, value, heating, max(batch)"
	" FROM temperature WHERE batch <= ?1 AND day BETWEEN ?2 AND ?3"
	" GROUP BY municipality, day ORDER BY municipality, day",
};

const struct rtk_sql_table rtk_rule_rows_sql = {sql, RTK_COUNT(sql)};

/* Rows of one table while they are read. */
struct rows {
	void *rows;
	size_t count;
	size_t room;
	size_t row_bytes;
	struct rtk_arena *arena;
	void (*read)(void *row, sqlite3_stmt *stmt, struct rtk_arena *arena);
};

static const char *
text_of(sqlite3_stmt *stmt, int column, struct rtk_arena *arena)
{
	const char *text = rtk_column_text(stmt, column);

	return rtk_arena_copy(arena, text, strlen(text));
}

static void
read_tariff(void *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	*(struct rtk_tariff *)out = (struct rtk_tariff){
	    .id = sqlite3_column_int64(s, 0),
	    .service = (enum rtk_service)sqlite3_column_int(s, 1),
	    .component = (enum rtk_component)sqlite3_column_int(s, 2),
	    .group = (enum rtk_group)sqlite3_column_int(s, 3),
	    .zone = text_of(s, 4, arena),
	    .price = {sqlite3_column_int64(s, 5)},
	    .vat_percent_bp = sqlite3_column_int64(s, 6),
	    .vat = (enum rtk_vat_mode)sqlite3_column_int(s, 7),
	    .from = rtk_column_date(s, 8),
	    .to = rtk_column_date(s, 9),
	};
}

static void
read_norm(void *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	*(struct rtk_norm_row *)out = (struct rtk_norm_row){
	    .id = sqlite3_column_int64(s, 0),
	    .kind = (enum rtk_norm_kind)sqlite3_column_int(s, 1),
	    .category = text_of(s, 2, arena),
	    .value = {sqlite3_column_int64(s, 3)},
	    .from = rtk_column_date(s, 4),
	    .to = rtk_column_date(s, 5),
	};
}

static void
read_months(void *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	*(struct rtk_heating_months *)out = (struct rtk_heating_months){
	    .id = sqlite3_column_int64(s, 0),
	    .municipality = text_of(s, 1, arena),
	    .mode = (enum rtk_payment_mode)sqlite3_column_int(s, 2),
	    .months = (uint16_t)sqlite3_column_int(s, 3),
	    .from = rtk_column_date(s, 4),
	};
}

static void
read_policy(void *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	*(struct rtk_policy_row *)out = (struct rtk_policy_row){
	    .policy = text_of(s, 0, arena),
	    .value = text_of(s, 1, arena),
	    .from = rtk_column_date(s, 2),
	};
}

static void
read_quality(void *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	*(struct rtk_quality_row *)out = (struct rtk_quality_row){
	    .id = sqlite3_column_int64(s, 0),
	    .parameter = text_of(s, 1, arena),
	    .value = sqlite3_column_int64(s, 2),
	    .from = rtk_column_date(s, 3),
	};
}

static void
read_temperature(void *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	*(struct rtk_temperature *)out = (struct rtk_temperature){
	    .id = sqlite3_column_int64(s, 0),
	    .municipality = text_of(s, 1, arena),
	    .day = rtk_column_date(s, 2),
	    .value = sqlite3_column_int(s, 3),
	    .heating = sqlite3_column_int(s, 4) != 0,
	};
}

static int
read_rows(struct rows *rows, sqlite3_stmt *stmt, struct rtk_err *err)
{
	int rc;

	while ((rc = rtk_step(stmt, err)) == 1) {
		rows->rows = rtk_array_grow(
		    rows->rows, &rows->room, rows->count, rows->row_bytes);
		rows->read((char *)rows->rows + rows->count * rows->row_bytes,
		    stmt, rows->arena);
		rows->count++;
	}
	(void)sqlite3_reset(stmt);
	return rc;
}

static int
load(struct rows *rows, struct rtk_db *db, const char *text,
    int64_t batch_max, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, text, err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "i", batch_max);
	return read_rows(rows, stmt, err);
}

/* Moves the rows into the arena. */
static const void *
settle(struct rows *rows, struct rtk_arena *arena)
{
	size_t size = rows->count * rows->row_bytes;
	void *settled = rtk_arena_get(arena, size + 1);

	if (size > 0)
		memcpy(settled, rows->rows, size);
	free(rows->rows);
	rows->rows = NULL;
	return settled;
}

int
rtk_rule_rows_load(struct rtk_rule_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
{
	struct rows t = {.row_bytes = sizeof(struct rtk_tariff),
	    .arena = arena,
	    .read = read_tariff};
	struct rows n = {.row_bytes = sizeof(struct rtk_norm_row),
	    .arena = arena,
	    .read = read_norm};
	struct rows m = {.row_bytes = sizeof(struct rtk_heating_months),
	    .arena = arena,
	    .read = read_months};
	struct rows p = {.row_bytes = sizeof(struct rtk_policy_row),
	    .arena = arena,
	    .read = read_policy};
	struct rows q = {.row_bytes = sizeof(struct rtk_quality_row),
	    .arena = arena,
	    .read = read_quality};
	int rc = 0;

	if (load(&t, db, sql[LOAD_TARIFFS], batch_max, err) < 0 ||
	    load(&n, db, sql[LOAD_NORMS], batch_max, err) < 0 ||
	    load(&m, db, sql[LOAD_MONTHS], batch_max, err) < 0 ||
	    load(&p, db, sql[LOAD_POLICIES], batch_max, err) < 0 ||
	    load(&q, db, sql[LOAD_QUALITIES], batch_max, err) < 0)
		rc = -1;
	*out = (struct rtk_rule_rows){
	    .tariffs = settle(&t, arena),
	    .tariff_count = t.count,
	    .norms = settle(&n, arena),
	    .norm_count = n.count,
	    .months = settle(&m, arena),
	    .months_count = m.count,
	    .policies = settle(&p, arena),
	    .policy_count = p.count,
	    .qualities = settle(&q, arena),
	    .quality_count = q.count,
	};
	return rc;
}

int
rtk_temperatures_load(struct rtk_rule_rows *out, struct rtk_db *db,
    const struct rtk_temperature_query *query, struct rtk_arena *arena,
    struct rtk_err *err)
{
	struct rows t = {.row_bytes = sizeof(struct rtk_temperature),
	    .arena = arena,
	    .read = read_temperature};
	sqlite3_stmt *stmt = rtk_stmt(db, sql[LOAD_TEMPERATURES], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "idd", query->batch_max, query->from, query->to);
	rc = read_rows(&t, stmt, err);
	out->temperatures = settle(&t, arena);
	out->temperature_count = t.count;
	return rc;
}
