/* rtk-bill check: the examination of the open month before its run. */
#ifndef RTK_FLOW_CHECK_H
#define RTK_FLOW_CHECK_H

#include "base/events.h"
#include "model.h"
#include "store/db.h"

/** Something found; texts are valid during the call. */
struct rtk_check_row {
	enum rtk_fault code;  /* rtk_fault_id() is a contract */
	bool blocking;        /* the run or the close refuses for it */
	const char *building; /* "": the whole book */
	const char *account;  /* "": the building itself */
	const char *meter;    /* "": none */
	const char *detail;   /* language-neutral part of the text */
};

struct rtk_check_job {
	struct rtk_db *db; /* read only */
	struct rtk_period period;
	const struct rtk_events *events;
	void *context;
	/** Takes a row; returns 0 or -1 with err. */
	int (*row)(void *context, const struct rtk_check_row *row,
	    struct rtk_err *err);
};

struct rtk_check_result {
	int64_t buildings;
	int64_t blocking;
	int64_t warnings;
};

/**
 * Examines the open month as it is known now: what waits, what is missing in
 * the tables, and every building through the functions that bill it, in one
 * ordered pass. A blocking row has the code with which rtk_bill_run or
 * rtk_bill_close refuses. Nothing is stored. Fails with period.closed and
 * period.not_open.
 */
int rtk_check(struct rtk_check_result *out, const struct rtk_check_job *job,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
