#include "base/base.h"

#include "store/fact.h"

#include "store/stmt.h"

/*
 * ?1 key of the object, ?2 batch, ?3 line, ?4... the columns of the table in
 * the order of its CSV file.
 */
enum { OBJECT = 1, BATCH, LINE, FIRST_VALUE };

/* SAME: is the newest row of the key equal? PUT, MORE: stores the row. */
enum { SAME, PUT, MORE, OVERLAP, PARTS };

#define FACT(table, part) ((table) * PARTS + (part))

static const char *const sql[RTK_FACT_TABLES * PARTS] = {
    [FACT(RTK_FACT_COMPANY, SAME)] =
	"SELECT value IS ?5 FROM company WHERE key = ?4"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_COMPANY, PUT)] =
	"INSERT INTO company (key, batch, value) VALUES (?4, ?2, ?5)",

    [FACT(RTK_FACT_TARIFF, SAME)] =
	"SELECT unit IS ?8 AND price IS ?9 AND vat_percent_bp IS ?10"
	" AND vat IS ?11 AND valid_to_day IS ?13 AND document IS ?14"
	" FROM tariff WHERE service = ?4 AND component = ?5 AND grp = ?6"
	" AND zone = ?7 AND valid_from_day = ?12 ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_TARIFF, PUT)] =
	"INSERT INTO tariff (service, component, grp, zone, unit, price,"
	" vat_percent_bp, vat, valid_from_day, valid_to_day, document, batch,"
	" line) VALUES (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?2,"
	" ?3)",
    [FACT(RTK_FACT_TARIFF, OVERLAP)] =
	"SELECT valid_from_day FROM tariff t"
	" WHERE service = ?4 AND component = ?5 AND grp = ?6 AND zone = ?7"
	" AND valid_from_day <> ?12"
	" AND (?13 IS NULL OR valid_from_day <= ?13)"
	" AND (valid_to_day IS NULL OR valid_to_day >= ?12)"
	" AND NOT EXISTS (SELECT 1 FROM tariff n WHERE n.service = ?4"
	" AND n.component = ?5 AND n.grp = ?6 AND n.zone = ?7"
	" AND n.valid_from_day = t.valid_from_day AND n.batch > t.batch)",

    [FACT(RTK_FACT_NORM, SAME)] =
	"SELECT value IS ?6 AND unit IS ?7 AND valid_to_day IS ?9"
	" AND document IS ?10 FROM norm WHERE norm = ?4 AND category = ?5"
	" AND valid_from_day = ?8 ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_NORM, PUT)] =
	"INSERT INTO norm (norm, category, value, unit, valid_from_day,"
	" valid_to_day, document, batch, line)"
	" VALUES (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?2, ?3)",
    [FACT(RTK_FACT_NORM, OVERLAP)] =
	"SELECT valid_from_day FROM norm t"
	" WHERE norm = ?4 AND category = ?5 AND valid_from_day <> ?8"
	" AND (?9 IS NULL OR valid_from_day <= ?9)"
	" AND (valid_to_day IS NULL OR valid_to_day >= ?8)"
	" AND NOT EXISTS (SELECT 1 FROM norm n WHERE n.norm = ?4"
	" AND n.category = ?5 AND n.valid_from_day = t.valid_from_day"
	" AND n.batch > t.batch)",

    [FACT(RTK_FACT_HEATING_MONTHS, SAME)] =
	"SELECT mode IS ?5 AND months IS ?6 AND document IS ?8"
	" FROM heating_months WHERE municipality = ?4 AND valid_from_day = ?7"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_HEATING_MONTHS, PUT)] =
	"INSERT INTO heating_months (municipality, mode, months,"
	" valid_from_day, document, batch, line)"
	" VALUES (?4, ?5, ?6, ?7, ?8, ?2, ?3)",

    [FACT(RTK_FACT_POLICY, SAME)] =
	"SELECT value IS ?5 AND document IS ?7 FROM policy"
	" WHERE policy = ?4 AND valid_from_day = ?6"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_POLICY, PUT)] =
	"INSERT INTO policy (policy, value, valid_from_day, document, batch,"
	" line) VALUES (?4, ?5, ?6, ?7, ?2, ?3)",

    [FACT(RTK_FACT_QUALITY, SAME)] =
	"SELECT value IS ?5 AND document IS ?7 FROM quality"
	" WHERE parameter = ?4 AND valid_from_day = ?6"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_QUALITY, PUT)] =
	"INSERT INTO quality (parameter, value, valid_from_day, document,"
	" batch, line) VALUES (?4, ?5, ?6, ?7, ?2, ?3)",

    [FACT(RTK_FACT_TEMPERATURE, SAME)] =
	"SELECT value IS ?6 AND document IS ?7 AND heating IS ?8"
	" FROM temperature WHERE municipality = ?4 AND day = ?5"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_TEMPERATURE, PUT)] =
	"INSERT INTO temperature (municipality, day, value, document, heating,"
	" batch, line) VALUES (?4, ?5, ?6, ?7, ?8, ?2, ?3)",

    [FACT(RTK_FACT_CALENDAR, SAME)] =
	"SELECT working IS ?5 AND name IS ?6 FROM calendar WHERE day = ?4"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_CALENDAR, PUT)] =
	"INSERT INTO calendar (day, batch, working, name)"
	" VALUES (?4, ?2, ?5, ?6)",

    [FACT(RTK_FACT_DUE_DAY, SAME)] =
	"SELECT day IS ?5 AND document IS ?6 FROM due_day"
	" WHERE valid_from_period = ?4 ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_DUE_DAY, PUT)] =
	"INSERT INTO due_day (valid_from_period, batch, day, document)"
	" VALUES (?4, ?2, ?5, ?6)",

    [FACT(RTK_FACT_KEY_RATE, SAME)] =
	"SELECT rate_bp IS ?5 FROM key_rate WHERE valid_from_day = ?4"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_KEY_RATE, PUT)] =
	"INSERT INTO key_rate (valid_from_day, batch, rate_bp)"
	" VALUES (?4, ?2, ?5)",

    [FACT(RTK_FACT_STREET_ALIAS, SAME)] =
	"SELECT valid_to_day IS ?7 AND document IS ?8 FROM street_alias"
	" WHERE street = ?4 AND alias = ?5 AND valid_from_day = ?6"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_STREET_ALIAS, PUT)] =
	"INSERT INTO street_alias (street, alias, valid_from_day, batch,"
	" valid_to_day, document) VALUES (?4, ?5, ?6, ?2, ?7, ?8)",

    [FACT(RTK_FACT_MAIL_SENDER, SAME)] =
	"SELECT may_send IS ?5 AND valid_to_day IS ?7 AND document IS ?8"
	" FROM mail_sender WHERE sender = ?4 AND valid_from_day = ?6"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_MAIL_SENDER, PUT)] =
	"INSERT INTO mail_sender (sender, valid_from_day, batch, may_send,"
	" valid_to_day, document) VALUES (?4, ?6, ?2, ?5, ?7, ?8)",

    [FACT(RTK_FACT_PENALTY_RULE, SAME)] =
	"SELECT day_to IS ?6 AND denominator IS ?7 AND document IS ?9"
	" FROM penalty_rule WHERE class = ?4 AND day_from = ?5"
	" AND valid_from_day = ?8 ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_PENALTY_RULE, PUT)] =
	"INSERT INTO penalty_rule (class, day_from, valid_from_day, batch,"
	" day_to, denominator, document)"
	" VALUES (?4, ?5, ?8, ?2, ?6, ?7, ?9)",
    [FACT(RTK_FACT_PENALTY_RULE, OVERLAP)] =
	"SELECT valid_from_day FROM penalty_rule t"
	" WHERE class = ?4 AND valid_from_day = ?8 AND day_from <> ?5"
	" AND (?6 IS NULL OR day_from <= ?6)"
	" AND (day_to IS NULL OR day_to >= ?5)"
	" AND NOT EXISTS (SELECT 1 FROM penalty_rule n WHERE n.class = ?4"
	" AND n.day_from = t.day_from AND n.valid_from_day = ?8"
	" AND n.batch > t.batch)",

    [FACT(RTK_FACT_PENALTY_CEILING, SAME)] =
	"SELECT date_to_day IS ?6 AND rate_bp IS ?7 AND document IS ?8"
	" FROM penalty_ceiling WHERE class = ?4 AND date_from_day = ?5"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_PENALTY_CEILING, PUT)] =
	"INSERT INTO penalty_ceiling (class, date_from_day, batch,"
	" date_to_day, rate_bp, document) VALUES (?4, ?5, ?2, ?6, ?7, ?8)",
    [FACT(RTK_FACT_PENALTY_CEILING, OVERLAP)] =
	"SELECT date_from_day FROM penalty_ceiling t"
	" WHERE class = ?4 AND date_from_day <> ?5 AND date_from_day <= ?6"
	" AND date_to_day >= ?5"
	" AND NOT EXISTS (SELECT 1 FROM penalty_ceiling n WHERE n.class = ?4"
	" AND n.date_from_day = t.date_from_day AND n.batch > t.batch)",

    [FACT(RTK_FACT_MORATORIUM, SAME)] =
	"SELECT date_to_day IS ?6 AND claims_before_day IS ?7"
	" AND document IS ?8 FROM moratorium"
	" WHERE class = ?4 AND date_from_day = ?5"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_MORATORIUM, PUT)] =
	"INSERT INTO moratorium (class, date_from_day, batch, date_to_day,"
	" claims_before_day, document) VALUES (?4, ?5, ?2, ?6, ?7, ?8)",
    [FACT(RTK_FACT_MORATORIUM, OVERLAP)] =
	"SELECT date_from_day FROM moratorium t"
	" WHERE class = ?4 AND date_from_day <> ?5 AND date_from_day <= ?6"
	" AND date_to_day >= ?5"
	" AND NOT EXISTS (SELECT 1 FROM moratorium n WHERE n.class = ?4"
	" AND n.date_from_day = t.date_from_day AND n.batch > t.batch)",

    [FACT(RTK_FACT_BUILDING, SAME)] =
	"SELECT municipality IS ?5 AND street IS ?6 AND house IS ?7"
	" AND post_index IS ?8 AND zone IS ?9 AND storeys IS ?10"
	" AND total_area IS ?11 AND common_area IS ?12"
	" AND heating_norm IS ?13 AND hot_water_norm IS ?14"
	" AND water_heating_norm IS ?15 AND system IS ?16"
	" AND indoor_norm IS ?17 AND corner_norm IS ?18 AND route IS ?19"
	" AND fias IS ?20 AND common_to_owners IS ?22 AND allocators IS ?23"
	" FROM building_version"
	" WHERE building = ?1 AND valid_from_day = ?21"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_BUILDING, PUT)] =
	"INSERT INTO building_version (building, valid_from_day, batch,"
	" municipality, street, house, post_index, zone, storeys, total_area,"
	" common_area, heating_norm, hot_water_norm, water_heating_norm,"
	" system, indoor_norm, corner_norm, route, fias, common_to_owners,"
	" allocators, line)"
	" VALUES (?1, ?21, ?2, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
	" ?15, ?16, ?17, ?18, ?19, ?20, ?22, ?23, ?3)",

    [FACT(RTK_FACT_ACCOUNT, SAME)] =
	"SELECT v.kind IS ?7 AND v.area IS ?9 AND v.heated IS ?10"
	" AND v.hot_water IS ?11 AND v.meter_possible IS ?12"
	" AND v.registered IS ?13 AND v.owners IS ?14 AND v.grp IS ?15"
	" AND v.penalty_class IS ?16 AND v.delivery IS ?17"
	" AND v.closed_day IS ?24 AND v.living_area IS ?25"
	" AND c.flat IS ?6 AND c.name IS ?8"
	" AND c.email IS ?18 AND c.phone IS ?19 AND c.els IS ?20"
	" AND c.inn IS ?21 AND c.contract IS ?22"
	" FROM account_version v JOIN account_contact c"
	" ON c.account = v.account AND c.valid_from_day = v.valid_from_day"
	" AND c.batch = v.batch"
	" WHERE v.account = ?1 AND v.valid_from_day = ?23"
	" ORDER BY v.batch DESC LIMIT 1",
    [FACT(RTK_FACT_ACCOUNT, PUT)] =
	"INSERT INTO account_version (account, valid_from_day, batch, kind,"
	" area, heated, hot_water, meter_possible, registered, owners, grp,"
	" penalty_class, delivery, closed_day, living_area, line)"
	" VALUES (?1, ?23, ?2, ?7, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
	" ?17, ?24, ?25, ?3)",
    [FACT(RTK_FACT_ACCOUNT, MORE)] =
	"INSERT INTO account_contact (account, valid_from_day, batch, flat,"
	" name, email, phone, els, inn, contract)"
	" VALUES (?1, ?23, ?2, ?6, ?8, ?18, ?19, ?20, ?21, ?22)",

    [FACT(RTK_FACT_RESIDENTS, SAME)] =
	"SELECT registered IS ?5 AND owners IS ?6 FROM residents"
	" WHERE account = ?1 AND valid_from_day = ?7"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_RESIDENTS, PUT)] =
	"INSERT INTO residents (account, valid_from_day, batch, registered,"
	" owners, line) VALUES (?1, ?7, ?2, ?5, ?6, ?3)",

    [FACT(RTK_FACT_TEMPORARY, SAME)] =
	"SELECT persons IS ?5 FROM temporary WHERE account = ?1"
	" AND date_from_day = ?6 AND date_to_day = ?7"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_TEMPORARY, PUT)] =
	"INSERT INTO temporary (account, date_from_day, date_to_day, batch,"
	" persons, line) VALUES (?1, ?6, ?7, ?2, ?5, ?3)",

    [FACT(RTK_FACT_CONTRACT, SAME)] =
	"SELECT kind IS ?5 AND valid_to_day IS ?7 AND load IS ?8"
	" AND indoor IS ?9 AND design IS ?10 AND hours IS ?11"
	" AND coldest IS ?12 AND warmest IS ?13"
	" AND plan IS ?14 AND schedule IS ?15 AND document IS ?16"
	" FROM contract WHERE account = ?1 AND valid_from_day = ?6"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_CONTRACT, PUT)] =
	"INSERT INTO contract (account, kind, valid_from_day, valid_to_day,"
	" load, indoor, design, hours, coldest, warmest, plan, schedule,"
	" document, batch, line)"
	" VALUES (?1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
	" ?2, ?3)",

    [FACT(RTK_FACT_ACT, SAME)] =
	"SELECT from_day IS ?8 AND to_day IS ?9 AND throughput IS ?10"
	" AND annulled IS ?11 AND document IS ?12 FROM act"
	" WHERE account = ?1 AND service = ?5 AND kind = ?6 AND day = ?7"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_ACT, PUT)] =
	"INSERT INTO act (account, service, kind, day, from_day, to_day,"
	" throughput, annulled, document, batch, line)"
	" VALUES (?1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?2, ?3)",

    /* account, months, units, document, month that takes it */
    [FACT(RTK_FACT_ALLOCATOR, SAME)] =
	"SELECT units IS ?7 AND document IS ?8 FROM allocator"
	" WHERE account = ?1 AND from_period = ?5 AND to_period = ?6"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_ALLOCATOR, PUT)] =
	"INSERT INTO allocator (account, from_period, to_period, units,"
	" document, settled_day, batch, line)"
	" VALUES (?1, ?5, ?6, ?7, ?8, ?9, ?2, ?3)",

    [FACT(RTK_FACT_APPEAL, SAME)] =
	"SELECT account IS ?1 AND received_day IS ?6 AND channel IS ?7"
	" AND subject IS ?8 AND answered_day IS ?9 AND answer IS ?10"
	" AND document IS ?11 FROM appeal WHERE code = ?5"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_APPEAL, PUT)] =
	"INSERT INTO appeal (account, code, received_day, channel, subject,"
	" answered_day, answer, document, batch, line)"
	" VALUES (?1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?2, ?3)",

    [FACT(RTK_FACT_METER, SAME)] =
	"SELECT unit IS ?12 AND digits IS ?10 AND decimals IS ?11"
	" AND installed_day IS ?13 AND initial IS ?14"
	" AND verified_until_day IS ?15 AND removed_day IS ?16"
	" AND final IS ?17 AND reason IS ?18 AND gis_number IS ?19"
	" FROM meter_version WHERE meter = ?1 ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_METER, PUT)] =
	"INSERT INTO meter_version (meter, batch, unit, digits, decimals,"
	" installed_day, initial, verified_until_day, removed_day, final,"
	" reason, gis_number, line) VALUES (?1, ?2, ?12, ?10, ?11, ?13, ?14,"
	" ?15, ?16, ?17, ?18, ?19, ?3)",
    /* on the day of a replacement both are there */
    [FACT(RTK_FACT_METER, OVERLAP)] =
	"SELECT installed_day FROM meter_version t"
	" WHERE gis_number = ?19 AND gis_number <> ''"
	" AND meter <> (SELECT id FROM meter WHERE code = ?4)"
	" AND (?16 IS NULL OR installed_day < ?16)"
	" AND (removed_day IS NULL OR removed_day > ?13)"
	" AND NOT EXISTS (SELECT 1 FROM meter_version n"
	" WHERE n.meter = t.meter AND n.batch > t.batch)",

    [FACT(RTK_FACT_EXEMPTION, SAME)] =
	"SELECT date_to_day IS ?6 AND document IS ?7 FROM penalty_exemption"
	" WHERE account = ?1 AND date_from_day = ?5"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_EXEMPTION, PUT)] =
	"INSERT INTO penalty_exemption (account, date_from_day, batch,"
	" date_to_day, document, line) VALUES (?1, ?5, ?2, ?6, ?7, ?3)",

    [FACT(RTK_FACT_STATE_DUTY, SAME)] =
	"SELECT duty_kop IS ?5 AND percent_bp IS ?6 AND order_percent_bp IS ?7"
	" AND order_min_kop IS ?8 AND document IS ?10 FROM state_duty"
	" WHERE over_kop = ?4 AND valid_from_day = ?9"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_STATE_DUTY, PUT)] =
	"INSERT INTO state_duty (over_kop, valid_from_day, batch, duty_kop,"
	" percent_bp, order_percent_bp, order_min_kop, document)"
	" VALUES (?4, ?9, ?2, ?5, ?6, ?7, ?8, ?10)",

    [FACT(RTK_FACT_AGREEMENT, SAME)] =
	"SELECT signed_day IS ?6 AND amount_kop IS ?8 AND document IS ?9"
	" FROM agreement WHERE account = ?1 AND number = ?5 AND pay_day = ?7"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_AGREEMENT, PUT)] =
	"INSERT INTO agreement (account, number, pay_day, batch, signed_day,"
	" amount_kop, document, line)"
	" VALUES (?1, ?5, ?7, ?2, ?6, ?8, ?9, ?3)",

    [FACT(RTK_FACT_LIMITATION, SAME)] =
	"SELECT period_to IS ?6 AND until_day IS ?7 AND document IS ?8"
	" FROM limitation WHERE account = ?1 AND period_from = ?5"
	" ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_LIMITATION, PUT)] =
	"INSERT INTO limitation (account, period_from, batch, period_to,"
	" until_day, document, line) VALUES (?1, ?5, ?2, ?6, ?7, ?8, ?3)",

    [FACT(RTK_FACT_DELIVERY, SAME)] =
	"SELECT day IS ?6 AND channel IS ?7 AND document IS ?8 FROM delivery"
	" WHERE account = ?1 AND period = ?5 ORDER BY batch DESC LIMIT 1",
    [FACT(RTK_FACT_DELIVERY, PUT)] =
	"INSERT INTO delivery (period, account, batch, day, channel, document,"
	" line) VALUES (?5, ?1, ?2, ?6, ?7, ?8, ?3)",

    [FACT(RTK_FACT_OPENING, SAME)] =
	"SELECT amount_kop IS ?7 FROM opening WHERE account = ?1"
	" AND service = ?5 AND for_period = ?6",
    [FACT(RTK_FACT_OPENING, PUT)] =
	"INSERT INTO opening (account, service, for_period, batch,"
	" amount_kop, line) VALUES (?1, ?5, ?6, ?2, ?7, ?3)",
};

const struct rtk_sql_table rtk_fact_sql = {sql, RTK_COUNT(sql)};

/* NULL where a table has no such statement. */
static const char *
text_of(const struct rtk_fact *fact, int part)
{
	RTK_ASSERT(fact->table < RTK_FACT_TABLES);
	return sql[FACT(fact->table, part)];
}

static int
bind_value(sqlite3_stmt *stmt, int place, const struct rtk_value *value)
{
	switch (value->type) {
	case RTK_VALUE_INT:
		return sqlite3_bind_int64(stmt, place, value->number);
	case RTK_VALUE_TEXT:
		return sqlite3_bind_text(
		    stmt, place, value->text, -1, SQLITE_STATIC);
	case RTK_VALUE_NULL:
	default:
		return sqlite3_bind_null(stmt, place);
	}
}

/* The statement with the fact bound to the parameters that it has. */
static sqlite3_stmt *
bound(struct rtk_db *db, const struct rtk_fact *fact, int part,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, text_of(fact, part), err);
	const struct rtk_value head[] = {
	    {RTK_VALUE_INT, fact->object, NULL},
	    {RTK_VALUE_INT, fact->batch, NULL},
	    {RTK_VALUE_INT, fact->line, NULL},
	};
	int places;

	if (stmt == NULL)
		return NULL;
	places = sqlite3_bind_parameter_count(stmt);
	RTK_ASSERT(places < FIRST_VALUE + (int)fact->count);
	for (int place = OBJECT; place <= places; place++) {
		const struct rtk_value *value = place < FIRST_VALUE
		    ? &head[place - OBJECT]
		    : &fact->values[place - FIRST_VALUE];

		if (bind_value(stmt, place, value) != SQLITE_OK) {
			(void)rtk_db_fail(db, err);
			return NULL;
		}
	}
	return stmt;
}

/* First row: 1 with its first column in *out, 0 none, -1. */
static int
ask(struct rtk_db *db, const struct rtk_fact *fact, int part, int64_t *out,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = bound(db, fact, part, err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc;
}

static int
store(struct rtk_db *db, const struct rtk_fact *fact, int part,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt;

	if (text_of(fact, part) == NULL)
		return 0;
	stmt = bound(db, fact, part, err);
	return stmt == NULL ? -1 : rtk_run(stmt, err);
}

int
rtk_fact_put(struct rtk_db *db, const struct rtk_fact *fact, bool *known,
    struct rtk_err *err)
{
	int64_t same = 0;
	int rc = fact->fresh ? 0 : ask(db, fact, SAME, &same, err);

	if (rc < 0)
		return -1;
	/* what is taken once for ever is not replaced */
	if (rc == 1 && same == 0 && fact->table == RTK_FACT_OPENING)
		return rtk_fail(err, RTK_E_BALANCE_CHANGED);
	if (same == 0 &&
	    (store(db, fact, PUT, err) < 0 || store(db, fact, MORE, err) < 0))
		return -1;
	*known = same != 0;
	return 0;
}

int
rtk_fact_overlap(struct rtk_db *db, const struct rtk_fact *fact,
    int64_t *since, struct rtk_err *err)
{
	if (text_of(fact, OVERLAP) == NULL)
		return 0;
	return ask(db, fact, OVERLAP, since, err);
}
