#include "base/base.h"

#include "calc/trace.h"

void
rtk_trace_step(const struct rtk_trace *trace, const struct rtk_step *step)
{
	if (trace != NULL)
		trace->step(trace->context, step);
}

void
rtk_trace_heading(
    const struct rtk_trace *trace, const char *clause, const char *text)
{
	struct rtk_step step = {.clause = clause, .text = text};

	rtk_trace_step(trace, &step);
}
