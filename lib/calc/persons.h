/* How many persons live in a premises, by days (п. 56, 57 of the Rules). */
#ifndef RTK_CALC_PERSONS_H
#define RTK_CALC_PERSONS_H

#include "calc/rules.h"

/** What is known of the persons of one account; borrowed, each by day. */
struct rtk_person_facts {
	const struct rtk_account_version *versions;
	size_t version_count; /* at least one */
	const struct rtk_residents *residents;
	size_t residents_count;
	const struct rtk_temporary *temporary;
	size_t temporary_count;
};

/**
 * Sum over the days from..to of registered + temporary persons; a day with
 * nobody counts the owners (п. 56(2)). With residents.change = next_month the
 * registered are as on the first day of the month.
 */
int64_t rtk_person_days(const struct rtk_person_facts *facts,
    const struct rtk_month *month, struct rtk_date from, struct rtk_date to);

/** Registered and temporary persons of a day, without the owners. */
int64_t rtk_living_on(const struct rtk_person_facts *facts,
    const struct rtk_month *month, struct rtk_date day);

#endif
