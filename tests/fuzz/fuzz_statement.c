/* A statement: what is accepted has a number, a date and a sum each. */
#include "fuzz.h"

#include <string.h>

#include "io/purpose.h"
#include "io/statement_1c.h"
#include "text/encoding.h"

static void
check_documents(const struct rtk_statement *statement)
{
	const struct rtk_bank_text own = {"40702810468000012345", 20};
	char account[RTK_PURPOSE_ACCOUNT_BYTES];

	for (size_t i = 0; i < statement->document_count; i++) {
		const struct rtk_statement_document *document =
		    &statement->documents[i];
		enum rtk_statement_way way = rtk_statement_way(document, own);

		RTK_ASSERT(document->amount.v >= 0);
		RTK_ASSERT(!rtk_date_is_none(document->date));
		RTK_ASSERT(
		    !rtk_date_is_none(rtk_statement_posted(document, way)));
		if (rtk_purpose_account(account, document->purpose) == 0)
			continue;
		RTK_ASSERT(account[0] != '\0');
		RTK_ASSERT(strlen(account) < sizeof(account));
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
