#include "base/base.h"

#include "store/direct.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/decision.h"
#include "store/stmt.h"

enum { DIRECT_LIST, DIRECT_SQL };

static const char *const sql[DIRECT_SQL] = {
    [DIRECT_LIST] =
	"SELECT d.id, t.entry, d.number, d.purpose, d.document_day,"
	" d.posted_day, d.amount_kop,"
	" NOT (SELECT " RTK_HANGS(
	    "e") " FROM entry e WHERE e.id = t.entry)"
		 " FROM document d"
		 " JOIN tie t ON t.document = d.id AND t.register = 0"
		 " WHERE d.direction = 1 AND d.posted_day >= ?1"
		 " AND t.entry IS NOT NULL AND NOT EXISTS"
		 " (SELECT 1 FROM tie r WHERE r.document = d.id AND r.register "
		 "<> 0)"
		 " ORDER BY d.id",
};

const struct rtk_sql_table rtk_direct_sql = {sql, RTK_COUNT(sql)};

static const char *
text_of(sqlite3_stmt *s, int column, struct rtk_arena *arena)
{
	const char *text = rtk_column_text(s, column);

	return rtk_arena_copy(arena, text, strlen(text));
}

int
rtk_direct_list(struct rtk_directs *out, struct rtk_db *db,
    struct rtk_date from, struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[DIRECT_LIST], err);
	struct rtk_direct *list = NULL;
	size_t room = 0;
	int rc;

	out->count = 0;
	if (s == NULL)
		return -1;
	rtk_bind(s, "d", from);
	while ((rc = rtk_step(s, err)) == 1) {
		list = rtk_array_grow(list, &room, out->count, sizeof(*list));
		list[out->count++] = (struct rtk_direct){
		    .document = sqlite3_column_int64(s, 0),
		    .entry = sqlite3_column_int64(s, 1),
		    .number = text_of(s, 2, arena),
		    .purpose = text_of(s, 3, arena),
		    .day = rtk_column_date(s, 4),
		    .posted = rtk_column_date(s, 5),
		    .amount = {sqlite3_column_int64(s, 6)},
		    .decided = sqlite3_column_int(s, 7) != 0,
		};
	}
	(void)sqlite3_reset(s);
	out->rows = rtk_arena_get(arena, (out->count + 1) * sizeof(*list));
	if (out->count > 0)
		memcpy(out->rows, list, out->count * sizeof(*list));
	free(list);
	return rc;
}
