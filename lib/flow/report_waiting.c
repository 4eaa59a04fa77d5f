#include "base/base.h"

#include "flow/report_waiting.h"

#include <string.h>

#include "store/quarantine.h"

static const struct rtk_printer_column columns[] = {
    {.key = "waiting", .type = RTK_PRINTER_NUMBER},
    {.key = "file"},
    {.key = "line", .type = RTK_PRINTER_NUMBER},
    {.key = "reason"},
    {.key = "days", .type = RTK_PRINTER_NUMBER},
    {.key = "row"},
};

static const struct rtk_printer_block block = {.key = "waiting",
    .columns = columns,
    .column_count = RTK_COUNT(columns)};

static bool
is_letter(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

static bool
names(const char *row, const char *word)
{
	size_t size = strlen(word);

	if (size == 0)
		return false;
	for (const char *at = row; (at = strstr(at, word)) != NULL; at++)
		if ((at == row || !is_letter(at[-1])) && !is_letter(at[size]))
			return true;
	return false;
}

static bool
speaks_of(const char *row, const struct rtk_waiting_of *of)
{
	bool found = names(row, of->number);

	for (size_t i = 0; !found && i < of->card->meter_count; i++)
		found = names(row, of->card->meters[i].code) ||
		    names(row, of->card->meters[i].serial);
	return found;
}

int
rtk_report_waiting(struct rtk_report *report,
    const struct rtk_waiting_of *of, struct rtk_err *err)
{
	const struct rtk_quarantine_query all = {.id = 0};
	struct rtk_printer *p = report->printer;
	struct rtk_quarantine_scan *scan;
	struct rtk_quarantine_view row;
	int rc;

	if (rtk_quarantine_scan_open(&scan, report->db, &all, err) < 0)
		return -1;
	rtk_printer_begin(p, &block);
	while ((rc = rtk_quarantine_scan_next(scan, &row, err)) == 1) {
		if (!speaks_of(row.raw, of))
			continue;
		rtk_printer_number(p, row.id);
		rtk_printer_text(p, row.file);
		rtk_printer_number(p, row.line);
		rtk_printer_text(p, row.reason);
		rtk_printer_number(p, of->day.v - row.imported.v);
		rtk_printer_text(p, row.raw);
	}
	rtk_printer_end(p);
	rtk_quarantine_scan_close(scan);
	return rc;
}
