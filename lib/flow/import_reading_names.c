/* Which meter a row of readings means. */
#include "base/base.h"

#include "flow/import_readings.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* So many rows ahead their slots are fetched. */
enum { AHEAD = 16, FEW_NAMES = 5000 };

/* --- many names: a look into the index of all meters ------------------- */

/* Rows whose names are looked for; each half of them in its thread. */
struct part {
	struct rtk_reading_row *rows;
	size_t count;
	const struct rtk_meter_index *index;
};

static const struct rtk_meter_slots *
slots_for(
    const struct rtk_meter_index *index, const struct rtk_reading_row *row)
{
	return row->how == RTK_BY_CODE ? &index->codes : &index->serials;
}

/* The name of a row, and the slots where it is to be found. */
struct wanted {
	struct rtk_name_key key;
	const struct rtk_meter_slots *slots; /* NULL: another name */
};

static void
want(struct wanted *wanted, const struct part *part, size_t i)
{
	const struct rtk_reading_row *row = &part->rows[i];

	wanted->slots = NULL;
	if (row->how == RTK_BY_ACCOUNT || row->how == RTK_BY_GIS)
		return;
	wanted->slots = slots_for(part->index, row);
	wanted->key = rtk_name_key(row->name, row->name_size);
	rtk_meter_index_touch_slot(wanted->slots, &wanted->key);
}

/* A serial number that several meters have is left for the slow way. */
static void
find(const struct part *part, size_t i, const struct wanted *wanted)
{
	struct rtk_reading_row *row = &part->rows[i];
	const struct rtk_meter_entry *meter;

	if (wanted->slots == NULL)
		return;
	meter = rtk_meter_index_find(part->index, wanted->slots, &wanted->key);
	row->found = true;
	if (meter == NULL)
		return;
	if (meter->shared && row->how == RTK_BY_SERIAL)
		row->found = false;
	else if (row->service < 0 || (int)row->service == (int)meter->service)
		row->meter = meter->id;
}

/*
 * A row is met three times: its slot is fetched, some rows later its entry,
 * some rows later it is found.
 */
static void *
find_part(void *context)
{
	enum { RING = 4 * AHEAD };
	const struct part *part = context;
	struct wanted ring[RING];

	for (size_t i = 0; i < part->count + 2 * AHEAD; i++) {
		const struct wanted *entry = &ring[(i - AHEAD) % RING];
		const struct wanted *old = &ring[(i - 2 * AHEAD) % RING];

		if (i < part->count)
			want(&ring[i % RING], part, i);
		if (i >= AHEAD && i - AHEAD < part->count &&
		    entry->slots != NULL)
			rtk_meter_index_touch_entry(
			    part->index, entry->slots, &entry->key);
		if (i >= 2 * AHEAD)
			find(part, i - 2 * AHEAD, old);
	}
	return NULL;
}

static bool
has_serials(const struct rtk_readings *readings)
{
	for (size_t i = 0; i < readings->count; i++)
		if (readings->rows[i].how == RTK_BY_SERIAL)
			return true;
	return false;
}

static void
find_by_index(struct rtk_readings *readings, struct rtk_meter_index *index)
{
	size_t half = readings->count / 2;
	struct part first = {readings->rows, half, index};
	struct part second = {
	    readings->rows + half, readings->count - half, index};
	pthread_t thread;
	bool started;

	if (has_serials(readings))
		rtk_meter_index_add_serials(index);
	started = pthread_create(&thread, NULL, find_part, &first) == 0;
	if (!started)
		(void)find_part(&first);
	(void)find_part(&second);
	if (started)
		RTK_ASSERT(pthread_join(thread, NULL) == 0);
}

/* --- many account numbers: a hash of the rows, one scan of accounts ----- */

static size_t
count_named(const struct rtk_readings *readings, enum rtk_meter_name how)
{
	size_t count = 0;

	for (size_t i = 0; i < readings->count; i++)
		count += readings->rows[i].how == (uint8_t)how;
	return count;
}

/* Slots hold the upper half of a hash and the number of a row from 1. */
static uint64_t *
slot_of(const struct rtk_meter_slots *hash, const struct rtk_readings *readings,
    const char *name, size_t size)
{
	uint64_t value = rtk_name_hash(name, size);
	size_t at = value & (hash->size - 1);

	for (;; at = (at + 1) & (hash->size - 1)) {
		uint64_t slot = hash->slots[at];
		const struct rtk_reading_row *row;

		if (slot == 0)
			return &hash->slots[at];
		if ((slot ^ value) >> 32 != 0)
			continue;
		row = &readings->rows[(uint32_t)slot - 1];
		if (row->name_size == size &&
		    memcmp(row->name, name, size) == 0)
			return &hash->slots[at];
	}
}

static void
hash_rows(struct rtk_meter_slots *hash, struct rtk_readings *readings,
    enum rtk_meter_name how, size_t count)
{
	for (hash->size = 64; hash->size < count * 2;)
		hash->size *= 2;
	hash->slots = calloc(hash->size, sizeof(*hash->slots));
	if (hash->slots == NULL)
		rtk_out_of_memory();
	for (size_t i = 0; i < readings->count; i++) {
		struct rtk_reading_row *row = &readings->rows[i];
		uint64_t *slot;

		if (row->how != (uint8_t)how)
			continue;
		slot = slot_of(hash, readings, row->name, row->name_size);
		row->next = (uint32_t)*slot;
		*slot = (rtk_name_hash(row->name, row->name_size) >> 32 << 32) |
		    (i + 1);
	}
}

/* All rows of one account. */
static void
find_account(struct rtk_readings *readings, const struct rtk_meter_index *index,
    size_t *place, uint32_t first, int64_t account)
{
	for (uint32_t at = first; at != 0; at = readings->rows[at - 1].next) {
		struct rtk_reading_row *row = &readings->rows[at - 1];
		const struct rtk_meter_entry *meter = rtk_meter_index_account(
		    index, place, account, row->service);

		row->found = meter != NULL;
		row->meter = meter != NULL ? meter->id : 0;
	}
}

/* Some accounts of the scan, whose slots are on their way into the cache. */
struct accounts {
	struct {
		int64_t id;
		char number[UINT8_MAX];
		uint8_t size;
	} account[AHEAD];
	size_t count;
};

/* 1 some accounts, 0 no more, -1. */
static int
next_accounts(struct accounts *out, struct rtk_names_scan *scan,
    const struct rtk_meter_slots *hash, struct rtk_err *err)
{
	struct rtk_names_row row;
	int rc = 0;

	out->count = 0;
	while (
	    out->count < AHEAD && (rc = rtk_names_next(scan, &row, err)) == 1) {
		uint64_t value = rtk_name_hash(row.code, row.code_size);

		__builtin_prefetch(&hash->slots[value & (hash->size - 1)]);
		RTK_ASSERT(row.code_size < UINT8_MAX);
		out->account[out->count].id = row.id;
		out->account[out->count].size = (uint8_t)row.code_size;
		memcpy(
		    out->account[out->count++].number, row.code, row.code_size);
	}
	if (rc < 0)
		return -1;
	return out->count > 0;
}

static int
scan_accounts(struct rtk_readings *readings, const struct rtk_meter_slots *hash,
    const struct rtk_meter_index *index, struct rtk_err *err)
{
	struct rtk_names_scan *scan;
	struct accounts some;
	size_t place = 0;
	int rc;

	if (rtk_account_names_open(&scan, readings->reader, err) < 0)
		return -1;
	while ((rc = next_accounts(&some, scan, hash, err)) == 1)
		for (size_t i = 0; i < some.count; i++) {
			uint64_t slot = *slot_of(hash, readings,
			    some.account[i].number, some.account[i].size);

			find_account(readings, index, &place, (uint32_t)slot,
			    some.account[i].id);
		}
	rtk_names_close(scan);
	return rc;
}

/* Accounts with several meters of the service are left for the slow way. */
static int
find_accounts(struct rtk_readings *readings,
    const struct rtk_meter_index *index, struct rtk_err *err)
{
	struct rtk_meter_slots hash;
	size_t count;
	int rc;

	count = count_named(readings, RTK_BY_ACCOUNT);
	if (count < FEW_NAMES)
		return 0;
	hash_rows(&hash, readings, RTK_BY_ACCOUNT, count);
	rc = scan_accounts(readings, &hash, index, err);
	free(hash.slots);
	return rc;
}

/* --- many numbers of ГИС ЖКХ: likewise, one scan of meters --------------- */

enum { SEVERAL = -1 };

/* The newest version of a meter, with its number. */
struct numbered {
	int64_t meter; /* 0: none yet */
	int service;
	char number[UINT8_MAX];
	uint8_t size;
};

/* All rows of the number. */
static void
find_number(struct rtk_readings *readings, const struct rtk_meter_slots *hash,
    const struct numbered *last)
{
	uint64_t at = 0;

	if (last->meter != 0 && last->size > 0)
		at = *slot_of(hash, readings, last->number, last->size);
	for (at = (uint32_t)at; at != 0; at = readings->rows[at - 1].next) {
		struct rtk_reading_row *row = &readings->rows[at - 1];

		if (row->service < 0 || row->service == last->service)
			row->meter = row->meter == 0 ? last->meter : SEVERAL;
	}
}

static int
scan_numbers(struct rtk_readings *readings, const struct rtk_meter_slots *hash,
    struct rtk_err *err)
{
	struct numbered last = {.meter = 0};
	struct rtk_names_scan *scan;
	struct rtk_names_row row;
	int rc;

	if (rtk_meter_gis_open(&scan, readings->reader, err) < 0)
		return -1;
	while ((rc = rtk_names_next(scan, &row, err)) == 1) {
		if (row.id != last.meter)
			find_number(readings, hash, &last);
		RTK_ASSERT(row.code_size < UINT8_MAX);
		last.meter = row.id;
		last.service = (int)row.service;
		last.size = (uint8_t)row.code_size;
		memcpy(last.number, row.code, row.code_size);
	}
	if (rc == 0)
		find_number(readings, hash, &last);
	rtk_names_close(scan);
	return rc;
}

/* A number that several meters had is left for the slow way. */
static int
find_numbers(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_meter_slots hash;
	size_t count = count_named(readings, RTK_BY_GIS);
	int rc;

	if (count < FEW_NAMES)
		return 0;
	hash_rows(&hash, readings, RTK_BY_GIS, count);
	rc = scan_numbers(readings, &hash, err);
	free(hash.slots);
	for (size_t i = 0; i < readings->count; i++) {
		struct rtk_reading_row *row = &readings->rows[i];

		if (row->how != RTK_BY_GIS)
			continue;
		row->found = row->meter != SEVERAL;
		if (!row->found)
			row->meter = 0;
	}
	return rc;
}

/* --- the others: sorted by name ---------------------------------------- */

static int
compare_names(const void *left, const void *right)
{
	const struct rtk_reading_row *a =
	    *(struct rtk_reading_row *const *)left;
	const struct rtk_reading_row *b =
	    *(struct rtk_reading_row *const *)right;
	size_t size = a->name_size < b->name_size ? a->name_size : b->name_size;
	int order = (a->how > b->how) - (a->how < b->how);

	if (order == 0)
		order = memcmp(a->name, b->name, size);
	if (order == 0)
		order = (a->name_size > b->name_size) -
		    (a->name_size < b->name_size);
	return order;
}

static bool
in_place(const struct rtk_meter_candidate *meter, int32_t day)
{
	return meter->installed.v <= day &&
	    (rtk_date_is_none(meter->removed) || meter->removed.v >= day);
}

/* The one meter in place on the day, or why there is none such. */
static enum rtk_fault
choose(struct rtk_reading_row *row, const struct rtk_meter_candidates *found)
{
	const struct rtk_meter_candidate *meters = found->meter;
	size_t fitting = 0, standing = 0;
	int64_t any = 0;

	for (size_t i = 0; i < found->count; i++) {
		if (row->service >= 0 && (int)meters[i].service != row->service)
			continue;
		fitting++;
		any = meters[i].id;
		if (!in_place(&meters[i], row->day))
			continue;
		standing++;
		row->meter = meters[i].id;
	}
	if (standing == 1)
		return RTK_E_NONE;
	row->meter = 0;
	if (fitting == 0)
		return RTK_E_READING_UNKNOWN_METER;
	if (standing > 1)
		return RTK_E_READING_AMBIGUOUS_METER;
	if (fitting > 1)
		return RTK_E_READING_REMOVED;
	/* it is told with its dates later */
	row->meter = any;
	return RTK_E_NONE;
}

static void
refuse_name(struct rtk_readings *readings, struct rtk_reading_row *row,
    enum rtk_fault fault)
{
	static const char *const columns[] = {
	    [RTK_BY_CODE] = "meter",
	    [RTK_BY_SERIAL] = "serial",
	    [RTK_BY_GIS] = "gis_number",
	    [RTK_BY_ACCOUNT] = "account",
	};
	struct rtk_err err = RTK_ERR_INIT;

	rtk_fail(&err, fault);
	rtk_err_cell(&err, columns[row->how], row->name, row->name_size);
	rtk_readings_refuse(readings, row, &err);
}

/* Rows of equal names come together: one look serves all of them. */
static int
find_by_name(struct rtk_readings *readings, struct rtk_reading_row **order,
    size_t count, struct rtk_err *err)
{
	struct rtk_meter_candidates found = {.count = 0};
	char name[UINT8_MAX + 1];
	int rc = 0;

	for (size_t i = 0; i < count; i++) {
		struct rtk_reading_row *row = order[i];
		enum rtk_fault fault;

		if (i == 0 || compare_names(&order[i - 1], &order[i]) != 0) {
			memcpy(name, row->name, row->name_size);
			name[row->name_size] = '\0';
			rc = rtk_meter_candidates(readings->reader,
			    (enum rtk_meter_name)row->how, name, &found, err);
		}
		if (rc < 0)
			return -1;
		if (row->how == RTK_BY_CODE) {
			row->meter = found.count > 0 ? found.meter[0].id : 0;
			continue;
		}
		fault = choose(row, &found);
		if (fault != RTK_E_NONE)
			refuse_name(readings, row, fault);
	}
	return 0;
}

static int
find_sorted(struct rtk_readings *readings, struct rtk_err *err)
{
	struct rtk_reading_row **order =
	    rtk_alloc(readings->count * sizeof(struct rtk_reading_row *));
	size_t count = 0;
	int rc;

	for (size_t i = 0; i < readings->count; i++)
		if (!readings->rows[i].found)
			order[count++] = &readings->rows[i];
	if (count > 0)
		qsort(order, count, sizeof(struct rtk_reading_row *),
		    compare_names);
	rc = find_by_name(readings, order, count, err);
	free(order);
	return rc;
}

int
rtk_readings_find_meters(struct rtk_readings *readings,
    struct rtk_meter_index *index, struct rtk_err *err)
{
	if (index != NULL)
		find_by_index(readings, index);
	if (index != NULL && find_accounts(readings, index, err) < 0)
		return -1;
	if (find_numbers(readings, err) < 0 || find_sorted(readings, err) < 0)
		return -1;
	for (size_t i = 0; i < readings->count; i++)
		if (readings->rows[i].meter == 0 &&
		    readings->rows[i].state == RTK_ROW_READ)
			refuse_name(readings, &readings->rows[i],
			    RTK_E_READING_UNKNOWN_METER);
	return 0;
}
