#include "base/base.h"

#include "decide.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "output.h"
#include "session.h"

/* The parts of one call: "ACCOUNT=AMOUNT" each. */
struct parts {
	struct rtk_arena arena;
	struct rtk_parts all;
};

int
rtk_decide_number(int64_t *out, const char *text, const char *what,
    struct rtk_err *err)
{
	*out = 0;
	while (*text >= '0' && *text <= '9' && *out < INT32_MAX)
		*out = *out * 10 + (*text++ - '0');
	if (*text != '\0' || *out == 0)
		return rtk_failf(err, RTK_E_USAGE, "%s", what);
	return 0;
}

static int
read_decision(struct rtk_decision *out, const struct rtk_cli *cli,
    struct rtk_err *err)
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
		if (rtk_part_read(&out->all.list[out->all.count++],
			&out->arena, cli->arguments[i], err) < 0)
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
	    print_parts(
		cli, &posting, parts.all.list, parts.all.count, err) < 0)
		goto out;
	rc = rtk_session_commit(&session, err);
out:
	rtk_session_close(&session);
	rtk_arena_release(&parts.arena);
	return rc;
}

int
rtk_decide_return(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_decision decision;
	struct rtk_posting posting;
	char text[RTK_PERIOD_TEXT];
	int rc = -1;

	if (read_decision(&decision, cli, err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_reconcile_return(&posting, session.db, &decision, err) < 0)
		goto out;
	if (cli->json || cli->csv) {
		const struct rtk_part all = {NULL, posting.amount};

		if (print_parts(cli, &posting, &all, 1, err) < 0)
			goto out;
	} else if (!cli->quiet) {
		printf(_("entry %lld goes back to its payer, month %s\n"),
		    (long long)decision.entry,
		    rtk_period_text(text, posting.period));
	}
	rc = rtk_session_commit(&session, err);
out:
	rtk_session_close(&session);
	return rc;
}
