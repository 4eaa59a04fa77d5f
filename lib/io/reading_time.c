#include "base/base.h"

#include "io/reading_time.h"

#include <string.h>

#include "num/decimal.h"

enum { HOURS = 24, HOUR_MINUTES = 60, DAY_MINUTES = HOURS * HOUR_MINUTES };

/* One or two digits from *at on; -1: there are none. */
static int
take_number(const struct rtk_bank_text *text, size_t *at)
{
	int number = 0;
	size_t from = *at;

	while (*at < text->size && *at < from + 2 && text->bytes[*at] >= '0' &&
	    text->bytes[*at] <= '9')
		number = number * 10 + text->bytes[(*at)++] - '0';
	return *at > from ? number : -1;
}

/* ":MM" at *at; -1: something else. */
static int
take_part(const struct rtk_bank_text *text, size_t *at)
{
	size_t from;
	int number;

	if (*at == text->size || text->bytes[*at] != ':')
		return -1;
	from = ++*at;
	number = take_number(text, at);
	return *at == from + 2 && number < HOUR_MINUTES ? number : -1;
}

/* Minutes since the begin of the day; -1: it is no time. */
static int
minutes_of(const struct rtk_bank_text *text)
{
	size_t at = 0;
	int hours = take_number(text, &at), minutes = 0;

	if (hours < 0)
		return -1;
	if (at < text->size)
		minutes = take_part(text, &at);
	if (minutes < 0 || (at < text->size && take_part(text, &at) < 0) ||
	    at != text->size || hours * HOUR_MINUTES + minutes > DAY_MINUTES)
		return -1;
	return hours * HOUR_MINUTES + minutes;
}

/* Of a workbook: a part of a day, to the nearest minute. */
static int
minutes_of_part(struct rtk_bank_text text)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	size_t whole = 0, size;
	int64_t value;

	while (whole < text.size && text.bytes[whole] != '.')
		whole++;
	size = whole + 1 + RTK_MICRO_SCALE;
	if (whole == text.size)
		return -1;
	if (rtk_decimal_parse(&value, text.bytes,
		size < text.size ? size : text.size, RTK_MICRO_SCALE,
		&ignored) < 0 ||
	    value < 0 || value >= RTK_MICRO)
		return -1;
	return (int)((value * DAY_MINUTES + RTK_MICRO / 2) / RTK_MICRO);
}

/* A day of a workbook has a time, which is midnight. */
static struct rtk_bank_text
day_of(const struct rtk_day_time *source)
{
	static const char midnight[] = " 00:00";
	struct rtk_bank_text day = source->day;
	size_t size = sizeof(midnight) - 1;

	if (source->workbook && day.size > size &&
	    memcmp(day.bytes + day.size - size, midnight, size) == 0)
		day.size -= size;
	return day;
}

void
rtk_day_time_join(struct rtk_buf *out, const struct rtk_day_time *source)
{
	struct rtk_bank_text day = day_of(source);
	int minutes = minutes_of(&source->time);

	if (minutes < 0 && source->workbook)
		minutes = minutes_of_part(source->time);
	rtk_buf_reset(out);
	rtk_buf_add(out, day.bytes, day.size);
	rtk_buf_add_byte(out, ' ');
	if (minutes >= 0)
		rtk_buf_addf(out, "%02d:%02d", minutes / HOUR_MINUTES,
		    minutes % HOUR_MINUTES);
	else if (source->time.size == 0)
		rtk_buf_add_byte(out, '?');
	else
		rtk_buf_add(out, source->time.bytes, source->time.size);
}

bool
rtk_day_time_ends(const struct rtk_bank_text *time)
{
	return minutes_of(time) == DAY_MINUTES;
}
