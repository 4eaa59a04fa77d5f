/* rtk-bill: calculates, explains, closes and verifies months. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "explain.h"
#include "flow/bill.h"
#include "flow/close.h"
#include "flow/verify.h"
#include "num/decimal.h"
#include "session.h"

static const struct {
	enum rtk_service service;
	enum rtk_component component;
	enum rtk_kind kind;
	const char *text;
} sums[] = {
    {RTK_HEATING, RTK_HEAT, RTK_CHARGE, N_("heating")},
    {RTK_HEATING, RTK_HEAT, RTK_VAT, N_("heating, VAT")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_CHARGE, N_("hot water, heat")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_RAISING,
	N_("hot water, heat, raising coefficient")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_VAT, N_("hot water, heat, VAT")},
    {RTK_HOT_WATER, RTK_WATER, RTK_CHARGE, N_("hot water, water")},
    {RTK_HOT_WATER, RTK_WATER, RTK_RAISING,
	N_("hot water, water, raising coefficient")},
    {RTK_HOT_WATER, RTK_WATER, RTK_VAT, N_("hot water, water, VAT")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_CHARGE, N_("hot water, one rate")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_RAISING,
	N_("hot water, one rate, raising coefficient")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_VAT, N_("hot water, one rate, VAT")},
};

/* Pads by letters, not bytes: Russian letters take two. */
static void
print_sum(const char *text, int64_t lines, struct rtk_kop amount)
{
	char number[RTK_DECIMAL_TEXT];
	int width = 0;

	for (const char *c = text; *c != '\0'; c++)
		width += ((unsigned char)*c & 0xC0) != 0x80;
	printf("  %s%*s %9lld %16s\n", text, width < 44 ? 44 - width : 0, "",
	    (long long)lines,
	    rtk_decimal_text(number, amount.v, RTK_KOP_SCALE, 2));
}

static void
print_totals(const struct rtk_month_totals *totals)
{
	for (size_t i = 0; i < RTK_COUNT(sums); i++) {
		int64_t count = totals->count[sums[i].service]
					     [sums[i].component][sums[i].kind];

		if (count > 0)
			print_sum(_(sums[i].text), count,
			    totals->sum[sums[i].service][sums[i].component]
				       [sums[i].kind]);
	}
	print_sum(_("total"), totals->lines, totals->amount);
}

static int
command_run(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_month_totals totals;
	struct rtk_period period;
	char text[RTK_PERIOD_TEXT];
	int rc = -1;

	if (rtk_cli_period(&period, cli->arguments[0], err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_bill_run(&totals, session.db, period, &session.events, err) <
		0)
		goto out;
	if (!cli->quiet) {
		printf(_("%s: draft: %lld buildings, %lld accounts, %lld "
			 "lines\n"),
		    rtk_period_text(text, period),
		    (long long)totals.buildings, (long long)totals.accounts,
		    (long long)totals.lines);
		print_totals(&totals);
		if (totals.findings > 0)
			printf(_("%lld findings, %lld of them stop the "
				 "close\n"),
			    (long long)totals.findings,
			    (long long)totals.blocking);
	}
	rc = rtk_session_commit(&session, err);
	if (rc == 0 && totals.findings > 0)
		rc = RTK_WAITS;
out:
	rtk_session_close(&session);
	return rc;
}

static void
print_money(const char *text, struct rtk_kop amount)
{
	char number[RTK_DECIMAL_TEXT];

	printf("  %s: %s\n", text,
	    rtk_decimal_text(number, amount.v, RTK_KOP_SCALE, 2));
}

static void
print_close(const struct rtk_close_result *r)
{
	char text[RTK_PERIOD_TEXT];

	printf(_("%s: closed: %lld accounts, %lld lines\n"),
	    rtk_period_text(text, r->month.period),
	    (long long)r->month.accounts, (long long)r->month.lines);
	print_totals(&r->totals);
	print_money(_("opening balance"), r->opening);
	print_money(_("charged"), r->totals.amount);
	print_money(_("paid"), r->paid);
	print_money(_("closing balance"), r->closing);
	printf(_("  certificate: %s\n"), r->month.certificate);
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
	if (!cli->quiet)
		print_close(&result);
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
command_verify(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_verify_result result = {0};
	int rc = -1;

	if (rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0 ||
	    verify_months(&result, &session, cli, err) < 0)
		goto out;
	if (!cli->quiet)
		printf(_("verified: %lld months, %lld lines, %lld "
			 "differences\n"),
		    (long long)result.months, (long long)result.lines,
		    (long long)result.differences);
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
