/*
 * What happened in a month to whom: absences and outages. A record stands in
 * every month that it touches, so that a month reads its own range of keys
 * and what came after a close is found by month and batch. A record of a
 * known key replaces it: the newest counts.
 */
#ifndef RTK_STORE_EVENT_H
#define RTK_STORE_EVENT_H

#include "model.h"
#include "store/db.h"

enum { RTK_EVENT_DOCUMENT_BYTES = 2048 };

/** Where a record comes from, and what came of storing it. */
struct rtk_event_origin {
	int64_t batch;
	long line;
	const char *document;
	/* filled by the call */
	bool known;      /* the same is known already: nothing stored */
	long other_line; /* not 0: another one of this key in this file */
};

/** Keys: account, date_from, date_to; persons 0 cancels. */
int rtk_absence_put(struct rtk_db *db, const struct rtk_absence *absence,
    struct rtk_event_origin *origin, struct rtk_err *err) RTK_MUST_CHECK;

/** Keys: account, service, kind, begin; an end at the beginning cancels. */
int rtk_outage_put(struct rtk_db *db, const struct rtk_outage *outage,
    struct rtk_event_origin *origin, struct rtk_err *err) RTK_MUST_CHECK;

/** The months that an outage touches, at least the one of its beginning. */
void rtk_outage_months(const struct rtk_outage *outage,
    struct rtk_period *first, struct rtk_period *last);

/** Those of one building and month, by account; its own come first. */
struct rtk_event_facts {
	const struct rtk_absence *absences;
	size_t absence_count;
	const struct rtk_outage *outages;
	size_t outage_count;
};

/** What to scan: a month and buildings, both inclusive. */
struct rtk_event_range {
	struct rtk_period period;
	int64_t building_from;
	int64_t building_to;
	int64_t batch_max;
};

struct rtk_event_scan;

/** Records as known by batch_max; the caller closes *out. */
int rtk_event_scan_open(struct rtk_event_scan **out, struct rtk_db *db,
    const struct rtk_event_range *range, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Those of a building; buildings come in the order of their keys. *out is
 * valid until the next call.
 */
int rtk_event_scan_building(struct rtk_event_scan *scan, int64_t building,
    struct rtk_event_facts *out, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_event_scan_close(struct rtk_event_scan *scan);

/** Whose documents are asked for. */
struct rtk_event_question {
	int64_t account;
	struct rtk_period period;
	enum rtk_service service;
	int kind; /* enum rtk_outage_kind; -1: absences */
	int64_t batch_max;
};

/**
 * Documents of the records of an account and its building, each once, joined
 * by "; ".
 */
int rtk_event_documents(struct rtk_db *db,
    const struct rtk_event_question *question,
    char out[RTK_EVENT_DOCUMENT_BYTES], struct rtk_err *err) RTK_MUST_CHECK;

#endif
