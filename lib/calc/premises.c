#include "base/base.h"

#include "calc/premises.h"

#include <stdlib.h>

#include "base/array.h"
#include "calc/allocators.h"
#include "calc/carry.h"
#include "calc/year.h"

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
	out->unsorted = false;
	out->figures = (struct rtk_house_figures){
	    .volume = RTK_RATIO_ZERO, .metered_volume = RTK_RATIO_ZERO};
}

void
rtk_output_release(struct rtk_building_output *out)
{
	free(out->lines);
	free(out->findings);
	rtk_years_release(&out->years);
	rtk_carries_release(&out->carried);
	rtk_heat_sums_release(&out->heat_sums);
	*out = (struct rtk_building_output){0};
}

const struct rtk_trace *
rtk_trace_for(
    const struct rtk_building_input *in, const struct rtk_premises *premises)
{
	return premises->now->account == in->traced ? in->trace : NULL;
}

const struct rtk_trace *
rtk_trace_for_heat(
    const struct rtk_building_input *in, const struct rtk_premises *premises)
{
	const struct rtk_premises *former = premises->former;

	return former != NULL && former->now->account == in->traced
	    ? in->trace
	    : rtk_trace_for(in, premises);
}

/* Adds up what was given out, denominator by denominator, and compares. */
bool
rtk_volumes_add_up(const struct rtk_premises *premises, size_t premises_count,
    struct rtk_ratio volume)
{
	struct rtk_ratio sums[8] = {{0, 1}};
	size_t count = 0;
	struct rtk_ratio all = RTK_RATIO_ZERO;

	for (size_t i = 0; i < premises_count; i++) {
		const struct rtk_premises *p = &premises[i];
		struct rtk_ratio parts[] = {p->individual, p->common};

		for (size_t j = 0; j < 2; j++) {
			size_t k = 0;

			while (k < count && sums[k].den != parts[j].den)
				k++;
			if (k == RTK_COUNT(sums))
				k = 0;
			else if (k == count)
				sums[count++] =
				    (struct rtk_ratio){0, parts[j].den};
			sums[k] = rtk_ratio_add(sums[k], parts[j]);
		}
	}
	for (size_t k = 0; k < count; k++)
		all = rtk_ratio_reduce(
		    rtk_ratio_add(all, rtk_ratio_reduce(sums[k])));
	return rtk_ratio_valid(all) && rtk_ratio_compare(all, volume) == 0;
}
