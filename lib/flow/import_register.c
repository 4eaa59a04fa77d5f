#include "base/base.h"

#include "flow/import_money.h"

#include <string.h>

#include "io/register_sber.h"
#include "store/bank.h"
#include "store/registry.h"
#include "text/encoding.h"

/* The file name carries our INN and account: another's file is refused. */
static int
check_own(struct rtk_import *import, const struct rtk_register *reg,
    struct rtk_err *err)
{
	struct rtk_err account = RTK_ERR_INIT, inn = RTK_ERR_INIT;
	const char *value;
	int rc = rtk_company_value(import->db, "bank_account", &value, err);

	if (rc < 0)
		return -1;
	if (rc == 1 && value[0] != '\0' && reg->own_account[0] != '\0' &&
	    strcmp(value, reg->own_account) != 0) {
		rtk_failf(
		    &account, RTK_E_BANK_OWN_ACCOUNT, "%s", reg->own_account);
		rtk_import_fault(import, &account);
	}
	rc = rtk_company_value(import->db, "inn", &value, err);
	if (rc == 1 && value[0] != '\0' && reg->own_inn[0] != '\0' &&
	    strcmp(value, reg->own_inn) != 0) {
		rtk_failf(&inn, RTK_E_BANK_OWN_ACCOUNT, "%s", reg->own_inn);
		rtk_import_fault(import, &inn);
	}
	return rc < 0 ? -1 : 0;
}

static const char *
text_of(struct rtk_import *import, struct rtk_bank_text text)
{
	return rtk_money_text(import, text.bytes, text.size);
}

static void
set_entry(struct rtk_entry *e, struct rtk_import *import,
    const struct rtk_register *reg, const struct rtk_register_row *row)
{
	struct rtk_register_texts texts;
	static const char *const channels[] = {
	    "", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

	rtk_register_texts(&texts, reg, row);
	*e = (struct rtk_entry){
	    .line = row->line,
	    .source = "sber",
	    .operation = texts.operation.size > 0
		? text_of(import, texts.operation)
		: NULL,
	    .sign = row->gross.v < 0 ? -1 : 1,
	    .paid = row->date,
	    .amount = row->gross,
	    .commission = row->commission,
	    .account_text = text_of(import, texts.account),
	    .for_period = row->period,
	    .channel = row->channel >= 0 && row->channel <= 9
		? channels[row->channel]
		: "",
	    .raw = rtk_money_text(import, row->raw, row->raw_size),
	};
}

static int
take_rows(struct rtk_money *money, const struct rtk_register *reg,
    struct rtk_err *err)
{
	struct rtk_import *import = money->import;

	for (size_t i = 0; i < reg->row_count; i++) {
		enum rtk_money_fate fate;
		struct rtk_entry e;

		set_entry(&e, import, reg, &reg->rows[i]);
		import->result.rows++;
		if (rtk_money_take(&fate, money, &e, err) < 0)
			return rtk_err_at(err, import->file, e.line);
		if (fate == RTK_MONEY_HANGS)
			rtk_money_tell_hanging(import, &e);
		rtk_events_progress(
		    import->events, "rows", i + 1, reg->row_count);
	}
	return 0;
}

/* A payment of tomorrow is a wrong file or a wrong clock: neither is taken. */
static void
check_dates(struct rtk_import *import, const struct rtk_register *reg)
{
	for (size_t i = 0; i < reg->row_count; i++) {
		struct rtk_err fault = RTK_ERR_INIT;

		if (reg->rows[i].date.v <= import->as_of.v)
			continue;
		rtk_fail(&fault, RTK_E_PAYMENT_FUTURE);
		rtk_err_at(&fault, import->file, reg->rows[i].line);
		rtk_import_fault(import, &fault);
	}
}

static int
store_register(struct rtk_import *import, const struct rtk_register *reg,
    struct rtk_err *err)
{
	struct rtk_register_row_sums sums = {
	    .batch = import->batch,
	    .format = "sber",
	    .own_account = reg->own_account,
	    .order_number = text_of(import, reg->order_number),
	    .order_day = reg->order_date,
	    .rows = (int64_t)reg->row_count,
	    .gross = reg->gross,
	    .transfer = reg->transfer,
	    .commission = reg->commission,
	};

	return rtk_register_add(import->db, &sums, err);
}

static int
require_format(const struct rtk_import *import, const char *text, size_t size,
    struct rtk_err *err)
{
	const char *format = import->job->format;

	if (format != NULL && strcmp(format, "sber") != 0) {
		rtk_failf(err, RTK_E_USAGE, "--format sber: \"%s\"", format);
		return -1;
	}
	if (format == NULL && !rtk_register_sber_is(text, size)) {
		rtk_fail(err, RTK_E_BANK_UNKNOWN_FORMAT);
		return rtk_err_at(err, import->file, 0);
	}
	return 0;
}

int
rtk_import_register(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_events events = rtk_money_events(import);
	struct rtk_bankfile file = {
	    .name = import->file, .arena = &import->arena, .events = &events};
	struct rtk_register reg;
	struct rtk_money money;

	if (rtk_money_begin(&money, import, err) < 0 ||
	    rtk_money_convert(
		&file.text, &file.size, import, RTK_ENCODING_BANK, err) < 0 ||
	    require_format(import, file.text, file.size, err) < 0)
		return -1;
	if (rtk_register_sber_parse(&reg, &file, err) < 0) {
		/* told row by row: the dispatcher refuses the file */
		if (import->faults == 0)
			return -1;
		rtk_err_clear(err);
		return 0;
	}
	if (check_own(import, &reg, err) < 0)
		return -1;
	check_dates(import, &reg);
	if (import->faults > 0)
		return 0;
	if (take_rows(&money, &reg, err) < 0)
		return -1;
	return store_register(import, &reg, err);
}
