/* What becomes of the rows of a file of money, before any is stored. */
#include "base/base.h"

#include "flow/import_money_judge.h"

#include <stdlib.h>
#include <string.h>

#include "store/entry_scan.h"

/* A key holds so many bytes, or twice as many digits. */
enum { KEY_BITS = 64, AHEAD = 16 };

/* A text of a row. */
struct text {
	const char *bytes;
	size_t size;
};

/* By what rows are put in order: a text, and what decides between equals. */
struct ordering {
	struct text (*text_of)(const struct rtk_money_row *row);
	/* of pointers to rows */
	int (*compare)(const void *left, const void *right);
};

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

/* --- order by a text ---------------------------------------------------- */

static struct text
operation_of(const struct rtk_money_row *row)
{
	return (struct text){row->operation, row->operation_size};
}

static struct text
account_of(const struct rtk_money_row *row)
{
	return (struct text){row->account, row->account_size};
}

/* By operation, payments before reversals, then by line. */
static int
compare_operations(const void *left, const void *right)
{
	const struct rtk_money_row *a =
	    *(const struct rtk_money_row *const *)left;
	const struct rtk_money_row *b =
	    *(const struct rtk_money_row *const *)right;
	int order = compare_texts(
	    a->operation, a->operation_size, b->operation, b->operation_size);

	if (order == 0)
		order = (a->amount_kop < 0) - (b->amount_kop < 0);
	return order != 0 ? order : compare_lines(a, b);
}

static int
compare_accounts(const void *left, const void *right)
{
	const struct rtk_money_row *a =
	    *(const struct rtk_money_row *const *)left;
	const struct rtk_money_row *b =
	    *(const struct rtk_money_row *const *)right;
	int order = compare_texts(
	    a->account, a->account_size, b->account, b->account_size);

	return order != 0 ? order : compare_lines(a, b);
}

static const struct ordering by_operation = {operation_of, compare_operations};
static const struct ordering by_account = {account_of, compare_accounts};

static struct rtk_money_row *
row_at(const struct rtk_money_judge *judge, size_t i)
{
	return &judge->money->rows[judge->keys[i].row];
}

/* What all texts have in common. */
struct likeness {
	size_t same; /* bytes with which all begin */
	bool digits; /* there is nothing else in them */
};

/* Banks pad their numbers with zeros. */
static struct likeness
find_likeness(
    const struct rtk_money_judge *judge, const struct ordering *ordering)
{
	struct text first = ordering->text_of(row_at(judge, 0));
	struct likeness like = {.same = first.size, .digits = true};

	for (size_t i = 0; i < judge->key_count; i++) {
		struct text text = ordering->text_of(row_at(judge, i));
		size_t n = 0;

		while (n < like.same && n < text.size &&
		    first.bytes[n] == text.bytes[n])
			n++;
		like.same = n;
		for (; like.digits && n < text.size; n++)
			like.digits =
			    text.bytes[n] >= '0' && text.bytes[n] <= '9';
	}
	return like;
}

/*
 * The first bytes behind those that are the same, the first one highest, so
 * that keys stand in the order of bytes; nothing stands before anything.
 */
static uint64_t
key_of(struct text text, struct likeness like)
{
	int bits = like.digits ? 4 : 8, shift = KEY_BITS - bits;
	uint64_t key = 0;

	for (size_t i = like.same; i < text.size && shift >= 0; i++) {
		unsigned char byte = (unsigned char)text.bytes[i];

		key |= (uint64_t)(like.digits ? byte - '0' + 1 : byte) << shift;
		shift -= bits;
	}
	return key;
}

/* Fetches into the cache a row, and the text of one that comes before. */
static void
touch_ahead(const struct rtk_money_judge *judge,
    const struct ordering *ordering, size_t i)
{
	if (i + 2 * AHEAD >= judge->key_count)
		return;
	__builtin_prefetch(row_at(judge, i + 2 * AHEAD));
	__builtin_prefetch(ordering->text_of(row_at(judge, i + AHEAD)).bytes);
}

/* Rows whose keys say nothing of their order. */
static void
sort_equals(struct rtk_money_judge *judge, const struct ordering *ordering,
    size_t from, size_t count)
{
	struct rtk_money_row **rows =
	    rtk_alloc(count * sizeof(struct rtk_money_row *));

	for (size_t i = 0; i < count; i++)
		rows[i] = row_at(judge, from + i);
	qsort(rows, count, sizeof(struct rtk_money_row *), ordering->compare);
	for (size_t i = 0; i < count; i++)
		judge->keys[from + i].row =
		    (uint32_t)(rows[i] - judge->money->rows);
	free(rows);
}

/* Puts the keys, whose rows are set, in order. */
static void
sort_keys(struct rtk_money_judge *judge, const struct ordering *ordering)
{
	struct likeness like;
	size_t to;

	if (judge->key_count == 0)
		return;
	like = find_likeness(judge, ordering);
	for (size_t i = 0; i < judge->key_count; i++)
		judge->keys[i].key =
		    key_of(ordering->text_of(row_at(judge, i)), like);
	rtk_sort_keys(judge->keys, judge->key_count);
	for (size_t from = 0; from < judge->key_count; from = to) {
		for (to = from + 1; to < judge->key_count &&
		     judge->keys[to].key == judge->keys[from].key;)
			to++;
		if (to - from > 1)
			sort_equals(judge, ordering, from, to - from);
	}
}

/* --- operations -------------------------------------------------------- */

static void
sort_operations(struct rtk_money_judge *judge)
{
	const struct rtk_money *money = judge->money;

	judge->key_count = 0;
	for (size_t i = 0; i < money->count; i++)
		if (money->rows[i].operation != NULL)
			judge->keys[judge->key_count++].row = (uint32_t)i;
	sort_keys(judge, &by_operation);
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
judge_stored(struct rtk_money_judge *judge, struct rtk_money_row *row,
    int64_t entry, struct rtk_err *err)
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

/* The rows of one operation: payments first, then reversals. */
static int
judge_operation(struct rtk_money_judge *judge, size_t from, size_t count,
    const int64_t entry[2], struct rtk_err *err)
{
	struct rtk_money_row *taken[2] = {NULL, NULL};

	for (size_t i = from; i < from + count; i++) {
		struct rtk_money_row *row = row_at(judge, i);
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
			if (reversal && row->refund == 0)
				rtk_money_add_reversal(
				    judge, row, taken[0], entry[0]);
		}
	}
	return 0;
}

static int
judge_operations(struct rtk_money_judge *judge, struct rtk_err *err)
{
	struct rtk_operation_scan *scan;
	size_t i = 0, count;
	int rc = 0;

	sort_operations(judge);
	if (rtk_operation_scan_open(
		&scan, judge->money->import->db, judge->money->source, err) < 0)
		return -1;
	for (; rc == 0 && i < judge->key_count; i += count) {
		const struct rtk_money_row *row = row_at(judge, i);
		int64_t entry[2];

		touch_ahead(judge, &by_operation, i);
		for (count = 1; i + count < judge->key_count &&
		     judge->keys[i].key == judge->keys[i + count].key &&
		     same_operation(row, row_at(judge, i + count));
		     count++)
			;
		rc = rtk_operation_find(
		    scan, row->operation, row->operation_size, entry, err);
		if (rc == 0)
			rc = judge_operation(judge, i, count, entry, err);
	}
	rtk_operation_scan_close(scan);
	return rc;
}

/* Entries are stored in the order of operations, then those without. */
static void
set_order(struct rtk_money_judge *judge)
{
	struct rtk_money *money = judge->money;

	money->order = rtk_alloc((money->count + 1) * sizeof(*money->order));
	for (size_t i = 0; i < judge->key_count; i++)
		if (row_at(judge, i)->fate == RTK_MONEY_TAKEN)
			money->order[money->taken++] = row_at(judge, i);
	judge->operation_count = money->taken;
	for (size_t i = 0; i < money->count; i++)
		if (money->rows[i].operation == NULL)
			money->order[money->taken++] = &money->rows[i];
}

/* --- accounts ---------------------------------------------------------- */

static void
sort_accounts(struct rtk_money_judge *judge)
{
	const struct rtk_money *money = judge->money;

	judge->key_count = 0;
	for (size_t i = 0; i < money->count; i++)
		if (money->rows[i].fate == RTK_MONEY_TAKEN)
			judge->keys[judge->key_count++].row = (uint32_t)i;
	sort_keys(judge, &by_account);
}

static int
find_accounts(struct rtk_money_judge *judge, struct rtk_err *err)
{
	struct rtk_number_scan *scan;
	int64_t account = 0;
	int rc = 0;

	sort_accounts(judge);
	if (rtk_number_scan_open(&scan, judge->money->import->db, err) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < judge->key_count; i++) {
		struct rtk_money_row *row = row_at(judge, i);

		touch_ahead(judge, &by_account, i);
		if (i == 0 || judge->keys[i - 1].key != judge->keys[i].key ||
		    !same_account(row_at(judge, i - 1), row))
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
		struct rtk_money_row *row;

		if (i == 0 || keys[i - 1].key != keys[i].key)
			rc = rtk_closing_find(
			    scan, (int64_t)keys[i].key, &closed, err);
		/* hardly ever: the rows are in another order */
		if (rtk_date_is_none(closed))
			continue;
		row = money->order[keys[i].row];
		if (closed.v <= row->paid_day)
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
judge_reversal(struct rtk_money *money,
    const struct rtk_money_reversal *reversal, int64_t *back_kop,
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
		/* it was posted as it came in, and a person took that back */
		if (place.account == 0 && place.reason[0] != '\0')
			row->reason = (uint16_t)rtk_fault_find(place.reason);
	}
	*back_kop =
	    row->amount_kop + (reversal->same ? *back_kop : reversal->back_kop);
	if (-*back_kop > place.amount.v) {
		*back_kop -= row->amount_kop;
		row->reason = RTK_E_PAYMENT_REVERSAL;
	} else if (place.account != 0) {
		row->account_id = (uint32_t)place.account;
		row->penalty = place.penalty;
		row->reason = RTK_E_NONE;
	}
	return 0;
}

static int
judge_reversals(struct rtk_money_judge *judge, struct rtk_err *err)
{
	struct rtk_money *money = judge->money;
	int64_t back_kop = 0;

	/* a negative sum without an operation takes back nobody knows what */
	for (size_t i = 0; i < money->taken; i++)
		if (money->order[i]->operation == NULL &&
		    money->order[i]->amount_kop < 0)
			money->order[i]->reason = RTK_E_PAYMENT_REVERSAL;
	for (size_t i = 0; i < judge->reversal_count; i++)
		if (judge_reversal(
			money, &judge->reversals[i], &back_kop, err) < 0)
			return -1;
	return 0;
}

int
rtk_money_judge(struct rtk_money *money, struct rtk_err *err)
{
	struct rtk_money_judge judge = {.money = money};
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
		rc = rtk_money_find_refunds(&judge, err);
	if (rc == 0)
		rc = judge_reversals(&judge, err);
	free(judge.reversals);
	return rc;
}
