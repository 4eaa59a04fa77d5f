#include "base/base.h"

#include "store/bank.h"

#include <string.h>

#include "store/direct.h"
#include "store/stmt.h"

enum {
	REGISTER_INSERT,
	REGISTER_COUNT,
	REGISTER_LIST,
	REGISTER_MONEY,
	STATEMENT_INSERT,
	STATEMENT_BEFORE,
	DOCUMENT_FIND,
	DOCUMENT_INSERT,
	DOCUMENT_COUNT,
	DOCUMENT_OPEN,
	TIE_INSERT,
	BANK_SQL
};

#define OPEN_DOCUMENTS \
	" FROM document d WHERE (d.direction = 1 OR d.posted_day >= ?1)" \
	" AND NOT EXISTS (SELECT 1 FROM tie WHERE document = d.id)"

static const char *const sql[BANK_SQL] = {
    [REGISTER_INSERT] =
	"INSERT INTO register (batch, format, own_account, order_number,"
	" order_day, row_count, gross_kop, transfer_kop, commission_kop,"
	" new_gross_kop, new_transfer_kop, first_entry, first_period)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [REGISTER_COUNT] = "SELECT count(*) FROM register",
    [REGISTER_LIST] =
	"SELECT r.batch, b.file, r.format, r.own_account, r.order_number,"
	" r.order_day, r.row_count, r.gross_kop, r.transfer_kop,"
	" r.commission_kop, r.new_gross_kop, r.new_transfer_kop,"
	" r.first_entry, r.first_period"
	" FROM register r JOIN batch b ON b.id = r.batch"
	" ORDER BY r.batch",
    /* "together": the order is the sum of what is new in its registers */
    [REGISTER_MONEY] =
	"SELECT count(*) FILTER (WHERE t.how <> '" RTK_TIE_DECIDED "'),"
	" min(t.how) FILTER (WHERE d.direction = 1"
	"  AND t.how <> '" RTK_TIE_DECIDED "'),"
	" coalesce(sum(iif(t.how = 'together', r.new_transfer_kop,"
	"  d.amount_kop)) FILTER (WHERE d.direction = 1"
	"  AND t.how <> '" RTK_TIE_DECIDED "'), 0),"
	" coalesce(sum(d.amount_kop) FILTER (WHERE d.direction = -1), 0),"
	" count(*) FILTER (WHERE t.how = '" RTK_TIE_DECIDED "')"
	" FROM tie t JOIN document d ON d.id = t.document"
	" JOIN register r ON r.batch = t.register"
	" WHERE t.register = ?1",
    [STATEMENT_INSERT] =
	"INSERT INTO statement (batch, number, own_account, date_from_day,"
	" date_to_day, opening_kop, in_kop, out_kop, closing_kop)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [STATEMENT_BEFORE] =
	"SELECT closing_kop FROM statement"
	" WHERE own_account = ?1 AND date_to_day < ?2"
	" ORDER BY date_to_day DESC, batch DESC, number DESC LIMIT 1",
    [DOCUMENT_FIND] =
	"SELECT id FROM document WHERE own_account = ?1 AND direction = ?2"
	" AND posted_day = ?3 AND number = ?4 AND document_day = ?5"
	" AND amount_kop = ?6 AND other_account = ?7 AND occurrence = ?8",
    [DOCUMENT_INSERT] =
	"INSERT INTO document (own_account, direction, posted_day, number,"
	" document_day, amount_kop, other_account, occurrence, batch, line,"
	" other_inn, other_name, payment_kind, purpose) VALUES (?1, ?2, ?3,"
	" ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    [DOCUMENT_COUNT] = "SELECT count(*)" OPEN_DOCUMENTS,
    [DOCUMENT_OPEN] =
	"SELECT id, batch, line, own_account, direction, posted_day, number,"
	" document_day, amount_kop, other_account, other_inn, other_name,"
	" payment_kind, purpose, occurrence" OPEN_DOCUMENTS " ORDER BY id",
    [TIE_INSERT] = "INSERT INTO tie (document, register, entry, how, tied_day,"
		   " reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
};

const struct rtk_sql_table rtk_bank_sql = {sql, RTK_COUNT(sql)};

int
rtk_register_add(struct rtk_db *db, const struct rtk_register_figures *r,
    struct rtk_err *err)
{
	return rtk_run_bound(db, sql[REGISTER_INSERT], err, "itttdiiiiiiip",
	    r->batch, r->format, r->own_account, r->order_number, r->order_day,
	    r->rows, r->gross.v, r->transfer.v, r->commission.v, r->new_gross.v,
	    r->new_transfer.v, r->first_entry, r->first_period);
}

int
rtk_statement_add(struct rtk_db *db, const struct rtk_statement_section *s,
    struct rtk_err *err)
{
	return rtk_run_bound(db, sql[STATEMENT_INSERT], err, "iitddiiii",
	    s->batch, s->number, s->own_account, s->from, s->to, s->opening.v,
	    s->in.v, s->out.v, s->closing.v);
}

int
rtk_statement_before(struct rtk_db *db, const char *own_account,
    struct rtk_date day, struct rtk_kop *closing, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[STATEMENT_BEFORE], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "td", own_account, day);
	rc = rtk_step(s, err);
	if (rc == 1)
		closing->v = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_document_add(
    struct rtk_db *db, struct rtk_document *d, bool *known, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[DOCUMENT_FIND], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "tidtditi", d->own_account, (int64_t)d->direction,
	    d->posted, d->number, d->day, d->amount.v, d->other_account,
	    d->occurrence);
	rc = rtk_step(s, err);
	*known = rc == 1;
	(void)sqlite3_reset(s);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (rtk_run_bound(db, sql[DOCUMENT_INSERT], err, "tidtditiiitttt",
		d->own_account, (int64_t)d->direction, d->posted, d->number,
		d->day, d->amount.v, d->other_account, d->occurrence, d->batch,
		(int64_t)d->line, d->other_inn, d->other_name, d->payment_kind,
		d->purpose) < 0)
		return -1;
	d->id = sqlite3_last_insert_rowid(rtk_db_handle(db));
	return 0;
}

int
rtk_tie_add(struct rtk_db *db, const struct rtk_tie *t, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[TIE_INSERT], err, "iimtdt", t->document,
	    t->registered, t->entry > 0 ? t->entry : RTK_BULK_NULL, t->how,
	    t->day, t->reason != NULL ? t->reason : "");
}

static const char *
text_of(sqlite3_stmt *s, int column, struct rtk_arena *arena)
{
	const char *text = rtk_column_text(s, column);

	return rtk_arena_copy(arena, text, strlen(text));
}

/* Room for the rows of a list; -1 on a fault. */
static int64_t
count_rows(struct rtk_db *db, int which, const struct rtk_date *day,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[which], err);
	int64_t count = -1;

	if (s == NULL)
		return -1;
	if (day != NULL)
		rtk_bind(s, "d", *day);
	if (rtk_step(s, err) == 1)
		count = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return count;
}

int
rtk_register_list(struct rtk_register_figures **out, size_t *count,
    struct rtk_db *db, struct rtk_arena *arena, struct rtk_err *err)
{
	int64_t room = count_rows(db, REGISTER_COUNT, NULL, err);
	sqlite3_stmt *s;
	int rc;

	*count = 0;
	s = room < 0 ? NULL : rtk_stmt(db, sql[REGISTER_LIST], err);
	if (s == NULL)
		return -1;
	*out = rtk_arena_get(arena, ((size_t)room + 1) * sizeof(**out));
	while ((rc = rtk_step(s, err)) == 1)
		(*out)[(*count)++] = (struct rtk_register_figures){
		    .batch = sqlite3_column_int64(s, 0),
		    .file = text_of(s, 1, arena),
		    .format = text_of(s, 2, arena),
		    .own_account = text_of(s, 3, arena),
		    .order_number = text_of(s, 4, arena),
		    .order_day = rtk_column_date(s, 5),
		    .rows = sqlite3_column_int64(s, 6),
		    .gross = {sqlite3_column_int64(s, 7)},
		    .transfer = {sqlite3_column_int64(s, 8)},
		    .commission = {sqlite3_column_int64(s, 9)},
		    .new_gross = {sqlite3_column_int64(s, 10)},
		    .new_transfer = {sqlite3_column_int64(s, 11)},
		    .first_entry = sqlite3_column_int64(s, 12),
		    .first_period = {sqlite3_column_int(s, 13)},
		};
	(void)sqlite3_reset(s);
	return rc;
}

static void
read_document(
    struct rtk_document *out, sqlite3_stmt *s, struct rtk_arena *arena)
{
	*out = (struct rtk_document){
	    .id = sqlite3_column_int64(s, 0),
	    .batch = sqlite3_column_int64(s, 1),
	    .line = (long)sqlite3_column_int64(s, 2),
	    .own_account = text_of(s, 3, arena),
	    .direction = sqlite3_column_int(s, 4),
	    .posted = rtk_column_date(s, 5),
	    .number = text_of(s, 6, arena),
	    .day = rtk_column_date(s, 7),
	    .amount = {sqlite3_column_int64(s, 8)},
	    .other_account = text_of(s, 9, arena),
	    .other_inn = text_of(s, 10, arena),
	    .other_name = text_of(s, 11, arena),
	    .payment_kind = text_of(s, 12, arena),
	    .purpose = text_of(s, 13, arena),
	    .occurrence = sqlite3_column_int64(s, 14),
	};
}

int
rtk_document_open(struct rtk_documents *out, struct rtk_db *db,
    struct rtk_date outgoing_from, struct rtk_arena *arena, struct rtk_err *err)
{
	int64_t room = count_rows(db, DOCUMENT_COUNT, &outgoing_from, err);
	sqlite3_stmt *s;
	int rc;

	out->count = 0;
	s = room < 0 ? NULL : rtk_stmt(db, sql[DOCUMENT_OPEN], err);
	if (s == NULL)
		return -1;
	out->rows =
	    rtk_arena_get(arena, ((size_t)room + 1) * sizeof(*out->rows));
	rtk_bind(s, "d", outgoing_from);
	while ((rc = rtk_step(s, err)) == 1)
		read_document(&out->rows[out->count++], s, arena);
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_register_money(struct rtk_register_money *out, struct rtk_db *db,
    int64_t batch, struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[REGISTER_MONEY], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", batch);
	rc = rtk_step(s, err);
	if (rc == 1)
		*out = (struct rtk_register_money){
		    .documents = sqlite3_column_int64(s, 0),
		    .how = text_of(s, 1, arena),
		    .incoming = {sqlite3_column_int64(s, 2)},
		    .commission = {sqlite3_column_int64(s, 3)},
		    .decided = sqlite3_column_int64(s, 4) > 0,
		};
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}
