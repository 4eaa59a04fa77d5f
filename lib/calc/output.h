/* What the calculation of a building's month gives. */
#ifndef RTK_CALC_OUTPUT_H
#define RTK_CALC_OUTPUT_H

#include "calc/carried.h"
#include "calc/heat_sums.h"
#include "calc/year_sums.h"

/** House figures for the bill and the proof (п. 69 (е)). */
struct rtk_house_figures {
	bool has_volume;
	struct rtk_ratio volume; /* V_Д, 1e-6 Gcal */
	struct rtk_area total_area;
	struct rtk_area common_area;
	struct rtk_area zero_area;    /* S_инд */
	struct rtk_area metered_area; /* of premises with a meter */
	struct rtk_ratio metered_volume;
	struct rtk_ratio hot_water; /* beside a combined meter, 1e-6 m3 */
};

/** Something that stops a building or waits for a person. */
struct rtk_finding {
	enum rtk_fault fault;
	int64_t account;  /* 0: the building */
	bool blocking;    /* the close refuses */
	char detail[64];
};

/** What came out; arrays grow and are owned by the struct. */
struct rtk_building_output {
	struct rtk_line *lines;
	size_t line_count;
	size_t line_room;
	struct rtk_finding *findings;
	size_t finding_count;
	size_t finding_room;
	struct rtk_house_figures figures;
	struct rtk_years years;     /* after the month */
	struct rtk_carries carried; /* likewise */
	struct rtk_heat_sums heat_sums; /* likewise */
	bool unsorted;          /* the lines are not in their order */
};

/** Adds a line or a finding. */
void rtk_output_line(
    struct rtk_building_output *out, const struct rtk_line *line);
void rtk_output_finding(
    struct rtk_building_output *out, const struct rtk_finding *finding);

/** Forgets lines and findings, keeps the memory. */
void rtk_output_reset(struct rtk_building_output *out);
void rtk_output_release(struct rtk_building_output *out);

#endif
