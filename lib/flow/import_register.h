/* Inside flow/import_register*: a register of payments on its way in. */
#ifndef RTK_FLOW_IMPORT_REGISTER_H
#define RTK_FLOW_IMPORT_REGISTER_H

#include "flow/import_money.h"
#include "io/bankfile.h"
#include "store/bank.h"

/**
 * The format that --format names, or the one that the first row fits: "sber",
 * "pack", "csv", "map:FILE" or a layout that comes with rtk. Fails with
 * bank.unknown_format, bank.ambiguous_format and, for a name, usage.
 */
int rtk_register_format(const char **out, const struct rtk_import *import,
    const char *text, size_t size, struct rtk_err *err) RTK_MUST_CHECK;

/** A register by a layout, and packs. `format` as found. */
int rtk_register_take_payments(struct rtk_money *money,
    struct rtk_bankfile *file, const char *format,
    struct rtk_err *err) RTK_MUST_CHECK;

/** payments.csv as a register: any bad row refuses the file. */
int rtk_register_take_csv(struct rtk_money *money,
    const struct rtk_bankfile *file, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Reads payments.csv, of the bank file or, when that is NULL, of the bytes of
 * the import: rows, and those put aside with their places. Fails as
 * rtk_import_open_table() and rtk_csvin_next().
 */
int rtk_payments_csv_read(struct rtk_money *money,
    const struct rtk_bankfile *file, struct rtk_err *err) RTK_MUST_CHECK;

/** Whether a text has the header of payments.csv. */
bool rtk_payments_csv_is(const char *text, size_t size);

/** INN and account in the name of a file are ours; "" says nothing. */
int rtk_register_check_own(struct rtk_import *import, const char *own_inn,
    const char *own_account, struct rtk_err *err) RTK_MUST_CHECK;

/** No payment is dated after the day of the import: else a fault. */
void rtk_register_check_day(
    struct rtk_import *import, struct rtk_date day, long line);

/** Stores the rows, and the figures with what was new in them. */
int rtk_register_store(struct rtk_money *money,
    struct rtk_register_figures *sums, struct rtk_err *err) RTK_MUST_CHECK;

#endif
