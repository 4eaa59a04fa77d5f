/* Contracts with legal entities, as an ordered scan beside the buildings. */
#ifndef RTK_STORE_CONTRACT_H
#define RTK_STORE_CONTRACT_H

#include "model.h"
#include "store/db.h"

/** What to scan: accounts of these buildings, both inclusive. */
struct rtk_contract_range {
	int64_t building_from;
	int64_t building_to;
	int64_t batch_max;
	struct rtk_date day; /* the last version that began by then */
};

struct rtk_contract_scan;

/** Contracts as known by batch_max; the caller closes *out. */
int rtk_contract_scan_open(struct rtk_contract_scan **out, struct rtk_db *db,
    const struct rtk_contract_range *range, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The next account with a contract: 1 found, 0 no more, -1. *out is the
 * newest version that began by the day, ended or not; its texts are valid
 * until the next call.
 */
int rtk_contract_scan_next(struct rtk_contract_scan *scan,
    struct rtk_contract *out, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Those of a building, by account; buildings come in the order of their
 * keys. *out and its texts are valid until the next call.
 */
int rtk_contract_scan_building(struct rtk_contract_scan *scan, int64_t building,
    const struct rtk_contract **out, size_t *count,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Group of consumers of the account of a contract and zone of its building,
 * as in force on the day of the scan: 1 found, 0 none, -1. *zone is valid
 * until the next call of the scan.
 */
int rtk_contract_party(struct rtk_contract_scan *scan,
    const struct rtk_contract *contract, enum rtk_group *group,
    const char **zone, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_contract_scan_close(struct rtk_contract_scan *scan);

#endif
