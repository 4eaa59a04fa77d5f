#include "base/base.h"

#include "store/meter_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/stmt.h"
#include "store/visit.h"

enum { METER_NAMES, GIS_NUMBERS, ACCOUNT_NAMES, METER_NAMES_SQL };

static const char *const sql[METER_NAMES_SQL] = {
    [METER_NAMES] = "SELECT 1 FROM meter"
		    " WHERE rtk_visit(?1, id, code, service, serial)"
		    " ORDER BY id",
    [GIS_NUMBERS] = "SELECT 1 FROM meter_version v"
		    " CROSS JOIN meter m ON m.id = v.meter"
		    " WHERE rtk_visit(?1, v.meter, v.gis_number, m.service, '')"
		    " ORDER BY v.meter, v.batch",
    [ACCOUNT_NAMES] = "SELECT 1 FROM account"
		      " WHERE rtk_visit(?1, id, number, 0, '') ORDER BY id",
};

const struct rtk_sql_table rtk_meter_names_sql = {sql, RTK_COUNT(sql)};

/* Names are read in blocks of rows. */
enum { NAMES_ROWS = 256 };

/* A row whose texts stand in the buffer, code first, each with a NUL. */
struct names_row {
	int64_t id;
	int64_t service;
	size_t at;
	size_t code_size, serial_size;
};

struct rtk_names_scan {
	struct rtk_visitor visitor; /* first: it is cast back */
	sqlite3_stmt *stmt;
	bool ended; /* a step more would begin again */
	size_t count, at;
	struct names_row rows[NAMES_ROWS];
	struct rtk_buf texts;
};

/* Its size; the text goes into the buffer. */
static size_t
keep_text(struct rtk_buf *buf, sqlite3_value *value)
{
	const void *text = sqlite3_value_text(value);
	size_t size = (size_t)sqlite3_value_bytes(value);

	rtk_buf_add(buf, text, size);
	rtk_buf_add_byte(buf, '\0');
	return size;
}

/* id, code, service, serial; the step comes back when the block is full. */
static bool
keep_names(struct rtk_visitor *visitor, sqlite3_value **values)
{
	struct rtk_names_scan *scan = (struct rtk_names_scan *)visitor;
	struct names_row *row = &scan->rows[scan->count++];

	row->id = sqlite3_value_int64(values[0]);
	row->at = scan->texts.size;
	row->code_size = keep_text(&scan->texts, values[1]);
	row->service = sqlite3_value_int64(values[2]);
	row->serial_size = keep_text(&scan->texts, values[3]);
	return scan->count == NAMES_ROWS;
}

static int
names_open(struct rtk_names_scan **out, struct rtk_db *db, int which,
    struct rtk_err *err)
{
	struct rtk_names_scan *scan;
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[which], err);

	if (stmt == NULL)
		return -1;
	scan = rtk_alloc(sizeof(*scan));
	memset(scan, 0, sizeof(*scan));
	scan->visitor.row = keep_names;
	scan->stmt = stmt;
	rtk_visit_bind(stmt, 1, &scan->visitor);
	*out = scan;
	return 0;
}

int
rtk_meter_names_open(
    struct rtk_names_scan **out, struct rtk_db *db, struct rtk_err *err)
{
	return names_open(out, db, METER_NAMES, err);
}

int
rtk_meter_gis_open(
    struct rtk_names_scan **out, struct rtk_db *db, struct rtk_err *err)
{
	return names_open(out, db, GIS_NUMBERS, err);
}

int
rtk_account_names_open(
    struct rtk_names_scan **out, struct rtk_db *db, struct rtk_err *err)
{
	return names_open(out, db, ACCOUNT_NAMES, err);
}

static int
read_names(struct rtk_names_scan *scan, struct rtk_err *err)
{
	int rc;

	scan->count = 0;
	scan->at = 0;
	rtk_buf_reset(&scan->texts);
	if (scan->ended)
		return 0;
	rc = rtk_step(scan->stmt, err);
	scan->ended = rc != 1;
	return rc < 0 ? -1 : 0;
}

int
rtk_names_next(
    struct rtk_names_scan *scan, struct rtk_names_row *out, struct rtk_err *err)
{
	const struct names_row *row;

	if (scan->at == scan->count && read_names(scan, err) < 0)
		return -1;
	if (scan->count == 0)
		return 0;
	row = &scan->rows[scan->at++];
	*out = (struct rtk_names_row){
	    .id = row->id,
	    .service = (enum rtk_meter_service)row->service,
	    .code = scan->texts.bytes + row->at,
	    .code_size = row->code_size,
	    .serial = scan->texts.bytes + row->at + row->code_size + 1,
	    .serial_size = row->serial_size,
	};
	return 1;
}

void
rtk_names_close(struct rtk_names_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	rtk_buf_release(&scan->texts);
	free(scan);
}
