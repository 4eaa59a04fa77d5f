#include "base/base.h"

#include "calc/sms_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum {
	LETTER_SCORE = 10,
	NUMBER_SCORE = 20,
	ERROR_SCORE = 15,
	SHORT_LETTERS = 8, /* one error, in longer words two */
	FUZZY_LETTERS = 4, /* no error in shorter words */
	PREFIX_LETTERS = 3,
	NEAR = 2 /* names so near are taken only without an error */
};

/* Kinds of streets; people leave them out, or put them anywhere. */
static const char *const types[] = {"ул", "улица", "пр", "просп", "проспект",
    "проезд", "пркт", "прд", "пер", "переулок", "ш", "шоссе", "наб",
    "набережная", "пл", "площадь", "б", "бульвар", "туп", "тупик", "ал",
    "аллея", "мкр", "микрорайон", "тер", "снт", "имени", "им", NULL};

static const char *const years[] = {
    "лет", "летия", "летие", "летию", "л", NULL};

static const char *const endings[] = {
    "я", "й", "е", "го", "ая", "ое", "ой", "ый", "ий", "му", NULL};

/* --- ways to write a name ---------------------------------------------- */

static void
add_alias(struct rtk_sms_names *names, const struct rtk_sms_alias *alias)
{
	if (alias->count == 0)
		return;
	names->list = rtk_array_grow(
	    names->list, &names->room, names->count, sizeof(*alias));
	names->list[names->count++] = *alias;
}

static void
put(struct rtk_sms_alias *alias, const struct rtk_sms_element *element)
{
	if (alias->count < RTK_SMS_ELEMENTS)
		alias->list[alias->count++] = *element;
}

/* The parts of a name: kinds of streets and endings of numbers left out. */
static void
take_apart(struct rtk_sms_alias *out, const char *name)
{
	struct rtk_sms_tokens *tokens = rtk_alloc(sizeof(*tokens));

	rtk_sms_split(tokens, name, strlen(name));
	for (size_t i = 0; i < tokens->count; i++) {
		const struct rtk_sms_token *t = &tokens->at[i];
		struct rtk_sms_element e = {
		    .kind = t->number ? RTK_SMS_NUMBER : RTK_SMS_WORD};

		memcpy(e.digits, t->digits, sizeof(e.digits));
		e.word = t->form[0];
		if (i > 0 && tokens->at[i - 1].number &&
		    rtk_sms_is_any(t, endings))
			continue;
		if (i > 0 && tokens->at[i - 1].number &&
		    rtk_sms_is_any(t, years))
			e.kind = RTK_SMS_YEARS;
		if (t->number || !rtk_sms_is_any(t, types))
			put(out, &e);
	}
	free(tokens);
}

static bool
has_kind(const struct rtk_sms_alias *alias, int kind)
{
	for (size_t i = 0; i < alias->count; i++)
		if ((int)alias->list[i].kind == kind)
			return true;
	return false;
}

/* The parts whose kinds are wanted, in their order. */
static void
put_kinds(
    struct rtk_sms_alias *to, const struct rtk_sms_alias *from, unsigned kinds)
{
	for (size_t i = 0; i < from->count; i++)
		if (kinds >> from->list[i].kind & 1)
			put(to, &from->list[i]);
}

/* "10 лет Октября": 10 Октября, Октября 10 лет, 10 лет. */
static void
add_numbered(struct rtk_sms_names *names, const struct rtk_sms_alias *name)
{
	const unsigned words = 1U << RTK_SMS_WORD,
		       number = 1U << RTK_SMS_NUMBER;
	const unsigned with_years = number | 1U << RTK_SMS_YEARS;
	struct rtk_sms_alias a = {.street = name->street};

	put_kinds(&a, name, words);
	put_kinds(&a, name, with_years);
	add_alias(names, &a);
	if (!has_kind(name, RTK_SMS_YEARS))
		return;
	a.count = 0;
	put_kinds(&a, name, number);
	put_kinds(&a, name, words);
	add_alias(names, &a);
	a.count = 0;
	put_kinds(&a, name, with_years);
	add_alias(names, &a);
}

/* "имени Татьяны Барамзиной": Т. Барамзиной, Барамзиной. */
static void
add_named(struct rtk_sms_names *names, const struct rtk_sms_alias *name)
{
	struct rtk_sms_alias a = {.street = name->street};

	if (name->count < 2)
		return;
	put(&a, &name->list[name->count - 1]);
	add_alias(names, &a);
	a.count = 0;
	for (size_t i = 0; i + 1 < name->count; i++) {
		struct rtk_sms_element e = name->list[i];

		e.kind = RTK_SMS_INITIAL;
		put(&a, &e);
	}
	put(&a, &name->list[name->count - 1]);
	add_alias(names, &a);
}

void
rtk_sms_names_alias(
    struct rtk_sms_names *names, size_t street, const char *name)
{
	struct rtk_sms_alias whole = {.street = street, .whole = true};

	take_apart(&whole, name);
	add_alias(names, &whole);
}

void
rtk_sms_names_add(struct rtk_sms_names *names, size_t street, const char *name)
{
	struct rtk_sms_alias whole = {.street = street, .whole = true};

	take_apart(&whole, name);
	add_alias(names, &whole);
	if (has_kind(&whole, RTK_SMS_NUMBER))
		add_numbered(names, &whole);
	else
		add_named(names, &whole);
}

/* --- words that are near ----------------------------------------------- */

/*
 * Letters put in, left out, exchanged or swapped between two words; more
 * than `limit` counts as limit + 1 (Damerau, Levenshtein).
 */
static int
distance(const struct rtk_sms_word *a, const struct rtk_sms_word *b, int limit)
{
	int row[3][RTK_SMS_LETTERS + 1];
	int more = (int)a->size - (int)b->size;

	if (more > limit || -more > limit)
		return limit + 1;
	for (size_t j = 0; j <= b->size; j++)
		row[0][j] = (int)j;
	for (size_t i = 1; i <= a->size; i++) {
		int *now = row[i % 3], *last = row[(i + 2) % 3];
		const int *before = row[(i + 1) % 3];

		now[0] = (int)i;
		for (size_t j = 1; j <= b->size; j++) {
			int cost = a->letters[i - 1] != b->letters[j - 1];
			int best = last[j - 1] + cost;

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 &&
			    a->letters[i - 1] == b->letters[j - 2] &&
			    a->letters[i - 2] == b->letters[j - 1] &&
			    before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[a->size % 3][b->size] > limit ? limit + 1
						 : row[a->size % 3][b->size];
}

static void
mark_near(struct rtk_sms_alias *a, struct rtk_sms_alias *b)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++) {
			struct rtk_sms_element *x = &a->list[i],
					       *y = &b->list[j];

			if (x->kind != RTK_SMS_WORD || y->kind != RTK_SMS_WORD)
				continue;
			if (distance(&x->word, &y->word, NEAR) <= NEAR)
				x->exact = y->exact = true;
		}
}

static bool
same_elements(const struct rtk_sms_alias *a, const struct rtk_sms_alias *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->list[i].kind != b->list[i].kind ||
		    strcmp(a->list[i].digits, b->list[i].digits) != 0 ||
		    a->list[i].word.size != b->list[i].word.size ||
		    memcmp(a->list[i].word.letters, b->list[i].word.letters,
			a->list[i].word.size * sizeof(uint16_t)) != 0)
			return false;
	return true;
}

/* A short form that is the name of another street means that street. */
static void
drop_taken(struct rtk_sms_names *names)
{
	size_t kept = 0;

	for (size_t i = 0; i < names->count; i++) {
		const struct rtk_sms_alias *a = &names->list[i];
		bool taken = false;

		for (size_t j = 0; j < names->count && !a->whole; j++)
			taken = taken ||
			    (names->list[j].whole &&
				names->list[j].street != a->street &&
				same_elements(a, &names->list[j]));
		if (!taken)
			names->list[kept++] = *a;
	}
	names->count = kept;
}

void
rtk_sms_names_ready(struct rtk_sms_names *names)
{
	struct rtk_sms_alias *list;

	drop_taken(names);
	list = names->list;
	for (size_t i = 0; i < names->count; i++)
		for (size_t j = 0; j < i; j++)
			if (list[i].street != list[j].street)
				mark_near(&list[i], &list[j]);
}

/* --- names in a message ---------------------------------------------- */

/* A word against a form of a token: its score, 0 if it is another one. */
static int
score_form(const struct rtk_sms_element *e, const struct rtk_sms_token *t,
    const struct rtk_sms_word *form, struct rtk_sms_match *m)
{
	int limit = e->word.size <= SHORT_LETTERS ? 1 : 2;
	int errors = distance(form, &e->word, limit);

	if (errors == 0)
		return (int)e->word.size * LETTER_SCORE;
	if (t->dotted && form->size >= PREFIX_LETTERS &&
	    form->size < e->word.size &&
	    memcmp(form->letters, e->word.letters,
		form->size * sizeof(form->letters[0])) == 0)
		return (int)form->size * LETTER_SCORE;
	if (errors > limit || e->word.size < FUZZY_LETTERS ||
	    form->size < FUZZY_LETTERS - 1 ||
	    form->letters[0] != e->word.letters[0])
		return 0;
	m->errors += errors;
	m->shadow = m->shadow || e->exact;
	return (int)e->word.size * LETTER_SCORE - errors * ERROR_SCORE;
}

static bool
match_word(const struct rtk_sms_element *e, const struct rtk_sms_token *t,
    struct rtk_sms_match *m)
{
	struct rtk_sms_match best = *m;
	bool found = false;

	for (size_t i = 0; i < t->form_count; i++) {
		struct rtk_sms_match one = *m;
		int score = score_form(e, t, &t->form[i], &one);

		one.score += score;
		if (score > 0 && (!found || one.score > best.score)) {
			best = one;
			found = true;
		}
	}
	*m = best;
	return found;
}

static bool
match_element(const struct rtk_sms_element *e, const struct rtk_sms_token *t,
    struct rtk_sms_match *m)
{
	switch (e->kind) {
	case RTK_SMS_NUMBER:
		m->score += NUMBER_SCORE;
		return t->number && strcmp(t->digits, e->digits) == 0;
	case RTK_SMS_YEARS:
		m->score += 3 * LETTER_SCORE;
		return rtk_sms_is_any(t, years);
	case RTK_SMS_INITIAL:
		m->score += LETTER_SCORE;
		return !t->number && t->form[0].size == 1 &&
		    t->form[0].letters[0] == e->word.letters[0];
	default:
		return !t->number && match_word(e, t, m);
	}
}

/* Behind a number of a street its ending; behind a street its kind. */
static size_t
skip(const struct rtk_sms_tokens *tokens, size_t at, bool behind_number)
{
	const struct rtk_sms_token *t = &tokens->at[at];

	if (at < tokens->count && behind_number &&
	    (t->gap & ~(unsigned)RTK_SMS_DASH) == 0 &&
	    rtk_sms_is_any(t, endings))
		return at + 1;
	while (!behind_number && at < tokens->count &&
	    rtk_sms_is_any(&tokens->at[at], types))
		at++;
	return at;
}

static bool
match_alias(struct rtk_sms_match *m, const struct rtk_sms_alias *alias,
    const struct rtk_sms_tokens *tokens, size_t at)
{
	*m = (struct rtk_sms_match){.street = alias->street, .from = at};
	for (size_t i = 0; i < alias->count; i++) {
		const struct rtk_sms_element *e = &alias->list[i];

		if (at >= tokens->count ||
		    !match_element(e, &tokens->at[at], m))
			return false;
		at = skip(tokens, at + 1, true);
		if (e->kind != RTK_SMS_NUMBER && at > m->from &&
		    i + 1 < alias->count)
			continue;
	}
	m->to = skip(tokens, at, false);
	return true;
}

size_t
rtk_sms_names_find(struct rtk_sms_match out[RTK_SMS_MATCHES_MAX],
    const struct rtk_sms_names *names, const struct rtk_sms_tokens *tokens)
{
	size_t count = 0;

	for (size_t at = 0; at < tokens->count; at++)
		for (size_t i = 0; i < names->count; i++)
			if (count < RTK_SMS_MATCHES_MAX &&
			    match_alias(
				&out[count], &names->list[i], tokens, at))
				count++;
	return count;
}
