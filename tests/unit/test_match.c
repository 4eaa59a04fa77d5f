/* Registers and the payment orders that are their money. */
#include "test.h"

#include "calc/match.h"

enum { ROOM = 8, TUESDAY = 20759 /* 2026-11-03; the 4th is a day off here */ };

static const struct rtk_calendar_day days_off[] = {{{TUESDAY + 1}, false}};
static const struct rtk_due_rows calendar = {
    .calendar = days_off, .calendar_count = 1};

/* What was tied: keys and how. */
static struct {
	int64_t reg, document;
	enum rtk_match_how how;
} ties[ROOM];
static size_t tie_count;

static void
note_tie(void *context, const struct rtk_match_register *reg,
    const struct rtk_match_document *document, enum rtk_match_how how)
{
	(void)context;
	assert_true(tie_count < ROOM);
	ties[tie_count].reg = reg->key;
	ties[tie_count].document = document->key;
	ties[tie_count++].how = how;
}

static struct rtk_match_register
reg(int64_t key, const char *number, int64_t gross, int64_t transfer)
{
	return (struct rtk_match_register){.key = key,
	    .order_number = number,
	    .order_day = {TUESDAY},
	    .whole = {{gross}, {transfer}},
	    .fresh = {{gross}, {transfer}}};
}

static struct rtk_match_document
order(int64_t key, const char *number, int64_t amount)
{
	return (struct rtk_match_document){.key = key,
	    .incoming = true,
	    .number = number,
	    .day = {TUESDAY},
	    .posted = {TUESDAY},
	    .amount = {amount}};
}

static void
match(struct rtk_match_register *registers, size_t register_count,
    struct rtk_match_document *documents, size_t document_count)
{
	struct rtk_match m = {.registers = registers,
	    .register_count = register_count,
	    .documents = documents,
	    .document_count = document_count,
	    .calendar = &calendar,
	    .tie = note_tie};

	tie_count = 0;
	rtk_match_registers(&m);
}

static void
assert_tie(size_t index, int64_t key, int64_t document, const char *how)
{
	assert_true(index < tie_count);
	assert_int_equal(ties[index].reg, key);
	assert_int_equal(ties[index].document, document);
	assert_string_equal(rtk_match_name(ties[index].how), how);
}

static void
number_and_transfer_tie_with_zeros_lost(void **state)
{
	struct rtk_match_register r[] = {reg(1, "000686336", 1000, 988)};
	struct rtk_match_document d[] = {
	    order(1, "17", 988), order(2, "686336", 988)};

	(void)state;
	match(r, 1, d, 2);
	assert_int_equal(tie_count, 1);
	assert_tie(0, 1, 2, "net");
}

static void
gross_ties_with_the_commission_taken_apart_once(void **state)
{
	struct rtk_match_register r[] = {
	    reg(1, "8", 3000, 2964), reg(2, "9", 3000, 2964)};
	struct rtk_match_document d[] = {
	    order(1, "8", 3000), order(2, "100", 36), order(3, "9", 3000)};

	(void)state;
	d[1].incoming = false;
	d[1].bank_order = true;
	match(r, 2, d, 3);
	assert_int_equal(tie_count, 3);
	assert_tie(0, 1, 1, "gross");
	assert_tie(1, 1, 2, "commission");
	assert_tie(2, 2, 3, "gross");
}

static void
the_sum_alone_must_be_the_only_one(void **state)
{
	struct rtk_match_register r[] = {
	    reg(1, "8", 1000, 988), reg(2, "9", 500, 500)};
	struct rtk_match_document d[] = {
	    order(1, "70", 988), order(2, "71", 500), order(3, "72", 500)};

	(void)state;
	match(r, 2, d, 3);
	assert_int_equal(tie_count, 1);
	assert_tie(0, 1, 1, "sum");
}

static void
money_of_one_consumer_is_no_register_s(void **state)
{
	struct rtk_match_register r[] = {reg(1, "8", 1000, 988)};
	struct rtk_match_document d[] = {order(1, "8", 988)};

	(void)state;
	d[0].direct = true;
	match(r, 1, d, 1);
	assert_int_equal(tie_count, 0);
}

static void
one_order_pays_several_registers(void **state)
{
	struct rtk_match_register r[] = {
	    reg(1, "8", 1000, 988), reg(2, "8", 500, 494), reg(3, "8", 5, 5)};
	struct rtk_match_document d[] = {order(1, "8", 1482)};

	(void)state;
	match(r, 2, d, 1);
	assert_int_equal(tie_count, 2);
	assert_tie(0, 1, 1, "together");
	assert_tie(1, 2, 1, "together");
	/* with a third one the sum does not hold */
	r[0].tied = r[1].tied = d[0].tied = false;
	match(r, 3, d, 1);
	assert_int_equal(tie_count, 1);
	assert_tie(0, 1, 1, "differs");
}

static void
a_file_sent_again_expects_the_new_rows(void **state)
{
	struct rtk_match_register r[] = {reg(1, "8", 1000, 988)};
	struct rtk_match_document d[] = {order(1, "8", 98)};

	(void)state;
	r[0].fresh = (struct rtk_match_sums){{100}, {98}};
	match(r, 1, d, 1);
	assert_tie(0, 1, 1, "net");
	/* nothing new: an order of another sum is not its money */
	r[0].tied = d[0].tied = false;
	r[0].fresh = (struct rtk_match_sums){{0}, {0}};
	match(r, 1, d, 1);
	assert_int_equal(tie_count, 0);
}

static void
an_order_comes_within_five_working_days(void **state)
{
	struct rtk_match_register r[] = {reg(1, "8", 1000, 988)};
	struct rtk_match_document d[] = {order(1, "8", 988)};

	(void)state;
	/* 5, 6, 9, 10 and 11 November: the 4th, 7th and 8th are days off */
	for (int day = -2; day <= 9; day++) {
		r[0].tied = d[0].tied = false;
		d[0].posted.v = TUESDAY + day;
		match(r, 1, d, 1);
		assert_int_equal(tie_count, day >= -1 && day <= 8);
		if (tie_count > 0)
			assert_tie(0, 1, 1, "net");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(number_and_transfer_tie_with_zeros_lost),
	    cmocka_unit_test(gross_ties_with_the_commission_taken_apart_once),
	    cmocka_unit_test(the_sum_alone_must_be_the_only_one),
	    cmocka_unit_test(money_of_one_consumer_is_no_register_s),
	    cmocka_unit_test(one_order_pays_several_registers),
	    cmocka_unit_test(a_file_sent_again_expects_the_new_rows),
	    cmocka_unit_test(an_order_comes_within_five_working_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
