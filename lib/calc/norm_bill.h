/*
 * The charge of a month by norm, whatever the meters say: more debt for a
 * service than so many of them (policy debt.restriction_norms) lets the
 * supplier restrict it (п. 118).
 */
#ifndef RTK_CALC_NORM_BILL_H
#define RTK_CALC_NORM_BILL_H

#include "calc/charge.h"
#include "calc/persons.h"

/** Whose charge. */
struct rtk_norm_bill_query {
	const struct rtk_month *month; /* its prices and norms */
	const struct rtk_building *building;
	const struct rtk_account_version *now;
	const struct rtk_person_facts *persons;
	struct rtk_date day; /* persons that live there on it */
};

/** What it is made of. */
struct rtk_norm_bill {
	struct rtk_kop month;          /* of one month, VAT included */
	struct rtk_kop of_water;       /* of it: priced by `water` */
	struct rtk_kop of_heat;        /* of it: priced by `heat` */
	struct rtk_kop threshold;      /* of as many as the policy says */
	struct rtk_area area;          /* heating */
	int64_t persons;               /* hot water; nobody: the owners */
	struct rtk_norm norm;          /* a m2, or a person */
	struct rtk_norm heat_norm;     /* a m3, of two components; or 0 */
	const struct rtk_tariff *heat; /* NULL: not of this price */
	const struct rtk_tariff *water;
};

/**
 * The bill of a service; false in *out_has when there is none: not heated, no
 * hot water, nobody lives there, no flat. One rate of hot water stands in
 * `water`. Fails with tariff.gap, norm.gap and as those functions do.
 */
int rtk_norm_bill(struct rtk_norm_bill *out, bool *out_has,
    const struct rtk_norm_bill_query *query, enum rtk_service service,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
