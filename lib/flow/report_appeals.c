#include "base/base.h"

#include "flow/report_appeals.h"

#include "calc/due_date.h"
#include "calc/policies.h"
#include "flow/import_words.h"
#include "store/appeal.h"
#include "store/due_rows.h"
#include "store/rule_rows.h"

static const struct rtk_printer_column columns[] = {
    {.key = "appeal"},
    {.key = "account"},
    {.key = "channel"},
    {.key = "received"},
    {.key = "subject"},
    {.key = "due"},
    {.key = "state"},
    {.key = "answered"},
    {.key = "outage"},
    {.key = "answer"},
    {.key = "document"},
};

static const struct rtk_printer_block block = {.key = "appeals",
    .columns = columns,
    .column_count = RTK_COUNT(columns)};

/* What the last day to answer depends on. */
struct terms {
	struct rtk_arena arena;
	struct rtk_due_rows calendar;
	struct rtk_rule_rows rules;
};

static int
load(struct terms *out, struct rtk_db *db, struct rtk_err *err)
{
	if (rtk_due_rows_load(
		&out->calendar, db, INT64_MAX, &out->arena, err) < 0)
		return -1;
	return rtk_rule_rows_load(
	    &out->rules, db, INT64_MAX, &out->arena, err);
}

/* So many working days behind the day, by the policies of that day. */
static int
due_of(struct rtk_date *out, const struct terms *terms,
    const struct rtk_appeal *appeal, struct rtk_err *err)
{
	struct rtk_policies policies;
	int64_t days;

	if (rtk_policies_load(
		&policies, &terms->rules, appeal->received, err) < 0)
		return -1;
	days = policies.value[appeal->subject == RTK_APPEAL_RECALCULATION
		       ? RTK_RECALCULATION_DAYS
		       : RTK_ANSWER_DAYS] /
	    RTK_MICRO;
	for (*out = appeal->received; days > 0;) {
		out->v++;
		days -= rtk_working_day(&terms->calendar, *out);
	}
	return 0;
}

static const char *
state_of(const struct rtk_appeal *appeal, struct rtk_date due,
    struct rtk_date as_of)
{
	if (!rtk_date_is_none(appeal->answered))
		return appeal->answered.v > due.v ? "answered late"
						  : "answered";
	return as_of.v > due.v ? "late" : "due";
}

static void
print(struct rtk_printer *p, const struct rtk_appeal *a, struct rtk_date due,
    const char *state)
{
	rtk_printer_text(p, a->code);
	rtk_printer_text(p, a->account);
	rtk_printer_text(p, a->channel);
	rtk_printer_date(p, a->received);
	rtk_printer_text(p, rtk_word_of(rtk_words_appeal, (int)a->subject));
	rtk_printer_date(p, due);
	rtk_printer_text(p, state);
	rtk_printer_date(p, a->answered);
	/* a complaint of quality leads to an act, and so to an outage */
	rtk_printer_text(p,
	    a->subject != RTK_APPEAL_QUALITY ? ""
		: a->outage		     ? "recorded"
					     : "none");
	rtk_printer_text(p, a->answer);
	rtk_printer_text(p, a->document);
}

static int
print_all(struct rtk_report *report, struct rtk_appeal_scan *scan,
    const struct terms *terms, const struct rtk_report_appeals *what,
    struct rtk_err *err)
{
	struct rtk_appeal appeal;
	struct rtk_date due;
	int rc;

	rtk_printer_begin(report->printer, &block);
	while ((rc = rtk_appeal_scan_next(scan, &appeal, err)) == 1) {
		if (due_of(&due, terms, &appeal, err) < 0)
			return -1;
		print(report->printer, &appeal, due,
		    state_of(&appeal, due, what->as_of));
	}
	rtk_printer_end(report->printer);
	return rc;
}

int
rtk_report_appeals(struct rtk_report *report,
    const struct rtk_report_appeals *what, struct rtk_err *err)
{
	struct terms terms = {.arena = {0}};
	struct rtk_appeal_scan *scan = NULL;
	int rc = load(&terms, report->db, err);

	if (rc == 0)
		rc = rtk_appeal_scan_open(
		    &scan, report->db, !what->all, err);
	if (rc == 0)
		rc = print_all(report, scan, &terms, what, err);
	rtk_appeal_scan_close(scan);
	rtk_arena_release(&terms.arena);
	return rc;
}
