#include "base/base.h"

#include "flow/report.h"

#include "calc/names.h"
#include "flow/import_words.h"
#include "flow/report_events.h"
#include "flow/report_waiting.h"
#include "flow/turnover.h"
#include "num/decimal.h"
#include "store/card.h"
#include "store/names.h"
#include "store/party.h"

enum { MONTHS = 12 };

/* A contract, all of them: columns are added, never renamed. */
static const struct rtk_printer_column who_columns[] = {
    {.key = "account"},
    {.key = "name"},
    {.key = "municipality"},
    {.key = "street"},
    {.key = "house"},
    {.key = "flat"},
    {.key = "building"},
    {.key = "kind"},
    {.key = "group"},
    {.key = "area", .type = RTK_PRINTER_NUMBER, .scale = RTK_AREA_SCALE},
    {.key = "registered", .type = RTK_PRINTER_NUMBER},
    {.key = "owners", .type = RTK_PRINTER_NUMBER},
    {.key = "delivery"},
    {.key = "email"},
    {.key = "els"},
    {.key = "contract"},
};

static const struct rtk_printer_column version_columns[] = {
    {.key = "from"},
    {.key = "kind"},
    {.key = "area", .type = RTK_PRINTER_NUMBER, .scale = RTK_AREA_SCALE},
    {.key = "heated"},
    {.key = "hot_water", .title = "water", .type = RTK_PRINTER_FLAG},
    {.key = "registered",
	.title = "persons",
	.type = RTK_PRINTER_NUMBER},
    {.key = "owners", .type = RTK_PRINTER_NUMBER},
    {.key = "closed"},
    {.key = "name"},
};

static const struct rtk_printer_column person_columns[] = {
    {.key = "from"},
    {.key = "to"},
    {.key = "registered", .type = RTK_PRINTER_NUMBER},
    {.key = "owners", .type = RTK_PRINTER_NUMBER},
    {.key = "temporary", .type = RTK_PRINTER_NUMBER},
};

static const struct rtk_printer_column meter_columns[] = {
    {.key = "meter"},
    {.key = "serial"},
    {.key = "service"},
    {.key = "verified_until", .title = "verified"},
    {.key = "removed", .title = "off"},
    {.key = "reading"},
    {.key = "unit"},
    {.key = "date"},
    {.key = "channel"},
};

static const struct rtk_printer_column gis_columns[] = {
    {.key = "meter"},
    {.key = "gis_number"},
};

static const struct rtk_printer_column payment_columns[] = {
    {.key = "date"},
    {.key = "period"},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "penalty", .type = RTK_PRINTER_FLAG},
    {.key = "source"},
    {.key = "file"},
    {.key = "reason"},
};

static const struct rtk_printer_column month_columns[] = {
    {.key = "period"},
    {.key = "state"},
    {.key = "opening", .type = RTK_PRINTER_MONEY},
    {.key = "charged", .type = RTK_PRINTER_MONEY},
    {.key = "recalculated", .type = RTK_PRINTER_MONEY},
    {.key = "penalty", .type = RTK_PRINTER_MONEY},
    {.key = "paid", .type = RTK_PRINTER_MONEY},
    {.key = "closing", .type = RTK_PRINTER_MONEY},
};

#define BLOCK(name, list, is_summary)                                          \
	{                                                                      \
		.key = (name), .summary = (is_summary), .columns = (list),     \
		.column_count = RTK_COUNT(list)                                \
	}

static const struct rtk_printer_block who = BLOCK("who", who_columns, true);
static const struct rtk_printer_block versions =
    BLOCK("versions", version_columns, false);
static const struct rtk_printer_block persons =
    BLOCK("residents", person_columns, false);
static const struct rtk_printer_block meters =
    BLOCK("meters", meter_columns, false);
static const struct rtk_printer_block gis_numbers =
    BLOCK("gis_numbers", gis_columns, false);
static const struct rtk_printer_block payments =
    BLOCK("payments", payment_columns, false);
static const struct rtk_printer_block months =
    BLOCK("months", month_columns, false);

static void
print_party(struct rtk_printer *p, const struct rtk_party *party)
{
	rtk_printer_begin(p, &who);
	rtk_printer_text(p, party->number);
	rtk_printer_text(p, party->name);
	rtk_printer_text(p, party->municipality);
	rtk_printer_text(p, party->street);
	rtk_printer_text(p, party->house);
	rtk_printer_text(p, party->flat);
	rtk_printer_text(p, party->building);
	rtk_printer_text(p, rtk_word_of(rtk_words_kind, (int)party->kind));
	rtk_printer_text(p, rtk_word_of(rtk_words_group, (int)party->group));
	rtk_printer_number(p, party->area.v);
	rtk_printer_number(p, party->registered);
	rtk_printer_number(p, party->owners);
	rtk_printer_text(
	    p, rtk_word_of(rtk_words_delivery, (int)party->delivery));
	rtk_printer_text(p, party->email);
	rtk_printer_text(p, party->els);
	rtk_printer_text(p, party->contract);
	rtk_printer_end(p);
}

/* As known on the day; of one that begins later, as known at all. */
static int
print_who(struct rtk_report *report, int64_t account, struct rtk_date day,
    struct rtk_err *err)
{
	const int64_t range[] = {account, account};
	const struct rtk_date ever =
	    rtk_period_last((struct rtk_period){RTK_PERIOD_MAX});
	const struct rtk_date days[] = {day, ever};
	struct rtk_arena arena = {0};
	struct rtk_party_scan *scan;
	struct rtk_party party;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < RTK_COUNT(days); i++) {
		if (rtk_party_scan_open(
			&scan, report->db, range, days[i], err) < 0) {
			rc = -1;
			break;
		}
		rc = rtk_party_scan_next(scan, &party, &arena, err);
		rtk_party_scan_close(scan);
	}
	if (rc == 1)
		print_party(report->printer, &party);
	rtk_arena_release(&arena);
	return rc < 0 ? -1 : 0;
}

static void
print_versions(struct rtk_printer *p, const struct rtk_card *card)
{
	rtk_printer_begin(p, &versions);
	for (size_t i = 0; i < card->version_count; i++) {
		const struct rtk_card_version *row = &card->versions[i];
		const struct rtk_account_version *v = &row->version;

		rtk_printer_date(p, v->from);
		rtk_printer_text(p, rtk_word_of(rtk_words_kind, (int)v->kind));
		rtk_printer_number(p, v->area.v);
		rtk_printer_text(
		    p, rtk_word_of(rtk_words_heated, (int)v->heated));
		rtk_printer_flag(p, v->hot_water);
		rtk_printer_number(p, v->registered);
		rtk_printer_number(p, v->owners);
		rtk_printer_date(p, v->closed);
		rtk_printer_text(p, row->name);
	}
	rtk_printer_end(p);
}

static void
print_persons(struct rtk_printer *p, const struct rtk_card *card)
{
	rtk_printer_begin(p, &persons);
	for (size_t i = 0; i < card->person_count; i++) {
		const struct rtk_card_persons *row = &card->persons[i];

		rtk_printer_date(p, row->from);
		rtk_printer_date(p, row->to);
		if (row->temporary)
			rtk_printer_none(p);
		else
			rtk_printer_number(p, row->registered);
		if (row->owners < 0)
			rtk_printer_none(p);
		else
			rtk_printer_number(p, row->owners);
		if (row->temporary)
			rtk_printer_number(p, row->registered);
		else
			rtk_printer_none(p);
	}
	rtk_printer_end(p);
}

static void
print_meters(struct rtk_printer *p, const struct rtk_card *card)
{
	char value[RTK_DECIMAL_TEXT];

	rtk_printer_begin(p, &meters);
	for (size_t i = 0; i < card->meter_count; i++) {
		const struct rtk_card_meter *row = &card->meters[i];
		const struct rtk_meter *m = &row->meter;

		rtk_printer_text(p, row->code);
		rtk_printer_text(p, row->serial);
		rtk_printer_text(
		    p, rtk_word_of(rtk_words_meter_service, (int)m->service));
		rtk_printer_date(p, m->verified_until);
		rtk_printer_date(p, m->removed);
		rtk_printer_text(p,
		    rtk_decimal_text(
			value, row->value.v, RTK_MICRO_SCALE, m->decimals));
		rtk_printer_text(
		    p, rtk_word_of(rtk_words_meter_unit, (int)m->unit));
		rtk_printer_date(p, row->day);
		rtk_printer_text(p,
		    row->has_reading ? rtk_channel_name(row->channel) : NULL);
	}
	rtk_printer_end(p);
}

/* Only where there are some: the table of meters is as wide as a screen. */
static void
print_gis_numbers(struct rtk_printer *p, const struct rtk_card *card)
{
	size_t count = 0;

	for (size_t i = 0; i < card->meter_count; i++)
		count += card->meters[i].gis_number[0] != '\0';
	if (count == 0)
		return;
	rtk_printer_begin(p, &gis_numbers);
	for (size_t i = 0; i < card->meter_count; i++) {
		const struct rtk_card_meter *row = &card->meters[i];

		if (row->gis_number[0] == '\0')
			continue;
		rtk_printer_text(p, row->code);
		rtk_printer_text(p, row->gis_number);
	}
	rtk_printer_end(p);
}

static void
print_payments(struct rtk_printer *p, const struct rtk_card *card)
{
	rtk_printer_begin(p, &payments);
	for (size_t i = 0; i < card->payment_count; i++) {
		const struct rtk_card_payment *row = &card->payments[i];

		rtk_printer_date(p, row->paid);
		rtk_printer_period(p, row->period);
		rtk_printer_money(p, row->amount);
		rtk_printer_flag(p, row->penalty);
		rtk_printer_text(p, row->source);
		rtk_printer_text(p, row->file);
		rtk_printer_text(p, row->reason);
	}
	rtk_printer_end(p);
}

/* Over the services; what is charged as penalty has a column of its own. */
static void
print_month(struct rtk_printer *p, const struct rtk_account_month *m)
{
	struct rtk_account_month sum = {0};

	for (int i = 0; i < RTK_SERVICES; i++) {
		sum.opening[0].v += m->opening[i].v;
		if (i != RTK_PENALTY)
			sum.charged[0].v += m->charged[i].v;
		sum.recalculated[0].v += m->recalculated[i].v;
		sum.paid[0].v += m->paid[i].v;
		sum.closing[0].v += m->closing[i].v;
	}
	rtk_printer_money(p, sum.opening[0]);
	rtk_printer_money(p, sum.charged[0]);
	rtk_printer_money(p, sum.recalculated[0]);
	rtk_printer_money(p, m->charged[RTK_PENALTY]);
	rtk_printer_money(p, sum.paid[0]);
	rtk_printer_money(p, sum.closing[0]);
}

/* What is closed stays; a draft may change; an open month has no charges. */
static int
state_of(const char **state, struct rtk_report *report,
    struct rtk_period period, struct rtk_period open, struct rtk_err *err)
{
	struct rtk_draft draft;
	int rc;

	*state = "closed";
	if (period.v < open.v)
		return 0;
	rc = rtk_draft_get(report->db, &draft, err);
	*state = rc == 1 && draft.period.v == period.v ? "draft" : "open";
	return rc < 0 ? -1 : 0;
}

static int
print_months(struct rtk_report *report, int64_t account,
    const struct rtk_period range[2], struct rtk_err *err)
{
	const int64_t only[] = {account, account};
	struct rtk_period period = range[0];
	struct rtk_turnover *turnover;
	const char *state;

	rtk_printer_begin(report->printer, &months);
	for (; period.v <= range[1].v; period.v++) {
		struct rtk_account_month month = {0};
		int rc;

		if (state_of(&state, report, period, range[1], err) < 0 ||
		    rtk_turnover_open(
			&turnover, report->db, period, only, err) < 0)
			return -1;
		rc = rtk_turnover_next(turnover, &month, err);
		rtk_turnover_close(turnover);
		if (rc < 0)
			return -1;
		rtk_printer_period(report->printer, period);
		rtk_printer_text(report->printer, state);
		print_month(report->printer, &month);
	}
	rtk_printer_end(report->printer);
	return 0;
}

int
rtk_report_account(struct rtk_report *report,
    const struct rtk_report_account *what, struct rtk_err *err)
{
	struct rtk_printer *p = report->printer;
	struct rtk_card card = {0};
	struct rtk_book_state state;
	struct rtk_period range[2];
	int64_t account;
	int rc = rtk_account_find(report->db, what->number, &account, err);

	if (rc == 0)
		return rtk_failf(
		    err, RTK_E_UNKNOWN_ACCOUNT, "%s", what->number);
	if (rc < 0 || rtk_book_state(report->db, &state, err) < 0)
		return -1;
	range[1] = state.open;
	range[0].v = state.open.v - MONTHS + 1;
	if (range[0].v < state.first.v)
		range[0] = state.first;
	if (what->months_only)
		return print_months(report, account, range, err);
	rc = rtk_card_load(&card, report->db, account, range[0], err);
	if (rc == 0)
		rc = print_who(report, account, what->day, err);
	if (rc == 0) {
		print_versions(p, &card);
		print_persons(p, &card);
		rc = rtk_report_events(report, account, range, err);
	}
	if (rc == 0) {
		print_meters(p, &card);
		print_gis_numbers(p, &card);
		print_payments(p, &card);
		rc = print_months(report, account, range, err);
	}
	if (rc == 0)
		rc = rtk_report_waiting(report,
		    &(struct rtk_waiting_of){what->number, &card, what->day},
		    err);
	rtk_card_release(&card);
	return rc;
}
