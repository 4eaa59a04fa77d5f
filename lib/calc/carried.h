/* Buyers of a block and what they carry; what is done with it: calc/buyer.h. */
#ifndef RTK_CALC_CARRIED_H
#define RTK_CALC_CARRIED_H

#include "model.h"
#include "num/arith.h"

/** An account whose contract makes it the buyer; it is no premises. */
struct rtk_buyer {
	const struct rtk_account_version *now;
	const struct rtk_contract *contract;
};

/** Heating and hot water. */
enum { RTK_CARRIED_SERVICES = RTK_HOT_WATER + 1 };

/** Volumes below zero, told without the sign: 1e-6 Gcal, 1e-6 m3. */
struct rtk_carry {
	int64_t account;
	struct rtk_ratio volume[RTK_CARRIED_SERVICES]; /* by service */
};

/** By account; the list is owned. */
struct rtk_carries {
	struct rtk_carry *list;
	size_t count, room;
};

#endif
