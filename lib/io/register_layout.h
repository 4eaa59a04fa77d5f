/* Registers whose form a layout describes. */
#ifndef RTK_IO_REGISTER_LAYOUT_H
#define RTK_IO_REGISTER_LAYOUT_H

#include "io/layout.h"
#include "io/payments.h"

/** Whether the first line of a text is one that the layout looks for. */
bool rtk_register_layout_is(
    const struct rtk_layout *layout, const char *text, size_t size);

/**
 * Parses a register by its layout; rows are in the arena, texts there or
 * borrowed from the file. Each fault (bank.*, and those of dates and sums) is
 * told to the events, up to 100; with one or more it fails with the first:
 * nothing of the file is to be used.
 */
int rtk_register_layout_parse(struct rtk_payments *out,
    const struct rtk_layout *layout, const struct rtk_bankfile *file,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
