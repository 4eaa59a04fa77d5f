/*
 * Memory that is freed all at once. Keep one arena for the run and one for
 * the row or building, reset after each.
 */
#ifndef RTK_BASE_ARENA_H
#define RTK_BASE_ARENA_H

#include "base/base.h"

struct rtk_arena_block;

/** Zero it to begin. */
struct rtk_arena {
	struct rtk_arena_block *first;
	struct rtk_arena_block *current;
};

/** Zeroed memory, aligned for any type, alive until reset or release. */
void *rtk_arena_get(struct rtk_arena *arena, size_t size) RTK_MUST_CHECK;

/** A copy with a NUL behind it; of no bytes, text may be NULL. */
char *rtk_arena_copy(struct rtk_arena *arena, const char *text, size_t size)
    RTK_MUST_CHECK;

/** Takes everything back but keeps the blocks for the next round. */
void rtk_arena_reset(struct rtk_arena *arena);

/** Frees all; the arena may be used again. */
void rtk_arena_release(struct rtk_arena *arena);

#endif
