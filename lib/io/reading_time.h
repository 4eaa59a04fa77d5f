/* Tables that tell the day in one column and the hour in another. */
#ifndef RTK_IO_READING_TIME_H
#define RTK_IO_READING_TIME_H

#include "base/buf.h"
#include "io/bankfile.h"

/** A day and a time as they stand in a row; borrowed. */
struct rtk_day_time {
	struct rtk_bank_text day;
	struct rtk_bank_text time;
	bool workbook; /* a time may be a part of a day: 0.25 */
};

/**
 * Puts both together: the day, a blank, HH:MM. The time is an hour, 0 to 24,
 * or H:MM, HH:MM, HH:MM:SS; 24:00 ends the day. What is none of it stands
 * there as it came, for the field to refuse; an empty one as a question mark.
 */
void rtk_day_time_join(struct rtk_buf *out, const struct rtk_day_time *source);

/** Whether the time is 24:00. */
bool rtk_day_time_ends(const struct rtk_bank_text *time);

#endif
