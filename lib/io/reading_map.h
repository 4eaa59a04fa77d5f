/*
 * A map: which columns of a foreign table of readings mean what, said in a
 * text that staff can write. rtk-csv(5) explains each key.
 */
#ifndef RTK_IO_READING_MAP_H
#define RTK_IO_READING_MAP_H

#include "io/bankfile.h"

struct rtk_pattern;

/** What a row may tell; up to GIS the columns of readings.csv. */
enum rtk_map_field {
	RTK_MAP_METER,
	RTK_MAP_ACCOUNT,
	RTK_MAP_SERVICE,
	RTK_MAP_SERIAL,
	RTK_MAP_DATE,
	RTK_MAP_VALUE,
	RTK_MAP_CHANNEL,
	RTK_MAP_RECEIVED,
	RTK_MAP_GIS,
	RTK_MAP_UNIT,
	RTK_MAP_TIME, /* of the date, where it has a column */
	RTK_MAP_FIELDS
};

enum {
	RTK_MAP_PASSES_MAX = 8,
	RTK_MAP_WORDS_MAX = 32,
	RTK_MAP_DIGITS_MAX = 20
};

/** What a table of an archive of a heat calculator tells. */
enum rtk_map_archive {
	RTK_MAP_NO_ARCHIVE,
	RTK_MAP_LAST, /* totals: the last one of a month is its reading */
	RTK_MAP_SUM   /* what was used: it is added to where it began */
};

/** Where a value stands and which part of it counts. */
struct rtk_map_value {
	int column;                  /* from 1; 0: none, or by its title */
	const char *titles;          /* between bars; NULL: by its number */
	bool head;                   /* in the lines above the titles */
	const char *word;            /* the same in all rows; NULL: no */
	struct rtk_pattern *pattern; /* NULL: all of it */
};

/** One word for another; or a factor of a unit. */
struct rtk_map_word {
	const char *theirs;
	const char *ours; /* of a service */
	int64_t factor;   /* of a unit, 1e-6; 0: none */
	bool divides;
};

/** A map; texts are its arena's. Release it by rtk_reading_map_release(). */
struct rtk_reading_map {
	struct rtk_arena arena;
	char delimiter; /* 0: found out */
	bool header;
	int64_t skip;   /* lines before */
	int64_t digits; /* of an account: zeros that were lost come back */
	struct rtk_map_value fields[RTK_MAP_FIELDS];
	struct rtk_map_value passes[RTK_MAP_PASSES_MAX];
	size_t pass_count;
	struct rtk_pattern *end;    /* of the first cell behind the rows */
	struct rtk_map_value begin; /* of an archive with a sum */
	enum rtk_map_archive archive;
	struct rtk_map_word services[RTK_MAP_WORDS_MAX];
	size_t service_count;
	struct rtk_map_word units[RTK_MAP_WORDS_MAX];
	size_t unit_count;
	struct rtk_map_word scale; /* of all rows; factor 0: none */
};

/**
 * Reads a map. Each fault is told to the events of the file, and it fails
 * with the first: layout.line, layout.value, layout.incomplete. Release it
 * in any case.
 */
int rtk_reading_map_read(struct rtk_reading_map *out,
    const struct rtk_bankfile *file, struct rtk_err *err) RTK_MUST_CHECK;

/** Frees what a map owns; a zeroed one is fine. */
void rtk_reading_map_release(struct rtk_reading_map *map);

/** Name and text of the map number index that comes with rtk; NULL. */
const char *rtk_reading_map_shipped(
    size_t index, const char **text, size_t *size);

#endif
