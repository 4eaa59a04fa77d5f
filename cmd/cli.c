#include "base/base.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "help.h"

/* Values of getopt_long: index of the option behind this. */
enum { FIRST_CODE = 256 };

/* What parsing came to. */
enum parsed { PARSED, PARSED_HELP, PARSED_VERSION, PARSED_WRONG };

/* The one place where a fault becomes an exit status; see rtk(7). */
static int status_of(enum rtk_class class)
{
	switch (class) {
	case RTK_NOTE:
		return RTK_WAITS;
	case RTK_USAGE:
		return 64;
	case RTK_DATA:
		return 65;
	case RTK_NO_INPUT:
		return 66;
	case RTK_NOT_READY:
		return 69;
	case RTK_NO_OUTPUT:
		return 73;
	case RTK_IO:
		return 74;
	case RTK_BUSY:
		return 75;
	case RTK_CONFIG:
		return 78;
	case RTK_INTERNAL:
	default:
		return 70;
	}
}

/* Input ends on the screen: no byte of it may steer the terminal. */
static void
add_harmless(struct rtk_buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;

		rtk_buf_add_byte(
		    out, byte < 0x20 || byte == 0x7F ? '?' : *text);
	}
}

enum { PHONE_DIGITS = 11, CITY_DIGITS = 10, NAME_BYTES = 6, SLIPS = 2 };

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    (unsigned char)c >= 0x80;
}

/* Three Cyrillic letters make a name, two words as well. */
static bool
may_be_words(const char *value)
{
	size_t run = 0;

	for (const char *c = value; *c != '\0'; c++) {
		run = (unsigned char)*c >= 0x80 ? run + 1 : 0;
		if (run >= NAME_BYTES ||
		    (*c == ' ' && c > value && is_letter(c[-1]) &&
			is_letter(c[1])))
			return true;
	}
	return false;
}

/* Of a column of numbers or days: a slip of the pen leaves it like one. */
static bool
is_numeric(enum rtk_fault fault)
{
	return fault == RTK_E_NUM_CHAR || fault == RTK_E_NUM_SCALE ||
	    fault == RTK_E_NUM_RANGE || fault == RTK_E_DATE_FORM ||
	    fault == RTK_E_TIME_FORM || fault == RTK_E_PERIOD_FORM;
}

/*
 * Whether the value may be a name, an address, a telephone or an e-mail that
 * slipped into this column. What is hidden by mistake stands in the file.
 */
static bool
may_be_personal(const struct rtk_err *err)
{
	const char *value = err->value;
	size_t digits = 0, letters = 0;

	if (strchr(value, '@') != NULL || value[0] == '+' ||
	    may_be_words(value))
		return true;
	for (const char *c = value; *c != '\0'; c++) {
		digits += *c >= '0' && *c <= '9';
		/* a letter of UTF-8 counts once, by its first byte */
		letters += is_letter(*c) && ((unsigned char)*c & 0xC0) != 0x80;
	}
	if (digits == PHONE_DIGITS)
		return true;
	return err->line > 0 && is_numeric(err->fault) &&
	    (digits == 0 || letters > SLIPS ||
		(digits == CITY_DIGITS && value[0] == '9'));
}

/* The text of a fault has at most one %s: the detail. */
static void
add_text(struct rtk_buf *out, const struct rtk_err *err)
{
	const char *text = gettext(rtk_fault_text(err->fault));
	const char *mark = strstr(text, "%s");

	if (mark == NULL) {
		rtk_buf_add_text(out, text);
		return;
	}
	rtk_buf_add(out, text, (size_t)(mark - text));
	add_harmless(out, err->detail);
	rtk_buf_add_text(out, mark + 2);
}

void
rtk_cli_say(const struct rtk_cli *cli, const struct rtk_err *err)
{
	struct rtk_buf out = {0};

	rtk_buf_addf(&out, "%s: ", cli->program->name);
	if (err->file[0] != '\0') {
		add_harmless(&out, err->file);
		if (err->line > 0)
			rtk_buf_addf(&out, ":%ld", err->line);
		rtk_buf_add_text(&out, ": ");
	}
	if (err->column[0] != '\0') {
		rtk_buf_addf(&out, "%s \"", _("column"));
		add_harmless(&out, err->column);
		rtk_buf_add_text(&out, "\": ");
	}
	add_text(&out, err);
	if (err->value[0] != '\0' && may_be_personal(err)) {
		rtk_buf_addf(&out, ": %s", _("(value not shown)"));
	} else if (err->value[0] != '\0') {
		rtk_buf_add_text(&out, ": \"");
		add_harmless(&out, err->value);
		rtk_buf_add_text(&out, "\"");
	}
	rtk_buf_add_text(&out, "\n");
	(void)fwrite(out.bytes, 1, out.size, stderr);
	rtk_buf_release(&out);
}

static int
fail_stdout(struct rtk_err *err)
{
	rtk_failf(err, RTK_E_FILE_WRITE, "%s", strerror(errno));
	return rtk_err_at(err, "stdout", 0);
}

int
rtk_cli_flush(struct rtk_err *err)
{
	errno = EIO; /* if the stream remembers a fault of earlier */
	if (fflush(stdout) != 0 || ferror(stdout))
		return fail_stdout(err);
	return 0;
}

static int
close_stdout(struct rtk_err *err)
{
	if (rtk_cli_flush(err) < 0)
		return -1;
	if (fclose(stdout) != 0)
		return fail_stdout(err);
	return 0;
}

const char *
rtk_cli_value_at(const struct rtk_cli *cli, const char *option, size_t index)
{
	for (size_t i = 0; i < cli->given_count; i++)
		if (strcmp(cli->given[i].name, option) == 0 && index-- == 0)
			return cli->given[i].value;
	return NULL;
}

const char *
rtk_cli_value(const struct rtk_cli *cli, const char *option)
{
	for (size_t i = cli->given_count; i > 0; i--)
		if (strcmp(cli->given[i - 1].name, option) == 0)
			return cli->given[i - 1].value;
	return NULL;
}

/* The command line is not a file with columns: its faults are usage. */
static int
fail_usage(struct rtk_err *err, const char *what, const char *value)
{
	return rtk_failf(err, RTK_E_USAGE, "%s: \"%s\"", what, value);
}

int
rtk_cli_period(struct rtk_period *out, const char *text, struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;

	if (rtk_period_parse(out, text, strlen(text), &ignored) < 0)
		return fail_usage(
		    err, gettext(rtk_fault_text(ignored.fault)), text);
	return 0;
}

/* --- parsing ----------------------------------------------------------- */

/* Both tables of options, one behind the other. */
struct table {
	const struct rtk_cli_option *option[RTK_CLI_OPTIONS_MAX];
	struct option forms[RTK_CLI_OPTIONS_MAX + 1];
	char letters[RTK_CLI_OPTIONS_MAX * 2 + 2];
	size_t count;
	size_t own; /* the first ones are the program's own */
};

static void
add_options(struct table *table, const struct rtk_cli_option *options)
{
	for (; options->name != NULL; options++) {
		size_t i = table->count++;
		size_t used = strlen(table->letters);

		RTK_ASSERT(i < RTK_CLI_OPTIONS_MAX);
		table->option[i] = options;
		table->forms[i] = (struct option){.name = options->name,
		    .has_arg = options->argument != NULL,
		    .val = FIRST_CODE + (int)i};
		if (options->letter == '\0')
			continue;
		RTK_ASSERT(options->argument == NULL);
		table->letters[used] = options->letter;
	}
}

static const struct rtk_cli_option *
option_of(const struct table *table, int code)
{
	if (code >= FIRST_CODE)
		return table->option[code - FIRST_CODE];
	for (size_t i = 0; i < table->count; i++)
		if (table->option[i]->letter == code)
			return table->option[i];
	return NULL;
}

static int
take_date(struct rtk_date *out, const char *text, struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;

	if (rtk_date_parse(out, text, strlen(text), &ignored) < 0)
		return fail_usage(
		    err, gettext(rtk_fault_text(ignored.fault)), text);
	return 0;
}

/* Options that every program has, but --help and --version. */
static int
take_common(struct rtk_cli *cli, const char *name, struct rtk_err *err)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {
	    {"dry-run", &cli->dry_run},
	    {"quiet", &cli->quiet},
	    {"verbose", &cli->verbose},
	    {"json", &cli->json},
	    {"csv", &cli->csv},
	};

	for (size_t i = 0; i < RTK_COUNT(flags); i++)
		if (strcmp(flags[i].name, name) == 0)
			*flags[i].flag = true;
	if (strcmp(name, "db") == 0)
		cli->db = optarg;
	if (strcmp(name, "progress") == 0)
		cli->progress = RTK_PROGRESS_ON;
	if (strcmp(name, "no-progress") == 0)
		cli->progress = RTK_PROGRESS_OFF;
	if (strcmp(name, "as-of") == 0)
		return take_date(&cli->as_of, optarg, err);
	return 0;
}

static int
take_own(struct rtk_cli *cli, const char *name, struct rtk_err *err)
{
	if (cli->given_count == RTK_CLI_GIVEN_MAX)
		return fail_usage(err, _("too many options"), name);
	cli->given[cli->given_count].name = name;
	cli->given[cli->given_count++].value = optarg != NULL ? optarg : "";
	return 0;
}

static enum parsed
parse_options(struct rtk_cli *cli, int argc, char **argv, struct rtk_err *err)
{
	struct table table = {.letters = "", .count = 0};
	int code;

	add_options(&table, cli->program->options);
	table.own = table.count;
	add_options(&table, rtk_cli_common);
	opterr = 0;
	while ((code = getopt_long(
		    argc, argv, table.letters, table.forms, NULL)) != -1) {
		const struct rtk_cli_option *option = option_of(&table, code);
		bool own = option != NULL &&
		    option < cli->program->options + table.own &&
		    option >= cli->program->options;

		if (option == NULL) {
			fail_usage(err,
			    _("wrong option, or its argument is "
			      "missing"),
			    argv[optind - 1]);
			return PARSED_WRONG;
		}
		if (strcmp(option->name, "help") == 0)
			return PARSED_HELP;
		if (strcmp(option->name, "version") == 0)
			return PARSED_VERSION;
		if ((own ? take_own(cli, option->name, err)
			 : take_common(cli, option->name, err)) < 0)
			return PARSED_WRONG;
	}
	cli->arguments = argv + optind;
	cli->argument_count = argc - optind;
	return PARSED;
}

/* Whether the list of words, parted by blanks, has the word. */
static bool
has_word(const char *list, const char *word)
{
	size_t size = strlen(word);

	while (*list != '\0') {
		size_t length = strcspn(list, " ");

		if (length == size && memcmp(list, word, size) == 0)
			return true;
		list += length + strspn(list + length, " ");
	}
	return false;
}

static int
find_command(struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_cli_command *command = cli->program->commands;

	const struct rtk_cli_command *unnamed =
	    command->name == NULL ? command++ : NULL;

	cli->command = unnamed;
	if (cli->argument_count == 0 && unnamed == NULL)
		return rtk_failf(err, RTK_E_USAGE, "%s",
		    _("a command is missing; try --help"));
	for (; cli->argument_count > 0 && command->text != NULL; command++) {
		if (strcmp(command->name, cli->arguments[0]) != 0)
			continue;
		cli->command = command;
		cli->arguments++;
		cli->argument_count--;
		return 0;
	}
	if (unnamed != NULL)
		return 0;
	return fail_usage(err, _("unknown command"), cli->arguments[0]);
}

static int
check_options(const struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_cli_option *option = cli->program->options;
	const char *command;

	/* one that was found by its word, or the unnamed one */
	RTK_ASSERT(cli->command != NULL);
	command = cli->command->name != NULL ? cli->command->name
					     : RTK_CLI_UNNAMED;
	for (; option->name != NULL; option++) {
		if (option->commands == NULL ||
		    rtk_cli_value(cli, option->name) == NULL ||
		    has_word(option->commands, command))
			continue;
		return rtk_failf(err, RTK_E_USAGE,
		    _("option --%s does not belong to %s"), option->name,
		    cli->command->name != NULL ? command
					       : cli->program->name);
	}
	if (cli->json && cli->csv)
		return rtk_failf(err, RTK_E_USAGE, "%s",
		    _("--json and --csv exclude each other"));
	return 0;
}

static int
check_arguments(const struct rtk_cli *cli, struct rtk_err *err)
{
	const struct rtk_cli_command *command = cli->command;

	if (cli->argument_count < command->arguments_min)
		return rtk_failf(err, RTK_E_USAGE,
		    _("an argument is missing: %s"), _(command->arguments));
	if (command->arguments_max >= 0 &&
	    cli->argument_count > command->arguments_max)
		return fail_usage(err, _("an argument too many"),
		    cli->arguments[command->arguments_max]);
	return 0;
}

/* --- the run ----------------------------------------------------------- */

/*
 * A closed stdin, stdout or stderr must not become the number of a file that
 * is opened later. The null device is opened the wrong way round, so that
 * using it fails as it should.
 */
static void
hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null",
			fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			_exit(status_of(RTK_IO));
}

static void
set_language(void)
{
	const char *folder = getenv("RTK_LOCALEDIR");

	/* LC_NUMERIC stays "C": numbers never depend on the locale */
	(void)setlocale(LC_CTYPE, "");
	(void)setlocale(LC_MESSAGES, "");
	(void)bindtextdomain(
	    "rtk", folder != NULL ? folder : RTK_LOCALEDIR_INSTALLED);
	(void)bind_textdomain_codeset("rtk", "UTF-8");
	(void)textdomain("rtk");
}

static struct rtk_date
today(void)
{
	time_t now = time(NULL);
	struct tm parts = {0};

	RTK_ASSERT(localtime_r(&now, &parts) != NULL);
	return rtk_date_of((struct rtk_civil){
	    parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday});
}

static int
run_command(struct rtk_cli *cli, struct rtk_err *err)
{
	if (find_command(cli, err) < 0 || check_options(cli, err) < 0 ||
	    check_arguments(cli, err) < 0)
		return -1;
	return cli->command->run(cli, err);
}

static int
run(struct rtk_cli *cli, int argc, char **argv, struct rtk_err *err)
{
	switch (parse_options(cli, argc, argv, err)) {
	case PARSED_HELP:
		rtk_help_print(cli->program);
		return RTK_DONE;
	case PARSED_VERSION:
		printf("%s %s\n", cli->program->name, rtk_version());
		return RTK_DONE;
	case PARSED:
		return run_command(cli, err);
	case PARSED_WRONG:
	default:
		return -1;
	}
}

int
rtk_cli_main(const struct rtk_cli_program *program, int argc, char **argv)
{
	static struct rtk_cli cli;
	struct rtk_err err = RTK_ERR_INIT;
	int status;

	hold_standard_files();
	(void)signal(SIGPIPE, SIG_IGN);
	set_language();
	cli = (struct rtk_cli){
	    .program = program, .db = getenv("RTK_DB"), .as_of = today()};
	status = run(&cli, argc, argv, &err);
	if (status < 0) {
		status = status_of(rtk_fault_class(err.fault));
		rtk_cli_say(&cli, &err);
	}
	rtk_err_clear(&err);
	if (close_stdout(&err) < 0 && status <= RTK_WAITS) {
		status = status_of(RTK_IO);
		rtk_cli_say(&cli, &err);
	}
	return status;
}
