#include "base/base.h"

#include "calc/advance.h"

#include "calc/charge.h"

enum { PERCENT_BP = 10000 };

static struct rtk_date
day_of(const struct rtk_due_part *part, struct rtk_period period)
{
	struct rtk_period p = {period.v + part->next_month};
	struct rtk_date last = rtk_period_last(p);
	struct rtk_date found = {rtk_period_first(p).v + part->day - 1};

	return part->day == 0 || found.v > last.v ? last : found;
}

/* The planned heat at the price of the month, with its VAT. */
static int
cost_of_plan(struct rtk_kop *out, const struct rtk_due_terms *terms,
    struct rtk_micro plan, struct rtk_err *err)
{
	struct rtk_kop vat = {0};

	*out = (struct rtk_kop){0};
	if (terms->tariff == NULL)
		return 0;
	if (rtk_charge_amount(out, rtk_ratio(plan.v, 1), terms->tariff,
		terms->month, err) < 0 ||
	    (terms->tariff->vat == RTK_VAT_EXCLUDED &&
		rtk_charge_vat(&vat, *out, terms->tariff, err) < 0))
		return -1;
	out->v += vat.v;
	return 0;
}

/* One part; *carried and *before go on to the next one. */
static int
find_amount(struct rtk_due_amount *a, const struct rtk_dues *dues,
    const struct rtk_due_terms *terms, int64_t sums[2], struct rtk_err *err)
{
	struct rtk_kop base = a->part.of_actual ? terms->actual : dues->planned;
	int64_t *carried = &sums[0], *before = &sums[1], used;

	a->known = !a->part.of_actual || terms->charged;
	if (!a->known)
		return 0;
	if (rtk_charge_share(&a->amount, base,
		rtk_ratio(a->part.percent_bp, PERCENT_BP), err) < 0)
		return -1;
	if (a->part.of_actual)
		a->amount.v -= *before;
	if (a->amount.v < 0)
		a->amount.v = 0;
	*before += a->amount.v;
	used = *carried < a->amount.v ? *carried : a->amount.v;
	*carried -= used;
	a->amount.v -= used;
	return 0;
}

int
rtk_contract_dues(struct rtk_dues *out, const struct rtk_due_terms *terms,
    struct rtk_err *err)
{
	struct rtk_due_part parts[RTK_DUE_PARTS_MAX];
	/* what was carried over and is left; what is due so far */
	int64_t sums[] = {terms->carried.v, 0};

	RTK_ASSERT(terms->carried.v >= 0);
	*out = (struct rtk_dues){0};
	if (rtk_contract_schedule(
		parts, &out->count, terms->contract->schedule, err) < 0 ||
	    rtk_contract_plan(&out->plan, terms->contract->plan,
		rtk_period_month(terms->month->period), err) < 0 ||
	    cost_of_plan(&out->planned, terms, out->plan, err) < 0)
		return -1;
	for (size_t i = 0; i < out->count; i++) {
		out->parts[i].part = parts[i];
		out->parts[i].day = day_of(&parts[i], terms->month->period);
		if (find_amount(&out->parts[i], out, terms, sums, err) < 0)
			return -1;
	}
	return 0;
}
