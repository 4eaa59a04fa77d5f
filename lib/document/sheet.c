#include "base/base.h"

#include "document/sheet.h"

#include <stdio.h>

#define TOP 14.0f
#define BOTTOM 280.0f
#define FOOT 286.0f
#define PAD 1.0f
#define LABEL_WIDTH 42.0f
#define GRAY 0.35f
#define TINT 0.93f
#define RULE 0.7f

static const struct rtk_pdf_style plain = {
    RTK_PDF_REGULAR, 9.0f, RTK_PDF_LEFT, 0};
static const struct rtk_pdf_style strong = {
    RTK_PDF_BOLD, 9.0f, RTK_PDF_LEFT, 0};
static const struct rtk_pdf_style title = {
    RTK_PDF_BOLD, 12.0f, RTK_PDF_CENTRE, 0};
static const struct rtk_pdf_style label = {
    RTK_PDF_REGULAR, 9.0f, RTK_PDF_LEFT, GRAY};
static const struct rtk_pdf_style small = {
    RTK_PDF_REGULAR, 7.0f, RTK_PDF_LEFT, GRAY};
static const struct rtk_pdf_style cell = {
    RTK_PDF_REGULAR, 7.5f, RTK_PDF_LEFT, 0};

/* --- pages -------------------------------------------------------------- */

static void
draw_foot(const struct rtk_sheet *sheet)
{
	struct rtk_pdf_style right = small;
	char number[32];

	right.align = RTK_PDF_RIGHT;
	(void)snprintf(number, sizeof(number), "%zu", sheet->page);
	rtk_pdf_text(sheet->pdf, RTK_SHEET_LEFT, FOOT, &small, sheet->foot);
	rtk_pdf_text(sheet->pdf, RTK_SHEET_LEFT + RTK_SHEET_WIDTH, FOOT,
	    &right, number);
}

static void
new_page(struct rtk_sheet *sheet)
{
	rtk_pdf_page(sheet->pdf);
	sheet->page++;
	sheet->y = TOP;
	draw_foot(sheet);
}

void
rtk_sheet_begin(struct rtk_sheet *sheet, struct rtk_pdf *pdf,
    const struct rtk_pdf_info *info, const char *foot)
{
	*sheet = (struct rtk_sheet){.pdf = pdf, .foot = foot};
	rtk_pdf_begin(pdf, info);
	new_page(sheet);
}

void
rtk_sheet_need(struct rtk_sheet *sheet, float height)
{
	if (sheet->y + height > BOTTOM)
		new_page(sheet);
}

void
rtk_sheet_gap(struct rtk_sheet *sheet, float height)
{
	sheet->y += height;
}

/* --- text --------------------------------------------------------------- */

static void
paragraph(struct rtk_sheet *sheet, const struct rtk_pdf_style *style,
    const char *text)
{
	struct rtk_pdf_box box = {RTK_SHEET_LEFT, 0, RTK_SHEET_WIDTH, 0};

	if (text[0] == '\0')
		return;
	box.height = rtk_pdf_text_height(style, text, RTK_SHEET_WIDTH);
	rtk_sheet_need(sheet, box.height);
	box.y = sheet->y;
	sheet->y +=
	    rtk_pdf_text_wrapped(sheet->pdf, &box, style, text) + PAD;
}

void
rtk_sheet_title(struct rtk_sheet *sheet, const char *text)
{
	rtk_sheet_need(sheet, 4 * title.size_pt * RTK_PDF_MM_PER_PT);
	rtk_pdf_text(sheet->pdf, RTK_SHEET_LEFT + RTK_SHEET_WIDTH / 2,
	    sheet->y, &title, text);
	sheet->y += title.size_pt * RTK_PDF_LEADING * RTK_PDF_MM_PER_PT + PAD;
}

void
rtk_sheet_text(struct rtk_sheet *sheet, const char *text)
{
	paragraph(sheet, &plain, text);
}

void
rtk_sheet_strong(struct rtk_sheet *sheet, const char *text)
{
	paragraph(sheet, &strong, text);
}

void
rtk_sheet_pair(struct rtk_sheet *sheet, const char *name, const char *value)
{
	struct rtk_pdf_box box = {RTK_SHEET_LEFT + LABEL_WIDTH, 0,
	    RTK_SHEET_WIDTH - LABEL_WIDTH, 0};

	if (value[0] == '\0')
		return;
	box.height = rtk_pdf_text_height(&plain, value, box.width);
	rtk_sheet_need(sheet, box.height);
	box.y = sheet->y;
	rtk_pdf_text(sheet->pdf, RTK_SHEET_LEFT, sheet->y, &label, name);
	sheet->y +=
	    rtk_pdf_text_wrapped(sheet->pdf, &box, &plain, value) + PAD / 2;
}

void
rtk_sheet_picture(struct rtk_sheet *sheet,
    const struct rtk_pdf_bitmap *bitmap, float side, const char *caption)
{
	struct rtk_pdf_box box = {RTK_SHEET_LEFT, 0, side, side};

	rtk_sheet_need(sheet, side);
	box.y = sheet->y;
	rtk_pdf_picture(sheet->pdf, &box, bitmap);
	box.x += side + 4 * PAD;
	box.width = RTK_SHEET_WIDTH - side - 4 * PAD;
	(void)rtk_pdf_text_wrapped(sheet->pdf, &box, &plain, caption);
	sheet->y += side + PAD;
}

/* --- tables ------------------------------------------------------------- */

static float
row_height(const struct rtk_sheet *sheet, const char *const *cells)
{
	float height = 0;

	for (size_t i = 0; i < sheet->column_count; i++) {
		float own = rtk_pdf_text_height(
		    &cell, cells[i], sheet->columns[i].width - 2 * PAD);

		if (own > height)
			height = own;
	}
	return height + PAD;
}

static void
draw_row(struct rtk_sheet *sheet, const char *const *cells,
    const struct rtk_pdf_style *base)
{
	float height = row_height(sheet, cells), x = RTK_SHEET_LEFT;
	struct rtk_pdf_box rule = {
	    RTK_SHEET_LEFT, sheet->y + height, RTK_SHEET_WIDTH, 0};

	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct rtk_sheet_column *column = &sheet->columns[i];
		struct rtk_pdf_box box = {x + PAD, sheet->y + PAD / 2,
		    column->width - 2 * PAD, height};
		struct rtk_pdf_style style = *base;

		style.align = column->align;
		(void)rtk_pdf_text_wrapped(sheet->pdf, &box, &style, cells[i]);
		x += column->width;
	}
	rtk_pdf_line(sheet->pdf, &rule, 0.4f, RULE);
	sheet->y += height;
}

static void
draw_head(struct rtk_sheet *sheet)
{
	const char *titles[32];
	struct rtk_pdf_style style = cell;
	struct rtk_pdf_box box = {
	    RTK_SHEET_LEFT, sheet->y, RTK_SHEET_WIDTH, 0};

	RTK_ASSERT(sheet->column_count <= RTK_COUNT(titles));
	for (size_t i = 0; i < sheet->column_count; i++)
		titles[i] = sheet->columns[i].title;
	style.gray = GRAY;
	box.height = row_height(sheet, titles);
	rtk_pdf_fill(sheet->pdf, &box, TINT);
	draw_row(sheet, titles, &style);
}

void
rtk_sheet_table(struct rtk_sheet *sheet,
    const struct rtk_sheet_column *columns, size_t count)
{
	sheet->columns = columns;
	sheet->column_count = count;
	rtk_sheet_need(sheet, 20);
	draw_head(sheet);
}

void
rtk_sheet_row(struct rtk_sheet *sheet, const char *const *cells, bool bold)
{
	struct rtk_pdf_style style = cell;

	if (bold)
		style.weight = RTK_PDF_BOLD;
	if (sheet->y + row_height(sheet, cells) > BOTTOM) {
		new_page(sheet);
		draw_head(sheet);
	}
	draw_row(sheet, cells, &style);
}

void
rtk_sheet_table_end(struct rtk_sheet *sheet)
{
	sheet->columns = NULL;
	sheet->column_count = 0;
	sheet->y += 2 * PAD;
}
