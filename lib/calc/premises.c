#include "base/base.h"

#include "calc/premises.h"

#include <stdlib.h>

#include "base/array.h"

void
rtk_usage_add(struct rtk_usage *sum, const struct rtk_usage *u)
{
	if (u->kind == RTK_NO_METER)
		return;
	if (sum->kind == RTK_NO_METER)
		sum->since = u->since;
	else if (rtk_date_is_none(u->since))
		sum->since = RTK_DATE_NONE;
	if (u->kind > sum->kind)
		sum->kind = u->kind;
	sum->read = sum->read || u->read;
	if (u->cause != RTK_CAUSE_NONE &&
	    (sum->cause == RTK_CAUSE_NONE || u->cause == RTK_CAUSE_METER))
		sum->cause = u->cause;
	if (u->decimals > sum->decimals)
		sum->decimals = u->decimals;
	sum->volume = rtk_ratio_reduce(rtk_ratio_add(sum->volume, u->volume));
}

void
rtk_output_line(struct rtk_building_output *out, const struct rtk_line *line)
{
	out->lines = rtk_array_grow(out->lines, &out->line_room,
	    out->line_count, sizeof(*out->lines));
	out->lines[out->line_count++] = *line;
}

void
rtk_output_finding(
    struct rtk_building_output *out, const struct rtk_finding *finding)
{
	out->findings = rtk_array_grow(out->findings, &out->finding_room,
	    out->finding_count, sizeof(*out->findings));
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
