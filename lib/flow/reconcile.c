#include "base/base.h"

#include "flow/reconcile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calc/match.h"
#include "io/bankfile.h"
#include "store/batch.h"
#include "store/due_rows.h"
#include "store/month.h"
#include "store/names.h"

/* A run under way. */
struct run {
	struct rtk_reconcile_result *out;
	struct rtk_db *db;
	struct rtk_date as_of;
	struct rtk_book_state book;
	struct rtk_arena arena;
	struct rtk_err *err;
	bool failed;
};

/* Its day of payment cannot be true: a person decides. */
static bool
is_future(const struct rtk_entry *e)
{
	return strcmp(e->reason, rtk_fault_id(RTK_E_PAYMENT_FUTURE)) == 0;
}

static struct rtk_period
posting_period(const struct rtk_book_state *book, const struct rtk_entry *e)
{
	struct rtk_period p = rtk_period_of(e->paid);

	return p.v > book->open.v && !is_future(e) ? p : book->open;
}

static struct rtk_posting
posting_of(const struct run *run, const struct rtk_entry *e, int64_t account,
    const char *reason)
{
	return (struct rtk_posting){.period = posting_period(&run->book, e),
	    .account = account,
	    .entry = e->id,
	    .amount = e->amount,
	    .paid = e->paid,
	    .posted = run->as_of,
	    .penalty = e->penalty,
	    .reason = reason};
}

/* --- hanging entries --------------------------------------------------- */

/* Only the exact number of an open account. */
static int
payment_place(int64_t *account, struct run *run, const struct rtk_entry *e,
    struct rtk_err *err)
{
	struct rtk_payee payee;

	*account = 0;
	if (e->account_text[0] == '\0' || is_future(e))
		return 0;
	if (rtk_payee_find(&payee, run->db, e->account_text, e->paid, err) < 0)
		return -1;
	*account = payee.closed ? 0 : payee.account;
	return 0;
}

/* A reversal follows its payment to where that is now. */
static int
reversal_place(int64_t *account, struct run *run, const struct rtk_entry *e,
    struct rtk_err *err)
{
	const struct rtk_entry payment = {
	    .source = e->source, .operation = e->operation, .sign = 1};
	struct rtk_entry_place place;
	int64_t id;
	int rc = rtk_entry_find(run->db, &payment, &id, err);

	*account = 0;
	if (rc == 1)
		rc = rtk_entry_place(&place, run->db, id, err);
	if (rc == 1 && -e->amount.v <= place.amount.v)
		*account = place.account;
	return rc < 0 ? -1 : 0;
}

/* Payments first: a reversal of one may follow it at once. */
static int
post_hanging(struct run *run, bool reversals, struct rtk_err *err)
{
	struct rtk_hanging *list;
	size_t count;

	if (rtk_hanging_list(&list, &count, run->db, &run->arena, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const struct rtk_entry *e = &list[i].entry;
		struct rtk_posting posting;
		int64_t account;
		int rc;

		if ((e->sign < 0) != reversals)
			continue;
		rc = reversals ? reversal_place(&account, run, e, err)
			       : payment_place(&account, run, e, err);
		if (rc < 0)
			return -1;
		if (account == 0)
			continue;
		posting = posting_of(run, e, account,
		    reversals ? "the payment is posted now"
			      : "the account is known now");
		if (rtk_entry_assign(run->db, &posting, err) < 0)
			return -1;
		run->out->posted++;
	}
	return 0;
}

/* --- registers and payment orders -------------------------------------- */

static void
store_tie(void *context, const struct rtk_match_register *reg,
    const struct rtk_match_document *document, enum rtk_match_how how)
{
	struct run *run = context;
	struct rtk_tie tie = {.document = document->key,
	    .registered = reg->key,
	    .how = rtk_match_name(how),
	    .day = run->as_of};

	if (run->failed)
		return;
	if (rtk_tie_add(run->db, &tie, run->err) < 0)
		run->failed = true;
	if (how == RTK_MATCH_COMMISSION)
		run->out->commission++;
	else
		run->out->registers++;
}

static int
load_registers(struct rtk_match *m, struct run *run, struct rtk_err *err)
{
	struct rtk_register_figures *list;
	size_t count;

	if (rtk_register_list(&list, &count, run->db, &run->arena, err) < 0)
		return -1;
	m->registers =
	    rtk_arena_get(&run->arena, (count + 1) * sizeof(*m->registers));
	for (size_t i = 0; i < count; i++) {
		struct rtk_register_money money;

		if (rtk_register_money(
			&money, run->db, list[i].batch, &run->arena, err) < 0)
			return -1;
		m->registers[m->register_count++] =
		    (struct rtk_match_register){.key = list[i].batch,
			.order_number = list[i].order_number,
			.order_day = list[i].order_day,
			.whole = {list[i].gross, list[i].transfer},
			.fresh = {list[i].new_gross, list[i].new_transfer},
			.tied = money.documents > 0 || list[i].gross.v == 0};
	}
	return 0;
}

/* Nothing but the money of registers that wait is looked at. */
static struct rtk_date
first_day(const struct rtk_match *m)
{
	struct rtk_date first = {INT32_MAX};

	for (size_t i = 0; i < m->register_count; i++) {
		const struct rtk_match_register *r = &m->registers[i];

		if (!r->tied && r->order_day.v - 1 < first.v)
			first.v = r->order_day.v - 1;
	}
	return first;
}

static bool
names_account(const struct rtk_document *d, struct rtk_bank_text *account)
{
	struct rtk_bank_text purpose = {d->purpose, strlen(d->purpose)};

	return rtk_purpose_account(account, purpose) == 1;
}

static int
load_documents(struct rtk_match *m, struct run *run, struct rtk_err *err)
{
	struct rtk_documents open;

	if (rtk_document_open(&open, run->db, first_day(m), &run->arena, err) <
	    0)
		return -1;
	m->documents = rtk_arena_get(
	    &run->arena, (open.count + 1) * sizeof(*m->documents));
	for (size_t i = 0; i < open.count; i++) {
		const struct rtk_document *d = &open.rows[i];
		struct rtk_bank_text account;

		m->documents[m->document_count++] =
		    (struct rtk_match_document){.key = d->id,
			.incoming = d->direction == 1,
			.bank_order = strcmp(d->payment_kind, "17") == 0,
			.direct = names_account(d, &account),
			.number = d->number,
			.day = d->day,
			.posted = d->posted,
			.amount = d->amount};
	}
	return 0;
}

static int
match_registers(struct run *run, struct rtk_err *err)
{
	struct rtk_match m = {.context = run, .tie = store_tie};
	struct rtk_due_rows calendar;

	if (rtk_due_rows_load(&calendar, run->db, INT64_MAX, &run->arena, err) <
		0 ||
	    load_registers(&m, run, err) < 0 ||
	    load_documents(&m, run, err) < 0)
		return -1;
	m.calendar = &calendar;
	run->err = err;
	rtk_match_registers(&m);
	return run->failed ? -1 : 0;
}

/* --- direct payments --------------------------------------------------- */

/*
 * Money of a register that has not come yet must not be taken for a payment
 * of one consumer: banks mark such orders in the purpose.
 */
static bool
is_register_money(const struct rtk_document *d)
{
	static const char *const marks[] = {
	    "EPS", "_VTB_", "реестр", "Реестр", "РЕЕСТР"};

	for (size_t i = 0; i < RTK_COUNT(marks); i++)
		if (strstr(d->purpose, marks[i]) != NULL)
			return true;
	return false;
}

static int
take_direct(struct run *run, const struct rtk_document *d, struct rtk_err *err)
{
	struct rtk_bank_text account;
	char operation[32];
	struct rtk_entry e = {.batch = d->batch,
	    .line = d->line,
	    .source = "statement",
	    .operation = operation,
	    .sign = 1,
	    .paid = d->posted,
	    .amount = d->amount,
	    .account_text = "",
	    .for_period = {-1},
	    .channel = "",
	    .reason = rtk_fault_id(RTK_E_PAYMENT_UNKNOWN_ACCOUNT),
	    .raw = d->purpose};
	struct rtk_payee payee = {0};
	struct rtk_tie tie = {
	    .document = d->id, .how = "direct", .day = run->as_of};
	struct rtk_posting posting;

	(void)snprintf(operation, sizeof(operation), "%lld", (long long)d->id);
	if (names_account(d, &account))
		e.account_text =
		    rtk_arena_copy(&run->arena, account.bytes, account.size);
	if (rtk_payee_find(&payee, run->db, e.account_text, e.paid, err) < 0)
		return -1;
	if (payee.closed)
		e.reason = rtk_fault_id(RTK_E_PAYMENT_CLOSED_ACCOUNT);
	else if (payee.account != 0)
		e.reason = "";
	if (rtk_entry_add(run->db, &e, err) < 0)
		return -1;
	tie.entry = e.id;
	run->out->direct++;
	if (rtk_tie_add(run->db, &tie, err) < 0)
		return -1;
	if (e.reason[0] != '\0') {
		run->out->hanging++;
		return 0;
	}
	posting = posting_of(run, &e, payee.account, "");
	return rtk_posting_add(run->db, &posting, err);
}

static int
take_direct_payments(struct run *run, struct rtk_err *err)
{
	const struct rtk_date never = {INT32_MAX};
	struct rtk_documents open;

	if (rtk_document_open(&open, run->db, never, &run->arena, err) < 0)
		return -1;
	for (size_t i = 0; i < open.count; i++)
		if (!is_register_money(&open.rows[i]) &&
		    take_direct(run, &open.rows[i], err) < 0)
			return -1;
	return 0;
}

int
rtk_reconcile_run(struct rtk_reconcile_result *out, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err)
{
	struct run run = {.out = out, .db = db, .as_of = as_of};
	int rc = -1;

	*out = (struct rtk_reconcile_result){0};
	if (rtk_book_state(db, &run.book, err) == 0 &&
	    post_hanging(&run, false, err) == 0 &&
	    post_hanging(&run, true, err) == 0 &&
	    match_registers(&run, err) == 0 &&
	    take_direct_payments(&run, err) == 0)
		rc = 0;
	rtk_arena_release(&run.arena);
	return rc;
}

int
rtk_reconcile_assign(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_assignment_order *order, struct rtk_err *err)
{
	struct run run = {.db = db, .as_of = order->as_of};
	struct rtk_hanging hanging;
	int64_t account;
	int rc = rtk_hanging_get(&hanging, db, order->entry, &run.arena, err);

	if (rc == 0) {
		rc = rtk_entry_exists(db, order->entry, err);
		if (rc >= 0)
			rc = rtk_failf(err,
			    rc == 1 ? RTK_E_ENTRY_ASSIGNED
				    : RTK_E_ENTRY_UNKNOWN,
			    "%lld", (long long)order->entry);
	}
	if (rc == 1)
		rc = rtk_account_find(db, order->account, &account, err);
	if (rc == 0)
		rc =
		    rtk_failf(err, RTK_E_UNKNOWN_ACCOUNT, "%s", order->account);
	if (rc == 1)
		rc = rtk_book_state(db, &run.book, err);
	if (rc == 0) {
		*out = posting_of(&run, &hanging.entry, account, order->reason);
		rc = rtk_entry_assign(db, out, err);
	}
	rtk_arena_release(&run.arena);
	return rc;
}
