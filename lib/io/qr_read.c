#include "base/base.h"

#include "io/qr_read.h"

#include <stdlib.h>
#include <string.h>
#include <zbar.h>

enum { QUIET = 4, WHITE = 0xFF }; /* modules around a code */

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

/* The picture in gray, each module `zoom` points wide, in its quiet zone. */
static unsigned
enlarge(struct rtk_buf *gray, const struct rtk_pdf_bitmap *p, unsigned zoom)
{
	unsigned side = (p->width + 2 * QUIET) * zoom;
	size_t row = (p->width + 7) / 8;

	rtk_buf_reset(gray);
	rtk_buf_reserve(gray, (size_t)side * side);
	gray->size = (size_t)side * side;
	memset(gray->bytes, WHITE, gray->size);
	for (unsigned y = 0; y < p->height * zoom; y++) {
		const uint8_t *from = p->bits + y / zoom * row;
		char *to = gray->bytes + (y + QUIET * zoom) * side +
		    (size_t)QUIET * zoom;

		for (unsigned x = 0; x < p->width * zoom; x++)
			if (from[x / zoom / 8] & 0x80 >> x / zoom % 8)
				to[x] = 0;
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
