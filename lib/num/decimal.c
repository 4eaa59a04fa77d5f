#include "base/base.h"

#include "num/decimal.h"

#include <string.h>

/* Length of a space that may group digits: plain, or U+00A0, or U+202F. */
static size_t
group_space(const char *text, size_t size)
{
	if (size >= 1 && text[0] == ' ')
		return 1;
	if (size >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	if (size >= 3 && memcmp(text, "\xE2\x80\xAF", 3) == 0)
		return 3;
	return 0;
}

static bool
three_digits(const char *text, size_t size)
{
	for (size_t i = 0; i < 3; i++)
		if (i >= size || text[i] < '0' || text[i] > '9')
			return false;
	return size == 3 || text[3] < '0' || text[3] > '9';
}

static int
fail_scale(struct rtk_err *err, int scale)
{
	return rtk_failf(err, RTK_E_NUM_SCALE, "%d", scale);
}

struct number {
	int64_t value;
	int digits;   /* before and behind the mark */
	int fraction; /* behind it */
	bool mark;
};

/* One byte at text[i]; returns how many bytes it took, 0 on a fault. */
static size_t
take_byte(struct number *n, const char *text, size_t size, int scale,
    struct rtk_err *err)
{
	size_t space = group_space(text, size);
	int digit = text[0] - '0';

	if (space > 0 && !n->mark && n->digits > 0 &&
	    three_digits(text + space, size - space))
		return space;
	if ((text[0] == '.' || text[0] == ',') && !n->mark && n->digits > 0) {
		n->mark = true;
		return 1;
	}
	if (digit < 0 || digit > 9) {
		rtk_fail(err, RTK_E_NUM_CHAR);
		return 0;
	}
	if (n->mark && n->fraction == scale) {
		if (digit == 0)
			return 1;
		fail_scale(err, scale);
		return 0;
	}
	n->fraction += n->mark;
	n->digits++;
	if (__builtin_mul_overflow(n->value, 10, &n->value) ||
	    __builtin_add_overflow(n->value, digit, &n->value)) {
		rtk_fail(err, RTK_E_NUM_RANGE);
		return 0;
	}
	return 1;
}

static void
trim(const char **text, size_t *size)
{
	size_t space;

	while ((space = group_space(*text, *size)) > 0) {
		*text += space;
		*size -= space;
	}
	while (*size > 0 && (*text)[*size - 1] == ' ')
		(*size)--;
}

int
rtk_decimal_parse(int64_t *out, const char *text, size_t size, int scale,
    struct rtk_err *err)
{
	struct number n = {0};
	bool negative;

	trim(&text, &size);
	negative = size > 0 && text[0] == '-';
	if (size == 0)
		return rtk_fail(err, RTK_E_NUM_EMPTY);
	for (size_t i = negative; i < size;) {
		size_t took = take_byte(&n, text + i, size - i, scale, err);

		if (took == 0)
			return -1;
		i += took;
	}
	if (n.digits == 0 || text[size - 1] == '.' || text[size - 1] == ',')
		return rtk_fail(err, RTK_E_NUM_CHAR);
	for (; n.fraction < scale; n.fraction++)
		if (__builtin_mul_overflow(n.value, 10, &n.value))
			return rtk_fail(err, RTK_E_NUM_RANGE);
	*out = negative ? -n.value : n.value;
	return 0;
}

const char *
rtk_decimal_text(
    char text[RTK_DECIMAL_TEXT], int64_t value, int scale, int decimals_min)
{
	char reversed[RTK_DECIMAL_TEXT];
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	int at = 0, out = 0;
	bool printing = false;

	RTK_ASSERT(scale >= 0 && scale <= 9);
	for (int i = scale; i > 0; i--, rest /= 10) {
		printing = printing || rest % 10 != 0 || i <= decimals_min;
		if (printing)
			reversed[at++] = (char)('0' + rest % 10);
	}
	if (printing)
		reversed[at++] = '.';
	do {
		reversed[at++] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		text[out++] = '-';
	while (at > 0)
		text[out++] = reversed[--at];
	text[out] = '\0';
	return text;
}

void
rtk_decimal_add(
    struct rtk_buf *buf, int64_t value, int scale, int decimals_min)
{
	char text[RTK_DECIMAL_TEXT];

	rtk_buf_add_text(buf,
	    rtk_decimal_text(text, value, scale, decimals_min));
}
