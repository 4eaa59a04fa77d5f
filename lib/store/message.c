#include "base/base.h"

#include "store/message.h"

#include "store/stmt.h"

enum { MESSAGE_FIND, MESSAGE_PUT, ALIASES, SENDERS, MESSAGE_SQL };

static const char *const sql[MESSAGE_SQL] = {
    [MESSAGE_FIND] = "SELECT batch FROM message WHERE digest = ?1",
    [MESSAGE_PUT] = "INSERT INTO message (digest, batch) VALUES (?1, ?2)",
    [ALIASES] = "SELECT street, alias FROM street_alias a"
		" WHERE valid_from_day <= ?1"
		" AND (valid_to_day IS NULL OR valid_to_day >= ?1)"
		" AND batch = (SELECT max(n.batch) FROM street_alias n"
		" WHERE n.street = a.street AND n.alias = a.alias"
		" AND n.valid_from_day = a.valid_from_day)"
		" ORDER BY street, alias",
    [SENDERS] = "SELECT sender, may_send, valid_from_day, valid_to_day"
		" FROM mail_sender s"
		" WHERE batch = (SELECT max(n.batch) FROM mail_sender n"
		" WHERE n.sender = s.sender"
		" AND n.valid_from_day = s.valid_from_day)"
		" ORDER BY valid_from_day, sender",
};

const struct rtk_sql_table rtk_message_sql = {sql, RTK_COUNT(sql)};

int
rtk_message_known(struct rtk_db *db, const uint8_t digest[RTK_SHA256_BYTES],
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[MESSAGE_FIND], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "b", digest, (size_t)RTK_SHA256_BYTES);
	rc = rtk_step(s, err);
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_message_add(struct rtk_db *db, const uint8_t digest[RTK_SHA256_BYTES],
    int64_t batch, struct rtk_err *err)
{
	return RTK_RUN(db, sql[MESSAGE_PUT], err, "bi", digest,
	    (size_t)RTK_SHA256_BYTES, batch);
}

int
rtk_street_aliases(struct rtk_db *db, struct rtk_date day,
    rtk_street_alias_taker *take, void *context, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ALIASES], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "d", day);
	while ((rc = rtk_step(s, err)) == 1)
		take(context, rtk_column_text(s, 0), rtk_column_text(s, 1));
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_mail_senders(struct rtk_db *db, rtk_mail_sender_taker *take, void *context,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[SENDERS], err);
	int rc;

	if (s == NULL)
		return -1;
	while ((rc = rtk_step(s, err)) == 1) {
		const struct rtk_mail_sender_row row = {
		    .sender = rtk_column_text(s, 0),
		    .may_send = rtk_column_text(s, 1),
		    .from = {sqlite3_column_int(s, 2)},
		    .to = rtk_column_date(s, 3)};

		take(context, &row);
	}
	(void)sqlite3_reset(s);
	return rc;
}
