#include "base/base.h"

#include "io/pdf.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "io/pdf_font.h"
#include "io/pdf_state.h"

/* Each row of a picture stands so many times. */
enum { ZOOM = 4 };

static const struct rtk_pdf_pen fresh_pen = {
    .face = -1, .fill_gray = -1, .stroke_gray = -1, .width_pt = -1};

/* libharu goes on after this returns; the first error is the true one. */
static void
keep_fault(HPDF_STATUS error, HPDF_STATUS detail, void *context)
{
	struct rtk_pdf *pdf = context;

	if (pdf->fault != 0)
		return;
	pdf->fault = error;
	pdf->fault_detail = detail;
}

static void *
get_memory(HPDF_UINT size)
{
	return rtk_alloc(size);
}

/*
 * What HPDF_LoadTTFontFromFile() does, from memory: 2.3.0 has no such call,
 * but declares its parts. The stream belongs to the font from here on.
 */
static void
load_face(struct rtk_pdf *pdf, int weight)
{
	char tag[] = "RTKAAA";
	const struct rtk_pdf_face *face = &rtk_pdf_faces[weight];
	HPDF_Stream stream = HPDF_MemStream_New(pdf->doc->mmgr, face->size);
	HPDF_FontDef font;

	HPDF_Stream_Write(stream, face->program, face->size);
	font = HPDF_TTFontDef_Load(pdf->doc->mmgr, stream, HPDF_TRUE);
	if (font == NULL) {
		keep_fault(HPDF_FAILD_TO_ALLOC_MEM, 0, pdf);
		return;
	}
	tag[5] = (char)('A' + weight);
	HPDF_TTFontDef_SetTagName(font, tag);
	HPDF_List_Add(pdf->doc->fontdef_list, font);
	pdf->face_names[weight] = font->base_font;
}

struct rtk_pdf *
rtk_pdf_new(void)
{
	struct rtk_pdf *pdf = rtk_alloc(sizeof(*pdf));

	*pdf = (struct rtk_pdf){0};
	pdf->doc = HPDF_NewEx(keep_fault, get_memory, free, 0, pdf);
	RTK_ASSERT(pdf->doc != NULL);
	for (int i = 0; i < RTK_PDF_FACES; i++)
		load_face(pdf, i);
	RTK_ASSERT(pdf->fault == 0);
	return pdf;
}

void
rtk_pdf_free(struct rtk_pdf *pdf)
{
	if (pdf == NULL)
		return;
	HPDF_Free(pdf->doc);
	free(pdf->page_list);
	rtk_buf_release(&pdf->encoded);
	rtk_buf_release(&pdf->shown);
	free(pdf);
}

/* Words of the catalogue that 2.3.0 has no call for. */
static void
set_language(struct rtk_pdf *pdf)
{
	HPDF_Dict view = HPDF_Dict_New(pdf->doc->mmgr);

	HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
	HPDF_Dict_Add(pdf->doc->catalog, "ViewerPreferences", view);
	HPDF_Dict_Add(pdf->doc->catalog, "Lang",
	    HPDF_String_New(pdf->doc->mmgr, "ru-RU", NULL));
	/* both are of PDF 1.4 */
	pdf->doc->pdf_version = HPDF_VER_14;
}

static void
set_info(struct rtk_pdf *pdf, HPDF_InfoType type, const char *text)
{
	if (text == NULL)
		return;
	rtk_buf_reset(&pdf->encoded);
	pdf->unknown_letters += rtk_pdf_encode(&pdf->encoded, text);
	HPDF_SetInfoAttr(pdf->doc, type, pdf->encoded.bytes);
}

static void
set_date(struct rtk_pdf *pdf, struct rtk_date date)
{
	struct rtk_civil civil = rtk_date_civil(date);
	HPDF_Date day = {.year = civil.year,
	    .month = civil.month,
	    .day = civil.day,
	    .ind = 'Z'};

	HPDF_SetInfoDateAttr(pdf->doc, HPDF_INFO_CREATION_DATE, day);
}

void
rtk_pdf_begin(struct rtk_pdf *pdf, const struct rtk_pdf_info *info)
{
	HPDF_NewDoc(pdf->doc);
	pdf->page = NULL;
	pdf->fault = pdf->fault_detail = 0;
	pdf->unknown_letters = 0;
	pdf->pages = 0;
	pdf->before = SIZE_MAX;
	memset(pdf->layers, 0, sizeof(pdf->layers));
	memset(pdf->letters, 0, sizeof(pdf->letters));
	/* before the fonts: they take the mode over */
	HPDF_SetCompressionMode(pdf->doc, HPDF_COMP_ALL);
	HPDF_SetCurrentEncoder(pdf->doc, "CP1251");
	for (int i = 0; i < RTK_PDF_FACES; i++)
		pdf->fonts[i] =
		    HPDF_GetFont(pdf->doc, pdf->face_names[i], "CP1251");
	set_language(pdf);
	set_info(pdf, HPDF_INFO_TITLE, info->title);
	set_info(pdf, HPDF_INFO_AUTHOR, info->author);
	set_info(pdf, HPDF_INFO_SUBJECT, info->subject);
	set_date(pdf, info->date);
}

void
rtk_pdf_page(struct rtk_pdf *pdf)
{
	rtk_pdf_leave_text(pdf);
	if (pdf->fault != 0)
		return;
	pdf->page = pdf->before < pdf->pages
	    ? HPDF_InsertPage(pdf->doc, pdf->page_list[pdf->before])
	    : HPDF_AddPage(pdf->doc);
	pdf->page_list = rtk_array_grow(pdf->page_list, &pdf->page_room,
	    pdf->pages, sizeof(HPDF_Page));
	pdf->page_list[pdf->pages++] = pdf->page;
	pdf->pen = fresh_pen;
	if (!rtk_pdf_can_draw(pdf))
		return;
	HPDF_Page_SetSize(pdf->page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
	/* the same local names on every page, for the shared layers */
	for (int i = 0; i < RTK_PDF_FACES; i++)
		HPDF_Page_GetLocalFontName(pdf->page, pdf->fonts[i]);
}

void
rtk_pdf_before(struct rtk_pdf *pdf, size_t page)
{
	pdf->before = page;
}

/* libharu stores the widths of letters that it was asked for. */
static void
name_letters(struct rtk_pdf *pdf)
{
	for (int i = 0; i < RTK_PDF_FACES; i++) {
		HPDF_BYTE text[256];
		HPDF_UINT count = 0;

		for (unsigned c = 0; c < sizeof(text); c++)
			if (pdf->letters[i][c])
				text[count++] = (HPDF_BYTE)c;
		(void)HPDF_Font_TextWidth(pdf->fonts[i], text, count);
	}
}

int
rtk_pdf_save(struct rtk_pdf *pdf, struct rtk_buf *out, struct rtk_err *err)
{
	HPDF_Stream stream;

	rtk_pdf_leave_text(pdf);
	if (pdf->fault == 0) {
		name_letters(pdf);
		HPDF_SaveToStream(pdf->doc);
	}
	if (pdf->fault != 0)
		return rtk_failf(err, RTK_E_PDF, "0x%04lX, %lu", pdf->fault,
		    pdf->fault_detail);
	stream = pdf->doc->stream;
	for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
		HPDF_UINT size = 0;
		const HPDF_BYTE *bytes =
		    HPDF_MemStream_GetBufPtr(stream, i, &size);

		rtk_buf_add(out, bytes, size);
	}
	return 0;
}

size_t
rtk_pdf_pages(const struct rtk_pdf *pdf)
{
	return pdf->pages;
}

size_t
rtk_pdf_unknown_letters(const struct rtk_pdf *pdf)
{
	return pdf->unknown_letters;
}

bool
rtk_pdf_layer(struct rtk_pdf *pdf, unsigned number)
{
	RTK_ASSERT(number < RTK_PDF_LAYERS);
	rtk_pdf_leave_text(pdf);
	if (!rtk_pdf_can_draw(pdf))
		return true;
	if (pdf->layers[number] != NULL) {
		HPDF_Page_Insert_Shared_Content_Stream(
		    pdf->page, pdf->layers[number]);
		return true;
	}
	/* whatever the layer sets ends with it, on every page alike */
	HPDF_Page_New_Content_Stream(pdf->page, &pdf->layers[number]);
	HPDF_Page_GSave(pdf->page);
	pdf->pen = fresh_pen;
	return false;
}

void
rtk_pdf_layer_end(struct rtk_pdf *pdf)
{
	rtk_pdf_leave_text(pdf);
	if (!rtk_pdf_can_draw(pdf))
		return;
	HPDF_Page_GRestore(pdf->page);
	HPDF_Page_New_Content_Stream(pdf->page, NULL);
	pdf->pen = fresh_pen;
}

bool
rtk_pdf_can_draw(const struct rtk_pdf *pdf)
{
	return pdf->page != NULL && pdf->fault == 0;
}

long
rtk_pdf_eighths(float mm)
{
	float eighths = mm * (8 * 72 / 25.4f);

	return (long)(eighths < 0 ? eighths - 0.5f : eighths + 0.5f);
}

long
rtk_pdf_eighths_up(float mm)
{
	return rtk_pdf_eighths(RTK_PDF_PAGE_HEIGHT - mm);
}

HPDF_REAL
rtk_pdf_points(long eighths)
{
	return (HPDF_REAL)eighths / 8;
}

void
rtk_pdf_leave_text(struct rtk_pdf *pdf)
{
	if (pdf->pen.in_text && rtk_pdf_can_draw(pdf))
		HPDF_Page_EndText(pdf->page);
	pdf->pen.in_text = false;
}

void
rtk_pdf_set_fill(struct rtk_pdf *pdf, float gray)
{
	if (pdf->pen.fill_gray == gray)
		return;
	HPDF_Page_SetGrayFill(pdf->page, gray);
	pdf->pen.fill_gray = gray;
}

static void
set_stroke(struct rtk_pdf *pdf, float pen_pt, float gray)
{
	if (pdf->pen.stroke_gray != gray)
		HPDF_Page_SetGrayStroke(pdf->page, gray);
	if (pdf->pen.width_pt != pen_pt)
		HPDF_Page_SetLineWidth(pdf->page, pen_pt);
	pdf->pen.stroke_gray = gray;
	pdf->pen.width_pt = pen_pt;
}

/* The box as the path of a rectangle. */
static void
trace_box(struct rtk_pdf *pdf, const struct rtk_pdf_box *box)
{
	long x = rtk_pdf_eighths(box->x);
	long y = rtk_pdf_eighths_up(box->y + box->height);
	long right = rtk_pdf_eighths(box->x + box->width);
	long top = rtk_pdf_eighths_up(box->y);

	HPDF_Page_Rectangle(pdf->page, rtk_pdf_points(x), rtk_pdf_points(y),
	    rtk_pdf_points(right - x), rtk_pdf_points(top - y));
}

void
rtk_pdf_line(struct rtk_pdf *pdf, const struct rtk_pdf_box *box, float pen_pt,
    float gray)
{
	rtk_pdf_leave_text(pdf);
	if (!rtk_pdf_can_draw(pdf))
		return;
	set_stroke(pdf, pen_pt, gray);
	HPDF_Page_MoveTo(pdf->page, rtk_pdf_points(rtk_pdf_eighths(box->x)),
	    rtk_pdf_points(rtk_pdf_eighths_up(box->y)));
	HPDF_Page_LineTo(pdf->page,
	    rtk_pdf_points(rtk_pdf_eighths(box->x + box->width)),
	    rtk_pdf_points(rtk_pdf_eighths_up(box->y + box->height)));
	HPDF_Page_Stroke(pdf->page);
}

void
rtk_pdf_fill(struct rtk_pdf *pdf, const struct rtk_pdf_box *box, float gray)
{
	rtk_pdf_leave_text(pdf);
	if (!rtk_pdf_can_draw(pdf))
		return;
	rtk_pdf_set_fill(pdf, gray);
	trace_box(pdf, box);
	HPDF_Page_Fill(pdf->page);
}

void
rtk_pdf_frame(struct rtk_pdf *pdf, const struct rtk_pdf_box *box, float pen_pt,
    float gray)
{
	rtk_pdf_leave_text(pdf);
	if (!rtk_pdf_can_draw(pdf))
		return;
	set_stroke(pdf, pen_pt, gray);
	trace_box(pdf, box);
	HPDF_Page_Stroke(pdf->page);
}

/* The picture four times as high; PDF takes a set bit for white. */
static uint8_t *
heighten(const struct rtk_pdf_bitmap *bitmap, size_t row)
{
	uint8_t *high = rtk_alloc(row * bitmap->height * ZOOM);
	uint8_t *to = high;

	for (size_t y = 0; y < (size_t)bitmap->height * ZOOM; y++) {
		const uint8_t *from = bitmap->bits + y / ZOOM * row;

		for (size_t i = 0; i < row; i++)
			*to++ = (uint8_t)~from[i];
	}
	return high;
}

/*
 * Viewers smooth a picture that they enlarge by less than four, and a QR of
 * 2.5 points a module is then lost at 150 dpi. So it goes in four times as
 * high: a picture that is made smaller one way is not smoothed the other.
 * Equal rows cost next to nothing when packed.
 *
 * HPDF_LoadRawImageFromMem() would take a picture of one bit for a fax, which
 * doubles the size of a QR: this is the call behind it. It counts no padding
 * of rows, so the data go in with a width that is a multiple of 8, and the
 * true width is written afterwards.
 */
void
rtk_pdf_picture(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_bitmap *bitmap)
{
	unsigned row = (bitmap->width + 7) / 8;
	uint8_t *high;
	HPDF_Dict image;

	rtk_pdf_leave_text(pdf);
	if (!rtk_pdf_can_draw(pdf))
		return;
	high = heighten(bitmap, row);
	image =
	    HPDF_Image_LoadRawImageFromMem(pdf->doc->mmgr, high, pdf->doc->xref,
		row * 8, bitmap->height * ZOOM, HPDF_CS_DEVICE_GRAY, 1);
	free(high);
	if (image == NULL) {
		HPDF_CheckError(&pdf->doc->error);
		return;
	}
	image->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
	HPDF_Dict_AddNumber(image, "Width", (HPDF_INT32)bitmap->width);
	HPDF_Page_DrawImage(pdf->page, image,
	    rtk_pdf_points(rtk_pdf_eighths(box->x)),
	    rtk_pdf_points(rtk_pdf_eighths_up(box->y + box->height)),
	    rtk_pdf_points(rtk_pdf_eighths(box->width)),
	    rtk_pdf_points(rtk_pdf_eighths(box->height)));
}
