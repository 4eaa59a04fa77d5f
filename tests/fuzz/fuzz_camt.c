/* camt.053: what is accepted has payments with numbers, dates and sums. */
#include "fuzz.h"

#include "io/statement_camt.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_arena arena = {0};
	struct rtk_bankfile file = {.name = "camt.xml",
	    .text = (const char *)bytes,
	    .size = size,
	    .arena = &arena};
	struct rtk_statement statement;
	int rc;

	(void)rtk_statement_camt_is(file.text, file.size);
	rc = rtk_statement_camt_parse(&statement, &file, &err);
	fuzz_check(rc, &err);
	for (size_t i = 0; rc == 0 && i < statement.document_count; i++) {
		const struct rtk_statement_document *d =
		    &statement.documents[i];

		RTK_ASSERT(d->number.size > 0);
		RTK_ASSERT(!rtk_date_is_none(d->date));
		RTK_ASSERT(d->amount.v >= 0);
	}
	rtk_arena_release(&arena);
	return 0;
}
