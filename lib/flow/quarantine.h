/*
 * rtk-import: what a person decides of rows that wait. A decision is a row of
 * its own, with its reason; nothing that came in is changed.
 */
#ifndef RTK_FLOW_QUARANTINE_H
#define RTK_FLOW_QUARANTINE_H

#include "flow/import.h"
#include "io/field.h"
#include "store/quarantine.h"

/** What is done with a row. */
enum rtk_resolve_action {
	RTK_RESOLVE_TAKE, /* it is imported, as it is or as corrected */
	RTK_RESOLVE_SURE, /* likewise, though it is implausibly high */
	RTK_RESOLVE_PROPOSED, /* a reading, with the value that explains it */
	RTK_RESOLVE_DROP, /* it is of no use */
	RTK_RESOLVE_ACTIONS
};

/** A decision. Texts are borrowed. */
struct rtk_resolve {
	int64_t id; /* of the row that waits */
	enum rtk_resolve_action action;
	const char *row;    /* corrected; NULL or "": as it was read */
	const char *header; /* of the corrected row; NULL or "": of its file */
	const char *cause;  /* why; not empty */
};

/** What all decisions of a call have in common. */
struct rtk_resolve_job {
	struct rtk_db *db;
	struct rtk_date as_of;
	const struct rtk_events *events;
};

/** What became of it; `batch` is 0 for a row that was dropped. */
struct rtk_resolved {
	int64_t id;
	int64_t decision;
	int64_t batch;
	bool known; /* it was decided the same way before: nothing is stored */
};

/**
 * Takes or drops a row that waits, in the transaction of the caller, who rolls
 * back on failure. Fails with quarantine.unknown, quarantine.decided (in
 * another way), quarantine.no_table (of a file that is no table: only drop),
 * quarantine.no_proposal, quarantine.still_bad (its faults are told).
 */
int rtk_quarantine_resolve(struct rtk_resolved *out,
    const struct rtk_resolve_job *job, const struct rtk_resolve *resolve,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Undoes the last decision of a row: it waits again, and a reading that was
 * taken is withdrawn. Fails with quarantine.unknown, quarantine.waits,
 * quarantine.kept (money and events are taken back in their own ways).
 */
int rtk_quarantine_undo(struct rtk_resolved *out,
    const struct rtk_resolve_job *job, int64_t id, const char *cause,
    struct rtk_err *err) RTK_MUST_CHECK;

/** A table of decisions, and who takes them. */
struct rtk_resolve_reader {
	const char *path;     /* "-": stdin */
	const char *encoding; /* NULL: find out */
	int (*take)(void *context, const struct rtk_resolve *resolve,
	    struct rtk_err *err);
	void *context;
};

/** The words of actions. */
extern const struct rtk_word rtk_words_resolve[];

/**
 * Decisions of a table, a line each: id;action;cause;row?;header?, and the
 * other columns of rtk-import quarantine --csv, which do not matter; lines
 * without an action are passed over. Fails as the CSV reader, with faults of a
 * cell, and as `take`, at their line.
 */
int rtk_resolve_read(const struct rtk_resolve_reader *reader,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
