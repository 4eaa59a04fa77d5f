/* Which meter a row of readings means. */
#include "base/base.h"

#include "flow/import_readings.h"

#include <stdlib.h>
#include <string.h>

/* Fewer names are looked up one by one, in their order. */
enum { FEW_NAMES = 2000 };

/* --- many codes: a hash of the rows, one scan of the meters ------------ */

/* FNV-1a, folded so that its low bits are good */
static uint64_t
hash_of(const char *name, size_t size)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < size; i++)
		hash =
		    (hash ^ (unsigned char)name[i]) * UINT64_C(1099511628211);
	return hash ^ (hash >> 32);
}

/*
 * A slot holds the upper half of the hash and the number of a row from 1, so
 * that most looks need no look at the row. The size is a power of two.
 */
struct hash {
	uint64_t *slots;
	size_t size;
};

static uint32_t
row_in(uint64_t slot)
{
	return (uint32_t)slot;
}

/* The slot of the name: of its first row, or the empty one for it. */
static uint64_t *
slot_of(const struct hash *hash, const struct rtk_reading_row *rows,
    const char *name, size_t size)
{
	uint64_t value = hash_of(name, size);
	size_t at = value & (hash->size - 1);

	for (;; at = (at + 1) & (hash->size - 1)) {
		const struct rtk_reading_row *row;

		if (hash->slots[at] == 0)
			return &hash->slots[at];
		if ((hash->slots[at] ^ value) >> 32 != 0)
			continue;
		row = &rows[row_in(hash->slots[at]) - 1];
		if (row->name_size == size &&
		    memcmp(row->name, name, size) == 0)
			return &hash->slots[at];
	}
}

static void
hash_rows(struct hash *hash, struct rtk_readings *readings)
{
	for (hash->size = 64; hash->size < readings->count * 2;)
		hash->size *= 2;
	hash->slots = calloc(hash->size, sizeof(*hash->slots));
	if (hash->slots == NULL)
		rtk_out_of_memory();
	for (size_t i = 0; i < readings->count; i++) {
		struct rtk_reading_row *row = &readings->rows[i];
		uint64_t *slot;

		if (row->how != RTK_BY_CODE)
			continue;
		slot = slot_of(hash, readings->rows, row->name, row->name_size);
		row->next = row_in(*slot);
		*slot =
		    (hash_of(row->name, row->name_size) >> 32 << 32) | (i + 1);
	}
}

static int
scan_codes(
    struct rtk_readings *readings, const struct hash *hash, struct rtk_err *err)
{
	struct rtk_meter_codes *codes;
	const char *code;
	int64_t id;
	size_t size;
	int rc;

	if (rtk_meter_codes_open(&codes, readings->import->db, err) < 0)
		return -1;
	while (
	    (rc = rtk_meter_codes_next(codes, &id, &code, &size, err)) == 1) {
		uint32_t at =
		    row_in(*slot_of(hash, readings->rows, code, size));

		for (; at != 0; at = readings->rows[at - 1].next)
			readings->rows[at - 1].meter = id;
	}
	rtk_meter_codes_close(codes);
	return rc;
}

static int
find_by_scan(struct rtk_readings *readings, struct rtk_err *err)
{
	struct hash hash;
	int rc;

	hash_rows(&hash, readings);
	rc = scan_codes(readings, &hash, err);
	free(hash.slots);
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
			rc = rtk_meter_candidates(readings->import->db,
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
find_sorted(struct rtk_readings *readings, bool codes_too, struct rtk_err *err)
{
	struct rtk_reading_row **order =
	    rtk_alloc(readings->count * sizeof(struct rtk_reading_row *));
	size_t count = 0;
	int rc;

	for (size_t i = 0; i < readings->count; i++)
		if (codes_too || readings->rows[i].how != RTK_BY_CODE)
			order[count++] = &readings->rows[i];
	if (count > 0)
		qsort(order, count, sizeof(struct rtk_reading_row *),
		    compare_names);
	rc = find_by_name(readings, order, count, err);
	free(order);
	return rc;
}

int
rtk_readings_find_meters(struct rtk_readings *readings, struct rtk_err *err)
{
	bool few = readings->count < FEW_NAMES;

	if (!few && find_by_scan(readings, err) < 0)
		return -1;
	if (find_sorted(readings, few, err) < 0)
		return -1;
	for (size_t i = 0; i < readings->count; i++)
		if (readings->rows[i].meter == 0 &&
		    readings->rows[i].state == RTK_ROW_READ)
			refuse_name(readings, &readings->rows[i],
			    RTK_E_READING_UNKNOWN_METER);
	return 0;
}
