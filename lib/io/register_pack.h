/*
 * A batch of packs of payments («пачка оплат») of the billing centres: rows
 * begin with ***, ### and @@@, with control sums of the batch and each pack.
 */
#ifndef RTK_IO_REGISTER_PACK_H
#define RTK_IO_REGISTER_PACK_H

#include "io/payments.h"

/** Whether a text begins as such a batch. */
bool rtk_register_pack_is(const char *text, size_t size);

/**
 * Parses a batch; rows are in the arena, texts there or borrowed from the
 * file. A payment is known by its pack and its receipt in it. Each fault
 * (bank.*, and those of dates and sums) is told to the events, up to 100;
 * with one or more it fails with the first: nothing of the file is to be
 * used.
 */
int rtk_register_pack_parse(struct rtk_payments *out,
    const struct rtk_bankfile *file, struct rtk_err *err) RTK_MUST_CHECK;

#endif
