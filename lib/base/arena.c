#include "base/base.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES_MIN = 64 * 1024, ALIGNMENT = 16 };

struct rtk_arena_block {
	struct rtk_arena_block *next;
	size_t size;
	size_t used;
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

static struct rtk_arena_block *
block_new(size_t size)
{
	struct rtk_arena_block *block;

	if (size < BLOCK_BYTES_MIN)
		size = BLOCK_BYTES_MIN;
	block = rtk_alloc(sizeof(*block) + size);
	block->next = NULL;
	block->size = size;
	block->used = 0;
	return block;
}

/* The first block from `current` on that has room; a new one if none has. */
static struct rtk_arena_block *
block_with_room(struct rtk_arena *arena, size_t size)
{
	struct rtk_arena_block **link =
	    arena->current != NULL ? &arena->current : &arena->first;

	while (*link != NULL && (*link)->size - (*link)->used < size)
		link = &(*link)->next;
	if (*link == NULL)
		*link = block_new(size);
	arena->current = *link;
	return arena->current;
}

void *
rtk_arena_get(struct rtk_arena *arena, size_t size)
{
	struct rtk_arena_block *block;
	void *memory;

	RTK_ASSERT(size < SIZE_MAX / 2);
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	block = block_with_room(arena, size);
	memory = memset(block->bytes + block->used, 0, size);
	block->used += size;
	return memory;
}

char *
rtk_arena_copy(struct rtk_arena *arena, const char *text, size_t size)
{
	char *copy = rtk_arena_get(arena, size + 1);

	if (size > 0)
		memcpy(copy, text, size);
	return copy;
}

void
rtk_arena_reset(struct rtk_arena *arena)
{
	struct rtk_arena_block *block;

	for (block = arena->first; block != NULL; block = block->next)
		block->used = 0;
	arena->current = arena->first;
}

void
rtk_arena_release(struct rtk_arena *arena)
{
	struct rtk_arena_block *block, *next;

	for (block = arena->first; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	*arena = (struct rtk_arena){0};
}
