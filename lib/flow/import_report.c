#include "base/base.h"

#include "flow/import_report.h"

#include <string.h>

#include "base/buf.h"
#include "store/batch.h"
#include "store/quarantine.h"

static void
print_batch(
    struct rtk_printer *printer, const struct rtk_batch *batch, bool narrow)
{
	rtk_printer_number(printer, batch->id);
	rtk_printer_text(printer, batch->kind);
	rtk_printer_text(printer, batch->file);
	if (!narrow)
		rtk_printer_text(printer, batch->sha256);
	rtk_printer_date(printer, batch->imported);
	rtk_printer_number(printer, batch->row_count);
	rtk_printer_number(printer, batch->taken);
	rtk_printer_number(printer, batch->known);
	rtk_printer_number(printer, batch->quarantined);
	rtk_printer_money(printer, batch->amount);
}

int
rtk_import_report_history(const struct rtk_import_report *report,
    struct rtk_printer *printer, struct rtk_err *err)
{
	/* the digest, which is wider than a screen, stands fourth */
	static const struct rtk_printer_column columns[] = {
	    {.key = "batch", .type = RTK_PRINTER_NUMBER},
	    {.key = "kind", .type = RTK_PRINTER_STRING},
	    {.key = "file", .type = RTK_PRINTER_STRING},
	    {.key = "sha256", .type = RTK_PRINTER_STRING},
	    {.key = "imported_at", .type = RTK_PRINTER_STRING},
	    {.key = "rows", .type = RTK_PRINTER_NUMBER},
	    {.key = "taken", .type = RTK_PRINTER_NUMBER},
	    {.key = "known", .type = RTK_PRINTER_NUMBER},
	    {.key = "quarantined", .type = RTK_PRINTER_NUMBER},
	    {.key = "amount", .type = RTK_PRINTER_MONEY},
	};
	struct rtk_printer_column narrow[RTK_COUNT(columns)];
	struct rtk_printer_block block = {.key = "batches",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct rtk_batch_scan *scan;
	struct rtk_batch batch;
	int rc;

	if (rtk_batch_scan_open(&scan, report->db, report->kind, err) < 0)
		return -1;
	if (report->narrow) {
		memcpy(narrow, columns, 3 * sizeof(columns[0]));
		memcpy(&narrow[3], &columns[4],
		    sizeof(columns) - 4 * sizeof(columns[0]));
		block.columns = narrow;
		block.column_count--;
	}
	rtk_printer_begin(printer, &block);
	while ((rc = rtk_batch_scan_next(scan, &batch, err)) == 1)
		print_batch(printer, &batch, report->narrow);
	rtk_batch_scan_close(scan);
	rtk_printer_end(printer);
	return rc;
}

/* The text of the fault with its detail; a column stands before a tab. */
static void
put_text(struct rtk_buf *out, const struct rtk_import_report *report,
    const struct rtk_quarantine_view *row)
{
	enum rtk_fault fault = rtk_fault_find(row->reason);
	const char *text = report->translate(rtk_fault_text(fault));
	const char *tab = strchr(row->detail, '\t');
	const char *detail = tab != NULL ? tab + 1 : row->detail;
	const char *mark = strstr(text, "%s");

	rtk_buf_reset(out);
	if (tab != NULL)
		rtk_buf_addf(
		    out, "%.*s: ", (int)(tab - row->detail), row->detail);
	if (mark == NULL) {
		rtk_buf_add_text(out, text);
		return;
	}
	rtk_buf_add(out, text, (size_t)(mark - text));
	rtk_buf_add_text(out, detail);
	rtk_buf_add_text(out, mark + 2);
}

/* The screen has no room for what the file says better itself. */
static void
print_waiting(struct rtk_printer *printer,
    const struct rtk_import_report *report,
    const struct rtk_quarantine_view *row, const char *text)
{
	int32_t days = report->as_of.v - row->imported.v;

	rtk_printer_number(printer, row->id);
	if (!report->narrow) {
		rtk_printer_number(printer, row->batch);
		rtk_printer_text(printer, row->kind);
	}
	rtk_printer_text(printer, row->file);
	rtk_printer_number(printer, row->line);
	rtk_printer_text(printer, row->reason);
	if (report->narrow) {
		rtk_printer_number(printer, days);
		rtk_printer_text(printer, row->raw);
		return;
	}
	rtk_printer_text(printer, text);
	rtk_printer_text(printer, row->raw);
	rtk_printer_date(printer, row->imported);
	rtk_printer_number(printer, days);
	rtk_printer_text(printer, row->proposed);
	rtk_printer_text(printer, row->header);
	/* for the person who decides to fill in */
	rtk_printer_text(printer, "");
	rtk_printer_text(printer, "");
}

static const struct rtk_printer_column waiting_wide[] = {
    {.key = "id", .type = RTK_PRINTER_NUMBER},
    {.key = "batch", .type = RTK_PRINTER_NUMBER},
    {.key = "kind", .type = RTK_PRINTER_STRING},
    {.key = "file", .type = RTK_PRINTER_STRING},
    {.key = "line", .type = RTK_PRINTER_NUMBER},
    {.key = "reason", .type = RTK_PRINTER_STRING},
    {.key = "text", .type = RTK_PRINTER_STRING},
    {.key = "row", .type = RTK_PRINTER_STRING},
    {.key = "imported", .type = RTK_PRINTER_STRING},
    {.key = "days", .type = RTK_PRINTER_NUMBER},
    {.key = "proposed", .type = RTK_PRINTER_STRING},
    {.key = "header", .type = RTK_PRINTER_STRING},
    {.key = "action", .type = RTK_PRINTER_STRING},
    {.key = "cause", .type = RTK_PRINTER_STRING},
};

static const struct rtk_printer_column waiting_narrow[] = {
    {.key = "id", .type = RTK_PRINTER_NUMBER},
    {.key = "file", .type = RTK_PRINTER_STRING},
    {.key = "line", .type = RTK_PRINTER_NUMBER},
    {.key = "reason", .type = RTK_PRINTER_STRING},
    {.key = "days", .type = RTK_PRINTER_NUMBER},
    {.key = "row", .type = RTK_PRINTER_STRING},
};

/* Rows that were decided, with the decision. */
static const struct rtk_printer_column decided_columns[] = {
    {.key = "id", .type = RTK_PRINTER_NUMBER},
    {.key = "kind", .type = RTK_PRINTER_STRING},
    {.key = "file", .type = RTK_PRINTER_STRING},
    {.key = "line", .type = RTK_PRINTER_NUMBER},
    {.key = "reason", .type = RTK_PRINTER_STRING},
    {.key = "action", .type = RTK_PRINTER_STRING},
    {.key = "decided", .type = RTK_PRINTER_STRING},
    {.key = "batch", .type = RTK_PRINTER_NUMBER},
    {.key = "cause", .type = RTK_PRINTER_STRING},
};

static void
print_decided(
    struct rtk_printer *printer, const struct rtk_quarantine_view *row)
{
	const struct rtk_quarantine_decision *d = &row->decision;

	rtk_printer_number(printer, row->id);
	rtk_printer_text(printer, row->kind);
	rtk_printer_text(printer, row->file);
	rtk_printer_number(printer, row->line);
	rtk_printer_text(printer, row->reason);
	rtk_printer_text(
	    printer, d->action == RTK_QUARANTINE_TAKEN ? "take" : "drop");
	rtk_printer_date(printer, d->day);
	if (d->batch != 0)
		rtk_printer_number(printer, d->batch);
	else
		rtk_printer_none(printer);
	rtk_printer_text(printer, d->reason);
}

int
rtk_import_report_quarantine(const struct rtk_import_report *report,
    struct rtk_printer *printer, struct rtk_err *err)
{
	const struct rtk_printer_block waiting = {.key = "rows",
	    .columns = report->narrow ? waiting_narrow : waiting_wide,
	    .column_count = report->narrow ? RTK_COUNT(waiting_narrow)
					   : RTK_COUNT(waiting_wide)};
	const struct rtk_printer_block decided = {.key = "rows",
	    .columns = decided_columns,
	    .column_count = RTK_COUNT(decided_columns)};
	const struct rtk_quarantine_query query = {.kind = report->kind,
	    .reason = report->code,
	    .decided = report->decided};
	struct rtk_quarantine_scan *scan;
	struct rtk_quarantine_view row;
	struct rtk_buf text = {0};
	int rc;

	if (rtk_quarantine_scan_open(&scan, report->db, &query, err) < 0)
		return -1;
	rtk_printer_begin(printer, report->decided ? &decided : &waiting);
	while ((rc = rtk_quarantine_scan_next(scan, &row, err)) == 1) {
		if (report->decided) {
			print_decided(printer, &row);
			continue;
		}
		if (report->as_of.v - row.imported.v < report->days_min)
			continue;
		put_text(&text, report, &row);
		print_waiting(printer, report, &row, text.bytes);
	}
	rtk_quarantine_scan_close(scan);
	rtk_buf_release(&text);
	rtk_printer_end(printer);
	return rc;
}

void
rtk_import_report_results(struct rtk_printer *printer,
    const struct rtk_import_result *results, size_t count)
{
	static const struct rtk_printer_column columns[] = {
	    {.key = "kind", .type = RTK_PRINTER_STRING},
	    {.key = "file", .type = RTK_PRINTER_STRING},
	    {.key = "batch", .type = RTK_PRINTER_NUMBER},
	    {.key = "rows", .type = RTK_PRINTER_NUMBER},
	    {.key = "taken", .type = RTK_PRINTER_NUMBER},
	    {.key = "known", .type = RTK_PRINTER_NUMBER},
	    {.key = "quarantined", .type = RTK_PRINTER_NUMBER},
	    {.key = "unidentified", .type = RTK_PRINTER_NUMBER},
	    {.key = "amount", .type = RTK_PRINTER_MONEY},
	    {.key = "known_file", .type = RTK_PRINTER_FLAG},
	};
	const struct rtk_printer_block block = {.key = "files",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};

	rtk_printer_begin(printer, &block);
	for (size_t i = 0; i < count; i++) {
		const struct rtk_import_result *r = &results[i];

		rtk_printer_text(printer, r->kind);
		rtk_printer_text(printer, r->file);
		rtk_printer_number(printer, r->batch);
		rtk_printer_number(printer, r->rows);
		rtk_printer_number(printer, r->taken);
		rtk_printer_number(printer, r->known);
		rtk_printer_number(printer, r->quarantined);
		rtk_printer_number(printer, r->unidentified);
		rtk_printer_money(printer, r->amount);
		rtk_printer_flag(printer, r->same_file);
	}
	rtk_printer_end(printer);
}
