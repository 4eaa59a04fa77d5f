/*
 * What rtk-invoice is measured against: a plain loop over libharu that draws
 * the page of a payment document, as its manual shows it, without a bill
 * behind it.
 *   page_loop TEXTS CODE FONT BOLD PAGES PER_FILE FOLDER
 * TEXTS has a line of text a line: x, y, size and the text in windows-1251;
 * CODE the bytes of the QR. Each file begins with its fonts.
 */
#include <errno.h>
#include <hpdf.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS_MAX = 1000, RULES = 60, BARS = 26, CODE_MAX = 2000 };

struct text {
	float x, y, size;
	char words[256];
};

static struct text texts[TEXTS_MAX];
static int text_count;
static unsigned char code[CODE_MAX];
static int code_size;

static void
fault(HPDF_STATUS error, HPDF_STATUS detail, void *context)
{
	(void)context;
	fprintf(stderr, "libharu: 0x%04lX, %lu\n", error, detail);
	exit(1);
}

static FILE *
open_file(const char *path)
{
	FILE *file = fopen(path, "rb");

	if (file == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	return file;
}

static void
read_texts(const char *path)
{
	FILE *file = open_file(path);

	while (text_count < TEXTS_MAX &&
	    fscanf(file, "%f %f %f %255[^\n]", &texts[text_count].x,
		&texts[text_count].y, &texts[text_count].size,
		texts[text_count].words) == 4)
		text_count++;
	fclose(file);
}

static void
draw_code(HPDF_Doc pdf, HPDF_Page page)
{
	QRcode *qr = QRcode_encodeData(code_size, code, 0, QR_ECLEVEL_M);
	int row = (qr->width + 7) / 8;
	unsigned char *bits = calloc((size_t)row, (size_t)qr->width);
	HPDF_Image image;

	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x++)
			if (!(qr->data[y * qr->width + x] & 1))
				bits[y * row + x / 8] |= (unsigned char)(0x80 >>
				    x % 8);
	image = HPDF_LoadRawImageFromMem(pdf, bits, (HPDF_UINT)row * 8,
	    (HPDF_UINT)qr->width, HPDF_CS_DEVICE_GRAY, 1);
	HPDF_Page_DrawImage(page, image, 450, 650, 108, 108);
	free(bits);
	QRcode_free(qr);
}

static void
draw_shapes(HPDF_Page page)
{
	for (int i = 0; i < RULES; i++) {
		HPDF_Page_SetLineWidth(page, 0.5f);
		HPDF_Page_MoveTo(page, 31, 20 + 13 * (float)i);
		HPDF_Page_LineTo(page, 564, 20 + 13 * (float)i);
		HPDF_Page_Stroke(page);
	}
	for (int i = 0; i < BARS; i++) {
		HPDF_Page_SetGrayFill(page, 0.6f);
		HPDF_Page_Rectangle(
		    page, 31 + 20 * (float)i, 200, 12, 5 + (float)i);
		HPDF_Page_Fill(page);
	}
	HPDF_Page_SetGrayFill(page, 0);
}

static void
draw_page(HPDF_Doc pdf, HPDF_Font fonts[2])
{
	HPDF_Page page = HPDF_AddPage(pdf);

	HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
	draw_shapes(page);
	for (int i = 0; i < text_count; i++) {
		HPDF_Page_BeginText(page);
		HPDF_Page_SetFontAndSize(
		    page, fonts[i % 8 == 0], texts[i].size);
		HPDF_Page_TextOut(
		    page, texts[i].x, texts[i].y, texts[i].words);
		HPDF_Page_EndText(page);
	}
	draw_code(pdf, page);
}

static void
write_pdf(const char *faces[2], int pages, const char *path)
{
	HPDF_Doc pdf = HPDF_New(fault, NULL);
	HPDF_Font fonts[2];

	HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
	for (int i = 0; i < 2; i++)
		fonts[i] = HPDF_GetFont(pdf,
		    HPDF_LoadTTFontFromFile(pdf, faces[i], HPDF_TRUE),
		    "CP1251");
	while (pages-- > 0)
		draw_page(pdf, fonts);
	HPDF_SaveToFile(pdf, path);
	HPDF_Free(pdf);
}

int
main(int argc, char **argv)
{
	const char *faces[2];
	int pages, per_file;
	char path[512];
	FILE *file;

	if (argc != 8)
		return 64;
	read_texts(argv[1]);
	file = open_file(argv[2]);
	code_size = (int)fread(code, 1, sizeof(code), file);
	fclose(file);
	faces[0] = argv[3];
	faces[1] = argv[4];
	pages = (int)strtol(argv[5], NULL, 10);
	per_file = (int)strtol(argv[6], NULL, 10);
	for (int done = 0; done < pages; done += per_file) {
		(void)snprintf(
		    path, sizeof(path), "%s/%d.pdf", argv[7], done);
		write_pdf(faces, per_file, path);
	}
	return 0;
}
