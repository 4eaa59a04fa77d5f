/*
 * Painter of A4 pages over libharu: text in two faces, lines, fills, one-bit
 * pictures. Lengths are millimetres, x from the left edge, y from the top;
 * sizes of letters are points. A fault of the library is kept and told by
 * rtk_pdf_save(), so that drawing needs no checks; a document that failed
 * draws nothing more.
 */
#ifndef RTK_IO_PDF_H
#define RTK_IO_PDF_H

#include "base/buf.h"
#include "base/err.h"
#include "num/date.h"

#define RTK_PDF_PAGE_WIDTH 210.0f
#define RTK_PDF_PAGE_HEIGHT 297.0f

/** How many layers a document may share between its pages. */
enum { RTK_PDF_LAYERS = 4 };

struct rtk_pdf_box {
	float x;
	float y; /* of the upper edge */
	float width;
	float height;
};

/** A picture of one bit a point, 1 black, rows padded to bytes. */
struct rtk_pdf_bitmap {
	const uint8_t *bits;
	unsigned width;
	unsigned height;
};

/** What a document says of itself, UTF-8. */
struct rtk_pdf_info {
	const char *title;
	const char *author;
	const char *subject;  /* NULL: none */
	struct rtk_date date; /* of creation: no clock is read */
};

struct rtk_pdf;

/** A painter, to be begun; the caller frees it. Fonts are read once. */
struct rtk_pdf *rtk_pdf_new(void) RTK_MUST_CHECK;
void rtk_pdf_free(struct rtk_pdf *pdf);

/** Begins an empty document; one that was there is forgotten. */
void rtk_pdf_begin(struct rtk_pdf *pdf, const struct rtk_pdf_info *info);

/** Begins a page behind the last one; what follows is drawn on it. */
void rtk_pdf_page(struct rtk_pdf *pdf);

/**
 * Pages that are begun from here on stand before the one that was begun as
 * number `page`, from 0; behind the last page when there is no such number.
 */
void rtk_pdf_before(struct rtk_pdf *pdf, size_t page);

/** Pages begun since rtk_pdf_begin(). */
size_t rtk_pdf_pages(const struct rtk_pdf *pdf);

/**
 * Ends the document and adds its bytes to out: the same drawing gives the
 * same bytes. Fails with pdf.error.
 */
int rtk_pdf_save(struct rtk_pdf *pdf, struct rtk_buf *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Letters printed as `?` since rtk_pdf_begin(): the faces lack them. */
size_t rtk_pdf_unknown_letters(const struct rtk_pdf *pdf);

/**
 * What stands alike on many pages is drawn once and shared. True: layer
 * `number` is there already and was put on this page. False: draw it now,
 * then call rtk_pdf_layer_end().
 */
bool rtk_pdf_layer(struct rtk_pdf *pdf, unsigned number);
void rtk_pdf_layer_end(struct rtk_pdf *pdf);

/** A line from corner to corner of the box. */
void rtk_pdf_line(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    float pen_pt, float gray);

/** A filled box. */
void rtk_pdf_fill(
    struct rtk_pdf *pdf, const struct rtk_pdf_box *box, float gray);

/** The edge of a box. */
void rtk_pdf_frame(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    float pen_pt, float gray);

/** A picture, stretched over the box. */
void rtk_pdf_picture(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_bitmap *bitmap);

#endif
