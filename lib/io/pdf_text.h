/*
 * Text on a page: lines, lines that must fit, wrapped text. UTF-8 in; what
 * the faces lack is printed as `?` and counted.
 */
#ifndef RTK_IO_PDF_TEXT_H
#define RTK_IO_PDF_TEXT_H

#include "io/pdf.h"
#include "io/pdf_font.h"

/** Distance of lines of text in sizes, and millimetres in a point. */
#define RTK_PDF_LEADING 1.18f
#define RTK_PDF_MM_PER_PT (25.4f / 72.0f)

enum rtk_pdf_align { RTK_PDF_LEFT, RTK_PDF_CENTRE, RTK_PDF_RIGHT };

/** How text looks. `gray`: 0 black ... 1 white. */
struct rtk_pdf_style {
	enum rtk_pdf_weight weight;
	float size_pt;
	enum rtk_pdf_align align;
	float gray;
};

/** One line of text; y is the upper edge of the line, x its anchor. */
void rtk_pdf_text(struct rtk_pdf *pdf, float x, float y,
    const struct rtk_pdf_style *style, const char *text);

/**
 * One line in a box: shrunk to 3/5 of the size if need be, then cut with an
 * ellipsis. The line stays on its base and is centred in the height, if any.
 */
void rtk_pdf_text_fit(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text);

/** Lines of text wrapped in a width; returns their height. */
float rtk_pdf_text_wrapped(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text);

/**
 * Wrapped text that must stay in the height of its box: shrunk to 3/5 of the
 * size if need be; what does not fit even so is left out. Returns its height.
 */
float rtk_pdf_text_boxed(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text);

/** Large text across the page from corner to corner. */
void rtk_pdf_text_across(
    struct rtk_pdf *pdf, const struct rtk_pdf_style *style, const char *text);

/** Width of a line of text. */
float rtk_pdf_text_width(const struct rtk_pdf_style *style, const char *text);

/** Height that wrapped text takes. */
float rtk_pdf_text_height(
    const struct rtk_pdf_style *style, const char *text, float width);

#endif
