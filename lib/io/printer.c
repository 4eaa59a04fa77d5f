#include "base/base.h"

#include "io/printer.h"

#include <stdlib.h>
#include <string.h>

#include "io/printer_form.h"
#include "num/decimal.h"

/* Bytes kept back, so that a row is not a write. */
enum { WRITE_BYTES = 64 * 1024 };

static void
flush(struct rtk_printer *printer)
{
	const struct rtk_printer_options *o = &printer->options;

	if (printer->out.size > 0 && printer->err.fault == RTK_E_NONE &&
	    o->write(o->context, printer->out.bytes, printer->out.size,
		&printer->err) != 0)
		RTK_ASSERT(printer->err.fault != RTK_E_NONE);
	rtk_buf_reset(&printer->out);
}

struct rtk_printer *
rtk_printer_new(const struct rtk_printer_options *options)
{
	static const struct rtk_printer_steps *const steps[] = {
	    [RTK_PRINTER_TEXT] = &rtk_printer_text_steps,
	    [RTK_PRINTER_CSV] = &rtk_printer_csv_steps,
	    [RTK_PRINTER_JSON] = &rtk_printer_json_steps,
	};
	struct rtk_printer *printer = rtk_alloc(sizeof(*printer));

	RTK_ASSERT((size_t)options->form < RTK_COUNT(steps));
	*printer = (struct rtk_printer){
	    .options = *options,
	    .steps = steps[options->form],
	    .err = RTK_ERR_INIT,
	};
	if (printer->steps->open != NULL)
		printer->steps->open(printer);
	return printer;
}

void
rtk_printer_begin(
    struct rtk_printer *printer, const struct rtk_printer_block *block)
{
	RTK_ASSERT(!printer->open);
	RTK_ASSERT(block->column_count > 0);
	printer->block = *block;
	printer->open = true;
	printer->column = 0;
	printer->row_count = 0;
	if (printer->steps->begin != NULL)
		printer->steps->begin(printer);
	printer->block_count++;
	printer->table_count += !block->summary;
}

const struct rtk_printer_column *
rtk_printer_column_now(const struct rtk_printer *printer)
{
	return &printer->block.columns[printer->column];
}

static void
put(struct rtk_printer *printer, const struct rtk_printer_cell *cell)
{
	RTK_ASSERT(printer->open);
	RTK_ASSERT(!printer->block.summary || printer->row_count == 0);
	printer->steps->cell(printer, cell);
	if (++printer->column < printer->block.column_count)
		return;
	printer->column = 0;
	if (printer->steps->row_end != NULL)
		printer->steps->row_end(printer);
	printer->row_count++;
	if (printer->out.size >= WRITE_BYTES)
		flush(printer);
}

void
rtk_printer_none(struct rtk_printer *printer)
{
	struct rtk_printer_cell cell = {RTK_CELL_NONE, "", 0};

	put(printer, &cell);
}

void
rtk_printer_bytes(struct rtk_printer *printer, const char *bytes, size_t size)
{
	struct rtk_printer_cell cell = {RTK_CELL_TEXT, bytes, size};

	RTK_ASSERT(rtk_printer_column_now(printer)->type == RTK_PRINTER_STRING);
	put(printer, &cell);
}

void
rtk_printer_text(struct rtk_printer *printer, const char *text)
{
	if (text == NULL)
		rtk_printer_none(printer);
	else
		rtk_printer_bytes(printer, text, strlen(text));
}

static void
put_decimal(
    struct rtk_printer *printer, int64_t value, int scale, int decimals_min)
{
	char text[RTK_DECIMAL_TEXT];
	struct rtk_printer_cell cell = {RTK_CELL_NUMBER, text, 0};

	(void)rtk_decimal_text(text, value, scale, decimals_min);
	cell.size = strlen(text);
	put(printer, &cell);
}

void
rtk_printer_number(struct rtk_printer *printer, int64_t value)
{
	const struct rtk_printer_column *column =
	    rtk_printer_column_now(printer);

	RTK_ASSERT(column->type == RTK_PRINTER_NUMBER);
	put_decimal(printer, value, column->scale, column->decimals_min);
}

void
rtk_printer_money(struct rtk_printer *printer, struct rtk_kop amount)
{
	RTK_ASSERT(rtk_printer_column_now(printer)->type == RTK_PRINTER_MONEY);
	put_decimal(printer, amount.v, RTK_KOP_SCALE, RTK_KOP_SCALE);
}

void
rtk_printer_date(struct rtk_printer *printer, struct rtk_date date)
{
	char text[RTK_DATE_TEXT];

	rtk_printer_text(
	    printer, rtk_date_is_none(date) ? NULL : rtk_date_text(text, date));
}

void
rtk_printer_period(struct rtk_printer *printer, struct rtk_period period)
{
	char text[RTK_PERIOD_TEXT];

	rtk_printer_text(printer, rtk_period_text(text, period));
}

void
rtk_printer_flag(struct rtk_printer *printer, bool flag)
{
	struct rtk_printer_cell cell = {
	    RTK_CELL_FLAG, flag ? "yes" : "no", flag ? 3 : 2};

	RTK_ASSERT(rtk_printer_column_now(printer)->type == RTK_PRINTER_FLAG);
	put(printer, &cell);
}

void
rtk_printer_end(struct rtk_printer *printer)
{
	RTK_ASSERT(printer->open);
	RTK_ASSERT(printer->column == 0);
	RTK_ASSERT(!printer->block.summary || printer->row_count == 1);
	if (printer->steps->end != NULL)
		printer->steps->end(printer);
	printer->open = false;
	if (printer->out.size >= WRITE_BYTES)
		flush(printer);
}

void
rtk_printer_abandon(struct rtk_printer *printer)
{
	if (printer == NULL)
		return;
	rtk_buf_release(&printer->out);
	rtk_buf_release(&printer->later);
	rtk_buf_release(&printer->store.bytes);
	free(printer->store.ends);
	free(printer);
}

int
rtk_printer_close(struct rtk_printer *printer, struct rtk_err *err)
{
	int rc = 0;

	/* a table that is still open was given up: no more is said */
	if (!printer->open && printer->steps->close != NULL)
		printer->steps->close(printer);
	if (!printer->open)
		flush(printer);
	if (printer->err.fault != RTK_E_NONE) {
		*err = printer->err;
		rc = -1;
	}
	rtk_printer_abandon(printer);
	return rc;
}
