#include "base/base.h"

#include "flow/import.h"

#include <string.h>

#include "flow/inbox.h"
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

static int
take_messages(struct rtk_import_result *result, struct rtk_inbox *inbox,
    const struct rtk_import_job *job, struct rtk_err *err)
{
	struct rtk_import_job messages = *job;
	int64_t batch;

	/* nothing else takes this number before the messages do */
	if (rtk_batch_next(job->db, &batch, err) < 0 ||
	    rtk_inbox_only_new(inbox, job->db, batch, err) < 0)
		return -1;
	if (inbox->count == 0) {
		result->same_file = true;
		if (inbox->known > 0)
			tell_known(job, inbox);
		return 0;
	}
	messages.inbox = inbox;
	if (rtk_import_file(result, &messages, err) < 0)
		return -1;
	RTK_ASSERT(result->batch == batch);
	return 0;
}

static int
import_inbox(const struct rtk_import_job *job, rtk_import_taker *take,
    void *context, struct rtk_err *err)
{
	struct rtk_import_result result = {.kind = job->kind};
	struct rtk_inbox inbox = {.count = 0};
	int rc = rtk_inbox_read(&inbox, job, err);

	if (rc == 0)
		rc = take_messages(&result, &inbox, job, err);
	if (rc == 0)
		take(context, &result);
	rtk_inbox_release(&inbox);
	return rc;
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
	int rc;

	if (rtk_inbox_is(job)) {
		named.path = without_slash(&path, job->path);
		rc = import_inbox(&named, take, context, err);
		rtk_buf_release(&path);
		return rc;
	}
	rc = rtk_import_file(&result, job, err);
	if (rc == 0)
		take(context, &result);
	return rc;
}
