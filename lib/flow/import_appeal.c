/* Appeals of consumers and their answers: refused whole, as the registry is. */
#include "base/base.h"

#include "flow/import_account.h"

#include "flow/import_words.h"

enum { TEXT_LETTERS = 500, CODE_LETTERS = 63, CHANNEL_LETTERS = 63 };

enum {
	APPEAL_ACCOUNT,
	APPEAL_CODE,
	APPEAL_RECEIVED,
	APPEAL_CHANNEL,
	APPEAL_SUBJECT,
	APPEAL_ANSWERED,
	APPEAL_ANSWER,
	APPEAL_DOCUMENT,
	APPEAL_COLUMNS
};

/* Kept as the word. */
static const struct rtk_word channel_words[] = {
    {"office", "офис", 0},
    {"phone", "телефон", 1},
    {"mail", "письмо|почта", 2},
    {"email", "эл. почта|электронная почта", 3},
    {"sms", "смс", 4},
    {"site", "сайт|личный кабинет", 5},
    {"gis", "гис|гис жкх", 6},
    {NULL, NULL, 0},
};

static const struct rtk_import_column appeal_columns[APPEAL_COLUMNS] = {
    [APPEAL_ACCOUNT] = {.column = {"account",
			    "лицевой счет|лс|л/с|номер лс", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = RTK_ACCOUNT_TEXT_MAX},
    [APPEAL_CODE] = {.column = {"appeal", "обращение|номер обращения", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = CODE_LETTERS},
    [APPEAL_RECEIVED] = {.column = {"received", "получено|дата обращения",
			     true},
	.type = RTK_COLUMN_DATE,
	.filled = true},
    [APPEAL_CHANNEL] = {.column = {"channel", "канал|способ", true},
	.type = RTK_COLUMN_WORD_TEXT,
	.filled = true,
	.words = channel_words},
    [APPEAL_SUBJECT] = {.column = {"subject", "тема|предмет", true},
	.type = RTK_COLUMN_WORD,
	.filled = true,
	.words = rtk_words_appeal},
    [APPEAL_ANSWERED] = {.column = {"answered", "ответ дан|дата ответа",
			     false},
	.type = RTK_COLUMN_DATE},
    [APPEAL_ANSWER] = {.column = {"answer", "ответ|документ ответа", false},
	.type = RTK_COLUMN_TEXT,
	.max = TEXT_LETTERS},
    [APPEAL_DOCUMENT] = {.column = {"document", "документ|содержание", false},
	.type = RTK_COLUMN_TEXT,
	.max = TEXT_LETTERS},
};

static int
check_appeal(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (rtk_import_has(row, APPEAL_ANSWERED) &&
	    row->values[APPEAL_ANSWERED].number <
		row->values[APPEAL_RECEIVED].number)
		return rtk_import_fail(
		    err, RTK_E_REF_DATES, row, APPEAL_ANSWERED);
	return 0;
}

const struct rtk_import_table rtk_table_appeals = {
    .columns = appeal_columns,
    .count = APPEAL_COLUMNS,
    .fact = RTK_FACT_APPEAL,
    .keys = {APPEAL_CODE},
    .key_count = 1,
    .check = check_appeal,
    .resolve = rtk_import_first_account,
};
