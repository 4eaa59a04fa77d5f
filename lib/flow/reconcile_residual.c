#include "base/base.h"

#include "flow/reconcile_residual.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "calc/match.h"
#include "calc/residual.h"
#include "store/direct.h"
#include "store/due_rows.h"
#include "store/paid_rows.h"

/* Incoming money of the statement that is not tied to a register. */
struct order {
	int64_t document;
	const char *number;
	struct rtk_date day;
	struct rtk_date posted;
	struct rtk_kop amount;
};

struct explaining {
	struct rtk_reconciliation *picture;
	struct rtk_db *db;
	struct rtk_due_rows calendar;
	struct order *orders;
	size_t order_count;
	struct rtk_paid_rows rows; /* of the register at hand */
	struct rtk_residual_item *items;
	size_t item_count, item_room;
};

static void
add_item(struct explaining *x, enum rtk_residual_kind kind, int64_t key,
    int64_t amount)
{
	if (amount == 0)
		return;
	x->items = rtk_array_grow(
	    x->items, &x->item_room, x->item_count, sizeof(*x->items));
	x->items[x->item_count++] =
	    (struct rtk_residual_item){kind, key, {amount}};
}

/* --- what may explain it ----------------------------------------------- */

static void
add_orders(struct explaining *x, const struct rtk_reconciled *r, bool late)
{
	for (size_t i = 0; i < x->order_count; i++) {
		const struct order *o = &x->orders[i];
		bool in_days = rtk_match_in_days(
		    &x->calendar, r->reg.order_day, o->posted);

		if (in_days == late || o->posted.v < r->reg.order_day.v - 1)
			continue;
		add_item(x, late ? RTK_RESIDUAL_LATE_ORDER : RTK_RESIDUAL_ORDER,
		    (int64_t)i, o->amount.v);
	}
}

/* What is too little here may be too much there. */
static void
add_registers(struct explaining *x, const struct rtk_reconciled *r)
{
	for (size_t i = 0; i < x->picture->register_count; i++) {
		const struct rtk_reconciled *other = &x->picture->registers[i];

		if (other != r &&
		    other->money.documents + r->money.documents > 0)
			add_item(x, RTK_RESIDUAL_REGISTER, other->reg.batch,
			    -other->residual.v);
	}
}

static void
add_rows(struct explaining *x, enum rtk_residual_kind kind)
{
	for (size_t i = 0; i < x->rows.count; i++) {
		const struct rtk_paid_row *row = &x->rows.rows[i];
		int64_t amount = row->transfer.v;

		if (kind == RTK_RESIDUAL_REVERSAL && !row->called_back)
			continue;
		add_item(x, kind, (int64_t)i,
		    kind == RTK_RESIDUAL_DOUBLED ? -amount : amount);
	}
}

/* In the order of likelihood; without money no row is the one. */
static int
collect(
    struct explaining *x, const struct rtk_reconciled *r, struct rtk_err *err)
{
	const struct rtk_register_figures *reg = &r->reg;

	x->item_count = 0;
	x->rows.count = 0;
	add_orders(x, r, false);
	add_orders(x, r, true);
	add_registers(x, r);
	if (r->money.documents == 0)
		return 0;
	if (rtk_paid_rows(
		&x->rows, x->db, reg->batch, &x->picture->arena, err) < 0)
		return -1;
	add_rows(x, RTK_RESIDUAL_REVERSAL);
	add_item(x, RTK_RESIDUAL_COMMISSION, 0, reg->commission.v);
	add_item(
	    x, RTK_RESIDUAL_KNOWN, 0, reg->new_transfer.v - reg->transfer.v);
	add_rows(x, RTK_RESIDUAL_MISSING);
	add_rows(x, RTK_RESIDUAL_DOUBLED);
	return 0;
}

/* --- words -------------------------------------------------------------- */

/* Its number and day in the statement. */
static const char *
order_words(struct explaining *x, const struct order *o)
{
	struct rtk_buf text = {0};
	char day[RTK_DATE_TEXT];
	const char *kept;

	rtk_buf_addf(&text, "%s %s", o->number, rtk_date_text(day, o->posted));
	kept = rtk_arena_copy(&x->picture->arena, text.bytes, text.size);
	rtk_buf_release(&text);
	return kept;
}

static void
name_item(struct explaining *x, struct rtk_difference *out,
    const struct rtk_residual_item *item)
{
	out->what = rtk_residual_name(item->kind);
	out->amount = item->amount;
	out->detail = "";
	switch (item->kind) {
	case RTK_RESIDUAL_ORDER:
	case RTK_RESIDUAL_LATE_ORDER:
		out->object = x->orders[item->key].document;
		out->detail = order_words(x, &x->orders[item->key]);
		return;
	case RTK_RESIDUAL_REVERSAL:
	case RTK_RESIDUAL_MISSING:
	case RTK_RESIDUAL_DOUBLED:
		out->object = x->rows.rows[item->key].line;
		out->detail = x->rows.rows[item->key].account;
		return;
	default:
		out->object = item->key;
	}
}

static void
name_all(struct explaining *x, struct rtk_reconciled *r,
    const struct rtk_residual_set *set)
{
	const struct rtk_residual_item rest = {
	    RTK_RESIDUAL_UNEXPLAINED, 0, r->residual};
	size_t count = set->count > 0 ? set->count : 1;

	r->differences =
	    rtk_arena_get(&x->picture->arena, count * sizeof(*r->differences));
	r->difference_count = count;
	for (size_t i = 0; i < count; i++) {
		name_item(x, &r->differences[i],
		    set->count > 0 ? &x->items[set->items[i]] : &rest);
		r->differences[i].ways = set->ways;
	}
}

/* --- all registers ------------------------------------------------------ */

static void
add_order(struct explaining *x, const struct order *order)
{
	x->orders[x->order_count++] = *order;
}

/* Open orders, and those that hang as payments of one consumer. */
static int
load_orders(struct explaining *x, struct rtk_err *err)
{
	const struct rtk_documents *open = &x->picture->documents;
	const struct rtk_date ever = {INT32_MIN};
	struct rtk_directs directs;

	if (rtk_direct_list(&directs, x->db, ever, &x->picture->arena, err) < 0)
		return -1;
	x->orders = rtk_arena_get(&x->picture->arena,
	    (open->count + directs.count + 1) * sizeof(*x->orders));
	for (size_t i = 0; i < open->count; i++) {
		const struct rtk_document *d = &open->rows[i];

		add_order(x,
		    &(struct order){
			d->id, d->number, d->day, d->posted, d->amount});
	}
	for (size_t i = 0; i < directs.count; i++) {
		const struct rtk_direct *d = &directs.rows[i];

		if (!d->decided)
			add_order(x,
			    &(struct order){d->document, d->number, d->day,
				d->posted, d->amount});
	}
	return 0;
}

int
rtk_reconcile_explain(
    struct rtk_reconciliation *picture, struct rtk_db *db, struct rtk_err *err)
{
	struct explaining x = {.picture = picture, .db = db};
	int rc = load_orders(&x, err);

	if (rc == 0)
		rc = rtk_due_rows_load(
		    &x.calendar, db, INT64_MAX, &picture->arena, err);
	for (size_t i = 0; rc == 0 && i < picture->register_count; i++) {
		struct rtk_reconciled *r = &picture->registers[i];
		struct rtk_residual_set set;

		if (r->residual.v == 0)
			continue;
		rc = collect(&x, r, err);
		if (rc < 0)
			break;
		rtk_residual_explain(&set, x.items, x.item_count, r->residual);
		/* without money the state says all */
		if (set.count > 0 || r->money.documents > 0)
			name_all(&x, r, &set);
	}
	free(x.items);
	return rc;
}
