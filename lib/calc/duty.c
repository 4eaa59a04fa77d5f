#include "base/base.h"

#include "calc/duty.h"

#include "num/arith.h"

enum { FRACTION = 10000, ROUBLE = 100 };

/* The bracket of the newest table: the highest border that is exceeded. */
static const struct rtk_duty_row *
find(const struct rtk_duty_rows *rows, struct rtk_kop claim,
    struct rtk_date day)
{
	const struct rtk_duty_row *found = NULL;

	for (size_t i = 0; i < rows->count; i++) {
		const struct rtk_duty_row *row = &rows->list[i];

		if (row->from.v > day.v || row->over.v >= claim.v ||
		    (found != NULL &&
			(row->from.v < found->from.v ||
			    (row->from.v == found->from.v &&
				row->over.v < found->over.v))))
			continue;
		found = row;
	}
	return found;
}

int
rtk_order_duty(struct rtk_kop *out, const struct rtk_duty_rows *rows,
    struct rtk_kop claim, struct rtk_date day, struct rtk_err *err)
{
	const struct rtk_duty_row *row = find(rows, claim, day);
	char text[RTK_DATE_TEXT];
	struct rtk_ratio sum;
	int64_t roubles = 0;

	if (claim.v <= 0) {
		*out = (struct rtk_kop){0};
		return 0;
	}
	if (row == NULL)
		return rtk_failf(
		    err, RTK_E_DUTY_GAP, "%s", rtk_date_text(text, day));
	sum = rtk_ratio_add(rtk_ratio(row->duty.v, 1),
	    rtk_ratio_mul_int(rtk_ratio(row->percent_bp, FRACTION),
		claim.v - row->over.v));
	sum = rtk_ratio_mul(sum, rtk_ratio(row->order_percent_bp, FRACTION));
	if (rtk_ratio_round(
		&roubles, rtk_ratio_div_int(sum, ROUBLE), err) < 0)
		return -1;
	out->v = roubles * ROUBLE;
	if (out->v < row->order_min.v)
		*out = row->order_min;
	return 0;
}
