/* Appeals of consumers, as they are known now. */
#ifndef RTK_STORE_APPEAL_H
#define RTK_STORE_APPEAL_H

#include "model.h"
#include "store/db.h"

/** An appeal; texts are valid until the next call. */
struct rtk_appeal {
	const char *code;
	const char *account; /* its number */
	struct rtk_date received;
	const char *channel;
	enum rtk_appeal_subject subject;
	struct rtk_date answered; /* RTK_DATE_NONE: not yet */
	const char *answer;
	const char *document;
	bool outage; /* an outage names it in its document */
};

struct rtk_appeal_scan;

/** By the day they were received; the caller closes *out. */
int rtk_appeal_scan_open(struct rtk_appeal_scan **out, struct rtk_db *db,
    bool open_only, struct rtk_err *err) RTK_MUST_CHECK;

/** 1 an appeal, 0 no more, -1. */
int rtk_appeal_scan_next(struct rtk_appeal_scan *scan, struct rtk_appeal *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_appeal_scan_close(struct rtk_appeal_scan *scan);

#endif
