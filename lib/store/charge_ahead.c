#include "base/base.h"

#include "store/charge_ahead.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/pipe.h"

enum { BATCH_LINES = 2048, PIPE_ROOM = 16 };

struct batch {
	size_t count;
	struct rtk_line lines[BATCH_LINES];
};

struct rtk_charge_ahead {
	struct rtk_db *db;
	struct rtk_charge_scan *scan;
	struct rtk_pipe *pipe;
	pthread_t thread;
	struct rtk_err err;
	int rc;              /* of the thread: 1 while there may be more */
	struct batch *batch; /* in hand */
	size_t taken;
};

static struct batch *
read_batch(struct rtk_charge_ahead *a)
{
	struct batch *b = rtk_alloc(sizeof(*b));

	b->count = 0;
	while (b->count < BATCH_LINES &&
	    (a->rc = rtk_charge_scan_next(
		 a->scan, &b->lines[b->count], &a->err)) == 1)
		b->count++;
	return b;
}

static void *
read_all(void *context)
{
	struct rtk_charge_ahead *a = context;

	while (a->rc == 1) {
		struct batch *b = read_batch(a);

		/* refused when the other side gave up */
		if (b->count > 0 && rtk_pipe_put(a->pipe, b))
			continue;
		free(b);
		break;
	}
	rtk_pipe_close(a->pipe);
	return NULL;
}

int
rtk_charge_ahead_open(struct rtk_charge_ahead **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err)
{
	struct rtk_charge_ahead *a = rtk_alloc(sizeof(*a));
	int rc;

	*a = (struct rtk_charge_ahead){.err = RTK_ERR_INIT, .rc = 1};
	if (rtk_db_open_reader(&a->db, db, err) < 0 ||
	    rtk_charge_scan_open(&a->scan, a->db, period, account_range, err) <
		0) {
		rtk_db_close(a->db);
		free(a);
		return -1;
	}
	rtk_db_limit_cache(a->db);
	a->pipe = rtk_pipe_new(PIPE_ROOM);
	rc = pthread_create(&a->thread, NULL, read_all, a);
	RTK_ASSERT(rc == 0);
	*out = a;
	return 0;
}

int
rtk_charge_ahead_next(
    struct rtk_charge_ahead *a, struct rtk_line *out, struct rtk_err *err)
{
	if (a->batch != NULL && a->taken == a->batch->count) {
		free(a->batch);
		a->batch = NULL;
	}
	if (a->batch == NULL) {
		a->batch = rtk_pipe_take(a->pipe);
		a->taken = 0;
	}
	if (a->batch != NULL) {
		*out = a->batch->lines[a->taken++];
		return 1;
	}
	if (a->rc < 0)
		*err = a->err;
	return a->rc < 0 ? -1 : 0;
}

void
rtk_charge_ahead_close(struct rtk_charge_ahead *a)
{
	struct batch *b;

	if (a == NULL)
		return;
	free(a->batch);
	rtk_pipe_close(a->pipe);
	while ((b = rtk_pipe_take(a->pipe)) != NULL)
		free(b);
	RTK_ASSERT(pthread_join(a->thread, NULL) == 0);
	rtk_pipe_free(a->pipe);
	rtk_charge_scan_close(a->scan);
	rtk_db_close(a->db);
	free(a);
}
