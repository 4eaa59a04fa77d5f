/* What becomes of the rows of a file of money, before any is stored. */
#include "base/base.h"

#include "flow/import_money.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "flow/import_sort.h"
#include "store/entry_scan.h"

enum { PREFIX_BYTES = 8, PREFIXES = 2 };

/* A row by one of its texts: the first bytes decide nearly always. */
struct text_key {
	uint64_t prefix[PREFIXES];
	struct rtk_money_row *row;
};

/* A row that calls a payment back, and that payment: here or stored. */
struct reversal {
	struct rtk_money_row *row;
	const struct rtk_money_row *payment;
	int64_t entry;
};

struct judge {
	struct rtk_money *money;
	struct text_key *keys;
	size_t key_count;
	struct reversal *reversals;
	size_t reversal_count, reversal_room;
};

/* The first byte is the highest: numbers stand in the order of bytes. */
static void
set_prefix(struct text_key *key, const char *bytes, size_t size)
{
	memset(key->prefix, 0, sizeof(key->prefix));
	for (size_t i = 0; i < size && i < PREFIX_BYTES * PREFIXES; i++)
		key->prefix[i / PREFIX_BYTES] |=
		    (uint64_t)(unsigned char)bytes[i]
		    << (8 * (PREFIX_BYTES - 1 - i % PREFIX_BYTES));
}

static int
compare_prefixes(const struct text_key *a, const struct text_key *b)
{
	for (int i = 0; i < PREFIXES; i++)
		if (a->prefix[i] != b->prefix[i])
			return a->prefix[i] < b->prefix[i] ? -1 : 1;
	return 0;
}

static int
compare_texts(const char *a, size_t a_size, const char *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

	return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

static int
compare_lines(const struct rtk_money_row *a, const struct rtk_money_row *b)
{
	return (a > b) - (a < b);
}

static bool
same_operation(const struct rtk_money_row *a, const struct rtk_money_row *b)
{
	return a->operation_size == b->operation_size &&
	    memcmp(a->operation, b->operation, a->operation_size) == 0;
}

static bool
same_account(const struct rtk_money_row *a, const struct rtk_money_row *b)
{
	return a->account_size == b->account_size &&
	    memcmp(a->account, b->account, a->account_size) == 0;
}

/* By operation, payments before reversals, then by line. */
static int
compare_operations(const void *left, const void *right)
{
	const struct text_key *a = left, *b = right;
	int order = compare_prefixes(a, b);

	if (order == 0)
		order = compare_texts(a->row->operation, a->row->operation_size,
		    b->row->operation, b->row->operation_size);
	if (order == 0)
		order = (a->row->amount_kop < 0) - (b->row->amount_kop < 0);
	return order != 0 ? order : compare_lines(a->row, b->row);
}

static int
compare_accounts(const void *left, const void *right)
{
	const struct text_key *a = left, *b = right;
	int order = compare_prefixes(a, b);

	if (order == 0)
		order = compare_texts(a->row->account, a->row->account_size,
		    b->row->account, b->row->account_size);
	return order != 0 ? order : compare_lines(a->row, b->row);
}

/* --- operations -------------------------------------------------------- */

static void
sort_operations(struct judge *judge)
{
	struct rtk_money *money = judge->money;

	judge->key_count = 0;
	for (size_t i = 0; i < money->count; i++) {
		struct rtk_money_row *row = &money->rows[i];
		struct text_key *key = &judge->keys[judge->key_count];

		if (row->operation == NULL)
			continue;
		set_prefix(key, row->operation, row->operation_size);
		key->row = row;
		judge->key_count++;
	}
	if (judge->key_count > 0)
		qsort(judge->keys, judge->key_count, sizeof(*judge->keys),
		    compare_operations);
}

/* A row of an operation that is there with this amount and account. */
static void
judge_known(struct rtk_money_row *row, int64_t amount_kop, bool account)
{
	row->fate = RTK_MONEY_KNOWN;
	if (row->amount_kop == amount_kop && account)
		return;
	row->fate = RTK_MONEY_CHANGED;
	row->reason = row->amount_kop != amount_kop
	    ? RTK_E_PAYMENT_CHECK
	    : RTK_E_PAYMENT_UNKNOWN_ACCOUNT;
}

static int
judge_stored(struct judge *judge, struct rtk_money_row *row, int64_t entry,
    struct rtk_err *err)
{
	struct rtk_entry_place place;
	int rc = rtk_entry_place(&place, judge->money->import->db, entry, err);

	if (rc < 0)
		return -1;
	RTK_ASSERT(rc == 1);
	judge_known(row, place.amount.v,
	    compare_texts(place.account_text, strlen(place.account_text),
		row->account, row->account_size) == 0);
	return 0;
}

static void
add_reversal(struct judge *judge, struct rtk_money_row *row,
    const struct rtk_money_row *payment, int64_t entry)
{
	judge->reversals =
	    rtk_array_grow(judge->reversals, &judge->reversal_room,
		judge->reversal_count, sizeof(*judge->reversals));
	judge->reversals[judge->reversal_count++] =
	    (struct reversal){row, payment, entry};
}

/* The rows of one operation: payments first, then reversals. */
static int
judge_operation(struct judge *judge, const struct text_key *keys, size_t count,
    const int64_t entry[2], struct rtk_err *err)
{
	struct rtk_money_row *taken[2] = {NULL, NULL};

	for (size_t i = 0; i < count; i++) {
		struct rtk_money_row *row = keys[i].row;
		bool reversal = row->amount_kop < 0;
		struct rtk_money_row *twin = taken[reversal];

		if (entry[reversal] != 0) {
			if (judge_stored(judge, row, entry[reversal], err) < 0)
				return -1;
		} else if (twin != NULL) {
			judge_known(
			    row, twin->amount_kop, same_account(row, twin));
		} else {
			taken[reversal] = row;
			if (reversal)
				add_reversal(judge, row, taken[0], entry[0]);
		}
	}
	return 0;
}

static int
judge_operations(struct judge *judge, struct rtk_err *err)
{
	struct rtk_operation_scan *scan;
	size_t i = 0, count;
	int rc = 0;

	sort_operations(judge);
	if (rtk_operation_scan_open(
		&scan, judge->money->import->db, judge->money->source, err) < 0)
		return -1;
	for (; rc == 0 && i < judge->key_count; i += count) {
		const struct text_key *keys = &judge->keys[i];
		int64_t entry[2];

		for (count = 1; i + count < judge->key_count &&
		     same_operation(keys[0].row, keys[count].row);
		     count++)
			;
		rc = rtk_operation_find(scan, keys[0].row->operation,
		    keys[0].row->operation_size, entry, err);
		if (rc == 0)
			rc = judge_operation(judge, keys, count, entry, err);
	}
	rtk_operation_scan_close(scan);
	return rc;
}

/* Entries are stored in the order of operations, then those without. */
static void
set_order(struct judge *judge)
{
	struct rtk_money *money = judge->money;

	money->order = rtk_alloc((money->count + 1) * sizeof(*money->order));
	for (size_t i = 0; i < judge->key_count; i++)
		if (judge->keys[i].row->fate == RTK_MONEY_TAKEN)
			money->order[money->taken++] = judge->keys[i].row;
	for (size_t i = 0; i < money->count; i++)
		if (money->rows[i].operation == NULL)
			money->order[money->taken++] = &money->rows[i];
}

/* --- accounts ---------------------------------------------------------- */

/* In the order of the file, in which the rows lie in memory. */
static size_t
sort_accounts(struct judge *judge)
{
	struct rtk_money *money = judge->money;
	size_t count = 0;

	for (size_t i = 0; i < money->count; i++) {
		struct rtk_money_row *row = &money->rows[i];

		if (row->fate != RTK_MONEY_TAKEN)
			continue;
		set_prefix(
		    &judge->keys[count], row->account, row->account_size);
		judge->keys[count++].row = row;
	}
	if (count > 0)
		qsort(
		    judge->keys, count, sizeof(*judge->keys), compare_accounts);
	return count;
}

static int
find_accounts(struct judge *judge, struct rtk_err *err)
{
	size_t count = sort_accounts(judge);
	struct rtk_number_scan *scan;
	int64_t account = 0;
	int rc = 0;

	if (rtk_number_scan_open(&scan, judge->money->import->db, err) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < count; i++) {
		const struct text_key *key = &judge->keys[i];
		struct rtk_money_row *row = key->row;

		if (i == 0 || compare_prefixes(key - 1, key) != 0 ||
		    !same_account(key[-1].row, row))
			rc = rtk_number_find(scan, row->account,
			    row->account_size, &account, err);
		row->account_id = (uint32_t)account;
	}
	rtk_number_scan_close(scan);
	return rc;
}

static int
judge_closing(struct rtk_money *money, const struct rtk_sort_key *keys,
    size_t count, struct rtk_err *err)
{
	struct rtk_closing_scan *scan;
	struct rtk_date closed = RTK_DATE_NONE;
	int rc = 0;

	if (rtk_closing_scan_open(&scan, money->import->db, err) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct rtk_money_row *row = money->order[keys[i].row];

		if (i == 0 || keys[i - 1].key != keys[i].key)
			rc = rtk_closing_find(
			    scan, row->account_id, &closed, err);
		if (!rtk_date_is_none(closed) && closed.v <= row->paid_day)
			row->reason = RTK_E_PAYMENT_CLOSED_ACCOUNT;
	}
	rtk_closing_scan_close(scan);
	return rc;
}

static int
judge_accounts(struct rtk_money *money, struct rtk_err *err)
{
	struct rtk_sort_key *keys =
	    rtk_alloc((money->taken + 1) * sizeof(*keys));
	size_t count = 0;
	int rc;

	for (size_t i = 0; i < money->taken; i++) {
		struct rtk_money_row *row = money->order[i];

		row->reason = row->account_id == 0
		    ? RTK_E_PAYMENT_UNKNOWN_ACCOUNT
		    : RTK_E_NONE;
		if (row->future)
			row->reason = RTK_E_PAYMENT_FUTURE;
		if (row->account_id != 0)
			keys[count++] =
			    (struct rtk_sort_key){row->account_id, (uint32_t)i};
	}
	rtk_sort_keys(keys, count);
	rc = judge_closing(money, keys, count, err);
	free(keys);
	return rc;
}

/* --- reversals --------------------------------------------------------- */

/*
 * Money is taken back from the account it was posted to, wherever that is
 * and though it may be closed; as long as the payment hangs, so does this.
 */
static int
judge_reversal(struct rtk_money *money, const struct reversal *reversal,
    struct rtk_err *err)
{
	struct rtk_money_row *row = reversal->row;
	struct rtk_entry_place place = {.account = 0};
	int rc;

	row->reason = RTK_E_PAYMENT_REVERSAL;
	if (reversal->payment != NULL) {
		if (reversal->payment->reason == RTK_E_NONE)
			place.account = reversal->payment->account_id;
		place.amount.v = reversal->payment->amount_kop;
		place.penalty = reversal->payment->penalty;
		row->reason = reversal->payment->reason;
	} else if (reversal->entry != 0) {
		rc = rtk_entry_place(
		    &place, money->import->db, reversal->entry, err);
		if (rc < 0)
			return -1;
		if (place.account == 0)
			row->reason = (uint16_t)rtk_fault_find(place.reason);
	}
	if (-row->amount_kop > place.amount.v) {
		row->reason = RTK_E_PAYMENT_REVERSAL;
	} else if (place.account != 0) {
		row->account_id = (uint32_t)place.account;
		row->penalty = place.penalty;
		row->reason = RTK_E_NONE;
	}
	return 0;
}

static int
judge_reversals(struct judge *judge, struct rtk_err *err)
{
	struct rtk_money *money = judge->money;

	/* a negative sum without an operation takes back nobody knows what */
	for (size_t i = 0; i < money->taken; i++)
		if (money->order[i]->operation == NULL &&
		    money->order[i]->amount_kop < 0)
			money->order[i]->reason = RTK_E_PAYMENT_REVERSAL;
	for (size_t i = 0; i < judge->reversal_count; i++)
		if (judge_reversal(money, &judge->reversals[i], err) < 0)
			return -1;
	return 0;
}

int
rtk_money_judge(struct rtk_money *money, struct rtk_err *err)
{
	struct judge judge = {.money = money};
	int rc;

	judge.keys = rtk_alloc((money->count + 1) * sizeof(*judge.keys));
	rc = judge_operations(&judge, err);
	if (rc == 0) {
		set_order(&judge);
		rc = find_accounts(&judge, err);
	}
	free(judge.keys);
	if (rc == 0)
		rc = judge_accounts(money, err);
	if (rc == 0)
		rc = judge_reversals(&judge, err);
	free(judge.reversals);
	return rc;
}
