/* Cells of the rows of a file whose columns are known by their numbers. */
#ifndef RTK_IO_CELLS_H
#define RTK_IO_CELLS_H

#include "io/bankfile.h"
#include "text/lines.h"

enum { RTK_CELLS_MAX = 64 };

/** A row; it is valid until the next one. */
struct rtk_cells {
	struct rtk_bank_text at[RTK_CELLS_MAX]; /* trimmed */
	size_t count; /* may be over the limit: the rest is not kept */
	const char *raw;
	size_t raw_size; /* without the last line end */
	long line;       /* on which it begins */
};

struct rtk_cells_reader;

/**
 * A reader of rows. Plain: a quotation mark is a letter and nothing is
 * escaped. csv: as RFC 4180, by libcsv. Free it.
 */
struct rtk_cells_reader *rtk_cells_new(char delimiter, bool csv);

/**
 * Takes a row apart that begins with this line; of csv it may take more lines
 * from `lines`. Fails with csv.quote and row.long.
 */
int rtk_cells_read(struct rtk_cells *out, struct rtk_cells_reader *reader,
    const struct rtk_line *line, struct rtk_lines *lines,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is fine. */
void rtk_cells_free(struct rtk_cells_reader *reader);

#endif
