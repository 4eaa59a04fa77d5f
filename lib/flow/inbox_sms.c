/* Messages of telephones: files of smstools and gammu-smsd. */
#include "base/base.h"

#include "flow/inbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/file.h"
#include "base/folder.h"
#include "io/sms_file.h"

enum { WAIT_DAYS = 1 /* for the other parts of a long message */ };

/* A file as it was read. */
struct piece {
	struct rtk_sms_file head;
	const char *file;
	const char *text;
	size_t index; /* in the folder */
	enum rtk_fault fault;
	const char *detail;
	const char *id; /* of a file with a fault */
};

struct pieces {
	const struct rtk_import_job *job;
	struct rtk_arena *arena;
	struct piece *list;
	size_t count, room;
};

static const char *
keep(struct rtk_arena *arena, const char *text)
{
	return rtk_arena_copy(arena, text, strlen(text));
}

/* --- files --------------------------------------------------------------- */

static void
set_fault(struct piece *piece, struct pieces *all, const struct rtk_buf *bytes,
    const struct rtk_err *fault)
{
	piece->head = (struct rtk_sms_file){.day = RTK_DATE_NONE};
	piece->fault = fault->fault;
	piece->detail = keep(all->arena, fault->detail);
	piece->id = rtk_inbox_id_of(all->arena, bytes->bytes, bytes->size);
	piece->text = rtk_inbox_readable(all->arena, bytes->bytes, bytes->size);
}

/* A NUL would end the text before its end; line ends behind it are none. */
static void
clean(struct rtk_buf *text)
{
	while (text->size > 0 && strchr("\r\n", text->bytes[text->size - 1]))
		text->size--;
	for (size_t i = 0; i < text->size; i++)
		if (text->bytes[i] == '\0')
			text->bytes[i] = ' ';
}

static int
read_piece(struct pieces *all, const char *path, struct rtk_err *err)
{
	struct piece piece = {
	    .file = keep(all->arena, rtk_file_name(path)), .index = all->count};
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_buf bytes = {0}, text = {0};
	const struct rtk_sms_source source = {
	    piece.file, &bytes, all->job->encoding};
	int rc = rtk_file_read(&bytes, path, err);

	if (rc == 0 &&
	    rtk_sms_file_read(&piece.head, &text, &source, &fault) < 0) {
		set_fault(&piece, all, &bytes, &fault);
	} else if (rc == 0) {
		clean(&text);
		piece.text = rtk_arena_copy(all->arena, text.bytes, text.size);
	}
	if (rc == 0) {
		all->list = rtk_array_grow(
		    all->list, &all->room, all->count, sizeof(piece));
		all->list[all->count++] = piece;
	}
	rtk_buf_release(&text);
	rtk_buf_release(&bytes);
	return rc;
}

static int
read_folder(struct pieces *all, struct rtk_err *err)
{
	struct rtk_folder folder;
	struct rtk_buf path = {0};
	int rc = rtk_folder_list(&folder, all->arena, all->job->path, err);

	for (size_t i = 0; rc == 0 && i < folder.count; i++) {
		rtk_buf_reset(&path);
		rtk_buf_addf(&path, "%s/%s", all->job->path, folder.names[i]);
		rc = read_piece(all, path.bytes, err);
	}
	rtk_buf_release(&path);
	return rc;
}

/* --- messages ------------------------------------------------------------ */

static int
by_key(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;
	int order = strcmp(a->head.key, b->head.key);

	if (order == 0 && a->head.key[0] != '\0' &&
	    a->head.day.v != b->head.day.v)
		return a->head.day.v < b->head.day.v ? -1 : 1;
	if (order == 0 && a->head.key[0] != '\0')
		order = a->head.part - b->head.part;
	if (order != 0)
		return order;
	return a->index < b->index ? -1 : a->index > b->index;
}

static int
by_file(const void *left, const void *right)
{
	const struct rtk_inbox_message *a = left, *b = right;

	return strcmp(a->file, b->file);
}

/* How many pieces from this one on are one message. */
static size_t
group(const struct pieces *all, size_t from)
{
	const struct piece *first = &all->list[from];
	size_t to = from + 1;

	while (first->head.key[0] != '\0' && to < all->count &&
	    strcmp(all->list[to].head.key, first->head.key) == 0 &&
	    all->list[to].head.day.v == first->head.day.v)
		to++;
	return to - from;
}

static bool
whole(const struct piece *pieces, size_t count)
{
	for (size_t i = 0; i < count && pieces[i].head.key[0] != '\0'; i++)
		if (pieces[i].head.part != (int)i + 1)
			return false;
	return pieces[0].head.parts == 0 ||
	    (size_t)pieces[0].head.parts == count;
}

static void
tell_waiting(const struct pieces *all, const struct piece *piece)
{
	struct rtk_err note = RTK_ERR_INIT;

	rtk_failf(&note, RTK_E_MESSAGES_WAIT, "%s", piece->file);
	rtk_events_fault(all->job->events, &note);
}

static void
add_message(struct rtk_inbox *inbox, const struct pieces *all,
    const struct piece *first, size_t count)
{
	struct rtk_inbox_message m = {.file = first->file,
	    .from = keep(&inbox->arena, first->head.from),
	    .day = first->head.day,
	    .fault = first->fault,
	    .detail = first->detail};
	struct rtk_buf text = {0}, id = {0};

	if (m.fault == RTK_E_NONE && !whole(first, count)) {
		if (all->job->as_of.v - m.day.v <= WAIT_DAYS) {
			tell_waiting(all, first);
			return;
		}
		m.fault = RTK_E_SMS_PARTS;
		m.detail = first->file;
	}
	for (size_t i = 0; i < count; i++)
		rtk_buf_add_text(&text, first[i].text);
	rtk_buf_add_text(&text, "");
	m.text = rtk_arena_copy(&inbox->arena, text.bytes, text.size);
	if (first->id != NULL)
		rtk_buf_add_text(&id, first->id);
	else
		rtk_buf_addf(
		    &id, "sms\n%s\n%s\n%s", m.from, first->head.sent, m.text);
	m.id = rtk_arena_copy(&inbox->arena, id.bytes, id.size);
	rtk_inbox_add(inbox, &m);
	rtk_buf_release(&id);
	rtk_buf_release(&text);
}

static void
join(struct rtk_inbox *inbox, struct pieces *all)
{
	size_t count;

	if (all->count == 0)
		return;
	qsort(all->list, all->count, sizeof(*all->list), by_key);
	for (size_t i = 0; i < all->count; i += count) {
		count = group(all, i);
		add_message(inbox, all, &all->list[i], count);
	}
	if (inbox->count > 0)
		qsort(inbox->list, inbox->count, sizeof(*inbox->list), by_file);
}

/* --- all ----------------------------------------------------------------- */

bool
rtk_inbox_is_sms(const char *path)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	struct rtk_buf bytes = {0};
	bool is = false;

	if (strcmp(path, "-") == 0)
		return false;
	if (rtk_folder_exists(path))
		return true;
	if (rtk_file_read(&bytes, path, &ignored) == 0)
		is = rtk_sms_file_is(
		    rtk_file_name(path), bytes.bytes, bytes.size);
	rtk_buf_release(&bytes);
	return is;
}

int
rtk_inbox_read_sms(struct rtk_inbox *inbox, const struct rtk_import_job *job,
    struct rtk_err *err)
{
	struct pieces all = {.job = job, .arena = &inbox->arena};
	int rc = rtk_folder_exists(job->path)
	    ? read_folder(&all, err)
	    : read_piece(&all, job->path, err);

	if (rc == 0)
		join(inbox, &all);
	free(all.list);
	return rc;
}
