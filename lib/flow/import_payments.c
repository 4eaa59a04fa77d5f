#include "base/base.h"

#include "flow/import_money.h"

#include <string.h>

#include "flow/import_register.h"

enum { ACCOUNT, DATE, AMOUNT, ID, CHANNEL, PERIOD, PURPOSE, COLUMNS };

enum { ID_LETTERS = 64, CHANNEL_LETTERS = 64 };

static const struct rtk_column columns[COLUMNS] = {
    [ACCOUNT] = {"account", "лицевой счет|лс|счет", true},
    [DATE] = {"date", "дата|дата платежа", true},
    [AMOUNT] = {"amount", "сумма|сумма платежа", true},
    [ID] = {"id", "номер операции|идентификатор", false},
    [CHANNEL] = {"channel", "канал", false},
    [PERIOD] = {"period", "период", false},
    [PURPOSE] = {"purpose", "назначение", false},
};

static const struct rtk_word purposes[] = {
    {"services", "услуги", 0},
    {"penalty", "пени|пеня", 1},
    {NULL, NULL, 0},
};

static int
read_choices(struct rtk_money_row *row, const struct rtk_cell *cells,
    struct rtk_err *err)
{
	struct rtk_period period = {-1};
	int penalty = 0;

	if (!rtk_field_empty(&cells[PERIOD]) &&
	    rtk_field_period(&period, &cells[PERIOD], err) < 0)
		return -1;
	if (!rtk_field_empty(&cells[PURPOSE]) &&
	    rtk_field_choice(&penalty, &cells[PURPOSE], purposes, err) < 0)
		return -1;
	row->for_period = (int16_t)period.v;
	row->penalty = penalty == 1;
	return 0;
}

/* Texts live as long as the file; a quoted one must be copied. */
static const char *
keep(struct rtk_import *import, const struct rtk_cell *cell)
{
	const struct rtk_buf *file = &import->bytes;

	if (cell->bytes >= file->bytes &&
	    cell->bytes < file->bytes + file->size)
		return cell->bytes;
	return rtk_arena_copy(&import->arena, cell->bytes, cell->size);
}

/* Channels repeat: a word is copied when it is not that of the row before. */
static const char *
keep_channel(struct rtk_money *money, const struct rtk_cell *cell)
{
	const char *before =
	    money->count > 0 ? money->rows[money->count - 1].channel : "";

	if (cell->size == 0)
		return "";
	if (strlen(before) == cell->size &&
	    memcmp(before, cell->bytes, cell->size) == 0)
		return before;
	return rtk_arena_copy(&money->import->arena, cell->bytes, cell->size);
}

static int
check_row(const struct rtk_money_row *row, const struct rtk_cell *cells,
    struct rtk_date as_of, struct rtk_err *err)
{
	const struct rtk_cell *bad = &cells[AMOUNT];

	if (row->amount_kop == 0) {
		rtk_fail(err, RTK_E_PAYMENT_CHECK);
	} else if (row->amount_kop > RTK_AMOUNT_KOP_MAX ||
	    row->amount_kop < -RTK_AMOUNT_KOP_MAX) {
		rtk_fail(err, RTK_E_NUM_RANGE);
	} else if (row->paid_day > as_of.v) {
		rtk_fail(err, RTK_E_PAYMENT_FUTURE);
		bad = &cells[DATE];
	} else {
		return 0;
	}
	return rtk_err_cell(err, bad->column, bad->bytes, bad->size);
}

/* A row of the file as one of money; -1: a fault of the row. */
static int
read_row(struct rtk_money_row *row, struct rtk_money *money,
    const struct rtk_csvin_row *source, struct rtk_err *err)
{
	const struct rtk_cell *cells = source->cells;
	struct rtk_cell account, id, channel;
	struct rtk_date paid;

	*row = (struct rtk_money_row){.raw = source->raw,
	    .raw_size = (uint32_t)source->raw_size,
	    .line = (uint32_t)source->line};
	if (rtk_field_text_required(
		&account, &cells[ACCOUNT], RTK_ACCOUNT_TEXT_MAX, err) < 0 ||
	    rtk_field_date_time(&paid, &cells[DATE], err) < 0 ||
	    rtk_field_decimal(
		&row->amount_kop, &cells[AMOUNT], RTK_KOP_SCALE, err) < 0 ||
	    rtk_field_text(&id, &cells[ID], ID_LETTERS, err) < 0 ||
	    rtk_field_text(&channel, &cells[CHANNEL], CHANNEL_LETTERS, err) <
		0 ||
	    read_choices(row, cells, err) < 0)
		return -1;
	row->paid_day = paid.v;
	if (check_row(row, cells, money->import->as_of, err) < 0)
		return -1;
	row->account = keep(money->import, &account);
	row->account_size = (uint16_t)account.size;
	row->operation = id.size > 0 ? keep(money->import, &id) : NULL;
	row->operation_size = (uint16_t)id.size;
	row->channel = keep_channel(money, &channel);
	return 0;
}

static void
add_row(struct rtk_money *money, const struct rtk_csvin *in,
    const struct rtk_csvin_row *source)
{
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_money_row row;

	if (rtk_csvin_check(in, source, &fault) == 0 &&
	    read_row(&row, money, source, &fault) == 0) {
		rtk_money_add(money, &row);
		return;
	}
	rtk_money_put_aside(money,
	    (struct rtk_money_bad){.raw = source->raw,
		.raw_size = (uint32_t)source->raw_size,
		.line = (uint32_t)source->line},
	    &fault);
}

int
rtk_payments_csv_read(struct rtk_money *money, const struct rtk_bankfile *file,
    struct rtk_err *err)
{
	const struct rtk_csvin_source source = {.file = money->import->file,
	    .text = file != NULL ? file->text : NULL,
	    .size = file != NULL ? file->size : 0,
	    .columns = columns,
	    .column_count = COLUMNS};
	const struct rtk_csvin_row *row;
	struct rtk_csvin *in;
	int rc;

	if (file != NULL)
		rc = rtk_csvin_open(&in, &source, err);
	else
		rc = rtk_import_open_table(
		    &in, money->import, columns, COLUMNS, err);
	if (rc < 0)
		return -1;
	while ((rc = rtk_csvin_next(in, &row, err)) == 0 && row != NULL)
		add_row(money, in, row);
	for (size_t i = 0; i < money->bad_count; i++)
		rtk_err_at(money->bad[i].fault, money->import->file,
		    money->bad[i].line);
	rtk_csvin_close(in);
	return rc;
}

bool
rtk_payments_csv_is(const char *text, size_t size)
{
	const struct rtk_csvin_source source = {.text = text,
	    .size = size,
	    .columns = columns,
	    .column_count = COLUMNS};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_csvin *in;

	if (rtk_csvin_open(&in, &source, &err) < 0)
		return false;
	rtk_csvin_close(in);
	return true;
}

int
rtk_import_payments(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_money money;
	int rc = rtk_money_begin(&money, import, err);

	money.source = "cash";
	if (rc == 0)
		rc = rtk_payments_csv_read(&money, NULL, err);
	if (rc == 0)
		rc = rtk_money_store(&money, err);
	rtk_money_release(&money);
	return rc;
}
