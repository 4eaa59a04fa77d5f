/*
 * Inside store only: the triggers that guard rows ask a question a row. Who
 * writes many rows at once asks it once, lifts the guard and sets it again
 * before the commit; a rollback brings it back too.
 */
#ifndef RTK_STORE_GUARD_H
#define RTK_STORE_GUARD_H

#include "store/stmt.h"

/** A trigger of the schema. */
struct rtk_guard {
	const char *name;
	const char *drop;
};

#define RTK_GUARD(name) {#name, "DROP TRIGGER " #name}

/** Lifts the guards. Fails with db.corrupt when one is missing. */
int rtk_guards_lift(struct rtk_db *db, const struct rtk_guard *guards,
    size_t count, struct rtk_err *err) RTK_MUST_CHECK;

/** Sets them again, as the schema says. */
int rtk_guards_set(struct rtk_db *db, const struct rtk_guard *guards,
    size_t count, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * rtk_bulk_run without the guard, unless there are few rows. For keys that
 * are known to be new.
 */
int rtk_guards_bulk(struct rtk_db *db, const char *sql,
    const struct rtk_bulk *bulk, const struct rtk_guard *guard,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
