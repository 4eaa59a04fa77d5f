/*
 * Readings and what is asked about them at the import: meters in the order of
 * their keys, readings of a meter and month, all by cursors that only go
 * forward and jump over long gaps.
 */
#ifndef RTK_STORE_READINGS_H
#define RTK_STORE_READINGS_H

#include "model.h"
#include "store/db.h"

/** Readings that one meter can have in one month. */
enum { RTK_READINGS_OF_MONTH = 16 };

/** Cells of a row for rtk_readings_add: id value day channel batch line. */
enum { RTK_READING_CELLS = 6 };

/** Meters that one name can mean. */
enum { RTK_METER_CANDIDATES_MAX = 64 };

struct rtk_reading_lookup;

/** The caller closes *out. */
int rtk_reading_lookup_open(struct rtk_reading_lookup **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;
void rtk_reading_lookup_close(struct rtk_reading_lookup *lookup);

/** Months that have readings; last before first when there is none. */
struct rtk_period rtk_reading_lookup_first(
    const struct rtk_reading_lookup *lookup);
struct rtk_period rtk_reading_lookup_last(
    const struct rtk_reading_lookup *lookup);

/**
 * The meter as newest described, without its service: 1, 0 no such meter,
 * -1. Calls come in the order of keys.
 */
int rtk_meter_at(struct rtk_reading_lookup *lookup, int64_t meter,
    struct rtk_meter *out, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Readings of the meter that count for the month, with withdrawals, in *out;
 * their number or -1. Calls for one month come in the order of meters.
 */
int rtk_readings_at(struct rtk_reading_lookup *lookup, struct rtk_period period,
    int64_t meter, struct rtk_reading out[RTK_READINGS_OF_MONTH],
    struct rtk_err *err) RTK_MUST_CHECK;

/** Takes away, of the last ones of the list, what a withdrawal names. */
void rtk_reading_withdraw(struct rtk_reading *list, size_t *count,
    const struct rtk_reading *withdrawal);

/** Stores count rows of RTK_READING_CELLS cells, in the order of ids. */
int rtk_readings_add(struct rtk_db *db, const int64_t *cells, size_t count,
    struct rtk_err *err) RTK_MUST_CHECK;

/** How a row of readings names its meter. */
enum rtk_meter_name {
	RTK_BY_CODE,
	RTK_BY_SERIAL,
	RTK_BY_GIS, /* its number in ГИС ЖКХ */
	RTK_BY_ACCOUNT
};

/** A meter that the name may mean. */
struct rtk_meter_candidate {
	int64_t id;
	enum rtk_meter_service service;
	struct rtk_date installed;
	struct rtk_date removed;
};

/** Meters that fit; more than there is room for are as good as all. */
struct rtk_meter_candidates {
	struct rtk_meter_candidate meter[RTK_METER_CANDIDATES_MAX];
	size_t count;
};

/** Meters of that name, in *out: of RTK_BY_ACCOUNT all of the account. */
int rtk_meter_candidates(struct rtk_db *db, enum rtk_meter_name how,
    const char *name, struct rtk_meter_candidates *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The first period that has readings; none: *found false. */
int rtk_reading_first_period(struct rtk_db *db, struct rtk_period *out,
    bool *found, struct rtk_err *err) RTK_MUST_CHECK;

/** What the norm of an account's consumption depends on. */
struct rtk_norm_facts {
	enum rtk_meter_service service; /* of the meter */
	enum rtk_premises_kind kind;
	struct rtk_area area;
	int64_t persons; /* registered, else owners */
	char heating_norm[256];
	char hot_water_norm[256];
};

/** As known on a day, for the account of the meter: 1, 0 unknown, -1. */
int rtk_norm_facts(struct rtk_db *db, int64_t meter, struct rtk_date day,
    struct rtk_norm_facts *out, struct rtk_err *err) RTK_MUST_CHECK;

#endif
