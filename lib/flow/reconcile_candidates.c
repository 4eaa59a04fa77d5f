#include "base/base.h"

#include "flow/reconcile.h"

#include <string.h>

#include "base/buf.h"
#include "calc/suggest.h"
#include "flow/reconcile_evidence.h"

/* Numbers of ГИС ЖКХ that were given for ours, all found by one pass. */
struct search {
	struct rtk_db *db;
	struct rtk_arena *arena;
	struct rtk_els_match *els;
	size_t els_count;
};

static bool
is_known(const struct rtk_candidates *c, const char *account)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->list[i].account, account) == 0)
			return true;
	return false;
}

/* The better candidates stand first, equal ones as they were found. */
static void
sort_up(struct rtk_candidates *c, size_t at)
{
	struct rtk_candidate one = c->list[at];

	for (; at > 0 && c->list[at - 1].score < one.score; at--)
		c->list[at] = c->list[at - 1];
	c->list[at] = one;
}

/* "zeros" and "payer" are "zeros+payer", and worth more. */
static void
add_reason(struct rtk_candidates *c, size_t at, const char *why,
    struct rtk_arena *arena)
{
	struct rtk_candidate *one = &c->list[at];
	struct rtk_buf text = {0};

	if (strstr(one->why, why) != NULL)
		return;
	rtk_buf_addf(&text, "%s+%s", one->why, why);
	one->why = rtk_arena_copy(arena, text.bytes, text.size);
	rtk_buf_release(&text);
	one->score += RTK_SUGGEST_MORE;
	if (one->score > RTK_SUGGEST_SCORE_MAX)
		one->score = RTK_SUGGEST_SCORE_MAX;
	sort_up(c, at);
}

static void
add(struct rtk_candidates *c, const struct rtk_candidate *candidate,
    struct rtk_arena *arena)
{
	size_t at = c->count;

	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->list[i].account, candidate->account) == 0) {
			add_reason(c, i, candidate->why, arena);
			return;
		}
	if (c->count == RTK_CANDIDATES_MAX &&
	    c->list[--at].score >= candidate->score)
		return;
	c->list[at] = *candidate;
	c->count = at + 1;
	sort_up(c, at);
}

/* An open account of this number. */
static int
try_form(struct rtk_candidates *out, const struct search *search,
    const struct rtk_suggest_form *form, const struct rtk_entry *e,
    struct rtk_err *err)
{
	struct rtk_payee payee;
	struct rtk_candidate one = {.score = form->score,
	    .why = rtk_suggest_name(form->why)};

	if (rtk_payee_find(&payee, search->db, form->text, e->paid, err) < 0)
		return -1;
	if (payee.account == 0 || payee.closed)
		return 0;
	one.account = rtk_arena_copy(
	    search->arena, form->text, strlen(form->text));
	add(out, &one, search->arena);
	return 0;
}

static int
find_forms(struct rtk_candidates *out, const struct search *search,
    const struct rtk_entry *e, struct rtk_err *err)
{
	struct rtk_suggest_form forms[RTK_SUGGEST_FORMS_MAX];
	size_t count = rtk_suggest_forms(forms, e->account_text);

	for (size_t i = 0; i < count; i++)
		if (try_form(out, search, &forms[i], e, err) < 0)
			return -1;
	for (size_t i = 0; i < search->els_count; i++)
		if (strcmp(search->els[i].els, e->account_text) == 0)
			add(out,
			    &(struct rtk_candidate){search->els[i].number,
				RTK_SUGGEST_ELS_SCORE,
				rtk_suggest_name(RTK_SUGGEST_ELS)},
			    search->arena);
	return 0;
}

/* Numbers follow each other: a slip of one kind that fits many says nothing. */
static int
find_slips(struct rtk_candidates *out, const struct search *search,
    const struct rtk_entry *e, struct rtk_err *err)
{
	struct rtk_suggest_form forms[RTK_SUGGEST_SLIPS_MAX];
	size_t count = rtk_suggest_slips(forms, e->account_text);

	for (size_t from = 0, to; from < count; from = to) {
		struct rtk_candidates kind = {.count = 0};

		for (to = from; to < count && forms[to].why == forms[from].why;
		     to++)
			if (try_form(&kind, search, &forms[to], e, err) < 0)
				return -1;
		for (size_t i = 0; i < kind.count; i++)
			if (kind.count <= RTK_EVIDENCE_MAX ||
			    is_known(out, kind.list[i].account))
				add(out, &kind.list[i], search->arena);
	}
	return 0;
}

static void
add_clue(struct rtk_candidates *out, const struct search *search,
    const struct rtk_evidence *clue, const struct rtk_candidate *as)
{
	struct rtk_candidate one = *as;

	for (size_t i = 0; i < clue->count && i < RTK_EVIDENCE_MAX; i++) {
		one.account = clue->accounts[i];
		if (clue->count <= RTK_EVIDENCE_MAX ||
		    is_known(out, one.account))
			add(out, &one, search->arena);
	}
}

static int
find(struct rtk_candidates *out, const struct search *search,
    const struct rtk_hanging *hanging, const struct rtk_clues *clues,
    struct rtk_err *err)
{
	const struct rtk_candidate address = {NULL, RTK_SUGGEST_ADDRESS_SCORE,
	    rtk_suggest_name(RTK_SUGGEST_ADDRESS)};
	const struct rtk_candidate payer = {NULL, RTK_SUGGEST_PAYER_SCORE,
	    rtk_suggest_name(RTK_SUGGEST_PAYER)};
	const struct rtk_candidate amount = {NULL, RTK_SUGGEST_AMOUNT_SCORE,
	    rtk_suggest_name(RTK_SUGGEST_AMOUNT)};

	if (find_forms(out, search, &hanging->entry, err) < 0)
		return -1;
	add_clue(out, search, &clues->address, &address);
	add_clue(out, search, &clues->payer, &payer);
	if (find_slips(out, search, &hanging->entry, err) < 0)
		return -1;
	add_clue(out, search, &clues->amount, &amount);
	return 0;
}

int
rtk_reconcile_candidates(struct rtk_candidates **out, struct rtk_db *db,
    struct rtk_reconciliation *picture, struct rtk_err *err)
{
	struct search search = {.db = db, .arena = &picture->arena};
	size_t count = picture->hanging_count;
	struct rtk_clues *clues;

	if (rtk_hanging_els(
		&search.els, &search.els_count, db, search.arena, err) < 0 ||
	    rtk_reconcile_evidence(&clues, db, picture, err) < 0)
		return -1;
	*out = rtk_arena_get(search.arena, (count + 1) * sizeof(**out));
	for (size_t i = 0; i < count; i++)
		if (find(&(*out)[i], &search, &picture->hanging[i], &clues[i],
			err) < 0)
			return -1;
	return 0;
}
