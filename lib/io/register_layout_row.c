/* The rows of a register by its layout. */
#include "base/base.h"

#include "io/register_layout_state.h"

#include <string.h>

#include "base/array.h"
#include "io/pattern.h"
#include "io/register_row.h"
#include "num/decimal.h"

enum { READING_PARTS = 3 }; /* serial, service, value */

struct rtk_bank_text
rtk_layout_keep(struct rtk_layout_parser *parser, struct rtk_bank_text text)
{
	const struct rtk_bankfile *file = parser->file;

	if (text.size == 0)
		return (struct rtk_bank_text){"", 0};
	if (text.bytes >= file->text && text.bytes < file->text + file->size)
		return text;
	text.bytes = rtk_arena_copy(file->arena, text.bytes, text.size);
	return text;
}

/* --- values ------------------------------------------------------------ */

/* What stands in a field; the text of a row, until the next row. */
static struct rtk_bank_text
field_of(const struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    enum rtk_layout_field field)
{
	const struct rtk_layout_value *value = &parser->layout->fields[field];
	struct rtk_bank_text text = {"", 0}, part = {"", 0};
	int column = parser->columns[field];

	if (column > 0 && (size_t)column <= cells->count)
		text = cells->at[column - 1];
	if (value->pattern == NULL || column == 0)
		return text;
	return rtk_pattern_match(value->pattern, text, &part)
	    ? part
	    : (struct rtk_bank_text){"", 0};
}

/* Whether the expression of a field is found in its cell. */
static bool
fits(const struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    enum rtk_layout_field field)
{
	const struct rtk_pattern *pattern =
	    parser->layout->fields[field].pattern;
	int column = parser->columns[field];

	if (column == 0 || (size_t)column > cells->count)
		return false;
	if (pattern == NULL)
		return cells->at[column - 1].size > 0;
	return rtk_pattern_match(pattern, cells->at[column - 1], NULL);
}

int
rtk_layout_sum(const struct rtk_layout *layout, struct rtk_kop *out,
    struct rtk_bank_text text, const char *column, struct rtk_err *err)
{
	char other = layout->decimal == ',' ? '.' : ',';
	int64_t kop;

	if (layout->decimal != '\0' && text.size > 0 &&
	    memchr(text.bytes, other, text.size) != NULL) {
		(void)rtk_fail(err, RTK_E_NUM_CHAR);
		return rtk_err_cell(err, column, text.bytes, text.size);
	}
	if (!layout->spaces)
		return rtk_bankfile_sum(out, text, column, err);
	if (rtk_decimal_parse(
		&kop, text.bytes, text.size, RTK_KOP_SCALE, err) != 0)
		return rtk_err_cell(err, column, text.bytes, text.size);
	out->v = kop;
	return 0;
}

static int
read_row_sum(const struct rtk_layout_parser *parser,
    const struct rtk_cells *cells, enum rtk_layout_field field,
    struct rtk_kop *out, struct rtk_err *err)
{
	static const char *const names[] = {[RTK_LAYOUT_SUM] = "sum",
	    [RTK_LAYOUT_TRANSFER] = "transfer",
	    [RTK_LAYOUT_COMMISSION] = "commission"};

	if (rtk_layout_sum(parser->layout, out, field_of(parser, cells, field),
		names[field], err) != 0)
		return -1;
	if (parser->layout->fields[field].minus)
		out->v = -out->v;
	return 0;
}

/* --- a row ------------------------------------------------------------- */

static int
read_sums(const struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    struct rtk_payment *row, struct rtk_err *err)
{
	struct rtk_payment_sums sums = {
	    .has_transfer = parser->columns[RTK_LAYOUT_TRANSFER] > 0,
	    .has_commission = parser->columns[RTK_LAYOUT_COMMISSION] > 0};
	int sign = fits(parser, cells, RTK_LAYOUT_REFUND) ? -1 : 1;

	if (read_row_sum(parser, cells, RTK_LAYOUT_SUM, &sums.gross, err) != 0)
		return -1;
	if (sums.has_transfer &&
	    read_row_sum(
		parser, cells, RTK_LAYOUT_TRANSFER, &sums.transfer, err) != 0)
		return -1;
	if (sums.has_commission &&
	    read_row_sum(parser, cells, RTK_LAYOUT_COMMISSION, &sums.commission,
		err) != 0)
		return -1;
	if (rtk_payment_complete(&sums, err) != 0)
		return -1;
	/* a refund that says so and has a minus as well is none of both */
	if (sign < 0 && sums.gross.v < 0) {
		(void)rtk_fail(err, RTK_E_NUM_RANGE);
		return rtk_err_cell(err, "sum", "", 0);
	}
	row->gross.v = sign * sums.gross.v;
	row->transfer.v = sign * sums.transfer.v;
	row->commission.v = sign * sums.commission.v;
	return 0;
}

static int
read_day(const struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    struct rtk_payment *row, struct rtk_err *err)
{
	struct rtk_bank_text text = field_of(parser, cells, RTK_LAYOUT_DATE);

	if (text.size == 0 && !rtk_date_is_none(parser->date))
		row->date = parser->date;
	else if (rtk_bankfile_date(&row->date, text, "date", err) != 0)
		return -1;
	return rtk_bankfile_time(&row->time_s,
	    field_of(parser, cells, RTK_LAYOUT_TIME), "time", err);
}

static int
read_text(struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    enum rtk_layout_field field, struct rtk_bank_text *out, struct rtk_err *err)
{
	static const char *const names[] = {
	    [RTK_LAYOUT_OPERATION] = "operation",
	    [RTK_LAYOUT_ACCOUNT] = "account",
	    [RTK_LAYOUT_CHANNEL] = "channel",
	    [RTK_LAYOUT_PAYMENT] = "payment"};
	struct rtk_bank_text text = field_of(parser, cells, field);

	if (rtk_register_row_check(text, names[field], err) != 0)
		return -1;
	*out = rtk_layout_keep(parser, text);
	return 0;
}

static int
read_row(struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    struct rtk_payment *row, struct rtk_err *err)
{
	*row = (struct rtk_payment){.raw = cells->raw,
	    .raw_size = (uint32_t)cells->raw_size,
	    .line = (int32_t)cells->line,
	    .period =
		rtk_payment_period(field_of(parser, cells, RTK_LAYOUT_PERIOD)),
	    .penalty = fits(parser, cells, RTK_LAYOUT_PENALTY)};
	if (parser->columns[RTK_LAYOUT_KIND] > 0 &&
	    !fits(parser, cells, RTK_LAYOUT_KIND)) {
		const struct rtk_bank_text *kind =
		    &cells->at[parser->columns[RTK_LAYOUT_KIND] - 1];

		(void)rtk_failf(err, RTK_E_BANK_LINE, "%s", "kind");
		return rtk_err_cell(err, "kind", kind->bytes, kind->size);
	}
	if (read_day(parser, cells, row, err) != 0 ||
	    read_sums(parser, cells, row, err) != 0 ||
	    read_text(parser, cells, RTK_LAYOUT_OPERATION, &row->operation,
		err) != 0 ||
	    read_text(parser, cells, RTK_LAYOUT_ACCOUNT, &row->account, err) !=
		0 ||
	    read_text(parser, cells, RTK_LAYOUT_CHANNEL, &row->channel, err) !=
		0)
		return -1;
	if (row->gross.v >= 0) {
		row->payment = (struct rtk_bank_text){"", 0};
		return 0;
	}
	return read_text(parser, cells, RTK_LAYOUT_PAYMENT, &row->payment, err);
}

/* Fields of the row, in a fixed order, and the number of the register. */
static struct rtk_bank_text
identity_of(struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    const struct rtk_payment *row)
{
	const uint32_t number = UINT32_C(1) << RTK_LAYOUT_FIELDS;
	uint32_t identity = parser->layout->identity;
	struct rtk_bank_text text = {"", 0};
	struct rtk_bank_text of_file = parser->figures[RTK_FIGURE_NUMBER].text;
	char date[RTK_DATE_TEXT], sum[RTK_DECIMAL_TEXT];
	struct rtk_buf buf = {0};

	/* a register without its number can be any */
	if (identity == 0 || row->operation.size > 0 ||
	    ((identity & number) != 0 && of_file.size == 0))
		return text;
	if ((identity & number) != 0)
		rtk_buf_add(&buf, of_file.bytes, of_file.size);
	for (int i = 0; i < RTK_LAYOUT_FIELDS; i++) {
		if ((identity & UINT32_C(1) << i) == 0)
			continue;
		text = field_of(parser, cells, (enum rtk_layout_field)i);
		rtk_buf_add_byte(&buf, '|');
		/* in one form, however the bank wrote them this time */
		if (i == RTK_LAYOUT_DATE)
			rtk_buf_add_text(&buf, rtk_date_text(date, row->date));
		else if (i == RTK_LAYOUT_SUM)
			rtk_buf_add_text(&buf,
			    rtk_decimal_text(
				sum, row->gross.v, RTK_KOP_SCALE, 2));
		else
			rtk_buf_add(&buf, text.bytes, text.size);
	}
	text.bytes = rtk_arena_copy(parser->file->arena, buf.bytes, buf.size);
	text.size = buf.size;
	rtk_buf_release(&buf);
	return text;
}

static struct rtk_bank_text
service_of(const struct rtk_layout *layout, struct rtk_bank_text theirs)
{
	for (size_t i = 0; i < layout->word_count; i++)
		if (rtk_bank_text_same(layout->words[i].theirs, theirs))
			return (struct rtk_bank_text){layout->words[i].ours,
			    strlen(layout->words[i].ours)};
	return theirs;
}

/* Readings that came along: each has a value, or there is none. */
static void
add_readings(struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    const struct rtk_payment *row)
{
	struct rtk_payments *out = &parser->out;
	struct rtk_payment_reading reading = {.raw = row->raw,
	    .raw_size = row->raw_size,
	    .line = row->line,
	    .date = row->date,
	    .account = row->account};

	for (int i = RTK_LAYOUT_READING; i < RTK_LAYOUT_FIELDS;
	     i += READING_PARTS) {
		struct rtk_bank_text part[READING_PARTS];

		for (int k = 0; k < READING_PARTS; k++)
			part[k] = rtk_layout_keep(parser,
			    field_of(
				parser, cells, (enum rtk_layout_field)(i + k)));
		if (part[2].size == 0)
			continue;
		reading.serial = part[0];
		reading.service = rtk_layout_keep(
		    parser, service_of(parser->layout, part[1]));
		reading.value = part[2];
		out->readings = rtk_array_grow(out->readings,
		    &parser->reading_room, out->reading_count, sizeof(reading));
		out->readings[out->reading_count++] = reading;
	}
}

static void
add_row(struct rtk_layout_parser *parser, const struct rtk_cells *cells,
    const struct rtk_payment *row)
{
	struct rtk_payments *out = &parser->out;

	out->rows = rtk_array_grow(
	    out->rows, &parser->row_room, out->row_count, sizeof(*row));
	parser->identities =
	    rtk_array_grow(parser->identities, &parser->identity_room,
		out->row_count, sizeof(*parser->identities));
	parser->identities[out->row_count] = identity_of(parser, cells, row);
	out->rows[out->row_count++] = *row;
	add_readings(parser, cells, row);
}

/* The free column takes what is more than the row should have. */
static int
arrange(const struct rtk_layout_parser *parser, struct rtk_cells *cells,
    struct rtk_err *err)
{
	const struct rtk_layout *layout = parser->layout;
	size_t wanted = (size_t)layout->columns_min, free, more;

	if (layout->free > 0 && cells->count > wanted &&
	    cells->count <= RTK_CELLS_MAX) {
		free = (size_t)layout->free;
		more = cells->count - wanted;
		memmove(cells->at + free, cells->at + free + more,
		    (wanted - free) * sizeof(cells->at[0]));
		cells->count = wanted;
	}
	if (cells->count < wanted || cells->count > (size_t)layout->columns_max)
		return rtk_failf(err, RTK_E_BANK_COLUMNS, "%zu <> %zu",
		    cells->count, wanted);
	return 0;
}

int
rtk_layout_take_row(struct rtk_layout_parser *parser, struct rtk_cells *cells,
    struct rtk_err *err)
{
	struct rtk_payment row;

	if (arrange(parser, cells, err) == 0 &&
	    fits(parser, cells, RTK_LAYOUT_PASS))
		return 0;
	if (++parser->line_count > RTK_BANKFILE_ROWS_MAX)
		return rtk_failf(
		    err, RTK_E_CSV_TOO_MANY_ROWS, "%d", RTK_BANKFILE_ROWS_MAX);
	if (err->fault != RTK_E_NONE || read_row(parser, cells, &row, err) != 0)
		return -1;
	add_row(parser, cells, &row);
	return 0;
}
