#include "base/base.h"

#include "flow/invoice.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "flow/invoice_index.h"
#include "flow/invoice_plan.h"
#include "io/mail.h"
#include "num/decimal.h"
#include "store/month.h"

/* A run under way; what the workers share is guarded by the lock. */
struct run {
	struct rtk_invoice_job job; /* its events are those of the run */
	const struct rtk_events *events;
	const struct rtk_invoice_part *parts;
	size_t part_count;
	pthread_mutex_t lock;
	size_t next; /* part that nobody has taken yet */
	uint64_t documents;
	bool failed;
};

struct worker {
	struct run *run;
	struct rtk_db *db;
	bool own_db;
	pthread_t thread;
	struct rtk_invoice_worker worker;
	struct rtk_err err;
	int rc;
};

/* --- what all workers tell ----------------------------------------------- */

static void
tell_fault(void *context, const struct rtk_err *fault)
{
	struct run *run = context;

	pthread_mutex_lock(&run->lock);
	rtk_events_fault(run->events, fault);
	pthread_mutex_unlock(&run->lock);
}

static void
tell_progress(void *context, const char *what, uint64_t done, uint64_t total)
{
	struct run *run = context;

	(void)total;
	pthread_mutex_lock(&run->lock);
	run->documents += done;
	rtk_events_progress(run->events, what, run->documents, 0);
	pthread_mutex_unlock(&run->lock);
}

/* --- workers -------------------------------------------------------------- */

/* The next part; NULL when there is none, or a worker failed. */
static const struct rtk_invoice_part *
take_part(struct run *run)
{
	const struct rtk_invoice_part *part = NULL;

	pthread_mutex_lock(&run->lock);
	if (!run->failed && run->next < run->part_count)
		part = &run->parts[run->next++];
	pthread_mutex_unlock(&run->lock);
	return part;
}

static void *
work(void *context)
{
	struct worker *w = context;
	const struct rtk_invoice_part *part;

	rtk_invoice_worker_begin(&w->worker, &w->run->job, w->db);
	while (w->rc == 0 && (part = take_part(w->run)) != NULL)
		w->rc = rtk_invoice_worker_do(&w->worker, part, &w->err);
	if (rtk_invoice_worker_end(&w->worker, w->rc < 0, &w->err) < 0)
		w->rc = -1;
	if (w->rc == 0)
		return NULL;
	pthread_mutex_lock(&w->run->lock);
	w->run->failed = true;
	pthread_mutex_unlock(&w->run->lock);
	return NULL;
}

/* All must read the same town: nothing was stored while they began. */
static int
open_reader(struct worker *w, struct rtk_db *db, struct rtk_err *err)
{
	int64_t ours, theirs;

	if (rtk_db_open_reader(&w->db, db, err) < 0)
		return -1;
	w->own_db = true;
	if (rtk_batch_max(db, false, &ours, err) < 0 ||
	    rtk_batch_max(w->db, false, &theirs, err) < 0)
		return -1;
	return ours == theirs ? 0 : rtk_fail(err, RTK_E_DB_BUSY);
}

/* The first worker is this thread. */
static int
work_together(struct worker *workers, size_t count, struct rtk_err *err)
{
	size_t started = 1;
	int rc = 0;

	for (; started < count && rc == 0; started++)
		if (pthread_create(&workers[started].thread, NULL, work,
			&workers[started]) != 0)
			rtk_out_of_memory();
	(void)work(&workers[0]);
	for (size_t i = 1; i < started; i++)
		(void)pthread_join(workers[i].thread, NULL);
	for (size_t i = 0; i < count; i++)
		if (workers[i].rc < 0 && rc == 0) {
			*err = workers[i].err;
			rc = -1;
		}
	return rc;
}

/* --- the result ----------------------------------------------------------- */

/* The rows of a worker behind those of the first. */
static void
add_index(struct rtk_buf *out, const struct rtk_buf *index)
{
	const char *rows = memchr(index->bytes, '\n', index->size);

	if (out->size == 0)
		rows = index->bytes;
	else if (rows++ == NULL)
		return;
	rtk_buf_add(
	    out, rows, index->size - (size_t)(rows - index->bytes));
}

/* The index is written last: what it names stands. */
static int
write_index(struct rtk_invoice_result *out, const struct run *run,
    struct rtk_buf *index, struct rtk_err *err)
{
	(void)snprintf(out->index, sizeof(out->index), "%s/index.csv",
	    run->job.folder);
	if (run->job.dry_run)
		return 0;
	if (rtk_invoice_index_join(index, run->job.folder, err) < 0)
		return -1;
	return rtk_file_write(out->index, index->bytes, index->size, err);
}

static int
write_files(struct rtk_invoice_result *out, struct run *run,
    struct worker *workers, struct rtk_err *err)
{
	size_t count = (size_t)run->job.jobs;
	struct rtk_buf index = {0};
	int rc = 0;

	for (size_t i = 0; i < count; i++) {
		workers[i] = (struct worker){
		    .run = run, .db = run->job.db, .err = RTK_ERR_INIT};
		if (rc == 0 && i > 0)
			rc = open_reader(&workers[i], run->job.db, err);
		/* it goes through the town once */
		if (rc == 0)
			rtk_db_limit_cache(workers[i].db);
	}
	if (rc == 0)
		rc = work_together(workers, count, err);
	for (size_t i = 0; i < count; i++) {
		struct worker *w = &workers[i];

		if (rc == 0)
			add_index(&index, &w->worker.index);
		out->documents += w->worker.result.documents;
		out->files += w->worker.result.files;
		out->failed += w->worker.result.failed;
		rtk_buf_release(&w->worker.index);
		if (w->own_db)
			rtk_db_close(w->db);
	}
	if (rc == 0)
		rc = write_index(out, run, &index, err);
	rtk_buf_release(&index);
	return rc;
}

/* --- the folder ----------------------------------------------------------- */

/* Of a run that was killed; the folder is taken, so nobody writes it. */
static bool
is_part(void *context, const char *name)
{
	static const char *const endings[] = {
	    ".pdf.part", ".csv.part", ".eml.part"};
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
rtk_invoice_jobs_read(int *out, const char *text, struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t jobs = 1;

	if (text != NULL &&
	    (rtk_decimal_parse(&jobs, text, strlen(text), 0, &ignored) < 0 ||
		jobs < 1 || jobs > RTK_INVOICE_JOBS_MAX))
		return rtk_failf(err, RTK_E_USAGE, "--jobs \"%s\"", text);
	*out = (int)jobs;
	return 0;
}

int
rtk_invoice_write(struct rtk_invoice_result *out,
    const struct rtk_invoice_job *job, struct rtk_err *err)
{
	struct worker workers[RTK_INVOICE_JOBS_MAX];
	struct run run = {.job = *job,
	    .events = job->events,
	    .lock = PTHREAD_MUTEX_INITIALIZER};
	const struct rtk_events events = {
	    .context = &run, .fault = tell_fault, .progress = tell_progress};
	struct rtk_invoice_part *parts;
	struct rtk_arena arena = {0};
	int rc, lock = -1;

	if (job->delivery == RTK_EMAIL)
		rtk_mail_begin();
	RTK_ASSERT(job->jobs >= 1 && job->jobs <= RTK_INVOICE_JOBS_MAX);
	*out = (struct rtk_invoice_result){0};
	run.job.events = &events;
	if (!job->dry_run &&
	    (rtk_file_make_folder(job->folder, err) < 0 ||
		rtk_file_lock_folder(&lock, job->folder, err) < 0))
		return -1;
	if (lock >= 0)
		rtk_file_sweep(job->folder, is_part, NULL);
	rc = rtk_invoice_plan(&parts, &run.part_count, job, &arena, err);
	run.parts = parts;
	if (rc == 0)
		rc = write_files(out, &run, workers, err);
	rtk_arena_release(&arena);
	if (lock >= 0)
		rtk_file_unlock_folder(lock);
	return rc;
}
