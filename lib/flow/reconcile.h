/*
 * rtk-reconcile: registers, bank statement and postings tied together, and
 * the money that hangs.
 */
#ifndef RTK_FLOW_RECONCILE_H
#define RTK_FLOW_RECONCILE_H

#include "base/arena.h"
#include "model.h"
#include "store/bank.h"
#include "store/hanging.h"

/** A named part of a residual: what it is, and which. */
struct rtk_difference {
	const char *what;      /* rtk_residual_name() */
	struct rtk_kop amount; /* of the residual */
	int64_t object;        /* document, batch or line; 0: none */
	const char *detail;    /* number and day, account */
	int64_t ways;          /* sets as small as this one that explain it */
};

/** How long money waits for its register, or a register for its money. */
struct rtk_wait {
	int64_t working_days;
	bool late; /* more than the policy reconcile.wait_days */
};

/** A register against its money; the residual must be zero. */
struct rtk_reconciled {
	struct rtk_register_figures reg;
	struct rtk_register_money money; /* of the statement */
	struct rtk_batch_money entries;
	struct rtk_kop posted;   /* as the postings themselves say */
	struct rtk_kop known;    /* gross of rows that other files brought */
	struct rtk_kop residual; /* expected less received */
	const char *state;       /* "matched", "no money" ... */
	struct rtk_wait wait;    /* of one without money */
	struct rtk_difference *differences; /* that make the residual */
	size_t difference_count;
};

/** The whole picture; everything is in the arena. */
struct rtk_reconciliation {
	struct rtk_arena arena;
	struct rtk_reconciled *registers;
	size_t register_count;
	struct rtk_documents documents; /* incoming, without a meaning */
	struct rtk_wait *document_waits;
	struct rtk_hanging *hanging;
	size_t hanging_count;
	struct rtk_kop hanging_sum;
	bool open; /* something waits for a person */
};

/** What a run found. */
struct rtk_reconcile_result {
	int64_t posted;     /* hanging entries whose account is known now */
	int64_t registers;  /* tied to a payment order */
	int64_t commission; /* bank orders of commission */
	int64_t direct;     /* documents that are payments of consumers */
	int64_t hanging;    /* of them: the account is not certain */
	int64_t taken_back; /* direct payments that are a register's money */
};

/**
 * Ties all that is certain: hanging entries whose account exists now,
 * registers to payment orders, direct payments with an exact account mark to
 * accounts. An order that hangs as a direct payment and is the money of a
 * register that came later is taken back. Doing it again changes nothing.
 * Needs an open transaction.
 */
int rtk_reconcile_run(struct rtk_reconcile_result *out, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err) RTK_MUST_CHECK;

/** Which registers. */
struct rtk_reconcile_choice {
	struct rtk_period period; /* v < 0: of all months */
	int64_t batch;            /* 0: all */
	bool postings;            /* add up the postings, not what should be */
	bool explain;             /* name what makes each residual */
	struct rtk_date as_of;    /* with explain: how long it waits */
};

/**
 * The three-way picture of the registers chosen. Release *out. Fails with
 * register.unknown.
 */
int rtk_reconcile_report(struct rtk_reconciliation *out, struct rtk_db *db,
    const struct rtk_reconcile_choice *choice,
    struct rtk_err *err) RTK_MUST_CHECK;

/** A candidate for the account of a hanging entry. */
struct rtk_candidate {
	const char *account;
	int score;       /* of 100 */
	const char *why; /* "letters", "marks", "zeros", "els" */
};

enum { RTK_CANDIDATES_MAX = 8 };

struct rtk_candidates {
	struct rtk_candidate list[RTK_CANDIDATES_MAX];
	size_t count;
};

/**
 * For each hanging entry of the picture, in *out (its arena), the open
 * accounts that the payer may have meant, the nearest first. They are
 * suggestions for a person: nothing is posted by them.
 */
int rtk_reconcile_candidates(struct rtk_candidates **out, struct rtk_db *db,
    struct rtk_reconciliation *picture, struct rtk_err *err) RTK_MUST_CHECK;

/** Frees the arena. */
void rtk_reconciliation_release(struct rtk_reconciliation *reconciliation);

#endif
