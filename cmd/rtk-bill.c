/* rtk-bill: calculates, explains, closes and verifies months. */
#include "base/base.h"


#include "cli.h"
#include "explain.h"
#include "flow/bill.h"
#include "flow/close.h"
#include "flow/verify.h"
#include "output.h"
#include "session.h"

/* Sums as people read them; the keys in files are those of rtk-report. */
static const struct {
	enum rtk_service service;
	enum rtk_component component;
	enum rtk_kind kind;
	const char *key;
	const char *text;
} sums[] = {
    {RTK_HEATING, RTK_HEAT, RTK_CHARGE, "heating;heat;charge",
	N_("heating")},
    {RTK_HEATING, RTK_HEAT, RTK_VAT, "heating;heat;vat",
	N_("heating, VAT")},
    {RTK_HEATING, RTK_HEAT, RTK_REDUCTION, "heating;heat;reduction",
	N_("heating, reduction")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_CHARGE, "hot_water;heat;charge",
	N_("hot water, heat")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_RAISING, "hot_water;heat;raising",
	N_("hot water, heat, raising coefficient")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_VAT, "hot_water;heat;vat",
	N_("hot water, heat, VAT")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_REDUCTION, "hot_water;heat;reduction",
	N_("hot water, heat, reduction")},
    {RTK_HOT_WATER, RTK_WATER, RTK_CHARGE, "hot_water;water;charge",
	N_("hot water, water")},
    {RTK_HOT_WATER, RTK_WATER, RTK_RAISING, "hot_water;water;raising",
	N_("hot water, water, raising coefficient")},
    {RTK_HOT_WATER, RTK_WATER, RTK_VAT, "hot_water;water;vat",
	N_("hot water, water, VAT")},
    {RTK_HOT_WATER, RTK_WATER, RTK_REDUCTION, "hot_water;water;reduction",
	N_("hot water, water, reduction")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_CHARGE, "hot_water;single;charge",
	N_("hot water, one rate")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_RAISING, "hot_water;single;raising",
	N_("hot water, one rate, raising coefficient")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_VAT, "hot_water;single;vat",
	N_("hot water, one rate, VAT")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_REDUCTION, "hot_water;single;reduction",
	N_("hot water, one rate, reduction")},
};

static void
print_totals(struct rtk_printer *p, const struct rtk_month_totals *totals,
    bool words)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "charge", .title = _("charge")},
	    {.key = "lines",
		.title = _("lines"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "amount",
		.title = _("amount, RUB"),
		.type = RTK_PRINTER_MONEY},
	};
	const struct rtk_printer_block block = {"sums", false, columns,
	    RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < RTK_COUNT(sums); i++) {
		enum rtk_service s = sums[i].service;
		enum rtk_component c = sums[i].component;
		enum rtk_kind k = sums[i].kind;

		if (totals->count[s][c][k] == 0)
			continue;
		rtk_printer_text(p, words ? _(sums[i].text) : sums[i].key);
		rtk_printer_number(p, totals->count[s][c][k]);
		rtk_printer_money(p, totals->sum[s][c][k]);
	}
	rtk_printer_text(p, words ? _("total") : "total");
	rtk_printer_number(p, totals->lines);
	rtk_printer_money(p, totals->amount);
	rtk_printer_end(p);
}

static int
print_run(const struct rtk_cli *cli, struct rtk_period period,
    const struct rtk_month_totals *t, struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "period", .title = _("draft of the month")},
	    {.key = "buildings",
		.title = _("buildings"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "accounts",
		.title = _("accounts"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "findings",
		.title = _("findings"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "blocking",
		.title = _("of them stop the close"),
		.type = RTK_PRINTER_NUMBER},
	};
	const struct rtk_printer_block block = {"run", true, columns,
	    RTK_COUNT(columns)};
	struct rtk_printer *p = rtk_output_printer(cli, "run");

	rtk_printer_begin(p, &block);
	rtk_printer_period(p, period);
	rtk_printer_number(p, t->buildings);
	rtk_printer_number(p, t->accounts);
	rtk_printer_number(p, t->findings);
	rtk_printer_number(p, t->blocking);
	rtk_printer_end(p);
	print_totals(p, t, !cli->json && !cli->csv);
	return rtk_printer_close(p, err);
}

static int
command_run(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_month_totals totals;
	struct rtk_period period;
	int rc = -1;

	if (rtk_cli_period(&period, cli->arguments[0], err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_bill_run(&totals, session.db, period, &session.events, err) <
		0)
		goto out;
	if (!cli->quiet && print_run(cli, period, &totals, err) < 0)
		goto out;
	rc = rtk_session_commit(&session, err);
	if (rc == 0 && totals.findings > 0)
		rc = RTK_WAITS;
out:
	rtk_session_close(&session);
	return rc;
}

static int
print_close(const struct rtk_cli *cli, const struct rtk_close_result *r,
    struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "period", .title = _("closed month")},
	    {.key = "accounts",
		.title = _("accounts"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "opening",
		.title = _("opening balance"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "charged",
		.title = _("charged"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "paid", .title = _("paid"), .type = RTK_PRINTER_MONEY},
	    {.key = "closing",
		.title = _("closing balance"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "certificate", .title = _("certificate")},
	};
	const struct rtk_printer_block block = {"close", true, columns,
	    RTK_COUNT(columns)};
	struct rtk_printer *p = rtk_output_printer(cli, "close");

	rtk_printer_begin(p, &block);
	rtk_printer_period(p, r->month.period);
	rtk_printer_number(p, r->month.accounts);
	rtk_printer_money(p, r->opening);
	rtk_printer_money(p, r->totals.amount);
	rtk_printer_money(p, r->paid);
	rtk_printer_money(p, r->closing);
	rtk_printer_text(p, r->month.certificate);
	rtk_printer_end(p);
	print_totals(p, &r->totals, !cli->json && !cli->csv);
	return rtk_printer_close(p, err);
}

static int
command_close(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_close_result result;
	struct rtk_period period;
	int rc = -1;

	if (rtk_cli_period(&period, cli->arguments[0], err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_bill_close(&result, session.db, period, cli->as_of, err) < 0)
		goto out;
	if (!cli->quiet && print_close(cli, &result, err) < 0)
		goto out;
	rc = rtk_session_commit(&session, err);
out:
	rtk_session_close(&session);
	return rc;
}

/* All closed months, or the one that was named. */
static int
verify_months(struct rtk_verify_result *result, struct rtk_session *session,
    const struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_book_state state;
	struct rtk_period period;

	if (cli->argument_count > 0) {
		if (rtk_cli_period(&period, cli->arguments[0], err) < 0)
			return -1;
		return rtk_verify_month(
		    result, session->db, period, &session->events, err);
	}
	if (rtk_book_state(session->db, &state, err) < 0)
		return -1;
	for (period = state.first; period.v < state.open.v; period.v++)
		if (rtk_verify_month(result, session->db, period,
			&session->events, err) < 0)
			return -1;
	return 0;
}

static int
print_verify(const struct rtk_cli *cli, const struct rtk_verify_result *r,
    struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "months",
		.title = _("verified months"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "lines",
		.title = _("lines"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "differences",
		.title = _("differences"),
		.type = RTK_PRINTER_NUMBER},
	};
	const struct rtk_printer_block block = {"verify", true, columns,
	    RTK_COUNT(columns)};
	struct rtk_printer *p = rtk_output_printer(cli, "verify");

	rtk_printer_begin(p, &block);
	rtk_printer_number(p, r->months);
	rtk_printer_number(p, r->lines);
	rtk_printer_number(p, r->differences);
	rtk_printer_end(p);
	return rtk_printer_close(p, err);
}

static int
command_verify(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_verify_result result = {0};
	int rc = -1;

	if (rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0 ||
	    verify_months(&result, &session, cli, err) < 0)
		goto out;
	if (!cli->quiet && print_verify(cli, &result, err) < 0)
		goto out;
	rc = result.differences > 0 ? RTK_WAITS : RTK_DONE;
out:
	rtk_session_close(&session);
	return rc;
}

static int
command_explain(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_explanation explanation;
	struct rtk_period period;
	int rc = -1;

	if (rtk_cli_period(&period, cli->arguments[1], err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0 ||
	    rtk_explain(&explanation, session.db, cli->arguments[0], period,
		err) < 0)
		goto out;
	rc = rtk_explain_print(
	    &explanation, cli->arguments[0], rtk_cli_value(cli, "line"), err);
	rtk_explanation_release(&explanation);
out:
	rtk_session_close(&session);
	return rc;
}

static const struct rtk_cli_command commands[] = {
    {"run", N_("PERIOD"), N_("calculate the open month (again)"),
	command_run, 1, 1},
    {"close", N_("PERIOD"),
	N_("check, post, freeze the month; certificate"), command_close, 1,
	1},
    {"explain", N_("ACCOUNT PERIOD"), N_("the proof of every line"),
	command_explain, 2, 2},
    {"verify", N_("[PERIOD]"),
	N_("replay closed months from their inputs and compare"),
	command_verify, 0, 1},
    {0},
};

static const struct rtk_cli_option options[] = {
    {"line", N_("N"), N_("only this line, from 1"), "explain", 0},
    {0},
};

static const struct rtk_cli_program program = {"rtk-bill",
    N_("calculate, explain, close and verify months"), commands, options};

int
main(int argc, char **argv)
{
	return rtk_cli_main(&program, argc, argv);
}
