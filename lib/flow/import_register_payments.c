/* Registers by layouts, packs and payments.csv. */
#include "base/base.h"

#include "flow/import_register.h"

#include <string.h>

#include "base/file.h"
#include "io/register_format.h"
#include "io/register_layout.h"
#include "io/register_pack.h"
#include "text/encoding.h"

/* Across the zones of the country a payment may be a day ahead of its bank. */
enum { DAYS_LATE = 1 };

static const char map_prefix[] = "map:";

static bool
is_map(const char *format)
{
	return strncmp(format, map_prefix, strlen(map_prefix)) == 0;
}

/* --- which format ------------------------------------------------------ */

static bool
is_shipped(const char *format)
{
	struct rtk_bankfile file;
	const char *name;

	for (size_t i = 0;
	     (name = rtk_layout_shipped(i, &file.text, &file.size)) != NULL;
	     i++)
		if (strcmp(name, format) == 0)
			return true;
	return false;
}

static int
join_names(struct rtk_err *err, const struct rtk_register_formats *found)
{
	struct rtk_buf names = {0};
	int rc;

	for (size_t i = 0; i < found->count; i++)
		rtk_buf_addf(&names, "%s%s", i > 0 ? ", " : "", found->name[i]);
	rc = rtk_failf(err, RTK_E_BANK_FORMATS, "%s", names.bytes);
	rtk_buf_release(&names);
	return rc;
}

int
rtk_register_format(const char **out, const struct rtk_import *import,
    const char *text, size_t size, struct rtk_err *err)
{
	const char *format = import->job->format;
	struct rtk_register_formats found = {.count = 0};

	if (format != NULL) {
		*out = format;
		if (strcmp(format, "sber") == 0 || strcmp(format, "csv") == 0 ||
		    strcmp(format, "pack") == 0 || is_shipped(format) ||
		    is_map(format))
			return 0;
		return rtk_failf(err, RTK_E_USAGE, "--format: \"%s\"", format);
	}
	rtk_register_formats_find(&found, text, size);
	if (found.count < RTK_REGISTER_FORMATS_MAX &&
	    rtk_payments_csv_is(text, size))
		found.name[found.count++] = "csv";
	if (found.count == 1) {
		*out = found.name[0];
		return 0;
	}
	if (found.count > 1)
		(void)join_names(err, &found);
	else
		(void)rtk_fail(err, RTK_E_BANK_UNKNOWN_FORMAT);
	return rtk_err_at(err, import->file, 0);
}

/* --- layouts ----------------------------------------------------------- */

/* A layout of staff is a text in UTF-8 beside the files of the bank. */
static int
read_map(struct rtk_layout *out, const struct rtk_import *import,
    const struct rtk_bankfile *file, const char *path, struct rtk_err *err)
{
	struct rtk_bankfile map = *file;
	struct rtk_encoding_text text;
	struct rtk_buf bytes = {0};
	int rc = -1;

	map.name = rtk_file_name(path);
	if (rtk_file_read(&bytes, path, err) == 0 &&
	    rtk_encoding_convert(&text, &bytes, RTK_ENCODING_UTF8,
		RTK_ENCODING_BANK, err) == 0) {
		map.text = text.bytes;
		map.size = text.size;
		rc = rtk_layout_read(out, &map, err);
	}
	if (rc < 0 && import->faults == 0)
		(void)rtk_err_at(err, map.name, 0);
	rtk_buf_release(&bytes);
	return rc;
}

static int
read_layout(struct rtk_layout *out, const struct rtk_import *import,
    const struct rtk_bankfile *file, const char *format, struct rtk_err *err)
{
	struct rtk_bankfile text = *file;
	const char *name;

	memset(out, 0, sizeof(*out));
	if (is_map(format))
		return read_map(
		    out, import, file, format + strlen(map_prefix), err);
	for (size_t i = 0;
	     (name = rtk_layout_shipped(i, &text.text, &text.size)) != NULL;
	     i++)
		if (strcmp(name, format) == 0)
			break;
	RTK_ASSERT(name != NULL);
	text.name = name;
	return rtk_layout_read(out, &text, err);
}

/* --- rows -------------------------------------------------------------- */

/* Channels repeat: a word is copied when it is not that of the row before. */
static const char *
keep_channel(struct rtk_money *money, struct rtk_bank_text text)
{
	const char *before =
	    money->count > 0 ? money->rows[money->count - 1].channel : "";

	if (text.size == 0)
		return "";
	if (strlen(before) == text.size &&
	    memcmp(before, text.bytes, text.size) == 0)
		return before;
	return rtk_arena_copy(&money->import->arena, text.bytes, text.size);
}

static void
add_row(struct rtk_money *money, const struct rtk_payments *payments,
    const struct rtk_payment *p)
{
	const struct rtk_money_row row = {
	    .raw = p->raw,
	    .raw_size = p->raw_size,
	    .operation = p->operation.size > 0 ? p->operation.bytes : NULL,
	    .operation_size = (uint16_t)p->operation.size,
	    .account = p->account.size > 0 ? p->account.bytes : "",
	    .account_size = (uint16_t)p->account.size,
	    .channel = keep_channel(money, p->channel),
	    .amount_kop = p->gross.v,
	    .commission_kop = p->commission.v,
	    .line = (uint32_t)p->line,
	    .paid_day = p->date.v,
	    .for_period = (int16_t)p->period.v,
	    .penalty = p->penalty,
	    .future = p->date.v > payments->order_date.v + DAYS_LATE,
	};

	if (p->payment.size > 0 &&
	    !rtk_bank_text_same(p->payment, p->operation))
		rtk_money_add_refund(money, &row, p->payment);
	else
		rtk_money_add(money, &row);
}

static void
set_sums(struct rtk_register_figures *out, struct rtk_import *import,
    const struct rtk_payments *payments, const char *format)
{
	*out = (struct rtk_register_figures){
	    .batch = import->batch,
	    .format = rtk_arena_copy(&import->arena, format, strlen(format)),
	    .own_account = rtk_arena_copy(&import->arena, payments->own_account,
		strlen(payments->own_account)),
	    .order_number = rtk_arena_copy(&import->arena,
		payments->order_number.bytes, payments->order_number.size),
	    .order_day = payments->order_date,
	    .rows = (int64_t)payments->row_count,
	    .gross = payments->gross,
	    .transfer = payments->transfer,
	    .commission = payments->commission,
	};
}

static int
take_rows(struct rtk_money *money, const struct rtk_payments *payments,
    const char *format, struct rtk_err *err)
{
	struct rtk_import *import = money->import;
	struct rtk_register_figures sums;

	if (rtk_register_check_own(
		import, payments->own_inn, payments->own_account, err) < 0)
		return -1;
	for (size_t i = 0; i < payments->row_count; i++)
		rtk_register_check_day(
		    import, payments->rows[i].date, payments->rows[i].line);
	if (import->faults > 0)
		return 0;
	for (size_t i = 0; i < payments->row_count; i++)
		add_row(money, payments, &payments->rows[i]);
	set_sums(&sums, import, payments, format);
	import->readings = payments->readings;
	import->reading_count = payments->reading_count;
	return rtk_register_store(money, &sums, err);
}

static int
take_layout(struct rtk_money *money, struct rtk_bankfile *file,
    const struct rtk_layout *layout, struct rtk_err *err)
{
	struct rtk_payments payments;

	money->source = layout->source;
	if (rtk_register_layout_parse(&payments, layout, file, err) < 0)
		return rtk_import_told(money->import, err);
	return take_rows(money, &payments, layout->name, err);
}

int
rtk_register_take_payments(struct rtk_money *money, struct rtk_bankfile *file,
    const char *format, struct rtk_err *err)
{
	struct rtk_payments payments;
	struct rtk_layout layout;
	int rc;

	if (strcmp(format, "pack") == 0) {
		money->source = "pack";
		if (rtk_register_pack_parse(&payments, file, err) < 0)
			return rtk_import_told(money->import, err);
		return take_rows(money, &payments, "pack", err);
	}
	if (read_layout(&layout, money->import, file, format, err) < 0)
		rc = rtk_import_told(money->import, err);
	else
		rc = take_layout(money, file, &layout, err);
	rtk_layout_release(&layout);
	return rc;
}

/* --- payments.csv ------------------------------------------------------ */

/* Without control figures of its own: what the rows make together. */
int
rtk_register_take_csv(struct rtk_money *money,
    const struct rtk_bankfile *file, struct rtk_err *err)
{
	struct rtk_import *import = money->import;
	struct rtk_register_figures sums = {.batch = import->batch,
	    .format = "csv",
	    .own_account = "",
	    .order_number = "",
	    .order_day = RTK_DATE_NONE};
	struct rtk_err empty = RTK_ERR_INIT;

	money->source = "cash";
	if (rtk_payments_csv_read(money, file, err) < 0)
		return -1;
	for (size_t i = 0; i < money->count; i++) {
		const struct rtk_money_row *row = &money->rows[i];

		sums.gross.v += row->amount_kop;
		if (row->paid_day > sums.order_day.v)
			sums.order_day.v = row->paid_day;
	}
	sums.transfer = sums.gross;
	sums.rows = (int64_t)money->count;
	for (size_t i = 0; i < money->bad_count; i++)
		rtk_import_fault(import, money->bad[i].fault);
	if (money->count + money->bad_count == 0) {
		rtk_fail(&empty, RTK_E_BANK_EMPTY);
		rtk_import_fault(import, &empty);
	}
	if (import->faults > 0)
		return 0;
	return rtk_register_store(money, &sums, err);
}
