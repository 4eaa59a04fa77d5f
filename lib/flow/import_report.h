/* What was imported and what waits, as tables. */
#ifndef RTK_FLOW_IMPORT_REPORT_H
#define RTK_FLOW_IMPORT_REPORT_H

#include "flow/import.h"
#include "io/printer.h"
#include "store/db.h"

/** What to list. */
struct rtk_import_report {
	struct rtk_db *db;
	const char *kind; /* NULL: all */
	bool narrow;      /* for the screen: without the long columns */
	/* of the quarantine */
	const char *code;       /* this reason; NULL: all */
	bool decided;           /* what was decided, instead of what waits */
	int32_t days_min;       /* what waits for at least so many days */
	struct rtk_date as_of;
	/** Turns a text of the catalogue into the language of the user. */
	const char *(*translate)(const char *text);
};

/** The batches, a row a file. */
int rtk_import_report_history(const struct rtk_import_report *report,
    struct rtk_printer *printer, struct rtk_err *err) RTK_MUST_CHECK;

/** The rows that wait, or those decided on, with the decision. */
int rtk_import_report_quarantine(const struct rtk_import_report *report,
    struct rtk_printer *printer, struct rtk_err *err) RTK_MUST_CHECK;

/** What came of the files of a call. */
void rtk_import_report_results(struct rtk_printer *printer,
    const struct rtk_import_result *results, size_t count);

#endif
