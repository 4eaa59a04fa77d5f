/* Physical lines of a text: LF, CRLF and bare CR, mixed as they come. */
#ifndef RTK_TEXT_LINES_H
#define RTK_TEXT_LINES_H

#include "base/base.h"

/** One line, borrowed from the text. */
struct rtk_line {
	const char *bytes;
	size_t size;      /* without the line end */
	size_t size_full; /* with it */
	long number;      /* from 1 */
};

/** Where the reading is; filled by rtk_lines_init. */
struct rtk_lines {
	const char *at;
	const char *end;
	const char *line_feed; /* the next one from `at` on, or end */
	long number;           /* of the line read last */
};

/** Begins with the first line of a text that outlives the struct. */
void rtk_lines_init(struct rtk_lines *lines, const char *text, size_t size);

/** The next line; false behind the last one. An empty text has no line. */
bool rtk_lines_next(struct rtk_lines *lines, struct rtk_line *line);

/** Number of the line that holds the byte at offset, from 1. */
long rtk_lines_number_at(const char *text, size_t size, size_t offset);

#endif
