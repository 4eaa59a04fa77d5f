#include "base/base.h"

#include "io/purpose.h"

#include <string.h>

#include "text/utf8.h"

enum { LETTERS_MAX = 20, DIGITS_MIN = 4, DIGITS_MAX = 15, WHOLE_DIGITS = 8 };

/* Where it stands, and what was before. */
struct reader {
	const char *at;
	const char *end;
};

static bool
is_letter(uint32_t letter)
{
	uint32_t folded = rtk_utf8_fold(letter);

	return (folded >= 'a' && folded <= 'z') ||
	    (folded >= 0x430 && folded <= 0x44F);
}

static bool
is_digit(uint32_t letter)
{
	return letter >= '0' && letter <= '9';
}

static bool
is_blank(uint32_t letter)
{
	return letter == ' ' || letter == 0xA0 || letter == '\t';
}

/* The next letter, a blank behind the last one. */
static uint32_t
peek(struct reader r)
{
	return r.at < r.end ? rtk_utf8_next(&r.at, r.end) : ' ';
}

static uint32_t
next(struct reader *r)
{
	return r->at < r->end ? rtk_utf8_next(&r->at, r->end) : ' ';
}

/* --- behind ЛСИ: all up to a blank or `;`, letters too -------------------- */

static bool
read_tight(char out[RTK_PURPOSE_ACCOUNT_BYTES], struct reader r)
{
	const char *begin = r.at, *last = r.at;
	size_t count = 0, digits = 0;

	while (r.at < r.end) {
		uint32_t letter = next(&r);

		if (is_blank(letter) || letter == ';')
			break;
		if (!is_letter(letter) && !is_digit(letter) && letter != '-')
			return false;
		digits += is_digit(letter);
		count++;
		last = r.at;
	}
	if (digits == 0 || count > LETTERS_MAX)
		return false;
	memcpy(out, begin, (size_t)(last - begin));
	out[last - begin] = '\0';
	return true;
}

/* --- behind words: digits alone, perhaps apart ---------------------------- */

/*
 * A comma or point ends a number only when no other one follows it; a short
 * number and another one behind a blank may be groups of one.
 */
static bool
is_end(struct reader r, size_t digits)
{
	uint32_t letter = next(&r);

	if (letter == ',' || letter == '.' || letter == ')' || letter == ':')
		letter = next(&r);
	else if (is_blank(letter) && is_digit(peek(r)))
		return digits >= WHOLE_DIGITS;
	return is_blank(letter) || letter == ';';
}

/* "0 0 0 0 5": one more digit that stands alone. */
static bool
goes_on_apart(struct reader r)
{
	if (!is_blank(next(&r)) || !is_digit(next(&r)))
		return false;
	return !is_digit(peek(r));
}

static bool
read_digits(char out[RTK_PURPOSE_ACCOUNT_BYTES], struct reader r)
{
	size_t count = 0;
	bool apart;

	while (!is_digit(peek(r))) {
		uint32_t letter = next(&r);

		if (r.at == r.end ||
		    !(is_blank(letter) || letter == ':' || letter == '.' ||
			letter == '-' || letter == '#' || letter == 'N' ||
			letter == 0x2116 /* № */))
			return false;
	}
	apart = !is_digit(peek((struct reader){r.at + 1, r.end}));
	while (is_digit(peek(r)) || (apart && goes_on_apart(r))) {
		uint32_t digit = next(&r);

		if (is_blank(digit))
			digit = next(&r);
		if (count == DIGITS_MAX)
			return false;
		out[count++] = (char)digit;
	}
	out[count] = '\0';
	return count >= DIGITS_MIN && is_end(r, count);
}

/* --- marks --------------------------------------------------------------- */

/* Moves behind a word, any case, е for ё. */
static bool
skip_word(struct reader *r, const char *word)
{
	struct reader from = *r;
	const char *end = word + strlen(word);

	while (word < end)
		if (rtk_utf8_fold(next(&from)) !=
		    rtk_utf8_fold(rtk_utf8_next(&word, end)))
			return false;
	*r = from;
	return true;
}

static bool
read_mark(char out[RTK_PURPOSE_ACCOUNT_BYTES], struct reader r)
{
	static const char tight[] = "ЛСИ";
	static const char *const words[] = {"лицевого счета",
	    "лицевому счету", "лицевой счет", "лиц. счет", "лиц.счет",
	    "лицевой", "л/сч", "л/с", "л.с.", "л.с", "лс"};
	size_t size = sizeof(tight) - 1;

	if ((size_t)(r.end - r.at) > size && memcmp(r.at, tight, size) == 0)
		return read_tight(
		    out, (struct reader){r.at + size, r.end});
	for (size_t i = 0; i < RTK_COUNT(words); i++) {
		struct reader behind = r;

		if (skip_word(&behind, words[i]))
			return read_digits(out, behind);
	}
	return false;
}

int
rtk_purpose_account(
    char out[RTK_PURPOSE_ACCOUNT_BYTES], struct rtk_bank_text purpose)
{
	struct reader r = {purpose.bytes, purpose.bytes + purpose.size};
	char one[RTK_PURPOSE_ACCOUNT_BYTES];
	uint32_t before = ' ';
	bool found = false;

	while (r.at < r.end) {
		if (!is_letter(before) && !is_digit(before) &&
		    read_mark(one, r)) {
			if (found && strcmp(one, out) != 0)
				return 0;
			memcpy(out, one, sizeof(one));
			found = true;
		}
		before = next(&r);
	}
	return found;
}
