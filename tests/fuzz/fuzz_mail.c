/* A message of e-mail, and the same bytes as HTML and as an mbox. */
#include "fuzz.h"

#include "io/mail.h"
#include "io/mail_read.h"
#include "io/mail_text.h"
#include "text/utf8.h"

static void
read_letter(const char *bytes, size_t size)
{
	struct rtk_arena arena = {0};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_mail_letter letter;
	int rc = rtk_mail_read(&letter, &arena, bytes, size, &err);

	fuzz_check(rc, &err);
	if (rc == 0) {
		RTK_ASSERT(letter.text != NULL && letter.from != NULL);
		RTK_ASSERT(letter.id != NULL && letter.subject != NULL);
		RTK_ASSERT(letter.table_count <= RTK_MAIL_TABLES_MAX);
	}
	rtk_arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *text = (const char *)bytes, *at = text, *message;
	struct rtk_buf out = {0};
	size_t part, total = 0;

	rtk_mail_begin();
	if (size == 0)
		return 0;
	read_letter(text, size);
	rtk_mail_text_of_html(&out, text, size);
	RTK_ASSERT(out.size <= 2 * size);
	rtk_buf_reset(&out);
	rtk_mail_text_own(&out, text, size);
	RTK_ASSERT(out.size <= size + 1);
	while (rtk_mbox_next(&message, &part, &at, text + size)) {
		RTK_ASSERT(message >= text && at <= text + size);
		total += part;
	}
	RTK_ASSERT(total <= size);
	rtk_buf_release(&out);
	return 0;
}
