/* What a person decides on hanging money, each time with a reason. */
#ifndef RTK_FLOW_RECONCILE_PERSON_H
#define RTK_FLOW_RECONCILE_PERSON_H

#include "base/arena.h"
#include "model.h"
#include "store/decision.h"

enum { RTK_PARTS_MAX = 100 };

/** A part of an entry for an account. */
struct rtk_part {
	const char *account;
	struct rtk_kop amount;
};

/** The parts of an entry. */
struct rtk_parts {
	struct rtk_part list[RTK_PARTS_MAX];
	size_t count;
};

/**
 * Reads a part as a person writes it, "ACCOUNT=AMOUNT", the text into the
 * arena. Fails with usage.
 */
int rtk_part_read(struct rtk_part *out, struct rtk_arena *arena,
    const char *text, struct rtk_err *err) RTK_MUST_CHECK;

/** A decision. */
struct rtk_decision {
	int64_t entry;
	const char *reason;
	struct rtk_date as_of;
};

/**
 * Posts a hanging entry to the account that a person names; its reversal, if
 * it hangs too, follows with the next run. Fails with entry.unknown,
 * entry.assigned, account.unknown.
 */
int rtk_reconcile_assign(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, const char *account,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Posts the parts of a hanging entry, 2 ... RTK_PARTS_MAX, to their accounts;
 * *out is the last one. Fails as rtk_reconcile_assign(), with
 * entry.called_back, and with entry.split when an account stands twice, a
 * part is zero or of the other sign, or the parts do not make the amount.
 */
int rtk_reconcile_split(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, const struct rtk_parts *parts,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Marks a hanging entry as money that goes back to its payer; *out tells
 * month and amount. Fails as rtk_reconcile_assign(), and with
 * entry.called_back.
 */
int rtk_reconcile_return(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The bank called a payment back before its file says so: wherever it is, its
 * money leaves that place in the open month, and its operation stays known
 * for ever. Fails with entry.unknown, entry.register, entry.called_back when
 * a reversal of it came or it is one, entry.assigned when done already.
 */
int rtk_reconcile_cancel(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Takes back where an entry is, whoever decided it, by rows of the other sign
 * in the open month: it hangs, and no rule posts it again. Fails as
 * rtk_reconcile_cancel(), and with entry.hangs.
 */
int rtk_reconcile_undo(struct rtk_posting *out, struct rtk_db *db,
    const struct rtk_decision *decision, struct rtk_err *err) RTK_MUST_CHECK;

/** All that was decided, in order, rows of rules too; texts in the arena. */
int rtk_reconcile_decisions(struct rtk_decided_list *out, struct rtk_db *db,
    const struct rtk_decided_choice *choice, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
