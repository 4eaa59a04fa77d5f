/* Account numbers and meter codes merged with a pass in the order of keys. */
#ifndef RTK_FLOW_NAME_BY_KEY_H
#define RTK_FLOW_NAME_BY_KEY_H

#include "store/meter_names.h"

/** Zero it, set the scan (names of accounts or meters) and close that. */
struct rtk_name_by_key {
	struct rtk_names_scan *scan;
	struct rtk_names_row row;
	bool ended;
};

/**
 * The name of this key, "" when there is none; keys must be asked for in
 * their order. *name is valid until the next call.
 */
int rtk_name_by_key(const char **name, struct rtk_name_by_key *names,
    int64_t key, struct rtk_err *err) RTK_MUST_CHECK;

#endif
