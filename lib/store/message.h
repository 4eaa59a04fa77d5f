/*
 * Messages that were read, so that each is read once wherever its file goes;
 * the names that people give to streets; who may send tables by e-mail.
 */
#ifndef RTK_STORE_MESSAGE_H
#define RTK_STORE_MESSAGE_H

#include "base/sha256.h"
#include "num/date.h"
#include "store/db.h"

/** Whether a message was read: 1, 0, -1. */
int rtk_message_known(struct rtk_db *db, const uint8_t digest[RTK_SHA256_BYTES],
    struct rtk_err *err) RTK_MUST_CHECK;

/** Says that it was, in that batch. */
int rtk_message_add(struct rtk_db *db, const uint8_t digest[RTK_SHA256_BYTES],
    int64_t batch, struct rtk_err *err) RTK_MUST_CHECK;

/** Takes a street as the registry writes it, and another name of it. */
typedef void rtk_street_alias_taker(
    void *context, const char *street, const char *alias);

/** Gives all names in force on a day. */
int rtk_street_aliases(struct rtk_db *db, struct rtk_date day,
    rtk_street_alias_taker *take, void *context,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Who may send what; texts are borrowed. */
struct rtk_mail_sender_row {
	const char *sender;
	const char *may_send;
	struct rtk_date from;
	struct rtk_date to; /* RTK_DATE_NONE: no end */
};

/** Takes a row of the list. */
typedef void rtk_mail_sender_taker(
    void *context, const struct rtk_mail_sender_row *row);

/** Gives all rows of any day, by their first one. */
int rtk_mail_senders(struct rtk_db *db, rtk_mail_sender_taker *take,
    void *context, struct rtk_err *err) RTK_MUST_CHECK;

#endif
