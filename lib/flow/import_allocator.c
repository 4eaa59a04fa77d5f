/* Units of heat-cost allocators: refused whole, as the registry is. */
#include "base/base.h"

#include "flow/import_account.h"

#include "calc/heat_sums.h"
#include "store/allocator.h"
#include "store/month.h"

enum { DOCUMENT_LETTERS = 500 };

#define UNITS_MAX (INT64_C(1000000000) * RTK_MICRO)

enum {
	ALLOCATOR_ACCOUNT,
	ALLOCATOR_FROM,
	ALLOCATOR_TO,
	ALLOCATOR_UNITS,
	ALLOCATOR_DOCUMENT,
	ALLOCATOR_MONTH,
	ALLOCATOR_COLUMNS
};

static const struct rtk_import_column allocator_columns[ALLOCATOR_COLUMNS] = {
    [ALLOCATOR_ACCOUNT] = {.column = {"account", "лицевой счет|лс|л/с|номер лс",
			       true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = RTK_ACCOUNT_TEXT_MAX},
    [ALLOCATOR_FROM] = {.column = {"period_from", "с месяца|с", true},
	.type = RTK_COLUMN_PERIOD,
	.filled = true},
    [ALLOCATOR_TO] = {.column = {"period_to", "по месяц|по", true},
	.type = RTK_COLUMN_PERIOD,
	.filled = true},
    [ALLOCATOR_UNITS] = {.column = {"units", "единиц|показания", true},
	.type = RTK_COLUMN_DECIMAL,
	.scale = RTK_MICRO_SCALE,
	.max = UNITS_MAX},
    [ALLOCATOR_DOCUMENT] = {.column = {"document", "документ|основание", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = DOCUMENT_LETTERS},
    [ALLOCATOR_MONTH] = {.column = {"month", "месяц корректировки", false},
	.type = RTK_COLUMN_PERIOD},
};

static int32_t
month_of(const struct rtk_import_row *row, int column)
{
	return (int32_t)row->values[column].number;
}

static int
check_allocator(const struct rtk_import_row *row, struct rtk_err *err)
{
	int32_t from = month_of(row, ALLOCATOR_FROM);
	int32_t to = month_of(row, ALLOCATOR_TO);

	if (to < from || to - from >= RTK_SETTLEMENT_MONTHS_MAX)
		return rtk_import_fail(
		    err, RTK_E_ALLOCATOR_PERIOD, row, ALLOCATOR_TO);
	if (rtk_import_has(row, ALLOCATOR_MONTH) &&
	    month_of(row, ALLOCATOR_MONTH) <= to)
		return rtk_import_fail(
		    err, RTK_E_ALLOCATOR_MONTH, row, ALLOCATOR_MONTH);
	return 0;
}

/* The month that takes it: as told, else the first open one behind it. */
static int
choose_month(struct rtk_period *out, const struct rtk_import *import,
    const struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_book_state book;

	if (rtk_import_has(row, ALLOCATOR_MONTH)) {
		out->v = month_of(row, ALLOCATOR_MONTH);
		return 0;
	}
	if (rtk_book_state(import->db, &book, err) < 0)
		return -1;
	out->v = month_of(row, ALLOCATOR_TO) + 1;
	if (out->v < book.open.v)
		*out = book.open;
	return 0;
}

/* All rows of a settlement of a building go into one month. */
static int
resolve_allocator(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_value *month = &row->values[ALLOCATOR_MONTH];
	struct rtk_allocator key = {.from = {month_of(row, ALLOCATOR_FROM)},
	    .to = {month_of(row, ALLOCATOR_TO)},
	    .has_units = rtk_import_has(row, ALLOCATOR_UNITS)};
	struct rtk_period chosen;
	struct rtk_date settled;
	int rc;

	if (rtk_import_first_account(import, row, err) < 0 ||
	    choose_month(&chosen, import, row, err) < 0)
		return -1;
	key.account = row->object;
	rc = rtk_allocator_settlement(&settled, import->db, &key, err);
	if (rc < 0)
		return -1;
	if (rc == 0)
		settled = rtk_period_first(chosen);
	else if (rtk_import_has(row, ALLOCATOR_MONTH) &&
	    settled.v != rtk_period_first(chosen).v)
		return rtk_import_fail(
		    err, RTK_E_ALLOCATOR_MONTH, row, ALLOCATOR_MONTH);
	*month = (struct rtk_value){RTK_VALUE_INT, settled.v, NULL};
	return 0;
}

const struct rtk_import_table rtk_table_allocators = {
    .columns = allocator_columns,
    .count = ALLOCATOR_COLUMNS,
    .fact = RTK_FACT_ALLOCATOR,
    .keys = {ALLOCATOR_ACCOUNT, ALLOCATOR_FROM, ALLOCATOR_TO},
    .key_count = 3,
    .check = check_allocator,
    .resolve = resolve_allocator,
};
