/* Refunds: rows that take back a payment of another id. */
#include "base/base.h"

#include "flow/import_money_judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/entry.h"

void
rtk_money_add_reversal(struct rtk_money_judge *judge, struct rtk_money_row *row,
    const struct rtk_money_row *payment, int64_t entry)
{
	judge->reversals =
	    rtk_array_grow(judge->reversals, &judge->reversal_room,
		judge->reversal_count, sizeof(*judge->reversals));
	judge->reversals[judge->reversal_count++] = (struct rtk_money_reversal){
	    .row = row, .payment = payment, .entry = entry};
}

static int
compare_texts(const char *a, size_t a_size, const char *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

	return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

/* By the payment that they take back, then by line. */
static int
compare_refunds(const void *left, const void *right)
{
	const struct rtk_money_reversal *a = left, *b = right;
	int order = compare_texts(a->refunded.bytes, a->refunded.size,
	    b->refunded.bytes, b->refunded.size);

	return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* The payment of that id among the rows that are taken. */
static const struct rtk_money_row *
find_taken(const struct rtk_money_judge *judge, struct rtk_bank_text operation)
{
	struct rtk_money_row *const *order = judge->money->order;
	size_t from = 0, to = judge->operation_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct rtk_money_row *row = order[middle];

		if (compare_texts(row->operation, row->operation_size,
			operation.bytes, operation.size) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	/* under one id the payment stands before its reversal */
	if (from == judge->operation_count || order[from]->amount_kop < 0 ||
	    compare_texts(order[from]->operation, order[from]->operation_size,
		operation.bytes, operation.size) != 0)
		return NULL;
	return order[from];
}

static int
find_refunded(const struct rtk_money_judge *judge,
    struct rtk_money_reversal *refund, struct rtk_err *err)
{
	struct rtk_import *import = judge->money->import;
	const struct rtk_entry payment = {.source = judge->money->source,
	    .operation = rtk_arena_copy(
		&import->arena, refund->refunded.bytes, refund->refunded.size),
	    .sign = 1};
	struct rtk_kop back = {0};
	int rc;

	refund->payment = find_taken(judge, refund->refunded);
	if (refund->payment != NULL)
		return 0;
	rc = rtk_entry_find(import->db, &payment, &refund->entry, err);
	if (rc == 1 && !refund->same)
		rc = rtk_entry_refunded(&back, import->db, &payment, err);
	refund->back_kop = back.v;
	return rc < 0 ? -1 : 0;
}

int
rtk_money_find_refunds(struct rtk_money_judge *judge, struct rtk_err *err)
{
	struct rtk_money *money = judge->money;
	size_t first = judge->reversal_count;

	for (size_t i = 0; i < money->taken; i++)
		if (money->order[i]->refund > 0)
			rtk_money_add_reversal(judge, money->order[i], NULL, 0);
	for (size_t i = first; i < judge->reversal_count; i++)
		judge->reversals[i].refunded =
		    money->refunded[judge->reversals[i].row->refund - 1];
	if (judge->reversal_count > first)
		qsort(judge->reversals + first, judge->reversal_count - first,
		    sizeof(*judge->reversals), compare_refunds);
	for (size_t i = first; i < judge->reversal_count; i++) {
		struct rtk_money_reversal *refund = &judge->reversals[i];

		refund->same = i > first &&
		    rtk_bank_text_same(refund->refunded, refund[-1].refunded);
		if (find_refunded(judge, refund, err) < 0)
			return -1;
	}
	return 0;
}
