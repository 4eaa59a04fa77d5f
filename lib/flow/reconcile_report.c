#include "base/base.h"

#include "flow/reconcile.h"

#include <string.h>

/* In words; the residual is what is expected less what came. */
static const char *
state_of(const struct rtk_reconciled *r)
{
	bool gross = strcmp(r->money.how, "gross") == 0;
	int64_t commission = r->reg.gross.v - r->reg.transfer.v;

	if (r->reg.gross.v == 0 && r->money.documents == 0)
		return "empty";
	if (r->entries.entries == 0 && r->money.documents == 0)
		return "sent again"; /* so did its money, with that file */
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
	    strcmp(r->state, "matched gross, commission not found") == 0;
}

/* What the rows were, and what became of them, must be the same sum. */
static int
check_sums(const struct rtk_reconciled *r, struct rtk_err *err)
{
	if (r->entries.all.v == r->reg.new_gross.v)
		return 0;
	return rtk_failf(err, RTK_E_IDENTITY,
	    "register %lld: its rows and their entries",
	    (long long)r->reg.batch);
}

static int
load_registers(struct rtk_reconciliation *out, struct rtk_db *db,
    struct rtk_period period, int64_t batch, struct rtk_err *err)
{
	struct rtk_register_row_sums *list;
	size_t count;

	if (rtk_register_list(&list, &count, db, &out->arena, err) < 0)
		return -1;
	out->registers = rtk_arena_get(
	    &out->arena, (count + 1) * sizeof(*out->registers));
	for (size_t i = 0; i < count; i++) {
		struct rtk_reconciled *r =
		    &out->registers[out->register_count];

		if ((batch != 0 && list[i].batch != batch) ||
		    (period.v >= 0 &&
			rtk_period_of(list[i].order_day).v != period.v))
			continue;
		r->reg = list[i];
		if (rtk_register_money(&r->money, db, r->reg.batch,
			&out->arena, err) < 0 ||
		    rtk_batch_money(&r->entries, db, r->reg.batch, err) < 0)
			return -1;
		judge(r);
		if (check_sums(r, err) < 0)
			return -1;
		out->open = out->open || is_open(r);
		out->register_count++;
	}
	if (batch != 0 && out->register_count == 0)
		return rtk_failf(err, RTK_E_REGISTER_UNKNOWN, "%lld",
		    (long long)batch);
	return 0;
}

static int
load_rest(struct rtk_reconciliation *out, struct rtk_db *db,
    struct rtk_err *err)
{
	const struct rtk_date never = {INT32_MAX};

	if (rtk_document_open(
		&out->documents, db, never, &out->arena, err) < 0 ||
	    rtk_hanging_list(&out->hanging, &out->hanging_count, db,
		&out->arena, err) < 0)
		return -1;
	for (size_t i = 0; i < out->hanging_count; i++)
		out->hanging_sum.v += out->hanging[i].entry.amount.v;
	out->open = out->open || out->documents.count > 0 ||
	    out->hanging_count > 0;
	return 0;
}

int
rtk_reconcile_report(struct rtk_reconciliation *out, struct rtk_db *db,
    struct rtk_period period, int64_t batch, struct rtk_err *err)
{
	*out = (struct rtk_reconciliation){0};
	if (load_registers(out, db, period, batch, err) == 0 &&
	    load_rest(out, db, err) == 0)
		return 0;
	rtk_reconciliation_release(out);
	return -1;
}

void
rtk_reconciliation_release(struct rtk_reconciliation *reconciliation)
{
	rtk_arena_release(&reconciliation->arena);
}
