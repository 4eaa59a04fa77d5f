/* A number: what is accepted is printed and read back as the same value. */
#include "fuzz.h"

#include "io/bankfile.h"
#include "num/decimal.h"

static void
try_scale(const char *text, size_t size, int scale)
{
	struct rtk_err err = RTK_ERR_INIT;
	char out[RTK_DECIMAL_TEXT];
	int64_t value = 0, again = 0;
	int rc = rtk_decimal_parse(&value, text, size, scale, &err);

	fuzz_check(rc, &err);
	if (rc != 0)
		return;
	(void)rtk_decimal_text(out, value, scale, 0);
	rc = rtk_decimal_parse(&again, out, strlen(out), scale, &err);
	RTK_ASSERT(rc == 0);
	RTK_ASSERT(again == value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *text = (const char *)bytes;
	struct rtk_bank_text bank = {text, size};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_kop kop;
	int64_t value = 0;
	int rc = rtk_bankfile_sum(&kop, bank, "sum", &err);

	fuzz_check(rc, &err);
	if (rc == 0) {
		/* banks are stricter, never other */
		rc = rtk_decimal_parse(&value, text, size, 2, &err);
		RTK_ASSERT(rc == 0);
		RTK_ASSERT(value == kop.v);
	}
	for (int scale = 0; scale <= 6; scale++)
		try_scale(text, size, scale);
	(void)rtk_inn_valid(text, size);
	(void)rtk_kpp_valid(text, size);
	(void)rtk_bic_valid(text, size);
	if (size > 9)
		(void)rtk_bank_account_valid(
		    (struct rtk_bank_text){text + 9, size - 9},
		    (struct rtk_bank_text){text, 9});
	return 0;
}
