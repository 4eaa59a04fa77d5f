#include "base/base.h"

#include "flow/invoice_plan.h"

#include <stdlib.h>
#include <string.h>

#include "store/registry.h"
#include "store/route.h"

enum { PARTS_A_JOB = 16 };

static struct rtk_invoice_range
whole_building(int64_t building)
{
	return (struct rtk_invoice_range){RTK_ACCOUNT_ID(building, 0),
	    RTK_ACCOUNT_ID(building + 1, 0) - 1};
}

/* --- the accounts and buildings that were asked for ---------------------- */

static int
add_accounts(struct rtk_invoice_range *list, size_t *count,
    const struct rtk_invoice_job *job, struct rtk_err *err)
{
	for (size_t i = 0; i < job->account_count; i++) {
		int64_t account;
		int rc = rtk_account_find(
		    job->db, job->accounts[i], &account, err);

		if (rc < 0)
			return -1;
		if (rc == 0)
			return rtk_failf(err, RTK_E_UNKNOWN_ACCOUNT, "%s",
			    job->accounts[i]);
		list[(*count)++] =
		    (struct rtk_invoice_range){account, account};
	}
	return 0;
}

static int
add_buildings(struct rtk_invoice_range *list, size_t *count,
    const struct rtk_invoice_job *job, struct rtk_err *err)
{
	for (size_t i = 0; i < job->building_count; i++) {
		int64_t building;
		int rc = rtk_building_find(
		    job->db, job->buildings[i], &building, err);

		if (rc < 0)
			return -1;
		if (rc == 0)
			return rtk_failf(err, RTK_E_UNKNOWN_BUILDING, "%s",
			    job->buildings[i]);
		list[(*count)++] = whole_building(building);
	}
	return 0;
}

static int
compare_ranges(const void *left, const void *right)
{
	const struct rtk_invoice_range *a = left, *b = right;

	/* the wider one first: it takes the others in */
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to < b->to) - (a->to > b->to);
}

/* What was asked for, in order and nothing twice. */
static int
list_ranges(struct rtk_invoice_range **out, size_t *count,
    const struct rtk_invoice_job *job, struct rtk_arena *arena,
    struct rtk_err *err)
{
	size_t asked = job->account_count + job->building_count, kept = 0;
	struct rtk_invoice_range *list =
	    rtk_arena_get(arena, (asked + 1) * sizeof(*list));

	*count = 0;
	*out = list;
	if (add_accounts(list, count, job, err) < 0 ||
	    add_buildings(list, count, job, err) < 0)
		return -1;
	qsort(list, *count, sizeof(*list), compare_ranges);
	for (size_t i = 0; i < *count; i++)
		if (kept == 0 || list[i].from > list[kept - 1].to)
			list[kept++] = list[i];
	*count = kept;
	return 0;
}

/* Or all of the town: for several workers in more parts than one. */
static int
list_town(struct rtk_invoice_range **out, size_t *count,
    const struct rtk_invoice_job *job, struct rtk_arena *arena,
    struct rtk_err *err)
{
	int64_t last, step, parts = job->jobs > 1 ? job->jobs * PARTS_A_JOB : 1;

	if (rtk_building_last(job->db, &last, err) < 0)
		return -1;
	step = last / parts + 1;
	*out = rtk_arena_get(arena, (size_t)(parts + 1) * sizeof(**out));
	*count = 0;
	for (int64_t from = 1; from <= last; from += step)
		(*out)[(*count)++] = (struct rtk_invoice_range){
		    RTK_ACCOUNT_ID(from, 0),
		    RTK_ACCOUNT_ID(from + step, 0) - 1};
	return 0;
}

/* --- parts --------------------------------------------------------------- */

/* A part for each range; those of one building stay together in a bundle. */
static size_t
part_ranges(struct rtk_invoice_part *parts,
    const struct rtk_invoice_range *list, size_t count, bool together)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		bool same = together && i > 0 &&
		    RTK_BUILDING_OF(list[i].from) ==
			RTK_BUILDING_OF(list[i - 1].from);

		if (same)
			parts[n - 1].count++;
		else
			parts[n++] = (struct rtk_invoice_part){
			    &list[i], 1, NULL};
	}
	return n;
}

/* What of a building was asked for; everything when nothing was. */
static size_t
ranges_of(struct rtk_invoice_range *out, int64_t building,
    const struct rtk_invoice_range *asked, size_t count)
{
	struct rtk_invoice_range all = whole_building(building);
	size_t n = 0;

	if (asked == NULL)
		out[n++] = all;
	for (size_t i = 0; asked != NULL && i < count; i++)
		if (asked[i].from <= all.to && asked[i].to >= all.from)
			out[n++] = asked[i];
	return n;
}

/* A part a route; buildings that follow each other are one range. */
static int
part_routes(struct rtk_invoice_part **out, size_t *count,
    const struct rtk_invoice_job *job, struct rtk_arena *arena,
    struct rtk_err *err)
{
	bool all = job->account_count + job->building_count == 0;
	struct rtk_invoice_range *ranges, *asked = NULL;
	size_t asked_count = 0, n = 0;
	const char *route = NULL;
	struct rtk_routes routes;

	*count = 0;
	if ((!all &&
		list_ranges(&asked, &asked_count, job, arena, err) < 0) ||
	    rtk_routes_load(&routes, job->db, rtk_period_last(job->period),
		arena, err) < 0)
		return -1;
	ranges = rtk_arena_get(
	    arena, (routes.count + asked_count + 1) * sizeof(*ranges));
	*out = rtk_arena_get(arena, (routes.count + 1) * sizeof(**out));
	for (size_t i = 0; i < routes.count; i++) {
		const struct rtk_route_building *b = &routes.list[i];
		size_t more = ranges_of(
		    &ranges[n], b->building, asked, asked_count);

		if (more == 0)
			continue;
		if (route == NULL || strcmp(route, b->route) != 0)
			(*out)[(*count)++] = (struct rtk_invoice_part){
			    &ranges[n], 0, b->route};
		else if (all && ranges[n - 1].to + 1 == ranges[n].from) {
			ranges[n - 1].to = ranges[n].to;
			continue;
		}
		route = b->route;
		(*out)[*count - 1].count += more;
		n += more;
	}
	return 0;
}

int
rtk_invoice_plan(struct rtk_invoice_part **out, size_t *count,
    const struct rtk_invoice_job *job, struct rtk_arena *arena,
    struct rtk_err *err)
{
	bool all = job->account_count + job->building_count == 0;
	struct rtk_invoice_range *ranges;
	size_t n;

	if (job->bundle == RTK_BUNDLE_ROUTE)
		return part_routes(out, count, job, arena, err);
	if ((all ? list_town(&ranges, &n, job, arena, err)
		 : list_ranges(&ranges, &n, job, arena, err)) < 0)
		return -1;
	*out = rtk_arena_get(arena, (n + 1) * sizeof(**out));
	*count = part_ranges(
	    *out, ranges, n, !all && job->bundle == RTK_BUNDLE_BUILDING);
	return 0;
}
