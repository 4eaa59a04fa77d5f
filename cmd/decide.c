#include "base/base.h"

#include "decide.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "flow/reconcile_tie.h"
#include "output.h"
#include "session.h"

/* The parts of one call: "ACCOUNT=AMOUNT" each. */
struct parts {
	struct rtk_arena arena;
	struct rtk_parts all;
};

int
rtk_decide_number(
    int64_t *out, const char *text, const char *what, struct rtk_err *err)
{
	*out = 0;
	while (*text >= '0' && *text <= '9' && *out < INT32_MAX)
		*out = *out * 10 + (*text++ - '0');
	if (*text != '\0' || *out == 0)
		return rtk_failf(err, RTK_E_USAGE, "%s", what);
	return 0;
}

static int
read_decision(
    struct rtk_decision *out, const struct rtk_cli *cli, struct rtk_err *err)
{
	*out = (struct rtk_decision){
	    .reason = rtk_cli_value(cli, "reason"), .as_of = cli->as_of};
	if (out->reason == NULL || out->reason[0] == '\0')
		return rtk_failf(err, RTK_E_USAGE, "%s needs --reason TEXT",
		    cli->command->name);
	return rtk_decide_number(&out->entry, cli->arguments[0], "ENTRY", err);
}

static int
read_parts(struct parts *out, const struct rtk_cli *cli, struct rtk_err *err)
{
	for (int i = 1; i < cli->argument_count; i++)
		if (rtk_part_read(&out->all.list[out->all.count++], &out->arena,
			cli->arguments[i], err) < 0)
			return -1;
	return 0;
}

/* A row a part. */
static int
print_parts(const struct rtk_cli *cli, const struct rtk_posting *p,
    const struct rtk_part *parts, size_t count, struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "entry", .type = RTK_PRINTER_NUMBER},
	    {.key = "account", .title = _("account")},
	    {.key = "period", .title = _("month")},
	    {.key = "amount", .title = _("amount"), .type = RTK_PRINTER_MONEY},
	};
	const struct rtk_printer_block block = {
	    "parts", false, columns, RTK_COUNT(columns)};
	struct rtk_printer *printer = rtk_output_printer(cli, "decision");

	rtk_printer_begin(printer, &block);
	for (size_t i = 0; i < count; i++) {
		rtk_printer_number(printer, p->entry);
		rtk_printer_text(printer, parts[i].account);
		rtk_printer_period(printer, p->period);
		rtk_printer_money(printer, parts[i].amount);
	}
	rtk_printer_end(printer);
	return rtk_printer_close(printer, err);
}

int
rtk_decide_assign(struct rtk_cli *cli, struct rtk_err *err)
{
	const char *account = cli->arguments[1];
	struct rtk_session session = {0};
	struct rtk_decision decision;
	struct rtk_posting posting;
	char text[RTK_PERIOD_TEXT];
	int rc = -1;

	if (read_decision(&decision, cli, err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_reconcile_assign(
		&posting, session.db, &decision, account, err) < 0)
		goto out;
	if (cli->json || cli->csv) {
		const struct rtk_part all = {account, posting.amount};

		if (print_parts(cli, &posting, &all, 1, err) < 0)
			goto out;
	} else if (!cli->quiet) {
		printf(_("entry %lld is on account %s, month %s\n"),
		    (long long)decision.entry, account,
		    rtk_period_text(text, posting.period));
	}
	rc = rtk_session_commit(&session, err);
out:
	rtk_session_close(&session);
	return rc;
}

int
rtk_decide_split(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct parts parts = {.all = {.count = 0}};
	struct rtk_decision decision;
	struct rtk_posting posting;
	int rc = -1;

	if (read_decision(&decision, cli, err) < 0 ||
	    read_parts(&parts, cli, err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_reconcile_split(
		&posting, session.db, &decision, &parts.all, err) < 0)
		goto out;
	if (!cli->quiet &&
	    print_parts(cli, &posting, parts.all.list, parts.all.count, err) <
		0)
		goto out;
	rc = rtk_session_commit(&session, err);
out:
	rtk_session_close(&session);
	rtk_arena_release(&parts.arena);
	return rc;
}

/* A decision on a whole entry: what it does, and the words for it. */
struct whole {
	int (*decide)(struct rtk_posting *out, struct rtk_db *db,
	    const struct rtk_decision *decision, struct rtk_err *err);
	void (*tell)(long long entry, const char *month);
};

static int
decide_whole(
    struct rtk_cli *cli, const struct whole *whole, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_decision decision;
	struct rtk_posting posting;
	char text[RTK_PERIOD_TEXT];
	int rc = -1;

	if (read_decision(&decision, cli, err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    whole->decide(&posting, session.db, &decision, err) < 0)
		goto out;
	if (cli->json || cli->csv) {
		const struct rtk_part all = {NULL, posting.amount};

		if (print_parts(cli, &posting, &all, 1, err) < 0)
			goto out;
	} else if (!cli->quiet) {
		whole->tell((long long)decision.entry,
		    rtk_period_text(text, posting.period));
	}
	rc = rtk_session_commit(&session, err);
out:
	rtk_session_close(&session);
	return rc;
}

static void
tell_return(long long entry, const char *month)
{
	printf(
	    _("entry %lld goes back to its payer, month %s\n"), entry, month);
}

int
rtk_decide_return(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct whole whole = {rtk_reconcile_return, tell_return};

	return decide_whole(cli, &whole, err);
}

static void
tell_cancel(long long entry, const char *month)
{
	printf(_("entry %lld was called back by the bank, month %s\n"), entry,
	    month);
}

int
rtk_decide_cancel(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct whole whole = {rtk_reconcile_cancel, tell_cancel};

	return decide_whole(cli, &whole, err);
}

static void
tell_undo(long long entry, const char *month)
{
	printf(_("entry %lld hangs again, month %s\n"), entry, month);
}

int
rtk_decide_undo(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct whole whole = {rtk_reconcile_undo, tell_undo};

	return decide_whole(cli, &whole, err);
}

/* --- orders of a register ------------------------------------------------ */

static int
read_tie(struct rtk_tie_decision *out, const struct rtk_cli *cli,
    struct rtk_err *err)
{
	*out = (struct rtk_tie_decision){
	    .reason = rtk_cli_value(cli, "reason"), .as_of = cli->as_of};
	if (out->reason == NULL || out->reason[0] == '\0')
		return rtk_failf(err, RTK_E_USAGE, "%s needs --reason TEXT",
		    cli->command->name);
	for (int i = 1; i < cli->argument_count; i++)
		if (rtk_decide_number(&out->documents[out->count++],
			cli->arguments[i], "DOCUMENT", err) < 0)
			return -1;
	return rtk_decide_number(&out->batch, cli->arguments[0], "BATCH", err);
}

static int
print_tie(const struct rtk_cli *cli, const struct rtk_tie_decision *decision,
    struct rtk_kop sum, struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "batch",
		.title = _("register"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "orders", .title = _("orders"), .type = RTK_PRINTER_NUMBER},
	    {.key = "amount", .title = _("amount"), .type = RTK_PRINTER_MONEY},
	};
	const struct rtk_printer_block block = {
	    "tie", true, columns, RTK_COUNT(columns)};
	struct rtk_printer *p = rtk_output_printer(cli, "decision");

	rtk_printer_begin(p, &block);
	rtk_printer_number(p, decision->batch);
	rtk_printer_number(p, (int64_t)decision->count);
	rtk_printer_money(p, sum);
	rtk_printer_end(p);
	return rtk_printer_close(p, err);
}

int
rtk_decide_tie(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_tie_decision decision;
	struct rtk_session session = {0};
	struct rtk_kop sum;
	int rc = -1;

	if (read_tie(&decision, cli, err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_reconcile_tie(&sum, session.db, &decision, err) < 0 ||
	    (!cli->quiet && print_tie(cli, &decision, sum, err) < 0))
		goto out;
	rc = rtk_session_commit(&session, err);
out:
	rtk_session_close(&session);
	return rc;
}

/* --- the record --------------------------------------------------------- */

/* "assign", "return", "cancel", "register"; what took one back: "undo". */
static const char *
name_of(const struct rtk_decided *d)
{
	if (d->undone)
		return "undo";
	return strcmp(d->kind, "account") == 0 ? "assign" : d->kind;
}

static void
print_decisions(struct rtk_printer *p, const struct rtk_decided_list *list)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "entry", .type = RTK_PRINTER_NUMBER},
	    {.key = "date", .title = _("date")},
	    {.key = "decision", .title = _("decision")},
	    {.key = "account", .title = _("account")},
	    {.key = "amount", .title = _("amount"), .type = RTK_PRINTER_MONEY},
	    {.key = "period", .title = _("month")},
	    {.key = "reason", .title = _("reason")},
	};
	const struct rtk_printer_block block = {
	    "decisions", false, columns, RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < list->count; i++) {
		const struct rtk_decided *d = &list->rows[i];

		if (d->entry != 0)
			rtk_printer_number(p, d->entry);
		else
			rtk_printer_none(p);
		rtk_printer_date(p, d->day);
		rtk_printer_text(p, name_of(d));
		rtk_printer_text(p, d->account);
		rtk_printer_money(p, d->amount);
		if (d->period.v >= 0)
			rtk_printer_period(p, d->period);
		else
			rtk_printer_none(p);
		rtk_printer_text(p, d->reason);
	}
	rtk_printer_end(p);
}

int
rtk_decide_list(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_decided_choice choice = {.period = {-1}};
	const char *entry = rtk_cli_value(cli, "entry");
	struct rtk_session session = {0};
	struct rtk_decided_list list;
	struct rtk_arena arena = {0};
	struct rtk_printer *p;
	int rc = -1;

	if ((cli->argument_count > 0 &&
		rtk_cli_period(&choice.period, cli->arguments[0], err) < 0) ||
	    (entry != NULL &&
		rtk_decide_number(&choice.entry, entry, "--entry ENTRY", err) <
		    0) ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0 ||
	    rtk_reconcile_decisions(&list, session.db, &choice, &arena, err) <
		0)
		goto out;
	p = rtk_output_printer(cli, "decisions");
	print_decisions(p, &list);
	rc = rtk_printer_close(p, err);
out:
	rtk_arena_release(&arena);
	rtk_session_close(&session);
	return rc;
}
