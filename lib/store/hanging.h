/* What became of entries: those that hang, and sums of those posted. */
#ifndef RTK_STORE_HANGING_H
#define RTK_STORE_HANGING_H

#include "base/arena.h"
#include "store/entry.h"

/** A hanging entry with its file. */
struct rtk_hanging {
	struct rtk_entry entry;
	const char *file;
	bool hangs;
	bool decided; /* a decision was taken back: a rule does not post it */
};

/** 1 it hangs, 0 no such entry or assigned already, -1. */
int rtk_hanging_get(struct rtk_hanging *out, struct rtk_db *db, int64_t id,
    struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

/** An entry whether it hangs or not: 1, 0 no such entry, -1. */
int rtk_hanging_or_not(struct rtk_hanging *out, struct rtk_db *db, int64_t id,
    struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Whether a hanging entry and its reversal, which hangs too, are nobody's
 * money: 1, 0, -1.
 */
int rtk_hanging_called_back(
    struct rtk_db *db, int64_t id, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * All hanging entries in the order of files and lines, texts in the arena. A
 * payment and its reversal that both hang are nobody's money: left out.
 */
int rtk_hanging_list(struct rtk_hanging **out, size_t *count, struct rtk_db *db,
    struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

/** An account whose number of ГИС ЖКХ was given for its own. */
struct rtk_els_match {
	const char *els;
	const char *number;
};

/** All of them among the hanging entries, in the arena. */
int rtk_hanging_els(struct rtk_els_match **out, size_t *count,
    struct rtk_db *db, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Entries of a batch: all = posted + hanging + called back + returned. */
struct rtk_batch_money {
	int64_t entries;
	struct rtk_kop all;
	struct rtk_kop posted;      /* what does not hang must be */
	struct rtk_kop hanging;     /* not yet assigned */
	struct rtk_kop called_back; /* while it hung, or known by a person */
	struct rtk_kop returned;    /* to the payers: on no account */
};

/** Entries whose ids follow each other, and what was posted of them. */
struct rtk_posted_range {
	int64_t first;
	int64_t count;
	struct rtk_kop posted;
};

/**
 * Adds the postings of months from `from` on to the ranges of their entries;
 * ranges stand in the order of ids.
 */
int rtk_posted_ranges(struct rtk_posted_range *ranges, size_t count,
    struct rtk_db *db, struct rtk_period from,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Adds up the entries of a batch and what became of them. */
int rtk_batch_money(struct rtk_batch_money *out, struct rtk_db *db,
    int64_t batch, struct rtk_err *err) RTK_MUST_CHECK;

#endif
