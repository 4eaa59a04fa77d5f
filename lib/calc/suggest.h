/*
 * What account number a payer may have meant who wrote one that there is not:
 * letters for digits, zeros lost, blanks and marks. Suggestions for a person;
 * nothing is ever posted by them.
 */
#ifndef RTK_CALC_SUGGEST_H
#define RTK_CALC_SUGGEST_H

#include "model.h"

enum { RTK_SUGGEST_BYTES = 64, RTK_SUGGEST_FORMS_MAX = 96 };

/** Why a form is suggested. */
enum rtk_suggest_why {
	RTK_SUGGEST_LETTERS, /* letters that look like digits */
	RTK_SUGGEST_MARKS,   /* blanks and marks between */
	RTK_SUGGEST_ZEROS,   /* leading zeros lost or added */
	RTK_SUGGEST_ELS      /* it is the number of ГИС ЖКХ, not ours */
};

/** A number to look for: the higher the score, the nearer. */
struct rtk_suggest_form {
	char text[RTK_SUGGEST_BYTES];
	int score; /* of 100 */
	enum rtk_suggest_why why;
};

/** Score of the account that has this number of ГИС ЖКХ. */
enum { RTK_SUGGEST_ELS_SCORE = 90 };

/**
 * The forms of a number as written, the nearest first, itself not among
 * them; their count. A text that is no number has none.
 */
size_t rtk_suggest_forms(
    struct rtk_suggest_form out[RTK_SUGGEST_FORMS_MAX], const char *text);

/** "letters", "marks", "zeros", "els". */
const char *rtk_suggest_name(enum rtk_suggest_why why);

#endif
