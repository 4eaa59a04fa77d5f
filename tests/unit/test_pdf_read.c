#include "document.h"

#include "io/pdf.h"
#include "io/pdf_read.h"
#include "io/qr.h"
#include "io/qr_read.h"
#include "text/natural.h"

enum { PAGES = 4 };

static struct rtk_err fault = RTK_ERR_INIT;
static const struct rtk_pdf_box box = {20, 20, 38, 38};

/* "code 0", "code 1", ... of growing size, up to the largest symbol. */
static struct rtk_buf
code_of(int number)
{
	struct rtk_buf text = {0};

	rtk_buf_addf(&text, "code %d", number);
	while (text.size < (size_t)number * 200)
		rtk_buf_add_text(&text, " оплата");
	return text;
}

static void
draw_code(struct rtk_pdf *pdf, int number)
{
	static struct rtk_qr qr;
	struct rtk_buf text = code_of(number);
	struct rtk_pdf_bitmap bitmap;

	assert_good(rtk_qr_encode(&qr, text.bytes, text.size, &err));
	bitmap = (struct rtk_pdf_bitmap){qr.bits, qr.side, qr.side};
	rtk_pdf_picture(pdf, &box, &bitmap);
	rtk_buf_release(&text);
}

/* Pages with the codes 0, 1, none, 3; the last two were begun first. */
static struct rtk_buf
document(void)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct rtk_buf bytes = {0};

	rtk_pdf_begin(pdf, &(struct rtk_pdf_info){.title = "codes"});
	rtk_pdf_page(pdf);
	rtk_pdf_page(pdf);
	draw_code(pdf, 3);
	rtk_pdf_before(pdf, 0);
	rtk_pdf_page(pdf);
	draw_code(pdf, 0);
	rtk_pdf_page(pdf);
	draw_code(pdf, 1);
	assert_good(rtk_pdf_save(pdf, &bytes, &err));
	rtk_pdf_free(pdf);
	return bytes;
}

/* What page `wanted` shows; false: its picture is no code. */
static bool
read_page(struct rtk_buf *out, const struct rtk_buf *bytes, int wanted)
{
	struct rtk_qr_reader *reader = rtk_qr_reader_new();
	struct rtk_pdf_bitmap picture = {NULL, 0, 0};
	struct rtk_buf bits = {0};
	struct rtk_pdf_file file;
	bool found;

	assert_good(rtk_pdf_open(&file, bytes->bytes, bytes->size, &err));
	for (int i = 0; i <= wanted; i++)
		assert_int_equal(
		    rtk_pdf_next_picture(&file, &picture, &bits, &fault), 1);
	found = picture.width > 0 && rtk_qr_read(reader, out, &picture);
	rtk_buf_release(&bits);
	rtk_qr_reader_free(reader);
	return found;
}

static void
codes_are_read_from_the_pages_where_they_stand(void **state)
{
	struct rtk_buf bytes = document(), read = {0};

	(void)state;
	for (int page = 0; page < PAGES; page++) {
		struct rtk_buf meant = code_of(page);

		rtk_buf_reset(&read);
		if (page == 2) {
			assert_false(read_page(&read, &bytes, page));
		} else {
			assert_true(read_page(&read, &bytes, page));
			assert_int_equal(read.size, meant.size);
			assert_memory_equal(
			    read.bytes, meant.bytes, meant.size);
		}
		rtk_buf_release(&meant);
	}
	rtk_buf_release(&read);
	rtk_buf_release(&bytes);
}

static void
pages_end_where_the_document_ends(void **state)
{
	struct rtk_buf bytes = document(), bits = {0};
	struct rtk_pdf_bitmap picture;
	struct rtk_pdf_file file;
	int pages = 0;

	(void)state;
	assert_good(rtk_pdf_open(&file, bytes.bytes, bytes.size, &err));
	while (rtk_pdf_next_picture(&file, &picture, &bits, &fault) == 1)
		pages++;
	assert_int_equal(pages, PAGES);
	rtk_buf_release(&bits);
	rtk_buf_release(&bytes);
}

/* Reads to the end; whatever the bytes are, this ends without a crash. */
static void
read_all(const struct rtk_buf *bytes)
{
	struct rtk_pdf_bitmap picture;
	struct rtk_buf bits = {0};
	struct rtk_pdf_file file;

	rtk_err_clear(&fault);
	if (rtk_pdf_open(&file, bytes->bytes, bytes->size, &fault) == 0)
		while (rtk_pdf_next_picture(&file, &picture, &bits, &fault) ==
		    1)
			;
	rtk_buf_release(&bits);
}

static void
damaged_bytes_are_unreadable_or_read_otherwise(void **state)
{
	struct rtk_buf bytes = document();
	size_t whole = bytes.size;
	uint32_t seed = 7;

	(void)state;
	for (size_t cut = 0; cut < 200; cut++) {
		bytes.size = whole - cut * whole / 200;
		read_all(&bytes);
		if (cut > 0)
			assert_int_equal(fault.fault, RTK_E_PDF_UNREADABLE);
	}
	bytes.size = whole;
	for (int i = 0; i < 2000; i++) {
		size_t at;
		char was;

		seed = seed * 1664525 + 1013904223;
		at = seed % whole;
		was = bytes.bytes[at];
		bytes.bytes[at] = (char)(was ^ (1 << i % 7));
		read_all(&bytes);
		bytes.bytes[at] = was;
	}
	rtk_buf_release(&bytes);
}

static void
every_size_of_code_is_read(void **state)
{
	static char text[666];
	static struct rtk_qr qr;
	struct rtk_qr_reader *reader = rtk_qr_reader_new();
	struct rtk_buf read = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(' ' + i * 31 % 90);
	for (size_t size = 1; size <= sizeof(text); size += 5) {
		struct rtk_pdf_bitmap picture;

		assert_good(rtk_qr_encode(&qr, text, size, &err));
		picture = (struct rtk_pdf_bitmap){qr.bits, qr.side, qr.side};
		rtk_buf_reset(&read);
		assert_true(rtk_qr_read(reader, &read, &picture));
		assert_int_equal(read.size, size);
		assert_memory_equal(read.bytes, text, size);
	}
	rtk_buf_release(&read);
	rtk_qr_reader_free(reader);
}

static void
houses_and_flats_stand_as_people_count(void **state)
{
	static const char *const ordered[] = {"", "1", "2", "9", "10", "10а",
	    "10б", "11", "100", "П1", "ул. 9 Января", "ул. 10 лет Октября"};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(ordered); i++)
		for (size_t k = 0; k < RTK_COUNT(ordered); k++) {
			int order =
			    rtk_natural_compare(ordered[i], ordered[k]);

			assert_int_equal((order > 0) - (order < 0),
			    (i > k) - (i < k));
		}
	assert_int_equal(rtk_natural_compare("кв. 007", "кв. 7"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(codes_are_read_from_the_pages_where_they_stand),
	    cmocka_unit_test(pages_end_where_the_document_ends),
	    cmocka_unit_test(damaged_bytes_are_unreadable_or_read_otherwise),
	    cmocka_unit_test(every_size_of_code_is_read),
	    cmocka_unit_test(houses_and_flats_stand_as_people_count),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
