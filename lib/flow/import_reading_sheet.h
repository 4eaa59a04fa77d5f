/* Inside flow/import_reading_sheet*: archives of heat calculators. */
#ifndef RTK_FLOW_IMPORT_READING_SHEET_H
#define RTK_FLOW_IMPORT_READING_SHEET_H

#include "flow/import_readings.h"
#include "io/reading_sheet.h"

/** Rows by the hour or the day; begins with readings and map, else zeros. */
struct rtk_reading_archive {
	struct rtk_readings *readings;
	const struct rtk_reading_map *map;
	struct rtk_archive_point *points;
	size_t count, room;
};

/** A row of it; texts live in the arena of the import. */
struct rtk_archive_point {
	struct rtk_sheet_row row;
	const char *key; /* the names of the meter */
	int64_t minute;  /* since 1970-01-01 */
	int32_t day;     /* 24:00 is the end of it */
	int64_t value;   /* 1e-6 */
};

/** Whether a map of that name comes with rtk. */
bool rtk_readings_has_map(const char *name);

/** Adds a row of a table as one of readings, or refuses it. */
void rtk_readings_add_sheet_row(
    struct rtk_readings *readings, const struct rtk_sheet_row *row);

/** Keeps a row of an archive; one that is no good is refused at once. */
void rtk_reading_archive_add(
    struct rtk_reading_archive *archive, const struct rtk_sheet_row *row);

/**
 * Adds a reading for each meter and month: the last total of the month, or
 * what was counted from the begin on. Behind a gap a sum is no reading: the
 * row is refused, and what follows of that meter is not looked at.
 */
int rtk_reading_archive_finish(struct rtk_reading_archive *archive,
    struct rtk_sheet *sheet, struct rtk_err *err) RTK_MUST_CHECK;

#endif
