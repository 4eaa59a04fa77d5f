#include "base/base.h"

#include "io/csvin.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/lines.h"
#include "text/utf8.h"

enum {
	QUOTE = '"',
	STRICT = CSV_STRICT | CSV_STRICT_FINI,
	PIECE_BYTES = RTK_CSVIN_CELL_BYTES_MAX,
	NOWHERE = -1
};

struct rtk_csvin {
	struct rtk_csvin_source source;
	struct rtk_lines lines;
	struct rtk_csvin_row row;
	char delimiter;
	bool careful;

	/* the record that libcsv is in: its cells end to end */
	struct csv_parser parser;
	struct rtk_buf bytes;
	size_t ends[RTK_CSVIN_COLUMNS_MAX];
	bool done;

	/* the header: its names, and where each place stands in the table */
	struct rtk_buf names;
	size_t width;
	int column_at[RTK_CSVIN_COLUMNS_MAX];
	struct rtk_cell cells[RTK_CSVIN_COLUMNS_MAX];
};

static int
fail_at(const struct rtk_csvin *in, long line, struct rtk_err *err)
{
	const char *file = in->source.file;

	return rtk_err_at(err, file != NULL ? file : "", line);
}

/* --- libcsv ------------------------------------------------------------ */

static void
take_cell(void *bytes, size_t size, void *context)
{
	struct rtk_csvin *in = context;

	if (in->row.cell_count < RTK_CSVIN_COLUMNS_MAX) {
		rtk_buf_add(&in->bytes, bytes, size);
		in->ends[in->row.cell_count] = in->bytes.size;
	}
	in->row.cell_count++;
}

static void
take_end(int byte, void *context)
{
	struct rtk_csvin *in = context;

	(void)byte;
	in->done = true;
}

/*
 * Feeds bytes of one line. A quotation mark inside a cell that does not
 * begin with one is a plain character (ООО "Заря" from a spreadsheet), any
 * other breach of RFC 4180 is an error: nobody knows where the record ends.
 */
static int
feed_strict(struct rtk_csvin *in, const char *bytes, size_t size)
{
	size_t took;

	for (;;) {
		took = csv_parse(
		    &in->parser, bytes, size, take_cell, take_end, in);
		if (took == size)
			return 0;
		if (csv_error(&in->parser) == CSV_ENOMEM)
			rtk_out_of_memory();
		if (in->parser.quoted)
			return -1;
		RTK_ASSERT(bytes[took] == QUOTE);
		(void)csv_set_opts(&in->parser, 0);
		(void)csv_parse(
		    &in->parser, bytes + took, 1, take_cell, take_end, in);
		(void)csv_set_opts(&in->parser, STRICT);
		bytes += took + 1;
		size -= took + 1;
	}
}

/* In pieces, so that an endless cell is noticed in time. */
static int
feed_line(
    struct rtk_csvin *in, const struct rtk_line *line, struct rtk_err *err)
{
	size_t at = 0, size;

	for (; at < line->size_full; at += size) {
		size = line->size_full - at;
		if (size > PIECE_BYTES)
			size = PIECE_BYTES;
		if (feed_strict(in, line->bytes + at, size) != 0)
			return rtk_fail(err, RTK_E_CSV_QUOTE);
		if (in->parser.entry_pos > RTK_CSVIN_CELL_BYTES_MAX)
			return rtk_failf(err, RTK_E_CSV_CELL_SIZE, "%d",
			    RTK_CSVIN_CELL_BYTES_MAX);
	}
	return 0;
}

/* Where cell i of the record begins in in->bytes. */
static size_t
cell_begin(const struct rtk_csvin *in, size_t i)
{
	return i > 0 ? in->ends[i - 1] : 0;
}

static int
check_cell_sizes(const struct rtk_csvin *in, struct rtk_err *err)
{
	for (size_t i = 0; i < in->row.cell_count; i++)
		if (i < RTK_CSVIN_COLUMNS_MAX &&
		    in->ends[i] - cell_begin(in, i) > RTK_CSVIN_CELL_BYTES_MAX)
			return rtk_failf(err, RTK_E_CSV_CELL_SIZE, "%d",
			    RTK_CSVIN_CELL_BYTES_MAX);
	return 0;
}

/*
 * Reads a record that begins in `line`; in->done stays false when there is
 * only a blank line.
 */
static int
read_record(struct rtk_csvin *in, struct rtk_line line, struct rtk_err *err)
{
	rtk_buf_reset(&in->bytes);
	in->row.cell_count = 0;
	in->done = false;
	for (;;) {
		if (feed_line(in, &line, err) != 0)
			return -1;
		in->row.raw_size =
		    (size_t)(line.bytes + line.size - in->row.raw);
		if (in->done)
			break;
		/* not in quotes and no record: the line was blank */
		if (line.size < line.size_full && !in->parser.quoted)
			return 0;
		if (rtk_lines_next(&in->lines, &line))
			continue;
		if (csv_fini(&in->parser, take_cell, take_end, in) != 0)
			return rtk_fail(err, RTK_E_CSV_QUOTE);
		break;
	}
	return check_cell_sizes(in, err);
}

/* --- rows -------------------------------------------------------------- */

/* Puts a cell where its column stands in the table. */
static void
put_cell(struct rtk_csvin *in, size_t place, const char *bytes, size_t size)
{
	struct rtk_cell *cell;

	if (place >= in->width || in->column_at[place] == NOWHERE)
		return;
	cell = &in->cells[in->column_at[place]];
	cell->bytes = bytes;
	cell->size = size;
}

static void
put_record(struct rtk_csvin *in)
{
	const char *bytes = in->bytes.bytes != NULL ? in->bytes.bytes : "";

	for (size_t i = 0; i < in->row.cell_count; i++)
		if (i < RTK_CSVIN_COLUMNS_MAX)
			put_cell(in, i, bytes + cell_begin(in, i),
			    in->ends[i] - cell_begin(in, i));
}

/* libcsv cuts blanks and tabs off both ends of a cell without quotes. */
static void
put_trimmed(struct rtk_csvin *in, const char *bytes, const char *end)
{
	while (bytes < end && (*bytes == ' ' || *bytes == '\t'))
		bytes++;
	while (bytes < end && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	put_cell(in, in->row.cell_count++, bytes, (size_t)(end - bytes));
}

/* A line without a quotation mark: the cells stay where they are. */
static void
split_line(struct rtk_csvin *in, const struct rtk_line *line)
{
	const char *at = line->bytes, *end = at + line->size, *begin = at;
	const char delimiter = in->delimiter;

	in->row.cell_count = 0;
	for (; at < end; at++) {
		if (*at != delimiter)
			continue;
		put_trimmed(in, begin, at);
		begin = at + 1;
	}
	put_trimmed(in, begin, end);
	in->row.raw_size = line->size;
}

static bool
is_blank_line(const struct rtk_csvin *in, const struct rtk_line *line)
{
	for (size_t i = 0; i < line->size; i++)
		if ((line->bytes[i] != ' ' && line->bytes[i] != '\t') ||
		    line->bytes[i] == in->delimiter)
			return false;
	return true;
}

static void
find_fault(struct rtk_csvin *in)
{
	static const char mark[] = RTK_UTF8_REPLACEMENT;
	struct rtk_csvin_row *row = &in->row;
	const char *at = row->raw, *end = at + row->raw_size;

	row->fault =
	    row->cell_count == in->width ? RTK_E_NONE : RTK_E_ROW_COLUMNS;
	while (in->source.replaced && end - at >= 3) {
		at = memchr(at, (unsigned char)mark[0], (size_t)(end - at - 2));
		if (at == NULL)
			return;
		if (memcmp(at, mark, 3) == 0) {
			row->fault = RTK_E_ROW_ENCODING;
			return;
		}
		at++;
	}
}

/* What needs no libcsv: no quotation mark, and no cell can be too long. */
static bool
is_plain(const struct rtk_csvin *in, const struct rtk_line *line)
{
	return !in->careful && line->size <= RTK_CSVIN_CELL_BYTES_MAX &&
	    memchr(line->bytes, QUOTE, line->size) == NULL;
}

/* The record that begins in `line`; row.cell_count 0: there was none. */
static int
read_row(struct rtk_csvin *in, const struct rtk_line *line, struct rtk_err *err)
{
	in->row.line = line->number;
	in->row.raw = line->bytes;
	in->row.cell_count = 0;
	if (!is_plain(in, line)) {
		if (read_record(in, *line, err) != 0)
			return -1;
		put_record(in);
	} else if (!is_blank_line(in, line)) {
		split_line(in, line);
	}
	for (size_t i = in->row.cell_count; i < in->width; i++)
		put_cell(in, i, "", 0);
	return 0;
}

int
rtk_csvin_next(
    struct rtk_csvin *in, const struct rtk_csvin_row **row, struct rtk_err *err)
{
	struct rtk_line line;

	do {
		if (!rtk_lines_next(&in->lines, &line)) {
			*row = NULL;
			return 0;
		}
		if (read_row(in, &line, err) != 0)
			return fail_at(in, line.number, err);
	} while (in->row.cell_count == 0);
	if (++in->row.number > RTK_CSVIN_ROWS_MAX) {
		(void)rtk_failf(
		    err, RTK_E_CSV_TOO_MANY_ROWS, "%d", RTK_CSVIN_ROWS_MAX);
		return fail_at(in, line.number, err);
	}
	find_fault(in);
	*row = &in->row;
	return 0;
}

int
rtk_csvin_check(const struct rtk_csvin *in, const struct rtk_csvin_row *row,
    struct rtk_err *err)
{
	if (row->fault == RTK_E_NONE)
		return 0;
	if (row->fault == RTK_E_ROW_COLUMNS)
		(void)rtk_failf(
		    err, row->fault, "%zu <> %zu", row->cell_count, in->width);
	(void)rtk_fail(err, row->fault);
	return fail_at(in, row->line, err);
}

/* --- header ------------------------------------------------------------ */

/* The most frequent of ; , tab outside quotes in the first line; 0: none. */
static char
find_delimiter(const struct rtk_line *line)
{
	static const char candidates[] = ";,\t";
	size_t count[3] = {0};
	size_t best = 0;
	bool quoted = false;

	for (size_t i = 0; i < line->size; i++) {
		const char *hit = strchr(candidates, line->bytes[i]);

		quoted = quoted != (line->bytes[i] == QUOTE);
		if (hit != NULL && *hit != '\0' && !quoted)
			count[hit - candidates]++;
	}
	for (size_t i = 1; i < RTK_COUNT(count); i++)
		if (count[i] > count[best])
			best = i;
	return count[best] > 0 ? candidates[best] : '\0';
}

/* Index in the table of the header's name, NOWHERE if it is not there. */
static int
find_column(
    const struct rtk_csvin_source *source, const char *name, size_t size)
{
	for (size_t i = 0; i < source->column_count; i++)
		if (rtk_field_named(source->columns[i].name, name, size) ||
		    rtk_field_named(source->columns[i].alias, name, size))
			return (int)i;
	return NOWHERE;
}

static int
fail_column(
    enum rtk_fault fault, const char *name, size_t size, struct rtk_err *err)
{
	return rtk_failf(err, fault, "%.*s", size < 60 ? (int)size : 60, name);
}

/* Gives place i of the header to its column. */
static int
map_column(struct rtk_csvin *in, size_t i, struct rtk_err *err)
{
	const char *name = in->bytes.bytes + cell_begin(in, i);
	size_t size = in->ends[i] - cell_begin(in, i);
	int column;

	rtk_utf8_trim(&name, &size);
	column = find_column(&in->source, name, size);
	if (column == NOWHERE)
		return fail_column(RTK_E_CSV_UNKNOWN_COLUMN, name, size, err);
	for (size_t k = 0; k < i; k++)
		if (in->column_at[k] == column)
			return fail_column(
			    RTK_E_CSV_DOUBLED_COLUMN, name, size, err);
	in->column_at[i] = column;
	return 0;
}

/* Names for errors: as the header has them, else as the table has them. */
static void
name_cells(struct rtk_csvin *in)
{
	size_t begin[RTK_CSVIN_COLUMNS_MAX] = {0};

	for (size_t i = 0; i < in->width; i++) {
		const char *name = in->bytes.bytes + cell_begin(in, i);
		size_t size = in->ends[i] - cell_begin(in, i);

		rtk_utf8_trim(&name, &size);
		begin[i] = in->names.size;
		rtk_buf_add(&in->names, name, size);
		rtk_buf_add_byte(&in->names, '\0');
	}
	for (size_t i = 0; i < in->source.column_count; i++)
		in->cells[i] = (struct rtk_cell){
		    .column = in->source.columns[i].name, .bytes = ""};
	for (size_t i = 0; i < in->width; i++)
		in->cells[in->column_at[i]].column = in->names.bytes + begin[i];
}

static int
map_header(struct rtk_csvin *in, struct rtk_err *err)
{
	const struct rtk_csvin_source *source = &in->source;

	if (in->row.cell_count > RTK_CSVIN_COLUMNS_MAX)
		return rtk_failf(err, RTK_E_CSV_TOO_MANY_COLUMNS, "%d",
		    RTK_CSVIN_COLUMNS_MAX);
	for (size_t i = 0; i < in->row.cell_count; i++)
		if (map_column(in, i, err) != 0)
			return -1;
	in->width = in->row.cell_count;
	for (size_t i = 0; i < source->column_count; i++)
		if (source->columns[i].required && !rtk_csvin_has(in, i))
			return fail_column(RTK_E_CSV_MISSING_COLUMN,
			    source->columns[i].name,
			    strlen(source->columns[i].name), err);
	name_cells(in);
	return 0;
}

/* A header of one column has no delimiter; then any will do. */
static int
set_delimiter(
    struct rtk_csvin *in, const struct rtk_line *line, struct rtk_err *err)
{
	const char *name = line->bytes;
	size_t size = line->size;

	in->delimiter = find_delimiter(line);
	if (in->delimiter == '\0') {
		rtk_utf8_trim(&name, &size);
		if (size >= 2 && name[0] == QUOTE && name[size - 1] == QUOTE) {
			name++;
			size -= 2;
		}
		if (find_column(&in->source, name, size) == NOWHERE)
			return rtk_fail(err, RTK_E_CSV_DELIMITER);
		in->delimiter = ';';
	}
	csv_set_delim(&in->parser, (unsigned char)in->delimiter);
	return 0;
}

static int
read_header(struct rtk_csvin *in, struct rtk_err *err)
{
	struct rtk_line line;

	do {
		if (!rtk_lines_next(&in->lines, &line)) {
			(void)rtk_fail(err, RTK_E_CSV_EMPTY);
			return fail_at(in, 0, err);
		}
		/* the delimiter is not known yet: a tab counts as blank */
	} while (is_blank_line(in, &line));
	in->row.raw = line.bytes;
	if (set_delimiter(in, &line, err) != 0 ||
	    read_record(in, line, err) != 0 || map_header(in, err) != 0)
		return fail_at(in, line.number, err);
	return 0;
}

int
rtk_csvin_open(struct rtk_csvin **out, const struct rtk_csvin_source *source,
    struct rtk_err *err)
{
	struct rtk_csvin *in = rtk_alloc(sizeof(*in));

	RTK_ASSERT(source->column_count <= RTK_CSVIN_COLUMNS_MAX);
	*in = (struct rtk_csvin){.source = *source, .careful = source->careful};
	if (csv_init(&in->parser, STRICT) != 0)
		rtk_out_of_memory();
	/* libcsv grows by this much; its 128 bytes copy a long cell often */
	csv_set_blk_size(&in->parser, 4096);
	rtk_lines_init(&in->lines, source->text, source->size);
	if (read_header(in, err) != 0) {
		rtk_csvin_close(in);
		return -1;
	}
	in->row.cells = in->cells;
	*out = in;
	return 0;
}

bool
rtk_csvin_has(const struct rtk_csvin *in, size_t column)
{
	for (size_t i = 0; i < in->width; i++)
		if (in->column_at[i] == (int)column)
			return true;
	return false;
}

size_t
rtk_csvin_width(const struct rtk_csvin *in)
{
	return in->width;
}

void
rtk_csvin_close(struct rtk_csvin *in)
{
	if (in == NULL)
		return;
	csv_free(&in->parser);
	rtk_buf_release(&in->bytes);
	rtk_buf_release(&in->names);
	free(in);
}
