#include "import.h"

#include "base/sha256.h"

#define HEAD "meter;account;service;serial;date;value;channel;received\n"
/* of the meter W, by the site */
#define READ(date, value) "W;;;;" date ";" value ";site;\n"

static int
open_meters(void **state)
{
	if (open_town(state) != 0)
		return -1;
	assert_string_equal(
	    take("meters",
		METERS "W;account;;A1;hot_water;s1;5;3;m3;2020-01-01;100;;;;\n"
		       "H;account;;A1;heating;s2;5;3;gcal;2020-01-01;0;;;;\n"
		       "X;account;;A2;hot_water;s3;3;0;m3;2020-01-01;0;;"
		       "2026-06-01;50;replaced\n"
		       "Y;account;;A2;hot_water;s3;3;0;m3;2026-06-02;0;;;;\n"
		       "B;building;D1;;heating;;6;2;gj;2020-01-01;0;;;;\n"),
	    "none");
	return 0;
}

static void
good_readings_are_taken_once(void **state)
{
	(void)state;
	assert_string_equal(
	    take("readings", HEAD READ("2026-10-20", "105.5")), "none");
	assert_rows(1, 0, 0);
	assert_string_equal(
	    take("readings",
		HEAD READ("2026-10-20", "105,5") READ("2026-10-20", "105.500")),
	    "none");
	assert_rows(0, 2, 0);
}

static void
the_day_received_decides_the_month(void **state)
{
	(void)state;
	assert_string_equal(take("readings",
				HEAD "W;;;;2026-10-20;105;site;2026-10-26\n"
				     "H;;;;2026-10-26;1;controller;\n"
				     "B;;;;2026-10-28;1;site;\n"
				     "Y;;;;2026-10-20;1;site;25.10.2026\n"),
	    "none");
	assert_rows(4, 0, 0);
	/* 2026-10 is month 321 */
	assert_int_equal(
	    number("SELECT count(*) FROM reading WHERE id >> 42 = 321"), 3);
	assert_int_equal(
	    number("SELECT count(*) FROM reading WHERE id >> 42 = 322"), 1);
}

static void
a_meter_is_found_by_serial_or_account(void **state)
{
	(void)state;
	assert_string_equal(take("readings",
				HEAD ";;;s1;2026-10-20;105;site;\n"
				     ";A1;отопление;;2026-10-20;1;site;\n"
				     ";A1;;;2026-10-21;1;site;\n"
				     ";;;s3;2026-10-20;7;site;\n"
				     ";;;s3;2026-05-20;7;site;\n"
				     ";A2;heating;;2026-10-20;7;site;\n"
				     "none;;;;2026-10-20;7;site;\n"
				     ";;;;2026-10-20;7;site;\n"),
	    "none");
	assert_rows(4, 0, 4);
	assert_heard(0, "reading.ambiguous_meter", 4);
	assert_heard(1, "reading.unknown_meter", 7);
	assert_heard(2, "reading.unknown_meter", 8);
	assert_heard(3, "row.empty", 9);
}

static void
impossible_readings_wait(void **state)
{
	(void)state;
	assert_string_equal(
	    take("readings",
		HEAD READ("2026-11-02", "105") READ("2019-12-31", "105")
		    READ("2026-10-20", "100000") READ("2026-10-20", "101.0001")
			READ("2026-10-20", "99.9") READ("2026-10-20",
			    "1 x") "X;;;;2026-06-02;7;site;\n"
				   "W;;;;2026-10-20;105;pigeon;\n"),
	    "none");
	assert_rows(0, 0, 8);
	assert_heard(0, "reading.future", 2);
	assert_heard(1, "reading.removed_meter", 3);
	assert_heard(2, "reading.digits", 4);
	assert_heard(3, "reading.digits", 5);
	assert_heard(4, "reading.lower_than_previous", 6);
	assert_heard(5, "num.char", 7);
	assert_heard(6, "reading.removed_meter", 8);
	assert_heard(7, "row.choice", 9);
	assert_int_equal(number("SELECT count(*) FROM quarantine"), 8);
}

static void
a_second_value_of_the_day_waits(void **state)
{
	(void)state;
	assert_string_equal(
	    take("readings", HEAD READ("2026-10-20", "105")), "none");
	assert_string_equal(
	    take("readings", HEAD READ("2026-10-20", "106")), "none");
	assert_rows(0, 0, 1);
	assert_heard(0, "reading.conflict", 2);
	/* of two values in one file neither can be believed */
	assert_string_equal(
	    take("readings",
		HEAD READ("2026-10-21", "107") READ("2026-10-21", "108")),
	    "none");
	assert_rows(0, 0, 2);
}

static void
a_reading_must_fit_between_its_neighbours(void **state)
{
	(void)state;
	assert_string_equal(
	    take("readings",
		HEAD READ("2026-05-20", "110") READ("2026-10-20", "120")),
	    "none");
	assert_rows(2, 0, 0);
	assert_string_equal(
	    take("readings",
		HEAD READ("2026-07-20", "121") READ("2026-07-21", "109")
		    READ("2026-07-22", "115")),
	    "none");
	assert_rows(1, 0, 2);
	assert_heard(0, "reading.higher_than_next", 2);
	assert_heard(1, "reading.lower_than_previous", 3);
}

#define HALF_YEAR \
	READ("2026-04-20", "110") \
	READ("2026-05-20", "112") \
	READ("2026-06-20", "114") \
	READ("2026-07-20", "116") \
	READ("2026-08-20", "118") \
	READ("2026-09-20", "120")

static void
five_times_the_mean_and_over_the_norm_waits(void **state)
{
	(void)state;
	assert_string_equal(take("readings", HEAD HALF_YEAR), "none");
	assert_rows(6, 0, 0);
	/* 2 a month is the mean; the norm of two persons is 6 */
	assert_string_equal(
	    take("readings", HEAD READ("2026-10-20", "131")), "none");
	assert_rows(0, 0, 1);
	assert_heard(0, "reading.too_high", 2);
	/* under five times */
	assert_string_equal(
	    take("readings", HEAD READ("2026-10-21", "129")), "none");
	assert_rows(1, 0, 0);
}

static void
a_meter_may_roll_over(void **state)
{
	(void)state;
	assert_string_equal(take("meters",
				METERS "R;account;;A2;hot_water;s9;3;0;m3;"
				       "2026-01-01;990;;;;\n"),
	    "none");
	assert_string_equal(take("readings",
				HEAD "R;;;;2026-08-20;992;site;\n"
				     "R;;;;2026-09-20;996;site;\n"
				     "R;;;;2026-10-20;1;site;\n"),
	    "none");
	assert_rows(3, 0, 0);
	assert_string_equal(
	    take("readings", HEAD "R;;;;2026-10-25;700;site;\n"), "none");
	assert_rows(0, 0, 1);
	assert_heard(0, "reading.too_high", 2);
}

static void
the_order_of_the_rows_does_not_matter(void **state)
{
	static const char sum[] =
	    "SELECT sum(id % 1000003 * (value % 999983) % 1000033 + day)"
	    " FROM reading";
	int64_t forward;

	assert_string_equal(take("readings",
				HEAD HALF_YEAR READ("2026-10-20",
				    "131") "H;;;;2026-10-20;1;site;\n"),
	    "none");
	assert_rows(7, 0, 1);
	forward = number(sum);
	assert_int_equal(close_town(state), 0);
	assert_int_equal(open_meters(state), 0);
	assert_string_equal(
	    take("readings",
		HEAD "H;;;;2026-10-20;1;site;\n" READ("2026-10-20", "131")
		    READ("2026-07-20", "116") READ("2026-09-20", "120") READ(
			"2026-04-20", "110") READ("2026-08-20", "118")
			READ("2026-05-20", "112") READ("2026-06-20", "114")),
	    "none");
	assert_rows(7, 0, 1);
	assert_int_equal(number(sum), forward);
}

static void
a_month_has_room_for_sixteen(void **state)
{
	struct rtk_buf text = {0};

	(void)state;
	rtk_buf_add_text(&text, HEAD);
	for (int i = 1; i <= 18; i++)
		rtk_buf_addf(&text, "B;;;;2026-10-%02d;%d;collector;\n", i, i);
	assert_string_equal(take("readings", text.bytes), "none");
	rtk_buf_release(&text);
	assert_rows(16, 0, 2);
	assert_heard(0, "reading.too_many", 18);
}

/* As many as need the index of all meters, in an order of their own. */
static void
a_large_file_is_as_a_small_one(void **state)
{
	struct rtk_buf text = {0};

	(void)state;
	rtk_buf_add_text(&text, HEAD);
	for (int i = 0; i < 30000; i++) {
		rtk_buf_addf(&text, "W;;;;2026-10-20;105;site;%c",
		    i % 7 == 0 ? '\r' : '\n');
		rtk_buf_addf(&text,
		    ";;;s1;2026-10-20;105;site;\n"
		    ";;;s3;2026-10-20;7;site;\n");
		rtk_buf_addf(&text,
		    ";A1;heating;;2026-10-20;3;\"site\";\n"
		    "none;;;;2026-10-20;3;site;\n");
	}
	assert_string_equal(take("readings", text.bytes), "none");
	rtk_buf_release(&text);
	assert_rows(3, 119997, 30000);
}

/* The digest is that of the bytes as they came, not of what they became. */
static void
a_large_file_is_known_by_its_bytes(void **state)
{
	static const char other[] = "\xEF\xF0\xE8\xE1\xEE\xF0"; /* CP1251 */
	uint8_t digest[RTK_SHA256_BYTES];
	char hex[RTK_SHA256_HEX];
	char query[200];
	struct rtk_buf text = {0};

	(void)state;
	rtk_buf_add_text(&text, HEAD READ("2026-10-20", "105"));
	for (int i = 0; i < 60000; i++)
		rtk_buf_addf(&text, "%s;;;;2026-10-20;105;site;\n", other);
	rtk_sha256(digest, text.bytes, text.size);
	rtk_sha256_hex(hex, digest);
	(void)snprintf(query, sizeof(query),
	    "SELECT count(*) FROM batch WHERE sha256 = '%s'", hex);
	assert_string_equal(take("readings", text.bytes), "none");
	assert_rows(1, 0, 60000);
	assert_int_equal(number(query), 1);
	assert_string_equal(take("readings", text.bytes), "none");
	assert_rows(0, 0, 0);
	assert_true(result.same_file);
	assert_int_equal(heard.count, 1);
	assert_heard(0, "import.known_file", 0);
	assert_int_equal(number(query), 1);
	rtk_buf_release(&text);
}

static void
a_large_file_that_breaks_is_refused_whole(void **state)
{
	struct rtk_buf text = {0};

	(void)state;
	rtk_buf_add_text(&text, HEAD);
	for (int i = 0; i < 60000; i++)
		rtk_buf_add_text(&text, READ("2026-10-20", "105"));
	rtk_buf_add_text(&text, "\"W;;;;2026-10-20;105;site;\n");
	assert_string_equal(take("readings", text.bytes), "csv.quote");
	assert_string_equal(take("readings", text.bytes), "csv.quote");
	assert_int_equal(number("SELECT count(*) FROM reading"), 0);
	rtk_buf_release(&text);
}

#define TOWN(test) \
	cmocka_unit_test_setup_teardown(test, open_meters, close_town)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TOWN(good_readings_are_taken_once),
	    TOWN(the_day_received_decides_the_month),
	    TOWN(a_meter_is_found_by_serial_or_account),
	    TOWN(impossible_readings_wait),
	    TOWN(a_second_value_of_the_day_waits),
	    TOWN(a_reading_must_fit_between_its_neighbours),
	    TOWN(five_times_the_mean_and_over_the_norm_waits),
	    TOWN(a_meter_may_roll_over),
	    TOWN(the_order_of_the_rows_does_not_matter),
	    TOWN(a_month_has_room_for_sixteen),
	    TOWN(a_large_file_is_as_a_small_one),
	    TOWN(a_large_file_is_known_by_its_bytes),
	    TOWN(a_large_file_that_breaks_is_refused_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
