#include "base/base.h"

#include "store/entry_bulk.h"

#include <stdlib.h>
#include <string.h>

#include "store/guard.h"
#include "store/stmt.h"

enum {
	ENTRY_NEXT,
	ENTRIES_INSERT,
	POSTINGS_INSERT,
	MONTH_CLOSED,
	ENTRY_BULK_SQL
};

static const char *const sql[ENTRY_BULK_SQL] = {
    [ENTRY_NEXT] = "SELECT coalesce(max(id), 0) + 1 FROM entry",
    /* texts: bits of c3, c4, c9, c12, c13, c14 and c15 */
    [ENTRIES_INSERT] =
	"INSERT INTO entry (id, batch, line, source, operation, sign,"
	" paid_day, amount_kop, commission_kop, account_text, for_period,"
	" penalty, channel, reason, raw, payment) SELECT c0, c1, c2, c3, c4,"
	" c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15"
	" FROM rtk_bulk(?1, 61976)",
    [POSTINGS_INSERT] =
	"INSERT INTO posting (period, account, entry, number, amount_kop,"
	" paid_day, penalty, posted_day, reason)"
	" SELECT c0, c1, c2, 0, c3, c4, c5, c6, '' FROM rtk_bulk(?1)",
    [MONTH_CLOSED] = "SELECT 1 FROM month WHERE period >= ?1",
};

const struct rtk_sql_table rtk_entry_bulk_sql = {sql, RTK_COUNT(sql)};

enum {
	ENTRY_WIDTH = 16,
	ENTRY_TEXTS = 7,
	POSTING_WIDTH = 7,
	CHUNK_ROWS = 4096,
	GUARD_ROWS = 10000 /* fewer do not pay for lifting the guard */
};

/* --- entries ----------------------------------------------------------- */

struct rtk_entry_writer {
	struct rtk_db *db;
	int64_t batch;
	struct rtk_bulk_text source;
	size_t count;
	int64_t cells[CHUNK_ROWS * ENTRY_WIDTH];
	struct rtk_bulk_text texts[CHUNK_ROWS * ENTRY_TEXTS];
};

int
rtk_entry_next(struct rtk_db *db, int64_t *id, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ENTRY_NEXT], err);
	int rc;

	if (s == NULL)
		return -1;
	rc = rtk_step(s, err);
	if (rc == 1)
		*id = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

struct rtk_entry_writer *
rtk_entry_writer_new(struct rtk_db *db, int64_t batch, const char *source)
{
	struct rtk_entry_writer *w = rtk_alloc(sizeof(*w));

	w->db = db;
	w->batch = batch;
	w->source = (struct rtk_bulk_text){source, strlen(source)};
	w->count = 0;
	return w;
}

void
rtk_entry_writer_free(struct rtk_entry_writer *writer)
{
	free(writer);
}

int
rtk_entry_writer_finish(struct rtk_entry_writer *writer, struct rtk_err *err)
{
	static const struct rtk_guard guard = RTK_GUARD(entry_no_replace);
	struct rtk_bulk bulk = {writer->cells, writer->count, ENTRY_WIDTH};

	if (writer->count == 0)
		return 0;
	writer->count = 0;
	return rtk_guards_bulk(
	    writer->db, sql[ENTRIES_INSERT], &bulk, &guard, err);
}

/* Puts a text aside; returns the cell that names it. */
static int64_t
put_text(struct rtk_bulk_text *text, const char *bytes, size_t size)
{
	*text = (struct rtk_bulk_text){bytes, size};
	return (int64_t)(intptr_t)text;
}

int
rtk_entry_write(struct rtk_entry_writer *w, const struct rtk_entry_item *item,
    struct rtk_err *err)
{
	int64_t *cell = &w->cells[w->count * ENTRY_WIDTH];
	struct rtk_bulk_text *text = &w->texts[w->count * ENTRY_TEXTS];

	*cell++ = item->id;
	*cell++ = w->batch;
	*cell++ = item->line;
	*cell++ = (int64_t)(intptr_t)&w->source;
	*cell++ = item->operation == NULL
	    ? RTK_BULK_NULL
	    : put_text(text++, item->operation, item->operation_size);
	*cell++ = item->sign;
	*cell++ = item->paid.v;
	*cell++ = item->amount.v;
	*cell++ = item->commission.v;
	*cell++ = put_text(text++, item->account, item->account_size);
	*cell++ = item->for_period.v < 0 ? RTK_BULK_NULL : item->for_period.v;
	*cell++ = item->penalty;
	*cell++ = put_text(text++, item->channel, strlen(item->channel));
	*cell++ = put_text(text++, item->reason, strlen(item->reason));
	*cell++ = put_text(text++, item->raw, item->raw_size);
	*cell = item->payment_size == 0
	    ? RTK_BULK_NULL
	    : put_text(text, item->payment, item->payment_size);
	w->count++;
	if (w->count < CHUNK_ROWS)
		return 0;
	return rtk_entry_writer_finish(w, err);
}

/* --- postings ---------------------------------------------------------- */

struct rtk_posting_writer {
	struct rtk_db *db;
	bool lifted; /* the guard */
	size_t count;
	int64_t cells[CHUNK_ROWS * POSTING_WIDTH];
};

static const struct rtk_guard posting_guards[] = {
    RTK_GUARD(posting_no_insert),
    RTK_GUARD(posting_no_replace),
};

static int
require_open(struct rtk_db *db, struct rtk_period first, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[MONTH_CLOSED], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "p", first);
	rc = rtk_step(s, err);
	(void)sqlite3_reset(s);
	if (rc == 1)
		rtk_failf(err, RTK_E_DB_FROZEN, "%s", "the month is closed");
	return rc == 0 ? 0 : -1;
}

int
rtk_posting_writer_new(struct rtk_posting_writer **out, struct rtk_db *db,
    struct rtk_period first, size_t count, struct rtk_err *err)
{
	struct rtk_posting_writer *w;
	bool lift = count >= GUARD_ROWS;

	if (require_open(db, first, err) < 0 ||
	    (lift &&
		rtk_guards_lift(
		    db, posting_guards, RTK_COUNT(posting_guards), err) < 0))
		return -1;
	w = rtk_alloc(sizeof(*w));
	w->db = db;
	w->lifted = lift;
	w->count = 0;
	*out = w;
	return 0;
}

void
rtk_posting_writer_free(struct rtk_posting_writer *writer)
{
	free(writer);
}

static int
write_chunk(struct rtk_posting_writer *writer, struct rtk_err *err)
{
	struct rtk_bulk bulk = {writer->cells, writer->count, POSTING_WIDTH};

	if (writer->count == 0)
		return 0;
	writer->count = 0;
	return rtk_bulk_run(writer->db, sql[POSTINGS_INSERT], &bulk, err);
}

int
rtk_posting_writer_finish(
    struct rtk_posting_writer *writer, struct rtk_err *err)
{
	if (write_chunk(writer, err) < 0)
		return -1;
	if (!writer->lifted)
		return 0;
	writer->lifted = false;
	return rtk_guards_set(
	    writer->db, posting_guards, RTK_COUNT(posting_guards), err);
}

int
rtk_posting_write(struct rtk_posting_writer *writer,
    const struct rtk_posting_item *item, struct rtk_date posted,
    struct rtk_err *err)
{
	int64_t *cell = &writer->cells[writer->count * POSTING_WIDTH];

	*cell++ = item->period.v;
	*cell++ = item->account;
	*cell++ = item->entry;
	*cell++ = item->amount.v;
	*cell++ = item->paid.v;
	*cell++ = item->penalty;
	*cell = posted.v;
	writer->count++;
	if (writer->count < CHUNK_ROWS)
		return 0;
	return write_chunk(writer, err);
}
