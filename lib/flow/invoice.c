#include "base/base.h"

#include "flow/invoice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/file.h"
#include "base/sha256.h"
#include "flow/invoice_data.h"
#include "flow/invoice_index.h"
#include "io/printer.h"
#include "store/names.h"
#include "store/registry.h"

/* A row of the index, kept until its file is written. */
struct indexed {
	const char *account;
	const char *email;
	enum rtk_delivery delivery;
	size_t page;
};

/* A run under way. */
struct writer {
	const struct rtk_invoice_job *job;
	struct rtk_invoice_result *out;
	struct rtk_pdf *pdf;
	struct rtk_buf bytes;
	struct rtk_buf index; /* the CSV of the index */
	struct rtk_printer *printer;
	/* the bundle in hand */
	int64_t building;
	char name[RTK_NAME_BYTES];
	struct rtk_arena arena;
	struct indexed *rows;
	size_t row_count;
	size_t row_room;
	size_t pages;
};

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

/* Letters of a code that are safe in a file name; the rest becomes '_'. */
static void
safe_name(char out[RTK_NAME_BYTES], const char *code, int64_t building)
{
	size_t at = 0;

	for (const char *c = code; *c != '\0' && at < 100; c++) {
		bool safe = (*c >= '0' && *c <= '9') || *c == '-' ||
		    (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');

		out[at++] = safe ? *c : '_';
	}
	/* codes that differ only in other letters stay apart */
	(void)snprintf(out + at, RTK_NAME_BYTES - at, "-%lld",
	    (long long)building);
}

static int
write_file(struct writer *w, const char *file, struct rtk_err *err)
{
	static const char *const deliveries[] = {"paper", "email", "edo"};
	uint8_t digest[RTK_SHA256_BYTES];
	char hex[RTK_SHA256_HEX];
	struct rtk_buf path = {0};
	int rc;

	rtk_buf_addf(&path, "%s/%s", w->job->folder, file);
	rc = w->job->dry_run ? 0
			     : rtk_file_write(path.bytes, w->bytes.bytes,
				   w->bytes.size, err);
	rtk_buf_release(&path);
	if (rc < 0)
		return -1;
	w->out->files++;
	rtk_sha256(digest, w->bytes.bytes, w->bytes.size);
	rtk_sha256_hex(hex, digest);
	for (size_t i = 0; i < w->row_count; i++) {
		rtk_printer_text(w->printer, w->rows[i].account);
		rtk_printer_text(w->printer, file);
		rtk_printer_number(w->printer, (int64_t)w->rows[i].page);
		rtk_printer_text(w->printer, hex);
		rtk_printer_text(
		    w->printer, deliveries[w->rows[i].delivery]);
		rtk_printer_text(w->printer, w->rows[i].email);
	}
	return 0;
}

/* Ends the document in hand and writes it; nothing when there is none. */
static int
finish_file(struct writer *w, struct rtk_err *err)
{
	char period[RTK_PERIOD_TEXT], file[RTK_NAME_BYTES + 16];
	int rc = 0;

	if (w->row_count > 0) {
		rtk_buf_reset(&w->bytes);
		(void)snprintf(file, sizeof(file), "%s-%s.pdf", w->name,
		    rtk_period_text(period, w->job->period));
		rc = rtk_pdf_save(w->pdf, &w->bytes, err);
		if (rc == 0)
			rc = write_file(w, file, err);
	}
	w->row_count = 0;
	w->pages = 0;
	rtk_arena_reset(&w->arena);
	return rc;
}

static void
begin_file(struct writer *w, const struct rtk_invoice *invoice,
    const struct rtk_party *party)
{
	bool bundle = w->job->bundle != RTK_BUNDLE_NONE;

	w->building = RTK_BUILDING_OF(party->account);
	if (bundle)
		safe_name(w->name, party->building, w->building);
	else
		(void)snprintf(w->name, sizeof(w->name), "%s",
		    party->number);
	rtk_invoice_begin(w->pdf, invoice, bundle ? party->building : NULL);
}

/* A document that cannot be drawn is named, and the others go on. */
static void
tell_failed(struct writer *w, const struct rtk_party *party,
    struct rtk_err *fault)
{
	rtk_err_at(fault, party->number, 0);
	rtk_events_fault(w->job->events, fault);
	w->out->failed++;
}

static int
add_document(struct writer *w, const struct rtk_invoice *invoice,
    const struct rtk_party *party, struct rtk_err *err)
{
	bool bundle = w->job->bundle == RTK_BUNDLE_BUILDING;
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_buf qr = {0};
	int rc;

	/* what cannot be paid by its code is found before it is drawn */
	rc = rtk_invoice_qr_text(&qr, invoice, &fault);
	rtk_buf_release(&qr);
	if (rc < 0) {
		tell_failed(w, party, &fault);
		return 0;
	}
	if ((!bundle || w->building != RTK_BUILDING_OF(party->account)) &&
	    finish_file(w, err) < 0)
		return -1;
	if (w->row_count == 0)
		begin_file(w, invoice, party);
	if (rtk_invoice_draw(w->pdf, invoice, err) < 0)
		return rtk_err_at(err, party->number, 0);
	w->rows = rtk_array_grow(
	    w->rows, &w->row_room, w->row_count, sizeof(*w->rows));
	w->rows[w->row_count++] = (struct indexed){
	    .account = rtk_arena_copy(
		&w->arena, party->number, strlen(party->number)),
	    .email = rtk_arena_copy(
		&w->arena, party->email, strlen(party->email)),
	    .delivery = party->delivery,
	    .page = w->pages + 1};
	w->pages = rtk_pdf_pages(w->pdf);
	w->out->documents++;
	rtk_events_progress(
	    w->job->events, "documents", (uint64_t)w->out->documents, 0);
	return 0;
}

static int
write_range(struct writer *w, int64_t from, int64_t to, struct rtk_err *err)
{
	struct rtk_invoice_query query = {.db = w->job->db,
	    .period = w->job->period,
	    .account_from = from,
	    .account_to = to,
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
	/* the document in hand borrows from the source */
	if (rc == 0)
		rc = finish_file(w, err);
	rtk_invoice_source_close(source);
	return rc;
}

static int
write_accounts(struct writer *w, struct rtk_err *err)
{
	for (size_t i = 0; i < w->job->account_count; i++) {
		int64_t account;
		int rc = rtk_account_find(
		    w->job->db, w->job->accounts[i], &account, err);

		if (rc == 0)
			return rtk_failf(err, RTK_E_UNKNOWN_ACCOUNT, "%s",
			    w->job->accounts[i]);
		if (rc < 0 || write_range(w, account, account, err) < 0)
			return -1;
	}
	return 0;
}

static int
write_buildings(struct writer *w, struct rtk_err *err)
{
	for (size_t i = 0; i < w->job->building_count; i++) {
		int64_t building;
		int rc = rtk_building_find(
		    w->job->db, w->job->buildings[i], &building, err);

		if (rc == 0)
			return rtk_failf(err, RTK_E_UNKNOWN_BUILDING, "%s",
			    w->job->buildings[i]);
		if (rc < 0 ||
		    write_range(w, RTK_ACCOUNT_ID(building, 0),
			RTK_ACCOUNT_ID(building + 1, 0) - 1, err) < 0)
			return -1;
	}
	return 0;
}

static int
write_all(struct writer *w, struct rtk_err *err)
{
	if (w->job->account_count == 0 && w->job->building_count == 0)
		return write_range(
		    w, 0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095), err);
	if (write_accounts(w, err) < 0)
		return -1;
	return write_buildings(w, err);
}

/* The index is written last: what it names stands. */
static int
write_index(struct writer *w, struct rtk_err *err)
{
	(void)snprintf(w->out->index, sizeof(w->out->index), "%s/index.csv",
	    w->job->folder);
	if (w->job->dry_run)
		return 0;
	if (rtk_invoice_index_join(&w->index, w->job->folder, err) < 0)
		return -1;
	return rtk_file_write(
	    w->out->index, w->index.bytes, w->index.size, err);
}

/* Of a run that was killed; the folder is taken, so nobody writes it. */
static bool
is_part(void *context, const char *name)
{
	static const char *const endings[] = {".pdf.part", ".csv.part"};
	size_t size = strlen(name);

	(void)context;
	for (size_t i = 0; i < RTK_COUNT(endings); i++) {
		size_t ending = strlen(endings[i]);

		if (size > ending &&
		    strcmp(name + size - ending, endings[i]) == 0)
			return true;
	}
	return false;
}

int
rtk_invoice_write(struct rtk_invoice_result *out,
    const struct rtk_invoice_job *job, struct rtk_err *err)
{
	struct rtk_printer_block block = {.key = "invoices",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct writer w = {.job = job, .out = out, .building = -1};
	struct rtk_printer_options options = {.form = RTK_PRINTER_CSV,
	    .name = "invoices",
	    .schema = 1,
	    .context = &w.index,
	    .write = add_to_index};
	int rc, lock = -1;

	memset(out, 0, sizeof(*out));
	if (!job->dry_run &&
	    (rtk_file_make_folder(job->folder, err) < 0 ||
		rtk_file_lock_folder(&lock, job->folder, err) < 0))
		return -1;
	if (lock >= 0)
		rtk_file_sweep(job->folder, is_part, NULL);
	w.pdf = rtk_pdf_new();
	w.printer = rtk_printer_new(&options);
	rtk_printer_begin(w.printer, &block);
	rc = write_all(&w, err);
	if (rc < 0) {
		rtk_printer_abandon(w.printer);
	} else {
		rtk_printer_end(w.printer);
		rc = rtk_printer_close(w.printer, err);
	}
	if (rc == 0)
		rc = write_index(&w, err);
	rtk_pdf_free(w.pdf);
	rtk_buf_release(&w.bytes);
	rtk_buf_release(&w.index);
	rtk_arena_release(&w.arena);
	free(w.rows);
	if (lock >= 0)
		rtk_file_unlock_folder(lock);
	return rc;
}
