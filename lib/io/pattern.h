/*
 * Regular expressions of people who describe a layout: extended POSIX ones,
 * compared byte by byte whatever the locale.
 */
#ifndef RTK_IO_PATTERN_H
#define RTK_IO_PATTERN_H

#include "base/arena.h"
#include "io/bankfile.h"

enum { RTK_PATTERN_BYTES_MAX = 512 };

struct rtk_pattern;

/**
 * Compiles an expression; free *out. Letters of A-Z match in any case when
 * `fold`. Bounded repeats {} and references back \1 are refused: a few bytes
 * of them could take all memory and time. Fails with layout.value.
 */
int rtk_pattern_new(struct rtk_pattern **out, struct rtk_bank_text expression,
    bool fold, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Whether the text, of at most RTK_BANKFILE_LINE_BYTES_MAX bytes, matches; then
 * *out is what stands in the first group, or all that matched where there is
 * no group, trimmed and borrowed from the text. A part that cuts a letter of
 * UTF-8 does not match. `out` may be NULL.
 */
bool rtk_pattern_match(const struct rtk_pattern *pattern,
    struct rtk_bank_text text, struct rtk_bank_text *out);

/** NULL is fine. */
void rtk_pattern_free(struct rtk_pattern *pattern);

#endif
