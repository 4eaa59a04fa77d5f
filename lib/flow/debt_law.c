/* Law of debts: what is in force, and whether it changed for days gone. */
#include "base/base.h"

#include "flow/debt_law.h"

#include "calc/due_date.h"
#include "store/due_rows.h"
#include "store/penalty_rows.h"
#include "store/rule_rows.h"

int
rtk_debt_law_load(struct rtk_debt_law *out, struct rtk_db *db,
    struct rtk_date day, int64_t batch_max, struct rtk_err *err)
{
	struct rtk_rule_rows rules;

	*out = (struct rtk_debt_law){0};
	if (rtk_rule_rows_load(&rules, db, batch_max, &out->arena, err) == 0 &&
	    rtk_policies_load(&out->policies, &rules, day, err) == 0 &&
	    rtk_due_rows_load(&out->due, db, batch_max, &out->arena, err) ==
		0 &&
	    rtk_penalty_rows_load(
		&out->penalty, db, batch_max, &out->arena, err) == 0)
		return 0;
	rtk_debt_law_release(out);
	return -1;
}

void
rtk_debt_law_release(struct rtk_debt_law *law)
{
	rtk_arena_release(&law->arena);
	*law = (struct rtk_debt_law){0};
}

/* --- the same until a day ------------------------------------------------ */

static int32_t
until(struct rtk_date day, struct rtk_date last)
{
	return day.v < last.v ? day.v : last.v;
}

static bool
same_policies(const struct rtk_policies *a, const struct rtk_policies *b)
{
	static const enum rtk_policy used[] = {RTK_PENALTY_RATE,
	    RTK_PENALTY_CEILING, RTK_LIMITATION_YEARS};

	for (size_t i = 0; i < RTK_COUNT(used); i++)
		if (a->value[used[i]] != b->value[used[i]])
			return false;
	return true;
}

static bool
same_rules(const struct rtk_penalty_rows *a, const struct rtk_penalty_rows *b,
    struct rtk_date last)
{
	size_t i = 0, k = 0;

	for (;; i++, k++) {
		while (i < a->rule_count && a->rules[i].from.v > last.v)
			i++;
		while (k < b->rule_count && b->rules[k].from.v > last.v)
			k++;
		if (i == a->rule_count || k == b->rule_count)
			return i == a->rule_count && k == b->rule_count;
		if (a->rules[i].class != b->rules[k].class ||
		    a->rules[i].day_from != b->rules[k].day_from ||
		    a->rules[i].day_to != b->rules[k].day_to ||
		    a->rules[i].denominator != b->rules[k].denominator ||
		    a->rules[i].from.v != b->rules[k].from.v)
			return false;
	}
}

/* Rates, ceilings and moratoria are sorted by their first day. */
static bool
same_rates(const struct rtk_penalty_rows *a, const struct rtk_penalty_rows *b,
    struct rtk_date last)
{
	size_t i = 0;

	for (; i < a->rate_count && i < b->rate_count &&
	     a->rates[i].from.v <= last.v;
	     i++)
		if (a->rates[i].from.v != b->rates[i].from.v ||
		    a->rates[i].rate_bp != b->rates[i].rate_bp)
			return false;
	return (i == a->rate_count || a->rates[i].from.v > last.v) &&
	    (i == b->rate_count || b->rates[i].from.v > last.v);
}

static bool
same_ceilings(const struct rtk_penalty_rows *a,
    const struct rtk_penalty_rows *b, struct rtk_date last)
{
	size_t i = 0;

	for (; i < a->ceiling_count && i < b->ceiling_count &&
	     a->ceilings[i].from.v <= last.v;
	     i++)
		if (a->ceilings[i].class != b->ceilings[i].class ||
		    a->ceilings[i].from.v != b->ceilings[i].from.v ||
		    until(a->ceilings[i].to, last) !=
			until(b->ceilings[i].to, last) ||
		    a->ceilings[i].rate_bp != b->ceilings[i].rate_bp)
			return false;
	return (i == a->ceiling_count || a->ceilings[i].from.v > last.v) &&
	    (i == b->ceiling_count || b->ceilings[i].from.v > last.v);
}

static bool
same_moratoria(const struct rtk_penalty_rows *a,
    const struct rtk_penalty_rows *b, struct rtk_date last)
{
	size_t i = 0;

	for (; i < a->moratorium_count && i < b->moratorium_count &&
	     a->moratoria[i].from.v <= last.v;
	     i++)
		if (a->moratoria[i].class != b->moratoria[i].class ||
		    a->moratoria[i].from.v != b->moratoria[i].from.v ||
		    until(a->moratoria[i].to, last) !=
			until(b->moratoria[i].to, last) ||
		    a->moratoria[i].claims_before.v !=
			b->moratoria[i].claims_before.v)
			return false;
	return (i == a->moratorium_count || a->moratoria[i].from.v > last.v) &&
	    (i == b->moratorium_count || b->moratoria[i].from.v > last.v);
}

/* A due day that one of them does not know is another one. */
static bool
same_due_dates(const struct rtk_due_rows *a, const struct rtk_due_rows *b,
    const struct rtk_period months[2])
{
	struct rtk_err ignored = RTK_ERR_INIT;
	struct rtk_date one = RTK_DATE_NONE, other = RTK_DATE_NONE;

	for (struct rtk_period m = months[0]; m.v <= months[1].v; m.v++)
		if (rtk_due_date(&one, a, m, &ignored) !=
			rtk_due_date(&other, b, m, &ignored) ||
		    one.v != other.v)
			return false;
	return true;
}

bool
rtk_debt_law_same(const struct rtk_debt_law *a, const struct rtk_debt_law *b,
    const struct rtk_period months[2])
{
	struct rtk_date last = rtk_period_last(months[1]);

	return same_policies(&a->policies, &b->policies) &&
	    same_rules(&a->penalty, &b->penalty, last) &&
	    same_rates(&a->penalty, &b->penalty, last) &&
	    same_ceilings(&a->penalty, &b->penalty, last) &&
	    same_moratoria(&a->penalty, &b->penalty, last) &&
	    same_due_dates(&a->due, &b->due, months);
}
