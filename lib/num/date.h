/* Calendar days and billing periods (months). */
#ifndef RTK_NUM_DATE_H
#define RTK_NUM_DATE_H

#include "base/err.h"

/** A day, counted from 1970-01-01. RTK_DATE_NONE: no date, open end. */
struct rtk_date {
	int32_t v;
};

/** A month, counted from 2000-01 (= 0). */
struct rtk_period {
	int32_t v;
};

#define RTK_DATE_NONE ((struct rtk_date){INT32_MIN})

/** Limits of what rtk accepts: 1900-01-01 to 2169-12-31. */
enum {
	RTK_YEAR_MIN = 1900,
	RTK_YEAR_MAX = 2169,
	RTK_PERIOD_MAX = (RTK_YEAR_MAX - 2000) * 12 + 11,
	RTK_DATE_TEXT = 11,  /* "2026-10-31" and the NUL */
	RTK_PERIOD_TEXT = 8 /* "2026-10" and the NUL */
};

/** A calendar day in parts; month and day count from 1. */
struct rtk_civil {
	int year;
	int month;
	int day;
};

/** Whether it is RTK_DATE_NONE. */
bool rtk_date_is_none(struct rtk_date date);
/** Between a day and its parts; a valid calendar day is assumed. */
struct rtk_date rtk_date_of(struct rtk_civil civil);
struct rtk_civil rtk_date_civil(struct rtk_date date);

/** 1 Monday ... 7 Sunday. */
int rtk_date_weekday(struct rtk_date date);

/**
 * Reads YYYY-MM-DD or DD.MM.YYYY; blanks around are allowed. Fails with
 * date.form.
 */
int rtk_date_parse(struct rtk_date *out, const char *text, size_t size,
    struct rtk_err *err) RTK_MUST_CHECK;

/** YYYY-MM-DD; "" for RTK_DATE_NONE. Returns text. */
const char *rtk_date_text(char text[RTK_DATE_TEXT], struct rtk_date date);

/** DD.MM.YYYY; "" for RTK_DATE_NONE. Returns text. */
const char *rtk_date_text_ru(char text[RTK_DATE_TEXT], struct rtk_date date);

/** Reads YYYY-MM from 2000-01 on. Fails with date.period. */
int rtk_period_parse(struct rtk_period *out, const char *text, size_t size,
    struct rtk_err *err) RTK_MUST_CHECK;

/** YYYY-MM. Returns text. */
const char *rtk_period_text(
    char text[RTK_PERIOD_TEXT], struct rtk_period period);

/** The month of a day; its first and its last day. */
struct rtk_period rtk_period_of(struct rtk_date date);
struct rtk_date rtk_period_first(struct rtk_period period);
struct rtk_date rtk_period_last(struct rtk_period period);

/** Days in the month. */
int rtk_period_days(struct rtk_period period);

/** 1 January ... 12 December. */
int rtk_period_month(struct rtk_period period);
int rtk_period_year(struct rtk_period period);

#endif
