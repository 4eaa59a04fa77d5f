#include "base/base.h"

#include "io/qr_read.h"

#include <quirc.h>
#include <stdlib.h>
#include <string.h>

/* Of a corner, with the light line around it, and where dots run. */
enum { CORNER = 7, FENCE = 8, DOTS = 6, SIDE_MIN = 21 };

struct rtk_qr_reader {
	struct quirc_code code;
	struct quirc_data data;
};

struct rtk_qr_reader *
rtk_qr_reader_new(void)
{
	return rtk_alloc(sizeof(struct rtk_qr_reader));
}

void
rtk_qr_reader_free(struct rtk_qr_reader *r)
{
	free(r);
}

/* The modules as quirc holds them: one behind the other, low bits first. */
static void
take_over(struct quirc_code *code, const struct rtk_pdf_bitmap *p)
{
	size_t row = (p->width + 7) / 8, at = 0;

	memset(code->cell_bitmap, 0, sizeof(code->cell_bitmap));
	code->size = (int)p->width;
	for (size_t y = 0; y < p->height; y++)
		for (size_t x = 0; x < p->width; x++, at++)
			if (p->bits[y * row + x / 8] & 0x80 >> x % 8)
				code->cell_bitmap[at / 8] |=
				    (uint8_t)(1 << at % 8);
}

static bool
is_dark(const struct quirc_code *code, int x, int y)
{
	int at = y * code->size + x;

	return (code->cell_bitmap[at / 8] >> at % 8 & 1) != 0;
}

/* Rings around the middle of a corner: dark 0, 1, 3, light 2 and 4. */
static bool
corner_stands(const struct quirc_code *code, int left, int top)
{
	for (int y = -1; y < FENCE; y++)
		for (int x = -1; x < FENCE; x++) {
			int across = abs(x - CORNER / 2);
			int down = abs(y - CORNER / 2);
			int ring = across > down ? across : down;

			if (left + x < 0 || left + x >= code->size ||
			    top + y < 0 || top + y >= code->size)
				continue;
			if (is_dark(code, left + x, top + y) !=
			    (ring != 2 && ring != 4))
				return false;
		}
	return true;
}

/* By what a camera finds a code; the decoder does not look there. */
static bool
frame_stands(const struct quirc_code *code)
{
	int far = code->size - CORNER;

	for (int i = FENCE; i < code->size - FENCE; i++)
		if (is_dark(code, i, DOTS) != (i % 2 == 0) ||
		    is_dark(code, DOTS, i) != (i % 2 == 0))
			return false;
	return corner_stands(code, 0, 0) && corner_stands(code, far, 0) &&
	    corner_stands(code, 0, far);
}

bool
rtk_qr_read(struct rtk_qr_reader *r, struct rtk_buf *out,
    const struct rtk_pdf_bitmap *picture)
{
	if (picture->width != picture->height || picture->width < SIDE_MIN ||
	    picture->width > QUIRC_MAX_GRID_SIZE)
		return false;
	take_over(&r->code, picture);
	if (!frame_stands(&r->code) ||
	    quirc_decode(&r->code, &r->data) != QUIRC_SUCCESS)
		return false;
	rtk_buf_add(out, r->data.payload, (size_t)r->data.payload_len);
	return true;
}
