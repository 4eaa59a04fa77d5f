/* Contracts with legal entities: refused whole, as the registry is. */
#include "base/base.h"

#include "flow/import_account.h"

#include "calc/contract.h"
#include "flow/import_words.h"

enum {
	DOCUMENT_LETTERS = 500,
	DEGREES_MIN = -7000, /* 1e-2 */
	DEGREES_MAX = 6000,
	DAY_HOURS = 24
};

enum {
	CONTRACT_ACCOUNT,
	CONTRACT_KIND,
	CONTRACT_FROM,
	CONTRACT_TO,
	CONTRACT_LOAD,
	CONTRACT_INDOOR,
	CONTRACT_DESIGN,
	CONTRACT_HOURS,
	CONTRACT_COLDEST,
	CONTRACT_WARMEST,
	CONTRACT_PLAN,
	CONTRACT_SCHEDULE,
	CONTRACT_DOCUMENT,
	CONTRACT_COLUMNS
};

/* clang-format off: a line a column */
#define TEXT(name_, alias_, need_, letters_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_TEXT, \
		.filled = need_, .max = letters_ \
	}
#define DATE(name_, alias_, need_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_DATE, \
		.filled = need_ \
	}
#define DEGREES(name_, alias_) \
	{ \
		.column = {name_, alias_, false}, .type = RTK_COLUMN_DECIMAL, \
		.min = DEGREES_MIN, .max = DEGREES_MAX, .scale = 2 \
	}
/* clang-format on */

static const struct rtk_import_column contract_columns[CONTRACT_COLUMNS] = {
    [CONTRACT_ACCOUNT] = TEXT(
	"account", "лицевой счет|лс|л/с|номер лс", true, RTK_ACCOUNT_TEXT_MAX),
    [CONTRACT_KIND] = {.column = {"kind", "вид|вид договора", true},
	.type = RTK_COLUMN_WORD,
	.filled = true,
	.words = rtk_words_contract},
    [CONTRACT_FROM] = DATE("valid_from", "действует с|с даты|с", true),
    [CONTRACT_TO] = DATE("valid_to", "действует по|по дату|по", false),
    [CONTRACT_LOAD] = {.column = {"load", "нагрузка|гкал/ч", false},
	.type = RTK_COLUMN_DECIMAL,
	.defaulted = true,
	.scale = RTK_MICRO_SCALE,
	.max = 1000 * RTK_MICRO},
    [CONTRACT_INDOOR] = DEGREES("indoor", "температура внутри"),
    [CONTRACT_DESIGN] = DEGREES("design", "расчетная температура"),
    [CONTRACT_HOURS] = {.column = {"hours", "часов в сутки|часы", false},
	.type = RTK_COLUMN_INT,
	.defaulted = true,
	.absent = DAY_HOURS,
	.min = 1,
	.max = DAY_HOURS},
    [CONTRACT_COLDEST] = DEGREES("coldest", "срезка снизу"),
    [CONTRACT_WARMEST] = DEGREES("warmest", "срезка сверху"),
    [CONTRACT_PLAN] = TEXT("plan", "план|план гкал", false, RTK_PLAN_BYTES_MAX),
    [CONTRACT_SCHEDULE] =
	TEXT("schedule", "сроки оплаты|график", false, RTK_SCHEDULE_BYTES_MAX),
    [CONTRACT_DOCUMENT] =
	TEXT("document", "документ|основание", true, DOCUMENT_LETTERS),
};

static struct rtk_date
date_of(const struct rtk_import_row *row, int column)
{
	return (struct rtk_date){(int32_t)row->values[column].number};
}

/* Whole months: from a first day to a last one. */
static int
check_months(const struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_date from = date_of(row, CONTRACT_FROM);
	struct rtk_date to = date_of(row, CONTRACT_TO);

	if (rtk_period_first(rtk_period_of(from)).v != from.v)
		return rtk_import_fail(
		    err, RTK_E_CONTRACT_MONTH, row, CONTRACT_FROM);
	if (!rtk_import_has(row, CONTRACT_TO))
		return 0;
	if (to.v < from.v)
		return rtk_import_fail(err, RTK_E_REF_DATES, row, CONTRACT_TO);
	if (rtk_period_last(rtk_period_of(to)).v != to.v)
		return rtk_import_fail(
		    err, RTK_E_CONTRACT_MONTH, row, CONTRACT_TO);
	return 0;
}

/* By load: how much, and between which temperatures; others: none of it. */
static int
check_load(const struct rtk_import_row *row, struct rtk_err *err)
{
	bool by_load = row->values[CONTRACT_KIND].number == RTK_CONTRACT_LOAD;
	bool load = row->values[CONTRACT_LOAD].number > 0;
	bool degrees = rtk_import_has(row, CONTRACT_INDOOR) &&
	    rtk_import_has(row, CONTRACT_DESIGN) &&
	    row->values[CONTRACT_INDOOR].number >
		row->values[CONTRACT_DESIGN].number;

	if (rtk_import_has(row, CONTRACT_COLDEST) &&
	    rtk_import_has(row, CONTRACT_WARMEST) &&
	    row->values[CONTRACT_COLDEST].number >
		row->values[CONTRACT_WARMEST].number)
		return rtk_import_fail(
		    err, RTK_E_NUM_RANGE, row, CONTRACT_WARMEST);
	if (by_load ? load && degrees : !load)
		return 0;
	return rtk_import_fail(err, RTK_E_CONTRACT_LOAD, row, CONTRACT_LOAD);
}

/* Parts of the plan need a plan. */
static int
check_schedule(const struct rtk_import_row *row, struct rtk_err *err)
{
	struct rtk_due_part parts[RTK_DUE_PARTS_MAX];
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_micro plan;
	bool planned = false;
	size_t count;

	if (rtk_contract_plan(
		&plan, row->values[CONTRACT_PLAN].text, 1, &fault) < 0)
		return rtk_import_fail(
		    err, RTK_E_CONTRACT_PLAN, row, CONTRACT_PLAN);
	if (rtk_contract_schedule(
		parts, &count, row->values[CONTRACT_SCHEDULE].text, &fault) < 0)
		return rtk_import_fail(
		    err, RTK_E_CONTRACT_SCHEDULE, row, CONTRACT_SCHEDULE);
	for (size_t i = 0; i < count; i++)
		planned = planned || !parts[i].of_actual;
	if (planned && !rtk_import_has(row, CONTRACT_PLAN))
		return rtk_import_fail(
		    err, RTK_E_CONTRACT_PLAN, row, CONTRACT_PLAN);
	return 0;
}

static int
check_contract(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (check_months(row, err) < 0 || check_load(row, err) < 0)
		return -1;
	return check_schedule(row, err);
}

const struct rtk_import_table rtk_table_contracts = {
    .columns = contract_columns,
    .count = CONTRACT_COLUMNS,
    .fact = RTK_FACT_CONTRACT,
    .keys = {CONTRACT_ACCOUNT, CONTRACT_FROM},
    .key_count = 2,
    .check = check_contract,
    .resolve = rtk_import_first_account,
};
