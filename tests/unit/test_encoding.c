#include "fixture.h"

#include <iconv.h>

#include "text/encoding.h"
#include "text/lines.h"
#include "text/utf8.h"

static const char pangram[] =
    "Съешь же ещё этих мягких французских булок, да выпей чаю; №5 «тест»\n";

/* The pangram in another encoding, by iconv itself. */
static struct rtk_buf
in_encoding(const char *name, const char *text)
{
	struct rtk_buf out = {0};
	iconv_t converter = iconv_open(name, "UTF-8");
	char *copy = rtk_strdup(text), *from = copy;
	size_t left = strlen(text), room = left + 16;
	char *bytes = malloc(room), *to = bytes;

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
	rtk_buf_add(&out, bytes, (size_t)(to - bytes));
	(void)iconv_close(converter);
	free(copy);
	free(bytes);
	return out;
}

static void
expect(struct rtk_buf *file, enum rtk_encoding_use use,
    enum rtk_encoding encoding, const char *text)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text out;

	assert_int_equal(
	    rtk_encoding_convert(&out, file, RTK_ENCODING_AUTO, use, &err), 0);
	assert_int_equal(out.encoding, encoding);
	assert_int_equal(out.size, strlen(text));
	assert_memory_equal(out.bytes, text, out.size);
	assert_int_equal(out.replaced, 0);
	rtk_buf_release(file);
}

static void
expect_fault(struct rtk_buf *file, enum rtk_encoding encoding,
    enum rtk_encoding_use use, const char *id, long line)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text out;

	assert_int_equal(
	    rtk_encoding_convert(&out, file, encoding, use, &err), -1);
	assert_string_equal(rtk_fault_id(err.fault), id);
	assert_int_equal(err.line, line);
	rtk_buf_release(file);
}

static void
utf8_is_kept_where_it_stands(void **state)
{
	struct rtk_buf file = buf_of(pangram, sizeof(pangram) - 1);
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text out;

	(void)state;
	assert_int_equal(rtk_encoding_convert(&out, &file, RTK_ENCODING_AUTO,
			     RTK_ENCODING_CSV, &err),
	    0);
	assert_ptr_equal(out.bytes, file.bytes);
	assert_int_equal(out.encoding, RTK_ENCODING_UTF8);
	rtk_buf_release(&file);
}

static void
marks_at_both_ends_go(void **state)
{
	struct rtk_buf file = buf_of("\xEF\xBB\xBF"
				     "a;b\r\n\x1A",
	    9);
	struct rtk_buf empty = {0};

	(void)state;
	expect(&file, RTK_ENCODING_CSV, RTK_ENCODING_UTF8, "a;b\r\n");
	expect(&empty, RTK_ENCODING_CSV, RTK_ENCODING_UTF8, "");
	file = buf_of("\xEF\xBB\xBF", 3);
	expect(&file, RTK_ENCODING_BANK, RTK_ENCODING_UTF8, "");
	file = buf_of("\x1A", 1);
	expect(&file, RTK_ENCODING_BANK, RTK_ENCODING_UTF8, "");
}

static void
csv_that_is_not_utf8_is_windows(void **state)
{
	struct rtk_buf file = in_encoding("CP1251", pangram);

	(void)state;
	expect(&file, RTK_ENCODING_CSV, RTK_ENCODING_CP1251, pangram);
}

static void
letters_tell_the_encoding_of_a_bank_file(void **state)
{
	static const char capitals[] =
	    "УДМУРТСКАЯ РЕСП,Г ИЖЕВСК,УЛ ПУШКИНСКАЯ;ИВАНОВ ИВАН ИВАНОВИЧ";
	static const char *const text[] = {capitals,
	    "съешь же ещё этих мягких французских булок, да выпей чаю"};
	struct rtk_buf file;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(text); i++) {
		file = in_encoding("CP1251", text[i]);
		expect(&file, RTK_ENCODING_BANK, RTK_ENCODING_CP1251, text[i]);
		file = in_encoding("CP866", text[i]);
		expect(&file, RTK_ENCODING_BANK, RTK_ENCODING_CP866, text[i]);
		file = in_encoding("KOI8-R", text[i]);
		expect(&file, RTK_ENCODING_BANK, RTK_ENCODING_KOI8R, text[i]);
	}
}

static void
doubt_is_refused(void **state)
{
	/* the letter е in windows-1251 and in KOI8-R alike */
	struct rtk_buf file = buf_of("\xC5\xC5\xC5", 3);

	(void)state;
	expect_fault(
	    &file, RTK_ENCODING_AUTO, RTK_ENCODING_BANK, "text.ambiguous", 0);
}

static void
the_key_of_a_statement_goes_before_the_letters(void **state)
{
	static const char text[] =
	    "1CClientBankExchange\nКодировка=DOS\nъъъъъъъъъъъъъъъъъъъъъъъъъъ\n";
	struct rtk_buf file = in_encoding("CP866", text);

	(void)state;
	expect(&file, RTK_ENCODING_STATEMENT, RTK_ENCODING_CP866, text);
	file = in_encoding("CP1251", text);
	expect(&file, RTK_ENCODING_STATEMENT, RTK_ENCODING_CP1251, text);
	/* evidence before what the header says */
	file = buf_of(text, sizeof(text) - 1);
	expect(&file, RTK_ENCODING_STATEMENT, RTK_ENCODING_UTF8, text);
}

static void
no_text_is_refused(void **state)
{
	struct rtk_buf file = buf_of("\xFF\xFE"
				     "a\0",
	    4);

	(void)state;
	expect_fault(
	    &file, RTK_ENCODING_AUTO, RTK_ENCODING_CSV, "text.utf16", 0);
	file = buf_of("\xFE\xFF\0a", 4);
	expect_fault(
	    &file, RTK_ENCODING_CP1251, RTK_ENCODING_BANK, "text.utf16", 0);
	file = buf_of("a\r\nb\0c", 6);
	expect_fault(&file, RTK_ENCODING_AUTO, RTK_ENCODING_CSV, "text.nul", 2);
}

static void
bad_bytes_are_counted_in_csv_and_refused_from_banks(void **state)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text out;
	struct rtk_buf file = buf_of("a\xC0\nb\xD0", 5);

	(void)state;
	assert_int_equal(rtk_encoding_convert(&out, &file, RTK_ENCODING_UTF8,
			     RTK_ENCODING_CSV, &err),
	    0);
	assert_int_equal(out.replaced, 2);
	assert_int_equal(out.size, 9);
	assert_memory_equal(out.bytes, "a\xEF\xBF\xBD\nb\xEF\xBF\xBD", 9);
	rtk_buf_release(&file);

	file = buf_of("a\n\x98\xE0", 4); /* 0x98 is no letter of cp1251 */
	assert_int_equal(rtk_encoding_convert(&out, &file, RTK_ENCODING_CP1251,
			     RTK_ENCODING_CSV, &err),
	    0);
	assert_int_equal(out.replaced, 1);
	assert_memory_equal(out.bytes, "a\n\xEF\xBF\xBD\xD0\xB0", 7);
	rtk_buf_release(&file);

	file = buf_of("a\n\x98\xE0", 4);
	expect_fault(
	    &file, RTK_ENCODING_CP1251, RTK_ENCODING_BANK, "text.encoding", 2);
	file = buf_of("a\n\xE0\n", 4);
	expect_fault(&file, RTK_ENCODING_UTF8, RTK_ENCODING_STATEMENT,
	    "text.encoding", 2);
}

static void
encodings_have_names(void **state)
{
	static const struct {
		const char *name;
		enum rtk_encoding encoding;
	} names[] = {{"cp1251", RTK_ENCODING_CP1251},
	    {"WINDOWS-1251", RTK_ENCODING_CP1251},
	    {"CP866", RTK_ENCODING_CP866}, {"koi8-r", RTK_ENCODING_KOI8R},
	    {"UTF-8", RTK_ENCODING_UTF8}, {"auto", RTK_ENCODING_AUTO},
	    {NULL, RTK_ENCODING_AUTO}};
	static const char *const wrong[] = {"", "|", "cp1252", "utf-16",
	    "cp1251|866", "a name that is far too long for an encoding"};
	struct rtk_err err = RTK_ERR_INIT;
	enum rtk_encoding out;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(names); i++) {
		assert_int_equal(
		    rtk_encoding_find(&out, names[i].name, &err), 0);
		assert_int_equal(out, names[i].encoding);
	}
	for (size_t i = 0; i < RTK_COUNT(wrong); i++) {
		assert_int_equal(rtk_encoding_find(&out, wrong[i], &err), -1);
		assert_string_equal(
		    rtk_fault_id(err.fault), "text.unknown_encoding");
		rtk_err_clear(&err);
	}
	assert_string_equal(
	    rtk_encoding_name(RTK_ENCODING_CP1251), "windows-1251");
}

static void
utf8_borders_hold(void **state)
{
	static const char *const good[] = {"\x7F", "\xC2\x80", "\xDF\xBF",
	    "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
	    "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"};
	static const char *const bad[] = {"\x80", "\xC1\xBF", "\xE0\x9F\xBF",
	    "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
	    "\xF5\x80\x80\x80", "\xC2", "\xE1\x80", "\xF1\x80\x80",
	    "\xE1\x80\x61", "\xFF"};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(good); i++)
		assert_int_equal(
		    rtk_utf8_valid(good[i], strlen(good[i])), strlen(good[i]));
	for (size_t i = 0; i < RTK_COUNT(bad); i++)
		assert_int_equal(rtk_utf8_valid(bad[i], strlen(bad[i])), 0);
}

/* All that iconv takes for UTF-8 is valid here and the other way round. */
static void
utf8_is_what_iconv_says(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		char bytes[4], out[32], *from = bytes, *to = out;
		size_t left = sizeof(bytes), room = sizeof(out);
		iconv_t converter;

		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = (char)(seed >> 24 |
			    (i > 0 && (seed & 0x700) != 0 ? 0x80 : 0));
			if (i > 0 && (seed & 0x700) != 0)
				bytes[i] = (char)(bytes[i] & 0xBF);
		}
		converter = iconv_open("UTF-32LE", "UTF-8");
		(void)iconv(converter, &from, &left, &to, &room);
		(void)iconv_close(converter);
		assert_int_equal(
		    rtk_utf8_valid(bytes, sizeof(bytes)), sizeof(bytes) - left);
	}
}

static void
lines_end_three_ways(void **state)
{
	static const char text[] = "a\nb\r\nc\r\rd";
	static const char *const want[] = {"a", "b", "c", "", "d"};
	struct rtk_lines lines;
	struct rtk_line line;
	long n = 0;

	(void)state;
	rtk_lines_init(&lines, text, sizeof(text) - 1);
	while (rtk_lines_next(&lines, &line)) {
		assert_int_equal(line.size, strlen(want[n]));
		assert_memory_equal(line.bytes, want[n], line.size);
		assert_int_equal(line.number, ++n);
	}
	assert_int_equal(n, 5);
	assert_int_equal(rtk_lines_number_at(text, sizeof(text) - 1, 0), 1);
	assert_int_equal(rtk_lines_number_at(text, sizeof(text) - 1, 3), 2);
	assert_int_equal(rtk_lines_number_at(text, sizeof(text) - 1, 8), 5);
	rtk_lines_init(&lines, "", 0);
	assert_false(rtk_lines_next(&lines, &line));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(utf8_is_kept_where_it_stands),
	    cmocka_unit_test(marks_at_both_ends_go),
	    cmocka_unit_test(csv_that_is_not_utf8_is_windows),
	    cmocka_unit_test(letters_tell_the_encoding_of_a_bank_file),
	    cmocka_unit_test(doubt_is_refused),
	    cmocka_unit_test(the_key_of_a_statement_goes_before_the_letters),
	    cmocka_unit_test(no_text_is_refused),
	    cmocka_unit_test(
		bad_bytes_are_counted_in_csv_and_refused_from_banks),
	    cmocka_unit_test(encodings_have_names),
	    cmocka_unit_test(utf8_borders_hold),
	    cmocka_unit_test(utf8_is_what_iconv_says),
	    cmocka_unit_test(lines_end_three_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
