/*
 * Plain structs and enums that the layers share: no functions, no ownership
 * unless a comment says so. Enum values stand in the database: they are never
 * renumbered.
 */
#ifndef RTK_MODEL_H
#define RTK_MODEL_H

#include "num/date.h"
#include "num/units.h"

/* --- keys -------------------------------------------------------------- */

/*
 * A building is numbered from 1. An account is numbered inside its building,
 * a meter inside its account (number 0: the house itself), so that the order
 * of keys is the order of buildings and everything of one building is one
 * range in every table.
 */
enum {
	RTK_ACCOUNT_BITS = 12, /* accounts of a building: 1..4095 */
	RTK_METER_BITS = 6,    /* meters of an account: 1..63 */
	RTK_BUILDING_MAX = (1 << 20) - 1
};

/** building << 12 | number; number 0 stands for the building itself. */
#define RTK_ACCOUNT_ID(building, number)                                       \
	(((int64_t)(building) << RTK_ACCOUNT_BITS) + (number))
#define RTK_BUILDING_OF(account) ((int64_t)(account) >> RTK_ACCOUNT_BITS)
/** account << 6 | number. */
#define RTK_METER_ID(account, number)                                          \
	(((int64_t)(account) << RTK_METER_BITS) + (number))
#define RTK_ACCOUNT_OF(meter) ((int64_t)(meter) >> RTK_METER_BITS)

/*
 * Clustered keys of the tables that grow by the month: the month, the object,
 * a number. One integer key is what keeps a month's append cheap. They add,
 * so that the key behind the last object is the first key of the next month.
 */
/** charge.id: period << 42 | account << 10 | line number from 0. */
#define RTK_CHARGE_ID(period, account, line)                                   \
	(((int64_t)(period).v << 42) + ((int64_t)(account) << 10) + (line))
/** reading.id: period << 42 | meter << 4 | number from 0. */
#define RTK_READING_ID(period, meter, number)                                  \
	(((int64_t)(period).v << 42) + ((int64_t)(meter) << 4) + (number))
/** balance.id: period << 32 | account. */
#define RTK_BALANCE_ID(period, account)                                        \
	(((int64_t)(period).v << 32) + (account))
/** debt_state.id: the same. */
#define RTK_DEBT_STATE_ID(period, account) RTK_BALANCE_ID(period, account)
/** building_month.id: period << 20 | building. */
#define RTK_BUILDING_MONTH_ID(period, building)                                \
	(((int64_t)(period).v << 20) + (building))

/** absence.id, outage.id: period << 42 | account << 10 | number from 0. */
#define RTK_EVENT_ID(period, account, number)                                  \
	RTK_CHARGE_ID(period, account, number)

/* --- words ------------------------------------------------------------- */

enum rtk_service { RTK_HEATING, RTK_HOT_WATER, RTK_PENALTY, RTK_SERVICES };

/** Part of a price: heat by Gcal, water by m3, one-rate hot water by m3. */
enum rtk_component {
	RTK_HEAT,
	RTK_WATER,
	RTK_SINGLE,
	RTK_COLD, /* cold water: what hot water too cold costs */
	RTK_COMPONENTS
};

enum rtk_kind {
	RTK_CHARGE,
	RTK_RAISING, /* increase by the raising coefficient (повышающий) */
	RTK_VAT,
	RTK_RECALCULATION,
	RTK_REDUCTION,
	RTK_PENALTY_LINE,
	RTK_KINDS
};

/** How the volume was found (способ определения объема). */
enum rtk_method {
	RTK_BY_NORM,
	RTK_BY_METER,
	RTK_BY_AVERAGE,     /* п. 59 */
	RTK_BY_HOUSE_METER, /* unmetered premises of a house with ОДПУ */
	RTK_BY_NOTHING,     /* V_i = 0: own source, no appliances */
	RTK_BY_CALCULATION, /* a legal entity: by load, or for its meter */
	RTK_METHODS
};

/** Formula of Annex 2 of the Rules; a label for trace and bill only. */
enum rtk_formula {
	RTK_F_1,
	RTK_F_2,
	RTK_F_2_1,
	RTK_F_2_3,
	RTK_F_2_4,
	RTK_F_3,
	RTK_F_3_1,
	RTK_F_3_3,
	RTK_F_4,
	RTK_F_4_1,
	RTK_F_23,
	RTK_F_23_1,
	RTK_F_ABSENCE,      /* section VIII */
	RTK_F_UNSUPPLIED,   /* п. 98-100 */
	RTK_F_A1_4,         /* Annex 1: interruption of hot water */
	RTK_F_A1_5,         /* its temperature */
	RTK_F_A1_5_COLD,    /* so cold that it costs as cold water */
	RTK_F_A1_7,         /* pressure of hot water */
	RTK_F_A1_14,        /* interruption of heating */
	RTK_F_A1_15,        /* air temperature */
	RTK_F_YEAR,         /* adjustment of a year paid evenly */
	RTK_F_METER_1034,   /* a legal entity: by meter */
	RTK_F_LOAD,         /* by contract load, 99/пр п. 8.2 */
	RTK_F_WORKING_DAYS, /* a meter that is out for some days */
	RTK_F_LAST_MONTH,   /* a meter that was not reported */
	RTK_F_BUYER,        /* a managing company, decree 124 item 21 */
	RTK_F_COMMON,       /* it buys for common property, item 21(1) */
	RTK_F_12,           /* the owners: what the house meter leaves */
	RTK_F_15,           /* the owners: by norm of common property */
	RTK_F_62,           /* unauthorised use */
	RTK_F_81_11,        /* interference with a meter */
	RTK_F_6,            /* correction by heat-cost allocators */
	RTK_FORMULAS
};

/** Why a closed month is billed anew: which fact came late. */
enum rtk_reason {
	RTK_REASON_NONE,
	RTK_REASON_READINGS,
	RTK_REASON_METERS,
	RTK_REASON_RESIDENTS,
	RTK_REASON_ACCOUNTS,
	RTK_REASON_BUILDINGS,
	RTK_REASON_TARIFFS,
	RTK_REASON_NORMS,
	RTK_REASON_HEATING_MONTHS,
	RTK_REASON_POLICIES,
	RTK_REASON_ABSENCES,
	RTK_REASON_OUTAGES,
	RTK_REASON_QUALITY,
	RTK_REASON_TEMPERATURES,
	RTK_REASON_YEAR, /* the adjustment of a year paid evenly */
	RTK_REASON_CONTRACTS,
	RTK_REASON_ACTS,
	RTK_REASON_UNAUTHORISED, /* the charge of an act, п. 62 */
	RTK_REASON_CATCH_UP,     /* months by average, at their prices */
	RTK_REASON_ALLOCATORS,   /* their units came or changed late */
	RTK_REASON_ALLOCATED,    /* the correction by their units */
	RTK_REASONS
};

enum rtk_premises_kind {
	RTK_FLAT,
	RTK_ROOM,
	RTK_HOUSE,
	RTK_NONRESIDENTIAL,
	RTK_PARKING
};

enum rtk_heated { RTK_HEATED, RTK_NO_APPLIANCES, RTK_OWN_SOURCE };

/** What is charged how under a contract with a legal entity. */
enum rtk_contract_kind {
	RTK_CONTRACT_LOAD,   /* a building of its own: by contract load */
	RTK_CONTRACT_DIRECT, /* premises in a block: by the Rules, directly */
	RTK_CONTRACT_BUYER,  /* a managing company buys for the block */
	RTK_CONTRACT_COMMON  /* it buys hot water of common property alone */
};

enum rtk_group { RTK_POPULATION, RTK_OTHER, RTK_GROUPS };

enum rtk_penalty_class { RTK_CITIZEN, RTK_TSJ, RTK_UK, RTK_OTHER_DEBTOR };

enum rtk_delivery { RTK_PAPER, RTK_EMAIL, RTK_EDO };

enum rtk_hot_water_system {
	RTK_CLOSED,
	RTK_OPEN,
	RTK_HEATED_IN_BUILDING,
	RTK_NO_HOT_WATER
};

enum rtk_meter_service { RTK_METER_HEATING, RTK_METER_HOT_WATER, RTK_COMBINED };

enum rtk_meter_unit { RTK_GCAL, RTK_GJ, RTK_MWH, RTK_KWH, RTK_M3 };

enum rtk_removal { RTK_IN_PLACE, RTK_REPLACED, RTK_FAILED, RTK_LOST };

enum rtk_channel {
	RTK_OFFICE,
	RTK_PHONE,
	RTK_BY_EMAIL,
	RTK_SMS,
	RTK_SITE,
	RTK_GIS,
	RTK_COLLECTOR,
	RTK_CONTROLLER,
	RTK_BY_REGISTER, /* with a payment, in the register of a bank */
	RTK_WITHDRAWN,   /* no reading: takes one of that day and value back */
	RTK_CHANNELS
};

/** What a consumer writes about. */
enum rtk_appeal_subject {
	RTK_APPEAL_QUALITY,
	RTK_APPEAL_BILL,
	RTK_APPEAL_RECALCULATION,
	RTK_APPEAL_METER,
	RTK_APPEAL_OTHER
};

enum rtk_vat_mode { RTK_VAT_INCLUDED, RTK_VAT_EXCLUDED, RTK_VAT_NONE };

enum rtk_payment_mode { RTK_SEASON, RTK_EVEN };

enum rtk_norm_kind {
	RTK_NORM_HEATING,
	RTK_NORM_HOT_WATER,
	RTK_NORM_WATER_HEATING,
	RTK_NORM_COMMON_HOT_WATER
};

/* --- limits ------------------------------------------------------------ */

enum {
	RTK_CODE_BYTES_MAX = 63,    /* codes of buildings, meters, zones */
	RTK_ACCOUNT_TEXT_MAX = 20,  /* letters of an account number */
	RTK_CATEGORY_BYTES_MAX = 63 /* norm categories, municipalities */
};

/** One payment or opening balance: a thousand million roubles. */
#define RTK_AMOUNT_KOP_MAX INT64_C(100000000000)

/* --- rows -------------------------------------------------------------- */

/** A row of tariffs.csv as it was known. Text is owned by the loader. */
struct rtk_tariff {
	int64_t id;
	enum rtk_service service;
	enum rtk_component component;
	enum rtk_group group;
	const char *zone; /* "": all */
	struct rtk_price price;
	int64_t vat_percent_bp; /* 22 % = 2200 */
	enum rtk_vat_mode vat;
	struct rtk_date from;
	struct rtk_date to; /* RTK_DATE_NONE: open */
};

/** A row of norms.csv. */
struct rtk_norm_row {
	int64_t id;
	enum rtk_norm_kind kind;
	const char *category;
	struct rtk_norm value;
	struct rtk_date from;
	struct rtk_date to;
};

/** A row of heating-months.csv. */
struct rtk_heating_months {
	int64_t id;
	const char *municipality;
	enum rtk_payment_mode mode;
	uint16_t months; /* bit 0 January ... bit 11 December */
	struct rtk_date from;
};

/** A row of policies.csv. */
struct rtk_policy_row {
	const char *policy;
	const char *value;
	struct rtk_date from;
};

/** A row of quality.csv: a figure of Annex 1 or of section VIII. */
struct rtk_quality_row {
	int64_t id;
	const char *parameter;
	int64_t value; /* 1e-6 */
	struct rtk_date from;
};

/** A row of temperatures.csv: the mean of a day. */
struct rtk_temperature {
	int64_t id;
	const char *municipality;
	struct rtk_date day;
	int32_t value; /* 1e-2 degrees */
	bool heating;  /* the houses were heated on it */
};

/** The rows of law and prices as they were known; owned by the loader. */
struct rtk_rule_rows {
	const struct rtk_quality_row *qualities;
	size_t quality_count;
	const struct rtk_tariff *tariffs;
	size_t tariff_count;
	const struct rtk_norm_row *norms;
	size_t norm_count;
	const struct rtk_heating_months *months;
	size_t months_count;
	const struct rtk_policy_row *policies;
	size_t policy_count;
	/* of the last years only; by municipality and day */
	const struct rtk_temperature *temperatures;
	size_t temperature_count;
};

/** A row of due-days.csv: from this month charged, this day of the next. */
struct rtk_due_day {
	struct rtk_period from;
	int day;
};

/** A row of calendar.csv: a day off, or a working day at a weekend. */
struct rtk_calendar_day {
	struct rtk_date day;
	bool working;
};

/** When what a contract is billed is due: its schedule, calc/contract.h. */
struct rtk_contract_days {
	int64_t account;
	struct rtk_date from;
	struct rtk_date to; /* RTK_DATE_NONE: open */
	int64_t batch;      /* in which it became known */
	const char *schedule;
};

/** A row of limitations.csv: debts of months can be claimed for longer. */
struct rtk_limitation {
	int64_t account;
	struct rtk_period from, to;
	struct rtk_date until;
	int64_t batch; /* in which it became known */
};

/** Rows as they were known; calendar sorted by day. */
struct rtk_due_rows {
	const struct rtk_due_day *due;
	size_t due_count;
	const struct rtk_calendar_day *calendar;
	size_t calendar_count;
	const struct rtk_contract_days *contracts; /* by account, from */
	size_t contract_count;
	const struct rtk_limitation *limitations; /* by account, from */
	size_t limitation_count;
};

/** A row of penalty-rules.csv: the fraction of the rate on some days. */
struct rtk_penalty_rule {
	enum rtk_penalty_class class;
	int32_t day_from; /* of delay, from 1 */
	int32_t day_to;   /* 0: and all later ones */
	int32_t denominator;
	struct rtk_date from; /* in force for the days from here on */
};

/** A row of key-rates.csv. */
struct rtk_key_rate {
	struct rtk_date from;
	int64_t rate_bp; /* 9.5 % = 950 */
};

/** A row of penalty-ceilings.csv. */
struct rtk_penalty_ceiling {
	int class; /* -1: all */
	struct rtk_date from, to;
	int64_t rate_bp;
};

/** A row of moratoria.csv. */
struct rtk_moratorium {
	int class; /* -1: all */
	struct rtk_date from, to;
	struct rtk_date claims_before; /* RTK_DATE_NONE: all claims */
};

/** A row of exemptions.csv: days on which an account has no penalty. */
struct rtk_penalty_exemption {
	int64_t account;
	struct rtk_date from, to; /* to RTK_DATE_NONE: and all later days */
	int64_t batch;
};

/** All rows as known; key rates sorted by day. Owned by the loader. */
struct rtk_penalty_rows {
	const struct rtk_penalty_rule *rules;
	size_t rule_count;
	const struct rtk_key_rate *rates;
	size_t rate_count;
	const struct rtk_penalty_ceiling *ceilings;
	size_t ceiling_count;
	const struct rtk_moratorium *moratoria;
	size_t moratorium_count;
	const struct rtk_penalty_exemption *exemptions; /* by account, day */
	size_t exemption_count;
};

/** A row of agreements.csv: an instalment of a debt. */
struct rtk_instalment {
	int64_t account;
	struct rtk_date signed_on;
	struct rtk_date due;
	struct rtk_kop amount; /* 0: called off */
};

/** Rows as known, by account, agreement, day; owned by the loader. */
struct rtk_instalments {
	const struct rtk_instalment *list;
	size_t count;
};

/** A row of deliveries.csv: how the notice of a month reached its account. */
struct rtk_delivery_row {
	int64_t account;
	struct rtk_date day;
	const char *channel;
};

/** Rows of one month as known, by account; owned by the loader. */
struct rtk_deliveries {
	const struct rtk_delivery_row *list;
	size_t count;
};

/** A row of state-duties.csv: for a claim over a border. */
struct rtk_duty_row {
	struct rtk_kop over;
	struct rtk_kop duty;      /* for the border */
	int64_t percent_bp;       /* of the excess */
	int64_t order_percent_bp; /* of both, for a court order */
	struct rtk_kop order_min;
	struct rtk_date from;
};

/** Rows as known; owned by the loader. */
struct rtk_duty_rows {
	const struct rtk_duty_row *list;
	size_t count;
};

/** A building as of a month. Text is valid while its scan stands. */
struct rtk_building {
	int64_t id;
	const char *code;
	const char *municipality;
	const char *zone;
	struct rtk_area total_area;  /* S_об */
	struct rtk_area common_area; /* S_ои */
	const char *heating_norm;
	const char *hot_water_norm;
	const char *water_heating_norm;
	enum rtk_hot_water_system system;
	/* no company buys hot water for common property: the owners pay */
	bool common_to_owners;
	bool allocators; /* the most of it has heat-cost allocators */
	int32_t indoor_norm; /* degrees; RTK_NO_DEGREES: as the rules say */
	int32_t corner_norm;
};

/** One version of an account: attributes from a day on. */
struct rtk_account_version {
	int64_t account;
	struct rtk_date from;
	enum rtk_premises_kind kind;
	struct rtk_area area;
	enum rtk_heated heated;
	bool hot_water;
	bool meter_possible;
	int32_t registered;
	int32_t owners;
	enum rtk_group group;
	struct rtk_date closed; /* RTK_DATE_NONE: open */
	/* of a room, or where it ends or begins in the month; or NULL, "" */
	const char *flat;
	struct rtk_area living; /* of a room; 0: all of the area */
};

/** residents.csv: persons from a day on. owners < 0: unchanged. */
struct rtk_residents {
	int64_t account;
	struct rtk_date from;
	int32_t registered;
	int32_t owners;
};

/** temporary.csv: persons living for some days, both days count. */
struct rtk_temporary {
	int64_t account;
	struct rtk_date from;
	struct rtk_date to;
	int32_t persons;
};

/** absences.csv: persons away for some full days, both days count. */
struct rtk_absence {
	int64_t id;
	int64_t account;
	struct rtk_date from;
	struct rtk_date to;
	int32_t persons;
	bool force_majeure; /* what kept them away (п. 86) */
	int64_t batch;
};

/** contracts.csv: in force in whole months. Text is owned by the loader. */
struct rtk_contract {
	int64_t id;
	int64_t account;
	struct rtk_date from;
	struct rtk_date to; /* RTK_DATE_NONE: open */
	enum rtk_contract_kind kind;
	struct rtk_micro load;  /* Q_p, 1e-6 Gcal an hour */
	int32_t indoor;         /* t_вн, 1e-2 degrees */
	int32_t design;         /* t_нв.р, 1e-2 degrees */
	int32_t hours;          /* of heating a day */
	/* where the temperature graph is cut; INT32_MIN, INT32_MAX: nowhere */
	int32_t coldest, warmest;
	const char *plan;       /* see calc/contract.h */
	const char *schedule;
};

enum rtk_act_kind {
	RTK_ACT_NO_ACCESS,    /* п. 59 (в), 85: no access for an inspection */
	RTK_ACT_UNAUTHORISED, /* п. 62: unauthorised connection */
	RTK_ACT_INTERFERENCE  /* п. 81(11): interference with a meter */
};

/** Months before its own that an act can reach back to at most. */
enum { RTK_ACT_MONTHS_MAX = 12 };

/** acts.csv: what an inspection of premises found. */
struct rtk_act {
	int64_t id;
	int64_t account;
	enum rtk_meter_service service;
	enum rtk_act_kind kind;
	struct rtk_date day; /* of the act */
	/* no access: days of it; else days to be charged; NONE: open */
	struct rtk_date from, to;
	struct rtk_micro throughput; /* 1e-6 m3 an hour; 0: not known */
	/* of hot water, by months back from that of the act, without VAT */
	struct rtk_kop charged[RTK_ACT_MONTHS_MAX + 1][RTK_COMPONENTS];
};

/** allocators.csv: what the allocators of an account counted. */
struct rtk_allocator {
	int64_t id;
	int64_t account;
	struct rtk_period from, to; /* the settlement */
	bool has_units;             /* false: they failed, or there are none */
	struct rtk_micro units;     /* weighted by the coefficients */
};

/** No temperature is given. */
enum { RTK_NO_DEGREES = -1 };

enum rtk_outage_kind {
	RTK_INTERRUPTION,
	RTK_OFF_TEMPERATURE,
	RTK_OFF_PRESSURE
};

/** outages.csv: an interruption or a wrong temperature; account 0: all. */
struct rtk_outage {
	int64_t id;
	int64_t account; /* RTK_ACCOUNT_ID(building, 0): the building */
	enum rtk_service service;
	enum rtk_outage_kind kind;
	int64_t begin_minute; /* since 1970-01-01 00:00 by the wall clock */
	int64_t end_minute;   /* the first minute behind it */
	bool has_temperature;
	int32_t temperature; /* 1e-2 degrees */
	bool dead_end;       /* failure of a dead-end main */
	bool planned;        /* the yearly shutdown */
	bool corner;         /* a corner room */
	bool has_pressure;
	int32_t pressure; /* 1e-6 MPa */
	int64_t batch;
};

/** A meter as last described. */
struct rtk_meter {
	int64_t id;
	enum rtk_meter_service service;
	enum rtk_meter_unit unit;
	int digits;   /* before the point */
	int decimals; /* behind it */
	struct rtk_date installed;
	struct rtk_micro initial;
	struct rtk_date verified_until; /* RTK_DATE_NONE: no limit */
	struct rtk_date removed;        /* RTK_DATE_NONE: in place */
	bool has_final;
	struct rtk_micro final;
	enum rtk_removal reason;
};

/** A reading that counts for `period`. */
struct rtk_reading {
	int64_t id;
	int64_t meter;
	struct rtk_period period;
	struct rtk_date day;
	struct rtk_micro value;
	enum rtk_channel channel;
};

/** One line of a month's charges; the account stands in the key. */
struct rtk_line {
	int64_t account;
	int number; /* from 0 in the account and month */
	enum rtk_service service;
	enum rtk_component component;
	enum rtk_kind kind;
	enum rtk_method method;
	enum rtk_formula formula;
	int decimals;               /* of the printed volume */
	struct rtk_micro volume;    /* all of it */
	struct rtk_micro common;    /* of it: common part (heating) */
	int64_t tariff;             /* tariff.id */
	struct rtk_kop amount;
	struct rtk_period for_period;
	enum rtk_reason reason; /* of a recalculation */
};

/** Lines side by side; nothing is owned. */
struct rtk_line_slice {
	const struct rtk_line *first;
	size_t count;
};

#endif
