/*
 * Messages that were read, so that each is read once wherever its file goes;
 * and the names that people give to streets.
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

#endif
