#include "base/base.h"

#include "flow/message_senders.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "text/phone.h"

enum { CONTACT = 256 };

/* The form in which contacts are compared; false: it is none. */
static bool
contact_of(char out[CONTACT], const char *text, size_t size)
{
	if (memchr(text, '@', size) == NULL)
		return rtk_phone_normal(out, text, size);
	if (size >= CONTACT)
		return false;
	for (size_t i = 0; i < size; i++)
		out[i] = (char)(text[i] >= 'A' && text[i] <= 'Z'
			? text[i] + ('a' - 'A')
			: text[i]);
	out[size] = '\0';
	return true;
}

static void
add(struct rtk_senders *senders, const char *number, const char *text,
    size_t size)
{
	char contact[CONTACT];

	if (!contact_of(contact, text, size))
		return;
	senders->list = rtk_array_grow(senders->list, &senders->room,
	    senders->count, sizeof(*senders->list));
	senders->list[senders->count++] = (struct rtk_sender){
	    rtk_arena_copy(&senders->arena, contact, strlen(contact)),
	    rtk_arena_copy(&senders->arena, number, strlen(number))};
}

void
rtk_senders_add(struct rtk_senders *senders, const struct rtk_party *party)
{
	const char *at = party->phone;

	if (party->email[0] != '\0')
		add(senders, party->number, party->email, strlen(party->email));
	for (;;) {
		size_t size = strcspn(at, ",;/");

		add(senders, party->number, at, size);
		if (at[size] == '\0')
			return;
		at += size + 1;
	}
}

static int
compare(const void *left, const void *right)
{
	const struct rtk_sender *a = left, *b = right;
	int order = strcmp(a->contact, b->contact);

	return order != 0 ? order : strcmp(a->number, b->number);
}

void
rtk_senders_ready(struct rtk_senders *senders)
{
	if (senders->count > 0)
		qsort(senders->list, senders->count, sizeof(*senders->list),
		    compare);
}

const struct rtk_sender *
rtk_senders_find(
    const struct rtk_senders *senders, const char *from, size_t *count)
{
	char contact[CONTACT];
	size_t low = 0, high = senders->count;

	*count = 0;
	if (!contact_of(contact, from, strlen(from)))
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(senders->list[middle].contact, contact) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + *count < senders->count &&
	    strcmp(senders->list[low + *count].contact, contact) == 0)
		(*count)++;
	return senders->list + low;
}

void
rtk_senders_release(struct rtk_senders *senders)
{
	free(senders->list);
	rtk_arena_release(&senders->arena);
}
