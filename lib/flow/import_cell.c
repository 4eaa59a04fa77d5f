#include "base/base.h"

#include "flow/import_table.h"

#include <string.h>

static int
read_text(struct rtk_value *out, const struct rtk_import_column *column,
    const struct rtk_cell *cell, struct rtk_arena *arena, struct rtk_err *err)
{
	struct rtk_cell text;

	RTK_ASSERT(column->max > 0);
	if (rtk_field_text(&text, cell, (size_t)column->max, err) < 0)
		return -1;
	*out = (struct rtk_value){.type = RTK_VALUE_TEXT,
	    .text = rtk_arena_copy(arena, text.bytes, text.size)};
	return 0;
}

static int
read_decimal(int64_t *out, const struct rtk_import_column *column,
    const struct rtk_cell *cell, struct rtk_err *err)
{
	int64_t number;

	if (rtk_field_decimal(&number, cell, column->scale, err) < 0)
		return -1;
	if (column->factor != 0 &&
	    __builtin_mul_overflow(number, column->factor, &number)) {
		rtk_fail(err, RTK_E_NUM_RANGE);
		return rtk_err_cell(err, cell->column, cell->bytes, cell->size);
	}
	if (number < column->min ||
	    (column->max != 0 && number > column->max)) {
		rtk_fail(err, RTK_E_NUM_RANGE);
		return rtk_err_cell(err, cell->column, cell->bytes, cell->size);
	}
	*out = number;
	return 0;
}

/* "10,11,12,1,2": each month once. */
static int
read_months(int64_t *out, const struct rtk_cell *cell, struct rtk_err *err)
{
	int64_t months = 0, month;
	const char *at = cell->bytes, *end = at + cell->size;

	while (at <= end) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		const char *stop = comma != NULL ? comma : end;
		struct rtk_cell part = {cell->column, at, (size_t)(stop - at)};

		if (rtk_field_int(&month, &part, 1, 12, err) < 0)
			return -1;
		if (months & (INT64_C(1) << (month - 1))) {
			rtk_failf(err, RTK_E_ROW_FORM, "%s", "10,11,12,1,2");
			return rtk_err_cell(
			    err, cell->column, cell->bytes, cell->size);
		}
		months |= INT64_C(1) << (month - 1);
		at = stop + 1;
	}
	*out = months;
	return 0;
}

static int
read_word_text(struct rtk_value *out, const struct rtk_import_column *column,
    const struct rtk_cell *cell, struct rtk_err *err)
{
	int word;

	if (rtk_field_choice(&word, cell, column->words, err) < 0)
		return -1;
	*out = (struct rtk_value){RTK_VALUE_TEXT, word, NULL};
	for (size_t i = 0; out->text == NULL; i++)
		if (column->words[i].value == word)
			out->text = column->words[i].word;
	return 0;
}

static int
read_number(int64_t *out, const struct rtk_import_column *column,
    const struct rtk_cell *cell, struct rtk_err *err)
{
	struct rtk_date date;
	struct rtk_period period;
	bool yes;
	int word, rc = -1;

	switch (column->type) {
	case RTK_COLUMN_INT:
		return rtk_field_int(out, cell, column->min, column->max, err);
	case RTK_COLUMN_DECIMAL:
		return read_decimal(out, column, cell, err);
	case RTK_COLUMN_DATE:
		rc = rtk_field_date(&date, cell, err);
		*out = rc < 0 ? 0 : date.v;
		return rc;
	case RTK_COLUMN_MINUTE:
		return rtk_field_minute(out, cell, err);
	case RTK_COLUMN_PERIOD:
		rc = rtk_field_period(&period, cell, err);
		*out = rc < 0 ? 0 : period.v;
		return rc;
	case RTK_COLUMN_BOOL:
		rc = rtk_field_bool(&yes, cell, err);
		*out = rc == 0 && yes;
		return rc;
	case RTK_COLUMN_WORD:
		rc = rtk_field_choice(&word, cell, column->words, err);
		*out = rc < 0 ? 0 : word;
		return rc;
	case RTK_COLUMN_MONTHS:
		return read_months(out, cell, err);
	case RTK_COLUMN_TEXT:
	case RTK_COLUMN_WORD_TEXT:
	default:
		RTK_ASSERT(false);
	}
	return rc;
}

static int
read_empty(struct rtk_value *out, const struct rtk_import_column *column,
    const struct rtk_cell *cell, struct rtk_err *err)
{
	bool text = column->type == RTK_COLUMN_TEXT ||
	    column->type == RTK_COLUMN_WORD_TEXT;

	if (column->filled) {
		rtk_fail(err, RTK_E_ROW_EMPTY);
		return rtk_err_cell(err, cell->column, "", 0);
	}
	*out = (struct rtk_value){text ? RTK_VALUE_TEXT
		: column->defaulted    ? RTK_VALUE_INT
				       : RTK_VALUE_NULL,
	    column->absent, ""};
	return 0;
}

static int
read_cell(struct rtk_value *out, const struct rtk_import_column *column,
    const struct rtk_cell *cell, struct rtk_arena *arena, struct rtk_err *err)
{
	if (rtk_field_empty(cell))
		return read_empty(out, column, cell, err);
	if (column->type == RTK_COLUMN_TEXT)
		return read_text(out, column, cell, arena, err);
	if (column->type == RTK_COLUMN_WORD_TEXT)
		return read_word_text(out, column, cell, err);
	*out = (struct rtk_value){.type = RTK_VALUE_INT};
	return read_number(&out->number, column, cell, err);
}

int
rtk_import_cell(struct rtk_value *out, const struct rtk_import_column *column,
    const struct rtk_cell *cell, struct rtk_arena *arena, struct rtk_err *err)
{
	if (read_cell(out, column, cell, arena, err) == 0)
		return 0;
	/* names, addresses and phones stand in no message */
	if (column->personal)
		err->value[0] = '\0';
	return -1;
}
