#include "base/base.h"

#include "flow/report.h"

#include <string.h>

#include "calc/names.h"
#include "num/decimal.h"
#include "store/charge.h"
#include "store/names.h"
#include "store/rule_rows.h"

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "building"},
    {.key = "service"},
    {.key = "component"},
    {.key = "kind"},
    {.key = "method"},
    {.key = "formula"},
    {.key = "period"},
    {.key = "for_period"},
    {.key = "volume"},
    {.key = "unit"},
    {.key = "price",
	.type = RTK_PRINTER_NUMBER,
	.scale = RTK_PRICE_SCALE,
	.decimals_min = 2},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "reason"},
};

int
rtk_report_month(struct rtk_report *report, struct rtk_err *err)
{
	struct rtk_closed_month month;
	struct rtk_draft draft;
	int rc = rtk_closed_month(report->db, report->period, &month, err);

	report->draft = false;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	rc = rtk_draft_get(report->db, &draft, err);
	if (rc < 0)
		return -1;
	if (rc == 0 || draft.period.v != report->period.v)
		return rtk_fail(err, RTK_E_PERIOD_NOT_RUN);
	report->draft = true;
	return 0;
}

/* What a line is printed with. */
struct charges {
	struct rtk_report *report;
	struct rtk_charge_scan *scan;
	struct rtk_rule_rows rows;
	struct rtk_arena arena;
	int64_t building; /* of the code below */
	char code[RTK_NAME_BYTES];
};

static struct rtk_price
price_of(const struct charges *c, int64_t tariff)
{
	for (size_t i = 0; i < c->rows.tariff_count; i++)
		if (c->rows.tariffs[i].id == tariff)
			return c->rows.tariffs[i].price;
	return (struct rtk_price){0};
}

/* A penalty has no component, and nothing of it was measured. */
static void
print_words(struct rtk_printer *p, const struct rtk_line *line)
{
	bool penalty = line->kind == RTK_PENALTY_LINE;

	rtk_printer_text(p, rtk_service_name(line->service));
	rtk_printer_text(
	    p, penalty ? "" : rtk_component_name(line->component));
	rtk_printer_text(p, rtk_kind_name(line->kind));
	rtk_printer_text(p, penalty ? "" : rtk_method_name(line->method));
	rtk_printer_text(p, penalty ? "" : rtk_formula_name(line->formula));
}

static void
print_line(const struct charges *c, const char *number,
    const struct rtk_line *line)
{
	struct rtk_printer *p = c->report->printer;
	char volume[RTK_DECIMAL_TEXT];

	rtk_printer_text(p, number);
	rtk_printer_text(p, c->code);
	print_words(p, line);
	rtk_printer_period(p, c->report->period);
	rtk_printer_period(p, line->for_period);
	/* a share of the charge has no volume */
	if (line->kind == RTK_VAT || line->kind == RTK_PENALTY_LINE ||
	    (line->kind == RTK_REDUCTION && line->volume.v == 0)) {
		rtk_printer_none(p);
		rtk_printer_none(p);
		rtk_printer_none(p);
	} else {
		rtk_printer_text(p,
		    rtk_decimal_text(volume, line->volume.v, RTK_MICRO_SCALE,
			line->decimals));
		rtk_printer_text(p, rtk_component_unit(line->component));
		rtk_printer_number(p, price_of(c, line->tariff).v);
	}
	rtk_printer_money(p, line->amount);
	if (line->kind == RTK_REDUCTION)
		rtk_printer_text(p, rtk_reduction_reason(line));
	else if (line->reason == RTK_REASON_NONE)
		rtk_printer_none(p);
	else
		rtk_printer_text(p, rtk_reason_name(line->reason));
}

static int
print_account(struct charges *c, int64_t account, const char *number,
    struct rtk_err *err)
{
	int64_t building = RTK_BUILDING_OF(account);
	struct rtk_line line;
	int rc;

	while ((rc = rtk_charge_scan_account(c->scan, account, &line, err)) ==
	    1) {
		if (building != c->building &&
		    rtk_building_code(
			c->report->db, building, c->code, err) < 0)
			return -1;
		c->building = building;
		print_line(c, number, &line);
	}
	return rc;
}

static int
print_accounts(struct charges *c, struct rtk_err *err)
{
	struct rtk_account_list *list;
	const char *number;
	int64_t account;
	int rc;

	if (rtk_account_list_open(&list, c->report->db, err) < 0)
		return -1;
	while ((rc = rtk_account_list_next(list, &account, &number, err)) ==
	    1) {
		rc = print_account(c, account, number, err);
		if (rc < 0)
			break;
	}
	rtk_account_list_close(list);
	return rc;
}

int
rtk_report_charges(struct rtk_report *report, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_printer_block block = {.key = "charges",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct charges c = {.report = report, .building = -1};
	int64_t batch_max;
	int rc = -1;

	if (rtk_report_month(report, err) < 0 ||
	    rtk_batch_max(report->db, false, &batch_max, err) < 0)
		return -1;
	rtk_printer_begin(report->printer, &block);
	if (rtk_rule_rows_load(
		&c.rows, report->db, batch_max, &c.arena, err) == 0 &&
	    rtk_charge_scan_open(
		&c.scan, report->db, report->period, all, err) == 0)
		rc = print_accounts(&c, err);
	if (rc == 0)
		rtk_printer_end(report->printer);
	rtk_charge_scan_close(c.scan);
	rtk_arena_release(&c.arena);
	return rc;
}
