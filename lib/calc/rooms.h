/*
 * Communal flats: what was found for the flat is shared by its rooms, heat by
 * living area, water by residents (Annex 2 of the Rules).
 */
#ifndef RTK_CALC_ROOMS_H
#define RTK_CALC_ROOMS_H

#include "calc/premises.h"

/**
 * The volume that the meters of a flat found, whichever of its rooms they
 * are kept at, becomes that of its rooms: V_flat times the living area, for
 * hot water the person-days, of the room / of the flat. Call it when the
 * usages of all premises are filled.
 */
void rtk_rooms_share_meters(
    const struct rtk_building_input *in, enum rtk_meter_service service);

/**
 * The heat of all rooms of a flat, shared by living area. Their sum stays
 * what it was, exactly.
 */
void rtk_rooms_share_heat(const struct rtk_building_input *in);

/** Whether the premises shares a communal flat with another room. */
bool rtk_rooms_shared(const struct rtk_building_input *in,
    const struct rtk_premises *premises);

/**
 * The room of the same flat, or the premises itself, that keeps the meters
 * of a service: what is billed instead of them is remembered there.
 */
struct rtk_premises *rtk_rooms_keeper(const struct rtk_building_input *in,
    struct rtk_premises *premises, enum rtk_meter_service service);

#endif
