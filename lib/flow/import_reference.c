/*
 * Reference tables: law and prices as dated rows with the document that they
 * come from.
 */
#include "base/base.h"

#include "flow/import_table.h"

#include <string.h>

#include "calc/quality.h"
#include "flow/import_words.h"

enum {
	WORD_LETTERS = 63,
	DOCUMENT_LETTERS = 500,
	POLICY_LETTERS = 100,
	PERCENT_BP_MAX = 10000
};

/* Prices are read with four decimals of a rouble and kept with six. */
#define PRICE_FACTOR INT64_C(100)

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
#define INT(name_, alias_, need_, min_, max_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_INT, \
		.filled = need_, .min = min_, .max = max_ \
	}
#define WORD(name_, alias_, words_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_WORD, \
		.filled = true, .words = words_ \
	}
#define ANY_CLASS \
	{ \
		.column = {"class", "класс", false}, .type = RTK_COLUMN_WORD, \
		.defaulted = true, .absent = -1, \
		.words = rtk_words_penalty_class \
	}
#define UNIT(words_) \
	{ \
		.column = {"unit", "единица", true}, \
		.type = RTK_COLUMN_WORD_TEXT, .filled = true, .words = words_ \
	}
#define PERCENT(name_, need_) \
	{ \
		.column = {name_, "процент", true}, \
		.type = RTK_COLUMN_DECIMAL, .filled = need_, \
		.defaulted = true, .max = PERCENT_BP_MAX, .scale = 2 \
	}
#define DOCUMENT TEXT("document", "документ|основание", true, DOCUMENT_LETTERS)
#define VALID_FROM DATE("valid_from", "действует с|с даты|с", true)
#define VALID_TO DATE("valid_to", "действует по|по дату|по", false)
/* clang-format on */

static int
check_dates(
    const struct rtk_import_row *row, int from, int to, struct rtk_err *err)
{
	if (rtk_import_has(row, to) &&
	    row->values[to].number < row->values[from].number)
		return rtk_import_fail(err, RTK_E_REF_DATES, row, to);
	return 0;
}

/* --- tariffs ----------------------------------------------------------- */

enum {
	TARIFF_SERVICE,
	TARIFF_COMPONENT,
	TARIFF_GROUP,
	TARIFF_ZONE,
	TARIFF_UNIT,
	TARIFF_PRICE,
	TARIFF_PERCENT,
	TARIFF_VAT,
	TARIFF_FROM,
	TARIFF_TO,
	TARIFF_DOCUMENT,
	TARIFF_COLUMNS
};

static const struct rtk_import_column tariff_columns[TARIFF_COLUMNS] = {
    [TARIFF_SERVICE] = WORD("service", "услуга", rtk_words_service),
    [TARIFF_COMPONENT] = WORD("component", "компонент", rtk_words_component),
    [TARIFF_GROUP] = WORD("group", "группа", rtk_words_group),
    [TARIFF_ZONE] = TEXT("zone", "зона", false, WORD_LETTERS),
    [TARIFF_UNIT] = UNIT(rtk_words_price_unit),
    [TARIFF_PRICE] = {.column = {"price", "цена|тариф", true},
	.type = RTK_COLUMN_DECIMAL,
	.filled = true,
	.scale = RTK_PRICE_SCALE_READ,
	.factor = PRICE_FACTOR,
	.max = INT64_C(1000000) * 1000000},
    [TARIFF_PERCENT] = {.column = {"vat_percent", "ставка ндс", true},
	.type = RTK_COLUMN_DECIMAL,
	.defaulted = true,
	.scale = 2,
	.max = PERCENT_BP_MAX},
    [TARIFF_VAT] = WORD("vat", "ндс", rtk_words_vat),
    [TARIFF_FROM] = VALID_FROM,
    [TARIFF_TO] = VALID_TO,
    [TARIFF_DOCUMENT] = DOCUMENT,
};

/* Heat is priced by Gcal, water by m3; heating has no water. */
static int
check_tariff(const struct rtk_import_row *row, struct rtk_err *err)
{
	int64_t component = row->values[TARIFF_COMPONENT].number;
	int64_t unit = component == RTK_HEAT ? RTK_PRICE_GCAL : RTK_PRICE_M3;

	if (row->values[TARIFF_SERVICE].number == RTK_HEATING &&
	    component != RTK_HEAT) {
		rtk_failf(err, RTK_E_ROW_CHOICE, "%s", "heat");
		return rtk_import_fail(
		    err, RTK_E_ROW_CHOICE, row, TARIFF_COMPONENT);
	}
	if (row->values[TARIFF_UNIT].number != unit) {
		rtk_failf(err, RTK_E_ROW_CHOICE, "%s",
		    rtk_word_of(rtk_words_price_unit, (int)unit));
		return rtk_import_fail(err, RTK_E_ROW_CHOICE, row, TARIFF_UNIT);
	}
	return check_dates(row, TARIFF_FROM, TARIFF_TO, err);
}

const struct rtk_import_table rtk_table_tariffs = {
    .columns = tariff_columns,
    .count = TARIFF_COLUMNS,
    .fact = RTK_FACT_TARIFF,
    .keys = {TARIFF_SERVICE, TARIFF_COMPONENT, TARIFF_GROUP, TARIFF_ZONE,
	TARIFF_FROM},
    .key_count = 5,
    .check = check_tariff,
};

/* --- norms ------------------------------------------------------------- */

enum {
	NORM_KIND,
	NORM_CATEGORY,
	NORM_VALUE,
	NORM_UNIT,
	NORM_FROM,
	NORM_TO,
	NORM_DOCUMENT,
	NORM_COLUMNS
};

static const struct rtk_import_column norm_columns[NORM_COLUMNS] = {
    [NORM_KIND] = WORD("norm", "норматив", rtk_words_norm),
    [NORM_CATEGORY] = TEXT("category", "категория", true, WORD_LETTERS),
    [NORM_VALUE] = {.column = {"value", "значение", true},
	.type = RTK_COLUMN_DECIMAL,
	.filled = true,
	.scale = RTK_NORM_SCALE,
	.max = 1000 * RTK_NORM_ONE},
    [NORM_UNIT] = UNIT(rtk_words_norm_unit),
    [NORM_FROM] = VALID_FROM,
    [NORM_TO] = VALID_TO,
    [NORM_DOCUMENT] = DOCUMENT,
};

static int
check_norm(const struct rtk_import_row *row, struct rtk_err *err)
{
	static const int units[] = {
	    [RTK_NORM_HEATING] = RTK_UNIT_GCAL_M2,
	    [RTK_NORM_HOT_WATER] = RTK_UNIT_M3_PERSON,
	    [RTK_NORM_WATER_HEATING] = RTK_UNIT_GCAL_M3,
	    [RTK_NORM_COMMON_HOT_WATER] = RTK_UNIT_M3_M2,
	};
	int unit = units[row->values[NORM_KIND].number];

	if (row->values[NORM_UNIT].number != unit) {
		rtk_failf(err, RTK_E_ROW_CHOICE, "%s",
		    rtk_word_of(rtk_words_norm_unit, unit));
		return rtk_import_fail(err, RTK_E_ROW_CHOICE, row, NORM_UNIT);
	}
	return check_dates(row, NORM_FROM, NORM_TO, err);
}

const struct rtk_import_table rtk_table_norms = {
    .columns = norm_columns,
    .count = NORM_COLUMNS,
    .fact = RTK_FACT_NORM,
    .keys = {NORM_KIND, NORM_CATEGORY, NORM_FROM},
    .key_count = 3,
    .check = check_norm,
};

/* --- heating months, policies ------------------------------------------ */

static const struct rtk_import_column months_columns[] = {
    TEXT("municipality", "населенный пункт", true, WORD_LETTERS),
    WORD("mode", "способ оплаты|способ", rtk_words_mode),
    {.column = {"months", "месяцы", true},
	.type = RTK_COLUMN_MONTHS,
	.filled = true},
    VALID_FROM,
    DOCUMENT,
};

const struct rtk_import_table rtk_table_months = {
    .columns = months_columns,
    .count = RTK_COUNT(months_columns),
    .fact = RTK_FACT_HEATING_MONTHS,
    .keys = {0, 3},
    .key_count = 2,
};

enum { POLICY_NAME, POLICY_VALUE };

static int
check_policy(const struct rtk_import_row *row, struct rtk_err *err)
{
	enum rtk_policy policy = rtk_policy_find(row->values[POLICY_NAME].text);
	int64_t ignored;

	if (policy == RTK_POLICIES)
		return rtk_import_fail(
		    err, RTK_E_REF_UNKNOWN_POLICY, row, POLICY_NAME);
	if (rtk_policy_parse(
		&ignored, policy, row->values[POLICY_VALUE].text, err) < 0)
		return rtk_import_fail(
		    err, RTK_E_POLICY_VALUE, row, POLICY_VALUE);
	return 0;
}

static const struct rtk_import_column policies_columns[] = {
    [POLICY_NAME] = TEXT("policy", "правило", true, POLICY_LETTERS),
    [POLICY_VALUE] = TEXT("value", "значение", true, POLICY_LETTERS),
    VALID_FROM,
    DOCUMENT,
};

const struct rtk_import_table rtk_table_policies = {
    .columns = policies_columns,
    .count = RTK_COUNT(policies_columns),
    .fact = RTK_FACT_POLICY,
    .keys = {POLICY_NAME, 2},
    .key_count = 2,
    .check = check_policy,
};

enum { QUALITY_NAME, QUALITY_VALUE };

static int
check_quality(const struct rtk_import_row *row, struct rtk_err *err)
{
	enum rtk_quality quality =
	    rtk_quality_find(row->values[QUALITY_NAME].text);

	if (quality == RTK_QUALITIES)
		return rtk_import_fail(
		    err, RTK_E_REF_UNKNOWN_QUALITY, row, QUALITY_NAME);
	if (!rtk_quality_accepts(quality, row->values[QUALITY_VALUE].number))
		return rtk_import_fail(
		    err, RTK_E_NUM_RANGE, row, QUALITY_VALUE);
	return 0;
}

static const struct rtk_import_column quality_columns[] = {
    [QUALITY_NAME] = TEXT("parameter", "показатель", true, POLICY_LETTERS),
    [QUALITY_VALUE] = {.column = {"value", "значение", true},
	.type = RTK_COLUMN_DECIMAL,
	.filled = true,
	.scale = RTK_MICRO_SCALE,
	.max = 1000 * RTK_MICRO},
    VALID_FROM,
    DOCUMENT,
};

const struct rtk_import_table rtk_table_quality = {
    .columns = quality_columns,
    .count = RTK_COUNT(quality_columns),
    .fact = RTK_FACT_QUALITY,
    .keys = {QUALITY_NAME, 2},
    .key_count = 2,
    .check = check_quality,
};

/* --- temperatures ------------------------------------------------------- */

enum { DEGREES_MIN = -7000, DEGREES_MAX = 6000 }; /* 1e-2 */

static const struct rtk_import_column temperatures_columns[] = {
    TEXT("municipality", "населенный пункт", true, WORD_LETTERS),
    DATE("date", "дата", true),
    {.column = {"temperature", "температура", true},
	.type = RTK_COLUMN_DECIMAL,
	.filled = true,
	.scale = 2,
	.min = DEGREES_MIN,
	.max = DEGREES_MAX},
    DOCUMENT,
    {.column = {"heating", "отопление", false},
	.type = RTK_COLUMN_BOOL,
	.defaulted = true,
	.absent = 1},
};

const struct rtk_import_table rtk_table_temperatures = {
    .columns = temperatures_columns,
    .count = RTK_COUNT(temperatures_columns),
    .fact = RTK_FACT_TEMPERATURE,
    .keys = {0, 1},
    .key_count = 2,
};

/* --- days, rates, penalties -------------------------------------------- */

static const struct rtk_import_column calendar_columns[] = {
    DATE("date", "дата", true),
    WORD("kind", "вид", rtk_words_day),
    TEXT("name", "название", false, DOCUMENT_LETTERS),
};

const struct rtk_import_table rtk_table_calendar = {
    .columns = calendar_columns,
    .count = RTK_COUNT(calendar_columns),
    .fact = RTK_FACT_CALENDAR,
    .keys = {0},
    .key_count = 1,
};

static const struct rtk_import_column due_days_columns[] = {
    {.column = {"valid_from", "с месяца|с", true},
	.type = RTK_COLUMN_PERIOD,
	.filled = true},
    INT("day", "день", true, 1, 31),
    DOCUMENT,
};

const struct rtk_import_table rtk_table_due_days = {
    .columns = due_days_columns,
    .count = RTK_COUNT(due_days_columns),
    .fact = RTK_FACT_DUE_DAY,
    .keys = {0},
    .key_count = 1,
};

static const struct rtk_import_column key_rates_columns[] = {
    VALID_FROM,
    PERCENT("percent", true),
};

const struct rtk_import_table rtk_table_key_rates = {
    .columns = key_rates_columns,
    .count = RTK_COUNT(key_rates_columns),
    .fact = RTK_FACT_KEY_RATE,
    .keys = {0},
    .key_count = 1,
};

enum { RULE_CLASS, RULE_FROM, RULE_TO, RULE_DENOMINATOR, RULE_VALID_FROM };

static int
check_rule(const struct rtk_import_row *row, struct rtk_err *err)
{
	return check_dates(row, RULE_FROM, RULE_TO, err);
}

static const struct rtk_import_column rules_columns[] = {
    [RULE_CLASS] = WORD("class", "класс", rtk_words_penalty_class),
    [RULE_FROM] = INT("day_from", "с дня", true, 1, 100000),
    [RULE_TO] = INT("day_to", "по день", false, 1, 100000),
    [RULE_DENOMINATOR] = INT("denominator", "знаменатель", true, 1, 100000),
    [RULE_VALID_FROM] = VALID_FROM,
    DOCUMENT,
};

const struct rtk_import_table rtk_table_rules = {
    .columns = rules_columns,
    .count = RTK_COUNT(rules_columns),
    .fact = RTK_FACT_PENALTY_RULE,
    .keys = {RULE_CLASS, RULE_VALID_FROM, RULE_FROM},
    .key_count = 3,
    .check = check_rule,
};

enum { SPAN_CLASS, SPAN_FROM, SPAN_TO };

static int
check_span(const struct rtk_import_row *row, struct rtk_err *err)
{
	return check_dates(row, SPAN_FROM, SPAN_TO, err);
}

static const struct rtk_import_column ceilings_columns[] = {
    [SPAN_CLASS] = ANY_CLASS,
    [SPAN_FROM] = DATE("date_from", "с даты|с", true),
    [SPAN_TO] = DATE("date_to", "по дату|по", true),
    PERCENT("percent", true),
    DOCUMENT,
};

const struct rtk_import_table rtk_table_ceilings = {
    .columns = ceilings_columns,
    .count = RTK_COUNT(ceilings_columns),
    .fact = RTK_FACT_PENALTY_CEILING,
    .keys = {SPAN_CLASS, SPAN_FROM},
    .key_count = 2,
    .check = check_span,
};

static const struct rtk_import_column moratoria_columns[] = {
    [SPAN_CLASS] = ANY_CLASS,
    [SPAN_FROM] = DATE("date_from", "с даты|с", true),
    [SPAN_TO] = DATE("date_to", "по дату|по", true),
    DATE("claims_before", "требования до", false),
    DOCUMENT,
};

const struct rtk_import_table rtk_table_moratoria = {
    .columns = moratoria_columns,
    .count = RTK_COUNT(moratoria_columns),
    .fact = RTK_FACT_MORATORIUM,
    .keys = {SPAN_CLASS, SPAN_FROM},
    .key_count = 2,
    .check = check_span,
};
