#include "import.h"

#include "flow/invoice_reduction.h"
#include "store/event.h"

#define ABSENCES "account;persons;date_from;date_to;document\n"
#define OUTAGES "scope;code;service;kind;begin;end;temperature;document\n"

/* Records of building 1 in a month as known by a batch. */
static void
facts_of(const char *month, int64_t batch_max,
    void (*look)(const struct rtk_event_facts *facts))
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_event_range range = {
	    .building_from = 1, .building_to = 1, .batch_max = batch_max};
	struct rtk_event_facts facts;
	struct rtk_event_scan *scan;

	assert_int_equal(
	    rtk_period_parse(&range.period, month, strlen(month), &err), 0);
	assert_int_equal(rtk_event_scan_open(&scan, db, &range, &err), 0);
	assert_int_equal(rtk_event_scan_building(scan, 1, &facts, &err), 0);
	look(&facts);
	rtk_event_scan_close(scan);
}

static void
nothing(const struct rtk_event_facts *facts)
{
	assert_int_equal(facts->absence_count, 0);
	assert_int_equal(facts->outage_count, 0);
}

static void
two_away(const struct rtk_event_facts *facts)
{
	assert_int_equal(facts->absence_count, 1);
	assert_int_equal(facts->absences[0].persons, 2);
	assert_int_equal(facts->absences[0].account, RTK_ACCOUNT_ID(1, 1));
}

static void
one_away(const struct rtk_event_facts *facts)
{
	assert_int_equal(facts->absence_count, 1);
	assert_int_equal(facts->absences[0].persons, 1);
}

/* A record stands in each month that it touches; the newest counts. */
static void
absences_by_month(void **state)
{
	int64_t first;

	(void)state;
	assert_string_equal(
	    take("absences",
		ABSENCES "A1;2;2026-10-20;2026-12-01;заявление 1\n"),
	    "none");
	assert_rows(1, 0, 0);
	first = result.batch;
	facts_of("2026-09", first, nothing);
	facts_of("2026-10", first, two_away);
	facts_of("2026-11", first, two_away);
	facts_of("2026-12", first, two_away);
	facts_of("2027-01", first, nothing);
	/* the same again, with another row: known; then corrected */
	assert_string_equal(
	    take("absences",
		ABSENCES "A1;2;2026-10-20;2026-12-01;заявление 1\n"
			 "A2;0;2026-10-20;2026-12-01;заявление 2\n"),
	    "none");
	assert_rows(1, 1, 0);
	assert_string_equal(
	    take("absences",
		ABSENCES "A1;1;2026-10-20;2026-12-01;заявление 3\n"),
	    "none");
	assert_rows(1, 0, 0);
	facts_of("2026-11", first, two_away);
	facts_of("2026-11", result.batch, one_away);
}

static void
ten_hours_of_the_house(const struct rtk_event_facts *facts)
{
	const struct rtk_outage *o = facts->outages;

	assert_int_equal(facts->outage_count, 1);
	assert_int_equal(o->account, RTK_ACCOUNT_ID(1, 0));
	assert_int_equal(o->end_minute - o->begin_minute, 600);
	assert_true(o->has_temperature);
	assert_int_equal(o->temperature, 1550);
}

static void
by_force_majeure(const struct rtk_event_facts *facts)
{
	one_away(facts);
	assert_true(facts->absences->force_majeure);
}

static void
by_nothing_said(const struct rtk_event_facts *facts)
{
	one_away(facts);
	assert_false(facts->absences->force_majeure);
}

/* The column may be absent; a row that differs in it alone is a new one. */
static void
force_majeure_is_kept(void **state)
{
	static const char with[] =
	    "account;persons;date_from;date_to;document;force_majeure\n"
	    "A1;1;2026-10-20;2026-12-01;акт;да\n";
	int64_t first;

	(void)state;
	assert_string_equal(
	    take("absences", ABSENCES "A1;1;2026-10-20;2026-12-01;акт\n"),
	    "none");
	first = result.batch;
	assert_string_equal(take("absences", with), "none");
	assert_rows(1, 0, 0);
	facts_of("2026-11", result.batch, by_force_majeure);
	facts_of("2026-11", first, by_nothing_said);
}

/* A shorter one replaces it in the months that it does not touch any more. */
static void
outages_are_corrected(void **state)
{
	int64_t first;

	(void)state;
	assert_string_equal(
	    take("outages",
		OUTAGES "building;D1;heating;interruption;2026-10-31 14:00;"
			"01.11.2026 00:00;15,5;акт 1\n"),
	    "none");
	assert_rows(1, 0, 0);
	first = result.batch;
	facts_of("2026-10", first, ten_hours_of_the_house);
	facts_of("2026-11", first, nothing);
	assert_string_equal(
	    take("outages",
		OUTAGES "building;D1;heating;interruption;2026-10-31T14:00;"
			"2026-11-02T14:00;;акт 2\n"
			"account;A1;hot_water;temperature;2026-10-31T14:00;"
			"2026-11-02T14:00;50;акт 2\n"),
	    "none");
	assert_rows(2, 0, 0);
	facts_of("2026-11", first, nothing);
	assert_int_equal(number("SELECT count(*) FROM outage"), 5);
	/* an end at the beginning cancels, in November too */
	assert_string_equal(
	    take("outages",
		OUTAGES "дом;D1;отопление;перерыв;2026-10-31T14:00;"
			"2026-10-31T14:00;;акт 3\n"
			"account;A1;hot_water;temperature;2026-10-31T14:00;"
			"2026-10-31T14:00;50;акт 3\n"),
	    "none");
	assert_rows(2, 0, 0);
	facts_of("2026-10", first, ten_hours_of_the_house);
	facts_of("2026-10", result.batch, nothing);
	facts_of("2026-11", result.batch, nothing);
}

/* Bad rows wait, the others are taken. */
static void
bad_rows_wait(void **state)
{
	(void)state;
	assert_string_equal(take("absences",
				ABSENCES "A9;1;2026-10-01;2026-10-20;d\n"
					 "A1;1;2026-10-20;2026-10-01;d\n"
					 "A1;x;2026-10-01;2026-10-20;d\n"
					 "A1;1;2026-10-01;2026-10-20;\n"
					 "A1;1;2026-10-01;2026-10-20;d\n"
					 "A1;2;2026-10-01;2026-10-20;d\n"
					 "A1;1;2026-01-01;2028-01-01;d\n"
					 "A1;1;1999-12-31;2000-01-10;d\n"),
	    "none");
	assert_rows(1, 0, 7);
	assert_heard(0, "registry.unknown_account", 2);
	assert_heard(1, "event.dates", 3);
	assert_heard(2, "num.char", 4);
	assert_heard(3, "row.empty", 5);
	assert_heard(4, "row.doubled", 7);
	assert_heard(5, "event.dates", 8);
	assert_heard(6, "event.dates", 9);
	assert_string_equal(
	    take("outages",
		"scope;code;service;kind;begin;end;temperature;deadend;"
		"planned;corner;document\n"
		"building;D9;heating;interruption;2026-10-01T00:00;"
		"2026-10-01T10:00;;;;;d\n"
		"building;D1;heating;temperature;2026-10-01T00:00;"
		"2026-10-01T10:00;;;;;d\n"
		"building;D1;heating;interruption;2026-10-01;"
		"2026-10-01T10:00;;;;;d\n"
		"building;D1;heating;interruption;2026-10-01T00:00;"
		"2026-10-01T10:00;;yes;;;d\n"
		"building;D1;hot_water;temperature;2026-10-01T00:00;"
		"2026-10-01T10:00;50;;;yes;d\n"
		"building;D1;hot_water;interruption;2026-10-01T00:00;"
		"2026-09-30T23:59;;;;;d\n"
		"building;D1;hot_water;interruption;2026-10-01T00:00;"
		"2026-10-01T10:00;;;yes;;d\n"),
	    "none");
	assert_rows(1, 0, 6);
	assert_heard(0, "registry.unknown_building", 2);
	assert_heard(1, "row.empty", 3);
	assert_heard(2, "date.time", 4);
	assert_heard(3, "event.flag", 5);
	assert_heard(4, "event.flag", 6);
	assert_heard(5, "event.dates", 7);
}

static struct rtk_line
reduction(enum rtk_formula formula, int64_t kop)
{
	return (struct rtk_line){.account = RTK_ACCOUNT_ID(1, 1),
	    .service = RTK_HEATING,
	    .kind = RTK_REDUCTION,
	    .formula = formula,
	    .amount = {kop},
	    .for_period = {(2026 - 2000) * 12 + 9}};
}

/* The bill names ground and documents, each once; long lists are cut. */
static void
the_bill_names_the_documents(void **state)
{
	struct rtk_arena arena = {0};
	const struct rtk_invoice_known known = {
	    db, {(2026 - 2000) * 12 + 9}, 1000, &arena};
	struct rtk_invoice_reductions out = {.count = 0};
	struct rtk_line lines[] = {reduction(RTK_F_A1_14, -100),
	    reduction(RTK_F_A1_14, -23), reduction(RTK_F_A1_15, -1)};
	char text[4000] =
	    OUTAGES "building;D1;heating;interruption;2026-10-01T00:00;"
		    "2026-10-01T10:00;;Акт 12\n"
		    "account;A1;heating;interruption;2026-10-02T00:00;"
		    "2026-10-02T10:00;;Акт 1\n"
		    "account;A1;heating;interruption;2026-10-03T00:00;"
		    "2026-10-03T10:00;;Акт 12\n"
		    "account;A2;heating;interruption;2026-10-04T00:00;"
		    "2026-10-04T10:00;;Акт 3\n"
		    "account;A1;heating;temperature;2026-10-04T00:00;"
		    "2026-10-04T10:00;10;";
	const char *cut;

	(void)state;
	for (int i = 0; i < 200; i++)
		strcat(text, "ж");
	strcat(text, "\n");
	assert_string_equal(take("outages", text), "none");
	assert_rows(5, 0, 0);
	for (size_t i = 0; i < RTK_COUNT(lines); i++)
		assert_good(rtk_invoice_reduction_add(
		    &out, &lines[i], "Отопление", &known, &err));
	assert_int_equal(out.count, 2);
	assert_int_equal(out.rows[0].sum.v, -123);
	assert_string_equal(out.rows[0].document, "Акт 12; Акт 1");
	assert_non_null(strstr(out.rows[0].ground, "п. 14"));
	cut = out.rows[1].document;
	assert_int_equal(strlen(cut), 303);
	assert_string_equal(cut + 298, "ж...");
	rtk_arena_release(&arena);
}

/* What came in stays as it came in. */
static void
records_are_kept(void **state)
{
	static const char *const changes[] = {"DELETE FROM absence",
	    "UPDATE absence SET persons = 9", "DELETE FROM outage",
	    "UPDATE outage SET kind = 0", "DELETE FROM quality",
	    "UPDATE quality SET value = 0"};

	(void)state;
	assert_string_equal(
	    take("absences", ABSENCES "A1;2;2026-10-20;2026-12-01;d\n"),
	    "none");
	assert_string_equal(
	    take("outages",
		OUTAGES "building;D1;heating;interruption;2026-10-01T00:00;"
			"2026-10-01T10:00;;d\n"),
	    "none");
	assert_string_equal(take("quality",
				"parameter;value;valid_from;document\n"
				"night.to_hour;5;2012-01-01;d\n"),
	    "none");
	assert_string_equal(take("quality",
				"parameter;value;valid_from;document\n"
				"night.to_hour;5.5;2012-01-01;d\n"),
	    "import.refused");
	for (size_t i = 0; i < RTK_COUNT(changes); i++)
		assert_int_equal(sqlite3_exec(rtk_db_handle(db), changes[i],
				     NULL, NULL, NULL),
		    SQLITE_CONSTRAINT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		absences_by_month, open_town, close_town),
	    cmocka_unit_test_setup_teardown(
		force_majeure_is_kept, open_town, close_town),
	    cmocka_unit_test_setup_teardown(
		outages_are_corrected, open_town, close_town),
	    cmocka_unit_test_setup_teardown(
		bad_rows_wait, open_town, close_town),
	    cmocka_unit_test_setup_teardown(
		the_bill_names_the_documents, open_town, close_town),
	    cmocka_unit_test_setup_teardown(
		records_are_kept, open_town, close_town),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
