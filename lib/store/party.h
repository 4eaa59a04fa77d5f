/* Who pays and where: the words of an account and its building in a month. */
#ifndef RTK_STORE_PARTY_H
#define RTK_STORE_PARTY_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/** As in force on the last day of a month. Texts live in the arena. */
struct rtk_party {
	int64_t account;
	const char *number;
	const char *name;
	const char *flat;
	const char *municipality;
	const char *street;
	const char *house;
	const char *post_index;
	const char *route;
	const char *building; /* code */
	const char *els;
	const char *inn;
	const char *contract;
	const char *email;
	const char *phone;
	enum rtk_premises_kind kind;
	enum rtk_group group;
	enum rtk_delivery delivery;
	const char *heating_norm;   /* category of the building */
	const char *hot_water_norm; /* likewise */
	struct rtk_area total_area; /* S_об */
	struct rtk_area area;
	int32_t registered;
	int32_t owners;
};

struct rtk_party_scan;

/** Accounts from..to in the order of keys; the caller closes *out. */
int rtk_party_scan_open(struct rtk_party_scan **out, struct rtk_db *db,
    const int64_t account_range[2], struct rtk_date day, struct rtk_err *err)
    RTK_MUST_CHECK;

/** The next one known on that day: 1 found, 0 no more, -1. */
int rtk_party_scan_next(struct rtk_party_scan *scan, struct rtk_party *out,
    struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_party_scan_close(struct rtk_party_scan *scan);

/** A meter of an account as the bill shows it. */
struct rtk_party_meter {
	enum rtk_meter_service service;
	enum rtk_meter_unit unit;
	int decimals;
	const char *serial;
	struct rtk_date verified_until;
	bool has_previous;
	struct rtk_micro previous;
	struct rtk_date previous_day;
	bool has_current; /* a reading that counts for the month */
	struct rtk_micro current;
	struct rtk_date current_day;
};

/** Which account and month; texts of the answer go into the arena. */
struct rtk_party_month {
	int64_t account;
	struct rtk_period period;
	int months_back; /* how far to look for the reading before */
	struct rtk_arena *arena;
};

enum { RTK_PARTY_METERS_MAX = 1 << RTK_METER_BITS };

/**
 * Meters of an account that were in place in the month, with the last reading
 * that counts for it and the last of the `months_back` months before.
 */
int rtk_party_meters(struct rtk_party_meter out[RTK_PARTY_METERS_MAX],
    size_t *count, struct rtk_db *db, const struct rtk_party_month *month,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
