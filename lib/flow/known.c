#include "base/base.h"

#include "flow/known.h"

int
rtk_known_month(struct rtk_known_month *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	struct rtk_book_state state;
	struct rtk_closed_month month;
	struct rtk_draft draft;
	int rc;

	if (rtk_book_state(db, &state, err) < 0)
		return -1;
	*out = (struct rtk_known_month){
	    .first = state.first, .period = period};
	rc = rtk_closed_month(db, period, &month, err);
	if (rc < 0)
		return -1;
	if (rc == 1) {
		out->closed = true;
		out->batch_max = month.batch_max;
		return 0;
	}
	rc = rtk_draft_get(db, &draft, err);
	if (rc < 0)
		return -1;
	if (rc == 0 || draft.period.v != period.v)
		return rtk_fail(err, RTK_E_PERIOD_NOT_RUN);
	out->batch_max = draft.batch_max;
	return 0;
}
