/* The proof of an account's lines, for programs. */
#include "base/base.h"

#include "explain.h"

#include "output.h"

/* Text of no length is no value. */
static void
print_text(struct rtk_printer *p, const char *text)
{
	rtk_printer_text(p, text[0] != '\0' ? text : NULL);
}

static void
print_step(struct rtk_printer *p, const struct rtk_explained_step *s,
    const char *clause)
{
	if (s->line > 0)
		rtk_printer_number(p, (int64_t)s->line);
	else
		rtk_printer_none(p);
	print_text(p, clause);
	print_text(p, s->symbol);
	rtk_printer_text(p, s->text);
	print_text(p, s->formula);
	print_text(p, s->value);
	print_text(p, s->unit);
	print_text(p, s->origin);
	rtk_printer_text(
	    p, s->rounds && !s->exact ? "half away from zero" : NULL);
}

/*
 * A step without a clause stands under the one before. All are printed: lines
 * share their first steps.
 */
static void
print_steps(struct rtk_printer *p, const struct rtk_explain_view *view)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "line", .type = RTK_PRINTER_NUMBER},
	    {.key = "clause"},
	    {.key = "symbol"},
	    {.key = "text"},
	    {.key = "formula"},
	    {.key = "value"},
	    {.key = "unit"},
	    {.key = "source"},
	    {.key = "rounding"},
	};
	const struct rtk_printer_block block = {
	    "steps", false, columns, RTK_COUNT(columns)};
	const struct rtk_explanation *x = view->explanation;
	const char *clause = "";

	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < x->step_count; i++) {
		const struct rtk_explained_step *s = &x->steps[i];
		bool heading = s->symbol[0] == '\0';

		if (heading)
			clause = s->clause;
		print_step(p, s, s->clause[0] != '\0' ? s->clause : clause);
	}
	rtk_printer_end(p);
}

static void
print_line(struct rtk_printer *p, const struct rtk_explained_line *l,
    size_t number)
{
	rtk_printer_number(p, (int64_t)number);
	rtk_printer_text(p, l->service);
	rtk_printer_text(p, l->component);
	rtk_printer_text(p, l->kind);
	rtk_printer_text(p, l->method);
	rtk_printer_text(p, l->formula);
	print_text(p, l->for_period);
	print_text(p, l->volume);
	print_text(p, l->common);
	rtk_printer_text(p, l->unit);
	rtk_printer_text(p, l->price);
	rtk_printer_text(p, l->amount);
	print_text(p, l->reason);
}

static void
print_lines(struct rtk_printer *p, const struct rtk_explain_view *view)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "line", .type = RTK_PRINTER_NUMBER},
	    {.key = "service"},
	    {.key = "component"},
	    {.key = "kind"},
	    {.key = "method"},
	    {.key = "formula"},
	    {.key = "for_period"},
	    {.key = "volume"},
	    {.key = "common"},
	    {.key = "unit"},
	    {.key = "price"},
	    {.key = "amount"},
	    {.key = "reason"},
	};
	const struct rtk_printer_block block = {
	    "lines", false, columns, RTK_COUNT(columns)};
	const struct rtk_explanation *x = view->explanation;

	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < x->line_count; i++)
		if (view->line == 0 || view->line == i + 1)
			print_line(p, &x->lines[i], i + 1);
	rtk_printer_end(p);
}

static void
print_head(struct rtk_printer *p, const struct rtk_explain_view *view)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "account"},
	    {.key = "building"},
	    {.key = "period"},
	    {.key = "known"},
	    {.key = "total"},
	    {.key = "same_as_billed", .type = RTK_PRINTER_FLAG},
	    {.key = "penalty"},
	};
	const struct rtk_printer_block block = {
	    "explained", true, columns, RTK_COUNT(columns)};
	const struct rtk_explanation *x = view->explanation;

	rtk_printer_begin(p, &block);
	rtk_printer_text(p, view->account);
	rtk_printer_text(p, x->building);
	rtk_printer_period(p, view->period);
	rtk_printer_text(p, x->now ? "now" : x->closed ? "closed" : "draft");
	rtk_printer_text(p, x->total);
	rtk_printer_flag(p, x->same_as_billed);
	if (x->penalty == NULL)
		rtk_printer_none(p);
	else
		rtk_printer_text(p, x->penalty);
	rtk_printer_end(p);
}

int
rtk_explain_tables(const struct rtk_cli *cli,
    const struct rtk_explain_view *view, struct rtk_err *err)
{
	struct rtk_printer *p = rtk_output_printer(cli, "explanation");

	print_head(p, view);
	print_steps(p, view);
	print_lines(p, view);
	return rtk_printer_close(p, err);
}
