/* The maps that come with rtk. */
#include "base/base.h"

#include "io/reading_map.h"

#include "io/reading_map_embedded.h"

const char *
rtk_reading_map_shipped(size_t index, const char **text, size_t *size)
{
	if (index >= RTK_COUNT(layouts_embedded))
		return NULL;
	*text = layouts_embedded[index].text;
	*size = layouts_embedded[index].size;
	return layouts_embedded[index].name;
}
