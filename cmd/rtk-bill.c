/* rtk-bill: calculates, explains, closes and verifies months. */
#include "base/base.h"

#include <stdio.h>

#include "check.h"
#include "cli.h"
#include "explain.h"
#include "flow/bill.h"
#include "flow/close.h"
#include "flow/recalculate.h"
#include "flow/verify.h"
#include "output.h"
#include "session.h"
#include "simulate.h"
#include "why.h"

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
    {RTK_HEATING, RTK_HEAT, RTK_RECALCULATION,
	"heating;heat;recalculation", N_("heating, recalculated")},
    {RTK_HEATING, RTK_HEAT, RTK_REDUCTION, "heating;heat;reduction",
	N_("heating, reduction")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_CHARGE, "hot_water;heat;charge",
	N_("hot water, heat")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_RAISING, "hot_water;heat;raising",
	N_("hot water, heat, raising coefficient")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_VAT, "hot_water;heat;vat",
	N_("hot water, heat, VAT")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_RECALCULATION,
	"hot_water;heat;recalculation", N_("hot water, heat, recalculated")},
    {RTK_HOT_WATER, RTK_HEAT, RTK_REDUCTION, "hot_water;heat;reduction",
	N_("hot water, heat, reduction")},
    {RTK_HOT_WATER, RTK_WATER, RTK_CHARGE, "hot_water;water;charge",
	N_("hot water, water")},
    {RTK_HOT_WATER, RTK_WATER, RTK_RAISING, "hot_water;water;raising",
	N_("hot water, water, raising coefficient")},
    {RTK_HOT_WATER, RTK_WATER, RTK_VAT, "hot_water;water;vat",
	N_("hot water, water, VAT")},
    {RTK_HOT_WATER, RTK_WATER, RTK_RECALCULATION,
	"hot_water;water;recalculation", N_("hot water, water, recalculated")},
    {RTK_HOT_WATER, RTK_WATER, RTK_REDUCTION, "hot_water;water;reduction",
	N_("hot water, water, reduction")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_CHARGE, "hot_water;single;charge",
	N_("hot water, one rate")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_RAISING, "hot_water;single;raising",
	N_("hot water, one rate, raising coefficient")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_VAT, "hot_water;single;vat",
	N_("hot water, one rate, VAT")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_RECALCULATION,
	"hot_water;single;recalculation",
	N_("hot water, one rate, recalculated")},
    {RTK_HOT_WATER, RTK_SINGLE, RTK_REDUCTION, "hot_water;single;reduction",
	N_("hot water, one rate, reduction")},
    {RTK_PENALTY, RTK_HEAT, RTK_PENALTY_LINE, "penalty", N_("penalty")},
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
	    {.key = "seal", .title = _("seal")},
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
	rtk_printer_text(p, r->month.seal);
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
	struct rtk_period period;

	if (cli->argument_count > 0) {
		if (rtk_cli_period(&period, cli->arguments[0], err) < 0)
			return -1;
		return rtk_verify_month(
		    result, session->db, period, &session->events, err);
	}
	return rtk_verify_months(result, session->db, &session->events, err);
}

/* What was verified, for who wants to compare it with the papers. */
static int
print_months(struct rtk_printer *p, struct rtk_session *session,
    struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "period", .title = _("month")},
	    {.key = "closed", .title = _("closed")},
	    {.key = "engine", .title = _("by version")},
	    {.key = "certificate", .title = _("certificate")},
	    {.key = "seal", .title = _("seal")},
	};
	const struct rtk_printer_block block = {"closed", false, columns,
	    RTK_COUNT(columns)};
	struct rtk_closed_month month;
	struct rtk_book_state state = {0};
	struct rtk_period period;
	int rc = rtk_book_state(session->db, &state, err);

	rtk_printer_begin(p, &block);
	for (period = state.first; rc >= 0 && period.v < state.open.v;
	    period.v++) {
		rc = rtk_closed_month(session->db, period, &month, err);
		if (rc != 1)
			continue;
		rtk_printer_period(p, period);
		rtk_printer_date(p, month.closed);
		rtk_printer_text(p, month.engine);
		rtk_printer_text(p, month.certificate);
		rtk_printer_text(p, month.seal);
	}
	rtk_printer_end(p);
	return rc < 0 ? -1 : 0;
}

static int
print_verify(const struct rtk_cli *cli, struct rtk_session *session,
    const struct rtk_verify_result *r, struct rtk_err *err)
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
	if (cli->verbose && print_months(p, session, err) < 0) {
		rtk_printer_abandon(p);
		return -1;
	}
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
	if (!cli->quiet && print_verify(cli, &session, &result, err) < 0)
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
	struct rtk_explain_query query = {.account = cli->arguments[0],
	    .now = rtk_cli_value(cli, "now") != NULL};
	struct rtk_explanation explanation;
	struct rtk_explain_view view = {
	    .explanation = &explanation, .account = cli->arguments[0]};
	int rc = -1;

	if (rtk_cli_period(&query.period, cli->arguments[1], err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0 ||
	    rtk_explain(&explanation, session.db, &query, err) < 0)
		goto out;
	view.period = query.period;
	rc = rtk_explain_choose(&view, rtk_cli_value(cli, "line"), err);
	if (rc == 0 && (cli->json || cli->csv))
		rc = rtk_explain_tables(cli, &view, err);
	else if (rc == 0)
		rtk_explain_print(&view);
	if (rc == 0 && !explanation.same_as_billed)
		rc = RTK_WAITS;
	rtk_explanation_release(&explanation);
out:
	rtk_session_close(&session);
	return rc;
}

/* A terminal has no room for the kind of the line and of the fact. */
static void
print_narrow(void *context, const struct rtk_recalculated_line *d)
{
	char where[512], what[64];
	struct rtk_printer *p = context;

	(void)snprintf(where, sizeof(where), "%s:%ld", d->file, d->line);
	(void)snprintf(what, sizeof(what), "%s %s", d->service, d->component);
	rtk_printer_text(p, d->account);
	rtk_printer_period(p, d->for_period);
	rtk_printer_text(p, what);
	rtk_printer_money(p, d->billed);
	rtk_printer_money(p, d->now);
	rtk_printer_money(p, d->amount);
	rtk_printer_text(p, where);
}

static void
print_difference(void *context, const struct rtk_recalculated_line *d)
{
	char where[512];
	struct rtk_printer *p = context;

	(void)snprintf(where, sizeof(where), "%s:%ld", d->file, d->line);
	rtk_printer_text(p, d->account);
	rtk_printer_period(p, d->for_period);
	rtk_printer_text(p, d->service);
	rtk_printer_text(p, d->component);
	rtk_printer_text(p, d->kind);
	rtk_printer_money(p, d->billed);
	rtk_printer_money(p, d->now);
	rtk_printer_money(p, d->amount);
	rtk_printer_text(p, d->reason);
	rtk_printer_text(p, where);
}

static void
print_recalculated(struct rtk_printer *p, const struct rtk_recalculated *r)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "period", .title = _("goes into the month")},
	    {.key = "since", .title = _("calculated again since")},
	    {.key = "facts",
		.title = _("facts that came late"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "too_old",
		.title = _("of them for months too old"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "buildings",
		.title = _("buildings"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "differences",
		.title = _("differences"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "amount",
		.title = _("amount, RUB"),
		.type = RTK_PRINTER_MONEY},
	};
	const struct rtk_printer_block block = {"recalculation", true, columns,
	    RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	rtk_printer_period(p, r->open);
	if (r->facts > 0)
		rtk_printer_period(p, r->first);
	else
		rtk_printer_none(p);
	rtk_printer_number(p, r->facts);
	rtk_printer_number(p, r->too_old);
	rtk_printer_number(p, r->buildings);
	rtk_printer_number(p, r->rows);
	rtk_printer_money(p, r->amount);
	rtk_printer_end(p);
}

/* A contract: columns are added, never renamed. */
static const struct rtk_printer_column difference_columns[] = {
    {.key = "account"},
    {.key = "for_period"},
    {.key = "service"},
    {.key = "component"},
    {.key = "kind"},
    {.key = "billed", .type = RTK_PRINTER_MONEY},
    {.key = "now", .type = RTK_PRINTER_MONEY},
    {.key = "amount", .type = RTK_PRINTER_MONEY},
    {.key = "reason"},
    {.key = "source"},
};

static const struct rtk_printer_column narrow_columns[] = {
    {.key = "account"},
    {.key = "for_period", .title = "month"},
    {.key = "service"},
    {.key = "billed", .type = RTK_PRINTER_MONEY},
    {.key = "now", .type = RTK_PRINTER_MONEY},
    {.key = "amount", .title = "posted", .type = RTK_PRINTER_MONEY},
    {.key = "source"},
};

/* Posts the differences and prints them as they are found. */
static int
recalculate(struct rtk_recalculated *result, struct rtk_session *session,
    struct rtk_cli *cli, struct rtk_err *err)
{
	const bool narrow = !cli->csv && !cli->json;
	const struct rtk_printer_block block = {"differences", false,
	    narrow ? narrow_columns : difference_columns,
	    narrow ? RTK_COUNT(narrow_columns)
		   : RTK_COUNT(difference_columns)};
	struct rtk_recalculate_job job = {.db = session->db,
	    .as_of = cli->as_of,
	    .since = {-1},
	    .building = rtk_cli_value(cli, "building"),
	    .events = &session->events,
	    .difference = narrow ? print_narrow : print_difference};
	const char *since = rtk_cli_value(cli, "since");
	struct rtk_printer *p;

	if (since != NULL && rtk_cli_period(&job.since, since, err) < 0)
		return -1;
	p = rtk_output_printer(cli, "recalculate");
	job.context = p;
	rtk_printer_begin(p, &block);
	if (rtk_recalculate(result, &job, err) < 0) {
		rtk_printer_abandon(p);
		return -1;
	}
	rtk_printer_end(p);
	print_recalculated(p, result);
	if (!cli->quiet)
		return rtk_printer_close(p, err);
	rtk_printer_abandon(p);
	return 0;
}

static int
command_recalculate(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_recalculated result;
	int rc = -1;

	if (rtk_session_open(&session, cli, err) == 0 &&
	    rtk_session_begin(&session, err) == 0 &&
	    recalculate(&result, &session, cli, err) == 0)
		rc = rtk_session_commit(&session, err);
	rtk_session_close(&session);
	return rc;
}

static const struct rtk_cli_command commands[] = {
    {"check", N_("PERIOD"), N_("examine the open month before its run"),
	rtk_command_check, 1, 1},
    {"run", N_("PERIOD"), N_("calculate the open month (again)"),
	command_run, 1, 1},
    {"close", N_("PERIOD"),
	N_("check, post, freeze the month; certificate"), command_close, 1,
	1},
    {"explain", N_("ACCOUNT PERIOD"), N_("the proof of every line"),
	command_explain, 2, 2},
    {"why", N_("ACCOUNT PERIOD"),
	N_("why the bill differs from last month's"), rtk_command_why, 2, 2},
    {"simulate", N_("PERIOD"),
	N_("the month under other prices or norms; stores nothing"),
	rtk_command_simulate, 1, 1},
    {"recalculate", "",
	N_("bill closed months anew whose inputs came late"),
	command_recalculate, 0, 0},
    {"verify", N_("[PERIOD]"),
	N_("replay closed months from their inputs and compare"),
	command_verify, 0, 1},
    {0},
};

static const struct rtk_cli_option options[] = {
    {"reference", N_("DIR"), N_("the other tables"), "simulate", 0},
    {"line", N_("N"), N_("only this line, from 1"), "explain", 0},
    {"now", NULL, N_("with what is known now, not what was known then"),
	"explain", 0},
    {"since", N_("PERIOD"), N_("no month before this one"), "recalculate",
	0},
    {"building", N_("B"), N_("only this building"), "recalculate", 0},
    {0},
};

static const struct rtk_cli_program program = {"rtk-bill",
    N_("calculate, explain, close and verify months"), commands, options};

int
main(int argc, char **argv)
{
	return rtk_cli_main(&program, argc, argv);
}
