#include "base/base.h"

#include "calc/why.h"

#include <string.h>

#include "calc/building.h"
#include "calc/input_copy.h"
#include "calc/transpose.h"

const char *
rtk_why_name(enum rtk_cause_of_change cause)
{
	static const char *const names[] = {"service", "season", "days",
	    "area", "persons", "premises", "method", "reading", "average",
	    "house_meter", "norm", "rules", "raising", "price", "vat",
	    "reduction", "recalculation", "penalty", "other"};

	_Static_assert(RTK_COUNT(names) == RTK_WHY_CAUSES, "a name each");
	RTK_ASSERT(cause < RTK_WHY_CAUSES);
	return names[cause];
}

void
rtk_why_add(struct rtk_why_parts *parts, const struct rtk_why_part *part)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct rtk_why_part *p = &parts->list[i];

		if (p->service != part->service ||
		    p->component != part->component || p->cause != part->cause)
			continue;
		p->amount.v += part->amount.v;
		p->is = part->is;
		return;
	}
	RTK_ASSERT(parts->count < RTK_WHY_PARTS_MAX);
	parts->list[parts->count++] = *part;
}

/* --- what a calculation came to ---------------------------------------- */

/* The lines of one service and component together. */
struct sums {
	bool charged;
	struct rtk_kop rest;    /* charge and VAT */
	struct rtk_kop raising;
	bool raised;
	enum rtk_method method;
	struct rtk_micro volume;
	int64_t price; /* 1e-4 kopeck */
};

struct bill {
	struct sums of[RTK_SERVICES][RTK_COMPONENTS];
	int64_t area;    /* 1e-2 m2 */
	int64_t persons; /* person-days, in 1e-2 of a person a month */
};

static int64_t
price_of(const struct rtk_rule_rows *rows, int64_t tariff)
{
	for (size_t i = 0; i < rows->tariff_count; i++)
		if (rows->tariffs[i].id == tariff)
			return rows->tariffs[i].price.v;
	return 0;
}

static void
add_lines(struct bill *bill, const struct rtk_line *lines, size_t count,
    const struct rtk_rule_rows *rows)
{
	for (size_t i = 0; i < count; i++) {
		const struct rtk_line *l = &lines[i];
		struct sums *s = &bill->of[l->service][l->component];

		switch (l->kind) {
		case RTK_CHARGE:
			s->charged = true;
			s->method = l->method;
			s->volume = l->volume;
			s->price = price_of(rows, l->tariff);
			s->rest.v += l->amount.v;
			break;
		case RTK_VAT:
			s->rest.v += l->amount.v;
			break;
		case RTK_RAISING:
			s->raised = true;
			s->raising.v += l->amount.v;
			break;
		default:
			break; /* reductions and corrections: by the caller */
		}
	}
}

static struct rtk_premises *
find_premises(const struct rtk_building_input *in, int64_t account)
{
	for (size_t i = 0; i < in->premises_count; i++)
		if (in->premises[i].now->account == account)
			return &in->premises[i];
	return NULL;
}

static void
add_facts(struct bill *bill, const struct rtk_building_input *in,
    int64_t account)
{
	const struct rtk_premises *p = find_premises(in, account);

	if (p == NULL)
		return;
	bill->area = p->now->area.v;
	bill->persons = rtk_person_days(&p->persons, in->month,
			    in->month->first, in->month->last) *
	    100 / in->month->days;
}

/* --- the chain --------------------------------------------------------- */

/* A month that is turned from the one before into this one, by groups. */
struct chain {
	struct rtk_why_parts *out;
	const struct rtk_why_side *before;
	const struct rtk_why_side *now;
	int64_t account;
	struct rtk_arena *arena;
	struct rtk_transpose transpose;
	struct rtk_rule_rows rows;
	struct rtk_month month;
	struct rtk_building building;
	struct rtk_building_input in;
	struct bill last; /* what the last calculation came to */
	/* whole difference of the service is one part */
	bool whole[RTK_SERVICES];
};

/* The month as it stands in the chain; -1: it cannot be calculated so. */
static int
calculate(const struct chain *c, struct bill *bill)
{
	struct rtk_building_input in = rtk_input_copy(&c->in, c->arena);
	struct rtk_building_output out = {0};
	struct rtk_err ignored = RTK_ERR_INIT;
	size_t first = 0, count = 0;
	int rc;

	rtk_output_reset(&out);
	rc = rtk_building_charges(&out, &in, &ignored);
	while (first < out.line_count &&
	    out.lines[first].account != c->account)
		first++;
	while (first + count < out.line_count &&
	    out.lines[first + count].account == c->account)
		count++;
	*bill = (struct bill){0};
	if (rc == 0 && count > 0)
		add_lines(bill, out.lines + first, count, &c->rows);
	add_facts(bill, &in, c->account);
	rtk_output_release(&out);
	return rc;
}

/* Symbols that tell what changed, beside the money. */
static void
set_values(struct rtk_why_part *part, const struct bill *was,
    const struct bill *is)
{
	const struct sums *a = &was->of[part->service][part->component];
	const struct sums *b = &is->of[part->service][part->component];

	part->has_values = true;
	part->was = a->volume.v;
	part->is = b->volume.v;
	part->scale = RTK_MICRO_SCALE;
	part->unit = part->component == RTK_HEAT ? "Gcal" : "m3";
	switch (part->cause) {
	case RTK_WHY_PRICE:
		part->was = a->price;
		part->is = b->price;
		part->scale = RTK_PRICE_SCALE;
		part->unit = "RUB";
		break;
	case RTK_WHY_AREA:
		part->was = was->area;
		part->is = is->area;
		part->scale = RTK_AREA_SCALE;
		part->unit = "m2";
		break;
	case RTK_WHY_PERSONS:
		part->was = was->persons;
		part->is = is->persons;
		part->scale = 2;
		part->unit = "";
		break;
	case RTK_WHY_REDUCTION: /* of the VAT: the lines are the caller's */
	case RTK_WHY_VAT:
	case RTK_WHY_RULES:
	case RTK_WHY_RAISING:
		part->has_values = false;
		break;
	default:
		break;
	}
}

static void
add_part(struct chain *c, struct rtk_why_part part, int64_t amount,
    const struct bill *is)
{
	if (amount == 0)
		return;
	part.amount.v = amount;
	set_values(&part, &c->last, is);
	rtk_why_add(c->out, &part);
}

/* The cause of a replaced group, by what it did to the lines. */
static enum rtk_cause_of_change
cause_of(enum rtk_cause_of_change cause, const struct sums *was,
    const struct sums *is)
{
	bool volume =
	    cause == RTK_WHY_READING || cause == RTK_WHY_HOUSE_METER;

	if (volume && was->method != is->method)
		return RTK_WHY_METHOD;
	if (cause == RTK_WHY_READING && is->method == RTK_BY_AVERAGE)
		return RTK_WHY_AVERAGE;
	return cause;
}

static void
compare_service(struct chain *c, enum rtk_service service,
    enum rtk_cause_of_change cause, const struct bill *is)
{
	for (int i = 0; i < RTK_COMPONENTS; i++) {
		const struct sums *a = &c->last.of[service][i];
		const struct sums *b = &is->of[service][i];
		struct rtk_why_part part = {.service = service,
		    .component = (enum rtk_component)i,
		    .cause = cause_of(cause, a, b)};

		add_part(c, part, b->rest.v - a->rest.v, is);
		if (!c->whole[service] &&
		    (a->raised != b->raised || cause == RTK_WHY_RULES))
			part.cause = RTK_WHY_RAISING;
		add_part(c, part, b->raising.v - a->raising.v, is);
	}
}

static bool
is_charged(const struct bill *bill, enum rtk_service service)
{
	for (int i = 0; i < RTK_COMPONENTS; i++)
		if (bill->of[service][i].charged)
			return true;
	return false;
}

/*
 * What this group made. A service that this mixture does not charge, though
 * both months do, waits for the next group.
 */
static void
take_step(struct chain *c, enum rtk_cause_of_change cause)
{
	struct bill bill;

	if (calculate(c, &bill) < 0)
		return;
	for (int s = 0; s < RTK_SERVICES; s++) {
		if (c->whole[s] || !is_charged(&bill, (enum rtk_service)s)) {
			memcpy(bill.of[s], c->last.of[s], sizeof(bill.of[s]));
			continue;
		}
		compare_service(c, (enum rtk_service)s, cause, &bill);
	}
	c->last = bill;
}

/* --- groups of inputs -------------------------------------------------- */

/* The month before without reductions: what is left is its own month. */
static void
begin_unreduced(struct chain *c)
{
	c->rows = *c->before->in.month->rows;
	c->in = rtk_input_copy(&c->before->in, c->arena);
	c->in.absence_count = 0;
	c->in.outage_count = 0;
}

static void
begin_with_before(struct chain *c)
{
	begin_unreduced(c);
	c->building = *c->before->in.building;
	c->month = *c->now->in.month;
	c->month.policies = c->before->in.month->policies;
	c->month.rows = &c->rows;
	c->in.month = &c->month;
	c->in.building = &c->building;
	rtk_transpose_tariffs(&c->rows, &c->transpose);
	rtk_transpose_norms(&c->rows, &c->transpose);
	rtk_transpose_heating_months(&c->rows, &c->transpose);
	for (size_t i = 0; i < c->in.premises_count; i++)
		rtk_transpose_premises(&c->in.premises[i], &c->transpose);
	for (size_t i = 0; i < c->in.former_count; i++)
		rtk_transpose_premises(&c->in.formers[i], &c->transpose);
}

/* The same premises with another area. */
static const struct rtk_account_version *
with_area(const struct chain *c, const struct rtk_account_version *version,
    struct rtk_area area)
{
	struct rtk_account_version *other =
	    rtk_arena_get(c->arena, sizeof(*other));

	*other = *version;
	other->area = area;
	return other;
}

/* Areas, and which premises there are: a new one comes as it is. */
static void
replace_areas(struct chain *c)
{
	struct rtk_building_input now =
	    rtk_input_copy(&c->now->in, c->arena);

	for (size_t i = 0; i < now.premises_count; i++) {
		struct rtk_premises *p = &now.premises[i];
		const struct rtk_premises *old =
		    find_premises(&c->in, p->now->account);
		struct rtk_area area = p->now->area;

		/* the parties change with the premises */
		if (old == NULL) {
			p->part = false;
			p->former = NULL;
			continue;
		}
		*p = *old;
		p->now = with_area(c, old->now, area);
	}
	c->in.premises = now.premises;
	c->in.premises_count = now.premises_count;
	c->building.total_area = now.building->total_area;
	c->building.common_area = now.building->common_area;
}

static void
replace_persons(struct chain *c)
{
	for (size_t i = 0; i < c->in.premises_count; i++)
		c->in.premises[i].persons = c->now->in.premises[i].persons;
}

static void
replace_premises(struct chain *c)
{
	struct rtk_building_input now = rtk_input_copy(&c->now->in, c->arena);

	for (size_t i = 0; i < c->in.premises_count; i++) {
		struct rtk_premises *p = &c->in.premises[i];

		p->now = now.premises[i].now;
		p->part = now.premises[i].part;
		p->since = now.premises[i].since;
		p->until = now.premises[i].until;
		p->former = now.premises[i].former;
	}
	c->in.formers = now.formers;
	c->in.former_count = now.former_count;
	c->building = *c->now->in.building;
}

/* Volumes of the meters of this account, or of the others. */
static void
replace_volumes(struct chain *c, bool own)
{
	struct rtk_building_input now =
	    rtk_input_copy(&c->now->in, c->arena);

	for (size_t i = 0; i < c->in.premises_count; i++) {
		struct rtk_premises *p = &c->in.premises[i];

		if ((p->now->account == c->account) != own)
			continue;
		p->meters = now.premises[i].meters;
		p->meter_count = now.premises[i].meter_count;
		p->heating = now.premises[i].heating;
		p->hot_water = now.premises[i].hot_water;
	}
}

static void
replace_house(struct chain *c)
{
	struct rtk_building_input now =
	    rtk_input_copy(&c->now->in, c->arena);

	c->in.house_meters = now.house_meters;
	c->in.house_meter_count = now.house_meter_count;
}

static void
replace_norms(struct chain *c)
{
	const struct rtk_rule_rows *now = c->now->in.month->rows;

	c->rows.norms = now->norms;
	c->rows.norm_count = now->norm_count;
	c->rows.months = now->months;
	c->rows.months_count = now->months_count;
}

static void
replace_rules(struct chain *c)
{
	const struct rtk_rule_rows *now = c->now->in.month->rows;

	c->rows.policies = now->policies;
	c->rows.policy_count = now->policy_count;
	c->month.policies = c->now->in.month->policies;
}

/* Prices of now, with the rate of VAT of the same price before. */
static void
replace_prices(struct chain *c)
{
	const struct rtk_rule_rows *now = c->now->in.month->rows;
	size_t bytes = now->tariff_count * sizeof(*now->tariffs);
	struct rtk_tariff *rows = rtk_arena_get(c->arena, bytes + 1);

	for (size_t i = 0; i < now->tariff_count; i++) {
		rows[i] = now->tariffs[i];
		for (size_t j = 0; j < c->rows.tariff_count; j++) {
			const struct rtk_tariff *old = &c->rows.tariffs[j];

			if (old->service != rows[i].service ||
			    old->component != rows[i].component ||
			    old->group != rows[i].group ||
			    strcmp(old->zone, rows[i].zone) != 0)
				continue;
			rows[i].vat = old->vat;
			rows[i].vat_percent_bp = old->vat_percent_bp;
		}
	}
	c->rows.tariffs = rows;
	c->rows.tariff_count = now->tariff_count;
}

static void
replace_vat(struct chain *c)
{
	const struct rtk_rule_rows *now = c->now->in.month->rows;

	c->rows.tariffs = now->tariffs;
	c->rows.tariff_count = now->tariff_count;
}

static void
replace_reductions(struct chain *c)
{
	const struct rtk_building_input *now = &c->now->in;

	c->in.absences = now->absences;
	c->in.absence_count = now->absence_count;
	c->in.outages = now->outages;
	c->in.outage_count = now->outage_count;
}

/* --- services that one month does not charge --------------------------- */

static bool
season_differs(const struct chain *c)
{
	const struct rtk_month *months[] = {
	    c->before->in.month, c->now->in.month};
	const char *place = c->now->in.building->municipality;
	bool in[2];

	for (int i = 0; i < 2; i++) {
		const struct rtk_heating_months *found;
		struct rtk_err ignored = RTK_ERR_INIT;

		if (rtk_heating_months_find(&found, months[i],
			months[i]->period, place, &ignored) < 0)
			return false;
		in[i] = found->mode == RTK_EVEN ||
		    rtk_in_season(found, months[i]->period);
	}
	return in[0] != in[1];
}

static void
whole_services(struct chain *c, const struct bill *now)
{
	enum rtk_cause_of_change cause;

	for (int s = 0; s < RTK_SERVICES; s++) {
		c->whole[s] = !is_charged(&c->last, (enum rtk_service)s) ||
		    !is_charged(now, (enum rtk_service)s);
		if (!c->whole[s])
			continue;
		cause = s == RTK_HEATING && season_differs(c)
		    ? RTK_WHY_SEASON
		    : RTK_WHY_SERVICE;
		compare_service(c, (enum rtk_service)s, cause, now);
	}
}

void
rtk_why_split(struct rtk_why_parts *out, const struct rtk_why_side *before,
    const struct rtk_why_side *now, int64_t account, struct rtk_arena *arena)
{
	struct chain c = {.out = out,
	    .before = before,
	    .now = now,
	    .account = account,
	    .arena = arena,
	    .transpose = {before->in.month, now->in.month, arena}};
	struct bill end = {0};

	add_lines(&c.last, before->lines, before->line_count,
	    before->in.month->rows);
	add_facts(&c.last, &before->in, account);
	add_lines(&end, now->lines, now->line_count, now->in.month->rows);
	add_facts(&end, &now->in, account);
	whole_services(&c, &end);
	begin_unreduced(&c);
	take_step(&c, RTK_WHY_REDUCTION);
	begin_with_before(&c);
	take_step(&c, RTK_WHY_DAYS);
	replace_areas(&c);
	take_step(&c, RTK_WHY_AREA);
	replace_persons(&c);
	take_step(&c, RTK_WHY_PERSONS);
	replace_premises(&c);
	take_step(&c, RTK_WHY_PREMISES);
	replace_volumes(&c, true);
	take_step(&c, RTK_WHY_READING);
	replace_volumes(&c, false);
	replace_house(&c);
	take_step(&c, RTK_WHY_HOUSE_METER);
	replace_norms(&c);
	take_step(&c, RTK_WHY_NORM);
	replace_rules(&c);
	take_step(&c, RTK_WHY_RULES);
	replace_prices(&c);
	take_step(&c, RTK_WHY_PRICE);
	replace_vat(&c);
	take_step(&c, RTK_WHY_VAT);
	replace_reductions(&c);
	take_step(&c, RTK_WHY_REDUCTION);
	for (int s = 0; s < RTK_SERVICES; s++)
		if (!c.whole[s])
			compare_service(
			    &c, (enum rtk_service)s, RTK_WHY_OTHER, &end);
}
