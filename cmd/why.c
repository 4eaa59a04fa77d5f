#include "base/base.h"

#include "why.h"

#include <stdio.h>

#include "flow/why.h"
#include "output.h"
#include "session.h"

/* In the order of enum rtk_cause_of_change. */
static const char *const causes[RTK_WHY_CAUSES] = {
    N_("charged in one of the months only"),
    N_("the heating season began or ended"),
    N_("days of the month"),
    N_("area"),
    N_("persons"),
    N_("premises: kind, group, equipment"),
    N_("the volume is found in another way"),
    N_("own volume, by reading"),
    N_("own volume, by average"),
    N_("house meter and the other premises"),
    N_("norm"),
    N_("policies"),
    N_("raising coefficient"),
    N_("price"),
    N_("VAT"),
    N_("reduction"),
    N_("recalculation"),
    N_("penalty"),
    N_("other inputs"),
};

static void
print_head(struct rtk_printer *p, const struct rtk_why *why,
    const struct rtk_cli *cli)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "account", .title = _("account")},
	    {.key = "building", .title = _("building")},
	    {.key = "period", .title = _("month")},
	    {.key = "last", .title = _("the month before")},
	    {.key = "before",
		.title = _("charged then"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "now",
		.title = _("charged now"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "difference",
		.title = _("difference"),
		.type = RTK_PRINTER_MONEY},
	    {.key = "closed", .title = _("closed"), .type = RTK_PRINTER_FLAG},
	};
	const struct rtk_printer_block block = {"why", true, columns,
	    RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	rtk_printer_text(p, cli->arguments[0]);
	rtk_printer_text(p, why->building);
	rtk_printer_text(p, cli->arguments[1]);
	rtk_printer_period(p, why->last);
	rtk_printer_money(p, why->before);
	rtk_printer_money(p, why->now);
	rtk_printer_money(
	    p, (struct rtk_kop){why->now.v - why->before.v});
	rtk_printer_flag(p, why->closed);
	rtk_printer_end(p);
}

/* was and is are texts of the part's own scale */
static void
print_value(struct rtk_printer *p, const struct rtk_why_part *part,
    int64_t value)
{
	char text[RTK_WHY_TEXT];

	if (part->has_values)
		rtk_printer_text(p, rtk_why_text(text, part, value));
	else
		rtk_printer_none(p);
}

static void
print_parts(struct rtk_printer *p, const struct rtk_why *why, bool words)
{
	const struct rtk_printer_column columns[] = {
	    {.key = "service", .title = _("service")},
	    {.key = "component", .title = _("component")},
	    {.key = "cause", .title = _("cause")},
	    {.key = "was", .title = _("was")},
	    {.key = "is", .title = _("is")},
	    {.key = "unit", .title = _("unit")},
	    {.key = "amount",
		.title = _("amount, RUB"),
		.type = RTK_PRINTER_MONEY},
	};
	const struct rtk_printer_block block = {"parts", false, columns,
	    RTK_COUNT(columns)};

	rtk_printer_begin(p, &block);
	for (size_t i = 0; i < why->parts.count; i++) {
		const struct rtk_why_part *part = &why->parts.list[i];

		if (part->amount.v == 0)
			continue;
		rtk_printer_text(p, rtk_why_service(part));
		rtk_printer_text(p, rtk_why_component(part));
		rtk_printer_text(p,
		    words ? _(causes[part->cause])
			  : rtk_why_cause(part));
		print_value(p, part, part->was);
		print_value(p, part, part->is);
		rtk_printer_text(p, part->has_values ? part->unit : NULL);
		rtk_printer_money(p, part->amount);
	}
	rtk_printer_end(p);
}

static int
print_why(const struct rtk_why *why, const struct rtk_cli *cli,
    struct rtk_err *err)
{
	struct rtk_printer *p = rtk_output_printer(cli, "why");

	print_head(p, why, cli);
	print_parts(p, why, !cli->json && !cli->csv);
	if (rtk_printer_close(p, err) < 0)
		return -1;
	if (why->same_as_billed)
		return RTK_DONE;
	fprintf(stderr, "%s: %s\n", cli->program->name,
	    _("THE REPLAY DIFFERS FROM WHAT WAS BILLED"));
	return RTK_WAITS;
}

int
rtk_command_why(struct rtk_cli *cli, struct rtk_err *err)
{
	struct rtk_session session = {0};
	struct rtk_period period;
	struct rtk_why why;
	int rc = -1;

	if (rtk_cli_period(&period, cli->arguments[1], err) == 0 &&
	    rtk_session_open(&session, cli, err) == 0 &&
	    rtk_session_begin_read(&session, err) == 0 &&
	    rtk_why(&why, session.db, cli->arguments[0], period, err) == 0)
		rc = print_why(&why, cli, err);
	rtk_session_close(&session);
	return rc;
}
