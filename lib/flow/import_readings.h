/*
 * Inside flow/import_reading*: a file of readings on its way in. All rows are
 * read, their meters found, then they are judged meter by meter in the order
 * of days, and stored in the order of keys.
 */
#ifndef RTK_FLOW_IMPORT_READINGS_H
#define RTK_FLOW_IMPORT_READINGS_H

#include "base/pipe.h"
#include "flow/import_kind.h"
#include "flow/import_meter_index.h"
#include "flow/import_sort.h"
#include "model.h"
#include "store/readings.h"

/** Columns of readings.csv. */
enum {
	RTK_READING_METER,
	RTK_READING_ACCOUNT,
	RTK_READING_SERVICE,
	RTK_READING_SERIAL,
	RTK_READING_DATE,
	RTK_READING_VALUE,
	RTK_READING_CHANNEL,
	RTK_READING_RECEIVED,
	RTK_READING_COLUMNS
};

/** What became of a row. */
enum rtk_row_state { RTK_ROW_READ, RTK_ROW_TAKEN, RTK_ROW_DONE };

/** A row: 64 bytes, a million of them must fit. */
struct rtk_reading_row {
	int64_t meter;    /* 0: not found yet */
	int64_t value;    /* 1e-6 of the meter's unit */
	const char *name; /* of the meter; lives as long as the file */
	const char *raw;
	uint32_t raw_size;
	uint32_t line;
	int32_t day;
	int32_t received;
	uint32_t next; /* row of the same name, from 1; 0: none */
	int16_t period;
	uint8_t name_size;
	uint8_t how; /* enum rtk_meter_name */
	uint8_t channel;
	uint8_t number; /* among those of the meter and month */
	int8_t service; /* enum rtk_meter_service; -1: not named */
	uint8_t state;
	bool found; /* its name was looked for */
};

/** A row that goes to the quarantine; texts are the arena's. */
struct rtk_bad_row {
	const char *raw;
	uint32_t raw_size;
	uint32_t line;
	enum rtk_fault fault;
	const char *column;
	const char *value;
	const char *detail;
};

/** Taken rows on the way to the database, in the order of their keys. */
struct rtk_reading_chunk {
	size_t count;
	int64_t cells[]; /* RTK_READING_CHUNK_ROWS rows */
};

enum { RTK_READING_CHUNK_ROWS = 8192 };

/** The file. */
struct rtk_readings {
	struct rtk_import *import;
	struct rtk_db *reader; /* what is known; of a large file another one */
	struct rtk_pipe *pipe; /* takes the chunks of a large file; or NULL */
	struct rtk_reading_chunk *chunk;  /* being filled */
	struct rtk_period chunked_period; /* of the rows that go there */
	struct rtk_reading_row *rows;
	size_t count, room;
	struct rtk_bad_row *bad;
	size_t bad_count, bad_room;
	struct rtk_rule_rows rules;
	struct rtk_period first_period;
	struct rtk_period last_closed;       /* before all months: none */
	int8_t last_day[RTK_PERIOD_MAX + 1]; /* 0: not looked up yet */
	int64_t late;
};

/** Puts a row aside with its fault. */
void rtk_readings_refuse(struct rtk_readings *readings,
    struct rtk_reading_row *row, const struct rtk_err *fault);

/**
 * Finds the meters of all rows, in the index where there is one; refuses
 * those without.
 */
int rtk_readings_find_meters(struct rtk_readings *readings,
    const struct rtk_meter_index *index, struct rtk_err *err) RTK_MUST_CHECK;

/** What a meter counted in some days up to a day. */
struct rtk_consumption {
	int64_t volume; /* 1e-6 of the meter's unit */
	int64_t days;
	struct rtk_date day;
};

/**
 * Whether it is over the norm of the account for those days: 1, 0, -1. There
 * is no norm of hot water for a shop: then 1, the own mean alone decides.
 */
int rtk_readings_over_norm(const struct rtk_readings *readings,
    const struct rtk_meter *meter, const struct rtk_consumption *consumption,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The month for which the row counts; its meter is found. */
int rtk_readings_set_period(struct rtk_readings *readings,
    struct rtk_reading_row *row, struct rtk_err *err) RTK_MUST_CHECK;

/** Puts a taken row into the chunk, and the full chunk into the pipe. */
void rtk_readings_send(
    struct rtk_readings *readings, struct rtk_reading_row *row);

/**
 * Judges the rows, which the keys bring in the order of meters and days: each
 * is taken, known or refused.
 */
int rtk_readings_judge(struct rtk_readings *readings,
    const struct rtk_sort_key *keys, size_t count,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Puts the rows in order, judges them and stores what is good and what is
 * not; of a large file in two threads.
 */
int rtk_readings_store(struct rtk_readings *readings, bool large,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The KIND; for a large file the names of meters are loaded at once. */
int rtk_readings_prepare(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_readings_dispose(struct rtk_import *import);
int rtk_import_readings(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

#endif
