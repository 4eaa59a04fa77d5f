#include "base/base.h"

#include "flow/invoice_lines.h"

#include "calc/names.h"
#include "calc/prices.h"
#include "document/invoice_change.h"
#include "document/russian.h"

/* Russian words of the document that come from data. */
static const char heat_ru[] = "тепловая энергия";
static const char water_ru[] = "холодная вода";

/* Hot water for common property stands in rows of its own (п. 70). */
static const char *
for_all_ru(enum rtk_component component)
{
	switch (component) {
	case RTK_HEAT:
		return "общие нужды: тепло";
	case RTK_WATER:
		return "общие нужды: вода";
	default:
		return "общие нужды";
	}
}

static struct rtk_price
price_of(const struct rtk_invoice_charges *c, int64_t tariff)
{
	for (size_t i = 0; i < c->rows->tariff_count; i++)
		if (c->rows->tariffs[i].id == tariff)
			return c->rows->tariffs[i].price;
	return (struct rtk_price){0};
}

static void
begin_line(struct rtk_invoice_line *out, const struct rtk_invoice_charges *c,
    const struct rtk_line *l)
{
	bool heating = l->service == RTK_HEATING;

	*out = (struct rtk_invoice_line){
	    .service = rtk_russian_service(l->service),
	    .component = rtk_line_is_common(l) ? for_all_ru(l->component)
		: heating || l->component == RTK_SINGLE ? ""
		: l->component == RTK_HEAT              ? heat_ru
							: water_ru,
	    .unit = rtk_russian_unit(l->component),
	    .method = l->method,
	    .decimals = l->decimals,
	    .price = price_of(c, l->tariff),
	    .note = "",
	};
}

/* Charge, raising, VAT and corrections of a component are one row. */
static void
add_to_line(struct rtk_invoice_line *out, const struct rtk_invoice_charges *c,
    const struct rtk_line *l)
{
	switch (l->kind) {
	case RTK_CHARGE:
		out->volume.v = l->volume.v - l->common.v;
		out->common = l->common;
		out->has_common =
		    l->service == RTK_HEATING || rtk_line_is_common(l);
		out->charge = l->amount;
		break;
	case RTK_RAISING:
		out->raising = l->amount;
		out->raising_milli = (int)(c->raising / 1000);
		break;
	case RTK_VAT:
		out->vat = l->amount;
		break;
	default:
		out->recalculation.v += l->amount.v;
		break;
	}
	out->total.v += l->amount.v;
}

enum { LINES_MAX = 2 * RTK_SERVICES * RTK_COMPONENTS * RTK_PRICES_MAX };

/* The lines of an account in a month. */
struct reading {
	const struct rtk_invoice_charges *charges;
	struct rtk_charge_scan *scan;
	struct rtk_invoice_line *lines;   /* LINES_MAX */
	struct rtk_line first[LINES_MAX]; /* the charge each begins with */
	size_t count;
	struct rtk_invoice_reductions *reductions; /* NULL: not wanted */
};

static int
add_reduction(struct reading *r, const struct rtk_line *l, struct rtk_err *err)
{
	if (r->reductions == NULL ||
	    (l->kind != RTK_REDUCTION && l->kind != RTK_RECALCULATION))
		return 0;
	return rtk_invoice_reduction_add(r->reductions, l,
	    r->lines[r->count - 1].service, &r->charges->known, err);
}

/*
 * The row of a line: of its component and, in a month of two prices, of its
 * price; what is of another month stands at the last one. NULL: none yet.
 */
static struct rtk_invoice_line *
row_of(const struct reading *r, const struct rtk_line *l)
{
	struct rtk_invoice_line *found = NULL;

	for (size_t i = 0; i < r->count; i++) {
		const struct rtk_line *first = &r->first[i];

		if (first->service != l->service ||
		    first->component != l->component ||
		    rtk_line_is_common(first) != rtk_line_is_common(l))
			continue;
		if (first->tariff == l->tariff)
			return &r->lines[i];
		found = &r->lines[i];
	}
	return l->kind == RTK_CHARGE ? NULL : found;
}

static int
read_lines(struct reading *r, int64_t account, struct rtk_err *err)
{
	struct rtk_line l;
	int rc;

	r->lines = rtk_arena_get(
	    r->charges->known.arena, LINES_MAX * sizeof(*r->lines));
	while ((rc = rtk_charge_scan_account(r->scan, account, &l, err)) == 1) {
		struct rtk_invoice_line *row;

		/* it has a row of its own below the services */
		if (l.kind == RTK_PENALTY_LINE)
			continue;
		row = row_of(r, &l);
		if (row == NULL) {
			RTK_ASSERT(r->count < LINES_MAX);
			r->first[r->count] = l;
			row = &r->lines[r->count++];
			begin_line(row, r->charges, &l);
		}
		add_to_line(row, r->charges, &l);
		if (add_reduction(r, &l, err) < 0)
			return -1;
	}
	return rc;
}

/* The rows of two prices as one: what changed from month to month is told. */
static size_t
one_row_each(struct rtk_invoice_line *out, const struct reading *r)
{
	size_t count = 0;

	for (size_t i = 0; i < r->count; i++) {
		const struct rtk_invoice_line *l = &r->lines[i];
		struct rtk_invoice_line *sum;

		if (i == 0 || r->first[i].service != r->first[i - 1].service ||
		    r->first[i].component != r->first[i - 1].component) {
			out[count++] = *l;
			continue;
		}
		sum = &out[count - 1];
		sum->price = l->price;
		sum->volume.v += l->volume.v;
		sum->common.v += l->common.v;
		sum->charge.v += l->charge.v;
		sum->raising.v += l->raising.v;
		sum->vat.v += l->vat.v;
		sum->recalculation.v += l->recalculation.v;
		sum->total.v += l->total.v;
	}
	return count;
}

/* The sentence on the month before. */
static void
set_change(struct rtk_invoice *out, const struct rtk_invoice_charges *c,
    const struct reading *before, const struct reading *now)
{
	struct rtk_invoice_line rows[2][LINES_MAX];
	const struct rtk_invoice_month months[] = {
	    {{c->known.period.v - 1}, rows[0], one_row_each(rows[0], before)},
	    {c->known.period, rows[1], one_row_each(rows[1], now)}};
	struct rtk_buf text = {0};

	rtk_invoice_change(&text, &months[0], &months[1]);
	out->change = rtk_arena_copy(c->known.arena, text.bytes, text.size);
	rtk_buf_release(&text);
}

int
rtk_invoice_lines(struct rtk_invoice *out,
    const struct rtk_invoice_charges *charges, int64_t account,
    struct rtk_err *err)
{
	struct reading before = {.charges = charges, .scan = charges->before};
	struct reading now = {.charges = charges, .scan = charges->now};

	now.reductions =
	    rtk_arena_get(charges->known.arena, sizeof(*now.reductions));
	now.reductions->count = 0;
	if (read_lines(&now, account, err) < 0 ||
	    read_lines(&before, account, err) < 0)
		return -1;
	out->lines = now.lines;
	out->line_count = now.count;
	out->recalculations = now.reductions->rows;
	out->recalculation_count = now.reductions->count;
	set_change(out, charges, &before, &now);
	return 0;
}
