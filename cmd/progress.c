#include "base/base.h"

#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli.h"

enum { WAIT_MS = 1000, REDRAW_MS = 100, SECOND_MS = 1000 };

static int64_t
now_ms(void)
{
	struct timespec now = {0};

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

static void
draw_line(const char *what, uint64_t done, uint64_t total, uint64_t rate)
{
	/* back to the margin, and clear to the end of the line */
	fprintf(stderr, "\r\033[K%s: %" PRIu64, what, done);
	if (total > 0)
		fprintf(stderr, " / %" PRIu64, total);
	fprintf(stderr, _(", %" PRIu64 "/s"), rate);
	if (total > done && rate > 0)
		fprintf(stderr, _(", %" PRIu64 " s left"),
		    (total - done + rate - 1) / rate);
	(void)fflush(stderr);
}

void
rtk_progress_draw(struct rtk_progress *progress, const char *what,
    uint64_t done, uint64_t total)
{
	int64_t now, passed;

	if (!progress->wanted)
		return;
	now = now_ms();
	if (progress->what == NULL || strcmp(progress->what, what) != 0) {
		progress->what = what;
		progress->begun_ms = now;
	}
	passed = now - progress->begun_ms;
	if ((passed < WAIT_MS && !progress->at_once) ||
	    now - progress->drawn_ms < REDRAW_MS)
		return;
	progress->drawn_ms = now;
	progress->shown = true;
	draw_line(what, done, total,
	    passed > 0 ? done * SECOND_MS / (uint64_t)passed : 0);
}

void
rtk_progress_clear(struct rtk_progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}
