/* rtk-report: everything people read or hand on. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "flow/court.h"
#include "flow/notices.h"
#include "flow/report_appeals.h"
#include "flow/report_debts.h"
#include "flow/town_streets.h"
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
	const char *address = rtk_cli_value(cli, "address");
	struct rtk_report_account what = {
	    .number = address == NULL ? cli->arguments[0] : NULL,
	    .day = cli->as_of,
	    .months_only = cli->csv && !cli->json,
	};
	struct rtk_arena arena = {0};
	struct job job = {0};
	int rc;

	if ((cli->argument_count == 1) == (address != NULL))
		return rtk_failf(
		    err, RTK_E_USAGE, "%s", _("ACCOUNT, or --address TEXT"));
	rc = open_book(&job, cli, err);
	if (rc == 0 && address != NULL)
		rc = rtk_town_find(&what.number,
		    &(struct rtk_town_source){
			.db = job.report.db, .day = cli->as_of},
		    address, &arena, err);
	if (rc == 0) {
		job.report.printer = rtk_output_printer(cli, "account");
		rc = rtk_report_account(&job.report, &what, err);
	}
	rtk_arena_release(&arena);
	return end(&job, rc, err);
}

static int
command_appeals(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_report_appeals what = {
	    .as_of = cli->as_of, .all = rtk_cli_value(cli, "all") != NULL};
	struct job job = {0};
	int rc = open_book(&job, cli, err);

	if (rc == 0) {
		job.report.printer = rtk_output_printer(cli, "appeals");
		rc = rtk_report_appeals(&job.report, &what, err);
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
command_allocation(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_report_penalty what = {
	    .number = cli->arguments[0],
	    .as_of = cli->as_of,
	    .narrow = !cli->csv && !cli->json,
	};
	struct job job = {0};
	int rc = open_book(&job, cli, err);

	if (rc == 0) {
		job.report.printer = rtk_output_printer(cli, "allocation");
		rc = rtk_report_allocation(&job.report, &what, err);
	}
	return end(&job, rc, err);
}

static int
command_debtors(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_report_debtors what = {.as_of = cli->as_of};
	const char *by = rtk_cli_value(cli, "by");
	struct job job = {0};
	int rc;

	if (by != NULL && strcmp(by, "month") != 0 &&
	    strcmp(by, "service") != 0)
		return rtk_failf(
		    err, RTK_E_USAGE, "--by service|month: \"%s\"", by);
	what.narrow = !cli->csv && !cli->json;
	what.by_month = by != NULL && strcmp(by, "month") == 0;
	if (rtk_report_debtors_read(&what, rtk_cli_value(cli, "over"),
		rtk_cli_value(cli, "older-than"),
		rtk_cli_value(cli, "claim-by"), err) < 0)
		return -1;
	rc = open_book(&job, cli, err);
	if (rc == 0) {
		job.report.printer = rtk_output_printer(cli, "debtors");
		rc = rtk_report_debtors(&job.report, &what, err);
	}
	return end(&job, rc, err);
}

static void
print_court(struct rtk_printer *p, const struct rtk_court_job *job,
    const struct rtk_court_result *r)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "account", .title = _("account")},
	    {.key = "as_of", .title = _("as of")},
	    {.key = "principal",
		.title = _("debt"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "penalty",
		.title = _("penalty"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "duty",
		.title = _("state duty"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "expired",
		.title = _("not claimed"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "file", .title = _("file")},
	};
	const struct rtk_printer_block block = {
	    "court", true, columns, RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	rtk_printer_text(p, job->number);
	rtk_printer_date(p, job->as_of);
	rtk_printer_money(p, r->principal);
	rtk_printer_money(p, r->penalty);
	rtk_printer_money(p, r->duty);
	rtk_printer_money(p, r->expired);
	rtk_printer_text(p, job->file);
	rtk_printer_end(p);
}

static int
command_court(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_court_job what = {.number = cli->arguments[0],
	    .as_of = cli->as_of,
	    .file = rtk_cli_value(cli, "output"),
	    .shares = rtk_cli_value(cli, "shares"),
	    .dry_run = cli->dry_run};
	struct rtk_court_result result;
	struct job job = {0};
	int rc;

	if (what.file == NULL || what.file[0] == '\0')
		return rtk_failf(err, RTK_E_USAGE, "%s", "--output FILE");
	rc = open_book(&job, cli, err);
	what.db = job.session.db;
	if (rc == 0)
		rc = rtk_court_write(&result, &what, err);
	if (rc == 0 && !cli->quiet) {
		job.report.printer = rtk_output_printer(cli, "court");
		print_court(job.report.printer, &what, &result);
	}
	return end(&job, rc, err);
}

static int
command_notices(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_notices_job what = {.as_of = cli->as_of,
	    .folder = rtk_cli_value(cli, "output"),
	    .dry_run = cli->dry_run,
	    .narrow = !cli->csv && !cli->json};
	struct rtk_notices_result result = {0};
	struct job job = {0};
	int rc;

	if (what.folder == NULL || what.folder[0] == '\0')
		return rtk_failf(err, RTK_E_USAGE, "%s", "--output DIR");
	rc = begin(&job, cli, cli->quiet ? NULL : "notices", err);
	what.db = job.session.db;
	what.period = job.report.period;
	what.printer = job.report.printer;
	what.events = &job.session.events;
	if (rc == 0)
		rc = rtk_notices_write(&result, &what, err);
	if (rc == 0 && cli->dry_run && !cli->quiet)
		fprintf(stderr, _("%s: dry run: nothing was stored\n"),
		    cli->program->name);
	rc = end(&job, rc, err);
	return rc == 0 && result.failed > 0 ? RTK_WAITS : rc;
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
	command_account, 0, 1},
    {"appeals", "", N_("what consumers wrote, and by when it is answered"),
	command_appeals, 0, 0},
    {"debtors", "", N_("who owes, for what, since when"),
	command_debtors, 0, 0},
    {"penalty", N_("ACCOUNT"), N_("the penalty day by day, by month of debt"),
	command_penalty, 1, 1},
    {"allocation", N_("ACCOUNT"),
	N_("where each payment went, by month, service and rule"),
	command_allocation, 1, 1},
    {"court", N_("ACCOUNT"),
	N_("calculation of debt and penalty for a court order, PDF"),
	command_court, 1, 1},
    {"notices", N_("PERIOD"),
	N_("warnings that hot water may be restricted, PDF"),
	command_notices, 1, 1},
    {"due", N_("PERIOD"), N_("what contracts make due, and by which day"),
	command_due, 1, 1},
    {"journal", N_("PERIOD"), N_("the month as a ledger"),
	command_journal, 1, 1},
    {0},
};

static const struct rtk_cli_option options[] = {
    {"by", N_("WHAT"),
	N_("account, building or service; debtors: service or month"),
	"turnover debtors", 0},
    {"address", N_("TEXT"),
	N_("the account of an address as people write it"), "account", 0},
    {"all", NULL, N_("those answered as well"), "appeals", 0},
    {"over", N_("AMOUNT"), N_("only those who owe more, RUB"), "debtors", 0},
    {"older-than", N_("MONTHS"), N_("only those who owe for longer"),
	"debtors", 0},
    {"claim-by", N_("DATE"),
	N_("only late months that cannot be claimed after it"), "debtors", 0},
    {"output", N_("FILE"),
	N_("where the document goes; notices: the folder"), "court notices",
	0},
    {"shares", N_("W,W..."), N_("parts of the co-owners, such as 1,1,2"),
	"court", 0},
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
