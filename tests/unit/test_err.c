#include "test.h"

static void
first_fault_is_kept(void **state)
{
	struct rtk_err err = RTK_ERR_INIT;

	(void)state;
	assert_int_equal(rtk_fail(&err, RTK_E_NUM_CHAR), -1);
	assert_int_equal(rtk_failf(&err, RTK_E_NUM_SCALE, "%d", 3), -1);
	assert_int_equal(err.fault, RTK_E_NUM_CHAR);
	assert_string_equal(err.detail, "");
}

static void
place_is_added_once(void **state)
{
	struct rtk_err err = RTK_ERR_INIT;

	(void)state;
	rtk_fail(&err, RTK_E_NUM_CHAR);
	rtk_err_cell(&err, "value", "12O,5", 5);
	rtk_err_cell(&err, "other", "x", 1);
	rtk_err_at(&err, "june.csv", 14);
	rtk_err_at(&err, "july.csv", 15);
	assert_string_equal(err.file, "june.csv");
	assert_int_equal(err.line, 14);
	assert_string_equal(err.column, "value");
	assert_string_equal(err.value, "12O,5");
	rtk_err_clear(&err);
	assert_int_equal(err.fault, RTK_E_NONE);
	assert_string_equal(err.file, "");
}

static void
long_value_is_cut_between_letters(void **state)
{
	struct rtk_err err = RTK_ERR_INIT;
	char value[200];
	size_t size;

	(void)state;
	for (size_t i = 0; i < sizeof(value); i += 2)
		memcpy(value + i, "\xD0\x96", 2);
	rtk_err_cell(&err, "name", value, sizeof(value));
	size = strlen(err.value);
	assert_true(size < sizeof(err.value));
	assert_int_equal(size % 2, 0);
	assert_memory_equal(err.value, value, size);
}

/* The catalogue hands "%s" to printf: one at most and nothing else. */
static void
texts_have_at_most_one_detail(void **state)
{
	(void)state;
	for (int i = 1; i < RTK_E_LAST; i++) {
		const char *text = rtk_fault_text((enum rtk_fault)i);
		int details = 0;

		assert_true(text[0] != '\0');
		for (const char *p = text; (p = strchr(p, '%')) != NULL; p++) {
			assert_int_equal(p[1], 's');
			details++;
		}
		assert_in_range(details, 0, 1);
		assert_true(text[strlen(text) - 1] != '.');
	}
}

static void
ids_are_unique_and_found(void **state)
{
	(void)state;
	for (int i = 1; i < RTK_E_LAST; i++)
		assert_int_equal(
		    rtk_fault_find(rtk_fault_id((enum rtk_fault)i)), i);
	assert_int_equal(rtk_fault_find("no.such"), RTK_E_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(first_fault_is_kept),
	    cmocka_unit_test(place_is_added_once),
	    cmocka_unit_test(long_value_is_cut_between_letters),
	    cmocka_unit_test(texts_have_at_most_one_detail),
	    cmocka_unit_test(ids_are_unique_and_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
