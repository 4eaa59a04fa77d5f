#include "base/base.h"

#include "import.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "flow/import.h"
#include "flow/import_init.h"
#include "flow/import_report.h"
#include "import_list.h"
#include "output.h"
#include "quarantine.h"
#include "session.h"

/* An import of the command line: what all its files have in common. */
struct run {
	struct rtk_session session;
	struct rtk_import_result *results;
	size_t count, room;
	size_t printed; /* of the results */
	bool waits;
};

/* A line a file; under -q only when something waits. */
static bool
something_waits(const struct rtk_import_result *r)
{
	return r->quarantined > 0 || r->unidentified > 0 || r->warnings > 0;
}

static void
print_line(const struct rtk_cli *cli, const struct rtk_import_result *r)
{
	bool waits = something_waits(r);

	if (r->same_file || (cli->quiet && !waits))
		return;
	printf(_("%s: %" PRId64 " rows: %" PRId64 " taken, %" PRId64
		 " known, %" PRId64 " in quarantine (batch %" PRId64 ")\n"),
	    r->file, r->rows, r->taken, r->known, r->quarantined, r->batch);
	if (r->unidentified > 0)
		printf(_("%s: %" PRId64 " of the taken are not identified; "
			 "see rtk-reconcile unidentified\n"),
		    r->file, r->unidentified);
}

/*
 * Before the commit, so that nothing is stored that could not be told. JSON
 * and CSV are one document for all files: it comes with the last one.
 */
static int
print_results(struct run *run, bool last, struct rtk_err *err)
{
	const struct rtk_cli *cli = run->session.cli;
	struct rtk_printer *printer;

	rtk_progress_clear(&run->session.progress);
	if (!cli->json && !cli->csv) {
		for (; run->printed < run->count; run->printed++)
			print_line(cli, &run->results[run->printed]);
		return 0;
	}
	if (!last)
		return 0;
	printer = rtk_output_printer(cli, "import");
	rtk_import_report_results(printer, run->results, run->count);
	return rtk_printer_close(printer, err);
}

/* Readings that came along are told as if they were a file of their own. */
static void
add_readings(struct run *run, const struct rtk_import_result *r)
{
	struct rtk_import_result side = {.kind = "readings",
	    .batch = r->readings.batch,
	    .rows = r->readings.rows,
	    .taken = r->readings.taken,
	    .known = r->readings.known,
	    .quarantined = r->readings.quarantined};

	memcpy(side.file, r->file, sizeof(side.file));
	run->waits = run->waits || something_waits(&side);
	run->results = rtk_array_grow(
	    run->results, &run->room, run->count, sizeof(side));
	run->results[run->count++] = side;
}

static void
add_result(void *context, const struct rtk_import_result *result)
{
	struct run *run = context;

	run->waits = run->waits || something_waits(result);
	run->results = rtk_array_grow(
	    run->results, &run->room, run->count, sizeof(*result));
	run->results[run->count++] = *result;
	if (result->readings.batch > 0)
		add_readings(run, result);
}

/* One file into the open transaction. */
static int
take_file(
    struct run *run, const char *kind, const char *path, struct rtk_err *err)
{
	struct rtk_cli *cli = run->session.cli;
	struct rtk_import_job job = {
	    .db = run->session.db,
	    .kind = kind,
	    .path = path,
	    .encoding = rtk_cli_value(cli, "encoding"),
	    .format = rtk_cli_value(cli, "format"),
	    .map = rtk_cli_value(cli, "map"),
	    .as_of = cli->as_of,
	    .events = &run->session.events,
	};

	return rtk_import_path(&job, add_result, run, err);
}

/* Every table of the folder, in the order in which they rest. */
static int
take_folder(struct run *run, const char *folder, struct rtk_err *err)
{
	struct rtk_buf path = {0};
	const char *kind;
	int tables = 0, rc = 0;

	for (size_t i = 0; rc == 0 && (kind = rtk_import_kind_name(i)) != NULL;
	     i++) {
		rtk_buf_reset(&path);
		rtk_buf_addf(&path, "%s/%s.csv", folder, kind);
		if (rtk_import_kind_of(path.bytes) == NULL ||
		    access(path.bytes, F_OK) < 0)
			continue;
		rc = take_file(run, kind, path.bytes, err);
		tables++;
	}
	if (rc == 0 && tables == 0)
		rc = rtk_failf(err, RTK_E_REF_NO_TABLES, "%s", folder);
	rtk_buf_release(&path);
	return rc;
}

static bool
is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* An argument, in a transaction of its own: a file, a folder of tables. */
static int
take_argument(struct run *run, int index, struct rtk_err *err)
{
	const struct rtk_cli *cli = run->session.cli;
	const char *path = cli->arguments[index];
	const char *kind = cli->command->name;
	bool reference = strcmp(kind, "reference") == 0;
	int rc;

	if (!reference && !rtk_import_is_kind(kind))
		return rtk_failf(
		    err, RTK_E_USAGE, "%s", _("not supported yet"));
	if (rtk_cli_value(cli, "map") != NULL && strcmp(kind, "readings") != 0)
		return rtk_failf(
		    err, RTK_E_USAGE, "%s", _("--map is for readings"));
	if (rtk_session_begin(&run->session, err) < 0)
		return -1;
	if (reference && is_folder(path))
		rc = take_folder(run, path, err);
	else if (reference && rtk_import_kind_of(path) == NULL)
		rc = rtk_failf(err, RTK_E_USAGE,
		    _("not the name of a reference table: \"%s\""), path);
	else
		rc = take_file(run, reference ? rtk_import_kind_of(path) : kind,
		    path, err);
	if (rc == 0)
		rc = print_results(run, index + 1 == cli->argument_count, err);
	if (rc == 0)
		return rtk_session_commit(&run->session, err);
	rtk_session_rollback(&run->session);
	return -1;
}

static int
run_kind(struct rtk_cli *cli, struct rtk_err *err)
{
	struct run run = {.waits = false};
	int rc = rtk_session_open(&run.session, cli, err);

	for (int i = 0; rc == 0 && i < cli->argument_count; i++)
		rc = take_argument(&run, i, err);
	rtk_session_close(&run.session);
	free(run.results);
	if (rc < 0)
		return -1;
	return run.waits ? RTK_WAITS : RTK_DONE;
}

static const char *
reference_folder(const struct rtk_cli *cli)
{
	const char *given = rtk_cli_value(cli, "reference");

	if (given == NULL)
		given = getenv("RTK_TARIFFS");
	if (given != NULL && given[0] != '\0')
		return given;
	return is_folder(RTK_DATADIR "/tariffs") ? RTK_DATADIR "/tariffs"
						 : "tariffs";
}

static int
run_init(struct rtk_cli *cli, struct rtk_err *err)
{
	const char *first = rtk_cli_value(cli, "first-period");
	struct rtk_init init;
	struct rtk_period period;
	struct run run = {.waits = false};
	int rc;

	if (first == NULL)
		return rtk_failf(
		    err, RTK_E_USAGE, "%s", _("--first-period is missing"));
	if (rtk_cli_period(&period, first, err) < 0 ||
	    rtk_init_begin(&init, cli->db, period, err) < 0)
		return -1;
	rtk_session_init(&run.session, cli);
	run.session.db = init.db;
	rc = take_folder(&run, reference_folder(cli), err);
	if (rc == 0)
		rc = print_results(&run, true, err);
	if (rc == 0)
		rc = rtk_session_commit(&run.session, err);
	rtk_session_rollback(&run.session);
	free(run.results);
	if (rc == 0 && !cli->dry_run)
		return rtk_init_finish(&init, err);
	rtk_init_abandon(&init);
	return rc;
}

/* A KIND of one file or more. */
#define KIND(name_, text_) \
	{ \
		.name = name_, .arguments = N_("FILE..."), .text = text_, \
		.run = run_kind, .arguments_min = 1, .arguments_max = -1 \
	}

const struct rtk_cli_command rtk_import_commands[] = {
    {.name = "init",
	.arguments = N_("--first-period PERIOD"),
	.text = N_("create the database and load the reference tables"),
	.run = run_init},
    {.name = "reference",
	.arguments = N_("DIR|FILE..."),
	.text = N_("reference tables, by their file names"),
	.run = run_kind,
	.arguments_min = 1,
	.arguments_max = -1},
    KIND("company", N_("the supplier")),
    KIND("policies", N_("how open questions of the Rules are decided")),
    KIND("tariffs", N_("prices")),
    KIND("norms", N_("norms of consumption")),
    KIND("heating-months", N_("months of heating, way of payment")),
    KIND("quality", N_("figures of quality and absence of the Rules")),
    KIND("temperatures", N_("mean outdoor temperatures of days")),
    KIND("calendar", N_("days off and working Saturdays")),
    KIND("due-days", N_("day on which bills are due")),
    KIND("key-rates", N_("key rate of the Bank of Russia")),
    KIND("penalty-rules", N_("fractions of the key rate")),
    KIND("penalty-ceilings", N_("ceilings of the key rate")),
    KIND("moratoria", N_("times without penalty")),
    KIND("state-duties", N_("state duty of a court order")),
    KIND("street-aliases", N_("how people call streets in messages")),
    KIND("mail-senders", N_("who may send tables by e-mail")),
    KIND("exemptions", N_("times without penalty of an account")),
    KIND("buildings", N_("buildings")),
    KIND("accounts", N_("accounts")),
    KIND("residents", N_("residents, registered and temporary")),
    KIND("agreements", N_("agreements on paying a debt by instalments")),
    KIND("limitations", N_("debts that can be claimed for longer")),
    KIND("deliveries", N_("how notices of restriction were delivered")),
    KIND("contracts", N_("contracts with legal entities")),
    KIND("acts", N_("acts of inspections: no access, unauthorised use")),
    KIND("allocators", N_("units of heat-cost allocators")),
    KIND("appeals", N_("appeals of consumers, and their answers")),
    KIND("meters", N_("meters")),
    KIND("balances", N_("opening balances, before the first close")),
    KIND("absences", N_("persons away for some days")),
    KIND("outages", N_("interruptions, wrong temperatures and pressures")),
    KIND("readings", N_("meter readings")),
    KIND("payments", N_("payments taken by the office")),
    KIND("register", N_("registers of payments from the bank")),
    KIND("statement", N_("bank statements (1CClientBankExchange)")),
    {.name = "history",
	.arguments = "",
	.text = N_("list what was imported"),
	.run = rtk_import_history},
    {.name = "quarantine",
	.arguments = "",
	.text = N_("list the rows that wait for a person"),
	.run = rtk_import_quarantine_list},
    {.name = "resolve",
	.arguments = N_("ID take|sure|proposed|drop"),
	.text = N_("take or drop rows that wait"),
	.run = rtk_quarantine_cmd_resolve,
	.arguments_max = 2},
    {.name = "undo",
	.arguments = N_("ID"),
	.text = N_("undo the last decision on a row"),
	.run = rtk_quarantine_cmd_undo,
	.arguments_min = 1,
	.arguments_max = 1},
    {.name = NULL},
};
