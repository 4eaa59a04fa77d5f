#include "base/base.h"

#include "flow/import_money.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "flow/import_sort.h"
#include "store/entry_bulk.h"
#include "text/encoding.h"

enum { PROGRESS_ROWS = 16384, AHEAD = 16 };

int
rtk_money_begin(
    struct rtk_money *out, struct rtk_import *import, struct rtk_err *err)
{
	*out = (struct rtk_money){.import = import};
	return rtk_book_state(import->db, &out->book, err);
}

void
rtk_money_release(struct rtk_money *money)
{
	free(money->rows);
	free(money->bad);
	free(money->refunded);
	free(money->order);
}

static void
parser_fault(void *context, const struct rtk_err *fault)
{
	struct rtk_import *import = context;

	if (rtk_fault_class(fault->fault) != RTK_NOTE) {
		rtk_import_fault(import, fault);
		return;
	}
	import->result.warnings++;
	rtk_import_note(import, fault);
}

struct rtk_events
rtk_money_events(struct rtk_import *import)
{
	return (struct rtk_events){.context = import, .fault = parser_fault};
}

int
rtk_money_convert(const char **text, size_t *size, struct rtk_import *import,
    int use, struct rtk_err *err)
{
	struct rtk_encoding_text converted;
	enum rtk_encoding encoding;

	if (rtk_encoding_find(&encoding, import->job->encoding, err) < 0 ||
	    rtk_encoding_convert(&converted, &import->bytes, encoding,
		(enum rtk_encoding_use)use, err) < 0)
		return rtk_err_at(err, import->file, 0);
	*text = converted.bytes;
	*size = converted.size;
	return 0;
}

/* --- rows -------------------------------------------------------------- */

void
rtk_money_add(struct rtk_money *money, const struct rtk_money_row *row)
{
	money->rows = rtk_array_grow(
	    money->rows, &money->room, money->count, sizeof(*row));
	money->rows[money->count++] = *row;
	if (money->count % PROGRESS_ROWS == 0)
		rtk_events_progress(
		    money->import->events, "rows", money->count, 0);
}

void
rtk_money_add_refund(struct rtk_money *money, const struct rtk_money_row *row,
    struct rtk_bank_text payment)
{
	struct rtk_money_row refund = *row;

	money->refunded = rtk_array_grow(money->refunded, &money->refund_room,
	    money->refund_count, sizeof(payment));
	money->refunded[money->refund_count++] = payment;
	refund.refund = (uint32_t)money->refund_count;
	rtk_money_add(money, &refund);
}

void
rtk_money_put_aside(struct rtk_money *money, struct rtk_money_bad bad,
    const struct rtk_err *fault)
{
	bad.fault = rtk_arena_get(&money->import->arena, sizeof(*fault));
	*bad.fault = *fault;
	money->bad = rtk_array_grow(
	    money->bad, &money->bad_room, money->bad_count, sizeof(bad));
	money->bad[money->bad_count++] = bad;
}

/* --- entries ----------------------------------------------------------- */

static int
write_entry(const struct rtk_money *money, struct rtk_entry_writer *writer,
    int64_t id, const struct rtk_money_row *row, struct rtk_err *err)
{
	bool hangs = row->reason != RTK_E_NONE;
	struct rtk_entry_item item = {
	    .id = id,
	    .line = row->line,
	    .operation = row->operation,
	    .operation_size = row->operation_size,
	    .account = row->account,
	    .account_size = row->account_size,
	    .raw = row->raw,
	    .raw_size = row->raw_size,
	    .channel = row->channel,
	    .reason = hangs ? rtk_fault_id((enum rtk_fault)row->reason) : "",
	    .sign = row->amount_kop < 0 ? -1 : 1,
	    .paid = {row->paid_day},
	    .amount = {row->amount_kop},
	    .commission = {row->commission_kop},
	    .for_period = {row->for_period},
	    .penalty = row->penalty,
	};

	if (row->refund > 0) {
		item.payment = money->refunded[row->refund - 1].bytes;
		item.payment_size = money->refunded[row->refund - 1].size;
	}
	return rtk_entry_write(writer, &item, err);
}

static int
store_entries(struct rtk_money *money, struct rtk_err *err)
{
	struct rtk_import *import = money->import;
	struct rtk_entry_writer *writer =
	    rtk_entry_writer_new(import->db, import->batch, money->source);
	int rc = rtk_entry_next(import->db, &money->first_entry, err);

	for (size_t i = 0; rc == 0 && i < money->taken; i++) {
		rc = write_entry(money, writer, money->first_entry + (int64_t)i,
		    money->order[i], err);
		if (i % PROGRESS_ROWS == 0)
			rtk_events_progress(
			    import->events, "rows", i, money->taken);
	}
	if (rc == 0)
		rc = rtk_entry_writer_finish(writer, err);
	rtk_entry_writer_free(writer);
	return rc;
}

/* --- postings ---------------------------------------------------------- */

/* Posted in the month it was paid in, if that is still open. */
static struct rtk_period
posting_period(const struct rtk_money *money, const struct rtk_money_row *row)
{
	struct rtk_period paid =
	    rtk_period_of((struct rtk_date){row->paid_day});

	return paid.v > money->book.open.v ? paid : money->book.open;
}

/* Fetches into the cache where a row is, and a row that comes before. */
static void
touch_ahead(const struct rtk_money *money, const struct rtk_sort_key *keys,
    size_t count, size_t i)
{
	if (i + 2 * AHEAD >= count)
		return;
	__builtin_prefetch(&money->order[keys[i + 2 * AHEAD].row]);
	__builtin_prefetch(money->order[keys[i + AHEAD].row]);
}

static int
write_postings(struct rtk_money *money, struct rtk_posting_writer *writer,
    const struct rtk_sort_key *keys, size_t count, struct rtk_err *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct rtk_money_row *row = money->order[keys[i].row];
		struct rtk_posting_item item = {
		    .period = posting_period(money, row),
		    .account = row->account_id,
		    .entry = money->first_entry + keys[i].row,
		    .amount = {row->amount_kop},
		    .paid = {row->paid_day},
		    .penalty = row->penalty,
		};

		touch_ahead(money, keys, count, i);
		if (rtk_posting_write(
			writer, &item, money->import->as_of, err) < 0)
			return -1;
	}
	return rtk_posting_writer_finish(writer, err);
}

/* In the order of the table: month, account, entry. */
static int
store_postings(struct rtk_money *money, struct rtk_err *err)
{
	struct rtk_sort_key *keys =
	    rtk_alloc((money->taken + 1) * sizeof(*keys));
	struct rtk_posting_writer *writer = NULL;
	size_t count = 0;
	int rc = 0;

	for (size_t i = 0; i < money->taken; i++) {
		const struct rtk_money_row *row = money->order[i];
		uint64_t period = (uint64_t)posting_period(money, row).v;

		if (row->reason == RTK_E_NONE)
			keys[count++] = (struct rtk_sort_key){
			    period << 32 | row->account_id, (uint32_t)i};
	}
	rtk_sort_keys(keys, count);
	if (count > 0)
		rc = rtk_posting_writer_new(
		    &writer, money->import->db, money->book.open, count, err);
	if (writer != NULL)
		rc = write_postings(money, writer, keys, count, err);
	rtk_posting_writer_free(writer);
	free(keys);
	return rc;
}

/* --- what waits -------------------------------------------------------- */

static int
tell_bad(struct rtk_money *money, const struct rtk_money_bad *bad,
    struct rtk_err *err)
{
	rtk_err_at(bad->fault, money->import->file, bad->line);
	return rtk_import_quarantine(money->import, bad->fault,
	    &(struct rtk_import_raw){bad->raw, bad->raw_size, NULL}, err);
}

/* No name and no address: the number tells whose money it may be. */
static void
tell_hanging(struct rtk_money *money, const struct rtk_money_row *row)
{
	struct rtk_err note = RTK_ERR_INIT;

	rtk_fail(&note, (enum rtk_fault)row->reason);
	rtk_err_at(&note, money->import->file, row->line);
	rtk_err_cell(&note, "account", row->account, row->account_size);
	rtk_import_note(money->import, &note);
}

/* A known operation of other content: its row waits, or refuses the file. */
static int
tell_changed(struct rtk_money *money, const struct rtk_money_row *row,
    struct rtk_err *err)
{
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_money_bad bad = {row->raw, row->raw_size, row->line, &fault};

	rtk_failf(&fault, RTK_E_BANK_KNOWN_CHANGED, "%s",
	    row->reason == RTK_E_PAYMENT_CHECK ? "amount" : "account");
	rtk_err_at(&fault, money->import->file, row->line);
	rtk_err_cell(&fault, "operation", row->operation, row->operation_size);
	if (!money->strict)
		return tell_bad(money, &bad, err);
	rtk_import_fault(money->import, &fault);
	return 0;
}

static int
count_row(struct rtk_money *money, const struct rtk_money_row *row,
    struct rtk_err *err)
{
	struct rtk_import_result *r = &money->import->result;

	if (row->fate == RTK_MONEY_CHANGED)
		return tell_changed(money, row, err);
	if (row->fate == RTK_MONEY_KNOWN) {
		r->known++;
		return 0;
	}
	r->taken++;
	if (__builtin_add_overflow(r->amount.v, row->amount_kop, &r->amount.v))
		return rtk_fail(err, RTK_E_NUM_RANGE);
	if (row->reason == RTK_E_NONE)
		return 0;
	r->unidentified++;
	tell_hanging(money, row);
	return 0;
}

/* Both lists stand in the order of lines. */
static int
count_rows(struct rtk_money *money, struct rtk_err *err)
{
	size_t bad = 0;

	for (size_t i = 0; i < money->count; i++) {
		const struct rtk_money_row *row = &money->rows[i];

		for (;
		     bad < money->bad_count && money->bad[bad].line < row->line;
		     bad++)
			if (tell_bad(money, &money->bad[bad], err) < 0)
				return -1;
		if (count_row(money, row, err) < 0)
			return -1;
	}
	for (; bad < money->bad_count; bad++)
		if (tell_bad(money, &money->bad[bad], err) < 0)
			return -1;
	return 0;
}

static int
judge_and_store(struct rtk_money *money, struct rtk_err *err)
{
	if (rtk_money_judge(money, err) < 0 || count_rows(money, err) < 0)
		return -1;
	if (money->import->faults > 0)
		return 0;
	if (store_entries(money, err) < 0)
		return -1;
	return store_postings(money, err);
}

int
rtk_money_store(struct rtk_money *money, struct rtk_err *err)
{
	struct rtk_db *db = money->import->db;
	struct rtk_err later = RTK_ERR_INIT;
	int rc;

	money->import->result.rows = (int64_t)(money->count + money->bad_count);
	if (rtk_db_set_cache(db, RTK_DB_CACHE_SMALL, err) < 0)
		return -1;
	rc = judge_and_store(money, err);
	if (rtk_db_set_cache(db, RTK_DB_CACHE_USUAL, &later) < 0 && rc == 0) {
		*err = later;
		rc = -1;
	}
	return rc;
}
