#include "document.h"
#include "invoice_samples.h"

#include "document/russian.h"

static struct rtk_buf
drawn(const struct sample *s, const char *path)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct rtk_buf bytes = {0};

	rtk_invoice_begin(pdf, &s->invoice, NULL);
	assert_good(rtk_invoice_draw(pdf, &s->invoice, &err));
	assert_int_equal(rtk_pdf_unknown_letters(pdf), 0);
	assert_good(rtk_pdf_save(pdf, &bytes, &err));
	if (path != NULL)
		test_put_file(path, &bytes);
	rtk_pdf_free(pdf);
	return bytes;
}

static void
numbers_are_written_in_the_russian_way(void **state)
{
	char text[RTK_RUSSIAN_TEXT];

	(void)state;
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){0}), "0,00");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){-5}), "-0,05");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){99999}), "999,99");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){123456789}),
	    "1\u00A0234\u00A0567,89");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){INT64_MIN}),
	    "-92\u00A0233\u00A0720\u00A0368\u00A0547\u00A0758,08");
	assert_string_equal(
	    rtk_russian_number(text, 1234500000, 6, 0), "1\u00A0234,5");
	assert_string_equal(
	    rtk_russian_month(text, OCTOBER), "октябрь 2026\u00A0г.");
}

static void
page_is_sound_and_says_what_it_must(void **state)
{
	static const char *const words[] = {"100-0042", "10АА123456-01",
	    "Иванова Мария Петровна", "Платежный документ за октябрь 2026",
	    "15.11.2026", "К ОПЛАТЕ", "1831083343", "40702810138250123017",
	    "044525225", "(3412) 00-00-01", "(3412) 00-00-02",
	    "meters@rtk.example", "[адрес] [показание 1] [показание 2]",
	    "https://rtk.example", "№ 123 от 22.09.2026", "12-3456789",
	    "14.12.2026, истекает", "не передано", "98,765432", "7F3A-91C2",
	    "страница 1 из 1", "4 225,38", "2 658,1234", "Пени"};
	struct sample *s;
	struct rtk_buf bytes, text;

	(void)state;
	test_need_tool("qpdf");
	test_need_tool("pdftotext");
	s = samples[SAMPLE_ORDINARY].make();
	bytes = drawn(s, "page.pdf");
	rtk_buf_release(&bytes);
	text = test_output_of("qpdf --check page.pdf");
	rtk_buf_release(&text);
	text = test_output_of("pdftotext -raw -enc UTF-8 page.pdf -");
	/* pdftotext gives no-break spaces back as plain ones */
	for (size_t i = 0; i < RTK_COUNT(words); i++)
		if (strstr(text.bytes, words[i]) == NULL)
			fail_msg("not on the page: %s", words[i]);
	rtk_buf_release(&text);
	test_free(s);
}

/* Read by eye before it was kept; RTK_UPDATE=1 keeps it anew. */
static void
text_of_each_variant_is_the_one_kept(void **state)
{
	const char *source = getenv("RTK_SOURCE");

	(void)state;
	if (source == NULL)
		skip();
	test_need_tool("pdftotext");
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		struct sample *s = samples[i].make();
		struct rtk_buf bytes = drawn(s, "kept.pdf"), text, kept = {0};
		char path[512];

		(void)snprintf(path, sizeof(path),
		    "%s/tests/unit/invoice/%s.txt", source, samples[i].name);
		text = test_output_of("pdftotext -layout kept.pdf -");
		if (getenv("RTK_UPDATE") != NULL)
			test_put_file(path, &text);
		assert_good(rtk_file_read(&kept, path, &err));
		if (kept.size != text.size ||
		    memcmp(kept.bytes, text.bytes, text.size) != 0)
			fail_msg("not as %s: %s", path, text.bytes);
		rtk_buf_release(&bytes);
		rtk_buf_release(&text);
		rtk_buf_release(&kept);
		test_free(s);
	}
}

static void
qr_read_from_the_page_is_what_was_meant(void **state)
{
	struct rtk_buf bytes, meant = {0}, read;

	(void)state;
	test_need_tool("pdftoppm");
	test_need_tool("zbarimg");
	for (size_t i = 0; i < 3; i++) {
		struct sample *s = samples[i].make();

		bytes = drawn(s, "qr.pdf");
		rtk_buf_release(&bytes);
		rtk_buf_reset(&meant);
		assert_good(rtk_invoice_qr_text(&meant, &s->invoice, &err));
		read = test_output_of(
		    "pdftoppm -r 150 -l 1 -singlefile -png qr.pdf qr "
		    "&& zbarimg -q --raw -Sbinary qr.png");
		assert_int_equal(read.size, meant.size);
		assert_memory_equal(read.bytes, meant.bytes, meant.size);
		rtk_buf_release(&read);
		test_free(s);
	}
	rtk_buf_release(&meant);
}

static void
nothing_to_pay_has_no_qr(void **state)
{
	struct sample *s;
	struct rtk_buf meant = {0}, bytes, text;

	(void)state;
	test_need_tool("pdftotext");
	s = samples[SAMPLE_ADVANCE].make();
	assert_good(rtk_invoice_qr_text(&meant, &s->invoice, &err));
	assert_int_equal(meant.size, 0);
	bytes = drawn(s, "advance.pdf");
	rtk_buf_release(&bytes);
	text = test_output_of("pdftotext -raw advance.pdf -");
	assert_non_null(strstr(text.bytes, "0,00 руб."));
	assert_non_null(strstr(text.bytes, "Платить не нужно"));
	assert_non_null(strstr(text.bytes, "аванс 5 907,40 руб."));
	/* the mark stands across: letter by letter */
	assert_non_null(strstr(text.bytes, "П\nР\nО\nЕ\nК"));
	rtk_buf_release(&text);
	test_free(s);
}

static void
long_name_gives_way_to_the_short_one_in_the_qr(void **state)
{
	struct rtk_company wordy = sample_company;
	struct sample *s = samples[SAMPLE_ORDINARY].make();
	struct rtk_buf text = {0};

	(void)state;
	wordy.name = "Общество с ограниченной ответственностью «Региональная "
		     "тепловая компания города Ижевска и окрестностей»";
	s->invoice.company = &wordy;
	assert_good(rtk_invoice_qr_text(&text, &s->invoice, &err));
	assert_non_null(strstr(text.bytes, "|Name=ООО «РТК»|"));
	rtk_buf_reset(&text);
	wordy.inn = "1831083344";
	assert_fault(
	    rtk_invoice_qr_text(&text, &s->invoice, &err), RTK_E_QR_VALUE);
	rtk_buf_release(&text);
	test_free(s);
}

static void
sums_that_do_not_add_up_are_refused(void **state)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct sample *s = samples[SAMPLE_ORDINARY].make();

	(void)state;
	rtk_invoice_begin(pdf, &s->invoice, "дом 13");
	s->invoice.closing.v++;
	assert_fault(rtk_invoice_draw(pdf, &s->invoice, &err), RTK_E_IDENTITY);
	s->invoice.closing.v--;
	s->lines[0].total.v++;
	assert_fault(rtk_invoice_draw(pdf, &s->invoice, &err), RTK_E_IDENTITY);
	s->lines[0].total.v--;
	s->invoice.opening.v = INT64_MIN;
	assert_fault(rtk_invoice_draw(pdf, &s->invoice, &err), RTK_E_IDENTITY);
	rtk_pdf_free(pdf);
	test_free(s);
}

static void
same_invoice_gives_same_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		struct sample *s = samples[i].make();
		struct rtk_buf a = drawn(s, NULL), b = drawn(s, NULL);

		assert_int_equal(a.size, b.size);
		assert_memory_equal(a.bytes, b.bytes, a.size);
		rtk_buf_release(&a);
		rtk_buf_release(&b);
		test_free(s);
	}
}

static void
second_page_comes_only_when_lines_do_not_fit(void **state)
{
	struct sample *s;
	struct rtk_buf bytes, text;

	(void)state;
	test_need_tool("pdfinfo");
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		s = samples[i].make();
		bytes = drawn(s, "count.pdf");
		rtk_buf_release(&bytes);
		text = test_output_of("pdfinfo count.pdf");
		assert_non_null(strstr(text.bytes,
		    s->invoice.line_count > 4 || s->invoice.notice_count > 2
			? "Pages:           2"
			: "Pages:           1"));
		rtk_buf_release(&text);
		test_free(s);
	}
}

/* A word of pdftotext -bbox. */
struct word {
	double left, top, right, bottom;
};

static double
attribute(const char *line, const char *name)
{
	const char *at = strstr(line, name);

	assert_non_null(at);
	return strtod(at + strlen(name), NULL);
}

static bool
overlap(const struct word *a, const struct word *b)
{
	/* boxes hold the leading: letters have a sixth of it to spare */
	double slack = (a->bottom - a->top + b->bottom - b->top) / 10;

	return a->left + 0.2 < b->right && b->left + 0.2 < a->right &&
	    a->top + slack < b->bottom && b->top + slack < a->bottom;
}

static void
check_words(const char *list, const char *name)
{
	enum { WORDS_MAX = 4000 };
	struct word *words = test_calloc(WORDS_MAX, sizeof(*words));
	size_t count = 0, page = 0;

	for (const char *at = list; *at != '\0';
	     at = strchr(at, '\n') != NULL ? strchr(at, '\n') + 1 : "") {
		if (strncmp(at, "  <page", 7) == 0)
			page = count;
		if (strncmp(at, "    <word", 9) != 0)
			continue;
		words[count] = (struct word){attribute(at, "xMin=\""),
		    attribute(at, "yMin=\""), attribute(at, "xMax=\""),
		    attribute(at, "yMax=\"")};
		if (words[count].left < 28 || words[count].right > 567 ||
		    words[count].top < 14 || words[count].bottom > 828)
			fail_msg("%s: over the edge: %.100s", name, at);
		for (size_t i = page; i < count; i++)
			if (overlap(&words[i], &words[count]))
				fail_msg("%s: overlaps: %.100s", name, at);
		count++;
		assert_true(count < WORDS_MAX);
	}
	assert_true(count > 100);
	test_free(words);
}

static void
no_words_overlap_or_leave_the_page(void **state)
{
	(void)state;
	test_need_tool("pdftotext");
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		struct sample *s = samples[i].make();
		struct rtk_buf bytes, boxes;

		/* the mark across lies under everything */
		s->invoice.draft = false;
		bytes = drawn(s, "boxes.pdf");
		rtk_buf_release(&bytes);
		boxes = test_output_of("pdftotext -bbox boxes.pdf -");
		check_words(boxes.bytes, samples[i].name);
		rtk_buf_release(&boxes);
		test_free(s);
	}
}

/* Not a test: RTK_SHOW names a folder for the samples, to be looked at. */
static void
samples_are_left_for_a_look(void **state)
{
	const char *folder = getenv("RTK_SHOW");

	(void)state;
	if (folder == NULL)
		skip();
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		struct sample *s = samples[i].make();
		struct rtk_buf bytes;
		char path[256];

		(void)snprintf(
		    path, sizeof(path), "%s/%s.pdf", folder, samples[i].name);
		bytes = drawn(s, path);
		rtk_buf_release(&bytes);
		test_free(s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_are_written_in_the_russian_way),
	    cmocka_unit_test(page_is_sound_and_says_what_it_must),
	    cmocka_unit_test(text_of_each_variant_is_the_one_kept),
	    cmocka_unit_test(qr_read_from_the_page_is_what_was_meant),
	    cmocka_unit_test(nothing_to_pay_has_no_qr),
	    cmocka_unit_test(long_name_gives_way_to_the_short_one_in_the_qr),
	    cmocka_unit_test(sums_that_do_not_add_up_are_refused),
	    cmocka_unit_test(same_invoice_gives_same_bytes),
	    cmocka_unit_test(second_page_comes_only_when_lines_do_not_fit),
	    cmocka_unit_test(no_words_overlap_or_leave_the_page),
	    cmocka_unit_test(samples_are_left_for_a_look),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
