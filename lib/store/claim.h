/* What an account owes and paid, for its debt by month of origin. */
#ifndef RTK_STORE_CLAIM_H
#define RTK_STORE_CLAIM_H

#include "model.h"
#include "store/db.h"

/** Debt (+) or advance (-) taken over from another system. */
struct rtk_claim_opening {
	enum rtk_service service;
	struct rtk_period for_period;
	struct rtk_kop amount;
};

/** Money posted to the account, in the order in which it came. */
struct rtk_claim_payment {
	int64_t entry;
	int64_t paired; /* entry that the reversal takes back; else 0 */
	struct rtk_date paid;
	struct rtk_kop amount;        /* negative: taken back */
	struct rtk_period for_period; /* the payer's month; -1: none told */
	bool penalty;                 /* meant for the penalty */
};

/** All of it; freed by rtk_claims_release(). */
struct rtk_claims {
	enum rtk_penalty_class class;
	struct rtk_claim_opening *openings; /* by month, service */
	size_t opening_count, opening_room;
	struct rtk_claim_payment *payments; /* by day, then entry */
	size_t payment_count, payment_room;
};

/** Which claims. */
struct rtk_claim_query {
	int64_t account;
	struct rtk_date day;     /* the class is that in force on it */
	int64_t batch_max;       /* as known by it */
	struct rtk_period first; /* payments posted from this month on */
	struct rtk_period last;
};

/** Loads the class of the account, what was taken over, and its payments. */
int rtk_claims_load(struct rtk_claims *out, struct rtk_db *db,
    const struct rtk_claim_query *query, struct rtk_err *err) RTK_MUST_CHECK;

/** Zeroed claims are fine. */
void rtk_claims_release(struct rtk_claims *claims);

#endif
