/*
 * Penalties: the worked examples of tests/data/penalties.txt, and random
 * debtors against a sum day by day.
 */
#include "fixture.h"

#include "calc/penalty.h"
#include "num/decimal.h"

enum { ROWS_MAX = 16 };

/* ЖК ст. 155 ч. 14; 190-ФЗ ст. 15 ч. 9.1-9.3 */
static const struct rtk_penalty_rule law[] = {
    {RTK_CITIZEN, 31, 90, 300, {0}}, {RTK_CITIZEN, 91, 0, 130, {0}},
    {RTK_TSJ, 31, 90, 300, {0}},     {RTK_TSJ, 91, 0, 130, {0}},
    {RTK_UK, 1, 60, 300, {0}},       {RTK_UK, 61, 90, 170, {0}},
    {RTK_UK, 91, 0, 130, {0}},       {RTK_OTHER_DEBTOR, 1, 0, 130, {0}},
};

/* One case: rows, debts, payments, and what comes of them. */
struct scene {
	struct rtk_key_rate rates[ROWS_MAX];
	struct rtk_penalty_ceiling ceilings[ROWS_MAX];
	struct rtk_moratorium moratoria[ROWS_MAX];
	struct rtk_debt debts[ROWS_MAX];
	struct rtk_debt_payment payments[ROWS_MAX];
	struct rtk_penalty_rows rows;
	struct rtk_policies policies;
	struct rtk_debt_book book;
	struct rtk_penalty_job job;
	struct rtk_penalty_segments found;
	size_t told; /* segments that were compared */
	char id[16];
};

static void
scene_begin(struct scene *s)
{
	memset(s, 0, sizeof(*s));
	s->policies.value[RTK_KEY_RATE_DAYS] = 100000 * RTK_MICRO;
	s->book.limitation_years = 3;
	s->book.debts = s->debts;
	s->book.payments = s->payments;
	s->rows.rules = law;
	s->rows.rule_count = RTK_COUNT(law);
	s->rows.rates = s->rates;
	s->rows.ceilings = s->ceilings;
	s->rows.moratoria = s->moratoria;
	s->job.rows = &s->rows;
	s->job.policies = &s->policies;
}

static void
scene_end(struct scene *s)
{
	rtk_debts_release(&s->book);
	free(s->found.list);
	s->found = (struct rtk_penalty_segments){0};
}

static void
scene_run(struct scene *s)
{
	rtk_debts_sort(&s->book);
	rtk_debts_pay(&s->book);
	assert_good(rtk_penalty_segments(&s->found, &s->book, &s->job, &err));
}

static int64_t
total(const struct scene *s)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->found.count; i++)
		sum += s->found.list[i].amount.v;
	return sum;
}

/* --- the worked examples ------------------------------------------------ */

static struct rtk_date
day_of(const char *text)
{
	struct rtk_date day = RTK_DATE_NONE;

	assert_good(rtk_date_parse(&day, text, strlen(text), &err));
	return day;
}

static struct rtk_period
period_of(const char *text)
{
	struct rtk_period period = {-1};

	if (strcmp(text, "-") != 0)
		assert_good(
		    rtk_period_parse(&period, text, strlen(text), &err));
	return period;
}

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
		    (struct rtk_debt){RTK_HEATING, period_of(word[1]),
			day_of(word[3]), kop_of(word[2]), {0}, {0}};
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
one_debt(struct scene *s, const char *period, const char *due, int64_t amount)
{
	s->debts[s->book.debt_count++] = (struct rtk_debt){RTK_HEATING,
	    period_of(period), day_of(due), {amount}, {0}, {0}};
}

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
random_scene(struct scene *s, uint64_t *seed)
{
	int32_t day = day_of("2024-01-10").v, paid = day;

	scene_begin(s);
	s->job.class = (enum rtk_penalty_class)(test_random(seed) % 4);
	s->policies.value[RTK_PENALTY_RATE] =
	    (int64_t)(test_random(seed) % 2);
	for (int32_t i = 0; i < 6; i++)
		s->rates[s->rows.rate_count++] = (struct rtk_key_rate){
		    {day - 100 + i * (int32_t)(50 + test_random(seed) % 90)},
		    (int64_t)(400 + test_random(seed) % 1700)};
	for (size_t i = 1; i < s->rows.rate_count; i++)
		if (s->rates[i].from.v <= s->rates[i - 1].from.v)
			s->rates[i].from.v = s->rates[i - 1].from.v + 1;
	for (int32_t i = 0; i < 8; i++) {
		s->debts[s->book.debt_count++] = (struct rtk_debt){RTK_HEATING,
		    {288 + i},
		    {day + i * 31},
		    {(int64_t)(1 + test_random(seed) % 900000)},
		    {0},
		    {0}};
		paid += (int32_t)(test_random(seed) % 90);
		s->payments[s->book.payment_count++] =
		    (struct rtk_debt_payment){{paid},
			{(int64_t)(1 + test_random(seed) % 700000)},
			{test_random(seed) % 2 == 0
				? -1
				: (int32_t)(286 + test_random(seed) % 10)},
			{0},
			0};
	}
	s->job.as_of.v = day + (int32_t)(test_random(seed) % 700);
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
		int64_t posted = 0;

		random_scene(s, &seed);
		s->book.limitation_years = 1 + turn % 3;
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
	    {1, day_of("2025-03-20"), day_of("2025-03-29")},
	    {1, day_of("2025-05-01"), RTK_DATE_NONE},
	};
	struct scene s;

	(void)state;
	scene_begin(&s);
	s.rates[s.rows.rate_count++] =
	    (struct rtk_key_rate){day_of("2024-01-01"), 950};
	one_debt(&s, "2025-01", "2025-02-10", 500000);
	s.job.exemptions = served;
	s.job.exemption_count = 2;
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_worked_example_comes_out_to_the_kopeck),
	    cmocka_unit_test(a_rate_nobody_knows_is_not_guessed),
	    cmocka_unit_test(a_class_without_fractions_is_a_gap),
	    cmocka_unit_test(services_of_a_month_share_in_proportion),
	    cmocka_unit_test(expired_months_are_paid_last_unless_named),
	    cmocka_unit_test(limitation_of_a_leap_day_ends_on_the_28th),
	    cmocka_unit_test(random_debtors_equal_the_sum_day_by_day),
	    cmocka_unit_test(every_kopeck_of_a_payment_has_a_place),
	    cmocka_unit_test(postings_add_up_to_the_whole_after_each_close),
	    cmocka_unit_test(an_exempt_day_costs_nothing_and_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
