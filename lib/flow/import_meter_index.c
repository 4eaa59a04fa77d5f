#include "base/base.h"

#include "flow/import_meter_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { WORD_BYTES = 8, SLOTS_MIN = 64, AHEAD = 16 };

/* Eight bytes a step: names are short. */
uint64_t
rtk_name_hash(const char *name, size_t size)
{
	uint64_t hash = UINT64_C(0x9E3779B97F4A7C15) ^ size;

	while (size > 0) {
		size_t n = size < WORD_BYTES ? size : WORD_BYTES;
		uint64_t word = 0;

		memcpy(&word, name, n);
		hash = (hash ^ word) * UINT64_C(0xD6E8FEB86659FD93);
		hash ^= hash >> 32;
		name += n;
		size -= n;
	}
	return hash * UINT64_C(0xD6E8FEB86659FD93);
}

static const char *
bytes_of(
    const struct rtk_meter_index *index, const struct rtk_meter_name_at *name)
{
	return name->size <= RTK_NAME_INLINE ? name->is.bytes
					     : index->text.bytes + name->is.at;
}

static const struct rtk_meter_name_at *
name_in(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, uint64_t slot)
{
	const struct rtk_meter_entry *entry =
	    &index->entries[(uint32_t)slot - 1];

	return slots == &index->codes ? &entry->code : &entry->serial;
}

struct rtk_name_key
rtk_name_key(const char *name, size_t size)
{
	return (struct rtk_name_key){name, size, rtk_name_hash(name, size)};
}

static size_t
place_of(const struct rtk_meter_slots *slots, const struct rtk_name_key *key)
{
	return (key->hash >> 8) & (slots->size - 1);
}

/* The slot of the name, or the empty one for it. */
static uint64_t *
slot_of(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, const struct rtk_name_key *key)
{
	size_t at = place_of(slots, key);

	for (;; at = (at + 1) & (slots->size - 1)) {
		uint64_t slot = slots->slots[at];
		const struct rtk_meter_name_at *there;

		if (slot == 0)
			return &slots->slots[at];
		if ((slot ^ key->hash) >> 32 != 0)
			continue;
		there = name_in(index, slots, slot);
		if (there->size == key->size &&
		    memcmp(bytes_of(index, there), key->bytes, key->size) == 0)
			return &slots->slots[at];
	}
}

void
rtk_meter_index_touch_slot(
    const struct rtk_meter_slots *slots, const struct rtk_name_key *key)
{
	__builtin_prefetch(&slots->slots[place_of(slots, key)]);
}

void
rtk_meter_index_touch_entry(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, const struct rtk_name_key *key)
{
	uint32_t entry = (uint32_t)slots->slots[place_of(slots, key)];

	if (entry != 0)
		__builtin_prefetch(&index->entries[entry - 1]);
}

const struct rtk_meter_entry *
rtk_meter_index_find(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, const struct rtk_name_key *key)
{
	uint64_t slot = *slot_of(index, slots, key);

	return slot != 0 ? &index->entries[(uint32_t)slot - 1] : NULL;
}

const struct rtk_meter_entry *
rtk_meter_index_account(const struct rtk_meter_index *index, size_t *at,
    int64_t account, int service)
{
	const struct rtk_meter_entry *only = NULL;

	while (*at < index->count &&
	    RTK_ACCOUNT_OF(index->entries[*at].id) < account)
		(*at)++;
	for (size_t i = *at; i < index->count &&
	     RTK_ACCOUNT_OF(index->entries[i].id) == account;
	     i++) {
		if (service >= 0 && index->entries[i].service != service)
			continue;
		if (only != NULL)
			return NULL;
		only = &index->entries[i];
	}
	return only;
}

/* --- loading ----------------------------------------------------------- */

static void
make_slots(struct rtk_meter_slots *slots, size_t count)
{
	for (slots->size = SLOTS_MIN; slots->size < count * 2;)
		slots->size *= 2;
	slots->slots = calloc(slots->size, sizeof(*slots->slots));
	if (slots->slots == NULL)
		rtk_out_of_memory();
}

/* Puts entry i under its name; of two with one name the first one stays. */
static void
put(struct rtk_meter_index *index, const struct rtk_meter_slots *slots,
    const struct rtk_name_key *key, size_t i)
{
	uint64_t *slot = slot_of(index, slots, key);

	if (*slot != 0)
		index->entries[(uint32_t)*slot - 1].shared = true;
	else
		*slot = (key->hash >> 32 << 32) | (i + 1);
}

/* Some entries ahead the slots are fetched into the cache. */
static void
fill_slots(struct rtk_meter_index *index, struct rtk_meter_slots *slots)
{
	struct rtk_name_key ahead[AHEAD];

	make_slots(slots, index->count);
	for (size_t i = 0; i < index->count + AHEAD; i++) {
		struct rtk_name_key *key = &ahead[i % AHEAD];
		const struct rtk_meter_name_at *name;

		if (i >= AHEAD && key->size > 0)
			put(index, slots, key, i - AHEAD);
		if (i >= index->count) {
			key->size = 0;
			continue;
		}
		name = name_in(index, slots, i + 1);
		*key = rtk_name_key(bytes_of(index, name), name->size);
		rtk_meter_index_touch_slot(slots, key);
	}
}

static void
set_name(struct rtk_meter_index *index, struct rtk_meter_name_at *name,
    const char *bytes, size_t size)
{
	RTK_ASSERT(size <= UINT8_MAX);
	name->size = (uint8_t)size;
	if (size <= RTK_NAME_INLINE) {
		memcpy(name->is.bytes, bytes, size);
		return;
	}
	name->is.at = index->text.size;
	rtk_buf_add(&index->text, bytes, size);
}

static void
add_entry(struct rtk_meter_index *index, const struct rtk_names_row *names)
{
	struct rtk_meter_entry entry = {
	    .id = names->id, .service = (uint8_t)names->service};

	set_name(index, &entry.code, names->code, names->code_size);
	set_name(index, &entry.serial, names->serial, names->serial_size);
	index->entries = rtk_array_grow(
	    index->entries, &index->room, index->count, sizeof(entry));
	index->entries[index->count++] = entry;
}

static void *
load(void *context)
{
	struct rtk_meter_index *index = context;
	struct rtk_names_scan *scan;
	struct rtk_names_row names;

	index->rc = rtk_meter_names_open(&scan, index->db, &index->err);
	if (index->rc < 0)
		return NULL;
	while ((index->rc = rtk_names_next(scan, &names, &index->err)) == 1)
		add_entry(index, &names);
	rtk_names_close(scan);
	fill_slots(index, &index->codes);
	return NULL;
}

void
rtk_meter_index_add_serials(struct rtk_meter_index *index)
{
	fill_slots(index, &index->serials);
}

void
rtk_meter_index_start(struct rtk_meter_index *index, struct rtk_db *db)
{
	*index = (struct rtk_meter_index){.db = db};
	index->started = pthread_create(&index->thread, NULL, load, index) == 0;
	if (!index->started)
		(void)load(index);
}

static void
join(struct rtk_meter_index *index)
{
	if (index->started)
		RTK_ASSERT(pthread_join(index->thread, NULL) == 0);
	index->started = false;
}

int
rtk_meter_index_wait(struct rtk_meter_index *index, struct rtk_err *err)
{
	join(index);
	if (index->rc < 0)
		*err = index->err;
	return index->rc;
}

void
rtk_meter_index_release(struct rtk_meter_index *index)
{
	join(index);
	free(index->entries);
	free(index->codes.slots);
	free(index->serials.slots);
	rtk_buf_release(&index->text);
	*index = (struct rtk_meter_index){.rc = 0};
}
