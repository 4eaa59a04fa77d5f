/*
 * What a month is now against what was billed for it (перерасчет): line by
 * line, as differences that the open month takes.
 */
#ifndef RTK_CALC_RECALCULATION_H
#define RTK_CALC_RECALCULATION_H

#include "model.h"

/** What a line is less what was billed; its amounts as they are. */
struct rtk_difference {
	struct rtk_line line;
	struct rtk_kop now;
	struct rtk_kop billed;
};

/** Both sides while a month of a building is compared; owned. */
struct rtk_differences {
	struct rtk_difference *list;
	size_t count, room;
};

/** Adds a line as it is calculated now. */
void rtk_differences_now(
    struct rtk_differences *list, const struct rtk_line *line);

/**
 * Adds a line that was billed: of the month itself, or a difference that was
 * posted for it before (its kind is that of the line it corrected).
 */
void rtk_differences_billed(
    struct rtk_differences *list, const struct rtk_line *line);

/**
 * Leaves one line for each account, service, component and kind whose volume
 * or amount differs: now less billed, sorted by them; method, formula and
 * tariff are those of now, or, where nothing is due any more, of what was
 * billed.
 */
void rtk_differences_merge(struct rtk_differences *list);

/** Forgets the lines, keeps the memory. */
void rtk_differences_reset(struct rtk_differences *list);
/** Frees the lines; a zeroed list is fine. */
void rtk_differences_release(struct rtk_differences *list);

#endif
