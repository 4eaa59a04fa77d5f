/* Inside register_layout*.c: a register on its way in. */
#ifndef RTK_IO_REGISTER_LAYOUT_STATE_H
#define RTK_IO_REGISTER_LAYOUT_STATE_H

#include "io/cells.h"
#include "io/register_layout.h"

/* A figure of the whole file, as it was read. */
struct rtk_layout_told {
	struct rtk_bank_text text;
	long line;
	bool minus;
	bool told;
};

/* A register on its way in. */
struct rtk_layout_parser {
	const struct rtk_layout *layout;
	const struct rtk_bankfile *file;
	struct rtk_bankfile_faults faults;
	struct rtk_payments out;
	struct rtk_cells_reader *reader;
	struct rtk_layout_told figures[RTK_LAYOUT_FIGURES];
	int columns[RTK_LAYOUT_FIELDS]; /* of fields, from 1; 0: none */
	bool has_header;
	bool broken;       /* no column has its place: rows were not read */
	long total_line;   /* 0: not met yet */
	size_t line_count; /* rows met, broken ones too */
	size_t row_room, reading_room, identity_room;
	struct rtk_bank_text *identities; /* of the rows */
	struct rtk_date date;             /* of rows that have none */
};

/**
 * Takes a row with its readings; a row that the layout passes is none. Fails
 * with bank.columns, bank.line, bank.row_sum and the faults of values.
 */
int rtk_layout_take_row(struct rtk_layout_parser *parser,
    struct rtk_cells *cells, struct rtk_err *err) RTK_MUST_CHECK;

/** A sum with the decimal mark of the layout; groups if it says so. */
int rtk_layout_sum(const struct rtk_layout *layout, struct rtk_kop *out,
    struct rtk_bank_text text, const char *column,
    struct rtk_err *err) RTK_MUST_CHECK;

/** A text that lives as long as the file. */
struct rtk_bank_text rtk_layout_keep(
    struct rtk_layout_parser *parser, struct rtk_bank_text text);

#endif
