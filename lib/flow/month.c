#include "base/base.h"

#include "flow/month.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/allocators.h"
#include "calc/carry.h"
#include "calc/contract.h"
#include "calc/meter_state.h"
#include "calc/year.h"
#include "flow/act_charged.h"
#include "store/act.h"
#include "store/allocator.h"
#include "store/contract.h"
#include "store/rule_rows.h"

/*
 * No average of a house meter looks further back: a window of heating months,
 * and as many periods in a row as a policy can allow.
 */
enum { TEMPERATURE_MONTHS = 36 };

/* Everything a building needs is built anew in these arrays. */
struct workshop {
	const struct rtk_month_job *job;
	struct rtk_month month;
	struct rtk_meter_month *meters;
	struct rtk_premises *premises;
	struct rtk_premises *formers;
	size_t meter_room, premises_room, former_room, former_count;
	int64_t chained; /* the first of three accounts of a flat; 0: none */
	struct rtk_contract_scan *scan;
	const struct rtk_contract *contracts; /* of the building, by account */
	size_t contract_count;
	struct rtk_act_scan *act_scan;
	struct rtk_act *acts; /* of the building, by account */
	size_t act_count;
	struct rtk_allocator_scan *allocator_scan;
	struct rtk_heat_sums heat_sums; /* before the month */
	struct rtk_buyer *buyers;
	size_t buyer_room, buyer_count;
	struct rtk_carries carried; /* before the month */
	struct rtk_building_output output;
	struct rtk_years years; /* before the month */
	struct rtk_buf state;
};

static void
workshop_release(struct workshop *w)
{
	free(w->meters);
	free(w->premises);
	free(w->formers);
	rtk_contract_scan_close(w->scan);
	rtk_act_scan_close(w->act_scan);
	rtk_allocator_scan_close(w->allocator_scan);
	rtk_heat_sums_release(&w->heat_sums);
	free(w->buyers);
	rtk_carries_release(&w->carried);
	rtk_output_release(&w->output);
	rtk_years_release(&w->years);
	rtk_buf_release(&w->state);
}

/* Meters of the building with the states of the month before. */
static int
set_meters(struct workshop *w, const struct rtk_building_facts *facts,
    struct rtk_err *err)
{
	struct rtk_state_bytes bytes = {
	    facts->state, facts->state + facts->state_bytes, 0};
	struct rtk_meter_state state;
	int rc = rtk_meter_state_decode(&state, &bytes, err);

	for (size_t i = 0; i < facts->meter_count; i++) {
		struct rtk_meter_month *m;

		w->meters = rtk_array_grow(
		    w->meters, &w->meter_room, i, sizeof(*w->meters));
		m = &w->meters[i];
		m->meter = facts->meters[i];
		m->readings = (struct rtk_reading_slice){NULL, 0};
		m->has_state = false;
		while (rc == 1 && state.meter < m->meter.id)
			rc = rtk_meter_state_decode(&state, &bytes, err);
		if (rc == 1 && state.meter == m->meter.id) {
			m->state = state;
			m->has_state = true;
		}
	}
	/* what is no meter of the building any more */
	while (rc == 1)
		rc = rtk_meter_state_decode(&state, &bytes, err);
	if (rc < 0 || rtk_carries_decode(&w->carried, &bytes, err) < 0 ||
	    rtk_heat_sums_decode(&w->heat_sums, &bytes, err) < 0)
		return -1;
	return rtk_years_decode(&w->years, &bytes, err);
}

/* The last version that begins up to a day; NULL: none does. */
static const struct rtk_account_version *
version_on(const struct rtk_account_version *versions, size_t count,
    struct rtk_date day)
{
	const struct rtk_account_version *now = NULL;

	for (size_t i = 0; i < count; i++)
		if (versions[i].from.v <= day.v)
			now = &versions[i];
	return now;
}

/* It is there on the day, not closed. */
static bool
is_open(const struct rtk_account_version *now, struct rtk_date day)
{
	return now != NULL &&
	    (rtk_date_is_none(now->closed) || now->closed.v > day.v);
}

/* Where the merge of the sorted facts stands. */
struct merge {
	size_t version;
	size_t resident;
	size_t temporary;
	size_t meter;
	size_t contract;
	size_t act;
};

static void
set_person_facts(struct rtk_premises *p, const struct rtk_building_facts *facts,
    struct merge *at, int64_t account)
{
	size_t from;

	while (at->resident < facts->residents_count &&
	    facts->residents[at->resident].account < account)
		at->resident++;
	from = at->resident;
	while (at->resident < facts->residents_count &&
	    facts->residents[at->resident].account == account)
		at->resident++;
	p->persons.residents = facts->residents + from;
	p->persons.residents_count = at->resident - from;
	while (at->temporary < facts->temporary_count &&
	    facts->temporary[at->temporary].account < account)
		at->temporary++;
	from = at->temporary;
	while (at->temporary < facts->temporary_count &&
	    facts->temporary[at->temporary].account == account)
		at->temporary++;
	p->persons.temporary = facts->temporary + from;
	p->persons.temporary_count = at->temporary - from;
}

static void
set_premises_meters(struct workshop *w, struct rtk_premises *p,
    const struct rtk_building_facts *facts, struct merge *at)
{
	int64_t account = p->now->account;
	size_t from;

	while (at->meter < facts->meter_count &&
	    RTK_ACCOUNT_OF(facts->meters[at->meter].id) < account)
		at->meter++;
	from = at->meter;
	while (at->meter < facts->meter_count &&
	    RTK_ACCOUNT_OF(facts->meters[at->meter].id) == account)
		at->meter++;
	p->meters = w->meters + from;
	p->meter_count = at->meter - from;
}

/* The contract of the account in the month, NULL: none. */
static const struct rtk_contract *
contract_of(const struct workshop *w, struct merge *at, int64_t account)
{
	const struct rtk_contract *c;

	while (at->contract < w->contract_count &&
	    w->contracts[at->contract].account < account)
		at->contract++;
	if (at->contract == w->contract_count)
		return NULL;
	c = &w->contracts[at->contract];
	return c->account == account && rtk_contract_in_force(c, &w->month)
	    ? c
	    : NULL;
}

static void
set_acts(
    const struct workshop *w, struct rtk_premises *p, struct merge *at)
{
	int64_t account = p->now->account;

	if (w->act_count == 0)
		return;
	while (at->act < w->act_count && w->acts[at->act].account < account)
		at->act++;
	p->acts = w->acts + at->act;
	while (at->act < w->act_count && w->acts[at->act].account == account) {
		p->act_count++;
		at->act++;
	}
}

/* A buyer is no premises: he stands apart. */
static bool
set_buyer(struct workshop *w, const struct rtk_account_version *now,
    const struct rtk_contract *contract)
{
	if (contract == NULL ||
	    (contract->kind != RTK_CONTRACT_BUYER &&
		contract->kind != RTK_CONTRACT_COMMON))
		return false;
	w->buyers = rtk_array_grow(w->buyers, &w->buyer_room, w->buyer_count,
	    sizeof(*w->buyers));
	w->buyers[w->buyer_count++] = (struct rtk_buyer){now, contract};
	return true;
}

/* It ended in the month: another account of the flat may begin there. */
static bool
ends_in(const struct rtk_account_version *last, const struct rtk_month *month)
{
	return last != NULL && last->closed.v > month->first.v &&
	    last->closed.v <= month->last.v && last->kind != RTK_ROOM;
}

static void
add_former(struct workshop *w, const struct rtk_building_facts *facts,
    struct merge *at, const struct rtk_account_version *last,
    struct rtk_person_facts persons)
{
	struct rtk_premises *p;

	w->formers = rtk_array_grow(
	    w->formers, &w->former_room, w->former_count, sizeof(*w->formers));
	p = &w->formers[w->former_count++];
	*p = (struct rtk_premises){.now = last,
	    .persons = persons,
	    .part = true,
	    .since = w->month.first,
	    .until = {last->closed.v - 1}};
	set_person_facts(p, facts, at, last->account);
	set_premises_meters(w, p, facts, at);
}

static bool
follows(const struct rtk_premises *p, const struct rtk_premises *former)
{
	const struct rtk_account_version *first = &p->persons.versions[0];
	const char *flats[] = {first->flat, former->now->flat};

	return p->former == NULL && first->from.v == former->now->closed.v &&
	    p->now->kind == former->now->kind && flats[0] != NULL &&
	    flats[1] != NULL && strcmp(flats[0], flats[1]) == 0;
}

/* Ties accounts that ended to those that begin there; forgets the others. */
static void
tie_formers(struct workshop *w, size_t premises_count)
{
	size_t kept = 0;

	w->chained = 0;
	for (size_t i = 0; i < w->former_count; i++)
		for (size_t j = 0; j < w->former_count; j++)
			if (follows(&w->formers[j], &w->formers[i]))
				w->chained = w->formers[i].now->account;
	for (size_t i = 0; i < w->former_count; i++) {
		struct rtk_premises *heir = NULL;

		for (size_t j = 0; j < premises_count && heir == NULL; j++)
			if (follows(&w->premises[j], &w->formers[i]))
				heir = &w->premises[j];
		if (heir == NULL)
			continue;
		w->formers[kept] = w->formers[i];
		heir->former = &w->formers[kept++];
		heir->part = true;
		heir->since = heir->former->now->closed;
		heir->until = w->month.last;
	}
	w->former_count = kept;
}

/* Two parties share a month; a third one would pay nothing. */
static void
name_chained(struct workshop *w)
{
	const struct rtk_finding f = {.fault = RTK_E_ACCOUNT_PARTIES,
	    .account = w->chained,
	    .blocking = true};

	if (w->chained != 0)
		rtk_output_finding(&w->output, &f);
}

/* Accounts that take part in the month, merged with their facts. */
static size_t
set_premises(struct workshop *w, const struct rtk_building_facts *facts,
    size_t house_meters)
{
	struct merge at = {.meter = house_meters};
	size_t count = 0;

	w->buyer_count = w->former_count = 0;
	while (at.version < facts->version_count) {
		const struct rtk_account_version *v =
		    &facts->versions[at.version];
		const struct rtk_account_version *now;
		const struct rtk_contract *contract;
		struct rtk_person_facts persons;
		struct rtk_premises *p;
		size_t versions = 0;

		while (at.version + versions < facts->version_count &&
		    v[versions].account == v->account)
			versions++;
		at.version += versions;
		now = version_on(v, versions, w->month.last);
		persons = (struct rtk_person_facts){
		    .versions = v, .version_count = versions};
		if (ends_in(now, &w->month))
			add_former(w, facts, &at, now, persons);
		if (!is_open(now, w->month.last))
			continue;
		contract = contract_of(w, &at, v->account);
		if (set_buyer(w, now, contract))
			continue;
		w->premises = rtk_array_grow(w->premises, &w->premises_room,
		    count, sizeof(*w->premises));
		p = &w->premises[count++];
		*p = (struct rtk_premises){.now = now, .persons = persons};
		set_person_facts(p, facts, &at, v->account);
		set_premises_meters(w, p, facts, &at);
		p->contract = contract;
		set_acts(w, p, &at);
	}
	tie_formers(w, count);
	return count;
}

/* Hands the readings of one period to their meters; both are sorted. */
static const struct rtk_reading *
set_readings(struct workshop *w, const struct rtk_building_facts *facts,
    const struct rtk_reading *r, struct rtk_period period)
{
	const struct rtk_reading *end = facts->readings + facts->reading_count;

	while (r < end && r->period.v < period.v)
		r++;
	for (size_t i = 0; i < facts->meter_count; i++) {
		struct rtk_meter_month *m = &w->meters[i];

		while (r < end && r->period.v == period.v &&
		    r->meter < m->meter.id)
			r++;
		m->readings = (struct rtk_reading_slice){r, 0};
		while (r < end && r->period.v == period.v &&
		    r->meter == m->meter.id) {
			m->readings.count++;
			r++;
		}
	}
	return r;
}

static size_t
count_house_meters(const struct rtk_building_facts *facts)
{
	int64_t house = RTK_ACCOUNT_ID(facts->building.id, 0);
	size_t count = 0;

	while (count < facts->meter_count &&
	    RTK_ACCOUNT_OF(facts->meters[count].id) == house)
		count++;
	return count;
}

/*
 * Metering of all periods up to the month: one, except for the first month,
 * whose states come from the whole history of readings before it.
 */
static int
meter_periods(struct workshop *w, const struct rtk_building_facts *facts,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	const struct rtk_reading *r = facts->readings;
	struct rtk_period p = w->job->period;

	if (p.v == w->job->first_period.v && facts->reading_count > 0 &&
	    facts->readings[0].period.v < p.v)
		p = facts->readings[0].period;
	for (; p.v <= w->job->period.v; p.v++) {
		r = set_readings(w, facts, r, p);
		if (rtk_building_metering(in, p, err) < 0)
			return -1;
	}
	return 0;
}

/* States that the next month may need, in the order of meters. */
static void
encode_states(struct workshop *w, const struct rtk_building_facts *facts)
{
	int64_t previous = 0;

	rtk_buf_reset(&w->state);
	for (size_t i = 0; i < facts->meter_count; i++) {
		const struct rtk_meter_month *m = &w->meters[i];
		bool gone = !rtk_date_is_none(m->meter.removed) &&
		    m->meter.removed.v < w->month.first.v &&
		    m->meter.reason == RTK_REPLACED;

		if (!m->has_state || gone)
			continue;
		rtk_meter_state_encode(&w->state, previous, &m->state);
		previous = m->state.meter;
	}
	rtk_carries_encode(&w->state, &w->output.carried);
	rtk_heat_sums_encode(&w->state, &w->output.heat_sums);
	rtk_years_encode(&w->state, &w->output.years);
}

static int
compare_output(const void *left, const void *right)
{
	const struct rtk_line *a = left, *b = right;

	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	if (a->service != b->service)
		return (int)a->service - (int)b->service;
	if (a->component != b->component)
		return (int)a->component - (int)b->component;
	if (a->kind != b->kind)
		return (int)a->kind - (int)b->kind;
	if (a->for_period.v != b->for_period.v)
		return a->for_period.v < b->for_period.v ? -1 : 1;
	return a->number - b->number;
}

/* Differences for closed months stand among the lines of the account. */
static void
take_recalculations(
    struct workshop *w, const struct rtk_building_facts *facts)
{
	struct rtk_line *lines;
	int64_t account = 0;
	int number = 0;

	if (facts->recalculation_count == 0 && !w->output.unsorted)
		return;
	for (size_t i = 0; i < facts->recalculation_count; i++) {
		struct rtk_line line = facts->recalculations[i];

		line.number = (int)i;
		rtk_output_line(&w->output, &line);
	}
	lines = w->output.lines;
	qsort(lines, w->output.line_count, sizeof(*lines), compare_output);
	for (size_t i = 0; i < w->output.line_count; i++) {
		number = lines[i].account == account ? number + 1 : 0;
		account = lines[i].account;
		lines[i].number = number;
	}
}

static int
calculate_building(struct workshop *w, const struct rtk_building_facts *facts,
    const struct rtk_month_sink *sink, struct rtk_err *err)
{
	struct rtk_building_input in = {.month = &w->month,
	    .building = &facts->building,
	    .trace = w->job->trace,
	    .traced = w->job->traced};
	struct rtk_building_done done = {.facts = facts,
	    .input = &in,
	    .output = &w->output,
	    .state = &w->state,
	    .month = &w->month};
	const struct rtk_acts_place place = {w->job->db, &w->month, facts};
	int rc = 0;

	if (set_meters(w, facts, err) < 0 ||
	    rtk_contract_scan_building(w->scan, facts->building.id,
		&w->contracts, &w->contract_count, err) < 0 ||
	    rtk_act_scan_building(w->act_scan, facts->building.id, &w->acts,
		&w->act_count, err) < 0 ||
	    rtk_acts_charged(w->acts, w->act_count, &place, err) < 0 ||
	    rtk_allocator_scan_building(w->allocator_scan, facts->building.id,
		&in.allocators, &in.allocator_count, err) < 0)
		return -1;
	in.house_meters = w->meters;
	in.house_meter_count = count_house_meters(facts);
	in.premises_count = set_premises(w, facts, in.house_meter_count);
	in.premises = w->premises;
	in.formers = w->formers;
	in.former_count = w->former_count;
	in.years = &w->years;
	in.heat_sums = &w->heat_sums;
	in.buyers = w->buyers;
	in.buyer_count = w->buyer_count;
	in.carried = &w->carried;
	in.outages = facts->events.outages;
	in.outage_count = facts->events.outage_count;
	in.absences = facts->events.absences;
	in.absence_count = facts->events.absence_count;
	rtk_output_reset(&w->output);
	name_chained(w);
	if (meter_periods(w, facts, &in, err) < 0)
		return -1;
	if (w->job->metered != NULL)
		rc = w->job->metered(sink->context, &done, err);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (rtk_building_charges(&w->output, &in, err) < 0)
		return -1;
	take_recalculations(w, facts);
	encode_states(w, facts);
	return sink->building(sink->context, &done, err);
}

static int
calculate_range(struct workshop *w, const struct rtk_month_sink *sink,
    struct rtk_err *err)
{
	const struct rtk_month_job *job = w->job;
	struct rtk_scan_range range = {.building_from = job->building_from,
	    .building_to = job->building_to,
	    .period = job->period,
	    .batch_max = job->batch_max,
	    .with_history = job->period.v == job->first_period.v};
	const struct rtk_contract_range contracts = {job->building_from,
	    job->building_to, job->batch_max, w->month.last};
	const struct rtk_act_range acts = {job->building_from,
	    job->building_to, job->batch_max, w->month.last};
	const struct rtk_allocator_range units = {job->building_from,
	    job->building_to, job->batch_max, w->month.first};
	struct rtk_building_facts facts;
	struct rtk_building_scan *scan;
	uint64_t done = 0;
	int rc;

	if (rtk_contract_scan_open(&w->scan, job->db, &contracts, err) < 0 ||
	    rtk_act_scan_open(&w->act_scan, job->db, &acts, err) < 0 ||
	    rtk_allocator_scan_open(
		&w->allocator_scan, job->db, &units, err) < 0 ||
	    rtk_building_scan_open(&scan, job->db, &range, err) < 0)
		return -1;
	while ((rc = rtk_building_scan_next(scan, &facts, err)) == 1) {
		rc = calculate_building(w, &facts, sink, err);
		if (rc < 0) {
			(void)rtk_err_at(err, facts.building.code, 0);
			break;
		}
		rtk_events_progress(job->events, "buildings", ++done, 0);
	}
	rtk_building_scan_close(scan);
	return rc;
}

int
rtk_month_calculate(const struct rtk_month_job *job,
    const struct rtk_month_sink *sink, struct rtk_err *err)
{
	struct workshop w = {.job = job};
	struct rtk_arena arena = {0};
	struct rtk_rule_rows rows;
	const struct rtk_temperature_query days = {job->batch_max,
	    rtk_period_first((struct rtk_period){
		job->period.v - TEMPERATURE_MONTHS}),
	    rtk_period_last(job->period)};
	int rc = 0;

	if (job->rules != NULL)
		rows = *job->rules;
	else
		rc = rtk_rule_rows_load(
		    &rows, job->db, job->batch_max, &arena, err);
	if (rc == 0)
		rc = rtk_temperatures_load(
		    &rows, job->db, &days, &arena, err);
	if (rc == 0)
		rc = rtk_month_init(&w.month, job->period, job->first_period,
		    &rows, err);
	if (rc == 0)
		rc = calculate_range(&w, sink, err);
	workshop_release(&w);
	rtk_arena_release(&arena);
	return rc;
}
