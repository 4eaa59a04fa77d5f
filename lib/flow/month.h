/*
 * The calculation of a month, building after building: from the scans of
 * store through calc to whoever takes the result. Run, close, verify and
 * explain all go through here, so what is proved is what is billed.
 */
#ifndef RTK_FLOW_MONTH_H
#define RTK_FLOW_MONTH_H

#include "base/arena.h"
#include "base/events.h"
#include "calc/building.h"
#include "store/building_scan.h"

struct rtk_building_done;

/** What to calculate. */
struct rtk_month_job {
	struct rtk_db *db;
	struct rtk_period period;
	struct rtk_period first_period;
	int64_t batch_max; /* as it was known by this batch */
	int64_t building_from;
	int64_t building_to;
	const struct rtk_rule_rows *rules; /* NULL: those of the database */
	const struct rtk_trace *trace; /* NULL: none */
	int64_t traced;                /* account of the trace */
	const struct rtk_events *events;
	/**
	 * May be NULL. Called with the context of the sink for a building
	 * whose meters are done, before it is charged: 0, -1, or 1: it is not
	 * charged and not handed to the sink.
	 */
	int (*metered)(void *context, const struct rtk_building_done *done,
	    struct rtk_err *err);
};

/** One building done; valid during the call of the sink. */
struct rtk_building_done {
	const struct rtk_building_facts *facts;
	const struct rtk_building_input *input;
	const struct rtk_building_output *output;
	const struct rtk_buf *state; /* of its meters after the month */
	const struct rtk_month *month;
};

/** Takes the buildings in the order of their keys; returns 0 or -1. */
struct rtk_month_sink {
	void *context;
	int (*building)(void *context, const struct rtk_building_done *done,
	    struct rtk_err *err);
};

/**
 * Calculates the buildings of the range one by one and hands each to the
 * sink. Needs an open transaction. Fails when a price, norm or policy is
 * missing, or when the sink fails.
 */
int rtk_month_calculate(const struct rtk_month_job *job,
    const struct rtk_month_sink *sink, struct rtk_err *err) RTK_MUST_CHECK;

#endif
