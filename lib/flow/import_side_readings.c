/* Readings that came along with payments, on their way to the inbox. */
#include "base/base.h"

#include "flow/import_readings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "flow/import_words.h"
#include "io/payments.h"

enum { NAME_BYTES_MAX = 63 };

static struct rtk_cell
cell_of(const char *column, struct rtk_bank_text text)
{
	return (struct rtk_cell){
	    .column = column, .bytes = text.bytes, .size = text.size};
}

static int
read_value(struct rtk_reading_row *row,
    const struct rtk_payment_reading *source, struct rtk_err *err)
{
	struct rtk_cell service = cell_of("service", source->service);
	struct rtk_cell value = cell_of("value", source->value);
	int chosen = -1;

	if (!rtk_field_empty(&service) &&
	    rtk_field_choice(&chosen, &service, rtk_words_meter_service, err) <
		0)
		return -1;
	row->service = (int8_t)chosen;
	return rtk_field_amount(&row->value, &value, RTK_MICRO_SCALE, err);
}

static bool
is_of(int64_t account, const struct rtk_meter_candidate *meter)
{
	return RTK_ACCOUNT_OF(meter->id) == account;
}

static bool
in_place(const struct rtk_meter_candidate *meter, int32_t day)
{
	return meter->installed.v <= day &&
	    (rtk_date_is_none(meter->removed) || meter->removed.v >= day);
}

/* The meters in place of the account; `all` has no other account's. */
static enum rtk_fault
choose(struct rtk_reading_row *row, const struct rtk_payment_reading *source,
    const struct rtk_meter_candidates *all, int64_t account)
{
	int32_t number = 0;
	size_t found = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct rtk_meter_candidate *meter = &all->meter[i];

		if (!is_of(account, meter) || !in_place(meter, row->day) ||
		    (source->number > 0 && ++number != source->number) ||
		    (row->service >= 0 && (int)meter->service != row->service))
			continue;
		row->meter = meter->id;
		found++;
	}
	if (found == 1)
		return RTK_E_NONE;
	row->meter = 0;
	return found == 0 ? RTK_E_READING_UNKNOWN_METER
			  : RTK_E_READING_AMBIGUOUS_METER;
}

/* By the serial number among those of the account, else among all of them. */
static int
find_meter(struct rtk_readings *readings, struct rtk_reading_row *row,
    const struct rtk_payment_reading *source, struct rtk_err *err)
{
	struct rtk_arena *arena = &readings->import->arena;
	struct rtk_meter_candidates found = {.count = 0}, serial;
	struct rtk_err fault = RTK_ERR_INIT;
	enum rtk_fault id;
	int64_t account;

	if (source->account.size > 0 &&
	    rtk_meter_candidates(readings->reader, RTK_BY_ACCOUNT,
		rtk_arena_copy(
		    arena, source->account.bytes, source->account.size),
		&found, err) < 0)
		return -1;
	account = found.count > 0 ? RTK_ACCOUNT_OF(found.meter[0].id) : 0;
	if (source->serial.size > 0) {
		if (rtk_meter_candidates(readings->reader, RTK_BY_SERIAL,
			rtk_arena_copy(
			    arena, source->serial.bytes, source->serial.size),
			&serial, err) < 0)
			return -1;
		found = serial;
	}
	id = choose(row, source, &found, account);
	if (id == RTK_E_NONE)
		return 0;
	rtk_fail(&fault, id);
	if (source->serial.size > 0)
		rtk_err_cell(&fault, "serial", source->serial.bytes,
		    source->serial.size);
	else
		rtk_err_cell(&fault, "account", source->account.bytes,
		    source->account.size);
	rtk_readings_refuse(readings, row, &fault);
	return 0;
}

static int
add_reading(struct rtk_readings *readings,
    const struct rtk_payment_reading *source, struct rtk_err *err)
{
	struct rtk_reading_row row = {
	    .raw = source->raw,
	    .raw_size = source->raw_size,
	    .line = (uint32_t)source->line,
	    .day = source->date.v,
	    .received = source->date.v,
	    .service = -1,
	    .channel = RTK_BY_REGISTER,
	    .how = RTK_BY_ACCOUNT,
	    .name = source->account.bytes,
	    .found = true,
	};
	struct rtk_err fault = RTK_ERR_INIT;

	row.name_size = (uint8_t)(source->account.size <= NAME_BYTES_MAX
		? source->account.size
		: 0);
	readings->import->result.rows++;
	if (read_value(&row, source, &fault) < 0) {
		rtk_readings_refuse(readings, &row, &fault);
		return 0;
	}
	if (find_meter(readings, &row, source, err) < 0)
		return -1;
	if (row.state != RTK_ROW_READ)
		return 0;
	readings->rows = rtk_array_grow(
	    readings->rows, &readings->room, readings->count, sizeof(row));
	readings->rows[readings->count++] = row;
	return 0;
}

int
rtk_import_side_readings(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_readings readings = {.import = import, .reader = import->db};
	int rc = rtk_readings_rules(&readings, err);

	for (size_t i = 0; rc == 0 && i < import->reading_count; i++)
		rc = add_reading(&readings, &import->readings[i], err);
	if (rc == 0)
		rc = rtk_readings_store(&readings, false, err);
	free(readings.rows);
	free(readings.bad);
	return rc;
}
