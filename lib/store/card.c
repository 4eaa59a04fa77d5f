#include "base/base.h"

#include "store/card.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum {
	CARD_VERSIONS,
	CARD_PERSONS,
	CARD_METERS,
	CARD_PAYMENTS,
	READING_MONTHS,
	LAST_READING,
	CARD_SQL
};

static const char *const sql[CARD_SQL] = {
    [CARD_VERSIONS] =
	"SELECT v.valid_from_day, v.kind, v.area, v.heated, v.hot_water,"
	" v.meter_possible, v.registered, v.owners, v.grp, v.closed_day,"
	" v.delivery, c.name FROM account_version v"
	" JOIN account_contact c ON c.account = v.account"
	"  AND c.valid_from_day = v.valid_from_day AND c.batch = v.batch"
	" WHERE v.account = ?1"
	" ORDER BY v.valid_from_day, v.batch",
    [CARD_PERSONS] =
	"SELECT valid_from_day AS day, NULL, registered,"
	" coalesce(owners, -1), 0 AS temporary, batch"
	" FROM residents WHERE account = ?1"
	" UNION ALL SELECT date_from_day, date_to_day, persons, -1, 1, batch"
	" FROM temporary WHERE account = ?1"
	" ORDER BY day, temporary, batch",
    [CARD_METERS] =
	"SELECT m.id, m.service, v.unit, v.digits, v.decimals,"
	" v.installed_day, v.initial, v.verified_until_day, v.removed_day,"
	" v.final, v.reason, m.code, m.serial, v.gis_number"
	" FROM meter m JOIN meter_version v ON v.meter = m.id"
	"  AND v.batch = (SELECT max(batch) FROM meter_version"
	"   WHERE meter = m.id)"
	" WHERE m.id BETWEEN ?1 AND ?2"
	" ORDER BY v.installed_day, m.code",
    [CARD_PAYMENTS] =
	"SELECT p.period, p.paid_day, p.amount_kop, p.penalty, e.source,"
	" b.file, p.reason FROM posting p JOIN entry e ON e.id = p.entry"
	" JOIN batch b ON b.id = e.batch"
	" WHERE p.period BETWEEN ?1 AND ?2 AND p.account = ?3"
	" ORDER BY p.period, p.paid_day, p.entry, p.number",
    [READING_MONTHS] = "SELECT (SELECT min(id) FROM reading),"
		       " (SELECT max(id) FROM reading)",
    [LAST_READING] = "SELECT value, day, channel FROM reading r"
		     " WHERE id BETWEEN ?1 AND ?2 AND " RTK_READING_STANDS
		     " ORDER BY day DESC, id DESC LIMIT 1",
};

const struct rtk_sql_table rtk_card_sql = {sql, RTK_COUNT(sql)};

static const char *
text_of(struct rtk_card *card, sqlite3_stmt *s, int column)
{
	const char *text = rtk_column_text(s, column);

	return rtk_arena_copy(&card->texts, text, strlen(text));
}

static int
load_versions(struct rtk_card *card, struct rtk_db *db, int64_t account,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[CARD_VERSIONS], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", account);
	while ((rc = rtk_step(s, err)) == 1) {
		card->versions =
		    rtk_array_grow(card->versions, &card->version_room,
			card->version_count, sizeof(*card->versions));
		card->versions[card->version_count++] =
		    (struct rtk_card_version){
			.version = {.account = account,
			    .from = rtk_column_date(s, 0),
			    .kind = (enum rtk_premises_kind)
				sqlite3_column_int(s, 1),
			    .area = {sqlite3_column_int64(s, 2)},
			    .heated = (enum rtk_heated)
				sqlite3_column_int(s, 3),
			    .hot_water = sqlite3_column_int(s, 4) != 0,
			    .meter_possible = sqlite3_column_int(s, 5) != 0,
			    .registered = sqlite3_column_int(s, 6),
			    .owners = sqlite3_column_int(s, 7),
			    .group = (enum rtk_group)sqlite3_column_int(s, 8),
			    .closed = rtk_column_date(s, 9)},
			.delivery =
			    (enum rtk_delivery)sqlite3_column_int(s, 10),
			.name = text_of(card, s, 11),
		    };
	}
	(void)sqlite3_reset(s);
	return rc;
}

static int
load_persons(struct rtk_card *card, struct rtk_db *db, int64_t account,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[CARD_PERSONS], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", account);
	while ((rc = rtk_step(s, err)) == 1) {
		card->persons =
		    rtk_array_grow(card->persons, &card->person_room,
			card->person_count, sizeof(*card->persons));
		card->persons[card->person_count++] =
		    (struct rtk_card_persons){
			.from = rtk_column_date(s, 0),
			.to = rtk_column_date(s, 1),
			.registered = sqlite3_column_int(s, 2),
			.owners = sqlite3_column_int(s, 3),
			.temporary = sqlite3_column_int(s, 4) != 0,
		    };
	}
	(void)sqlite3_reset(s);
	return rc;
}

static void
read_meter(struct rtk_card *card, sqlite3_stmt *s)
{
	struct rtk_card_meter *m;

	card->meters = rtk_array_grow(card->meters, &card->meter_room,
	    card->meter_count, sizeof(*card->meters));
	m = &card->meters[card->meter_count++];
	*m = (struct rtk_card_meter){
	    .meter = {.id = sqlite3_column_int64(s, 0),
		.service = (enum rtk_meter_service)sqlite3_column_int(s, 1),
		.unit = (enum rtk_meter_unit)sqlite3_column_int(s, 2),
		.digits = sqlite3_column_int(s, 3),
		.decimals = sqlite3_column_int(s, 4),
		.installed = rtk_column_date(s, 5),
		.initial = {sqlite3_column_int64(s, 6)},
		.verified_until = rtk_column_date(s, 7),
		.removed = rtk_column_date(s, 8),
		.has_final = sqlite3_column_type(s, 9) != SQLITE_NULL,
		.final = {sqlite3_column_int64(s, 9)},
		.reason = (enum rtk_removal)sqlite3_column_int(s, 10)},
	    .code = text_of(card, s, 11),
	    .serial = text_of(card, s, 12),
	    .gis_number = text_of(card, s, 13),
	};
	m->value = m->meter.has_final ? m->meter.final : m->meter.initial;
	m->day = m->meter.has_final ? m->meter.removed : m->meter.installed;
}

/* First and last month of which there are readings; last < first: none. */
static int
reading_months(
    struct rtk_period months[2], struct rtk_db *db, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[READING_MONTHS], err);
	int rc;

	if (s == NULL)
		return -1;
	rc = rtk_step(s, err);
	months[0].v = 0;
	months[1].v = -1;
	if (rc == 1 && sqlite3_column_type(s, 1) != SQLITE_NULL) {
		/* as RTK_READING_ID puts it */
		months[0].v = (int32_t)(sqlite3_column_int64(s, 0) >> 42);
		months[1].v = (int32_t)(sqlite3_column_int64(s, 1) >> 42);
	}
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

/* A reading of that month: 1 set in *m, 0 none, -1. */
static int
reading_of(struct rtk_card_meter *m, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[LAST_READING], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "ii", RTK_READING_ID(period, m->meter.id, 0),
	    RTK_READING_ID(period, m->meter.id + 1, 0) - 1);
	rc = rtk_step(s, err);
	if (rc == 1) {
		m->value.v = sqlite3_column_int64(s, 0);
		m->day = rtk_column_date(s, 1);
		m->channel = (enum rtk_channel)sqlite3_column_int(s, 2);
		m->has_reading = true;
	}
	(void)sqlite3_reset(s);
	return rc;
}

static int
load_meters(struct rtk_card *card, struct rtk_db *db, int64_t account,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[CARD_METERS], err);
	struct rtk_period months[2], period;
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "ii", RTK_METER_ID(account, 0),
	    RTK_METER_ID(account + 1, 0) - 1);
	while ((rc = rtk_step(s, err)) == 1)
		read_meter(card, s);
	(void)sqlite3_reset(s);
	if (rc == 0)
		rc = reading_months(months, db, err);
	for (size_t i = 0; rc == 0 && i < card->meter_count; i++) {
		if (card->meters[i].meter.has_final)
			continue;
		period = months[1];
		for (; rc == 0 && period.v >= months[0].v; period.v--)
			rc = reading_of(&card->meters[i], db, period, err);
		rc = rc < 0 ? -1 : 0;
	}
	return rc;
}

static int
load_payments(struct rtk_card *card, struct rtk_db *db, int64_t account,
    struct rtk_period since, struct rtk_err *err)
{
	const struct rtk_period last = {RTK_PERIOD_MAX};
	sqlite3_stmt *s = rtk_stmt(db, sql[CARD_PAYMENTS], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "ppi", since, last, account);
	while ((rc = rtk_step(s, err)) == 1) {
		card->payments =
		    rtk_array_grow(card->payments, &card->payment_room,
			card->payment_count, sizeof(*card->payments));
		card->payments[card->payment_count++] =
		    (struct rtk_card_payment){
			.period = {sqlite3_column_int(s, 0)},
			.paid = rtk_column_date(s, 1),
			.amount = {sqlite3_column_int64(s, 2)},
			.penalty = sqlite3_column_int(s, 3) != 0,
			.source = text_of(card, s, 4),
			.file = text_of(card, s, 5),
			.reason = text_of(card, s, 6),
		    };
	}
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_card_load(struct rtk_card *out, struct rtk_db *db, int64_t account,
    struct rtk_period since, struct rtk_err *err)
{
	memset(out, 0, sizeof(*out));
	if (load_versions(out, db, account, err) < 0 ||
	    load_persons(out, db, account, err) < 0 ||
	    load_meters(out, db, account, err) < 0 ||
	    load_payments(out, db, account, since, err) < 0)
		return -1;
	return 0;
}

void
rtk_card_release(struct rtk_card *card)
{
	free(card->versions);
	free(card->persons);
	free(card->meters);
	free(card->payments);
	rtk_arena_release(&card->texts);
	memset(card, 0, sizeof(*card));
}
