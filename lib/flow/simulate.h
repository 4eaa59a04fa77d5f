/* rtk-bill simulate: a month under other prices, norms or policies. */
#ifndef RTK_FLOW_SIMULATE_H
#define RTK_FLOW_SIMULATE_H

#include "base/events.h"
#include "model.h"
#include "store/db.h"

/** What a row of the comparison is about. */
enum rtk_simulated {
	RTK_SIMULATED_BILL, /* an account whose bill grows over the threshold */
	RTK_SIMULATED_BUILDING,
	RTK_SIMULATED_GROUP,
	RTK_SIMULATED_TOTAL
};

/** A row; texts are valid during the call. */
struct rtk_simulated_row {
	enum rtk_simulated what;
	const char *building; /* of a bill or building, "" */
	const char *account;  /* of a bill, "" */
	const char *group;    /* of a bill or group, "" */
	int64_t accounts;
	struct rtk_kop now;   /* as billed: no corrections, no penalties */
	struct rtk_kop then;  /* the same under the other tables */
	bool has_percent;     /* there is something to compare with */
	int64_t percent_bp;   /* then - now in 1/100 % of now, rounded */
	int64_t grown;        /* bills of the row over the threshold */
};

struct rtk_simulate_job {
	struct rtk_db *db; /* read only */
	struct rtk_period period;
	const char *reference; /* folder of tables */
	const char *scratch;   /* folder for a file that is removed at once */
	struct rtk_date as_of;
	const struct rtk_events *events; /* faults of the tables */
	void *context;
	/** Takes a row; returns 0 or -1 with err. */
	int (*row)(void *context, const struct rtk_simulated_row *row,
	    struct rtk_err *err);
};

/** Over what growth in percent a bill is listed (п. 72), 1e-6. */
struct rtk_simulate_result {
	int64_t threshold_micro;
	int64_t grown; /* bills listed */
};

/**
 * Calculates a closed month, or the draft of the open one, from what it was
 * billed from, but with the tables of the folder in place of those of the
 * database: tariffs, norms, heating-months, policies; each replaces its table
 * as a whole. One ordered pass; the rows of a building come together, the
 * bills first, then the building; groups and the total come last. Nothing is
 * stored. Fails with period.not_run, reference.no_tables, import.refused, and
 * as the calculation fails.
 */
int rtk_simulate(struct rtk_simulate_result *out,
    const struct rtk_simulate_job *job, struct rtk_err *err) RTK_MUST_CHECK;

#endif
