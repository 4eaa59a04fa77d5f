#include "base/base.h"

#include "io/printer_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "text/utf8.h"

enum {
	LINE_WIDTH = 80,
	GAP = 2,       /* between columns */
	INDENT = 4,    /* of the lines of a row behind its first */
	WIDTH_MIN = 12 /* a column of strings is not squeezed below it */
};

struct piece {
	const char *bytes;
	size_t size;
};

static const char *
title_of(const struct rtk_printer_column *column)
{
	return column->title != NULL ? column->title : column->key;
}

/* What a terminal would obey becomes a space. */
static void
text_cell(struct rtk_printer *printer, const struct rtk_printer_cell *cell)
{
	struct rtk_printer_store *store = &printer->store;

	for (size_t i = 0; i < cell->size; i++) {
		unsigned char byte = (unsigned char)cell->bytes[i];

		rtk_buf_add_byte(&store->bytes,
		    byte < ' ' || byte == 0x7F ? ' ' : (char)byte);
	}
	store->ends = rtk_array_grow(
	    store->ends, &store->room, store->count, sizeof(*store->ends));
	store->ends[store->count++] = store->bytes.size;
}

static struct piece
stored(const struct rtk_printer_store *store, size_t i)
{
	size_t begin = i > 0 ? store->ends[i - 1] : 0;
	const char *bytes =
	    store->bytes.bytes != NULL ? store->bytes.bytes : "";

	return (struct piece){bytes + begin, store->ends[i] - begin};
}

static size_t
width_of(struct piece piece)
{
	return rtk_utf8_length(piece.bytes, piece.size);
}

static void
add_spaces(struct rtk_buf *out, size_t count)
{
	while (count-- > 0)
		rtk_buf_add_byte(out, ' ');
}

/* No blanks at the end of a line. */
static void
end_line(struct rtk_buf *out)
{
	while (out->size > 0 && out->bytes[out->size - 1] == ' ')
		out->size--;
	rtk_buf_add_byte(out, '\n');
}

/* --- widths ------------------------------------------------------------ */

static size_t
total_width(const size_t *widths, size_t count)
{
	size_t total = GAP * (count - 1);

	for (size_t i = 0; i < count; i++)
		total += widths[i];
	return total;
}

/* The widest column of strings that can give way, `count` if none can. */
static size_t
widest(const struct rtk_printer_block *block, const size_t *widths)
{
	size_t best = block->column_count;

	for (size_t i = 0; i < block->column_count; i++) {
		if (block->columns[i].type != RTK_PRINTER_STRING ||
		    widths[i] <= WIDTH_MIN)
			continue;
		if (best == block->column_count || widths[i] > widths[best])
			best = i;
	}
	return best;
}

/* As wide as the content. */
static void
measure(const struct rtk_printer *printer, size_t *widths)
{
	const struct rtk_printer_block *block = &printer->block;
	size_t n = block->column_count, width;

	RTK_ASSERT(n > 0);
	for (size_t i = 0; i < n; i++) {
		const char *title = title_of(&block->columns[i]);

		widths[i] = rtk_utf8_length(title, strlen(title));
	}
	for (size_t i = 0; i < printer->store.count; i++) {
		width = width_of(stored(&printer->store, i));
		if (width > widths[i % n])
			widths[i % n] = width;
	}
}

/* Over 80 the widest strings give way. */
static bool
squeeze(const struct rtk_printer_block *block, size_t *widths)
{
	size_t n = block->column_count, give;

	while (total_width(widths, n) > LINE_WIDTH) {
		give = widest(block, widths);
		if (give == n)
			return false;
		widths[give]--;
	}
	return true;
}

/* Where the columns stand: folds[i] begins a line of the row. */
struct layout {
	size_t *widths;
	bool *folds;
};

/* What does not fit beside each other even so goes on in the next line. */
static void
fold(const struct rtk_printer *printer, struct layout *layout)
{
	const struct rtk_printer_block *block = &printer->block;
	size_t used = 0;

	measure(printer, layout->widths);
	for (size_t i = 0; i < block->column_count; i++) {
		size_t *width = &layout->widths[i];

		if (block->columns[i].type == RTK_PRINTER_STRING &&
		    *width > LINE_WIDTH - INDENT)
			*width = LINE_WIDTH - INDENT;
		layout->folds[i] = i > 0 && used + GAP + *width > LINE_WIDTH;
		used = layout->folds[i] ? INDENT + *width
					: used + (i > 0 ? GAP : 0) + *width;
	}
}

static struct layout
find_layout(const struct rtk_printer *printer)
{
	size_t n = printer->block.column_count;
	struct layout layout = {rtk_alloc(n * sizeof(*layout.widths)),
	    rtk_alloc(n * sizeof(*layout.folds))};

	memset(layout.folds, 0, n * sizeof(*layout.folds));
	measure(printer, layout.widths);
	if (!squeeze(&printer->block, layout.widths))
		fold(printer, &layout);
	return layout;
}

/* --- rows -------------------------------------------------------------- */

/*
 * Takes as much off `rest` as a line of that width holds, by words if it
 * can; the blank between two lines is dropped.
 */
static struct piece
take_line(struct piece *rest, size_t width)
{
	const char *at = rest->bytes, *end = at + rest->size, *blank = NULL;
	struct piece line;
	size_t n = 0;

	for (; at < end && n < width; n++) {
		if (*at == ' ')
			blank = at;
		(void)rtk_utf8_next(&at, end);
	}
	if (at < end && *at == ' ')
		blank = at;
	if (at < end && blank != NULL && blank > rest->bytes)
		at = blank;
	line = (struct piece){rest->bytes, (size_t)(at - rest->bytes)};
	while (at < end && *at == ' ')
		at++;
	*rest = (struct piece){at, (size_t)(end - at)};
	return line;
}

static void
add_aligned(struct rtk_buf *out, struct piece piece, size_t width, bool right)
{
	size_t own = width_of(piece), blanks = own < width ? width - own : 0;

	if (right)
		add_spaces(out, blanks);
	rtk_buf_add(out, piece.bytes, piece.size);
	if (!right)
		add_spaces(out, blanks);
}

/* The columns from..to over as many lines as the longest cell needs. */
static void
add_part(struct rtk_printer *printer, struct piece *pieces,
    const size_t *widths, size_t from, size_t to)
{
	const struct rtk_printer_block *block = &printer->block;
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = from; i < to; i++) {
			enum rtk_printer_type type = block->columns[i].type;

			if (i > from)
				add_spaces(&printer->out, GAP);
			else
				add_spaces(&printer->out, i > 0 ? INDENT : 0);
			add_aligned(&printer->out,
			    take_line(&pieces[i], widths[i]), widths[i],
			    type == RTK_PRINTER_NUMBER ||
				type == RTK_PRINTER_MONEY);
			more = more || pieces[i].size > 0;
		}
		end_line(&printer->out);
	}
}

/* One row. Eats the pieces. */
static void
add_row(struct rtk_printer *printer, struct piece *pieces,
    const struct layout *layout)
{
	size_t n = printer->block.column_count, from = 0;

	for (size_t i = 1; i <= n; i++) {
		if (i < n && !layout->folds[i])
			continue;
		add_part(printer, pieces, layout->widths, from, i);
		from = i;
	}
}

static void
add_rule(struct rtk_buf *out, const struct layout *layout, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (layout->folds[i]) {
			rtk_buf_add_byte(out, '\n');
			add_spaces(out, INDENT);
		} else if (i > 0) {
			add_spaces(out, GAP);
		}
		for (size_t k = 0; k < layout->widths[i]; k++)
			rtk_buf_add_byte(out, '-');
	}
	rtk_buf_add_byte(out, '\n');
}

static void
add_table(struct rtk_printer *printer)
{
	const struct rtk_printer_block *block = &printer->block;
	size_t n = block->column_count;
	struct layout layout = find_layout(printer);
	struct piece *pieces = rtk_alloc(n * sizeof(*pieces));

	for (size_t i = 0; i < n; i++) {
		const char *title = title_of(&block->columns[i]);

		pieces[i] = (struct piece){title, strlen(title)};
	}
	add_row(printer, pieces, &layout);
	add_rule(&printer->out, &layout, n);
	for (size_t row = 0; row < printer->row_count; row++) {
		for (size_t i = 0; i < n; i++)
			pieces[i] = stored(&printer->store, row * n + i);
		add_row(printer, pieces, &layout);
	}
	free(pieces);
	free(layout.widths);
	free(layout.folds);
}

/* "title: value" with the values below each other, numbers to the right. */
static void
add_summary(struct rtk_printer *printer)
{
	const struct rtk_printer_block *block = &printer->block;
	size_t titles = 0, numbers = 0;

	for (size_t i = 0; i < block->column_count; i++) {
		const char *title = title_of(&block->columns[i]);
		size_t width = rtk_utf8_length(title, strlen(title));
		size_t value = width_of(stored(&printer->store, i));

		if (width > titles)
			titles = width;
		if (block->columns[i].type != RTK_PRINTER_STRING &&
		    block->columns[i].type != RTK_PRINTER_FLAG &&
		    value > numbers)
			numbers = value;
	}
	for (size_t i = 0; i < block->column_count; i++) {
		const char *title = title_of(&block->columns[i]);
		bool right = block->columns[i].type == RTK_PRINTER_NUMBER ||
		    block->columns[i].type == RTK_PRINTER_MONEY;

		rtk_buf_add_text(&printer->out, title);
		rtk_buf_add_byte(&printer->out, ':');
		add_spaces(&printer->out,
		    titles - rtk_utf8_length(title, strlen(title)) + 1);
		add_aligned(&printer->out, stored(&printer->store, i),
		    right ? numbers : 0, right);
		end_line(&printer->out);
	}
}

static void
text_end(struct rtk_printer *printer)
{
	if (printer->block_count > 1)
		rtk_buf_add_byte(&printer->out, '\n');
	if (printer->block.summary)
		add_summary(printer);
	else
		add_table(printer);
	rtk_buf_reset(&printer->store.bytes);
	printer->store.count = 0;
}

const struct rtk_printer_steps rtk_printer_text_steps = {
    .cell = text_cell,
    .end = text_end,
};
