/* Messages of e-mail as they came in: RFC 5322 and MIME, by GMime. */
#ifndef RTK_IO_MAIL_READ_H
#define RTK_IO_MAIL_READ_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "num/date.h"

enum {
	RTK_MAIL_BYTES_MAX = 32 * 1024 * 1024,
	RTK_MAIL_TABLES_MAX = 16, /* tables that hang on a message */
	RTK_MAIL_DEPTH_MAX = 16   /* of parts in parts */
};

/** A table that hangs on a message: CSV or XLSX. */
struct rtk_mail_table {
	const char *name; /* as the sender called it, without folders */
	const char *bytes;
	size_t size;
};

/** A message; texts are UTF-8 and live in the arena. */
struct rtk_mail_letter {
	const char *id;   /* Message-ID; "" none */
	const char *from; /* address; "" none */
	const char *subject;
	const char *text;    /* the sender's own, see io/mail_text.h */
	struct rtk_date day; /* it arrived, else was sent; or none */
	bool automatic;      /* by a program: a bounce, an absence note */
	struct rtk_mail_table tables[RTK_MAIL_TABLES_MAX];
	size_t table_count;
	bool more_tables; /* than that: the rest was not looked at */
};

/**
 * Reads a message; rtk_mail_begin() came before. The plain text is preferred
 * to HTML; messages inside the message are not read. Fails with mail.form.
 */
int rtk_mail_read(struct rtk_mail_letter *out, struct rtk_arena *arena,
    const char *bytes, size_t size, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The next message of an mbox from *at on, which is moved behind it; false
 * behind the last one. The line "From " is not part of it.
 */
bool rtk_mbox_next(
    const char **message, size_t *size, const char **at, const char *end);

#endif
