#include "base/base.h"

#include "num/date.h"

#include <stdio.h>

bool
rtk_date_is_none(struct rtk_date date)
{
	return date.v == INT32_MIN;
}

/* Days from civil and back: eras of 400 years of 146097 days, March first. */
struct rtk_date
rtk_date_of(struct rtk_civil civil)
{
	int year = civil.year - (civil.month <= 2);
	int era = year / 400;
	int of_era = year - era * 400;
	int month = (civil.month + 9) % 12;
	int of_year = (153 * month + 2) / 5 + civil.day - 1;
	int day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

	return (struct rtk_date){era * 146097 + day - 719468};
}

struct rtk_civil
rtk_date_civil(struct rtk_date date)
{
	int days = date.v + 719468;
	int era = days / 146097;
	int of_era = days - era * 146097;
	int year = (of_era - of_era / 1460 + of_era / 36524 -
		       of_era / 146096) /
	    365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;
	struct rtk_civil civil = {
	    .year = year + era * 400 + (month >= 10),
	    .month = month < 10 ? month + 3 : month - 9,
	    .day = of_year - (153 * month + 2) / 5 + 1,
	};

	return civil;
}

int
rtk_date_weekday(struct rtk_date date)
{
	/* 1970-01-01 was a Thursday */
	int day = (date.v + 3) % 7;

	return (day < 0 ? day + 7 : day) + 1;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads exactly n digits; -1 if one is missing. */
static int
digits(const char *text, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (!is_digit(text[i]))
			return -1;
		value = value * 10 + text[i] - '0';
	}
	return value;
}

static int
month_days(int year, int month)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool
civil_valid(struct rtk_civil c)
{
	return c.year >= RTK_YEAR_MIN && c.year <= RTK_YEAR_MAX &&
	    c.month >= 1 && c.month <= 12 && c.day >= 1 &&
	    c.day <= month_days(c.year, c.month);
}

static void
trim_spaces(const char **text, size_t *size)
{
	while (*size > 0 && (*text)[0] == ' ') {
		(*text)++;
		(*size)--;
	}
	while (*size > 0 && (*text)[*size - 1] == ' ')
		(*size)--;
}

int
rtk_date_parse(
    struct rtk_date *out, const char *text, size_t size, struct rtk_err *err)
{
	struct rtk_civil c = {0};

	trim_spaces(&text, &size);
	if (size == 10 && text[4] == '-' && text[7] == '-')
		c = (struct rtk_civil){digits(text, 4), digits(text + 5, 2),
		    digits(text + 8, 2)};
	else if (size == 10 && text[2] == '.' && text[5] == '.')
		c = (struct rtk_civil){digits(text + 6, 4),
		    digits(text + 3, 2), digits(text, 2)};
	if (!civil_valid(c))
		return rtk_fail(err, RTK_E_DATE_FORM);
	*out = rtk_date_of(c);
	return 0;
}

const char *
rtk_date_text(char text[RTK_DATE_TEXT], struct rtk_date date)
{
	struct rtk_civil c;

	text[0] = '\0';
	if (rtk_date_is_none(date))
		return text;
	c = rtk_date_civil(date);
	(void)snprintf(text, RTK_DATE_TEXT, "%04u-%02u-%02u",
	    (unsigned)c.year % 10000, (unsigned)c.month % 100,
	    (unsigned)c.day % 100);
	return text;
}

const char *
rtk_date_text_ru(char text[RTK_DATE_TEXT], struct rtk_date date)
{
	struct rtk_civil c;

	text[0] = '\0';
	if (rtk_date_is_none(date))
		return text;
	c = rtk_date_civil(date);
	(void)snprintf(text, RTK_DATE_TEXT, "%02u.%02u.%04u",
	    (unsigned)c.day % 100, (unsigned)c.month % 100,
	    (unsigned)c.year % 10000);
	return text;
}

int
rtk_period_parse(struct rtk_period *out, const char *text, size_t size,
    struct rtk_err *err)
{
	int year, month;

	trim_spaces(&text, &size);
	if (size != 7 || text[4] != '-')
		return rtk_fail(err, RTK_E_PERIOD_FORM);
	year = digits(text, 4);
	month = digits(text + 5, 2);
	if (year < 2000 || year > RTK_YEAR_MAX || month < 1 || month > 12)
		return rtk_fail(err, RTK_E_PERIOD_FORM);
	*out = (struct rtk_period){(year - 2000) * 12 + month - 1};
	return 0;
}

int
rtk_period_year(struct rtk_period period)
{
	RTK_ASSERT(period.v >= 0);
	return 2000 + period.v / 12;
}

int
rtk_period_month(struct rtk_period period)
{
	RTK_ASSERT(period.v >= 0);
	return period.v % 12 + 1;
}

const char *
rtk_period_text(char text[RTK_PERIOD_TEXT], struct rtk_period period)
{
	(void)snprintf(text, RTK_PERIOD_TEXT, "%04u-%02u",
	    (unsigned)rtk_period_year(period) % 10000,
	    (unsigned)rtk_period_month(period) % 100);
	return text;
}

struct rtk_period
rtk_period_of(struct rtk_date date)
{
	struct rtk_civil c = rtk_date_civil(date);

	return (struct rtk_period){(c.year - 2000) * 12 + c.month - 1};
}

struct rtk_date
rtk_period_first(struct rtk_period period)
{
	return rtk_date_of((struct rtk_civil){
	    rtk_period_year(period), rtk_period_month(period), 1});
}

struct rtk_date
rtk_period_last(struct rtk_period period)
{
	return (struct rtk_date){
	    rtk_period_first(period).v + rtk_period_days(period) - 1};
}

int
rtk_period_days(struct rtk_period period)
{
	return month_days(rtk_period_year(period), rtk_period_month(period));
}
