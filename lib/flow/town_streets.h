/*
 * The streets, houses and flats of the registry as people name them, for
 * messages and for the clerk who is told an address.
 */
#ifndef RTK_FLOW_TOWN_STREETS_H
#define RTK_FLOW_TOWN_STREETS_H

#include "calc/sms.h"
#include "store/party.h"

/** Where the town comes from, and what else is known of its premises. */
struct rtk_town_source {
	struct rtk_db *db;
	struct rtk_date day; /* as known on it */
	/** Fills in what the caller knows of a premises; or NULL. */
	void (*premises)(void *context, const struct rtk_party *party,
	    struct rtk_sms_premises *premises);
	void *context;
};

/** Fills a new town with all accounts and the aliases of streets. */
int rtk_town_load(struct rtk_sms_town *town,
    const struct rtk_town_source *source, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The account of an address as people write it ("Новоажимова 13-45"): its
 * number, in the arena. Fails with account.unknown, and with
 * account.ambiguous, whose detail lists those that fit.
 */
int rtk_town_find(const char **number, const struct rtk_town_source *source,
    const char *address, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
