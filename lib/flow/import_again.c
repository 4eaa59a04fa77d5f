#include "base/base.h"

#include "flow/import_again.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* A row of this file that came before: how often in this file so far. */
struct seen {
	const char *reason; /* of the catalogue */
	int64_t count;
	size_t size;
	char raw[];
};

struct rtk_import_again {
	void *tree; /* of struct seen */
};

static int
compare(const void *left, const void *right)
{
	const struct seen *a = left, *b = right;
	int order = (a->size > b->size) - (a->size < b->size);

	if (order == 0)
		order = memcmp(a->raw, b->raw, a->size);
	return order != 0 ? order : strcmp(a->reason, b->reason);
}

/* Its place in the tree, a new one with count 0. */
static struct seen *
find(struct rtk_import_again *again, const struct rtk_quarantine_row *row)
{
	struct seen *key = rtk_alloc(sizeof(*key) + row->raw_size + 1);
	struct seen **place;

	*key = (struct seen){.reason = row->reason, .size = row->raw_size};
	memcpy(key->raw, row->raw, row->raw_size);
	place = tsearch(key, &again->tree, compare);
	if (place == NULL)
		rtk_out_of_memory();
	if (*place != key)
		free(key);
	return *place;
}

int
rtk_import_came_before(struct rtk_import *import,
    const struct rtk_quarantine_row *row, struct rtk_err *err)
{
	int64_t before = 0;

	if (rtk_quarantine_count(
		&before, import->db, import->result.kind, row, err) < 0)
		return -1;
	if (before == 0 || import->job->by_hand != NULL)
		return 0;
	if (import->again == NULL) {
		import->again = rtk_alloc(sizeof(*import->again));
		import->again->tree = NULL;
	}
	return ++find(import->again, row)->count <= before;
}

void
rtk_import_again_release(struct rtk_import_again *again)
{
	if (again == NULL)
		return;
	while (again->tree != NULL) {
		struct seen *seen = *(struct seen **)again->tree;

		(void)tdelete(seen, &again->tree, compare);
		free(seen);
	}
	free(again);
}
