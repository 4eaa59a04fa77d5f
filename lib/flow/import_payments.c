#include "base/base.h"

#include "flow/import_money.h"

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

static const char *
text_of(struct rtk_import *import, const struct rtk_cell *cell)
{
	return rtk_money_text(import, cell->bytes, cell->size);
}

static int
read_choices(
    struct rtk_entry *e, const struct rtk_cell *cells, struct rtk_err *err)
{
	int penalty = 0;

	e->for_period.v = -1;
	if (!rtk_field_empty(&cells[PERIOD]) &&
	    rtk_field_period(&e->for_period, &cells[PERIOD], err) < 0)
		return -1;
	if (!rtk_field_empty(&cells[PURPOSE]) &&
	    rtk_field_choice(&penalty, &cells[PURPOSE], purposes, err) < 0)
		return -1;
	e->penalty = penalty == 1;
	return 0;
}

/* A row as an entry; -1: a fault of the row. */
static int
read_row(struct rtk_entry *e, struct rtk_import *import,
    const struct rtk_csvin_row *row, struct rtk_err *err)
{
	const struct rtk_cell *cells = row->cells;
	struct rtk_cell account, id, channel;

	if (rtk_field_text_required(
		&account, &cells[ACCOUNT], RTK_ACCOUNT_TEXT_MAX, err) < 0 ||
	    rtk_field_date_time(&e->paid, &cells[DATE], err) < 0 ||
	    rtk_field_decimal(
		&e->amount.v, &cells[AMOUNT], RTK_KOP_SCALE, err) < 0 ||
	    rtk_field_text(&id, &cells[ID], ID_LETTERS, err) < 0 ||
	    rtk_field_text(&channel, &cells[CHANNEL], CHANNEL_LETTERS, err) <
		0 ||
	    read_choices(e, cells, err) < 0)
		return -1;
	if (e->amount.v == 0) {
		rtk_fail(err, RTK_E_PAYMENT_CHECK);
		return rtk_err_cell(err, cells[AMOUNT].column,
		    cells[AMOUNT].bytes, cells[AMOUNT].size);
	}
	if (e->paid.v > import->as_of.v) {
		rtk_fail(err, RTK_E_PAYMENT_FUTURE);
		return rtk_err_cell(err, cells[DATE].column, cells[DATE].bytes,
		    cells[DATE].size);
	}
	e->account_text = text_of(import, &account);
	e->operation = id.size > 0 ? text_of(import, &id) : NULL;
	e->channel = text_of(import, &channel);
	e->sign = e->amount.v < 0 ? -1 : 1;
	return 0;
}

static int
take_row(struct rtk_money *money, struct rtk_csvin *in,
    const struct rtk_csvin_row *row, struct rtk_err *err)
{
	struct rtk_import *import = money->import;
	struct rtk_entry e = {.source = "cash", .line = row->line};
	struct rtk_err fault = RTK_ERR_INIT;
	enum rtk_money_fate fate;

	import->result.rows++;
	if (rtk_csvin_check(in, row, &fault) < 0 ||
	    read_row(&e, import, row, &fault) < 0)
		goto quarantine;
	e.raw = rtk_money_text(import, row->raw, row->raw_size);
	if (rtk_money_take(&fate, money, &e, &fault) < 0) {
		if (fault.fault == RTK_E_BANK_KNOWN_CHANGED)
			goto quarantine;
		*err = fault;
		return -1;
	}
	if (fate == RTK_MONEY_HANGS)
		rtk_money_tell_hanging(import, &e);
	return 0;
quarantine:
	rtk_err_at(&fault, import->file, row->line);
	return rtk_import_quarantine(
	    import, &fault, row->raw, row->raw_size, err);
}

int
rtk_import_payments(struct rtk_import *import, struct rtk_err *err)
{
	const struct rtk_csvin_row *row;
	struct rtk_money money;
	struct rtk_csvin *in;
	int rc;

	if (rtk_money_begin(&money, import, err) < 0 ||
	    rtk_import_open_table(&in, import, columns, COLUMNS, err) < 0)
		return -1;
	while ((rc = rtk_csvin_next(in, &row, err)) == 0 && row != NULL) {
		rc = take_row(&money, in, row, err);
		if (rc < 0)
			break;
		rtk_events_progress(
		    import->events, "rows", (uint64_t)import->result.rows, 0);
	}
	rtk_csvin_close(in);
	return rc;
}
