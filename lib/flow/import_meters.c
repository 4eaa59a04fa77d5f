/* Meters, and the balances taken over from another system. */
#include "base/base.h"

#include "flow/import_table.h"

#include <string.h>

#include "flow/import_account.h"
#include "flow/import_words.h"
#include "store/month.h"
#include "store/names.h"
#include "store/registry.h"

enum { WORD_LETTERS = 63, DIGITS_MAX = 12, DECIMALS_MAX = 6 };

/* 12 digits before the point and 6 behind it */
#define READING_MAX (INT64_C(1000000000000) * RTK_MICRO - 1)

enum {
	METER_CODE,
	METER_SCOPE,
	METER_BUILDING,
	METER_ACCOUNT,
	METER_SERVICE,
	METER_SERIAL,
	METER_DIGITS,
	METER_DECIMALS,
	METER_UNIT,
	METER_INSTALLED,
	METER_INITIAL,
	METER_VERIFIED,
	METER_REMOVED,
	METER_FINAL,
	METER_REASON,
	METER_GIS,
	METER_COLUMNS
};

/* clang-format off: a line a column */
#define TEXT(name_, alias_, column_, filled_, letters_) \
	{ \
		.column = {name_, alias_, column_}, .type = RTK_COLUMN_TEXT, \
		.filled = filled_, .max = letters_ \
	}
#define DATE(name_, alias_, need_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_DATE, \
		.filled = need_ \
	}
#define WORD(name_, alias_, words_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_WORD, \
		.filled = true, .words = words_ \
	}
#define INT(name_, alias_, min_, max_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_INT, \
		.filled = true, .min = min_, .max = max_ \
	}
#define VALUE(name_, alias_, need_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_DECIMAL, \
		.filled = need_, .max = READING_MAX, .scale = RTK_MICRO_SCALE \
	}
/* clang-format on */

static const struct rtk_import_column meter_columns[METER_COLUMNS] = {
    [METER_CODE] = TEXT(
	"meter", "прибор учета|прибор|код прибора", true, true, WORD_LETTERS),
    [METER_SCOPE] = WORD("scope", "вид прибора|область", rtk_words_scope),
    [METER_BUILDING] =
	TEXT("building", "дом|код дома", false, false, WORD_LETTERS),
    [METER_ACCOUNT] = TEXT("account", "лицевой счет|лс|л/с|номер лс", false,
	false, RTK_ACCOUNT_TEXT_MAX),
    [METER_SERVICE] = WORD("service", "услуга", rtk_words_meter_service),
    [METER_SERIAL] = TEXT(
	"serial", "заводской номер|серийный номер", true, false, WORD_LETTERS),
    [METER_DIGITS] =
	INT("digits", "знаков|разрядность|разрядов", 1, DIGITS_MAX),
    [METER_DECIMALS] =
	INT("decimals", "знаков после запятой|дробных знаков", 0, DECIMALS_MAX),
    [METER_UNIT] =
	WORD("unit", "единица|единица измерения", rtk_words_meter_unit),
    [METER_INSTALLED] =
	DATE("installed", "установлен|дата установки|введен", true),
    [METER_INITIAL] =
	VALUE("initial", "начальное показание|начальные показания", true),
    [METER_VERIFIED] = DATE("verified_until", "поверка до|поверен до", false),
    [METER_REMOVED] = DATE("removed", "снят|дата снятия", false),
    [METER_FINAL] =
	VALUE("final", "конечное показание|последнее показание", false),
    [METER_REASON] = {.column = {"reason", "причина|причина снятия", false},
	.type = RTK_COLUMN_WORD,
	.defaulted = true,
	.absent = RTK_IN_PLACE,
	.words = rtk_words_removal},
    [METER_GIS] = TEXT("gis_number",
	"номер в гис жкх|номер пу в гис жкх|номер прибора учета в гис жкх",
	false, false, WORD_LETTERS),
};

static int
fail_place(struct rtk_err *err, const char *what,
    const struct rtk_import_row *row, int column)
{
	rtk_failf(err, RTK_E_REG_METER_PLACE, "%s", what);
	return rtk_import_fail(err, RTK_E_REG_METER_PLACE, row, column);
}

/* A house meter names its building, any other one its account. */
static int
check_place(const struct rtk_import_row *row, struct rtk_err *err)
{
	bool building = row->values[METER_SCOPE].number == RTK_SCOPE_BUILDING;

	if (building && !rtk_import_has(row, METER_BUILDING))
		return rtk_import_fail(
		    err, RTK_E_ROW_EMPTY, row, METER_BUILDING);
	if (!building && !rtk_import_has(row, METER_ACCOUNT))
		return rtk_import_fail(
		    err, RTK_E_ROW_EMPTY, row, METER_ACCOUNT);
	if (building && rtk_import_has(row, METER_ACCOUNT))
		return fail_place(err, "a house meter belongs to no account",
		    row, METER_ACCOUNT);
	if (!building && row->values[METER_SERVICE].number == RTK_COMBINED)
		return fail_place(err,
		    "only a house meter measures both services", row,
		    METER_SERVICE);
	return 0;
}

/* Water is measured in m3, heat in units of energy. */
static int
check_unit(const struct rtk_import_row *row, struct rtk_err *err)
{
	int64_t service = row->values[METER_SERVICE].number;
	bool water = row->values[METER_UNIT].number == RTK_M3;
	bool house = row->values[METER_SCOPE].number == RTK_SCOPE_BUILDING;

	if (service == RTK_METER_HOT_WATER && !water && !house)
		return fail_place(
		    err, "hot water is measured in m3", row, METER_UNIT);
	if (service != RTK_METER_HOT_WATER && water)
		return fail_place(err, "heat is measured in Gcal, GJ or kWh",
		    row, METER_UNIT);
	return 0;
}

/* The value has no more digits than the meter, before the point or behind. */
static bool
fits(int64_t value, int64_t digits, int64_t decimals)
{
	int64_t whole = 1, step = RTK_MICRO;

	for (int64_t i = 0; i < digits; i++)
		whole *= 10;
	for (int64_t i = 0; i < decimals; i++)
		step /= 10;
	return value / RTK_MICRO < whole && value % step == 0;
}

static int
check_values(const struct rtk_import_row *row, struct rtk_err *err)
{
	static const int columns[] = {METER_INITIAL, METER_FINAL};
	int64_t digits = row->values[METER_DIGITS].number;
	int64_t decimals = row->values[METER_DECIMALS].number;

	for (size_t i = 0; i < RTK_COUNT(columns); i++) {
		if (!rtk_import_has(row, columns[i]) ||
		    fits(row->values[columns[i]].number, digits, decimals))
			continue;
		rtk_failf(err, RTK_E_READING_DIGITS, "%d + %d", (int)digits,
		    (int)decimals);
		return rtk_import_fail(
		    err, RTK_E_READING_DIGITS, row, columns[i]);
	}
	return 0;
}

/* A final value or a reason without a day of removal means nothing. */
static int
check_removal(const struct rtk_import_row *row, struct rtk_err *err)
{
	bool removed = rtk_import_has(row, METER_REMOVED);
	bool reason = row->values[METER_REASON].number != RTK_IN_PLACE;

	if (!removed && (reason || rtk_import_has(row, METER_FINAL)))
		return rtk_import_fail(
		    err, RTK_E_ROW_EMPTY, row, METER_REMOVED);
	if (removed && !reason)
		return rtk_import_fail(err, RTK_E_ROW_EMPTY, row, METER_REASON);
	if (removed &&
	    row->values[METER_REMOVED].number <
		row->values[METER_INSTALLED].number)
		return rtk_import_fail(
		    err, RTK_E_REF_DATES, row, METER_REMOVED);
	return 0;
}

static int
check_meter(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (check_place(row, err) < 0 || check_unit(row, err) < 0 ||
	    check_values(row, err) < 0)
		return -1;
	return check_removal(row, err);
}

/* Key of the account, or of the building as its account number 0. */
static int
find_place(struct rtk_import *import, const struct rtk_import_row *row,
    int64_t *out, struct rtk_err *err)
{
	int64_t building = 0;
	bool named = rtk_import_has(row, METER_BUILDING);
	int rc = 1;

	if (named)
		rc = rtk_building_find(import->db,
		    row->values[METER_BUILDING].text, &building, err);
	if (rc == 0)
		return rtk_import_fail(
		    err, RTK_E_REG_UNKNOWN_BUILDING, row, METER_BUILDING);
	if (rc < 0)
		return -1;
	if (row->values[METER_SCOPE].number == RTK_SCOPE_BUILDING) {
		*out = RTK_ACCOUNT_ID(building, 0);
		return 0;
	}
	rc = rtk_import_account(out, import, row, METER_ACCOUNT, err);
	if (rc == 0 && named && RTK_BUILDING_OF(*out) != building)
		return fail_place(err,
		    "the account stands in another "
		    "building",
		    row, METER_BUILDING);
	return rc < 0 ? -1 : 0;
}

static bool
same_meter(const struct rtk_meter_object *known, int64_t place,
    const struct rtk_import_row *row)
{
	return known->place == place &&
	    (int64_t)known->service == row->values[METER_SERVICE].number &&
	    known->initial.v == row->values[METER_INITIAL].number &&
	    strcmp(known->serial, row->values[METER_SERIAL].text) == 0;
}

static int
resolve_meter(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_meter_object meter = {.code = row->values[METER_CODE].text};
	int64_t place = 0;
	int rc;

	if (find_place(import, row, &place, err) < 0)
		return -1;
	rc = rtk_meter_find(import->db, &meter, err);
	if (rc < 0)
		return -1;
	if (rc == 1 && !same_meter(&meter, place, row))
		return rtk_import_fail(
		    err, RTK_E_REG_METER_CHANGED, row, METER_CODE);
	row->fresh = rc == 0;
	if (rc == 0) {
		meter.place = place;
		meter.service =
		    (enum rtk_meter_service)row->values[METER_SERVICE].number;
		meter.serial = row->values[METER_SERIAL].text;
		rc = rtk_meter_add(import->db, &meter, err);
	}
	row->object = meter.id;
	return rc < 0 ? -1 : 0;
}

const struct rtk_import_table rtk_table_meters = {
    .columns = meter_columns,
    .count = METER_COLUMNS,
    .fact = RTK_FACT_METER,
    .keys = {METER_SCOPE, METER_BUILDING, METER_ACCOUNT, METER_CODE},
    .key_count = 4,
    .check = check_meter,
    .resolve = resolve_meter,
    .overlap = RTK_E_REG_GIS_NUMBER,
};

/* --- balances ---------------------------------------------------------- */

enum { BALANCE_ACCOUNT, BALANCE_SERVICE, BALANCE_PERIOD, BALANCE_AMOUNT };

static int
resolve_balance(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_book_state book;
	char text[RTK_PERIOD_TEXT];

	if (rtk_import_account(
		&row->object, import, row, BALANCE_ACCOUNT, err) < 0 ||
	    rtk_book_state(import->db, &book, err) < 0)
		return -1;
	if (row->values[BALANCE_PERIOD].number >= book.first.v) {
		rtk_failf(err, RTK_E_ROW_FORM, "< %s",
		    rtk_period_text(text, book.first));
		return rtk_import_fail(
		    err, RTK_E_ROW_FORM, row, BALANCE_PERIOD);
	}
	return 0;
}

static const struct rtk_import_column balances_columns[] = {
    [BALANCE_ACCOUNT] = TEXT("account", "лицевой счет|лс|л/с|номер лс", true,
	true, RTK_ACCOUNT_TEXT_MAX),
    [BALANCE_SERVICE] = WORD("service", "услуга", rtk_words_balance_service),
    [BALANCE_PERIOD] = {.column = {"for_period", "за период|период|за месяц",
			    true},
	.type = RTK_COLUMN_PERIOD,
	.filled = true},
    [BALANCE_AMOUNT] = {.column = {"amount", "сумма|долг", true},
	.type = RTK_COLUMN_DECIMAL,
	.filled = true,
	.min = -RTK_AMOUNT_KOP_MAX,
	.max = RTK_AMOUNT_KOP_MAX,
	.scale = RTK_KOP_SCALE},
};

const struct rtk_import_table rtk_table_balances = {
    .columns = balances_columns,
    .count = RTK_COUNT(balances_columns),
    .fact = RTK_FACT_OPENING,
    .keys = {BALANCE_ACCOUNT, BALANCE_SERVICE, BALANCE_PERIOD},
    .key_count = 3,
    .resolve = resolve_balance,
    .amount_column = BALANCE_AMOUNT,
};

int
rtk_import_balances(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_book_state book;

	if (rtk_book_state(import->db, &book, err) < 0)
		return -1;
	if (book.open.v > book.first.v) {
		rtk_fail(err, RTK_E_BALANCE_LATE);
		return rtk_err_at(err, import->file, 0);
	}
	return rtk_import_table(import, &rtk_table_balances, err);
}
