#include "base/base.h"

#include "text/lines.h"

#include <string.h>

void
rtk_lines_init(struct rtk_lines *lines, const char *text, size_t size)
{
	lines->at = text;
	lines->end = text + size;
	lines->line_feed = NULL;
	lines->number = 0;
}

bool
rtk_lines_next(struct rtk_lines *lines, struct rtk_line *line)
{
	const char *at = lines->at, *stop, *next;

	if (at == lines->end)
		return false;
	/* remembered, or a file of bare CR would be scanned line x file */
	if (lines->line_feed == NULL || lines->line_feed < at) {
		lines->line_feed = memchr(at, '\n', (size_t)(lines->end - at));
		if (lines->line_feed == NULL)
			lines->line_feed = lines->end;
	}
	stop = memchr(at, '\r', (size_t)(lines->line_feed - at));
	if (stop == NULL)
		stop = lines->line_feed;
	next = stop;
	if (next < lines->end && *next == '\r')
		next++;
	if (next < lines->end && *next == '\n')
		next++;
	line->bytes = at;
	line->size = (size_t)(stop - at);
	line->size_full = (size_t)(next - at);
	line->number = ++lines->number;
	lines->at = next;
	return true;
}

long
rtk_lines_number_at(const char *text, size_t size, size_t offset)
{
	struct rtk_lines lines;
	struct rtk_line line = {.number = 1};

	rtk_lines_init(&lines, text, size);
	while (rtk_lines_next(&lines, &line))
		if ((size_t)(lines.at - text) > offset)
			break;
	return line.number;
}
