#include "base/base.h"

#include "store/route.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum { BUILDINGS, ROUTE_SQL };

static const char *const sql[ROUTE_SQL] = {
    [BUILDINGS] = "SELECT b.route, bb.id FROM building bb"
		  " JOIN building_version b ON b.building = bb.id"
		  "  AND (b.valid_from_day, b.batch) ="
		  "  (SELECT valid_from_day, batch FROM building_version"
		  "   WHERE building = bb.id AND valid_from_day <= ?1"
		  "   ORDER BY valid_from_day DESC, batch DESC LIMIT 1)"
		  " ORDER BY b.route, bb.id",
};

const struct rtk_sql_table rtk_route_sql = {sql, RTK_COUNT(sql)};

int
rtk_routes_load(struct rtk_routes *out, struct rtk_db *db,
    struct rtk_date day, struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[BUILDINGS], err);
	struct rtk_route_building *list = NULL, *kept;
	const char *route = "";
	size_t n = 0, room = 0;
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "d", day);
	while ((rc = rtk_step(s, err)) == 1) {
		const char *text = rtk_column_text(s, 0);

		if (n == 0 || strcmp(text, route) != 0)
			route = rtk_arena_copy(arena, text, strlen(text));
		list = rtk_array_grow(list, &room, n, sizeof(*list));
		list[n++] = (struct rtk_route_building){
		    route, sqlite3_column_int64(s, 1)};
	}
	(void)sqlite3_reset(s);
	kept = rtk_arena_get(arena, (n + 1) * sizeof(*list));
	if (n > 0)
		memcpy(kept, list, n * sizeof(*list));
	*out = (struct rtk_routes){kept, n};
	free(list);
	return rc;
}
