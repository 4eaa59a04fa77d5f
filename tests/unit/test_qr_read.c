#include "document.h"

#include "io/qr.h"
#include "io/qr_read.h"

/* Bytes of every value, no two texts alike. */
static size_t
bytes_of(char *out, size_t size, unsigned number)
{
	uint32_t seed = number * 2654435761u + 1;

	for (size_t i = 0; i < size; i++) {
		seed = seed * 1664525u + 1013904223u;
		out[i] = (char)(seed >> 24);
	}
	return size;
}

static struct rtk_pdf_bitmap
picture_of(const struct rtk_qr *qr)
{
	return (struct rtk_pdf_bitmap){qr->bits, qr->side, qr->side};
}

static void
encode(struct rtk_qr *qr, size_t size, unsigned number)
{
	char bytes[700];

	assert_good(
	    rtk_qr_encode(qr, bytes, bytes_of(bytes, size, number), &err));
}

/* Turns the modules of a square over. */
static void
flip(struct rtk_qr *qr, size_t left, size_t top, size_t side)
{
	size_t row = (qr->side + 7) / 8;

	for (size_t y = top; y < top + side; y++)
		for (size_t x = left; x < left + side; x++)
			qr->bits[y * row + x / 8] ^= (uint8_t)(0x80 >> x % 8);
}

/* Whether the picture says these bytes. */
static bool
says(const struct rtk_pdf_bitmap *picture, size_t size, unsigned number)
{
	struct rtk_qr_reader *reader = rtk_qr_reader_new();
	struct rtk_buf read = {0};
	char bytes[700];
	bool same;

	(void)bytes_of(bytes, size, number);
	same = rtk_qr_read(reader, &read, picture) && read.size == size &&
	    memcmp(read.bytes, bytes, size) == 0;
	rtk_buf_release(&read);
	rtk_qr_reader_free(reader);
	return same;
}

static void
codes_of_every_size_are_read_byte_by_byte(void **state)
{
	static struct rtk_qr qr;
	bool seen[RTK_QR_VERSION_MAX + 1] = {false};

	(void)state;
	for (size_t size = 1; size <= 666; size++) {
		struct rtk_pdf_bitmap picture;

		encode(&qr, size, (unsigned)size);
		picture = picture_of(&qr);
		assert_true(says(&picture, size, (unsigned)size));
		seen[(qr.side - 17) / 4] = true;
	}
	for (int version = 1; version <= RTK_QR_VERSION_MAX; version++)
		assert_true(seen[version]);
}

static void
the_code_of_another_is_told_apart(void **state)
{
	static struct rtk_qr qr;
	struct rtk_pdf_bitmap picture;

	(void)state;
	encode(&qr, 500, 1);
	picture = picture_of(&qr);
	assert_true(says(&picture, 500, 1));
	assert_false(says(&picture, 500, 2));
	assert_false(says(&picture, 499, 1));
}

static void
a_damaged_square_is_found_wherever_it_lies(void **state)
{
	enum { SQUARE = 40 };
	static struct rtk_qr whole;
	int places = 0;

	(void)state;
	encode(&whole, 500, 3);
	for (size_t y = 0; y + SQUARE <= whole.side; y += 5)
		for (size_t x = 0; x + SQUARE <= whole.side; x += 5) {
			struct rtk_qr qr = whole;
			struct rtk_pdf_bitmap picture = picture_of(&qr);

			flip(&qr, x, y, SQUARE);
			assert_false(says(&picture, 500, 3));
			places++;
		}
	assert_int_equal(places, 100);
}

/* By its three corners a camera finds a code. */
static void
a_code_without_its_corners_is_none(void **state)
{
	enum { CORNER = 7 };
	static struct rtk_qr whole;
	size_t far, corners[3][2] = {{0, 0}};

	(void)state;
	encode(&whole, 500, 4);
	far = whole.side - CORNER;
	corners[1][0] = corners[2][1] = far;
	for (size_t i = 0; i < 3; i++) {
		struct rtk_qr qr = whole;
		struct rtk_pdf_bitmap picture = picture_of(&qr);

		assert_true(says(&picture, 500, 4));
		flip(&qr, corners[i][0], corners[i][1], CORNER);
		assert_false(says(&picture, 500, 4));
	}
}

/* The code holds what heals it: what is read is what was meant. */
static void
a_spot_in_the_data_is_healed(void **state)
{
	static struct rtk_qr qr;
	struct rtk_pdf_bitmap picture;

	(void)state;
	encode(&qr, 500, 5);
	flip(&qr, 40, 40, 3);
	picture = picture_of(&qr);
	assert_true(says(&picture, 500, 5));
}

static void
pictures_of_no_code_say_nothing(void **state)
{
	static const unsigned sides[] = {
	    0, 1, 17, 20, 21, 22, 85, 86, 177, 178};
	uint8_t *bits = calloc(178, 23);

	(void)state;
	assert_non_null(bits);
	for (unsigned fill = 0; fill < 2; fill++) {
		memset(bits, fill == 0 ? 0 : 0xFF, (size_t)178 * 23);
		for (size_t i = 0; i < RTK_COUNT(sides); i++) {
			struct rtk_pdf_bitmap picture = {
			    bits, sides[i], sides[i]};

			assert_false(says(&picture, 0, 0));
		}
		assert_false(
		    says(&(struct rtk_pdf_bitmap){bits, 85, 89}, 0, 0));
	}
	free(bits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(codes_of_every_size_are_read_byte_by_byte),
	    cmocka_unit_test(the_code_of_another_is_told_apart),
	    cmocka_unit_test(a_damaged_square_is_found_wherever_it_lies),
	    cmocka_unit_test(a_code_without_its_corners_is_none),
	    cmocka_unit_test(a_spot_in_the_data_is_healed),
	    cmocka_unit_test(pictures_of_no_code_say_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
