#include "base/base.h"

#include "calc/input_copy.h"

#include <string.h>

static struct rtk_premises *
copy_premises(
    const struct rtk_premises *list, size_t count, struct rtk_arena *arena)
{
	struct rtk_premises *copy =
	    rtk_arena_get(arena, count * sizeof(*list) + 1);

	if (count > 0)
		memcpy(copy, list, count * sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		struct rtk_premises *p = &copy[i];
		size_t meters = p->meter_count * sizeof(*p->meters);

		if (meters > 0)
			p->meters = memcpy(
			    rtk_arena_get(arena, meters), p->meters, meters);
	}
	return copy;
}

struct rtk_building_input
rtk_input_copy(const struct rtk_building_input *in, struct rtk_arena *arena)
{
	struct rtk_building_input copy = *in;
	size_t house = in->house_meter_count * sizeof(*in->house_meters);

	copy.premises = copy_premises(in->premises, in->premises_count, arena);
	copy.formers = copy_premises(in->formers, in->former_count, arena);
	copy.house_meters = rtk_arena_get(arena, house + 1);
	if (house > 0)
		memcpy(copy.house_meters, in->house_meters, house);
	for (size_t i = 0; i < in->premises_count; i++) {
		struct rtk_premises *p = &copy.premises[i];

		if (p->former != NULL)
			p->former = &copy.formers[p->former - in->formers];
	}
	copy.trace = NULL;
	return copy;
}
