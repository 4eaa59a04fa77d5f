#include "base/base.h"

#include "flow/outbox.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "flow/outbox_record.h"
#include "io/mail.h"
#include "num/decimal.h"

enum { NUMBER_MAX = 1000000 };

/* A run under way. */
struct sending {
	const struct rtk_outbox_job *job;
	struct rtk_outbox_result *out;
	struct rtk_outbox_record record;
	struct rtk_outbox_message *message; /* in hand */
	struct rtk_smtp *smtp;
	struct rtk_buf bytes;
	bool no_server;
	char answer[RTK_SMTP_ANSWER];
	char problem[RTK_SMTP_ANSWER]; /* with the server */
};

int
rtk_outbox_number(int64_t *out, const char *option, const char *text,
    struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;

	if (text == NULL)
		return 0;
	if (rtk_decimal_parse(out, text, strlen(text), 0, &ignored) < 0 ||
	    *out < 0 || *out > NUMBER_MAX)
		return rtk_failf(
		    err, RTK_E_USAGE, "--%s \"%s\"", option, text);
	return 0;
}

/* --- one message -------------------------------------------------------- */

/* From here on the server may have it. */
static int
write_ending(void *context, struct rtk_err *err)
{
	struct sending *s = context;

	return rtk_outbox_record_put(
	    &s->record, s->message, RTK_OUTBOX_ENDING, "", err);
}

/* Its bytes are those of the index. */
static int
load(struct sending *s, struct rtk_mail_envelope *envelope,
    struct rtk_err *err)
{
	uint8_t digest[RTK_SHA256_BYTES];
	char hex[RTK_SHA256_HEX];
	struct rtk_buf path = {0};
	int rc;

	rtk_buf_reset(&s->bytes);
	rtk_buf_addf(&path, "%s/%s", s->job->folder, s->message->file);
	rc = rtk_file_read(&s->bytes, path.bytes, err);
	rtk_buf_release(&path);
	if (rc < 0)
		return -1;
	rtk_sha256(digest, s->bytes.bytes, s->bytes.size);
	rtk_sha256_hex(hex, digest);
	if (strcmp(hex, s->message->sha256) != 0 ||
	    !rtk_mail_envelope(envelope, s->bytes.bytes, s->bytes.size))
		return rtk_failf(
		    err, RTK_E_OUTBOX_DAMAGED, "%s", s->message->file);
	return 0;
}

/* Until it is taken, refused or in doubt, or there were enough tries. */
static int
try_message(enum rtk_smtp_outcome *outcome, struct sending *s,
    struct rtk_err *err)
{
	struct rtk_mail_envelope envelope;
	struct rtk_smtp_message message = {.from = envelope.from,
	    .to = envelope.to,
	    .context = s,
	    .ending = write_ending};

	if (load(s, &envelope, err) < 0)
		return -1;
	message.bytes = s->bytes.bytes;
	message.size = s->bytes.size;
	for (int i = 0; i < s->job->tries; i++) {
		if (i > 0)
			s->job->wait(s->job->pause);
		if (rtk_smtp_send(
			outcome, s->answer, s->smtp, &message, err) < 0)
			return -1;
		if (*outcome != RTK_SMTP_LATER &&
		    *outcome != RTK_SMTP_NO_SERVER)
			break;
	}
	return 0;
}

static int
send_message(struct sending *s, struct rtk_err *err)
{
	static const enum rtk_outbox_state states[] = {
	    [RTK_SMTP_SENT] = RTK_OUTBOX_SENT,
	    [RTK_SMTP_REFUSED] = RTK_OUTBOX_REFUSED,
	    [RTK_SMTP_LATER] = RTK_OUTBOX_LATER,
	    [RTK_SMTP_DOUBT] = RTK_OUTBOX_DOUBT};
	enum rtk_smtp_outcome outcome = RTK_SMTP_LATER;

	if (try_message(&outcome, s, err) < 0)
		return -1;
	s->no_server = outcome == RTK_SMTP_NO_SERVER;
	if (s->no_server) {
		memcpy(s->problem, s->answer, sizeof(s->problem));
		return 0;
	}
	s->out->sent += outcome == RTK_SMTP_SENT;
	return rtk_outbox_record_put(&s->record, s->message, states[outcome],
	    outcome == RTK_SMTP_SENT ? "" : s->answer, err);
}

/* --- all messages ------------------------------------------------------- */

static bool
is_named(const struct sending *s, const char *file)
{
	for (size_t i = 0; i < s->job->resend_count; i++)
		if (strcmp(s->job->resend[i], file) == 0)
			return true;
	return false;
}

/* Whether the message may go out. */
static bool
is_to_go(const struct sending *s, const struct rtk_outbox_message *m)
{
	if (is_named(s, m->file))
		return true;
	switch (m->state) {
	case RTK_OUTBOX_NEW:
	case RTK_OUTBOX_LATER:
		return true;
	case RTK_OUTBOX_REFUSED:
		/* written anew since, as with another address */
		return m->changed;
	default:
		return false;
	}
}

static void
print_row(const struct sending *s, const char *state)
{
	struct rtk_printer *p = s->job->printer;

	if (p == NULL)
		return;
	rtk_printer_text(p, s->message->file);
	rtk_printer_text(p, state);
	rtk_printer_text(p, s->answer);
}

/* Counts the message as it stands now; what is not sent has a row. */
static void
count_message(struct sending *s, bool tried)
{
	struct rtk_outbox_result *out = s->out;

	if (!tried)
		s->answer[0] = '\0';
	switch (s->message->state) {
	case RTK_OUTBOX_SENT:
		if (s->message->changed) {
			out->changed++;
			print_row(s, "changed");
		} else if (!tried) {
			out->before++;
		}
		return;
	case RTK_OUTBOX_REFUSED:
		out->refused++;
		print_row(s, "refused");
		return;
	case RTK_OUTBOX_ENDING:
	case RTK_OUTBOX_DOUBT:
		out->doubtful++;
		print_row(s, "doubtful");
		return;
	default:
		out->waiting++;
		if (tried)
			print_row(s, "waiting");
		return;
	}
}

static int
send_all(struct sending *s, struct rtk_err *err)
{
	int64_t left = s->job->limit > 0 ? s->job->limit : INT64_MAX;

	for (size_t i = 0; i < s->record.count; i++) {
		bool go;

		s->message = &s->record.messages[i];
		go = left > 0 && !s->no_server && !s->job->dry_run &&
		    is_to_go(s, s->message);
		if (go && send_message(s, err) < 0)
			return -1;
		left -= go;
		count_message(s, go);
		rtk_events_progress(
		    s->job->events, "messages", i + 1, s->record.count);
	}
	if (s->no_server)
		return rtk_failf(err, RTK_E_SMTP_SERVER, "%s", s->problem);
	return 0;
}

static int
send_folder(struct sending *s, struct rtk_err *err)
{
	const struct rtk_outbox_job *job = s->job;

	if (rtk_outbox_record_open(
		&s->record, job->folder, job->dry_run, err) < 0)
		return -1;
	s->record.day = job->day;
	s->out->messages = (int64_t)s->record.count;
	if (rtk_smtp_open(&s->smtp, &job->server, err) < 0)
		return -1;
	return send_all(s, err);
}

int
rtk_outbox_send(struct rtk_outbox_result *out,
    const struct rtk_outbox_job *job, struct rtk_err *err)
{
	struct sending s = {.job = job, .out = out, .record.journal = -1};
	int lock, rc;

	*out = (struct rtk_outbox_result){0};
	if (!rtk_file_exists(job->folder))
		return rtk_failf(err, RTK_E_FILE_OPEN, "%s", job->folder);
	if (rtk_file_lock_folder(&lock, job->folder, err) < 0)
		return -1;
	rtk_mail_begin();
	rc = send_folder(&s, err);
	rtk_smtp_close(s.smtp);
	rtk_outbox_record_close(&s.record);
	rtk_buf_release(&s.bytes);
	rtk_file_unlock_folder(lock);
	return rc;
}
