/* From whom a document comes and to whom it goes. */
#ifndef RTK_FLOW_ADDRESSEE_H
#define RTK_FLOW_ADDRESSEE_H

#include "base/arena.h"
#include "document/company.h"
#include "store/db.h"
#include "store/party.h"

/** The supplier; texts live in the arena, "" where nothing is known. */
int rtk_company_load(struct rtk_company *out, struct rtk_db *db,
    struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

/** The address in one line, in the arena. */
const char *rtk_party_address(
    const struct rtk_party *party, struct rtk_arena *arena);

#endif
