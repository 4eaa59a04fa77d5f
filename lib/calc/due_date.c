#include "base/base.h"

#include "calc/due_date.h"

#include "calc/contract.h"

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

static struct rtk_date
moved(const struct rtk_due_rows *rows, struct rtk_date day)
{
	while (!rtk_working_day(rows, day))
		day.v++;
	return day;
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
	*out = moved(rows, day);
	return 0;
}

/* --- contracts ---------------------------------------------------------- */

static size_t
first_contract(const struct rtk_due_rows *rows, int64_t account)
{
	size_t from = 0, to = rows->contract_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (rows->contracts[middle].account < account)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The version in force in all of the month; NULL: none. */
static const struct rtk_contract_days *
contract_of(const struct rtk_due_rows *rows, int64_t account,
    struct rtk_period charged)
{
	struct rtk_date day = rtk_period_first(charged);
	const struct rtk_contract_days *now = NULL;

	for (size_t i = first_contract(rows, account);
	     i < rows->contract_count && rows->contracts[i].account == account;
	     i++)
		if (rows->contracts[i].from.v <= day.v)
			now = &rows->contracts[i];
	if (now != NULL && !rtk_date_is_none(now->to) &&
	    now->to.v < rtk_period_last(charged).v)
		return NULL;
	return now;
}

static struct rtk_date
day_of(const struct rtk_due_part *part, struct rtk_period charged)
{
	struct rtk_period month = {charged.v + part->next_month};
	struct rtk_date last = rtk_period_last(month);
	struct rtk_date day = {rtk_period_first(month).v + part->day - 1};

	return part->day == 0 || day.v > last.v ? last : day;
}

int
rtk_account_due_date(struct rtk_date *out, const struct rtk_due_rows *rows,
    int64_t account, struct rtk_period charged, struct rtk_err *err)
{
	const struct rtk_contract_days *contract =
	    contract_of(rows, account, charged);
	struct rtk_due_part parts[RTK_DUE_PARTS_MAX];
	size_t count = 0, final;

	if (contract != NULL &&
	    rtk_contract_schedule(parts, &count, contract->schedule, err) < 0)
		return -1;
	if (count == 0)
		return rtk_due_date(out, rows, charged, err);
	final = count - 1;
	for (size_t i = 0; i < count; i++)
		if (parts[i].of_actual)
			final = i;
	*out = moved(rows, day_of(&parts[final], charged));
	return 0;
}
