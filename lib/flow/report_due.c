/* rtk-report due: what contracts make due in a month, and by which day. */
#include "base/base.h"

#include "flow/report.h"

#include "flow/contract_due.h"
#include "store/names.h"

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "day"},
    {.key = "percent", .type = RTK_PRINTER_NUMBER, .scale = 2},
    {.key = "base"},
    {.key = "base_amount", .type = RTK_PRINTER_MONEY},
    {.key = "carried", .type = RTK_PRINTER_MONEY},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
};

static void
print_part(struct rtk_printer *p, const char *number,
    const struct rtk_account_dues *d, const struct rtk_due_amount *part)
{
	rtk_printer_text(p, number);
	rtk_printer_date(p, part->day);
	rtk_printer_number(p, part->part.percent_bp);
	rtk_printer_text(p, part->part.of_actual ? "actual" : "plan");
	if (part->known)
		rtk_printer_money(
		    p, part->part.of_actual ? d->actual : d->dues.planned);
	else
		rtk_printer_none(p);
	rtk_printer_money(p, d->carried);
	if (part->known)
		rtk_printer_money(p, part->amount);
	else
		rtk_printer_none(p);
}

int
rtk_report_due(struct rtk_report *report, struct rtk_err *err)
{
	static const struct rtk_printer_block block = {.key = "due",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	const struct rtk_due_query query = {report->db, report->period, 0,
	    RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 0), 0};
	struct rtk_err not_run = RTK_ERR_INIT;
	struct rtk_account_dues dues;
	struct rtk_due_scan *scan;
	char number[RTK_NAME_BYTES];
	int rc;

	/* parts of the plan are due before the month is calculated */
	if (rtk_report_month(report, &not_run) < 0 &&
	    not_run.fault != RTK_E_PERIOD_NOT_RUN) {
		*err = not_run;
		return -1;
	}
	if (rtk_due_scan_open(&scan, &query, err) < 0)
		return -1;
	rtk_printer_begin(report->printer, &block);
	while ((rc = rtk_due_scan_next(scan, &dues, err)) == 1) {
		rc = rtk_account_number(report->db, dues.account, number, err);
		if (rc < 0)
			break;
		for (size_t i = 0; i < dues.dues.count; i++)
			print_part(report->printer, number, &dues,
			    &dues.dues.parts[i]);
	}
	if (rc == 0)
		rtk_printer_end(report->printer);
	rtk_due_scan_close(scan);
	return rc;
}
