/* rtk-report: everything people read or hand on. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "flow/report.h"
#include "output.h"
#include "session.h"

/* A report under way. */
struct job {
	struct rtk_session session;
	struct rtk_report report;
};

static int
open_book(struct job *job, struct rtk_cli *cli, struct rtk_err *err)
{
	if (rtk_session_open(&job->session, cli, err) < 0 ||
	    rtk_session_begin_read(&job->session, err) < 0)
		return -1;
	job->report.db = job->session.db;
	return 0;
}

/* name NULL: the report does not print tables */
static int
begin(struct job *job, struct rtk_cli *cli, const char *name,
    struct rtk_err *err)
{
	memset(job, 0, sizeof(*job));
	if (rtk_cli_period(&job->report.period, cli->arguments[0], err) < 0 ||
	    open_book(job, cli, err) < 0)
		return -1;
	if (name != NULL)
		job->report.printer = rtk_output_printer(cli, name);
	return 0;
}

/* The result of the report and of its printing; says that it is a draft. */
static int
end(struct job *job, int rc, struct rtk_err *err)
{
	if (rc < 0)
		rtk_printer_abandon(job->report.printer);
	else if (job->report.printer != NULL)
		rc = rtk_printer_close(job->report.printer, err);
	if (rc == 0 && job->report.draft && !job->session.cli->quiet)
		fprintf(stderr, "%s: %s\n", job->session.cli->program->name,
		    _("the month is not closed: this is a draft"));
	rtk_session_close(&job->session);
	return rc;
}

static int
command_charges(struct rtk_cli *cli, struct rtk_err *err)
{
	struct job job;
	int rc = begin(&job, cli, "charges", err);

	if (rc == 0)
		rc = rtk_report_charges(&job.report, err);
	return end(&job, rc, err);
}

static int
turnover_by(enum rtk_turnover_by *out, const char *word, struct rtk_err *err)
{
	static const char *const words[] = {"account", "building", "service"};

	*out = RTK_BY_ACCOUNT;
	if (word == NULL)
		return 0;
	for (size_t i = 0; i < RTK_COUNT(words); i++) {
		if (strcmp(words[i], word) != 0)
			continue;
		*out = (enum rtk_turnover_by)i;
		return 0;
	}
	return rtk_failf(
	    err, RTK_E_USAGE, "--by account|building|service: \"%s\"", word);
}

static int
command_turnover(struct rtk_cli *cli, struct rtk_err *err)
{
	enum rtk_turnover_by by;
	struct job job;
	int rc;

	if (turnover_by(&by, rtk_cli_value(cli, "by"), err) < 0)
		return -1;
	rc = begin(&job, cli, "turnover", err);
	if (rc == 0)
		rc = rtk_report_turnover(&job.report, by, err);
	return end(&job, rc, err);
}

/* Whether it is a ledger; --csv and --json ask for the table. */
static int
journal_format(bool *ledger, struct rtk_cli *cli, struct rtk_err *err)
{
	const char *word = rtk_cli_value(cli, "format");
	bool table = cli->csv || cli->json;

	if (word == NULL)
		word = table ? "csv" : "hledger";
	*ledger = strcmp(word, "hledger") == 0;
	if (*ledger && !table)
		return 0;
	if (strcmp(word, "csv") != 0)
		return rtk_failf(
		    err, RTK_E_USAGE, "--format hledger|csv: \"%s\"", word);
	cli->csv = !cli->json;
	return 0;
}

static int
command_journal(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_printer_options sink;
	struct job job;
	bool ledger;
	int rc;

	if (journal_format(&ledger, cli, err) < 0)
		return -1;
	sink = rtk_output_options(cli, "journal");
	rc = begin(&job, cli, ledger ? NULL : "journal", err);
	if (rc == 0)
		rc = rtk_report_journal(
		    &job.report, ledger ? &sink : NULL, err);
	return end(&job, rc, err);
}

static int
command_account(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_report_account what = {
	    .number = cli->arguments[0],
	    .day = cli->as_of,
	    .months_only = cli->csv && !cli->json,
	};
	struct job job = {0};
	int rc = open_book(&job, cli, err);

	if (rc == 0) {
		job.report.printer = rtk_output_printer(cli, "account");
		rc = rtk_report_account(&job.report, &what, err);
	}
	return end(&job, rc, err);
}

static int
command_penalty(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_report_penalty what = {
	    .number = cli->arguments[0],
	    .as_of = cli->as_of,
	    .segments_only = cli->csv && !cli->json,
	    .narrow = !cli->csv && !cli->json,
	};
	struct job job = {0};
	int rc = open_book(&job, cli, err);

	if (rc == 0) {
		job.report.printer = rtk_output_printer(cli, "penalty");
		rc = rtk_report_penalty(&job.report, &what, err);
	}
	return end(&job, rc, err);
}

static int
command_due(struct rtk_cli *cli, struct rtk_err *err)
{
	struct job job;
	int rc = begin(&job, cli, "due", err);

	if (rc == 0)
		rc = rtk_report_due(&job.report, err);
	return end(&job, rc, err);
}

static const struct rtk_cli_command commands[] = {
    {"charges", N_("PERIOD"), N_("every line of the month"),
	command_charges, 1, 1},
    {"turnover", N_("PERIOD"),
	N_("opening + charged - paid = closing, by account"),
	command_turnover, 1, 1},
    {"account", N_("ACCOUNT"), N_("the card of an account"),
	command_account, 1, 1},
    {"penalty", N_("ACCOUNT"), N_("the penalty day by day, by month of debt"),
	command_penalty, 1, 1},
    {"due", N_("PERIOD"), N_("what contracts make due, and by which day"),
	command_due, 1, 1},
    {"journal", N_("PERIOD"), N_("the month as a ledger"),
	command_journal, 1, 1},
    {0},
};

static const struct rtk_cli_option options[] = {
    {"by", N_("WHAT"), N_("account, building or service"), "turnover", 0},
    {"format", N_("FORM"), N_("hledger (default) or csv"), "journal", 0},
    {0},
};

static const struct rtk_cli_program program = {"rtk-report",
    N_("everything people read or hand on"), commands, options};

int
main(int argc, char **argv)
{
	return rtk_cli_main(&program, argc, argv);
}
