/* The meters of accounts that are in use on a day. */
#ifndef RTK_STORE_METER_LIST_H
#define RTK_STORE_METER_LIST_H

#include "model.h"
#include "store/db.h"

/** One of them; the code is valid until the next call. */
struct rtk_listed_meter {
	int64_t account;
	enum rtk_meter_service service;
	const char *code;
};

struct rtk_meter_list;

/** All, in the order of accounts and of their numbers there. */
int rtk_meter_list_open(struct rtk_meter_list **out, struct rtk_db *db,
    struct rtk_date day, struct rtk_err *err) RTK_MUST_CHECK;
/** 1 found, 0 no more, -1. */
int rtk_meter_list_next(struct rtk_meter_list *list,
    struct rtk_listed_meter *out, struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_meter_list_close(struct rtk_meter_list *list);

#endif
