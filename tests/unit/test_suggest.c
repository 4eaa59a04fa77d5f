/* What number a payer may have meant. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "calc/suggest.h"

static struct rtk_suggest_form forms[RTK_SUGGEST_FORMS_MAX];

/* Where the form is among those of a text; their count when it is not. */
static size_t
find_form(const char *written, const char *meant, size_t *count)
{
	size_t i = 0;

	*count = rtk_suggest_forms(forms, written);
	while (i < *count && strcmp(forms[i].text, meant) != 0)
		i++;
	return i;
}

static void
assert_form(const char *written, const char *meant, int score, const char *why)
{
	size_t count, at = find_form(written, meant, &count);

	assert_true(at < count);
	assert_int_equal(forms[at].score, score);
	assert_string_equal(rtk_suggest_name(forms[at].why), why);
}

static void
assert_no_form(const char *written, const char *meant)
{
	size_t count, at = find_form(written, meant, &count);

	assert_int_equal(at, count);
}

static void
letters_that_look_like_digits_are_digits(void **state)
{
	(void)state;
	assert_form("OOOO001003", "0000001003", 95, "letters");
	assert_form("ООоо0010З", "000000103", 95, "letters");
	assert_form("I0l", "101", 95, "letters");
	assert_no_form("А101", "101");
}

static void
blanks_and_marks_are_dropped(void **state)
{
	(void)state;
	assert_form("0000 001-003", "0000001003", 95, "marks");
	assert_form("№ OO1 003", "001003", 90, "letters");
}

static void
leading_zeros_come_and_go(void **state)
{
	(void)state;
	assert_form("1001", "0000001001", 90, "zeros");
	assert_form("0000001001", "1001", 90, "zeros");
	assert_form("1OO1", "0000001001", 90, "letters");
}

static void
the_number_itself_is_no_suggestion(void **state)
{
	(void)state;
	assert_no_form("0000001001", "0000001001");
	assert_int_equal(rtk_suggest_forms(forms, ""), 0);
	assert_int_equal(rtk_suggest_forms(forms, "0000"), 0);
}

static void
no_form_stands_twice_and_long_texts_have_none(void **state)
{
	char text[200] = "";
	size_t count = rtk_suggest_forms(forms, "O-1");

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(forms[i].text, forms[j].text);
	memset(text, '7', sizeof(text) - 1);
	assert_int_equal(rtk_suggest_forms(forms, text), 0);
}

/* One slip: by trying all ways to make b of a. */
static bool
is_one_slip(const char *a, const char *b)
{
	size_t m = strlen(a), n = strlen(b), head = 0, tail = 0;

	while (head < m && head < n && a[head] == b[head])
		head++;
	while (tail < m - head && tail < n - head &&
	    a[m - 1 - tail] == b[n - 1 - tail])
		tail++;
	m -= head + tail;
	n -= head + tail;
	if (m + n == 1 || (m == 1 && n == 1))
		return true;
	return m == 2 && n == 2 && a[head] == b[head + 1] &&
	    a[head + 1] == b[head];
}

static void
slips_are_all_numbers_that_differ_by_one(void **state)
{
	static struct rtk_suggest_form slips[RTK_SUGGEST_SLIPS_MAX];
	const char *const texts[] = {"1001", "0010", "7777", "1234"};

	(void)state;
	for (size_t t = 0; t < RTK_COUNT(texts); t++) {
		size_t count = rtk_suggest_slips(slips, texts[t]), found = 0;

		for (int size = 3; size <= 5; size++)
			for (int n = 0; n < (size == 3 ? 1000
					: size == 4    ? 10000
						       : 100000);
			     n++) {
				char text[16];
				bool there = false;

				(void)snprintf(
				    text, sizeof(text), "%0*d", size, n);
				for (size_t i = 0; i < count; i++)
					there = there ||
					    strcmp(slips[i].text, text) == 0;
				assert_true(
				    there == is_one_slip(texts[t], text));
				found += there;
			}
		assert_true(found > 60);
	}
	assert_int_equal(rtk_suggest_slips(slips, "12"), 0);
	assert_int_equal(rtk_suggest_slips(slips, "12a4"), 0);
	assert_true(rtk_suggest_slips(slips, "01234567890123456789") <
	    RTK_SUGGEST_SLIPS_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(letters_that_look_like_digits_are_digits),
	    cmocka_unit_test(blanks_and_marks_are_dropped),
	    cmocka_unit_test(leading_zeros_come_and_go),
	    cmocka_unit_test(the_number_itself_is_no_suggestion),
	    cmocka_unit_test(no_form_stands_twice_and_long_texts_have_none),
	    cmocka_unit_test(slips_are_all_numbers_that_differ_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
