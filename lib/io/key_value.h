/*
 * "key = value" of layouts of bank files and maps of columns: the value, taken
 * apart from its begin.
 */
#ifndef RTK_IO_KEY_VALUE_H
#define RTK_IO_KEY_VALUE_H

#include "io/bankfile.h"

/** What is left of a value; texts that are kept go into the arena. */
struct rtk_key_value {
	struct rtk_bank_text rest;
	struct rtk_arena *arena;
};

/** Fails with layout.value, at what is left; `wanted` says what may stand. */
int rtk_key_bad(
    const struct rtk_key_value *value, const char *wanted, struct rtk_err *err);

/** Passes over bytes, and the blanks behind them. */
void rtk_key_move(struct rtk_key_value *value, size_t bytes);

/** Takes a number of at most six digits, from 0 to max. layout.value. */
int rtk_key_number(struct rtk_key_value *value, int64_t max, int64_t *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Takes what stands between quotation marks. layout.value. */
int rtk_key_title(struct rtk_key_value *value, const char **out,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
