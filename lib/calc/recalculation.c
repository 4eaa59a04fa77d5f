#include "base/base.h"

#include "calc/recalculation.h"

#include <stdlib.h>

#include "base/array.h"

/* Lines carry the number of their side until they are merged. */
enum { NOW, BILLED };

static struct rtk_difference *
add(struct rtk_differences *list, const struct rtk_line *line, int side)
{
	struct rtk_difference *added;

	list->list = rtk_array_grow(
	    list->list, &list->room, list->count, sizeof(*list->list));
	added = &list->list[list->count++];
	*added = (struct rtk_difference){.line = *line};
	added->line.number = side;
	return added;
}

void
rtk_differences_now(struct rtk_differences *list, const struct rtk_line *line)
{
	add(list, line, NOW)->now = line->amount;
}

void
rtk_differences_billed(
    struct rtk_differences *list, const struct rtk_line *line)
{
	struct rtk_difference *d = add(list, line, BILLED);

	d->billed = line->amount;
	d->line.volume.v = -line->volume.v;
	d->line.common.v = -line->common.v;
	d->line.amount.v = -line->amount.v;
}

static int
compare_keys(const struct rtk_line *a, const struct rtk_line *b)
{
	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	if (a->service != b->service)
		return (int)a->service - (int)b->service;
	if (a->component != b->component)
		return (int)a->component - (int)b->component;
	return (int)a->kind - (int)b->kind;
}

/* What is due now comes first: the merged line takes its words. */
static int
compare_lines(const void *left, const void *right)
{
	const struct rtk_difference *first = left, *second = right;
	const struct rtk_line *a = &first->line, *b = &second->line;
	int order = compare_keys(a, b);

	if (order == 0)
		order = a->number - b->number;
	if (order == 0)
		order = (a->tariff > b->tariff) - (a->tariff < b->tariff);
	if (order == 0)
		order = (int)a->method - (int)b->method;
	return order;
}

static void
add_up(struct rtk_difference *sum, const struct rtk_difference *d)
{
	sum->now.v += d->now.v;
	sum->billed.v += d->billed.v;
	sum->line.volume.v += d->line.volume.v;
	sum->line.common.v += d->line.common.v;
	sum->line.amount.v += d->line.amount.v;
	if (d->line.decimals > sum->line.decimals)
		sum->line.decimals = d->line.decimals;
}

void
rtk_differences_merge(struct rtk_differences *list)
{
	struct rtk_difference *d = list->list;
	size_t kept = 0, to;

	if (list->count == 0)
		return;
	qsort(d, list->count, sizeof(*d), compare_lines);
	for (size_t from = 0; from < list->count; from = to) {
		struct rtk_difference sum = d[from];

		for (to = from + 1; to < list->count &&
		     compare_keys(&sum.line, &d[to].line) == 0;
		     to++)
			add_up(&sum, &d[to]);
		if (sum.line.volume.v != 0 || sum.line.amount.v != 0)
			d[kept++] = sum;
	}
	list->count = kept;
}

void
rtk_differences_reset(struct rtk_differences *list)
{
	list->count = 0;
}

void
rtk_differences_release(struct rtk_differences *list)
{
	free(list->list);
	*list = (struct rtk_differences){0};
}
