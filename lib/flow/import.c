#include "base/base.h"

#include "flow/import.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/sha256.h"
#include "flow/import_again.h"
#include "flow/import_aliases.h"
#include "flow/import_debts.h"
#include "flow/import_events.h"
#include "flow/import_kind.h"
#include "flow/import_money.h"
#include "flow/import_readings.h"
#include "flow/import_table.h"
#include "flow/inbox.h"
#include "flow/mail_senders.h"
#include "store/batch.h"
#include "store/quarantine.h"
#include "text/encoding.h"

/* In the order in which they rest on each other. */
const struct rtk_import_kind rtk_import_kinds[] = {
    {"company", NULL, "company.csv", {&rtk_table_company}, NULL, NULL},
    {"policies", NULL, "policies.csv", {&rtk_table_policies}, NULL, NULL},
    {"tariffs", NULL, "tariffs.csv", {&rtk_table_tariffs}, NULL, NULL},
    {"norms", NULL, "norms.csv", {&rtk_table_norms}, NULL, NULL},
    {"heating-months", NULL, "heating-months.csv", {&rtk_table_months}, NULL,
	NULL},
    {"quality", NULL, "quality.csv", {&rtk_table_quality}, NULL, NULL},
    {"temperatures", NULL, "temperatures.csv", {&rtk_table_temperatures}, NULL,
	NULL},
    {"calendar", NULL, "calendar.csv", {&rtk_table_calendar}, NULL, NULL},
    {"due-days", NULL, "due-days.csv", {&rtk_table_due_days}, NULL, NULL},
    {"key-rates", NULL, "key-rates.csv", {&rtk_table_key_rates}, NULL, NULL},
    {"penalty-rules", NULL, "penalty-rules.csv", {&rtk_table_rules}, NULL,
	NULL},
    {"penalty-ceilings", NULL, "penalty-ceilings.csv", {&rtk_table_ceilings},
	NULL, NULL},
    {"moratoria", NULL, "moratoria.csv", {&rtk_table_moratoria}, NULL, NULL},
    {"state-duties", NULL, "state-duties.csv", {&rtk_table_duties}, NULL,
	NULL},
    {"street-aliases", NULL, "street-aliases.csv", {&rtk_table_street_aliases},
	NULL, NULL},
    {"mail-senders", NULL, "mail-senders.csv", {&rtk_table_mail_senders}, NULL,
	NULL},
    {"buildings", NULL, NULL, {&rtk_table_buildings}, NULL, NULL},
    {"accounts", NULL, NULL, {&rtk_table_accounts}, NULL, NULL},
    {"residents", rtk_import_residents, NULL,
	{&rtk_table_residents, &rtk_table_temporary}, NULL, NULL},
    {"exemptions", NULL, NULL, {&rtk_table_exemptions}, NULL, NULL},
    {"agreements", NULL, NULL, {&rtk_table_agreements}, NULL, NULL},
    {"limitations", NULL, NULL, {&rtk_table_limitations}, NULL, NULL},
    {"deliveries", NULL, NULL, {&rtk_table_deliveries}, NULL, NULL},
    {"contracts", NULL, NULL, {&rtk_table_contracts}, NULL, NULL},
    {"acts", NULL, NULL, {&rtk_table_acts}, NULL, NULL},
    {"allocators", NULL, NULL, {&rtk_table_allocators}, NULL, NULL},
    {"appeals", NULL, NULL, {&rtk_table_appeals}, NULL, NULL},
    {"meters", NULL, NULL, {&rtk_table_meters}, NULL, NULL},
    {"balances", rtk_import_balances, NULL, {&rtk_table_balances}, NULL, NULL},
    {"absences", rtk_import_absences, NULL, {&rtk_table_absences}, NULL, NULL},
    {"outages", rtk_import_outages, NULL, {&rtk_table_outages}, NULL, NULL},
    {"readings", rtk_import_readings, NULL, {NULL}, rtk_readings_prepare,
	rtk_readings_dispose},
    {"payments", rtk_import_payments, NULL, {NULL}, NULL, NULL},
    {"register", rtk_import_register, NULL, {NULL}, NULL, NULL},
    {"statement", rtk_import_statement, NULL, {NULL}, NULL, NULL},
    {NULL, NULL, NULL, {NULL}, NULL, NULL},
};

static const struct rtk_import_kind *
find_kind(const char *name)
{
	for (size_t i = 0; rtk_import_kinds[i].name != NULL; i++)
		if (strcmp(rtk_import_kinds[i].name, name) == 0)
			return &rtk_import_kinds[i];
	return NULL;
}

bool
rtk_import_is_kind(const char *kind)
{
	return find_kind(kind) != NULL;
}

const char *
rtk_import_kind_name(size_t index)
{
	return rtk_import_kinds[index].name;
}

const char *
rtk_import_kind_of(const char *path)
{
	const char *name = rtk_file_name(path);

	for (size_t i = 0; rtk_import_kinds[i].name != NULL; i++)
		if (rtk_import_kinds[i].file != NULL &&
		    strcmp(rtk_import_kinds[i].file, name) == 0)
			return rtk_import_kinds[i].name;
	return NULL;
}

void
rtk_import_fault(struct rtk_import *import, const struct rtk_err *fault)
{
	import->faults++;
	rtk_import_note(import, fault);
}

int
rtk_import_told(const struct rtk_import *import, struct rtk_err *err)
{
	if (import->faults == 0)
		return -1;
	rtk_err_clear(err);
	return 0;
}

void
rtk_import_note(struct rtk_import *import, const struct rtk_err *note)
{
	struct rtk_err placed = *note;

	rtk_err_at(&placed, import->file, 0);
	rtk_events_fault(import->events, &placed);
}

int
rtk_import_quarantine(struct rtk_import *import, const struct rtk_err *fault,
    const struct rtk_import_raw *raw, struct rtk_err *err)
{
	char detail[512];
	/* an address stands in the quarantine alone, not on a screen */
	const char *told = fault->fault == RTK_E_MAIL_SENDER
	    ? import->job->stranger
	    : fault->detail;
	struct rtk_quarantine_row row = {
	    .batch = import->batch,
	    .line = fault->line,
	    .reason = rtk_fault_id(fault->fault),
	    .detail = detail,
	    .raw = raw->text,
	    .raw_size = raw->size,
	    .proposed = raw->proposed != NULL ? raw->proposed : "",
	};
	int rc;

	(void)snprintf(detail, sizeof(detail), "%s%s%s", fault->column,
	    fault->column[0] != '\0' ? "\t" : "", told);
	rc = rtk_import_came_before(import, &row, err);
	if (rc != 0) {
		import->result.known += rc == 1;
		return rc < 0 ? -1 : 0;
	}
	if (rtk_quarantine_add(import->db, &row, err) < 0)
		return -1;
	import->result.quarantined++;
	rtk_import_note(import, fault);
	return 0;
}

int
rtk_import_open_table(struct rtk_csvin **out, struct rtk_import *import,
    const struct rtk_column *columns, size_t count, struct rtk_err *err)
{
	struct rtk_encoding_text text;
	enum rtk_encoding encoding;
	struct rtk_csvin_source source;

	if (rtk_encoding_find(&encoding, import->job->encoding, err) < 0 ||
	    rtk_encoding_convert(
		&text, &import->bytes, encoding, RTK_ENCODING_CSV, err) < 0)
		return rtk_err_at(err, import->file, 0);
	import->header = rtk_arena_copy(
	    &import->arena, text.bytes, strcspn(text.bytes, "\r\n"));
	source = (struct rtk_csvin_source){
	    .file = import->file,
	    .text = text.bytes,
	    .size = text.size,
	    .replaced = text.replaced > 0,
	    .columns = columns,
	    .column_count = count,
	};
	return rtk_csvin_open(out, &source, err);
}

static int
store_batch(struct rtk_import *import, const char *sha256, struct rtk_err *err)
{
	const struct rtk_import_result *r = &import->result;
	struct rtk_batch batch = {
	    .id = import->batch,
	    .kind = r->kind,
	    .file = import->file,
	    .sha256 = sha256,
	    .imported = import->as_of,
	    .row_count = r->rows,
	    .taken = r->taken,
	    .known = r->known,
	    .quarantined = r->quarantined,
	    .amount = r->amount,
	    .format = import->job->format != NULL ? import->job->format : "",
	    .header = import->header,
	};

	return rtk_batch_add(import->db, &batch, err);
}

/* Says that these bytes came before: nothing is stored again. */
static int
tell_known(struct rtk_import *import, int64_t batch)
{
	struct rtk_err note = RTK_ERR_INIT;

	import->result.batch = batch;
	import->result.same_file = true;
	rtk_failf(&note, RTK_E_FILE_KNOWN, "batch %lld", (long long)batch);
	rtk_import_note(import, &note);
	return 0;
}

static int
take(struct rtk_import *import, const struct rtk_import_kind *kind,
    struct rtk_err *err)
{
	if (kind->take != NULL)
		return kind->take(import, err);
	return rtk_import_table(import, kind->tables[0], err);
}

/* Readings that came along: a batch of their own with the same bytes. */
static int
take_readings(struct rtk_import *import, const char *sha256,
    struct rtk_err *err)
{
	struct rtk_import side = *import;
	struct rtk_import_readings *out = &import->result.readings;
	int rc;

	memset(&side.arena, 0, sizeof(side.arena));
	side.again = NULL;
	side.header = "";
	side.result = (struct rtk_import_result){.kind = "readings"};
	rc = rtk_batch_next(side.db, &side.batch, err);
	if (rc == 0)
		rc = rtk_import_side_readings(&side, err);
	if (rc == 0)
		rc = store_batch(&side, sha256, err);
	*out = (struct rtk_import_readings){.batch = side.batch,
	    .rows = side.result.rows,
	    .taken = side.result.taken,
	    .known = side.result.known,
	    .quarantined = side.result.quarantined};
	rtk_import_again_release(side.again);
	rtk_arena_release(&side.arena);
	return rc;
}

/*
 * Of the bytes. A row by hand may be decided on twice, and what a clerk types
 * may be the same a month later. What a stranger sent must not hide the same
 * table when it comes from the one who may send it.
 */
static void
take_digest(uint8_t digest[RTK_SHA256_BYTES], const struct rtk_import *import)
{
	const struct rtk_import_job *job = import->job;
	struct rtk_buf bytes = {0};

	if (job->by_hand != NULL)
		rtk_buf_addf(&bytes, "decision %lld\n",
		    (long long)job->by_hand->decision);
	else if (job->format != NULL && strcmp(job->format, "line") == 0)
		rtk_buf_addf(&bytes, "day %lld\n", (long long)import->as_of.v);
	else if (job->stranger != NULL)
		rtk_buf_addf(&bytes, "stranger %s\n", job->stranger);
	if (bytes.size == 0) {
		rtk_sha256(digest, import->bytes.bytes, import->bytes.size);
		return;
	}
	rtk_buf_add(&bytes, import->bytes.bytes, import->bytes.size);
	rtk_sha256(digest, bytes.bytes, bytes.size);
	rtk_buf_release(&bytes);
}

static int
take_bytes(struct rtk_import *import, const struct rtk_import_kind *kind,
    struct rtk_err *err)
{
	uint8_t digest[RTK_SHA256_BYTES];
	char sha256[RTK_SHA256_HEX];
	int64_t known;
	int rc;

	take_digest(digest, import);
	rtk_sha256_hex(sha256, digest);
	rc = rtk_batch_find(import->db, kind->name, sha256, &known, err);
	/* a list of payments may be taken as a register, but not as both */
	if (rc == 0 && strcmp(kind->name, "payments") == 0)
		rc = rtk_batch_find(
		    import->db, "register", sha256, &known, err);
	if (rc == 0 && strcmp(kind->name, "register") == 0)
		rc = rtk_batch_find(
		    import->db, "payments", sha256, &known, err);
	if (rc != 0)
		return rc < 0 ? -1 : tell_known(import, known);
	if (rtk_batch_next(import->db, &import->batch, err) < 0 ||
	    take(import, kind, err) < 0)
		return -1;
	if (import->faults > 0) {
		rtk_failf(err, RTK_E_IMPORT_REFUSED, "%ld", import->faults);
		return rtk_err_at(err, import->file, 0);
	}
	import->result.batch = import->batch;
	if (store_batch(import, sha256, err) < 0)
		return -1;
	return import->reading_count == 0
	    ? 0
	    : take_readings(import, sha256, err);
}

/* Messages, or a row by hand, may stand for the bytes of a file. */
static int
read_source(struct rtk_import *import, struct rtk_err *err)
{
	const struct rtk_import_job *job = import->job;

	if (job->inbox != NULL)
		rtk_inbox_rows(job->inbox, &import->bytes);
	else if (job->by_hand != NULL)
		rtk_buf_add(&import->bytes, job->by_hand->bytes.bytes,
		    job->by_hand->bytes.size);
	else if (job->content != NULL)
		rtk_buf_add(&import->bytes, job->content, job->content_size);
	else
		return rtk_file_read(&import->bytes, job->path, err);
	return 0;
}

int
rtk_import_file(struct rtk_import_result *out, const struct rtk_import_job *job,
    struct rtk_err *err)
{
	const struct rtk_import_kind *kind = find_kind(job->kind);
	struct rtk_import import = {
	    .job = job,
	    .db = job->db,
	    .events = job->events,
	    .file = rtk_file_name(job->path),
	    .as_of = job->as_of,
	    .header = "",
	};
	int rc = -1;

	RTK_ASSERT(kind != NULL);
	import.result.kind = kind->name;
	(void)snprintf(
	    import.result.file, sizeof(import.result.file), "%s", import.file);
	if (read_source(&import, err) == 0 &&
	    (kind->prepare == NULL || kind->prepare(&import, err) == 0))
		rc = take_bytes(&import, kind, err);
	if (kind->dispose != NULL)
		kind->dispose(&import);
	if (rc == 0)
		*out = import.result;
	rtk_import_again_release(import.again);
	rtk_buf_release(&import.bytes);
	rtk_arena_release(&import.arena);
	return rc;
}
