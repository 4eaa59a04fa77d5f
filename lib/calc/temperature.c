#include "base/base.h"

#include "calc/temperature.h"

#include <string.h>

/* Rows are sorted by municipality and day: the first one not before it. */
static size_t
find_row(
    const struct rtk_rule_rows *rows, const char *municipality, int32_t day)
{
	size_t low = 0, high = rows->temperature_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct rtk_temperature *row =
		    &rows->temperatures[middle];
		int order = strcmp(row->municipality, municipality);

		if (order < 0 || (order == 0 && row->day.v < day))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int32_t
within(const struct rtk_degree_days *sum, int32_t value)
{
	if (value < sum->coldest)
		return sum->coldest;
	return value > sum->warmest ? sum->warmest : value;
}

void
rtk_degree_days_add(struct rtk_degree_days *sum,
    const struct rtk_rule_rows *rows, const char *municipality,
    const struct rtk_date days[2])
{
	size_t at = find_row(rows, municipality, days[0].v);

	for (int32_t day = days[0].v; day <= days[1].v; day++) {
		const struct rtk_temperature *row = &rows->temperatures[at];

		if (at == rows->temperature_count || row->day.v != day ||
		    strcmp(row->municipality, municipality) != 0) {
			if (rtk_date_is_none(sum->gap))
				sum->gap.v = day;
			continue;
		}
		at++;
		if (!row->heating)
			continue;
		sum->days++;
		sum->outdoor += sum->cut ? within(sum, row->value) : row->value;
		sum->last = row->id;
	}
}

int64_t
rtk_degree_days_sum(const struct rtk_degree_days *days, int64_t indoor)
{
	return days->days * indoor - days->outdoor;
}
