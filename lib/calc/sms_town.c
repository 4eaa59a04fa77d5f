#include "base/base.h"

#include "calc/sms_town.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "text/utf8.h"

enum {
	ELEMENTS = 6,
	LETTER_SCORE = 10,
	NUMBER_SCORE = 20,
	ERROR_SCORE = 15,
	SHORT_LETTERS = 8, /* one error, in longer words two */
	FUZZY_LETTERS = 4, /* no error in shorter words */
	PREFIX_LETTERS = 3,
	NEAR = 2, /* names so near are taken only without an error */
	HOUSE_BYTES = 32
};

/* A part of a way to write a street. */
struct element {
	enum { WORD, NUMBER, YEARS, INITIAL } kind;
	struct rtk_sms_word word;
	char digits[RTK_SMS_DIGITS + 1];
	bool exact; /* another street has a word that is too near */
};

struct alias {
	size_t street;
	struct element list[ELEMENTS];
	size_t count;
	bool whole; /* the name itself, not a short form of it */
};

struct rtk_sms_town {
	struct rtk_arena arena;
	const char **streets;
	size_t street_count, street_room;
	struct alias *aliases;
	size_t alias_count, alias_room;
	struct rtk_sms_place *places; /* by street, house, flat */
	size_t place_count, place_room;
	struct rtk_sms_place **numbers; /* by account number */
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

struct rtk_sms_town *
rtk_sms_town_new(void)
{
	struct rtk_sms_town *town = rtk_alloc(sizeof(*town));

	memset(town, 0, sizeof(*town));
	return town;
}

void
rtk_sms_town_free(struct rtk_sms_town *town)
{
	if (town == NULL)
		return;
	rtk_arena_release(&town->arena);
	free(town->streets);
	free(town->aliases);
	free(town->places);
	free(town->numbers);
	free(town);
}

/* --- ways to write a name ---------------------------------------------- */

static void
add_alias(struct rtk_sms_town *town, const struct alias *alias)
{
	if (alias->count == 0)
		return;
	town->aliases = rtk_array_grow(town->aliases, &town->alias_room,
	    town->alias_count, sizeof(*alias));
	town->aliases[town->alias_count++] = *alias;
}

static void
put(struct alias *alias, const struct element *element)
{
	if (alias->count < ELEMENTS)
		alias->list[alias->count++] = *element;
}

/* The parts of a name: kinds of streets and endings of numbers left out. */
static void
take_apart(struct alias *out, const char *name)
{
	struct rtk_sms_tokens *tokens = rtk_alloc(sizeof(*tokens));

	rtk_sms_split(tokens, name, strlen(name));
	for (size_t i = 0; i < tokens->count; i++) {
		const struct rtk_sms_token *t = &tokens->at[i];
		struct element e = {.kind = t->number ? NUMBER : WORD};

		memcpy(e.digits, t->digits, sizeof(e.digits));
		e.word = t->form[0];
		if (i > 0 && tokens->at[i - 1].number &&
		    rtk_sms_is_any(t, endings))
			continue;
		if (i > 0 && tokens->at[i - 1].number &&
		    rtk_sms_is_any(t, years))
			e.kind = YEARS;
		if (t->number || !rtk_sms_is_any(t, types))
			put(out, &e);
	}
	free(tokens);
}

static bool
has_kind(const struct alias *alias, int kind)
{
	for (size_t i = 0; i < alias->count; i++)
		if ((int)alias->list[i].kind == kind)
			return true;
	return false;
}

/* The parts whose kinds are wanted, in their order. */
static void
put_kinds(struct alias *to, const struct alias *from, unsigned kinds)
{
	for (size_t i = 0; i < from->count; i++)
		if (kinds >> from->list[i].kind & 1)
			put(to, &from->list[i]);
}

/* "10 лет Октября": 10 Октября, Октября 10 лет, 10 лет. */
static void
add_numbered(struct rtk_sms_town *town, const struct alias *name)
{
	const unsigned words = 1U << WORD, number = 1U << NUMBER;
	const unsigned with_years = number | 1U << YEARS;
	struct alias a = {.street = name->street};

	put_kinds(&a, name, words);
	put_kinds(&a, name, with_years);
	add_alias(town, &a);
	if (!has_kind(name, YEARS))
		return;
	a.count = 0;
	put_kinds(&a, name, number);
	put_kinds(&a, name, words);
	add_alias(town, &a);
	a.count = 0;
	put_kinds(&a, name, with_years);
	add_alias(town, &a);
}

/* "имени Татьяны Барамзиной": Т. Барамзиной, Барамзиной. */
static void
add_named(struct rtk_sms_town *town, const struct alias *name)
{
	struct alias a = {.street = name->street};

	if (name->count < 2)
		return;
	put(&a, &name->list[name->count - 1]);
	add_alias(town, &a);
	a.count = 0;
	for (size_t i = 0; i + 1 < name->count; i++) {
		struct element e = name->list[i];

		e.kind = INITIAL;
		put(&a, &e);
	}
	put(&a, &name->list[name->count - 1]);
	add_alias(town, &a);
}

static void
add_aliases(struct rtk_sms_town *town, size_t street, const char *name)
{
	struct alias whole = {.street = street, .whole = true};

	take_apart(&whole, name);
	add_alias(town, &whole);
	if (has_kind(&whole, NUMBER))
		add_numbered(town, &whole);
	else
		add_named(town, &whole);
}

static size_t
street_of(struct rtk_sms_town *town, const char *name)
{
	size_t i = town->street_count;

	/* buildings of a street often come together: the last one first */
	while (i > 0 && strcmp(town->streets[i - 1], name) != 0)
		i--;
	if (i > 0)
		return i - 1;
	town->streets = rtk_array_grow(town->streets, &town->street_room,
	    town->street_count, sizeof(*town->streets));
	town->streets[town->street_count] =
	    rtk_arena_copy(&town->arena, name, strlen(name));
	add_aliases(town, town->street_count, name);
	return town->street_count++;
}

void
rtk_sms_town_alias(
    struct rtk_sms_town *town, const char *street, const char *alias)
{
	size_t known = street_of(town, street);
	struct alias whole = {.street = known, .whole = true};

	take_apart(&whole, alias);
	add_alias(town, &whole);
}

/* --- words that are near ----------------------------------------------- */

/*
 * Letters put in, left out, exchanged or swapped between two words; more
 * than `limit` counts as limit + 1 (Damerau, Levenshtein).
 */
static int
distance(
    const struct rtk_sms_word *a, const struct rtk_sms_word *b, int limit)
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
mark_near(struct alias *a, struct alias *b)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++) {
			struct element *x = &a->list[i], *y = &b->list[j];

			if (x->kind != WORD || y->kind != WORD)
				continue;
			if (distance(&x->word, &y->word, NEAR) <= NEAR)
				x->exact = y->exact = true;
		}
}

static bool
same_elements(const struct alias *a, const struct alias *b)
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
drop_taken(struct rtk_sms_town *town)
{
	size_t kept = 0;

	for (size_t i = 0; i < town->alias_count; i++) {
		const struct alias *a = &town->aliases[i];
		bool taken = false;

		for (size_t j = 0; j < town->alias_count && !a->whole; j++)
			taken = taken ||
			    (town->aliases[j].whole &&
				town->aliases[j].street != a->street &&
				same_elements(a, &town->aliases[j]));
		if (!taken)
			town->aliases[kept++] = *a;
	}
	town->alias_count = kept;
}

/* --- premises ---------------------------------------------------------- */

/* "216 А" as "216а", "45 корп. 2" as "45к2"; the rest as it is. */
static const char *
folded(struct rtk_sms_town *town, const char *text)
{
	static const char corpus[] = "корпус";
	const char *end = text + strlen(text);
	struct rtk_buf out = {0};
	const char *kept;

	while (text < end) {
		uint32_t letter = rtk_utf8_fold(rtk_utf8_next(&text, end));

		if (letter > ' ' && letter != '.' && letter != 0xA0)
			rtk_utf8_add(&out, letter);
	}
	rtk_buf_add_byte(&out, '\0');
	for (size_t size = sizeof(corpus) - 1; size >= 8; size -= 4) {
		struct rtk_buf word = {0};
		char *hit;

		rtk_buf_add(&word, corpus, size);
		rtk_buf_add_byte(&word, '\0');
		hit = strstr(out.bytes, word.bytes);
		if (hit != NULL)
			memmove(hit + 2, hit + size, strlen(hit + size) + 1);
		rtk_buf_release(&word);
	}
	kept = rtk_arena_copy(&town->arena, out.bytes, strlen(out.bytes));
	rtk_buf_release(&out);
	return kept;
}

void
rtk_sms_town_add(struct rtk_sms_town *town, const char *street,
    const char *house, const char *flat,
    const struct rtk_sms_premises *premises)
{
	struct rtk_sms_place place = {.street = street_of(town, street),
	    .house = folded(town, house),
	    .flat = folded(town, flat),
	    .premises = *premises};

	place.premises.number = rtk_arena_copy(
	    &town->arena, premises->number, strlen(premises->number));
	town->places = rtk_array_grow(town->places, &town->place_room,
	    town->place_count, sizeof(place));
	town->places[town->place_count++] = place;
}

static int
compare_places(const void *left, const void *right)
{
	const struct rtk_sms_place *a = left, *b = right;
	int order;

	if (a->street != b->street)
		return a->street < b->street ? -1 : 1;
	order = strcmp(a->house, b->house);
	return order != 0 ? order : strcmp(a->flat, b->flat);
}

static int
compare_numbers(const void *left, const void *right)
{
	const struct rtk_sms_place *const *a = left, *const *b = right;

	return strcmp((*a)->premises.number, (*b)->premises.number);
}

void
rtk_sms_town_ready(struct rtk_sms_town *town)
{
	size_t count = town->place_count;

	drop_taken(town);
	for (size_t i = 0; i < town->alias_count; i++)
		for (size_t j = 0; j < i; j++)
			if (town->aliases[i].street !=
			    town->aliases[j].street)
				mark_near(
				    &town->aliases[i], &town->aliases[j]);
	if (count == 0)
		return;
	qsort(town->places, count, sizeof(*town->places), compare_places);
	town->numbers = rtk_alloc(count * sizeof(struct rtk_sms_place *));
	for (size_t i = 0; i < count; i++)
		town->numbers[i] = &town->places[i];
	qsort(town->numbers, count, sizeof(struct rtk_sms_place *),
	    compare_numbers);
}

const char *
rtk_sms_street_name(const struct rtk_sms_town *town, size_t street)
{
	return town->streets[street];
}

/* The first place that does not stand before the key; NULL: none. */
static const struct rtk_sms_place *
first_place(const struct rtk_sms_town *town, const struct rtk_sms_place *key)
{
	size_t from = 0, to = town->place_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (compare_places(&town->places[middle], key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < town->place_count ? &town->places[from] : NULL;
}

const struct rtk_sms_place *
rtk_sms_house(
    const struct rtk_sms_town *town, size_t street, const char *house)
{
	const struct rtk_sms_place key = {
	    .street = street, .house = house, .flat = ""};
	const struct rtk_sms_place *found = first_place(town, &key);

	if (found == NULL || found->street != street ||
	    strcmp(found->house, house) != 0)
		return NULL;
	return found;
}

const struct rtk_sms_place *
rtk_sms_flat(const struct rtk_sms_town *town, size_t street,
    const char *house, const char *flat)
{
	const struct rtk_sms_place key = {
	    .street = street, .house = house, .flat = flat};
	const struct rtk_sms_place *found = first_place(town, &key);

	return found != NULL && compare_places(found, &key) == 0 ? found
								 : NULL;
}

const struct rtk_sms_place *
rtk_sms_same_flat(
    const struct rtk_sms_town *town, const struct rtk_sms_place *place)
{
	const struct rtk_sms_place *next = place + 1;

	if (next == town->places + town->place_count ||
	    compare_places(place, next) != 0)
		return NULL;
	return next;
}

const struct rtk_sms_place *
rtk_sms_account(const struct rtk_sms_town *town, const char *number)
{
	const struct rtk_sms_place key = {.premises.number = number};
	const struct rtk_sms_place *at = &key;
	struct rtk_sms_place *const *hit;

	if (town->place_count == 0)
		return NULL;
	hit = bsearch(&at, town->numbers, town->place_count, sizeof(at),
	    compare_numbers);
	return hit == NULL ? NULL : *hit;
}

/* --- streets in a message ---------------------------------------------- */

/* A word against a form of a token: its score, 0 if it is another one. */
static int
score_form(const struct element *e, const struct rtk_sms_token *t,
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
match_word(const struct element *e, const struct rtk_sms_token *t,
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
match_element(const struct element *e, const struct rtk_sms_token *t,
    struct rtk_sms_match *m)
{
	switch (e->kind) {
	case NUMBER:
		m->score += NUMBER_SCORE;
		return t->number && strcmp(t->digits, e->digits) == 0;
	case YEARS:
		m->score += 3 * LETTER_SCORE;
		return rtk_sms_is_any(t, years);
	case INITIAL:
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
match_alias(struct rtk_sms_match *m, const struct alias *alias,
    const struct rtk_sms_tokens *tokens, size_t at)
{
	*m = (struct rtk_sms_match){.street = alias->street, .from = at};
	for (size_t i = 0; i < alias->count; i++) {
		const struct element *e = &alias->list[i];

		if (at >= tokens->count ||
		    !match_element(e, &tokens->at[at], m))
			return false;
		at = skip(tokens, at + 1, true);
		if (e->kind != NUMBER && at > m->from && i + 1 < alias->count)
			continue;
	}
	m->to = skip(tokens, at, false);
	return true;
}

size_t
rtk_sms_streets(struct rtk_sms_match out[RTK_SMS_MATCHES_MAX],
    const struct rtk_sms_town *town, const struct rtk_sms_tokens *tokens)
{
	size_t count = 0;

	for (size_t at = 0; at < tokens->count; at++)
		for (size_t i = 0; i < town->alias_count; i++)
			if (count < RTK_SMS_MATCHES_MAX &&
			    match_alias(&out[count], &town->aliases[i],
				tokens, at))
				count++;
	return count;
}
