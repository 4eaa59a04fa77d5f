#include "base/base.h"

#include "flow/import_aliases.h"

enum { STREET, ALIAS, FROM, TO, DOCUMENT, COLUMNS };

enum { NAME_LETTERS = 63, DOCUMENT_LETTERS = 500 };

static int
check(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (rtk_import_has(row, TO) &&
	    row->values[TO].number < row->values[FROM].number)
		return rtk_import_fail(err, RTK_E_REF_DATES, row, TO);
	return 0;
}

static const struct rtk_import_column columns[COLUMNS] = {
    [STREET] = {.column = {"street", "улица", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = DOCUMENT_LETTERS},
    [ALIAS] = {.column = {"alias", "так называют", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = NAME_LETTERS},
    [FROM] = {.column = {"valid_from", "действует с|с даты|с", true},
	.type = RTK_COLUMN_DATE,
	.filled = true},
    [TO] = {.column = {"valid_to", "действует по|по дату|по", false},
	.type = RTK_COLUMN_DATE},
    [DOCUMENT] = {.column = {"document", "документ|основание", false},
	.type = RTK_COLUMN_TEXT,
	.max = DOCUMENT_LETTERS},
};

const struct rtk_import_table rtk_table_street_aliases = {
    .columns = columns,
    .count = COLUMNS,
    .fact = RTK_FACT_STREET_ALIAS,
    .keys = {STREET, ALIAS, FROM},
    .key_count = 3,
    .check = check,
};
