#include "base/base.h"

#include "flow/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/sha256.h"
#include "num/date.h"
#include "store/message.h"

void
rtk_inbox_release(struct rtk_inbox *inbox)
{
	free(inbox->list);
	rtk_arena_release(&inbox->arena);
}

void
rtk_inbox_add(struct rtk_inbox *inbox, const struct rtk_inbox_message *message)
{
	inbox->list = rtk_array_grow(
	    inbox->list, &inbox->room, inbox->count, sizeof(*message));
	inbox->list[inbox->count++] = *message;
}

int
rtk_inbox_only_new(struct rtk_inbox *inbox, struct rtk_db *db, int64_t batch,
    struct rtk_err *err)
{
	uint8_t digest[RTK_SHA256_BYTES];
	size_t kept = 0;

	for (size_t i = 0; i < inbox->count; i++) {
		const struct rtk_inbox_message *m = &inbox->list[i];
		int known;

		rtk_sha256(digest, m->id, strlen(m->id));
		known = rtk_message_known(db, digest, err);
		if (known < 0)
			return -1;
		if (known == 1) {
			inbox->known++;
			continue;
		}
		if (rtk_message_add(db, digest, batch, err) < 0)
			return -1;
		inbox->list[kept++] = *m;
	}
	inbox->count = kept;
	return 0;
}

/* In quotation marks where it needs them, RFC 4180. */
static void
add_cell(struct rtk_buf *out, const char *text)
{
	if (strpbrk(text, ";\"\r\n") == NULL) {
		rtk_buf_add_text(out, text);
		return;
	}
	rtk_buf_add_byte(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			rtk_buf_add_byte(out, '"');
		rtk_buf_add_byte(out, *text);
	}
	rtk_buf_add_byte(out, '"');
}

void
rtk_inbox_rows(struct rtk_inbox *inbox, struct rtk_buf *out)
{
	char day[RTK_DATE_TEXT];

	for (size_t i = 0; i < inbox->count; i++) {
		struct rtk_inbox_message *m = &inbox->list[i];

		m->raw = out->size;
		if (!rtk_date_is_none(m->day))
			rtk_buf_add_text(out, rtk_date_text(day, m->day));
		rtk_buf_add_byte(out, ';');
		add_cell(out, m->from);
		rtk_buf_add_byte(out, ';');
		add_cell(out, m->text);
		rtk_buf_add_byte(out, ';');
		add_cell(out, m->file);
		m->raw_size = out->size - m->raw;
		rtk_buf_add_byte(out, '\n');
	}
}
