#include "base/base.h"

#include "store/paid_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum { REGISTER_ROWS, PAID_ROWS_SQL };

static const char *const sql[PAID_ROWS_SQL] = {
    /* ids of one file follow each other: CROSS JOIN walks them */
    [REGISTER_ROWS] =
	"SELECT e.id, e.line, e.account_text, e.amount_kop - e.commission_kop,"
	" e.sign = 1 AND (EXISTS (SELECT 1 FROM entry r"
	"  WHERE r.source = e.source AND r.operation = e.operation"
	"  AND r.sign = -1 AND r.batch <> e.batch) OR EXISTS"
	" (SELECT 1 FROM entry r WHERE r.source = e.source"
	"  AND r.payment = e.operation AND r.batch <> e.batch))"
	" FROM register g JOIN batch b ON b.id = g.batch"
	" CROSS JOIN entry e ON e.id >= g.first_entry"
	" AND e.id < g.first_entry + b.taken WHERE g.batch = ?1"
	" ORDER BY e.line",
};

const struct rtk_sql_table rtk_paid_rows_sql = {sql, RTK_COUNT(sql)};

static const char *
text_of(sqlite3_stmt *s, int column, struct rtk_arena *arena)
{
	const char *text = rtk_column_text(s, column);

	return rtk_arena_copy(arena, text, strlen(text));
}

int
rtk_paid_rows(struct rtk_paid_rows *out, struct rtk_db *db,
    int64_t batch, struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[REGISTER_ROWS], err);
	struct rtk_paid_row *list = NULL;
	size_t room = 0;
	int rc;

	*out = (struct rtk_paid_rows){NULL, 0};
	if (s == NULL)
		return -1;
	rtk_bind(s, "i", batch);
	while ((rc = rtk_step(s, err)) == 1) {
		list = rtk_array_grow(list, &room, out->count, sizeof(*list));
		list[out->count++] = (struct rtk_paid_row){
		    .entry = sqlite3_column_int64(s, 0),
		    .line = (long)sqlite3_column_int64(s, 1),
		    .account = text_of(s, 2, arena),
		    .transfer = {sqlite3_column_int64(s, 3)},
		    .called_back = sqlite3_column_int(s, 4) != 0};
	}
	(void)sqlite3_reset(s);
	out->rows = rtk_arena_get(arena, (out->count + 1) * sizeof(*list));
	if (out->count > 0)
		memcpy(out->rows, list, out->count * sizeof(*list));
	free(list);
	return rc;
}
