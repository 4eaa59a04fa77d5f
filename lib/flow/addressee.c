#include "base/base.h"

#include "flow/addressee.h"

#include <string.h>

#include "base/buf.h"
#include "store/registry.h"

int
rtk_company_load(struct rtk_company *c, struct rtk_db *db,
    struct rtk_arena *arena, struct rtk_err *err)
{
	const struct {
		const char *key;
		const char **value;
	} fields[] = {{"name", &c->name}, {"short_name", &c->short_name},
	    {"inn", &c->inn}, {"kpp", &c->kpp}, {"ogrn", &c->ogrn},
	    {"bank", &c->bank}, {"bic", &c->bic},
	    {"bank_account", &c->bank_account},
	    {"corr_account", &c->corr_account},
	    {"legal_address", &c->legal_address},
	    {"office_address", &c->office_address},
	    {"office_hours", &c->office_hours},
	    {"phone_individual", &c->phone_individual},
	    {"phone_legal", &c->phone_legal}, {"email", &c->email},
	    {"email_readings", &c->email_readings},
	    {"sms_readings", &c->sms_readings}, {"site", &c->site},
	    {"readings_from_day", &c->readings_from_day},
	    {"readings_to_day", &c->readings_to_day},
	    {"readings_note", &c->readings_note}};

	for (size_t i = 0; i < RTK_COUNT(fields); i++) {
		const char *value = "";
		int rc = rtk_company_value(
		    db, fields[i].key, &value, err);

		if (rc < 0)
			return -1;
		*fields[i].value = rtk_arena_copy(
		    arena, rc == 1 ? value : "", rc == 1 ? strlen(value) : 0);
	}
	return 0;
}

const char *
rtk_party_address(const struct rtk_party *p, struct rtk_arena *arena)
{
	struct rtk_buf text = {0};
	const char *kept;

	if (p->post_index[0] != '\0')
		rtk_buf_addf(&text, "%s, ", p->post_index);
	rtk_buf_addf(&text, "%s, %s, д. %s", p->municipality, p->street,
	    p->house);
	if (p->flat[0] != '\0')
		rtk_buf_addf(&text, ", %s%s",
		    p->kind == RTK_FLAT || p->kind == RTK_ROOM ? "кв. " : "",
		    p->flat);
	kept = rtk_arena_copy(arena, text.bytes, text.size);
	rtk_buf_release(&text);
	return kept;
}
