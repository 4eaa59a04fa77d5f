#include "base/base.h"

#include "flow/invoice_worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "document/receipt_mail.h"
#include "flow/invoice_data.h"

enum { TITLE = 512 };

static const struct rtk_printer_column columns[] = {
    {.key = "account"},
    {.key = "file"},
    {.key = "page", .type = RTK_PRINTER_NUMBER},
    {.key = "sha256"},
    {.key = "delivery"},
    {.key = "email"},
};

static int
add_to_index(
    void *context, const char *bytes, size_t size, struct rtk_err *err)
{
	(void)err;
	rtk_buf_add(context, bytes, size);
	return 0;
}

void
rtk_invoice_worker_begin(struct rtk_invoice_worker *w,
    const struct rtk_invoice_job *job, struct rtk_db *db)
{
	struct rtk_printer_block block = {.key = "invoices",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct rtk_printer_options options = {.form = RTK_PRINTER_CSV,
	    .name = "invoices",
	    .schema = 1,
	    .context = &w->index,
	    .write = add_to_index};

	*w = (struct rtk_invoice_worker){
	    .job = job, .db = db, .file = rtk_invoice_file_new()};
	w->printer = rtk_printer_new(&options);
	rtk_printer_begin(w->printer, &block);
}

int
rtk_invoice_worker_end(
    struct rtk_invoice_worker *w, bool failed, struct rtk_err *err)
{
	int rc = failed ? -1 : 0;

	if (rc == 0 && w->files != NULL)
		rc = rtk_file_batch_end(w->files, err);
	if (rc < 0) {
		rtk_printer_abandon(w->printer);
	} else {
		rtk_printer_end(w->printer);
		rc = rtk_printer_close(w->printer, err);
	}
	rtk_file_batch_free(w->files);
	rtk_invoice_file_free(w->file);
	rtk_buf_release(&w->bytes);
	rtk_buf_release(&w->mail);
	return rc;
}

/* --- files --------------------------------------------------------------- */

/* Letters of a code that are safe in a file name; the rest becomes '_'. */
static void
safe_name(char out[RTK_NAME_BYTES], const char *kind, const char *code,
    int64_t building)
{
	size_t at = strlen(kind);

	memcpy(out, kind, at);

	for (const char *c = code; *c != '\0' && at < 100; c++) {
		bool safe = (*c >= '0' && *c <= '9') || *c == '-' ||
		    (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');

		out[at++] = safe ? *c : '_';
	}
	/* codes that differ only in other letters stay apart */
	(void)snprintf(out + at, RTK_NAME_BYTES - at, "-%lld",
	    (long long)building);
}

static void
add_rows(struct rtk_invoice_worker *w, const char *file)
{
	static const char *const deliveries[] = {"paper", "email", "edo"};
	const struct rtk_invoice_entry *entries;
	uint8_t digest[RTK_SHA256_BYTES];
	char hex[RTK_SHA256_HEX];
	size_t count;

	rtk_sha256(digest, w->bytes.bytes, w->bytes.size);
	rtk_sha256_hex(hex, digest);
	entries = rtk_invoice_file_entries(w->file, &count);
	for (size_t i = 0; i < count; i++) {
		rtk_printer_text(w->printer, entries[i].account);
		rtk_printer_text(w->printer, file);
		rtk_printer_number(w->printer, (int64_t)entries[i].page);
		rtk_printer_text(w->printer, hex);
		rtk_printer_text(w->printer, deliveries[entries[i].delivery]);
		rtk_printer_text(w->printer, entries[i].email);
	}
	w->result.documents += (int64_t)count;
	w->result.files++;
}

static int
write_file(
    struct rtk_invoice_worker *w, const char *file, struct rtk_err *err)
{
	if (!w->job->dry_run) {
		if (w->files == NULL &&
		    rtk_file_batch_new(&w->files, w->job->folder, err) < 0)
			return -1;
		if (rtk_file_batch_write(w->files, file, w->bytes.bytes,
			w->bytes.size, err) < 0)
			return -1;
	}
	add_rows(w, file);
	return 0;
}

/* Something of this name does not appear; the others go on. */
static void
tell_failed(struct rtk_invoice_worker *w, const char *name, size_t documents,
    struct rtk_err *fault)
{
	rtk_err_at(fault, name, 0);
	rtk_events_fault(w->job->events, fault);
	w->result.failed += (int64_t)documents;
}

/* The PDF in hand becomes the message that carries it. */
static int
wrap_in_mail(struct rtk_invoice_worker *w, const struct rtk_invoice *invoice,
    struct rtk_err *err)
{
	struct rtk_buf pdf = w->bytes;
	const struct rtk_invoice_entry *entries;
	size_t count;
	int rc;

	entries = rtk_invoice_file_entries(w->file, &count);
	w->bytes = w->mail;
	rtk_buf_reset(&w->bytes);
	rc = rtk_receipt_mail(
	    &w->bytes, invoice, entries[0].email, &pdf, err);
	w->mail = pdf;
	return rc;
}

/*
 * Ends the file in hand and releases it; nothing when there is none. The
 * invoice is the one in it; NULL: it is a bundle.
 */
static int
finish_file(struct rtk_invoice_worker *w, const struct rtk_invoice *invoice,
    struct rtk_err *err)
{
	bool mail = w->job->delivery == RTK_EMAIL;
	char period[RTK_PERIOD_TEXT], file[RTK_NAME_BYTES + 16];
	struct rtk_err fault = RTK_ERR_INIT;
	size_t count;
	int rc = 0;

	(void)rtk_invoice_file_entries(w->file, &count);
	if (count == 0)
		return 0;
	(void)snprintf(file, sizeof(file), "%s-%s.%s", w->name,
	    rtk_period_text(period, w->job->period), mail ? "eml" : "pdf");
	rtk_buf_reset(&w->bytes);
	if (rtk_invoice_file_end(w->file, &w->bytes, &fault) == 0 &&
	    (!mail || wrap_in_mail(w, invoice, &fault) == 0))
		rc = write_file(w, file, err);
	else
		tell_failed(w, file, count, &fault);
	rtk_invoice_file_reset(w->file);
	return rc;
}

/* The name of the file that begins with this document. */
static void
name_file(struct rtk_invoice_worker *w, const struct rtk_party *party)
{
	w->building = RTK_BUILDING_OF(party->account);
	switch (w->job->bundle) {
	case RTK_BUNDLE_ROUTE:
		safe_name(w->name,
		    w->part->route[0] == '\0' ? "no-route" : "route-",
		    w->part->route,
		    RTK_BUILDING_OF(w->part->ranges[0].from));
		break;
	case RTK_BUNDLE_BUILDING:
		safe_name(w->name, "", party->building, w->building);
		break;
	default:
		(void)snprintf(
		    w->name, sizeof(w->name), "%s", party->number);
		break;
	}
}

/* What the cover calls the bundle; NULL: it is none. */
static const char *
title_of(char out[TITLE], const struct rtk_invoice_worker *w,
    const struct rtk_party *party)
{
	if (w->job->bundle == RTK_BUNDLE_NONE)
		return NULL;
	if (w->job->bundle == RTK_BUNDLE_BUILDING)
		(void)snprintf(out, TITLE, "%s, д. %s (%s)", party->street,
		    party->house, party->building);
	else if (w->part->route[0] == '\0')
		(void)snprintf(out, TITLE, "Без маршрута");
	else
		(void)snprintf(out, TITLE, "Маршрут %s", w->part->route);
	return out;
}

/* Whether this document does not belong into the bundle in hand. */
static bool
begins_bundle(
    const struct rtk_invoice_worker *w, const struct rtk_party *party)
{
	return w->job->bundle == RTK_BUNDLE_BUILDING &&
	    w->building != RTK_BUILDING_OF(party->account);
}

/* Puts a document into the file in hand, or into a new one. */
static int
put_document(struct rtk_invoice_worker *w, const struct rtk_invoice *invoice,
    const struct rtk_party *party, const struct rtk_buf *code,
    struct rtk_err *err)
{
	char title[TITLE];
	size_t count;

	(void)rtk_invoice_file_entries(w->file, &count);
	if (count == 0) {
		name_file(w, party);
		rtk_invoice_file_begin(
		    w->file, invoice, title_of(title, w, party));
	}
	if (rtk_invoice_file_add(w->file, invoice, party, code, err) < 0)
		return rtk_err_at(err, party->number, 0);
	rtk_events_progress(w->job->events, "documents", 1, 0);
	return 0;
}

static int
add_document(struct rtk_invoice_worker *w, const struct rtk_invoice *invoice,
    const struct rtk_party *party, struct rtk_err *err)
{
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_buf code = {0};
	int rc = 0;

	if (begins_bundle(w, party))
		rc = finish_file(w, NULL, err);
	/* what cannot be paid by its code is found before it is drawn */
	if (rc == 0 && rtk_invoice_qr_text(&code, invoice, &fault) < 0)
		tell_failed(w, party->number, 1, &fault);
	else if (rc == 0)
		rc = put_document(w, invoice, party, &code, err);
	if (rc == 0 && w->job->bundle == RTK_BUNDLE_NONE)
		rc = finish_file(w, invoice, err);
	rtk_buf_release(&code);
	return rc;
}

/* --- parts --------------------------------------------------------------- */

static int
add_range(struct rtk_invoice_worker *w, const struct rtk_invoice_range *range,
    struct rtk_err *err)
{
	struct rtk_invoice_query query = {.db = w->db,
	    .period = w->job->period,
	    .account_from = range->from,
	    .account_to = range->to,
	    .draft = w->job->draft};
	struct rtk_invoice_source *source;
	struct rtk_invoice invoice;
	struct rtk_party party;
	int rc;

	if (rtk_invoice_source_open(&source, &query, err) < 0)
		return -1;
	while ((rc = rtk_invoice_source_next(
		    source, &invoice, &party, err)) == 1) {
		if (w->job->delivery >= 0 &&
		    (int)party.delivery != w->job->delivery)
			continue;
		rc = add_document(w, &invoice, &party, err);
		if (rc < 0)
			break;
	}
	rtk_invoice_source_close(source);
	return rc;
}

int
rtk_invoice_worker_do(struct rtk_invoice_worker *w,
    const struct rtk_invoice_part *part, struct rtk_err *err)
{
	w->part = part;
	for (size_t i = 0; i < part->count; i++)
		if (add_range(w, &part->ranges[i], err) < 0)
			return -1;
	return finish_file(w, NULL, err);
}
