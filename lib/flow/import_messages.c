/* Readings that came as messages: --format sms. */
#include "base/base.h"

#include "flow/import_readings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "calc/sms.h"
#include "flow/inbox.h"
#include "flow/message_senders.h"
#include "store/message.h"
#include "store/meter_list.h"
#include "store/party.h"

enum { RECEIVED, PHONE, TEXT, ID, TO, STATUS, COLUMNS };

enum { SHOWN = 3 /* accounts that a message may mean */ };

static const struct rtk_column columns[COLUMNS] = {
    [RECEIVED] = {"received", "получено|дата|дата получения|date time|date",
	true},
    [PHONE] = {"phone", "телефон|номер|отправитель|from", true},
    [TEXT] = {"text", "текст|сообщение|message", true},
    [ID] = {"id", "ид|№", false},
    [TO] = {"to", "кому|получатель", false},
    [STATUS] = {"status", "статус", false},
};

/* What is answered to the sender, by the status of the message. */
static const char *const answers[] = {
    [RTK_SMS_OK] = "",
    [RTK_SMS_AMBIG] = "Подходит несколько адресов. Пришлите лицевой счет: "
		      "лс НОМЕР показание",
    [RTK_SMS_NOT_FOUND] = "Дом или квартира не найдены. Пришлите: улица дом-"
			  "квартира показание",
    [RTK_SMS_NO_READING] = "Показания не указаны. Пришлите: улица дом-"
			   "квартира показание",
    [RTK_SMS_NO_ADDRESS] = "Адрес не указан. Пришлите: улица дом-квартира "
			   "показание",
    [RTK_SMS_REVIEW] = "Число показаний не равно числу счетчиков. Пришлите "
		       "показание каждого счетчика через пробел",
};

static const enum rtk_fault faults[] = {
    [RTK_SMS_OK] = RTK_E_NONE,
    [RTK_SMS_AMBIG] = RTK_E_SMS_AMBIGUOUS,
    [RTK_SMS_NOT_FOUND] = RTK_E_SMS_NOT_FOUND,
    [RTK_SMS_NO_READING] = RTK_E_SMS_NO_READING,
    [RTK_SMS_NO_ADDRESS] = RTK_E_SMS_NO_ADDRESS,
    [RTK_SMS_REVIEW] = RTK_E_SMS_REVIEW,
};

/* A meter in use; they stand in the order of accounts and numbers. */
struct meter {
	int64_t account;
	enum rtk_meter_service service;
	const char *code;
};

/* A message as it came. */
struct message {
	const char *from;
	const char *subject; /* "": none */
	const char *text;
	size_t size;
};

struct messages {
	struct rtk_readings *readings;
	struct rtk_sms_town *town;
	struct meter *meters;
	size_t meter_count, meter_room;
	struct rtk_senders senders;
};

/* --- the town ---------------------------------------------------------- */

static int
load_meters(struct messages *m, struct rtk_err *err)
{
	struct rtk_import *import = m->readings->import;
	struct rtk_meter_list *list;
	struct rtk_listed_meter meter;
	int rc;

	if (rtk_meter_list_open(&list, import->db, import->as_of, err) < 0)
		return -1;
	while ((rc = rtk_meter_list_next(list, &meter, err)) == 1) {
		m->meters = rtk_array_grow(m->meters, &m->meter_room,
		    m->meter_count, sizeof(*m->meters));
		m->meters[m->meter_count++] =
		    (struct meter){meter.account, meter.service,
			rtk_arena_copy(
			    &import->arena, meter.code, strlen(meter.code))};
	}
	rtk_meter_list_close(list);
	return rc;
}

/* The meters of an account: the first and how many. */
static const struct meter *
meters_of(const struct messages *m, int64_t account, size_t *count)
{
	size_t from = 0, to = m->meter_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (m->meters[middle].account < account)
			from = middle + 1;
		else
			to = middle;
	}
	*count = 0;
	while (from + *count < m->meter_count &&
	    m->meters[from + *count].account == account)
		(*count)++;
	return m->meters + from;
}

static void
add_party(struct messages *m, const struct rtk_party *party)
{
	struct rtk_sms_premises premises = {
	    .account = party->account, .number = party->number};
	size_t count;
	const struct meter *meters = meters_of(m, party->account, &count);

	for (size_t i = 0; i < count; i++)
		if (meters[i].service == RTK_METER_HOT_WATER)
			premises.hot_water++;
		else
			premises.heating++;
	rtk_sms_town_add(
	    m->town, party->street, party->house, party->flat, &premises);
	rtk_senders_add(&m->senders, party);
}

static void
add_alias(void *context, const char *street, const char *alias)
{
	const struct messages *m = context;

	rtk_sms_town_alias(m->town, street, alias);
}

static int
load_town(struct messages *m, struct rtk_err *err)
{
	const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};
	struct rtk_import *import = m->readings->import;
	struct rtk_arena arena = {0};
	struct rtk_party_scan *scan;
	struct rtk_party party;
	int rc;

	if (rtk_party_scan_open(&scan, import->db, all, import->as_of, err) < 0)
		return -1;
	while ((rc = rtk_party_scan_next(scan, &party, &arena, err)) == 1) {
		add_party(m, &party);
		rtk_arena_reset(&arena);
	}
	rtk_party_scan_close(scan);
	rtk_arena_release(&arena);
	if (rc == 0)
		rc = rtk_street_aliases(
		    import->db, import->as_of, add_alias, m, err);
	rtk_sms_town_ready(m->town);
	rtk_senders_ready(&m->senders);
	return rc;
}

/* --- messages ---------------------------------------------------------- */

/* The n-th meter of the label, from 0; any label: the n-th of all. */
static const struct meter *
meter_of(const struct messages *m, const struct rtk_sms *sms, size_t n)
{
	const struct rtk_sms_reading *r = &sms->readings[n];
	size_t count, before = 0;
	const struct meter *meters =
	    meters_of(m, sms->premises->account, &count);

	for (size_t i = 0; i < n; i++)
		before += sms->readings[i].label == r->label;
	if (r->index > 0)
		before = (size_t)r->index - 1;
	for (size_t i = 0; i < count; i++) {
		bool water = meters[i].service == RTK_METER_HOT_WATER;

		if (r->label != RTK_SMS_PLAIN &&
		    water != (r->label == RTK_SMS_HOT_WATER))
			continue;
		if (before-- == 0)
			return &meters[i];
	}
	return NULL;
}

/* Two readings of one message must not go to the same meter. */
static bool
find_meters(const struct meter *found[RTK_SMS_READINGS],
    const struct messages *m, const struct rtk_sms *sms)
{
	for (size_t i = 0; i < sms->reading_count; i++) {
		found[i] = meter_of(m, sms, i);
		if (found[i] == NULL)
			return false;
		for (size_t j = 0; j < i; j++)
			if (found[j] == found[i])
				return false;
	}
	return true;
}

static void
refuse(struct messages *m, struct rtk_reading_row *row,
    const struct rtk_sms *sms, enum rtk_sms_status status, const char *several)
{
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_buf text = {0};

	if (several != NULL)
		rtk_buf_addf(&text, "%s; ", several);
	for (size_t i = 0; i < sms->candidate_count && i < SHOWN; i++)
		rtk_buf_addf(&text, "%s%s", i > 0 ? ", " : "",
		    sms->candidates[i]->number);
	if (sms->candidate_count > 0)
		rtk_buf_add_text(&text, "; ");
	rtk_buf_add_text(&text, answers[status]);
	rtk_failf(&fault, faults[status], "%s", text.bytes);
	rtk_err_cell(&fault, "text", "", 0);
	rtk_buf_release(&text);
	rtk_readings_refuse(m->readings, row, &fault);
}

/*
 * A text of numbers only is of the account of its sender, if he has just one
 * (9.3, step 8); of several, which they are is told.
 */
static enum rtk_sms_status
ask_sender(struct rtk_buf *several, struct rtk_sms *sms,
    const struct messages *m, const struct message *message)
{
	size_t count;
	const struct rtk_sender *sender =
	    rtk_senders_find(&m->senders, message->from, &count);

	if (count == 1)
		rtk_sms_read_of(sms, m->town, sender->number, message->text,
		    message->size);
	if (count < 2)
		return sms->status;
	for (size_t i = 0; i < count && i < SHOWN; i++)
		rtk_buf_addf(several, "%s%s", i > 0 ? ", " : "",
		    sender[i].number);
	return RTK_SMS_AMBIG;
}

/* The address may stand in the subject, and the readings too. */
static void
read_text(struct rtk_sms *sms, const struct messages *m,
    const struct message *message)
{
	struct rtk_buf both = {0};
	struct rtk_sms with;

	rtk_sms_read(sms, m->town, message->text, message->size);
	if (message->subject[0] == '\0' || sms->status != RTK_SMS_NO_ADDRESS)
		return;
	rtk_buf_addf(&both, "%s\n", message->subject);
	rtk_buf_add(&both, message->text, message->size);
	rtk_sms_read(&with, m->town, both.bytes, both.size);
	if (with.status != RTK_SMS_NO_ADDRESS)
		*sms = with;
	rtk_buf_release(&both);
}

static void
add_readings(struct messages *m, struct rtk_reading_row *row,
    const struct rtk_sms *sms,
    const struct meter *const meters[RTK_SMS_READINGS])
{
	for (size_t i = 0; i < sms->reading_count; i++) {
		row->name = meters[i]->code;
		row->name_size = (uint8_t)strlen(meters[i]->code);
		row->value = sms->readings[i].micro;
		rtk_readings_add_row(m->readings, row);
	}
}

static void
take_message(struct messages *m, struct rtk_reading_row *row,
    const struct message *message)
{
	const struct meter *meters[RTK_SMS_READINGS];
	struct rtk_buf several = {0};
	struct rtk_sms sms;
	enum rtk_sms_status status;

	read_text(&sms, m, message);
	status = sms.status;
	if (sms.bare)
		status = ask_sender(&several, &sms, m, message);
	if (status == RTK_SMS_OK && sms.premises == NULL)
		status = RTK_SMS_NO_ADDRESS;
	if (status == RTK_SMS_OK && !find_meters(meters, m, &sms))
		status = RTK_SMS_REVIEW;
	if (status == RTK_SMS_OK)
		add_readings(m, row, &sms, meters);
	else
		refuse(m, row, &sms, status, several.bytes);
	rtk_buf_release(&several);
}

static void
take_row(struct messages *m, const struct rtk_csvin *in,
    const struct rtk_csvin_row *source)
{
	struct rtk_reading_row row = {.raw = source->raw,
	    .raw_size = (uint32_t)source->raw_size,
	    .line = (uint32_t)source->line,
	    .service = -1,
	    .how = RTK_BY_CODE,
	    .channel = RTK_SMS};
	struct rtk_err fault = RTK_ERR_INIT;
	struct message message;
	struct rtk_date day;

	if (rtk_csvin_check(in, source, &fault) < 0 ||
	    rtk_field_date_time(&day, &source->cells[RECEIVED], &fault) < 0) {
		rtk_readings_refuse(m->readings, &row, &fault);
		return;
	}
	row.day = row.received = day.v;
	message = (struct message){
	    .subject = "",
	    .from = rtk_arena_copy(&m->readings->import->arena,
		source->cells[PHONE].bytes, source->cells[PHONE].size),
	    .text = source->cells[TEXT].bytes,
	    .size = source->cells[TEXT].size};
	take_message(m, &row, &message);
}

/* A message that lay in a file; its line is its number in the list. */
static void
take_file(struct messages *m, const struct rtk_inbox *inbox, size_t index)
{
	const struct rtk_inbox_message *source = &inbox->list[index];
	struct rtk_reading_row row = {
	    .raw = m->readings->import->bytes.bytes + source->raw,
	    .raw_size = (uint32_t)source->raw_size,
	    .line = (uint32_t)index + 1,
	    .day = source->day.v,
	    .received = source->day.v,
	    .service = -1,
	    .how = RTK_BY_CODE,
	    .channel = (uint8_t)inbox->channel};
	const struct message message = {source->from,
	    source->subject == NULL ? "" : source->subject, source->text,
	    strlen(source->text)};
	struct rtk_err fault = RTK_ERR_INIT;

	if (source->fault != RTK_E_NONE) {
		rtk_failf(&fault, source->fault, "%s", source->detail);
		rtk_readings_refuse(m->readings, &row, &fault);
	} else if (source->table_count == 0 ||
	    strpbrk(source->text, "0123456789") != NULL) {
		take_message(m, &row, &message);
	} /* else words that accompany the tables */
	if (source->bad_table != NULL) {
		rtk_err_clear(&fault);
		rtk_failf(&fault, RTK_E_MAIL_TABLE, "%s", source->bad_table);
		rtk_readings_refuse(m->readings, &row, &fault);
	}
}

static int
read_files(struct messages *m)
{
	const struct rtk_inbox *inbox = m->readings->import->job->inbox;
	struct rtk_import_result *result = &m->readings->import->result;

	for (size_t i = 0; i < inbox->count; i++)
		take_file(m, inbox, i);
	result->known += inbox->known;
	result->rows = inbox->known +
	    (int64_t)(m->readings->count + m->readings->bad_count);
	return 0;
}

static int
read_rows(struct messages *m, struct rtk_err *err)
{
	const struct rtk_csvin_row *row;
	struct rtk_csvin *in;
	int rc;

	if (rtk_import_open_table(
		&in, m->readings->import, columns, COLUMNS, err) < 0)
		return -1;
	while ((rc = rtk_csvin_next(in, &row, err)) == 0 && row != NULL)
		take_row(m, in, row);
	rtk_csvin_close(in);
	/* a message may bring several readings: they are what is counted */
	m->readings->import->result.rows =
	    (int64_t)(m->readings->count + m->readings->bad_count);
	return rc;
}

int
rtk_readings_read_messages(struct rtk_readings *readings, struct rtk_err *err)
{
	struct messages m = {.readings = readings, .town = rtk_sms_town_new()};
	int rc = -1;

	if (load_meters(&m, err) == 0 && load_town(&m, err) == 0)
		rc = readings->import->job->inbox != NULL
		    ? read_files(&m)
		    : read_rows(&m, err);
	rtk_senders_release(&m.senders);
	rtk_sms_town_free(m.town);
	free(m.meters);
	return rc;
}
