#include "base/base.h"

#include "io/pdf_text.h"

#include <string.h>

#include "io/pdf_state.h"

/* From the upper edge of a line to its base, in sizes. */
#define RISE 0.93f
/* How far text may be shrunk, and by how many steps. */
#define SHRINK_MIN 0.6f
#define SHRINK_STEPS 8

#define ELLIPSIS "\x85" /* in windows-1251 */

/* A piece of the encoded text on its way to the page. */
struct piece {
	const char *bytes;
	size_t size;
	float x; /* of the left edge, mm */
	float base;
};

static float
millimetres(uint32_t width, float size_pt)
{
	return (float)width * size_pt / 1000 * RTK_PDF_MM_PER_PT;
}

static uint32_t
thousandths(float width_mm, float size_pt)
{
	float width = width_mm * 1000 / (size_pt * RTK_PDF_MM_PER_PT);

	return width > 0 ? (uint32_t)width : 0;
}

static float
leading_mm(float size_pt)
{
	return size_pt * RTK_PDF_LEADING * RTK_PDF_MM_PER_PT;
}

/* The text in windows-1251, in pdf->encoded. */
static void
encode(struct rtk_pdf *pdf, const char *text)
{
	rtk_buf_reset(&pdf->encoded);
	pdf->unknown_letters += rtk_pdf_encode(&pdf->encoded, text);
	if (pdf->encoded.bytes == NULL)
		rtk_buf_add(&pdf->encoded, "", 0);
}

static void
set_face(struct rtk_pdf *pdf, enum rtk_pdf_weight weight, float size_pt)
{
	int eighths = (int)(size_pt * 8 + 0.5f);

	if (pdf->pen.face == (int)weight && pdf->pen.size_eighth == eighths)
		return;
	HPDF_Page_SetFontAndSize(
	    pdf->page, pdf->fonts[weight], rtk_pdf_points(eighths));
	pdf->pen.face = (int)weight;
	pdf->pen.size_eighth = eighths;
}

/*
 * The string as it is: HPDF_Page_ShowText() would make four bytes of each
 * letter that is not Latin, and the packer would unmake them.
 */
static void
show(struct rtk_pdf *pdf, size_t from, size_t size)
{
	HPDF_Stream page = ((HPDF_PageAttr)pdf->page->attr)->stream;
	const char *bytes = pdf->encoded.bytes + from;
	struct rtk_buf *text = &pdf->shown;

	rtk_buf_reset(text);
	rtk_buf_add_byte(text, '(');
	for (size_t i = 0; i < size; i++) {
		pdf->letters[pdf->pen.face][(unsigned char)bytes[i]] = true;
		if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\')
			rtk_buf_add_byte(text, '\\');
		if ((unsigned char)bytes[i] < ' ')
			rtk_buf_addf(text, "\\%03o", (unsigned)bytes[i]);
		else
			rtk_buf_add_byte(text, bytes[i]);
	}
	rtk_buf_add_text(text, ") Tj\n");
	if (HPDF_Stream_Write(page, (const HPDF_BYTE *)text->bytes,
		(HPDF_UINT)text->size) != HPDF_OK)
		HPDF_CheckError(&pdf->doc->error);
}

static void
put(struct rtk_pdf *pdf, const struct rtk_pdf_style *style, float size_pt,
    const struct piece *piece)
{
	long x = rtk_pdf_eighths(piece->x);
	long y = rtk_pdf_eighths_up(piece->base);

	if (piece->size == 0 || !rtk_pdf_can_draw(pdf))
		return;
	rtk_pdf_set_fill(pdf, style->gray);
	if (!pdf->pen.in_text) {
		HPDF_Page_BeginText(pdf->page);
		pdf->pen.in_text = true;
		pdf->pen.text_x = pdf->pen.text_y = 0;
	}
	set_face(pdf, style->weight, size_pt);
	HPDF_Page_MoveTextPos(pdf->page, rtk_pdf_points(x - pdf->pen.text_x),
	    rtk_pdf_points(y - pdf->pen.text_y));
	pdf->pen.text_x = x;
	pdf->pen.text_y = y;
	show(pdf, (size_t)(piece->bytes - pdf->encoded.bytes), piece->size);
}

/* Left edge of text of that width that is anchored at x. */
static float
left_edge(enum rtk_pdf_align align, float x, float width)
{
	if (align == RTK_PDF_RIGHT)
		return x - width;
	return align == RTK_PDF_CENTRE ? x - width / 2 : x;
}

/* Where text of a box is anchored. */
static float
anchor(enum rtk_pdf_align align, const struct rtk_pdf_box *box)
{
	if (align == RTK_PDF_RIGHT)
		return box->x + box->width;
	return align == RTK_PDF_CENTRE ? box->x + box->width / 2 : box->x;
}

void
rtk_pdf_text(struct rtk_pdf *pdf, float x, float y,
    const struct rtk_pdf_style *style, const char *text)
{
	struct piece piece;
	float width;

	encode(pdf, text);
	width = millimetres(rtk_pdf_measure(style->weight, pdf->encoded.bytes,
				pdf->encoded.size),
	    style->size_pt);
	piece = (struct piece){.bytes = pdf->encoded.bytes,
	    .size = pdf->encoded.size,
	    .x = left_edge(style->align, x, width),
	    .base = y + RISE * style->size_pt * RTK_PDF_MM_PER_PT};
	put(pdf, style, style->size_pt, &piece);
}

/* Cuts the encoded text so that it fits with an ellipsis behind it. */
static void
cut(struct rtk_pdf *pdf, enum rtk_pdf_weight weight, uint32_t width)
{
	uint32_t more = rtk_pdf_measure(weight, ELLIPSIS, 1);
	size_t size = pdf->encoded.size;

	while (size > 0 &&
	    rtk_pdf_measure(weight, pdf->encoded.bytes, size) + more > width)
		size--;
	pdf->encoded.size = size;
	rtk_buf_add_text(&pdf->encoded, ELLIPSIS);
}

void
rtk_pdf_text_fit(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text)
{
	float size_pt = style->size_pt, least_pt = size_pt * SHRINK_MIN;
	float unit;
	float slack = box->height - leading_mm(style->size_pt);
	float base = box->y + (slack > 0 ? slack / 2 : 0) +
	    RISE * style->size_pt * RTK_PDF_MM_PER_PT;
	uint32_t width;
	struct piece piece;

	encode(pdf, text);
	width = rtk_pdf_measure(
	    style->weight, pdf->encoded.bytes, pdf->encoded.size);
	if (millimetres(width, size_pt) > box->width) {
		unit = box->width / millimetres(width, 1);
		/* down to the next eighth: what is written is exact */
		size_pt = (float)(int)(unit * 8) / 8;
		if (size_pt < least_pt) {
			size_pt = least_pt;
			cut(pdf, style->weight,
			    thousandths(box->width, size_pt));
		}
		width = rtk_pdf_measure(
		    style->weight, pdf->encoded.bytes, pdf->encoded.size);
	}
	piece = (struct piece){.bytes = pdf->encoded.bytes,
	    .size = pdf->encoded.size,
	    .x = left_edge(style->align, anchor(style->align, box),
		millimetres(width, size_pt)),
	    .base = base};
	put(pdf, style, size_pt, &piece);
}

/* Lines of the encoded text at that size. */
static unsigned
count_lines(
    const struct rtk_buf *text, enum rtk_pdf_weight weight, uint32_t width)
{
	unsigned count = 0;

	for (size_t at = 0; at < text->size; count++)
		at += rtk_pdf_break(
		    weight, text->bytes + at, text->size - at, width)
			  .next;
	return count;
}

/* Draws the encoded text; at most as many lines as fit `height`, if any. */
static float
put_lines(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, float size_pt)
{
	uint32_t width = thousandths(box->width, size_pt);
	float line = leading_mm(size_pt), y = box->y;
	struct rtk_pdf_run run;

	for (size_t at = 0; at < pdf->encoded.size; at += run.next) {
		const char *bytes = pdf->encoded.bytes + at;
		struct piece piece;

		if (box->height > 0 && y + line > box->y + box->height + 0.1f)
			break;
		run = rtk_pdf_break(
		    style->weight, bytes, pdf->encoded.size - at, width);
		piece = (struct piece){.bytes = bytes,
		    .size = run.size,
		    .base = y + RISE * size_pt * RTK_PDF_MM_PER_PT};
		piece.x = left_edge(style->align, anchor(style->align, box),
		    millimetres(rtk_pdf_measure(style->weight, bytes, run.size),
			size_pt));
		put(pdf, style, size_pt, &piece);
		y += line;
	}
	return y - box->y;
}

float
rtk_pdf_text_wrapped(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text)
{
	struct rtk_pdf_box open = *box;

	open.height = 0;
	encode(pdf, text);
	return put_lines(pdf, &open, style, style->size_pt);
}

float
rtk_pdf_text_boxed(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text)
{
	float step = style->size_pt * (1 - SHRINK_MIN) / SHRINK_STEPS;
	float size_pt = style->size_pt;

	encode(pdf, text);
	for (int i = 0; i < SHRINK_STEPS; i++) {
		uint32_t width = thousandths(box->width, size_pt);
		unsigned lines =
		    count_lines(&pdf->encoded, style->weight, width);

		if ((float)lines * leading_mm(size_pt) <= box->height + 0.1f)
			break;
		size_pt -= step;
	}
	return put_lines(pdf, box, style, size_pt);
}

void
rtk_pdf_text_across(
    struct rtk_pdf *pdf, const struct rtk_pdf_style *style, const char *text)
{
	/* of the diagonal of A4 */
	const float cosine = 0.577f, sine = 0.817f;
	float width, x, y;

	rtk_pdf_leave_text(pdf);
	encode(pdf, text);
	if (!rtk_pdf_can_draw(pdf))
		return;
	width = millimetres(rtk_pdf_measure(style->weight, pdf->encoded.bytes,
				pdf->encoded.size),
	    style->size_pt);
	x = (RTK_PDF_PAGE_WIDTH - width * cosine) / 2;
	y = (RTK_PDF_PAGE_HEIGHT - width * sine) / 2;
	/* letters are 0.7 of their size high: centred on the diagonal */
	x += sine * 0.35f * style->size_pt * RTK_PDF_MM_PER_PT;
	y -= cosine * 0.35f * style->size_pt * RTK_PDF_MM_PER_PT;
	HPDF_Page_BeginText(pdf->page);
	rtk_pdf_set_fill(pdf, style->gray);
	set_face(pdf, style->weight, style->size_pt);
	HPDF_Page_SetTextMatrix(pdf->page, cosine, sine, -sine, cosine,
	    rtk_pdf_points(rtk_pdf_eighths(x)),
	    rtk_pdf_points(rtk_pdf_eighths(y)));
	show(pdf, 0, pdf->encoded.size);
	HPDF_Page_EndText(pdf->page);
}

float
rtk_pdf_text_width(const struct rtk_pdf_style *style, const char *text)
{
	struct rtk_buf encoded = {0};
	uint32_t width;

	(void)rtk_pdf_encode(&encoded, text);
	width = rtk_pdf_measure(style->weight, encoded.bytes, encoded.size);
	rtk_buf_release(&encoded);
	return millimetres(width, style->size_pt);
}

float
rtk_pdf_text_height(
    const struct rtk_pdf_style *style, const char *text, float width)
{
	struct rtk_buf encoded = {0};
	unsigned lines;

	(void)rtk_pdf_encode(&encoded, text);
	lines = count_lines(
	    &encoded, style->weight, thousandths(width, style->size_pt));
	rtk_buf_release(&encoded);
	return (float)lines * leading_mm(style->size_pt);
}
