/* Objects of the registry: their keys, given once. */
#ifndef RTK_STORE_REGISTRY_H
#define RTK_STORE_REGISTRY_H

#include "model.h"
#include "store/db.h"

/** What of a meter never changes. */
struct rtk_meter_object {
	int64_t id;
	int64_t place; /* account, or RTK_ACCOUNT_ID(building, 0) */
	enum rtk_meter_service service;
	const char *code;
	const char *serial;       /* valid until the next call when found */
	struct rtk_micro initial; /* of the newest version */
};

/** Key of a building code: 1 found, 0 none, -1. */
int rtk_building_find(struct rtk_db *db, const char *code, int64_t *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Gives a building the next key. Fails with registry.full. */
int rtk_building_add(struct rtk_db *db, const char *code, int64_t *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Gives an account the next key of its building. Fails: registry.full. */
int rtk_account_add(struct rtk_db *db, int64_t building, const char *number,
    int64_t *out, struct rtk_err *err) RTK_MUST_CHECK;

/** The meter of the code in out->code: 1 found and filled, 0 none, -1. */
int rtk_meter_find(struct rtk_db *db, struct rtk_meter_object *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Gives a meter the next key of its place, in out->id: registry.full. */
int rtk_meter_add(struct rtk_db *db, struct rtk_meter_object *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Whether norms.csv has the category: 1, 0, -1. */
int rtk_norm_known(struct rtk_db *db, enum rtk_norm_kind kind,
    const char *category, struct rtk_err *err) RTK_MUST_CHECK;

/** Newest value of a key of company.csv: 1, 0, -1; valid until next call. */
int rtk_company_value(struct rtk_db *db, const char *key, const char **out,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
