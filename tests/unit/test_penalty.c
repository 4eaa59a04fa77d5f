/*
 * Penalties: the worked examples of tests/data/penalties.txt, and random
 * debtors against a sum day by day.
 */
#include "debtor.h"

/* --- the worked examples ------------------------------------------------ */

static struct rtk_kop
kop_of(const char *text)
{
	struct rtk_kop kop = {0};

	assert_good(rtk_decimal_parse(
	    &kop.v, text, strlen(text), RTK_KOP_SCALE, &err));
	return kop;
}

static void
begin_case(struct scene *s, char **word)
{
	static const char *const classes[] = {
	    [RTK_CITIZEN] = "citizen",
	    [RTK_TSJ] = "tsj",
	    [RTK_UK] = "uk",
	    [RTK_OTHER_DEBTOR] = "other",
	};

	scene_begin(s);
	(void)snprintf(s->id, sizeof(s->id), "%s", word[1]);
	while (strcmp(classes[s->job.class], word[2]) != 0)
		s->job.class ++;
	s->policies.value[RTK_PENALTY_RATE] = strcmp(word[3], "daily") == 0;
}

/* A line that says what there is; false: it is an expectation. */
static bool
add_fact(struct scene *s, char **word)
{
	if (strcmp(word[0], "ceiling") == 0)
		s->ceilings[s->rows.ceiling_count++] =
		    (struct rtk_penalty_ceiling){-1, day_of(word[1]),
			day_of(word[2]), kop_of(word[3]).v};
	else if (strcmp(word[0], "moratorium") == 0)
		s->moratoria[s->rows.moratorium_count++] =
		    (struct rtk_moratorium){-1, day_of(word[1]),
			day_of(word[2]), RTK_DATE_NONE};
	else if (strcmp(word[0], "rate") == 0)
		s->rates[s->rows.rate_count++] = (struct rtk_key_rate){
		    day_of(word[1]), kop_of(word[2]).v};
	else if (strcmp(word[0], "debt") == 0)
		s->debts[s->book.debt_count++] =
		    (struct rtk_debt){.service = RTK_HEATING,
			.period = period_of(word[1]),
			.due = day_of(word[3]),
			.amount = kop_of(word[2])};
	else if (strcmp(word[0], "paid") == 0)
		s->payments[s->book.payment_count++] =
		    (struct rtk_debt_payment){day_of(word[1]),
			kop_of(word[2]), period_of(word[3]), {0}, 0};
	else
		return false;
	return true;
}

static void
expect_segment(struct scene *s, char **word)
{
	const struct rtk_penalty_segment *g;

	assert_true(s->told < s->found.count);
	g = &s->found.list[s->told++];
	assert_int_equal(
	    s->debts[g->debt].period.v, period_of(word[1]).v);
	assert_int_equal(g->from.v, day_of(word[2]).v);
	assert_int_equal(g->to.v, day_of(word[3]).v);
	assert_int_equal(g->days, strtol(word[4], NULL, 10));
	assert_int_equal(g->base.v, kop_of(word[5]).v);
	assert_int_equal(g->rate_bp, kop_of(word[6]).v);
	assert_int_equal(g->denominator, strtol(word[7], NULL, 10));
	assert_int_equal(g->amount.v, kop_of(word[8]).v);
}

static void
expect_left(const struct scene *s, char **word)
{
	for (size_t i = 0; i < s->book.debt_count; i++)
		if (s->debts[i].period.v == period_of(word[1]).v) {
			assert_int_equal(
			    s->debts[i].left.v, kop_of(word[2]).v);
			return;
		}
	fail_msg("%s: no such debt", s->id);
}

static void
expect_total(struct scene *s, char **word)
{
	int64_t advance = 0;

	assert_int_equal(s->told, s->found.count);
	assert_int_equal(total(s), kop_of(word[1]).v);
	for (size_t i = 0; i < s->book.payment_count; i++)
		advance += s->payments[i].advance.v;
	assert_int_equal(advance, kop_of(word[2]).v);
	scene_end(s);
}

/* One line of the file; 1: a case begins. */
static int
take_line(struct scene *s, char *line)
{
	char *word[10] = {NULL}, *rest;
	size_t n = 0;

	for (char *w = strtok_r(line, " ", &rest);
	     w != NULL && n < RTK_COUNT(word); w = strtok_r(NULL, " ", &rest))
		word[n++] = w;
	if (strcmp(word[0], "case") == 0) {
		begin_case(s, word);
		return 1;
	}
	if (strcmp(word[0], "as-of") == 0) {
		s->job.as_of = day_of(word[1]);
		scene_run(s);
	} else if (strcmp(word[0], "segment") == 0) {
		expect_segment(s, word);
	} else if (strcmp(word[0], "left") == 0) {
		expect_left(s, word);
	} else if (strcmp(word[0], "total") == 0) {
		expect_total(s, word);
	} else if (strcmp(word[0], "#") != 0) {
		assert_true(add_fact(s, word));
	}
	return 0;
}

static void
each_worked_example_comes_out_to_the_kopeck(void **state)
{
	const char *source = getenv("RTK_SOURCE");
	struct scene *s = rtk_alloc(sizeof(*s));
	struct rtk_buf text = {0};
	char folder[512];
	char *line, *at;
	int cases = 0;

	(void)state;
	(void)snprintf(folder, sizeof(folder), "%s/tests/data",
	    source != NULL ? source : ".");
	if (!read_below(&text, folder, "penalties.txt"))
		skip();
	for (line = strtok_r(text.bytes, "\n", &at); line != NULL;
	     line = strtok_r(NULL, "\n", &at))
		cases += take_line(s, line);
	assert_int_equal(cases, 34);
	rtk_buf_release(&text);
	free(s);
}

/* --- what the examples leave out ---------------------------------------- */

static void
a_rate_nobody_knows_is_not_guessed(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s);
	s.rates[s.rows.rate_count++] =
	    (struct rtk_key_rate){day_of("2026-07-27"), 1400};
	s.policies.value[RTK_KEY_RATE_DAYS] = 60 * RTK_MICRO;
	one_debt(&s, "2026-07", "2026-08-17", 100000);
	s.job.as_of = day_of("2026-09-25");
	scene_run(&s);
	scene_end(&s);
	s.job.as_of = day_of("2026-09-26");
	rtk_debts_pay(&s.book);
	/* day 40 of the delay: the rate of the 26th is needed */
	assert_fault(
	    rtk_penalty_segments(&s.found, &s.book, &s.job, &err),
	    RTK_E_KEY_RATE_UNKNOWN);
	scene_end(&s);
}

static void
a_class_without_fractions_is_a_gap(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s);
	s.rows.rule_count = 2;
	s.job.class = RTK_UK;
	assert_fault(
	    rtk_penalty_segments(&s.found, &s.book, &s.job, &err),
	    RTK_E_PENALTY_RULE_GAP);
}

/* 2000.00 over heat 3211.47 and hot water 1180.90 -> 1462.29 + 537.71 */
static void
services_of_a_month_share_in_proportion(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s);
	one_debt(&s, "2026-03", "2026-04-15", 321147);
	one_debt(&s, "2026-03", "2026-04-15", 118090);
	s.debts[1].service = RTK_HOT_WATER;
	s.payments[s.book.payment_count++] = (struct rtk_debt_payment){
	    day_of("2026-04-10"), {200000}, {-1}, {0}, 0};
	rtk_debts_pay(&s.book);
	assert_int_equal(s.debts[0].left.v, 321147 - 146229);
	assert_int_equal(s.debts[1].left.v, 118090 - 53771);
	assert_int_equal(s.book.slices[0].rule, RTK_OLDEST_FIRST);
	scene_end(&s);
}

/* Пленум ВС 22 п. 32: what has expired is paid last, unless it is named. */
static void
expired_months_are_paid_last_unless_named(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s);
	one_debt(&s, "2022-10", "2022-11-10", 10000);
	one_debt(&s, "2026-09", "2026-10-15", 10000);
	s.payments[s.book.payment_count++] = (struct rtk_debt_payment){
	    day_of("2025-11-10"), {4000}, {-1}, {0}, 0};
	s.payments[s.book.payment_count++] = (struct rtk_debt_payment){
	    day_of("2025-11-11"), {11000}, {-1}, {0}, 0};
	s.payments[s.book.payment_count++] = (struct rtk_debt_payment){
	    day_of("2025-11-12"), {1000}, period_of("2022-10"), {0},
	    0};
	rtk_debts_pay(&s.book);
	assert_int_equal(s.book.slice_count, 4);
	/* the last day of the three years: still the oldest */
	assert_int_equal(s.book.slices[0].debt, 0);
	assert_int_equal(s.book.slices[0].amount.v, 4000);
	assert_int_equal(s.book.slices[1].debt, 1);
	assert_int_equal(s.book.slices[1].amount.v, 10000);
	assert_int_equal(s.book.slices[2].rule, RTK_EXPIRED_LAST);
	assert_int_equal(s.book.slices[2].amount.v, 1000);
	assert_int_equal(s.book.slices[3].rule, RTK_BY_DESIGNATION);
	assert_int_equal(s.debts[0].left.v, 10000 - 6000);
	scene_end(&s);
}

/* ГК РФ ст. 203: acknowledged until the 11th, so paid first on that day. */
static void
a_longer_limitation_keeps_a_month_in_its_place(void **state)
{
	const struct rtk_limitation rows[] = {
	    {6, {0}, {999}, day_of("2029-01-01"), 1},
	    {7, period_of("2022-09"), period_of("2022-10"),
		day_of("2025-11-11"), 1},
	    {7, period_of("2022-11"), period_of("2026-12"),
		day_of("2020-01-01"), 1},
	    {8, {0}, {999}, day_of("2029-01-01"), 1},
	};
	const struct rtk_due_rows due = {
	    .limitations = rows, .limitation_count = RTK_COUNT(rows)};
	struct scene s;

	(void)state;
	scene_begin(&s);
	one_debt(&s, "2022-10", "2022-11-10", 10000);
	one_debt(&s, "2026-09", "2026-10-15", 10000);
	s.payments[s.book.payment_count++] = (struct rtk_debt_payment){
	    day_of("2025-11-11"), {4000}, {-1}, {0}, 0};
	s.payments[s.book.payment_count++] = (struct rtk_debt_payment){
	    day_of("2025-11-12"), {11000}, {-1}, {0}, 0};
	rtk_debts_limit(&s.book, &due, 7);
	rtk_debts_pay(&s.book);
	assert_int_equal(s.debts[0].claim_end.v, day_of("2025-11-11").v);
	/* a row that ends before the usual day changes nothing */
	assert_int_equal(s.debts[1].claim_end.v, day_of("2029-10-15").v);
	assert_int_equal(s.book.slice_count, 3);
	assert_int_equal(s.book.slices[0].debt, 0);
	assert_int_equal(s.book.slices[0].rule, RTK_OLDEST_FIRST);
	assert_int_equal(s.book.slices[1].debt, 1);
	assert_int_equal(s.book.slices[1].amount.v, 10000);
	assert_int_equal(s.book.slices[2].debt, 0);
	assert_int_equal(s.book.slices[2].rule, RTK_EXPIRED_LAST);
	rtk_debts_limit(&s.book, &due, 9);
	assert_int_equal(s.book.limitation_count, 0);
	scene_end(&s);
}

static void
limitation_of_a_leap_day_ends_on_the_28th(void **state)
{
	(void)state;
	assert_int_equal(rtk_limitation_end(day_of("2024-02-29"), 3).v,
	    day_of("2027-02-28").v);
	assert_int_equal(rtk_limitation_end(day_of("2024-02-29"), 4).v,
	    day_of("2028-02-29").v);
}

/* --- day by day --------------------------------------------------------- */

/* The fraction as the law says it, not as the rows do. */
static int
fraction(enum rtk_penalty_class class, int n)
{
	if (class == RTK_OTHER_DEBTOR)
		return 130;
	if (class == RTK_UK)
		return n <= 60 ? 300 : n <= 90 ? 170 : 130;
	return n <= 30 ? 0 : n <= 90 ? 300 : 130;
}

static int64_t
rate_on(const struct scene *s, int32_t day)
{
	int64_t rate = 0;

	for (size_t i = 0; i < s->rows.rate_count; i++)
		if (s->rates[i].from.v <= day)
			rate = s->rates[i].rate_bp;
	return rate;
}

/*
 * Exact: kopecks x days x basis points by fraction, of one debt on all days.
 * The rounded segments differ from it by half a kopeck each at most.
 */
static void
sum_by_days(const struct scene *s, size_t debt, int64_t *by_300,
    int64_t *by_170, int64_t *by_130)
{
	*by_300 = *by_170 = *by_130 = 0;
	for (int32_t day = s->debts[debt].due.v + 1; day <= s->job.as_of.v;
	     day++) {
		int f = fraction(s->job.class, day - s->debts[debt].due.v);
		int64_t left = s->debts[debt].amount.v, products = 0;
		bool daily = s->policies.value[RTK_PENALTY_RATE] != 0;

		for (size_t i = 0; i < s->book.slice_count; i++) {
			int32_t paid =
			    s->payments[s->book.slices[i].payment].paid.v;
			int64_t amount = s->book.slices[i].amount.v;

			if (s->book.slices[i].debt != debt ||
			    paid > s->job.as_of.v)
				continue;
			left -= amount;
			if (paid >= day)
				products +=
				    amount * rate_on(s, daily ? day : paid);
		}
		products +=
		    left * rate_on(s, daily ? day : s->job.as_of.v);
		*(f == 300 ? by_300 : f == 170 ? by_170 : by_130) +=
		    f == 0 ? 0 : products;
	}
}

static void
random_debtors_equal_the_sum_day_by_day(void **state)
{
	uint64_t seed = test_seed();
	struct scene *s = rtk_alloc(sizeof(*s));

	(void)state;
	for (int turn = 0; turn < 500; turn++) {
		random_scene(s, &seed);
		scene_run(s);
		for (size_t debt = 0; debt < s->book.debt_count; debt++) {
			int64_t by_300, by_170, by_130, sum = 0;
			int64_t exact, segments = 0;

			sum_by_days(s, debt, &by_300, &by_170, &by_130);
			/* in parts of 1 / (10000 * 66300) of a kopeck */
			exact = by_300 * 221 + by_170 * 390 + by_130 * 510;
			for (size_t i = 0; i < s->found.count; i++)
				if (s->found.list[i].debt == debt) {
					sum += s->found.list[i].amount.v;
					segments++;
				}
			assert_true(llabs(sum * 663000000 - exact) <=
			    segments * 331500000);
		}
		scene_end(s);
	}
	free(s);
}

/* Money neither comes from nowhere nor is lost. */
static void
every_kopeck_of_a_payment_has_a_place(void **state)
{
	struct scene *s = rtk_alloc(sizeof(*s));
	uint64_t seed = 7;

	(void)state;
	for (int turn = 0; turn < 500; turn++) {
		int64_t paid = 0, debts = 0, left = 0, advance = 0, taken = 0;

		random_scene(s, &seed);
		rtk_debts_sort(&s->book);
		rtk_debts_pay(&s->book);
		for (size_t i = 0; i < s->book.debt_count; i++) {
			debts += s->debts[i].amount.v;
			left += s->debts[i].left.v;
			assert_true(s->debts[i].left.v >= 0);
		}
		for (size_t i = 0; i < s->book.payment_count; i++) {
			paid += s->payments[i].amount.v;
			advance += s->payments[i].advance.v;
			assert_true(s->payments[i].advance.v >= 0);
		}
		for (size_t i = 0; i < s->book.slice_count; i++)
			taken += s->book.slices[i].amount.v;
		assert_int_equal(paid, taken + advance);
		assert_int_equal(debts, taken + left);
		assert_true(left == 0 || advance == 0);
		scene_end(s);
	}
	free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_worked_example_comes_out_to_the_kopeck),
	    cmocka_unit_test(a_rate_nobody_knows_is_not_guessed),
	    cmocka_unit_test(a_class_without_fractions_is_a_gap),
	    cmocka_unit_test(services_of_a_month_share_in_proportion),
	    cmocka_unit_test(expired_months_are_paid_last_unless_named),
	    cmocka_unit_test(a_longer_limitation_keeps_a_month_in_its_place),
	    cmocka_unit_test(limitation_of_a_leap_day_ends_on_the_28th),
	    cmocka_unit_test(random_debtors_equal_the_sum_day_by_day),
	    cmocka_unit_test(every_kopeck_of_a_payment_has_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
