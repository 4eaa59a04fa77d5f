/* Acts of inspections: refused whole, as the registry is. */
#include "base/base.h"

#include "flow/import_account.h"

#include "flow/import_words.h"

enum { DOCUMENT_LETTERS = 500 };

enum {
	ACT_ACCOUNT,
	ACT_SERVICE,
	ACT_KIND,
	ACT_DATE,
	ACT_FROM,
	ACT_TO,
	ACT_THROUGHPUT,
	ACT_ANNULLED,
	ACT_DOCUMENT,
	ACT_COLUMNS
};

/* clang-format off: a line a column */
#define TEXT(name_, alias_, letters_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_TEXT, \
		.filled = true, .max = letters_ \
	}
#define WORD(name_, alias_, words_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_WORD, \
		.filled = true, .words = words_ \
	}
#define DATE(name_, alias_, need_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_DATE, \
		.filled = need_ \
	}
/* clang-format on */

static const struct rtk_import_column act_columns[ACT_COLUMNS] = {
    [ACT_ACCOUNT] =
	TEXT("account", "лицевой счет|лс|л/с|номер лс", RTK_ACCOUNT_TEXT_MAX),
    [ACT_SERVICE] = WORD("service", "услуга", rtk_words_service),
    [ACT_KIND] = WORD("kind", "вид|вид акта", rtk_words_act),
    [ACT_DATE] = DATE("date", "дата|дата акта", true),
    [ACT_FROM] = DATE("date_from", "с даты|с", false),
    [ACT_TO] = DATE("date_to", "по дату|по", false),
    [ACT_THROUGHPUT] = {.column = {"throughput",
			    "пропускная способность|м3/ч", false},
	.type = RTK_COLUMN_DECIMAL,
	.defaulted = true,
	.scale = RTK_MICRO_SCALE,
	.max = 1000 * RTK_MICRO},
    [ACT_ANNULLED] = {.column = {"annulled", "отменен|аннулирован", false},
	.type = RTK_COLUMN_BOOL,
	.defaulted = true},
    [ACT_DOCUMENT] = TEXT("document", "документ|основание", DOCUMENT_LETTERS),
};

static int64_t
day_of(const struct rtk_import_row *row, int column)
{
	return row->values[column].number;
}

/* No access has no days to charge; unauthorised use is that of hot water. */
static int
check_act(const struct rtk_import_row *row, struct rtk_err *err)
{
	bool no_access = day_of(row, ACT_KIND) == RTK_ACT_NO_ACCESS;
	int first = rtk_import_has(row, ACT_FROM) ? ACT_FROM : ACT_DATE;

	if (no_access && rtk_import_has(row, ACT_FROM))
		return rtk_import_fail(err, RTK_E_ACT_FIELD, row, ACT_FROM);
	if (no_access && day_of(row, ACT_THROUGHPUT) != 0)
		return rtk_import_fail(
		    err, RTK_E_ACT_FIELD, row, ACT_THROUGHPUT);
	if (!no_access && day_of(row, ACT_SERVICE) != RTK_HOT_WATER)
		return rtk_import_fail(
		    err, RTK_E_ACT_FIELD, row, ACT_SERVICE);
	if (rtk_import_has(row, ACT_FROM) &&
	    day_of(row, ACT_FROM) > day_of(row, ACT_DATE))
		return rtk_import_fail(err, RTK_E_REF_DATES, row, ACT_FROM);
	if (rtk_import_has(row, ACT_TO) &&
	    ((no_access || first == ACT_FROM) &&
		day_of(row, ACT_TO) < day_of(row, first)))
		return rtk_import_fail(err, RTK_E_REF_DATES, row, ACT_TO);
	return 0;
}

const struct rtk_import_table rtk_table_acts = {
    .columns = act_columns,
    .count = ACT_COLUMNS,
    .fact = RTK_FACT_ACT,
    .keys = {ACT_ACCOUNT, ACT_SERVICE, ACT_KIND, ACT_DATE},
    .key_count = 4,
    .check = check_act,
    .resolve = rtk_import_first_account,
};
