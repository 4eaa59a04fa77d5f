/* What the calculation of a building's month takes. */
#ifndef RTK_CALC_PREMISES_H
#define RTK_CALC_PREMISES_H

#include "calc/carried.h"
#include "calc/metering.h"
#include "calc/output.h"
#include "calc/persons.h"
#include "calc/year_sums.h"

/** A meter in the month: readings, state before it, and after it. */
struct rtk_meter_month {
	struct rtk_meter meter;
	struct rtk_reading_slice readings; /* that count for the month */
	bool has_state;
	struct rtk_meter_state state;
	struct rtk_usage usage; /* filled by the calculation */
	/* of the same service: whom it replaced, who replaced it; or NULL */
	const struct rtk_meter_month *old, *successor;
};

/** An account that takes part in the month, with its facts (borrowed). */
struct rtk_premises {
	const struct rtk_account_version *now; /* in force on the last day */
	struct rtk_person_facts persons;
	struct rtk_meter_month *meters; /* by key */
	size_t meter_count;
	const struct rtk_contract *contract; /* in force; NULL: none */
	const struct rtk_act *acts; /* by service, day; those of the account */
	size_t act_count;
	bool part; /* only since..until of the month are of this party */
	struct rtk_date since, until;
	/* the account before it, of input.formers; NULL: there is none */
	struct rtk_premises *former;
	/* filled by the calculation */
	struct rtk_usage heating;
	struct rtk_usage hot_water;
	bool water_by_days; /* its usage is of both parties: by their days */
	struct rtk_ratio individual; /* V_i */
	struct rtk_ratio common;     /* part of the common volume */
	enum rtk_method method;
	enum rtk_formula formula;
	bool through; /* a managing company buys for it: no lines */
	bool heating_due;
	bool has_actual;         /* even payment: by meters, in this month */
	struct rtk_ratio actual; /* 1e-6 Gcal */
	struct rtk_ratio hot_volume; /* V, 1e-6 m3; where it is charged */
};

/** The month of a building. All is borrowed for the call. */
struct rtk_building_input {
	const struct rtk_month *month;
	const struct rtk_building *building;
	struct rtk_premises *premises; /* by account */
	size_t premises_count;
	/* accounts that ended in the month, another begins: by account */
	struct rtk_premises *formers;
	size_t former_count;
	struct rtk_meter_month *house_meters;
	size_t house_meter_count;
	/* of the month, by account; those of the building come first */
	const struct rtk_outage *outages;
	size_t outage_count;
	const struct rtk_absence *absences;
	size_t absence_count;
	const struct rtk_buyer *buyers; /* by account */
	size_t buyer_count;
	const struct rtk_carries *carried; /* before the month; NULL: none */
	const struct rtk_years *years; /* before the month; NULL: none */
	const struct rtk_heat_sums *heat_sums; /* likewise */
	/* of the settlements that the month takes, by these, then account */
	const struct rtk_allocator *allocators;
	size_t allocator_count;
	const struct rtk_trace *trace; /* NULL: none */
	int64_t traced;                /* account the trace is for */
};

/** The trace, if it is for this account. */
const struct rtk_trace *rtk_trace_for(
    const struct rtk_building_input *in, const struct rtk_premises *premises);

/** The same for its heat, which it may share with the party before it. */
const struct rtk_trace *rtk_trace_for_heat(
    const struct rtk_building_input *in, const struct rtk_premises *premises);

/** Whether V_i and common parts add up to the volume exactly. */
bool rtk_volumes_add_up(const struct rtk_premises *premises,
    size_t premises_count, struct rtk_ratio volume) RTK_MUST_CHECK;

#endif
