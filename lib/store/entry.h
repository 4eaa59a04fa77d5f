/* Money that came in: entries for ever, and their postings to accounts. */
#ifndef RTK_STORE_ENTRY_H
#define RTK_STORE_ENTRY_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/** A row of money as it came in. Texts are borrowed when stored. */
struct rtk_entry {
	int64_t id; /* set when stored */
	int64_t batch;
	long line;
	const char *source;    /* "cash", "sber", "statement" */
	const char *operation; /* the bank's id; NULL: none */
	const char *payment;   /* that it takes back, by its id; NULL: none */
	int sign;              /* -1: called back */
	struct rtk_date paid;
	struct rtk_kop amount;
	struct rtk_kop commission;
	const char *account_text;     /* as the payer gave it */
	struct rtk_period for_period; /* v < 0: not told */
	bool penalty;
	const char *channel;
	const char *reason; /* why it hangs: id of a fault; "": posted */
	const char *raw;    /* the row as read */
};

/** Money of an entry on an account. */
struct rtk_posting {
	struct rtk_period period;
	int64_t account;
	int64_t entry;
	struct rtk_kop amount;
	struct rtk_date paid;
	struct rtk_date posted;
	bool penalty;
	const char *reason; /* of an assignment; "": as it came in */
};

/** Where an account number leads. */
struct rtk_payee {
	int64_t account; /* 0: there is none of that number */
	bool closed;
};

/** The account of exactly this number, and whether it is open on a day. */
int rtk_payee_find(struct rtk_payee *out, struct rtk_db *db, const char *number,
    struct rtk_date day, struct rtk_err *err) RTK_MUST_CHECK;

/** A stored entry, and where its money is. */
struct rtk_entry_place {
	struct rtk_kop amount;
	int64_t account; /* 0: it hangs, or is on no single account */
	bool penalty;
	bool cancelled;           /* a person knew that the bank took it */
	const char *account_text; /* texts are valid until the next call */
	const char *reason;       /* why it hung at first; "": it did not */
};

/** Where the money of an entry is: 1 found, 0 no such entry, -1. */
int rtk_entry_place(struct rtk_entry_place *out, struct rtk_db *db, int64_t id,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The entry of a source, operation and sign: 1 found, 0 none, -1. */
int rtk_entry_find(struct rtk_db *db, const struct rtk_entry *key, int64_t *id,
    struct rtk_err *err) RTK_MUST_CHECK;

/** What refunds and a reversal took back of a payment: 0 or less. */
int rtk_entry_refunded(struct rtk_kop *out, struct rtk_db *db,
    const struct rtk_entry *payment, struct rtk_err *err) RTK_MUST_CHECK;

/** Stores an entry without a payment of its own and sets its id. */
int rtk_entry_add(struct rtk_db *db, struct rtk_entry *entry,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Posts money of an entry; the period must be open. */
int rtk_posting_add(struct rtk_db *db, const struct rtk_posting *posting,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Whether there is an entry of that id at all: 1, 0, -1. */
int rtk_entry_exists(
    struct rtk_db *db, int64_t id, struct rtk_err *err) RTK_MUST_CHECK;

#endif
