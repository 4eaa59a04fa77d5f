/* Archives of heat calculators: rows by the hour or the day. */
#include "base/base.h"

#include "flow/import_reading_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "num/decimal.h"

enum { DAY_MINUTES = 24 * 60 };

static struct rtk_cell
cell_of(const struct rtk_sheet_row *row, int field, const char *name)
{
	return (struct rtk_cell){
	    name, row->at[field].bytes, row->at[field].size};
}

/* Whether the time is 24:00; the cell keeps its day alone then. */
static bool
cut_midnight(struct rtk_cell *cell)
{
	static const char end[] = " 24:00";
	size_t size = sizeof(end) - 1;

	if (cell->size <= size ||
	    memcmp(cell->bytes + cell->size - size, end, size) != 0)
		return false;
	cell->size -= size;
	return true;
}

/* A day without a time is its begin. */
static int
read_minute(struct rtk_archive_point *point, struct rtk_err *err)
{
	struct rtk_cell cell = cell_of(&point->row, RTK_MAP_DATE, "date");
	bool ends = cut_midnight(&cell);
	struct rtk_err no_time = RTK_ERR_INIT;
	struct rtk_date day;

	if (!ends && rtk_field_minute(&point->minute, &cell, &no_time) == 0) {
		point->day = (int32_t)(point->minute / DAY_MINUTES);
		return 0;
	}
	if (rtk_field_date(&day, &cell, err) < 0)
		return -1;
	point->day = day.v;
	point->minute = (int64_t)(day.v + ends) * DAY_MINUTES;
	point->row.at[RTK_MAP_DATE].size = cell.size;
	return 0;
}

/* --- keeping ------------------------------------------------------------- */

static void
keep_row(struct rtk_archive_point *point, struct rtk_arena *arena)
{
	static const int names[] = {RTK_MAP_METER, RTK_MAP_GIS,
	    RTK_MAP_ACCOUNT, RTK_MAP_SERVICE, RTK_MAP_SERIAL};
	struct rtk_buf key = {0};

	for (size_t i = 0; i < RTK_MAP_FIELDS; i++) {
		struct rtk_bank_text *text = &point->row.at[i];

		text->bytes = rtk_arena_copy(arena, text->bytes, text->size);
	}
	for (size_t i = 0; i < RTK_COUNT(names); i++) {
		rtk_buf_add_text(&key, point->row.at[names[i]].bytes);
		rtk_buf_add_byte(&key, '\n');
	}
	point->key = rtk_arena_copy(arena, key.bytes, key.size);
	rtk_buf_release(&key);
}

void
rtk_reading_archive_add(
    struct rtk_reading_archive *archive, const struct rtk_sheet_row *row)
{
	struct rtk_cell value = cell_of(row, RTK_MAP_VALUE, "value");
	struct rtk_archive_point point = {.row = *row};
	struct rtk_err fault = RTK_ERR_INIT;

	if (read_minute(&point, &fault) < 0 ||
	    rtk_field_amount(&point.value, &value, RTK_MICRO_SCALE, &fault) <
		0) {
		rtk_readings_add_sheet_row(archive->readings, row);
		return;
	}
	keep_row(&point, &archive->readings->import->arena);
	archive->points = rtk_array_grow(
	    archive->points, &archive->room, archive->count, sizeof(point));
	archive->points[archive->count++] = point;
}

/* --- months -------------------------------------------------------------- */

static int
by_meter(const void *left, const void *right)
{
	const struct rtk_archive_point *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	if (order == 0 && a->minute != b->minute)
		order = a->minute < b->minute ? -1 : 1;
	return order != 0
	    ? order
	    : (a->row.line > b->row.line) - (a->row.line < b->row.line);
}

static int32_t
month_of(const struct rtk_archive_point *point)
{
	return rtk_period_of((struct rtk_date){point->day}).v;
}

static bool
ends_month(const struct rtk_archive_point *points, size_t count, size_t i)
{
	return i + 1 == count ||
	    month_of(&points[i]) != month_of(&points[i + 1]);
}

static void
add_last(struct rtk_reading_archive *archive,
    const struct rtk_archive_point *points, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ends_month(points, count, i))
			rtk_readings_add_sheet_row(
			    archive->readings, &points[i].row);
}

/* The time between two rows: the shortest there is. */
static int64_t
step_of(const struct rtk_archive_point *points, size_t count)
{
	int64_t step = INT64_MAX;

	for (size_t i = 1; i < count; i++)
		if (points[i].minute - points[i - 1].minute < step)
			step = points[i].minute - points[i - 1].minute;
	return step;
}

static void
refuse(struct rtk_reading_archive *archive,
    const struct rtk_archive_point *point, enum rtk_fault fault)
{
	struct rtk_reading_row row = {.raw = point->row.raw,
	    .raw_size = (uint32_t)point->row.raw_size,
	    .line = (uint32_t)point->row.line};
	struct rtk_err err = RTK_ERR_INIT;

	rtk_fail(&err, fault);
	rtk_err_cell(&err, "date", point->row.at[RTK_MAP_DATE].bytes,
	    point->row.at[RTK_MAP_DATE].size);
	(void)rtk_err_at(&err, "", point->row.line);
	archive->readings->import->result.rows++;
	rtk_readings_refuse(archive->readings, &row, &err);
}

static void
add_sum(struct rtk_reading_archive *archive,
    const struct rtk_archive_point *points, size_t count, int64_t sum)
{
	int64_t step = step_of(points, count), scaled;
	char text[RTK_DECIMAL_TEXT];

	for (size_t i = 0; i < count; i++) {
		struct rtk_sheet_row row = points[i].row;

		if (i > 0 &&
		    (step <= 0 ||
			points[i].minute - points[i - 1].minute != step)) {
			refuse(archive, &points[i], RTK_E_MAP_GAP);
			return;
		}
		if (__builtin_add_overflow(sum, points[i].value, &sum)) {
			refuse(archive, &points[i], RTK_E_NUM_RANGE);
			return;
		}
		if (!ends_month(points, count, i))
			continue;
		/* once for the whole, so that roundings do not add up */
		scaled = sum;
		if (rtk_sheet_scale(&scaled, archive->map) < 0) {
			refuse(archive, &points[i], RTK_E_NUM_RANGE);
			return;
		}
		(void)rtk_decimal_text(text, scaled, RTK_MICRO_SCALE, 0);
		row.at[RTK_MAP_VALUE] =
		    (struct rtk_bank_text){text, strlen(text)};
		row.rounded = true;
		rtk_readings_add_sheet_row(archive->readings, &row);
	}
}

int
rtk_reading_archive_finish(struct rtk_reading_archive *archive,
    struct rtk_sheet *sheet, struct rtk_err *err)
{
	const struct rtk_archive_point *points = archive->points;
	int64_t begin = 0;

	if (archive->count == 0)
		return 0;
	if (archive->map->archive == RTK_MAP_SUM &&
	    rtk_sheet_begin(sheet, &begin, err) < 0)
		return rtk_err_cell(err, "begin", "", 0);
	qsort(archive->points, archive->count, sizeof(*points), by_meter);
	for (size_t from = 0, to; from < archive->count; from = to) {
		for (to = from + 1; to < archive->count &&
		     strcmp(points[to].key, points[from].key) == 0;)
			to++;
		if (archive->map->archive == RTK_MAP_LAST)
			add_last(archive, points + from, to - from);
		else if (from == 0)
			add_sum(archive, points, to, begin);
		else /* it is not known where the others began */
			refuse(archive, &points[from], RTK_E_MAP_GAP);
	}
	return 0;
}
