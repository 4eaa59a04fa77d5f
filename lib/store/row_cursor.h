/* Inside store only: an ordered scan that stands on its next row. */
#ifndef RTK_STORE_ROW_CURSOR_H
#define RTK_STORE_ROW_CURSOR_H

#include "store/stmt.h"

/** One ordered scan; begin with a bound statement in `stmt`. */
struct cursor {
	sqlite3_stmt *stmt;
	bool on_row;
	int64_t key; /* column 0 */
};

/** Goes to the next row, if there is one. */
static inline int
cursor_next(struct cursor *c, struct rtk_err *err)
{
	int rc = rtk_step(c->stmt, err);

	c->on_row = rc == 1;
	if (rc == 1)
		c->key = sqlite3_column_int64(c->stmt, 0);
	return rc < 0 ? -1 : 0;
}

/** Skips what belongs to objects before this one (not in force yet). */
static inline int
skip_to(struct cursor *c, int64_t key, struct rtk_err *err)
{
	while (c->on_row && c->key < key)
		if (cursor_next(c, err) < 0)
			return -1;
	return 0;
}

#endif
