/* How long money waits for its register, and a register for its money. */
#include "base/base.h"

#include "calc/due_date.h"
#include "calc/policies.h"
#include "flow/reconcile_residual.h"
#include "store/due_rows.h"
#include "store/rule_rows.h"

struct waiting {
	struct rtk_due_rows calendar;
	struct rtk_date as_of;
	int64_t limit; /* working days */
};

static struct rtk_wait
count_days(const struct waiting *w, struct rtk_date from)
{
	struct rtk_wait wait = {0};

	for (struct rtk_date day = {from.v + 1}; day.v <= w->as_of.v; day.v++)
		wait.working_days += rtk_working_day(&w->calendar, day);
	wait.late = wait.working_days > w->limit;
	return wait;
}

static int
load(struct waiting *out, struct rtk_reconciliation *picture, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err)
{
	struct rtk_rule_rows rows;
	struct rtk_policies policies;

	if (rtk_due_rows_load(
		&out->calendar, db, INT64_MAX, &picture->arena, err) < 0 ||
	    rtk_rule_rows_load(&rows, db, INT64_MAX, &picture->arena, err) <
		0 ||
	    rtk_policies_load(&policies, &rows, as_of, err) < 0)
		return -1;
	out->as_of = as_of;
	out->limit = policies.value[RTK_WAIT_DAYS] / RTK_MICRO;
	return 0;
}

int
rtk_reconcile_wait(struct rtk_reconciliation *picture, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err)
{
	size_t count = picture->documents.count;
	struct waiting w;

	if (load(&w, picture, db, as_of, err) < 0)
		return -1;
	picture->document_waits = rtk_arena_get(
	    &picture->arena, (count + 1) * sizeof(*picture->document_waits));
	for (size_t i = 0; i < count; i++)
		picture->document_waits[i] =
		    count_days(&w, picture->documents.rows[i].posted);
	for (size_t i = 0; i < picture->register_count; i++) {
		struct rtk_reconciled *r = &picture->registers[i];

		if (r->money.documents == 0 && r->residual.v != 0)
			r->wait = count_days(&w, r->reg.order_day);
	}
	return 0;
}
