/*
 * Why a sum does not tie: the smallest set of things that are known to have
 * gone wrong whose amounts make the difference (остаток сверки).
 */
#ifndef RTK_CALC_RESIDUAL_H
#define RTK_CALC_RESIDUAL_H

#include "model.h"

enum { RTK_RESIDUAL_SET = 3 };

/** What may explain a residual, the likelier ones first. */
enum rtk_residual_kind {
	RTK_RESIDUAL_ORDER,      /* an open payment order pays the rest */
	RTK_RESIDUAL_LATE_ORDER, /* the same, behind the days of the rules */
	RTK_RESIDUAL_REGISTER,   /* its money came with another register */
	RTK_RESIDUAL_REVERSAL,   /* a payment of it was called back */
	RTK_RESIDUAL_COMMISSION, /* withheld once more, or not told */
	RTK_RESIDUAL_KNOWN,      /* rows known before were paid again */
	RTK_RESIDUAL_MISSING,    /* a row was not paid */
	RTK_RESIDUAL_DOUBLED,    /* a row was paid twice */
	RTK_RESIDUAL_UNEXPLAINED
};

/** A thing that would explain an amount of the residual. */
struct rtk_residual_item {
	enum rtk_residual_kind kind;
	int64_t key; /* of the caller */
	struct rtk_kop amount;
};

/** The smallest set; count 0: no set of RTK_RESIDUAL_SET items or fewer. */
struct rtk_residual_set {
	size_t items[RTK_RESIDUAL_SET]; /* indexes, ascending */
	size_t count;
	int64_t ways; /* sets of this size that make the residual */
};

/**
 * Finds the smallest set of items that makes the residual, which is not zero;
 * of several the one whose items stand first. Sets of three are looked for
 * among at most 500 items.
 */
void rtk_residual_explain(struct rtk_residual_set *out,
    const struct rtk_residual_item *items, size_t count,
    struct rtk_kop residual);

/** "order", "late order", "register", "missing row" ...; for reports. */
const char *rtk_residual_name(enum rtk_residual_kind kind);

#endif
