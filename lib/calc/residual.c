#include "base/base.h"

#include "calc/residual.h"

#include <stdlib.h>

enum { TRIPLES_OF = 500 };

/* The items by amount, then by place. */
struct sorted {
	const struct rtk_residual_item *items;
	size_t *order;
	size_t count;
};

const char *
rtk_residual_name(enum rtk_residual_kind kind)
{
	static const char *const names[] = {"order", "late order", "register",
	    "reversal", "commission", "known rows", "missing row",
	    "doubled row", "unexplained"};

	RTK_ASSERT(kind < RTK_COUNT(names));
	return names[kind];
}

/* An index with its amount, for the sort. */
struct key {
	int64_t amount;
	size_t index;
};

static int
compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (a->amount != b->amount)
		return a->amount < b->amount ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static void
sort_items(
    struct sorted *out, const struct rtk_residual_item *items, size_t count)
{
	struct key *keys = rtk_alloc((count + 1) * sizeof(*keys));

	*out = (struct sorted){
	    items, rtk_alloc((count + 1) * sizeof(*out->order)), count};
	for (size_t i = 0; i < count; i++)
		keys[i] = (struct key){items[i].amount.v, i};
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < count; i++)
		out->order[i] = keys[i].index;
	free(keys);
}

/* The first place whose item is not below (amount, index). */
static size_t
lower(const struct sorted *s, int64_t amount, size_t index)
{
	size_t from = 0, to = s->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		size_t at = s->order[middle];
		int64_t here = s->items[at].amount.v;

		if (here < amount || (here == amount && at < index))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* A set under way: its first items are chosen. */
struct search {
	struct rtk_residual_set *out;
	struct sorted sorted;
	size_t size;
	size_t chosen[RTK_RESIDUAL_SET];
	size_t known;
};

/*
 * Counts the items behind `after` that make `rest` alone; the first of them
 * ends the set unless one was found before.
 */
static void
close_set(struct search *search, size_t after, int64_t rest)
{
	struct rtk_residual_set *out = search->out;
	const struct sorted *s = &search->sorted;
	size_t from = lower(s, rest, after);
	size_t to = lower(s, rest, SIZE_MAX);

	if (from == to)
		return;
	if (out->ways == 0) {
		for (size_t i = 0; i < search->known; i++)
			out->items[i] = search->chosen[i];
		out->items[search->known] = s->order[from];
		out->count = search->known + 1;
	}
	out->ways += (int64_t)(to - from);
}

/* Sets of a size whose first items are chosen in order. */
static void
choose(struct search *search, int64_t rest)
{
	const struct sorted *s = &search->sorted;
	size_t known = search->known;
	size_t after = known > 0 ? search->chosen[known - 1] + 1 : 0;

	if (known + 1 == search->size) {
		close_set(search, after, rest);
		return;
	}
	search->known++;
	for (size_t i = after; i < s->count; i++) {
		search->chosen[known] = i;
		choose(search, rest - s->items[i].amount.v);
	}
	search->known--;
}

void
rtk_residual_explain(struct rtk_residual_set *out,
    const struct rtk_residual_item *items, size_t count,
    struct rtk_kop residual)
{
	struct search search = {.out = out};

	*out = (struct rtk_residual_set){.count = 0};
	sort_items(&search.sorted, items, count);
	for (search.size = 1;
	     search.size <= RTK_RESIDUAL_SET && out->count == 0; search.size++)
		if (search.size < RTK_RESIDUAL_SET || count <= TRIPLES_OF)
			choose(&search, residual.v);
	free(search.sorted.order);
}
