/*
 * Inside flow/import_reading*: why an implausible reading may be what it is:
 * a decimal mark that slipped, a digit too many, two digits exchanged, the
 * reading of another meter. Where exactly one value explains it, that value
 * is proposed to the person who decides; of few, all are told. Nothing is put
 * right by itself.
 */
#ifndef RTK_FLOW_IMPORT_READING_WHY_H
#define RTK_FLOW_IMPORT_READING_WHY_H

#include "flow/import_reading_group.h"

/** Values that are told where several explain a reading. */
enum { RTK_READING_PERHAPS = 3 };

/** Why a reading waits, and what would have been plausible. */
struct rtk_reading_doubt {
	enum rtk_fault fault;
	int64_t other;    /* the reading before, behind or of the same day */
	bool has_mean;    /* below: what the meter usually counts */
	int64_t day_mean; /* 1e-6 a day */
	int64_t low, high; /* plausible values; high < low: not known */
	int64_t step, whole; /* what the meter can show */
	/* values that explain it; of more than there is room for, none */
	int64_t perhaps[RTK_READING_PERHAPS];
	size_t perhaps_count; /* 1: it is proposed */
};

/** Whether the meter can show the value: its digits and decimals. */
bool rtk_reading_has_digits(
    const struct rtk_reading_group *group, int64_t value);

/**
 * Looks for the one value that explains a row which was found implausible;
 * `doubt->fault` and `other` are set, the rest is filled; with one value the
 * fault becomes the explanation.
 */
int rtk_reading_explain(struct rtk_reading_doubt *doubt,
    const struct rtk_reading_group *group, const struct rtk_reading_row *row,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The numbers behind it: "104.321, +0.2/24h, -> 110.5 | 111". */
const char *rtk_reading_doubt_text(
    char text[RTK_READING_DETAIL], const struct rtk_reading_doubt *doubt);

/** Keeps the doubt beside the row that was just refused. */
void rtk_readings_doubt(struct rtk_readings *readings,
    const struct rtk_reading_row *row, const struct rtk_reading_doubt *doubt);

/**
 * Looks through the refused rows for two meters of one building whose
 * readings, exchanged, are both plausible, and of which no other pair is.
 */
void rtk_readings_find_swapped(struct rtk_readings *readings);

#endif
