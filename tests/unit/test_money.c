/* Payments and registers on their way in, and what becomes of the money. */
#include "import.h"

#include "flow/reconcile.h"
#include "flow/reconcile_person.h"

#define PAYMENTS "account;date;amount;id;purpose\n"
#define ROW(operation, account, sum) \
	"05-10-2026;10-00-00;8618;A;" operation ";" account \
	";ИВАНОВ;;1026;" sum ";" sum ";0,00;5\r\n"
#define TOTAL(count, sum, number) \
	"=" count ";" sum ";" sum ";0,00;" number ";06-10-2026\r\n"

static int64_t
posted(const char *account)
{
	char sql[256];

	(void)snprintf(sql, sizeof(sql),
	    "SELECT coalesce(sum(p.amount_kop), 0) FROM posting p"
	    " JOIN account a ON a.id = p.account WHERE a.number = '%s'",
	    account);
	return number(sql);
}

static int64_t
hanging(const char *reason)
{
	char sql[256];

	(void)snprintf(sql, sizeof(sql),
	    "SELECT count(*) FROM entry WHERE reason = '%s'", reason);
	return number(sql);
}

static struct rtk_reconcile_result
reconcile(void)
{
	struct rtk_reconcile_result out;

	assert_good(rtk_db_begin(db, &err));
	assert_good(rtk_reconcile_run(&out, db, day("2026-11-02"), &err));
	assert_good(rtk_db_commit(db, &err));
	return out;
}

/* The register of a batch as the report shows it. */
static struct rtk_reconciled
reported(int64_t batch)
{
	const struct rtk_reconcile_choice choice = {
	    .period = {-1}, .batch = batch, .postings = true};
	struct rtk_reconciliation picture;
	struct rtk_reconciled row;

	assert_good(rtk_reconcile_report(&picture, db, &choice, &err));
	assert_int_equal(picture.register_count, 1);
	row = picture.registers[0];
	row.money.how = NULL;
	rtk_reconciliation_release(&picture);
	return row;
}

static void
every_row_of_payments_is_accounted_for(void **state)
{
	(void)state;
	assert_string_equal(
	    take("payments",
		PAYMENTS "A1;2026-10-05;100,50;K1;\nA1;2026-10-05;7;;penalty\n"
			 "A2;2026-10-05;7;;\nA2;2026-10-05;7;;\n"
			 "A9;2026-10-05;3;K2;\nA1;2026-10-05;0;K3;\n"
			 "A1;2027-01-01;5;K4;\n"),
	    "none");
	assert_rows(5, 0, 2);
	assert_int_equal(result.unidentified, 1);
	assert_int_equal(result.amount.v, 10050 + 700 + 700 + 700 + 300);
	assert_int_equal(posted("A1"), 10750);
	/* two equal rows without an id are two payments */
	assert_int_equal(posted("A2"), 1400);
	assert_int_equal(
	    number("SELECT sum(amount_kop) FROM posting WHERE penalty = 1"),
	    700);
	/* in the order of lines */
	assert_heard(0, "payment.unknown_account", 6);
	assert_heard(1, "payment.check", 7);
	assert_heard(2, "payment.future", 8);
}

static void
an_operation_is_known_for_ever(void **state)
{
	(void)state;
	assert_string_equal(take("register",
				ROW("2", "A2", "20,00") ROW("1", "A1", "10,00")
				    TOTAL("2", "30,00", "5")),
	    "none");
	assert_rows(2, 0, 0);
	assert_string_equal(
	    take("register",
		ROW("2", "A2", "20,00") ROW("1", "A1", "10,00")
		    ROW("3", "A1", "5,00") TOTAL("3", "35,00", "5")),
	    "none");
	assert_rows(1, 2, 0);
	assert_int_equal(result.amount.v, 500);
	assert_int_equal(posted("A1"), 1500);
	/* its money is that of the new row */
	assert_int_equal(reported(result.batch).residual.v, 500);
	assert_int_equal(reported(result.batch).known.v, 3000);
	assert_int_equal(reported(result.batch).posted.v, 500);
}

static void
a_known_operation_of_other_content_refuses_the_register(void **state)
{
	(void)state;
	assert_string_equal(take("register",
				ROW("1", "A1", "10,00") ROW("2", "A1", "1,00")
				    TOTAL("2", "11,00", "5")),
	    "none");
	assert_string_equal(
	    take("register",
		ROW("9", "A1", "1,00") ROW("2", "A1", "2,00")
		    ROW("1", "A2", "10,00") TOTAL("3", "13,00", "6")),
	    "import.refused");
	assert_int_equal(heard.count, 2);
	assert_heard(0, "bank.known_changed", 2);
	assert_heard(1, "bank.known_changed", 3);
	assert_int_equal(posted("A1"), 1100);
	/* in payments.csv it costs its row only */
	assert_string_equal(
	    take("payments", PAYMENTS "A1;2026-10-05;1;K1;\n"), "none");
	assert_string_equal(
	    take("payments",
		PAYMENTS "A1;2026-10-05;2;K1;\nA1;2026-10-05;1;K2;\n"
			 "A1;2026-10-05;1;K1;\n"),
	    "none");
	assert_rows(1, 1, 1);
}

static void
a_reversal_takes_the_money_back_once(void **state)
{
	(void)state;
	assert_string_equal(
	    take("register",
		ROW("1", "A1", "-10,00") ROW("1", "A1", "10,00")
		    ROW("2", "A1", "3,00") TOTAL("3", "3,00", "5")),
	    "none");
	assert_int_equal(result.unidentified, 0);
	assert_int_equal(posted("A1"), 300);
	/* of an earlier file, under another name of the account */
	assert_string_equal(take("register",
				ROW("2", "X", "-3,00") ROW("3", "A2", "4,00")
				    TOTAL("2", "1,00", "6")),
	    "none");
	assert_int_equal(posted("A1"), 0);
	/* more than was paid, or nothing was: it waits */
	assert_string_equal(
	    take("register",
		ROW("3", "A2", "-5,00") ROW("4", "A2", "-1,00")
		    ROW("5", "A2", "6,00") TOTAL("3", "0,00", "7")),
	    "none");
	assert_int_equal(result.unidentified, 2);
	assert_int_equal(hanging("payment.reversal"), 2);
	assert_int_equal(posted("A2"), 1000);
}

static void
what_hung_is_posted_when_its_account_is_known(void **state)
{
	(void)state;
	assert_string_equal(
	    take("register",
		ROW("1", "A7", "10,00") ROW("2", "A8", "5,00")
		    ROW("2", "A8", "-5,00") TOTAL("3", "10,00", "5")),
	    "none");
	assert_int_equal(result.unidentified, 3);
	/* called back while it hung: nobody waits for it */
	assert_int_equal(reported(result.batch).entries.hanging.v, 1000);
	assert_int_equal(reported(result.batch).entries.called_back.v, 0);
	assert_int_equal(reconcile().posted, 0);
	assert_string_equal(
	    take("accounts", ACCOUNTS ACCOUNT_OF("A7")), "none");
	assert_int_equal(reconcile().posted, 1);
	assert_int_equal(posted("A7"), 1000);
	assert_int_equal(reconcile().posted, 0);
}

static void
a_reversal_follows_an_assignment(void **state)
{
	const struct rtk_decision order = {
	    .entry = 1, .reason = "letter", .as_of = {20758}};
	struct rtk_posting posting;

	(void)state;
	assert_string_equal(
	    take("register", ROW("1", "X", "10,00") TOTAL("1", "10,00", "5")),
	    "none");
	assert_string_equal(take("register",
				ROW("1", "X", "-10,00") ROW("2", "A1", "10,00")
				    TOTAL("2", "0,00", "6")),
	    "none");
	assert_good(rtk_db_begin(db, &err));
	assert_good(rtk_reconcile_assign(&posting, db, &order, "A2", &err));
	assert_good(rtk_db_commit(db, &err));
	assert_int_equal(posted("A2"), 1000);
	assert_int_equal(reconcile().posted, 1);
	assert_int_equal(posted("A2"), 0);
}

/* 7.00 of penalty and its reversal, in two files, in either order. */
static void
a_reversal_takes_back_penalty_as_penalty(void **state)
{
	static const char *const files[] = {
	    PAYMENTS "A1;2026-10-05;7;K1;penalty\nA1;2026-10-05;3;K2;\n",
	    PAYMENTS "A2;2026-10-06;-7;K1;\n"};
	static const char *const others[] = {
	    PAYMENTS "A2;2026-10-06;-7;K3;\n",
	    PAYMENTS "A1;2026-10-05;7;K3;penalty\n"};

	(void)state;
	assert_string_equal(take("payments", files[0]), "none");
	assert_string_equal(take("payments", files[1]), "none");
	assert_string_equal(take("payments", others[0]), "none");
	assert_string_equal(take("payments", others[1]), "none");
	assert_int_equal(reconcile().posted, 1);
	/* from the account of the payment, whatever the reversal says */
	assert_int_equal(posted("A1"), 300);
	assert_int_equal(posted("A2"), 0);
	assert_int_equal(
	    number("SELECT sum(amount_kop) FROM posting WHERE penalty = 1"),
	    0);
}

static struct rtk_decision
decision(int64_t entry)
{
	return (struct rtk_decision){
	    .entry = entry, .reason = "letter 5", .as_of = day("2026-11-02")};
}

/* Nothing is stored when it fails; id of the fault or "none". */
static const char *
split(int64_t entry, const struct rtk_part *list, size_t count)
{
	struct rtk_parts parts = {.count = count};
	const struct rtk_decision what = decision(entry);
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_posting posting;

	memcpy(parts.list, list, count * sizeof(*list));
	assert_good(rtk_db_begin(db, &err));
	if (rtk_reconcile_split(&posting, db, &what, &parts, &fault) == 0)
		assert_good(rtk_db_commit(db, &err));
	else
		rtk_db_rollback(db);
	return rtk_fault_id(fault.fault);
}

static const char *
give_back(int64_t entry)
{
	const struct rtk_decision what = decision(entry);
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_posting posting;

	assert_good(rtk_db_begin(db, &err));
	if (rtk_reconcile_return(&posting, db, &what, &fault) == 0)
		assert_good(rtk_db_commit(db, &err));
	else
		rtk_db_rollback(db);
	return rtk_fault_id(fault.fault);
}

static void
parts_must_make_the_entry(void **state)
{
	const struct rtk_part good[] = {{"A1", {399}}, {"A2", {601}}};
	const struct rtk_part less[] = {{"A1", {399}}, {"A2", {600}}};
	const struct rtk_part twice[] = {{"A1", {399}}, {"A1", {601}}};
	const struct rtk_part empty[] = {{"A1", {1000}}, {"A2", {0}}};
	const struct rtk_part against[] = {{"A1", {1001}}, {"A2", {-1}}};
	const struct rtk_part wide[] = {
	    {"A1", {INT64_MAX}}, {"A2", {INT64_MAX}}};
	const struct rtk_part nobody[] = {{"A1", {399}}, {"A8", {601}}};

	int64_t batch;

	(void)state;
	assert_string_equal(
	    take("register", ROW("1", "X", "10,00") TOTAL("1", "10,00", "5")),
	    "none");
	batch = result.batch;
	assert_string_equal(split(1, less, 2), "entry.split");
	assert_string_equal(split(1, twice, 2), "entry.split");
	assert_string_equal(split(1, empty, 2), "entry.split");
	assert_string_equal(split(1, against, 2), "entry.split");
	assert_string_equal(split(1, wide, 2), "entry.split");
	assert_string_equal(split(1, good, 1), "entry.split");
	assert_string_equal(split(1, nobody, 2), "account.unknown");
	assert_string_equal(split(7, good, 2), "entry.unknown");
	assert_int_equal(number("SELECT count(*) FROM posting"), 0);
	assert_string_equal(split(1, good, 2), "none");
	assert_int_equal(posted("A1"), 399);
	assert_int_equal(posted("A2"), 601);
	assert_string_equal(split(1, good, 2), "entry.assigned");
	assert_string_equal(give_back(1), "entry.assigned");
	assert_int_equal(reported(batch).posted.v, 1000);
	assert_string_equal(reported(batch).state, "no money");
}

/* Nobody but a person knows from which account how much. */
static void
the_reversal_of_a_split_waits_for_a_person(void **state)
{
	const struct rtk_part parts[] = {{"A1", {400}}, {"A2", {600}}};
	const struct rtk_part back[] = {{"A1", {-400}}, {"A2", {-600}}};

	(void)state;
	assert_string_equal(
	    take("register", ROW("1", "X", "10,00") TOTAL("1", "10,00", "5")),
	    "none");
	assert_string_equal(split(1, parts, 2), "none");
	assert_string_equal(
	    take("register", ROW("1", "X", "-10,00") TOTAL("1", "-10,00", "6")),
	    "none");
	assert_int_equal(result.unidentified, 1);
	assert_int_equal(reconcile().posted, 0);
	assert_int_equal(reported(result.batch).entries.hanging.v, -1000);
	assert_string_equal(split(2, back, 2), "none");
	assert_int_equal(posted("A1"), 0);
	assert_int_equal(posted("A2"), 0);
	assert_int_equal(reported(result.batch).entries.hanging.v, 0);
}

static void
money_sent_back_is_on_no_account_and_waits_no_more(void **state)
{
	int64_t batch;

	(void)state;
	assert_string_equal(take("register",
				ROW("1", "X", "10,00") ROW("2", "X", "5,00")
				    ROW("3", "A1", "1,00")
					TOTAL("3", "16,00", "5")),
	    "none");
	batch = result.batch;
	assert_string_equal(
	    take("register", ROW("2", "X", "-5,00") TOTAL("1", "-5,00", "6")),
	    "none");
	assert_string_equal(give_back(1), "none");
	assert_string_equal(give_back(1), "entry.assigned");
	/* the bank had taken this one back itself */
	assert_string_equal(give_back(2), "entry.called_back");
	assert_string_equal(give_back(4), "entry.called_back");
	assert_string_equal(give_back(9), "entry.unknown");
	assert_int_equal(reconcile().posted, 0);
	assert_int_equal(number("SELECT sum(amount_kop) FROM posting"), 100);
	/* 16.00 = 1.00 posted + 10.00 returned + 5.00 called back */
	assert_int_equal(reported(batch).posted.v, 100);
	assert_int_equal(reported(batch).entries.returned.v, 1000);
	assert_int_equal(reported(batch).entries.called_back.v, 500);
	assert_int_equal(reported(batch).entries.hanging.v, 0);
	assert_string_equal(reported(batch).state, "no money");
}

static void
a_closed_account_keeps_money_waiting(void **state)
{
	(void)state;
	assert_string_equal(
	    take("accounts",
		"account;building;flat;kind;name;area;heated;hot_water;"
		"hot_water_meter_possible;registered;owners;tariff_group;"
		"penalty_class;delivery;valid_from;closed\n"
		"A1;D1;1;flat;Иванов;50;yes;yes;yes;2;1;population;citizen;"
		"paper;2026-09-01;2026-10-05\n"),
	    "none");
	assert_string_equal(
	    take("payments", PAYMENTS "A1;2026-10-04;1;;\nA1;2026-10-05;2;;\n"),
	    "none");
	assert_int_equal(posted("A1"), 100);
	assert_int_equal(hanging("payment.closed_account"), 1);
}

static void
a_payment_dated_after_its_order_waits(void **state)
{
	const struct rtk_decision order = {
	    .entry = 1, .reason = "letter", .as_of = {20758}};
	struct rtk_posting posting;

	(void)state;
	assert_string_equal(take("register",
				"08-10-2026;10-00-00;8618;A;1;A1;;;1026;1,00;1,"
				"00;0,00;5\r\n" TOTAL("1", "1,00", "5")),
	    "none");
	assert_int_equal(hanging("payment.future"), 1);
	assert_int_equal(reconcile().posted, 0);
	assert_good(rtk_db_begin(db, &err));
	assert_good(rtk_reconcile_assign(&posting, db, &order, "A1", &err));
	assert_good(rtk_db_commit(db, &err));
	assert_int_equal(posted("A1"), 100);
}

/* How operations look: what stands before a number, and behind. */
struct shape {
	const char *before, *behind;
};

static const struct shape shapes[] = {
    {"", ""},                            /* digits of any length */
    {"0000000000", ""},                  /* as a bank pads them */
    {"7", "0000000000"},                 /* more than a key holds */
    {"R/", "-x"},                        /* no number */
    {"\xD0\x96", "\xD1\x8F"},            /* Cyrillic at both ends */
    {"A mark of a desk all have: ", ""}, /* much that is the same */
};

static void
add_operations(struct rtk_buf *text, const struct shape *shape, bool backwards)
{
	enum { COUNT = 300 };
	uint64_t seed = test_seed();
	uint64_t numbers[COUNT];

	for (int i = 0; i < COUNT; i++)
		numbers[i] = test_random(&seed) >> (i % 60);
	for (int i = 0; i < COUNT; i++)
		rtk_buf_addf(text, "A1;2026-10-05;1;%s%llu%s;\n", shape->before,
		    (unsigned long long)numbers[backwards ? COUNT - 1 - i : i],
		    shape->behind);
}

/*
 * Known operations are found by a scan that only goes forward: one that is
 * out of order would be paid twice.
 */
static void
operations_of_any_shape_are_known_again(void **state)
{
	static const char disorder[] =
	    "SELECT count(*) FROM (SELECT operation, lag(operation) OVER"
	    " (PARTITION BY batch ORDER BY id) AS before FROM entry)"
	    " WHERE before >= operation";

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(shapes); i++) {
		struct rtk_buf text = {0};

		rtk_buf_add_text(&text, PAYMENTS);
		add_operations(&text, &shapes[i], false);
		assert_string_equal(take("payments", text.bytes), "none");
		assert_true(result.taken > 250);
		rtk_buf_reset(&text);
		rtk_buf_add_text(&text, PAYMENTS);
		add_operations(&text, &shapes[i], true);
		rtk_buf_addf(&text, "A1;2026-10-05;1;new %d;\n", (int)i);
		assert_string_equal(take("payments", text.bytes), "none");
		assert_rows(1, 300, 0);
		assert_int_equal(number(disorder), 0);
		rtk_buf_release(&text);
	}
}

static void
many_rows_are_posted_as_few_are(void **state)
{
	enum { MANY = 12000 };
	struct rtk_buf file = {0};

	(void)state;
	rtk_buf_add_text(&file, PAYMENTS);
	for (int i = MANY; i > 0; i--)
		rtk_buf_addf(&file, "A%d;2026-10-05;%d.25;N%d;\n", i % 3, i,
		    i * 7919 % MANY);
	assert_string_equal(take("payments", file.bytes), "none");
	rtk_buf_release(&file);
	assert_rows(MANY, 0, 0);
	assert_int_equal(result.unidentified, MANY / 3);
	assert_int_equal(number("SELECT count(*) FROM posting"), 8000);
	assert_int_equal(
	    number("SELECT sum(amount_kop) FROM entry"), result.amount.v);
	assert_int_equal(posted("A1"),
	    number("SELECT sum(amount_kop) FROM entry"
		   " WHERE account_text = 'A1'"));
	/* the guard of closed months stands again */
	assert_int_equal(number("SELECT count(*) FROM sqlite_schema"
				" WHERE name = 'posting_no_insert'"),
	    1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_town, close_town)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(every_row_of_payments_is_accounted_for),
	    TEST(an_operation_is_known_for_ever),
	    TEST(a_known_operation_of_other_content_refuses_the_register),
	    TEST(a_reversal_takes_the_money_back_once),
	    TEST(what_hung_is_posted_when_its_account_is_known),
	    TEST(a_reversal_follows_an_assignment),
	    TEST(a_reversal_takes_back_penalty_as_penalty),
	    TEST(parts_must_make_the_entry),
	    TEST(the_reversal_of_a_split_waits_for_a_person),
	    TEST(money_sent_back_is_on_no_account_and_waits_no_more),
	    TEST(a_closed_account_keeps_money_waiting),
	    TEST(a_payment_dated_after_its_order_waits),
	    TEST(operations_of_any_shape_are_known_again),
	    TEST(many_rows_are_posted_as_few_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
