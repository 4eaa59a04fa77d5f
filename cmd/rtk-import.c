#include "base/base.h"

#include "cli.h"
#include "import.h"

static const struct rtk_cli_option options[] = {
    {.name = "first-period",
	.argument = N_("PERIOD"),
	.text = N_("first month to bill (YYYY-MM); readings before it are "
		   "history"),
	.commands = "init"},
    {.name = "reference",
	.argument = N_("DIR"),
	.text = N_("folder of reference tables (default: the installed one; "
		   "environment: RTK_TARIFFS)"),
	.commands = "init"},
    {.name = "encoding",
	.argument = N_("NAME"),
	.text = N_("cp1251, cp866, koi8-r or utf-8 (default: found out)")},
    {.name = "format",
	.argument = N_("NAME"),
	.text = N_("format of the files, where a KIND has several")},
    {.name = "map",
	.argument = N_("FILE"),
	.text = N_("map of the columns of foreign tables of readings")},
    {.name = "kind",
	.argument = N_("KIND"),
	.text = N_("this KIND only"),
	.commands = "history quarantine resolve"},
    {.name = "code",
	.argument = N_("CODE"),
	.text = N_("only rows that wait for this reason"),
	.commands = "quarantine resolve"},
    {.name = "older",
	.argument = N_("DAYS"),
	.text = N_("only rows that wait for so many days"),
	.commands = "quarantine"},
    {.name = "decided",
	.text = N_("rows that were decided, instead of those that wait"),
	.commands = "quarantine"},
    {.name = "cause",
	.argument = N_("TEXT"),
	.text = N_("why it is decided so"),
	.commands = "resolve undo"},
    {.name = "row",
	.argument = N_("ROW"),
	.text = N_("the row as it should have been"),
	.commands = "resolve"},
    {.name = "header",
	.argument = N_("HEADER"),
	.text = N_("names of its columns, where they are others"),
	.commands = "resolve"},
    {.name = "from",
	.argument = N_("FILE"),
	.text = N_("decisions as a table, as quarantine --csv lists it"),
	.commands = "resolve"},
    {.name = "all",
	.argument = N_("ACTION"),
	.text = N_("decide all rows of the --code"),
	.commands = "resolve"},
    {.name = NULL},
};

static const struct rtk_cli_program program = {
    .name = "rtk-import",
    .text = N_("Takes reference tables, registry, readings and money into the "
	       "database, each file as a whole and only once."),
    .commands = rtk_import_commands,
    .options = options,
};

int
main(int argc, char **argv)
{
	return rtk_cli_main(&program, argc, argv);
}
