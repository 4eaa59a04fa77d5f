#include "base/base.h"

#include "base/events.h"

void
rtk_events_fault(const struct rtk_events *events, const struct rtk_err *fault)
{
	if (events != NULL && events->fault != NULL)
		events->fault(events->context, fault);
}

void
rtk_events_progress(const struct rtk_events *events, const char *what,
    uint64_t done, uint64_t total)
{
	if (events != NULL && events->progress != NULL)
		events->progress(events->context, what, done, total);
}
