/* What number a payer may have meant. */
#include "test.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(letters_that_look_like_digits_are_digits),
	    cmocka_unit_test(blanks_and_marks_are_dropped),
	    cmocka_unit_test(leading_zeros_come_and_go),
	    cmocka_unit_test(the_number_itself_is_no_suggestion),
	    cmocka_unit_test(no_form_stands_twice_and_long_texts_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
