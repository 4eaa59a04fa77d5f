/* Inside flow/import*: sorting of rows by an integer key. */
#ifndef RTK_FLOW_IMPORT_SORT_H
#define RTK_FLOW_IMPORT_SORT_H

#include "base/base.h"

/** A row to be sorted. */
struct rtk_sort_key {
	uint64_t key;
	uint32_t row;
};

/** Sorts by key; equal keys stay in their order. */
void rtk_sort_keys(struct rtk_sort_key *keys, size_t count);

#endif
