/*
 * The outbox of messages that rtk-invoice --delivery email leaves, handed to
 * a mail server. What became of each message stands in sent.csv beside them,
 * written before and behind the moment from which the server may have it: no
 * message is lost and none goes out twice, whenever a run is cut off.
 */
#ifndef RTK_FLOW_OUTBOX_H
#define RTK_FLOW_OUTBOX_H

#include "base/events.h"
#include "io/printer.h"
#include "io/smtp.h"
#include "num/date.h"

/** What to send, and how. Texts are borrowed. */
struct rtk_outbox_job {
	const char *folder;
	struct rtk_smtp_server server;
	int tries; /* of a message, > 0 */
	int pause; /* seconds between them */
	void (*wait)(int seconds);
	int64_t limit;             /* most messages of this run; 0: all */
	const char *const *resend; /* files to send whatever sent.csv says */
	size_t resend_count;
	struct rtk_date day;
	bool dry_run;                /* nothing is sent */
	struct rtk_printer *printer; /* of the rows; NULL: none */
	const struct rtk_events *events;
};

/** Messages by what became of them. */
struct rtk_outbox_result {
	int64_t messages;
	int64_t sent;    /* by this run */
	int64_t before;  /* by an earlier one */
	int64_t refused; /* by the server, for good */
	int64_t doubtful; /* handed over, no answer: ask the server's log */
	int64_t changed; /* the file differs from what was sent */
	int64_t waiting; /* not sent yet */
};

/** Reads a number of an option; NULL: out stays. Fails with usage. */
int rtk_outbox_number(int64_t *out, const char *option, const char *text,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Sends what waits, in the order of the index. Prints a row for each message
 * that is not sent: file, state, answer. Fails with file.open (no outbox),
 * file.folder_busy, smtp.url, smtp.server when there is no server to hand
 * anything to (what was sent is on record), outbox.damaged when a message is
 * not what the index says.
 */
int rtk_outbox_send(struct rtk_outbox_result *out,
    const struct rtk_outbox_job *job, struct rtk_err *err) RTK_MUST_CHECK;

#endif
