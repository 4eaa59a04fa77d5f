#include "base/base.h"

#include "send.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "flow/outbox.h"
#include "output.h"
#include "session.h"

enum { LIST_MAX = 4096, TRIES = 3, PAUSE = 10, TIMEOUT = 600 };

static void
wait_seconds(int seconds)
{
	struct timespec rest = {.tv_sec = seconds};

	while (nanosleep(&rest, &rest) < 0 && errno == EINTR)
		;
}

static void
begin_rows(struct rtk_printer *p)
{
	static struct rtk_printer_column columns[] = {
	    {.key = "file"}, {.key = "state"}, {.key = "answer"}};
	const struct rtk_printer_block block = {
	    "rows", false, columns, RTK_COUNT(columns)};

	columns[0].title = _("file");
	columns[1].title = _("state");
	columns[2].title = _("answer");
	rtk_printer_begin(p, &block);
}

static void
print_counts(struct rtk_printer *p, const struct rtk_outbox_result *r)
{
	const struct {
		const char *key, *title;
		int64_t count;
	} counts[] = {
	    {"messages", _("messages"), r->messages},
	    {"sent", _("sent now"), r->sent},
	    {"before", _("sent before"), r->before},
	    {"refused", _("refused"), r->refused},
	    {"doubtful", _("doubtful"), r->doubtful},
	    {"changed", _("changed since"), r->changed},
	    {"waiting", _("waiting"), r->waiting},
	};
	struct rtk_printer_column columns[RTK_COUNT(counts)];
	const struct rtk_printer_block block = {
	    "summary", true, columns, RTK_COUNT(columns)};

	for (size_t i = 0; i < RTK_COUNT(counts); i++)
		columns[i] = (struct rtk_printer_column){
		    .key = counts[i].key,
		    .title = counts[i].title,
		    .type = RTK_PRINTER_NUMBER};
	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < RTK_COUNT(counts); i++)
		rtk_printer_number(p, counts[i].count);
	rtk_printer_end(p);
}

static int
fill_job(struct rtk_outbox_job *job, const struct rtk_cli *cli,
    struct rtk_err *err)
{
	int64_t tries = TRIES, pause = PAUSE, timeout = TIMEOUT;
	const struct {
		const char *option;
		int64_t *number;
	} numbers[] = {{"tries", &tries}, {"pause", &pause},
	    {"timeout", &timeout}, {"limit", &job->limit}};

	for (size_t i = 0; i < RTK_COUNT(numbers); i++)
		if (rtk_outbox_number(numbers[i].number, numbers[i].option,
			rtk_cli_value(cli, numbers[i].option), err) < 0)
			return -1;
	job->tries = tries > 0 ? (int)tries : 1;
	job->pause = (int)pause;
	job->server = (struct rtk_smtp_server){
	    .url = rtk_cli_value(cli, "server"),
	    .netrc = rtk_cli_value(cli, "netrc"),
	    .ca = rtk_cli_value(cli, "cacert"),
	    .plain = rtk_cli_value(cli, "plain") != NULL,
	    .timeout = timeout > 0 ? (int)timeout : 1};
	if (job->server.url == NULL)
		return rtk_failf(err, RTK_E_USAGE, "%s", "--server URL");
	return 0;
}

static int
end(struct rtk_outbox_job *job, const struct rtk_outbox_result *r, int rc,
    struct rtk_err *err)
{
	if (job->printer == NULL)
		return rc;
	if (rc < 0 && err->fault != RTK_E_SMTP_SERVER) {
		rtk_printer_abandon(job->printer);
		return rc;
	}
	rtk_printer_end(job->printer);
	print_counts(job->printer, r);
	return rtk_printer_close(job->printer, err) < 0 ? -1 : rc;
}

int
rtk_command_send(struct rtk_cli *cli, struct rtk_err *err)
{
	static const char *again[LIST_MAX];
	struct rtk_outbox_job job = {.folder = cli->arguments[0],
	    .wait = wait_seconds,
	    .resend = again,
	    .day = cli->as_of,
	    .dry_run = cli->dry_run};
	struct rtk_outbox_result result = {0};
	struct rtk_session session = {0};
	int rc;

	if (fill_job(&job, cli, err) < 0)
		return -1;
	while (job.resend_count < LIST_MAX &&
	    (again[job.resend_count] = rtk_cli_value_at(
		 cli, "resend", job.resend_count)) != NULL)
		job.resend_count++;
	rtk_session_init(&session, cli);
	job.events = &session.events;
	if (!cli->quiet) {
		job.printer = rtk_output_printer(cli, "send");
		begin_rows(job.printer);
	}
	rc = rtk_outbox_send(&result, &job, err);
	rtk_progress_clear(&session.progress);
	rc = end(&job, &result, rc, err);
	if (rc < 0)
		return -1;
	return result.sent + result.before < result.messages ? RTK_WAITS
							      : RTK_DONE;
}
