/* All that is known of one account, for its card. */
#ifndef RTK_STORE_CARD_H
#define RTK_STORE_CARD_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/** What the registry said of the account from a day on. */
struct rtk_card_version {
	struct rtk_account_version version;
	enum rtk_delivery delivery;
	const char *name;
};

/** Persons from a day on, or, with `to`, living there for some days. */
struct rtk_card_persons {
	struct rtk_date from;
	struct rtk_date to; /* RTK_DATE_NONE: until the next row */
	int32_t registered; /* or living there */
	int32_t owners;     /* < 0: not told */
	bool temporary;
};

/** A meter with what it showed last. */
struct rtk_card_meter {
	struct rtk_meter meter;
	const char *code;
	const char *serial;
	const char *gis_number; /* "": none */
	struct rtk_micro value;
	struct rtk_date day;
	enum rtk_channel channel;
	bool has_reading; /* false: the value when installed or removed */
};

/** Money on the account. */
struct rtk_card_payment {
	struct rtk_period period;
	struct rtk_date paid;
	struct rtk_kop amount;
	bool penalty;
	const char *source;
	const char *file;
	const char *reason; /* of an assignment; "": as it came in */
};

/** Everything in the order of days; rows live until the release. */
struct rtk_card {
	struct rtk_card_version *versions;
	struct rtk_card_persons *persons;
	struct rtk_card_meter *meters;
	struct rtk_card_payment *payments;
	size_t version_count, version_room;
	size_t person_count, person_room;
	size_t meter_count, meter_room;
	size_t payment_count, payment_room;
	struct rtk_arena texts;
};

/** Loads the card; payments from the month `since` on. Release it always. */
int rtk_card_load(struct rtk_card *out, struct rtk_db *db, int64_t account,
    struct rtk_period since, struct rtk_err *err) RTK_MUST_CHECK;

/** A zeroed card is fine. */
void rtk_card_release(struct rtk_card *card);

#endif
