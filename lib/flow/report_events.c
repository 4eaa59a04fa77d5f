#include "base/base.h"

#include "flow/report_events.h"

#include <stdio.h>

#include "calc/names.h"
#include "flow/import_words.h"
#include "store/event.h"
#include "store/origin.h"

enum { TIME_TEXT = 32, DAY_MINUTES = 24 * 60, HOUR_MINUTES = 60 };

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "event"},
    {.key = "of"},
    {.key = "service"},
    {.key = "begin"},
    {.key = "end"},
    {.key = "persons", .type = RTK_PRINTER_NUMBER},
    {.key = "temperature",
	.title = "degrees",
	.type = RTK_PRINTER_NUMBER,
	.scale = 2},
    {.key = "document"},
    {.key = "file"},
    {.key = "pressure",
	.title = "MPa",
	.type = RTK_PRINTER_NUMBER,
	.scale = RTK_MICRO_SCALE},
};

struct listing {
	struct rtk_report *report;
	int64_t account, house;
	int64_t batch_max;
	struct rtk_period first, month;
};

/* A record stands in each month; it is told in the first one that is shown. */
static bool
told_here(const struct listing *l, struct rtk_period begin)
{
	return begin.v == l->month.v ||
	    (l->month.v == l->first.v && begin.v < l->first.v);
}

static int
print_origin(struct listing *l, const int64_t key[2], struct rtk_err *err)
{
	struct rtk_origin o;
	int rc =
	    rtk_origin_find(&o, l->report->db, key, l->batch_max, err);

	if (rc < 0)
		return -1;
	rtk_printer_text(l->report->printer, rc == 1 ? o.document : NULL);
	rtk_printer_text(l->report->printer, rc == 1 ? o.file : NULL);
	return 0;
}

static int
print_absence(
    struct listing *l, const struct rtk_absence *a, struct rtk_err *err)
{
	struct rtk_printer *p = l->report->printer;
	const int64_t key[] = {RTK_ORIGIN_ABSENCE, a->id};

	if (a->account != l->account || !told_here(l, rtk_period_of(a->from)))
		return 0;
	rtk_printer_text(p, "absence");
	rtk_printer_text(p, "account");
	rtk_printer_text(p, rtk_service_name(RTK_HOT_WATER));
	rtk_printer_date(p, a->from);
	rtk_printer_date(p, a->to);
	rtk_printer_number(p, a->persons);
	rtk_printer_none(p);
	if (print_origin(l, key, err) < 0)
		return -1;
	rtk_printer_none(p);
	return 0;
}

static const char *
time_text(char text[TIME_TEXT], int64_t minute)
{
	struct rtk_date day = {(int32_t)(minute / DAY_MINUTES)};
	char date[RTK_DATE_TEXT];
	int of_day = (int)(minute % DAY_MINUTES);

	(void)snprintf(text, TIME_TEXT, "%s %02d:%02d",
	    rtk_date_text(date, day), of_day / HOUR_MINUTES,
	    of_day % HOUR_MINUTES);
	return text;
}

static int
print_outage(
    struct listing *l, const struct rtk_outage *o, struct rtk_err *err)
{
	struct rtk_printer *p = l->report->printer;
	const int64_t key[] = {RTK_ORIGIN_OUTAGE, o->id};
	struct rtk_period first, last;
	char text[TIME_TEXT];

	rtk_outage_months(o, &first, &last);
	if ((o->account != l->account && o->account != l->house) ||
	    !told_here(l, first))
		return 0;
	rtk_printer_text(p, rtk_word_of(rtk_words_outage_kind, (int)o->kind));
	rtk_printer_text(p, o->account == l->house ? "building" : "account");
	rtk_printer_text(p, rtk_service_name(o->service));
	rtk_printer_text(p, time_text(text, o->begin_minute));
	rtk_printer_text(p, time_text(text, o->end_minute));
	rtk_printer_none(p);
	if (o->has_temperature)
		rtk_printer_number(p, o->temperature);
	else
		rtk_printer_none(p);
	if (print_origin(l, key, err) < 0)
		return -1;
	if (o->has_pressure)
		rtk_printer_number(p, o->pressure);
	else
		rtk_printer_none(p);
	return 0;
}

static int
print_month(struct listing *l, struct rtk_err *err)
{
	const int64_t building = RTK_BUILDING_OF(l->account);
	const struct rtk_event_range range = {
	    l->month, building, building, l->batch_max};
	struct rtk_event_facts facts;
	struct rtk_event_scan *scan;
	int rc;

	if (rtk_event_scan_open(&scan, l->report->db, &range, err) < 0)
		return -1;
	rc = rtk_event_scan_building(scan, building, &facts, err);
	for (size_t i = 0; rc == 0 && i < facts.absence_count; i++)
		rc = print_absence(l, &facts.absences[i], err);
	for (size_t i = 0; rc == 0 && i < facts.outage_count; i++)
		rc = print_outage(l, &facts.outages[i], err);
	rtk_event_scan_close(scan);
	return rc;
}

int
rtk_report_events(struct rtk_report *report, int64_t account,
    const struct rtk_period range[2], struct rtk_err *err)
{
	const struct rtk_printer_block block = {.key = "events",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct listing l = {.report = report,
	    .account = account,
	    .house = RTK_ACCOUNT_ID(RTK_BUILDING_OF(account), 0),
	    .batch_max = INT64_MAX,
	    .first = range[0],
	    .month = range[0]};

	rtk_printer_begin(report->printer, &block);
	for (; l.month.v <= range[1].v; l.month.v++)
		if (print_month(&l, err) < 0)
			return -1;
	rtk_printer_end(report->printer);
	return 0;
}
