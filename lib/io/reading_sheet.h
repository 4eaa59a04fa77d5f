/* The rows of a foreign table of readings, taken apart as a map says. */
#ifndef RTK_IO_READING_SHEET_H
#define RTK_IO_READING_SHEET_H

#include "io/reading_map.h"

/** A table to read; text and map outlive the reader. */
struct rtk_sheet_source {
	const char *text; /* UTF-8 */
	size_t size;
	bool workbook; /* it was one: dates may be numbers of days */
	const struct rtk_reading_map *map;
};

/** A row; it is valid until the next call. */
struct rtk_sheet_row {
	struct rtk_bank_text at[RTK_MAP_FIELDS];
	bool rounded; /* the value is to be rounded as its meter counts */
	const char *raw;
	size_t raw_size;
	long line;
};

struct rtk_sheet;

/**
 * Finds the row of the titles; rows that no cell of it tells apart are not
 * looked at. The caller closes *out. Fails with map.titles.
 */
int rtk_sheet_open(struct rtk_sheet **out,
    const struct rtk_sheet_source *source, struct rtk_err *err) RTK_MUST_CHECK;

/** The next row: 1, 0 no more, -1. Fails with csv.quote, row.long. */
int rtk_sheet_next(struct rtk_sheet *sheet, struct rtk_sheet_row *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The row of the titles as it stands, of no size where there are none. */
struct rtk_bank_text rtk_sheet_titles(const struct rtk_sheet *sheet);

/** Puts the factor of the map on a sum, 1e-6: 0, or -1 out of range. */
int rtk_sheet_scale(
    int64_t *value, const struct rtk_reading_map *map) RTK_MUST_CHECK;

/** Where an archive began, 1e-6, before the factor; fails with num.*. */
int rtk_sheet_begin(
    struct rtk_sheet *sheet, int64_t *out, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is fine. */
void rtk_sheet_close(struct rtk_sheet *sheet);

#endif
