#include "base/base.h"

#include "document/russian.h"

#include <stdio.h>
#include <string.h>

#include "num/decimal.h"
#include "text/utf8.h"

static const char *const months[] = {"январь", "февраль", "март", "апрель",
    "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
    "декабрь"};

const char *
rtk_russian_number(
    char text[RTK_RUSSIAN_TEXT], int64_t value, int scale, int decimals_min)
{
	char plain[RTK_DECIMAL_TEXT];
	const char *at = rtk_decimal_text(plain, value, scale, decimals_min);
	size_t out = 0, whole;

	if (*at == '-')
		text[out++] = *at++;
	/* at most 19 digits and 6 spaces of two bytes: it fits */
	for (whole = strcspn(at, "."); whole > 0; whole--) {
		text[out++] = *at++;
		if (whole > 1 && (whole - 1) % 3 == 0) {
			memcpy(text + out, RTK_NBSP, 2);
			out += 2;
		}
	}
	if (*at == '.') {
		text[out++] = ',';
		at++;
	}
	memcpy(text + out, at, strlen(at) + 1);
	return text;
}

const char *
rtk_russian_rounded(
    char text[RTK_RUSSIAN_TEXT], int64_t value, int scale, int decimals)
{
	int64_t unit = 1;

	for (int i = decimals; i < scale; i++)
		unit *= 10;
	value = value / unit +
	    (value % unit >= (unit + 1) / 2) -
	    (-(value % unit) >= (unit + 1) / 2);
	return rtk_russian_number(text, value, decimals, decimals);
}

const char *
rtk_russian_money(char text[RTK_RUSSIAN_TEXT], struct rtk_kop sum)
{
	return rtk_russian_number(text, sum.v, RTK_KOP_SCALE, RTK_KOP_SCALE);
}

const char *
rtk_russian_month(char text[RTK_RUSSIAN_TEXT], struct rtk_period period)
{
	(void)snprintf(text, RTK_RUSSIAN_TEXT, "%s %d" RTK_NBSP "г.",
	    months[rtk_period_month(period) - 1], rtk_period_year(period));
	return text;
}

const char *
rtk_russian_service(enum rtk_service service)
{
	static const char *const names[RTK_SERVICES] = {
	    [RTK_HEATING] = "Отопление",
	    [RTK_HOT_WATER] = "Горячая вода",
	    [RTK_PENALTY] = "Пени"};

	RTK_ASSERT(service < RTK_SERVICES);
	return names[service];
}

const char *
rtk_russian_unit(enum rtk_component component)
{
	return component == RTK_HEAT ? "Гкал" : "куб. м";
}
