#include "base/base.h"

#include "base/pipe.h"

#include <pthread.h>
#include <stdlib.h>

struct rtk_pipe {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t room;
	size_t first;
	size_t count;
	bool closed;
	void *things[];
};

struct rtk_pipe *
rtk_pipe_new(size_t room)
{
	struct rtk_pipe *pipe =
	    rtk_alloc(sizeof(*pipe) + room * sizeof(pipe->things[0]));

	RTK_ASSERT(room > 0);
	RTK_ASSERT(pthread_mutex_init(&pipe->lock, NULL) == 0);
	RTK_ASSERT(pthread_cond_init(&pipe->changed, NULL) == 0);
	pipe->room = room;
	pipe->first = 0;
	pipe->count = 0;
	pipe->closed = false;
	return pipe;
}

void
rtk_pipe_free(struct rtk_pipe *pipe)
{
	if (pipe == NULL)
		return;
	RTK_ASSERT(pipe->count == 0);
	(void)pthread_cond_destroy(&pipe->changed);
	(void)pthread_mutex_destroy(&pipe->lock);
	free(pipe);
}

static void
lock(struct rtk_pipe *pipe)
{
	RTK_ASSERT(pthread_mutex_lock(&pipe->lock) == 0);
}

/* Wakes the other side and lets go. */
static void
unlock(struct rtk_pipe *pipe)
{
	RTK_ASSERT(pthread_cond_broadcast(&pipe->changed) == 0);
	RTK_ASSERT(pthread_mutex_unlock(&pipe->lock) == 0);
}

static void
wait_for_change(struct rtk_pipe *pipe)
{
	RTK_ASSERT(pthread_cond_wait(&pipe->changed, &pipe->lock) == 0);
}

bool
rtk_pipe_put(struct rtk_pipe *pipe, void *thing)
{
	bool open;

	lock(pipe);
	while (pipe->count == pipe->room && !pipe->closed)
		wait_for_change(pipe);
	open = !pipe->closed;
	if (open) {
		pipe->things[(pipe->first + pipe->count) % pipe->room] =
		    thing;
		pipe->count++;
	}
	unlock(pipe);
	return open;
}

void *
rtk_pipe_take(struct rtk_pipe *pipe)
{
	void *thing = NULL;

	lock(pipe);
	while (pipe->count == 0 && !pipe->closed)
		wait_for_change(pipe);
	if (pipe->count > 0) {
		thing = pipe->things[pipe->first];
		pipe->first = (pipe->first + 1) % pipe->room;
		pipe->count--;
	}
	unlock(pipe);
	return thing;
}

void
rtk_pipe_close(struct rtk_pipe *pipe)
{
	lock(pipe);
	pipe->closed = true;
	unlock(pipe);
}
