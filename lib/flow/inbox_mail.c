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

/* Copies what of a new message is needed further on. */
static void
set_letter(struct rtk_inbox_message *m, const struct rtk_mail_letter *letter,
    struct rtk_arena *arena)
{
	struct rtk_mail_table *tables;

	m->from = keep(arena, letter->from);
	m->text = keep(arena, letter->text);
	m->subject = keep(arena, letter->subject);
	m->day = letter->day;
	if (letter->automatic)
		m->fault = RTK_E_MAIL_AUTOMATIC;
	if (rtk_date_is_none(letter->day)) {
		m->fault = RTK_E_MAIL_FORM;
		m->detail = "Date";
		return;
	}
	if (letter->more_tables)
		m->bad_table = "> 16";
	tables =
	    rtk_arena_get(arena, (letter->table_count + 1) * sizeof(*tables));
	for (size_t i = 0; i < letter->table_count; i++) {
		const struct rtk_mail_table *t = &letter->tables[i];

		tables[i] = (struct rtk_mail_table){keep(arena, t->name),
		    rtk_arena_copy(arena, t->bytes, t->size), t->size};
	}
	m->tables = tables;
	m->table_count = letter->table_count;
}

/* Sender and Message-ID name it; one without is named by its bytes. */
static const char *
id_of(struct rtk_arena *arena, const struct rtk_mail_letter *letter,
    const char *bytes, size_t size)
{
	struct rtk_buf id = {0};
	const char *kept;

	if (letter->id[0] == '\0')
		return rtk_inbox_id_of(arena, bytes, size);
	rtk_buf_addf(&id, "mail %s %s", letter->id, letter->from);
	kept = rtk_arena_copy(arena, id.bytes, id.size);
	rtk_buf_release(&id);
	return kept;
}

/* A message with its parts unpacked, in memory of its own. */
struct mail {
	struct rtk_inbox *inbox;
	struct rtk_db *db;
	struct rtk_arena arena;
};

/* Of messages that were read before nothing is kept: a Maildir grows. */
static int
add_letter(struct mail *mail, const char *file, const char *bytes, size_t size,
    struct rtk_err *err)
{
	struct rtk_arena *arena = &mail->inbox->arena;
	struct rtk_inbox_message m = {
	    .file = file, .from = "", .day = RTK_DATE_NONE, .detail = ""};
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_mail_letter letter;
	int known;

	if (rtk_mail_read(&letter, &mail->arena, bytes, size, &fault) < 0) {
		m.fault = fault.fault;
		m.id = rtk_inbox_id_of(arena, bytes, size);
	} else {
		m.id = id_of(arena, &letter, bytes, size);
	}
	known = rtk_inbox_knows(mail->db, m.id, err);
	if (known == 0 && m.fault != RTK_E_NONE) {
		m.detail = keep(arena, fault.detail);
		m.text = rtk_inbox_readable(arena, bytes, size);
	} else if (known == 0) {
		set_letter(&m, &letter, arena);
	}
	if (known == 0)
		rtk_inbox_add(mail->inbox, &m);
	else
		mail->inbox->known += known == 1;
	rtk_arena_reset(&mail->arena);
	return known < 0 ? -1 : 0;
}

/* --- files --------------------------------------------------------------- */

/* A folder of a Maildir: "new", where mail comes in, and "cur". */
static int
read_folder(struct mail *mail, const char *maildir, const char *name,
    struct rtk_err *err)
{
	struct rtk_buf path = {0}, bytes = {0};
	struct rtk_folder folder;
	int rc;

	rtk_buf_addf(&path, "%s/%s", maildir, name);
	rc = rtk_folder_list(&folder, &mail->inbox->arena, path.bytes, err);
	for (size_t i = 0; rc == 0 && i < folder.count; i++) {
		rtk_buf_reset(&path);
		rtk_buf_reset(&bytes);
		rtk_buf_addf(&path, "%s/%s/%s", maildir, name, folder.names[i]);
		rc = rtk_file_read(&bytes, path.bytes, err);
		if (rc == 0)
			rc = add_letter(mail, folder.names[i], bytes.bytes,
			    bytes.size, err);
	}
	rtk_buf_release(&bytes);
	rtk_buf_release(&path);
	return rc;
}

static int
read_mbox(struct mail *mail, const char *path, struct rtk_err *err)
{
	const char *name = keep(&mail->inbox->arena, rtk_file_name(path));
	const char *at, *end, *message;
	struct rtk_buf bytes = {0};
	size_t size;
	int rc = rtk_file_read(&bytes, path, err);

	at = bytes.bytes;
	end = at + bytes.size;
	while (rc == 0 && at != end && rtk_mbox_next(&message, &size, &at, end))
		rc = add_letter(mail, name, message, size, err);
	rtk_buf_release(&bytes);
	return rc;
}

int
rtk_inbox_read_mail(struct rtk_inbox *inbox, const struct rtk_import_job *job,
    struct rtk_err *err)
{
	struct mail mail = {.inbox = inbox, .db = job->db};
	int rc;

	rtk_mail_begin();
	if (strcmp(job->format, "mbox") == 0)
		rc = read_mbox(&mail, job->path, err);
	else
		rc = read_folder(&mail, job->path, "cur", err) < 0 ||
			read_folder(&mail, job->path, "new", err) < 0
		    ? -1
		    : 0;
	rtk_arena_release(&mail.arena);
	return rc;
}
