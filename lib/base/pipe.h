/* A bounded queue between two threads: one puts, the other takes. */
#ifndef RTK_BASE_PIPE_H
#define RTK_BASE_PIPE_H

#include "base/base.h"

struct rtk_pipe;

/** A pipe that holds up to `room` things. */
struct rtk_pipe *rtk_pipe_new(size_t room) RTK_MUST_CHECK;

/** Frees the pipe; nothing may be in it. NULL is accepted. */
void rtk_pipe_free(struct rtk_pipe *pipe);

/**
 * Puts a thing in, waiting for room. False when the pipe was closed: the
 * thing stays the caller's.
 */
bool rtk_pipe_put(struct rtk_pipe *pipe, void *thing) RTK_MUST_CHECK;

/** Takes the oldest thing, waiting for one; NULL when closed and empty. */
void *rtk_pipe_take(struct rtk_pipe *pipe) RTK_MUST_CHECK;

/** No more is put; what is in it may still be taken. */
void rtk_pipe_close(struct rtk_pipe *pipe);

#endif
