#include "base/base.h"

#include "flow/reconcile.h"

#include <string.h>

#include "flow/reconcile_residual.h"

/* What the rows were, and what became of them, must be the same sum. */
static bool
postings_hold(const struct rtk_reconciled *r)
{
	return r->reg.new_gross.v ==
	    r->posted.v + r->entries.hanging.v + r->entries.called_back.v +
	    r->entries.returned.v;
}

/* In words; the residual is what is expected less what came. */
static const char *
state_of(const struct rtk_reconciled *r)
{
	bool gross = strcmp(r->money.how, "gross") == 0;
	int64_t commission = r->reg.gross.v - r->reg.transfer.v;

	if (!postings_hold(r))
		return "postings differ";
	/* payments and reversals that make nothing together */
	if (r->reg.new_transfer.v == 0 && r->entries.entries > 0 &&
	    r->money.documents == 0)
		return "nothing to pay";
	if (r->entries.entries == 0 && r->money.documents == 0)
		return "sent again"; /* so did its money, with that file */
	if (r->money.documents == 0 && r->money.decided)
		return "money decided on as a direct payment";
	if (r->money.documents == 0)
		return r->known.v != 0 ? "no money, rows known before"
				       : "no money";
	if (r->residual.v != 0)
		return "sum differs";
	if (gross && r->money.commission.v != commission)
		return "matched gross, commission not found";
	if (strcmp(r->money.how, "together") == 0)
		return "matched together";
	return gross ? "matched gross" : "matched";
}

/*
 * Expected is the transfer, or the gross where the bank takes its commission
 * apart, of the rows that no earlier file brought: the others were paid with
 * that file.
 */
static void
judge(struct rtk_reconciled *r)
{
	bool gross = strcmp(r->money.how, "gross") == 0;
	const struct rtk_kop *expected =
	    gross ? &r->reg.new_gross : &r->reg.new_transfer;

	r->known.v = r->reg.gross.v - r->reg.new_gross.v;
	r->residual.v = expected->v - r->money.incoming.v;
	r->state = state_of(r);
}

static bool
is_open(const struct rtk_reconciled *r)
{
	return r->residual.v != 0 || r->entries.hanging.v != 0 ||
	    !postings_hold(r) ||
	    strcmp(r->state, "matched gross, commission not found") == 0;
}

static bool
is_chosen(const struct rtk_register_figures *reg,
    const struct rtk_reconcile_choice *choice)
{
	if (choice->batch != 0 && reg->batch != choice->batch)
		return false;
	return choice->period.v < 0 ||
	    rtk_period_of(reg->order_day).v == choice->period.v;
}

static int
load_registers(struct rtk_reconciliation *out, struct rtk_db *db,
    const struct rtk_reconcile_choice *choice, struct rtk_err *err)
{
	struct rtk_register_figures *list;
	size_t count;

	if (rtk_register_list(&list, &count, db, &out->arena, err) < 0)
		return -1;
	out->registers =
	    rtk_arena_get(&out->arena, (count + 1) * sizeof(*out->registers));
	for (size_t i = 0; i < count; i++) {
		struct rtk_reconciled *r = &out->registers[out->register_count];

		if (!is_chosen(&list[i], choice))
			continue;
		r->reg = list[i];
		if (rtk_register_money(
			&r->money, db, r->reg.batch, &out->arena, err) < 0 ||
		    rtk_batch_money(&r->entries, db, r->reg.batch, err) < 0)
			return -1;
		r->posted = r->entries.posted;
		out->register_count++;
	}
	if (choice->batch != 0 && out->register_count == 0)
		return rtk_failf(err, RTK_E_REGISTER_UNKNOWN, "%lld",
		    (long long)choice->batch);
	return 0;
}

/* Batches and entries are numbered in one order. */
static int
load_postings(
    struct rtk_reconciliation *out, struct rtk_db *db, struct rtk_err *err)
{
	size_t count = out->register_count;
	struct rtk_posted_range *ranges =
	    rtk_arena_get(&out->arena, (count + 1) * sizeof(*ranges));
	struct rtk_period from = {INT32_MAX};

	for (size_t i = 0; i < count; i++) {
		const struct rtk_reconciled *r = &out->registers[i];

		ranges[i].first = r->reg.first_entry;
		ranges[i].count = r->entries.entries;
		if (r->reg.first_period.v < from.v)
			from = r->reg.first_period;
	}
	if (rtk_posted_ranges(ranges, count, db, from, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		out->registers[i].posted = ranges[i].posted;
	return 0;
}

static int
load_rest(
    struct rtk_reconciliation *out, struct rtk_db *db, struct rtk_err *err)
{
	const struct rtk_date never = {INT32_MAX};

	if (rtk_document_open(&out->documents, db, never, &out->arena, err) <
		0 ||
	    rtk_hanging_list(
		&out->hanging, &out->hanging_count, db, &out->arena, err) < 0)
		return -1;
	for (size_t i = 0; i < out->hanging_count; i++)
		out->hanging_sum.v += out->hanging[i].entry.amount.v;
	out->open =
	    out->open || out->documents.count > 0 || out->hanging_count > 0;
	return 0;
}

int
rtk_reconcile_report(struct rtk_reconciliation *out, struct rtk_db *db,
    const struct rtk_reconcile_choice *choice, struct rtk_err *err)
{
	*out = (struct rtk_reconciliation){0};
	if (load_registers(out, db, choice, err) < 0 ||
	    (choice->postings && load_postings(out, db, err) < 0) ||
	    load_rest(out, db, err) < 0) {
		rtk_reconciliation_release(out);
		return -1;
	}
	for (size_t i = 0; i < out->register_count; i++) {
		judge(&out->registers[i]);
		out->open = out->open || is_open(&out->registers[i]);
	}
	if (choice->explain &&
	    (rtk_reconcile_explain(out, db, err) < 0 ||
		rtk_reconcile_wait(out, db, choice->as_of, err) < 0)) {
		rtk_reconciliation_release(out);
		return -1;
	}
	return 0;
}

void
rtk_reconciliation_release(struct rtk_reconciliation *reconciliation)
{
	rtk_arena_release(&reconciliation->arena);
}
