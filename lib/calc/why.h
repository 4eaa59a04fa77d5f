/*
 * Why a bill differs from the one of the month before: the month is
 * calculated again and again by the functions that bill it, each time with
 * one more group of inputs as they are now, the others as they were. The
 * difference that a group makes is its part; parts add up by construction.
 */
#ifndef RTK_CALC_WHY_H
#define RTK_CALC_WHY_H

#include "base/arena.h"
#include "calc/premises.h"

/** What made the difference; in the order in which inputs are replaced. */
enum rtk_cause_of_change {
	RTK_WHY_SERVICE,     /* charged in one of the months only */
	RTK_WHY_SEASON,      /* so, because the heating season began or ended */
	RTK_WHY_DAYS,        /* the days of the month */
	RTK_WHY_AREA,        /* of the premises, of the building */
	RTK_WHY_PERSONS,
	RTK_WHY_PREMISES,    /* their kind, group, norm category, equipment */
	RTK_WHY_METHOD,      /* the volume is found in another way */
	RTK_WHY_READING,     /* own volume, by reading */
	RTK_WHY_AVERAGE,     /* own volume, by average (п. 59) */
	RTK_WHY_HOUSE_METER, /* it, and the meters of the other premises */
	RTK_WHY_NORM,        /* its value, or the list of heating months */
	RTK_WHY_RULES,       /* policies */
	RTK_WHY_RAISING,     /* the raising coefficient */
	RTK_WHY_PRICE,
	RTK_WHY_VAT,
	RTK_WHY_REDUCTION,
	RTK_WHY_RECALCULATION,
	RTK_WHY_PENALTY,
	RTK_WHY_OTHER,       /* inputs of no group above */
	RTK_WHY_CAUSES
};

/** One part of the difference. */
struct rtk_why_part {
	enum rtk_service service;
	enum rtk_component component;
	enum rtk_cause_of_change cause;
	struct rtk_kop amount; /* now minus before, VAT with it */
	bool has_values;
	int64_t was; /* of the input, in units of 10^-scale; for volumes the */
	int64_t is;  /* volume of the line */
	int scale;
	const char *unit;
};

enum { RTK_WHY_PARTS_MAX = RTK_SERVICES * RTK_COMPONENTS * RTK_WHY_CAUSES };

struct rtk_why_parts {
	struct rtk_why_part list[RTK_WHY_PARTS_MAX];
	size_t count;
};

/** Key of a cause in CSV and JSON: a contract. */
const char *rtk_why_name(enum rtk_cause_of_change cause);

/** A month of the building after its metering and as it was charged. */
struct rtk_why_side {
	struct rtk_building_input in;  /* arrays of its own: rtk_input_copy */
	const struct rtk_line *lines;  /* of the account, as charged */
	size_t line_count;
};

/** Adds to the part of this service, component and cause, or begins it. */
void rtk_why_add(
    struct rtk_why_parts *parts, const struct rtk_why_part *part);

/**
 * Splits the difference of charges, their increase and their VAT (lines of
 * the kinds charge, raising and vat) between `before` and `now` by cause, for
 * one account. The parts add up to the difference exactly. A group that
 * cannot be replaced alone goes together with the next one.
 */
void rtk_why_split(struct rtk_why_parts *out,
    const struct rtk_why_side *before, const struct rtk_why_side *now,
    int64_t account, struct rtk_arena *arena);

#endif
