#include "base/base.h"

#include "simulate.h"

#include <stdlib.h>

#include "flow/simulate.h"
#include "output.h"
#include "session.h"

static const char *const levels[] = {"bill", "building", "group", "total"};

struct output {
	struct rtk_printer *printer;
	bool words; /* for people: one column for the object */
};

static void
print_object(
    const struct output *output, const struct rtk_simulated_row *row)
{
	struct rtk_printer *p = output->printer;

	if (output->words) {
		rtk_printer_text(p, row->account[0] != '\0' ? row->account
			: row->building[0] != '\0'	    ? row->building
							    : row->group);
		return;
	}
	rtk_printer_text(p, row->building);
	rtk_printer_text(p, row->account);
	rtk_printer_text(p, row->group);
}

static int
print_row(void *context, const struct rtk_simulated_row *row,
    struct rtk_err *err)
{
	const struct output *output = context;
	struct rtk_printer *p = output->printer;

	(void)err;
	rtk_printer_text(p, levels[row->what]);
	print_object(output, row);
	rtk_printer_number(p, row->accounts);
	rtk_printer_number(p, row->grown);
	rtk_printer_money(p, row->now);
	rtk_printer_money(p, row->then);
	rtk_printer_money(
	    p, (struct rtk_kop){row->then.v - row->now.v});
	if (row->has_percent)
		rtk_printer_number(p, row->percent_bp);
	else
		rtk_printer_none(p);
	return 0;
}

#define NUMBER(key_, title_) \
	{ \
		.key = key_, .title = title_, .type = RTK_PRINTER_NUMBER \
	}
#define MONEY(key_, title_) \
	{ \
		.key = key_, .title = title_, .type = RTK_PRINTER_MONEY \
	}
#define FIGURES \
	NUMBER("accounts", _("accounts")), NUMBER("grown", _("grown")), \
	    MONEY("now", _("now")), MONEY("then", _("then")), \
	    MONEY("difference", _("difference")), \
	{ \
		.key = "percent", .title = "%", .type = RTK_PRINTER_NUMBER, \
		.scale = 2, .decimals_min = 2 \
	}

/* Runs between the beginning and the end of the table of rows. */
static int
print_rows(struct rtk_simulate_result *result, struct rtk_simulate_job *job,
    struct output *output, struct rtk_err *err)
{
	const struct rtk_printer_column wide[] = {{.key = "level"},
	    {.key = "building"}, {.key = "account"}, {.key = "group"},
	    FIGURES};
	const struct rtk_printer_column narrow[] = {
	    {.key = "level", .title = _("level")},
	    {.key = "object", .title = _("object")}, FIGURES};
	struct rtk_printer_block block = {"rows", false, wide,
	    RTK_COUNT(wide)};

	if (output->words) {
		block.columns = narrow;
		block.column_count = RTK_COUNT(narrow);
	}
	rtk_printer_begin(output->printer, &block);
	job->context = output;
	if (rtk_simulate(result, job, err) < 0)
		return -1;
	rtk_printer_end(output->printer);
	return 0;
}

static void
print_summary(struct rtk_printer *p, struct rtk_period period,
    const struct rtk_simulate_result *r)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "period", .title = _("month")},
	    {.key = "threshold_percent",
		.title = _("bills are listed that grow by more than, %"),
		.type = RTK_PRINTER_NUMBER,
		.scale = 6},
	    {.key = "grown",
		.title = _("such bills"),
		.type = RTK_PRINTER_NUMBER},
	};
	const struct rtk_printer_block block = {"simulate", true, columns,
	    RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	rtk_printer_period(p, period);
	rtk_printer_number(p, r->threshold_micro);
	rtk_printer_number(p, r->grown);
	rtk_printer_end(p);
}

static int
print_simulation(
    struct rtk_simulate_job *job, const struct rtk_cli *cli,
    struct rtk_err *err)
{
	struct rtk_simulate_result result;
	struct output output = {.printer = rtk_output_printer(cli, "simulate"),
	    .words = !cli->json && !cli->csv};

	if (print_rows(&result, job, &output, err) < 0) {
		rtk_printer_abandon(output.printer);
		return -1;
	}
	print_summary(output.printer, job->period, &result);
	return rtk_printer_close(output.printer, err);
}

int
rtk_command_simulate(struct rtk_cli *cli, struct rtk_err *err)
{
	const char *folder = getenv("TMPDIR");
	struct rtk_session session = {0};
	struct rtk_simulate_job job = {
	    .reference = rtk_cli_value(cli, "reference"),
	    .scratch = folder != NULL && folder[0] != '\0' ? folder : "/tmp",
	    .as_of = cli->as_of,
	    .row = print_row};
	int rc = -1;

	if (job.reference == NULL)
		return rtk_failf(
		    err, RTK_E_USAGE, "%s", _("--reference is missing"));
	if (rtk_cli_period(&job.period, cli->arguments[0], err) == 0 &&
	    rtk_session_open(&session, cli, err) == 0 &&
	    rtk_session_begin_read(&session, err) == 0) {
		job.db = session.db;
		job.events = &session.events;
		rc = print_simulation(&job, cli, err);
	}
	rtk_session_close(&session);
	return rc;
}
