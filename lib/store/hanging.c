#include "base/base.h"

#include "store/hanging.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/decision.h"
#include "store/stmt.h"

enum {
	ENTRY_GET,
	CALLED_BACK_GET,
	HANGING_LIST,
	HANGING_COUNT,
	BATCH_MONEY,
	BATCH_DECIDED,
	POSTED_FROM,
	HANGING_ELS,
	HANGING_SQL
};

/* the entries that may hang: those that did once, and those taken back */
#define WAITED \
	"(SELECT id FROM entry WHERE reason <> '' UNION" \
	" SELECT entry FROM assignment WHERE reverses IS NOT NULL)"

/* the same of batch ?1 */
#define WAITED_HERE \
	"(SELECT id FROM entry WHERE batch = ?1 AND reason <> '' UNION" \
	" SELECT entry FROM assignment WHERE reverses IS NOT NULL)"

/* an entry of the opposite sign that hangs takes it back as a whole */
#define OPPOSITE(key) \
	"EXISTS (SELECT 1 FROM entry r WHERE r.source = e.source" \
	" AND " key " AND r.sign = -e.sign" \
	" AND r.amount_kop = -e.amount_kop AND " RTK_HANGS("r") ")"

/* itself under one id, or the first refund that names the payment */
#define CALLED_BACK \
	"iif(e.payment IS NULL," \
	" " OPPOSITE("r.operation = e.operation AND r.payment IS NULL") \
	" OR " OPPOSITE("r.payment = e.operation") ", " \
	OPPOSITE("r.operation = e.payment") \
	" AND NOT EXISTS (SELECT 1 FROM entry f WHERE f.source = e.source" \
	"  AND f.payment = e.payment AND f.id < e.id))"

#define ENTRY \
	"SELECT e.id, e.batch, e.line, e.source, e.operation, e.sign," \
	" e.paid_day, e.amount_kop, e.commission_kop, e.account_text," \
	" e.for_period, e.penalty, e.channel," \
	" e.reason, e.raw, b.file, e.payment," \
	" EXISTS (SELECT 1 FROM assignment WHERE entry = e.id)," RTK_HANGS( \
	    "e") " FROM entry e JOIN batch b ON b.id = e.batch"

static const char *const sql[HANGING_SQL] = {
    [ENTRY_GET] = ENTRY " WHERE e.id = ?1",
    [CALLED_BACK_GET] = "SELECT 1 FROM entry e WHERE e.id = ?1"
			" AND " RTK_HANGS("e") " AND " CALLED_BACK,
    [HANGING_LIST] = ENTRY " WHERE e.id IN " WAITED " AND " RTK_HANGS(
	"e") " AND NOT " CALLED_BACK " ORDER BY e.batch, e.line, e.id",
    [HANGING_COUNT] = "SELECT count(*) FROM entry e WHERE e.id IN " WAITED
		      " AND " RTK_HANGS("e"),
    /* what does not hang was posted: few entries are asked about */
    [BATCH_MONEY] =
	"SELECT b.taken, b.amount_kop, coalesce(sum(e.amount_kop)"
	"  FILTER (WHERE NOT " CALLED_BACK "), 0),"
	" coalesce(sum(e.amount_kop) FILTER (WHERE " CALLED_BACK "), 0)"
	" FROM batch b LEFT JOIN entry e ON e.batch = b.id"
	" AND e.id IN " WAITED_HERE " AND " RTK_HANGS("e") " WHERE b.id = ?1",
    [BATCH_DECIDED] =
	"SELECT coalesce(sum(a.amount_kop) FILTER (WHERE a.kind <> 'cancel'),"
	"  0), coalesce(sum(a.amount_kop) FILTER (WHERE a.kind = 'cancel'), 0)"
	" FROM entry e JOIN assignment a ON a.entry = e.id"
	" WHERE e.batch = ?1 AND e.id IN " WAITED_HERE
	" AND a.kind <> 'account'",
    [POSTED_FROM] = "SELECT entry, amount_kop FROM posting"
		    " WHERE period >= ?1",
    /* one pass over the contacts, whatever hangs; CROSS JOIN keeps it so */
    [HANGING_ELS] = "SELECT DISTINCT c.els, a.number FROM account_contact c"
		    " CROSS JOIN account a ON a.id = c.account"
		    " WHERE c.els <> '' AND c.els IN"
		    " (SELECT e.account_text FROM entry e"
		    "  WHERE e.id IN " WAITED
		    " AND " RTK_HANGS("e") ")"
					   " ORDER BY c.els, a.number",
};

const struct rtk_sql_table rtk_hanging_sql = {sql, RTK_COUNT(sql)};

static const char *
text_of(sqlite3_stmt *s, int column, struct rtk_arena *arena)
{
	const char *text = rtk_column_text(s, column);

	return rtk_arena_copy(arena, text, strlen(text));
}

static void
read_hanging(struct rtk_hanging *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	bool period = sqlite3_column_type(s, 10) != SQLITE_NULL;
	const char *reason = text_of(s, 13, arena);
	bool refund = sqlite3_column_type(s, 16) != SQLITE_NULL;

	*out = (struct rtk_hanging){
	    .entry = {.id = sqlite3_column_int64(s, 0),
		.batch = sqlite3_column_int64(s, 1),
		.line = (long)sqlite3_column_int64(s, 2),
		.source = text_of(s, 3, arena),
		.operation = text_of(s, 4, arena),
		.payment = refund ? text_of(s, 16, arena) : NULL,
		.sign = sqlite3_column_int(s, 5),
		.paid = rtk_column_date(s, 6),
		.amount = {sqlite3_column_int64(s, 7)},
		.commission = {sqlite3_column_int64(s, 8)},
		.account_text = text_of(s, 9, arena),
		.for_period = {period ? sqlite3_column_int(s, 10) : -1},
		.penalty = sqlite3_column_int(s, 11) != 0,
		.channel = text_of(s, 12, arena),
		.reason = reason[0] != '\0' ? reason
					    : rtk_fault_id(RTK_E_ENTRY_UNDONE),
		.raw = text_of(s, 14, arena)},
	    .file = text_of(s, 15, arena),
	    .decided = sqlite3_column_int(s, 17) != 0,
	    .hangs = sqlite3_column_int(s, 18) != 0,
	};
}

int
rtk_hanging_or_not(struct rtk_hanging *out, struct rtk_db *db, int64_t id,
    struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ENTRY_GET], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", id);
	rc = rtk_step(s, err);
	if (rc == 1)
		read_hanging(out, s, arena);
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_hanging_get(struct rtk_hanging *out, struct rtk_db *db, int64_t id,
    struct rtk_arena *arena, struct rtk_err *err)
{
	int rc = rtk_hanging_or_not(out, db, id, arena, err);

	return rc == 1 && !out->hangs ? 0 : rc;
}

int
rtk_hanging_called_back(struct rtk_db *db, int64_t id, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[CALLED_BACK_GET], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", id);
	rc = rtk_step(s, err);
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_hanging_list(struct rtk_hanging **out, size_t *count, struct rtk_db *db,
    struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[HANGING_COUNT], err);
	size_t room = 0;
	int rc;

	*count = 0;
	if (s == NULL)
		return -1;
	if (rtk_step(s, err) == 1)
		room = (size_t)sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	*out = rtk_arena_get(arena, (room + 1) * sizeof(**out));
	s = rtk_stmt(db, sql[HANGING_LIST], err);
	if (s == NULL)
		return -1;
	while ((rc = rtk_step(s, err)) == 1 && *count < room)
		read_hanging(&(*out)[(*count)++], s, arena);
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

int
rtk_hanging_els(struct rtk_els_match **out, size_t *count, struct rtk_db *db,
    struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[HANGING_ELS], err);
	struct rtk_els_match *list = NULL;
	size_t room = 0;
	int rc;

	*count = 0;
	if (s == NULL)
		return -1;
	while ((rc = rtk_step(s, err)) == 1) {
		list = rtk_array_grow(list, &room, *count, sizeof(*list));
		list[*count].els = text_of(s, 0, arena);
		list[(*count)++].number = text_of(s, 1, arena);
	}
	(void)sqlite3_reset(s);
	*out = rtk_arena_get(arena, (*count + 1) * sizeof(*list));
	if (*count > 0)
		memcpy(*out, list, *count * sizeof(*list));
	free(list);
	return rc < 0 ? -1 : 0;
}

static int
add_decided(struct rtk_batch_money *out, struct rtk_db *db, int64_t batch,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[BATCH_DECIDED], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", batch);
	rc = rtk_step(s, err);
	if (rc == 1) {
		out->returned.v = sqlite3_column_int64(s, 0);
		out->called_back.v += sqlite3_column_int64(s, 1);
	}
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

int
rtk_batch_money(struct rtk_batch_money *out, struct rtk_db *db, int64_t batch,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[BATCH_MONEY], err);
	int rc;

	*out = (struct rtk_batch_money){0};
	if (s == NULL)
		return -1;
	rtk_bind(s, "i", batch);
	rc = rtk_step(s, err);
	if (rc == 1) {
		out->entries = sqlite3_column_int64(s, 0);
		out->all.v = sqlite3_column_int64(s, 1);
		out->hanging.v = sqlite3_column_int64(s, 2);
		out->called_back.v = sqlite3_column_int64(s, 3);
	}
	(void)sqlite3_reset(s);
	if (rc < 0 || add_decided(out, db, batch, err) < 0)
		return -1;
	out->posted.v =
	    out->all.v - out->hanging.v - out->called_back.v - out->returned.v;
	return 0;
}

/* The range of an entry by halving, NULL if it is in none. */
static struct rtk_posted_range *
find_range(struct rtk_posted_range *ranges, size_t count, int64_t entry)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (ranges[middle].first + ranges[middle].count <= entry)
			from = middle + 1;
		else
			to = middle;
	}
	return from < count && ranges[from].first <= entry ? &ranges[from]
							   : NULL;
}

int
rtk_posted_ranges(struct rtk_posted_range *ranges, size_t count,
    struct rtk_db *db, struct rtk_period from, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[POSTED_FROM], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "p", from);
	while ((rc = rtk_step(s, err)) == 1) {
		struct rtk_posted_range *range =
		    find_range(ranges, count, sqlite3_column_int64(s, 0));

		if (range != NULL)
			range->posted.v += sqlite3_column_int64(s, 1);
	}
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}
