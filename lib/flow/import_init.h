/*
 * A new database: built under another name and put in its place when it is
 * whole, so that a run that was cut off can simply be repeated.
 */
#ifndef RTK_FLOW_IMPORT_INIT_H
#define RTK_FLOW_IMPORT_INIT_H

#include "model.h"
#include "store/db.h"

struct rtk_init {
	struct rtk_db *db; /* to fill; in an open transaction */
	const char *path;  /* of the database to be */
	char *partial;     /* where it is built; ours */
};

/**
 * Begins a database for path. Fails with db.none, db.exists, db.create. End
 * it with rtk_init_finish() or rtk_init_abandon().
 */
int rtk_init_begin(struct rtk_init *init, const char *path,
    struct rtk_period first, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Puts the committed database in its place. Fails with db.exists when
 * another one came to stand there, db.create, db.full.
 */
int rtk_init_finish(struct rtk_init *init, struct rtk_err *err) RTK_MUST_CHECK;

/** Removes what was built; a zeroed init is fine. */
void rtk_init_abandon(struct rtk_init *init);

#endif
