/*
 * Penalties posted month by month, from what a close remembers, against the
 * whole history; and days that are exempt.
 */
#include "debtor.h"

#include "calc/debt_state.h"

/* --- month by month ----------------------------------------------------- */

/* What a close remembers of a debtor. */
struct memory {
	struct rtk_debt debts[ROWS_MAX];
	struct rtk_debt_payment payments[ROWS_MAX];
	struct rtk_debt_book book;
	struct rtk_debt_mark mark;
};

/* Debts of months up to `last` and payments up to its end, whole. */
static int64_t
whole_by(struct scene *s, struct rtk_period last)
{
	size_t debts = s->book.debt_count, payments = s->book.payment_count;
	int64_t sum;

	s->book.debt_count = s->book.payment_count = 0;
	while (s->book.debt_count < debts &&
	    s->debts[s->book.debt_count].period.v <= last.v)
		s->book.debt_count++;
	while (s->book.payment_count < payments &&
	    s->payments[s->book.payment_count].paid.v <=
		rtk_period_last(last).v)
		s->book.payment_count++;
	s->job.as_of = rtk_period_last(last);
	scene_run(s);
	sum = total(s);
	scene_end(s);
	s->book.debt_count = debts;
	s->book.payment_count = payments;
	return sum;
}

static void
add_month(struct memory *m, const struct scene *s, struct rtk_period month)
{
	for (size_t i = 0; i < s->book.debt_count; i++)
		if (s->debts[i].period.v == month.v) {
			assert_true(m->book.debt_count < ROWS_MAX);
			m->debts[m->book.debt_count++] = s->debts[i];
		}
	for (size_t i = 0; i < s->book.payment_count; i++)
		if (rtk_period_of(s->payments[i].paid).v == month.v) {
			assert_true(m->book.payment_count < ROWS_MAX);
			m->payments[m->book.payment_count++] = s->payments[i];
		}
}

/* The difference that the close of a month posts. */
static int64_t
post_month(struct memory *m, struct scene *s, struct rtk_period month)
{
	int64_t sum = 0;

	add_month(m, s, month);
	m->book.debts = m->debts;
	m->book.payments = m->payments;
	m->book.limitation_years = s->book.limitation_years;
	m->book.limitations = s->book.limitations;
	m->book.limitation_count = s->book.limitation_count;
	s->job.as_of = rtk_period_last(month);
	rtk_debts_pay(&m->book);
	assert_good(
	    rtk_penalty_segments(&s->found, &m->book, &s->job, &err));
	for (size_t i = 0; i < m->book.debt_count; i++)
		sum -= m->debts[i].posted.v;
	for (size_t i = 0; i < m->book.debt_count; i++)
		m->debts[i].posted.v = 0;
	for (size_t i = 0; i < s->found.count; i++)
		m->debts[s->found.list[i].debt].posted.v +=
		    s->found.list[i].amount.v;
	sum += total(s);
	free(s->found.list);
	s->found = (struct rtk_penalty_segments){0};
	rtk_debts_settle(&m->book, month, &m->mark);
	return sum;
}

static void
postings_add_up_to_the_whole_after_each_close(void **state)
{
	struct scene *s = rtk_alloc(sizeof(*s));
	struct memory *m = rtk_alloc(sizeof(*m));
	uint64_t seed = test_seed();
	size_t forgotten = 0;

	(void)state;
	for (int turn = 0; turn < 500; turn++) {
		struct rtk_limitation longer = {.account = 7};
		int64_t posted = 0;

		random_scene(s, &seed);
		s->book.limitation_years = 1 + turn % 3;
		longer.from.v = 288 + turn % 8;
		longer.to.v = longer.from.v + turn % 3;
		longer.until.v = day_of("2025-01-10").v + turn;
		s->book.limitations = &longer;
		s->book.limitation_count = (size_t)(turn % 2);
		for (size_t i = 0; i < s->book.payment_count; i++)
			s->payments[i].entry = (int64_t)i;
		memset(m, 0, sizeof(*m));
		for (int32_t month = 288; month < 320; month++) {
			const struct rtk_period p = {month};
			size_t kept;

			posted += post_month(m, s, p);
			assert_int_equal(posted, whole_by(s, p));
			kept = m->book.debt_count;
			forgotten += kept < 8 && month > 296;
		}
		rtk_debts_release(&m->book);
	}
	/* something was forgotten, or nothing is proved */
	assert_true(forgotten > 1000);
	free(m);
	free(s);
}

static void
an_exempt_day_costs_nothing_and_counts(void **state)
{
	const struct rtk_penalty_exemption served[] = {
	    {6, day_of("2025-02-11"), RTK_DATE_NONE, 1},
	    {7, day_of("2025-03-20"), day_of("2025-03-29"), 1},
	    {7, day_of("2025-05-01"), RTK_DATE_NONE, 1},
	    {8, day_of("2025-02-11"), RTK_DATE_NONE, 1},
	};
	struct scene s;

	(void)state;
	scene_begin(&s);
	s.rates[s.rows.rate_count++] =
	    (struct rtk_key_rate){day_of("2024-01-01"), 950};
	one_debt(&s, "2025-01", "2025-02-10", 500000);
	s.rows.exemptions = served;
	s.rows.exemption_count = RTK_COUNT(served);
	s.job.account = 7;
	s.job.as_of = day_of("2025-05-12");
	scene_run(&s);
	/* days 31-37 and 48-79: 7 and 32 days of 1/300, then none */
	assert_int_equal(s.found.count, 2);
	assert_int_equal(s.found.list[0].days, 7);
	assert_int_equal(s.found.list[0].amount.v, 1108);
	assert_int_equal(s.found.list[1].days, 32);
	assert_int_equal(s.found.list[1].amount.v, 5067);
	scene_end(&s);
}

static void
a_state_comes_back_as_it_was(void **state)
{
	const struct rtk_debt debt = {.service = RTK_HOT_WATER,
	    .period = {310},
	    .due = {20000},
	    .amount = {12345},
	    .posted = {-7}};
	const struct rtk_debt_payment payment = {
	    {19990}, {1}, {-1}, {0}, INT64_MAX};
	struct rtk_debt_state out = {0}, in = {0};
	struct rtk_debt_settled part = {0, {19900}, {345}};
	struct rtk_buf bytes = {0};

	(void)state;
	rtk_debt_state_reset(&out);
	out.class = RTK_UK;
	out.mark = (struct rtk_debt_mark){{19900}, 7};
	rtk_debt_state_add(&out, &debt);
	rtk_debt_state_add_payment(&out, &payment);
	out.book.settled = &part;
	out.book.settled_count = 1;
	rtk_debt_state_put(&bytes, &out);
	assert_good(
	    rtk_debt_state_get(&in, bytes.bytes, bytes.size, &err));
	assert_int_equal(in.class, RTK_UK);
	assert_int_equal(in.mark.entry, 7);
	assert_int_equal(in.book.debts[0].service, RTK_HOT_WATER);
	assert_int_equal(in.book.debts[0].period.v, 310);
	assert_int_equal(in.book.debts[0].due.v, 20000);
	assert_int_equal(in.book.debts[0].amount.v, 12345);
	assert_int_equal(in.book.debts[0].posted.v, -7);
	assert_int_equal(in.book.payments[0].paid.v, 19990);
	assert_int_equal(in.book.payments[0].for_period.v, -1);
	assert_true(in.book.payments[0].entry == INT64_MAX);
	assert_int_equal(in.book.settled[0].amount.v, 345);
	for (size_t size = 0; size < bytes.size; size++)
		assert_fault(rtk_debt_state_get(&in, bytes.bytes, size, &err),
		    RTK_E_DB_CORRUPT);
	out.book.settled = NULL;
	rtk_buf_release(&bytes);
	rtk_debt_state_release(&out);
	rtk_debt_state_release(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(postings_add_up_to_the_whole_after_each_close),
	    cmocka_unit_test(an_exempt_day_costs_nothing_and_counts),
	    cmocka_unit_test(a_state_comes_back_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
