#include "base/base.h"

#include "flow/reconcile_tie.h"

#include "flow/reconcile_job.h"
#include "num/decimal.h"
#include "store/decision.h"
#include "store/direct.h"

/* A decision under way. */
struct tying {
	struct rtk_reconcile_job job;
	const struct rtk_tie_decision *what;
	struct rtk_reconciliation picture; /* of the register alone */
	struct rtk_directs directs;
};

static int
begin(struct tying *t, struct rtk_db *db, const struct rtk_tie_decision *what,
    struct rtk_err *err)
{
	const struct rtk_reconcile_choice choice = {
	    .period = {-1}, .batch = what->batch};
	const struct rtk_date ever = {INT32_MIN};

	*t = (struct tying){
	    .what = what, .job = {.db = db, .as_of = what->as_of}};
	if (rtk_book_state(db, &t->job.book, err) < 0 ||
	    rtk_reconcile_report(&t->picture, db, &choice, err) < 0)
		return -1;
	return rtk_direct_list(&t->directs, db, ever, &t->job.arena, err);
}

static const struct rtk_document *
find_open(const struct tying *t, int64_t document)
{
	for (size_t i = 0; i < t->picture.documents.count; i++)
		if (t->picture.documents.rows[i].id == document)
			return &t->picture.documents.rows[i];
	return NULL;
}

static const struct rtk_direct *
find_direct(const struct tying *t, int64_t document)
{
	for (size_t i = 0; i < t->directs.count; i++)
		if (t->directs.rows[i].document == document &&
		    !t->directs.rows[i].decided)
			return &t->directs.rows[i];
	return NULL;
}

static int
tie_one(
    struct tying *t, int64_t document, struct rtk_kop *sum, struct rtk_err *err)
{
	const struct rtk_document *open = find_open(t, document);
	const struct rtk_direct *direct = find_direct(t, document);
	const struct rtk_tie tie = {.document = document,
	    .registered = t->what->batch,
	    .how = "parts",
	    .day = t->what->as_of,
	    .reason = t->what->reason};
	struct rtk_posting p;

	if (open == NULL && direct == NULL)
		return rtk_failf(
		    err, RTK_E_TIE_ORDER, "%lld", (long long)document);
	sum->v += open != NULL ? open->amount.v : direct->amount.v;
	if (direct != NULL) {
		const struct rtk_entry entry = {.id = direct->entry,
		    .paid = direct->posted,
		    .amount = direct->amount,
		    .reason = ""};

		p = rtk_reconcile_posting(
		    &t->job, &entry, 0, "the money of a register");
		if (rtk_entry_release(
			t->job.db, &p, RTK_RELEASE_REGISTER, err) < 0)
			return -1;
	}
	return rtk_tie_add(t->job.db, &tie, err);
}

static int
check_sum(const struct tying *t, struct rtk_kop sum, struct rtk_err *err)
{
	char have[RTK_DECIMAL_TEXT], need[RTK_DECIMAL_TEXT];
	int64_t residual = t->picture.registers[0].residual.v;

	if (sum.v == residual)
		return 0;
	return rtk_failf(err, RTK_E_TIE_SUM, "%s, %s",
	    rtk_decimal_text(have, sum.v, RTK_KOP_SCALE, RTK_KOP_SCALE),
	    rtk_decimal_text(need, residual, RTK_KOP_SCALE, RTK_KOP_SCALE));
}

/* An order named twice would pay twice. */
static bool
named_before(const struct rtk_tie_decision *what, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (what->documents[i] == what->documents[index])
			return true;
	return false;
}

int
rtk_reconcile_tie(struct rtk_kop *sum, struct rtk_db *db,
    const struct rtk_tie_decision *decision, struct rtk_err *err)
{
	struct tying t;
	int rc = begin(&t, db, decision, err);

	sum->v = 0;
	for (size_t i = 0; rc == 0 && i < decision->count; i++) {
		int64_t document = decision->documents[i];

		rc = named_before(decision, i)
		    ? rtk_failf(
			  err, RTK_E_TIE_ORDER, "%lld", (long long)document)
		    : tie_one(&t, document, sum, err);
	}
	if (rc == 0)
		rc = check_sum(&t, *sum, err);
	rtk_reconciliation_release(&t.picture);
	rtk_arena_release(&t.job.arena);
	return rc;
}
