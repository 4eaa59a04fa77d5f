#include "base/base.h"

#include "io/printer_form.h"

#include <string.h>

/* [+-]digits[(.|,)digits] */
static bool
is_number(const char *text, size_t size)
{
	static const char digits[] = "0123456789";
	size_t at = size > 0 && (text[0] == '+' || text[0] == '-'), more = at;

	while (more < size && strchr(digits, text[more]) != NULL)
		more++;
	if (more == at)
		return false;
	if (more == size)
		return true;
	if (text[more] != '.' && text[more] != ',')
		return false;
	at = ++more;
	while (more < size && strchr(digits, text[more]) != NULL)
		more++;
	return more == size && more > at;
}

/* A spreadsheet takes such a cell for a formula and runs it. */
static bool
is_formula(const struct rtk_printer_cell *cell)
{
	if (cell->is != RTK_CELL_TEXT || cell->size == 0)
		return false;
	switch (cell->bytes[0]) {
	case '=':
	case '@':
	case '\t':
	case '\r':
		return true;
	case '+':
	case '-':
		return !is_number(cell->bytes, cell->size);
	default:
		return false;
	}
}

static bool
needs_quotes(const struct rtk_printer_cell *cell)
{
	for (size_t i = 0; i < cell->size; i++)
		if (strchr(";\"\r\n\t", cell->bytes[i]) != NULL)
			return true;
	return cell->size > 0 &&
	    (cell->bytes[0] == ' ' || cell->bytes[cell->size - 1] == ' ');
}

static void
add_cell(struct rtk_buf *out, const struct rtk_printer_cell *cell)
{
	bool quotes = needs_quotes(cell);

	if (quotes)
		rtk_buf_add_byte(out, '"');
	if (is_formula(cell))
		rtk_buf_add_byte(out, '\'');
	for (size_t i = 0; quotes && i < cell->size; i++) {
		if (cell->bytes[i] == '"')
			rtk_buf_add_byte(out, '"');
		rtk_buf_add_byte(out, cell->bytes[i]);
	}
	if (quotes)
		rtk_buf_add_byte(out, '"');
	else
		rtk_buf_add(out, cell->bytes, cell->size);
}

static void
csv_begin(struct rtk_printer *printer)
{
	const struct rtk_printer_block *block = &printer->block;

	if (block->summary)
		return;
	if (printer->table_count > 0)
		rtk_buf_add_byte(&printer->out, '\n');
	for (size_t i = 0; i < block->column_count; i++) {
		if (i > 0)
			rtk_buf_add_byte(&printer->out, ';');
		rtk_buf_add_text(&printer->out, block->columns[i].key);
	}
	rtk_buf_add_byte(&printer->out, '\n');
}

static void
csv_cell(struct rtk_printer *printer, const struct rtk_printer_cell *cell)
{
	if (printer->block.summary) {
		rtk_buf_addf(&printer->later, "%s;",
		    rtk_printer_column_now(printer)->key);
		add_cell(&printer->later, cell);
		rtk_buf_add_byte(&printer->later, '\n');
		return;
	}
	if (printer->column > 0)
		rtk_buf_add_byte(&printer->out, ';');
	add_cell(&printer->out, cell);
}

static void
csv_row_end(struct rtk_printer *printer)
{
	if (!printer->block.summary)
		rtk_buf_add_byte(&printer->out, '\n');
}

static void
csv_close(struct rtk_printer *printer)
{
	if (printer->table_count > 0 || printer->later.size == 0)
		return;
	rtk_buf_add_text(&printer->out, "key;value\n");
	rtk_buf_add(&printer->out, printer->later.bytes, printer->later.size);
}

const struct rtk_printer_steps rtk_printer_csv_steps = {
    .begin = csv_begin,
    .cell = csv_cell,
    .row_end = csv_row_end,
    .close = csv_close,
};
