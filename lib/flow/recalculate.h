/*
 * Recalculation (перерасчет): closed months whose inputs changed since their
 * close are calculated again with what is known now; the differences go into
 * the open month. What was billed is never changed.
 */
#ifndef RTK_FLOW_RECALCULATE_H
#define RTK_FLOW_RECALCULATE_H

#include "base/events.h"
#include "model.h"
#include "store/db.h"

/** A difference as people read it; valid during the call. */
struct rtk_recalculated_line {
	const char *account;
	struct rtk_period for_period;
	const char *service, *component, *kind; /* of the line it corrects */
	struct rtk_micro volume;                /* the difference */
	int decimals;
	struct rtk_kop billed, now, amount;
	const char *reason; /* which kind of fact came late */
	const char *file;   /* that brought it */
	long line;
};

/** What to look at, and who hears of it. */
struct rtk_recalculate_job {
	struct rtk_db *db;
	struct rtk_date as_of;
	struct rtk_period since; /* -1: as far back as the policies allow */
	const char *building;    /* its code; NULL: all */
	const struct rtk_events *events;
	void *context;
	/** Takes each difference, by month, then building and account. */
	void (*difference)(
	    void *context, const struct rtk_recalculated_line *line);
};

/** What was found and posted. */
struct rtk_recalculated {
	struct rtk_period open; /* takes the differences */
	/* calculated again; last before first: none */
	struct rtk_period first, last;
	int64_t facts;     /* that came late */
	int64_t buildings; /* touched */
	int64_t rows;      /* differences */
	struct rtk_kop amount;
	int64_t too_old; /* facts for months that are not looked at any more */
	int64_t batch;   /* 0: nothing was stored */
};

/**
 * Finds late facts, calculates their buildings again month by month with
 * what is known now, and posts the differences to what was billed so far.
 * A second run finds nothing. How far back it looks is the smaller of
 * recalculation.look_back_months and debt.limitation_years. Needs an open
 * transaction. Fails when a price, norm or policy is missing.
 */
int rtk_recalculate(struct rtk_recalculated *out,
    const struct rtk_recalculate_job *job, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
