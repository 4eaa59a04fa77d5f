/*
 * What the library tells while it works. The library never prints: it calls
 * these, and cmd decides whether it becomes a line, a bar or nothing.
 */
#ifndef RTK_BASE_EVENTS_H
#define RTK_BASE_EVENTS_H

#include "base/err.h"

/** Any callback may be NULL. `context` belongs to the caller. */
struct rtk_events {
	void *context;
	/** A fault of one row or object, or a note; valid during the call. */
	void (*fault)(void *context, const struct rtk_err *fault);
	/** done of total (0: unknown) units of `what` ("rows", "buildings"). */
	void (*progress)(void *context, const char *what, uint64_t done,
	    uint64_t total);
};

/** Tells of a fault or note; events may be NULL. */
void rtk_events_fault(
    const struct rtk_events *events, const struct rtk_err *fault);

/** Tells how far the work has come; events may be NULL. */
void rtk_events_progress(const struct rtk_events *events, const char *what,
    uint64_t done, uint64_t total);

#endif
