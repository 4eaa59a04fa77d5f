#include "base/base.h"

#include "calc/suggest.h"

#include <string.h>

#include "text/utf8.h"

enum {
	EDITED_SCORE = 95,
	EDITED_BOTH_SCORE = 90,
	ZEROS_LOSS = 5, /* less for zeros on top of an edit */
	ZEROS_SCORE = 90
};

const char *
rtk_suggest_name(enum rtk_suggest_why why)
{
	static const char *const names[] = {"letters", "marks", "zeros", "els"};

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
