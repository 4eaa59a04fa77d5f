#include "base/base.h"

#include "io/payments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/register_row.h"
#include "model.h"
#include "num/decimal.h"

/* --- sums -------------------------------------------------------------- */

static bool
is_large(struct rtk_kop sum)
{
	return sum.v > RTK_AMOUNT_KOP_MAX || sum.v < -RTK_AMOUNT_KOP_MAX;
}

int
rtk_payment_complete(struct rtk_payment_sums *sums, struct rtk_err *err)
{
	char text[3][RTK_DECIMAL_TEXT];

	if (is_large(sums->gross) || is_large(sums->transfer) ||
	    is_large(sums->commission))
		return rtk_fail(err, RTK_E_NUM_RANGE);
	if (!sums->has_transfer)
		sums->transfer.v = sums->gross.v - sums->commission.v;
	else if (!sums->has_commission)
		sums->commission.v = sums->gross.v - sums->transfer.v;
	if (sums->transfer.v + sums->commission.v == sums->gross.v)
		return 0;
	return rtk_failf(err, RTK_E_BANK_ROW_SUM, "%s <> %s + %s",
	    rtk_decimal_text(text[0], sums->gross.v, RTK_KOP_SCALE, 2),
	    rtk_decimal_text(text[1], sums->transfer.v, RTK_KOP_SCALE, 2),
	    rtk_decimal_text(text[2], sums->commission.v, RTK_KOP_SCALE, 2));
}

void
rtk_payments_add_up(struct rtk_payments *out)
{
	out->gross.v = out->transfer.v = out->commission.v = 0;
	/* rows are at most 1e7, their sums at most 2e11 each */
	for (size_t i = 0; i < out->row_count; i++) {
		out->gross.v += out->rows[i].gross.v;
		out->transfer.v += out->rows[i].transfer.v;
		out->commission.v += out->rows[i].commission.v;
	}
	RTK_ASSERT(out->gross.v == out->transfer.v + out->commission.v);
}

void
rtk_payments_compare(struct rtk_bankfile_faults *faults, long line,
    const char *column, const struct rtk_kop figures[2])
{
	char told[RTK_DECIMAL_TEXT], found[RTK_DECIMAL_TEXT];
	struct rtk_err fault = RTK_ERR_INIT;

	if (figures[0].v == figures[1].v)
		return;
	(void)rtk_failf(&fault, RTK_E_BANK_TOTAL, "%s <> %s",
	    rtk_decimal_text(told, figures[0].v, RTK_KOP_SCALE, 2),
	    rtk_decimal_text(found, figures[1].v, RTK_KOP_SCALE, 2));
	(void)rtk_err_cell(&fault, column, told, strlen(told));
	rtk_bankfile_fault(faults, line, &fault);
}

/* --- months ------------------------------------------------------------ */

struct rtk_period
rtk_payment_period(struct rtk_bank_text text)
{
	struct rtk_bank_text month = text, year = text;
	struct rtk_period period = {-1};
	int32_t m, y;

	if (text.size == 4) {
		month.size = year.size = 2;
		year.bytes += 2;
	} else if (text.size == 7) {
		bool first = text.bytes[4] == '-';

		month.size = 2;
		year.size = 4;
		*(first ? &month.bytes : &year.bytes) += first ? 5 : 3;
	} else {
		return period;
	}
	m = rtk_register_row_number(month, 2);
	y = rtk_register_row_number(year, 4);
	if (year.size == 4)
		y -= 2000;
	if (m >= 1 && m <= 12 && y >= 0 && y <= 99)
		period.v = y * 12 + m - 1;
	return period;
}

/* --- operations -------------------------------------------------------- */

/* A payment with the text that it is put in order by. */
struct mark {
	struct rtk_bank_text text;
	struct rtk_payment *row;
};

static int
compare_texts(const struct mark *a, const struct mark *b)
{
	size_t size = a->text.size < b->text.size ? a->text.size : b->text.size;
	int order = memcmp(a->text.bytes, b->text.bytes, size);

	if (order == 0)
		order = (a->text.size > b->text.size) -
		    (a->text.size < b->text.size);
	/* a payment, and what takes it back */
	if (order == 0)
		order = (a->row->gross.v < 0) - (b->row->gross.v < 0);
	return order;
}

static int
compare_rows(const struct rtk_payment *a, const struct rtk_payment *b)
{
	return (a > b) - (a < b);
}

static int
compare_marks(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;
	int order = compare_texts(a, b);

	return order != 0 ? order : compare_rows(a->row, b->row);
}

static struct rtk_bank_text
numbered(struct rtk_bank_text text, size_t number, struct rtk_arena *arena)
{
	struct rtk_buf buf = {0};
	struct rtk_bank_text out;

	rtk_buf_add_byte(&buf, '~');
	rtk_buf_add(&buf, text.bytes, text.size);
	if (number > 0)
		rtk_buf_addf(&buf, "#%zu", number + 1);
	out.bytes = rtk_arena_copy(arena, buf.bytes, buf.size);
	out.size = buf.size;
	rtk_buf_release(&buf);
	return out;
}

void
rtk_payments_identify(struct rtk_payments *payments,
    const struct rtk_bank_text *identities, struct rtk_arena *arena)
{
	struct mark *marks =
	    rtk_alloc((payments->row_count + 1) * sizeof(*marks));
	size_t count = 0, twin = 0;

	for (size_t i = 0; i < payments->row_count; i++)
		if (identities[i].size > 0 &&
		    payments->rows[i].operation.size == 0)
			marks[count++] =
			    (struct mark){identities[i], &payments->rows[i]};
	qsort(marks, count, sizeof(*marks), compare_marks);
	for (size_t i = 0; i < count; i++) {
		bool same =
		    i > 0 && compare_texts(&marks[i - 1], &marks[i]) == 0;

		twin = same ? twin + 1 : 0;
		marks[i].row->operation = numbered(marks[i].text, twin, arena);
	}
	free(marks);
}

static int
compare_lines(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	return compare_rows(a->row, b->row);
}

static void
tell_doubled(struct rtk_bankfile_faults *faults, const struct mark *mark)
{
	struct rtk_bank_text operation = mark->row->operation;
	struct rtk_err fault = RTK_ERR_INIT;

	/* the text became that of the line on which it stood before */
	(void)rtk_failf(&fault, RTK_E_BANK_OPERATION, "%s", mark->text.bytes);
	(void)rtk_err_cell(
	    &fault, "operation", operation.bytes, operation.size);
	rtk_bankfile_fault(faults, mark->row->line, &fault);
}

void
rtk_payments_check(
    const struct rtk_payments *payments, struct rtk_bankfile_faults *faults)
{
	struct mark *marks =
	    rtk_alloc((payments->row_count + 1) * sizeof(*marks));
	struct rtk_arena *arena = faults->file->arena;
	size_t count = 0, doubled = 0;

	for (size_t i = 0; i < payments->row_count; i++) {
		struct rtk_payment *row = &payments->rows[i];

		if (row->operation.size > 0)
			marks[count++] = (struct mark){row->operation, row};
	}
	qsort(marks, count, sizeof(*marks), compare_marks);
	for (size_t i = 1; i < count; i++) {
		char line[16];
		int size;

		if (compare_texts(&marks[i - 1], &marks[i]) != 0)
			continue;
		size = snprintf(
		    line, sizeof(line), "%d", (int)marks[i - 1].row->line);
		/* marks[i] is needed yet: its twin may stand behind it */
		marks[doubled].row = marks[i].row;
		marks[doubled++].text.bytes =
		    rtk_arena_copy(arena, line, (size_t)size);
	}
	qsort(marks, doubled, sizeof(*marks), compare_lines);
	for (size_t i = 0; i < doubled; i++)
		tell_doubled(faults, &marks[i]);
	free(marks);
}

void
rtk_payments_hand_over(struct rtk_payments *out, struct rtk_arena *arena)
{
	void *rows = out->rows, *readings = out->readings;

	out->rows =
	    rtk_arena_get(arena, (out->row_count + 1) * sizeof(*out->rows));
	if (out->row_count > 0)
		memcpy(out->rows, rows, out->row_count * sizeof(*out->rows));
	out->readings = rtk_arena_get(
	    arena, (out->reading_count + 1) * sizeof(*out->readings));
	if (out->reading_count > 0)
		memcpy(out->readings, readings,
		    out->reading_count * sizeof(*out->readings));
	free(rows);
	free(readings);
}
