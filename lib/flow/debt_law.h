/* Law of debts: what is in force, and whether it changed for days gone. */
#ifndef RTK_FLOW_DEBT_LAW_H
#define RTK_FLOW_DEBT_LAW_H

#include "base/arena.h"
#include "calc/policies.h"
#include "store/db.h"

/** Law and policies as they are known, for all accounts. */
struct rtk_debt_law {
	struct rtk_penalty_rows penalty;
	struct rtk_due_rows due;
	struct rtk_policies policies;
	struct rtk_arena arena;
};

/**
 * Loads the law in force on a day as known by a batch; release it. Fails
 * with policy.value.
 */
int rtk_debt_law_load(struct rtk_debt_law *out, struct rtk_db *db,
    struct rtk_date day, int64_t batch_max, struct rtk_err *err)
    RTK_MUST_CHECK;

/** A zeroed one is fine. */
void rtk_debt_law_release(struct rtk_debt_law *law);

/**
 * Whether both say the same of every day up to the end of the last month:
 * due days of charges of the months, fractions, rates, ceilings, moratoria.
 */
bool rtk_debt_law_same(const struct rtk_debt_law *a,
    const struct rtk_debt_law *b, const struct rtk_period months[2])
    RTK_MUST_CHECK;

#endif
