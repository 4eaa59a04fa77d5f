#include "base/base.h"

#include "flow/reconcile_evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/sms.h"
#include "store/balance.h"
#include "store/month.h"
#include "store/names.h"
#include "store/party.h"
#include "text/utf8.h"

enum { NAME_LETTERS_MIN = 5 };

/* Something to look for among all accounts: a name, a sum. */
struct wanted {
	uint64_t key;
	struct rtk_evidence *for_entry;
};

struct wanted_list {
	struct wanted *rows;
	size_t count, room;
};

struct looking {
	struct rtk_reconciliation *picture;
	struct rtk_db *db;
	struct rtk_clues *clues;
	struct wanted_list names, sums;
	struct rtk_sms_town *town;
};

static void
want(struct wanted_list *list, uint64_t key, struct rtk_evidence *for_entry)
{
	list->rows = rtk_array_grow(
	    list->rows, &list->room, list->count, sizeof(*list->rows));
	list->rows[list->count++] = (struct wanted){key, for_entry};
}

static int
compare_wanted(const void *left, const void *right)
{
	const struct wanted *a = left, *b = right;

	return (a->key > b->key) - (a->key < b->key);
}

static void
add_account(
    struct looking *l, struct rtk_evidence *evidence, const char *number)
{
	for (size_t i = 0; i < evidence->count && i < RTK_EVIDENCE_MAX; i++)
		if (strcmp(evidence->accounts[i], number) == 0)
			return;
	if (evidence->count < RTK_EVIDENCE_MAX)
		evidence->accounts[evidence->count] = rtk_arena_copy(
		    &l->picture->arena, number, strlen(number));
	evidence->count++;
}

/* The first wanted of a key, behind the last one if there is none. */
static size_t
first_wanted(const struct wanted_list *list, uint64_t key)
{
	size_t from = 0, to = list->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (list->rows[middle].key < key)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void
found(struct looking *l, const struct wanted_list *list, uint64_t key,
    const char *number)
{
	for (size_t i = first_wanted(list, key);
	     i < list->count && list->rows[i].key == key; i++)
		add_account(l, list->rows[i].for_entry, number);
}

/* --- names -------------------------------------------------------------- */

/* Latin or Russian, folded. */
static bool
is_letter(uint32_t folded)
{
	return (folded >= 'a' && folded <= 'z') ||
	    (folded >= 0x430 && folded <= 0x44F) || folded == 0x451;
}

/* Of the letters alone, in one case; 0: too few to be a name. */
static uint64_t
name_key(const char *from, const char *end, bool initials)
{
	uint64_t key = UINT64_C(14695981039346656037);
	int letters = 0, words = 0;
	bool inside = false;

	while (from < end) {
		uint32_t letter = rtk_utf8_fold(rtk_utf8_next(&from, end));

		if (!is_letter(letter)) {
			inside = false;
			continue;
		}
		words += !inside;
		/* the surname whole, of the other words the first letter */
		if (!initials || words == 1 || !inside) {
			key = (key ^ letter) * UINT64_C(1099511628211);
			letters++;
		}
		inside = true;
	}
	return letters < NAME_LETTERS_MIN || words < 2 ? 0 : key;
}

/* Every part of the row may be a name. */
static void
want_names(struct looking *l, const char *raw, struct rtk_evidence *payer)
{
	while (*raw != '\0') {
		size_t size = strcspn(raw, ";|\t");
		uint64_t key = name_key(raw, raw + size, false);

		if (key != 0)
			want(&l->names, key, payer);
		raw += size + (raw[size] != '\0');
	}
}

/* --- accounts ----------------------------------------------------------- */

static void
see_party(struct looking *l, const struct rtk_party *party)
{
	const struct rtk_sms_premises premises = {
	    .account = party->account, .number = party->number};
	const char *end = party->name + strlen(party->name);
	uint64_t full = name_key(party->name, end, false);
	uint64_t brief = name_key(party->name, end, true);

	rtk_sms_town_add(
	    l->town, party->street, party->house, party->flat, &premises);
	if (full != 0)
		found(l, &l->names, full, party->number);
	if (brief != 0 && brief != full)
		found(l, &l->names, brief, party->number);
}

static int
see_parties(struct looking *l, struct rtk_date day, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_arena arena = {0};
	struct rtk_party_scan *scan;
	struct rtk_party party;
	int rc;

	if (rtk_party_scan_open(&scan, l->db, all, day, err) < 0)
		return -1;
	while ((rc = rtk_party_scan_next(scan, &party, &arena, err)) == 1) {
		see_party(l, &party);
		rtk_arena_reset(&arena);
	}
	rtk_party_scan_close(scan);
	rtk_arena_release(&arena);
	rtk_sms_town_ready(l->town);
	return rc;
}

/* What an account had to pay by its last bill. */
static int
see_balances(struct looking *l, const struct rtk_book_state *book,
    struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	const struct rtk_period months[] = {book->open, book->first};
	struct rtk_balance_scan *scan;
	struct rtk_balance balance;
	char number[RTK_NAME_BYTES];
	int rc;

	if (rtk_balance_scan_open(&scan, l->db, months, all, err) < 0)
		return -1;
	while ((rc = rtk_balance_scan_next(scan, &balance, err)) == 1) {
		int64_t sum = 0;
		size_t at;

		for (int i = 0; i < RTK_SERVICES; i++)
			sum += balance.service[i].v;
		at = first_wanted(&l->sums, (uint64_t)sum);
		if (sum <= 0 || at == l->sums.count ||
		    l->sums.rows[at].key != (uint64_t)sum)
			continue;
		rc = rtk_account_number(l->db, balance.account, number, err);
		if (rc < 0)
			break;
		found(l, &l->sums, (uint64_t)sum, number);
	}
	rtk_balance_scan_close(scan);
	return rc < 0 ? -1 : 0;
}

/* --- addresses ----------------------------------------------------------- */

static void
read_address(
    struct looking *l, const char *raw, struct rtk_evidence *evidence)
{
	struct rtk_sms sms;

	rtk_sms_read(&sms, l->town, raw, strlen(raw));
	if (sms.street == NULL && sms.candidate_count == 0)
		return;
	if (sms.premises != NULL)
		add_account(l, evidence, sms.premises->number);
	for (size_t i = 0; sms.premises == NULL && i < sms.candidate_count;
	     i++)
		add_account(l, evidence, sms.candidates[i]->number);
}

static int
look(struct looking *l, struct rtk_err *err)
{
	struct rtk_reconciliation *picture = l->picture;
	struct rtk_book_state book;

	for (size_t i = 0; i < picture->hanging_count; i++) {
		const struct rtk_entry *e = &picture->hanging[i].entry;

		want_names(l, e->raw, &l->clues[i].payer);
		if (e->amount.v > 0)
			want(&l->sums, (uint64_t)e->amount.v,
			    &l->clues[i].amount);
	}
	if (l->names.count > 0)
		qsort(l->names.rows, l->names.count, sizeof(struct wanted),
		    compare_wanted);
	if (l->sums.count > 0)
		qsort(l->sums.rows, l->sums.count, sizeof(struct wanted),
		    compare_wanted);
	if (rtk_book_state(l->db, &book, err) < 0 ||
	    see_parties(l, rtk_period_last(book.open), err) < 0 ||
	    see_balances(l, &book, err) < 0)
		return -1;
	for (size_t i = 0; i < picture->hanging_count; i++)
		read_address(
		    l, picture->hanging[i].entry.raw, &l->clues[i].address);
	return 0;
}

int
rtk_reconcile_evidence(struct rtk_clues **out, struct rtk_db *db,
    struct rtk_reconciliation *picture, struct rtk_err *err)
{
	struct looking l = {.picture = picture, .db = db};
	size_t bytes = (picture->hanging_count + 1) * sizeof(**out);
	int rc = 0;

	l.clues = rtk_arena_get(&picture->arena, bytes);
	memset(l.clues, 0, bytes);
	if (picture->hanging_count > 0) {
		l.town = rtk_sms_town_new();
		rc = look(&l, err);
		rtk_sms_town_free(l.town);
	}
	free(l.names.rows);
	free(l.sums.rows);
	*out = l.clues;
	return rc;
}
