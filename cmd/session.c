#include "base/base.h"

#include "session.h"

#include <stdio.h>
#include <unistd.h>

/* What is said only to those who did not ask for silence. */
static bool
is_mere_note(enum rtk_fault fault)
{
	return fault == RTK_E_FILE_KNOWN || fault == RTK_E_MESSAGES_KNOWN ||
	    fault == RTK_E_MESSAGES_WAIT;
}

static void
show_fault(void *context, const struct rtk_err *fault)
{
	struct rtk_session *session = context;
	struct rtk_err many = RTK_ERR_INIT;

	if (session->cli->quiet && is_mere_note(fault->fault))
		return;
	rtk_progress_clear(&session->progress);
	session->faults++;
	if (session->faults <= RTK_FAULTS_SHOWN_MAX)
		rtk_cli_say(session->cli, fault);
	if (session->faults != RTK_FAULTS_SHOWN_MAX + 1)
		return;
	rtk_failf(
	    &many, RTK_E_TOO_MANY_FAULTS, "%d", (int)RTK_FAULTS_SHOWN_MAX);
	rtk_cli_say(session->cli, &many);
}

static void
show_progress(void *context, const char *what, uint64_t done, uint64_t total)
{
	struct rtk_session *session = context;

	rtk_progress_draw(&session->progress, what, done, total);
}

void
rtk_session_init(struct rtk_session *session, struct rtk_cli *cli)
{
	bool terminal = isatty(STDERR_FILENO) == 1;

	*session = (struct rtk_session){
	    .cli = cli,
	    .events = {.context = session,
		.fault = show_fault,
		.progress = show_progress},
	    .progress = {.wanted = terminal &&
		    (cli->progress == RTK_PROGRESS_ON ||
			(cli->progress == RTK_PROGRESS_AUTO && !cli->quiet)),
		.at_once = cli->progress == RTK_PROGRESS_ON},
	};
}

int
rtk_session_open(
    struct rtk_session *session, struct rtk_cli *cli, struct rtk_err *err)
{
	rtk_session_init(session, cli);
	return rtk_db_open(&session->db, cli->db, err);
}

int
rtk_session_begin(struct rtk_session *session, struct rtk_err *err)
{
	session->faults = 0;
	return rtk_db_begin(session->db, err);
}

int
rtk_session_begin_read(struct rtk_session *session, struct rtk_err *err)
{
	session->faults = 0;
	return rtk_db_begin_read(session->db, err);
}

int
rtk_session_commit(struct rtk_session *session, struct rtk_err *err)
{
	rtk_progress_clear(&session->progress);
	if (rtk_cli_flush(err) < 0) {
		rtk_db_rollback(session->db);
		return -1;
	}
	if (!session->cli->dry_run)
		return rtk_db_commit(session->db, err);
	rtk_db_rollback(session->db);
	if (!session->cli->quiet)
		fprintf(stderr, _("%s: dry run: nothing was stored\n"),
		    session->cli->program->name);
	return 0;
}

void
rtk_session_rollback(struct rtk_session *session)
{
	rtk_progress_clear(&session->progress);
	rtk_db_rollback(session->db);
}

void
rtk_session_close(struct rtk_session *session)
{
	rtk_progress_clear(&session->progress);
	rtk_db_close(session->db);
	session->db = NULL;
}
