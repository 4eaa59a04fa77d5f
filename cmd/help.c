#include "base/base.h"

#include "help.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 79, INDENT = 2, TEXT_COLUMN = 28 };

const struct rtk_cli_option rtk_cli_common[] = {
    {.name = "db",
	.argument = N_("FILE"),
	.text = N_("the database (environment: RTK_DB)")},
    {.name = "as-of",
	.argument = N_("DATE"),
	.text = N_("work as on this day (default: today)")},
    {.name = "dry-run",
	.letter = 'n',
	.text = N_("do everything, then roll it back")},
    {.name = "quiet",
	.letter = 'q',
	.text = N_("say nothing when all is well")},
    {.name = "verbose", .letter = 'v', .text = N_("say more")},
    {.name = "json", .text = N_("write the result as JSON")},
    {.name = "csv", .text = N_("write the result as CSV")},
    {.name = "progress", .text = N_("draw progress from the start")},
    {.name = "no-progress", .text = N_("never draw progress")},
    {.name = "help", .text = N_("print this text")},
    {.name = "version", .text = N_("print the version")},
    {.name = NULL},
};

/* Letters, not bytes: a Russian one has two. */
static int
columns_of(const char *text, size_t size)
{
	int n = 0;

	for (size_t i = 0; i < size; i++)
		n += ((unsigned char)text[i] & 0xC0) != 0x80;
	return n;
}

static int
put_blanks(int column, int target)
{
	for (; column < target; column++)
		putchar(' ');
	return column;
}

/* Words of text from `column` on, folded to lines that begin at `indent`. */
static void
put_folded(const char *text, int column, int indent)
{
	while (*text != '\0') {
		size_t size = strcspn(text, " ");
		int width = columns_of(text, size);

		if (column > indent && column + 1 + width > WIDTH) {
			putchar('\n');
			column = put_blanks(0, indent);
		} else if (column > indent) {
			putchar(' ');
			column++;
		}
		column = put_blanks(column, indent);
		(void)fwrite(text, 1, size, stdout);
		column += width;
		text += size + strspn(text + size, " ");
	}
	putchar('\n');
}

/* The heading of an item, then its text in the second column. */
static void
put_item(const char *head, const char *text)
{
	int column = put_blanks(0, INDENT) + columns_of(head, strlen(head));

	fputs(head, stdout);
	if (column + 2 > TEXT_COLUMN) {
		putchar('\n');
		column = 0;
	}
	put_folded(text, put_blanks(column, TEXT_COLUMN), TEXT_COLUMN);
}

static void
put_option(const struct rtk_cli_option *option)
{
	char head[160];
	char letter[8] = "    ";

	if (option->letter != '\0')
		(void)snprintf(letter, sizeof(letter), "-%c, ", option->letter);
	(void)snprintf(head, sizeof(head), "%s--%s%s%s", letter, option->name,
	    option->argument != NULL ? " " : "",
	    option->argument != NULL ? _(option->argument) : "");
	put_item(head, _(option->text));
}

static void
put_commands(const struct rtk_cli_program *program)
{
	char head[160];

	printf("\n%s\n", _("Commands:"));
	for (const struct rtk_cli_command *command = program->commands;
	     command->text != NULL; command++) {
		const char *arguments = command->arguments;

		(void)snprintf(head, sizeof(head), "%s%s%s", command->name,
		    arguments[0] != '\0' ? " " : "",
		    arguments[0] != '\0' ? _(arguments) : "");
		put_item(head, _(command->text));
	}
}

static void
put_usage(const struct rtk_cli_program *program)
{
	const struct rtk_cli_command *only = program->commands;

	if (only->name != NULL)
		printf(_("Usage: %s COMMAND [OPTION]... [ARGUMENT]...\n"),
		    program->name);
	else
		printf(_("Usage: %s [OPTION]... %s\n"), program->name,
		    only->arguments[0] != '\0' ? _(only->arguments) : "");
	for (only++; program->commands->name == NULL && only->text != NULL;
	     only++)
		printf(_("   or: %s %s [OPTION]... %s\n"), program->name,
		    only->name, _(only->arguments));
	put_folded(_(program->text), 0, 0);
	if (program->commands->name != NULL)
		put_commands(program);
}

void
rtk_help_print(const struct rtk_cli_program *program)
{
	const struct rtk_cli_option *option;

	put_usage(program);
	if (program->options[0].name != NULL)
		printf("\n%s\n", _("Options:"));
	for (option = program->options; option->name != NULL; option++)
		put_option(option);
	printf("\n%s\n", _("Options of every program:"));
	for (option = rtk_cli_common; option->name != NULL; option++)
		put_option(option);
	putchar('\n');
	put_folded(_("Exit status: 0 done, 1 done but something waits for a "
		     "person, other: nothing was stored; see rtk(7)."),
	    0, 0);
}
