/*
 * Readings in the order of their meters, judged, and into the database. Of a
 * large file one thread judges while the other one stores.
 */
#include "base/base.h"

#include "flow/import_readings.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/pipe.h"
#include "flow/import_reading_why.h"
#include "flow/import_sort.h"
#include "num/decimal.h"
#include "store/db.h"

enum {
	DAY_BITS = 20,
	AHEAD = 16,    /* rows fetched into the cache */
	PIPE_ROOM = 16 /* chunks judged ahead of the storing */
};

/* --- order ------------------------------------------------------------- */

/* By meter, then day, as keys; rows that were refused stay out. */
static size_t
set_keys(const struct rtk_readings *readings, struct rtk_sort_key *keys)
{
	struct rtk_civil begin = {RTK_YEAR_MIN, 1, 1};
	int32_t first = rtk_date_of(begin).v;
	size_t count = 0;

	for (size_t i = 0; i < readings->count; i++) {
		const struct rtk_reading_row *row = &readings->rows[i];

		if (row->state != RTK_ROW_READ)
			continue;
		keys[count].key = ((uint64_t)row->meter << DAY_BITS) |
		    (uint64_t)(row->day - first);
		keys[count++].row = (uint32_t)i;
	}
	return count;
}

/*
 * Puts the rows themselves in order: judging goes through them once and
 * should not wait for the memory at each.
 */
static void
sort_rows(struct rtk_readings *readings)
{
	struct rtk_sort_key *keys =
	    rtk_alloc((readings->count + 1) * sizeof(*keys));
	size_t count = set_keys(readings, keys);
	struct rtk_reading_row *rows;

	rtk_sort_keys(keys, count);
	rows = rtk_alloc((count + 1) * sizeof(*rows));
	for (size_t i = 0; i < count; i++) {
		if (i + AHEAD < count)
			__builtin_prefetch(
			    &readings->rows[keys[i + AHEAD].row]);
		rows[i] = readings->rows[keys[i].row];
	}
	free(keys);
	free(readings->rows);
	readings->rows = rows;
	readings->count = count;
	readings->room = count + 1;
}

/* The months of all rows; the one that most count for may be stored first. */
static int
set_periods(struct rtk_readings *readings, struct rtk_err *err)
{
	static const size_t months = RTK_PERIOD_MAX + 2;
	uint32_t *count = calloc(months, sizeof(*count));
	size_t most = 0;
	int rc = 0;

	if (count == NULL)
		rtk_out_of_memory();
	for (size_t i = 0; rc == 0 && i < readings->count; i++) {
		struct rtk_reading_row *row = &readings->rows[i];

		if (row->state != RTK_ROW_READ)
			continue;
		rc = rtk_readings_set_period(readings, row, err);
		count[row->period]++;
	}
	for (size_t i = 0; i < months; i++)
		if (count[i] > count[most])
			most = i;
	readings->chunked_period.v = (int32_t)most;
	free(count);
	return rc;
}

/* --- chunks ------------------------------------------------------------ */

static int64_t
id_of(const struct rtk_reading_row *row)
{
	struct rtk_period period = {row->period};

	return RTK_READING_ID(period, row->meter, row->number);
}

/* Adds the row to the chunk; true when it is full. */
static bool
fill(struct rtk_readings *readings, struct rtk_reading_row *row)
{
	struct rtk_reading_chunk *chunk = readings->chunk;
	int64_t *cell;

	if (chunk == NULL) {
		chunk = rtk_alloc(sizeof(*chunk) +
		    RTK_READING_CHUNK_ROWS * RTK_READING_CELLS *
			sizeof(chunk->cells[0]));
		chunk->count = 0;
		readings->chunk = chunk;
	}
	cell = &chunk->cells[chunk->count++ * RTK_READING_CELLS];
	*cell++ = id_of(row);
	*cell++ = row->value;
	*cell++ = row->day;
	*cell++ = row->channel;
	*cell++ = readings->import->batch;
	*cell = row->line;
	row->state = RTK_ROW_DONE;
	return chunk->count == RTK_READING_CHUNK_ROWS;
}

static void
send_chunk(struct rtk_readings *readings)
{
	/* refused when the storing failed: then it is not needed either */
	if (readings->chunk != NULL &&
	    !rtk_pipe_put(readings->pipe, readings->chunk))
		free(readings->chunk);
	readings->chunk = NULL;
}

void
rtk_readings_send(struct rtk_readings *readings, struct rtk_reading_row *row)
{
	if (fill(readings, row))
		send_chunk(readings);
}

static int
store_chunk(struct rtk_readings *readings, struct rtk_reading_chunk *chunk,
    struct rtk_err *err)
{
	if (chunk == NULL)
		return 0;
	return rtk_readings_add(
	    readings->import->db, chunk->cells, chunk->count, err);
}

/* What was taken and is not stored yet, in the order of ids. */
static size_t
set_rest_keys(const struct rtk_readings *readings, struct rtk_sort_key *keys)
{
	size_t count = 0;

	for (size_t i = 0; i < readings->count; i++) {
		const struct rtk_reading_row *row = &readings->rows[i];

		if (row->state != RTK_ROW_TAKEN)
			continue;
		keys[count].key = (uint64_t)id_of(row);
		keys[count++].row = (uint32_t)i;
	}
	RTK_ASSERT(count == readings->waiting);
	rtk_sort_keys(keys, count);
	return count;
}

static int
store_rest(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_sort_key *keys;
	size_t count;
	int rc = 0;

	if (readings->waiting == 0)
		return 0;
	keys = rtk_alloc(readings->waiting * sizeof(*keys));
	count = set_rest_keys(readings, keys);
	for (size_t i = 0; rc == 0 && i < count; i++) {
		if (!fill(readings, &readings->rows[keys[i].row]))
			continue;
		rc = store_chunk(readings, readings->chunk, err);
		readings->chunk->count = 0;
	}
	if (rc == 0)
		rc = store_chunk(readings, readings->chunk, err);
	free(readings->chunk);
	readings->chunk = NULL;
	free(keys);
	return rc;
}

/* --- two threads ------------------------------------------------------- */

struct judging {
	struct rtk_readings *readings;
	int rc;
	struct rtk_err err;
};

static void *
judge(void *context)
{
	struct judging *judging = context;

	judging->rc = rtk_readings_judge(judging->readings, &judging->err);
	send_chunk(judging->readings);
	rtk_pipe_close(judging->readings->pipe);
	return NULL;
}

static int
store_chunks(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_reading_chunk *chunk;
	int rc = 0;

	while ((chunk = rtk_pipe_take(readings->pipe)) != NULL) {
		if (rc == 0)
			rc = store_chunk(readings, chunk, err);
		free(chunk);
		if (rc < 0)
			rtk_pipe_close(readings->pipe);
	}
	return rc;
}

static int
judge_and_store(struct rtk_readings *readings, struct rtk_err *err)
{
	struct judging judging = {.readings = readings, .err = RTK_ERR_INIT};
	pthread_t thread;
	int rc;

	readings->pipe = rtk_pipe_new(PIPE_ROOM);
	rc = pthread_create(&thread, NULL, judge, &judging);
	RTK_ASSERT(rc == 0);
	rc = store_chunks(readings, err);
	RTK_ASSERT(pthread_join(thread, NULL) == 0);
	rtk_pipe_free(readings->pipe);
	readings->pipe = NULL;
	if (rc == 0 && judging.rc < 0) {
		*err = judging.err;
		rc = -1;
	}
	return rc;
}

/* --- what waits -------------------------------------------------------- */

static int
compare_lines(const void *left, const void *right)
{
	const struct rtk_bad_row *a = left, *b = right;

	return (a->line > b->line) - (a->line < b->line);
}

static int
store_bad(struct rtk_readings *readings, struct rtk_err *err)
{
	if (readings->bad_count > 0)
		qsort(readings->bad, readings->bad_count,
		    sizeof(*readings->bad), compare_lines);
	for (size_t i = 0; i < readings->bad_count; i++) {
		const struct rtk_bad_row *bad = &readings->bad[i];
		const struct rtk_reading_doubt *doubt = bad->doubt;
		struct rtk_import_raw raw = {bad->raw, bad->raw_size, NULL};
		struct rtk_err fault = RTK_ERR_INIT;
		char proposed[RTK_DECIMAL_TEXT];

		if (doubt != NULL && doubt->perhaps_count == 1)
			raw.proposed = rtk_decimal_text(
			    proposed, doubt->perhaps[0], RTK_MICRO_SCALE, 0);
		rtk_failf(&fault, bad->fault, "%s", bad->detail);
		rtk_err_at(&fault, readings->import->file, bad->line);
		rtk_err_cell(
		    &fault, bad->column, bad->value, strlen(bad->value));
		if (rtk_import_quarantine(
			readings->import, &fault, &raw, err) < 0)
			return -1;
	}
	return 0;
}

static void
tell_late(const struct rtk_readings *readings)
{
	struct rtk_err note = RTK_ERR_INIT;

	if (readings->late == 0)
		return;
	rtk_failf(&note, RTK_E_READING_LATE, "%lld", (long long)readings->late);
	rtk_import_note(readings->import, &note);
}

/* --- the whole --------------------------------------------------------- */

int
rtk_readings_store(
    struct rtk_readings *readings, bool large, struct rtk_err *err)
{
	int rc;

	if (set_periods(readings, err) < 0)
		return -1;
	sort_rows(readings);
	if (large)
		rc = judge_and_store(readings, err);
	else
		rc = rtk_readings_judge(readings, err);
	if (rc == 0)
		rc = store_rest(readings, err);
	if (rc == 0)
		rc = store_bad(readings, err);
	if (rc == 0)
		tell_late(readings);
	return rc;
}
