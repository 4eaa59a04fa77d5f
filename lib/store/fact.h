/*
 * Facts with a key: rows of reference tables and versions of registry
 * objects. A fact that is the same as the newest known of its key is not
 * stored again; a changed one is a new row of a later batch.
 */
#ifndef RTK_STORE_FACT_H
#define RTK_STORE_FACT_H

#include "store/db.h"

/** The tables; the values of each come in the order of its CSV columns. */
enum rtk_fact_table {
	RTK_FACT_COMPANY,
	RTK_FACT_TARIFF,
	RTK_FACT_NORM,
	RTK_FACT_HEATING_MONTHS,
	RTK_FACT_POLICY,
	RTK_FACT_QUALITY,
	RTK_FACT_TEMPERATURE,
	RTK_FACT_CALENDAR,
	RTK_FACT_DUE_DAY,
	RTK_FACT_KEY_RATE,
	RTK_FACT_PENALTY_RULE,
	RTK_FACT_PENALTY_CEILING,
	RTK_FACT_MORATORIUM,
	RTK_FACT_STREET_ALIAS,
	RTK_FACT_MAIL_SENDER,
	RTK_FACT_BUILDING,
	RTK_FACT_ACCOUNT,
	RTK_FACT_RESIDENTS,
	RTK_FACT_TEMPORARY,
	RTK_FACT_CONTRACT,
	RTK_FACT_ACT,
	RTK_FACT_ALLOCATOR,
	RTK_FACT_APPEAL,
	RTK_FACT_METER,
	RTK_FACT_EXEMPTION,
	RTK_FACT_STATE_DUTY,
	RTK_FACT_AGREEMENT,
	RTK_FACT_LIMITATION,
	RTK_FACT_DELIVERY,
	RTK_FACT_OPENING,
	RTK_FACT_TABLES
};

enum rtk_value_type { RTK_VALUE_NULL, RTK_VALUE_INT, RTK_VALUE_TEXT };

/** A value of a column; text is borrowed. */
struct rtk_value {
	enum rtk_value_type type;
	int64_t number;
	const char *text;
};

/** A row to store. */
struct rtk_fact {
	enum rtk_fact_table table;
	int64_t object; /* key of the building, account or meter; or 0 */
	int64_t batch;
	long line;
	bool fresh; /* the object is new: nothing is known of it */
	const struct rtk_value *values;
	size_t count;
};

/** Stores the fact unless it is known already; says which. */
int rtk_fact_put(struct rtk_db *db, const struct rtk_fact *fact, bool *known,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Whether another row of the same key, as known now, is in force on a day of
 * this one: 1 (*since is its first day), 0, -1. Tables without an end: 0.
 */
int rtk_fact_overlap(struct rtk_db *db, const struct rtk_fact *fact,
    int64_t *since, struct rtk_err *err) RTK_MUST_CHECK;

#endif
