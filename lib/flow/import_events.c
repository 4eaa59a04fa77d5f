/*
 * Absences and outages, a row each. A row that cannot be used waits in the
 * quarantine; the others are taken. A later row of a known key replaces it.
 */
#include "base/base.h"

#include "flow/import_account.h"
#include "flow/import_events.h"

#include "flow/import_words.h"
#include "store/event.h"
#include "store/month.h"
#include "store/names.h"
#include "store/registry.h"

enum {
	CODE_LETTERS = 63,
	DOCUMENT_LETTERS = 500,
	PERSONS_MAX = 10000,
	DEGREES_MIN = -5000,           /* 1e-2 */
	PRESSURE_MAX = 2 * RTK_MICRO,  /* 1e-6 MPa; more is in kgf/cm2 */
	DEGREES_MAX = 15000,
	MONTHS_MAX = 24, /* that one record may touch */
	DAY_MINUTES = 24 * 60
};

/* clang-format off: a line a column */
#define TEXT(name_, alias_, letters_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_TEXT, \
		.filled = true, .max = letters_ \
	}
#define WORD(name_, alias_, words_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_WORD, \
		.filled = true, .words = words_ \
	}
#define WHEN(name_, alias_, type_) \
	{ \
		.column = {name_, alias_, true}, .type = type_, .filled = true \
	}
#define FLAG(name_, alias_) \
	{ \
		.column = {name_, alias_, false}, .type = RTK_COLUMN_BOOL \
	}
#define DOCUMENT TEXT("document", "документ|основание", DOCUMENT_LETTERS)
/* clang-format on */

/* Stores one row; -1 with a fault of class RTK_DATA: of the row. */
typedef int store_row(struct rtk_import *import, struct rtk_import_row *row,
    struct rtk_event_origin *origin, struct rtk_err *err);

static struct rtk_period
month_of(int64_t day)
{
	return rtk_period_of((struct rtk_date){(int32_t)day});
}

/* Both in the months that rtk counts, in order, not too long. */
static int
check_span(const struct rtk_import_row *row, int to_column, int64_t from,
    int64_t to, struct rtk_err *err)
{
	if (to >= from && month_of(from).v >= 0 &&
	    month_of(to).v - month_of(from).v < MONTHS_MAX)
		return 0;
	rtk_import_fail(err, RTK_E_EVENT_DATES, row, to_column);
	return -1;
}

/* --- absences ---------------------------------------------------------- */

enum {
	AWAY_ACCOUNT,
	AWAY_PERSONS,
	AWAY_FROM,
	AWAY_TO,
	AWAY_FORCE_MAJEURE,
	AWAY_DOCUMENT
};

static const struct rtk_import_column absence_columns[] = {
    [AWAY_ACCOUNT] =
	TEXT("account", "лицевой счет|лс|л/с|номер лс", RTK_ACCOUNT_TEXT_MAX),
    [AWAY_PERSONS] = {.column = {"persons", "отсутствует|человек", true},
	.type = RTK_COLUMN_INT,
	.filled = true,
	.max = PERSONS_MAX},
    [AWAY_FROM] = WHEN("date_from", "с даты|с", RTK_COLUMN_DATE),
    [AWAY_TO] = WHEN("date_to", "по дату|по", RTK_COLUMN_DATE),
    [AWAY_FORCE_MAJEURE] =
	FLAG("force_majeure", "непреодолимая сила|форс-мажор"),
    [AWAY_DOCUMENT] = DOCUMENT,
};

const struct rtk_import_table rtk_table_absences = {
    .columns = absence_columns,
    .count = RTK_COUNT(absence_columns),
};

static int
store_absence(struct rtk_import *import, struct rtk_import_row *row,
    struct rtk_event_origin *origin, struct rtk_err *err)
{
	const struct rtk_value *v = row->values;
	struct rtk_absence a = {.persons = (int32_t)v[AWAY_PERSONS].number,
	    .from = {(int32_t)v[AWAY_FROM].number},
	    .to = {(int32_t)v[AWAY_TO].number},
	    .force_majeure = v[AWAY_FORCE_MAJEURE].number != 0};

	if (check_span(row, AWAY_TO, a.from.v, a.to.v, err) < 0 ||
	    rtk_import_account(&a.account, import, row, AWAY_ACCOUNT, err) < 0)
		return -1;
	origin->document = v[AWAY_DOCUMENT].text;
	return rtk_absence_put(import->db, &a, origin, err);
}

/* --- outages ----------------------------------------------------------- */

enum {
	OUTAGE_SCOPE,
	OUTAGE_CODE,
	OUTAGE_SERVICE,
	OUTAGE_KIND,
	OUTAGE_BEGIN,
	OUTAGE_END,
	OUTAGE_TEMPERATURE,
	OUTAGE_DEAD_END,
	OUTAGE_PLANNED,
	OUTAGE_CORNER,
	OUTAGE_PRESSURE,
	OUTAGE_DOCUMENT
};

static const struct rtk_import_column outage_columns[] = {
    [OUTAGE_SCOPE] = WORD("scope", "область", rtk_words_outage_scope),
    [OUTAGE_CODE] = TEXT("code", "код|дом или лицевой счет", CODE_LETTERS),
    [OUTAGE_SERVICE] = WORD("service", "услуга", rtk_words_service),
    [OUTAGE_KIND] = WORD("kind", "вид|вид нарушения", rtk_words_outage_kind),
    [OUTAGE_BEGIN] = WHEN("begin", "начало", RTK_COLUMN_MINUTE),
    [OUTAGE_END] = WHEN("end", "конец|окончание", RTK_COLUMN_MINUTE),
    [OUTAGE_TEMPERATURE] = {.column = {"temperature", "температура", false},
	.type = RTK_COLUMN_DECIMAL,
	.min = DEGREES_MIN,
	.max = DEGREES_MAX,
	.scale = 2},
    [OUTAGE_DEAD_END] = FLAG("deadend", "тупиковая|тупиковая магистраль"),
    [OUTAGE_PLANNED] = FLAG("planned", "плановое|профилактика"),
    [OUTAGE_CORNER] = FLAG("corner", "угловая|угловая комната"),
    [OUTAGE_PRESSURE] = {.column = {"pressure", "давление", false},
	.type = RTK_COLUMN_DECIMAL,
	.min = 0,
	.max = PRESSURE_MAX,
	.scale = RTK_MICRO_SCALE},
    [OUTAGE_DOCUMENT] = DOCUMENT,
};

const struct rtk_import_table rtk_table_outages = {
    .columns = outage_columns,
    .count = RTK_COUNT(outage_columns),
};

static int
find_place(struct rtk_import *import, const struct rtk_import_row *row,
    int64_t *account, struct rtk_err *err)
{
	int64_t building;
	int rc;

	if (row->values[OUTAGE_SCOPE].number == RTK_SCOPE_ACCOUNT)
		return rtk_import_account(
		    account, import, row, OUTAGE_CODE, err);
	rc = rtk_building_find(
	    import->db, row->values[OUTAGE_CODE].text, &building, err);
	if (rc == 0)
		return rtk_import_fail(
		    err, RTK_E_REG_UNKNOWN_BUILDING, row, OUTAGE_CODE);
	*account = RTK_ACCOUNT_ID(rc == 1 ? building : 0, 0);
	return rc < 0 ? -1 : 0;
}

/* Wrong temperature or pressure has one; flags belong to what they change. */
static int
check_outage(const struct rtk_import_row *row, const struct rtk_outage *o,
    struct rtk_err *err)
{
	bool water = o->service == RTK_HOT_WATER;
	bool interrupted = o->kind == RTK_INTERRUPTION;
	bool pressed = o->kind == RTK_OFF_PRESSURE;

	if (pressed && !o->has_pressure)
		return rtk_import_fail(
		    err, RTK_E_ROW_EMPTY, row, OUTAGE_PRESSURE);
	if ((pressed && !water) || (o->has_pressure && !pressed))
		return rtk_import_fail(
		    err, RTK_E_EVENT_FLAG, row, OUTAGE_PRESSURE);
	if (pressed && o->has_temperature)
		return rtk_import_fail(
		    err, RTK_E_EVENT_FLAG, row, OUTAGE_TEMPERATURE);
	if (o->kind == RTK_OFF_TEMPERATURE && !o->has_temperature)
		return rtk_import_fail(
		    err, RTK_E_ROW_EMPTY, row, OUTAGE_TEMPERATURE);
	if (o->dead_end && (!water || !interrupted))
		return rtk_import_fail(
		    err, RTK_E_EVENT_FLAG, row, OUTAGE_DEAD_END);
	if (o->planned && (!water || !interrupted || o->dead_end))
		return rtk_import_fail(
		    err, RTK_E_EVENT_FLAG, row, OUTAGE_PLANNED);
	if (o->corner && (water || o->kind != RTK_OFF_TEMPERATURE))
		return rtk_import_fail(
		    err, RTK_E_EVENT_FLAG, row, OUTAGE_CORNER);
	return check_span(row, OUTAGE_END, o->begin_minute / DAY_MINUTES,
	    o->end_minute < o->begin_minute ? INT32_MIN
					    : o->end_minute / DAY_MINUTES,
	    err);
}

static int
store_outage(struct rtk_import *import, struct rtk_import_row *row,
    struct rtk_event_origin *origin, struct rtk_err *err)
{
	const struct rtk_value *v = row->values;
	struct rtk_outage o = {
	    .service = (enum rtk_service)v[OUTAGE_SERVICE].number,
	    .kind = (enum rtk_outage_kind)v[OUTAGE_KIND].number,
	    .begin_minute = v[OUTAGE_BEGIN].number,
	    .end_minute = v[OUTAGE_END].number,
	    .has_temperature = v[OUTAGE_TEMPERATURE].type == RTK_VALUE_INT,
	    .temperature = (int32_t)v[OUTAGE_TEMPERATURE].number,
	    .dead_end = v[OUTAGE_DEAD_END].number != 0,
	    .planned = v[OUTAGE_PLANNED].number != 0,
	    .corner = v[OUTAGE_CORNER].number != 0,
	    .has_pressure = v[OUTAGE_PRESSURE].type == RTK_VALUE_INT,
	    .pressure = (int32_t)v[OUTAGE_PRESSURE].number,
	};

	if (check_outage(row, &o, err) < 0 ||
	    find_place(import, row, &o.account, err) < 0)
		return -1;
	origin->document = v[OUTAGE_DOCUMENT].text;
	return rtk_outage_put(import->db, &o, origin, err);
}

/* --- rows -------------------------------------------------------------- */

/* The file on its way in. */
struct events {
	struct rtk_import *import;
	const struct rtk_import_table *table;
	store_row *store;
	int from_column;
	int64_t day_units; /* of that column in a day */
	struct rtk_period open;
	struct rtk_arena texts; /* of the row */
	int64_t late;
};

static int
read_cells(struct events *e, struct rtk_import_row *row,
    const struct rtk_csvin_row *in, struct rtk_err *err)
{
	rtk_arena_reset(&e->texts);
	for (size_t i = 0; i < e->table->count; i++)
		if (rtk_import_cell(&row->values[i], &e->table->columns[i],
			&in->cells[i], &e->texts, err) < 0)
			return -1;
	return 0;
}

static int
take_row(struct events *e, const struct rtk_csvin *csv,
    const struct rtk_csvin_row *in, struct rtk_err *err)
{
	struct rtk_import_row row = {.table = e->table, .line = in->line};
	struct rtk_event_origin origin = {
	    .batch = e->import->batch, .line = in->line};

	if (rtk_csvin_check(csv, in, err) < 0 ||
	    read_cells(e, &row, in, err) < 0 ||
	    e->store(e->import, &row, &origin, err) < 0)
		return -1;
	if (origin.other_line != 0)
		return rtk_failf(
		    err, RTK_E_ROW_DOUBLED, "%ld", origin.other_line);
	if (origin.known) {
		e->import->result.known++;
		return 0;
	}
	e->import->result.taken++;
	e->late +=
	    month_of(row.values[e->from_column].number / e->day_units).v <
	    e->open.v;
	return 0;
}

/* A fault of the row sends it to the quarantine; any other ends all. */
static int
take_rows(struct events *e, struct rtk_csvin *csv, struct rtk_err *err)
{
	const struct rtk_csvin_row *row;
	struct rtk_err fault = RTK_ERR_INIT;

	for (;;) {
		if (rtk_csvin_next(csv, &row, err) < 0)
			return -1;
		if (row == NULL)
			return 0;
		e->import->result.rows++;
		rtk_err_clear(&fault);
		if (take_row(e, csv, row, &fault) == 0)
			continue;
		if (rtk_fault_class(fault.fault) != RTK_DATA) {
			*err = fault;
			return -1;
		}
		rtk_err_at(&fault, e->import->file, row->line);
		if (rtk_import_quarantine(e->import, &fault,
			&(struct rtk_import_raw){row->raw, row->raw_size, NULL},
			err) < 0)
			return -1;
	}
}

static void
tell_late(const struct events *e)
{
	struct rtk_err note = RTK_ERR_INIT;

	if (e->late == 0)
		return;
	rtk_failf(&note, RTK_E_EVENT_LATE, "%lld", (long long)e->late);
	rtk_import_note(e->import, &note);
}

static int
take_file(struct events *e, struct rtk_err *err)
{
	struct rtk_column columns[RTK_CSVIN_COLUMNS_MAX];
	struct rtk_book_state book;
	struct rtk_csvin *csv;
	int rc;

	for (size_t i = 0; i < e->table->count; i++)
		columns[i] = e->table->columns[i].column;
	if (rtk_book_state(e->import->db, &book, err) < 0 ||
	    rtk_import_open_table(
		&csv, e->import, columns, e->table->count, err) < 0)
		return -1;
	e->open = book.open;
	rc = take_rows(e, csv, err);
	rtk_csvin_close(csv);
	rtk_arena_release(&e->texts);
	if (rc == 0)
		tell_late(e);
	return rc;
}

int
rtk_import_absences(struct rtk_import *import, struct rtk_err *err)
{
	struct events e = {.import = import,
	    .table = &rtk_table_absences,
	    .store = store_absence,
	    .from_column = AWAY_FROM,
	    .day_units = 1};

	return take_file(&e, err);
}

int
rtk_import_outages(struct rtk_import *import, struct rtk_err *err)
{
	struct events e = {.import = import,
	    .table = &rtk_table_outages,
	    .store = store_outage,
	    .from_column = OUTAGE_BEGIN,
	    .day_units = DAY_MINUTES};

	return take_file(&e, err);
}
