/* Packs of payments: what is accepted adds up. */
#include "fuzz.h"

#include "io/register_pack.h"
#include "text/encoding.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct rtk_buf buf = fuzz_buf(bytes, size);
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text text;
	struct rtk_arena arena = {0};
	struct rtk_payments payments;
	int64_t gross = 0;
	int rc = rtk_encoding_convert(
	    &text, &buf, RTK_ENCODING_AUTO, RTK_ENCODING_BANK, &err);

	fuzz_check(rc, &err);
	if (rc == 0) {
		struct rtk_bankfile file = {.name = "pack.txt",
		    .text = text.bytes,
		    .size = text.size,
		    .arena = &arena};

		rc = rtk_register_pack_parse(&payments, &file, &err);
		fuzz_check(rc, &err);
		for (size_t i = 0; rc == 0 && i < payments.row_count; i++)
			gross += payments.rows[i].gross.v;
		RTK_ASSERT(rc != 0 || gross == payments.gross.v);
	}
	rtk_arena_release(&arena);
	rtk_buf_release(&buf);
	return 0;
}
