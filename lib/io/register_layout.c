#include "base/base.h"

#include "io/register_layout.h"

#include <stdlib.h>
#include <string.h>

#include "io/field.h"
#include "io/pattern.h"
#include "io/register_layout_state.h"
#include "io/register_row.h"
#include "text/utf8.h"

static bool
begins(const struct rtk_line *line, const char *with)
{
	size_t size = with != NULL ? strlen(with) : 0;

	return size > 0 && line->size >= size &&
	    memcmp(line->bytes, with, size) == 0;
}

/* --- head, last row, name ---------------------------------------------- */

/* The columns that titles name. */
static int
take_header(struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    struct rtk_err *err)
{
	parser->has_header = true;
	for (int i = 0; i < RTK_LAYOUT_FIELDS; i++) {
		const char *title = parser->layout->fields[i].title;
		size_t k = 0;

		if (title == NULL)
			continue;
		while (k < cells->count && k < RTK_CELLS_MAX &&
		    !rtk_field_named(
			title, cells->at[k].bytes, cells->at[k].size))
			k++;
		if (k >= cells->count || k >= RTK_CELLS_MAX)
			return rtk_failf(
			    err, RTK_E_CSV_MISSING_COLUMN, "%s", title);
		parser->columns[i] = (int)k + 1;
	}
	return 0;
}

static int
take_trailer(struct rtk_layout_parser *parser, const struct rtk_line *line,
    struct rtk_err *err)
{
	const struct rtk_layout *layout = parser->layout;
	const struct rtk_layout_value *values =
	    layout->figures[RTK_PLACE_TRAILER];
	size_t prefix = strlen(layout->trailer);
	struct rtk_line rest = {.bytes = line->bytes + prefix,
	    .size = line->size - prefix,
	    .number = line->number};
	struct rtk_cells_reader *plain =
	    rtk_cells_new(layout->delimiter, false);
	struct rtk_cells cells;
	int rc;

	parser->total_line = line->number;
	rc = rtk_cells_read(&cells, plain, &rest, NULL, err);
	for (size_t i = 0; rc == 0 && i < RTK_LAYOUT_FIGURES; i++) {
		size_t column = (size_t)values[i].column;

		if (column == 0)
			continue;
		if (column > cells.count || column > RTK_CELLS_MAX)
			rc = rtk_fail(err, RTK_E_BANK_TRAILER);
		else
			parser->figures[i] =
			    (struct rtk_layout_told){cells.at[column - 1],
				line->number, values[i].minus, true};
	}
	rtk_cells_free(plain);
	return rc;
}

/* Lines of the head, and those that are no rows. */
static int
take_meta(struct rtk_layout_parser *parser, const struct rtk_line *line,
    enum rtk_layout_place place, struct rtk_err *err)
{
	const struct rtk_layout_value *values = parser->layout->figures[place];
	struct rtk_bank_text text = {line->bytes, line->size}, part;

	for (size_t i = 0; i < RTK_LAYOUT_FIGURES; i++) {
		struct rtk_layout_told *figure = &parser->figures[i];

		if (values[i].pattern == NULL ||
		    !rtk_pattern_match(values[i].pattern, text, &part))
			continue;
		/* two sums: nobody knows which is the right one */
		if (figure->told && !rtk_bank_text_same(figure->text, part))
			return rtk_failf(
			    err, RTK_E_ROW_DOUBLED, "%ld", figure->line);
		*figure = (struct rtk_layout_told){
		    part, line->number, values[i].minus, true};
		if (i == RTK_FIGURE_DATE &&
		    rtk_bankfile_date(&parser->date, part, "date", err) != 0)
			return -1;
	}
	return 0;
}

/* --- the file ---------------------------------------------------------- */

static bool
is_blank(const struct rtk_line *line)
{
	const char *bytes = line->bytes;
	size_t size = line->size;

	rtk_utf8_trim(&bytes, &size);
	return size == 0;
}

static int
take_line(struct rtk_layout_parser *parser, const struct rtk_line *line,
    struct rtk_lines *lines, struct rtk_err *err)
{
	const struct rtk_layout *layout = parser->layout;
	struct rtk_cells cells;

	if (line->number <= layout->skip || begins(line, layout->comment))
		return take_meta(parser, line, RTK_PLACE_META, err);
	if (parser->total_line > 0)
		return rtk_fail(err, RTK_E_BANK_AFTER_TRAILER);
	if (begins(line, layout->trailer))
		return take_trailer(parser, line, err);
	if (rtk_cells_read(&cells, parser->reader, line, lines, err) != 0) {
		parser->line_count++;
		return -1;
	}
	if (layout->header && !parser->has_header)
		return take_header(parser, &cells, err);
	return rtk_layout_take_row(parser, &cells, err);
}

static void
take_lines(struct rtk_layout_parser *parser)
{
	struct rtk_lines lines;
	struct rtk_line line;

	rtk_lines_init(&lines, parser->file->text, parser->file->size);
	while (rtk_lines_next(&lines, &line)) {
		struct rtk_err fault = RTK_ERR_INIT;
		long number = line.number;

		if (!is_blank(&line) &&
		    take_line(parser, &line, &lines, &fault) != 0)
			rtk_bankfile_fault(&parser->faults, number, &fault);
		/* without its columns each row would be a fault */
		parser->broken = fault.fault == RTK_E_CSV_MISSING_COLUMN;
		if (parser->broken)
			return;
	}
}

static void
fault_at(struct rtk_layout_parser *parser, long line, enum rtk_fault id)
{
	struct rtk_err fault = RTK_ERR_INIT;

	(void)rtk_fail(&fault, id);
	rtk_bankfile_fault(&parser->faults, line, &fault);
}

static void
check_count(
    struct rtk_layout_parser *parser, const struct rtk_layout_told *figure)
{
	struct rtk_err fault = RTK_ERR_INIT;
	int32_t told = rtk_register_row_number(figure->text, 8);

	if (told < 0)
		(void)rtk_fail(&fault, RTK_E_BANK_TRAILER);
	else if ((size_t)told != parser->line_count)
		(void)rtk_failf(&fault, RTK_E_BANK_COUNT, "%ld <> %zu",
		    (long)told, parser->line_count);
	else
		return;
	(void)rtk_err_cell(
	    &fault, "count", figure->text.bytes, figure->text.size);
	rtk_bankfile_fault(&parser->faults, figure->line, &fault);
}

/* Sums of rows of which one is broken tell nothing. */
static void
check_sum(struct rtk_layout_parser *parser, enum rtk_layout_figure which,
    const struct rtk_layout_told *figure)
{
	const struct rtk_payments *out = &parser->out;
	const struct rtk_kop found[] = {[RTK_FIGURE_SUM] = out->gross,
	    [RTK_FIGURE_TRANSFER] = out->transfer,
	    [RTK_FIGURE_COMMISSION] = out->commission};
	static const char *const names[] = {[RTK_FIGURE_SUM] = "sum",
	    [RTK_FIGURE_TRANSFER] = "transfer",
	    [RTK_FIGURE_COMMISSION] = "commission"};
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_kop figures[2] = {{0}, found[which]};

	if (rtk_layout_sum(parser->layout, &figures[0], figure->text,
		names[which], &fault) != 0) {
		rtk_bankfile_fault(&parser->faults, figure->line, &fault);
		return;
	}
	if (figure->minus)
		figures[0].v = -figures[0].v;
	if (out->row_count == parser->line_count)
		rtk_payments_compare(
		    &parser->faults, figure->line, names[which], figures);
}

/* What the layout speaks of is there and holds. */
static void
check_controls(struct rtk_layout_parser *parser)
{
	const struct rtk_layout *layout = parser->layout;

	for (size_t i = 0; i < RTK_FIGURE_CONTROLS; i++) {
		const struct rtk_layout_told *figure = &parser->figures[i];
		bool due = layout->figures[RTK_PLACE_TRAILER][i].column > 0 ||
		    layout->figures[RTK_PLACE_META][i].pattern != NULL ||
		    layout->figures[RTK_PLACE_NAME][i].pattern != NULL;

		if (!due)
			continue;
		if (!figure->told) {
			/* a last row without it was told already */
			if (parser->total_line == 0 ||
			    parser->faults.count == 0)
				fault_at(parser, 0, RTK_E_BANK_NO_TRAILER);
			return;
		}
		if (i == RTK_FIGURE_COUNT)
			check_count(parser, figure);
		else
			check_sum(parser, (enum rtk_layout_figure)i, figure);
	}
}

/* The day of the order, else that of the last payment. */
static void
set_order(struct rtk_layout_parser *parser)
{
	struct rtk_payments *out = &parser->out;
	const struct rtk_layout_told *number =
	    &parser->figures[RTK_FIGURE_ORDER];
	const struct rtk_layout_told *day = &parser->figures[RTK_FIGURE_DAY];
	struct rtk_err fault = RTK_ERR_INIT;

	out->order_number = rtk_layout_keep(parser, number->text);
	out->order_date = RTK_DATE_NONE;
	if (rtk_register_row_check(out->order_number, "order", &fault) != 0 ||
	    (day->text.size > 0 &&
		rtk_bankfile_date(
		    &out->order_date, day->text, "order date", &fault) != 0)) {
		rtk_bankfile_fault(&parser->faults,
		    day->line > 0 ? day->line : number->line, &fault);
		return;
	}
	if (!rtk_date_is_none(out->order_date))
		return;
	for (size_t i = 0; i < out->row_count; i++)
		if (out->rows[i].date.v > out->order_date.v)
			out->order_date = out->rows[i].date;
}

static void
check_file(struct rtk_layout_parser *parser)
{
	const struct rtk_layout *layout = parser->layout;
	struct rtk_payments *out = &parser->out;

	bool cut = layout->trailer != NULL && parser->total_line == 0;

	if (cut)
		fault_at(parser, 0, RTK_E_BANK_NO_TRAILER);
	rtk_payments_add_up(out);
	if (!cut && !parser->broken)
		check_controls(parser);
	if (parser->line_count == 0 && parser->faults.count == 0)
		fault_at(parser, parser->total_line, RTK_E_BANK_EMPTY);
	set_order(parser);
	if (parser->faults.count == 0)
		rtk_payments_identify(
		    out, parser->identities, parser->file->arena);
	rtk_payments_check(out, &parser->faults);
}

/* Figures that the name of the file tells. */
static void
take_name(struct rtk_layout_parser *parser)
{
	const char *name = parser->file->name;
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_line line;

	for (int i = 0; i < RTK_LAYOUT_FIELDS; i++)
		parser->columns[i] = parser->layout->fields[i].column;
	parser->date = RTK_DATE_NONE;
	rtk_bankfile_own(parser->out.own_inn, parser->out.own_account, name);
	if (name == NULL)
		return;
	line = (struct rtk_line){.bytes = name, .size = strlen(name)};
	if (take_meta(parser, &line, RTK_PLACE_NAME, &fault) != 0)
		rtk_bankfile_fault(&parser->faults, 0, &fault);
}

int
rtk_register_layout_parse(struct rtk_payments *out,
    const struct rtk_layout *layout, const struct rtk_bankfile *file,
    struct rtk_err *err)
{
	struct rtk_layout_parser parser = {
	    .layout = layout, .file = file, .faults = {.file = file}};

	parser.reader = rtk_cells_new(layout->delimiter, layout->csv);
	take_name(&parser);
	take_lines(&parser);
	check_file(&parser);
	rtk_payments_hand_over(&parser.out, file->arena);
	rtk_cells_free(parser.reader);
	free(parser.identities);
	if (rtk_bankfile_verdict(&parser.faults, err) != 0)
		return -1;
	*out = parser.out;
	return 0;
}

bool
rtk_register_layout_is(
    const struct rtk_layout *layout, const char *text, size_t size)
{
	struct rtk_lines lines;
	struct rtk_line line;

	if (layout->detect == NULL)
		return false;
	rtk_lines_init(&lines, text, size);
	do {
		if (!rtk_lines_next(&lines, &line))
			return false;
	} while (is_blank(&line));
	return rtk_pattern_match(layout->detect,
	    (struct rtk_bank_text){line.bytes, line.size}, NULL);
}
