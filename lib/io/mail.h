/* Messages of e-mail, RFC 5322 and MIME, by GMime. */
#ifndef RTK_IO_MAIL_H
#define RTK_IO_MAIL_H

#include "base/buf.h"
#include "num/date.h"

/** A message with one PDF. Text is UTF-8 and borrowed. */
struct rtk_mail {
	const char *from_name;
	const char *from; /* addresses: rtk_mail_address_valid() */
	const char *to;
	const char *subject;
	const char *text;
	const char *id;       /* left of the @ of the Message-ID, ASCII */
	struct rtk_date date; /* no clock is read */
	const char *file_name;
	const void *bytes;
	size_t size;
};

enum { RTK_MAIL_ADDRESS_MAX = 254 };

/** Gets the library ready; once, before any thread builds a message. */
void rtk_mail_begin(void);

/** Whether mail can go there: one plain address `local@domain` in ASCII. */
bool rtk_mail_address_valid(const char *address);

/** Adds the message with CR LF; the same mail gives the same bytes. */
void rtk_mail_build(struct rtk_buf *out, const struct rtk_mail *mail);

/** From whom a message goes to whom. */
struct rtk_mail_envelope {
	char from[RTK_MAIL_ADDRESS_MAX + 1];
	char to[RTK_MAIL_ADDRESS_MAX + 1];
};

/** Reads it from the headers: false if there is not one address each. */
bool rtk_mail_envelope(struct rtk_mail_envelope *out, const void *bytes,
    size_t size) RTK_MUST_CHECK;

#endif
