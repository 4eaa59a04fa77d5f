/* Rows that wait for a person, and what was decided of them. */
#ifndef RTK_STORE_QUARANTINE_H
#define RTK_STORE_QUARANTINE_H

#include "model.h"
#include "store/db.h"

/** A row that waits for a person. */
struct rtk_quarantine_row {
	int64_t batch;
	long line;
	const char *reason; /* stable id of the fault */
	const char *detail; /* [column, tab,] what the text of it shows */
	const char *raw;    /* as it was read */
	size_t raw_size;
	const char *proposed; /* value that explains it; "": none */
};

/** What was decided of a row. */
enum rtk_quarantine_action {
	RTK_QUARANTINE_TAKEN,
	RTK_QUARANTINE_DROPPED,
	RTK_QUARANTINE_UNDONE,
	RTK_QUARANTINE_WAITS /* nothing was decided */
};

/** A decision. */
struct rtk_quarantine_decision {
	int64_t id;
	int64_t quarantine;
	enum rtk_quarantine_action action;
	int64_t batch; /* of the row as it was taken, or withdrawn; 0: none */
	struct rtk_date day;
	const char *reason;
};

/** A row of the quarantine with its file and the last decision. */
struct rtk_quarantine_view {
	int64_t id;
	int64_t batch;
	const char *kind;
	const char *format;
	const char *header;
	const char *file;
	struct rtk_date imported;
	long line;
	const char *reason;
	const char *detail;
	const char *raw;
	const char *proposed;
	struct rtk_quarantine_decision decision; /* UNDONE: it waits again */
};

/** Stores a row that waits. */
int rtk_quarantine_add(struct rtk_db *db, const struct rtk_quarantine_row *row,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * How many such rows (kind of file, reason, bytes) came in earlier batches:
 * *count.
 */
int rtk_quarantine_count(int64_t *count, struct rtk_db *db, const char *kind,
    const struct rtk_quarantine_row *row, struct rtk_err *err) RTK_MUST_CHECK;

/** Stores a decision; its id is given. */
int rtk_quarantine_decide(struct rtk_db *db,
    const struct rtk_quarantine_decision *decision,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The number of the next decision. */
int rtk_quarantine_next(
    int64_t *id, struct rtk_db *db, struct rtk_err *err) RTK_MUST_CHECK;

/** Which rows to list. NULL, 0: all. */
struct rtk_quarantine_query {
	const char *kind;
	const char *reason;
	int64_t id;
	bool decided; /* those decided, instead of those that wait */
};

/** Rows by batch and line; close what is opened. */
struct rtk_quarantine_scan;
int rtk_quarantine_scan_open(struct rtk_quarantine_scan **out,
    struct rtk_db *db, const struct rtk_quarantine_query *query,
    struct rtk_err *err) RTK_MUST_CHECK;

/** 1 a row, 0 no more, -1. Texts are valid until the next call. */
int rtk_quarantine_scan_next(struct rtk_quarantine_scan *scan,
    struct rtk_quarantine_view *out, struct rtk_err *err) RTK_MUST_CHECK;

/** Ends a scan; NULL is fine. */
void rtk_quarantine_scan_close(struct rtk_quarantine_scan *scan);

/** A reading that a batch brought, as a row of readings would name it. */
struct rtk_batch_reading {
	char meter[RTK_CODE_BYTES_MAX + 1];
	struct rtk_date day;
	struct rtk_micro value;
};

/**
 * The first reading of a batch behind *after, a key, which it sets: 1, 0 no
 * more, -1. Begin with 0.
 */
int rtk_batch_reading(struct rtk_batch_reading *out, struct rtk_db *db,
    int64_t batch, int64_t *after, struct rtk_err *err) RTK_MUST_CHECK;

/** Rows that a batch took, and the first entry of money among them, or 0. */
int rtk_batch_brought(int64_t *taken, int64_t *entry, struct rtk_db *db,
    int64_t batch, struct rtk_err *err) RTK_MUST_CHECK;

#endif
