#include "base/base.h"

#include "flow/mail_senders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "io/mail.h"
#include "store/message.h"
#include "text/utf8.h"

enum { SENDER, MAY_SEND, FROM, TO, DOCUMENT, COLUMNS };

enum { NAME_LETTERS = 63, DOCUMENT_LETTERS = 500 };

/* --- the table ----------------------------------------------------------- */

/* An address, or a domain behind its mark. */
static bool
is_sender(const char *text)
{
	char address[RTK_MAIL_ADDRESS_MAX + 2];
	int size = snprintf(address, sizeof(address), "%s%s",
	    text[0] == '@' ? "x" : "", text);

	return size > 0 && (size_t)size < sizeof(address) &&
	    rtk_mail_address_valid(address);
}

static int
check(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (!is_sender(row->values[SENDER].text)) {
		(void)rtk_failf(err, RTK_E_ROW_FORM, "%s",
		    "name@domain | @domain");
		return rtk_import_fail(err, RTK_E_ROW_FORM, row, SENDER);
	}
	if (rtk_import_has(row, TO) &&
	    row->values[TO].number < row->values[FROM].number)
		return rtk_import_fail(err, RTK_E_REF_DATES, row, TO);
	return 0;
}

static const struct rtk_import_column columns[COLUMNS] = {
    [SENDER] = {.column = {"sender", "отправитель|адрес", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = RTK_MAIL_ADDRESS_MAX},
    [MAY_SEND] = {.column = {"may_send", "что присылает|таблицы", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = NAME_LETTERS},
    [FROM] = {.column = {"valid_from", "действует с|с даты|с", true},
	.type = RTK_COLUMN_DATE,
	.filled = true},
    [TO] = {.column = {"valid_to", "действует по|по дату|по", false},
	.type = RTK_COLUMN_DATE},
    [DOCUMENT] = {.column = {"document", "документ|основание", true},
	.type = RTK_COLUMN_TEXT,
	.filled = true,
	.max = DOCUMENT_LETTERS},
};

const struct rtk_import_table rtk_table_mail_senders = {
    .columns = columns,
    .count = COLUMNS,
    .fact = RTK_FACT_MAIL_SENDER,
    .keys = {SENDER, FROM},
    .key_count = 2,
    .check = check,
};

/* --- the list ------------------------------------------------------------ */

static void
add(void *context, const struct rtk_mail_sender_row *row)
{
	struct rtk_mail_senders *senders = context;
	struct rtk_arena *arena = &senders->arena;

	senders->list = rtk_array_grow(senders->list, &senders->room,
	    senders->count, sizeof(*senders->list));
	senders->list[senders->count++] = (struct rtk_mail_sender){
	    .sender = rtk_arena_copy(arena, row->sender, strlen(row->sender)),
	    .may_send =
		rtk_arena_copy(arena, row->may_send, strlen(row->may_send)),
	    .from = row->from,
	    .to = row->to};
}

int
rtk_mail_senders_load(
    struct rtk_mail_senders *out, struct rtk_db *db, struct rtk_err *err)
{
	return rtk_mail_senders(db, add, out, err);
}

static bool
same(const char *left, const char *right)
{
	return rtk_utf8_same(left, strlen(left), right, strlen(right));
}

const char *
rtk_mail_sender_may(const struct rtk_mail_senders *senders,
    const char *address, struct rtk_date day)
{
	const char *domain = strrchr(address, '@'), *may = NULL;
	bool exact = false;

	if (domain == NULL || domain == address)
		return NULL;
	for (size_t i = 0; i < senders->count; i++) {
		const struct rtk_mail_sender *s = &senders->list[i];
		bool own = same(s->sender, address);

		if ((!own && (exact || !same(s->sender, domain))) ||
		    s->from.v > day.v ||
		    (!rtk_date_is_none(s->to) && s->to.v < day.v))
			continue;
		may = s->may_send;
		exact = own;
	}
	return may;
}

bool
rtk_mail_sender_any(const char *may_send)
{
	return same(may_send, "any") || same(may_send, "любые");
}

void
rtk_mail_senders_release(struct rtk_mail_senders *senders)
{
	free(senders->list);
	rtk_arena_release(&senders->arena);
}
