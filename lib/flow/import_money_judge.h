/* Inside flow/import_money*: how the rows of a file of money are judged. */
#ifndef RTK_FLOW_IMPORT_MONEY_JUDGE_H
#define RTK_FLOW_IMPORT_MONEY_JUDGE_H

#include "flow/import_money.h"
#include "flow/import_sort.h"

/* A row that calls a payment back, and that payment: here or stored. */
struct rtk_money_reversal {
	struct rtk_money_row *row;
	const struct rtk_money_row *payment;
	int64_t entry;
	struct rtk_bank_text refunded; /* id of the payment of a refund */
	bool same;                     /* payment as the refund before */
	int64_t back_kop; /* taken back of it before the file: 0 or less */
};

struct rtk_money_judge {
	struct rtk_money *money;
	struct rtk_sort_key *keys;
	size_t key_count;
	struct rtk_money_reversal *reversals;
	size_t reversal_count, reversal_room;
	size_t operation_count; /* of the order: those that have one */
};

/** Adds a row that takes a payment back: of the file, stored, or none. */
void rtk_money_add_reversal(struct rtk_money_judge *judge,
    struct rtk_money_row *row, const struct rtk_money_row *payment,
    int64_t entry);

/**
 * Adds the taken refunds, which name their payments by other ids, those of
 * one payment together. The order of the rows is set.
 */
int rtk_money_find_refunds(
    struct rtk_money_judge *judge, struct rtk_err *err) RTK_MUST_CHECK;

#endif
