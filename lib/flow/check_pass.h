/* Inside flow/check*: what is found in a building before it is told. */
#ifndef RTK_FLOW_CHECK_PASS_H
#define RTK_FLOW_CHECK_PASS_H

#include "flow/check.h"
#include "flow/month.h"

enum { RTK_CHECK_DETAIL = 128 };

/** Found in a building, told when all of it is known, by key. */
struct rtk_check_found {
	enum rtk_fault code;
	bool blocking;
	int64_t account; /* key; of the building: RTK_ACCOUNT_ID(b, 0) */
	int64_t meter;   /* key, 0: none */
	char detail[RTK_CHECK_DETAIL];
};

struct rtk_check_list {
	struct rtk_check_found *list;
	size_t count;
	size_t room;
};

/** Adds one; the detail is printed as by printf. */
void rtk_check_add(struct rtk_check_list *list,
    const struct rtk_check_found *found, const char *format, ...)
    RTK_PRINTF(3, 4);

/** Adds a fault of a rule; its detail names the month. */
void rtk_check_add_fault(struct rtk_check_list *list,
    const struct rtk_check_found *found, const struct rtk_err *fault,
    struct rtk_period period);

/** Meters of the building: missing, expired, high, of closed accounts. */
void rtk_check_meters(
    struct rtk_check_list *list, const struct rtk_building_done *done);

/** Premises and house: persons, areas, house balance. */
void rtk_check_premises(struct rtk_check_list *list,
    const struct rtk_building_done *done,
    const struct rtk_building_output *out);

/** Prices, norms and heating months that the building names, in a month. */
void rtk_check_rules(struct rtk_check_list *list,
    const struct rtk_building_done *done, const struct rtk_month *month);

#endif
