/*
 * The recorder of a calculation. Normal billing runs with no recorder; to
 * explain a line the same functions run again with one. Nothing is computed
 * for the trace that is not computed for the bill.
 */
#ifndef RTK_CALC_TRACE_H
#define RTK_CALC_TRACE_H

#include "model.h"
#include "num/arith.h"

/** Where a value came from; `id` is the key of the row. */
enum rtk_source_kind {
	RTK_FROM_NOTHING, /* computed */
	RTK_FROM_TARIFF,
	RTK_FROM_NORM,
	RTK_FROM_POLICY,   /* id: enum rtk_policy */
	RTK_FROM_READING,  /* id: reading.id */
	RTK_FROM_METER,    /* id: meter.id: its description */
	RTK_FROM_BUILDING, /* id: building.id */
	RTK_FROM_ACCOUNT,  /* id: account.id */
	RTK_FROM_MONTHS,   /* id: heating_months.id */
	RTK_FROM_STATE,    /* carried over from the month before */
	RTK_FROM_QUALITY,  /* id: quality.id */
	RTK_FROM_ABSENCE,  /* id: absence.id */
	RTK_FROM_OUTAGE,   /* id: outage.id */
	RTK_FROM_TEMPERATURE, /* id: temperature.id, the last day of them */
	RTK_FROM_CONTRACT,    /* id: contract.id */
	RTK_FROM_ACT,         /* id: act.id */
	RTK_FROM_ALLOCATOR    /* id: allocator.id */
};

struct rtk_source {
	enum rtk_source_kind kind;
	int64_t id;
};

/** One step: a symbol of the Rules with its value, or a heading. */
struct rtk_step {
	const char *clause;  /* "п. 59", "формула 3(1)"; NULL: as before */
	const char *symbol;  /* "V_i"; NULL: heading or remark */
	const char *text;    /* English, a msgid */
	const char *formula; /* as the Rules write it; NULL: none */
	struct rtk_ratio value;
	int scale; /* value is in units of 10^-scale */
	const char *unit;
	struct rtk_source source;
	bool is_line; /* the amount of a line, rounded here */
	bool is_exact; /* of a line, but not rounded */
};

struct rtk_trace {
	void *context;
	void (*step)(void *context, const struct rtk_step *step);
};

/** Records a step; trace may be NULL. */
void rtk_trace_step(const struct rtk_trace *trace, const struct rtk_step *step);

/** Records a heading with the clause it stands under; trace may be NULL. */
void rtk_trace_heading(
    const struct rtk_trace *trace, const char *clause, const char *text);

#endif
