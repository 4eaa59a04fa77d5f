#include "base/base.h"

#include "calc/sms_readings.h"

#include <string.h>

#include "num/units.h"

enum {
	NUMBERS = 24,
	WHOLE_DIGITS = 8,
	DECIMALS = 3,
	FOREIGN = RTK_SMS_HEATING + 1 /* cold water, electricity */
};

/* A number as typed, and what it was said to be. */
struct number {
	const struct rtk_sms_token *token;
	const struct rtk_sms_token *rest; /* behind the point; NULL: none */
	int label;
	int index;
	bool joins; /* only a point or a comma parts it from the one before */
};

struct numbers {
	struct number list[NUMBERS];
	size_t count;
	bool overflow;
};

static const char *const hot_water[] = {
    "гвс", "гв", "гор", "горячая", "горячей", "горячую", NULL};
static const char *const heating[] = {
    "отопл", "отопление", "отопления", "тепло", "тепла", NULL};
static const char *const foreign[] = {"хвс", "хв", "хол", "холодная",
    "холодной", "эл", "электр", "электричество", "свет", "газ", NULL};

/* The label that a word is, RTK_SMS_PLAIN for any other word. */
static int
label_of(const struct rtk_sms_token *t)
{
	if (rtk_sms_is_any(t, hot_water))
		return RTK_SMS_HOT_WATER;
	if (rtk_sms_is_any(t, heating))
		return RTK_SMS_HEATING;
	return rtk_sms_is_any(t, foreign) ? FOREIGN : RTK_SMS_PLAIN;
}

bool
rtk_sms_is_label(const struct rtk_sms_token *token)
{
	return label_of(token) != RTK_SMS_PLAIN;
}

/* "гвс1 1234": the figure that is glued to a label is its index. */
static bool
is_index(const struct rtk_sms_tokens *tokens, size_t at)
{
	const struct rtk_sms_token *t = &tokens->at[at];

	return t->number && t->gap == RTK_SMS_GLUED && t->digit_count == 1 &&
	    at + 1 < tokens->count && tokens->at[at + 1].number && at > 0 &&
	    label_of(&tokens->at[at - 1]) != RTK_SMS_PLAIN;
}

/* Labels stand behind the numbers when a number comes first. */
static bool
labels_follow(const struct rtk_sms_tokens *tokens, size_t at)
{
	return at < tokens->count && tokens->at[at].number;
}

static void
add_number(
    struct numbers *n, const struct rtk_sms_token *token, int label, int index)
{
	bool joins = n->count > 0 &&
	    (token->gap == RTK_SMS_POINT || token->gap == RTK_SMS_COMMA);

	if (n->count == NUMBERS) {
		n->overflow = true;
		return;
	}
	n->list[n->count++] = (struct number){
	    .token = token, .label = label, .index = index, .joins = joins};
}

/* A label behind its number goes back to it, and to those before it. */
static void
label_back(struct numbers *n, int label)
{
	for (size_t i = n->count; i > 0; i--) {
		struct number *number = &n->list[i - 1];

		if (number->label != RTK_SMS_PLAIN)
			return;
		number->label = label;
		if (!number->joins)
			return;
	}
}

static void
collect(struct numbers *n, const struct rtk_sms_tokens *tokens, size_t at)
{
	bool behind = labels_follow(tokens, at);
	int label = RTK_SMS_PLAIN, index = 0;

	for (; at < tokens->count; at++) {
		const struct rtk_sms_token *t = &tokens->at[at];

		if (t->number && is_index(tokens, at)) {
			index = t->digits[0] - '0';
			continue;
		}
		if (t->number) {
			add_number(n, t, label, index);
			continue;
		}
		if (label_of(t) == RTK_SMS_PLAIN)
			continue;
		if (behind) {
			label_back(n, label_of(t));
		} else {
			label = label_of(t);
			index = 0;
		}
	}
}

/* Numbers of cold water and electricity are not ours. */
static void
drop_foreign(struct numbers *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n->count; i++)
		if (n->list[i].label != FOREIGN)
			n->list[kept++] = n->list[i];
	n->count = kept;
}

static size_t
joints(const struct numbers *n)
{
	size_t count = 0;

	for (size_t i = 1; i < n->count; i++)
		if (n->list[i].joins && !n->list[i - 1].joins)
			count++;
	return count;
}

static void
join_all(struct numbers *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n->count; i++) {
		struct number number = n->list[i];

		if (number.joins && kept > 0 &&
		    n->list[kept - 1].rest == NULL) {
			n->list[kept - 1].rest = number.token;
			continue;
		}
		n->list[kept++] = number;
	}
	n->count = kept;
}

/* False when it is no reading: too long, or too fine. */
static bool
value_of(struct rtk_sms_reading *out, const struct number *number)
{
	const char *whole = number->token->digits;
	size_t size = number->token->digit_count;
	int64_t value = 0, unit = RTK_MICRO;

	while (size > 1 && whole[0] == '0') {
		whole++;
		size--;
	}
	if (size > WHOLE_DIGITS ||
	    (number->rest != NULL && number->rest->digit_count > DECIMALS))
		return false;
	for (size_t i = 0; i < size; i++)
		value = value * 10 + (whole[i] - '0');
	value *= RTK_MICRO;
	for (size_t i = 0;
	     number->rest != NULL && i < number->rest->digit_count; i++) {
		unit /= 10;
		value += unit * (number->rest->digits[i] - '0');
	}
	*out =
	    (struct rtk_sms_reading){.label = (enum rtk_sms_label)number->label,
		.index = number->index,
		.micro = value,
		.decimals =
		    number->rest != NULL ? (int)number->rest->digit_count : 0};
	return true;
}

/* Labels, where there are any, must name the meters that there are. */
static bool
labels_fit(const struct rtk_sms *sms, const struct rtk_sms_premises *premises)
{
	int water = 0, heat = 0, plain = 0;

	for (size_t i = 0; i < sms->reading_count; i++) {
		water += sms->readings[i].label == RTK_SMS_HOT_WATER;
		heat += sms->readings[i].label == RTK_SMS_HEATING;
		plain += sms->readings[i].label == RTK_SMS_PLAIN;
	}
	if (water + heat == 0)
		return true;
	return plain == 0 && water == premises->hot_water &&
	    heat == premises->heating;
}

static bool
set_readings(struct rtk_sms *out, const struct numbers *n)
{
	bool good = !n->overflow && n->count <= RTK_SMS_READINGS;

	out->reading_count = 0;
	for (size_t i = 0; i < n->count && i < RTK_SMS_READINGS; i++)
		if (value_of(&out->readings[out->reading_count], &n->list[i]))
			out->reading_count++;
		else
			good = false;
	return good;
}

void
rtk_sms_readings(struct rtk_sms *out, const struct rtk_sms_tokens *tokens,
    size_t at, const struct rtk_sms_premises *premises)
{
	struct numbers n = {.count = 0};
	size_t meters = premises == NULL
	    ? 0
	    : (size_t)(premises->hot_water + premises->heating);
	bool good;

	collect(&n, tokens, at);
	drop_foreign(&n);
	/* "Кирова,113,45,1234,5678": joined only as far as is needed */
	if (premises == NULL ||
	    (n.count != meters && n.count - joints(&n) == meters))
		join_all(&n);
	good = set_readings(out, &n);
	if (n.count == 0)
		out->status = RTK_SMS_NO_READING;
	else if (!good ||
	    (premises != NULL &&
		(n.count != meters || !labels_fit(out, premises))))
		out->status = RTK_SMS_REVIEW;
	else
		out->status = RTK_SMS_OK;
}
