/* Which buildings a route of delivery takes in. */
#ifndef RTK_STORE_ROUTE_H
#define RTK_STORE_ROUTE_H

#include "base/arena.h"
#include "num/date.h"
#include "store/db.h"

struct rtk_route_building {
	const char *route; /* "": on none */
	int64_t building;
};

/** By route, then by key. */
struct rtk_routes {
	const struct rtk_route_building *list;
	size_t count;
};

/** All buildings known on a day; what *out points to lives in the arena. */
int rtk_routes_load(struct rtk_routes *out, struct rtk_db *db,
    struct rtk_date day, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
