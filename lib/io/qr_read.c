#include "base/base.h"

#include "io/qr_read.h"

#include <stdlib.h>

#include "io/qr_zxing.h"

/* No code says more bytes than this (version 40, L). */
enum { BYTES_MAX = 2953, WHITE = 0xFF };

struct rtk_qr_reader {
	struct rtk_buf gray; /* a byte a point */
};

struct rtk_qr_reader *
rtk_qr_reader_new(void)
{
	struct rtk_qr_reader *r = rtk_alloc(sizeof(*r));

	*r = (struct rtk_qr_reader){{0}};
	return r;
}

void
rtk_qr_reader_free(struct rtk_qr_reader *r)
{
	if (r == NULL)
		return;
	rtk_buf_release(&r->gray);
	free(r);
}

/* A byte a point. */
static void
spread(struct rtk_buf *gray, const struct rtk_pdf_bitmap *p)
{
	size_t row = (p->width + 7) / 8;
	char *to;

	rtk_buf_reset(gray);
	rtk_buf_reserve(gray, (size_t)p->width * p->height);
	gray->size = (size_t)p->width * p->height;
	to = gray->bytes;
	for (unsigned y = 0; y < p->height; y++)
		for (unsigned x = 0; x < p->width; x++)
			*to++ = p->bits[y * row + x / 8] & 0x80 >> x % 8
			    ? 0
			    : (char)WHITE;
}

bool
rtk_qr_read(struct rtk_qr_reader *r, struct rtk_buf *out,
    const struct rtk_pdf_bitmap *picture)
{
	char bytes[BYTES_MAX];
	ptrdiff_t size;

	if (picture->width == 0 || picture->width != picture->height)
		return false;
	spread(&r->gray, picture);
	size = rtk_zxing_read(bytes, sizeof(bytes),
	    (const uint8_t *)r->gray.bytes, (int)picture->width);
	if (size == -2)
		rtk_out_of_memory();
	if (size < 0 || (size_t)size > sizeof(bytes))
		return false;
	rtk_buf_add(out, bytes, (size_t)size);
	return true;
}
