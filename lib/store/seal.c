#include "base/base.h"

#include "store/seal.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/readings.h"
#include "store/stmt.h"

/*
 * What is sealed, a statement a table: ?1 < key <= ?2, ?3 the month, ordered
 * by the key. Every column stands in it; the names of buildings, accounts and
 * meters stand with the versions that say something of them.
 */
#define BY_ID(columns, table)                                                  \
	"SELECT " columns " FROM " table " WHERE id > ?1 AND id <= ?2"         \
	" AND ?3 = ?3 ORDER BY id"
#define BY_BATCH(columns, table, order)                                        \
	"SELECT " columns " FROM " table " WHERE batch > ?1 AND batch <= ?2"   \
	" AND ?3 = ?3 ORDER BY " order
#define BY_PERIOD(columns, table, order)                                       \
	"SELECT " columns " FROM " table " WHERE period = ?3"                  \
	" AND ?1 = ?1 AND ?2 = ?2 ORDER BY " order

enum {
	/* the large ones first: threads share the work */
	SEAL_ENTRY,
	SEAL_READING,
	SEAL_POSTING,
	SEAL_BATCH,
	SEAL_QUARANTINE,
	SEAL_QUARANTINE_DECISION,
	SEAL_COMPANY,
	SEAL_TARIFF,
	SEAL_NORM,
	SEAL_HEATING_MONTHS,
	SEAL_POLICY,
	SEAL_QUALITY,
	SEAL_TEMPERATURE,
	SEAL_CALENDAR,
	SEAL_DUE_DAY,
	SEAL_KEY_RATE,
	SEAL_PENALTY_RULE,
	SEAL_PENALTY_CEILING,
	SEAL_MORATORIUM,
	SEAL_EXEMPTION,
	SEAL_STREET_ALIAS,
	SEAL_MAIL_SENDER,
	SEAL_MESSAGE,
	SEAL_STATE_DUTY,
	SEAL_AGREEMENT,
	SEAL_LIMITATION,
	SEAL_DELIVERY,
	SEAL_BUILDING_VERSION,
	SEAL_ACCOUNT_VERSION,
	SEAL_ACCOUNT_CONTACT,
	SEAL_RESIDENTS,
	SEAL_TEMPORARY,
	SEAL_CONTRACT,
	SEAL_ACT,
	SEAL_ALLOCATOR,
	SEAL_APPEAL,
	SEAL_ABSENCE,
	SEAL_OUTAGE,
	SEAL_METER_VERSION,
	SEAL_READING_MONTH,
	SEAL_OPENING,
	SEAL_ASSIGNMENT,
	SEAL_REGISTER,
	SEAL_STATEMENT,
	SEAL_DOCUMENT,
	SEAL_TIE,
	SEAL_RECALCULATION,
	SEAL_CORRECTED_STATE,
	SEAL_CHARGE_SORT,
	SEAL_FINDING,
	SEALED_TABLES,
	PIECE_PUT = SEALED_TABLES,
	PIECE_LIST,
	PIECE_KEY,
	PIECE_GET,
	PIECE_ENDS,
	SEAL_SQL
};

static const char *const sql[SEAL_SQL] = {
    [SEAL_BATCH] = BY_ID("id, kind, file, sha256, imported_day, row_count,"
			 " taken, known, quarantined, amount_kop, format,"
			 " header",
	"batch"),
    [SEAL_QUARANTINE] =
	BY_ID("id, batch, line, reason, detail, raw, proposed", "quarantine"),
    [SEAL_QUARANTINE_DECISION] = BY_ID("id, quarantine, action, batch,"
				       " decided_day, reason",
	"quarantine_decision"),
    [SEAL_COMPANY] = BY_BATCH("key, batch, value", "company", "key, batch"),
    [SEAL_TARIFF] = BY_ID("id, service, component, grp, zone, unit, price,"
			  " vat_percent_bp, vat, valid_from_day,"
			  " valid_to_day, document, batch, line",
	"tariff"),
    [SEAL_NORM] = BY_ID("id, norm, category, value, unit, valid_from_day,"
			" valid_to_day, document, batch, line",
	"norm"),
    [SEAL_HEATING_MONTHS] = BY_ID("id, municipality, mode, months,"
				  " valid_from_day, document, batch, line",
	"heating_months"),
    [SEAL_POLICY] = BY_ID("id, policy, value, valid_from_day, document,"
			  " batch, line",
	"policy"),
    [SEAL_QUALITY] = BY_ID("id, parameter, value, valid_from_day, document,"
			   " batch, line",
	"quality"),
    [SEAL_TEMPERATURE] = BY_ID("id, municipality, day, value, heating,"
			       " document, batch, line",
	"temperature"),
    [SEAL_CALENDAR] =
	BY_BATCH("day, batch, working, name", "calendar", "day, batch"),
    [SEAL_DUE_DAY] = BY_BATCH("valid_from_period, batch, day, document",
	"due_day", "valid_from_period, batch"),
    [SEAL_KEY_RATE] = BY_BATCH(
	"valid_from_day, batch, rate_bp", "key_rate", "valid_from_day, batch"),
    [SEAL_PENALTY_RULE] = BY_BATCH("class, day_from, valid_from_day, batch,"
				   " day_to, denominator, document",
	"penalty_rule", "class, day_from, valid_from_day, batch"),
    [SEAL_PENALTY_CEILING] = BY_BATCH("class, date_from_day, batch,"
				      " date_to_day, rate_bp, document",
	"penalty_ceiling", "class, date_from_day, batch"),
    [SEAL_MORATORIUM] = BY_BATCH("class, date_from_day, batch, date_to_day,"
				 " claims_before_day, document",
	"moratorium", "class, date_from_day, batch"),
    [SEAL_STREET_ALIAS] = BY_BATCH("street, alias, valid_from_day, batch,"
				   " valid_to_day, document",
	"street_alias", "street, alias, valid_from_day, batch"),
    [SEAL_MAIL_SENDER] = BY_BATCH("sender, valid_from_day, batch, may_send,"
				  " valid_to_day, document",
	"mail_sender", "sender, valid_from_day, batch"),
    [SEAL_MESSAGE] = BY_ID("id, digest, batch", "message"),
    [SEAL_STATE_DUTY] = BY_BATCH("over_kop, valid_from_day, batch, duty_kop,"
				 " percent_bp, order_percent_bp,"
				 " order_min_kop, document",
	"state_duty", "over_kop, valid_from_day, batch"),
    [SEAL_AGREEMENT] = BY_BATCH("account, number, pay_day, batch, signed_day,"
				" amount_kop, document, line",
	"agreement", "account, number, pay_day, batch"),
    [SEAL_LIMITATION] = BY_BATCH("account, period_from, batch, period_to,"
				 " until_day, document, line",
	"limitation", "account, period_from, batch"),
    [SEAL_DELIVERY] = BY_BATCH("period, account, batch, day, channel,"
			       " document, line",
	"delivery", "period, account, batch"),
    [SEAL_EXEMPTION] = BY_BATCH("account, date_from_day, batch, date_to_day,"
				" document, line",
	"penalty_exemption", "account, date_from_day, batch"),
    [SEAL_BUILDING_VERSION] =
	BY_BATCH("building, valid_from_day, batch, municipality, street,"
		 " house, post_index, zone, storeys, total_area, common_area,"
		 " heating_norm, hot_water_norm, water_heating_norm, system,"
		 " indoor_norm, corner_norm, route, fias, common_to_owners,"
		 " allocators, line, id, code",
	    "building_version LEFT JOIN building ON id = building",
	    "building, valid_from_day, batch"),
    [SEAL_ACCOUNT_VERSION] =
	BY_BATCH("account, valid_from_day, batch, kind, area, heated,"
		 " hot_water, meter_possible, registered, owners, grp,"
		 " penalty_class, delivery, closed_day, living_area, line, id,"
		 " number",
	    "account_version LEFT JOIN account ON id = account",
	    "account, valid_from_day, batch"),
    [SEAL_ACCOUNT_CONTACT] =
	BY_BATCH("account, valid_from_day, batch, flat, name, email, phone,"
		 " els, inn, contract",
	    "account_contact", "account, valid_from_day, batch"),
    [SEAL_RESIDENTS] = BY_BATCH("account, valid_from_day, batch, registered,"
				" owners, line",
	"residents", "account, valid_from_day, batch"),
    [SEAL_TEMPORARY] = BY_BATCH("account, date_from_day, date_to_day, batch,"
				" persons, line",
	"temporary", "account, date_from_day, date_to_day, batch"),
    [SEAL_CONTRACT] = BY_ID("id, account, kind, valid_from_day, valid_to_day,"
			    " load, indoor, design, hours, coldest, warmest,"
			    " plan, schedule, document, batch, line",
	"contract"),
    [SEAL_APPEAL] = BY_ID("id, account, code, received_day, channel, subject,"
			  " answered_day, answer, document, batch, line",
	"appeal"),
    [SEAL_ACT] = BY_ID("id, account, service, kind, day, from_day, to_day,"
		       " throughput, annulled, document, batch, line",
	"act"),
    [SEAL_ALLOCATOR] = BY_ID("id, account, from_period, to_period, units,"
			     " document, settled_day, batch, line",
	"allocator"),
    [SEAL_ABSENCE] = BY_BATCH("id, date_from_day, date_to_day, persons,"
			      " flags, document, batch, line",
	"absence", "id"),
    [SEAL_OUTAGE] =
	BY_BATCH("id, service, kind, begin_minute, end_minute, temperature,"
		 " pressure, flags, document, batch, line", "outage", "id"),
    [SEAL_METER_VERSION] =
	BY_BATCH("meter, batch, unit, digits, decimals, installed_day,"
		 " initial, verified_until_day, removed_day, final, reason,"
		 " gis_number, line, id, code, service, serial",
	    "meter_version LEFT JOIN meter ON id = meter", "meter, batch"),
    [SEAL_READING_MONTH] =
	BY_BATCH("batch, period", "reading_month", "batch, period"),
    /* only months that got new rows are looked through */
    [SEAL_READING] =
	"SELECT r.id, r.value, r.day, r.channel, r.batch, r.line"
	" FROM (SELECT DISTINCT period AS p FROM reading_month"
	"  WHERE batch > ?1 AND batch <= ?2 AND ?3 = ?3 ORDER BY period)"
	" CROSS JOIN reading AS r"
	" ON r.id >= p << 42 AND r.id < (p + 1) << 42"
	" WHERE r.batch > ?1 AND r.batch <= ?2",
    [SEAL_OPENING] = BY_BATCH("account, service, for_period, batch,"
			      " amount_kop, line",
	"opening", "account, service, for_period"),
    [SEAL_ENTRY] = BY_ID("id, batch, line, source, operation, sign, paid_day,"
			 " amount_kop, commission_kop, account_text,"
			 " for_period, penalty, channel, reason, raw, payment",
	"entry"),
    [SEAL_POSTING] = BY_PERIOD("period, account, entry, number, amount_kop,"
			       " paid_day, penalty, posted_day, reason",
	"posting", "account, entry, number"),
    [SEAL_ASSIGNMENT] = BY_ID("id, entry, number, kind, account, amount_kop,"
			      " period, posted_day, reason, reverses",
	"assignment"),
    [SEAL_REGISTER] =
	BY_BATCH("batch, format, own_account, order_number, order_day,"
		 " row_count, gross_kop, transfer_kop, commission_kop,"
		 " new_gross_kop, new_transfer_kop, first_entry,"
		 " first_period",
	    "register", "batch"),
    [SEAL_STATEMENT] =
	BY_BATCH("batch, number, own_account, date_from_day, date_to_day,"
		 " opening_kop, in_kop, out_kop, closing_kop",
	    "statement", "batch, number"),
    [SEAL_DOCUMENT] =
	BY_ID("id, batch, line, own_account, direction, posted_day, number,"
	      " document_day, amount_kop, other_account, other_inn,"
	      " other_name, payment_kind, purpose, occurrence",
	    "document"),
    [SEAL_TIE] =
	BY_ID("id, document, register, entry, how, tied_day, reason", "tie"),
    [SEAL_RECALCULATION] =
	BY_PERIOD("period, account, for_period, code, batch, tariff, volume,"
		  " common, amount_kop, source_batch, source_line",
	    "recalculation", "account, for_period, code, batch"),
    [SEAL_CORRECTED_STATE] =
	BY_BATCH("id, batch, state", "corrected_state", "batch, id"),
    [SEAL_CHARGE_SORT] = BY_ID("id, service, component, kind, method,"
			       " formula, decimals, tariff, for_period, reason",
	"charge_sort"),
    [SEAL_FINDING] = BY_PERIOD("period, number, fault, object, detail,"
			       " blocking",
	"finding", "number"),

    [PIECE_PUT] = "INSERT INTO seal (period, part, number, rows, key, sha256)"
		  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [PIECE_LIST] = "SELECT part, number, rows, key, sha256 FROM seal"
		   " WHERE period = ?1 ORDER BY part, number",
    [PIECE_KEY] = "SELECT key FROM seal WHERE period = ?1 AND part = ?2"
		  " ORDER BY number DESC LIMIT 1",
    [PIECE_GET] = "SELECT part, number, rows, key, sha256 FROM seal"
		  " WHERE period = ?1 AND part = ?2 AND number = ?3",
    [PIECE_ENDS] =
	"SELECT coalesce(min(period), 0), coalesce(max(period), 0) FROM seal",
};

const struct rtk_sql_table rtk_seal_sql = {sql, RTK_COUNT(sql)};

static const struct {
	const char *table;
	bool by_id;
} sealed[SEALED_TABLES] = {
    [SEAL_BATCH] = {"batch", true},
    [SEAL_QUARANTINE] = {"quarantine", true},
    [SEAL_QUARANTINE_DECISION] = {"quarantine_decision", true},
    [SEAL_COMPANY] = {"company", false},
    [SEAL_TARIFF] = {"tariff", true},
    [SEAL_NORM] = {"norm", true},
    [SEAL_HEATING_MONTHS] = {"heating_months", true},
    [SEAL_POLICY] = {"policy", true},
    [SEAL_QUALITY] = {"quality", true},
    [SEAL_TEMPERATURE] = {"temperature", true},
    [SEAL_CALENDAR] = {"calendar", false},
    [SEAL_DUE_DAY] = {"due_day", false},
    [SEAL_KEY_RATE] = {"key_rate", false},
    [SEAL_PENALTY_RULE] = {"penalty_rule", false},
    [SEAL_PENALTY_CEILING] = {"penalty_ceiling", false},
    [SEAL_MORATORIUM] = {"moratorium", false},
    [SEAL_EXEMPTION] = {"penalty_exemption", false},
    [SEAL_STREET_ALIAS] = {"street_alias", false},
    [SEAL_MAIL_SENDER] = {"mail_sender", false},
    [SEAL_MESSAGE] = {"message", true},
    [SEAL_STATE_DUTY] = {"state_duty", false},
    [SEAL_AGREEMENT] = {"agreement", false},
    [SEAL_LIMITATION] = {"limitation", false},
    [SEAL_DELIVERY] = {"delivery", false},
    [SEAL_BUILDING_VERSION] = {"building_version", false},
    [SEAL_ACCOUNT_VERSION] = {"account_version", false},
    [SEAL_ACCOUNT_CONTACT] = {"account_contact", false},
    [SEAL_RESIDENTS] = {"residents", false},
    [SEAL_TEMPORARY] = {"temporary", false},
    [SEAL_CONTRACT] = {"contract", true},
    [SEAL_ACT] = {"act", true},
    [SEAL_ALLOCATOR] = {"allocator", true},
    [SEAL_APPEAL] = {"appeal", true},
    [SEAL_ABSENCE] = {"absence", false},
    [SEAL_OUTAGE] = {"outage", false},
    [SEAL_METER_VERSION] = {"meter_version", false},
    [SEAL_READING_MONTH] = {"reading_month", false},
    [SEAL_READING] = {"reading", false},
    [SEAL_OPENING] = {"opening", false},
    [SEAL_ENTRY] = {"entry", true},
    [SEAL_POSTING] = {"posting", false},
    [SEAL_ASSIGNMENT] = {"assignment", true},
    [SEAL_REGISTER] = {"register", false},
    [SEAL_STATEMENT] = {"statement", false},
    [SEAL_DOCUMENT] = {"document", true},
    [SEAL_TIE] = {"tie", true},
    [SEAL_RECALCULATION] = {"recalculation", false},
    [SEAL_CORRECTED_STATE] = {"corrected_state", false},
    [SEAL_CHARGE_SORT] = {"charge_sort", true},
    [SEAL_FINDING] = {"finding", false},
};

size_t
rtk_sealed_count(void)
{
	return SEALED_TABLES;
}

const char *
rtk_sealed_table(size_t index)
{
	RTK_ASSERT(index < SEALED_TABLES);
	return sealed[index].table;
}

bool
rtk_sealed_by_id(size_t index)
{
	RTK_ASSERT(index < SEALED_TABLES);
	return sealed[index].by_id;
}

bool
rtk_sealed_last(size_t index)
{
	return index == SEAL_CHARGE_SORT;
}

/* --- the rows as bytes ------------------------------------------------- */

/*
 * A value is its SQLite type in a byte, then 64 bits, low ones first: the
 * integer, or the size of a text or blob whose bytes follow.
 */
enum { FLUSH_BYTES = 1 << 16 };

struct rtk_seal_scan {
	sqlite3_stmt *stmt;
	size_t index;
	int64_t upto;
	int64_t pieces; /* given out */
	bool ended;
	int64_t id;
	struct rtk_buf bytes;
};

static void
add_number(struct rtk_buf *buf, int type, int64_t value)
{
	uint64_t v = (uint64_t)value;
	const char bytes[9] = {(char)type, (char)v, (char)(v >> 8),
	    (char)(v >> 16), (char)(v >> 24), (char)(v >> 32),
	    (char)(v >> 40), (char)(v >> 48), (char)(v >> 56)};

	rtk_buf_add(buf, bytes, sizeof(bytes));
}

static void
add_column(struct rtk_buf *buf, sqlite3_stmt *stmt, int column)
{
	int type = sqlite3_column_type(stmt, column), size;
	const void *bytes;

	switch (type) {
	case SQLITE_INTEGER:
		add_number(buf, type, sqlite3_column_int64(stmt, column));
		return;
	case SQLITE_NULL:
		rtk_buf_add_byte(buf, (char)type);
		return;
	default:
		/* what is no number in a STRICT table has its bytes */
		bytes = sqlite3_column_blob(stmt, column);
		size = sqlite3_column_bytes(stmt, column);
		add_number(buf, type, size);
		rtk_buf_add(buf, bytes, (size_t)size);
	}
}

int
rtk_seal_scan_open(struct rtk_seal_scan **out, struct rtk_db *db,
    size_t index, const struct rtk_seal_range *range, struct rtk_err *err)
{
	struct rtk_seal_scan *scan;
	sqlite3_stmt *stmt;

	RTK_ASSERT(index < SEALED_TABLES);
	stmt = rtk_stmt_own(db, sql[index], err);
	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "iip", range->after, range->upto, range->period);
	scan = rtk_alloc(sizeof(*scan));
	*scan = (struct rtk_seal_scan){
	    .stmt = stmt, .index = index, .upto = range->upto};
	scan->id = range->after > 0 ? range->after : 0;
	*out = scan;
	return 0;
}

/* One row into the stream: 1, 0 there is none, -1. */
static int
add_row(struct rtk_seal_scan *scan, struct rtk_sha256_stream *stream,
    struct rtk_err *err)
{
	int rc = rtk_step(scan->stmt, err), columns;

	if (rc != 1) {
		scan->ended = true;
		return rc;
	}
	columns = sqlite3_column_count(scan->stmt);
	for (int i = 0; i < columns; i++)
		add_column(&scan->bytes, scan->stmt, i);
	if (sealed[scan->index].by_id)
		scan->id = sqlite3_column_int64(scan->stmt, 0);
	if (scan->bytes.size >= FLUSH_BYTES) {
		rtk_sha256_stream_add(
		    stream, scan->bytes.bytes, scan->bytes.size);
		rtk_buf_reset(&scan->bytes);
	}
	return 1;
}

int
rtk_seal_scan_next(struct rtk_seal_scan *scan, struct rtk_seal_piece *out,
    struct rtk_err *err)
{
	struct rtk_seal_piece piece = {.number = scan->pieces};
	uint8_t digest[RTK_SHA256_BYTES];
	struct rtk_sha256_stream *stream;
	int rc = 1;

	if (scan->ended)
		return 0;
	stream = rtk_sha256_stream_new();
	while (piece.rows < RTK_SEAL_PIECE_ROWS &&
	    (rc = add_row(scan, stream, err)) == 1)
		piece.rows++;
	rtk_sha256_stream_add(stream, scan->bytes.bytes, scan->bytes.size);
	rtk_buf_reset(&scan->bytes);
	rtk_sha256_stream_finish(stream, digest);
	if (rc < 0)
		return -1;
	if (piece.rows == 0 && piece.number > 0)
		return 0;
	rtk_sha256_hex(piece.sha256, digest);
	(void)sqlite3_snprintf(sizeof(piece.part), piece.part, "%s",
	    sealed[scan->index].table);
	piece.key = sealed[scan->index].by_id ? scan->id : scan->upto;
	scan->pieces++;
	*out = piece;
	return 1;
}

void
rtk_seal_scan_close(struct rtk_seal_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	rtk_buf_release(&scan->bytes);
	free(scan);
}

/* --- stored seals ------------------------------------------------------ */

int
rtk_seal_put(struct rtk_db *db, struct rtk_period period,
    const struct rtk_seal_piece *piece, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[PIECE_PUT], err, "ptiiit", period,
	    piece->part, piece->number, piece->rows, piece->key,
	    piece->sha256);
}

static void
read_piece(struct rtk_seal_piece *out, sqlite3_stmt *stmt)
{
	*out = (struct rtk_seal_piece){
	    .number = sqlite3_column_int64(stmt, 1),
	    .rows = sqlite3_column_int64(stmt, 2),
	    .key = sqlite3_column_int64(stmt, 3),
	};
	(void)sqlite3_snprintf(
	    sizeof(out->part), out->part, "%s", rtk_column_text(stmt, 0));
	rtk_column_sha256(stmt, 4, out->sha256);
}

struct rtk_seal_list {
	sqlite3_stmt *stmt;
};

int
rtk_seal_list_open(struct rtk_seal_list **out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[PIECE_LIST], err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "p", period);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

int
rtk_seal_list_next(struct rtk_seal_list *list, struct rtk_seal_piece *out,
    struct rtk_err *err)
{
	int rc = rtk_step(list->stmt, err);

	if (rc == 1)
		read_piece(out, list->stmt);
	return rc;
}

void
rtk_seal_list_close(struct rtk_seal_list *list)
{
	if (list == NULL)
		return;
	(void)sqlite3_finalize(list->stmt);
	free(list);
}

int
rtk_seal_key(struct rtk_db *db, struct rtk_period period, const char *part,
    int64_t *out, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[PIECE_KEY], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "pt", period, part);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc;
}

int
rtk_seal_ends(
    struct rtk_db *db, struct rtk_period out[2], struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[PIECE_ENDS], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = rtk_step(stmt, err);
	for (int i = 0; rc == 1 && i < 2; i++)
		out[i].v = sqlite3_column_int(stmt, i);
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}

int
rtk_seal_get(struct rtk_db *db, struct rtk_period period,
    struct rtk_seal_piece *piece, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[PIECE_GET], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "pti", period, piece->part, piece->number);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		read_piece(piece, stmt);
	(void)sqlite3_reset(stmt);
	return rc;
}
