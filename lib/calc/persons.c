#include "base/base.h"

#include "calc/persons.h"

struct persons {
	int64_t registered;
	int64_t owners;
};

/*
 * As on a day: the latest row not after it; residents.csv wins on equal days.
 * The first version of the account also covers the days before it.
 */
static struct persons
persons_on(const struct rtk_person_facts *facts, struct rtk_date day)
{
	const struct rtk_account_version *v = &facts->versions[0];
	struct persons p;
	struct rtk_date since;

	for (size_t i = 1; i < facts->version_count; i++)
		if (facts->versions[i].from.v <= day.v)
			v = &facts->versions[i];
	p = (struct persons){v->registered, v->owners};
	/* before its own first day it only stands in for what is not told */
	since = v->from.v <= day.v ? v->from : RTK_DATE_NONE;
	for (size_t i = 0; i < facts->residents_count; i++) {
		const struct rtk_residents *r = &facts->residents[i];

		if (r->from.v > day.v || r->from.v < since.v)
			continue;
		p.registered = r->registered;
		if (r->owners >= 0)
			p.owners = r->owners;
	}
	return p;
}

static int64_t
temporary_on(const struct rtk_person_facts *facts, struct rtk_date day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < facts->temporary_count; i++)
		if (facts->temporary[i].from.v <= day.v &&
		    facts->temporary[i].to.v >= day.v)
			sum += facts->temporary[i].persons;
	return sum;
}

int64_t
rtk_person_days(const struct rtk_person_facts *facts,
    const struct rtk_month *month, struct rtk_date from, struct rtk_date to)
{
	bool next_month =
	    month->policies.value[RTK_RESIDENTS_CHANGE] == RTK_NEXT_MONTH;
	int64_t sum = 0;

	if (facts->version_count == 1 && facts->residents_count == 0 &&
	    facts->temporary_count == 0) {
		const struct rtk_account_version *v = &facts->versions[0];
		int64_t days = to.v - from.v + 1;

		return days * (v->registered > 0 ? v->registered : v->owners);
	}
	for (struct rtk_date day = from; day.v <= to.v; day.v++) {
		struct persons p =
		    persons_on(facts, next_month ? month->first : day);
		int64_t living = p.registered + temporary_on(facts, day);

		sum += living > 0 ? living : p.owners;
	}
	return sum;
}

int64_t
rtk_living_on(const struct rtk_person_facts *facts,
    const struct rtk_month *month, struct rtk_date day)
{
	bool next_month =
	    month->policies.value[RTK_RESIDENTS_CHANGE] == RTK_NEXT_MONTH;

	return persons_on(facts, next_month ? month->first : day).registered +
	    temporary_on(facts, day);
}
