#include "base/base.h"

#include "calc/sms.h"

#include <stdlib.h>
#include <string.h>

#include "calc/sms_readings.h"
#include "calc/sms_town.h"

enum {
	PARSES = 64,
	HOUSE_BYTES = 48,
	SCORE_SLACK = 4, /* streets whose scores are so near are equal */
	ACCOUNT_MIN = 6, /* digits of an account number */
	ACCOUNT_MAX = 13
};

/* A message under way. */
struct reader {
	const struct rtk_sms_town *town;
	struct rtk_sms_tokens tokens;
	/* ways to read street, house and flat */
	struct parse {
		const struct rtk_sms_match *match;
		const struct rtk_sms_place *place;
		int marks; /* words and signs that say what a number is */
		size_t to; /* the token behind the address */
	} parses[PARSES];
	size_t parse_count;
	const struct rtk_sms_match *without_house;
};

const char *
rtk_sms_status_name(enum rtk_sms_status status)
{
	static const char *const names[] = {
	    "OK", "AMBIG", "NOT_FOUND", "NO_READING", "NO_ADDRESS", "REVIEW"};

	RTK_ASSERT(status < RTK_COUNT(names));
	return names[status];
}

/* --- house and flat ---------------------------------------------------- */

static const char *const house_marks[] = {"д", "дом", NULL};
static const char *const corpus_marks[] = {"к", "корп", "корпус", NULL};
static const char *const flat_marks[] = {"кв", "квартира", "комн", "комната",
    "ком", "помещение", "пом", "офис", "оф", NULL};

static const struct rtk_sms_token *
token_at(const struct reader *r, size_t at)
{
	return at < r->tokens.count ? &r->tokens.at[at] : NULL;
}

static bool
is_number(const struct reader *r, size_t at)
{
	const struct rtk_sms_token *t = token_at(r, at);

	return t != NULL && t->number && t->digit_count <= RTK_SMS_DIGITS;
}

static bool
is_mark(const struct reader *r, size_t at, const char *const *list)
{
	const struct rtk_sms_token *t = token_at(r, at);

	return t != NULL && rtk_sms_is_any(t, list);
}

/* The letter of a house, "216 а": a word of one letter; "" if it is none. */
static void
house_letter(char out[4], const struct reader *r, size_t at)
{
	const struct rtk_sms_token *t = token_at(r, at);
	uint16_t letter;

	out[0] = '\0';
	if (t == NULL || t->number || t->form[0].size != 1)
		return;
	letter = t->form[t->form_count > 1 ? 1 : 0].letters[0];
	out[0] = (char)(0xC0 | letter >> 6);
	out[1] = (char)(0x80 | (letter & 0x3F));
	out[2] = '\0';
}

static const char *
without_zeros(const char *digits)
{
	while (digits[0] == '0' && digits[1] != '\0')
		digits++;
	return digits;
}

/* Three texts in a row, as the places of the town are spelled; cut if long. */
static void
spell(char out[HOUSE_BYTES], const char *a, const char *b, const char *c)
{
	const char *const texts[] = {a, b, c};
	size_t size = 0;

	for (size_t i = 0; i < RTK_COUNT(texts); i++)
		for (const char *t = texts[i];
		     *t != '\0' && size + 1 < HOUSE_BYTES; t++)
			out[size++] = *t;
	out[size] = '\0';
}

/* The place may have several accounts: rooms, or towns of one street name. */
static void
add_parse(struct reader *r, struct parse parse)
{
	for (; parse.place != NULL && r->parse_count < PARSES;
	     parse.place = rtk_sms_same_flat(r->town, parse.place))
		r->parses[r->parse_count++] = parse;
}

/* What may stand behind the house: nothing, or the flat. */
static void
read_flat(struct reader *r, struct parse parse)
{
	const struct rtk_sms_place *house = parse.place;
	char text[HOUSE_BYTES], letter[4];
	size_t at = parse.to;

	if (house->flat[0] == '\0')
		add_parse(r, parse);
	if (is_mark(r, at, flat_marks)) {
		parse.marks++;
		at++;
	}
	if (!is_number(r, at))
		return;
	house_letter(letter, r, at + 1);
	for (int with = 0; with <= (letter[0] != '\0'); with++) {
		spell(text, without_zeros(r->tokens.at[at].digits),
		    with ? letter : "", "");
		parse.place =
		    rtk_sms_flat(r->town, house->street, house->house, text);
		parse.to = at + 1 + (size_t)with;
		add_parse(r, parse);
	}
}

/* A house of this spelling, if there is one. */
static void
try_house(struct reader *r, struct parse parse, const char *house)
{
	parse.place = rtk_sms_house(r->town, parse.match->street, house);
	if (parse.place != NULL)
		read_flat(r, parse);
}

/* 45/2, 45-2, 45 к 2: with a fraction, or of a corpus. */
static void
read_fraction(struct reader *r, struct parse parse, const char *house)
{
	bool corpus = is_mark(r, parse.to, corpus_marks);
	size_t at = parse.to + corpus;
	const struct rtk_sms_token *t = token_at(r, at);
	char text[HOUSE_BYTES];
	bool slash;

	if (!is_number(r, at))
		return;
	slash = t->gap == RTK_SMS_SLASH;
	if (!corpus && !slash && t->gap != RTK_SMS_DASH)
		return;
	parse.marks += corpus || slash;
	parse.to = at + 1;
	if (!corpus) {
		spell(text, house, "/", without_zeros(t->digits));
		try_house(r, parse, text);
	}
	spell(text, house, "к", without_zeros(t->digits));
	try_house(r, parse, text);
}

static void
read_house(struct reader *r, const struct rtk_sms_match *match)
{
	struct parse parse = {.match = match, .to = match->to};
	char house[HOUSE_BYTES], letter[4];
	size_t before = r->parse_count;

	if (is_mark(r, parse.to, house_marks)) {
		parse.marks++;
		parse.to++;
	}
	if (!is_number(r, parse.to))
		return;
	spell(house, without_zeros(r->tokens.at[parse.to].digits), "", "");
	parse.to++;
	try_house(r, parse, house);
	read_fraction(r, parse, house);
	house_letter(letter, r, parse.to);
	if (letter[0] != '\0') {
		char text[HOUSE_BYTES];

		spell(text, house, letter, "");
		parse.to++;
		parse.marks++;
		try_house(r, parse, text);
	}
	if (before == r->parse_count && !match->shadow &&
	    (r->without_house == NULL ||
		match->score > r->without_house->score))
		r->without_house = match;
}

/* --- the parse that is meant ------------------------------------------- */

static bool
fits(const struct reader *r, const struct parse *parse)
{
	const struct rtk_sms_premises *p = &parse->place->premises;
	struct rtk_sms out = {0};

	rtk_sms_readings(&out, &r->tokens, parse->to, p);
	return out.status == RTK_SMS_OK;
}

/* Keeps the parses with the most marks, then those that fit, if any. */
static void
keep_best(struct reader *r, size_t *kept, int best_score)
{
	int marks = 0;
	bool any = false;
	size_t n = 0;

	for (int pass = 0; pass < 3; pass++) {
		n = 0;
		for (size_t i = 0; i < *kept; i++) {
			struct parse p = r->parses[i];

			if (pass == 0 &&
			    p.match->score < best_score - SCORE_SLACK)
				continue;
			if (pass == 0 && p.marks > marks)
				marks = p.marks;
			if (pass == 1 && p.marks < marks)
				continue;
			if (pass == 1)
				any = any || fits(r, &p);
			if (pass == 2 && any && !fits(r, &p))
				continue;
			r->parses[n++] = p;
		}
		*kept = n;
	}
}

static void
add_candidate(struct rtk_sms *out, const struct rtk_sms_premises *premises)
{
	for (size_t i = 0; i < out->candidate_count; i++)
		if (out->candidates[i] == premises)
			return;
	if (out->candidate_count < RTK_SMS_CANDIDATES)
		out->candidates[out->candidate_count++] = premises;
}

/*
 * Whether one slip leads from the name of another street, where there is
 * such a flat too, to what was typed.
 */
static bool
has_twin(const struct reader *r, const struct parse *all, size_t count,
    const struct parse *chosen)
{
	int errors = chosen->match->errors;

	for (size_t i = 0; i < count; i++)
		if (all[i].match->street != chosen->match->street &&
		    all[i].match->errors <= (errors == 0 ? 1 : errors) &&
		    all[i].match->from < chosen->match->to &&
		    chosen->match->from < all[i].match->to &&
		    all[i].match->errors > 0 && fits(r, &all[i]))
			return true;
	return false;
}

static void
set_place(struct rtk_sms *out, const struct reader *r,
    const struct rtk_sms_place *place)
{
	out->street = rtk_sms_street_name(r->town, place->street);
	out->house = place->house;
	out->flat = place->flat;
	out->premises = &place->premises;
}

static void
choose(struct rtk_sms *out, struct reader *r)
{
	struct parse all[PARSES];
	size_t kept = 0, count = r->parse_count;
	int best = INT32_MIN;
	const struct parse *chosen;

	memcpy(all, r->parses, sizeof(all));
	for (size_t i = 0; i < count; i++)
		if (!all[i].match->shadow) {
			r->parses[kept++] = all[i];
			if (all[i].match->score > best)
				best = all[i].match->score;
		}
	keep_best(r, &kept, best);
	for (size_t i = 0; i < kept; i++)
		add_candidate(out, &r->parses[i].place->premises);
	chosen = &r->parses[0];
	if (kept == 0 || has_twin(r, all, count, chosen))
		for (size_t i = 0; i < count; i++)
			add_candidate(out, &all[i].place->premises);
	if (kept == 0 || out->candidate_count > 1) {
		out->status = RTK_SMS_AMBIG;
		return;
	}
	set_place(out, r, chosen->place);
	out->candidate_count = 0;
	rtk_sms_readings(out, &r->tokens, chosen->to, out->premises);
}

/* --- by account -------------------------------------------------------- */

static const char *const account_words[] = {
    "лс", "лицевой", "лиц", "счет", "лс№", NULL};

/* "л/с 0012345678": the number; behind it the readings. */
static size_t
account_end(char out[RTK_SMS_NAME], const struct reader *r)
{
	for (size_t i = 0; i + 1 < r->tokens.count; i++) {
		const struct rtk_sms_token *t = &r->tokens.at[i];
		const struct rtk_sms_token *next = t + 1;
		bool parted = i > 0 && rtk_sms_is(t - 1, "л") &&
		    rtk_sms_is(t, "с") && t->gap == RTK_SMS_SLASH;

		if ((!parted && !rtk_sms_is_any(t, account_words)) ||
		    !next->number || next->digit_count < ACCOUNT_MIN ||
		    next->digit_count > ACCOUNT_MAX)
			continue;
		memcpy(out, next->digits, sizeof(next->digits));
		return i + 2;
	}
	return 0;
}

static bool
read_account(struct rtk_sms *out, const struct reader *r)
{
	size_t to = account_end(out->account, r);
	const struct rtk_sms_place *place;

	if (to == 0)
		return false;
	place = rtk_sms_account(r->town, out->account);
	if (place != NULL)
		set_place(out, r, place);
	rtk_sms_readings(out, &r->tokens, to, out->premises);
	return true;
}

/* --- all --------------------------------------------------------------- */

static void
no_address(struct rtk_sms *out, const struct reader *r)
{
	bool numbers = true, known = true;

	for (size_t i = 0; i < r->tokens.count; i++) {
		const struct rtk_sms_token *t = &r->tokens.at[i];

		numbers = numbers && t->number;
		known = known && (t->number || rtk_sms_is_label(t));
	}
	out->bare = known && r->tokens.count > 0;
	if (numbers)
		rtk_sms_readings(out, &r->tokens, 0, NULL);
	out->status = RTK_SMS_NO_ADDRESS;
}

void
rtk_sms_read(struct rtk_sms *out, const struct rtk_sms_town *town,
    const char *text, size_t size)
{
	struct reader *r = rtk_alloc(sizeof(*r));
	struct rtk_sms_match matches[RTK_SMS_MATCHES_MAX];
	size_t count;

	memset(r, 0, sizeof(*r));
	memset(out, 0, sizeof(*out));
	r->town = town;
	rtk_sms_split(&r->tokens, text, size);
	if (r->tokens.cut) {
		out->status = RTK_SMS_NO_ADDRESS;
	} else if (!read_account(out, r)) {
		count = rtk_sms_streets(matches, town, &r->tokens);
		for (size_t i = 0; i < count; i++)
			read_house(r, &matches[i]);
		if (r->parse_count > 0) {
			choose(out, r);
		} else if (r->without_house != NULL) {
			out->status = RTK_SMS_NOT_FOUND;
			out->street =
			    rtk_sms_street_name(town, r->without_house->street);
		} else {
			no_address(out, r);
		}
	}
	free(r);
}

void
rtk_sms_read_of(struct rtk_sms *out, const struct rtk_sms_town *town,
    const char *number, const char *text, size_t size)
{
	const struct rtk_sms_place *place = rtk_sms_account(town, number);
	struct reader *r = rtk_alloc(sizeof(*r));

	memset(r, 0, sizeof(*r));
	memset(out, 0, sizeof(*out));
	r->town = town;
	rtk_sms_split(&r->tokens, text, size);
	if (r->tokens.cut || place == NULL) {
		out->status = RTK_SMS_NO_ADDRESS;
	} else {
		set_place(out, r, place);
		rtk_sms_readings(out, &r->tokens, 0, out->premises);
	}
	free(r);
}
