#include "document.h"

#include "io/pdf.h"
#include "io/pdf_text.h"
#include "num/date.h"

static const struct rtk_pdf_style plain = {RTK_PDF_REGULAR, 12, 0, 0};
static const struct rtk_pdf_style bold = {RTK_PDF_BOLD, 12, 0, 0};

static struct rtk_pdf *
begun(void)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct rtk_pdf_info info = {.title = "Ёлка № 1",
	    .author = "ООО «РТК»",
	    .date = rtk_date_of((struct rtk_civil){2026, 10, 31})};

	rtk_pdf_begin(pdf, &info);
	rtk_pdf_page(pdf);
	return pdf;
}

/* Saves, writes the file and forgets the painter. */
static void
finish(struct rtk_pdf *pdf, const char *path)
{
	struct rtk_buf bytes = {0};

	assert_good(rtk_pdf_save(pdf, &bytes, &err));
	test_put_file(path, &bytes);
	rtk_buf_release(&bytes);
	rtk_pdf_free(pdf);
}

static void
every_letter_comes_back_as_it_was(void **state)
{
	static const char *const rows[] = {
	    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
	    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
	    "abcdefghijklmnopqrstuvwxyz",
	    "0123456789.,:;!?()[]/+*=%@#&<>",
	    "«кавычки» „лапки“ №5 §6 70° — – … ‰ ± · • ™ © €",
	    "ІіЇїЄєҐґЎўЂђЉљЊњЋћЌќЏџЈјЅѕЃѓ",
	};
	struct rtk_pdf *pdf = begun();
	struct rtk_buf text;

	(void)state;
	test_need_tool("pdftotext");
	for (size_t i = 0; i < RTK_COUNT(rows); i++) {
		float y = 20 + 20 * (float)i;

		rtk_pdf_text(pdf, 10, y, &plain, rows[i]);
		rtk_pdf_text(pdf, 10, y + 10, &bold, rows[i]);
	}
	assert_int_equal(rtk_pdf_unknown_letters(pdf), 0);
	finish(pdf, "letters.pdf");
	text = test_output_of("pdftotext -layout -enc UTF-8 letters.pdf -");
	for (size_t i = 0; i < RTK_COUNT(rows); i++) {
		const char *regular = strstr(text.bytes, rows[i]);

		if (regular == NULL || strstr(regular + 1, rows[i]) == NULL)
			fail_msg("lost: %s", rows[i]);
	}
	rtk_buf_release(&text);
}

static void
every_letter_is_drawn(void **state)
{
	/* DejaVu Bold loses Ы: a letter without ink is the fault looked for */
	struct rtk_pdf *pdf = begun();
	char command[128];
	int pages = 0;

	(void)state;
	test_need_tool("pdftoppm");
	for (int i = 0x21; i < 256; i++) {
		struct rtk_pdf_style style = plain;
		struct rtk_buf letter = {0};

		if (rtk_pdf_letters[i] == 0 || i == 0xA0)
			continue;
		style.size_pt = 60;
		/* both faces on one page: halves are judged apart */
		if (rtk_pdf_letters[i] < 0x80)
			rtk_buf_add_byte(&letter, (char)rtk_pdf_letters[i]);
		else if (rtk_pdf_letters[i] < 0x800)
			rtk_buf_addf(&letter, "%c%c",
			    0xC0 | rtk_pdf_letters[i] >> 6,
			    0x80 | (rtk_pdf_letters[i] & 0x3F));
		else
			rtk_buf_addf(&letter, "%c%c%c",
			    0xE0 | rtk_pdf_letters[i] >> 12,
			    0x80 | (rtk_pdf_letters[i] >> 6 & 0x3F),
			    0x80 | (rtk_pdf_letters[i] & 0x3F));
		if (pages++ > 0)
			rtk_pdf_page(pdf);
		rtk_pdf_text(pdf, 50, 50, &style, letter.bytes);
		style.weight = RTK_PDF_BOLD;
		rtk_pdf_text(pdf, 50, 200, &style, letter.bytes);
		rtk_buf_release(&letter);
	}
	finish(pdf, "ink.pdf");
	(void)snprintf(
	    command, sizeof(command), "pdftoppm -r 9 -gray ink.pdf ink");
	assert_int_equal(system(command), 0);
	for (int i = 1; i <= pages; i++) {
		struct rtk_buf image = {0};
		bool ink[2] = {false, false};
		size_t half;

		(void)snprintf(command, sizeof(command), "ink-%03d.pgm", i);
		assert_good(rtk_file_read(&image, command, &err));
		half = image.size / 2;
		for (size_t at = 20; at < image.size; at++)
			if ((unsigned char)image.bytes[at] < 245)
				ink[at > half] = true;
		if (!ink[0] || !ink[1])
			fail_msg("no ink on page %d", i);
		rtk_buf_release(&image);
	}
}

static void
letters_that_the_faces_lack_are_counted(void **state)
{
	struct rtk_pdf *pdf = begun();
	struct rtk_buf bytes = {0};

	(void)state;
	rtk_pdf_text(pdf, 10, 10, &plain,
	    "5 м², 3 ₽, \xE2\x88\x92"
	    "1");
	assert_int_equal(rtk_pdf_unknown_letters(pdf), 2);
	assert_int_equal(rtk_pdf_encode(&bytes,
			     "a\xFF\xD0"
			     "b"),
	    2);
	assert_string_equal(bytes.bytes, "a??b");
	rtk_buf_release(&bytes);
	rtk_pdf_free(pdf);
}

static void
draw_sample(struct rtk_pdf *pdf)
{
	struct rtk_pdf_box box = {20, 40, 60, 30};
	const uint8_t bits[] = {0xA8, 0x50, 0xA8};
	struct rtk_pdf_bitmap bitmap = {bits, 5, 3};

	for (int i = 0; i < 3; i++) {
		if (i > 0)
			rtk_pdf_page(pdf);
		if (!rtk_pdf_layer(pdf, 0)) {
			rtk_pdf_fill(pdf, &box, 0.9f);
			rtk_pdf_text(pdf, 20, 20, &bold, "Слой");
			rtk_pdf_layer_end(pdf);
		}
		rtk_pdf_frame(pdf, &box, 0.5f, 0);
		rtk_pdf_line(pdf, &box, 0.5f, 0.5f);
		rtk_pdf_picture(pdf, &box, &bitmap);
		rtk_pdf_text_across(pdf, &bold, "Поперек");
		rtk_pdf_text(pdf, 20, 80, &plain, "Свое");
	}
}

static void
same_drawing_gives_same_bytes(void **state)
{
	struct rtk_pdf_info info = {.title = "Т",
	    .date = rtk_date_of((struct rtk_civil){2026, 10, 31})};
	struct rtk_buf first = {0}, again = {0}, other = {0};
	struct rtk_pdf *pdf = rtk_pdf_new(), *fresh = rtk_pdf_new();

	(void)state;
	rtk_pdf_begin(pdf, &info);
	rtk_pdf_page(pdf);
	draw_sample(pdf);
	assert_good(rtk_pdf_save(pdf, &first, &err));
	/* a painter used before, and a new one */
	rtk_pdf_begin(pdf, &info);
	rtk_pdf_page(pdf);
	draw_sample(pdf);
	assert_good(rtk_pdf_save(pdf, &again, &err));
	rtk_pdf_begin(fresh, &info);
	rtk_pdf_page(fresh);
	draw_sample(fresh);
	assert_good(rtk_pdf_save(fresh, &other, &err));
	assert_int_equal(first.size, again.size);
	assert_memory_equal(first.bytes, again.bytes, first.size);
	assert_int_equal(first.size, other.size);
	assert_memory_equal(first.bytes, other.bytes, first.size);
	rtk_buf_release(&first);
	rtk_buf_release(&again);
	rtk_buf_release(&other);
	rtk_pdf_free(pdf);
	rtk_pdf_free(fresh);
}

static void
file_is_sound_and_layers_stand_on_each_page(void **state)
{
	struct rtk_pdf *pdf = begun();
	struct rtk_buf text;

	(void)state;
	test_need_tool("qpdf");
	test_need_tool("pdftotext");
	draw_sample(pdf);
	finish(pdf, "sound.pdf");
	text = test_output_of("qpdf --check sound.pdf");
	assert_non_null(strstr(text.bytes, "No syntax or stream encoding"));
	rtk_buf_release(&text);
	for (int page = 1; page <= 3; page++) {
		char command[64];

		(void)snprintf(command, sizeof(command),
		    "pdftotext -f %d -l %d sound.pdf -", page, page);
		text = test_output_of(command);
		assert_non_null(strstr(text.bytes, "Слой"));
		assert_non_null(strstr(text.bytes, "Свое"));
		rtk_buf_release(&text);
	}
}

static void
file_says_its_title_and_language(void **state)
{
	struct rtk_pdf *pdf = begun();
	struct rtk_buf text;

	(void)state;
	test_need_tool("pdfinfo");
	test_need_tool("qpdf");
	rtk_pdf_text(pdf, 10, 10, &plain, "Текст");
	finish(pdf, "info.pdf");
	text = test_output_of("TZ=UTC0 pdfinfo -isodates info.pdf");
	assert_non_null(strstr(text.bytes, "Ёлка № 1"));
	assert_non_null(strstr(text.bytes, "ООО «РТК»"));
	assert_non_null(strstr(text.bytes, "2026-10-31"));
	rtk_buf_release(&text);
	text = test_output_of("qpdf --qdf --object-streams=disable info.pdf -");
	/* the catalogue stands before the first stream, so before any NUL */
	assert_non_null(strstr(text.bytes, "/Lang (ru-RU)"));
	rtk_buf_release(&text);
}

static void
text_is_broken_at_blanks_and_long_words_inside(void **state)
{
	const char *text = "one two  three";
	uint32_t one = rtk_pdf_measure(RTK_PDF_REGULAR, "one two", 7);
	struct rtk_pdf_run run;

	(void)state;
	run = rtk_pdf_break(RTK_PDF_REGULAR, text, 14, one);
	assert_int_equal(run.size, 7);
	run = rtk_pdf_break(RTK_PDF_REGULAR, text, 14, 100000);
	assert_int_equal(run.size, 14);
	assert_int_equal(run.next, 14);
	/* a line is never empty, however narrow */
	run = rtk_pdf_break(RTK_PDF_REGULAR, text, 14, 1);
	assert_int_equal(run.size, 1);
	assert_int_equal(run.next, 1);
	/* nor is № parted from its number */
	run = rtk_pdf_break(RTK_PDF_REGULAR, "a \xB9 123", 7, 1800);
	assert_int_equal(run.size, 1);
	run = rtk_pdf_break(RTK_PDF_REGULAR, "a\nb", 3, 100000);
	assert_int_equal(run.size, 1);
	assert_int_equal(run.next, 2);
}

static void
wrapped_text_is_as_high_as_was_measured(void **state)
{
	const char *text = "Общество с ограниченной ответственностью "
			   "«Региональная тепловая компания»";
	struct rtk_pdf *pdf = begun();
	struct rtk_pdf_box box = {10, 10, 40, 0};
	float height = rtk_pdf_text_height(&plain, text, 40);

	(void)state;
	assert_true(height > 3 * plain.size_pt * RTK_PDF_MM_PER_PT);
	assert_true(rtk_pdf_text_wrapped(pdf, &box, &plain, text) == height);
	assert_true(rtk_pdf_text_height(&plain, "", 40) == 0);
	rtk_pdf_free(pdf);
}

static void
text_that_must_fit_stays_in_its_box(void **state)
{
	const char *text = "Очень длинная строка, которая в поле не влезает "
			   "и будет сжата, а потом обрезана";
	struct rtk_pdf *pdf = begun();
	struct rtk_pdf_box box = {10, 10, 60, 0};
	struct rtk_buf boxes;
	const char *right;

	(void)state;
	test_need_tool("pdftotext");
	rtk_pdf_text_fit(pdf, &box, &plain, text);
	finish(pdf, "fit.pdf");
	boxes = test_output_of("pdftotext -bbox fit.pdf -");
	assert_non_null(strstr(boxes.bytes, "…"));
	for (right = boxes.bytes; (right = strstr(right, "xMax=\"")) != NULL;
	     right++)
		assert_true(strtod(right + 6, NULL) <= 70 / 25.4 * 72 + 0.2);
	rtk_buf_release(&boxes);
}

static void
faults_of_the_library_are_told_at_the_end(void **state)
{
	struct rtk_pdf *pdf = begun();
	struct rtk_buf bytes = {0};

	(void)state;
	/* a width that PDF does not allow */
	rtk_pdf_line(pdf, &(struct rtk_pdf_box){0, 0, 1, 1}, -2, 0);
	rtk_pdf_text(pdf, 10, 10, &plain, "дальше");
	assert_fault(rtk_pdf_save(pdf, &bytes, &err), RTK_E_PDF);
	assert_int_equal(bytes.size, 0);
	/* and the painter is good for the next document */
	rtk_pdf_begin(pdf, &(struct rtk_pdf_info){.title = "Т"});
	rtk_pdf_page(pdf);
	assert_good(rtk_pdf_save(pdf, &bytes, &err));
	assert_true(bytes.size > 500);
	rtk_buf_release(&bytes);
	rtk_pdf_free(pdf);
	rtk_pdf_free(NULL);
}

/*
 * libharu 2.3.0 cannot end a font with an empty table when what stands before
 * it fills whole blocks of 4096 bytes, as one set of letters in a thousand
 * does.
 */
static void
any_set_of_letters_can_be_saved(void **state)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct rtk_buf bytes = {0};
	uint64_t seed = 20261031;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		char text[128 + 2 * 64 + 1];
		size_t size = 0;

		for (int letter = 0; letter < 64 + 94; letter++) {
			seed = seed * 6364136223846793005u + 1;
			if ((int)(seed >> 40) % 100 < i % 100)
				continue;
			if (letter >= 64) {
				text[size++] = (char)('!' + letter - 64);
				continue;
			}
			/* А...Я, а...п and р...я of UTF-8 */
			text[size++] = letter < 48 ? '\xD0' : '\xD1';
			text[size++] = (char)(letter < 48 ? 0x90 + letter
							  : 0x50 + letter);
		}
		text[size] = '\0';
		rtk_pdf_begin(pdf, &(struct rtk_pdf_info){.title = "fonts"});
		rtk_pdf_page(pdf);
		rtk_pdf_text(pdf, 10, 10, &plain, text);
		rtk_pdf_text(pdf, 10, 20, &bold, text);
		rtk_buf_reset(&bytes);
		assert_good(rtk_pdf_save(pdf, &bytes, &err));
	}
	assert_int_equal(rtk_pdf_unknown_letters(pdf), 0);
	rtk_buf_release(&bytes);
	rtk_pdf_free(pdf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_set_of_letters_can_be_saved),
	    cmocka_unit_test(every_letter_comes_back_as_it_was),
	    cmocka_unit_test(every_letter_is_drawn),
	    cmocka_unit_test(letters_that_the_faces_lack_are_counted),
	    cmocka_unit_test(same_drawing_gives_same_bytes),
	    cmocka_unit_test(file_is_sound_and_layers_stand_on_each_page),
	    cmocka_unit_test(file_says_its_title_and_language),
	    cmocka_unit_test(text_is_broken_at_blanks_and_long_words_inside),
	    cmocka_unit_test(wrapped_text_is_as_high_as_was_measured),
	    cmocka_unit_test(text_that_must_fit_stays_in_its_box),
	    cmocka_unit_test(faults_of_the_library_are_told_at_the_end),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
