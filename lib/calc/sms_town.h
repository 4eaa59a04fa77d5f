/*
 * Inside the reader of messages: the streets, houses and flats that there
 * are (9.3, step 5).
 */
#ifndef RTK_CALC_SMS_TOWN_H
#define RTK_CALC_SMS_TOWN_H

#include "calc/sms.h"
#include "calc/sms_names.h"

/** A premises of the town; house and flat are folded: "216а", "45к2". */
struct rtk_sms_place {
	size_t street;
	const char *house;
	const char *flat; /* "": a private house */
	struct rtk_sms_premises premises;
};

/** All streets that the tokens may name; their count. */
size_t rtk_sms_streets(struct rtk_sms_match out[RTK_SMS_MATCHES_MAX],
    const struct rtk_sms_town *town, const struct rtk_sms_tokens *tokens);

/** The name of a street as the registry writes it. */
const char *rtk_sms_street_name(const struct rtk_sms_town *town, size_t street);

/** A premises of the house: the first in order; NULL: there is no house. */
const struct rtk_sms_place *rtk_sms_house(
    const struct rtk_sms_town *town, size_t street, const char *house);

/** The first premises of the flat; NULL: there is none. */
const struct rtk_sms_place *rtk_sms_flat(const struct rtk_sms_town *town,
    size_t street, const char *house, const char *flat);

/** Another account of the same flat, behind this one; NULL: none. */
const struct rtk_sms_place *rtk_sms_same_flat(
    const struct rtk_sms_town *town, const struct rtk_sms_place *place);

/** The premises of an account number; NULL: there is none. */
const struct rtk_sms_place *rtk_sms_account(
    const struct rtk_sms_town *town, const char *number);

#endif
