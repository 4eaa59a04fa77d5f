/*
 * Everything the month of a building needs, building after building, in one
 * ordered pass: sorted scans of registry, residents, meters and readings are
 * merged by key. No SELECT per account.
 */
#ifndef RTK_STORE_BUILDING_SCAN_H
#define RTK_STORE_BUILDING_SCAN_H

#include "model.h"
#include "store/db.h"
#include "store/event.h"

/** What to scan. */
struct rtk_scan_range {
	int64_t building_from; /* inclusive */
	int64_t building_to;
	struct rtk_period period;
	int64_t batch_max; /* as it was known by then */
	/** first month: readings of all earlier periods come too */
	bool with_history;
};

/** One building; all is owned by the scan and valid until the next call. */
struct rtk_building_facts {
	struct rtk_building building;
	/* sorted by account, then day; the newest of each key */
	const struct rtk_account_version *versions;
	size_t version_count;
	const struct rtk_residents *residents;
	size_t residents_count;
	const struct rtk_temporary *temporary;
	size_t temporary_count;
	/* sorted by meter; the newest description of each */
	const struct rtk_meter *meters;
	size_t meter_count;
	/* sorted by period, then meter, then number */
	const struct rtk_reading *readings;
	size_t reading_count;
	/* absences and outages of the month */
	struct rtk_event_facts events;
	/* differences for closed months, by account, then month */
	const struct rtk_line *recalculations;
	size_t recalculation_count;
	/* states after the month before, as calc/meter_state wrote them */
	const uint8_t *state;
	size_t state_bytes;
};

struct rtk_building_scan;

/** Opens the cursors; the caller closes *out. */
int rtk_building_scan_open(struct rtk_building_scan **out, struct rtk_db *db,
    const struct rtk_scan_range *range, struct rtk_err *err) RTK_MUST_CHECK;

/** The next building in force on the last day: 1 found, 0 no more, -1. */
int rtk_building_scan_next(struct rtk_building_scan *scan,
    struct rtk_building_facts *out, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_building_scan_close(struct rtk_building_scan *scan);

#endif
