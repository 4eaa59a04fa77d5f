/* Charge lines of a month: written in bulk, read in the order of accounts. */
#ifndef RTK_STORE_CHARGE_H
#define RTK_STORE_CHARGE_H

#include "model.h"
#include "store/db.h"

/** recalculation.code: the words of a line in a number, low bits first. */
enum {
	RTK_CODE_FORMULA_SHIFT = 0,    /* 5 bits, enum rtk_formula */
	RTK_CODE_METHOD_SHIFT = 5,     /* 3 bits, enum rtk_method */
	RTK_CODE_KIND_SHIFT = 8,       /* 3 bits, enum rtk_kind */
	RTK_CODE_COMPONENT_SHIFT = 11, /* 2 bits, enum rtk_component */
	RTK_CODE_SERVICE_SHIFT = 13,   /* 2 bits, enum rtk_service */
	RTK_CODE_DECIMALS_SHIFT = 15,  /* 3 bits */
	RTK_CODE_REASON_SHIFT = 18     /* 5 bits, enum rtk_reason */
};

/** The words of a line as its code. */
int64_t rtk_line_code(const struct rtk_line *line);
/** Sets the words of a line from its code. */
void rtk_line_decode(struct rtk_line *line, int code);

/**
 * Begins to replace the draft: deletes the lines of the open month. The
 * triggers that guard closed months ask a question a row; the replacement
 * asks it once (db.frozen for a closed month) and lifts them for itself: a
 * rollback brings them back, and rtk_charges_replaced() does.
 */
int rtk_charges_replace(struct rtk_db *db, struct rtk_period period,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Ends the replacement: the guards stand again before the commit. */
int rtk_charges_replaced(struct rtk_db *db, struct rtk_err *err)
    RTK_MUST_CHECK;

struct rtk_charge_writer;

/** Lines must come in the order of account and number. Free it. */
struct rtk_charge_writer *rtk_charge_writer_new(
    struct rtk_db *db, struct rtk_period period) RTK_MUST_CHECK;
int rtk_charge_write(struct rtk_charge_writer *writer,
    const struct rtk_line *line, struct rtk_err *err) RTK_MUST_CHECK;
/** Hands the last lines to the database. */
int rtk_charge_writer_finish(
    struct rtk_charge_writer *writer, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_charge_writer_free(struct rtk_charge_writer *writer);

struct rtk_charge_scan;

/** Lines of a month, accounts from..to; the caller closes *out. */
int rtk_charge_scan_open(struct rtk_charge_scan **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The same, read ahead by a thread of its own: only what was committed is
 * seen, and accounts must be asked for in the order of their keys.
 */
int rtk_charge_scan_ahead(struct rtk_charge_scan **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;

/** The next line: 1 found, 0 no more, -1. */
int rtk_charge_scan_next(struct rtk_charge_scan *scan, struct rtk_line *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The next line of this account, 0 when it has no more. Cheap when accounts
 * are asked for in the order of their keys, a search otherwise.
 */
int rtk_charge_scan_account(struct rtk_charge_scan *scan, int64_t account,
    struct rtk_line *out, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_charge_scan_close(struct rtk_charge_scan *scan);

#endif
