#include "base/base.h"

#include "flow/import_register.h"

#include <string.h>

#include "flow/import_money.h"
#include "io/register_sber.h"
#include "store/bank.h"
#include "store/registry.h"
#include "text/encoding.h"

/* Across the zones of the country a payment may be a day ahead of its bank. */
enum { DAYS_LATE = 1 };

/* The file name carries our INN and account: another's file is refused. */
int
rtk_register_check_own(struct rtk_import *import, const char *own_inn,
    const char *own_account, struct rtk_err *err)
{
	struct rtk_err account = RTK_ERR_INIT, inn = RTK_ERR_INIT;
	const char *value;
	int rc = rtk_company_value(import->db, "bank_account", &value, err);

	if (rc < 0)
		return -1;
	if (rc == 1 && value[0] != '\0' && own_account[0] != '\0' &&
	    strcmp(value, own_account) != 0) {
		rtk_failf(&account, RTK_E_BANK_OWN_ACCOUNT, "%s", own_account);
		rtk_import_fault(import, &account);
	}
	rc = rtk_company_value(import->db, "inn", &value, err);
	if (rc == 1 && value[0] != '\0' && own_inn[0] != '\0' &&
	    strcmp(value, own_inn) != 0) {
		rtk_failf(&inn, RTK_E_BANK_OWN_ACCOUNT, "%s", own_inn);
		rtk_import_fault(import, &inn);
	}
	return rc < 0 ? -1 : 0;
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

int
rtk_register_store(struct rtk_money *money, struct rtk_register_figures *sums,
    struct rtk_err *err)
{
	struct rtk_import *import = money->import;

	if (rtk_money_store(money, err) < 0)
		return -1;
	if (import->faults > 0)
		return 0;
	add_new_rows(sums, money);
	return rtk_register_add(import->db, sums, err);
}

/* A payment of tomorrow is a wrong file or a wrong clock: neither is taken. */
void
rtk_register_check_day(
    struct rtk_import *import, struct rtk_date day, long line)
{
	struct rtk_err fault = RTK_ERR_INIT;

	if (day.v <= import->as_of.v)
		return;
	rtk_fail(&fault, RTK_E_PAYMENT_FUTURE);
	rtk_err_at(&fault, import->file, line);
	rtk_import_fault(import, &fault);
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
take_sber(
    struct rtk_money *money, struct rtk_bankfile *file, struct rtk_err *err)
{
	struct rtk_import *import = money->import;
	struct rtk_register_figures sums;
	struct rtk_register reg;

	if (rtk_register_sber_parse(&reg, file, err) < 0)
		return rtk_import_told(import, err);
	if (rtk_register_check_own(import, reg.own_inn, reg.own_account, err) <
	    0)
		return -1;
	for (size_t i = 0; i < reg.row_count; i++)
		rtk_register_check_day(
		    import, reg.rows[i].date, reg.rows[i].line);
	if (import->faults > 0)
		return 0;
	for (size_t i = 0; i < reg.row_count; i++) {
		struct rtk_money_row row = row_of(&reg, &reg.rows[i]);

		rtk_money_add(money, &row);
	}
	set_sums(&sums, import, &reg);
	/* the rows of the parser are not needed any more */
	rtk_arena_release(file->arena);
	return rtk_register_store(money, &sums, err);
}

static int
take_register(struct rtk_money *money, struct rtk_bankfile *file,
    const char *format, struct rtk_err *err)
{
	money->strict = true;
	if (strcmp(format, "csv") == 0)
		return rtk_register_take_csv(money, file, err);
	if (strcmp(format, "sber") != 0) {
		/* readings that come along outlive the payments */
		file->arena = &money->import->arena;
		return rtk_register_take_payments(money, file, format, err);
	}
	money->source = "sber";
	return take_sber(money, file, err);
}

int
rtk_import_register(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_events events = rtk_money_events(import);
	struct rtk_arena arena = {0};
	struct rtk_bankfile file = {
	    .name = import->file, .arena = &arena, .events = &events};
	struct rtk_money money;
	const char *format;
	int rc = -1;

	if (rtk_money_begin(&money, import, err) == 0 &&
	    rtk_money_convert(
		&file.text, &file.size, import, RTK_ENCODING_BANK, err) == 0 &&
	    rtk_register_format(&format, import, file.text, file.size, err) ==
		0)
		rc = take_register(&money, &file, format, err);
	rtk_money_release(&money);
	rtk_arena_release(&arena);
	return rc;
}
