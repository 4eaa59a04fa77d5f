#include "base/base.h"

#include "flow/reconcile_person.h"

#include <string.h>

#include "flow/reconcile_job.h"
#include "num/decimal.h"
#include "store/hanging.h"
#include "store/names.h"

/* A decision under way: the entry hangs, and its arena must be released. */
struct deciding {
	struct rtk_reconcile_job job;
	struct rtk_hanging hanging;
	const char *reason;
};

static int
fail_entry(int64_t entry, enum rtk_fault fault, struct rtk_err *err)
{
	return rtk_failf(err, fault, "%lld", (long long)entry);
}

static int
begin(struct deciding *d, struct rtk_db *db, const struct rtk_decision *what,
    struct rtk_err *err)
{
	int rc;

	*d = (struct deciding){
	    .reason = what->reason, .job = {.db = db, .as_of = what->as_of}};
	rc = rtk_hanging_get(&d->hanging, db, what->entry, &d->job.arena, err);
	if (rc < 0)
		return -1;
	if (rc == 0) {
		rc = rtk_entry_exists(db, what->entry, err);
		return rc < 0
		    ? -1
		    : fail_entry(what->entry,
			  rc == 1 ? RTK_E_ENTRY_ASSIGNED : RTK_E_ENTRY_UNKNOWN,
			  err);
	}
	return rtk_book_state(db, &d->job.book, err);
}

/* With its reversal, which hangs too, an entry is no money at all. */
static int
require_money(const struct deciding *d, struct rtk_err *err)
{
	int64_t entry = d->hanging.entry.id;
	int rc = rtk_hanging_called_back(d->job.db, entry, err);

	if (rc == 1)
		return fail_entry(entry, RTK_E_ENTRY_CALLED_BACK, err);
	return rc;
}

static int
post(struct rtk_posting *out, struct deciding *d, const struct rtk_part *part,
    struct rtk_err *err)
{
	int64_t account;
	int rc = rtk_account_find(d->job.db, part->account, &account, err);

	if (rc == 0)
		return rtk_failf(
		    err, RTK_E_UNKNOWN_ACCOUNT, "%s", part->account);
	if (rc < 0)
		return -1;
	*out = rtk_reconcile_posting(
	    &d->job, &d->hanging.entry, account, d->reason);
	out->amount = part->amount;
	return rtk_entry_assign(d->job.db, out, err);
}

int
rtk_reconcile_assign(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, const char *account,
    struct rtk_err *err)
{
	struct deciding d;
	int rc = begin(&d, db, decision, err);

	if (rc == 0) {
		struct rtk_part all = {account, d.hanging.entry.amount};

		rc = post(out, &d, &all, err);
	}
	rtk_arena_release(&d.job.arena);
	return rc;
}

int
rtk_part_read(struct rtk_part *out, struct rtk_arena *arena, const char *text,
    struct rtk_err *err)
{
	const char *mark = strrchr(text, '=');
	struct rtk_err fault = RTK_ERR_INIT;

	if (mark == NULL || mark == text ||
	    rtk_decimal_parse(&out->amount.v, mark + 1, strlen(mark + 1),
		RTK_KOP_SCALE, &fault) < 0)
		return rtk_failf(
		    err, RTK_E_USAGE, "ACCOUNT=AMOUNT: \"%s\"", text);
	out->account = rtk_arena_copy(arena, text, (size_t)(mark - text));
	return 0;
}

static bool
stands_before(const struct rtk_parts *parts, size_t index)
{
	const char *account = parts->list[index].account;

	for (size_t i = 0; i < index; i++)
		if (strcmp(parts->list[i].account, account) == 0)
			return true;
	return false;
}

/* The parts make the whole, none of them empty or against it. */
static int
check_parts(
    const struct rtk_parts *parts, struct rtk_kop whole, struct rtk_err *err)
{
	char sum_text[RTK_DECIMAL_TEXT], whole_text[RTK_DECIMAL_TEXT];
	int64_t sum = 0;

	if (parts->count < 2)
		return rtk_failf(
		    err, RTK_E_ENTRY_SPLIT, "2 ... %d", (int)RTK_PARTS_MAX);
	for (size_t i = 0; i < parts->count; i++) {
		int64_t part = parts->list[i].amount.v;

		if (part == 0 || (part < 0) != (whole.v < 0) ||
		    stands_before(parts, i) ||
		    __builtin_add_overflow(sum, part, &sum))
			return rtk_failf(err, RTK_E_ENTRY_SPLIT, "%s",
			    parts->list[i].account);
	}
	if (sum == whole.v)
		return 0;
	return rtk_failf(err, RTK_E_ENTRY_SPLIT, "%s, %s",
	    rtk_decimal_text(sum_text, sum, RTK_KOP_SCALE, RTK_KOP_SCALE),
	    rtk_decimal_text(
		whole_text, whole.v, RTK_KOP_SCALE, RTK_KOP_SCALE));
}

int
rtk_reconcile_split(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, const struct rtk_parts *parts,
    struct rtk_err *err)
{
	struct deciding d;
	int rc = begin(&d, db, decision, err);

	if (rc == 0)
		rc = require_money(&d, err);
	if (rc == 0)
		rc = check_parts(parts, d.hanging.entry.amount, err);
	for (size_t i = 0; rc == 0 && i < parts->count; i++)
		rc = post(out, &d, &parts->list[i], err);
	rtk_arena_release(&d.job.arena);
	return rc;
}

int
rtk_reconcile_return(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, struct rtk_err *err)
{
	struct deciding d;
	int rc = begin(&d, db, decision, err);

	if (rc == 0)
		rc = require_money(&d, err);
	if (rc == 0) {
		*out = rtk_reconcile_posting(
		    &d.job, &d.hanging.entry, 0, d.reason);
		rc = rtk_entry_release(db, out, RTK_RELEASE_RETURN, err);
	}
	rtk_arena_release(&d.job.arena);
	return rc;
}

/* --- what was decided, taken back -------------------------------------- */

/* Any entry whose money the bank has not taken back. */
static int
begin_again(struct deciding *d, struct rtk_db *db,
    const struct rtk_decision *what, struct rtk_err *err)
{
	int rc;

	*d = (struct deciding){
	    .reason = what->reason, .job = {.db = db, .as_of = what->as_of}};
	rc = rtk_hanging_or_not(
	    &d->hanging, db, what->entry, &d->job.arena, err);
	if (rc == 0)
		return fail_entry(what->entry, RTK_E_ENTRY_UNKNOWN, err);
	if (rc == 1)
		rc = rtk_entry_taken(db, what->entry, err);
	if (rc == 1)
		return fail_entry(what->entry, RTK_E_ENTRY_CALLED_BACK, err);
	return rc < 0 ? -1 : rtk_book_state(db, &d->job.book, err);
}

/* Takes back all parts; a register's money is no decision of a person. */
static int
take_back(struct deciding *d, const struct rtk_entry_parts *parts,
    struct rtk_err *err)
{
	struct rtk_posting posting =
	    rtk_reconcile_posting(&d->job, &d->hanging.entry, 0, d->reason);

	for (size_t i = 0; i < parts->count; i++)
		if (strcmp(parts->rows[i].kind, "register") == 0)
			return fail_entry(
			    posting.entry, RTK_E_ENTRY_REGISTER, err);
	for (size_t i = 0; i < parts->count; i++)
		if (rtk_entry_take_back(
			d->job.db, &posting, &parts->rows[i], err) < 0)
			return -1;
	return 0;
}

int
rtk_reconcile_undo(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, struct rtk_err *err)
{
	struct deciding d;
	struct rtk_entry_parts parts;
	int rc = begin_again(&d, db, decision, err);

	if (rc == 0)
		rc = rtk_entry_parts(
		    &parts, db, decision->entry, &d.job.arena, err);
	if (rc == 0 && parts.count == 0)
		rc = fail_entry(decision->entry, RTK_E_ENTRY_HANGS, err);
	if (rc == 0)
		rc = take_back(&d, &parts, err);
	if (rc == 0)
		*out = rtk_reconcile_posting(
		    &d.job, &d.hanging.entry, 0, d.reason);
	rtk_arena_release(&d.job.arena);
	return rc;
}

/* Where the money is now: on the way to the bank, or a reversal itself. */
static int
require_payment(const struct deciding *d, const struct rtk_entry_parts *parts,
    struct rtk_err *err)
{
	int64_t entry = d->hanging.entry.id;

	if (d->hanging.entry.sign < 0)
		return fail_entry(entry, RTK_E_ENTRY_CALLED_BACK, err);
	if (parts->count > 0 && strcmp(parts->rows[0].kind, "cancel") == 0)
		return fail_entry(entry, RTK_E_ENTRY_ASSIGNED, err);
	return require_money(d, err);
}

int
rtk_reconcile_cancel(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, struct rtk_err *err)
{
	struct deciding d;
	struct rtk_entry_parts parts;
	int rc = begin_again(&d, db, decision, err);

	if (rc == 0)
		rc = rtk_entry_parts(
		    &parts, db, decision->entry, &d.job.arena, err);
	if (rc == 0)
		rc = require_payment(&d, &parts, err);
	if (rc == 0)
		rc = take_back(&d, &parts, err);
	if (rc == 0) {
		*out = rtk_reconcile_posting(
		    &d.job, &d.hanging.entry, 0, d.reason);
		rc = rtk_entry_release(db, out, RTK_RELEASE_CANCEL, err);
	}
	rtk_arena_release(&d.job.arena);
	return rc;
}

int
rtk_reconcile_decisions(struct rtk_decided_list *out, struct rtk_db *db,
    const struct rtk_decided_choice *choice, struct rtk_arena *arena,
    struct rtk_err *err)
{
	return rtk_decided_list(out, db, choice, arena, err);
}
