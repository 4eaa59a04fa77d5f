/* rtk-bill why: the difference of a bill to last month's, by cause. */
#ifndef RTK_FLOW_WHY_H
#define RTK_FLOW_WHY_H

#include "calc/why.h"
#include "store/db.h"

/** The parts add up to now - before exactly. */
struct rtk_why {
	char building[RTK_CODE_BYTES_MAX + 1];
	struct rtk_period last; /* the month before */
	bool closed;            /* the month: otherwise it is the draft */
	struct rtk_kop before;  /* charged last month, all lines */
	struct rtk_kop now;
	struct rtk_why_parts parts;
	bool same_as_billed;    /* both replays equal what was billed */
};

/**
 * Why the account was charged more or less in the period than in the month
 * before. Fails with account.unknown, account.no_lines (in neither month),
 * period.first (there is no month before), period.not_run.
 */
int rtk_why(struct rtk_why *out, struct rtk_db *db, const char *account,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

/** Keys of a part in CSV and JSON. */
const char *rtk_why_service(const struct rtk_why_part *part);
const char *rtk_why_component(const struct rtk_why_part *part);
const char *rtk_why_cause(const struct rtk_why_part *part);

enum { RTK_WHY_TEXT = 32 };

/** `was` or `is` of a part as a decimal. Returns text. */
const char *rtk_why_text(char text[RTK_WHY_TEXT],
    const struct rtk_why_part *part, int64_t value);

#endif
