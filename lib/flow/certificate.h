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

#include "base/pipe.h"
#include "flow/bill.h"

enum { RTK_PARCEL_LINES = 2048 };

/** Lines on their way from thread to thread; who takes it last frees it. */
struct rtk_parcel {
	size_t count;
	struct rtk_line lines[RTK_PARCEL_LINES];
};

struct rtk_certifier;

/**
 * Begins the certificate of a month (period and batch_max count) in a thread
 * of its own, with its own reading connection. Parcels go on into `onward`,
 * which is closed after the last one; NULL: nobody wants them. End it with
 * rtk_certifier_finish, also after a fault.
 */
int rtk_certifier_start(struct rtk_certifier **out, struct rtk_db *db,
    const struct rtk_closed_month *month, struct rtk_pipe *onward,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Hands over the stored lines, one by one in the order of their keys. */
void rtk_certifier_line(void *certifier, const struct rtk_line *line);

/**
 * After the last line: fills accounts, lines, amount, content and certificate
 * of *out, and the totals. Frees the certifier.
 */
int rtk_certifier_finish(struct rtk_certifier *certifier,
    struct rtk_closed_month *out, struct rtk_month_totals *totals,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
