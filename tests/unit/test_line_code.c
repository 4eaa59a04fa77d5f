/* A line is stored with its words as bits: each word comes back. */
#include "test.h"

#include "store/charge.h"

static void
assert_comes_back(const struct rtk_line *line)
{
	struct rtk_line again;

	rtk_line_decode(&again, (int)rtk_line_code(line));
	assert_int_equal(again.service, line->service);
	assert_int_equal(again.component, line->component);
	assert_int_equal(again.kind, line->kind);
	assert_int_equal(again.method, line->method);
	assert_int_equal(again.formula, line->formula);
	assert_int_equal(again.decimals, line->decimals);
	assert_int_equal(again.reason, line->reason);
}

static void
every_word_comes_back(void **state)
{
	(void)state;
	for (int i = 0; i < RTK_REASONS; i++)
		assert_comes_back(
		    &(struct rtk_line){.reason = (enum rtk_reason)i});
	for (int i = 0; i < RTK_FORMULAS; i++)
		assert_comes_back(
		    &(struct rtk_line){.formula = (enum rtk_formula)i});
	for (int i = 0; i < RTK_METHODS; i++)
		assert_comes_back(
		    &(struct rtk_line){.method = (enum rtk_method)i});
	for (int i = 0; i < RTK_KINDS; i++)
		assert_comes_back(&(struct rtk_line){.kind = (enum rtk_kind)i});
	for (int i = 0; i < RTK_SERVICES; i++)
		for (int j = 0; j < RTK_COMPONENTS; j++)
			assert_comes_back(
			    &(struct rtk_line){.service = (enum rtk_service)i,
				.component = (enum rtk_component)j,
				.decimals = 6});
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_word_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
