#include "test.h"

#include <inttypes.h>

#include "base/buf.h"

static void
grows_and_stays_terminated(void **state)
{
	struct rtk_buf buf = {0};

	(void)state;
	for (int i = 0; i < 100000; i++) {
		rtk_buf_add_byte(&buf, (char)('a' + i % 26));
		assert_int_equal(buf.bytes[buf.size], '\0');
	}
	assert_int_equal(buf.size, 100000);
	assert_int_equal(buf.bytes[99999], 'a' + 99999 % 26);
	rtk_buf_reset(&buf);
	assert_string_equal(buf.bytes, "");
	rtk_buf_release(&buf);
	rtk_buf_release(&buf);
}

static void
nothing_added_is_still_a_string(void **state)
{
	struct rtk_buf buf = {0};

	(void)state;
	rtk_buf_add(&buf, NULL, 0);
	assert_string_equal(buf.bytes, "");
	rtk_buf_add_text(&buf, "");
	assert_int_equal(buf.size, 0);
	rtk_buf_release(&buf);
}

static void
format_longer_than_the_room(void **state)
{
	struct rtk_buf buf = {0};

	(void)state;
	rtk_buf_addf(&buf, "%s|%1000d|", "x", 5);
	assert_int_equal(buf.size, 1003);
	assert_int_equal(buf.bytes[1001], '5');
	rtk_buf_release(&buf);
}

static void
integers_read_as_printf_writes_them(void **state)
{
	static const int64_t values[] = {
	    0, 1, -1, 9, 10, -10, 1234567890123, INT64_MAX, INT64_MIN};
	struct rtk_buf buf = {0};
	char expected[32];

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(values); i++) {
		rtk_buf_reset(&buf);
		rtk_buf_add_int(&buf, values[i]);
		(void)snprintf(
		    expected, sizeof(expected), "%" PRId64, values[i]);
		assert_string_equal(buf.bytes, expected);
	}
	rtk_buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(grows_and_stays_terminated),
	    cmocka_unit_test(nothing_added_is_still_a_string),
	    cmocka_unit_test(format_longer_than_the_room),
	    cmocka_unit_test(integers_read_as_printf_writes_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
