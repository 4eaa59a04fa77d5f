#include "base/base.h"

#include "check.h"

#include <string.h>

#include "base/buf.h"
#include "flow/check.h"
#include "output.h"
#include "session.h"

/* What to do about it. */
static const struct {
	enum rtk_fault code;
	const char *advice;
} advices[] = {
    {RTK_E_PERIOD_STALE, N_("run the month again before it is closed")},
    {RTK_E_CHECK_QUARANTINE,
	N_("look with rtk-import quarantine, decide with rtk-import resolve")},
    {RTK_E_TARIFF_GAP, N_("import the price for that day")},
    {RTK_E_TARIFF_CHANGES, N_("leave one price for some of the days")},
    {RTK_E_TARIFF_AMBIGUOUS, N_("end one of the two rows")},
    {RTK_E_NORM_GAP, N_("import the norm for that month")},
    {RTK_E_NORM_MID_MONTH, N_("let the row begin on the first day of a month")},
    {RTK_E_MONTHS_GAP, N_("add the municipality to heating-months.csv")},
    {RTK_E_ACCOUNT_PARTIES,
	N_("let one of them begin on the first day of a month")},
    {RTK_E_BUILDING_AREA_SUM,
	N_("correct the areas of the accounts or of the building")},
    {RTK_E_BUILDING_NO_READING,
	N_("read the house meter; without it the building is not charged")},
    {RTK_E_BUILDING_COMBINED, N_("give the building a meter for heating")},
    {RTK_E_BUILDING_NO_AREA, N_("correct the areas of the premises")},
    {RTK_E_BUILDING_METERED_AREA,
	N_("correct the areas of the metered premises")},
    {RTK_E_HOT_WATER_NO_VOLUME,
	N_("ask for a reading, or charge by the contract")},
    {RTK_E_ALLOCATOR_MONTHS,
	N_("choose months that were charged with allocators in buildings.csv")},
    {RTK_E_ALLOCATOR_METHOD,
	N_("choose months that the meter of the house was charged by")},
    {RTK_E_ALLOCATOR_MISSING,
	N_("import a row for it, without units if it has no allocators")},
    {RTK_E_ALLOCATOR_NOT_CHARGED,
	N_("correct the account, or import its row without units")},
    {RTK_E_ALLOCATOR_SHARE,
	N_("nothing to do: too few have allocators for a correction")},
    {RTK_E_ALLOCATOR_UNITS, N_("import the units that were counted")},
    {RTK_E_ALLOCATOR_VAT,
	N_("correct it by hand: such houses are not supported")},
    {RTK_E_CHECK_NO_READING,
	N_("ask for the reading: behind the average comes the norm")},
    {RTK_E_CHECK_LATE_READING,
	N_("nothing to do: it counts for the next month")},
    {RTK_E_CHECK_HIGH_VOLUME, N_("compare the reading with the meter")},
    {RTK_E_CHECK_ZERO,
	N_("ask whether anybody lives there, and look at the meter")},
    {RTK_E_CHECK_STOPPED, N_("look at the meter: it may have stopped")},
    {RTK_E_CHECK_METER_EXPIRED,
	N_("ask for the act of verification: readings do not count now")},
    {RTK_E_CHECK_METER_EXPIRING, N_("remind the owner of the verification")},
    {RTK_E_CHECK_CLOSED_METER, N_("import the removal of the meter")},
    {RTK_E_CHECK_NOBODY,
	N_("import residents or owners: the norm volume is zero")},
    {RTK_E_CHECK_HOUSE_BALANCE,
	N_("check the house meter and the readings of the premises")},
};

static const char *
advice_of(enum rtk_fault code)
{
	for (size_t i = 0; i < RTK_COUNT(advices); i++)
		if (advices[i].code == code)
			return advices[i].advice;
	return NULL;
}

struct output {
	struct rtk_printer *printer;
	bool words;
	int64_t count[RTK_E_LAST];
};

/* "B1 0000001001 W1" */
static void
print_object(struct rtk_printer *p, const struct rtk_check_row *row)
{
	const char *const parts[] = {row->building, row->account, row->meter};
	struct rtk_buf text = {0};

	for (size_t i = 0; i < RTK_COUNT(parts); i++) {
		if (parts[i][0] == '\0')
			continue;
		if (text.size > 0)
			rtk_buf_add_text(&text, " ");
		rtk_buf_add_text(&text, parts[i]);
	}
	rtk_printer_bytes(p, text.size > 0 ? text.bytes : "", text.size);
	rtk_buf_release(&text);
}

static int
print_row(void *context, const struct rtk_check_row *row,
    struct rtk_err *err)
{
	struct output *output = context;
	struct rtk_printer *p = output->printer;

	(void)err;
	output->count[row->code]++;
	rtk_printer_text(p, row->blocking ? "blocking" : "warning");
	rtk_printer_text(p, rtk_fault_id(row->code));
	if (output->words) {
		print_object(p, row);
		rtk_printer_text(p, row->detail);
		return 0;
	}
	rtk_printer_text(p, row->building);
	rtk_printer_text(p, row->account);
	rtk_printer_text(p, row->meter);
	rtk_printer_text(p, row->detail);
	rtk_printer_text(p, advice_of(row->code));
	return 0;
}

static int
print_rows(struct rtk_check_result *result, struct rtk_check_job *job,
    struct output *output, struct rtk_err *err)
{
	const struct rtk_printer_column wide[] = {{.key = "severity"},
	    {.key = "code"}, {.key = "building"}, {.key = "account"},
	    {.key = "meter"}, {.key = "detail"}, {.key = "advice"}};
	const struct rtk_printer_column narrow[] = {
	    {.key = "severity", .title = _("severity")},
	    {.key = "code", .title = _("code")},
	    {.key = "object", .title = _("object")},
	    {.key = "detail", .title = _("detail")}};
	struct rtk_printer_block block = {"rows", false, wide,
	    RTK_COUNT(wide)};

	if (output->words) {
		block.columns = narrow;
		block.column_count = RTK_COUNT(narrow);
	}
	job->context = output;
	rtk_printer_begin(output->printer, &block);
	if (rtk_check(result, job, err) < 0)
		return -1;
	rtk_printer_end(output->printer);
	return 0;
}

/* The text of a fault without the place of its detail. */
static void
print_meaning(struct rtk_printer *p, enum rtk_fault code)
{
	const char *text = _(rtk_fault_text(code));
	const char *mark = strstr(text, "%s");
	size_t size = mark != NULL ? (size_t)(mark - text) : strlen(text);

	while (size > 0 && strchr(" (:", text[size - 1]) != NULL)
		size--;
	rtk_printer_bytes(p, text, size);
}

/* What the codes mean and what to do, each once. */
static void
print_advice(const struct output *output)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "code", .title = _("code")},
	    {.key = "count",
		.title = _("number"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "meaning", .title = _("what it is")},
	    {.key = "advice", .title = _("advice")}};
	const struct rtk_printer_block block = {"codes", false, columns,
	    RTK_COUNT(columns)};
	struct rtk_printer *p = output->printer;

	rtk_printer_begin(p, &block);
	for (int code = 0; code < RTK_E_LAST; code++) {
		const char *advice = advice_of((enum rtk_fault)code);

		if (output->count[code] == 0)
			continue;
		rtk_printer_text(p, rtk_fault_id((enum rtk_fault)code));
		rtk_printer_number(p, output->count[code]);
		print_meaning(p, (enum rtk_fault)code);
		rtk_printer_text(p, advice != NULL ? _(advice) : NULL);
	}
	rtk_printer_end(p);
}

static void
print_summary(struct rtk_printer *p, struct rtk_period period,
    const struct rtk_check_result *r)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "period", .title = _("month")},
	    {.key = "buildings",
		.title = _("buildings"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "blocking",
		.title = _("of them stop the close"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "warnings",
		.title = _("warnings"),
		.type = RTK_PRINTER_NUMBER},
	};
	const struct rtk_printer_block block = {"check", true, columns,
	    RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	rtk_printer_period(p, period);
	rtk_printer_number(p, r->buildings);
	rtk_printer_number(p, r->blocking);
	rtk_printer_number(p, r->warnings);
	rtk_printer_end(p);
}

static int
print_check(struct rtk_check_job *job, const struct rtk_cli *cli,
    struct rtk_err *err)
{
	struct rtk_check_result result;
	struct output output = {.printer = rtk_output_printer(cli, "check"),
	    .words = !cli->json && !cli->csv};
	int64_t found;

	if (print_rows(&result, job, &output, err) < 0) {
		rtk_printer_abandon(output.printer);
		return -1;
	}
	found = result.blocking + result.warnings;
	if (cli->quiet && found == 0) {
		rtk_printer_abandon(output.printer);
		return RTK_DONE;
	}
	if (!cli->csv && (cli->json || found > 0))
		print_advice(&output);
	print_summary(output.printer, job->period, &result);
	if (rtk_printer_close(output.printer, err) < 0)
		return -1;
	return found > 0 ? RTK_WAITS : RTK_DONE;
}

int
rtk_command_check(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_check_job job = {.row = print_row};
	int rc = -1;

	if (rtk_cli_period(&job.period, cli->arguments[0], err) == 0 &&
	    rtk_session_open(&session, cli, err) == 0 &&
	    rtk_session_begin_read(&session, err) == 0) {
		job.db = session.db;
		job.events = &session.events;
		rc = print_check(&job, cli, err);
	}
	rtk_session_close(&session);
	return rc;
}
