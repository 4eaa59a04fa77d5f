/* Readings of workbooks and foreign tables, by maps. */
#include "base/base.h"

#include "flow/import_reading_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "io/xlsx_read.h"
#include "text/encoding.h"

static const char map_prefix[] = "map:";

/* The columns of readings.csv come first in a map. */
static const char *const names[RTK_READING_COLUMNS] = {
    [RTK_READING_METER] = "meter",
    [RTK_READING_ACCOUNT] = "account",
    [RTK_READING_SERVICE] = "service",
    [RTK_READING_SERIAL] = "serial",
    [RTK_READING_DATE] = "date",
    [RTK_READING_VALUE] = "value",
    [RTK_READING_CHANNEL] = "channel",
    [RTK_READING_RECEIVED] = "received",
    [RTK_READING_GIS] = "gis_number",
};

_Static_assert((int)RTK_READING_METER == (int)RTK_MAP_METER &&
	(int)RTK_READING_VALUE == (int)RTK_MAP_VALUE &&
	(int)RTK_READING_RECEIVED == (int)RTK_MAP_RECEIVED &&
	(int)RTK_READING_GIS == (int)RTK_MAP_GIS &&
	(int)RTK_READING_COLUMNS == (int)RTK_MAP_UNIT,
    "the fields of a map begin with the columns of readings.csv");

/* --- the map ------------------------------------------------------------- */

static bool
is_map(const char *format)
{
	return strncmp(format, map_prefix, sizeof(map_prefix) - 1) == 0;
}

/* The text of a map that comes with rtk. */
static bool
find_shipped(struct rtk_bankfile *file, const char *format)
{
	size_t i = 0;

	while ((file->name = rtk_reading_map_shipped(
		    i, &file->text, &file->size)) != NULL &&
	    strcmp(file->name, format) != 0)
		i++;
	return file->name != NULL;
}

bool
rtk_readings_has_map(const char *name)
{
	struct rtk_bankfile file = {.size = 0};

	return find_shipped(&file, name);
}

/* What a person decides on: it was taken out of the workbook before. */
static bool
is_row_of_workbook(const struct rtk_import *import)
{
	return import->job->by_hand != NULL && import->job->by_hand->workbook;
}

bool
rtk_readings_is_sheet(const struct rtk_import *import)
{
	const char *format = import->job->format;
	struct rtk_bankfile file = {.size = 0};

	if (import->job->map != NULL || is_row_of_workbook(import))
		return true;
	if (format == NULL || strcmp(format, "csv") == 0)
		return rtk_xlsx_is(import->bytes.bytes, import->bytes.size);
	return is_map(format) || find_shipped(&file, format);
}

static void
tell_fault(void *context, const struct rtk_err *fault)
{
	rtk_import_fault(context, fault);
}

static int
read_map_file(struct rtk_reading_map *out, struct rtk_import *import,
    const char *path, struct rtk_err *err)
{
	const struct rtk_events events = {
	    .context = import, .fault = tell_fault};
	struct rtk_bankfile file = {
	    .name = rtk_file_name(path), .events = &events};
	struct rtk_encoding_text text;
	struct rtk_buf bytes = {0};
	int rc = -1;

	if (rtk_file_read(&bytes, path, err) == 0 &&
	    rtk_encoding_convert(&text, &bytes, RTK_ENCODING_UTF8,
		RTK_ENCODING_BANK, err) == 0) {
		file.text = text.bytes;
		file.size = text.size;
		rc = rtk_reading_map_read(out, &file, err);
	}
	if (rc < 0)
		(void)rtk_err_at(err, file.name, 0);
	rtk_buf_release(&bytes);
	return rc;
}

static int
read_map(
    struct rtk_reading_map *out, struct rtk_import *import, struct rtk_err *err)
{
	const char *format = import->job->format;
	struct rtk_bankfile file = {.events = import->events};

	memset(out, 0, sizeof(*out));
	if (import->job->map != NULL)
		return read_map_file(out, import, import->job->map, err);
	if (format != NULL && is_map(format))
		return read_map_file(
		    out, import, format + sizeof(map_prefix) - 1, err);
	if (format == NULL || strcmp(format, "csv") == 0)
		format = "xlsx";
	(void)find_shipped(&file, format);
	RTK_ASSERT(file.name != NULL);
	return rtk_reading_map_read(out, &file, err);
}

/* --- rows ---------------------------------------------------------------- */

void
rtk_readings_add_sheet_row(
    struct rtk_readings *readings, const struct rtk_sheet_row *source)
{
	struct rtk_cell cells[RTK_READING_COLUMNS];
	struct rtk_reading_row row = {.raw = source->raw,
	    .raw_size = (uint32_t)source->raw_size,
	    .line = (uint32_t)source->line,
	    .rounded = source->rounded};

	for (size_t i = 0; i < RTK_READING_COLUMNS; i++)
		cells[i] = (struct rtk_cell){
		    names[i], source->at[i].bytes, source->at[i].size};
	rtk_readings_add_cells(readings, &row, cells);
}

static int
read_rows(struct rtk_readings *readings, struct rtk_sheet *sheet,
    const struct rtk_reading_map *map, struct rtk_err *err)
{
	struct rtk_reading_archive archive = {.readings = readings, .map = map};
	struct rtk_sheet_row row;
	int rc;

	while ((rc = rtk_sheet_next(sheet, &row, err)) == 1)
		if (map->archive == RTK_MAP_NO_ARCHIVE)
			rtk_readings_add_sheet_row(readings, &row);
		else
			rtk_reading_archive_add(&archive, &row);
	if (rc == 0)
		rc = rtk_reading_archive_finish(&archive, sheet, err);
	free(archive.points);
	return rc;
}

/* A workbook becomes its first sheet, in import->bytes. */
static int
get_text(struct rtk_encoding_text *out, struct rtk_import *import,
    bool workbook, struct rtk_err *err)
{
	struct rtk_buf text = {0};
	enum rtk_encoding encoding;

	if (!workbook) {
		if (rtk_encoding_find(&encoding, import->job->encoding, err) <
		    0)
			return -1;
		return rtk_encoding_convert(
		    out, &import->bytes, encoding, RTK_ENCODING_CSV, err);
	}
	rtk_buf_add_text(&text, "");
	if (rtk_xlsx_read(&text, import->bytes.bytes, import->bytes.size, err) <
	    0) {
		rtk_buf_release(&text);
		return -1;
	}
	rtk_buf_release(&import->bytes);
	import->bytes = text;
	*out =
	    (struct rtk_encoding_text){.bytes = text.bytes, .size = text.size};
	return 0;
}

/* A row that waits is read again by these; a map of staff may be gone then. */
static void
keep_titles(struct rtk_import *import, const struct rtk_sheet *sheet)
{
	const struct rtk_import_job *job = import->job;
	struct rtk_bank_text titles = rtk_sheet_titles(sheet);

	if (job->map == NULL && (job->format == NULL || !is_map(job->format)))
		import->header =
		    rtk_arena_copy(&import->arena, titles.bytes, titles.size);
}

int
rtk_readings_read_sheet(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_import *import = readings->import;
	bool packed = rtk_xlsx_is(import->bytes.bytes, import->bytes.size);
	struct rtk_encoding_text text;
	struct rtk_sheet_source source = {
	    .workbook = packed || is_row_of_workbook(import)};
	struct rtk_sheet *sheet = NULL;
	struct rtk_reading_map map;
	int rc = read_map(&map, import, err);

	if (rc < 0 && import->faults > 0) {
		/* they were told one by one: the file will be refused */
		rtk_reading_map_release(&map);
		return rtk_import_told(import, err);
	}
	if (rc == 0)
		rc = get_text(&text, import, packed, err);
	if (rc == 0) {
		source.text = text.bytes;
		source.size = text.size;
		source.map = &map;
		rc = rtk_sheet_open(&sheet, &source, err);
	}
	if (rc == 0) {
		keep_titles(import, sheet);
		rc = read_rows(readings, sheet, &map, err);
	}
	if (rc < 0)
		(void)rtk_err_at(err, import->file, 0);
	rtk_sheet_close(sheet);
	rtk_reading_map_release(&map);
	return rc;
}
