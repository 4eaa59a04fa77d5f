/* From keys to the numbers and codes that people use, and back. */
#ifndef RTK_STORE_NAMES_H
#define RTK_STORE_NAMES_H

#include "model.h"
#include "store/db.h"

enum { RTK_NAME_BYTES = 256 };

/** Account number; "" when there is no such key. */
int rtk_account_number(struct rtk_db *db, int64_t account,
    char out[RTK_NAME_BYTES], struct rtk_err *err) RTK_MUST_CHECK;

/** Building code; "" when there is no such key. */
int rtk_building_code(struct rtk_db *db, int64_t building,
    char out[RTK_NAME_BYTES], struct rtk_err *err) RTK_MUST_CHECK;

/** Meter code; "" when there is no such key. */
int rtk_meter_code(struct rtk_db *db, int64_t meter,
    char out[RTK_NAME_BYTES], struct rtk_err *err) RTK_MUST_CHECK;

/** Base name of the file that a batch came from; "" for no such batch. */
int rtk_batch_file(struct rtk_db *db, int64_t batch,
    char out[RTK_NAME_BYTES], struct rtk_err *err) RTK_MUST_CHECK;

/** The last key of a building; 0: none. */
int rtk_building_last(
    struct rtk_db *db, int64_t *out, struct rtk_err *err) RTK_MUST_CHECK;

/** Key of an account number: 1 found, 0 none, -1. */
int rtk_account_find(struct rtk_db *db, const char *number, int64_t *out,
    struct rtk_err *err) RTK_MUST_CHECK;

struct rtk_account_list;

/** All accounts in the byte order of their numbers. */
int rtk_account_list_open(struct rtk_account_list **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;
/** 1 found, 0 no more, -1; *number is valid until the next call. */
int rtk_account_list_next(struct rtk_account_list *list, int64_t *account,
    const char **number, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_account_list_close(struct rtk_account_list *list);

#endif
