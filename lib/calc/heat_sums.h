/* Heating charged by month, for the correction: see calc/allocators.h. */
#ifndef RTK_CALC_HEAT_SUMS_H
#define RTK_CALC_HEAT_SUMS_H

#include "model.h"

enum {
	RTK_SETTLEMENT_MONTHS_MAX = 12, /* a settlement is a year at most */
	RTK_HEAT_SUM_MONTHS = 18        /* and half a year to bring units in */
};

/** What an account was charged for heating; bit 0 is the first month. */
struct rtk_heat_account {
	int64_t account;
	enum rtk_group group;
	struct rtk_area area; /* as last known; 0: it left */
	uint32_t present;     /* it was heated premises of the building */
	struct rtk_kop charged[RTK_HEAT_SUM_MONTHS];
};

/** Of a building with allocators, its last months. Zeroed: none. */
struct rtk_heat_sums {
	struct rtk_period first;
	int32_t months;
	uint32_t other; /* months not charged by the meter of the house */
	struct rtk_heat_account *list; /* by account; owned */
	size_t count, room;
};

#endif
