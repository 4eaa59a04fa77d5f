#include "base/base.h"

#include "flow/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/names.h"
#include "flow/turnover.h"
#include "store/names.h"

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "service"},
    {.key = "opening", .type = RTK_PRINTER_MONEY},
    {.key = "charged", .type = RTK_PRINTER_MONEY},
    {.key = "recalculated", .type = RTK_PRINTER_MONEY},
    {.key = "penalty", .type = RTK_PRINTER_MONEY},
    {.key = "paid", .type = RTK_PRINTER_MONEY},
    {.key = "closing", .type = RTK_PRINTER_MONEY},
};

/* Months of accounts, by key; they are printed by number or added up. */
struct sheet {
	struct rtk_report *report;
	struct rtk_account_month *months;
	size_t count;
	size_t room;
};

static bool
moves(const struct rtk_account_month *m, int service)
{
	return m->opening[service].v != 0 || m->charged[service].v != 0 ||
	    m->recalculated[service].v != 0 || m->paid[service].v != 0;
}

static void
print_service(const struct sheet *sheet, const char *name,
    const struct rtk_account_month *m, int service)
{
	struct rtk_printer *p = sheet->report->printer;
	struct rtk_kop none = {0};
	bool penalty = service == RTK_PENALTY;

	rtk_printer_text(p, name);
	rtk_printer_text(p, rtk_service_name((enum rtk_service)service));
	rtk_printer_money(p, m->opening[service]);
	/* what is charged as penalty has a column of its own */
	rtk_printer_money(p, penalty ? none : m->charged[service]);
	rtk_printer_money(p, m->recalculated[service]);
	rtk_printer_money(p, penalty ? m->charged[service] : none);
	rtk_printer_money(p, m->paid[service]);
	rtk_printer_money(p, m->closing[service]);
}

static void
print_month(const struct sheet *sheet, const char *name,
    const struct rtk_account_month *m)
{
	for (int service = 0; service < RTK_SERVICES; service++)
		if (moves(m, service))
			print_service(sheet, name, m, service);
}

static void
add_month(struct rtk_account_month *sum, const struct rtk_account_month *m)
{
	for (int i = 0; i < RTK_SERVICES; i++) {
		sum->opening[i].v += m->opening[i].v;
		sum->charged[i].v += m->charged[i].v;
		sum->recalculated[i].v += m->recalculated[i].v;
		sum->paid[i].v += m->paid[i].v;
		sum->closing[i].v += m->closing[i].v;
	}
}

static int
gather(struct sheet *sheet, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_turnover *turnover;
	struct rtk_account_month m;
	int rc;

	if (rtk_turnover_open(&turnover, sheet->report->db,
		sheet->report->period, all, err) < 0)
		return -1;
	while ((rc = rtk_turnover_next(turnover, &m, err)) == 1) {
		sheet->months = rtk_array_grow(sheet->months, &sheet->room,
		    sheet->count, sizeof(*sheet->months));
		sheet->months[sheet->count++] = m;
	}
	rtk_turnover_close(turnover);
	return rc;
}

static int
compare_account(const void *key, const void *element)
{
	int64_t account = *(const int64_t *)key;
	const struct rtk_account_month *m = element;

	return account < m->account ? -1 : account > m->account;
}

static int
print_by_account(struct sheet *sheet, struct rtk_err *err)
{
	struct rtk_account_list *list;
	const char *number;
	int64_t account;
	int rc;

	if (rtk_account_list_open(&list, sheet->report->db, err) < 0)
		return -1;
	while ((rc = rtk_account_list_next(list, &account, &number, err)) ==
	    1) {
		const struct rtk_account_month *m = sheet->count == 0
		    ? NULL
		    : bsearch(&account, sheet->months, sheet->count,
			  sizeof(*m), compare_account);

		if (m != NULL)
			print_month(sheet, number, m);
	}
	rtk_account_list_close(list);
	return rc;
}

/* Keys stand in the order of buildings: a run of accounts is one building. */
static int
print_by_building(struct sheet *sheet, struct rtk_err *err)
{
	size_t i = 0;

	while (i < sheet->count) {
		int64_t building = RTK_BUILDING_OF(sheet->months[i].account);
		struct rtk_account_month sum = {0};
		char code[RTK_NAME_BYTES];

		for (; i < sheet->count &&
		     RTK_BUILDING_OF(sheet->months[i].account) == building;
		     i++)
			add_month(&sum, &sheet->months[i]);
		if (rtk_building_code(
			sheet->report->db, building, code, err) < 0)
			return -1;
		print_month(sheet, code, &sum);
	}
	return 0;
}

static void
print_by_service(struct sheet *sheet)
{
	struct rtk_account_month sum = {0};

	for (size_t i = 0; i < sheet->count; i++)
		add_month(&sum, &sheet->months[i]);
	print_month(sheet, "", &sum);
}

int
rtk_report_turnover(struct rtk_report *report, enum rtk_turnover_by by,
    struct rtk_err *err)
{
	static const char *const firsts[] = {"account", "building", "total"};
	struct rtk_printer_column named[RTK_COUNT(columns)];
	struct rtk_printer_block block = {.key = "turnover",
	    .columns = named,
	    .column_count = RTK_COUNT(columns)};
	struct sheet sheet = {.report = report};
	int rc = 0;

	memcpy(named, columns, sizeof(named));
	named[0].key = firsts[by];
	if (rtk_report_month(report, err) < 0 || gather(&sheet, err) < 0) {
		free(sheet.months);
		return -1;
	}
	rtk_printer_begin(report->printer, &block);
	if (by == RTK_BY_ACCOUNT)
		rc = print_by_account(&sheet, err);
	else if (by == RTK_BY_BUILDING)
		rc = print_by_building(&sheet, err);
	else
		print_by_service(&sheet);
	if (rc == 0)
		rtk_printer_end(report->printer);
	free(sheet.months);
	return rc;
}
