#include "base/base.h"

#include "flow/seal.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"

/* The piece that ties the others and the month itself together. */
static const char whole[] = "month";

/* What was found of one table. */
struct table {
	struct rtk_seal_range range;
	bool skipped; /* the month has no seal of it */
	struct rtk_seal_piece *pieces;
	size_t count;
	size_t room;
};

struct rtk_sealing {
	atomic_size_t next; /* table that nobody has begun */
	pthread_t thread;
	struct rtk_db *reader; /* of the thread; NULL: none */
	struct rtk_err err;
	int rc;
	size_t count;
	struct table tables[];
};

/* --- digests ----------------------------------------------------------- */

static int
set_range(struct table *table, struct rtk_db *db, size_t index,
    const int64_t *batch, struct rtk_err *err)
{
	const char *name = rtk_sealed_table(index);
	struct rtk_seal_range *range = &table->range;
	struct rtk_period before = {range->period.v - 1};
	int rc = 1;

	/* what came before the first month belongs to it */
	range->after = INT64_MIN;
	if (rtk_seal_key(db, before, name, &range->after, err) < 0)
		return -1;
	if (batch != NULL)
		range->upto = rtk_sealed_by_id(index) ? INT64_MAX : *batch;
	else
		rc = rtk_seal_key(db, range->period, name, &range->upto, err);
	table->skipped = rc == 0;
	return rc < 0 ? -1 : 0;
}

int
rtk_sealing_new(struct rtk_sealing **out, struct rtk_db *db,
    struct rtk_period period, bool again, struct rtk_err *err)
{
	size_t count = rtk_sealed_count();
	size_t size = sizeof(**out) + count * sizeof((*out)->tables[0]);
	struct rtk_sealing *sealing = rtk_alloc(size);
	int64_t batch = 0;
	int rc = rtk_batch_max(db, false, &batch, err);

	memset(sealing, 0, size);
	sealing->err = (struct rtk_err)RTK_ERR_INIT;
	sealing->count = count;
	for (size_t i = 0; rc == 0 && i < count; i++) {
		sealing->tables[i].range.period = period;
		rc = set_range(&sealing->tables[i], db, i,
		    again ? NULL : &batch, err);
	}
	if (rc < 0) {
		rtk_sealing_free(sealing);
		return -1;
	}
	*out = sealing;
	return 0;
}

static int
digest_table(struct table *table, struct rtk_db *db, size_t index,
    struct rtk_err *err)
{
	struct rtk_seal_scan *scan;
	struct rtk_seal_piece piece;
	int rc;

	if (rtk_seal_scan_open(&scan, db, index, &table->range, err) < 0)
		return -1;
	while ((rc = rtk_seal_scan_next(scan, &piece, err)) == 1) {
		table->pieces = rtk_array_grow(table->pieces, &table->room,
		    table->count, sizeof(*table->pieces));
		table->pieces[table->count++] = piece;
	}
	rtk_seal_scan_close(scan);
	return rc;
}

static int
work(struct rtk_sealing *sealing, struct rtk_db *db, struct rtk_err *err)
{
	size_t i;

	while ((i = atomic_fetch_add(&sealing->next, 1)) < sealing->count)
		if (!sealing->tables[i].skipped && !rtk_sealed_last(i) &&
		    digest_table(&sealing->tables[i], db, i, err) < 0)
			return -1;
	return 0;
}

static void *
help(void *context)
{
	struct rtk_sealing *sealing = context;

	sealing->rc = work(sealing, sealing->reader, &sealing->err);
	return NULL;
}

int
rtk_sealing_start(
    struct rtk_sealing *sealing, struct rtk_db *db, struct rtk_err *err)
{
	int rc;

	if (rtk_db_open_reader(&sealing->reader, db, err) < 0)
		return -1;
	rtk_db_limit_cache(sealing->reader);
	rc = pthread_create(&sealing->thread, NULL, help, sealing);
	RTK_ASSERT(rc == 0);
	return 0;
}

static void
join(struct rtk_sealing *sealing)
{
	if (sealing->reader == NULL)
		return;
	RTK_ASSERT(pthread_join(sealing->thread, NULL) == 0);
	rtk_db_close(sealing->reader);
	sealing->reader = NULL;
}

/* Tables to which the close itself adds rows: the reader sees none of them. */
static int
work_last(struct rtk_sealing *sealing, struct rtk_db *db, struct rtk_err *err)
{
	for (size_t i = 0; i < sealing->count; i++)
		if (!sealing->tables[i].skipped && rtk_sealed_last(i) &&
		    digest_table(&sealing->tables[i], db, i, err) < 0)
			return -1;
	return 0;
}

int
rtk_sealing_finish(
    struct rtk_sealing *sealing, struct rtk_db *db, struct rtk_err *err)
{
	int rc = work(sealing, db, err);

	if (rc == 0)
		rc = work_last(sealing, db, err);
	join(sealing);
	if (rc == 0 && sealing->rc < 0)
		*err = sealing->err;
	return rc == 0 ? sealing->rc : rc;
}

void
rtk_sealing_free(struct rtk_sealing *sealing)
{
	if (sealing == NULL)
		return;
	atomic_store(&sealing->next, sealing->count);
	join(sealing);
	for (size_t i = 0; i < sealing->count; i++)
		free(sealing->tables[i].pieces);
	free(sealing);
}

/* --- the month's own line ---------------------------------------------- */

/* All stored pieces but the whole; counts them. */
static int
add_pieces(struct rtk_buf *text, int64_t *count, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	struct rtk_seal_piece piece;
	struct rtk_seal_list *list;
	int rc;

	if (rtk_seal_list_open(&list, db, period, err) < 0)
		return -1;
	while ((rc = rtk_seal_list_next(list, &piece, err)) == 1) {
		if (strcmp(piece.part, whole) == 0)
			continue;
		++*count;
		rtk_buf_addf(text,
		    "%s %" PRId64 " %" PRId64 " %" PRId64 " %s\n", piece.part,
		    piece.number, piece.rows, piece.key, piece.sha256);
	}
	rtk_seal_list_close(list);
	return rc;
}

static int
digest_whole(struct rtk_seal_piece *out, struct rtk_db *db,
    const struct rtk_closed_month *month, struct rtk_err *err)
{
	struct rtk_period before = {month->period.v - 1};
	struct rtk_seal_piece previous = {.part = "month", .sha256 = "-"};
	struct rtk_buf text = {0};
	struct rtk_book_state state;
	uint8_t digest[RTK_SHA256_BYTES];
	int rc = -1;

	*out = (struct rtk_seal_piece){.part = "month"};
	if (rtk_book_state(db, &state, err) < 0 ||
	    rtk_seal_get(db, before, &previous, err) < 0)
		goto out;
	rtk_buf_addf(&text, "rtk-seal 1\n%s\n%" PRId32 "\n%" PRId32 "\n",
	    previous.sha256, state.first.v, month->period.v);
	rtk_buf_addf(&text,
	    "%" PRId32 "\n%" PRId64 "\n%" PRId64 "\n%" PRId64 "\n%" PRId64 "\n",
	    month->closed.v, month->batch_max, month->accounts, month->lines,
	    month->amount.v);
	rtk_buf_addf(&text, "%s\n%s\n%s\n", month->content,
	    month->certificate, month->engine);
	if (add_pieces(&text, &out->rows, db, month->period, err) < 0)
		goto out;
	rtk_sha256(digest, text.bytes, text.size);
	rtk_sha256_hex(out->sha256, digest);
	rc = 0;
out:
	rtk_buf_release(&text);
	return rc;
}

/* --- sealing ----------------------------------------------------------- */

int
rtk_sealing_store(struct rtk_sealing *sealing, struct rtk_db *db,
    struct rtk_closed_month *month, struct rtk_err *err)
{
	struct rtk_seal_piece piece;

	for (size_t i = 0; i < sealing->count; i++)
		for (size_t j = 0; j < sealing->tables[i].count; j++)
			if (rtk_seal_put(db, month->period,
				&sealing->tables[i].pieces[j], err) < 0)
				return -1;
	if (digest_whole(&piece, db, month, err) < 0 ||
	    rtk_seal_put(db, month->period, &piece, err) < 0)
		return -1;
	memcpy(month->seal, piece.sha256, sizeof(month->seal));
	return 0;
}

/* --- verifying --------------------------------------------------------- */

static void
differs(const struct rtk_events *events, struct rtk_period period,
    const char *part, const char *rows)
{
	struct rtk_err told = RTK_ERR_INIT;
	char text[RTK_PERIOD_TEXT];

	rtk_failf(&told, RTK_E_VERIFY_SEAL, "%s %s%s",
	    rtk_period_text(text, period), part, rows);
	rtk_events_fault(events, &told);
}

/* "2026-10 entry 10001-20000" */
static void
piece_differs(const struct rtk_events *events, struct rtk_period period,
    const struct rtk_seal_piece *piece)
{
	int64_t from = piece->number * RTK_SEAL_PIECE_ROWS + 1;
	char text[64];

	(void)snprintf(text, sizeof(text), " %" PRId64 "-%" PRId64, from,
	    from + piece->rows - 1);
	differs(events, period, piece->part, text);
}

/* The first piece that differs from the stored ones: 1, 0 none, -1. */
static int
find_difference(struct rtk_seal_piece *out, const struct table *table,
    size_t index, struct rtk_db *db, struct rtk_err *err)
{
	for (size_t i = 0;; i++) {
		const struct rtk_seal_piece *now =
		    i < table->count ? &table->pieces[i] : NULL;
		struct rtk_seal_piece was = {.number = (int64_t)i};
		int rc;

		(void)snprintf(was.part, sizeof(was.part), "%s",
		    rtk_sealed_table(index));
		rc = rtk_seal_get(db, table->range.period, &was, err);
		if (rc < 0 || (rc == 0 && now == NULL))
			return rc;
		if (rc == 1 && now != NULL && was.rows == now->rows &&
		    strcmp(was.sha256, now->sha256) == 0)
			continue;
		if (now != NULL && now->rows > was.rows)
			was.rows = now->rows;
		*out = was;
		return 1;
	}
}

int
rtk_sealing_compare(const struct rtk_sealing *sealing, struct rtk_db *db,
    const struct rtk_events *events, struct rtk_err *err)
{
	int count = 0;

	for (size_t i = 0; i < sealing->count; i++) {
		const struct table *table = &sealing->tables[i];
		struct rtk_seal_piece piece;
		int rc = 0;

		if (table->skipped)
			differs(events, table->range.period,
			    rtk_sealed_table(i), "");
		else
			rc = find_difference(&piece, table, i, db, err);
		if (rc < 0)
			return -1;
		if (rc == 1)
			piece_differs(events, table->range.period, &piece);
		count += rc == 1 || table->skipped;
	}
	return count;
}

int
rtk_seal_compare_month(struct rtk_db *db,
    const struct rtk_closed_month *month, const struct rtk_events *events,
    struct rtk_err *err)
{
	struct rtk_seal_piece stored = {.part = "month"}, now;

	if (rtk_seal_get(db, month->period, &stored, err) < 0 ||
	    digest_whole(&now, db, month, err) < 0)
		return -1;
	if (strcmp(stored.sha256, now.sha256) == 0 &&
	    stored.rows == now.rows && stored.key == 0 &&
	    strcmp(stored.sha256, month->seal) == 0)
		return 0;
	differs(events, month->period, whole, "");
	return 1;
}
