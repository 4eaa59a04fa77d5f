#include "base/base.h"

#include "flow/import_money.h"

#include <string.h>

#include "io/register_sber.h"
#include "store/bank.h"
#include "store/registry.h"
#include "text/encoding.h"

/* Across the zones of the country a payment may be a day ahead of its bank. */
enum { DAYS_LATE = 1 };

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

static struct rtk_money_row
row_of(const struct rtk_register *reg, const struct rtk_register_row *row)
{
	static const char *const channels[] = {
	    "", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
	bool told = row->channel >= 0 && row->channel <= 9;
	struct rtk_register_texts texts;

	rtk_register_texts(&texts, reg, row);
	return (struct rtk_money_row){
	    .raw = row->raw,
	    .raw_size = row->raw_size,
	    .operation =
		texts.operation.size > 0 ? texts.operation.bytes : NULL,
	    .operation_size = (uint16_t)texts.operation.size,
	    .account = texts.account.bytes,
	    .account_size = (uint16_t)texts.account.size,
	    .channel = channels[told ? row->channel : 0],
	    .amount_kop = row->gross.v,
	    .commission_kop = row->commission.v,
	    .line = (uint32_t)row->line,
	    .paid_day = row->date.v,
	    .for_period = (int16_t)row->period.v,
	    .future = row->date.v > reg->order_date.v + DAYS_LATE,
	};
}

/* Sums of the rows that were taken; they are checked against the batch. */
static void
add_new_rows(struct rtk_register_figures *sums, const struct rtk_money *money)
{
	for (size_t i = 0; i < money->taken; i++) {
		const struct rtk_money_row *row = money->order[i];

		sums->new_gross.v += row->amount_kop;
		sums->new_transfer.v += row->amount_kop - row->commission_kop;
	}
	RTK_ASSERT(sums->new_gross.v == money->import->result.amount.v);
	sums->first_entry = money->first_entry;
	sums->first_period = money->book.open;
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

static void
set_sums(struct rtk_register_figures *out, struct rtk_import *import,
    const struct rtk_register *reg)
{
	*out = (struct rtk_register_figures){
	    .batch = import->batch,
	    .format = "sber",
	    .own_account = rtk_arena_copy(
		&import->arena, reg->own_account, strlen(reg->own_account)),
	    .order_number = rtk_arena_copy(&import->arena,
		reg->order_number.bytes, reg->order_number.size),
	    .order_day = reg->order_date,
	    .rows = (int64_t)reg->row_count,
	    .gross = reg->gross,
	    .transfer = reg->transfer,
	    .commission = reg->commission,
	};
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

/* Told row by row: the dispatcher refuses the file. */
static int
refused(const struct rtk_import *import, struct rtk_err *err)
{
	if (import->faults == 0)
		return -1;
	rtk_err_clear(err);
	return 0;
}

static int
take_register(
    struct rtk_money *money, struct rtk_bankfile *file, struct rtk_err *err)
{
	struct rtk_import *import = money->import;
	struct rtk_register_figures sums;
	struct rtk_register reg;

	if (rtk_register_sber_parse(&reg, file, err) < 0)
		return refused(import, err);
	if (check_own(import, &reg, err) < 0)
		return -1;
	check_dates(import, &reg);
	if (import->faults > 0)
		return 0;
	for (size_t i = 0; i < reg.row_count; i++) {
		struct rtk_money_row row = row_of(&reg, &reg.rows[i]);

		rtk_money_add(money, &row);
	}
	set_sums(&sums, import, &reg);
	/* the rows of the parser are not needed any more */
	rtk_arena_release(file->arena);
	if (rtk_money_store(money, err) < 0)
		return -1;
	if (import->faults > 0)
		return 0;
	add_new_rows(&sums, money);
	return rtk_register_add(import->db, &sums, err);
}

int
rtk_import_register(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_events events = rtk_money_events(import);
	struct rtk_arena arena = {0};
	struct rtk_bankfile file = {
	    .name = import->file, .arena = &arena, .events = &events};
	struct rtk_money money;
	int rc = -1;

	if (rtk_money_begin(&money, import, err) == 0 &&
	    rtk_money_convert(
		&file.text, &file.size, import, RTK_ENCODING_BANK, err) == 0 &&
	    require_format(import, file.text, file.size, err) == 0) {
		money.source = "sber";
		money.strict = true;
		rc = take_register(&money, &file, err);
	}
	rtk_money_release(&money);
	rtk_arena_release(&arena);
	return rc;
}
