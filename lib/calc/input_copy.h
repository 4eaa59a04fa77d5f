/* A copy of what a building's month takes, to be calculated once more. */
#ifndef RTK_CALC_INPUT_COPY_H
#define RTK_CALC_INPUT_COPY_H

#include "base/arena.h"
#include "calc/premises.h"

/**
 * A copy whose premises and meters the charging may write; taken between
 * rtk_building_metering and rtk_building_charges. What they point to is
 * borrowed.
 */
struct rtk_building_input rtk_input_copy(
    const struct rtk_building_input *in, struct rtk_arena *arena);

#endif
