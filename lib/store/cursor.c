#include "base/base.h"

#include "store/cursor.h"

#include <stdlib.h>

enum {
	ROWS_MIN = 8, /* of the first block behind a jump; then doubled */
	ROWS_MAX = 1024,
	STEPS_MAX = 24 /* rows passed over; a longer gap is jumped */
};

/* Keeps a row; the step comes back when the block is full. */
static bool
keep(struct rtk_visitor *visitor, sqlite3_value **values)
{
	struct rtk_cursor *c = (struct rtk_cursor *)visitor;
	int64_t *cells = &c->cells[c->count * c->width];

	for (size_t i = 0; i < c->width; i++) {
		cells[i] = sqlite3_value_int64(values[i]);
		/* NULL reads as zero: nothing else needs a second look */
		if (cells[i] == 0 &&
		    sqlite3_value_type(values[i]) == SQLITE_NULL)
			cells[i] = RTK_BULK_NULL;
	}
	return ++c->count == c->room;
}

static int
read_block(struct rtk_cursor *c, struct rtk_err *err)
{
	int rc;

	c->count = 0;
	c->at = 0;
	if (c->ended)
		return 0;
	rc = rtk_step(c->stmt, err);
	c->ended = rc != 1;
	return rc < 0 ? -1 : 0;
}

static int
jump(struct rtk_cursor *c, int64_t key, struct rtk_err *err)
{
	(void)sqlite3_reset(c->stmt);
	rtk_bind(c->stmt, "ii", key, c->last);
	c->ended = false;
	c->room = ROWS_MIN;
	return read_block(c, err);
}

int
rtk_cursor_open(struct rtk_cursor *cursor, struct rtk_db *db,
    const struct rtk_cursor_source *source, int64_t key, struct rtk_err *err)
{
	RTK_ASSERT(source->width <= RTK_CURSOR_CELLS_MAX);
	*cursor = (struct rtk_cursor){
	    .visitor = {keep}, .width = source->width, .last = source->last};
	cursor->stmt = rtk_stmt_own(db, source->sql, err);
	if (cursor->stmt == NULL)
		return -1;
	cursor->cells =
	    rtk_alloc(ROWS_MAX * source->width * sizeof(cursor->cells[0]));
	rtk_visit_bind(cursor->stmt, 3, &cursor->visitor);
	return jump(cursor, key, err);
}

const int64_t *
rtk_cursor_row(const struct rtk_cursor *cursor)
{
	if (cursor->at >= cursor->count)
		return NULL;
	return &cursor->cells[cursor->at * cursor->width];
}

int
rtk_cursor_next(struct rtk_cursor *cursor, struct rtk_err *err)
{
	if (++cursor->at < cursor->count)
		return 0;
	if (cursor->room < ROWS_MAX)
		cursor->room *= 2;
	return read_block(cursor, err);
}

/* Whether the row that is wanted stands behind those in memory. */
static bool
is_behind_block(const struct rtk_cursor *c, int64_t key)
{
	return c->cells[(c->count - 1) * c->width] < key;
}

int
rtk_cursor_to(struct rtk_cursor *cursor, int64_t key, struct rtk_err *err)
{
	const int64_t *row;

	for (int i = 0; (row = rtk_cursor_row(cursor)) != NULL && row[0] < key;
	     i++) {
		if (i >= STEPS_MAX && is_behind_block(cursor, key))
			return jump(cursor, key, err);
		if (rtk_cursor_next(cursor, err) < 0)
			return -1;
	}
	return 0;
}

void
rtk_cursor_close(struct rtk_cursor *cursor)
{
	(void)sqlite3_finalize(cursor->stmt);
	free(cursor->cells);
	*cursor = (struct rtk_cursor){.ended = true};
}
