#include "base/base.h"

#include "document/invoice_parts.h"

#include <stdio.h>

#include "document/invoice_words.h"
#include "document/russian.h"

enum { TEXT = 512, COLUMNS_MAX = 12 };

#define PAD 0.7f      /* over and under the text of a row */
#define CELL_PAD 0.8f /* left and right in a cell */
#define HEAD_GAP 2.0f /* over a heading */
#define SMALL_HEAD 4.6f
#define NOTICE_GAP 0.8f /* under each */

static const struct rtk_pdf_style regular = {RTK_PDF_REGULAR, 8, 0, 0};
static const struct rtk_pdf_style bold = {RTK_PDF_BOLD, 8, 0, 0};
static const struct rtk_pdf_style heading = {RTK_PDF_BOLD, 9.5f, 0, 0};
static const struct rtk_pdf_style remark = {
    RTK_PDF_REGULAR, 7, 0, INVOICE_GRAY};
static const struct rtk_pdf_style change = {RTK_PDF_REGULAR, 8.5f, 0, 0};
static const struct rtk_pdf_style notice = {RTK_PDF_BOLD, 8.5f, 0, 0};

struct column {
	const char *title;
	float width;
	enum rtk_pdf_align align;
};

static const struct column individual_columns[] = {
    {WORD_SERVICE, 36, RTK_PDF_LEFT},
    {WORD_UNIT, 11, RTK_PDF_CENTRE},
    {WORD_VOLUME, 17, RTK_PDF_RIGHT},
    {WORD_COMMON, 17, RTK_PDF_RIGHT},
    {WORD_METHOD, 15, RTK_PDF_CENTRE},
    {WORD_PRICE, 17, RTK_PDF_RIGHT},
    {WORD_CHARGE, 18, RTK_PDF_RIGHT},
    {WORD_RAISING, 11, RTK_PDF_CENTRE},
    {WORD_RAISING_SUM, 14, RTK_PDF_RIGHT},
    {WORD_RECALCULATION, 15, RTK_PDF_RIGHT},
    {WORD_LINE_TOTAL, 17, RTK_PDF_RIGHT},
};

static const struct column legal_columns[] = {
    {WORD_SERVICE, 32, RTK_PDF_LEFT},
    {WORD_UNIT, 10, RTK_PDF_CENTRE},
    {WORD_VOLUME, 16, RTK_PDF_RIGHT},
    {WORD_COMMON, 15, RTK_PDF_RIGHT},
    {WORD_METHOD, 14, RTK_PDF_CENTRE},
    {WORD_PRICE, 16, RTK_PDF_RIGHT},
    {WORD_CHARGE, 17, RTK_PDF_RIGHT},
    {WORD_RAISING, 10, RTK_PDF_CENTRE},
    {WORD_RAISING_SUM, 12, RTK_PDF_RIGHT},
    {WORD_RECALCULATION, 14, RTK_PDF_RIGHT},
    {WORD_VAT, 15, RTK_PDF_RIGHT},
    {WORD_LINE_TOTAL, 17, RTK_PDF_RIGHT},
};

static const struct column recalculation_columns[] = {
    {WORD_SERVICE, 36, RTK_PDF_LEFT},
    {WORD_PERIOD, 26, RTK_PDF_LEFT},
    {WORD_GROUND, 106, RTK_PDF_LEFT},
    {WORD_SUM, 20, RTK_PDF_RIGHT},
};

static const struct column meter_columns[] = {
    {WORD_SERVICE, 36, RTK_PDF_LEFT},
    {WORD_SERIAL, 30, RTK_PDF_LEFT},
    {WORD_UNIT, 12, RTK_PDF_CENTRE},
    {WORD_PREVIOUS, 40, RTK_PDF_RIGHT},
    {WORD_CURRENT, 40, RTK_PDF_RIGHT},
    {WORD_VERIFIED, 30, RTK_PDF_RIGHT},
};

static const struct column house_columns[] = {
    {WORD_SERVICE, 36, RTK_PDF_LEFT},
    {WORD_UNIT, 12, RTK_PDF_CENTRE},
    {WORD_HOUSE_METER, 40, RTK_PDF_RIGHT},
    {WORD_ROOMS, 40, RTK_PDF_RIGHT},
    {WORD_NORM, 60, RTK_PDF_RIGHT},
};

static const char *const methods[RTK_METHODS] = {
    [RTK_BY_NORM] = WORD_BY_NORM,
    [RTK_BY_METER] = WORD_BY_METER,
    [RTK_BY_AVERAGE] = WORD_BY_AVERAGE,
    [RTK_BY_HOUSE_METER] = WORD_BY_HOUSE_METER,
    [RTK_BY_NOTHING] = WORD_NONE,
    [RTK_BY_CALCULATION] = WORD_BY_CALCULATION,
};

struct table {
	const struct column *columns;
	size_t count;
	bool strong_end; /* the last column is bold */
};

static struct table
line_table(const struct rtk_invoice *invoice)
{
	if (invoice->legal_entity)
		return (struct table){
		    legal_columns, RTK_COUNT(legal_columns), true};
	return (struct table){
	    individual_columns, RTK_COUNT(individual_columns), true};
}

/* --- parts ------------------------------------------------------------- */

static float
line_height(const struct rtk_pdf_style *style)
{
	return style->size_pt * RTK_PDF_LEADING * RTK_PDF_MM_PER_PT;
}

static void
draw_rule(struct rtk_pdf *pdf, float y)
{
	struct rtk_pdf_box rule = {INVOICE_LEFT, y, INVOICE_WIDTH, 0};

	rtk_pdf_line(pdf, &rule, 0.4f, INVOICE_RULE);
}

/* The titles of the columns on a tinted ground, centred in the height. */
static void
draw_head(struct rtk_pdf *pdf, struct table table, float y, float height)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, y, INVOICE_WIDTH, height};
	struct rtk_pdf_style style = {RTK_PDF_REGULAR, 6.5f, RTK_PDF_CENTRE, 0};

	rtk_pdf_fill(pdf, &box, INVOICE_TINT);
	for (size_t i = 0; i < table.count; i++) {
		const struct column *column = &table.columns[i];
		float width = column->width - 2 * CELL_PAD;
		float text = rtk_pdf_text_height(&style, column->title, width);
		struct rtk_pdf_box cell = {box.x + CELL_PAD,
		    y + (text < height ? (height - text) / 2 : 0), width,
		    height};

		style.align = column->align;
		(void)rtk_pdf_text_boxed(pdf, &cell, &style, column->title);
		box.x += column->width;
	}
}

/* One line of cells; NULL: nothing stands there. */
static void
draw_cells(
    struct rtk_pdf *pdf, struct table table, float y, const char *const *texts)
{
	float x = INVOICE_LEFT;

	for (size_t i = 0; i < table.count; i++) {
		const struct column *column = &table.columns[i];
		struct rtk_pdf_box cell = {
		    x + CELL_PAD, y, column->width - 2 * CELL_PAD, 0};
		bool end = i + 1 == table.count;
		bool strong = i == 0 || (table.strong_end && end);
		struct rtk_pdf_style style = strong ? bold : regular;

		style.align = column->align;
		rtk_invoice_put(pdf, &cell, &style, texts[i]);
		x += column->width;
	}
}

static void
draw_heading(struct rtk_pdf *pdf, float y, const char *text)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, y, INVOICE_WIDTH, 0};

	rtk_invoice_put(pdf, &box, &heading, text);
}

/* --- lines ------------------------------------------------------------- */

static bool
present(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static float
line_row_height(const struct rtk_invoice_line *line)
{
	float height = 2 * PAD + line_height(&bold);

	if (present(line->component))
		height += line_height(&regular);
	if (present(line->note))
		height += rtk_pdf_text_height(
		    &remark, line->note, INVOICE_WIDTH - 2 * CELL_PAD);
	return height;
}

static void
draw_line_head(struct rtk_pdf *pdf, const struct rtk_invoice *invoice, float y)
{
	char month[RTK_RUSSIAN_TEXT], text[TEXT];

	(void)snprintf(text, sizeof(text), WORD_LINES,
	    rtk_russian_month(month, invoice->period));
	draw_heading(pdf, y, text);
	draw_head(pdf, line_table(invoice), y + INVOICE_TITLE_HEIGHT,
	    INVOICE_TABLE_HEAD);
}

/* A sum that most lines do not have: a dash for zero. */
static const char *
money_or_dash(char text[RTK_RUSSIAN_TEXT], struct rtk_kop sum)
{
	return sum.v != 0 ? rtk_russian_money(text, sum) : WORD_NONE;
}

/* Component and note under the first line of a row. */
static void
draw_line_rest(struct rtk_pdf *pdf, const struct rtk_invoice_line *line,
    float column_width, float y)
{
	struct rtk_pdf_box box = {
	    INVOICE_LEFT + CELL_PAD, y, column_width - 2 * CELL_PAD, 0};

	if (present(line->component)) {
		rtk_invoice_put(pdf, &box, &regular, line->component);
		box.y += line_height(&regular);
	}
	box.width = INVOICE_WIDTH - 2 * CELL_PAD;
	if (present(line->note))
		(void)rtk_pdf_text_wrapped(pdf, &box, &remark, line->note);
}

/* A row of hot water for common property has none in the premises. */
static bool
for_all_alone(const struct rtk_invoice_line *line)
{
	return present(line->component) && line->has_common &&
	    line->volume.v == 0;
}

static void
draw_line(struct rtk_pdf *pdf, const struct rtk_invoice *invoice,
    const struct rtk_invoice_line *line, float y)
{
	struct table table = line_table(invoice);
	char text[COLUMNS_MAX][RTK_RUSSIAN_TEXT];
	const char *cells[COLUMNS_MAX] = {
	    line->service,
	    line->unit,
	    for_all_alone(line) ? WORD_NONE
				: rtk_russian_number(text[2], line->volume.v,
				      RTK_MICRO_SCALE, line->decimals),
	    line->has_common ? rtk_russian_number(text[3], line->common.v,
				   RTK_MICRO_SCALE, line->decimals)
			     : WORD_NONE,
	    methods[line->method],
	    rtk_russian_number(text[5], line->price.v, RTK_PRICE_SCALE, 2),
	    rtk_russian_money(text[6], line->charge),
	    line->raising_milli != 0
		? rtk_russian_number(text[7], line->raising_milli, 3, 1)
		: WORD_NONE,
	    money_or_dash(text[8], line->raising),
	    money_or_dash(text[9], line->recalculation),
	};
	size_t last = 10;

	if (invoice->legal_entity)
		cells[last++] = rtk_russian_money(text[10], line->vat);
	cells[last] = rtk_russian_money(text[11], line->total);
	draw_cells(pdf, table, y + PAD, cells);
	draw_line_rest(
	    pdf, line, table.columns[0].width, y + PAD + line_height(&bold));
	draw_rule(pdf, y + line_row_height(line));
}

static struct rtk_kop
vat_of(const struct rtk_invoice *invoice)
{
	struct rtk_kop sum = {0};

	/* parts of totals that were checked to add up: no overflow */
	for (size_t i = 0; i < invoice->line_count; i++)
		sum.v += invoice->lines[i].vat.v;
	return sum;
}

/* The sum under the table, and the penalty on a line of its own. */
static void
draw_total(struct rtk_pdf *pdf, const struct rtk_invoice *invoice, float y)
{
	struct rtk_kop vat = vat_of(invoice);
	struct rtk_kop month = {invoice->charged.v + invoice->recalculated.v};
	struct rtk_pdf_style sum = bold;
	struct rtk_pdf_box box = {INVOICE_LEFT + CELL_PAD, y + PAD,
	    INVOICE_WIDTH - 2 * CELL_PAD - 30, 0};
	char number[RTK_RUSSIAN_TEXT], text[TEXT];

	(void)snprintf(text, sizeof(text), "%s", WORD_TOTAL);
	if (vat.v != 0)
		(void)snprintf(text, sizeof(text), WORD_TOTAL_VAT,
		    rtk_russian_money(number, vat));
	rtk_invoice_put(pdf, &box, &bold, text);
	sum.align = RTK_PDF_RIGHT;
	sum.size_pt = 9;
	rtk_pdf_text(pdf, INVOICE_RIGHT - CELL_PAD, y + PAD - 0.3f, &sum,
	    rtk_russian_money(number, month));
	if (invoice->penalty.v == 0)
		return;
	box.y += line_height(&bold) + PAD;
	rtk_invoice_put(pdf, &box, &bold, WORD_PENALTY);
	rtk_pdf_text(pdf, INVOICE_RIGHT - CELL_PAD, box.y - 0.3f, &sum,
	    rtk_russian_money(number, invoice->penalty));
}

/* --- recalculations ---------------------------------------------------- */

static const char *
ground_text(
    char text[TEXT], const struct rtk_invoice_recalculation *recalculation)
{
	(void)snprintf(text, TEXT, "%s%s%s", recalculation->ground,
	    present(recalculation->document) ? ". " : "",
	    present(recalculation->document) ? recalculation->document : "");
	return text;
}

static float
recalculation_height(const struct rtk_invoice_recalculation *recalculation)
{
	char text[TEXT];

	return 2 * PAD +
	    rtk_pdf_text_height(&regular, ground_text(text, recalculation),
		recalculation_columns[2].width - 2 * CELL_PAD);
}

static void
draw_recalculation(struct rtk_pdf *pdf,
    const struct rtk_invoice_recalculation *recalculation, float y)
{
	const struct table table = {
	    recalculation_columns, RTK_COUNT(recalculation_columns), true};
	char month[RTK_RUSSIAN_TEXT], sum[RTK_RUSSIAN_TEXT], text[TEXT];
	const char *cells[] = {recalculation->service,
	    rtk_russian_month(month, recalculation->for_period), NULL,
	    rtk_russian_money(sum, recalculation->sum)};
	struct rtk_pdf_box box = {INVOICE_LEFT + table.columns[0].width +
		table.columns[1].width + CELL_PAD,
	    y + PAD, table.columns[2].width - 2 * CELL_PAD, 0};

	draw_cells(pdf, table, y + PAD, cells);
	(void)rtk_pdf_text_wrapped(
	    pdf, &box, &regular, ground_text(text, recalculation));
	draw_rule(pdf, y + recalculation_height(recalculation));
}

/* --- meters, house ----------------------------------------------------- */

static const char *
reading_text(
    char text[TEXT], struct rtk_micro value, int decimals, struct rtk_date date)
{
	char number[RTK_RUSSIAN_TEXT], day[RTK_DATE_TEXT];

	rtk_russian_number(number, value.v, RTK_MICRO_SCALE, decimals);
	if (rtk_date_is_none(date))
		(void)snprintf(text, TEXT, "%s", number);
	else
		(void)snprintf(text, TEXT, WORD_READING_ON, number,
		    rtk_date_text_ru(day, date));
	return text;
}

static bool
verify_soon(const struct rtk_invoice *invoice, struct rtk_date until)
{
	return !rtk_date_is_none(until) && until.v <= invoice->verify_soon.v;
}

/* A warning stands by the date that is near or over. */
static const char *
verified_text(
    char text[TEXT], const struct rtk_invoice *invoice, struct rtk_date until)
{
	char day[RTK_DATE_TEXT];

	if (rtk_date_is_none(until))
		return WORD_NONE;
	rtk_date_text_ru(day, until);
	if (until.v < invoice->date.v)
		(void)snprintf(text, TEXT, WORD_VERIFY_OVER, day);
	else if (verify_soon(invoice, until))
		(void)snprintf(text, TEXT, WORD_VERIFY_SOON, day);
	else
		(void)snprintf(text, TEXT, "%s", day);
	return text;
}

static void
draw_meter(struct rtk_pdf *pdf, const struct rtk_invoice *invoice,
    const struct rtk_invoice_meter *meter, float y)
{
	const struct table table = {meter_columns, RTK_COUNT(meter_columns),
	    verify_soon(invoice, meter->verified_until)};
	char previous[TEXT], current[TEXT], verified[TEXT];
	const char *cells[] = {meter->service, meter->serial, meter->unit,
	    reading_text(previous, meter->previous, meter->decimals,
		meter->previous_date),
	    meter->has_current ? reading_text(current, meter->current,
				     meter->decimals, meter->current_date)
			       : WORD_NO_READING,
	    verified_text(verified, invoice, meter->verified_until)};

	draw_cells(pdf, table, y + PAD, cells);
	draw_rule(pdf, y + line_height(&bold) + 2 * PAD);
}

static void
draw_house_head(struct rtk_pdf *pdf, const struct rtk_invoice *invoice, float y)
{
	const struct table table = {
	    house_columns, RTK_COUNT(house_columns), false};
	char area[RTK_RUSSIAN_TEXT], text[TEXT];

	(void)snprintf(text, sizeof(text), "%s", WORD_HOUSES);
	if (invoice->total_area.v > 0)
		(void)snprintf(text, sizeof(text), WORD_HOUSES_AREA,
		    rtk_russian_number(
			area, invoice->total_area.v, RTK_AREA_SCALE, 1));
	draw_heading(pdf, y + HEAD_GAP, text);
	draw_head(pdf, table, y + HEAD_GAP + INVOICE_TITLE_HEIGHT, SMALL_HEAD);
}

static void
draw_house(struct rtk_pdf *pdf, const struct rtk_invoice_house *house, float y)
{
	const struct table table = {
	    house_columns, RTK_COUNT(house_columns), false};
	char meter[RTK_RUSSIAN_TEXT], rooms[RTK_RUSSIAN_TEXT];
	char number[RTK_RUSSIAN_TEXT], norm[TEXT] = WORD_NONE;
	const char *cells[] = {house->service, house->unit,
	    house->metered ? rtk_russian_number(meter, house->volume.v,
				 RTK_MICRO_SCALE, house->decimals)
			   : WORD_NONE,
	    rtk_russian_number(
		rooms, house->rooms.v, RTK_MICRO_SCALE, house->decimals),
	    norm};

	if (house->norm.v != 0)
		(void)snprintf(norm, sizeof(norm), "%s %s",
		    rtk_russian_number(
			number, house->norm.v, RTK_NORM_SCALE, 0),
		    house->norm_unit);
	draw_cells(pdf, table, y + PAD, cells);
	draw_rule(pdf, y + line_height(&bold) + 2 * PAD);
}

/* Of the sentences, one under the other. */
static float
notices_height(const struct rtk_invoice *invoice)
{
	float height = 0;

	for (size_t i = 0; i < invoice->notice_count; i++)
		height += rtk_pdf_text_height(&notice, invoice->notices[i],
			      INVOICE_WIDTH - 4) +
		    NOTICE_GAP;
	return height;
}

static void
draw_notices(struct rtk_pdf *pdf, const struct rtk_invoice *invoice, float y)
{
	struct rtk_pdf_box box = {
	    INVOICE_LEFT + 2, y + 2.5f, INVOICE_WIDTH - 4, 0};
	struct rtk_pdf_box frame = {INVOICE_LEFT, y + 1.5f, INVOICE_WIDTH,
	    notices_height(invoice) + 1.4f};

	rtk_pdf_frame(pdf, &frame, 0.9f, 0);
	for (size_t i = 0; i < invoice->notice_count; i++)
		box.y += rtk_pdf_text_wrapped(
			     pdf, &box, &notice, invoice->notices[i]) +
		    NOTICE_GAP;
}

static void
draw_change(struct rtk_pdf *pdf, const char *text, float y)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, y + PAD, INVOICE_WIDTH, 0};

	(void)rtk_pdf_text_wrapped(pdf, &box, &change, text);
}

/* --- blocks ------------------------------------------------------------ */

float
rtk_invoice_block_height(
    const struct rtk_invoice *invoice, const struct rtk_invoice_block *block)
{
	const float row = line_height(&bold) + 2 * PAD;

	switch (block->kind) {
	case RTK_INVOICE_LINE_HEAD:
		return INVOICE_TITLE_HEIGHT + INVOICE_TABLE_HEAD;
	case RTK_INVOICE_LINE:
		return line_row_height(&invoice->lines[block->index]);
	case RTK_INVOICE_TOTAL:
		return invoice->penalty.v != 0 ? 2 * row : row;
	case RTK_INVOICE_RECALCULATION:
		return recalculation_height(
		    &invoice->recalculations[block->index]);
	case RTK_INVOICE_METER:
	case RTK_INVOICE_HOUSE:
		return row;
	case RTK_INVOICE_CHANGE:
		return rtk_pdf_text_height(
			   &change, invoice->change, INVOICE_WIDTH) +
		    2 * PAD;
	case RTK_INVOICE_CHARTS:
		return INVOICE_CHARTS_HEIGHT;
	case RTK_INVOICE_NOTICES:
		return notices_height(invoice) + 2.9f;
	default:
		return HEAD_GAP + INVOICE_TITLE_HEIGHT + SMALL_HEAD;
	}
}

static void
draw_small_head(
    struct rtk_pdf *pdf, const char *text, struct table table, float y)
{
	draw_heading(pdf, y + HEAD_GAP, text);
	draw_head(pdf, table, y + HEAD_GAP + INVOICE_TITLE_HEIGHT, SMALL_HEAD);
}

void
rtk_invoice_block_draw(struct rtk_pdf *pdf, const struct rtk_invoice *invoice,
    const struct rtk_invoice_block *block)
{
	const struct table recalculations = {
	    recalculation_columns, RTK_COUNT(recalculation_columns), true};
	const struct table meters = {
	    meter_columns, RTK_COUNT(meter_columns), false};
	size_t i = block->index;
	float y = block->y;

	switch (block->kind) {
	case RTK_INVOICE_LINE_HEAD:
		draw_line_head(pdf, invoice, y);
		break;
	case RTK_INVOICE_LINE:
		draw_line(pdf, invoice, &invoice->lines[i], y);
		break;
	case RTK_INVOICE_TOTAL:
		draw_total(pdf, invoice, y);
		break;
	case RTK_INVOICE_RECALCULATION_HEAD:
		draw_small_head(pdf, WORD_RECALCULATIONS, recalculations, y);
		break;
	case RTK_INVOICE_RECALCULATION:
		draw_recalculation(pdf, &invoice->recalculations[i], y);
		break;
	case RTK_INVOICE_METER_HEAD:
		draw_small_head(pdf, WORD_METERS, meters, y);
		break;
	case RTK_INVOICE_METER:
		draw_meter(pdf, invoice, &invoice->meters[i], y);
		break;
	case RTK_INVOICE_HOUSE_HEAD:
		draw_house_head(pdf, invoice, y);
		break;
	case RTK_INVOICE_HOUSE:
		draw_house(pdf, &invoice->houses[i], y);
		break;
	case RTK_INVOICE_CHANGE:
		draw_change(pdf, invoice->change, y);
		break;
	case RTK_INVOICE_CHARTS:
		rtk_invoice_charts_draw(pdf, invoice, block);
		break;
	case RTK_INVOICE_NOTICES:
		draw_notices(pdf, invoice, y);
		break;
	}
}
