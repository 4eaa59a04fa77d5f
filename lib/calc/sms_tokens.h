/*
 * Inside the reader of messages: a text as people type it, taken apart into
 * words and numbers (reading channels 9.3, steps 1 and 2).
 */
#ifndef RTK_CALC_SMS_TOKENS_H
#define RTK_CALC_SMS_TOKENS_H

#include "base/base.h"

enum {
	RTK_SMS_LETTERS = 24, /* of a word; longer ones are cut */
	RTK_SMS_DIGITS = 20,
	RTK_SMS_FORMS = 3, /* a word, transliterated, in the other layout */
	RTK_SMS_TOKENS = 96
};

/** Folded letters. */
struct rtk_sms_word {
	uint16_t letters[RTK_SMS_LETTERS];
	size_t size;
};

/** What stands between a token and the one before it. */
enum rtk_sms_gap {
	RTK_SMS_GLUED = 0,
	RTK_SMS_SPACE = 1,
	RTK_SMS_DASH = 2,
	RTK_SMS_SLASH = 4,
	RTK_SMS_COMMA = 8,
	RTK_SMS_POINT = 16,
	RTK_SMS_OTHER = 32
};

struct rtk_sms_token {
	bool number;
	unsigned gap; /* before it: marks of rtk_sms_gap together */
	/* a word: as it is, and, of Latin letters, what may be meant */
	struct rtk_sms_word form[RTK_SMS_FORMS];
	size_t form_count;
	bool dotted;                     /* a point stands right behind it */
	char digits[RTK_SMS_DIGITS + 1]; /* a number; longer ones are cut */
	size_t digit_count;              /* with those cut off */
};

struct rtk_sms_tokens {
	struct rtk_sms_token at[RTK_SMS_TOKENS];
	size_t count;
	bool cut; /* there were more */
};

/** Takes a text apart; full dates in it are left out. */
void rtk_sms_split(struct rtk_sms_tokens *out, const char *text, size_t size);

/** Whether a form of the word is this text, in folded UTF-8. */
bool rtk_sms_is(const struct rtk_sms_token *token, const char *text);

/** Whether a form of the word is one of a list that ends with NULL. */
bool rtk_sms_is_any(const struct rtk_sms_token *token, const char *const *list);

/** The letters of a folded text; what is no letter is left out. */
void rtk_sms_word(struct rtk_sms_word *out, const char *text, size_t size);

#endif
