/* A statement: what is accepted has a number, a date and a sum each. */
#include "fuzz.h"

#include "io/statement_1c.h"
#include "text/encoding.h"

static void
check_documents(const struct rtk_statement *statement)
{
	struct rtk_bank_text account, own = {"40702810468000012345", 20};

	for (size_t i = 0; i < statement->document_count; i++) {
		const struct rtk_statement_document *document =
		    &statement->documents[i];
		enum rtk_statement_way way = rtk_statement_way(document, own);

		RTK_ASSERT(document->amount.v >= 0);
		RTK_ASSERT(!rtk_date_is_none(document->date));
		RTK_ASSERT(
		    !rtk_date_is_none(rtk_statement_posted(document, way)));
		if (rtk_purpose_account(&account, document->purpose) == 0)
			continue;
		RTK_ASSERT(account.size > 0);
		RTK_ASSERT(account.bytes >= document->purpose.bytes);
		RTK_ASSERT(account.bytes + account.size <=
		    document->purpose.bytes + document->purpose.size);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct rtk_buf buf = fuzz_buf(bytes, size);
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text text;
	struct rtk_arena arena = {0};
	struct rtk_statement statement;
	int rc = rtk_encoding_convert(
	    &text, &buf, RTK_ENCODING_AUTO, RTK_ENCODING_STATEMENT, &err);

	fuzz_check(rc, &err);
	if (rc == 0) {
		struct rtk_bankfile file = {
		    .text = text.bytes, .size = text.size, .arena = &arena};

		rc = rtk_statement_1c_parse(&statement, &file, &err);
		fuzz_check(rc, &err);
		if (rc == 0)
			check_documents(&statement);
	}
	rtk_arena_release(&arena);
	rtk_buf_release(&buf);
	return 0;
}
