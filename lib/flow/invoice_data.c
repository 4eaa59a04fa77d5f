#include "base/base.h"

#include "flow/invoice_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/due_date.h"
#include "calc/names.h"
#include "calc/rules.h"
#include "document/invoice_change.h"
#include "document/russian.h"
#include "flow/addressee.h"
#include "flow/contract_due.h"
#include "flow/invoice_debt.h"
#include "flow/invoice_history.h"
#include "flow/invoice_lines.h"
#include "flow/invoice_meters.h"
#include "flow/invoice_reduction.h"
#include "store/building_month.h"
#include "store/charge.h"
#include "store/due_rows.h"
#include "store/registry.h"
#include "store/rule_rows.h"

enum { MONTHS_BACK = 24, HOUSES_MAX = 2, CODE_LETTERS = 12 };

/* debt, meters, growth of each service, payments of a contract */
enum {
	NOTICES_MAX =
	    1 + RTK_INVOICE_METER_NOTICES + RTK_INVOICE_CHARTS + 1
};

struct rtk_invoice_source {
	struct rtk_invoice_query query;
	struct rtk_arena run; /* alive until the end */
	struct rtk_arena row; /* of one document */
	struct rtk_party_scan *parties;
	struct rtk_turnover *turnover;
	struct rtk_due_scan *dues;
	struct rtk_invoice_debts *debts; /* NULL: of a draft */
	struct rtk_charge_scan *charges;
	struct rtk_charge_scan *before; /* of the month before */
	struct rtk_invoice_history *history;
	struct rtk_account_month month;
	int has_month;
	bool draft;
	struct rtk_closed_month closed; /* if it is no draft */
	int64_t batch_max; /* when the month was calculated */
	struct rtk_company company;
	struct rtk_rule_rows rows;
	struct rtk_month rules;
	struct rtk_due_rows due;
	struct rtk_date date;
	char certificate[CODE_LETTERS + 1]; /* short code of the close */
	/* figures of the building in hand */
	int64_t building;
	struct rtk_building_month figures;
	struct rtk_micro rooms;     /* heating, all premises */
	struct rtk_micro hot_water; /* likewise, m3 */
};

/* --- what all documents of the month share ----------------------------- */

/* Closed, or, if drafts are wanted, calculated. */
static int
load_month(struct rtk_invoice_source *s, struct rtk_err *err)
{
	char text[RTK_PERIOD_TEXT];
	struct rtk_draft draft;
	int rc =
	    rtk_closed_month(s->query.db, s->query.period, &s->closed, err);

	if (rc == 1) {
		s->date = s->closed.closed;
		s->batch_max = s->closed.batch_max;
		memcpy(s->certificate, s->closed.certificate, CODE_LETTERS);
		return 0;
	}
	if (rc == 0 && !s->query.draft)
		return rtk_failf(err, RTK_E_PERIOD_NOT_CLOSED, "%s",
		    rtk_period_text(text, s->query.period));
	rc = rc < 0 ? rc : rtk_draft_get(s->query.db, &draft, err);
	if (rc == 0 || (rc == 1 && draft.period.v != s->query.period.v))
		return rtk_fail(err, RTK_E_PERIOD_NOT_RUN);
	s->draft = true;
	s->batch_max = rc == 1 ? draft.batch_max : 0;
	s->date = rtk_period_last(s->query.period);
	return rc < 0 ? -1 : 0;
}

static int
load_rules(struct rtk_invoice_source *s, struct rtk_err *err)
{
	struct rtk_book_state book;
	int64_t batch_max;

	if (rtk_book_state(s->query.db, &book, err) < 0 ||
	    rtk_batch_max(s->query.db, false, &batch_max, err) < 0 ||
	    rtk_rule_rows_load(
		&s->rows, s->query.db, batch_max, &s->run, err) < 0 ||
	    rtk_month_init(&s->rules, s->query.period, book.first, &s->rows,
		err) < 0 ||
	    rtk_due_rows_load(&s->due, s->query.db, batch_max, &s->run, err) <
		0)
		return -1;
	return 0;
}

int
rtk_invoice_source_open(struct rtk_invoice_source **out,
    const struct rtk_invoice_query *query, struct rtk_err *err)
{
	const int64_t range[] = {query->account_from, query->account_to};
	struct rtk_period before = {query->period.v - 1};
	struct rtk_due_query dues = {query->db, query->period, range[0],
	    range[1], 0};
	struct rtk_invoice_source *s = rtk_alloc(sizeof(*s));

	memset(s, 0, sizeof(*s));
	s->query = *query;
	s->building = -1;
	if (load_month(s, err) < 0 ||
	    rtk_company_load(&s->company, query->db, &s->run, err) < 0)
		goto fail;
	dues.batch_max = s->batch_max;
	if (load_rules(s, err) < 0 ||
	    rtk_party_scan_open(&s->parties, query->db, range, s->rules.last,
		err) < 0 ||
	    rtk_turnover_open(
		&s->turnover, query->db, query->period, range, err) < 0 ||
	    rtk_charge_scan_open(
		&s->charges, query->db, query->period, range, err) < 0 ||
	    rtk_charge_scan_open(
		&s->before, query->db, before, range, err) < 0 ||
	    rtk_invoice_history_open(
		&s->history, query->db, query->period, range, err) < 0 ||
	    rtk_due_scan_open(&s->dues, &dues, err) < 0 ||
	    (!s->draft &&
		rtk_invoice_debts_open(
		    &s->debts, query->db, &s->closed, range, err) < 0))
		goto fail;
	s->has_month = rtk_turnover_next(s->turnover, &s->month, err);
	if (s->has_month < 0)
		goto fail;
	*out = s;
	return 0;
fail:
	rtk_invoice_source_close(s);
	return -1;
}

void
rtk_invoice_source_close(struct rtk_invoice_source *source)
{
	if (source == NULL)
		return;
	rtk_party_scan_close(source->parties);
	rtk_turnover_close(source->turnover);
	rtk_charge_scan_close(source->charges);
	rtk_charge_scan_close(source->before);
	rtk_invoice_history_close(source->history);
	rtk_due_scan_close(source->dues);
	rtk_invoice_debts_close(source->debts);
	rtk_arena_release(&source->run);
	rtk_arena_release(&source->row);
	free(source);
}

/* --- one document ------------------------------------------------------ */

static const char *
unit_ru(enum rtk_meter_unit unit)
{
	static const char *const units[] = {
	    "Гкал", "ГДж", "МВт·ч", "кВт·ч", "куб. м"};

	RTK_ASSERT(unit < RTK_COUNT(units));
	return units[unit];
}

static int
set_meters(struct rtk_invoice *out, struct rtk_invoice_source *s,
    int64_t account, struct rtk_err *err)
{
	struct rtk_party_meter meters[RTK_PARTY_METERS_MAX];
	struct rtk_party_month month = {.account = account,
	    .period = s->query.period,
	    .months_back = MONTHS_BACK,
	    .arena = &s->row};
	struct rtk_invoice_meter *list;
	size_t count;

	if (rtk_party_meters(meters, &count, s->query.db, &month, err) < 0)
		return -1;
	list = rtk_arena_get(&s->row, (count + 1) * sizeof(*list));
	for (size_t i = 0; i < count; i++)
		list[i] = (struct rtk_invoice_meter){
		    .service = rtk_russian_service(
			meters[i].service == RTK_METER_HOT_WATER
			    ? RTK_HOT_WATER
			    : RTK_HEATING),
		    .serial = meters[i].serial,
		    .unit = unit_ru(meters[i].unit),
		    .decimals = meters[i].decimals,
		    .has_current = meters[i].has_current,
		    .previous = meters[i].previous,
		    .previous_date = meters[i].previous_day,
		    .current = meters[i].current,
		    .current_date = meters[i].current_day,
		    .verified_until = meters[i].verified_until,
		};
	out->meters = list;
	out->meter_count = count;
	return 0;
}

/* What all premises of the building used, without the common part. */
static int
load_building(struct rtk_invoice_source *s, int64_t building,
    struct rtk_err *err)
{
	const int64_t range[] = {RTK_ACCOUNT_ID(building, 0),
	    RTK_ACCOUNT_ID(building + 1, 0) - 1};
	struct rtk_charge_scan *scan;
	struct rtk_line l;
	int rc;

	if (building == s->building)
		return 0;
	s->figures = (struct rtk_building_month){0};
	s->rooms = s->hot_water = (struct rtk_micro){0};
	if (rtk_building_month_get(s->query.db, s->query.period, building,
		&s->figures, err) < 0 ||
	    rtk_charge_scan_open(
		&scan, s->query.db, s->query.period, range, err) < 0)
		return -1;
	while ((rc = rtk_charge_scan_next(scan, &l, err)) == 1) {
		if (l.kind != RTK_CHARGE || rtk_line_is_common(&l))
			continue;
		if (l.service == RTK_HEATING)
			s->rooms.v += l.volume.v - l.common.v;
		else if (l.component != RTK_HEAT)
			s->hot_water.v += l.volume.v;
	}
	rtk_charge_scan_close(scan);
	s->building = building;
	return rc;
}

static struct rtk_norm
norm_of(const struct rtk_invoice_source *s, enum rtk_norm_kind kind,
    const char *category)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	const struct rtk_norm_row *row;

	/* a norm that is not there is simply not printed */
	if (rtk_norm_find(&row, &s->rules, kind, category, &ignored) < 0)
		return (struct rtk_norm){0};
	return row->value;
}

static void
set_houses(struct rtk_invoice *out, struct rtk_invoice_source *s,
    const struct rtk_party *party)
{
	struct rtk_invoice_house *houses =
	    rtk_arena_get(&s->row, HOUSES_MAX * sizeof(*houses));

	out->total_area = party->total_area;
	houses[0] = (struct rtk_invoice_house){
	    .service = rtk_russian_service(RTK_HEATING),
	    .unit = rtk_russian_unit(RTK_HEAT),
	    .decimals = RTK_MICRO_SCALE,
	    .metered = s->figures.has_volume,
	    .volume = s->figures.volume,
	    .rooms = s->rooms,
	    .norm = norm_of(s, RTK_NORM_HEATING, party->heating_norm),
	    .norm_unit = "Гкал на кв. м",
	};
	houses[1] = (struct rtk_invoice_house){
	    .service = rtk_russian_service(RTK_HOT_WATER),
	    .unit = rtk_russian_unit(RTK_WATER),
	    .decimals = 3,
	    .rooms = s->hot_water,
	    .norm = norm_of(s, RTK_NORM_HOT_WATER, party->hot_water_norm),
	    .norm_unit = "куб. м на человека",
	};
	out->houses = houses;
	out->house_count = HOUSES_MAX;
}

static int
set_notices(struct rtk_invoice *out, struct rtk_invoice_source *s,
    int64_t account, struct rtk_err *err)
{
	const char **notices =
	    rtk_arena_get(&s->row, NOTICES_MAX * sizeof(*notices));
	struct rtk_invoice_past past;

	if (rtk_invoice_history_account(&past, s->history, account, err) < 0 ||
	    (s->debts != NULL &&
		rtk_invoice_debts_notice(
		    &notices[0], s->debts, account, &s->row, err) < 0))
		return -1;
	out->notice_count = notices[0] != NULL;
	rtk_invoice_past_charts(out, &past, &s->row);
	rtk_invoice_meter_notices(
	    notices, &out->notice_count, out, &s->row);
	for (int i = 0; i < RTK_INVOICE_CHARTS && !out->legal_entity; i++) {
		const char *growth = rtk_invoice_past_growth(&past,
		    (enum rtk_service)i, &s->rules, &s->row);

		if (growth != NULL)
			notices[out->notice_count++] = growth;
	}
	out->notices = notices;
	return rtk_due_notice(&notices[out->notice_count],
	    &out->notice_count, s->dues, account, err);
}

static void
set_money(struct rtk_invoice *out, const struct rtk_account_month *m)
{
	for (int i = 0; i < RTK_SERVICES; i++) {
		out->opening.v += m->opening[i].v;
		out->paid.v += m->paid[i].v;
		out->recalculated.v += m->recalculated[i].v;
		out->closing.v += m->closing[i].v;
		if (i == RTK_PENALTY)
			out->penalty = m->charged[i];
		else
			out->charged.v += m->charged[i].v;
	}
}

/* The last day of the verifications that the bill reminds of. */
static struct rtk_date
verify_soon(const struct rtk_invoice_source *s)
{
	int64_t days = s->rules.policies.value[RTK_BILL_VERIFICATION];

	return (struct rtk_date){s->date.v + (int32_t)(days / RTK_MICRO)};
}

static int
set_invoice(struct rtk_invoice *out, struct rtk_invoice_source *s,
    const struct rtk_party *party, struct rtk_err *err)
{
	const struct rtk_invoice_charges charges = {.now = s->charges,
	    .before = s->before,
	    .rows = &s->rows,
	    .raising = s->rules.policies.value[RTK_RAISING_COEFFICIENT],
	    .known = {s->query.db, s->query.period, s->batch_max, &s->row}};

	*out = (struct rtk_invoice){
	    .company = &s->company,
	    .account = party->number,
	    .els = party->els,
	    .service_id = "",
	    .payer = party->name,
	    .address = rtk_party_address(party, &s->row),
	    .area = party->area,
	    .registered = party->registered,
	    .legal_entity = party->group == RTK_OTHER,
	    .payer_inn = party->inn,
	    .payer_kpp = "",
	    .contract = party->contract,
	    .period = s->query.period,
	    .date = s->date,
	    .verify_soon = verify_soon(s),
	    .paid_until = s->rules.last,
	    .certificate = s->certificate,
	    .draft = s->draft,
	};
	set_money(out, &s->month);
	if (rtk_account_due_date(
		&out->due, &s->due, party->account, s->query.period, err) < 0 ||
	    rtk_invoice_lines(out, &charges, party->account, err) < 0 ||
	    set_meters(out, s, party->account, err) < 0 ||
	    load_building(s, RTK_BUILDING_OF(party->account), err) < 0)
		return -1;
	set_houses(out, s, party);
	return set_notices(out, s, party->account, err);
}

int
rtk_invoice_source_next(struct rtk_invoice_source *s,
    struct rtk_invoice *out, struct rtk_party *party, struct rtk_err *err)
{
	int rc;

	rtk_arena_reset(&s->row);
	while ((rc = rtk_party_scan_next(s->parties, party, &s->row, err)) ==
	    1) {
		while (s->has_month == 1 &&
		    s->month.account < party->account)
			s->has_month = rtk_turnover_next(
			    s->turnover, &s->month, err);
		if (s->has_month < 0)
			return -1;
		/* nothing charged, owed or paid: no document */
		if (s->has_month == 0 || s->month.account > party->account) {
			rtk_arena_reset(&s->row);
			continue;
		}
		return set_invoice(out, s, party, err) < 0 ? -1 : 1;
	}
	return rc;
}
