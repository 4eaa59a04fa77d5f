/* A register: what is accepted adds up to its total row. */
#include "fuzz.h"

#include "io/register_sber.h"
#include "text/encoding.h"

static void
check_sums(const struct rtk_register *reg)
{
	int64_t gross = 0, transfer = 0, commission = 0;
	struct rtk_register_texts texts;

	for (size_t i = 0; i < reg->row_count; i++) {
		const struct rtk_register_row *row = &reg->rows[i];

		RTK_ASSERT(row->gross.v == row->transfer.v + row->commission.v);
		gross += row->gross.v;
		transfer += row->transfer.v;
		commission += row->commission.v;
		rtk_register_texts(&texts, reg, row);
		RTK_ASSERT(texts.address.bytes >= row->raw);
		RTK_ASSERT(texts.address.bytes + texts.address.size <=
		    row->raw + row->raw_size);
	}
	RTK_ASSERT(gross == reg->gross.v);
	RTK_ASSERT(transfer == reg->transfer.v);
	RTK_ASSERT(commission == reg->commission.v);
	RTK_ASSERT(gross == transfer + commission);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct rtk_buf buf = fuzz_buf(bytes, size);
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text text;
	struct rtk_arena arena = {0};
	struct rtk_register reg;
	int rc = rtk_encoding_convert(
	    &text, &buf, RTK_ENCODING_AUTO, RTK_ENCODING_BANK, &err);

	fuzz_check(rc, &err);
	if (rc == 0) {
		struct rtk_bankfile file = {
		    .name = "1831001238_40702810468000012345_1.txt",
		    .text = text.bytes,
		    .size = text.size,
		    .arena = &arena};

		(void)rtk_register_sber_is(text.bytes, text.size);
		rc = rtk_register_sber_parse(&reg, &file, &err);
		fuzz_check(rc, &err);
		if (rc == 0)
			check_sums(&reg);
	}
	rtk_arena_release(&arena);
	rtk_buf_release(&buf);
	return 0;
}
