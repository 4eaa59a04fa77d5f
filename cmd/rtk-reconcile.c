/* rtk-reconcile: registers, bank statement and postings tied together. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cli.h"
#include "decide.h"
#include "flow/reconcile.h"
#include "flow/reconcile_tie.h"
#include "output.h"
#include "session.h"

static int
print_run(const struct rtk_cli *cli, const struct rtk_reconcile_result *r,
    struct rtk_err *err)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "registers",
		.title = _("registers tied to a payment order"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "commission",
		.title = _("bank orders of commission"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "direct",
		.title = _("direct payments in the statement"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "hanging",
		.title = _("of them without a certain account"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "taken_back",
		.title = _("taken back: the money of a register"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "posted",
		.title = _("unidentified before, posted now"),
		.type = RTK_PRINTER_NUMBER},
	};
	const struct rtk_printer_block block = {
	    "reconcile", true, columns, RTK_COUNT(columns)};
	struct rtk_printer *p = rtk_output_printer(cli, "reconcile");

	rtk_printer_begin(p, &block);
	rtk_printer_number(p, r->registers);
	rtk_printer_number(p, r->commission);
	rtk_printer_number(p, r->direct);
	rtk_printer_number(p, r->hanging);
	rtk_printer_number(p, r->taken_back);
	rtk_printer_number(p, r->posted);
	rtk_printer_end(p);
	return rtk_printer_close(p, err);
}

static int
command_run(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_reconcile_choice every = {.period = {-1}};
	struct rtk_session session = {0};
	struct rtk_reconcile_result result;
	struct rtk_reconciliation picture;
	bool open = false;
	int rc = -1;

	if (rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin(&session, err) < 0 ||
	    rtk_reconcile_run(&result, session.db, cli->as_of, err) < 0 ||
	    rtk_reconcile_report(&picture, session.db, &every, err) < 0)
		goto out;
	open = picture.open;
	rtk_reconciliation_release(&picture);
	if (!cli->quiet && print_run(cli, &result, err) < 0)
		goto out;
	rc = rtk_session_commit(&session, err);
	if (rc == 0 && open)
		rc = RTK_WAITS;
out:
	rtk_session_close(&session);
	return rc;
}

static void
print_registers(struct rtk_printer *p, const struct rtk_reconciliation *x)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "batch", .type = RTK_PRINTER_NUMBER},
	    {.key = "order", .title = _("order")},
	    {.key = "date", .title = _("date")},
	    {.key = "gross", .title = _("gross"), .type = RTK_PRINTER_MONEY},
	    {.key = "commission",
		.title = _("commission"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "received",
		.title = _("received"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "posted", .title = _("posted"), .type = RTK_PRINTER_MONEY},
	    {.key = "unidentified",
		.title = _("unidentified"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "called_back",
		.title = _("called back"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "known",
		.title = _("known before"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "residual",
		.title = _("residual"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "state", .title = _("state")},
	    {.key = "returned",
		.title = _("returned"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "working_days",
		.title = _("waits, days"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "late", .title = _("late"), .type = RTK_PRINTER_FLAG},
	};
	const struct rtk_printer_block block = {
	    "registers", false, columns, RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < x->register_count; i++) {
		const struct rtk_reconciled *r = &x->registers[i];

		rtk_printer_number(p, r->reg.batch);
		rtk_printer_text(p, r->reg.order_number);
		rtk_printer_date(p, r->reg.order_day);
		rtk_printer_money(p, r->reg.gross);
		rtk_printer_money(p, r->reg.commission);
		rtk_printer_money(p, r->money.incoming);
		rtk_printer_money(p, r->posted);
		rtk_printer_money(p, r->entries.hanging);
		rtk_printer_money(p, r->entries.called_back);
		rtk_printer_money(p, r->known);
		rtk_printer_money(p, r->residual);
		rtk_printer_text(p, r->state);
		rtk_printer_money(p, r->entries.returned);
		rtk_printer_number(p, r->wait.working_days);
		rtk_printer_flag(p, r->wait.late);
	}
	rtk_printer_end(p);
}

static void
print_differences_of(struct rtk_printer *p, const struct rtk_reconciled *r)
{
	for (size_t i = 0; i < r->difference_count; i++) {
		const struct rtk_difference *d = &r->differences[i];

		rtk_printer_number(p, r->reg.batch);
		rtk_printer_text(p, d->what);
		rtk_printer_money(p, d->amount);
		if (d->object != 0)
			rtk_printer_number(p, d->object);
		else
			rtk_printer_none(p);
		rtk_printer_text(p, d->detail);
		rtk_printer_number(p, d->ways);
	}
}

/* What makes the residuals: what a person wants to know first. */
static void
print_differences(struct rtk_printer *p, const struct rtk_reconciliation *x)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "batch",
		.title = _("register"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "difference", .title = _("what makes the residual")},
	    {.key = "amount", .title = _("amount"), .type = RTK_PRINTER_MONEY},
	    {.key = "object", .title = _("which"), .type = RTK_PRINTER_NUMBER},
	    {.key = "detail", .title = _("number, day or account")},
	    {.key = "ways", .title = _("ways"), .type = RTK_PRINTER_NUMBER},
	};
	const struct rtk_printer_block block = {
	    "differences", false, columns, RTK_COUNT(columns)};
	size_t count = 0;

	for (size_t i = 0; i < x->register_count; i++)
		count += x->registers[i].difference_count;
	if (count == 0)
		return;
	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < x->register_count; i++)
		print_differences_of(p, &x->registers[i]);
	rtk_printer_end(p);
}

static void
print_documents(struct rtk_printer *p, const struct rtk_reconciliation *x)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "document", .type = RTK_PRINTER_NUMBER},
	    {.key = "number", .title = _("number")},
	    {.key = "date", .title = _("date")},
	    {.key = "amount", .title = _("amount"), .type = RTK_PRINTER_MONEY},
	    {.key = "purpose", .title = _("money without register")},
	    {.key = "working_days",
		.title = _("waits, days"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "late", .title = _("late"), .type = RTK_PRINTER_FLAG},
	};
	const struct rtk_printer_block block = {
	    "money_without_register", false, columns, RTK_COUNT(columns)};

	if (x->documents.count == 0)
		return;
	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < x->documents.count; i++) {
		const struct rtk_document *d = &x->documents.rows[i];

		rtk_printer_number(p, d->id);
		rtk_printer_text(p, d->number);
		rtk_printer_date(p, d->posted);
		rtk_printer_money(p, d->amount);
		rtk_printer_text(p, d->purpose);
		rtk_printer_number(p, x->document_waits[i].working_days);
		rtk_printer_flag(p, x->document_waits[i].late);
	}
	rtk_printer_end(p);
}

static int
register_of(int64_t *out, const struct rtk_cli *cli, struct rtk_err *err)
{
	const char *text = rtk_cli_value(cli, "register");

	*out = 0;
	return text != NULL
	    ? rtk_decide_number(out, text, "--register BATCH", err)
	    : 0;
}

static int
command_report(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_reconciliation picture;
	struct rtk_reconcile_choice choice = {.period = {-1},
	    .postings = true,
	    .explain = true,
	    .as_of = cli->as_of};
	struct rtk_printer *p;
	int rc = -1;

	if ((cli->argument_count > 0 &&
		rtk_cli_period(&choice.period, cli->arguments[0], err) < 0) ||
	    register_of(&choice.batch, cli, err) < 0 ||
	    rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0 ||
	    rtk_reconcile_report(&picture, session.db, &choice, err) < 0)
		goto out;
	p = rtk_output_printer(cli, "reconciliation");
	if (!cli->csv)
		print_differences(p, &picture);
	print_registers(p, &picture);
	if (!cli->csv)
		print_documents(p, &picture);
	rc = rtk_printer_close(p, err);
	if (rc == 0 && picture.open)
		rc = RTK_WAITS;
	rtk_reconciliation_release(&picture);
out:
	rtk_session_close(&session);
	return rc;
}

/* "0000001003 95 letters, ..." */
static void
print_candidates(struct rtk_printer *p, const struct rtk_candidates *c)
{
	struct rtk_buf text = {0};

	for (size_t i = 0; i < c->count; i++)
		rtk_buf_addf(&text, "%s%s %d %s", i > 0 ? ", " : "",
		    c->list[i].account, c->list[i].score, c->list[i].why);
	rtk_printer_text(p, text.size > 0 ? text.bytes : "");
	rtk_buf_release(&text);
}

static void
print_hanging_row(struct rtk_printer *p, const struct rtk_cli *cli,
    const struct rtk_hanging *h, const struct rtk_candidates *candidates)
{
	rtk_printer_number(p, h->entry.id);
	rtk_printer_date(p, h->entry.paid);
	rtk_printer_number(p, cli->as_of.v - h->entry.paid.v);
	rtk_printer_money(p, h->entry.amount);
	rtk_printer_text(p, h->entry.account_text);
	rtk_printer_text(p, h->entry.reason);
	rtk_printer_text(p, h->file);
	rtk_printer_number(p, h->entry.line);
	/* the row as it was read is too wide for a screen */
	if (cli->json || cli->csv)
		rtk_printer_text(p, h->entry.raw);
	print_candidates(p, candidates);
}

static void
print_hanging(struct rtk_printer *p, const struct rtk_cli *cli,
    const struct rtk_reconciliation *x, const struct rtk_candidates *candidates)
{
	const struct rtk_printer_column row = {
	    .key = "row", .title = _("row as read")};
	const struct rtk_printer_column last = {
	    .key = "candidates", .title = _("candidates")};
	struct rtk_printer_column columns[] = {
	    {.key = "entry", .type = RTK_PRINTER_NUMBER},
	    {.key = "date", .title = _("date")},
	    {.key = "age_days", .title = _("days"), .type = RTK_PRINTER_NUMBER},
	    {.key = "amount", .title = _("amount"), .type = RTK_PRINTER_MONEY},
	    {.key = "account", .title = _("account")},
	    {.key = "reason", .title = _("reason")},
	    {.key = "file", .title = _("file")},
	    {.key = "line", .title = _("line"), .type = RTK_PRINTER_NUMBER},
	    row,
	    last,
	};
	bool rows = cli->json || cli->csv;
	const struct rtk_printer_block block = {
	    "unidentified", false, columns, RTK_COUNT(columns) - !rows};

	if (!rows)
		columns[RTK_COUNT(columns) - 2] = last;
	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < x->hanging_count; i++)
		print_hanging_row(p, cli, &x->hanging[i], &candidates[i]);
	rtk_printer_end(p);
}

/* How much has waited how long. */
static void
print_ages(struct rtk_printer *p, const struct rtk_cli *cli,
    const struct rtk_reconciliation *x)
{
	static const struct {
		const char *key;
		int64_t days;
	} ages[] = {{"10", 10}, {"30", 30}, {"90", 90}, {"365", 365},
	    {"over", INT64_MAX}};
	const struct rtk_printer_column columns[] = {
	    {.key = "days", .title = _("days, up to")},
	    {.key = "entries",
		.title = _("payments"),
		.type = RTK_PRINTER_NUMBER},
	    {.key = "amount", .title = _("amount"), .type = RTK_PRINTER_MONEY},
	};
	const struct rtk_printer_block block = {
	    "ageing", false, columns, RTK_COUNT(columns)};
	int64_t before = INT64_MIN;

	rtk_printer_begin(p, &block);
	for (size_t a = 0; a < RTK_COUNT(ages); a++) {
		struct rtk_kop sum = {0};
		int64_t count = 0;

		for (size_t i = 0; i < x->hanging_count; i++) {
			const struct rtk_entry *e = &x->hanging[i].entry;
			int64_t days = cli->as_of.v - e->paid.v;

			if (days <= before || days > ages[a].days)
				continue;
			count++;
			sum.v += e->amount.v;
		}
		before = ages[a].days;
		rtk_printer_text(p, ages[a].key);
		rtk_printer_number(p, count);
		rtk_printer_money(p, sum);
	}
	rtk_printer_end(p);
}

static int
command_unidentified(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_reconcile_choice every = {.period = {-1}};
	struct rtk_session session = {0};
	struct rtk_reconciliation picture = {0};
	struct rtk_candidates *candidates;
	struct rtk_printer *p;
	int rc = -1;

	if (rtk_session_open(&session, cli, err) < 0 ||
	    rtk_session_begin_read(&session, err) < 0 ||
	    rtk_reconcile_report(&picture, session.db, &every, err) < 0 ||
	    rtk_reconcile_candidates(&candidates, session.db, &picture, err) <
		0)
		goto out;
	p = rtk_output_printer(cli, "unidentified");
	print_hanging(p, cli, &picture, candidates);
	if (!cli->csv && picture.hanging_count > 0)
		print_ages(p, cli, &picture);
	rc = rtk_printer_close(p, err);
	if (rc == 0 && picture.hanging_count > 0)
		rc = RTK_WAITS;
out:
	rtk_reconciliation_release(&picture);
	rtk_session_close(&session);
	return rc;
}

static const struct rtk_cli_command commands[] = {
    {"run", "", N_("tie registers, statement and postings"), command_run, 0, 0},
    {"report", N_("[PERIOD]"),
	N_("registers against their money, with a residual"), command_report, 0,
	1},
    {"unidentified", "", N_("the money that hangs, and since when"),
	command_unidentified, 0, 0},
    {"assign", N_("ENTRY ACCOUNT"), N_("post a hanging entry to an account"),
	rtk_decide_assign, 2, 2},
    {"split", N_("ENTRY ACCOUNT=AMOUNT..."),
	N_("post the parts of a hanging entry to accounts"), rtk_decide_split,
	3, 1 + RTK_PARTS_MAX},
    {"return", N_("ENTRY"), N_("mark a hanging entry as money to send back"),
	rtk_decide_return, 1, 1},
    {"cancel", N_("ENTRY"), N_("the bank called a payment back"),
	rtk_decide_cancel, 1, 1},
    {"undo", N_("ENTRY"), N_("take back where an entry is: it hangs again"),
	rtk_decide_undo, 1, 1},
    {"tie", N_("BATCH DOCUMENT..."),
	N_("orders of the statement that pay a register together"),
	rtk_decide_tie, 2, 1 + RTK_TIE_ORDERS_MAX},
    {"decisions", N_("[PERIOD]"), N_("all that was decided, and why"),
	rtk_decide_list, 0, 1},
    {0},
};

static const struct rtk_cli_option options[] = {
    {"register", N_("BATCH"), N_("only this register"), "report", 0},
    {"reason", N_("TEXT"), N_("why; it stays on record"),
	"assign split return cancel undo tie", 0},
    {"entry", N_("ENTRY"), N_("only this entry"), "decisions", 0},
    {0},
};

static const struct rtk_cli_program program = {"rtk-reconcile",
    N_("tie registers, bank statement and postings"), commands, options};

int
main(int argc, char **argv)
{
	return rtk_cli_main(&program, argc, argv);
}
