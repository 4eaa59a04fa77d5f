/* Numbers, days and months as Russian documents write them, UTF-8. */
#ifndef RTK_DOCUMENT_RUSSIAN_H
#define RTK_DOCUMENT_RUSSIAN_H

#include "num/date.h"
#include "num/units.h"

enum { RTK_RUSSIAN_TEXT = 64 };

/**
 * value * 10^-scale with a comma, thousands parted by no-break spaces and at
 * least `decimals_min` decimals: "1 234,56". Returns text.
 */
const char *rtk_russian_number(
    char text[RTK_RUSSIAN_TEXT], int64_t value, int scale, int decimals_min);

/** Roubles with two decimals: "1 234,56". Returns text. */
const char *rtk_russian_money(char text[RTK_RUSSIAN_TEXT], struct rtk_kop sum);

/** "октябрь 2026 г.". Returns text. */
const char *rtk_russian_month(
    char text[RTK_RUSSIAN_TEXT], struct rtk_period period);

#endif
