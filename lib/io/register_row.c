#include "base/base.h"

#include "io/register_row.h"

#include <string.h>

#include "model.h"
#include "num/decimal.h"
#include "text/utf8.h"

enum {
	LEFT = 6,             /* fields before the name of the payer */
	TEXT_LETTERS_MAX = 64 /* of operation and account */
};

void
rtk_register_row_split(
    struct rtk_register_fields *out, const char *at, size_t size)
{
	const char *end = at + size, *stop;

	out->count = 0;
	for (;; at = stop + 1) {
		stop = memchr(at, ';', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		if (out->count < RTK_REGISTER_FIELDS_MAX)
			out->at[out->count] =
			    rtk_bank_trim(at, (size_t)(stop - at));
		out->count++;
		if (stop == end)
			return;
	}
}

bool
rtk_register_row_arrange(
    struct rtk_register_fields *fields, enum rtk_register_format format)
{
	const size_t right = (size_t)format - LEFT - 1;
	struct rtk_bank_text *at = fields->at;
	const char *end;
	size_t from;

	if (fields->count < (size_t)format ||
	    fields->count > RTK_REGISTER_FIELDS_MAX)
		return false;
	from = fields->count - right;
	end = at[from - 1].bytes + at[from - 1].size;
	at[RTK_REGISTER_PAYER].size =
	    (size_t)(end - at[RTK_REGISTER_PAYER].bytes);
	memmove(at + RTK_REGISTER_PAYER + 1, at + from, right * sizeof(*at));
	if (format == RTK_REGISTER_SBER_12)
		at[RTK_REGISTER_CHANNEL] = (struct rtk_bank_text){"", 0};
	return true;
}

/* --- one row ----------------------------------------------------------- */

int
rtk_register_row_check(
    struct rtk_bank_text text, const char *column, struct rtk_err *err)
{
	if (rtk_utf8_length(text.bytes, text.size) > TEXT_LETTERS_MAX) {
		(void)rtk_failf(err, RTK_E_ROW_LONG, "%d", TEXT_LETTERS_MAX);
		return rtk_err_cell(err, column, text.bytes, text.size);
	}
	for (size_t i = 0; i < text.size; i++) {
		if ((unsigned char)text.bytes[i] >= ' ')
			continue;
		(void)rtk_fail(err, RTK_E_ROW_CONTROL);
		return rtk_err_cell(err, column, "", 0);
	}
	return 0;
}

int32_t
rtk_register_row_number(struct rtk_bank_text text, size_t digits)
{
	int32_t value = 0;

	if (text.size == 0 || text.size > digits)
		return -1;
	for (size_t i = 0; i < text.size; i++) {
		if (text.bytes[i] < '0' || text.bytes[i] > '9')
			return -1;
		value = value * 10 + text.bytes[i] - '0';
	}
	return value;
}

/* MMYY. The payer types it at a terminal: a month 00 or 13 is no month. */
static int
read_period(struct rtk_register_row *row, struct rtk_bank_text text,
    struct rtk_err *err)
{
	int32_t value = rtk_register_row_number(text, 4);

	row->period.v = -1;
	if (text.size == 0)
		return 0;
	if (text.size != 4 || value < 0) {
		(void)rtk_failf(err, RTK_E_ROW_FORM, "MMYY");
		return rtk_err_cell(err, "period", text.bytes, text.size);
	}
	if (value / 100 >= 1 && value / 100 <= 12)
		row->period.v = value % 100 * 12 + value / 100 - 1;
	return 0;
}

static int
read_channel(struct rtk_register_row *row, struct rtk_bank_text text,
    struct rtk_err *err)
{
	int32_t value = rtk_register_row_number(text, 2);

	row->channel = 0;
	if (text.size == 0)
		return 0;
	if (value < 0) {
		(void)rtk_failf(err, RTK_E_ROW_FORM, "1-6");
		return rtk_err_cell(err, "channel", text.bytes, text.size);
	}
	row->channel = value;
	return 0;
}

int
rtk_register_row_sums(struct rtk_register_sums *out,
    const struct rtk_bank_text at[3], struct rtk_err *err)
{
	struct rtk_register_sums sums;

	if (rtk_bankfile_sum(&sums.gross, at[0], "sum", err) != 0 ||
	    rtk_bankfile_sum(&sums.transfer, at[1], "transfer", err) != 0 ||
	    rtk_bankfile_sum(&sums.commission, at[2], "commission", err) != 0)
		return -1;
	*out = sums;
	return 0;
}

int
rtk_register_row_sums_check(
    const struct rtk_register_sums *sums, struct rtk_err *err)
{
	char gross[RTK_DECIMAL_TEXT], transfer[RTK_DECIMAL_TEXT];
	char commission[RTK_DECIMAL_TEXT];
	int64_t sum;

	if (!__builtin_add_overflow(
		sums->transfer.v, sums->commission.v, &sum) &&
	    sum == sums->gross.v)
		return 0;
	return rtk_failf(err, RTK_E_BANK_ROW_SUM, "%s <> %s + %s",
	    rtk_decimal_text(gross, sums->gross.v, RTK_KOP_SCALE, 2),
	    rtk_decimal_text(transfer, sums->transfer.v, RTK_KOP_SCALE, 2),
	    rtk_decimal_text(commission, sums->commission.v, RTK_KOP_SCALE, 2));
}

/* The sum of a row is that of one payment; a total may be larger. */
static int
check_size(struct rtk_kop gross, struct rtk_bank_text text, struct rtk_err *err)
{
	if (gross.v <= RTK_AMOUNT_KOP_MAX && gross.v >= -RTK_AMOUNT_KOP_MAX)
		return 0;
	(void)rtk_fail(err, RTK_E_NUM_RANGE);
	return rtk_err_cell(err, "sum", text.bytes, text.size);
}

int
rtk_register_row_read(struct rtk_register_row *row,
    struct rtk_register_fields *fields, enum rtk_register_format format,
    struct rtk_err *err)
{
	const struct rtk_bank_text *at = fields->at;
	struct rtk_register_sums sums;

	if (!rtk_register_row_arrange(fields, format))
		return rtk_failf(err, RTK_E_BANK_COLUMNS, "%zu <> %d",
		    fields->count, (int)format);
	if (rtk_bankfile_date(&row->date, at[RTK_REGISTER_DATE], "date", err) !=
		0 ||
	    rtk_bankfile_time(
		&row->time_s, at[RTK_REGISTER_TIME], "time", err) != 0 ||
	    rtk_register_row_check(
		at[RTK_REGISTER_OPERATION], "operation", err) != 0 ||
	    rtk_register_row_check(at[RTK_REGISTER_ACCOUNT], "account", err) !=
		0 ||
	    read_period(row, at[RTK_REGISTER_PERIOD], err) != 0 ||
	    rtk_register_row_sums(&sums, at + RTK_REGISTER_GROSS, err) != 0 ||
	    rtk_register_row_sums_check(&sums, err) != 0 ||
	    check_size(sums.gross, at[RTK_REGISTER_GROSS], err) != 0 ||
	    read_channel(row, at[RTK_REGISTER_CHANNEL], err) != 0)
		return -1;
	row->gross = sums.gross;
	row->transfer = sums.transfer;
	row->commission = sums.commission;
	return 0;
}
