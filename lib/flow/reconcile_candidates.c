#include "base/base.h"

#include "flow/reconcile.h"

#include <string.h>

#include "calc/suggest.h"

/* Numbers of ГИС ЖКХ that were given for ours, all found by one pass. */
struct search {
	struct rtk_db *db;
	struct rtk_arena *arena;
	struct rtk_els_match *els;
	size_t els_count;
};

static void
add(struct rtk_candidates *c, const char *account, int score,
    enum rtk_suggest_why why)
{
	size_t at = c->count;

	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->list[i].account, account) == 0)
			return;
	if (c->count == RTK_CANDIDATES_MAX)
		return;
	/* equal scores stay in the order in which they were found */
	for (; at > 0 && c->list[at - 1].score < score; at--)
		c->list[at] = c->list[at - 1];
	c->list[at] =
	    (struct rtk_candidate){account, score, rtk_suggest_name(why)};
	c->count++;
}

static int
find(struct rtk_candidates *out, const struct search *search,
    const struct rtk_entry *e, struct rtk_err *err)
{
	struct rtk_suggest_form forms[RTK_SUGGEST_FORMS_MAX];
	size_t count = rtk_suggest_forms(forms, e->account_text);

	for (size_t i = 0; i < count; i++) {
		const char *text = forms[i].text;
		struct rtk_payee payee;

		if (rtk_payee_find(&payee, search->db, text, e->paid, err) < 0)
			return -1;
		if (payee.account != 0 && !payee.closed)
			add(out,
			    rtk_arena_copy(search->arena, text, strlen(text)),
			    forms[i].score, forms[i].why);
	}
	for (size_t i = 0; i < search->els_count; i++)
		if (strcmp(search->els[i].els, e->account_text) == 0)
			add(out, search->els[i].number, RTK_SUGGEST_ELS_SCORE,
			    RTK_SUGGEST_ELS);
	return 0;
}

int
rtk_reconcile_candidates(struct rtk_candidates **out, struct rtk_db *db,
    struct rtk_reconciliation *picture, struct rtk_err *err)
{
	struct search search = {.db = db, .arena = &picture->arena};
	size_t count = picture->hanging_count;

	if (rtk_hanging_els(
		&search.els, &search.els_count, db, search.arena, err) < 0)
		return -1;
	*out = rtk_arena_get(search.arena, (count + 1) * sizeof(**out));
	for (size_t i = 0; i < count; i++)
		if (find(&(*out)[i], &search, &picture->hanging[i].entry, err) <
		    0)
			return -1;
	return 0;
}
