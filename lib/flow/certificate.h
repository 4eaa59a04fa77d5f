/*
 * The certificate of a month: a SHA-256 over the canonical list of its lines,
 * chained to the month before. The same inputs give the same certificate on
 * any machine, whatever the order or encoding of the files was.
 *
 * content = SHA-256 of one row an account, `number SP digest LF`, in the byte
 * order of numbers; digest = SHA-256 of its lines, each
 * `service;component;kind;method;formula;for_period;volume;common;price;
 * amount LF`. certificate = SHA-256 of "rtk-certificate 1", the month, the
 * certificate before ("-" for the first) and the content, a line each.
 */
#ifndef RTK_FLOW_CERTIFICATE_H
#define RTK_FLOW_CERTIFICATE_H

#include "flow/bill.h"

/**
 * Reads the stored lines of a month and fills accounts, lines, amount,
 * content and certificate of *out (period and batch_max are given in it),
 * and the totals. `previous`: certificate of the month before, "-" if none.
 */
int rtk_certificate(struct rtk_closed_month *out,
    struct rtk_month_totals *totals, struct rtk_db *db, const char *previous,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The certificate of the month before, "-" before the first one. */
int rtk_certificate_before(char out[RTK_SHA256_HEX], struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

#endif
