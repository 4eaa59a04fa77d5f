/* Inside the printer: its state, and what a form is. */
#ifndef RTK_IO_PRINTER_FORM_H
#define RTK_IO_PRINTER_FORM_H

#include "base/buf.h"
#include "io/printer.h"

/** A cell ready to print: numbers are text already. */
struct rtk_printer_cell {
	enum {
		RTK_CELL_NONE,
		RTK_CELL_TEXT,
		RTK_CELL_NUMBER,
		RTK_CELL_FLAG
	} is;
	const char *bytes;
	size_t size;
};

/** What a form does at each step; any step may be NULL. */
struct rtk_printer_steps {
	void (*open)(struct rtk_printer *printer);
	void (*begin)(struct rtk_printer *printer);
	void (*cell)(
	    struct rtk_printer *printer, const struct rtk_printer_cell *cell);
	void (*row_end)(struct rtk_printer *printer);
	void (*end)(struct rtk_printer *printer);
	void (*close)(struct rtk_printer *printer);
};

/** The cells of a text table: bytes end to end, and where each ends. */
struct rtk_printer_store {
	struct rtk_buf bytes;
	size_t *ends;
	size_t count;
	size_t room;
};

struct rtk_printer {
	struct rtk_printer_options options;
	const struct rtk_printer_steps *steps;
	struct rtk_buf out; /* not written yet */
	struct rtk_err err; /* the first fault of write() */
	struct rtk_printer_block block;
	bool open;            /* inside a block */
	size_t column;        /* of the next cell */
	size_t row_count;     /* of the block */
	size_t block_count;   /* begun */
	size_t table_count;   /* of those, tables */
	struct rtk_buf later; /* CSV: summaries, for want of a table */
	struct rtk_printer_store store;
};

extern const struct rtk_printer_steps rtk_printer_text_steps;
extern const struct rtk_printer_steps rtk_printer_csv_steps;
extern const struct rtk_printer_steps rtk_printer_json_steps;

/** The column of the cell that comes next. */
const struct rtk_printer_column *rtk_printer_column_now(
    const struct rtk_printer *printer);

#endif
