#include "base/base.h"

#include "calc/allocation.h"

#include "num/arith.h"

enum { PAYABLE = 2 }; /* heating, hot water */

static int64_t
positive(int64_t value)
{
	return value > 0 ? value : 0;
}

/* Adds total to paid by the weights; all to heating if there are none. */
static void
spread(struct rtk_account_month *month, const int64_t weight[PAYABLE],
    int64_t total)
{
	int64_t part[PAYABLE] = {total, 0};

	if (weight[0] > 0 || weight[1] > 0)
		rtk_split(part, weight, PAYABLE, total);
	for (int i = 0; i < PAYABLE; i++)
		month->paid[i].v += part[i];
}

void
rtk_allocate(struct rtk_account_month *month, struct rtk_kop for_services,
    struct rtk_kop for_penalty)
{
	int64_t due[PAYABLE], charged[PAYABLE];
	int64_t sum = 0, pays;

	for (int i = 0; i < PAYABLE; i++) {
		due[i] = positive(month->opening[i].v + month->charged[i].v +
		    month->recalculated[i].v);
		charged[i] = positive(month->charged[i].v);
		sum += due[i];
	}
	for (int i = 0; i < RTK_SERVICES; i++)
		month->paid[i] = (struct rtk_kop){0};
	pays = for_services.v < sum ? for_services.v : sum;
	spread(month, due, pays);
	if (for_services.v > pays)
		spread(month, charged, for_services.v - pays);
	month->paid[RTK_PENALTY] = for_penalty;
	for (int i = 0; i < RTK_SERVICES; i++)
		month->closing[i].v = month->opening[i].v +
		    month->charged[i].v + month->recalculated[i].v -
		    month->paid[i].v;
}
