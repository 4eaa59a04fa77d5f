/* Inside calc/reduction*: the reductions of one service of a premises. */
#ifndef RTK_CALC_REDUCTION_JOB_H
#define RTK_CALC_REDUCTION_JOB_H

#include "calc/reduction.h"

enum {
	/* heat, water and one rate: a month may have all of them */
	RTK_REDUCTION_PARTS_MAX = 3 * RTK_PRICES_MAX,
	RTK_REDUCTION_LINES_MAX = 6 * RTK_REDUCTION_PARTS_MAX,
	RTK_HOUR_MINUTES = 60,
	RTK_DAY_MINUTES = 24 * 60
};

/** A component of the service at one price: its charge and what is left. */
struct rtk_reduction_part {
	struct rtk_line charge;
	const struct rtk_price_days *days; /* of its price */
	struct rtk_ratio per_unit; /* of the volume of the service: 1 or q */
	struct rtk_ratio volume;   /* left of it, in units of the service */
	struct rtk_kop left;
};

/** What is to be taken from a component. */
struct rtk_reduction_cut {
	enum rtk_formula formula;
	struct rtk_kop amount;   /* above zero */
	struct rtk_ratio volume; /* of the component; 0 where none is told */
};

/** The reductions under way. */
struct rtk_reduction_job {
	struct rtk_building_output *out;
	size_t first; /* line of the account */
	const struct rtk_premises *premises;
	struct rtk_reduction_rules *rules;
	const struct rtk_trace *trace;
	enum rtk_service service;
	struct rtk_date days[2]; /* for which the service was charged */
	struct rtk_outage_set outages;
	struct rtk_reduction_part parts[RTK_REDUCTION_PARTS_MAX];
	size_t part_count;
	struct rtk_line lines[RTK_REDUCTION_LINES_MAX];
	size_t line_count;
};

/** All minutes of the days charged. */
int64_t rtk_reduction_minutes(const struct rtk_reduction_job *job);

/** Records a step, a figure of quality.csv, hours, an amount. */
void rtk_reduction_trace(
    const struct rtk_reduction_job *job, struct rtk_step step);
void rtk_reduction_trace_figure(const struct rtk_reduction_job *job,
    const char *symbol, const char *text, enum rtk_quality quality,
    const char *unit);
/** outage: NULL for hours that were computed. */
void rtk_reduction_trace_hours(const struct rtk_reduction_job *job,
    const char *symbol, const char *text, int64_t minutes,
    const struct rtk_outage *outage);
void rtk_reduction_trace_kop(const struct rtk_reduction_job *job,
    const char *symbol, const char *text, const char *formula, int64_t kop);

/** Volume of the component and its price. */
void rtk_reduction_trace_product(const struct rtk_reduction_job *job,
    const struct rtk_reduction_part *part, struct rtk_ratio volume);

/**
 * A line of the cut, at most what is left of the charge of the part. Nothing
 * where there is nothing to take.
 */
int rtk_reduction_take(struct rtk_reduction_job *job,
    struct rtk_reduction_part *part, const struct rtk_reduction_cut *cut,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Absence (section VIII): ΔP = n_absent * N * d / D * T. */
int rtk_reduction_absences(
    struct rtk_reduction_job *job, struct rtk_err *err) RTK_MUST_CHECK;

/** Interruptions of Annex 1, п. 4, 14, from rules->hours. */
int rtk_reduction_interruptions(
    struct rtk_reduction_job *job, struct rtk_err *err) RTK_MUST_CHECK;

/** Pressure of hot water: Annex 1, п. 7, with п. 101. */
int rtk_reduction_pressures(
    struct rtk_reduction_job *job, struct rtk_err *err) RTK_MUST_CHECK;

/** Temperature of Annex 1, п. 5, 15; then water that costs as cold. */
int rtk_reduction_temperatures(
    struct rtk_reduction_job *job, struct rtk_err *err) RTK_MUST_CHECK;

#endif
