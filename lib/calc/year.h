/*
 * Even payment: what a year really cost against what was charged for it, and
 * the adjustment in the next year (calculation 1.7). Sums are carried from
 * month to month with the states of the meters; nothing is read again.
 */
#ifndef RTK_CALC_YEAR_H
#define RTK_CALC_YEAR_H

#include "calc/meter_state.h"
#include "calc/premises.h"
#include "calc/prices.h"

/**
 * The year of `period`: *out is what *before carried, with a year that began
 * anew. The accounts of *out are its own.
 */
void rtk_years_turn(struct rtk_years *out, const struct rtk_years *before,
    struct rtk_period period);

/**
 * Adds the charge of a premises for the days of a price to the sums: so much
 * of its actual volume at this price; without one (no meter of the house or of
 * the private house) what was charged is what was due. Fails with num.range.
 */
int rtk_years_add(struct rtk_years *years, const struct rtk_premises *premises,
    const struct rtk_line *line, const struct rtk_price_days *days,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Of the sums of a premises that began in this month the account before it
 * takes its part of the charge at one price, and of what is due for these
 * days its share. Fails with num.range.
 */
int rtk_years_split(struct rtk_years *years,
    const struct rtk_premises *premises, const struct rtk_line *part,
    const struct rtk_price_days *days, struct rtk_err *err) RTK_MUST_CHECK;

/** The month was charged evenly; one that is lost makes the year no whole. */
void rtk_years_month(struct rtk_years *years, struct rtk_period period);

/**
 * In the month of the policy heating.yearly_adjustment_month, or the first
 * one after it, adds the lines for the year before to out (not in order) and
 * forgets its sums. A year without one of its months, or whose end was not
 * read, is not adjusted but named. Fails when a price is missing.
 */
int rtk_years_adjust(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

/** Adds the sums to the bytes of a month, behind the states of meters. */
void rtk_years_encode(struct rtk_buf *buf, const struct rtk_years *years);

/** Reads them back; none: empty. Fails with db.corrupt. */
int rtk_years_decode(struct rtk_years *out, struct rtk_state_bytes *bytes,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Frees the accounts; zeroed is fine. */
void rtk_years_release(struct rtk_years *years);

#endif
