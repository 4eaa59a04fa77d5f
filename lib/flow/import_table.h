/*
 * Inside flow/import*: tables of reference and registry, which are refused
 * whole. One list of columns says what stands in it; rtk-csv(5) is compared.
 */
#ifndef RTK_FLOW_IMPORT_TABLE_H
#define RTK_FLOW_IMPORT_TABLE_H

#include "flow/import_kind.h"
#include "store/fact.h"

enum rtk_column_type {
	RTK_COLUMN_TEXT, /* max: letters */
	RTK_COLUMN_INT,
	RTK_COLUMN_DECIMAL, /* in units of 10^-scale, times factor */
	RTK_COLUMN_DATE,
	RTK_COLUMN_MINUTE, /* date and time: minutes since 1970-01-01 00:00 */
	RTK_COLUMN_PERIOD,
	RTK_COLUMN_BOOL,
	RTK_COLUMN_WORD,      /* stored as its number */
	RTK_COLUMN_WORD_TEXT, /* stored as the word itself */
	RTK_COLUMN_MONTHS     /* "10,11,12,1": a bit a month */
};

/** A column of a table. */
struct rtk_import_column {
	struct rtk_column column; /* name, aliases, required */
	enum rtk_column_type type;
	bool filled;    /* no cell may be empty */
	bool personal;  /* its value stands in no message */
	bool defaulted; /* empty means `absent`, else NULL or "" */
	int64_t absent;
	int64_t min, max;
	int scale;
	int64_t factor; /* 0: 1 */
	const struct rtk_word *words;
};

enum { RTK_IMPORT_KEYS_MAX = 5 };

struct rtk_import_row;

/** A table: its columns, its place in the store, its own rules. */
struct rtk_import_table {
	const struct rtk_import_column *columns;
	size_t count;
	enum rtk_fact_table fact;
	/** Columns of the key in the order of storing. */
	int keys[RTK_IMPORT_KEYS_MAX];
	size_t key_count;
	/** Rules of one row alone; -1 with err: a fault of the row. */
	int (*check)(const struct rtk_import_row *row, struct rtk_err *err);
	/**
	 * Finds or adds the object of the row: row->object. -1 with a fault
	 * of class RTK_DATA: of the row; with another one: the import ends.
	 */
	int (*resolve)(struct rtk_import *import, struct rtk_import_row *row,
	    struct rtk_err *err);
	/** When all rows are stored; as resolve. */
	int (*finish)(struct rtk_import *import, struct rtk_err *err);
	enum rtk_fault overlap; /* RTK_E_NONE: reference.overlap */
	int amount_column; /* whose sum is the batch's amount; 0: none */
};

/** A row as read; values are those of the columns, in their order. */
struct rtk_import_row {
	const struct rtk_import_table *table;
	long line;
	int64_t object;
	bool fresh; /* the object was added for this row */
	struct rtk_value values[RTK_CSVIN_COLUMNS_MAX];
};

/** Imports the whole table: all faults are told, good rows are counted. */
int rtk_import_table(struct rtk_import *import,
    const struct rtk_import_table *table, struct rtk_err *err) RTK_MUST_CHECK;

/** Fails with a fault at a column of the row. Returns -1. */
int rtk_import_fail(struct rtk_err *err, enum rtk_fault fault,
    const struct rtk_import_row *row, int column);
/** Whether the value is there. */
bool rtk_import_has(const struct rtk_import_row *row, int column);

/** Reads a cell as its column says; text goes into the arena. */
int rtk_import_cell(struct rtk_value *out,
    const struct rtk_import_column *column, const struct rtk_cell *cell,
    struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

/* The tables, and the KINDs that are more than their table. */
extern const struct rtk_import_table rtk_table_company;
extern const struct rtk_import_table rtk_table_tariffs;
extern const struct rtk_import_table rtk_table_norms;
extern const struct rtk_import_table rtk_table_months;
extern const struct rtk_import_table rtk_table_policies;
extern const struct rtk_import_table rtk_table_quality;
extern const struct rtk_import_table rtk_table_temperatures;
extern const struct rtk_import_table rtk_table_calendar;
extern const struct rtk_import_table rtk_table_due_days;
extern const struct rtk_import_table rtk_table_key_rates;
extern const struct rtk_import_table rtk_table_rules;
extern const struct rtk_import_table rtk_table_ceilings;
extern const struct rtk_import_table rtk_table_moratoria;
extern const struct rtk_import_table rtk_table_buildings;
extern const struct rtk_import_table rtk_table_accounts;
extern const struct rtk_import_table rtk_table_residents;
extern const struct rtk_import_table rtk_table_temporary;
extern const struct rtk_import_table rtk_table_contracts;
extern const struct rtk_import_table rtk_table_acts, rtk_table_allocators;
extern const struct rtk_import_table rtk_table_appeals;
extern const struct rtk_import_table rtk_table_meters;
extern const struct rtk_import_table rtk_table_balances;

/** residents.csv or temporary.csv: the header tells. */
int rtk_import_residents(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** Only before the first close. Fails with balance.late. */
int rtk_import_balances(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

#endif
