/*
 * What the files of the invoice share: where things stand, how text looks.
 * Millimetres on A4, y from the top.
 */
#ifndef RTK_DOCUMENT_INVOICE_PARTS_H
#define RTK_DOCUMENT_INVOICE_PARTS_H

#include "document/invoice.h"
#include "io/pdf_text.h"

#define INVOICE_LEFT 11.0f
#define INVOICE_WIDTH 188.0f
#define INVOICE_RIGHT (INVOICE_LEFT + INVOICE_WIDTH)

#define INVOICE_BAND_TOP 20.5f /* payer, sum, QR */
#define INVOICE_BAND_HEIGHT 42.5f
#define INVOICE_SUM_LEFT 90.0f
#define INVOICE_SUM_WIDTH 66.0f
#define INVOICE_QR_SIDE 38.0f
#define INVOICE_PAYEE_TOP 65.5f
#define INVOICE_BALANCE_TOP 83.5f
#define INVOICE_BALANCE_HEIGHT 11.0f
#define INVOICE_TABLE_TOP 98.0f   /* of its heading on the first page */
#define INVOICE_TABLE_HEAD 9.5f   /* height of the head of columns */
#define INVOICE_TITLE_HEIGHT 5.0f /* of a heading over a table */
#define INVOICE_CONTACTS_TOP 249.5f
#define INVOICE_FOOT_TOP 287.0f
#define INVOICE_FIRST_BOTTOM 248.5f /* of what flows, on the first page */
#define INVOICE_NEXT_TOP 21.0f      /* and on the pages behind it */
#define INVOICE_NEXT_BOTTOM 284.0f

#define INVOICE_GRAY 0.35f /* of labels */
#define INVOICE_RULE 0.7f  /* of thin lines */
#define INVOICE_TINT 0.93f /* of filled boxes */

/** A piece that flows down the pages: a heading, a row, a frame. */
struct rtk_invoice_block {
	enum rtk_invoice_block_kind {
		RTK_INVOICE_LINE_HEAD,
		RTK_INVOICE_LINE,
		RTK_INVOICE_TOTAL,
		RTK_INVOICE_RECALCULATION_HEAD,
		RTK_INVOICE_RECALCULATION,
		RTK_INVOICE_METER_HEAD,
		RTK_INVOICE_METER,
		RTK_INVOICE_HOUSE_HEAD,
		RTK_INVOICE_HOUSE,
		RTK_INVOICE_CHANGE,
		RTK_INVOICE_CHARTS,
		RTK_INVOICE_NOTICES
	} kind;
	size_t index; /* of the row in its table */
	float height;
	size_t page;       /* from 0 */
	float y;           /* of its upper edge */
	bool repeats_head; /* the head of columns stands over it again */
};

/** Height of a block; its index and kind are set. */
float rtk_invoice_block_height(
    const struct rtk_invoice *invoice, const struct rtk_invoice_block *block);

/** Draws a block where it was placed. */
void rtk_invoice_block_draw(struct rtk_pdf *pdf,
    const struct rtk_invoice *invoice, const struct rtk_invoice_block *block);

/** Least height of the charts; they may be given up to MORE above it. */
#define INVOICE_CHARTS_HEIGHT 20.4f
#define INVOICE_CHARTS_MORE 9.0f

/** The charts in their block. */
void rtk_invoice_charts_draw(struct rtk_pdf *pdf,
    const struct rtk_invoice *invoice, const struct rtk_invoice_block *block);

/** What is the same on the first page of all invoices of a document. */
void rtk_invoice_form_draw(
    struct rtk_pdf *pdf, const struct rtk_invoice *invoice);

/** The upper part of the first page: payer, sum, balance; no QR. */
void rtk_invoice_top_draw(
    struct rtk_pdf *pdf, const struct rtk_invoice *invoice);

/** A text in a style at a place: as rtk_pdf_text_fit() in that width. */
void rtk_invoice_put(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text);

#endif
