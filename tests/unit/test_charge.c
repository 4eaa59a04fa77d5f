/* Charge lines as they are stored and read again, also by a thread ahead. */
#include "test.h"

#include "store/charge.h"

enum { ACCOUNTS = 4000, LINES = 3 };

static const struct rtk_period month = {321};
static const int64_t all[] = {0, INT64_C(1) << 31};

/* Every third account has none, the others up to three. */
static int
count_of(int64_t account)
{
	return (int)(account % 3 == 0 ? 0 : account % LINES + 1);
}

static struct rtk_line
line_of(int64_t account, int number)
{
	return (struct rtk_line){.account = account,
	    .number = number,
	    .service = number == 0 ? RTK_HEATING : RTK_HOT_WATER,
	    .kind = RTK_CHARGE,
	    .method = RTK_BY_METER,
	    .formula = RTK_F_3,
	    .decimals = 3,
	    .volume = {account * 7 + number},
	    .amount = {account * 11 - number},
	    .for_period = month};
}

static struct rtk_db *
filled(void)
{
	struct rtk_db *db = NULL;
	struct rtk_charge_writer *writer;

	(void)unlink("x.db");
	assert_good(rtk_db_create(&db, "x.db", &err));
	assert_good(rtk_db_begin(db, &err));
	writer = rtk_charge_writer_new(db, month);
	for (int64_t a = 1; a <= ACCOUNTS; a++)
		for (int i = 0; i < count_of(a); i++) {
			struct rtk_line line = line_of(a, i);

			assert_good(rtk_charge_write(writer, &line, &err));
		}
	assert_good(rtk_charge_writer_finish(writer, &err));
	rtk_charge_writer_free(writer);
	assert_good(rtk_db_commit(db, &err));
	return db;
}

typedef int (*opener)(struct rtk_charge_scan **out, struct rtk_db *db,
    struct rtk_period period, const int64_t range[2], struct rtk_err *e);

static const opener openers[] = {rtk_charge_scan_open, rtk_charge_scan_ahead};

static int
next(struct rtk_charge_scan *scan, struct rtk_line *line)
{
	struct rtk_err told = RTK_ERR_INIT;

	return rtk_charge_scan_next(scan, line, &told);
}

static int
next_of(struct rtk_charge_scan *scan, int64_t account, struct rtk_line *line)
{
	struct rtk_err told = RTK_ERR_INIT;

	return rtk_charge_scan_account(scan, account, line, &told);
}

static void
assert_line(const struct rtk_line *line, int64_t account, int number)
{
	struct rtk_line expected = line_of(account, number);

	assert_int_equal(line->account, account);
	assert_int_equal(line->number, number);
	assert_int_equal(line->service, expected.service);
	assert_int_equal(line->volume.v, expected.volume.v);
	assert_int_equal(line->amount.v, expected.amount.v);
	assert_int_equal(line->for_period.v, month.v);
}

static void
every_line_is_read_once_in_order(void **state)
{
	struct rtk_db *db = filled();

	(void)state;
	for (size_t o = 0; o < RTK_COUNT(openers); o++) {
		struct rtk_charge_scan *scan;
		struct rtk_line line;

		assert_good(openers[o](&scan, db, month, all, &err));
		for (int64_t a = 1; a <= ACCOUNTS; a++)
			for (int i = 0; i < count_of(a); i++) {
				assert_int_equal(next(scan, &line), 1);
				assert_line(&line, a, i);
			}
		assert_int_equal(next(scan, &line), 0);
		rtk_charge_scan_close(scan);
	}
	rtk_db_close(db);
}

/* Some accounts are asked for, some are not, some have no line. */
static void
accounts_are_asked_for_in_order(void **state)
{
	struct rtk_db *db = filled();

	(void)state;
	for (size_t o = 0; o < RTK_COUNT(openers); o++) {
		struct rtk_charge_scan *scan;
		struct rtk_line line;

		assert_good(openers[o](&scan, db, month, all, &err));
		for (int64_t a = 1; a <= ACCOUNTS + 5; a += 1 + a % 7) {
			int count = a <= ACCOUNTS ? count_of(a) : 0;

			for (int i = 0; i < count; i++) {
				assert_int_equal(next_of(scan, a, &line), 1);
				assert_line(&line, a, i);
			}
			assert_int_equal(next_of(scan, a, &line), 0);
		}
		rtk_charge_scan_close(scan);
	}
	rtk_db_close(db);
}

/* The range holds; a month without lines has none. */
static void
a_range_of_accounts_is_read(void **state)
{
	static const int64_t some[] = {100, 101};
	static const struct rtk_period other = {322};
	struct rtk_db *db = filled();

	(void)state;
	for (size_t o = 0; o < RTK_COUNT(openers); o++) {
		struct rtk_charge_scan *scan;
		struct rtk_line line;
		int count = 0;

		assert_good(openers[o](&scan, db, month, some, &err));
		while (next(scan, &line) == 1)
			count++;
		assert_int_equal(count, count_of(100) + count_of(101));
		rtk_charge_scan_close(scan);
		assert_good(openers[o](&scan, db, other, all, &err));
		assert_int_equal(next(scan, &line), 0);
		rtk_charge_scan_close(scan);
	}
	rtk_db_close(db);
}

/* Who gives up early waits for nothing and leaves nothing behind. */
static void
a_scan_may_be_given_up(void **state)
{
	struct rtk_db *db = filled();

	(void)state;
	for (int i = 0; i < 50; i++) {
		struct rtk_charge_scan *scan;
		struct rtk_line line;

		assert_good(rtk_charge_scan_ahead(&scan, db, month, all, &err));
		for (int j = 0; j < i; j++)
			assert_int_equal(next(scan, &line), 1);
		rtk_charge_scan_close(scan);
	}
	rtk_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_line_is_read_once_in_order),
	    cmocka_unit_test(accounts_are_asked_for_in_order),
	    cmocka_unit_test(a_range_of_accounts_is_read),
	    cmocka_unit_test(a_scan_may_be_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
