/* How far the work has come, on a terminal, after the first second. */
#ifndef RTK_CMD_PROGRESS_H
#define RTK_CMD_PROGRESS_H

#include "base/base.h"

/** Zero it to begin. */
struct rtk_progress {
	bool wanted;  /* stderr is a terminal and nobody said no */
	bool at_once; /* without waiting a second */
	bool shown;   /* a line stands on the screen */
	const char *what;
	int64_t begun_ms;
	int64_t drawn_ms;
};

/** Draws `done / total, rate, time left` if it is time to. */
void rtk_progress_draw(struct rtk_progress *progress, const char *what,
    uint64_t done, uint64_t total);

/** Takes the line off the screen, before other text and at the end. */
void rtk_progress_clear(struct rtk_progress *progress);

#endif
