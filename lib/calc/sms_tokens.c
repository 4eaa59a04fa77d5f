#include "base/base.h"

#include "calc/sms_tokens.h"

#include <string.h>

#include "text/utf8.h"

/* --- letters ----------------------------------------------------------- */

static bool
is_latin(uint32_t letter)
{
	return letter >= 'a' && letter <= 'z';
}

static bool
is_russian(uint32_t letter)
{
	return letter >= 0x430 && letter <= 0x44F;
}

static bool
is_digit(uint32_t letter)
{
	return letter >= '0' && letter <= '9';
}

/* The Russian letter that a Latin one looks like, 0: none. */
static uint16_t
look_alike(uint16_t letter)
{
	static const char latin[] = "aceopxykmthb";
	static const uint16_t russian[] = {0x430, 0x441, 0x435, 0x43E, 0x440,
	    0x445, 0x443, 0x43A, 0x43C, 0x442, 0x43D, 0x432};
	const char *hit =
	    letter < 128 && letter != 0 ? strchr(latin, (int)letter) : NULL;

	return hit == NULL ? 0 : russian[hit - latin];
}

/* The Russian letter on the key of a Latin one. */
static uint16_t
on_key(uint16_t letter)
{
	static const uint16_t keys[26] = {0x444, 0x438, 0x441, 0x432, 0x443,
	    0x430, 0x43F, 0x440, 0x448, 0x43E, 0x43B, 0x434, 0x44C, 0x442,
	    0x449, 0x437, 0x439, 0x43A, 0x44B, 0x435, 0x433, 0x43C, 0x446,
	    0x447, 0x43D, 0x44F};

	return keys[letter - 'a'];
}

/* Longer ones first: "shch" before "sh". */
static const struct {
	const char *latin;
	const char *russian;
} sounds[] = {{"shch", "щ"}, {"sch", "щ"}, {"zh", "ж"}, {"kh", "х"},
    {"ts", "ц"}, {"ch", "ч"}, {"sh", "ш"}, {"yu", "ю"}, {"ya", "я"},
    {"yo", "е"}, {"ye", "е"}, {"ju", "ю"}, {"ja", "я"}, {"a", "а"}, {"b", "б"},
    {"c", "ц"}, {"d", "д"}, {"e", "е"}, {"f", "ф"}, {"g", "г"}, {"h", "х"},
    {"i", "и"}, {"j", "й"}, {"k", "к"}, {"l", "л"}, {"m", "м"}, {"n", "н"},
    {"o", "о"}, {"p", "п"}, {"q", "к"}, {"r", "р"}, {"s", "с"}, {"t", "т"},
    {"u", "у"}, {"v", "в"}, {"w", "в"}, {"x", "х"}, {"y", "ы"}, {"z", "з"}};

void
rtk_sms_word(struct rtk_sms_word *out, const char *text, size_t size)
{
	const char *end = text + size;

	out->size = 0;
	while (text < end && out->size < RTK_SMS_LETTERS) {
		uint32_t letter = rtk_utf8_fold(rtk_utf8_next(&text, end));

		if (is_latin(letter) || is_russian(letter))
			out->letters[out->size++] = (uint16_t)letter;
	}
}

static bool
begins_with(const struct rtk_sms_word *word, size_t at, const char *text)
{
	for (; *text != '\0'; text++, at++)
		if (at >= word->size ||
		    word->letters[at] != (unsigned char)*text)
			return false;
	return true;
}

/* Sound by sound; each Latin letter has one. */
static void
transliterate(struct rtk_sms_word *out, const struct rtk_sms_word *word)
{
	size_t at = 0;

	out->size = 0;
	while (at < word->size && out->size < RTK_SMS_LETTERS) {
		struct rtk_sms_word sound;
		size_t i = 0;

		while (!begins_with(word, at, sounds[i].latin))
			i++;
		at += strlen(sounds[i].latin);
		rtk_sms_word(
		    &sound, sounds[i].russian, strlen(sounds[i].russian));
		out->letters[out->size++] = sound.letters[0];
	}
}

/* What a word with Latin letters may mean. */
static void
add_forms(struct rtk_sms_token *token)
{
	struct rtk_sms_word *word = &token->form[0];
	size_t latin = 0;

	token->form_count = 1;
	for (size_t i = 0; i < word->size; i++)
		latin += is_latin(word->letters[i]);
	if (latin == 0)
		return;
	if (latin < word->size) {
		for (size_t i = 0; i < word->size; i++)
			if (look_alike(word->letters[i]) != 0)
				word->letters[i] = look_alike(word->letters[i]);
		return;
	}
	transliterate(&token->form[token->form_count++], word);
	token->form[token->form_count] = *word;
	for (size_t i = 0; i < word->size; i++)
		token->form[token->form_count].letters[i] =
		    on_key(word->letters[i]);
	token->form_count++;
}

/* --- splitting --------------------------------------------------------- */

static unsigned
gap_of(uint32_t letter)
{
	switch (letter) {
	case ' ':
	case '\t':
	case '\r':
	case '\n':
	case 0xA0:
	case 0x2009:
	case 0x202F:
		return RTK_SMS_SPACE;
	case '-':
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2212:
		return RTK_SMS_DASH;
	case '/':
	case '\\':
		return RTK_SMS_SLASH;
	case ',':
		return RTK_SMS_COMMA;
	case '.':
		return RTK_SMS_POINT;
	default:
		return RTK_SMS_OTHER;
	}
}

static void
add_letter(struct rtk_sms_token *token, uint32_t letter)
{
	struct rtk_sms_word *word = &token->form[0];

	if (token->number) {
		if (token->digit_count < RTK_SMS_DIGITS)
			token->digits[token->digit_count] = (char)letter;
		token->digit_count++;
	} else if (word->size < RTK_SMS_LETTERS) {
		word->letters[word->size++] = (uint16_t)letter;
	}
}

/* Whether the letter goes on with the token that is being read. */
static bool
goes_on(const struct rtk_sms_token *token, unsigned gap, uint32_t letter)
{
	return token != NULL && gap == RTK_SMS_GLUED &&
	    token->number == is_digit(letter);
}

static void
split(struct rtk_sms_tokens *out, const char *text, const char *end)
{
	struct rtk_sms_token *token = NULL;
	unsigned gap = RTK_SMS_OTHER;

	while (text < end) {
		uint32_t letter = rtk_utf8_fold(rtk_utf8_next(&text, end));

		if (!is_digit(letter) && !is_latin(letter) &&
		    !is_russian(letter)) {
			if (token != NULL && gap == RTK_SMS_GLUED)
				token->dotted = letter == '.';
			gap |= gap_of(letter);
			continue;
		}
		if (!goes_on(token, gap, letter)) {
			if (out->count == RTK_SMS_TOKENS) {
				out->cut = true;
				return;
			}
			token = &out->at[out->count++];
			*token = (struct rtk_sms_token){
			    .number = is_digit(letter), .gap = gap};
		}
		add_letter(token, letter);
		gap = RTK_SMS_GLUED;
	}
}

/* --- dates ------------------------------------------------------------- */

static int
value_of(const struct rtk_sms_token *token)
{
	int value = 0;

	for (size_t i = 0; i < token->digit_count && i < 4; i++)
		value = value * 10 + (token->digits[i] - '0');
	return value;
}

static bool
is_part(const struct rtk_sms_token *token, size_t digits, int max)
{
	return token->number && token->digit_count > 0 &&
	    token->digit_count <= digits && value_of(token) >= 1 &&
	    value_of(token) <= max;
}

/* Tokens of a date that begins here: dd.mm.yyyy, or dd.mm behind "на". */
static size_t
date_size(const struct rtk_sms_tokens *t, size_t i)
{
	const struct rtk_sms_token *at = &t->at[i];
	bool behind_on = i > 0 && rtk_sms_is(&t->at[i - 1], "на");
	size_t left = t->count - i;

	if (left < 2 || !is_part(&at[0], 2, 31) || at[1].digit_count != 2 ||
	    !is_part(&at[1], 2, 12) ||
	    (at[1].gap != RTK_SMS_POINT && at[1].gap != RTK_SMS_SLASH))
		return 0;
	if (left > 2 && at[2].number && at[2].gap == at[1].gap &&
	    (at[2].digit_count == 4 || at[2].digit_count == 2))
		return at[2].digit_count == 4 ? 3 : behind_on ? 3 : 0;
	return behind_on ? 2 : 0;
}

static void
drop_dates(struct rtk_sms_tokens *t)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->count;) {
		size_t size = date_size(t, i);

		if (size > 0) {
			i += size;
			if (i < t->count)
				t->at[i].gap |= RTK_SMS_SPACE;
			continue;
		}
		t->at[kept++] = t->at[i++];
	}
	t->count = kept;
}

void
rtk_sms_split(struct rtk_sms_tokens *out, const char *text, size_t size)
{
	out->count = 0;
	out->cut = false;
	split(out, text, text + size);
	for (size_t i = 0; i < out->count; i++)
		if (!out->at[i].number)
			add_forms(&out->at[i]);
	drop_dates(out);
}

bool
rtk_sms_is(const struct rtk_sms_token *token, const char *text)
{
	struct rtk_sms_word word;

	if (token->number)
		return false;
	rtk_sms_word(&word, text, strlen(text));
	for (size_t i = 0; i < token->form_count; i++)
		if (token->form[i].size == word.size &&
		    memcmp(token->form[i].letters, word.letters,
			word.size * sizeof(word.letters[0])) == 0)
			return true;
	return false;
}

bool
rtk_sms_is_any(const struct rtk_sms_token *token, const char *const *list)
{
	for (; *list != NULL; list++)
		if (rtk_sms_is(token, *list))
			return true;
	return false;
}
