/*
 * «Расчет задолженности и пени»: the sheet for an application for a court
 * order, as plain data and its drawing. Text is UTF-8 and borrowed.
 */
#ifndef RTK_DOCUMENT_COURT_SHEET_H
#define RTK_DOCUMENT_COURT_SHEET_H

#include "document/company.h"
#include "io/pdf.h"
#include "num/units.h"

/** A month of origin, both services. */
struct rtk_court_month {
	struct rtk_period period;
	struct rtk_kop heating; /* charged, recalculation left out */
	struct rtk_kop hot_water;
	struct rtk_kop recalculated;
	struct rtk_kop paid;
	const char *payments; /* days of payment; "": none */
	struct rtk_kop left;
	bool expired; /* limitation has run out: not claimed */
};

/** Days of delay with one base, rate and fraction. */
struct rtk_court_segment {
	bool hot_water; /* else heating */
	struct rtk_period period;
	struct rtk_date due, from, to;
	int32_t days;
	struct rtk_kop base;
	int64_t rate_bp;
	int32_t denominator;
	struct rtk_kop amount;
};

/** The part of a co-owner. */
struct rtk_court_share {
	const char *name; /* "1/3" */
	struct rtk_kop principal, penalty, duty;
};

/** The sheet. */
struct rtk_court_sheet {
	const struct rtk_company *company;
	const char *account;
	const char *els;
	const char *payer;
	const char *address;
	struct rtk_date as_of;
	const struct rtk_court_month *months;
	size_t month_count;
	const struct rtk_court_segment *segments;
	size_t segment_count;
	struct rtk_kop principal; /* claimed */
	struct rtk_kop expired;   /* not claimed */
	struct rtk_kop penalty;   /* of the segments */
	struct rtk_kop penalty_paid;
	struct rtk_kop duty;
	const struct rtk_court_share *shares; /* none: not asked for */
	size_t share_count;
};

/** Draws it as a document of its own; faults are told by rtk_pdf_save(). */
void rtk_court_sheet_draw(
    struct rtk_pdf *pdf, const struct rtk_court_sheet *sheet);

#endif
