#include "base/base.h"

#include "io/register_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "io/cells.h"
#include "io/register_row.h"
#include "text/utf8.h"

/* Fields of the rows, from 0. */
enum { BATCH_DAY = 6, BATCH_FIGURES, BATCH_VERSION = 12 };
enum {
	PACK_POINT = 1,
	PACK_CENTRE,
	PACK_NUMBER,
	PACK_DATE,
	PACK_FIGURES = 6,
	PACK_METERED = 11,
	PACK_VERSION
};
enum {
	ROW_RECEIPT = 1,
	ROW_CODE = 5,
	ROW_DATE,
	ROW_PERIOD,
	ROW_ACCRUED = 9,
	ROW_PAID,
	ROW_CHANGES = 14,
	ROW_METERS = 16,
	ROW_FIELDS
};

/* A control sum may be that of many payments. */
#define SUM_KOP_MAX INT64_C(10000000000000)

/* Control figures of a level: told of it, found below it. */
struct level {
	long line; /* 0: none is open */
	int32_t count;
	struct rtk_kop accrued, paid, changes;
};

struct parser {
	const struct rtk_bankfile *file;
	struct rtk_bankfile_faults faults;
	struct rtk_payments out;
	struct rtk_cells_reader *reader;
	struct level batch, packs, pack, rows;
	int32_t metered, with_meters; /* told, found */
	bool broken;                  /* a row of the pack, or a pack */
	bool batch_broken;
	struct rtk_bank_text centre, point, number, date; /* of the pack */
	struct rtk_bank_text *identities;
	size_t row_room, reading_room, identity_room;
};

static bool
begins(struct rtk_bank_text text, const char *with)
{
	return text.size >= 3 && memcmp(text.bytes, with, 3) == 0;
}

/* --- control figures --------------------------------------------------- */

static int
read_sum(const struct rtk_cells *cells, size_t at, const char *column,
    struct rtk_kop *out, struct rtk_err *err)
{
	struct rtk_bank_text text = cells->at[at];

	if (rtk_bankfile_sum(out, text, column, err) != 0)
		return -1;
	if (out->v <= SUM_KOP_MAX && out->v >= -SUM_KOP_MAX)
		return 0;
	(void)rtk_fail(err, RTK_E_NUM_RANGE);
	return rtk_err_cell(err, column, text.bytes, text.size);
}

/* number|accrued|paid|reserve|changes, from `at` on. */
static int
read_level(struct level *out, const struct rtk_cells *cells, size_t at,
    struct rtk_err *err)
{
	struct rtk_bank_text count = cells->at[at];

	out->line = cells->line;
	out->count = rtk_register_row_number(count, 8);
	if (out->count < 0) {
		(void)rtk_fail(err, RTK_E_BANK_TRAILER);
		return rtk_err_cell(err, "count", count.bytes, count.size);
	}
	if (read_sum(cells, at + 1, "accrued", &out->accrued, err) != 0 ||
	    read_sum(cells, at + 2, "paid", &out->paid, err) != 0 ||
	    read_sum(cells, at + 4, "changes", &out->changes, err) != 0)
		return -1;
	return 0;
}

static void
compare_counts(struct parser *parser, long line, int32_t told, int32_t found)
{
	struct rtk_err fault = RTK_ERR_INIT;

	if (told == found)
		return;
	(void)rtk_failf(
	    &fault, RTK_E_BANK_COUNT, "%ld <> %ld", (long)told, (long)found);
	rtk_bankfile_fault(&parser->faults, line, &fault);
}

static void
compare(
    struct parser *parser, const struct level *told, const struct level *found)
{
	const struct rtk_kop accrued[] = {told->accrued, found->accrued};
	const struct rtk_kop paid[] = {told->paid, found->paid};
	const struct rtk_kop changes[] = {told->changes, found->changes};

	compare_counts(parser, told->line, told->count, found->count);
	rtk_payments_compare(&parser->faults, told->line, "accrued", accrued);
	rtk_payments_compare(&parser->faults, told->line, "paid", paid);
	rtk_payments_compare(&parser->faults, told->line, "changes", changes);
}

static bool
add(struct level *to, const struct level *more)
{
	to->count++;
	return !__builtin_add_overflow(
		   to->accrued.v, more->accrued.v, &to->accrued.v) &&
	    !__builtin_add_overflow(to->paid.v, more->paid.v, &to->paid.v) &&
	    !__builtin_add_overflow(
		to->changes.v, more->changes.v, &to->changes.v);
}

/* Figures of rows of which one is broken tell nothing. */
static void
end_pack(struct parser *parser)
{
	if (parser->pack.line > 0 && !parser->broken) {
		compare(parser, &parser->pack, &parser->rows);
		compare_counts(parser, parser->pack.line, parser->metered,
		    parser->with_meters);
	}
	parser->batch_broken = parser->batch_broken || parser->broken;
	parser->broken = false;
	parser->pack.line = 0;
}

/* --- rows -------------------------------------------------------------- */

static int
check_version(const struct rtk_cells *cells, size_t at, struct rtk_err *err)
{
	struct rtk_bank_text version = cells->at[at];

	if (version.size == 5 && memcmp(version.bytes, "!1.0", 4) == 0)
		return 0;
	(void)rtk_failf(err, RTK_E_BANK_LINE, "%s", "!1.00");
	return rtk_err_cell(err, "version", version.bytes, version.size);
}

static int
require(const struct rtk_cells *cells, size_t count, struct rtk_err *err)
{
	if (cells->count >= count && cells->count <= count + 2)
		return 0;
	return rtk_failf(
	    err, RTK_E_BANK_COLUMNS, "%zu <> %zu", cells->count, count);
}

static int
take_batch(
    struct parser *parser, const struct rtk_cells *cells, struct rtk_err *err)
{
	if (parser->batch.line > 0)
		return rtk_failf(err, RTK_E_BANK_LINE, "%s", "###");
	parser->batch.line = cells->line;
	if (require(cells, BATCH_VERSION + 1, err) != 0 ||
	    check_version(cells, BATCH_VERSION, err) != 0)
		return -1;
	if (rtk_bankfile_date(&parser->out.order_date, cells->at[BATCH_DAY],
		"operating day", err) != 0)
		return -1;
	return read_level(&parser->batch, cells, BATCH_FIGURES, err);
}

static int
take_pack(
    struct parser *parser, const struct rtk_cells *cells, struct rtk_err *err)
{
	struct rtk_bank_text metered;

	end_pack(parser);
	if (parser->batch.line == 0)
		return rtk_failf(err, RTK_E_BANK_LINE, "%s", "***");
	/* whatever is wrong with it, its rows are not those of another */
	parser->pack.line = cells->line;
	memset(&parser->rows, 0, sizeof(parser->rows));
	parser->with_meters = 0;
	if (require(cells, PACK_VERSION + 1, err) != 0 ||
	    check_version(cells, PACK_VERSION, err) != 0 ||
	    read_level(&parser->pack, cells, PACK_FIGURES, err) != 0)
		return -1;
	metered = cells->at[PACK_METERED];
	parser->metered = rtk_register_row_number(metered, 8);
	if (parser->metered < 0) {
		(void)rtk_fail(err, RTK_E_BANK_TRAILER);
		return rtk_err_cell(
		    err, "with meters", metered.bytes, metered.size);
	}
	parser->centre = cells->at[PACK_CENTRE];
	parser->point = cells->at[PACK_POINT];
	parser->number = cells->at[PACK_NUMBER];
	parser->date = cells->at[PACK_DATE];
	if (!add(&parser->packs, &parser->pack))
		return rtk_fail(err, RTK_E_NUM_RANGE);
	return 0;
}

/* The pack and the receipt in it: packs are numbered at their place. */
static struct rtk_bank_text
identity_of(const struct parser *parser, const struct rtk_cells *cells)
{
	const struct rtk_bank_text parts[] = {parser->centre, parser->point,
	    parser->date, parser->number, cells->at[ROW_RECEIPT]};
	struct rtk_buf buf = {0};
	struct rtk_bank_text out;

	for (size_t i = 0; i < RTK_COUNT(parts); i++) {
		if (i > 0)
			rtk_buf_add_byte(&buf, '|');
		rtk_buf_add(&buf, parts[i].bytes, parts[i].size);
	}
	out.bytes = rtk_arena_copy(parser->file->arena, buf.bytes, buf.size);
	out.size = buf.size;
	rtk_buf_release(&buf);
	return out;
}

/* Up to the mark, which is passed over. */
static struct rtk_bank_text
take_part(struct rtk_bank_text *rest, char mark)
{
	struct rtk_bank_text part = {rest->bytes, 0};
	size_t passed;

	while (part.size < rest->size && rest->bytes[part.size] != mark)
		part.size++;
	passed = part.size + (part.size < rest->size);
	rest->bytes += passed;
	rest->size -= passed;
	rtk_utf8_trim(&part.bytes, &part.size);
	return part;
}

/* index,value or service,serial,value; another form is its own value. */
static void
read_reading(struct rtk_payment_reading *out, struct rtk_bank_text text)
{
	struct rtk_bank_text rest = text, part[4];
	size_t count = 0;

	while (rest.size > 0 && count < RTK_COUNT(part))
		part[count++] = take_part(&rest, ',');
	out->service = out->serial = (struct rtk_bank_text){"", 0};
	out->value = text;
	out->number = 0;
	if (count == 2) {
		out->number = rtk_register_row_number(part[0], 3);
		out->value = out->number > 0 ? part[1] : text;
	} else if (count == 3) {
		out->service = part[0];
		out->serial = part[1];
		out->value = part[2];
	}
}

static void
add_readings(struct parser *parser, const struct rtk_cells *cells,
    const struct rtk_payment *row)
{
	struct rtk_bank_text rest = cells->at[ROW_METERS], text;
	struct rtk_payments *out = &parser->out;
	struct rtk_payment_reading reading = {.raw = row->raw,
	    .raw_size = row->raw_size,
	    .line = row->line,
	    .date = row->date,
	    .account = row->account};

	while (rest.size > 0) {
		text = take_part(&rest, ';');
		if (text.size == 0)
			continue;
		read_reading(&reading, text);
		out->readings = rtk_array_grow(out->readings,
		    &parser->reading_room, out->reading_count, sizeof(reading));
		out->readings[out->reading_count++] = reading;
	}
}

static int
read_row(struct rtk_payment *row, struct level *figures,
    const struct rtk_cells *cells, struct rtk_err *err)
{
	struct rtk_payment_sums sums = {.has_transfer = false};

	*row = (struct rtk_payment){.raw = cells->raw,
	    .raw_size = (uint32_t)cells->raw_size,
	    .line = (int32_t)cells->line,
	    .time_s = -1,
	    .period = rtk_payment_period(cells->at[ROW_PERIOD]),
	    .operation = {"", 0},
	    .payment = {"", 0},
	    .account = cells->at[ROW_CODE],
	    .channel = {"", 0}};
	if (rtk_bankfile_date(&row->date, cells->at[ROW_DATE], "date", err) !=
		0 ||
	    rtk_register_row_check(row->account, "account", err) != 0 ||
	    rtk_register_row_check(cells->at[ROW_RECEIPT], "receipt", err) !=
		0 ||
	    read_sum(cells, ROW_ACCRUED, "accrued", &figures->accrued, err) !=
		0 ||
	    read_sum(cells, ROW_PAID, "paid", &figures->paid, err) != 0 ||
	    read_sum(cells, ROW_CHANGES, "changes", &figures->changes, err) !=
		0)
		return -1;
	sums.gross = figures->paid;
	if (rtk_payment_complete(&sums, err) != 0)
		return -1;
	row->gross = sums.gross;
	row->transfer = sums.transfer;
	return 0;
}

static int
take_row(
    struct parser *parser, const struct rtk_cells *cells, struct rtk_err *err)
{
	struct rtk_payments *out = &parser->out;
	struct level figures = {0};
	struct rtk_payment row;

	if (parser->pack.line == 0)
		return rtk_failf(err, RTK_E_BANK_LINE, "%s", "###");
	if (out->row_count == RTK_BANKFILE_ROWS_MAX)
		return rtk_failf(
		    err, RTK_E_CSV_TOO_MANY_ROWS, "%d", RTK_BANKFILE_ROWS_MAX);
	if (require(cells, ROW_FIELDS, err) != 0 ||
	    read_row(&row, &figures, cells, err) != 0)
		return -1;
	if (!add(&parser->rows, &figures))
		return rtk_fail(err, RTK_E_NUM_RANGE);
	parser->with_meters += cells->at[ROW_METERS].size > 0;
	out->rows = rtk_array_grow(
	    out->rows, &parser->row_room, out->row_count, sizeof(row));
	parser->identities =
	    rtk_array_grow(parser->identities, &parser->identity_room,
		out->row_count, sizeof(*parser->identities));
	parser->identities[out->row_count] = identity_of(parser, cells);
	out->rows[out->row_count++] = row;
	add_readings(parser, cells, &row);
	return 0;
}

/* --- the file ---------------------------------------------------------- */

static int
take_line(struct parser *parser, const struct rtk_line *line,
    struct rtk_lines *lines, struct rtk_err *err)
{
	struct rtk_cells cells;

	if (rtk_cells_read(&cells, parser->reader, line, lines, err) != 0)
		return -1;
	if (begins(cells.at[0], "***"))
		return take_batch(parser, &cells, err);
	if (begins(cells.at[0], "###"))
		return take_pack(parser, &cells, err);
	if (begins(cells.at[0], "@@@"))
		return take_row(parser, &cells, err);
	return rtk_failf(err, RTK_E_BANK_LINE, "%s", "***, ###, @@@");
}

static void
take_lines(struct parser *parser)
{
	struct rtk_lines lines;
	struct rtk_line line;

	rtk_lines_init(&lines, parser->file->text, parser->file->size);
	while (rtk_lines_next(&lines, &line)) {
		struct rtk_err fault = RTK_ERR_INIT;
		struct rtk_bank_text text = {line.bytes, line.size};

		rtk_utf8_trim(&text.bytes, &text.size);
		if (text.size == 0 ||
		    take_line(parser, &line, &lines, &fault) == 0)
			continue;
		rtk_bankfile_fault(&parser->faults, line.number, &fault);
		parser->broken = true;
	}
}

static void
check_file(struct parser *parser)
{
	struct rtk_payments *out = &parser->out;
	struct rtk_err fault = RTK_ERR_INIT;

	end_pack(parser);
	if (parser->batch.line == 0)
		(void)rtk_fail(&fault, RTK_E_BANK_NO_TRAILER);
	else if (!parser->batch_broken)
		compare(parser, &parser->batch, &parser->packs);
	if (fault.fault == RTK_E_NONE && out->row_count == 0 &&
	    parser->faults.count == 0)
		(void)rtk_fail(&fault, RTK_E_BANK_EMPTY);
	if (fault.fault != RTK_E_NONE)
		rtk_bankfile_fault(&parser->faults, 0, &fault);
	rtk_payments_add_up(out);
	if (parser->faults.count == 0)
		rtk_payments_identify(
		    out, parser->identities, parser->file->arena);
	out->order_number = (struct rtk_bank_text){"", 0};
}

int
rtk_register_pack_parse(struct rtk_payments *out,
    const struct rtk_bankfile *file, struct rtk_err *err)
{
	struct parser parser = {.file = file, .faults = {.file = file}};

	parser.reader = rtk_cells_new('|', false);
	rtk_bankfile_own(
	    parser.out.own_inn, parser.out.own_account, file->name);
	take_lines(&parser);
	check_file(&parser);
	rtk_payments_hand_over(&parser.out, file->arena);
	rtk_cells_free(parser.reader);
	free(parser.identities);
	if (rtk_bankfile_verdict(&parser.faults, err) != 0)
		return -1;
	*out = parser.out;
	return 0;
}

bool
rtk_register_pack_is(const char *text, size_t size)
{
	static const char mark[] = "***|";
	struct rtk_bank_text first = {text, size};

	rtk_utf8_trim(&first.bytes, &first.size);
	return first.size >= 4 && memcmp(first.bytes, mark, 4) == 0;
}
