#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
rtk_version(void)
{
	return RTK_VERSION;
}

void
rtk_bug(const char *fact, const char *file, int line)
{
	fprintf(stderr, "rtk: internal error: %s:%d: %s\n", file, line, fact);
	abort();
}

void
rtk_out_of_memory(void)
{
	fputs("rtk: out of memory, nothing was stored\n", stderr);
	_Exit(70);
}

void *
rtk_alloc(size_t size)
{
	return rtk_realloc(NULL, size);
}

void *
rtk_realloc(void *old, size_t size)
{
	void *now = realloc(old, size > 0 ? size : 1);

	if (now == NULL)
		rtk_out_of_memory();
	return now;
}

char *
rtk_strdup(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(rtk_alloc(size), text, size);
}
