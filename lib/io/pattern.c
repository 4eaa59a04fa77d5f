#include "base/base.h"

#include "io/pattern.h"

#include <locale.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

enum { GROUPS_REPEATED_MAX = 3 };

struct rtk_pattern {
	regex_t regex;
	locale_t bytes; /* the locale in which a byte is a letter */
};

static int
refuse(struct rtk_err *err, struct rtk_bank_text expression)
{
	(void)rtk_failf(err, RTK_E_LAYOUT_VALUE, "%s", "/expression/");
	return rtk_err_cell(err, "", expression.bytes, expression.size);
}

static bool
is_repetition(char c)
{
	return c == '*' || c == '+' || c == '?';
}

/*
 * What could take all memory and time, and bytes that end a text in C. A
 * repetition copies what it repeats: one of another, and many of groups,
 * copy the copies.
 */
static bool
is_harmful(struct rtk_bank_text text)
{
	int groups = 0;
	bool behind = false; /* a repetition */

	if (text.size == 0 || text.size > RTK_PATTERN_BYTES_MAX)
		return true;
	for (size_t i = 0; i < text.size; i++) {
		char c = text.bytes[i];
		bool escaped = c == '\\' && i + 1 < text.size;

		if (c == '{' || c == '\0')
			return true;
		if (is_repetition(c) && behind)
			return true;
		behind = is_repetition(c);
		groups += behind && i > 0 && text.bytes[i - 1] == ')';
		i += escaped;
		c = text.bytes[i];
		if (escaped && (c == '\0' || (c >= '0' && c <= '9')))
			return true;
	}
	return groups > GROUPS_REPEATED_MAX;
}

int
rtk_pattern_new(struct rtk_pattern **out, struct rtk_bank_text expression,
    bool fold, struct rtk_err *err)
{
	int flags = REG_EXTENDED | (fold ? REG_ICASE : 0);
	char text[RTK_PATTERN_BYTES_MAX + 1];
	struct rtk_pattern *pattern;
	locale_t before;
	int rc;

	if (is_harmful(expression))
		return refuse(err, expression);
	memcpy(text, expression.bytes, expression.size);
	text[expression.size] = '\0';
	pattern = rtk_alloc(sizeof(*pattern));
	pattern->bytes = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	RTK_ASSERT(pattern->bytes != (locale_t)0);
	before = uselocale(pattern->bytes);
	rc = regcomp(&pattern->regex, text, flags);
	(void)uselocale(before);
	if (rc != 0) {
		freelocale(pattern->bytes);
		free(pattern);
		return refuse(err, expression);
	}
	*out = pattern;
	return 0;
}

void
rtk_pattern_free(struct rtk_pattern *pattern)
{
	if (pattern == NULL)
		return;
	regfree(&pattern->regex);
	freelocale(pattern->bytes);
	free(pattern);
}

/* Whether a part of valid text begins and ends between letters. */
static bool
is_whole(struct rtk_bank_text text, regmatch_t part)
{
	size_t from = (size_t)part.rm_so;
	size_t size = (size_t)(part.rm_eo - part.rm_so);

	return rtk_utf8_valid(text.bytes + from, size) == size;
}

bool
rtk_pattern_match(const struct rtk_pattern *pattern, struct rtk_bank_text text,
    struct rtk_bank_text *out)
{
	regmatch_t parts[2] = {
	    {.rm_so = 0, .rm_eo = (regoff_t)text.size}, {-1, -1}};
	locale_t before;
	int rc;

	if (text.size > RTK_BANKFILE_LINE_BYTES_MAX)
		return false;
	before = uselocale(pattern->bytes);
	rc = regexec(&pattern->regex, text.size > 0 ? text.bytes : "",
	    RTK_COUNT(parts), parts, REG_STARTEND);
	(void)uselocale(before);
	if (rc != 0)
		return false;
	/* the group may have had no part in the match: then it is empty */
	if (pattern->regex.re_nsub > 0)
		parts[0] = parts[1];
	if (parts[0].rm_so < 0)
		parts[0] = (regmatch_t){0, 0};
	if (!is_whole(text, parts[0]))
		return false;
	if (out == NULL)
		return true;
	out->bytes = text.bytes + parts[0].rm_so;
	out->size = (size_t)(parts[0].rm_eo - parts[0].rm_so);
	rtk_utf8_trim(&out->bytes, &out->size);
	return true;
}
