/*
 * Messages of people that lie in files: what a folder holds, put into one
 * list. Each is read once, wherever its file goes.
 */
#ifndef RTK_FLOW_INBOX_H
#define RTK_FLOW_INBOX_H

#include "base/arena.h"
#include "base/buf.h"
#include "flow/import.h"
#include "io/mail_read.h"

/** A message; texts live in the arena of the inbox. */
struct rtk_inbox_message {
	const char *id; /* what names it, wherever it lies */
	const char *file;
	const char *from;
	const char *text;    /* UTF-8 */
	const char *subject; /* of e-mail; NULL: none */
	struct rtk_date day;
	enum rtk_fault fault; /* RTK_E_NONE, or why it cannot be read */
	const char *detail;
	/* of e-mail: tables that hang on it, and which of them is no good */
	const struct rtk_mail_table *tables;
	size_t table_count;
	const char *bad_table; /* NULL: all are good */
	size_t raw, raw_size;  /* the row that stands for it */
};

/** Begins as zeros. */
struct rtk_inbox {
	struct rtk_arena arena;
	struct rtk_inbox_message *list;
	size_t count, room;
	enum rtk_channel channel;
	int64_t known; /* messages that were read before: not in the list */
};

/** Whether the input of the job is such files, not a table. */
bool rtk_inbox_is(const struct rtk_import_job *job);

/**
 * Reads what the path of the job holds: a file or a folder of smstools or
 * gammu-smsd, a Maildir, an mbox. A file that is no message is in the list
 * with its fault; a part of a message whose others may still come is only
 * told to the events.
 */
int rtk_inbox_read(struct rtk_inbox *inbox, const struct rtk_import_job *job,
    struct rtk_err *err) RTK_MUST_CHECK;

/* The two sorts of them. */
bool rtk_inbox_is_sms(const char *path);
int rtk_inbox_read_sms(struct rtk_inbox *inbox,
    const struct rtk_import_job *job, struct rtk_err *err) RTK_MUST_CHECK;
int rtk_inbox_read_mail(struct rtk_inbox *inbox,
    const struct rtk_import_job *job, struct rtk_err *err) RTK_MUST_CHECK;

/** What names a message by its bytes alone. */
const char *rtk_inbox_id_of(
    struct rtk_arena *arena, const char *bytes, size_t size);

/** The begin of what is no message, as far as a person can read it. */
const char *rtk_inbox_readable(
    struct rtk_arena *arena, const char *bytes, size_t size);

/** Adds a message to the list. */
void rtk_inbox_add(
    struct rtk_inbox *inbox, const struct rtk_inbox_message *message);

/** Whether a message of that id was read before: 1, 0, -1. */
int rtk_inbox_knows(
    struct rtk_db *db, const char *id, struct rtk_err *err) RTK_MUST_CHECK;

/** Leaves out what was read before, and says that the rest is now. */
int rtk_inbox_only_new(struct rtk_inbox *inbox, struct rtk_db *db,
    int64_t batch, struct rtk_err *err) RTK_MUST_CHECK;

/** The messages as rows of a table: received;phone;text;file. */
void rtk_inbox_rows(struct rtk_inbox *inbox, struct rtk_buf *out);

/** Frees what it holds. */
void rtk_inbox_release(struct rtk_inbox *inbox);

#endif
