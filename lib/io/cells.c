#include "base/base.h"

#include "io/cells.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct rtk_cells_reader {
	char delimiter;
	bool csv;
	bool ended; /* the row that libcsv is in */
	struct csv_parser parser;
	struct rtk_buf text; /* cells behind each other */
	size_t end[RTK_CELLS_MAX];
	size_t count;
};

struct rtk_cells_reader *
rtk_cells_new(char delimiter, bool csv)
{
	struct rtk_cells_reader *reader = rtk_alloc(sizeof(*reader));

	memset(reader, 0, sizeof(*reader));
	reader->delimiter = delimiter;
	reader->csv = csv;
	if (!csv)
		return reader;
	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		rtk_out_of_memory();
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	return reader;
}

void
rtk_cells_free(struct rtk_cells_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->csv)
		csv_free(&reader->parser);
	rtk_buf_release(&reader->text);
	free(reader);
}

static void
split_plain(struct rtk_cells *out, char delimiter, const struct rtk_line *line)
{
	const char *at = line->bytes, *end = at + line->size, *stop;

	for (;; at = stop + 1) {
		stop = memchr(at, delimiter, (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		if (out->count < RTK_CELLS_MAX)
			out->at[out->count] =
			    rtk_bank_trim(at, (size_t)(stop - at));
		out->count++;
		if (stop == end)
			return;
	}
}

/* --- RFC 4180 ---------------------------------------------------------- */

static void
take_cell(void *bytes, size_t size, void *context)
{
	struct rtk_cells_reader *reader = context;

	if (reader->count < RTK_CELLS_MAX) {
		rtk_buf_add(&reader->text, bytes, size);
		reader->end[reader->count] = reader->text.size;
	}
	reader->count++;
}

static void
take_end(int character, void *context)
{
	struct rtk_cells_reader *reader = context;

	(void)character;
	reader->ended = true;
}

static bool
feed(struct rtk_cells_reader *reader, const struct rtk_line *line)
{
	return csv_parse(&reader->parser, line->bytes, line->size, take_cell,
		   take_end, reader) == line->size &&
	    csv_parse(&reader->parser, "\n", 1, take_cell, take_end, reader) ==
	    1;
}

/* A parser that stopped in the middle begins anew. */
static int
start_again(struct rtk_cells_reader *reader, struct rtk_err *err)
{
	csv_free(&reader->parser);
	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		rtk_out_of_memory();
	csv_set_delim(&reader->parser, (unsigned char)reader->delimiter);
	return rtk_fail(err, RTK_E_CSV_QUOTE);
}

static int
split_csv(struct rtk_cells *out, struct rtk_cells_reader *reader,
    struct rtk_lines *lines, struct rtk_err *err)
{
	struct rtk_line line = {.bytes = out->raw, .size = out->raw_size};
	size_t from = 0;

	rtk_buf_reset(&reader->text);
	reader->count = 0;
	reader->ended = false;
	for (;;) {
		if (!feed(reader, &line))
			return start_again(reader, err);
		if (reader->ended)
			break;
		if (!rtk_lines_next(lines, &line))
			return start_again(reader, err);
		out->raw_size = (size_t)(line.bytes + line.size - out->raw);
		if (out->raw_size > RTK_BANKFILE_LINE_BYTES_MAX)
			return start_again(reader, err);
	}
	rtk_buf_add_byte(&reader->text, '\0');
	out->count = reader->count;
	for (size_t i = 0; i < out->count && i < RTK_CELLS_MAX; i++) {
		out->at[i] = rtk_bank_trim(
		    reader->text.bytes + from, reader->end[i] - from);
		from = reader->end[i];
	}
	return 0;
}

int
rtk_cells_read(struct rtk_cells *out, struct rtk_cells_reader *reader,
    const struct rtk_line *line, struct rtk_lines *lines, struct rtk_err *err)
{
	out->raw = line->bytes;
	out->raw_size = line->size;
	out->line = line->number;
	out->count = 0;
	if (line->size > RTK_BANKFILE_LINE_BYTES_MAX)
		return rtk_failf(
		    err, RTK_E_ROW_LONG, "%d", RTK_BANKFILE_LINE_BYTES_MAX);
	if (reader->csv && memchr(line->bytes, '"', line->size) != NULL)
		return split_csv(out, reader, lines, err);
	split_plain(out, reader->delimiter, line);
	return 0;
}
