#include "base/base.h"

#include "flow/import_readings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "flow/import_words.h"
#include "num/decimal.h"
#include "store/month.h"
#include "store/rule_rows.h"

enum { CHANNELS_KNOWN = 16, PROGRESS_ROWS = 16384, LARGE_BYTES = 1 << 20 };

static const struct rtk_column columns[RTK_READING_COLUMNS] = {
    [RTK_READING_METER] = {"meter", "прибор учета|прибор|код прибора", false},
    [RTK_READING_ACCOUNT] = {"account", "лицевой счет|лс|л/с|номер лс", false},
    [RTK_READING_SERVICE] = {"service", "услуга", false},
    [RTK_READING_SERIAL] = {"serial", "заводской номер|серийный номер", false},
    [RTK_READING_DATE] = {"date", "дата|дата показания", true},
    [RTK_READING_VALUE] = {"value", "показание|показания", true},
    [RTK_READING_CHANNEL] = {"channel", "канал|способ передачи", true},
    [RTK_READING_RECEIVED] = {"received", "получено|дата получения", false},
    [RTK_READING_GIS] = {"gis_number",
	"номер в гис жкх|номер пу в гис жкх|номер прибора учета в гис жкх",
	false},
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

/* What a stranger sends by e-mail takes nothing back. */
static int
check_withdrawal(const struct rtk_readings *readings, uint8_t channel,
    struct rtk_err *err)
{
	if (channel != RTK_WITHDRAWN ||
	    readings->import->job->content == NULL)
		return 0;
	rtk_fail(err, RTK_E_READING_NOT_THERE);
	return rtk_err_cell(err, "channel", "", 0);
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

/* By code, else number in ГИС ЖКХ, else serial, else account and service. */
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
	if (!rtk_field_empty(&cells[RTK_READING_GIS])) {
		row->how = RTK_BY_GIS;
		return set_name(readings, row, &cells[RTK_READING_GIS], err);
	}
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

/* The value that a person decided on, instead of the one of the row. */
static int
set_value_by_hand(struct rtk_readings *readings, struct rtk_reading_row *row,
    struct rtk_err *err)
{
	const struct rtk_import_by_hand *hand = readings->import->job->by_hand;

	if (hand == NULL || hand->value == NULL)
		return 0;
	return rtk_decimal_parse(&row->value, hand->value,
	    strlen(hand->value), RTK_MICRO_SCALE, err);
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
		&row->channel, words, &cells[RTK_READING_CHANNEL], err) < 0 ||
	    check_withdrawal(readings, row->channel, err) < 0)
		return -1;
	received = day;
	if (!rtk_field_empty(&cells[RTK_READING_RECEIVED]) &&
	    rtk_field_date_time(&received, &cells[RTK_READING_RECEIVED], err) <
		0)
		return -1;
	row->day = day.v;
	row->received = received.v;
	return set_value_by_hand(readings, row, err);
}

void
rtk_readings_add_row(
    struct rtk_readings *readings, const struct rtk_reading_row *row)
{
	readings->rows = rtk_array_grow(
	    readings->rows, &readings->room, readings->count, sizeof(*row));
	readings->rows[readings->count++] = *row;
}

void
rtk_readings_add_cells(struct rtk_readings *readings,
    struct rtk_reading_row *row, const struct rtk_cell *cells)
{
	struct rtk_err fault = RTK_ERR_INIT;
	struct words words = {.count = 0};

	row->service = -1;
	readings->import->result.rows++;
	if (read_row(readings, &words, row, cells, &fault) < 0) {
		(void)rtk_err_at(&fault, "", row->line);
		rtk_readings_refuse(readings, row, &fault);
	} else {
		rtk_readings_add_row(readings, row);
	}
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
	rtk_readings_add_row(readings, &row);
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

/* --- the whole --------------------------------------------------------- */

/* What is at work beside the reading of a large file. */
struct large {
	struct rtk_db *reader;
	struct rtk_meter_index index;
};

int
rtk_readings_prepare(struct rtk_import *import, struct rtk_err *err)
{
	struct large *large;

	/* what other files of this transaction brought no reader would see */
	if (import->bytes.size <= LARGE_BYTES || import->job->inbox != NULL ||
	    import->job->content != NULL)
		return 0;
	large = rtk_alloc(sizeof(*large));
	memset(large, 0, sizeof(*large));
	import->state = large;
	if (rtk_db_open_reader(&large->reader, import->db, err) < 0)
		return -1;
	rtk_db_limit_cache(large->reader);
	rtk_meter_index_start(&large->index, large->reader);
	/* what is written early is not left for the commit to write */
	return rtk_db_set_cache(import->db, RTK_DB_CACHE_SMALL, err);
}

void
rtk_readings_dispose(struct rtk_import *import)
{
	struct large *large = import->state;
	struct rtk_err ignored = RTK_ERR_INIT;

	if (large == NULL)
		return;
	/* only a wish: with a small one the rest is slower, nothing else */
	if (rtk_db_set_cache(import->db, RTK_DB_CACHE_USUAL, &ignored) < 0)
		rtk_err_clear(&ignored);
	rtk_meter_index_release(&large->index);
	rtk_db_close(large->reader);
	free(large);
	import->state = NULL;
}

int
rtk_readings_rules(struct rtk_readings *readings, struct rtk_err *err)
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
	const char *format = readings->import->job->format;
	struct rtk_csvin *in;
	int rc;

	if (readings->import->job->inbox != NULL ||
	    (format != NULL &&
		(strcmp(format, "sms") == 0 || strcmp(format, "line") == 0)))
		return rtk_readings_read_messages(readings, err);
	if (rtk_readings_is_sheet(readings->import))
		return rtk_readings_read_sheet(readings, err);
	if (format != NULL && strcmp(format, "csv") != 0)
		return rtk_failf(err, RTK_E_USAGE,
		    "--format csv | xlsx | gis | cabinet | map:FILE | sms | "
		    "line | maildir | mbox: \"%s\"",
		    format);
	if (rtk_import_open_table(
		&in, readings->import, columns, RTK_COUNT(columns), err) < 0)
		return -1;
	rc = read_rows(readings, in, err);
	rtk_csvin_close(in);
	return rc;
}

/* A table from one who may not send any: a person looks at each row. */
static void
refuse_stranger(struct rtk_readings *readings)
{
	const char *stranger = readings->import->job->stranger;
	const char *domain = stranger != NULL ? strrchr(stranger, '@') : NULL;

	for (size_t i = 0; stranger != NULL && i < readings->count; i++) {
		struct rtk_err fault = RTK_ERR_INIT;

		(void)rtk_failf(&fault, RTK_E_MAIL_SENDER, "%s",
		    domain != NULL ? domain : "");
		(void)rtk_err_at(&fault, "", readings->rows[i].line);
		rtk_readings_refuse(readings, &readings->rows[i], &fault);
	}
	if (stranger != NULL)
		readings->count = 0;
}

/* In a large file by the index that was loaded meanwhile. */
static int
find_meters(struct rtk_readings *readings, struct rtk_err *err)
{
	struct large *large = readings->import->state;
	int rc;

	if (large == NULL)
		return rtk_readings_find_meters(readings, NULL, err);
	if (rtk_meter_index_wait(&large->index, err) < 0)
		return -1;
	rc = rtk_readings_find_meters(readings, &large->index, err);
	rtk_meter_index_release(&large->index);
	return rc;
}

int
rtk_import_readings(struct rtk_import *import, struct rtk_err *err)
{
	struct large *large = import->state;
	struct rtk_readings readings = {.import = import,
	    .reader = large != NULL ? large->reader : import->db};
	int rc = -1;

	if (rtk_readings_rules(&readings, err) == 0 &&
	    read_file(&readings, err) == 0) {
		refuse_stranger(&readings);
		if (find_meters(&readings, err) == 0)
			rc = rtk_readings_store(&readings, large != NULL, err);
	}
	free(readings.rows);
	free(readings.bad);
	return rc;
}
