#include "base/base.h"

#include "explain.h"

#include <stdio.h>

#include "cli.h"

/* The words that calc leaves in its steps, for the catalogue. */
static const char *const texts[] = {
    N_("heating"),
    N_("hot water"),
    N_("last real reading counted before"),
    N_("last reading that counts for the month"),
    N_("already billed by estimate since that reading"),
    N_("no valid reading: the meter is out or not verified"),
    N_("no reading was sent"),
    N_("periods in a row without a valid reading"),
    N_("heating norm, a month"),
    N_("heating months of the year / 12"),
    N_("metered volume per 0.01 m2, formula 3(7)"),
    N_("volume per 0.01 m2, formula 3(6)"),
    N_("left for the common part"),
    N_("volume of the house"),
    N_("heating and hot water by one meter"),
    N_("hot water of the house"),
    N_("area of all premises"),
    N_("heated common premises"),
    N_("premises with V_i = 0"),
    N_("premises with a meter"),
    N_("their volume"),
    N_("area of the premises"),
    N_("individual volume"),
    N_("share of the common volume, by area"),
    N_("price, RUB/Gcal"),
    N_("price, RUB"),
    N_("amount, RUB, rounded once, half away from zero"),
    N_("persons, by days of the month"),
    N_("norm of hot water, a person and month"),
    N_("norm of heat for one m3 of hot water"),
    N_("volume"),
    N_("volume * (K - 1)"),
};

static void
print_step(const struct rtk_explained_step *s)
{
	if (s->symbol[0] == '\0') {
		printf("\n%s%s%s\n", s->clause,
		    s->clause[0] != '\0' ? ": " : "", _(s->text));
		return;
	}
	printf("  %s = %s %s  %s", s->symbol, s->value, s->unit, _(s->text));
	if (s->clause[0] != '\0')
		printf(" (%s)", s->clause);
	printf("\n");
	if (s->formula[0] != '\0')
		printf("      %s\n", s->formula);
	if (s->origin[0] != '\0')
		printf("      [%s]\n", s->origin);
}

static void
print_line(const struct rtk_explained_line *l, size_t number)
{
	printf("%3zu  %s;%s;%s  %s  %s %s\n", number, l->service,
	    l->component, l->kind, l->method, _("formula"), l->formula);
	if (l->volume[0] == '\0') {
		printf("     %s = %s\n", _("VAT on the net amount"),
		    l->amount);
		return;
	}
	if (l->for_period[0] != '\0')
		printf("     %s %s (%s): %s %s, %s\n", _("difference for"),
		    l->for_period, l->reason, l->volume, l->unit, l->amount);
	else
		printf("     %s %s * %s = %s\n", l->volume, l->unit,
		    l->price, l->amount);
	if (l->common[0] != '\0')
		printf("     %s %s %s\n", _("of it common:"), l->common,
		    l->unit);
}

int
rtk_explain_choose(
    struct rtk_explain_view *view, const char *line, struct rtk_err *err)
{
	size_t count = view->explanation->line_count;

	view->line = 0;
	if (line == NULL)
		return 0;
	while (*line >= '0' && *line <= '9' && view->line <= count)
		view->line = view->line * 10 + (size_t)(*line++ - '0');
	if (*line != '\0' || view->line < 1 || view->line > count)
		return rtk_failf(err, RTK_E_USAGE, "--line: 1 ... %zu", count);
	return 0;
}

void
rtk_explain_print(const struct rtk_explain_view *view)
{
	const struct rtk_explanation *x = view->explanation;

	(void)texts;
	printf(_("account %s, building %s, %s\n"), view->account, x->building,
	    x->now ? _("with what is known now")
		: x->closed ? _("closed month")
			    : _("draft"));
	for (size_t i = 0; i < x->step_count; i++)
		print_step(&x->steps[i]);
	printf("\n%s\n", _("lines"));
	for (size_t i = 0; i < x->line_count; i++)
		if (view->line == 0 || view->line == i + 1)
			print_line(&x->lines[i], i + 1);
	printf("%s: %s\n", _("total"), x->total);
	if (!x->same_as_billed)
		printf("%s\n", _("THE REPLAY DIFFERS FROM WHAT WAS BILLED"));
}
