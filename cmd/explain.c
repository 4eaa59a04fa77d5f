#include "base/base.h"

#include "explain.h"

#include <stdio.h>
#include <string.h>

#include "calc/names.h"
#include "cli.h"
#include "num/decimal.h"

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

/*
 * The value with ten decimals where it is no finite one of six: enough to
 * check a product to the kopeck with a pocket calculator.
 */
static void
print_value(const struct rtk_step *step)
{
	struct rtk_ratio scaled = rtk_ratio_mul_int(step->value, 10000);
	struct rtk_err ignored = RTK_ERR_INIT;
	char text[RTK_DECIMAL_TEXT];
	int64_t value;

	if (rtk_ratio_round(&value, step->value, &ignored) == 0 &&
	    rtk_ratio_compare(rtk_ratio(value, 1), step->value) == 0) {
		printf("%s", rtk_decimal_text(text, value, step->scale, 0));
		return;
	}
	if (rtk_ratio_round(&value, scaled, &ignored) < 0) {
		printf("?");
		return;
	}
	if (step->scale + 4 <= 9) {
		printf("%s…", rtk_decimal_text(text, value, step->scale + 4, 0));
		return;
	}
	/* ten decimals: the whole part apart */
	printf("%s%lld.%010lld…", value < 0 ? "-" : "",
	    (long long)(value < 0 ? -value : value) / 10000000000LL,
	    (long long)(value < 0 ? -value : value) % 10000000000LL);
}

static void
print_step(const struct rtk_explained_step *e)
{
	const struct rtk_step *s = &e->step;

	if (s->symbol == NULL) {
		printf("\n%s%s%s\n", s->clause != NULL ? s->clause : "",
		    s->clause != NULL ? ": " : "", _(s->text));
		return;
	}
	printf("  %s = ", s->symbol);
	print_value(s);
	if (s->unit != NULL && s->unit[0] != '\0')
		printf(" %s", s->unit);
	printf("   %s", _(s->text));
	if (s->clause != NULL)
		printf(" (%s)", s->clause);
	printf("\n");
	if (s->formula != NULL)
		printf("      %s\n", s->formula);
	if (e->origin[0] != '\0')
		printf("      [%s]\n", e->origin);
}

static void
print_line(const struct rtk_explanation *x, size_t i)
{
	const struct rtk_line *l = &x->lines[i];
	char volume[RTK_DECIMAL_TEXT], price[RTK_DECIMAL_TEXT];
	char amount[RTK_DECIMAL_TEXT];

	printf("%3zu  %s;%s;%s  %s  %s %s\n", i + 1,
	    rtk_service_name(l->service), rtk_component_name(l->component),
	    rtk_kind_name(l->kind), rtk_method_name(l->method),
	    _("formula"), rtk_formula_name(l->formula));
	rtk_decimal_text(amount, l->amount.v, RTK_KOP_SCALE, 2);
	if (l->kind == RTK_VAT) {
		printf("     %s = %s\n", _("VAT on the net amount"), amount);
		return;
	}
	printf("     %s %s * %s = %s\n",
	    rtk_decimal_text(
		volume, l->volume.v, RTK_MICRO_SCALE, l->decimals),
	    rtk_component_unit(l->component),
	    rtk_decimal_text(price, x->prices[i].v, RTK_PRICE_SCALE, 2),
	    amount);
	if (l->service == RTK_HEATING)
		printf("     %s %s %s\n", _("of it common:"),
		    rtk_decimal_text(
			volume, l->common.v, RTK_MICRO_SCALE, 6),
		    rtk_component_unit(l->component));
}

/* The replay must be what was billed. */
static bool
same_as_billed(const struct rtk_explanation *x)
{
	bool same = x->line_count == x->stored_count;

	for (size_t i = 0; same && i < x->line_count; i++)
		same = x->lines[i].amount.v == x->stored[i].amount.v &&
		    x->lines[i].volume.v == x->stored[i].volume.v;
	return same;
}

static int
line_number(size_t *out, const struct rtk_explanation *x, const char *only,
    struct rtk_err *err)
{
	int64_t number;
	struct rtk_err ignored = RTK_ERR_INIT;

	*out = 0;
	if (only == NULL)
		return 0;
	if (rtk_decimal_parse(&number, only, strlen(only), 0, &ignored) < 0 ||
	    number < 1 || (size_t)number > x->line_count)
		return rtk_failf(err, RTK_E_USAGE,
		    "--line: 1 ... %zu", x->line_count);
	*out = (size_t)number;
	return 0;
}

int
rtk_explain_print(const struct rtk_explanation *x, const char *account,
    const char *only, struct rtk_err *err)
{
	int64_t sum = 0;
	size_t number;
	char text[RTK_DECIMAL_TEXT];

	(void)texts;
	if (line_number(&number, x, only, err) < 0)
		return -1;
	printf(_("account %s, building %s, %s\n"), account, x->building,
	    x->closed ? _("closed month") : _("draft"));
	for (size_t i = 0; i < x->step_count; i++)
		print_step(&x->steps[i]);
	printf("\n%s\n", _("lines"));
	for (size_t i = 0; i < x->line_count; i++) {
		sum += x->lines[i].amount.v;
		if (number == 0 || number == i + 1)
			print_line(x, i);
	}
	printf("%s: %s\n", _("total"),
	    rtk_decimal_text(text, sum, RTK_KOP_SCALE, 2));
	if (same_as_billed(x))
		return RTK_DONE;
	printf("%s\n", _("THE REPLAY DIFFERS FROM WHAT WAS BILLED"));
	return RTK_WAITS;
}
