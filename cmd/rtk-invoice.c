/* rtk-invoice: writes the payment documents. */
#include "base/base.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "flow/invoice.h"
#include "output.h"
#include "send.h"
#include "session.h"

enum { LIST_MAX = 4096 };

/* Every occurrence of a repeated option. */
static size_t
collect(const char *list[LIST_MAX], const struct rtk_cli *cli,
    const char *option)
{
	size_t count = 0;

	while (count < LIST_MAX &&
	    (list[count] = rtk_cli_value_at(cli, option, count)) != NULL)
		count++;
	return count;
}

/* The number of a word, `absent` when the option was not given. */
static int
word_of(int *out, const struct rtk_cli *cli, const char *option,
    const char *const words[], struct rtk_err *err)
{
	const char *given = rtk_cli_value(cli, option);

	if (given == NULL)
		return 0;
	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], given) != 0)
			continue;
		*out = i;
		return 0;
	}
	return rtk_failf(err, RTK_E_USAGE, "--%s \"%s\"", option, given);
}

static int
print_result(const struct rtk_cli *cli, const struct rtk_invoice_result *r,
    struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "documents",
		.title = _("payment documents"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "files", .title = _("files"), .type = RTK_PRINTER_NUMBER},
	    {.key = "failed",
		.title = _("not written"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "index", .title = _("index")},
	};
	const struct rtk_printer_block block = {"invoices", true, columns,
	    RTK_COUNT(columns)};
	struct rtk_printer *p = rtk_output_printer(cli, "invoices");

	rtk_printer_begin(p, &block);
	rtk_printer_number(p, r->documents);
	rtk_printer_number(p, r->files);
	rtk_printer_number(p, r->failed);
	rtk_printer_text(p, r->index);
	rtk_printer_end(p);
	return rtk_printer_close(p, err);
}

/* A message carries one document, and no draft. */
static int
check_outbox(
    const struct rtk_invoice_job *job, int bundle, struct rtk_err *err)
{
	if (job->delivery != RTK_EMAIL)
		return 0;
	if (bundle != RTK_BUNDLE_NONE)
		return rtk_failf(
		    err, RTK_E_USAGE, "%s", "--delivery email --bundle");
	if (job->draft)
		return rtk_failf(
		    err, RTK_E_USAGE, "%s", "--delivery email --draft");
	return 0;
}

static int
fill_job(struct rtk_invoice_job *job, const struct rtk_cli *cli,
    struct rtk_err *err)
{
	static const char *const deliveries[] = {
	    "paper", "email", "edo", NULL};
	static const char *const bundles[] = {
	    "none", "building", "route", NULL};
	int bundle = RTK_BUNDLE_NONE;

	job->folder = rtk_cli_value(cli, "output");
	job->delivery = -1;
	job->draft = rtk_cli_value(cli, "draft") != NULL;
	job->dry_run = cli->dry_run;
	if (job->folder == NULL || job->folder[0] == '\0')
		return rtk_failf(err, RTK_E_USAGE, "%s", "--output DIR");
	if (rtk_cli_period(&job->period, cli->arguments[0], err) < 0 ||
	    word_of(&job->delivery, cli, "delivery", deliveries, err) < 0 ||
	    word_of(&bundle, cli, "bundle", bundles, err) < 0 ||
	    check_outbox(job, bundle, err) < 0 ||
	    rtk_invoice_jobs_read(
		&job->jobs, rtk_cli_value(cli, "jobs"), err) < 0)
		return -1;
	job->bundle = (enum rtk_bundle)bundle;
	return 0;
}

static int
command_invoice(struct rtk_cli *cli, struct rtk_err *err)
{
	static const char *accounts[LIST_MAX], *buildings[LIST_MAX];
	struct rtk_session session = {0};
	struct rtk_invoice_job job = {
	    .accounts = accounts, .buildings = buildings};
	struct rtk_invoice_result result;
	int rc = -1;

	job.account_count = collect(accounts, cli, "account");
	job.building_count = collect(buildings, cli, "building");
	if (fill_job(&job, cli, err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0)
		goto out;
	job.db = session.db;
	job.events = &session.events;
	if (rtk_invoice_write(&result, &job, err) < 0)
		goto out;
	if (!cli->quiet && print_result(cli, &result, err) < 0)
		goto out;
	if (cli->dry_run && !cli->quiet)
		fprintf(stderr, _("%s: dry run: nothing was stored\n"),
		    cli->program->name);
	rc = result.failed > 0 ? RTK_WAITS : RTK_DONE;
out:
	rtk_session_close(&session);
	return rc;
}

static const struct rtk_cli_command commands[] = {
    {NULL, N_("PERIOD"), N_("write the payment documents of a month"),
	command_invoice, 1, 1},
    {"send", N_("DIR"), N_("hand an outbox to the mail server"),
	rtk_command_send, 1, 1},
    {0},
};

#define HERE RTK_CLI_UNNAMED

static const struct rtk_cli_option options[] = {
    {"output", N_("DIR"), N_("folder for the files (made if absent)"), HERE,
	0},
    {"account", N_("N"), N_("only this account; may be repeated"), HERE, 0},
    {"building", N_("B"), N_("only this building; may be repeated"), HERE,
	0},
    {"delivery", N_("HOW"),
	N_("only paper, edo, or email: messages to send"), HERE, 0},
    {"bundle", N_("WHAT"),
	N_("none (a file an account), building or route"), HERE, 0},
    {"jobs", N_("N"), N_("so many workers at a time (default 1)"), HERE, 0},
    {"draft", NULL, N_("an open month too, marked as a draft"), HERE, 0},
    {"server", N_("URL"), N_("send: smtp://host:port or smtps://host:port"),
	"send", 0},
    {"netrc", N_("FILE"), N_("send: name and password for the server"),
	"send", 0},
    {"cacert", N_("FILE"), N_("send: certificates to trust"), "send", 0},
    {"plain", NULL, N_("send: no TLS, for a server nearby"), "send", 0},
    {"tries", N_("N"), N_("send: tries of a message (default 3)"), "send",
	0},
    {"pause", N_("SECONDS"), N_("send: between tries (default 10)"), "send",
	0},
    {"timeout", N_("SECONDS"), N_("send: for an answer (default 600)"),
	"send", 0},
    {"limit", N_("N"), N_("send: most messages of this run"), "send", 0},
    {"resend", N_("FILE"),
	N_("send: this message whatever is on record; may be repeated"),
	"send", 0},
    {0},
};

static const struct rtk_cli_program program = {"rtk-invoice",
    N_("write the payment documents"), commands, options};

/*
 * Each document takes some hundred KiB to pack its parts and gives them back:
 * the heap keeps them for the next one.
 */
static void
keep_memory(void)
{
	enum { MIB = 1 << 20 };

	(void)mallopt(M_MMAP_THRESHOLD, 4 * MIB);
	(void)mallopt(M_TRIM_THRESHOLD, 16 * MIB);
}

int
main(int argc, char **argv)
{
	keep_memory();
	return rtk_cli_main(&program, argc, argv);
}
