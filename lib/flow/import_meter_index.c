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

/* The slot of the name, or the empty one for it. */
static uint64_t *
slot_of(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, const char *name, size_t size)
{
	uint64_t hash = rtk_name_hash(name, size);
	size_t at = (hash >> 8) & (slots->size - 1);

	for (;; at = (at + 1) & (slots->size - 1)) {
		uint64_t slot = slots->slots[at];
		const struct rtk_meter_name_at *there;

		if (slot == 0)
			return &slots->slots[at];
		if ((slot ^ hash) >> 32 != 0)
			continue;
		there = name_in(index, slots, slot);
		if (there->size == size &&
		    memcmp(bytes_of(index, there), name, size) == 0)
			return &slots->slots[at];
	}
}

void
rtk_meter_index_touch_slot(
    const struct rtk_meter_slots *slots, const char *name, size_t size)
{
	size_t at = (rtk_name_hash(name, size) >> 8) & (slots->size - 1);

	__builtin_prefetch(&slots->slots[at]);
}

void
rtk_meter_index_touch_entry(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, const char *name, size_t size)
{
	size_t at = (rtk_name_hash(name, size) >> 8) & (slots->size - 1);
	uint32_t entry = (uint32_t)slots->slots[at];

	if (entry != 0)
		__builtin_prefetch(&index->entries[entry - 1]);
}

static const struct rtk_meter_entry *
find(const struct rtk_meter_index *index, const struct rtk_meter_slots *slots,
    const char *name, size_t size)
{
	uint64_t slot = *slot_of(index, slots, name, size);

	return slot != 0 ? &index->entries[(uint32_t)slot - 1] : NULL;
}

const struct rtk_meter_entry *
rtk_meter_index_code(
    const struct rtk_meter_index *index, const char *name, size_t size)
{
	return find(index, &index->codes, name, size);
}

const struct rtk_meter_entry *
rtk_meter_index_serial(
    const struct rtk_meter_index *index, const char *name, size_t size)
{
	return find(index, &index->serials, name, size);
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

/* Puts entry i under its name; false if another one has it already. */
static bool
put(struct rtk_meter_index *index, const struct rtk_meter_slots *slots,
    size_t i)
{
	const struct rtk_meter_name_at *name = name_in(index, slots, i + 1);
	const char *bytes = bytes_of(index, name);
	uint64_t *slot = slot_of(index, slots, bytes, name->size);

	if (*slot != 0) {
		index->entries[(uint32_t)*slot - 1].shared = true;
		return false;
	}
	*slot = (rtk_name_hash(bytes, name->size) >> 32 << 32) | (i + 1);
	return true;
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

/* So that the slots are in the cache when the entry is put there. */
static void
touch_ahead(const struct rtk_meter_index *index, size_t i)
{
	const struct rtk_meter_entry *entry = &index->entries[i];

	if (i >= index->count)
		return;
	rtk_meter_index_touch_slot(
	    &index->codes, bytes_of(index, &entry->code), entry->code.size);
	rtk_meter_index_touch_slot(&index->serials,
	    bytes_of(index, &entry->serial), entry->serial.size);
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
	make_slots(&index->codes, index->count);
	make_slots(&index->serials, index->count);
	for (size_t i = 0; i < index->count; i++) {
		touch_ahead(index, i + AHEAD);
		RTK_ASSERT(put(index, &index->codes, i));
		if (index->entries[i].serial.size > 0)
			(void)put(index, &index->serials, i);
	}
	return NULL;
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
