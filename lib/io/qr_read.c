#include "base/base.h"

#include "io/qr_read.h"

#include <stdlib.h>
#include <string.h>
#include <zbar.h>

/*
 * Modules around a code. At a point a module zbar reads no code of 77 or 97
 * modules in a zone of 2 or 4, and every one in a zone of 1 or 3.
 */
enum { QUIET = 1, WHITE = 0xFF };

struct rtk_qr_reader {
	zbar_image_scanner_t *scanner;
	zbar_image_t *image;
	struct rtk_buf gray; /* a byte a point */
};

struct rtk_qr_reader *
rtk_qr_reader_new(void)
{
	struct rtk_qr_reader *r = rtk_alloc(sizeof(*r));

	*r = (struct rtk_qr_reader){.scanner = zbar_image_scanner_create(),
	    .image = zbar_image_create()};
	if (r->scanner == NULL || r->image == NULL)
		rtk_out_of_memory();
	zbar_image_scanner_set_config(
	    r->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(
	    r->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	/* the bytes as they are */
	zbar_image_scanner_set_config(
	    r->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
	zbar_image_set_format(r->image, zbar_fourcc('Y', '8', '0', '0'));
	return r;
}

void
rtk_qr_reader_free(struct rtk_qr_reader *r)
{
	if (r == NULL)
		return;
	zbar_image_destroy(r->image);
	zbar_image_scanner_destroy(r->scanner);
	rtk_buf_release(&r->gray);
	free(r);
}

/* A row of points, each module `zoom` of them wide. */
static void
enlarge_row(char *to, const uint8_t *bits, unsigned width, unsigned zoom)
{
	for (unsigned x = 0; x < width; x++) {
		char point = bits[x / 8] & 0x80 >> x % 8 ? 0 : (char)WHITE;

		for (unsigned i = 0; i < zoom; i++)
			*to++ = point;
	}
}

/* The picture in gray, each module `zoom` points wide, in its quiet zone. */
static unsigned
enlarge(struct rtk_buf *gray, const struct rtk_pdf_bitmap *p, unsigned zoom)
{
	unsigned side = (p->width + 2 * QUIET) * zoom;
	size_t row = (p->width + 7) / 8;
	char *to;

	rtk_buf_reset(gray);
	rtk_buf_reserve(gray, (size_t)side * side);
	gray->size = (size_t)side * side;
	memset(gray->bytes, WHITE, gray->size);
	to = gray->bytes + (size_t)(side + 1) * QUIET * zoom;
	for (unsigned y = 0; y < p->height; y++) {
		char *first = to;

		enlarge_row(first, p->bits + y * row, p->width, zoom);
		for (unsigned i = 1; i < zoom; i++)
			memcpy(first + (size_t)i * side, first,
			    (size_t)p->width * zoom);
		to += (size_t)zoom * side;
	}
	return side;
}

static bool
scan(struct rtk_qr_reader *r, struct rtk_buf *out, unsigned side)
{
	const zbar_symbol_t *symbol;

	zbar_image_set_size(r->image, side, side);
	zbar_image_set_data(
	    r->image, r->gray.bytes, (unsigned long)r->gray.size, NULL);
	if (zbar_scan_image(r->scanner, r->image) != 1)
		return false;
	symbol = zbar_image_first_symbol(r->image);
	rtk_buf_add(out, zbar_symbol_get_data(symbol),
	    zbar_symbol_get_data_length(symbol));
	return true;
}

bool
rtk_qr_read(struct rtk_qr_reader *r, struct rtk_buf *out,
    const struct rtk_pdf_bitmap *picture)
{
	/* a point a module is quickest; some codes need to be seen larger */
	static const unsigned zooms[] = {1, 2, 4};

	if (picture->width == 0 || picture->width != picture->height)
		return false;
	for (size_t i = 0; i < RTK_COUNT(zooms); i++)
		if (scan(r, out, enlarge(&r->gray, picture, zooms[i])))
			return true;
	return false;
}
