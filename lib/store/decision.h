/*
 * What a person or a rule decided later on the money of entries: rows for
 * ever; one is taken back by a row of the other sign.
 */
#ifndef RTK_STORE_DECISION_H
#define RTK_STORE_DECISION_H

#include "base/arena.h"
#include "store/entry.h"

/** SQL: whether the money of an entry hangs, by its table name. */
#define RTK_HANGS(entry) \
	"coalesce((SELECT hung.reverses IS NOT NULL FROM assignment" \
	" hung WHERE hung.entry = " entry ".id" \
	" ORDER BY hung.number DESC LIMIT 1), " entry ".reason <> '')"

/** SQL: whether a row of assignment was not taken back. */
#define RTK_IN_FORCE(row) \
	row ".reverses IS NULL AND NOT EXISTS (SELECT 1 FROM assignment" \
	    " back WHERE back.entry = " row ".entry" \
	    " AND back.reverses = " row ".number)"

/**
 * Posts a hanging entry, or one of the parts it is split into, with the
 * reason, as an assignment. The caller sees to it that the parts make it up.
 */
int rtk_entry_assign(struct rtk_db *db, const struct rtk_posting *posting,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Why a hanging entry is nobody's payment. */
enum rtk_release {
	RTK_RELEASE_RETURN,  /* it goes back to the payer */
	RTK_RELEASE_CANCEL,  /* the bank called it back */
	RTK_RELEASE_REGISTER /* the rows of a register tell whose money it is */
};

/**
 * Ends the waiting of a hanging entry without a posting; of the posting only
 * period, entry, amount, day and reason count.
 */
int rtk_entry_release(struct rtk_db *db, const struct rtk_posting *posting,
    enum rtk_release release, struct rtk_err *err) RTK_MUST_CHECK;

/** A part of the money of an entry, where it is now. */
struct rtk_entry_part {
	int64_t number;   /* of the assignment; -1: as it came in */
	const char *kind; /* "account", "return", "cancel", "register" */
	int64_t account;  /* 0: on none */
	struct rtk_kop amount;
	bool penalty;
};

/**
 * Takes back a part: a row of the other sign, and a posting of the other sign
 * where it was posted. Of the posting period, entry, days and reason count.
 */
int rtk_entry_take_back(struct rtk_db *db, const struct rtk_posting *posting,
    const struct rtk_entry_part *part, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Whether the bank took an entry back by one that does not hang itself, so
 * that no decision on it can be changed: 1, 0, -1.
 */
int rtk_entry_taken(
    struct rtk_db *db, int64_t entry, struct rtk_err *err) RTK_MUST_CHECK;

/** Parts in an arena. */
struct rtk_entry_parts {
	struct rtk_entry_part *rows;
	size_t count;
};

/** Where the money of an entry is now, in parts; none: it hangs. */
int rtk_entry_parts(struct rtk_entry_parts *out, struct rtk_db *db,
    int64_t entry, struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A row of the record of decisions: an entry, or "tie", an order that a person
 * tied to a register. Texts are in the arena.
 */
struct rtk_decided {
	int64_t entry;    /* 0: tie */
	const char *kind; /* "account" ... */
	bool undone;      /* the row takes back an earlier one */
	const char *account;
	struct rtk_kop amount;
	struct rtk_period period; /* v < 0: tie */
	struct rtk_date day;
	const char *reason;
};

/** All decisions of an entry, or of a month, in their order; 0, v < 0: all. */
struct rtk_decided_choice {
	int64_t entry;
	struct rtk_period period;
};

/** A list of decisions in an arena. */
struct rtk_decided_list {
	struct rtk_decided *rows;
	size_t count;
};

/** Lists decisions. */
int rtk_decided_list(struct rtk_decided_list *out, struct rtk_db *db,
    const struct rtk_decided_choice *choice, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
