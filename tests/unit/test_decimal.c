#include "test.h"

#include "num/decimal.h"

static int
parse(int64_t *out, const char *text, int scale, struct rtk_err *err)
{
	return rtk_decimal_parse(out, text, strlen(text), scale, err);
}

static void
accepts_what_the_office_writes(void **state)
{
	static const struct {
		const char *text;
		int scale;
		int64_t value;
	} cases[] = {
	    {"0", 0, 0},
	    {"12,5", 3, 12500},
	    {"12.5", 3, 12500},
	    {"-12.5", 3, -12500},
	    {"  7  ", 2, 700},
	    {"1 234 567,89", 2, 123456789},
	    {"1\xC2\xA0" "234,5", 1, 12345},
	    {"1\xE2\x80\xAF" "234", 0, 1234},
	    {"0,50", 1, 5},
	    {"00012", 0, 12},
	    {"9223372036854775807", 0, INT64_MAX},
	    {"-9223372036854775807", 0, -INT64_MAX},
	    {"0.000001", 6, 1},
	};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		int64_t value = -1;

		assert_good(parse(&value, cases[i].text, cases[i].scale, &err));
		assert_int_equal(value, cases[i].value);
	}
}

static void
refuses_what_is_not_a_number(void **state)
{
	static const struct {
		const char *text;
		int scale;
		enum rtk_fault fault;
	} cases[] = {
	    {"", 2, RTK_E_NUM_EMPTY},
	    {"   ", 2, RTK_E_NUM_EMPTY},
	    {"-", 2, RTK_E_NUM_CHAR},
	    {"--1", 2, RTK_E_NUM_CHAR},
	    {"+1", 2, RTK_E_NUM_CHAR},
	    {"12O,5", 2, RTK_E_NUM_CHAR},
	    {"1e3", 2, RTK_E_NUM_CHAR},
	    {"nan", 2, RTK_E_NUM_CHAR},
	    {"0x10", 2, RTK_E_NUM_CHAR},
	    {"1.", 2, RTK_E_NUM_CHAR},
	    {".5", 2, RTK_E_NUM_CHAR},
	    {"1,2,3", 2, RTK_E_NUM_CHAR},
	    {"1,234.56", 2, RTK_E_NUM_SCALE},
	    {"12 34", 2, RTK_E_NUM_CHAR},
	    {"1  234", 2, RTK_E_NUM_CHAR},
	    {"1,5 000", 6, RTK_E_NUM_CHAR},
	    {"1'234", 2, RTK_E_NUM_CHAR},
	    {"1,005", 2, RTK_E_NUM_SCALE},
	    {"9223372036854775808", 0, RTK_E_NUM_RANGE},
	    {"92233720368547758", 6, RTK_E_NUM_RANGE},
	    {"99999999999999999999", 2, RTK_E_NUM_RANGE},
	};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		int64_t value = 42;

		assert_fault(parse(&value, cases[i].text, cases[i].scale, &err),
		    cases[i].fault);
		assert_int_equal(value, 42);
	}
}

static void
zeros_behind_the_scale_lose_nothing(void **state)
{
	int64_t value;

	(void)state;
	assert_good(parse(&value, "12,500000", 1, &err));
	assert_int_equal(value, 125);
}

static void
text_keeps_its_decimals(void **state)
{
	static const struct {
		int64_t value;
		int scale;
		int decimals_min;
		const char *text;
	} cases[] = {
	    {0, 2, 2, "0.00"},
	    {5, 2, 2, "0.05"},
	    {-5, 2, 2, "-0.05"},
	    {30005, 2, 2, "300.05"},
	    {30000, 2, 0, "300"},
	    {2000300000, 6, 2, "2000.30"},
	    {2000301200, 6, 2, "2000.3012"},
	    {7, 0, 0, "7"},
	    {INT64_MIN, 0, 0, "-9223372036854775808"},
	    {INT64_MIN, 9, 0, "-9223372036.854775808"},
	};
	char text[RTK_DECIMAL_TEXT];

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++)
		assert_string_equal(rtk_decimal_text(text, cases[i].value,
					cases[i].scale, cases[i].decimals_min),
		    cases[i].text);
}

static void
text_reads_back_as_the_same_number(void **state)
{
	uint64_t random = test_seed();
	char text[RTK_DECIMAL_TEXT];

	(void)state;
	for (int i = 0; i < 200000; i++) {
		int scale = (int)(test_random(&random) % 10);
		int shift = (int)(test_random(&random) % 63);
		int64_t value = (int64_t)(test_random(&random) >> shift);
		int64_t back = 0;

		if (value == INT64_MIN)
			continue;
		rtk_decimal_text(text, value, scale, scale / 2);
		assert_good(parse(&back, text, scale, &err));
		assert_int_equal(back, value);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(accepts_what_the_office_writes),
	    cmocka_unit_test(refuses_what_is_not_a_number),
	    cmocka_unit_test(zeros_behind_the_scale_lose_nothing),
	    cmocka_unit_test(text_keeps_its_decimals),
	    cmocka_unit_test(text_reads_back_as_the_same_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
