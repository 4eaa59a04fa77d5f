/* Messages of e-mail: a Maildir, an mbox. */
#include "base/base.h"

#include "flow/inbox.h"

#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "io/mail.h"

static const char *
keep(struct rtk_arena *arena, const char *text)
{
	return rtk_arena_copy(arena, text, strlen(text));
}

/* --- a message ----------------------------------------------------------- */

static void
set_letter(struct rtk_inbox_message *m, const struct rtk_mail_letter *letter,
    struct rtk_arena *arena)
{
	struct rtk_mail_table *tables;

	m->from = letter->from;
	m->text = letter->text;
	m->subject = letter->subject;
	m->day = letter->day;
	if (letter->automatic) {
		m->fault = RTK_E_MAIL_AUTOMATIC;
		return;
	}
	if (rtk_date_is_none(letter->day)) {
		m->fault = RTK_E_MAIL_FORM;
		m->detail = "Date";
		return;
	}
	tables =
	    rtk_arena_get(arena, (letter->table_count + 1) * sizeof(*tables));
	memcpy(tables, letter->tables, letter->table_count * sizeof(*tables));
	m->tables = tables;
	m->table_count = letter->table_count;
}

/* Message-ID names it; one without is named by its bytes. */
static const char *
id_of(struct rtk_arena *arena, const struct rtk_mail_letter *letter,
    const char *bytes, size_t size)
{
	struct rtk_buf id = {0};
	const char *kept;

	if (letter->id[0] == '\0')
		return rtk_inbox_id_of(arena, bytes, size);
	rtk_buf_addf(&id, "mail %s", letter->id);
	kept = rtk_arena_copy(arena, id.bytes, id.size);
	rtk_buf_release(&id);
	return kept;
}

static void
add_letter(
    struct rtk_inbox *inbox, const char *file, const char *bytes, size_t size)
{
	struct rtk_inbox_message m = {
	    .file = file, .from = "", .day = RTK_DATE_NONE, .detail = ""};
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_mail_letter letter;

	if (rtk_mail_read(&letter, &inbox->arena, bytes, size, &fault) < 0) {
		m.fault = fault.fault;
		m.detail = keep(&inbox->arena, fault.detail);
		m.text = rtk_inbox_readable(&inbox->arena, bytes, size);
		m.id = rtk_inbox_id_of(&inbox->arena, bytes, size);
	} else {
		set_letter(&m, &letter, &inbox->arena);
		m.id = id_of(&inbox->arena, &letter, bytes, size);
	}
	rtk_inbox_add(inbox, &m);
}

/* --- files --------------------------------------------------------------- */

/* A folder of a Maildir: "new", where mail comes in, and "cur". */
static int
read_folder(struct rtk_inbox *inbox, const char *maildir, const char *name,
    struct rtk_err *err)
{
	struct rtk_buf path = {0}, bytes = {0};
	struct rtk_folder folder;
	int rc;

	rtk_buf_addf(&path, "%s/%s", maildir, name);
	rc = rtk_folder_list(&folder, &inbox->arena, path.bytes, err);
	for (size_t i = 0; rc == 0 && i < folder.count; i++) {
		rtk_buf_reset(&path);
		rtk_buf_reset(&bytes);
		rtk_buf_addf(&path, "%s/%s/%s", maildir, name, folder.names[i]);
		rc = rtk_file_read(&bytes, path.bytes, err);
		if (rc == 0)
			add_letter(
			    inbox, folder.names[i], bytes.bytes, bytes.size);
	}
	rtk_buf_release(&bytes);
	rtk_buf_release(&path);
	return rc;
}

static int
read_mbox(struct rtk_inbox *inbox, const char *path, struct rtk_err *err)
{
	const char *name = keep(&inbox->arena, rtk_file_name(path));
	const char *at, *end, *message;
	struct rtk_buf bytes = {0};
	size_t size;
	int rc = rtk_file_read(&bytes, path, err);

	at = bytes.bytes;
	end = at + bytes.size;
	while (rc == 0 && at != end && rtk_mbox_next(&message, &size, &at, end))
		add_letter(inbox, name, message, size);
	rtk_buf_release(&bytes);
	return rc;
}

int
rtk_inbox_read_mail(struct rtk_inbox *inbox, const struct rtk_import_job *job,
    struct rtk_err *err)
{
	rtk_mail_begin();
	if (strcmp(job->format, "mbox") == 0)
		return read_mbox(inbox, job->path, err);
	if (read_folder(inbox, job->path, "cur", err) < 0 ||
	    read_folder(inbox, job->path, "new", err) < 0)
		return -1;
	return 0;
}
