/* Hands messages to a mail server by SMTP (RFC 5321), by libcurl. */
#ifndef RTK_IO_SMTP_H
#define RTK_IO_SMTP_H

#include "base/err.h"

/** The server. Text is borrowed. */
struct rtk_smtp_server {
	const char *url;   /* smtp://host:port or smtps://host:port */
	const char *netrc; /* file with name and password; NULL: no login */
	const char *ca;    /* certificates to trust; NULL: the system's */
	bool plain;        /* without TLS: only for a server nearby */
	int timeout;       /* seconds to wait for each answer, > 0 */
};

struct rtk_smtp;

/**
 * Connects with the first message; one at a time in a process. Fails with
 * smtp.url.
 */
int rtk_smtp_open(struct rtk_smtp **out, const struct rtk_smtp_server *server,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Says goodbye; NULL is accepted. */
void rtk_smtp_close(struct rtk_smtp *smtp);

/** A message on its way. */
struct rtk_smtp_message {
	const char *from; /* addresses of the envelope */
	const char *to;
	const char *bytes; /* with CR LF */
	size_t size;
	void *context;
	/**
	 * Called before the last bytes go out: behind it the server may have
	 * taken the message. A failure leaves it unsent.
	 */
	int (*ending)(void *context, struct rtk_err *err);
};

/** What became of it. */
enum rtk_smtp_outcome {
	RTK_SMTP_SENT,      /* the server said that it has it */
	RTK_SMTP_REFUSED,   /* never: wrong address, too large */
	RTK_SMTP_LATER,     /* not now: nothing was taken */
	RTK_SMTP_DOUBT,     /* all was handed over, no answer came */
	RTK_SMTP_NO_SERVER, /* no connection, no login, wrong sender */
};

enum { RTK_SMTP_ANSWER = 200 };

/**
 * Sends a message; `answer` is the last line of the server, or what went
 * wrong. Fails as message->ending().
 */
int rtk_smtp_send(enum rtk_smtp_outcome *out, char answer[RTK_SMTP_ANSWER],
    struct rtk_smtp *smtp, const struct rtk_smtp_message *message,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
