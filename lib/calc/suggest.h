/*
 * What account number a payer may have meant who wrote one that there is not:
 * letters for digits, zeros lost, blanks and marks. Suggestions for a person;
 * nothing is ever posted by them.
 */
#ifndef RTK_CALC_SUGGEST_H
#define RTK_CALC_SUGGEST_H

#include "model.h"

enum {
	RTK_SUGGEST_BYTES = 64,
	RTK_SUGGEST_FORMS_MAX = 96,
	RTK_SUGGEST_SLIPS_MAX = 512
};

/** Why a form is suggested. */
enum rtk_suggest_why {
	RTK_SUGGEST_LETTERS, /* letters that look like digits */
	RTK_SUGGEST_MARKS,   /* blanks and marks between */
	RTK_SUGGEST_ZEROS,   /* leading zeros lost or added */
	RTK_SUGGEST_ELS,     /* it is the number of ГИС ЖКХ, not ours */
	RTK_SUGGEST_SWAPPED, /* two digits beside each other exchanged */
	RTK_SUGGEST_MISSING, /* a digit left out */
	RTK_SUGGEST_EXTRA,   /* a digit too many */
	RTK_SUGGEST_DIGIT,   /* a digit is another one */
	RTK_SUGGEST_ADDRESS, /* the row tells the address of the account */
	RTK_SUGGEST_PAYER,   /* the row tells the name of its owner */
	RTK_SUGGEST_AMOUNT   /* the sum is that of its last bill */
};

/** A number to look for: the higher the score, the nearer. */
struct rtk_suggest_form {
	char text[RTK_SUGGEST_BYTES];
	int score; /* of 100 */
	enum rtk_suggest_why why;
};

/** Scores of what is not a form; a second reason adds to the first. */
enum {
	RTK_SUGGEST_ELS_SCORE = 90,
	RTK_SUGGEST_ADDRESS_SCORE = 70,
	RTK_SUGGEST_PAYER_SCORE = 50,
	RTK_SUGGEST_AMOUNT_SCORE = 30,
	RTK_SUGGEST_MORE = 15, /* for each reason more */
	RTK_SUGGEST_SCORE_MAX = 99
};

/**
 * The forms of a number as written, the nearest first, itself not among
 * them; their count. A text that is no number has none.
 */
size_t rtk_suggest_forms(
    struct rtk_suggest_form out[RTK_SUGGEST_FORMS_MAX], const char *text);

/**
 * The numbers that differ from this one by one slip of the hand: digits
 * exchanged, left out, doubled or mistaken; the likelier first; their count.
 * Only a text of 4 to 20 digits has them.
 */
size_t rtk_suggest_slips(
    struct rtk_suggest_form out[RTK_SUGGEST_SLIPS_MAX], const char *text);

/** "letters", "marks", "zeros", "els", "swapped", "missing" ... */
const char *rtk_suggest_name(enum rtk_suggest_why why);

#endif
