/* Names of all meters or all accounts, by one ordered scan. */
#ifndef RTK_STORE_METER_NAMES_H
#define RTK_STORE_METER_NAMES_H

#include "model.h"
#include "store/db.h"

/** Names of a meter or, in code, of an account; valid until the next one. */
struct rtk_names_row {
	int64_t id;
	enum rtk_meter_service service;
	const char *code;
	const char *serial;
	size_t code_size;
	size_t serial_size;
};

/** All meters, or all accounts, in the order of their keys. */
struct rtk_names_scan;
int rtk_meter_names_open(struct rtk_names_scan **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;
/**
 * Versions of all meters in the order of key and batch: the number in ГИС ЖКХ
 * as code, which is empty where there is none. The last one of a meter counts.
 */
int rtk_meter_gis_open(struct rtk_names_scan **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;
int rtk_account_names_open(struct rtk_names_scan **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;
/** 1 a row, 0 no more, -1. */
int rtk_names_next(struct rtk_names_scan *scan, struct rtk_names_row *out,
    struct rtk_err *err) RTK_MUST_CHECK;
/** Ends the scan; NULL is fine. */
void rtk_names_close(struct rtk_names_scan *scan);

#endif
