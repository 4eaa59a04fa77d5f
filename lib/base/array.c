#include "base/base.h"

#include "base/array.h"

void *
rtk_array_grow(void *array, size_t *room, size_t count, size_t element_bytes)
{
	if (count < *room)
		return array;
	*room = *room > 0 ? *room * 2 : 64;
	return rtk_realloc(array, *room * element_bytes);
}
