#include "base/base.h"

#include "flow/town_streets.h"

#include <string.h>

#include "base/buf.h"
#include "store/message.h"

static void
add_alias(void *context, const char *street, const char *alias)
{
	struct rtk_sms_town *town = context;

	rtk_sms_town_alias(town, street, alias);
}

int
rtk_town_load(struct rtk_sms_town *town, const struct rtk_town_source *source,
    struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_arena arena = {0};
	struct rtk_party_scan *scan;
	struct rtk_party party;
	int rc;

	if (rtk_party_scan_open(&scan, source->db, all, source->day, err) < 0)
		return -1;
	while ((rc = rtk_party_scan_next(scan, &party, &arena, err)) == 1) {
		struct rtk_sms_premises premises = {
		    .account = party.account, .number = party.number};

		if (source->premises != NULL)
			source->premises(source->context, &party, &premises);
		rtk_sms_town_add(town, party.street, party.house, party.flat,
		    &premises);
		rtk_arena_reset(&arena);
	}
	rtk_party_scan_close(scan);
	rtk_arena_release(&arena);
	if (rc == 0)
		rc = rtk_street_aliases(
		    source->db, source->day, add_alias, town, err);
	rtk_sms_town_ready(town);
	return rc;
}

/* The numbers of those that fit, between commas. */
static int
fail_ambiguous(const struct rtk_sms *sms, struct rtk_err *err)
{
	struct rtk_buf text = {0};
	int rc;

	for (size_t i = 0; i < sms->candidate_count; i++)
		rtk_buf_addf(&text, "%s%s", i > 0 ? ", " : "",
		    sms->candidates[i]->number);
	rc = rtk_failf(err, RTK_E_ACCOUNT_AMBIGUOUS, "%s", text.bytes);
	rtk_buf_release(&text);
	return rc;
}

int
rtk_town_find(const char **number, const struct rtk_town_source *source,
    const char *address, struct rtk_arena *arena, struct rtk_err *err)
{
	struct rtk_sms_town *town = rtk_sms_town_new();
	struct rtk_sms sms;
	int rc = rtk_town_load(town, source, err);

	if (rc == 0) {
		rtk_sms_read(&sms, town, address, strlen(address));
		if (sms.premises != NULL)
			*number = rtk_arena_copy(arena, sms.premises->number,
			    strlen(sms.premises->number));
		else
			rc = sms.candidate_count > 0
			    ? fail_ambiguous(&sms, err)
			    : rtk_failf(err, RTK_E_UNKNOWN_ACCOUNT, "%s",
				  address);
	}
	rtk_sms_town_free(town);
	return rc;
}
