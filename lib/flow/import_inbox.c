#include "base/base.h"

#include "flow/import.h"

#include <string.h>

#include "base/file.h"
#include "flow/import_reading_sheet.h"
#include "flow/inbox.h"
#include "flow/mail_senders.h"
#include "store/batch.h"

/* Says that all of it was read before. */
static void
tell_known(const struct rtk_import_job *job, const struct rtk_inbox *inbox)
{
	struct rtk_err note = RTK_ERR_INIT;

	rtk_failf(&note, RTK_E_MESSAGES_KNOWN, "%lld", (long long)inbox->known);
	rtk_err_at(&note, job->path, 0);
	rtk_events_fault(job->events, &note);
}

/* What is done for an inbox, and for whom. */
struct work {
	const struct rtk_import_job *job;
	struct rtk_inbox inbox;
	rtk_import_taker *take;
	void *context;
	struct rtk_mail_senders senders;
};

/*
 * Reads the table by the map of its sender, by that of the run, or with our
 * titles; the rows of one who may not send it wait.
 */
static void
set_sender(struct rtk_import_job *job, const struct work *w,
    const struct rtk_inbox_message *m)
{
	const char *may = rtk_mail_sender_may(&w->senders, m->from, m->day);

	if (may == NULL) {
		job->stranger = m->from;
		return;
	}
	if (rtk_mail_sender_any(may))
		return;
	if (rtk_readings_has_map(may)) {
		job->map = NULL;
		job->format = may;
	} else if (job->map == NULL ||
	    strcmp(rtk_file_name(job->map), may) != 0) {
		job->stranger = m->from;
	}
}

/* A table that hangs on a message is a file of its own, under its name. */
static int
take_table(struct work *w, struct rtk_inbox_message *m,
    const struct rtk_mail_table *table, struct rtk_err *err)
{
	struct rtk_import_job job = {.db = w->job->db,
	    .kind = w->job->kind,
	    .path = table->name,
	    .map = w->job->map,
	    .as_of = w->job->as_of,
	    .events = w->job->events,
	    .content = table->bytes,
	    .content_size = table->size};
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_import_result result;
	struct rtk_buf text = {0};

	set_sender(&job, w, m);
	if (rtk_import_file(&result, &job, &fault) == 0) {
		w->take(w->context, &result);
		return 0;
	}
	if (rtk_fault_class(fault.fault) != RTK_DATA) {
		*err = fault;
		return -1;
	}
	rtk_buf_addf(&text, "%s%s%s: %s%s%s",
	    m->bad_table != NULL ? m->bad_table : "",
	    m->bad_table != NULL ? "; " : "", table->name,
	    rtk_fault_id(fault.fault), fault.detail[0] != '\0' ? " " : "",
	    fault.detail);
	m->bad_table = rtk_arena_copy(&w->inbox.arena, text.bytes, text.size);
	rtk_buf_release(&text);
	return 0;
}

/*
 * A program may send tables if it is on the list. Of its message nothing else
 * is read; any other one of a program is no reading at all.
 */
static bool
may_have_tables(const struct work *w, struct rtk_inbox_message *m)
{
	if (m->fault == RTK_E_MAIL_AUTOMATIC && m->table_count > 0 &&
	    rtk_mail_sender_may(&w->senders, m->from, m->day) != NULL) {
		m->fault = RTK_E_NONE;
		m->text = "";
	}
	return m->fault == RTK_E_NONE;
}

static int
take_tables(struct work *w, struct rtk_err *err)
{
	for (size_t i = 0; i < w->inbox.count; i++) {
		struct rtk_inbox_message *m = &w->inbox.list[i];

		if (!may_have_tables(w, m))
			continue;
		for (size_t k = 0; k < m->table_count; k++)
			if (take_table(w, m, &m->tables[k], err) < 0)
				return -1;
	}
	return 0;
}

static int
take_messages(struct work *w, struct rtk_err *err)
{
	struct rtk_import_job messages = *w->job;
	struct rtk_import_result result;
	int64_t batch;

	/* messages are known by the first batch of the run that read them */
	if (rtk_batch_next(w->job->db, &batch, err) < 0 ||
	    rtk_inbox_only_new(&w->inbox, w->job->db, batch, err) < 0)
		return -1;
	if (w->inbox.count == 0) {
		if (w->inbox.known > 0)
			tell_known(w->job, &w->inbox);
		return 0;
	}
	messages.inbox = &w->inbox;
	if (rtk_mail_senders_load(&w->senders, w->job->db, err) < 0 ||
	    take_tables(w, err) < 0 ||
	    rtk_import_file(&result, &messages, err) < 0)
		return -1;
	w->take(w->context, &result);
	return 0;
}

/* "inbox/" is the folder inbox. */
static const char *
without_slash(struct rtk_buf *out, const char *path)
{
	size_t size = strlen(path);

	while (size > 1 && path[size - 1] == '/')
		size--;
	rtk_buf_add(out, path, size);
	return out->bytes;
}

int
rtk_import_path(const struct rtk_import_job *job, rtk_import_taker *take,
    void *context, struct rtk_err *err)
{
	struct rtk_import_job named = *job;
	struct rtk_import_result result;
	struct rtk_buf path = {0};
	struct work w = {.job = &named, .take = take, .context = context};
	int rc;

	if (rtk_inbox_is(job)) {
		named.path = without_slash(&path, job->path);
		rc = rtk_inbox_read(&w.inbox, &named, err);
		if (rc == 0)
			rc = take_messages(&w, err);
		rtk_mail_senders_release(&w.senders);
		rtk_inbox_release(&w.inbox);
		rtk_buf_release(&path);
		return rc;
	}
	rc = rtk_import_file(&result, job, err);
	if (rc == 0)
		take(context, &result);
	return rc;
}
