#include "base/base.h"

#include "calc/contract.h"

#include <string.h>

#include "num/decimal.h"

enum { MONTHS = 12, MONTH_DAYS = 31, PERCENT_BP = 10000 };

/* The next word of a text; words stand apart by blanks. */
static bool
next_word(const char **word, size_t *size, const char **at)
{
	*at += strspn(*at, " ");
	*word = *at;
	*size = strcspn(*at, " ");
	*at += *size;
	return *size > 0;
}

/* The next field of a word, up to a slash or its end. */
static bool
next_field(const char **field, size_t *size, const char **at, const char *end)
{
	const char *stop;

	if (*at > end)
		return false;
	stop = memchr(*at, '/', (size_t)(end - *at));
	if (stop == NULL)
		stop = end;
	*field = *at;
	*size = (size_t)(stop - *at);
	*at = stop + 1;
	return true;
}

static bool
is_word(
    const char *field, size_t size, const char *english, const char *russian)
{
	return (strlen(english) == size && memcmp(field, english, size) == 0) ||
	    (strlen(russian) == size && memcmp(field, russian, size) == 0);
}

/* "18", "last", "+10" of the next month. */
static bool
read_day(struct rtk_due_part *part, const char *field, size_t size)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t number;

	if (is_word(field, size, "last", "конец"))
		return true;
	part->next_month = size > 0 && field[0] == '+';
	if (part->next_month) {
		field++;
		size--;
	}
	if (rtk_decimal_parse(&number, field, size, 0, &ignored) < 0 ||
	    number < 1 || number > MONTH_DAYS)
		return false;
	part->day = (int)number;
	return true;
}

static bool
read_part(struct rtk_due_part *part, const char *at, const char *end)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	const char *field;
	size_t size;

	*part = (struct rtk_due_part){0};
	if (!next_field(&field, &size, &at, end) ||
	    rtk_decimal_parse(&part->percent_bp, field, size, 2, &ignored) <
		0 ||
	    part->percent_bp < 1 || part->percent_bp > PERCENT_BP ||
	    !next_field(&field, &size, &at, end) ||
	    !read_day(part, field, size) ||
	    !next_field(&field, &size, &at, end))
		return false;
	part->of_actual = is_word(field, size, "actual", "факт");
	return (part->of_actual || is_word(field, size, "plan", "план")) &&
	    at > end;
}

int
rtk_contract_schedule(struct rtk_due_part *parts, size_t *count,
    const char *text, struct rtk_err *err)
{
	const char *word;
	size_t size, found = 0;

	while (next_word(&word, &size, &text)) {
		if (found == RTK_DUE_PARTS_MAX ||
		    !read_part(&parts[found], word, word + size))
			return rtk_fail(err, RTK_E_CONTRACT_SCHEDULE);
		found++;
	}
	*count = found;
	return 0;
}

int
rtk_contract_plan(
    struct rtk_micro *out, const char *text, int month, struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t plan[MONTHS] = {0};
	const char *word;
	size_t size;
	int found = 0;

	RTK_ASSERT(month >= 1);
	RTK_ASSERT(month <= MONTHS);
	for (; next_word(&word, &size, &text); found++)
		if (found == MONTHS ||
		    rtk_decimal_parse(&plan[found], word, size, RTK_MICRO_SCALE,
			&ignored) < 0 ||
		    plan[found] < 0)
			return rtk_fail(err, RTK_E_CONTRACT_PLAN);
	if (found > 1 && found != MONTHS)
		return rtk_fail(err, RTK_E_CONTRACT_PLAN);
	out->v = plan[found > 1 ? month - 1 : 0];
	return 0;
}

bool
rtk_contract_in_force(
    const struct rtk_contract *contract, const struct rtk_month *month)
{
	return contract->from.v <= month->first.v &&
	    (rtk_date_is_none(contract->to) || contract->to.v >= month->last.v);
}

const struct rtk_contract *
rtk_contract_load(const struct rtk_building_input *in)
{
	const struct rtk_premises *p = in->premises;

	if (in->premises_count != 1 || p->contract == NULL ||
	    p->contract->kind != RTK_CONTRACT_LOAD ||
	    (p->now->kind != RTK_NONRESIDENTIAL && p->now->kind != RTK_PARKING))
		return NULL;
	return p->contract;
}
