#include "base/base.h"

#include "flow/reconcile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/reconcile_job.h"
#include "io/purpose.h"
#include "store/bank.h"
#include "store/decision.h"

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

struct rtk_posting
rtk_reconcile_posting(const struct rtk_reconcile_job *run,
    const struct rtk_entry *e, int64_t account, const char *reason)
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

/* Where hanging money belongs. */
struct place {
	int64_t account; /* 0: nobody knows */
	bool penalty;
	bool cancelled; /* a person had told the reversal before */
};

/* Only the exact number of an open account. */
static int
payment_place(struct place *out, struct rtk_reconcile_job *run,
    const struct rtk_entry *e, struct rtk_err *err)
{
	struct rtk_payee payee;

	if (e->account_text[0] == '\0' || is_future(e))
		return 0;
	if (rtk_payee_find(&payee, run->db, e->account_text, e->paid, err) < 0)
		return -1;
	out->account = payee.closed ? 0 : payee.account;
	out->penalty = e->penalty;
	return 0;
}

/* A reversal follows its payment to where that is now. */
static int
reversal_place(struct place *out, struct rtk_reconcile_job *run,
    const struct rtk_entry *e, struct rtk_err *err)
{
	const struct rtk_entry payment = {.source = e->source,
	    .operation = e->payment != NULL ? e->payment : e->operation,
	    .sign = 1};
	struct rtk_kop refunded = {0};
	struct rtk_entry_place place;
	int64_t id;
	int rc = rtk_entry_find(run->db, &payment, &id, err);

	if (rc == 1)
		rc = rtk_entry_place(&place, run->db, id, err);
	if (rc == 1 &&
	    rtk_entry_refunded(&refunded, run->db, &payment, err) < 0)
		return -1;
	if (rc == 1 && -(e->amount.v + refunded.v) <= place.amount.v)
		*out = (struct place){
		    place.account, place.penalty, place.cancelled};
	return rc < 0 ? -1 : 0;
}

static int
post_one(struct rtk_reconcile_job *run, const struct rtk_entry *e,
    struct rtk_err *err)
{
	bool reversal = e->sign < 0;
	struct rtk_posting posting;
	struct place place = {0};
	int rc = reversal ? reversal_place(&place, run, e, err)
			  : payment_place(&place, run, e, err);

	if (rc < 0 || (place.account == 0 && !place.cancelled))
		return rc;
	posting = rtk_reconcile_posting(run, e, place.account,
	    reversal ? "the payment is posted now"
		     : "the account is known now");
	if (place.cancelled) {
		posting.reason = "the payment was cancelled";
		run->out->posted++;
		return rtk_entry_release(
		    run->db, &posting, RTK_RELEASE_CANCEL, err);
	}
	posting.penalty = place.penalty;
	run->out->posted++;
	return rtk_entry_assign(run->db, &posting, err);
}

/* Payments first: a reversal of one may follow it at once. */
static int
post_hanging(struct rtk_reconcile_job *run, bool reversals, struct rtk_err *err)
{
	struct rtk_hanging *list;
	size_t count;

	if (rtk_hanging_list(&list, &count, run->db, &run->arena, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (!list[i].decided && (list[i].entry.sign < 0) == reversals &&
		    post_one(run, &list[i].entry, err) < 0)
			return -1;
	return 0;
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
take_direct(struct rtk_reconcile_job *run, const struct rtk_document *d,
    struct rtk_err *err)
{
	struct rtk_bank_text purpose = {d->purpose, strlen(d->purpose)};
	char account[RTK_PURPOSE_ACCOUNT_BYTES];
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
	if (rtk_purpose_account(account, purpose) == 1)
		e.account_text =
		    rtk_arena_copy(&run->arena, account, strlen(account));
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
	posting = rtk_reconcile_posting(run, &e, payee.account, "");
	return rtk_posting_add(run->db, &posting, err);
}

static int
take_direct_payments(struct rtk_reconcile_job *run, struct rtk_err *err)
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
	struct rtk_reconcile_job run = {.out = out, .db = db, .as_of = as_of};
	int rc = -1;

	*out = (struct rtk_reconcile_result){0};
	if (rtk_book_state(db, &run.book, err) == 0 &&
	    post_hanging(&run, false, err) == 0 &&
	    post_hanging(&run, true, err) == 0 &&
	    rtk_reconcile_registers(&run, err) == 0 &&
	    take_direct_payments(&run, err) == 0)
		rc = 0;
	rtk_arena_release(&run.arena);
	return rc;
}
