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
#include "flow/import_reading_norm.h"
#include "flow/import_reading_row.h"
#include "model.h"
#include "store/readings.h"

/** The date that was looked at last. */
struct rtk_reading_day {
	struct rtk_date date;
	struct rtk_period period;
	int number; /* in the month; 0: none was looked at */
};

/** The file. */
struct rtk_readings {
	struct rtk_import *import;
	struct rtk_db *reader; /* what is known; of a large file another one */
	struct rtk_pipe *pipe; /* takes the chunks of a large file; or NULL */
	struct rtk_reading_chunk *chunk;  /* being filled */
	struct rtk_period chunked_period; /* of the rows that go there */
	struct rtk_reading_row *rows;
	size_t count, room;
	size_t waiting; /* rows that are taken and not sent to be stored */
	struct rtk_bad_row *bad;
	size_t bad_count, bad_room;
	struct rtk_rule_rows rules;
	struct rtk_period first_period;
	struct rtk_period last_closed;       /* before all months: none */
	struct rtk_reading_day day;
	struct rtk_reading_limits limits[RTK_PERIOD_MAX + 1];
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
    struct rtk_meter_index *index, struct rtk_err *err) RTK_MUST_CHECK;

/** Adds a row to be judged. */
void rtk_readings_add_row(
    struct rtk_readings *readings, const struct rtk_reading_row *row);

/**
 * --format sms: reads messages (received;phone;text). Each reading of a
 * certain one becomes a row; a message that is not certain is put aside with
 * the answer for its sender.
 */
int rtk_readings_read_messages(
    struct rtk_readings *readings, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Adds a row whose cells, in the order of readings.csv, were found by a map;
 * refuses it when they are no good.
 */
void rtk_readings_add_cells(struct rtk_readings *readings,
    struct rtk_reading_row *row, const struct rtk_cell *cells);

/** Whether the file is a workbook or a table that needs a map. */
bool rtk_readings_is_sheet(const struct rtk_import *import);

/** Reads it by the map that the format names. */
int rtk_readings_read_sheet(
    struct rtk_readings *readings, struct rtk_err *err) RTK_MUST_CHECK;

/** Puts a taken row into the chunk, and the full chunk into the pipe. */
void rtk_readings_send(
    struct rtk_readings *readings, struct rtk_reading_row *row);

/** Judges rows in the order of meters and days: taken, known or refused. */
int rtk_readings_judge(
    struct rtk_readings *readings, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Puts the rows in order, judges them and stores what is good and what is
 * not; of a large file in two threads.
 */
int rtk_readings_store(struct rtk_readings *readings, bool large,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Readings that came along with the payments of a register: source register,
 * dated and received on the day of the payment. A meter is named by its serial
 * number, by its place among those of the account, or by the service; it must
 * be a meter of the account. The rest waits in the quarantine.
 */
int rtk_import_side_readings(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** Reads the rules of the months. */
int rtk_readings_rules(
    struct rtk_readings *readings, struct rtk_err *err) RTK_MUST_CHECK;

/** The KIND; for a large file the names of meters are loaded at once. */
int rtk_readings_prepare(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_readings_dispose(struct rtk_import *import);
int rtk_import_readings(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

#endif
