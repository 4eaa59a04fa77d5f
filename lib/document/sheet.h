/*
 * A document that flows down A4 pages: paragraphs, pairs of label and value,
 * tables whose head is repeated, a foot with the number of the page.
 */
#ifndef RTK_DOCUMENT_SHEET_H
#define RTK_DOCUMENT_SHEET_H

#include "io/pdf_text.h"

#define RTK_SHEET_LEFT 11.0f
#define RTK_SHEET_WIDTH 188.0f

/** A column of a table. */
struct rtk_sheet_column {
	const char *title;
	float width; /* mm; those of a table make RTK_SHEET_WIDTH */
	enum rtk_pdf_align align;
};

/** The page under way. */
struct rtk_sheet {
	struct rtk_pdf *pdf;
	const char *foot; /* stands at the foot of each page, with its number */
	float y;          /* where the next piece begins */
	size_t page;      /* from 1 */
	const struct rtk_sheet_column *columns; /* of the table; or NULL */
	size_t column_count;
};

/** Begins a document with its first page; pdf and foot are borrowed. */
void rtk_sheet_begin(struct rtk_sheet *sheet, struct rtk_pdf *pdf,
    const struct rtk_pdf_info *info, const char *foot);

/** A heading in the middle of the line. */
void rtk_sheet_title(struct rtk_sheet *sheet, const char *text);

/** A paragraph, wrapped; nothing for "". */
void rtk_sheet_text(struct rtk_sheet *sheet, const char *text);

/** A paragraph in bold letters. */
void rtk_sheet_strong(struct rtk_sheet *sheet, const char *text);

/** Label and value on one line, or more; nothing when the value is "". */
void rtk_sheet_pair(
    struct rtk_sheet *sheet, const char *label, const char *value);

/** A square picture with a caption at its right. */
void rtk_sheet_picture(struct rtk_sheet *sheet,
    const struct rtk_pdf_bitmap *bitmap, float side, const char *caption);

/** Room before the next piece, mm. */
void rtk_sheet_gap(struct rtk_sheet *sheet, float height);

/** Begins a new page unless so much height is left. */
void rtk_sheet_need(struct rtk_sheet *sheet, float height);

/** Begins a table: its head is drawn, and again on each new page. */
void rtk_sheet_table(struct rtk_sheet *sheet,
    const struct rtk_sheet_column *columns, size_t count);

/** A row of the table, a text a column; bold for sums. */
void rtk_sheet_row(
    struct rtk_sheet *sheet, const char *const *cells, bool bold);

/** Ends the table. */
void rtk_sheet_table_end(struct rtk_sheet *sheet);

#endif
