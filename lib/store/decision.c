#include "base/base.h"

#include "store/decision.h"

#include <string.h>

#include "store/stmt.h"

enum {
	ASSIGNMENT_INSERT,
	ENTRY_TAKEN,
	PART_COUNT,
	PART_LIST,
	DECIDED_COUNT,
	DECIDED_LIST,
	DECISION_SQL
};

#define DECIDED \
	" FROM assignment a JOIN entry e ON e.id = a.entry" \
	" LEFT JOIN account c ON c.id = a.account" \
	" WHERE (?1 = 0 OR a.entry = ?1) AND (?2 < 0 OR a.period = ?2)"

/* orders that a person tied to registers */
#define TIED \
	" FROM tie t JOIN document d ON d.id = t.document" \
	" WHERE t.reason <> '' AND ?1 = 0 AND ?2 < 0"

static const char *const sql[DECISION_SQL] = {
    [ASSIGNMENT_INSERT] =
	"INSERT INTO assignment (entry, number, kind, account, amount_kop,"
	" period, posted_day, reason, reverses) VALUES (?1,"
	" (SELECT count(*) FROM assignment WHERE entry = ?1), ?2, ?3, ?4,"
	" ?5, ?6, ?7, ?8)",
    /* the other half of a payment: its reversal, a refund that names it */
    [ENTRY_TAKEN] =
	"SELECT 1 FROM entry e JOIN entry r ON r.source = e.source"
	" AND r.operation = coalesce(e.payment, e.operation)"
	" AND r.sign = -e.sign AND r.payment IS NULL"
	" WHERE e.id = ?1 AND NOT " RTK_HANGS("r")
	" UNION ALL SELECT 1 FROM entry e JOIN entry r"
	" ON r.source = e.source AND r.payment = e.operation"
	" AND r.sign = -e.sign"
	" WHERE e.id = ?1 AND e.payment IS NULL AND NOT " RTK_HANGS("r"),
    [PART_COUNT] = "SELECT count(*) + 1 FROM assignment WHERE entry = ?1",
    /* as it came in: only a payment, on the account of its number */
    [PART_LIST] =
	"SELECT -1, 'account', c.id, e.amount_kop, e.penalty FROM entry e"
	" JOIN account c ON c.number = e.account_text"
	" WHERE e.id = ?1 AND e.reason = '' AND e.sign = 1 AND NOT EXISTS"
	" (SELECT 1 FROM assignment WHERE entry = ?1) UNION ALL"
	" SELECT a.number, a.kind, a.account, a.amount_kop, coalesce("
	"  (SELECT max(p.penalty) FROM posting p WHERE p.period = a.period"
	"   AND p.account = a.account AND p.entry = a.entry"
	"   AND p.amount_kop = a.amount_kop), 0)"
	" FROM assignment a WHERE a.entry = ?1 AND " RTK_IN_FORCE("a"),
    [DECIDED_COUNT] =
	"SELECT (SELECT count(*)" DECIDED ") + (SELECT count(*)" TIED ")",
    [DECIDED_LIST] =
	"SELECT a.entry, a.kind, a.reverses IS NOT NULL,"
	" coalesce(c.number, ''), a.amount_kop, a.period,"
	" a.posted_day AS day, a.reason, a.id AS id" DECIDED
	" UNION ALL SELECT 0, 'tie', 0, '', d.amount_kop, ?2,"
	" t.tied_day, 'register ' || t.register || ', document '"
	" || t.document || ': ' || t.reason, t.id" TIED " ORDER BY day, id",
};

const struct rtk_sql_table rtk_decision_sql = {sql, RTK_COUNT(sql)};

static int
add_assignment(struct rtk_db *db, const struct rtk_posting *p, const char *kind,
    int64_t reverses, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[ASSIGNMENT_INSERT], err, "itiipdtm",
	    p->entry, kind, p->account, p->amount.v, p->period, p->posted,
	    p->reason, reverses);
}

int
rtk_entry_assign(
    struct rtk_db *db, const struct rtk_posting *p, struct rtk_err *err)
{
	RTK_ASSERT(p->account != 0);
	if (add_assignment(db, p, "account", RTK_BULK_NULL, err) < 0)
		return -1;
	return rtk_posting_add(db, p, err);
}

int
rtk_entry_release(struct rtk_db *db, const struct rtk_posting *posting,
    enum rtk_release release, struct rtk_err *err)
{
	static const char *const kinds[] = {
	    [RTK_RELEASE_RETURN] = "return",
	    [RTK_RELEASE_CANCEL] = "cancel",
	    [RTK_RELEASE_REGISTER] = "register",
	};
	struct rtk_posting nowhere = *posting;

	RTK_ASSERT((size_t)release < RTK_COUNT(kinds));
	nowhere.account = 0;
	return add_assignment(db, &nowhere, kinds[release], RTK_BULK_NULL, err);
}

int
rtk_entry_take_back(struct rtk_db *db, const struct rtk_posting *posting,
    const struct rtk_entry_part *part, struct rtk_err *err)
{
	struct rtk_posting back = *posting;

	back.account = part->account;
	back.amount.v = -part->amount.v;
	back.penalty = part->penalty;
	if (add_assignment(db, &back, part->kind, part->number, err) < 0)
		return -1;
	return part->account != 0 ? rtk_posting_add(db, &back, err) : 0;
}

int
rtk_entry_taken(struct rtk_db *db, int64_t entry, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ENTRY_TAKEN], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", entry);
	rc = rtk_step(s, err);
	(void)sqlite3_reset(s);
	return rc;
}

/* Room for the rows of a list; -1 on a fault. */
static int64_t
count_rows(struct rtk_db *db, int which, int64_t entry,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[which], err);
	int64_t count = -1;

	if (s == NULL)
		return -1;
	rtk_bind(s, which == PART_COUNT ? "i" : "ip", entry, period);
	if (rtk_step(s, err) == 1)
		count = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return count;
}

static const char *
text_of(sqlite3_stmt *s, int column, struct rtk_arena *arena)
{
	const char *text = rtk_column_text(s, column);

	return rtk_arena_copy(arena, text, strlen(text));
}

int
rtk_entry_parts(struct rtk_entry_parts *out, struct rtk_db *db, int64_t entry,
    struct rtk_arena *arena, struct rtk_err *err)
{
	const struct rtk_period any = {-1};
	int64_t room = count_rows(db, PART_COUNT, entry, any, err);
	sqlite3_stmt *s = room < 0 ? NULL : rtk_stmt(db, sql[PART_LIST], err);
	int rc;

	out->count = 0;
	if (s == NULL)
		return -1;
	out->rows = rtk_arena_get(arena, (size_t)room * sizeof(*out->rows));
	rtk_bind(s, "i", entry);
	while ((rc = rtk_step(s, err)) == 1)
		out->rows[out->count++] = (struct rtk_entry_part){
		    .number = sqlite3_column_int64(s, 0),
		    .kind = text_of(s, 1, arena),
		    .account = sqlite3_column_int64(s, 2),
		    .amount = {sqlite3_column_int64(s, 3)},
		    .penalty = sqlite3_column_int(s, 4) != 0};
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_decided_list(struct rtk_decided_list *out, struct rtk_db *db,
    const struct rtk_decided_choice *choice, struct rtk_arena *arena,
    struct rtk_err *err)
{
	int64_t room =
	    count_rows(db, DECIDED_COUNT, choice->entry, choice->period, err);
	sqlite3_stmt *s =
	    room < 0 ? NULL : rtk_stmt(db, sql[DECIDED_LIST], err);
	int rc;

	out->count = 0;
	if (s == NULL)
		return -1;
	out->rows =
	    rtk_arena_get(arena, ((size_t)room + 1) * sizeof(*out->rows));
	rtk_bind(s, "ip", choice->entry, choice->period);
	while ((rc = rtk_step(s, err)) == 1)
		out->rows[out->count++] =
		    (struct rtk_decided){.entry = sqlite3_column_int64(s, 0),
			.kind = text_of(s, 1, arena),
			.undone = sqlite3_column_int(s, 2) != 0,
			.account = text_of(s, 3, arena),
			.amount = {sqlite3_column_int64(s, 4)},
			.period = {sqlite3_column_int(s, 5)},
			.day = rtk_column_date(s, 6),
			.reason = text_of(s, 7, arena)};
	(void)sqlite3_reset(s);
	return rc;
}
