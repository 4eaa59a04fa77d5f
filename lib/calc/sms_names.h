/*
 * Inside the reader of messages: the ways in which people write the name of a
 * street, and where a message has one (9.3, steps 4 and 7a).
 */
#ifndef RTK_CALC_SMS_NAMES_H
#define RTK_CALC_SMS_NAMES_H

#include "calc/sms_tokens.h"

enum { RTK_SMS_ELEMENTS = 6, RTK_SMS_MATCHES_MAX = 64 };

/** A part of a way to write a street. */
struct rtk_sms_element {
	enum {
		RTK_SMS_WORD,
		RTK_SMS_NUMBER,
		RTK_SMS_YEARS,
		RTK_SMS_INITIAL
	} kind;
	struct rtk_sms_word word;
	char digits[RTK_SMS_DIGITS + 1];
	bool exact; /* another street has a word that is too near */
};

/** A way to write a street. */
struct rtk_sms_alias {
	size_t street;
	struct rtk_sms_element list[RTK_SMS_ELEMENTS];
	size_t count;
	bool whole; /* the name itself, not a short form of it */
};

/** All ways to write all streets; begins as zeros, list is to be freed. */
struct rtk_sms_names {
	struct rtk_sms_alias *list;
	size_t count, room;
};

/** A street found in a message. */
struct rtk_sms_match {
	size_t street;
	size_t from, to; /* tokens: to is the one behind */
	int score;
	int errors;  /* letters that differ */
	bool shadow; /* too near to another name to be taken with an error */
};

/** A street by its name in the registry and the short forms of it. */
void rtk_sms_names_add(
    struct rtk_sms_names *names, size_t street, const char *name);

/** Another whole name of a street. */
void rtk_sms_names_alias(
    struct rtk_sms_names *names, size_t street, const char *name);

/** All are in: compares them with each other. */
void rtk_sms_names_ready(struct rtk_sms_names *names);

/** All streets that the tokens may name; their count. */
size_t rtk_sms_names_find(struct rtk_sms_match out[RTK_SMS_MATCHES_MAX],
    const struct rtk_sms_names *names, const struct rtk_sms_tokens *tokens);

#endif
