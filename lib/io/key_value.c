#include "base/base.h"

#include "io/key_value.h"

#include <string.h>

int
rtk_key_bad(
    const struct rtk_key_value *value, const char *wanted, struct rtk_err *err)
{
	(void)rtk_failf(err, RTK_E_LAYOUT_VALUE, "%s", wanted);
	return rtk_err_cell(err, "", value->rest.bytes, value->rest.size);
}

void
rtk_key_move(struct rtk_key_value *value, size_t bytes)
{
	value->rest =
	    rtk_bank_trim(value->rest.bytes + bytes, value->rest.size - bytes);
}

int
rtk_key_number(
    struct rtk_key_value *value, int64_t max, int64_t *out, struct rtk_err *err)
{
	int64_t number = 0;
	size_t size = 0;

	for (; size < value->rest.size && size < 6; size++) {
		char c = value->rest.bytes[size];

		if (c < '0' || c > '9')
			break;
		number = number * 10 + c - '0';
	}
	if (size == 0 || number > max)
		return rtk_key_bad(value, "number", err);
	*out = number;
	rtk_key_move(value, size);
	return 0;
}

int
rtk_key_title(
    struct rtk_key_value *value, const char **out, struct rtk_err *err)
{
	struct rtk_bank_text rest = value->rest;
	const char *end = memchr(rest.bytes + 1, '"', rest.size - 1);

	if (end == NULL || end == rest.bytes + 1)
		return rtk_key_bad(value, "\"title\"", err);
	*out = rtk_arena_copy(
	    value->arena, rest.bytes + 1, (size_t)(end - rest.bytes) - 1);
	rtk_key_move(value, (size_t)(end - rest.bytes) + 1);
	return 0;
}
