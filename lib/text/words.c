#include "base/base.h"

#include "text/words.h"

#include "text/utf8.h"

const char *
rtk_words_plural(int64_t n, const char *one, const char *few, const char *many)
{
	int hundred = (int)(n % 100), ten;

	hundred = hundred < 0 ? -hundred : hundred;
	ten = hundred % 10;
	if (hundred >= 11 && hundred <= 14)
		return many;
	if (ten == 1)
		return one;
	return ten >= 2 && ten <= 4 ? few : many;
}

const char *
rtk_words_month(int month)
{
	static const char *const months[] = {"январь", "февраль", "март",
	    "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь",
	    "ноябрь", "декабрь"};

	RTK_ASSERT(month >= 1);
	RTK_ASSERT(month <= 12);
	return months[month - 1];
}

const char *
rtk_words_month_of(int month)
{
	static const char *const months[] = {"января", "февраля", "марта",
	    "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
	    "ноября", "декабря"};

	RTK_ASSERT(month >= 1);
	RTK_ASSERT(month <= 12);
	return months[month - 1];
}

/* Digits from the last to the first, at least one before the comma. */
static size_t
put_digits(char digits[24], uint64_t rest, int scale)
{
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0 || n <= (size_t)scale);
	return n;
}

void
rtk_words_add_number(
    struct rtk_buf *buf, int64_t value, int scale, int decimals_min)
{
	char digits[24];
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	size_t behind = (size_t)scale, last = 0, n;

	RTK_ASSERT(scale >= 0 && scale <= 9);
	n = put_digits(digits, rest, scale);
	while (last + (size_t)decimals_min < behind && digits[last] == '0')
		last++;
	if (value < 0)
		rtk_buf_add_byte(buf, '-');
	for (size_t i = n; i > last; i--) {
		if (i == behind)
			rtk_buf_add_byte(buf, ',');
		else if (i > behind && i < n && (i - behind) % 3 == 0)
			rtk_buf_add_text(buf, RTK_NBSP);
		rtk_buf_add_byte(buf, digits[i - 1]);
	}
}

void
rtk_words_add_money(struct rtk_buf *buf, int64_t amount_kop)
{
	rtk_words_add_number(buf, amount_kop, 2, 2);
}

void
rtk_words_add_unbroken(struct rtk_buf *buf, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == ' ')
			rtk_buf_add_text(buf, RTK_NBSP);
		else
			rtk_buf_add_byte(buf, *text);
	}
}
