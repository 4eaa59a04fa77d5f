#include "base/base.h"

#include "calc/suggest.h"

#include <string.h>

#include "text/utf8.h"

enum {
	EDITED_SCORE = 95,
	EDITED_BOTH_SCORE = 90,
	ZEROS_LOSS = 5, /* less for zeros on top of an edit */
	ZEROS_SCORE = 90,
	SWAPPED_SCORE = 75,
	MISSING_SCORE = 65,
	EXTRA_SCORE = 65,
	DIGIT_SCORE = 45,
	SLIP_DIGITS_MIN = 4,
	SLIP_DIGITS_MAX = 20
};

const char *
rtk_suggest_name(enum rtk_suggest_why why)
{
	static const char *const names[] = {"letters", "marks", "zeros", "els",
	    "swapped", "missing", "extra", "digit", "address", "payer",
	    "amount"};

	RTK_ASSERT(why < RTK_COUNT(names));
	return names[why];
}

/* The digit that a letter looks like, 0: none. Latin and Cyrillic. */
static char
digit_like(uint32_t letter)
{
	switch (letter) {
	case 'O':
	case 'o':
	case 0x41E: /* О */
	case 0x43E:
		return '0';
	case 'I':
	case 'l':
	case 0x406: /* І */
		return '1';
	case 0x417: /* З */
	case 0x437:
		return '3';
	default:
		return 0;
	}
}

static bool
is_mark(uint32_t letter)
{
	return letter == ' ' || letter == 0xA0 || letter == '-' ||
	    letter == '.' || letter == '/' || letter == '_' ||
	    letter == 0x2116; /* № */
}

/* Writes text with letters for digits replaced, marks dropped. */
static void
edit(char out[RTK_SUGGEST_BYTES], const char *text, bool letters, bool marks)
{
	const char *end = text + strlen(text);
	size_t size = 0;

	while (text < end) {
		const char *from = text;
		uint32_t letter = rtk_utf8_next(&text, end);
		size_t bytes = (size_t)(text - from);
		char digit = letters ? digit_like(letter) : 0;

		if (size + bytes >= RTK_SUGGEST_BYTES)
			break;
		if (marks && is_mark(letter))
			continue;
		if (digit != 0) {
			out[size++] = digit;
			continue;
		}
		memcpy(out + size, from, bytes);
		size += bytes;
	}
	out[size] = '\0';
}

struct forms {
	struct rtk_suggest_form *out;
	size_t count;
	const char *text; /* as written */
};

static void
add(struct forms *forms, const struct rtk_suggest_form *form)
{
	if (strcmp(form->text, forms->text) == 0 || form->text[0] == '\0' ||
	    forms->count == RTK_SUGGEST_FORMS_MAX)
		return;
	for (size_t i = 0; i < forms->count; i++)
		if (strcmp(forms->out[i].text, form->text) == 0)
			return;
	forms->out[forms->count++] = *form;
}

/* The same number with another count of leading zeros. */
static void
add_zeros(struct forms *forms, const struct rtk_suggest_form *base)
{
	const char *core = base->text + strspn(base->text, "0");
	size_t size = strlen(core);
	struct rtk_suggest_form form = *base;

	if (size == 0 || size > RTK_ACCOUNT_TEXT_MAX)
		return;
	for (size_t zeros = 0; zeros + size <= RTK_ACCOUNT_TEXT_MAX; zeros++) {
		memset(form.text, '0', zeros);
		memcpy(form.text + zeros, core, size + 1);
		add(forms, &form);
	}
}

size_t
rtk_suggest_forms(
    struct rtk_suggest_form out[RTK_SUGGEST_FORMS_MAX], const char *text)
{
	static const struct {
		bool letters, marks;
		int score;
		enum rtk_suggest_why why;
	} edits[] = {
	    {true, false, EDITED_SCORE, RTK_SUGGEST_LETTERS},
	    {false, true, EDITED_SCORE, RTK_SUGGEST_MARKS},
	    {true, true, EDITED_BOTH_SCORE, RTK_SUGGEST_LETTERS},
	};
	struct rtk_suggest_form bases[RTK_COUNT(edits)];
	struct rtk_suggest_form plain = {
	    .score = ZEROS_SCORE, .why = RTK_SUGGEST_ZEROS};
	struct forms forms = {out, 0, text};

	if (strlen(text) >= RTK_SUGGEST_BYTES)
		return 0;
	for (size_t i = 0; i < RTK_COUNT(edits); i++) {
		edit(bases[i].text, text, edits[i].letters, edits[i].marks);
		bases[i].score = edits[i].score;
		bases[i].why = edits[i].why;
		add(&forms, &bases[i]);
	}
	memcpy(plain.text, text, strlen(text) + 1);
	add_zeros(&forms, &plain);
	for (size_t i = 0; i < RTK_COUNT(edits); i++) {
		bases[i].score -= ZEROS_LOSS;
		add_zeros(&forms, &bases[i]);
	}
	return forms.count;
}

/* --- slips of the hand -------------------------------------------------- */

struct slips {
	struct rtk_suggest_form *out;
	size_t count;
	const char *text;
	size_t size;
};

/* The text with `cut` digits at a place replaced by up to two others. */
static void
add_slip(struct slips *slips, size_t at, size_t cut, const char *digits,
    enum rtk_suggest_why why)
{
	static const int scores[] = {[RTK_SUGGEST_SWAPPED] = SWAPPED_SCORE,
	    [RTK_SUGGEST_MISSING] = MISSING_SCORE,
	    [RTK_SUGGEST_EXTRA] = EXTRA_SCORE,
	    [RTK_SUGGEST_DIGIT] = DIGIT_SCORE};
	struct rtk_suggest_form *form = &slips->out[slips->count];
	size_t put = strlen(digits);

	if (slips->count == RTK_SUGGEST_SLIPS_MAX)
		return;
	memcpy(form->text, slips->text, at);
	memcpy(form->text + at, digits, put);
	memcpy(form->text + at + put, slips->text + at + cut,
	    slips->size - at - cut + 1);
	form->score = scores[why];
	form->why = why;
	if (strcmp(form->text, slips->text) != 0)
		slips->count++;
}

static void
add_slips(struct slips *s)
{
	for (size_t i = 0; i + 1 < s->size; i++) {
		const char both[] = {s->text[i + 1], s->text[i], '\0'};

		add_slip(s, i, 2, both, RTK_SUGGEST_SWAPPED);
	}
	for (size_t i = 0; i <= s->size; i++)
		for (char c = '0'; c <= '9'; c++)
			/* beside its like it is the same number again */
			if (i == 0 || s->text[i - 1] != c)
				add_slip(s, i, 0, (const char[]){c, '\0'},
				    RTK_SUGGEST_MISSING);
	for (size_t i = 0; i < s->size; i++)
		if (i == 0 || s->text[i - 1] != s->text[i])
			add_slip(s, i, 1, "", RTK_SUGGEST_EXTRA);
	for (size_t i = 0; i < s->size; i++)
		for (char c = '0'; c <= '9'; c++)
			add_slip(s, i, 1, (const char[]){c, '\0'},
			    RTK_SUGGEST_DIGIT);
}

size_t
rtk_suggest_slips(
    struct rtk_suggest_form out[RTK_SUGGEST_SLIPS_MAX], const char *text)
{
	struct slips slips = {.out = out, .text = text, .size = strlen(text)};

	if (slips.size < SLIP_DIGITS_MIN || slips.size > SLIP_DIGITS_MAX ||
	    strspn(text, "0123456789") != slips.size)
		return 0;
	add_slips(&slips);
	return slips.count;
}
