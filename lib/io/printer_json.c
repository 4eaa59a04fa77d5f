#include "base/base.h"

#include "io/printer_form.h"

#include <string.h>

#include "text/utf8.h"

/* RFC 8259, 7. What is not UTF-8 becomes U+FFFD: the document stays valid. */
static void
add_string(struct rtk_buf *out, const char *bytes, size_t size)
{
	const char *end = bytes + size;

	rtk_buf_add_byte(out, '"');
	while (bytes < end) {
		uint32_t letter = rtk_utf8_next(&bytes, end);

		if (letter == '"' || letter == '\\') {
			rtk_buf_add_byte(out, '\\');
			rtk_buf_add_byte(out, (char)letter);
		} else if (letter == '\n') {
			rtk_buf_add_text(out, "\\n");
		} else if (letter == '\r') {
			rtk_buf_add_text(out, "\\r");
		} else if (letter == '\t') {
			rtk_buf_add_text(out, "\\t");
		} else if (letter < ' ') {
			rtk_buf_addf(out, "\\u%04x", (unsigned)letter);
		} else {
			rtk_utf8_add(out, letter);
		}
	}
	rtk_buf_add_byte(out, '"');
}

static void
json_open(struct rtk_printer *printer)
{
	const struct rtk_printer_options *o = &printer->options;

	rtk_buf_addf(&printer->out, "{\"schema\":%d,\"name\":", o->schema);
	add_string(&printer->out, o->name, strlen(o->name));
}

static void
json_begin(struct rtk_printer *printer)
{
	const struct rtk_printer_block *block = &printer->block;

	rtk_buf_add_text(&printer->out, ",\n");
	add_string(&printer->out, block->key, strlen(block->key));
	rtk_buf_add_text(&printer->out, block->summary ? ":" : ":[");
}

static void
json_cell(struct rtk_printer *printer, const struct rtk_printer_cell *cell)
{
	const char *key = rtk_printer_column_now(printer)->key;
	struct rtk_buf *out = &printer->out;

	if (printer->column > 0)
		rtk_buf_add_byte(out, ',');
	else if (printer->block.summary)
		rtk_buf_add_byte(out, '{');
	else
		rtk_buf_add_text(out, printer->row_count > 0 ? ",\n{" : "\n{");
	add_string(out, key, strlen(key));
	rtk_buf_add_byte(out, ':');
	if (cell->is == RTK_CELL_NONE)
		rtk_buf_add_text(out, "null");
	else if (cell->is == RTK_CELL_NUMBER)
		rtk_buf_add(out, cell->bytes, cell->size);
	else if (cell->is == RTK_CELL_FLAG)
		rtk_buf_add_text(out, cell->bytes[0] == 'y' ? "true" : "false");
	else
		add_string(out, cell->bytes, cell->size);
}

static void
json_row_end(struct rtk_printer *printer)
{
	rtk_buf_add_byte(&printer->out, '}');
}

static void
json_end(struct rtk_printer *printer)
{
	if (!printer->block.summary)
		rtk_buf_add_text(
		    &printer->out, printer->row_count > 0 ? "\n]" : "]");
}

static void
json_close(struct rtk_printer *printer)
{
	rtk_buf_add_text(&printer->out, "}\n");
}

const struct rtk_printer_steps rtk_printer_json_steps = {
    .open = json_open,
    .begin = json_begin,
    .cell = json_cell,
    .row_end = json_row_end,
    .end = json_end,
    .close = json_close,
};
