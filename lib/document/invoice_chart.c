/* What was used month by month, as bars: one chart a service. */
#include "base/base.h"

#include "document/invoice_parts.h"

#include <stdio.h>

#include "document/invoice_words.h"
#include "document/russian.h"

enum { TEXT = 256, MONTHS = 12 };

#define GAP 6.0f         /* between two charts */
#define HEAD_TOP 1.6f    /* over the title */
#define HEAD_HEIGHT 4.2f /* of the title */
#define VALUE_HEIGHT 2.7f
#define LABEL_HEIGHT 5.8f

#define BAR_SHARE 0.64f /* of the width of a month */
#define GRAY_BAR 0.74f
#define GRAY_NOW 0.25f

static const struct rtk_pdf_style title = {RTK_PDF_BOLD, 8.5f, 0, 0};
static const struct rtk_pdf_style value = {
    RTK_PDF_REGULAR, 6, RTK_PDF_CENTRE, 0};
static const struct rtk_pdf_style strong = {
    RTK_PDF_BOLD, 6, RTK_PDF_CENTRE, 0};

/* The place of a month of a chart. */
struct slot {
	struct rtk_pdf_box box; /* of the bars */
	int month;		/* from 0: a year ago */
};

static bool
is_marked(int month)
{
	return month == 0 || month == RTK_INVOICE_MONTHS - 1;
}

static const char *
short_month(struct rtk_period period)
{
	static const char *const names[MONTHS] = {"янв", "фев", "мар", "апр",
	    "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"};

	return names[rtk_period_month(period) - 1];
}

/* Below nothing no bar is drawn, but its number is printed. */
static int64_t
highest(const struct rtk_invoice_chart *chart)
{
	int64_t max = 1;

	for (int i = 0; i < RTK_INVOICE_MONTHS; i++)
		if (chart->known[i] && chart->volumes[i].v > max)
			max = chart->volumes[i].v;
	return max;
}

/* As many as a narrow column holds. */
static int
decimals_of(const struct rtk_invoice_chart *chart)
{
	int64_t max = highest(chart);

	return max < 100 * RTK_MICRO ? 2 : max < 1000 * RTK_MICRO ? 1 : 0;
}

static void
draw_bar(struct rtk_pdf *pdf, const struct rtk_invoice_chart *chart,
    const struct slot *slot)
{
	int64_t volume = chart->volumes[slot->month].v;
	struct rtk_pdf_box bar = slot->box;
	char number[RTK_RUSSIAN_TEXT];
	struct rtk_pdf_box text = slot->box;

	bar.height = volume <= 0 ? 0
				 : (float)((double)volume /
				       (double)highest(chart)) *
		slot->box.height;
	bar.y += slot->box.height - bar.height;
	bar.x += bar.width * (1 - BAR_SHARE) / 2;
	bar.width *= BAR_SHARE;
	if (volume > 0)
		rtk_pdf_fill(pdf, &bar,
		    slot->month == RTK_INVOICE_MONTHS - 1 ? GRAY_NOW
							  : GRAY_BAR);
	if (volume > 0 && slot->month == 0)
		rtk_pdf_frame(pdf, &bar, 0.9f, 0);
	text.y = bar.y - VALUE_HEIGHT;
	text.height = 0;
	rtk_invoice_put(pdf, &text, is_marked(slot->month) ? &strong : &value,
	    rtk_russian_rounded(
		number, volume, RTK_MICRO_SCALE, decimals_of(chart)));
}

static void
draw_label(struct rtk_pdf *pdf, struct rtk_period period,
    const struct slot *slot)
{
	const struct rtk_pdf_style *style =
	    is_marked(slot->month) ? &strong : &value;
	float x = slot->box.x + slot->box.width / 2;
	float y = slot->box.y + slot->box.height + 0.6f;
	char year[TEXT];

	rtk_pdf_text(pdf, x, y, style, short_month(period));
	if (!is_marked(slot->month) && rtk_period_month(period) != 1)
		return;
	(void)snprintf(year, sizeof(year), "%d", (int)rtk_period_year(period));
	rtk_pdf_text(pdf, x, y + 2.5f, style, year);
}

static void
draw_chart(struct rtk_pdf *pdf, const struct rtk_invoice *invoice,
    const struct rtk_invoice_chart *chart, const struct rtk_pdf_box *box)
{
	struct rtk_pdf_box head = {box->x, box->y, box->width, 0};
	float bars = box->height - HEAD_HEIGHT - VALUE_HEIGHT - LABEL_HEIGHT;
	struct rtk_pdf_box base = {
	    box->x, box->y + box->height - LABEL_HEIGHT, box->width, 0};
	char text[TEXT];

	(void)snprintf(
	    text, sizeof(text), WORD_CHART, chart->service, chart->unit);
	rtk_invoice_put(pdf, &head, &title, text);
	rtk_pdf_line(pdf, &base, 0.5f, 0);
	for (int i = 0; i < RTK_INVOICE_MONTHS; i++) {
		struct slot slot = {.month = i,
		    .box = {0, base.y - bars,
			box->width / RTK_INVOICE_MONTHS, bars}};
		struct rtk_period period = {
		    invoice->period.v - (RTK_INVOICE_MONTHS - 1 - i)};

		slot.box.x = box->x + slot.box.width * (float)i;
		if (chart->known[i])
			draw_bar(pdf, chart, &slot);
		draw_label(pdf, period, &slot);
	}
}

void
rtk_invoice_charts_draw(struct rtk_pdf *pdf,
    const struct rtk_invoice *invoice, const struct rtk_invoice_block *block)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, block->y + HEAD_TOP,
	    (INVOICE_WIDTH - GAP) / 2, block->height - HEAD_TOP};

	for (size_t i = 0; i < invoice->chart_count; i++) {
		draw_chart(pdf, invoice, &invoice->charts[i], &box);
		box.x += box.width + GAP;
	}
}
