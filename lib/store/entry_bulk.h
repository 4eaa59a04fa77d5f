/* Entries and postings of a file of money, written in chunks. */
#ifndef RTK_STORE_ENTRY_BULK_H
#define RTK_STORE_ENTRY_BULK_H

#include "model.h"
#include "store/db.h"

/** An entry on its way in; texts are borrowed until the writer's finish. */
struct rtk_entry_item {
	int64_t id;
	long line;
	const char *operation; /* NULL: none */
	const char *payment; /* operation that it takes back; size 0: none */
	const char *account;
	const char *raw;
	const char *channel; /* NUL-terminated, as reason */
	const char *reason;
	size_t operation_size, payment_size, account_size, raw_size;
	int sign;
	struct rtk_date paid;
	struct rtk_kop amount;
	struct rtk_kop commission;
	struct rtk_period for_period; /* v < 0: not told */
	bool penalty;
};

/** The id that the next entry may have. */
int rtk_entry_next(
    struct rtk_db *db, int64_t *id, struct rtk_err *err) RTK_MUST_CHECK;

struct rtk_entry_writer;

/** Entries of one batch; source is borrowed. Free it. */
struct rtk_entry_writer *rtk_entry_writer_new(
    struct rtk_db *db, int64_t batch, const char *source) RTK_MUST_CHECK;
/** Entries come in the order of their ids. */
int rtk_entry_write(struct rtk_entry_writer *writer,
    const struct rtk_entry_item *item, struct rtk_err *err) RTK_MUST_CHECK;
/** Hands the last ones to the database. */
int rtk_entry_writer_finish(
    struct rtk_entry_writer *writer, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_entry_writer_free(struct rtk_entry_writer *writer);

struct rtk_posting_item {
	struct rtk_period period;
	int64_t account;
	int64_t entry;
	struct rtk_kop amount;
	struct rtk_date paid;
	bool penalty;
};

struct rtk_posting_writer;

/**
 * Postings of new entries, about so many, in months from `first` on. Fails
 * with db.frozen when that month is closed. The guard of closed months is
 * lifted for a large file: a rollback brings it back, and the finish does.
 * Free *out.
 */
int rtk_posting_writer_new(struct rtk_posting_writer **out, struct rtk_db *db,
    struct rtk_period first, size_t count, struct rtk_err *err) RTK_MUST_CHECK;
/** Postings come in the order of month, account, entry. */
int rtk_posting_write(struct rtk_posting_writer *writer,
    const struct rtk_posting_item *item, struct rtk_date posted,
    struct rtk_err *err) RTK_MUST_CHECK;
/** Hands the last ones to the database; the guard stands again. */
int rtk_posting_writer_finish(
    struct rtk_posting_writer *writer, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_posting_writer_free(struct rtk_posting_writer *writer);

#endif
