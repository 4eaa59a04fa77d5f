#include "base/base.h"

#include "flow/reconcile.h"

#include <string.h>

/*
 * Expected: the transfer, or the gross where the bank takes its commission
 * apart. Rows that an earlier file brought were paid with that file.
 */
static void
judge(struct rtk_reconciled *r)
{
	bool gross = strcmp(r->money.how, "gross") == 0;

	r->known.v = r->reg.gross.v - r->entries.all.v;
	r->residual.v = (gross ? r->reg.gross.v : r->reg.transfer.v) -
	    r->money.incoming.v;
	if (r->money.documents == 0 && r->reg.gross.v == 0) {
		r->state = "empty";
	} else if (r->money.documents == 0 && r->entries.entries == 0) {
		/* every row came with an earlier file, and so did the money */
		r->residual.v = 0;
		r->state = "sent again";
	}
	else if (r->money.documents == 0)
		r->state = r->known.v != 0 ? "no money, rows known before"
					   : "no money";
	else if (strcmp(r->money.how, "together") == 0) {
		/* the order also pays other registers: this one's share */
		r->money.incoming = r->reg.transfer;
		r->residual.v = 0;
		r->state = "matched together";
	} else if (r->residual.v != 0)
		r->state = "sum differs";
	else if (gross && r->money.commission.v != r->reg.commission.v)
		r->state = "matched gross, commission not found";
	else
		r->state = gross ? "matched gross" : "matched";
}

static bool
is_open(const struct rtk_reconciled *r)
{
	return r->residual.v != 0 || r->entries.hanging.v != 0 ||
	    strcmp(r->state, "matched gross, commission not found") == 0;
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
	size_t kept = 0;

	if (rtk_document_open(&out->documents, &out->document_count, db,
		&out->arena, err) < 0 ||
	    rtk_hanging_list(&out->hanging, &out->hanging_count, db,
		&out->arena, err) < 0)
		return -1;
	for (size_t i = 0; i < out->document_count; i++)
		if (out->documents[i].direction == 1)
			out->documents[kept++] = out->documents[i];
	out->document_count = kept;
	for (size_t i = 0; i < out->hanging_count; i++)
		out->hanging_sum.v += out->hanging[i].entry.amount.v;
	out->open = out->open || kept > 0 || out->hanging_count > 0;
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
