/*
 * Reader of CSV tables with a header row. It parses with libcsv, a physical
 * line a call, and takes lines without a quotation mark apart itself, with
 * the same result.
 */
#ifndef RTK_IO_CSVIN_H
#define RTK_IO_CSVIN_H

#include "base/err.h"
#include "io/field.h"

enum {
	RTK_CSVIN_CELL_BYTES_MAX = 64 * 1024,
	RTK_CSVIN_COLUMNS_MAX = 64,
	RTK_CSVIN_ROWS_MAX = 10 * 1000 * 1000
};

/** A column that the table may have. */
struct rtk_column {
	const char *name;
	const char *alias; /* Russian, several between bars, or NULL */
	bool required;
};

/** What to read; text, columns and file outlive the reader. */
struct rtk_csvin_source {
	const char *file; /* name for errors, or NULL */
	const char *text; /* UTF-8 without byte order mark */
	size_t size;
	bool replaced; /* U+FFFD in it stands for bytes that were no text */
	bool careful;  /* every line through libcsv: slower, for tests */
	const struct rtk_column *columns;
	size_t column_count;
};

/** A record; it is valid until the next call of the reader. */
struct rtk_csvin_row {
	long line;                    /* physical line on which it begins */
	long number;                  /* of the data row, from 1 */
	const struct rtk_cell *cells; /* one for each column of the table */
	size_t cell_count;            /* that the record had */
	const char *raw;              /* as it stands in the file */
	size_t raw_size;              /* without the last line end */
	enum rtk_fault fault;         /* RTK_E_NONE, or why it is no good */
};

struct rtk_csvin;

/**
 * Reads the header and finds the delimiter in it. Header names are compared
 * trimmed, case and ё folded, with name and aliases. On success the caller
 * closes *out. Fails with csv.empty, csv.delimiter, csv.quote,
 * csv.too_many_columns, csv.unknown_column, csv.doubled_column,
 * csv.missing_column; file and line are named.
 */
int rtk_csvin_open(struct rtk_csvin **out,
    const struct rtk_csvin_source *source, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The next record in *row, NULL behind the last one. Blank lines are passed
 * over. A record with too many or too few cells (row.columns) or with bytes
 * that are no text (row.encoding) comes with row->fault set, and the reading
 * can go on; its missing cells are empty. Fails, and the file is no good,
 * with csv.quote, csv.cell_size, csv.too_many_rows; file and line are named.
 */
int rtk_csvin_next(struct rtk_csvin *in, const struct rtk_csvin_row **row,
    struct rtk_err *err) RTK_MUST_CHECK;

/** 0 for a good record; else fills err with its fault, file and line. */
int rtk_csvin_check(const struct rtk_csvin *in, const struct rtk_csvin_row *row,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Whether the header has the column with that index in the table. */
bool rtk_csvin_has(const struct rtk_csvin *in, size_t column);

/** Number of cells in the header. */
size_t rtk_csvin_width(const struct rtk_csvin *in);

/** Frees the reader and what rows borrow from it; NULL is fine. */
void rtk_csvin_close(struct rtk_csvin *in);

#endif
