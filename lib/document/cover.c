#include "base/base.h"

#include "document/cover.h"

#include <stdio.h>

#include "document/russian.h"
#include "io/pdf_text.h"

enum { COLUMNS = 2, ROWS = 54, TEXT = 512 };

#define LEFT 11.0f
#define WIDTH 188.0f
#define GAP 6.0f
#define TOP 38.0f
#define ROW 4.5f
#define PAGE_WIDTH 11.0f
#define ACCOUNT_WIDTH 24.0f

#define WORD_COVER "Платежные документы за %s"
#define WORD_COUNTS "Документов: %zu, страниц файла: %zu"
#define WORD_SHEET "Опись, лист %zu из %zu"
#define WORD_DRAFT " (ПРОЕКТ)"
#define WORD_PAGE "Стр."
#define WORD_ACCOUNT "Лицевой счет"
#define WORD_PLACE "Адрес"

static const struct rtk_pdf_style title = {RTK_PDF_BOLD, 13, 0, 0};
static const struct rtk_pdf_style plain = {RTK_PDF_REGULAR, 9, 0, 0};
static const struct rtk_pdf_style label = {RTK_PDF_REGULAR, 7.5f, 0, 0.35f};

size_t
rtk_cover_pages(size_t count)
{
	size_t pages = (count + COLUMNS * ROWS - 1) / (COLUMNS * ROWS);

	return pages > 0 ? pages : 1;
}

static void
put(struct rtk_pdf *pdf, struct rtk_pdf_box *at, float width,
    const struct rtk_pdf_style *style, const char *text)
{
	struct rtk_pdf_box box = {at->x, at->y, width - 1, ROW};

	rtk_pdf_text_fit(pdf, &box, style, text);
	at->x += width;
}

/* Page, account and place side by side. */
static void
draw_row(struct rtk_pdf *pdf, struct rtk_pdf_box at,
    const struct rtk_pdf_style *style, const char *const cells[3])
{
	float width = (WIDTH - GAP) / COLUMNS;

	put(pdf, &at, PAGE_WIDTH, style, cells[0]);
	put(pdf, &at, ACCOUNT_WIDTH, style, cells[1]);
	put(pdf, &at, width - PAGE_WIDTH - ACCOUNT_WIDTH, style, cells[2]);
}

static void
draw_head(struct rtk_pdf *pdf, const struct rtk_cover *c, size_t sheet)
{
	struct rtk_pdf_box box = {LEFT, 10, WIDTH, 0};
	struct rtk_pdf_box rule = {LEFT, TOP - 1, WIDTH, 0};
	char month[RTK_RUSSIAN_TEXT], text[TEXT];

	(void)snprintf(text, sizeof(text), WORD_COVER "%s",
	    rtk_russian_month(month, c->period), c->draft ? WORD_DRAFT : "");
	rtk_pdf_text_fit(pdf, &box, &title, text);
	box.y = 17;
	rtk_pdf_text_fit(pdf, &box, &title, c->bundle);
	(void)snprintf(text, sizeof(text), WORD_COUNTS, c->count, c->pages);
	rtk_pdf_text(pdf, LEFT, 24, &plain, text);
	box.y = 28;
	rtk_pdf_text_fit(pdf, &box, &label, c->company);
	(void)snprintf(text, sizeof(text), WORD_SHEET, sheet + 1,
	    rtk_cover_pages(c->count));
	rtk_pdf_text(pdf, LEFT, 287, &label, text);
	rtk_pdf_line(pdf, &rule, 0.8f, 0);
}

/* The entry number `place` of its sheet, with a head over its column. */
static void
draw_entry(struct rtk_pdf *pdf, const struct rtk_cover_entry *entry,
    size_t place)
{
	static const char *const words[] = {
	    WORD_PAGE, WORD_ACCOUNT, WORD_PLACE};
	size_t column = place / ROWS, row = place % ROWS;
	float left = LEFT + (float)column * ((WIDTH + GAP) / COLUMNS);
	struct rtk_pdf_box head = {left, TOP - ROW - 1, 0, 0};
	struct rtk_pdf_box at = {left, TOP + (float)row * ROW, 0, 0};
	char page[24];
	const char *const cells[] = {page, entry->account, entry->place};

	(void)snprintf(page, sizeof(page), "%zu", entry->page);
	if (row == 0)
		draw_row(pdf, head, &label, words);
	draw_row(pdf, at, &plain, cells);
}

void
rtk_cover_draw(struct rtk_pdf *pdf, const struct rtk_cover *c)
{
	size_t on_sheet = (size_t)COLUMNS * ROWS;

	for (size_t i = 0; i < c->count; i++) {
		if (i % on_sheet == 0) {
			rtk_pdf_page(pdf);
			draw_head(pdf, c, i / on_sheet);
		}
		draw_entry(pdf, &c->entries[i], i % on_sheet);
	}
}
