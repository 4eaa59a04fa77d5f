#include "base/base.h"

#include "import_list.h"

#include "decide.h"
#include "flow/import.h"
#include "flow/import_report.h"
#include "output.h"
#include "session.h"

typedef int report_function(const struct rtk_import_report *report,
    struct rtk_printer *printer, struct rtk_err *err);

static const char *
translate(const char *text)
{
	/* the catalogue has its heading under the empty text */
	return text[0] != '\0' ? gettext(text) : text;
}

static int
print_report(
    struct rtk_session *session, report_function *function, struct rtk_err *err)
{
	const struct rtk_cli *cli = session->cli;
	const char *older = rtk_cli_value(cli, "older");
	struct rtk_import_report report = {
	    .db = session->db,
	    .kind = rtk_cli_value(cli, "kind"),
	    .narrow = !cli->csv && !cli->json,
	    .code = rtk_cli_value(cli, "code"),
	    .decided = rtk_cli_value(cli, "decided") != NULL,
	    .as_of = cli->as_of,
	    .translate = translate,
	};
	struct rtk_printer *printer;
	int64_t days;
	int rc;

	if (older != NULL) {
		if (rtk_decide_number(&days, older, "--older DAYS", err) < 0)
			return -1;
		report.days_min = (int32_t)days;
	}
	if (report.kind != NULL && !rtk_import_is_kind(report.kind))
		return rtk_failf(
		    err, RTK_E_USAGE, _("unknown KIND: \"%s\""), report.kind);
	if (rtk_session_begin_read(session, err) < 0)
		return -1;
	printer = rtk_output_printer(cli, cli->command->name);
	rc = function(&report, printer, err);
	if (rtk_printer_close(printer, err) < 0)
		rc = -1;
	rtk_session_rollback(session);
	return rc;
}

static int
run_report(struct rtk_cli *cli, report_function *function, struct rtk_err *err)
{
	struct rtk_session session;
	int rc = rtk_session_open(&session, cli, err);

	if (rc == 0)
		rc = print_report(&session, function, err);
	rtk_session_close(&session);
	return rc < 0 ? -1 : RTK_DONE;
}

int
rtk_import_history(struct rtk_cli *cli, struct rtk_err *err)
{
	return run_report(cli, rtk_import_report_history, err);
}

int
rtk_import_quarantine_list(struct rtk_cli *cli, struct rtk_err *err)
{
	return run_report(cli, rtk_import_report_quarantine, err);
}
