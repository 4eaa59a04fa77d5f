#include "base/base.h"

#include "text/utf16.h"

#include "text/utf8.h"

enum { MARK = 0xFEFF, HIGH = 0xD800, LOW = 0xDC00, BEHIND = 0xE000 };

static uint32_t
unit_at(const char *bytes, size_t at, enum rtk_utf16 order)
{
	unsigned a = (unsigned char)bytes[at];
	unsigned b = (unsigned char)bytes[at + 1];

	return order == RTK_UTF16_BIG ? a << 8 | b : b << 8 | a;
}

/* High bytes of Latin (0) and Cyrillic (4) are no letters by themselves. */
enum rtk_utf16
rtk_utf16_find(const char *bytes, size_t size)
{
	size_t high[2] = {0, 0};

	if (size < 2 || size % 2 != 0)
		return RTK_UTF16_NONE;
	if (unit_at(bytes, 0, RTK_UTF16_BIG) == MARK)
		return RTK_UTF16_BIG;
	if (unit_at(bytes, 0, RTK_UTF16_LITTLE) == MARK)
		return RTK_UTF16_LITTLE;
	for (size_t i = 0; i < size; i++)
		high[i % 2] += bytes[i] == 0 || bytes[i] == 4;
	if (high[0] + high[1] == 0)
		return RTK_UTF16_NONE;
	return high[0] >= high[1] ? RTK_UTF16_BIG : RTK_UTF16_LITTLE;
}

void
rtk_utf16_add(
    struct rtk_buf *out, const char *bytes, size_t size, enum rtk_utf16 order)
{
	for (size_t i = 0; i + 1 < size; i += 2) {
		uint32_t letter = unit_at(bytes, i, order);
		uint32_t next = i + 3 < size ? unit_at(bytes, i + 2, order) : 0;

		if (i == 0 && letter == MARK)
			continue;
		if (letter >= HIGH && letter < LOW && next >= LOW &&
		    next < BEHIND) {
			letter =
			    0x10000 + ((letter - HIGH) << 10) + (next - LOW);
			i += 2;
		} else if (letter >= HIGH && letter < BEHIND) {
			letter = 0xFFFD;
		}
		rtk_utf8_add(out, letter);
	}
	if (size % 2 != 0)
		rtk_utf8_add(out, 0xFFFD);
}
