/* Who may send tables of readings by e-mail: mail-senders.csv. */
#ifndef RTK_FLOW_MAIL_SENDERS_H
#define RTK_FLOW_MAIL_SENDERS_H

#include "base/arena.h"
#include "flow/import_table.h"

extern const struct rtk_import_table rtk_table_mail_senders;

/** A row of it; texts live in the arena of the list. */
struct rtk_mail_sender {
	const char *sender;   /* an address, or @domain */
	const char *may_send; /* any, or the name of a map */
	struct rtk_date from;
	struct rtk_date to; /* RTK_DATE_NONE: no end */
};

/** All rows, by sender and first day; begins as zeros. */
struct rtk_mail_senders {
	struct rtk_arena arena;
	struct rtk_mail_sender *list;
	size_t count, room;
};

/** Loads the list; release it in any case. */
int rtk_mail_senders_load(struct rtk_mail_senders *out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * What the address may send on the day; NULL: no tables. The row of the
 * address counts before that of its domain, and the later one of two.
 */
const char *rtk_mail_sender_may(const struct rtk_mail_senders *senders,
    const char *address, struct rtk_date day);

/** Whether that is tables of any sort, not of one map. */
bool rtk_mail_sender_any(const char *may_send);

/** Frees what it holds. */
void rtk_mail_senders_release(struct rtk_mail_senders *senders);

#endif
