#include "base/base.h"

#include "calc/due_date.h"

bool
rtk_working_day(const struct rtk_due_rows *rows, struct rtk_date day)
{
	size_t from = 0, to = rows->calendar_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (rows->calendar[middle].day.v < day.v)
			from = middle + 1;
		else
			to = middle;
	}
	if (from < rows->calendar_count &&
	    rows->calendar[from].day.v == day.v)
		return rows->calendar[from].working;
	return rtk_date_weekday(day) <= 5;
}

int
rtk_due_date(struct rtk_date *out, const struct rtk_due_rows *rows,
    struct rtk_period charged, struct rtk_err *err)
{
	struct rtk_period next = {charged.v + 1};
	const struct rtk_due_day *row = NULL;
	char text[RTK_PERIOD_TEXT];
	struct rtk_date day;
	int days = rtk_period_days(next);

	for (size_t i = 0; i < rows->due_count; i++)
		if (rows->due[i].from.v <= charged.v &&
		    (row == NULL || rows->due[i].from.v >= row->from.v))
			row = &rows->due[i];
	if (row == NULL)
		return rtk_failf(err, RTK_E_DUE_GAP, "%s",
		    rtk_period_text(text, charged));
	day = rtk_period_first(next);
	day.v += (row->day < days ? row->day : days) - 1;
	while (!rtk_working_day(rows, day))
		day.v++;
	*out = day;
	return 0;
}
