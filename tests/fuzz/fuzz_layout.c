/*
 * A layout and a register by it, parted by a zero byte: what is accepted adds
 * up, whatever a layout says.
 */
#include "fuzz.h"

#include <string.h>

#include "io/layout.h"
#include "io/register_layout.h"

static void
read_register(const struct rtk_layout *layout, const uint8_t *bytes,
    size_t size, struct rtk_arena *arena)
{
	/* with an end: the sanitizer does not know that regexec needs none */
	const struct rtk_bankfile file = {.name = "register_7.txt",
	    .text = rtk_arena_copy(arena, (const char *)bytes, size),
	    .size = size,
	    .arena = arena};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_payments payments;
	int64_t gross = 0, transfer = 0;
	int rc = rtk_register_layout_parse(&payments, layout, &file, &err);

	fuzz_check(rc, &err);
	for (size_t i = 0; rc == 0 && i < payments.row_count; i++) {
		const struct rtk_payment *row = &payments.rows[i];

		RTK_ASSERT(row->gross.v == row->transfer.v + row->commission.v);
		gross += row->gross.v;
		transfer += row->transfer.v;
	}
	RTK_ASSERT(rc != 0 ||
	    (gross == payments.gross.v && transfer == payments.transfer.v));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const uint8_t *zero = size > 0 ? memchr(bytes, '\0', size) : NULL;
	struct rtk_arena arena = {0};
	struct rtk_bankfile map = {.name = "fuzz.map",
	    .text = (const char *)bytes,
	    .size = zero != NULL ? (size_t)(zero - bytes) : size,
	    .arena = &arena};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_layout layout;
	int rc = size == 0 ? -1 : rtk_layout_read(&layout, &map, &err);

	if (size > 0)
		fuzz_check(rc, &err);
	if (rc == 0 && zero != NULL)
		read_register(&layout, zero + 1,
		    size - (size_t)(zero + 1 - bytes), &arena);
	if (size > 0)
		rtk_layout_release(&layout);
	rtk_arena_release(&arena);
	return 0;
}
