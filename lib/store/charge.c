#include "base/base.h"

#include "store/charge.h"

#include <stdlib.h>
#include <string.h>

#include "store/charge_ahead.h"
#include "store/charge_sort.h"
#include "store/guard.h"
#include "store/stmt.h"

enum { CHARGE_CLOSED, CHARGE_DELETE, CHARGE_INSERT, CHARGE_SCAN, CHARGE_SQL };

static const char *const sql[CHARGE_SQL] = {
    [CHARGE_CLOSED] = "SELECT 1 FROM month WHERE period >= ?1",
    [CHARGE_DELETE] = "DELETE FROM charge WHERE id BETWEEN ?1 AND ?2",
    [CHARGE_INSERT] = "INSERT INTO charge (id, sort, volume, common,"
		      " amount_kop) SELECT c0, c1, c2, c3, c4"
		      " FROM rtk_bulk(?1)",
    [CHARGE_SCAN] = "SELECT id, sort, volume, common, amount_kop FROM charge"
		    " WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
};

const struct rtk_sql_table rtk_charge_sql = {sql, RTK_COUNT(sql)};

enum { WIDTH = 5, BUFFER_ROWS = 16384, LINES_MAX = 1024 };

static const struct rtk_guard guards[] = {
    RTK_GUARD(charge_no_insert),
    RTK_GUARD(charge_no_delete),
};

int
rtk_charges_replaced(struct rtk_db *db, struct rtk_err *err)
{
	return rtk_guards_set(db, guards, RTK_COUNT(guards), err);
}

int
rtk_charges_replace(
    struct rtk_db *db, struct rtk_period period, struct rtk_err *err)
{
	struct rtk_period next = {period.v + 1};
	sqlite3_stmt *closed = rtk_stmt(db, sql[CHARGE_CLOSED], err);
	int rc;

	if (closed == NULL)
		return -1;
	rtk_bind(closed, "p", period);
	rc = rtk_step(closed, err);
	(void)sqlite3_reset(closed);
	if (rc == 1)
		rtk_failf(err, RTK_E_DB_FROZEN, "%s", "the month is closed");
	if (rc != 0 ||
	    rtk_guards_lift(db, guards, RTK_COUNT(guards), err) < 0)
		return -1;
	return rtk_run_bound(db, sql[CHARGE_DELETE], err, "ii",
	    RTK_CHARGE_ID(period, 0, 0), RTK_CHARGE_ID(next, 0, 0) - 1);
}

struct rtk_charge_writer {
	struct rtk_db *db;
	struct rtk_period period;
	struct rtk_charge_sorts *sorts; /* from the first line on */
	size_t count;
	int64_t cells[BUFFER_ROWS * WIDTH];
};

struct rtk_charge_writer *
rtk_charge_writer_new(struct rtk_db *db, struct rtk_period period)
{
	struct rtk_charge_writer *writer = rtk_alloc(sizeof(*writer));

	writer->db = db;
	writer->period = period;
	writer->sorts = NULL;
	writer->count = 0;
	return writer;
}

void
rtk_charge_writer_free(struct rtk_charge_writer *writer)
{
	if (writer == NULL)
		return;
	rtk_charge_sorts_free(writer->sorts);
	free(writer);
}

int
rtk_charge_writer_finish(
    struct rtk_charge_writer *writer, struct rtk_err *err)
{
	struct rtk_bulk bulk = {writer->cells, writer->count, WIDTH};

	if (writer->count == 0)
		return 0;
	writer->count = 0;
	return rtk_bulk_run(writer->db, sql[CHARGE_INSERT], &bulk, err);
}

/* The number of the line's sort, -1. */
static int64_t
sort_of(struct rtk_charge_writer *writer, const struct rtk_line *line,
    struct rtk_err *err)
{
	struct rtk_line words = *line;

	if (line->for_period.v == writer->period.v)
		words.for_period.v = RTK_SORT_OWN;
	if (writer->sorts == NULL &&
	    rtk_charge_sorts_load(&writer->sorts, writer->db, err) < 0)
		return -1;
	return rtk_charge_sort_number(writer->sorts, writer->db, &words, err);
}

_Static_assert(RTK_FORMULAS <= 32, "5 bits in the code");
_Static_assert(RTK_METHODS <= 8 && RTK_KINDS <= 8, "3 bits in the code");
_Static_assert(RTK_COMPONENTS <= 4 && RTK_SERVICES <= 4, "2 bits in the code");
_Static_assert(RTK_REASONS <= 32, "5 bits in the code");

int64_t
rtk_line_code(const struct rtk_line *line)
{
	return (int64_t)line->formula << RTK_CODE_FORMULA_SHIFT |
	    (int64_t)line->method << RTK_CODE_METHOD_SHIFT |
	    (int64_t)line->kind << RTK_CODE_KIND_SHIFT |
	    (int64_t)line->component << RTK_CODE_COMPONENT_SHIFT |
	    (int64_t)line->service << RTK_CODE_SERVICE_SHIFT |
	    (int64_t)line->decimals << RTK_CODE_DECIMALS_SHIFT |
	    (int64_t)line->reason << RTK_CODE_REASON_SHIFT;
}

void
rtk_line_decode(struct rtk_line *line, int code)
{
	*line = (struct rtk_line){
	    .service = (enum rtk_service)(code >> RTK_CODE_SERVICE_SHIFT & 3),
	    .component =
		(enum rtk_component)(code >> RTK_CODE_COMPONENT_SHIFT & 3),
	    .kind = (enum rtk_kind)(code >> RTK_CODE_KIND_SHIFT & 7),
	    .method = (enum rtk_method)(code >> RTK_CODE_METHOD_SHIFT & 7),
	    .formula = (enum rtk_formula)(code >> RTK_CODE_FORMULA_SHIFT & 31),
	    .decimals = code >> RTK_CODE_DECIMALS_SHIFT & 7,
	    .reason = (enum rtk_reason)(code >> RTK_CODE_REASON_SHIFT & 31),
	};
}

int
rtk_charge_write(struct rtk_charge_writer *writer,
    const struct rtk_line *line, struct rtk_err *err)
{
	int64_t *cell = &writer->cells[writer->count * WIDTH];

	RTK_ASSERT(line->number >= 0);
	RTK_ASSERT(line->number < LINES_MAX);
	cell[0] = RTK_CHARGE_ID(writer->period, line->account, line->number);
	cell[1] = sort_of(writer, line, err);
	cell[2] = line->volume.v;
	cell[3] = line->common.v;
	cell[4] = line->amount.v;
	if (cell[1] < 0)
		return -1;
	writer->count++;
	if (writer->count < BUFFER_ROWS)
		return 0;
	return rtk_charge_writer_finish(writer, err);
}

/*
 * The scan stands on its next line. There is no line of an account between
 * `floor` and the account of that line (or the end).
 */
struct rtk_charge_scan {
	sqlite3_stmt *stmt;
	struct rtk_charge_ahead *ahead; /* reads instead of it; or NULL */
	struct rtk_charge_sorts *sorts;
	struct rtk_period period;
	int64_t end; /* last key of the scan */
	bool on_row;
	int64_t floor;
	struct rtk_line line;
};

static int
read_line(struct rtk_charge_scan *scan, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int64_t id = sqlite3_column_int64(s, 0);
	const struct rtk_line *words =
	    rtk_charge_sort(scan->sorts, sqlite3_column_int64(s, 1));

	if (words == NULL)
		return rtk_failf(
		    err, RTK_E_DB_CORRUPT, "%s", "words of a charge");
	scan->line = *words;
	scan->line.account = (id >> 10) & ((INT64_C(1) << 32) - 1);
	scan->line.number = (int)(id & 1023);
	scan->line.volume.v = sqlite3_column_int64(s, 2);
	scan->line.common.v = sqlite3_column_int64(s, 3);
	scan->line.amount.v = sqlite3_column_int64(s, 4);
	if (words->for_period.v == RTK_SORT_OWN)
		scan->line.for_period = scan->period;
	return 0;
}

static int
advance(struct rtk_charge_scan *scan, struct rtk_err *err)
{
	int rc = scan->ahead != NULL
	    ? rtk_charge_ahead_next(scan->ahead, &scan->line, err)
	    : rtk_step(scan->stmt, err);

	scan->on_row = rc == 1;
	return rc == 1 && scan->ahead == NULL ? read_line(scan, err)
	    : rc < 0                          ? -1
					      : 0;
}

/* What is read ahead only goes forward. */
static int
skip_to(struct rtk_charge_scan *scan, int64_t account, struct rtk_err *err)
{
	RTK_ASSERT(scan->floor < account);
	while (scan->on_row && scan->line.account < account)
		if (advance(scan, err) < 0)
			return -1;
	scan->floor = account - 1;
	return 0;
}

static int
seek(struct rtk_charge_scan *scan, int64_t account, struct rtk_err *err)
{
	if (scan->ahead != NULL)
		return skip_to(scan, account, err);
	(void)sqlite3_reset(scan->stmt);
	rtk_bind(scan->stmt, "ii", RTK_CHARGE_ID(scan->period, account, 0),
	    scan->end);
	scan->floor = account - 1;
	return advance(scan, err);
}

int
rtk_charge_scan_open(struct rtk_charge_scan **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err)
{
	struct rtk_charge_scan *scan;
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[CHARGE_SCAN], err);

	if (stmt == NULL)
		return -1;
	scan = rtk_alloc(sizeof(*scan));
	*scan = (struct rtk_charge_scan){.stmt = stmt, .period = period};
	scan->end = RTK_CHARGE_ID(period, account_range[1] + 1, 0) - 1;
	if (rtk_charge_sorts_load(&scan->sorts, db, err) < 0 ||
	    seek(scan, account_range[0], err) < 0) {
		rtk_charge_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

int
rtk_charge_scan_ahead(struct rtk_charge_scan **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err)
{
	struct rtk_charge_scan *scan = rtk_alloc(sizeof(*scan));

	*scan = (struct rtk_charge_scan){.floor = account_range[0] - 1};
	if (rtk_charge_ahead_open(
		&scan->ahead, db, period, account_range, err) < 0 ||
	    advance(scan, err) < 0) {
		rtk_charge_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

void
rtk_charge_scan_close(struct rtk_charge_scan *scan)
{
	if (scan == NULL)
		return;
	rtk_charge_ahead_close(scan->ahead);
	(void)sqlite3_finalize(scan->stmt);
	rtk_charge_sorts_free(scan->sorts);
	free(scan);
}

int
rtk_charge_scan_next(struct rtk_charge_scan *scan, struct rtk_line *out,
    struct rtk_err *err)
{
	if (!scan->on_row)
		return 0;
	*out = scan->line;
	scan->floor = scan->line.account;
	return advance(scan, err) < 0 ? -1 : 1;
}

int
rtk_charge_scan_account(struct rtk_charge_scan *scan, int64_t account,
    struct rtk_line *out, struct rtk_err *err)
{
	bool here = scan->on_row && scan->line.account == account;
	bool past = scan->floor < account &&
	    (!scan->on_row || account < scan->line.account);

	if (!here && !past && scan->floor == account)
		return 0; /* its lines were all given out */
	if (!here && !past && seek(scan, account, err) < 0)
		return -1;
	if (!scan->on_row || scan->line.account != account)
		return 0;
	return rtk_charge_scan_next(scan, out, err);
}
