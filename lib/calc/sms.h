/*
 * Readings that people send as a message: "[address] [reading 1] [reading
 * 2]" in any spelling, resolved against the streets and houses that there are
 * (reading channels 9.3). What is not certain is not guessed.
 */
#ifndef RTK_CALC_SMS_H
#define RTK_CALC_SMS_H

#include "base/base.h"

enum { RTK_SMS_READINGS = 8, RTK_SMS_CANDIDATES = 8, RTK_SMS_NAME = 24 };

/** What became of a message; only RTK_SMS_OK may be posted. */
enum rtk_sms_status {
	RTK_SMS_OK,
	RTK_SMS_AMBIG,      /* several addresses fit */
	RTK_SMS_NOT_FOUND,  /* the street is there, the house or flat is not */
	RTK_SMS_NO_READING, /* an address only */
	RTK_SMS_NO_ADDRESS, /* no street, no account */
	RTK_SMS_REVIEW      /* the readings do not fit the meters */
};

/** What a reading was said to be. */
enum rtk_sms_label { RTK_SMS_PLAIN, RTK_SMS_HOT_WATER, RTK_SMS_HEATING };

struct rtk_sms_reading {
	enum rtk_sms_label label;
	int index;     /* "ГВС2": 2; 0: none told */
	int64_t micro; /* 1e-6 of the unit of the meter */
	int decimals;  /* as written */
};

/** A premises as the registry has it; account numbers live in the town. */
struct rtk_sms_premises {
	int64_t account;
	const char *number;
	int hot_water; /* meters in use */
	int heating;
};

/** A message, read. Texts are the town's. */
struct rtk_sms {
	enum rtk_sms_status status;
	const char *street; /* NULL: none */
	const char *house;
	const char *flat;
	const struct rtk_sms_premises *premises; /* NULL: not certain */
	char account[RTK_SMS_NAME];              /* as given; "": none */
	bool bare; /* no address: numbers and names of services only */
	struct rtk_sms_reading readings[RTK_SMS_READINGS];
	size_t reading_count;
	/* who may be meant when it is not certain */
	const struct rtk_sms_premises *candidates[RTK_SMS_CANDIDATES];
	size_t candidate_count;
};

struct rtk_sms_town;

/** A town to be filled; the caller frees it. */
struct rtk_sms_town *rtk_sms_town_new(void) RTK_MUST_CHECK;
void rtk_sms_town_free(struct rtk_sms_town *town);

/**
 * Another way in which people name a street. Texts are copied; a street of
 * which nothing was added yet is passed over.
 */
void rtk_sms_town_alias(
    struct rtk_sms_town *town, const char *street, const char *alias);

/**
 * Adds a premises; an empty flat is a private house. Texts are copied, in
 * UTF-8 as the registry writes them.
 */
void rtk_sms_town_add(struct rtk_sms_town *town, const char *street,
    const char *house, const char *flat,
    const struct rtk_sms_premises *premises);

/** Ends the filling; needed before the first message. */
void rtk_sms_town_ready(struct rtk_sms_town *town);

/** Reads a message; it never fails, at worst there is no address. */
void rtk_sms_read(struct rtk_sms *out, const struct rtk_sms_town *town,
    const char *text, size_t size);

/**
 * Reads a bare message as one of an account of the town, which its sender is
 * known by (9.3, step 8).
 */
void rtk_sms_read_of(struct rtk_sms *out, const struct rtk_sms_town *town,
    const char *number, const char *text, size_t size);

/** "OK", "AMBIG" ... */
const char *rtk_sms_status_name(enum rtk_sms_status status);

#endif
