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
	.text = N_("list this KIND only"),
	.commands = "history quarantine"},
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
