/*
 * A workbook; else a map of readings and a table by it, parted by a zero
 * byte.
 */
#include "fuzz.h"

#include <string.h>

#include "io/reading_sheet.h"
#include "io/xlsx_read.h"

static void
read_table(const struct rtk_reading_map *map, const uint8_t *bytes, size_t size,
    struct rtk_arena *arena)
{
	const struct rtk_sheet_source source = {
	    .text = rtk_arena_copy(arena, (const char *)bytes, size),
	    .size = size,
	    .workbook = size % 2 == 0,
	    .map = map};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_sheet *sheet = NULL;
	struct rtk_sheet_row row;
	int rc = rtk_sheet_open(&sheet, &source, &err);

	fuzz_check(rc, &err);
	while (rc == 0 && (rc = rtk_sheet_next(sheet, &row, &err)) == 1) {
		RTK_ASSERT(row.raw_size <= size);
		rc = 0;
	}
	rtk_sheet_close(sheet);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const uint8_t *zero = size > 0 ? memchr(bytes, '\0', size) : NULL;
	struct rtk_bankfile file = {.name = "fuzz.map",
	    .text = (const char *)bytes,
	    .size = zero != NULL ? (size_t)(zero - bytes) : size};
	struct rtk_arena arena = {0};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_reading_map map;
	struct rtk_buf text = {0};
	int rc;

	if (size == 0)
		return 0;
	if (rtk_xlsx_is(bytes, size)) {
		rc = rtk_xlsx_read(&text, bytes, size, &err);
		fuzz_check(rc, &err);
		rtk_buf_release(&text);
		return 0;
	}
	rtk_xlsx_number(&text, (const char *)bytes, size);
	rtk_buf_release(&text);
	rc = rtk_reading_map_read(&map, &file, &err);
	fuzz_check(rc, &err);
	if (rc == 0 && zero != NULL)
		read_table(
		    &map, zero + 1, size - (size_t)(zero + 1 - bytes), &arena);
	rtk_reading_map_release(&map);
	rtk_arena_release(&arena);
	return 0;
}
