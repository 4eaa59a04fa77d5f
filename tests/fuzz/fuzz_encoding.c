/* Any bytes in any encoding: what comes out is UTF-8 without NUL. */
#include "fuzz.h"

#include "text/encoding.h"
#include "text/lines.h"
#include "text/utf8.h"

static void
walk(const struct rtk_encoding_text *text)
{
	struct rtk_lines lines;
	struct rtk_line line;
	size_t sum = 0, letters = 0;

	rtk_lines_init(&lines, text->bytes, text->size);
	while (rtk_lines_next(&lines, &line)) {
		const char *bytes = line.bytes;
		size_t size = line.size;

		sum += line.size_full;
		letters +=
		    rtk_utf8_length(bytes, size) + (line.size_full - line.size);
		rtk_utf8_trim(&bytes, &size);
		RTK_ASSERT(size <= line.size);
		RTK_ASSERT(rtk_utf8_same(bytes, size, bytes, size));
	}
	RTK_ASSERT(sum == text->size);
	RTK_ASSERT(letters == rtk_utf8_length(text->bytes, text->size));
}

static void
try_one(const uint8_t *bytes, size_t size, enum rtk_encoding encoding,
    enum rtk_encoding_use use)
{
	struct rtk_buf file = fuzz_buf(bytes, size);
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text text;
	int rc = rtk_encoding_convert(&text, &file, encoding, use, &err);

	fuzz_check(rc, &err);
	if (rc == 0) {
		RTK_ASSERT(rtk_utf8_valid(text.bytes, text.size) == text.size);
		RTK_ASSERT(memchr(text.bytes, '\0', text.size) == NULL);
		RTK_ASSERT(use == RTK_ENCODING_CSV || text.replaced == 0);
		walk(&text);
	}
	rtk_buf_release(&file);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	for (int encoding = 0; encoding <= RTK_ENCODING_KOI8R; encoding++)
		for (int use = 0; use <= RTK_ENCODING_STATEMENT; use++)
			try_one(bytes, size, (enum rtk_encoding)encoding,
			    (enum rtk_encoding_use)use);
	return 0;
}
