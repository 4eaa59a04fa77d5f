#include "base/base.h"

#include "io/field.h"

#include <string.h>

#include "num/decimal.h"
#include "text/utf8.h"

static int
fail_cell(const struct rtk_cell *cell, struct rtk_err *err)
{
	return rtk_err_cell(err, cell->column, cell->bytes, cell->size);
}

static int
fail_empty(const struct rtk_cell *cell, struct rtk_err *err)
{
	(void)rtk_fail(err, RTK_E_ROW_EMPTY);
	return fail_cell(cell, err);
}

static struct rtk_cell
trimmed(const struct rtk_cell *cell)
{
	struct rtk_cell out = *cell;

	rtk_utf8_trim(&out.bytes, &out.size);
	return out;
}

bool
rtk_field_empty(const struct rtk_cell *cell)
{
	return trimmed(cell).size == 0;
}

static bool
has_control(const struct rtk_cell *cell)
{
	for (size_t i = 0; i < cell->size; i++) {
		unsigned char byte = (unsigned char)cell->bytes[i];

		if (byte == 0x7F)
			return true;
		if (byte < ' ' && byte != '\t' && byte != '\r' && byte != '\n')
			return true;
	}
	return false;
}

int
rtk_field_text(struct rtk_cell *out, const struct rtk_cell *cell,
    size_t length_max, struct rtk_err *err)
{
	struct rtk_cell text = trimmed(cell);

	if (text.size > length_max &&
	    rtk_utf8_length(text.bytes, text.size) > length_max) {
		(void)rtk_failf(err, RTK_E_ROW_LONG, "%zu", length_max);
		return fail_cell(&text, err);
	}
	if (has_control(&text)) {
		(void)rtk_fail(err, RTK_E_ROW_CONTROL);
		return fail_cell(&text, err);
	}
	*out = text;
	return 0;
}

int
rtk_field_text_required(struct rtk_cell *out, const struct rtk_cell *cell,
    size_t length_max, struct rtk_err *err)
{
	if (rtk_field_empty(cell))
		return fail_empty(cell, err);
	return rtk_field_text(out, cell, length_max, err);
}

int
rtk_field_decimal(
    int64_t *out, const struct rtk_cell *cell, int scale, struct rtk_err *err)
{
	struct rtk_cell text = trimmed(cell);

	if (rtk_decimal_parse(out, text.bytes, text.size, scale, err) != 0)
		return fail_cell(&text, err);
	return 0;
}

int
rtk_field_amount(
    int64_t *out, const struct rtk_cell *cell, int scale, struct rtk_err *err)
{
	int64_t value;

	if (rtk_field_decimal(&value, cell, scale, err) != 0)
		return -1;
	if (value < 0) {
		(void)rtk_fail(err, RTK_E_NUM_RANGE);
		return fail_cell(cell, err);
	}
	*out = value;
	return 0;
}

int
rtk_field_int(int64_t *out, const struct rtk_cell *cell, int64_t min,
    int64_t max, struct rtk_err *err)
{
	int64_t value;

	if (rtk_field_decimal(&value, cell, 0, err) != 0)
		return -1;
	if (value < min || value > max) {
		(void)rtk_fail(err, RTK_E_NUM_RANGE);
		return fail_cell(cell, err);
	}
	*out = value;
	return 0;
}

int
rtk_field_date(
    struct rtk_date *out, const struct rtk_cell *cell, struct rtk_err *err)
{
	struct rtk_cell text = trimmed(cell);

	if (text.size == 0)
		return fail_empty(cell, err);
	if (rtk_date_parse(out, text.bytes, text.size, err) != 0)
		return fail_cell(&text, err);
	return 0;
}

int
rtk_field_date_or_none(
    struct rtk_date *out, const struct rtk_cell *cell, struct rtk_err *err)
{
	if (!rtk_field_empty(cell))
		return rtk_field_date(out, cell, err);
	*out = RTK_DATE_NONE;
	return 0;
}

/* Two digits below the limit. */
static bool
two_digits(const char *text, int limit)
{
	int tens = text[0] - '0', ones = text[1] - '0';

	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 &&
	    tens * 10 + ones < limit;
}

static bool
is_time(const char *text, size_t size)
{
	if (size != 5 && size != 8)
		return false;
	if (!two_digits(text, 24) || text[2] != ':' ||
	    !two_digits(text + 3, 60))
		return false;
	return size == 5 || (text[5] == ':' && two_digits(text + 6, 60));
}

int
rtk_field_date_time(
    struct rtk_date *out, const struct rtk_cell *cell, struct rtk_err *err)
{
	enum { DATE_SIZE = 10 };
	struct rtk_cell text = trimmed(cell), date = text;

	if (text.size <= DATE_SIZE)
		return rtk_field_date(out, cell, err);
	if (text.bytes[DATE_SIZE] != 'T' && text.bytes[DATE_SIZE] != ' ') {
		(void)rtk_fail(err, RTK_E_DATE_FORM);
		return fail_cell(&text, err);
	}
	if (!is_time(text.bytes + DATE_SIZE + 1, text.size - DATE_SIZE - 1)) {
		(void)rtk_fail(err, RTK_E_TIME_FORM);
		return fail_cell(&text, err);
	}
	date.size = DATE_SIZE;
	if (rtk_date_parse(out, date.bytes, date.size, err) != 0)
		return fail_cell(&text, err);
	return 0;
}

int
rtk_field_minute(
    int64_t *out, const struct rtk_cell *cell, struct rtk_err *err)
{
	enum { TIME = 11, HOUR_MINUTES = 60, DAY_MINUTES = 24 * 60 };
	struct rtk_cell text = trimmed(cell);
	struct rtk_date date = RTK_DATE_NONE;
	const char *time = text.bytes + TIME;

	if (rtk_field_date_time(&date, cell, err) != 0)
		return -1;
	if (text.size <= TIME) {
		(void)rtk_fail(err, RTK_E_TIME_FORM);
		return fail_cell(&text, err);
	}
	*out = (int64_t)date.v * DAY_MINUTES +
	    ((time[0] - '0') * 10 + time[1] - '0') * HOUR_MINUTES +
	    (time[3] - '0') * 10 + time[4] - '0';
	return 0;
}

int
rtk_field_period(
    struct rtk_period *out, const struct rtk_cell *cell, struct rtk_err *err)
{
	struct rtk_cell text = trimmed(cell);

	if (text.size == 0)
		return fail_empty(cell, err);
	if (rtk_period_parse(out, text.bytes, text.size, err) != 0)
		return fail_cell(&text, err);
	return 0;
}

bool
rtk_field_named(const char *names, const char *text, size_t size)
{
	const char *end;

	for (; names != NULL; names = end != NULL ? end + 1 : NULL) {
		end = strchr(names, '|');
		if (rtk_utf8_same(names,
			end != NULL ? (size_t)(end - names) : strlen(names),
			text, size))
			return true;
	}
	return false;
}

static int
fail_choice(const struct rtk_cell *cell, const struct rtk_word *words,
    struct rtk_err *err)
{
	char list[200];
	size_t size = 0;

	for (; words->word != NULL; words++) {
		size_t more = strlen(words->word);

		if (size + more + 3 > sizeof(list))
			break;
		if (size > 0) {
			memcpy(list + size, ", ", 2);
			size += 2;
		}
		memcpy(list + size, words->word, more);
		size += more;
	}
	(void)rtk_failf(err, RTK_E_ROW_CHOICE, "%.*s", (int)size, list);
	return fail_cell(cell, err);
}

int
rtk_field_choice(int *out, const struct rtk_cell *cell,
    const struct rtk_word *words, struct rtk_err *err)
{
	struct rtk_cell text = trimmed(cell);

	if (text.size == 0)
		return fail_empty(cell, err);
	for (const struct rtk_word *w = words; w->word != NULL; w++) {
		if (!rtk_field_named(w->word, text.bytes, text.size) &&
		    !rtk_field_named(w->alias, text.bytes, text.size))
			continue;
		*out = w->value;
		return 0;
	}
	return fail_choice(&text, words, err);
}

int
rtk_field_bool(bool *out, const struct rtk_cell *cell, struct rtk_err *err)
{
	static const struct rtk_word words[] = {
	    {"yes", "да|1", true}, {"no", "нет|0", false}, {NULL, NULL, 0}};
	int value = 0;

	if (rtk_field_choice(&value, cell, words, err) != 0)
		return -1;
	*out = value != 0;
	return 0;
}
