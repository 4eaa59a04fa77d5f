/*
 * The frame of every program: options from a table, --help from the same
 * table, faults in words, the exit status. The clock is read here only.
 */
#ifndef RTK_CMD_CLI_H
#define RTK_CMD_CLI_H

#include <libintl.h>

#include "base/err.h"
#include "model.h"

/** Translates a message; N_ marks one that is translated later. */
#define _(text) gettext(text)
#define N_(text) (text)

/** Most options of one call, the repeated ones counted. */
enum { RTK_CLI_GIVEN_MAX = 4096, RTK_CLI_OPTIONS_MAX = 40 };

/** Exit statuses that are no failure. */
enum { RTK_DONE = 0, RTK_WAITS = 1 };

struct rtk_cli;

/** What stands for the command without a name in lists of commands. */
#define RTK_CLI_UNNAMED "-"

/** An option; a table of them ends with a NULL name. */
struct rtk_cli_option {
	const char *name;     /* long form without dashes */
	const char *argument; /* N_("DIR"), NULL: takes none */
	const char *text;     /* N_("what it does") */
	const char *commands; /* "init history": only these; NULL: all */
	char letter;          /* short form, 0: none */
};

/** A command; a table of them ends with a NULL text. */
struct rtk_cli_command {
	const char *name;      /* NULL, of the first one: needs no word */
	const char *arguments; /* N_("FILE..."), "": none */
	const char *text;      /* N_("what it does") */
	/**
	 * Does it. Returns RTK_DONE, RTK_WAITS (stored, but something waits
	 * for a person) or -1 with err filled.
	 */
	int (*run)(struct rtk_cli *cli, struct rtk_err *err);
	int arguments_min;
	int arguments_max; /* -1: no limit */
};

/** A program. */
struct rtk_cli_program {
	const char *name; /* "rtk-import" */
	const char *text; /* N_("what it does") */
	const struct rtk_cli_command *commands;
	const struct rtk_cli_option *options; /* its own */
};

/** Whether to draw progress. */
enum rtk_cli_progress { RTK_PROGRESS_AUTO, RTK_PROGRESS_ON, RTK_PROGRESS_OFF };

/** A call as it was understood. Texts are those of argv and environment. */
struct rtk_cli {
	const struct rtk_cli_program *program;
	const struct rtk_cli_command *command;
	char **arguments; /* behind the command */
	int argument_count;
	const char *db;
	struct rtk_date as_of;
	bool dry_run, quiet, verbose, json, csv;
	enum rtk_cli_progress progress;
	struct {
		const char *name;
		const char *value;
	} given[RTK_CLI_GIVEN_MAX]; /* own options in their order */
	size_t given_count;
};

/**
 * The whole program: parses, runs the command, says the fault, checks
 * stdout. Returns the exit status.
 */
int rtk_cli_main(const struct rtk_cli_program *program, int argc, char **argv);

/** Argument of the option as given last, NULL if it was not given. */
const char *rtk_cli_value(const struct rtk_cli *cli, const char *option);

/** Argument of its occurrence number index, NULL behind the last. */
const char *rtk_cli_value_at(
    const struct rtk_cli *cli, const char *option, size_t index);

/** A period given as argument or option. Fails with usage. */
int rtk_cli_period(struct rtk_period *out, const char *text,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Says a fault or note on stderr: `program: file:line: column "x": ...`. */
void rtk_cli_say(const struct rtk_cli *cli, const struct rtk_err *err);

/** Flushes stdout, before a commit. Fails with file.write. */
int rtk_cli_flush(struct rtk_err *err) RTK_MUST_CHECK;

#endif
