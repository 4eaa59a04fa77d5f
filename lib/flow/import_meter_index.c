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
name_in(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, uint64_t slot, size_t *size)
{
	const struct rtk_meter_entry *entry =
	    &index->entries[(uint32_t)slot - 1];

	if (slots == &index->codes) {
		*size = entry->code_size;
		return index->text.bytes + entry->code_at;
	}
	*size = entry->serial_size;
	return index->text.bytes + entry->serial_at;
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
		const char *there;
		size_t there_size;

		if (slot == 0)
			return &slots->slots[at];
		if ((slot ^ hash) >> 32 != 0)
			continue;
		there = name_in(index, slots, slot, &there_size);
		if (there_size == size && memcmp(there, name, size) == 0)
			return &slots->slots[at];
	}
}

void
rtk_meter_index_touch(
    const struct rtk_meter_slots *slots, const char *name, size_t size)
{
	size_t at = (rtk_name_hash(name, size) >> 8) & (slots->size - 1);

	__builtin_prefetch(&slots->slots[at]);
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
rtk_meter_index_account(
    const struct rtk_meter_index *index, int64_t account, int service)
{
	const struct rtk_meter_entry *only = NULL;
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (index->entries[middle].id < RTK_METER_ID(account, 0))
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < index->count &&
	     RTK_ACCOUNT_OF(index->entries[low].id) == account;
	     low++) {
		if (service >= 0 && index->entries[low].service != service)
			continue;
		if (only != NULL)
			return NULL;
		only = &index->entries[low];
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
	size_t size;
	const char *name = name_in(index, slots, i + 1, &size);
	uint64_t *slot = slot_of(index, slots, name, size);

	if (*slot != 0) {
		index->entries[(uint32_t)*slot - 1].shared = true;
		return false;
	}
	*slot = (rtk_name_hash(name, size) >> 32 << 32) | (i + 1);
	return true;
}

static void
add_entry(struct rtk_meter_index *index, const struct rtk_meter_names *names)
{
	struct rtk_meter_entry entry = {
	    .id = names->id,
	    .code_at = (uint32_t)index->text.size,
	    .code_size = (uint8_t)names->code_size,
	    .serial_size = (uint8_t)names->serial_size,
	    .service = (uint8_t)names->service,
	};

	RTK_ASSERT(names->code_size <= UINT8_MAX);
	RTK_ASSERT(names->serial_size <= UINT8_MAX);
	rtk_buf_add(&index->text, names->code, names->code_size);
	entry.serial_at = (uint32_t)index->text.size;
	rtk_buf_add(&index->text, names->serial, names->serial_size);
	index->entries = rtk_array_grow(
	    index->entries, &index->room, index->count, sizeof(entry));
	index->entries[index->count++] = entry;
}

/* So that the slots are in the cache when the entry is put there. */
static void
touch_entry(const struct rtk_meter_index *index, size_t i)
{
	const struct rtk_meter_entry *entry = &index->entries[i];
	const char *text = index->text.bytes;

	if (i >= index->count)
		return;
	rtk_meter_index_touch(
	    &index->codes, text + entry->code_at, entry->code_size);
	rtk_meter_index_touch(
	    &index->serials, text + entry->serial_at, entry->serial_size);
}

static void *
load(void *context)
{
	struct rtk_meter_index *index = context;
	struct rtk_meter_scan *scan;
	struct rtk_meter_names names;

	index->rc = rtk_meter_scan_open(&scan, index->db, &index->err);
	if (index->rc < 0)
		return NULL;
	while (
	    (index->rc = rtk_meter_scan_next(scan, &names, &index->err)) == 1)
		add_entry(index, &names);
	rtk_meter_scan_close(scan);
	make_slots(&index->codes, index->count);
	make_slots(&index->serials, index->count);
	for (size_t i = 0; i < index->count; i++) {
		touch_entry(index, i + AHEAD);
		RTK_ASSERT(put(index, &index->codes, i));
		if (index->entries[i].serial_size > 0)
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
