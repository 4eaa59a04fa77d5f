/*
 * What becomes of debts: state duty, exemptions from penalty, agreements on
 * instalments, limitation, deliveries of notices.
 */
#include "base/base.h"

#include "flow/import_debts.h"

#include "flow/import_account.h"
#include "flow/import_words.h"

enum { DOCUMENT_LETTERS = 300, NUMBER_LETTERS = 63, PERCENT_BP_MAX = 10000 };

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
#define PERIOD(name_, alias_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_PERIOD, \
		.filled = true \
	}
#define MONEY(name_, alias_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_DECIMAL, \
		.filled = true, .max = RTK_AMOUNT_KOP_MAX, \
		.scale = RTK_KOP_SCALE \
	}
#define PERCENT(name_, alias_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_DECIMAL, \
		.filled = true, .max = PERCENT_BP_MAX, .scale = 2 \
	}
#define ACCOUNT \
	TEXT("account", "лицевой счет|лс|л/с|номер лс", true, \
	    RTK_ACCOUNT_TEXT_MAX)
#define DOCUMENT TEXT("document", "документ|основание", true, DOCUMENT_LETTERS)
/* clang-format on */

/* --- state duty --------------------------------------------------------- */

static const struct rtk_import_column duties_columns[] = {
    MONEY("over", "свыше|цена иска свыше"),
    MONEY("duty", "пошлина"),
    PERCENT("percent", "процент"),
    PERCENT("order_percent", "доля для приказа"),
    MONEY("order_min", "не менее для приказа"),
    DATE("valid_from", "действует с|с даты|с", true),
    DOCUMENT,
};

const struct rtk_import_table rtk_table_duties = {
    .columns = duties_columns,
    .count = RTK_COUNT(duties_columns),
    .fact = RTK_FACT_STATE_DUTY,
    .keys = {0, 5},
    .key_count = 2,
};

/* --- exemptions --------------------------------------------------------- */

enum { EXEMPT_ACCOUNT, EXEMPT_FROM, EXEMPT_TO };

static int
check_exemption(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (rtk_import_has(row, EXEMPT_TO) &&
	    row->values[EXEMPT_TO].number < row->values[EXEMPT_FROM].number)
		return rtk_import_fail(err, RTK_E_REF_DATES, row, EXEMPT_TO);
	return 0;
}

static const struct rtk_import_column exemption_columns[] = {
    [EXEMPT_ACCOUNT] = ACCOUNT,
    [EXEMPT_FROM] = DATE("date_from", "с даты|с", true),
    [EXEMPT_TO] = DATE("date_to", "по дату|по", false),
    DOCUMENT,
};

const struct rtk_import_table rtk_table_exemptions = {
    .columns = exemption_columns,
    .count = RTK_COUNT(exemption_columns),
    .fact = RTK_FACT_EXEMPTION,
    .keys = {EXEMPT_ACCOUNT, EXEMPT_FROM},
    .key_count = 2,
    .check = check_exemption,
    .resolve = rtk_import_first_account,
};

/* --- agreements --------------------------------------------------------- */

enum {
	INSTALMENT_ACCOUNT,
	INSTALMENT_NUMBER,
	INSTALMENT_SIGNED,
	INSTALMENT_DUE
};

static int
check_instalment(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (row->values[INSTALMENT_DUE].number <
	    row->values[INSTALMENT_SIGNED].number)
		return rtk_import_fail(
		    err, RTK_E_REF_DATES, row, INSTALMENT_DUE);
	return 0;
}

static const struct rtk_import_column agreement_columns[] = {
    [INSTALMENT_ACCOUNT] = ACCOUNT,
    [INSTALMENT_NUMBER] =
	TEXT("agreement", "соглашение|номер", true, NUMBER_LETTERS),
    [INSTALMENT_SIGNED] = DATE("signed", "подписано|дата соглашения", true),
    [INSTALMENT_DUE] = DATE("date", "дата|срок платежа", true),
    MONEY("amount", "сумма"),
    DOCUMENT,
};

const struct rtk_import_table rtk_table_agreements = {
    .columns = agreement_columns,
    .count = RTK_COUNT(agreement_columns),
    .fact = RTK_FACT_AGREEMENT,
    .keys = {INSTALMENT_ACCOUNT, INSTALMENT_NUMBER, INSTALMENT_DUE},
    .key_count = 3,
    .check = check_instalment,
    .resolve = rtk_import_first_account,
};

/* --- limitation --------------------------------------------------------- */

enum { LIMIT_ACCOUNT, LIMIT_FROM, LIMIT_TO, LIMIT_UNTIL };

static int
check_limitation(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (row->values[LIMIT_TO].number < row->values[LIMIT_FROM].number)
		return rtk_import_fail(err, RTK_E_REF_DATES, row, LIMIT_TO);
	return 0;
}

static const struct rtk_import_column limitation_columns[] = {
    [LIMIT_ACCOUNT] = ACCOUNT,
    [LIMIT_FROM] = PERIOD("period_from", "с месяца|с периода"),
    [LIMIT_TO] = PERIOD("period_to", "по месяц|по период"),
    [LIMIT_UNTIL] = DATE("until", "до|по дату", true),
    DOCUMENT,
};

const struct rtk_import_table rtk_table_limitations = {
    .columns = limitation_columns,
    .count = RTK_COUNT(limitation_columns),
    .fact = RTK_FACT_LIMITATION,
    .keys = {LIMIT_ACCOUNT, LIMIT_FROM},
    .key_count = 2,
    .check = check_limitation,
    .resolve = rtk_import_first_account,
};

/* --- deliveries --------------------------------------------------------- */

/* п. 119 of the Rules; kept as the word. */
static const struct rtk_word channel_words[] = {
    {"signature", "под расписку|расписка", 0},
    {"mail", "заказное письмо|почта", 1},
    {"invoice", "платежный документ|квитанция", 2},
    {"sms", "смс", 3},
    {"call", "звонок|телефон", 4},
    {"email", "эл. почта|электронная почта", 5},
    {"gis", "гис|гис жкх", 6},
    {"cabinet", "личный кабинет", 7},
    {"voice", "голосовое сообщение", 8},
    {NULL, NULL, 0},
};

static const struct rtk_import_column delivery_columns[] = {
    ACCOUNT,
    PERIOD("period", "период|месяц"),
    DATE("date", "дата|вручено", true),
    {.column = {"channel", "способ|канал", true},
	.type = RTK_COLUMN_WORD_TEXT,
	.filled = true,
	.words = channel_words},
    DOCUMENT,
};

const struct rtk_import_table rtk_table_deliveries = {
    .columns = delivery_columns,
    .count = RTK_COUNT(delivery_columns),
    .fact = RTK_FACT_DELIVERY,
    .keys = {0, 1},
    .key_count = 2,
    .resolve = rtk_import_first_account,
};
