#include "base/base.h"

#include "flow/quarantine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/decimal.h"
#include "text/utf8.h"

/* The row and its last decision; texts live as long as the scan. */
struct waiting {
	struct rtk_quarantine_scan *scan;
	struct rtk_quarantine_view row;
};

static int
find(struct waiting *out, struct rtk_db *db, int64_t id, struct rtk_err *err)
{
	const struct rtk_quarantine_query query = {.id = id};
	int rc;

	if (rtk_quarantine_scan_open(&out->scan, db, &query, err) < 0)
		return -1;
	rc = rtk_quarantine_scan_next(out->scan, &out->row, err);
	if (rc == 1)
		return 0;
	rtk_quarantine_scan_close(out->scan);
	return rc < 0 ? -1
		      : rtk_failf(err, RTK_E_QUARANTINE_UNKNOWN, "%lld",
			    (long long)id);
}

static bool
is_decided(const struct rtk_quarantine_view *row)
{
	return row->decision.action == RTK_QUARANTINE_TAKEN ||
	    row->decision.action == RTK_QUARANTINE_DROPPED;
}

static int
store(struct rtk_resolved *out, const struct rtk_resolve_job *job,
    enum rtk_quarantine_action action, const char *cause, struct rtk_err *err)
{
	const struct rtk_quarantine_decision decision = {.id = out->decision,
	    .quarantine = out->id,
	    .action = action,
	    .batch = out->batch,
	    .day = job->as_of,
	    .reason = cause};

	return rtk_quarantine_decide(job->db, &decision, err);
}

/* --- taking ------------------------------------------------------------ */

static bool
given(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* What the row by hand is a table of. */
struct table {
	const char *kind;
	const char *format; /* "": the usual one */
};

/* A table of one row into the database: 1 done, 0 it waits still, -1. */
static int
import_row(struct rtk_resolved *out, const struct rtk_resolve_job *job,
    const struct table *table, struct rtk_import_by_hand *by_hand,
    struct rtk_err *err)
{
	char name[64];
	struct rtk_import_job import = {.db = job->db,
	    .kind = table->kind,
	    .path = name,
	    .encoding = "utf-8",
	    .format = given(table->format) ? table->format : NULL,
	    .as_of = job->as_of,
	    .events = job->events,
	    .by_hand = by_hand};
	struct rtk_import_result result;

	(void)snprintf(
	    name, sizeof(name), "quarantine-%lld", (long long)out->id);
	by_hand->decision = out->decision;
	if (rtk_import_file(&result, &import, err) < 0)
		return -1;
	out->batch = result.batch;
	return result.quarantined == 0 && result.rows > 0;
}

/* The row as it stood in a workbook, which a text is not. */
static bool
is_of_workbook(
    const struct rtk_resolve *resolve, const struct rtk_quarantine_view *row)
{
	static const char end[] = ".xlsx";
	size_t size = strlen(row->file), length = sizeof(end) - 1;

	return !given(resolve->row) && size > length &&
	    rtk_utf8_same(row->file + size - length, length, end, length);
}

static int
take(struct rtk_resolved *out, const struct rtk_resolve_job *job,
    const struct rtk_resolve *resolve, const struct rtk_quarantine_view *row,
    struct rtk_err *err)
{
	bool own = !given(resolve->header) ||
	    strcmp(resolve->header, row->header) == 0;
	const char *header = own ? row->header : resolve->header;
	struct rtk_import_by_hand by_hand = {
	    .workbook = own && is_of_workbook(resolve, row),
	    .sure = resolve->action == RTK_RESOLVE_SURE};
	int rc;

	if (!given(header))
		return rtk_failf(
		    err, RTK_E_QUARANTINE_NO_TABLE, "%s", row->file);
	if (resolve->action == RTK_RESOLVE_PROPOSED) {
		if (row->proposed[0] == '\0' || row->format[0] != '\0')
			return rtk_failf(err, RTK_E_QUARANTINE_NO_PROPOSAL,
			    "%lld", (long long)row->id);
		by_hand.value = row->proposed;
	}
	rtk_buf_addf(&by_hand.bytes, "%s\n%s\n", header,
	    given(resolve->row) ? resolve->row : row->raw);
	rc = import_row(out, job,
	    &(struct table){row->kind, own ? row->format : ""}, &by_hand,
	    err);
	rtk_buf_release(&by_hand.bytes);
	if (rc == 0)
		return rtk_failf(err, RTK_E_QUARANTINE_STILL_BAD, "%lld",
		    (long long)row->id);
	return rc < 0
	    ? -1
	    : store(out, job, RTK_QUARANTINE_TAKEN, resolve->cause, err);
}

/* Decided the same way before: a second run of a list changes nothing. */
static int
tell_decided(struct rtk_resolved *out, const struct rtk_resolve *resolve,
    const struct rtk_quarantine_view *row, struct rtk_err *err)
{
	bool drop = resolve->action == RTK_RESOLVE_DROP;

	if (drop != (row->decision.action == RTK_QUARANTINE_DROPPED))
		return rtk_failf(err, RTK_E_QUARANTINE_DECIDED, "%lld",
		    (long long)row->id);
	out->known = true;
	out->decision = row->decision.id;
	out->batch = row->decision.batch;
	return 0;
}

int
rtk_quarantine_resolve(struct rtk_resolved *out,
    const struct rtk_resolve_job *job, const struct rtk_resolve *resolve,
    struct rtk_err *err)
{
	struct waiting waiting;
	int rc = -1;

	*out = (struct rtk_resolved){.id = resolve->id};
	if (find(&waiting, job->db, resolve->id, err) < 0)
		return -1;
	if (is_decided(&waiting.row))
		rc = tell_decided(out, resolve, &waiting.row, err);
	else if (rtk_quarantine_next(&out->decision, job->db, err) == 0)
		rc = resolve->action == RTK_RESOLVE_DROP
		    ? store(out, job, RTK_QUARANTINE_DROPPED, resolve->cause,
			  err)
		    : take(out, job, resolve, &waiting.row, err);
	rtk_quarantine_scan_close(waiting.scan);
	return rc;
}

/* --- undoing ----------------------------------------------------------- */

/* The readings of the batch, withdrawn one after the other. */
static int
withdraw(struct rtk_resolved *out, const struct rtk_resolve_job *job,
    const struct rtk_quarantine_view *row, struct rtk_err *err)
{
	struct rtk_import_by_hand by_hand = {.sure = true};
	struct rtk_batch_reading r;
	int rc, count = 0;

	rtk_buf_add_text(&by_hand.bytes, "meter;date;value;channel\n");
	for (int64_t after = 0;
	     (rc = rtk_batch_reading(
		  &r, job->db, row->decision.batch, &after, err)) == 1;
	     count++) {
		char day[RTK_DATE_TEXT], value[RTK_DECIMAL_TEXT];

		rtk_buf_addf(&by_hand.bytes, "\"%s\";%s;%s;withdrawn\n",
		    r.meter, rtk_date_text(day, r.day),
		    rtk_decimal_text(value, r.value.v, RTK_MICRO_SCALE, 0));
	}
	if (rc == 0 && count > 0) {
		rc = import_row(
		    out, job, &(struct table){row->kind, ""}, &by_hand, err);
		if (rc == 0)
			rc = rtk_failf(err, RTK_E_QUARANTINE_KEPT, "%lld",
			    (long long)row->id);
	}
	rtk_buf_release(&by_hand.bytes);
	return rc < 0 ? -1 : 0;
}

/* Money and events have a way of their own: tells which. */
static int
tell_way(const struct rtk_resolve_job *job,
    const struct rtk_quarantine_view *row, struct rtk_err *err)
{
	int64_t taken, entry;

	if (rtk_batch_brought(
		&taken, &entry, job->db, row->decision.batch, err) < 0)
		return -1;
	if (taken == 0)
		return 0; /* it was known: nothing came of it */
	if (entry != 0)
		return rtk_failf(err, RTK_E_QUARANTINE_MONEY, "%lld",
		    (long long)entry);
	if (strcmp(row->kind, "absences") == 0)
		return rtk_failf(err, RTK_E_QUARANTINE_ABSENCE, "%lld",
		    (long long)row->decision.batch);
	return rtk_failf(err,
	    strcmp(row->kind, "outages") == 0 ? RTK_E_QUARANTINE_OUTAGE
					      : RTK_E_QUARANTINE_KEPT,
	    "%lld", (long long)row->decision.batch);
}

int
rtk_quarantine_undo(struct rtk_resolved *out,
    const struct rtk_resolve_job *job, int64_t id, const char *cause,
    struct rtk_err *err)
{
	struct waiting waiting;
	const struct rtk_quarantine_view *row = &waiting.row;
	int rc;

	*out = (struct rtk_resolved){.id = id};
	if (find(&waiting, job->db, id, err) < 0)
		return -1;
	rc = rtk_quarantine_next(&out->decision, job->db, err);
	if (rc == 0 && !is_decided(row))
		rc = rtk_failf(
		    err, RTK_E_QUARANTINE_WAITS, "%lld", (long long)id);
	if (rc == 0 && row->decision.action == RTK_QUARANTINE_TAKEN)
		rc = strcmp(row->kind, "readings") == 0
		    ? withdraw(out, job, row, err)
		    : tell_way(job, row, err);
	if (rc == 0)
		rc = store(out, job, RTK_QUARANTINE_UNDONE, cause, err);
	rtk_quarantine_scan_close(waiting.scan);
	return rc;
}
