/*
 * Results for people and programs: one interface, three forms. Text: aligned
 * tables of at most 80 columns; a row that needs more goes on in the lines
 * below, its columns below their titles. CSV: `;`, RFC 4180,
 * safe for spreadsheets. JSON: one document, RFC 8259.
 */
#ifndef RTK_IO_PRINTER_H
#define RTK_IO_PRINTER_H

#include "base/err.h"
#include "num/date.h"
#include "num/units.h"

enum rtk_printer_form { RTK_PRINTER_TEXT, RTK_PRINTER_CSV, RTK_PRINTER_JSON };

enum rtk_printer_type {
	RTK_PRINTER_STRING,
	RTK_PRINTER_NUMBER, /* integer, or decimal by scale */
	RTK_PRINTER_MONEY,  /* roubles with two decimals */
	RTK_PRINTER_FLAG    /* yes or no */
};

/** A column of a table, or a field of a summary. */
struct rtk_printer_column {
	const char *key;   /* in CSV and JSON: a contract */
	const char *title; /* in text, in the language of the user; NULL: key */
	enum rtk_printer_type type;
	int scale;        /* of NUMBER: digits behind the point of the value */
	int decimals_min; /* of NUMBER: that are always printed */
};

/** A table of any number of rows, or a summary: one row, a field a line. */
struct rtk_printer_block {
	const char *key; /* of its array or object in JSON, such as "rows" */
	bool summary;
	const struct rtk_printer_column *columns; /* outlive the block */
	size_t column_count;                      /* at least 1 */
};

/** What to print, and where the bytes go. */
struct rtk_printer_options {
	enum rtk_printer_form form;
	const char *name; /* of the result in JSON */
	int schema;       /* number of its shape in JSON */
	void *context;
	/** Takes bytes; returns 0, or -1 with the reason in err. */
	int (*write)(
	    void *context, const char *bytes, size_t size, struct rtk_err *err);
};

struct rtk_printer;

/** Begins a result; end it with rtk_printer_close(). */
struct rtk_printer *rtk_printer_new(
    const struct rtk_printer_options *options) RTK_MUST_CHECK;

/**
 * Begins a block; blocks do not nest. In CSV a summary is printed only if no
 * table is: as `key;value`.
 */
void rtk_printer_begin(
    struct rtk_printer *printer, const struct rtk_printer_block *block);

/*
 * The next cell of the block, of the type of its column; behind the last
 * column the next row begins. Text is UTF-8 and copied.
 */
/** A string; NULL is no value. */
void rtk_printer_text(struct rtk_printer *printer, const char *text);
/** A string that is not NUL-terminated. */
void rtk_printer_bytes(
    struct rtk_printer *printer, const char *bytes, size_t size);
/** A number in units of 10^-scale of the column. */
void rtk_printer_number(struct rtk_printer *printer, int64_t value);
/** Money. */
void rtk_printer_money(struct rtk_printer *printer, struct rtk_kop amount);
/** A day as YYYY-MM-DD in a column of strings; none is no value. */
void rtk_printer_date(struct rtk_printer *printer, struct rtk_date date);
/** A month as YYYY-MM in a column of strings. */
void rtk_printer_period(struct rtk_printer *printer, struct rtk_period period);
/** yes or no; true or false in JSON. */
void rtk_printer_flag(struct rtk_printer *printer, bool flag);
/** No value, in a column of any type: empty, null in JSON. */
void rtk_printer_none(struct rtk_printer *printer);

/** Ends the block; a summary must be full, a table has no half row. */
void rtk_printer_end(struct rtk_printer *printer);

/**
 * Ends the result, writes what is left and frees the printer. Fails with the
 * first fault that write() had; nothing was written behind it.
 */
int rtk_printer_close(
    struct rtk_printer *printer, struct rtk_err *err) RTK_MUST_CHECK;

/** Frees a printer whose result has failed; NULL is accepted. */
void rtk_printer_abandon(struct rtk_printer *printer);

#endif
