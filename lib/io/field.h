/* Typed readers of one cell of a table. Column and value go into the error. */
#ifndef RTK_IO_FIELD_H
#define RTK_IO_FIELD_H

#include "base/err.h"
#include "num/date.h"

/** A cell as it was read; all is borrowed. An absent cell has size 0. */
struct rtk_cell {
	const char *column; /* its name as the header has it */
	const char *bytes;  /* UTF-8, not NUL-terminated */
	size_t size;
};

/** A word of a choice. A table of words ends with a NULL word. */
struct rtk_word {
	const char *word;
	const char *alias; /* Russian, several between bars, or NULL */
	int value;
};

/** Whether nothing but blanks stands in the cell. */
bool rtk_field_empty(const struct rtk_cell *cell);

/**
 * Text without blanks around it, of at most length_max letters; *out borrows
 * from the cell and keeps its column. An empty cell gives size 0. Fails with
 * row.long, and with row.control on control characters other than line ends
 * and tabs.
 */
int rtk_field_text(struct rtk_cell *out, const struct rtk_cell *cell,
    size_t length_max, struct rtk_err *err) RTK_MUST_CHECK;

/** As rtk_field_text, but fails with row.empty when nothing is there. */
int rtk_field_text_required(struct rtk_cell *out, const struct rtk_cell *cell,
    size_t length_max, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A whole number from min to max. Fails with num.empty, num.char, num.scale,
 * num.range.
 */
int rtk_field_int(int64_t *out, const struct rtk_cell *cell, int64_t min,
    int64_t max, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A decimal in units of 10^-scale, see rtk_decimal_parse(). Fails with
 * num.empty, num.char, num.scale, num.range.
 */
int rtk_field_decimal(int64_t *out, const struct rtk_cell *cell, int scale,
    struct rtk_err *err) RTK_MUST_CHECK;

/** As rtk_field_decimal, but a negative number fails with num.range. */
int rtk_field_amount(int64_t *out, const struct rtk_cell *cell, int scale,
    struct rtk_err *err) RTK_MUST_CHECK;

/** YYYY-MM-DD or DD.MM.YYYY. Fails with row.empty, date.form. */
int rtk_field_date(struct rtk_date *out, const struct rtk_cell *cell,
    struct rtk_err *err) RTK_MUST_CHECK;

/** As rtk_field_date, but an empty cell gives RTK_DATE_NONE. */
int rtk_field_date_or_none(struct rtk_date *out, const struct rtk_cell *cell,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A date, or a date with a time behind a T or a blank (HH:MM or HH:MM:SS),
 * of which the date is kept. Fails with row.empty, date.form, date.time.
 */
int rtk_field_date_time(struct rtk_date *out, const struct rtk_cell *cell,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A date with a time as above, in minutes since 1970-01-01 00:00; seconds are
 * dropped. Fails with row.empty, date.form, date.time.
 */
int rtk_field_minute(int64_t *out, const struct rtk_cell *cell,
    struct rtk_err *err) RTK_MUST_CHECK;

/** YYYY-MM. Fails with row.empty, date.period. */
int rtk_field_period(struct rtk_period *out, const struct rtk_cell *cell,
    struct rtk_err *err) RTK_MUST_CHECK;

/** yes|no|1|0|да|нет in any case. Fails with row.empty, row.choice. */
int rtk_field_bool(
    bool *out, const struct rtk_cell *cell, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The value of the word or its alias, in any case. Fails with row.empty,
 * row.choice.
 */
int rtk_field_choice(int *out, const struct rtk_cell *cell,
    const struct rtk_word *words, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Whether the text is one of the names between bars ("дом|код дома"), case
 * and ё folded; `names` may be NULL.
 */
bool rtk_field_named(const char *names, const char *text, size_t size);

#endif
