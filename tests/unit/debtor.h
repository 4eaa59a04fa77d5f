/* A debtor with the rows of law he has, for the tests of penalties. */
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

static inline void
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

static inline void
scene_end(struct scene *s)
{
	rtk_debts_release(&s->book);
	free(s->found.list);
	s->found = (struct rtk_penalty_segments){0};
}

static inline void
scene_run(struct scene *s)
{
	rtk_debts_sort(&s->book);
	rtk_debts_pay(&s->book);
	assert_good(rtk_penalty_segments(&s->found, &s->book, &s->job, &err));
}

static inline int64_t
total(const struct scene *s)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->found.count; i++)
		sum += s->found.list[i].amount.v;
	return sum;
}

static inline struct rtk_date
day_of(const char *text)
{
	struct rtk_date day = RTK_DATE_NONE;

	assert_good(rtk_date_parse(&day, text, strlen(text), &err));
	return day;
}

static inline struct rtk_period
period_of(const char *text)
{
	struct rtk_period period = {-1};

	if (strcmp(text, "-") != 0)
		assert_good(
		    rtk_period_parse(&period, text, strlen(text), &err));
	return period;
}

static inline void
one_debt(struct scene *s, const char *period, const char *due, int64_t amount)
{
	s->debts[s->book.debt_count++] = (struct rtk_debt){
	    .service = RTK_HEATING,
	    .period = period_of(period),
	    .due = day_of(due),
	    .amount = {amount}};
}

static inline void
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
		s->debts[s->book.debt_count++] = (struct rtk_debt){
		    .service = RTK_HEATING,
		    .period = {288 + i},
		    .due = {day + i * 31},
		    .amount = {(int64_t)(1 + test_random(seed) % 900000)}};
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
