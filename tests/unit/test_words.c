#include "test.h"

#include "text/utf8.h"
#include "text/words.h"

static void
nouns_follow_their_number(void **state)
{
	static const struct {
		int64_t n;
		const char *word;
	} cases[] = {{0, "рублей"}, {1, "рубль"}, {2, "рубля"}, {4, "рубля"},
	    {5, "рублей"}, {11, "рублей"}, {12, "рублей"}, {14, "рублей"},
	    {15, "рублей"}, {20, "рублей"}, {21, "рубль"}, {22, "рубля"},
	    {101, "рубль"}, {111, "рублей"}, {112, "рублей"}, {122, "рубля"},
	    {-1, "рубль"}, {-11, "рублей"}, {INT64_MIN, "рублей"}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++)
		assert_string_equal(
		    rtk_words_plural(cases[i].n, "рубль", "рубля", "рублей"),
		    cases[i].word);
}

static void
months_have_two_cases(void **state)
{
	(void)state;
	assert_string_equal(rtk_words_month(1), "январь");
	assert_string_equal(rtk_words_month(12), "декабрь");
	assert_string_equal(rtk_words_month_of(3), "марта");
	assert_string_equal(rtk_words_month_of(8), "августа");
}

static void
numbers_are_grouped_for_documents(void **state)
{
	static const struct {
		int64_t value;
		int scale;
		int decimals;
		const char *text;
	} cases[] = {{123456, 2, 2, "1~234,56"}, {0, 2, 2, "0,00"},
	    {-5, 2, 2, "-0,05"}, {100000000, 2, 2, "1~000~000,00"},
	    {99999, 2, 2, "999,99"}, {1234567, 0, 0, "1~234~567"},
	    {123, 0, 0, "123"}, {1500000, 6, 0, "1,5"}, {2000000, 6, 0, "2"},
	    {2000000, 6, 4, "2,0000"}, {1, 6, 0, "0,000001"},
	    {-1234000000, 6, 1, "-1~234,0"},
	    {INT64_MIN, 2, 2, "-92~233~720~368~547~758,08"}};
	struct rtk_buf out = {0}, want = {0};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		rtk_buf_reset(&out);
		rtk_buf_reset(&want);
		for (const char *at = cases[i].text; *at != '\0'; at++) {
			if (*at == '~')
				rtk_buf_add_text(&want, RTK_NBSP);
			else
				rtk_buf_add_byte(&want, *at);
		}
		rtk_words_add_number(
		    &out, cases[i].value, cases[i].scale, cases[i].decimals);
		assert_string_equal(out.bytes, want.bytes);
	}
	rtk_buf_reset(&out);
	rtk_words_add_money(&out, 123456);
	assert_string_equal(out.bytes, "1" RTK_NBSP "234,56");
	rtk_buf_reset(&out);
	rtk_words_add_unbroken(&out, "ул. Кирова 1");
	assert_string_equal(out.bytes, "ул." RTK_NBSP "Кирова" RTK_NBSP "1");
	rtk_buf_release(&out);
	rtk_buf_release(&want);
}

static void
letters_are_walked_and_counted(void **state)
{
	static const char text[] = "aЯ\xE2\x82\xBD\xF0\x9F\x98\x80\xFF";
	static const uint32_t want[] = {'a', 0x42F, 0x20BD, 0x1F600, 0xFFFD};
	const char *at = text, *end = text + sizeof(text) - 1;
	struct rtk_buf out = {0};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(want); i++) {
		uint32_t letter = rtk_utf8_next(&at, end);

		assert_int_equal(letter, want[i]);
		rtk_utf8_add(&out, letter);
	}
	assert_ptr_equal(at, end);
	assert_int_equal(rtk_utf8_length(text, sizeof(text) - 1), 5);
	assert_string_equal(
	    out.bytes, "aЯ\xE2\x82\xBD\xF0\x9F\x98\x80\xEF\xBF\xBD");
	rtk_buf_release(&out);
}

static void
case_folds_with_yo(void **state)
{
	struct rtk_buf out = {0};

	(void)state;
	assert_true(rtk_utf8_same("Ёлка Meter", 14, "ЕЛКА mETER", 14));
	assert_false(rtk_utf8_same("ab", 2, "abc", 3));
	assert_false(rtk_utf8_same("abc", 3, "ab", 2));
	assert_true(rtk_utf8_same("", 0, "", 0));
	assert_false(rtk_utf8_same("й", 2, "и", 2));
	rtk_utf8_add_upper(&out, "ёлка №5, Z", strlen("ёлка №5, Z"));
	assert_string_equal(out.bytes, "ЁЛКА №5, Z");
	rtk_buf_release(&out);
}

static void
blanks_are_cut_off_both_ends(void **state)
{
	static const char *const texts[] = {"x", " x ", "\t\r\nx" RTK_NBSP,
	    RTK_NBSP RTK_NBSP " x", "x\xC2\xA0\n"};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(texts); i++) {
		const char *bytes = texts[i];
		size_t size = strlen(bytes);

		rtk_utf8_trim(&bytes, &size);
		assert_int_equal(size, 1);
		assert_int_equal(*bytes, 'x');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nouns_follow_their_number),
	    cmocka_unit_test(months_have_two_cases),
	    cmocka_unit_test(numbers_are_grouped_for_documents),
	    cmocka_unit_test(letters_are_walked_and_counted),
	    cmocka_unit_test(case_folds_with_yo),
	    cmocka_unit_test(blanks_are_cut_off_both_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
