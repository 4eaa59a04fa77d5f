#include "base/base.h"

#include "calc/premises.h"

#include <stdlib.h>

void
rtk_output_line(struct rtk_building_output *out, const struct rtk_line *line)
{
	if (out->line_count == out->line_room) {
		out->line_room = out->line_room > 0 ? out->line_room * 2 : 256;
		out->lines = rtk_realloc(
		    out->lines, out->line_room * sizeof(*out->lines));
	}
	out->lines[out->line_count++] = *line;
}

void
rtk_output_finding(
    struct rtk_building_output *out, const struct rtk_finding *finding)
{
	if (out->finding_count == out->finding_room) {
		out->finding_room =
		    out->finding_room > 0 ? out->finding_room * 2 : 16;
		out->findings = rtk_realloc(out->findings,
		    out->finding_room * sizeof(*out->findings));
	}
	out->findings[out->finding_count++] = *finding;
}

void
rtk_output_reset(struct rtk_building_output *out)
{
	out->line_count = 0;
	out->finding_count = 0;
	out->figures = (struct rtk_house_figures){
	    .volume = RTK_RATIO_ZERO, .metered_volume = RTK_RATIO_ZERO};
}

void
rtk_output_release(struct rtk_building_output *out)
{
	free(out->lines);
	free(out->findings);
	*out = (struct rtk_building_output){0};
}

const struct rtk_trace *
rtk_trace_for(
    const struct rtk_building_input *in, const struct rtk_premises *premises)
{
	return premises->now->account == in->traced ? in->trace : NULL;
}
