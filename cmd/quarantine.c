#include "base/base.h"

#include "quarantine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "decide.h"
#include "flow/quarantine.h"
#include "output.h"
#include "session.h"

/* The decisions of a call, each in a transaction of its own. */
struct decisions {
	struct rtk_session session;
	struct rtk_resolved *done;
	size_t count, room;
	long failed;
};

static struct rtk_resolve_job
job_of(struct decisions *d)
{
	return (struct rtk_resolve_job){.db = d->session.db,
	    .as_of = d->session.cli->as_of,
	    .events = &d->session.events};
}

static int
cause_of(const char **out, const struct rtk_cli *cli, struct rtk_err *err)
{
	*out = rtk_cli_value(cli, "cause");
	if (*out == NULL || (*out)[0] == '\0')
		return rtk_failf(err, RTK_E_USAGE, "%s needs --cause TEXT",
		    cli->command->name);
	return 0;
}

static int
action_of(enum rtk_resolve_action *out, const char *text, struct rtk_err *err)
{
	const struct rtk_cell cell = {"", text, strlen(text)};
	struct rtk_err ignored = RTK_ERR_INIT;
	int value;

	if (rtk_field_choice(&value, &cell, rtk_words_resolve, &ignored) < 0)
		return rtk_failf(err, RTK_E_USAGE,
		    "take | sure | proposed | drop: \"%s\"", text);
	*out = (enum rtk_resolve_action)value;
	return 0;
}

/* --- what is told ------------------------------------------------------ */

static void
print_line(const struct rtk_resolved *r)
{
	if (r->known)
		printf(_("row %lld was decided before\n"), (long long)r->id);
	else if (r->batch != 0)
		printf(_("row %lld: decided, batch %lld\n"), (long long)r->id,
		    (long long)r->batch);
	else
		printf(_("row %lld: decided\n"), (long long)r->id);
}

static int
print_table(const struct decisions *d, struct rtk_err *err)
{
	static const struct rtk_printer_column columns[] = {
	    {.key = "id", .type = RTK_PRINTER_NUMBER},
	    {.key = "decision", .type = RTK_PRINTER_NUMBER},
	    {.key = "batch", .type = RTK_PRINTER_NUMBER},
	    {.key = "known", .type = RTK_PRINTER_FLAG},
	};
	const struct rtk_printer_block block = {.key = "decisions",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct rtk_printer *printer =
	    rtk_output_printer(d->session.cli, "decisions");

	rtk_printer_begin(printer, &block);
	for (size_t i = 0; i < d->count; i++) {
		const struct rtk_resolved *r = &d->done[i];

		rtk_printer_number(printer, r->id);
		rtk_printer_number(printer, r->decision);
		if (r->batch != 0)
			rtk_printer_number(printer, r->batch);
		else
			rtk_printer_none(printer);
		rtk_printer_flag(printer, r->known);
	}
	rtk_printer_end(printer);
	return rtk_printer_close(printer, err);
}

/* --- one decision ------------------------------------------------------ */

typedef int decide_function(struct rtk_resolved *out,
    const struct rtk_resolve_job *job, const struct rtk_resolve *resolve,
    struct rtk_err *err);

static int
undo(struct rtk_resolved *out, const struct rtk_resolve_job *job,
    const struct rtk_resolve *resolve, struct rtk_err *err)
{
	return rtk_quarantine_undo(
	    out, job, resolve->id, resolve->cause, err);
}

/* A transaction of its own: what fails leaves the others alone. */
static int
decide(struct decisions *d, decide_function *function,
    const struct rtk_resolve *resolve, struct rtk_err *err)
{
	const struct rtk_cli *cli = d->session.cli;
	struct rtk_resolve_job job = job_of(d);
	struct rtk_resolved done;

	if (rtk_session_begin(&d->session, err) < 0)
		return -1;
	if (function(&done, &job, resolve, err) < 0) {
		rtk_session_rollback(&d->session);
		return -1;
	}
	if (!cli->quiet && !cli->csv && !cli->json)
		print_line(&done);
	d->done = rtk_array_grow(
	    d->done, &d->room, d->count, sizeof(*d->done));
	d->done[d->count++] = done;
	return rtk_session_commit(&d->session, err);
}

/* One of many: a row that is no good is told, and the rest goes on. */
static int
decide_next(void *context, const struct rtk_resolve *resolve,
    struct rtk_err *err)
{
	struct decisions *d = context;

	if (decide(d, rtk_quarantine_resolve, resolve, err) == 0)
		return 0;
	if (rtk_fault_class(err->fault) != RTK_DATA)
		return -1;
	rtk_cli_say(d->session.cli, err);
	rtk_err_clear(err);
	d->failed++;
	return 0;
}

/* --- all that wait for a cause ----------------------------------------- */

/* Their numbers first: the decisions change the list. */
static int
list_waiting(struct decisions *d, int64_t **ids, size_t *count,
    struct rtk_err *err)
{
	const struct rtk_cli *cli = d->session.cli;
	const struct rtk_quarantine_query query = {
	    .kind = rtk_cli_value(cli, "kind"),
	    .reason = rtk_cli_value(cli, "code")};
	struct rtk_quarantine_scan *scan;
	struct rtk_quarantine_view row;
	size_t room = 0;
	int rc;

	if (rtk_session_begin_read(&d->session, err) < 0 ||
	    rtk_quarantine_scan_open(&scan, d->session.db, &query, err) < 0)
		return -1;
	while ((rc = rtk_quarantine_scan_next(scan, &row, err)) == 1) {
		*ids = rtk_array_grow(*ids, &room, *count, sizeof(**ids));
		(*ids)[(*count)++] = row.id;
	}
	rtk_quarantine_scan_close(scan);
	rtk_session_rollback(&d->session);
	return rc;
}

static int
decide_all(struct decisions *d, const char *action, struct rtk_err *err)
{
	const struct rtk_cli *cli = d->session.cli;
	struct rtk_resolve resolve = {.id = 0};
	int64_t *ids = NULL;
	size_t count = 0;
	int rc;

	if (rtk_cli_value(cli, "code") == NULL)
		return rtk_failf(err, RTK_E_USAGE, "%s",
		    _("--all needs --code: the rows of one reason"));
	if (action_of(&resolve.action, action, err) < 0 ||
	    cause_of(&resolve.cause, cli, err) < 0)
		return -1;
	rc = list_waiting(d, &ids, &count, err);
	for (size_t i = 0; rc == 0 && i < count; i++) {
		resolve.id = ids[i];
		rc = decide_next(d, &resolve, err);
	}
	free(ids);
	return rc;
}

/* --- commands ---------------------------------------------------------- */

static int
decide_one(struct decisions *d, struct rtk_err *err)
{
	const struct rtk_cli *cli = d->session.cli;
	struct rtk_resolve resolve = {.row = rtk_cli_value(cli, "row"),
	    .header = rtk_cli_value(cli, "header")};

	if (cli->argument_count != 2)
		return rtk_failf(err, RTK_E_USAGE, "%s",
		    _("resolve ID ACTION, or --from FILE, or --all ACTION"));
	if (rtk_decide_number(&resolve.id, cli->arguments[0], "ID", err) < 0 ||
	    action_of(&resolve.action, cli->arguments[1], err) < 0 ||
	    cause_of(&resolve.cause, cli, err) < 0)
		return -1;
	return decide(d, rtk_quarantine_resolve, &resolve, err);
}

static int
decide_what_is_asked(struct decisions *d, struct rtk_err *err)
{
	const struct rtk_cli *cli = d->session.cli;
	const char *all = rtk_cli_value(cli, "all");
	const struct rtk_resolve_reader reader = {
	    .path = rtk_cli_value(cli, "from"),
	    .encoding = rtk_cli_value(cli, "encoding"),
	    .take = decide_next,
	    .context = d};

	if (all == NULL && reader.path == NULL)
		return decide_one(d, err);
	if (cli->argument_count > 0 || (all != NULL && reader.path != NULL))
		return rtk_failf(err, RTK_E_USAGE, "%s",
		    _("resolve ID ACTION, or --from FILE, or --all ACTION"));
	return all != NULL ? decide_all(d, all, err)
			   : rtk_resolve_read(&reader, err);
}

static int
finish(struct decisions *d, int rc, struct rtk_err *err)
{
	const struct rtk_cli *cli = d->session.cli;

	if (rc == 0 && (cli->csv || cli->json))
		rc = print_table(d, err);
	rtk_session_close(&d->session);
	free(d->done);
	if (rc < 0)
		return -1;
	return d->failed > 0 ? RTK_WAITS : RTK_DONE;
}

int
rtk_quarantine_cmd_resolve(struct rtk_cli *cli, struct rtk_err *err)
{
	struct decisions d = {.count = 0};
	int rc = rtk_session_open(&d.session, cli, err);

	d.session.cli = cli;
	if (rc == 0)
		rc = decide_what_is_asked(&d, err);
	return finish(&d, rc, err);
}

int
rtk_quarantine_cmd_undo(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_resolve resolve = {.id = 0};
	struct decisions d = {.count = 0};
	int rc = rtk_session_open(&d.session, cli, err);

	d.session.cli = cli;
	if (rc == 0)
		rc = rtk_decide_number(
		    &resolve.id, cli->arguments[0], "ID", err);
	if (rc == 0)
		rc = cause_of(&resolve.cause, cli, err);
	if (rc == 0)
		rc = decide(&d, undo, &resolve, err);
	return finish(&d, rc, err);
}
