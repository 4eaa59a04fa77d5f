/*
 * The database: opening, creating, transactions. One command is one
 * transaction; a second writer is told at once (db.busy).
 */
#ifndef RTK_STORE_DB_H
#define RTK_STORE_DB_H

#include "base/err.h"

struct rtk_db;

/**
 * Creates the file (mode 0600) with the whole schema. Fails with db.exists,
 * db.create. The caller owns *out and closes it.
 */
int rtk_db_create(struct rtk_db **out, const char *path, struct rtk_err *err)
    RTK_MUST_CHECK;

/**
 * Opens an existing database and brings its schema up to date, a step a
 * transaction. Fails with db.none (path NULL or ""), db.absent, db.foreign,
 * db.newer. The caller owns *out and closes it.
 */
int rtk_db_open(struct rtk_db **out, const char *path, struct rtk_err *err)
    RTK_MUST_CHECK;

/**
 * A second connection to the same database for another thread: it reads what
 * was committed last, whatever this one is writing. The caller closes *out.
 */
int rtk_db_open_reader(struct rtk_db **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Lets the connection keep fewer pages in memory, for plain scans. */
void rtk_db_limit_cache(struct rtk_db *db);

/** Rolls back what is open and frees; NULL is accepted. */
void rtk_db_close(struct rtk_db *db);

/**
 * How much memory the connection keeps pages in: a job that reads and writes
 * in order and fills memory by itself needs little of it.
 */
enum rtk_db_cache { RTK_DB_CACHE_USUAL, RTK_DB_CACHE_SMALL };

/** Sets it; pages over the limit are given back. */
int rtk_db_set_cache(struct rtk_db *db, enum rtk_db_cache cache,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Takes the write lock. Fails with db.busy when another run holds it. */
int rtk_db_begin(struct rtk_db *db, struct rtk_err *err) RTK_MUST_CHECK;

/** A consistent view for reading only; ends with rtk_db_rollback. */
int rtk_db_begin_read(struct rtk_db *db, struct rtk_err *err) RTK_MUST_CHECK;

/** Stored and synced when it returns 0; rolled back when it does not. */
int rtk_db_commit(struct rtk_db *db, struct rtk_err *err) RTK_MUST_CHECK;

/** Gives up the open transaction, if there is one. */
void rtk_db_rollback(struct rtk_db *db);

/** Prepares every statement of every store module; a test calls it. */
int rtk_db_prepare_all(struct rtk_db *db, struct rtk_err *err) RTK_MUST_CHECK;

#endif
