/* The sums of a year of even payment; what is done with them: calc/year.h. */
#ifndef RTK_CALC_YEAR_SUMS_H
#define RTK_CALC_YEAR_SUMS_H

#include "model.h"
#include "num/arith.h"

/** A year that is adjusted: the sums of one account. */
struct rtk_year_account {
	int64_t account;
	enum rtk_group group;
	rtk_i128 due;    /* Σ V_m * T_m of the actual months, 1e-12 kopeck */
	rtk_i128 volume; /* actual less charged, 1e-18 Gcal */
	struct rtk_kop charged;
};

/** A year of even payment, so far. Zeroed: none. */
struct rtk_year {
	int32_t year;
	uint32_t months; /* charged evenly; bit 0 January */
	bool open;       /* the end of what is there was not read */
	struct rtk_year_account *accounts; /* by account; owned */
	size_t count, room;
};

/** The year before, until it is adjusted, and this one. */
struct rtk_years {
	struct rtk_year last, now;
	bool lost; /* what the month really took cannot be found */
};

#endif
