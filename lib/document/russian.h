/* Numbers, days and months as Russian documents write them, UTF-8. */
#ifndef RTK_DOCUMENT_RUSSIAN_H
#define RTK_DOCUMENT_RUSSIAN_H

#include "model.h"

enum { RTK_RUSSIAN_TEXT = 64 };

/**
 * value * 10^-scale with a comma, thousands parted by no-break spaces and at
 * least `decimals_min` decimals: "1 234,56". Returns text.
 */
const char *rtk_russian_number(
    char text[RTK_RUSSIAN_TEXT], int64_t value, int scale, int decimals_min);

/** The same rounded half away from zero to `decimals`, all of them printed. */
const char *rtk_russian_rounded(
    char text[RTK_RUSSIAN_TEXT], int64_t value, int scale, int decimals);

/** Roubles with two decimals: "1 234,56". Returns text. */
const char *rtk_russian_money(char text[RTK_RUSSIAN_TEXT], struct rtk_kop sum);

/** "Отопление", "Горячая вода". */
const char *rtk_russian_service(enum rtk_service service);

/** "Гкал", "куб. м". */
const char *rtk_russian_unit(enum rtk_component component);

/** "октябрь 2026 г.". Returns text. */
const char *rtk_russian_month(
    char text[RTK_RUSSIAN_TEXT], struct rtk_period period);

#endif
