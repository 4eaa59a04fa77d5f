/* The layouts that come with rtk. */
#include "base/base.h"

#include "io/layout.h"

#include "io/layout_embedded.h"

const char *
rtk_layout_shipped(size_t index, const char **text, size_t *size)
{
	if (index >= RTK_COUNT(layouts_embedded))
		return NULL;
	*text = layouts_embedded[index].text;
	*size = layouts_embedded[index].size;
	return layouts_embedded[index].name;
}
