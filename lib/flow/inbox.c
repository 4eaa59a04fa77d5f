#include "base/base.h"

#include "flow/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/sha256.h"
#include "num/date.h"
#include "store/message.h"
#include "text/utf8.h"

void
rtk_inbox_release(struct rtk_inbox *inbox)
{
	free(inbox->list);
	rtk_arena_release(&inbox->arena);
}

static bool
is_mail(const struct rtk_import_job *job)
{
	return strcmp(job->format, "maildir") == 0 ||
	    strcmp(job->format, "mbox") == 0;
}

bool
rtk_inbox_is(const struct rtk_import_job *job)
{
	if (job->format == NULL || strcmp(job->kind, "readings") != 0)
		return false;
	return is_mail(job) ||
	    (strcmp(job->format, "sms") == 0 && rtk_inbox_is_sms(job->path));
}

int
rtk_inbox_read(struct rtk_inbox *inbox, const struct rtk_import_job *job,
    struct rtk_err *err)
{
	inbox->channel = is_mail(job) ? RTK_BY_EMAIL : RTK_SMS;
	return is_mail(job) ? rtk_inbox_read_mail(inbox, job, err)
			    : rtk_inbox_read_sms(inbox, job, err);
}

const char *
rtk_inbox_id_of(struct rtk_arena *arena, const char *bytes, size_t size)
{
	static const char mark[] = "file ";
	uint8_t digest[RTK_SHA256_BYTES];
	char text[sizeof(mark) + RTK_SHA256_HEX];

	memcpy(text, mark, sizeof(mark));
	rtk_sha256(digest, bytes, size);
	rtk_sha256_hex(text + sizeof(mark) - 1, digest);
	return rtk_arena_copy(arena, text, strlen(text));
}

const char *
rtk_inbox_readable(struct rtk_arena *arena, const char *bytes, size_t size)
{
	enum { SHOWN = 500 };
	struct rtk_buf out = {0};
	const char *end = bytes + (size < SHOWN ? size : SHOWN);
	const char *kept;

	while (bytes < end) {
		uint32_t letter = rtk_utf8_next(&bytes, end);

		rtk_utf8_add(
		    &out, letter < ' ' && letter != '\n' ? ' ' : letter);
	}
	kept = rtk_arena_copy(arena, out.bytes, out.size);
	rtk_buf_release(&out);
	return kept;
}

void
rtk_inbox_add(struct rtk_inbox *inbox, const struct rtk_inbox_message *message)
{
	inbox->list = rtk_array_grow(
	    inbox->list, &inbox->room, inbox->count, sizeof(*message));
	inbox->list[inbox->count++] = *message;
}

int
rtk_inbox_knows(struct rtk_db *db, const char *id, struct rtk_err *err)
{
	uint8_t digest[RTK_SHA256_BYTES];

	rtk_sha256(digest, id, strlen(id));
	return rtk_message_known(db, digest, err);
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
