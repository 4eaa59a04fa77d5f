/* The schema, built by replaying numbered steps, forward only. */
#ifndef RTK_STORE_MIGRATE_H
#define RTK_STORE_MIGRATE_H

#include "store/db.h"

/** Marks a new database as ours and runs every step. */
int rtk_migrate_new(struct rtk_db *db, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Checks that the file is an rtk database and runs the steps it lacks, each
 * one transaction with its version. Fails with db.foreign, db.newer.
 */
int rtk_migrate(struct rtk_db *db, const char *path, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Creates a trigger of the schema that was lifted, word for word. */
int rtk_migrate_trigger(struct rtk_db *db, const char *name,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
