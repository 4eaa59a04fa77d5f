/*
 * Documents of the statement that were taken for direct payments, though
 * they may be the money of a register that came later.
 */
#ifndef RTK_STORE_DIRECT_H
#define RTK_STORE_DIRECT_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/** A document that was taken for a direct payment. */
struct rtk_direct {
	int64_t document;
	int64_t entry;
	const char *number;
	const char *purpose;
	struct rtk_date day;
	struct rtk_date posted;
	struct rtk_kop amount;
	bool decided; /* its entry does not hang any more */
};

/** Of them; the rows are in an arena. */
struct rtk_directs {
	struct rtk_direct *rows;
	size_t count;
};

/**
 * Direct payments that came from a day on and are not tied to a register, in
 * the order of documents.
 */
int rtk_direct_list(struct rtk_directs *out, struct rtk_db *db,
    struct rtk_date from, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * How a document is tied to a register whose rows tell the same money though
 * that was decided on already: it is not what came for the register.
 */
#define RTK_TIE_DECIDED "decided"

#endif
