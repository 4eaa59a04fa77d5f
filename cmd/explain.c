#include "base/base.h"

#include "explain.h"

#include <stdio.h>
#include <string.h>

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
    N_("no access for an inspection, by its act"),
    N_("found by an inspection, counts for its month"),
    N_("periods in a row for this reason"),
    N_("days of the month without the meter"),
    N_("average for those days"),
    N_("use without a right to"),
    N_("correction by allocators"),
    N_("area of the premises with allocators"),
    N_("charged to the premises with allocators, RUB"),
    N_("units of all allocators"),
    N_("units of the allocators of the premises"),
    N_("by units, RUB"),
    N_("to whole kopecks: up for the largest remainders, so that the parts"
       " make ΣP"),
    N_("charged for the month, RUB"),
    N_("charged for these months, RUB"),
    N_("correction, RUB"),
    N_("throughput of the pipe, m3 an hour"),
    N_("days to be charged"),
    N_("persons, by days of each month"),
    N_("times the norm"),
    N_("charged for those days already, RUB"),
    N_("heating norm, a month"),
    N_("heating months of the year / 12"),
    N_("heating months of the year"),
    N_("metered volume per m2, formula 3(7)"),
    N_("volume per m2, formula 3(6)"),
    N_("sum of the individual volumes"),
    N_("where the counter began again from zero"),
    N_("units of the meter in one Gcal"),
    N_("volume by this meter"),
    N_("volume by norm"),
    N_("volume of the last calendar year by this meter"),
    N_("raising coefficient"),
    N_("rate of VAT, the price is net"),
    N_("volume of the house"),
    N_("adjustment of the year before"),
    N_("actual volume of each month at its own price, RUB"),
    N_("charged for the year, RUB"),
    N_("measured in the last months of heating"),
    N_("their days of heating"),
    N_("their mean outdoor temperature"),
    N_("days of heating without a meter"),
    N_("months of them"),
    N_("days without a meter"),
    N_("indoor norm of the building"),
    N_("average instead of the house meter"),
    N_("by contract load and outdoor temperature"),
    N_("contract load, Gcal an hour"),
    N_("temperature inside"),
    N_("design temperature outside"),
    N_("hours of heating a day"),
    N_("colder days count as this one"),
    N_("warmer days count as this one"),
    N_("days of heating"),
    N_("hours of heating in the month"),
    N_("days without the meter by its days at work"),
    N_("counted in the days at work"),
    N_("days at work"),
    N_("days without the meter"),
    N_("heat of the days without the meter"),
    N_("no report: by the month before"),
    N_("counted in the month measured last"),
    N_("its days of heating"),
    N_("heat instead of the report"),
    N_("heat of the month"),
    N_("bought for the block"),
    N_("hot water for common property"),
    N_("direct consumers of the block"),
    N_("premises of the buyer, by meters and norms"),
    N_("hot water by the house meters"),
    N_("below zero in the months before"),
    N_("below zero: carried to the months behind"),
    N_("volume of the buyer"),
    N_("norm of hot water for common property, a month"),
    N_("area of common premises"),
    N_("norm of the days without a meter"),
    N_("heating and hot water by one meter"),
    N_("hot water of the house"),
    N_("area of all premises"),
    N_("heated common premises"),
    N_("premises with V_i = 0"),
    N_("premises with a meter"),
    N_("their volume"),
    N_("volume of the communal flat"),
    N_("living area of the room"),
    N_("living area of all rooms of the flat"),
    N_("days of the persons of the room"),
    N_("days of the persons of the flat"),
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
    N_("volume * (K_пов - 1)"),
    N_("days at this price"),
    N_("volume of these days"),
    N_("hot water of all premises"),
    N_("part of the month that is of this party and price"),
    N_("months since that reading, with this one"),
    N_("more than the average billed for the month"),
    N_("months by average, each at its price"),
    N_("heating of the month by the days of both parties"),
    N_("days of the party"),
    N_("days in the month"),
    N_("counted from the day of the next price on"),
    N_("counted from the day of this price on"),
    N_("days of the party before"),
    N_("days of the charge"),
    N_("amount of the month, RUB"),
    N_("amount of the party before, RUB, rounded once"),
    N_("what is left, RUB"),
    N_("VAT on what is left, RUB"),
    N_("reading of the day on which the price changes"),
    N_("counted in these days, by readings of their ends"),
    N_("what was not supplied"),
    N_("hours without supply"),
    N_("hours of the days charged"),
    N_("for what was supplied, RUB"),
    N_("reduction, RUB, at most what is left of P"),
    N_("net, with reductions, RUB"),
    N_("on the net amount, RUB"),
    N_("absence"),
    N_("full days away must be more than"),
    N_("persons away"),
    N_("persons away by force majeure"),
    N_("days of absent persons in the month"),
    N_("days of the month"),
    N_("charge of the month for the service, RUB"),
    N_("of the charge"),
    N_("interruptions"),
    N_("hours allowed a month"),
    N_("interruption"),
    N_("allowed at once"),
    N_("allowed at once, outside the total"),
    N_("hours in excess"),
    N_("of the charge, for an hour in excess"),
    N_("temperature"),
    N_("hours"),
    N_("allowed up to"),
    N_("allowed from"),
    N_("pressure"),
    N_("pressure at least"),
    N_("pressure at most"),
    N_("off by more: the charge of the day"),
    N_("of the charge, for an hour"),
    N_("hours of supply of its days, whole"),
    N_("hours of all of them"),
    N_("hours of whole days of all of them"),
    N_("hours of supply of the days charged"),
    N_("steps of the deviation"),
    N_("of the charge, for an hour and step"),
    N_("degrees of a step"),
    N_("hours of cold water"),
    N_("price of cold water, RUB/m3"),
    N_("water below the cold limit"),
    N_("cold water below"),
    N_("volume of those hours"),
    N_("degrees of a room, where the house has no own"),
    N_("degrees of a room, as the house has it"),
    N_("degrees at least"),
    N_("degrees of a corner room, where the house has no own"),
    N_("degrees at most"),
    N_("deviation allowed by day"),
    N_("deviation allowed by night"),
    N_("more degrees allowed"),
    N_("the night begins"),
    N_("the night ends"),
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
	if (strcmp(l->kind, "reduction") == 0) {
		printf("     %s %s\n", _("as computed above:"), l->amount);
		return;
	}
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
	if (x->penalty != NULL)
		printf(_("penalty: %s, see rtk-report penalty %s\n"),
		    x->penalty, view->account);
	if (!x->same_as_billed)
		printf("%s\n", _("THE REPLAY DIFFERS FROM WHAT WAS BILLED"));
}
