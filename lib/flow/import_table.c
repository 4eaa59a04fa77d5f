#include "base/base.h"

#include "flow/import_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/array.h"

/* Rows are told of in steps. */
enum { PROGRESS_ROWS = 4096, FORGET_BYTES = 8 << 20 };

/*
 * A row as it is kept until all are read: line and values packed end to end,
 * so that a million accounts fit. A value is a tag and what it needs: text
 * with its NUL, or the bytes of a number, low ones first, as many as the tag
 * says.
 */
enum { TAG_NULL, TAG_TEXT, TAG_NUMBER };

/* All rows of the file. */
struct rows {
	struct rtk_import *import;
	const struct rtk_import_table *table;
	const uint8_t **row;
	size_t count, room;
	struct rtk_buf pack;
	struct rtk_arena texts; /* of the row being read */
	size_t forgotten;       /* bytes of the file given back */
};

static void
pack_number(struct rtk_buf *pack, int64_t number)
{
	uint64_t bits = ((uint64_t)number << 1) ^ (uint64_t)(number >> 63);
	char bytes[9];
	size_t n = 1;

	for (; bits > 0; bits >>= 8)
		bytes[n++] = (char)(bits & 0xFF);
	bytes[0] = (char)(TAG_NUMBER + n - 1);
	rtk_buf_add(pack, bytes, n);
}

static const uint8_t *
unpack_number(int64_t *number, const uint8_t *at)
{
	size_t n = (size_t)(*at++ - TAG_NUMBER);
	uint64_t bits = 0;

	RTK_ASSERT(n <= 8);
	for (size_t i = 0; i < n; i++)
		bits |= (uint64_t)at[i] << (8 * i);
	*number = (int64_t)(bits >> 1) ^ -(int64_t)(bits & 1);
	return at + n;
}

static void
pack_value(struct rtk_buf *pack, const struct rtk_value *value)
{
	switch (value->type) {
	case RTK_VALUE_NULL:
		rtk_buf_add_byte(pack, TAG_NULL);
		return;
	case RTK_VALUE_TEXT:
		rtk_buf_add_byte(pack, TAG_TEXT);
		rtk_buf_add(pack, value->text, strlen(value->text) + 1);
		return;
	case RTK_VALUE_INT:
	default:
		pack_number(pack, value->number);
	}
}

static const uint8_t *
unpack_value(struct rtk_value *value, const uint8_t *at)
{
	*value = (struct rtk_value){.type = RTK_VALUE_NULL};
	if (*at == TAG_NULL)
		return at + 1;
	if (*at == TAG_TEXT) {
		value->type = RTK_VALUE_TEXT;
		value->text = (const char *)at + 1;
		return at + 2 + strlen(value->text);
	}
	value->type = RTK_VALUE_INT;
	return unpack_number(&value->number, at);
}

static bool
is_key(const struct rtk_import_table *table, int column)
{
	for (size_t i = 0; i < table->key_count; i++)
		if (table->keys[i] == column)
			return true;
	return false;
}

/* Line, then the key, which is all that sorting needs, then the rest. */
static void
keep_row(struct rows *rows, const struct rtk_import_row *row)
{
	const struct rtk_import_table *table = rows->table;

	rtk_buf_reset(&rows->pack);
	pack_number(&rows->pack, row->line);
	for (size_t i = 0; i < table->key_count; i++)
		pack_value(&rows->pack, &row->values[table->keys[i]]);
	for (size_t i = 0; i < table->count; i++)
		if (!is_key(table, (int)i))
			pack_value(&rows->pack, &row->values[i]);
	rows->row = rtk_array_grow(
	    rows->row, &rows->room, rows->count, sizeof(*rows->row));
	rows->row[rows->count++] = (const uint8_t *)rtk_arena_copy(
	    &rows->import->arena, rows->pack.bytes, rows->pack.size);
}

static const uint8_t *
unpack_key(struct rtk_import_row *out, const struct rtk_import_table *table,
    const uint8_t *at)
{
	int64_t line;

	at = unpack_number(&line, at);
	out->table = table;
	out->line = (long)line;
	out->object = 0;
	out->fresh = false;
	for (size_t i = 0; i < table->key_count; i++)
		at = unpack_value(&out->values[table->keys[i]], at);
	return at;
}

static void
unpack_row(struct rtk_import_row *out, const struct rtk_import_table *table,
    const uint8_t *at)
{
	at = unpack_key(out, table, at);
	for (size_t i = 0; i < table->count; i++)
		if (!is_key(table, (int)i))
			at = unpack_value(&out->values[i], at);
}

/* --- reading ----------------------------------------------------------- */

static void
fault_at(struct rows *rows, struct rtk_err *fault, long line)
{
	rtk_err_at(fault, rows->import->file, line);
	rtk_import_fault(rows->import, fault);
}

/* Every bad cell of the row is told, not the first alone. */
static void
read_row(struct rows *rows, const struct rtk_csvin_row *in)
{
	const struct rtk_import_table *table = rows->table;
	struct rtk_import_row row = {.table = table, .line = in->line};
	struct rtk_err fault = RTK_ERR_INIT;
	bool good = true;

	rtk_arena_reset(&rows->texts);
	for (size_t i = 0; i < table->count; i++) {
		rtk_err_clear(&fault);
		if (rtk_import_cell(&row.values[i], &table->columns[i],
			&in->cells[i], &rows->texts, &fault) == 0)
			continue;
		fault_at(rows, &fault, in->line);
		good = false;
	}
	rtk_err_clear(&fault);
	if (good && table->check != NULL && table->check(&row, &fault) < 0) {
		fault_at(rows, &fault, in->line);
		good = false;
	}
	if (good)
		keep_row(rows, &row);
}

/*
 * Gives the pages of the file that were read back to the system: a million
 * accounts and the file they came in do not fit at once. The bytes there are
 * zero then; nothing looks at them again.
 */
static void
forget_front(struct rows *rows, const char *until)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	const struct rtk_buf *file = &rows->import->bytes;
	uintptr_t from = (uintptr_t)file->bytes + rows->forgotten;
	uintptr_t to = (uintptr_t)until / page * page;

	if (until < file->bytes || until >= file->bytes + file->size)
		return;
	from = (from + page - 1) / page * page;
	if (to < from + FORGET_BYTES)
		return;
	(void)madvise((char *)file->bytes + (from - (uintptr_t)file->bytes),
	    to - from, MADV_DONTNEED);
	rows->forgotten = to - (uintptr_t)file->bytes;
}

static int
read_rows(struct rows *rows, struct rtk_csvin *in, struct rtk_err *err)
{
	struct rtk_import_result *result = &rows->import->result;
	const struct rtk_csvin_row *row;
	struct rtk_err fault = RTK_ERR_INIT;

	for (;;) {
		if (rtk_csvin_next(in, &row, err) < 0)
			return -1;
		if (row == NULL)
			return 0;
		result->rows++;
		rtk_err_clear(&fault);
		if (rtk_csvin_check(in, row, &fault) < 0)
			fault_at(rows, &fault, row->line);
		else
			read_row(rows, row);
		if (result->rows % PROGRESS_ROWS != 0)
			continue;
		forget_front(rows, row->raw);
		rtk_events_progress(
		    rows->import->events, "rows", (uint64_t)result->rows, 0);
	}
}

static int
read_table(struct rows *rows, struct rtk_err *err)
{
	struct rtk_column columns[RTK_CSVIN_COLUMNS_MAX];
	struct rtk_csvin *in;
	int rc;

	RTK_ASSERT(rows->table->count <= RTK_COUNT(columns));
	for (size_t i = 0; i < rows->table->count; i++)
		columns[i] = rows->table->columns[i].column;
	if (rtk_import_open_table(
		&in, rows->import, columns, rows->table->count, err) < 0)
		return -1;
	rc = read_rows(rows, in, err);
	rtk_csvin_close(in);
	/* the rows stand by themselves */
	rtk_buf_release(&rows->import->bytes);
	return rc;
}

/* --- order ------------------------------------------------------------- */

static int
compare_values(const struct rtk_value *a, const struct rtk_value *b)
{
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	if (a->type == RTK_VALUE_TEXT)
		return strcmp(a->text, b->text);
	return (a->number > b->number) - (a->number < b->number);
}

static int
compare_keys(const struct rtk_import_row *a, const struct rtk_import_row *b)
{
	const struct rtk_import_table *table = a->table;
	int order = 0;

	for (size_t i = 0; i < table->key_count && order == 0; i++)
		order = compare_values(
		    &a->values[table->keys[i]], &b->values[table->keys[i]]);
	return order;
}

/* qsort has no context: the table goes in front of the array it sorts. */
struct sorted {
	const struct rtk_import_table *table;
	const uint8_t *row;
};

static int
compare_rows(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;
	struct rtk_import_row row_a, row_b;
	int order;

	(void)unpack_key(&row_a, a->table, a->row);
	(void)unpack_key(&row_b, b->table, b->row);
	order = compare_keys(&row_a, &row_b);
	if (order != 0)
		return order;
	return (row_a.line > row_b.line) - (row_a.line < row_b.line);
}

/* --- storing ----------------------------------------------------------- */

int
rtk_import_fail(struct rtk_err *err, enum rtk_fault fault,
    const struct rtk_import_row *row, int column)
{
	const struct rtk_value *value = &row->values[column];
	const struct rtk_import_column *of = &row->table->columns[column];
	const char *text = "";

	/* numbers are told without their value: it was read elsewhere */
	if (value->type == RTK_VALUE_TEXT && !of->personal)
		text = value->text;
	rtk_fail(err, fault);
	return rtk_err_cell(err, of->column.name, text, strlen(text));
}

bool
rtk_import_has(const struct rtk_import_row *row, int column)
{
	const struct rtk_value *value = &row->values[column];

	if (value->type == RTK_VALUE_TEXT)
		return value->text[0] != '\0';
	return value->type == RTK_VALUE_INT;
}

static struct rtk_fact
fact_of(const struct rtk_import *import, const struct rtk_import_row *row)
{
	return (struct rtk_fact){
	    .table = row->table->fact,
	    .object = row->object,
	    .batch = import->batch,
	    .line = row->line,
	    .values = row->values,
	    .count = row->table->count,
	    .fresh = row->fresh,
	};
}

static int
add_amount(struct rtk_import *import, const struct rtk_import_row *row,
    struct rtk_err *err)
{
	int64_t *sum = &import->result.amount.v;
	int column = row->table->amount_column;

	if (column != 0 &&
	    __builtin_add_overflow(*sum, row->values[column].number, sum))
		return rtk_import_fail(err, RTK_E_NUM_RANGE, row, column);
	return 0;
}

static int
store_row(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_fact fact;
	bool known;

	if (row->table->resolve != NULL &&
	    row->table->resolve(import, row, err) < 0)
		return -1;
	fact = fact_of(import, row);
	if (rtk_fact_put(import->db, &fact, &known, err) < 0)
		return -1;
	if (known)
		import->result.known++;
	else
		import->result.taken++;
	return known ? 0 : add_amount(import, row, err);
}

static int
check_overlap(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_fact fact = fact_of(import, row);
	char text[RTK_DATE_TEXT];
	int64_t since;
	int rc = rtk_fact_overlap(import->db, &fact, &since, err);

	if (rc <= 0)
		return rc;
	return rtk_failf(err,
	    row->table->overlap != RTK_E_NONE ? row->table->overlap
					      : RTK_E_REF_OVERLAP,
	    "%s", rtk_date_text(text, (struct rtk_date){(int32_t)since}));
}

/* A fault of the row is told and the rest goes on; any other ends it. */
static int
judge(struct rows *rows, long line, int rc, struct rtk_err *err)
{
	if (rc == 0)
		return 0;
	if (rtk_fault_class(err->fault) != RTK_DATA)
		return -1;
	fault_at(rows, err, line);
	rtk_err_clear(err);
	return 0;
}

static int
fail_doubled(struct rtk_err *err, long line)
{
	return rtk_failf(err, RTK_E_ROW_DOUBLED, "%ld", line);
}

static int
store_rows(struct rows *rows, const struct sorted *sorted, struct rtk_err *err)
{
	struct rtk_import_row row, last;
	int rc;

	for (size_t i = 0; i < rows->count; i++) {
		unpack_row(&row, rows->table, sorted[i].row);
		if (i > 0 && compare_keys(&row, &last) == 0)
			rc = fail_doubled(err, last.line);
		else
			rc = store_row(rows->import, &row, err);
		if (judge(rows, row.line, rc, err) < 0)
			return -1;
		last = row;
		if (i % PROGRESS_ROWS == 0)
			rtk_events_progress(
			    rows->import->events, "stored", i, rows->count);
	}
	for (size_t i = 0; i < rows->count; i++) {
		unpack_row(&row, rows->table, sorted[i].row);
		rc = check_overlap(rows->import, &row, err);
		if (judge(rows, row.line, rc, err) < 0)
			return -1;
	}
	return 0;
}

static int
sort_and_store(struct rows *rows, struct rtk_err *err)
{
	struct sorted *sorted = rtk_alloc(rows->count * sizeof(*sorted));
	int rc;

	for (size_t i = 0; i < rows->count; i++)
		sorted[i] = (struct sorted){rows->table, rows->row[i]};
	free(rows->row);
	rows->row = NULL;
	if (rows->count > 0)
		qsort(sorted, rows->count, sizeof(*sorted), compare_rows);
	rc = store_rows(rows, sorted, err);
	free(sorted);
	return rc;
}

int
rtk_import_table(struct rtk_import *import,
    const struct rtk_import_table *table, struct rtk_err *err)
{
	struct rows rows = {.import = import, .table = table};
	int rc = read_table(&rows, err);

	if (rc == 0)
		rc = sort_and_store(&rows, err);
	if (rc == 0 && table->finish != NULL)
		rc = judge(&rows, 0, table->finish(import, err), err);
	free(rows.row);
	rtk_buf_release(&rows.pack);
	rtk_arena_release(&rows.texts);
	return rc;
}
