#include "base/base.h"

#include "flow/import_readings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "flow/import_words.h"
#include "store/month.h"
#include "store/rule_rows.h"

enum {
	CHANNELS_KNOWN = 16,
	CHUNK_ROWS = 8192,
	PROGRESS_ROWS = 16384,
	DAY_BITS = 20,
	AHEAD = 16, /* rows fetched into the cache */
	LARGE_BYTES = 1 << 20
};

static const struct rtk_column columns[RTK_READING_COLUMNS] = {
    [RTK_READING_METER] = {"meter", "прибор учета|прибор|код прибора", false},
    [RTK_READING_ACCOUNT] = {"account", "лицевой счет|лс|л/с|номер лс", false},
    [RTK_READING_SERVICE] = {"service", "услуга", false},
    [RTK_READING_SERIAL] = {"serial", "заводской номер|серийный номер", false},
    [RTK_READING_DATE] = {"date", "дата|дата показания", true},
    [RTK_READING_VALUE] = {"value", "показание|показания", true},
    [RTK_READING_CHANNEL] = {"channel", "канал|способ передачи", true},
    [RTK_READING_RECEIVED] = {"received", "получено|дата получения", false},
};

/* Words of channels repeat a million times: they are looked up once. */
struct words {
	struct {
		char bytes[24];
		size_t size;
		int value;
	} known[CHANNELS_KNOWN];
	size_t count;
};

/* --- reading ----------------------------------------------------------- */

static const char *
keep(struct rtk_readings *readings, const char *text)
{
	if (text[0] == '\0')
		return "";
	return rtk_arena_copy(&readings->import->arena, text, strlen(text));
}

static void
put_aside(struct rtk_readings *readings, struct rtk_bad_row bad,
    const struct rtk_err *fault)
{
	bad.fault = fault->fault;
	bad.column = keep(readings, fault->column);
	bad.value = keep(readings, fault->value);
	bad.detail = keep(readings, fault->detail);
	readings->bad = rtk_array_grow(readings->bad, &readings->bad_room,
	    readings->bad_count, sizeof(bad));
	readings->bad[readings->bad_count++] = bad;
}

void
rtk_readings_refuse(struct rtk_readings *readings, struct rtk_reading_row *row,
    const struct rtk_err *fault)
{
	row->state = RTK_ROW_DONE;
	put_aside(readings,
	    (struct rtk_bad_row){
		.raw = row->raw, .raw_size = row->raw_size, .line = row->line},
	    fault);
}

static int
read_channel(uint8_t *out, struct words *words, const struct rtk_cell *cell,
    struct rtk_err *err)
{
	int value;

	for (size_t i = 0; i < words->count; i++)
		if (words->known[i].size == cell->size &&
		    memcmp(words->known[i].bytes, cell->bytes, cell->size) ==
			0) {
			*out = (uint8_t)words->known[i].value;
			return 0;
		}
	if (rtk_field_choice(&value, cell, rtk_words_channel, err) < 0)
		return -1;
	*out = (uint8_t)value;
	if (words->count < CHANNELS_KNOWN &&
	    cell->size <= sizeof(words->known[0].bytes)) {
		memcpy(
		    words->known[words->count].bytes, cell->bytes, cell->size);
		words->known[words->count].size = cell->size;
		words->known[words->count++].value = value;
	}
	return 0;
}

/* A name lives as long as the file: a quoted one must be copied. */
static int
set_name(struct rtk_readings *readings, struct rtk_reading_row *row,
    const struct rtk_cell *cell, struct rtk_err *err)
{
	const struct rtk_buf *file = &readings->import->bytes;
	struct rtk_cell name;
	bool stays;

	if (rtk_field_text(&name, cell, 63, err) < 0)
		return -1;
	stays =
	    name.bytes >= file->bytes && name.bytes < file->bytes + file->size;
	row->name = stays
	    ? name.bytes
	    : rtk_arena_copy(&readings->import->arena, name.bytes, name.size);
	RTK_ASSERT(name.size <= UINT8_MAX);
	row->name_size = (uint8_t)name.size;
	return 0;
}

/* By its code, else its serial number, else account and service. */
static int
read_name(struct rtk_readings *readings, struct rtk_reading_row *row,
    const struct rtk_cell *cells, struct rtk_err *err)
{
	int service = -1;

	if (!rtk_field_empty(&cells[RTK_READING_METER])) {
		row->how = RTK_BY_CODE;
		return set_name(readings, row, &cells[RTK_READING_METER], err);
	}
	if (!rtk_field_empty(&cells[RTK_READING_SERVICE]) &&
	    rtk_field_choice(&service, &cells[RTK_READING_SERVICE],
		rtk_words_meter_service, err) < 0)
		return -1;
	row->service = (int8_t)service;
	if (!rtk_field_empty(&cells[RTK_READING_SERIAL])) {
		row->how = RTK_BY_SERIAL;
		return set_name(readings, row, &cells[RTK_READING_SERIAL], err);
	}
	row->how = RTK_BY_ACCOUNT;
	if (rtk_field_empty(&cells[RTK_READING_ACCOUNT])) {
		rtk_fail(err, RTK_E_ROW_EMPTY);
		return rtk_err_cell(err, "meter", "", 0);
	}
	return set_name(readings, row, &cells[RTK_READING_ACCOUNT], err);
}

static int
read_row(struct rtk_readings *readings, struct words *words,
    struct rtk_reading_row *row, const struct rtk_cell *cells,
    struct rtk_err *err)
{
	struct rtk_date day, received;

	if (read_name(readings, row, cells, err) < 0 ||
	    rtk_field_date_time(&day, &cells[RTK_READING_DATE], err) < 0 ||
	    rtk_field_amount(&row->value, &cells[RTK_READING_VALUE],
		RTK_MICRO_SCALE, err) < 0 ||
	    read_channel(
		&row->channel, words, &cells[RTK_READING_CHANNEL], err) < 0)
		return -1;
	received = day;
	if (!rtk_field_empty(&cells[RTK_READING_RECEIVED]) &&
	    rtk_field_date_time(&received, &cells[RTK_READING_RECEIVED], err) <
		0)
		return -1;
	row->day = day.v;
	row->received = received.v;
	return 0;
}

static void
add_row(struct rtk_readings *readings, struct words *words,
    const struct rtk_csvin *in, const struct rtk_csvin_row *source)
{
	struct rtk_reading_row row = {
	    .raw = source->raw,
	    .raw_size = (uint32_t)source->raw_size,
	    .line = (uint32_t)source->line,
	    .service = -1,
	};
	struct rtk_err fault = RTK_ERR_INIT;

	if (rtk_csvin_check(in, source, &fault) < 0 ||
	    read_row(readings, words, &row, source->cells, &fault) < 0) {
		rtk_readings_refuse(readings, &row, &fault);
		return;
	}
	readings->rows = rtk_array_grow(
	    readings->rows, &readings->room, readings->count, sizeof(row));
	readings->rows[readings->count++] = row;
}

static int
read_rows(
    struct rtk_readings *readings, struct rtk_csvin *in, struct rtk_err *err)
{
	struct rtk_import_result *result = &readings->import->result;
	struct words words = {.count = 0};
	const struct rtk_csvin_row *row;

	for (;;) {
		if (rtk_csvin_next(in, &row, err) < 0)
			return -1;
		if (row == NULL)
			return 0;
		result->rows++;
		add_row(readings, &words, in, row);
		if (result->rows % PROGRESS_ROWS == 0)
			rtk_events_progress(readings->import->events, "rows",
			    (uint64_t)result->rows, 0);
	}
}

/* --- judging and storing ----------------------------------------------- */

/* By meter, then day; rows that were refused stay out. */
static size_t
sort_rows(struct rtk_readings *readings, struct rtk_sort_key *keys)
{
	struct rtk_civil begin = {RTK_YEAR_MIN, 1, 1};
	int32_t first = rtk_date_of(begin).v;
	size_t count = 0;

	for (size_t i = 0; i < readings->count; i++) {
		const struct rtk_reading_row *row = &readings->rows[i];

		if (row->state != RTK_ROW_READ)
			continue;
		keys[count].key = ((uint64_t)row->meter << DAY_BITS) |
		    (uint64_t)(row->day - first);
		keys[count++].row = (uint32_t)i;
	}
	rtk_sort_keys(keys, count);
	return count;
}

static int64_t
id_of(const struct rtk_reading_row *row)
{
	struct rtk_period period = {row->period};

	return RTK_READING_ID(period, row->meter, row->number);
}

/* In the order of ids, a chunk a statement. */
static int
store_rows(struct rtk_readings *readings, struct rtk_sort_key *keys,
    size_t count, struct rtk_err *err)
{
	int64_t *cells =
	    rtk_alloc(CHUNK_ROWS * RTK_READING_CELLS * sizeof(*cells));
	size_t taken = 0, filled = 0;
	int rc = 0;

	for (size_t i = 0; i < count; i++) {
		const struct rtk_reading_row *row =
		    &readings->rows[keys[i].row];

		if (row->state != RTK_ROW_TAKEN)
			continue;
		keys[taken].key = (uint64_t)id_of(row);
		keys[taken++].row = keys[i].row;
	}
	rtk_sort_keys(keys, taken);
	for (size_t i = 0; rc == 0 && i < taken; i++) {
		const struct rtk_reading_row *row =
		    &readings->rows[keys[i].row];
		int64_t *cell = &cells[filled++ * RTK_READING_CELLS];

		if (i + AHEAD < taken)
			__builtin_prefetch(
			    &readings->rows[keys[i + AHEAD].row]);

		*cell++ = id_of(row);
		*cell++ = row->value;
		*cell++ = row->day;
		*cell++ = row->channel;
		*cell++ = readings->import->batch;
		*cell = row->line;
		if (filled < CHUNK_ROWS && i + 1 < taken)
			continue;
		rc = rtk_readings_add(readings->import->db, cells, filled, err);
		filled = 0;
	}
	free(cells);
	return rc;
}

static int
judge_and_store(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_sort_key *keys = rtk_alloc(readings->count * sizeof(*keys));
	size_t count = sort_rows(readings, keys);
	int rc = rtk_readings_judge(readings, keys, count, err);

	if (rc == 0)
		rc = store_rows(readings, keys, count, err);
	free(keys);
	return rc;
}

/* --- what waits -------------------------------------------------------- */

static int
compare_lines(const void *left, const void *right)
{
	const struct rtk_bad_row *a = left, *b = right;

	return (a->line > b->line) - (a->line < b->line);
}

static int
store_bad(struct rtk_readings *readings, struct rtk_err *err)
{
	if (readings->bad_count > 0)
		qsort(readings->bad, readings->bad_count,
		    sizeof(*readings->bad), compare_lines);
	for (size_t i = 0; i < readings->bad_count; i++) {
		const struct rtk_bad_row *bad = &readings->bad[i];
		struct rtk_err fault = RTK_ERR_INIT;

		rtk_failf(&fault, bad->fault, "%s", bad->detail);
		rtk_err_at(&fault, readings->import->file, bad->line);
		rtk_err_cell(
		    &fault, bad->column, bad->value, strlen(bad->value));
		if (rtk_import_quarantine(readings->import, &fault, bad->raw,
			bad->raw_size, err) < 0)
			return -1;
	}
	return 0;
}

static void
tell_late(const struct rtk_readings *readings)
{
	struct rtk_err note = RTK_ERR_INIT;

	if (readings->late == 0)
		return;
	rtk_failf(&note, RTK_E_READING_LATE, "%lld", (long long)readings->late);
	rtk_import_note(readings->import, &note);
}

/* --- the whole --------------------------------------------------------- */

static int
load_rules(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_import *import = readings->import;
	struct rtk_book_state book;

	if (rtk_book_state(import->db, &book, err) < 0)
		return -1;
	readings->first_period = book.first;
	readings->last_closed.v =
	    book.open.v > book.first.v ? book.open.v - 1 : -1;
	return rtk_rule_rows_load(
	    &readings->rules, import->db, INT64_MAX, &import->arena, err);
}

static int
read_file(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_csvin *in;
	int rc;

	if (rtk_import_open_table(
		&in, readings->import, columns, RTK_COUNT(columns), err) < 0)
		return -1;
	rc = read_rows(readings, in, err);
	rtk_csvin_close(in);
	return rc;
}

/* A large file: the meters are loaded while it is read. */
static int
read_and_find(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_meter_index index = {.rc = 0};
	bool large = readings->import->bytes.size > LARGE_BYTES;
	int rc;

	if (large)
		rtk_meter_index_start(&index, readings->import->db);
	rc = read_file(readings, err);
	if (rc == 0)
		rc = rtk_meter_index_wait(&index, err);
	if (rc == 0)
		rc = rtk_readings_find_meters(
		    readings, large ? &index : NULL, err);
	rtk_meter_index_release(&index);
	return rc;
}

int
rtk_import_readings(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_readings readings = {.import = import};
	int rc = -1;

	if (load_rules(&readings, err) == 0 &&
	    read_and_find(&readings, err) == 0 &&
	    judge_and_store(&readings, err) == 0)
		rc = store_bad(&readings, err);
	if (rc == 0)
		tell_late(&readings);
	free(readings.rows);
	free(readings.bad);
	return rc;
}
