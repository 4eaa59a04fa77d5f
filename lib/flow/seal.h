/*
 * The seal of a month: digests of everything that was stored since the close
 * before, and one over them all that is chained to the seal before. The
 * certificate says what was billed, the same on every machine; the seal says
 * that this database still is what it was at the close.
 */
#ifndef RTK_FLOW_SEAL_H
#define RTK_FLOW_SEAL_H

#include "base/events.h"
#include "store/month.h"
#include "store/seal.h"

struct rtk_sealing;

/**
 * Begins the seal of the open month, or with again that of a closed one as
 * stored now: what was committed before counts. Free *out.
 */
int rtk_sealing_new(struct rtk_sealing **out, struct rtk_db *db,
    struct rtk_period period, bool again, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Begins to digest the tables in a thread of its own, with its own reading
 * connection.
 */
int rtk_sealing_start(struct rtk_sealing *sealing, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Helps with the tables that are left; returns when all are done. */
int rtk_sealing_finish(struct rtk_sealing *sealing, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Stores the seal of the month that is being closed, after its last row and
 * before its own, and sets month->seal. Needs an open transaction.
 */
int rtk_sealing_store(struct rtk_sealing *sealing, struct rtk_db *db,
    struct rtk_closed_month *month, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Compares the tables with the stored seal. Each one that differs goes to the
 * events with the month and the rows (from 1, of those sealed with it) that
 * hold the first difference. Returns how many do, or -1.
 */
int rtk_sealing_compare(const struct rtk_sealing *sealing, struct rtk_db *db,
    const struct rtk_events *events, struct rtk_err *err) RTK_MUST_CHECK;

/** The same of the month's own row and of the list of pieces: 0, 1, -1. */
int rtk_seal_compare_month(struct rtk_db *db,
    const struct rtk_closed_month *month, const struct rtk_events *events,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Waits for a thread that is still at work; NULL is accepted. */
void rtk_sealing_free(struct rtk_sealing *sealing);

#endif
