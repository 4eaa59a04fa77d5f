/*
 * What the files of the painter share and nobody else includes. Positions
 * are counted in eighths of a point: they add up exactly and are short in
 * the file.
 */
#ifndef RTK_IO_PDF_STATE_H
#define RTK_IO_PDF_STATE_H

#include "io/pdf.h"
#include "io/pdf_font.h"

#include <hpdf.h>

/** What the content stream was told last; -1: nothing yet. */
struct rtk_pdf_pen {
	int face;
	int size_eighth;
	float fill_gray;
	float stroke_gray;
	float width_pt;
	bool in_text;
	long text_x; /* origin of the open text object, eighths */
	long text_y;
};

struct rtk_pdf {
	HPDF_Doc doc;
	HPDF_Page page;                        /* NULL: none begun */
	const char *face_names[RTK_PDF_FACES]; /* owned by doc */
	HPDF_Font fonts[RTK_PDF_FACES];
	HPDF_Dict layers[RTK_PDF_LAYERS]; /* content streams; NULL: none */
	struct rtk_pdf_pen pen;
	struct rtk_buf encoded; /* the text at hand, windows-1251 */
	struct rtk_buf shown;   /* it as a string of PDF */
	bool letters[RTK_PDF_FACES][256]; /* shown in the document */
	size_t unknown_letters;
	HPDF_Page *page_list; /* in the order in which they were begun */
	size_t page_room;
	size_t pages;  /* begun so far */
	size_t before; /* the page before which new ones stand */
	unsigned long fault; /* first error number of libharu, 0: none */
	unsigned long fault_detail;
};

/** Whether drawing makes sense: a page is there and nothing failed. */
bool rtk_pdf_can_draw(const struct rtk_pdf *pdf);

/** Millimetres to eighths of a point, from the lower edge for y. */
long rtk_pdf_eighths(float mm);
long rtk_pdf_eighths_up(float mm);
HPDF_REAL rtk_pdf_points(long eighths);

/** Closes the text object, if one is open. */
void rtk_pdf_leave_text(struct rtk_pdf *pdf);

/** Makes fills, letters too, of that gray. */
void rtk_pdf_set_fill(struct rtk_pdf *pdf, float gray);

#endif
