#include "base/base.h"

#include "calc/meter_pairs.h"

int
rtk_meters_next_installed(
    const struct rtk_meter_month *meters, size_t count, int last)
{
	int found = -1;

	for (int i = 0; i < (int)count; i++) {
		int32_t day = meters[i].meter.installed.v;

		if (last >= 0 &&
		    (day < meters[last].meter.installed.v ||
			(day == meters[last].meter.installed.v && i <= last)))
			continue;
		if (found < 0 || day < meters[found].meter.installed.v)
			found = i;
	}
	return found;
}

/* The meter removed first that meter `heir` can replace, not taken yet. */
static int
first_removed(const struct rtk_meter_month *meters, size_t count, int heir,
    uint64_t taken)
{
	const struct rtk_meter *h = &meters[heir].meter;
	int found = -1;

	for (int i = 0; i < (int)count; i++) {
		const struct rtk_meter *m = &meters[i].meter;

		if (i == heir || m->service != h->service ||
		    (taken >> i & 1) != 0 || rtk_date_is_none(m->removed) ||
		    m->removed.v > h->installed.v)
			continue;
		if (found < 0 || m->removed.v < meters[found].meter.removed.v)
			found = i;
	}
	return found;
}

void
rtk_meters_pair(int old_of[RTK_METERS_MAX],
    const struct rtk_meter_month *meters, size_t count)
{
	uint64_t taken = 0;

	RTK_ASSERT(count <= RTK_METERS_MAX);
	for (size_t i = 0; i < count; i++)
		old_of[i] = -1;
	for (int i = rtk_meters_next_installed(meters, count, -1); i >= 0;
	     i = rtk_meters_next_installed(meters, count, i)) {
		old_of[i] = first_removed(meters, count, i, taken);
		if (old_of[i] >= 0)
			taken |= UINT64_C(1) << old_of[i];
	}
}

struct rtk_date
rtk_meters_succeeded_on(const struct rtk_meter_month *meters,
    const int *old_of, size_t count, size_t index)
{
	for (size_t i = 0; i < count; i++)
		if (old_of[i] == (int)index)
			return meters[i].meter.installed;
	return RTK_DATE_NONE;
}

void
rtk_meters_remember_norm(struct rtk_premises *premises,
    enum rtk_meter_service service, struct rtk_ratio norm)
{
	for (size_t i = 0; i < premises->meter_count; i++) {
		struct rtk_meter_month *m = &premises->meters[i];

		if (m->meter.service != service ||
		    (m->usage.kind != RTK_NORM_DUE &&
			m->usage.norm_days == 0) ||
		    !m->state.by_norm)
			continue;
		m->state.estimated =
		    rtk_ratio_reduce(rtk_ratio_add(m->state.estimated, norm));
		return;
	}
}
