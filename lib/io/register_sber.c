#include "base/base.h"

#include "io/register_sber.h"

#include <stdlib.h>
#include <string.h>

#include "io/register_row.h"
#include "num/decimal.h"
#include "text/lines.h"

enum { TOTAL_FIELDS = 6 };

struct parser {
	const struct rtk_bankfile *file;
	struct rtk_bankfile_faults faults;
	struct rtk_register reg;
	long total_line; /* 0: not met yet */
	bool total_good;
	int64_t total_count;
	size_t line_count; /* rows met, broken ones too */
};

/* --- total row --------------------------------------------------------- */

/* =N;gross;transfer;commission;order number;order date */
static int
read_total(
    struct parser *parser, const struct rtk_line *line, struct rtk_err *err)
{
	struct rtk_bank_text text = rtk_bank_trim(line->bytes, line->size);
	struct rtk_register *reg = &parser->reg;
	struct rtk_register_fields fields;
	struct rtk_register_sums sums;

	rtk_register_row_split(&fields, text.bytes + 1, text.size - 1);
	if (fields.count != TOTAL_FIELDS)
		return rtk_fail(err, RTK_E_BANK_TRAILER);
	parser->total_count = rtk_register_row_number(fields.at[0], 8);
	if (parser->total_count < 0) {
		(void)rtk_fail(err, RTK_E_BANK_TRAILER);
		return rtk_err_cell(
		    err, "count", fields.at[0].bytes, fields.at[0].size);
	}
	if (rtk_register_row_sums(&sums, fields.at + 1, err) != 0 ||
	    rtk_register_row_check(fields.at[4], "order", err) != 0 ||
	    rtk_bankfile_date(
		&reg->order_date, fields.at[5], "order date", err) != 0)
		return -1;
	reg->order_number = fields.at[4];
	reg->gross = sums.gross;
	reg->transfer = sums.transfer;
	reg->commission = sums.commission;
	return 0;
}

static void
compare_total(struct parser *parser, const char *column, struct rtk_kop total,
    struct rtk_kop rows)
{
	char total_text[RTK_DECIMAL_TEXT], rows_text[RTK_DECIMAL_TEXT];
	struct rtk_err fault = RTK_ERR_INIT;

	if (total.v == rows.v)
		return;
	(void)rtk_failf(&fault, RTK_E_BANK_TOTAL, "%s <> %s",
	    rtk_decimal_text(total_text, total.v, 2, 2),
	    rtk_decimal_text(rows_text, rows.v, 2, 2));
	(void)rtk_err_cell(&fault, column, total_text, strlen(total_text));
	rtk_bankfile_fault(&parser->faults, parser->total_line, &fault);
}

static bool
add_row(struct rtk_register_sums *sums, const struct rtk_register_row *row)
{
	return !__builtin_add_overflow(
		   sums->gross.v, row->gross.v, &sums->gross.v) &&
	    !__builtin_add_overflow(
		sums->transfer.v, row->transfer.v, &sums->transfer.v) &&
	    !__builtin_add_overflow(
		sums->commission.v, row->commission.v, &sums->commission.v);
}

static void
check_totals(struct parser *parser)
{
	const struct rtk_register *reg = &parser->reg;
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_register_sums sums = {
	    reg->gross, reg->transfer, reg->commission};

	if (rtk_register_row_sums_check(&sums, &fault) != 0)
		rtk_bankfile_fault(&parser->faults, parser->total_line, &fault);
	/* sums of rows of which one is broken tell nothing */
	if (reg->row_count != parser->line_count)
		return;
	fault = (struct rtk_err)RTK_ERR_INIT;
	sums = (struct rtk_register_sums){{0}, {0}, {0}};

	for (size_t i = 0; i < reg->row_count; i++) {
		if (add_row(&sums, &reg->rows[i]))
			continue;
		(void)rtk_fail(&fault, RTK_E_NUM_RANGE);
		rtk_bankfile_fault(&parser->faults, reg->rows[i].line, &fault);
		return;
	}
	compare_total(parser, "sum", reg->gross, sums.gross);
	compare_total(parser, "transfer", reg->transfer, sums.transfer);
	compare_total(parser, "commission", reg->commission, sums.commission);
}

/* --- operations -------------------------------------------------------- */

struct mark {
	uint64_t hash; /* of the operation; later the line of its twin */
	const struct rtk_register_row *row;
};

/* The fifth field, whatever the format. */
static struct rtk_bank_text
operation_of(const struct rtk_register_row *row)
{
	const char *at = row->raw, *end = at + row->raw_size, *stop;

	for (int i = 0; i < RTK_REGISTER_OPERATION; i++)
		at = (const char *)memchr(at, ';', (size_t)(end - at)) + 1;
	stop = memchr(at, ';', (size_t)(end - at));
	return rtk_bank_trim(at, (size_t)(stop - at));
}

/* FNV-1a */
static uint64_t
hash_of(struct rtk_bank_text text)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < text.size; i++) {
		hash ^= (unsigned char)text.bytes[i];
		hash *= UINT64_C(0x100000001B3);
	}
	return hash;
}

static int
sign_of(const struct rtk_register_row *row)
{
	return (row->gross.v > 0) - (row->gross.v < 0);
}

static int
compare_operations(const struct mark *a, const struct mark *b)
{
	struct rtk_bank_text x, y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (sign_of(a->row) != sign_of(b->row))
		return sign_of(a->row) - sign_of(b->row);
	x = operation_of(a->row);
	y = operation_of(b->row);
	if (x.size != y.size)
		return x.size < y.size ? -1 : 1;
	return memcmp(x.bytes, y.bytes, x.size);
}

static int
compare_lines(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	return (a->row->line > b->row->line) - (a->row->line < b->row->line);
}

static int
compare_marks(const void *left, const void *right)
{
	int order = compare_operations(left, right);

	return order != 0 ? order : compare_lines(left, right);
}

static void
fault_doubled(struct parser *parser, const struct mark *mark)
{
	struct rtk_bank_text operation = operation_of(mark->row);
	struct rtk_err fault = RTK_ERR_INIT;

	(void)rtk_failf(&fault, RTK_E_BANK_OPERATION, "%d", (int)mark->hash);
	(void)rtk_err_cell(
	    &fault, "operation", operation.bytes, operation.size);
	rtk_bankfile_fault(&parser->faults, mark->row->line, &fault);
}

/* An operation may stand once with each sign: payment and its reversal. */
static void
check_operations(struct parser *parser)
{
	const struct rtk_register *reg = &parser->reg;
	struct mark *marks = rtk_alloc((reg->row_count + 1) * sizeof(*marks));
	size_t n = 0, doubled = 0;

	for (size_t i = 0; i < reg->row_count; i++) {
		struct rtk_bank_text operation = operation_of(&reg->rows[i]);

		if (operation.size > 0)
			marks[n++] =
			    (struct mark){hash_of(operation), &reg->rows[i]};
	}
	qsort(marks, n, sizeof(*marks), compare_marks);
	for (size_t i = 1; i < n; i++)
		if (compare_operations(&marks[i - 1], &marks[i]) == 0)
			marks[doubled++] = (struct mark){
			    (uint64_t)marks[i - 1].row->line, marks[i].row};
	qsort(marks, doubled, sizeof(*marks), compare_lines);
	for (size_t i = 0; i < doubled; i++)
		fault_doubled(parser, &marks[i]);
	free(marks);
}

/* --- the file ---------------------------------------------------------- */

static bool
is_blank(const struct rtk_line *line)
{
	return rtk_bank_trim(line->bytes, line->size).size == 0;
}

static bool
is_total(const struct rtk_line *line)
{
	struct rtk_bank_text text = rtk_bank_trim(line->bytes, line->size);

	return text.size > 0 && text.bytes[0] == '=';
}

static size_t
field_count(const struct rtk_line *line)
{
	size_t count = 1;

	for (size_t i = 0; i < line->size; i++)
		count += line->bytes[i] == ';';
	return count;
}

/* Room for all rows, and the width that most of them have. */
static void
prepare(struct parser *parser)
{
	const struct rtk_bankfile *file = parser->file;
	size_t rows = 0, twelve = 0, thirteen = 0;
	struct rtk_lines lines;
	struct rtk_line line;

	rtk_lines_init(&lines, file->text, file->size);
	while (rtk_lines_next(&lines, &line)) {
		if (is_blank(&line) || is_total(&line))
			continue;
		twelve += field_count(&line) == RTK_REGISTER_SBER_12;
		thirteen += field_count(&line) == RTK_REGISTER_SBER_13;
		rows += rows < RTK_BANKFILE_ROWS_MAX;
	}
	parser->reg.format =
	    twelve > thirteen ? RTK_REGISTER_SBER_12 : RTK_REGISTER_SBER_13;
	parser->reg.rows =
	    rtk_arena_get(file->arena, rows * sizeof(*parser->reg.rows));
}

static int
take_row(
    struct parser *parser, const struct rtk_line *line, struct rtk_err *err)
{
	struct rtk_register *reg = &parser->reg;
	struct rtk_register_row row = {.raw = line->bytes,
	    .raw_size = (uint32_t)line->size,
	    .line = (int32_t)line->number};
	struct rtk_register_fields fields;

	rtk_register_row_split(&fields, line->bytes, line->size);
	if (rtk_register_row_read(&row, &fields, reg->format, err) != 0)
		return -1;
	reg->rows[reg->row_count++] = row;
	return 0;
}

static int
take_line(
    struct parser *parser, const struct rtk_line *line, struct rtk_err *err)
{
	if (parser->total_line > 0)
		return rtk_fail(err, RTK_E_BANK_AFTER_TRAILER);
	if (line->size > RTK_BANKFILE_LINE_BYTES_MAX) {
		parser->line_count++;
		return rtk_failf(
		    err, RTK_E_ROW_LONG, "%d", RTK_BANKFILE_LINE_BYTES_MAX);
	}
	if (is_total(line)) {
		parser->total_line = line->number;
		if (read_total(parser, line, err) != 0)
			return -1;
		parser->total_good = true;
		return 0;
	}
	if (++parser->line_count > RTK_BANKFILE_ROWS_MAX)
		return rtk_failf(
		    err, RTK_E_CSV_TOO_MANY_ROWS, "%d", RTK_BANKFILE_ROWS_MAX);
	return take_row(parser, line, err);
}

static void
take_lines(struct parser *parser)
{
	struct rtk_lines lines;
	struct rtk_line line;

	rtk_lines_init(&lines, parser->file->text, parser->file->size);
	while (rtk_lines_next(&lines, &line)) {
		struct rtk_err fault = RTK_ERR_INIT;

		if (!is_blank(&line) && take_line(parser, &line, &fault) != 0)
			rtk_bankfile_fault(
			    &parser->faults, line.number, &fault);
	}
}

/* The count is compared even when rows are broken: a lost line shows. */
static void
check_count(struct parser *parser)
{
	struct rtk_err fault = RTK_ERR_INIT;

	if (parser->total_count != (int64_t)parser->line_count)
		(void)rtk_failf(&fault, RTK_E_BANK_COUNT, "%lld <> %zu",
		    (long long)parser->total_count, parser->line_count);
	else if (parser->line_count == 0)
		(void)rtk_fail(&fault, RTK_E_BANK_EMPTY);
	if (fault.fault != RTK_E_NONE)
		rtk_bankfile_fault(&parser->faults, parser->total_line, &fault);
}

static void
check_file(struct parser *parser)
{
	struct rtk_err fault = RTK_ERR_INIT;

	if (parser->total_line == 0) {
		(void)rtk_fail(&fault, RTK_E_BANK_NO_TRAILER);
		rtk_bankfile_fault(&parser->faults, 0, &fault);
	}
	if (parser->total_good)
		check_count(parser);
	if (parser->total_good)
		check_totals(parser);
	check_operations(parser);
}

int
rtk_register_sber_parse(struct rtk_register *out,
    const struct rtk_bankfile *file, struct rtk_err *err)
{
	struct parser parser = {.file = file, .faults = {.file = file}};

	prepare(&parser);
	rtk_bankfile_own(
	    parser.reg.own_inn, parser.reg.own_account, file->name);
	take_lines(&parser);
	check_file(&parser);
	if (rtk_bankfile_verdict(&parser.faults, err) != 0)
		return -1;
	*out = parser.reg;
	return 0;
}

bool
rtk_register_sber_is(const char *text, size_t size)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_register_row row = {0};
	struct rtk_lines lines;
	struct rtk_line line;
	struct rtk_register_fields fields;

	rtk_lines_init(&lines, text, size);
	do {
		if (!rtk_lines_next(&lines, &line))
			return false;
	} while (is_blank(&line));
	rtk_register_row_split(&fields, line.bytes, line.size);
	if (is_total(&line))
		return fields.count == TOTAL_FIELDS;
	return fields.count >= RTK_REGISTER_SBER_12 &&
	    rtk_bankfile_date(
		&row.date, fields.at[RTK_REGISTER_DATE], "", &err) == 0 &&
	    rtk_bankfile_time(
		&row.time_s, fields.at[RTK_REGISTER_TIME], "", &err) == 0;
}

void
rtk_register_texts(struct rtk_register_texts *out,
    const struct rtk_register *reg, const struct rtk_register_row *row)
{
	struct rtk_register_fields fields;
	bool arranged;

	rtk_register_row_split(&fields, row->raw, row->raw_size);
	arranged = rtk_register_row_arrange(&fields, reg->format);
	RTK_ASSERT(arranged);
	out->branch = fields.at[RTK_REGISTER_BRANCH];
	out->cashier = fields.at[RTK_REGISTER_CASHIER];
	out->operation = fields.at[RTK_REGISTER_OPERATION];
	out->account = fields.at[RTK_REGISTER_ACCOUNT];
	out->payer = fields.at[RTK_REGISTER_PAYER];
	out->address = fields.at[RTK_REGISTER_ADDRESS];
}
