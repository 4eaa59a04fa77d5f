#include "base/base.h"

#include "calc/sms_town.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "text/utf8.h"

struct rtk_sms_town {
	struct rtk_arena arena;
	const char **streets;
	size_t street_count, street_room;
	struct rtk_sms_names names;
	struct rtk_sms_place *places; /* by street, house, flat */
	size_t place_count, place_room;
	struct rtk_sms_place **numbers; /* by account number */
};

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
	free(town->names.list);
	free(town->places);
	free(town->numbers);
	free(town);
}

/* --- streets ----------------------------------------------------------- */

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
	rtk_sms_names_add(&town->names, town->street_count, name);
	return town->street_count++;
}

void
rtk_sms_town_alias(
    struct rtk_sms_town *town, const char *street, const char *alias)
{
	for (size_t i = 0; i < town->street_count; i++)
		if (strcmp(town->streets[i], street) == 0)
			rtk_sms_names_alias(&town->names, i, alias);
}

/* --- premises ---------------------------------------------------------- */

/* "216 А" as "216а", "45 корп 2" as "45к2"; the rest as it is. */
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
	town->places = rtk_array_grow(
	    town->places, &town->place_room, town->place_count, sizeof(place));
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

	rtk_sms_names_ready(&town->names);
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
rtk_sms_house(const struct rtk_sms_town *town, size_t street, const char *house)
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
rtk_sms_flat(const struct rtk_sms_town *town, size_t street, const char *house,
    const char *flat)
{
	const struct rtk_sms_place key = {
	    .street = street, .house = house, .flat = flat};
	const struct rtk_sms_place *found = first_place(town, &key);

	return found != NULL && compare_places(found, &key) == 0 ? found : NULL;
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
	hit = bsearch(
	    &at, town->numbers, town->place_count, sizeof(at), compare_numbers);
	return hit == NULL ? NULL : *hit;
}

size_t
rtk_sms_streets(struct rtk_sms_match out[RTK_SMS_MATCHES_MAX],
    const struct rtk_sms_town *town, const struct rtk_sms_tokens *tokens)
{
	return rtk_sms_names_find(out, &town->names, tokens);
}
