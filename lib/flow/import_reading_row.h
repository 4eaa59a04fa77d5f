/* Inside flow/import_reading*: a row of readings, as it is kept in memory. */
#ifndef RTK_FLOW_IMPORT_READING_ROW_H
#define RTK_FLOW_IMPORT_READING_ROW_H

#include "base/err.h"

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
	RTK_READING_GIS,
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
	bool found;   /* its name was looked for */
	bool rounded; /* its value is rounded to the decimals of the meter */
};

struct rtk_reading_doubt;

/** A row that goes to the quarantine; texts are the arena's. */
struct rtk_bad_row {
	const char *raw;
	uint32_t raw_size;
	uint32_t line;
	enum rtk_fault fault;
	const char *column;
	const char *value;
	const char *detail;
	struct rtk_reading_doubt *doubt; /* of an implausible one, else NULL */
	int64_t meter;                   /* below: what the doubt is of */
	int64_t reading;
};

/** Taken rows on the way to the database, in the order of their keys. */
struct rtk_reading_chunk {
	size_t count;
	int64_t cells[]; /* RTK_READING_CHUNK_ROWS rows */
};

enum { RTK_READING_CHUNK_ROWS = 8192 };

#endif
