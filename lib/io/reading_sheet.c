#include "base/base.h"

#include "io/reading_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "io/cells.h"
#include "io/pattern.h"
#include "io/reading_time.h"
#include "num/arith.h"
#include "num/decimal.h"
#include "text/utf8.h"

enum {
	TITLE_ROWS = 200, /* the titles stand in one of the first */
	NONE = -1
};

struct rtk_sheet {
	struct rtk_sheet_source source;
	struct rtk_cells_reader *reader;
	struct rtk_lines lines;
	struct rtk_cells cells;
	int columns[RTK_MAP_FIELDS];    /* from 0; NONE */
	int passes[RTK_MAP_PASSES_MAX]; /* likewise */
	struct rtk_buf heads[RTK_MAP_FIELDS];
	struct rtk_buf begin;
	struct rtk_buf titles; /* the row of them as it stands */
	struct rtk_buf texts[RTK_MAP_FIELDS]; /* of the row, where changed */
	bool ended;
};

static struct rtk_bank_text
text_of(const struct rtk_buf *buf)
{
	return (struct rtk_bank_text){
	    buf->size > 0 ? buf->bytes : "", buf->size};
}

/* --- titles -------------------------------------------------------------- */

/* Folded, without asterisks, one blank for many. */
static void
normal(struct rtk_buf *out, const char *text, size_t size)
{
	const char *end;
	bool blank = false;

	rtk_utf8_trim(&text, &size);
	rtk_buf_reset(out);
	end = text + size;
	while (text < end) {
		uint32_t letter = rtk_utf8_fold(rtk_utf8_next(&text, end));

		if (letter == '*')
			continue;
		if (letter <= ' ' || letter == 0xA0) {
			blank = out->size > 0;
			continue;
		}
		if (blank)
			rtk_buf_add_byte(out, ' ');
		blank = false;
		rtk_utf8_add(out, letter);
	}
}

/* Whether the cell is one of the titles between bars. */
static bool
is_title(const char *titles, struct rtk_bank_text cell)
{
	struct rtk_buf ours = {0}, theirs = {0};
	bool same = false;

	normal(&theirs, cell.bytes, cell.size);
	while (!same) {
		size_t size = strcspn(titles, "|");

		normal(&ours, titles, size);
		same = ours.size > 0 && ours.size == theirs.size &&
		    memcmp(ours.bytes, theirs.bytes, ours.size) == 0;
		if (titles[size] == '\0')
			break;
		titles += size + 1;
	}
	rtk_buf_release(&ours);
	rtk_buf_release(&theirs);
	return same;
}

static int
bind(int *column, const struct rtk_map_value *value,
    const struct rtk_cells *cells, struct rtk_err *err)
{
	*column = value->column > 0 ? value->column - 1 : NONE;
	if (value->titles == NULL)
		return 0;
	for (size_t i = 0; i < cells->count && i < RTK_CELLS_MAX; i++) {
		if (cells->at[i].size == 0 ||
		    !is_title(value->titles, cells->at[i]))
			continue;
		if (*column != NONE)
			return rtk_failf(err, RTK_E_CSV_DOUBLED_COLUMN, "%.*s",
			    (int)cells->at[i].size, cells->at[i].bytes);
		*column = (int)i;
	}
	return 0;
}

/* It is to be found by a title, which is not there. */
static bool
lacks(const struct rtk_sheet *s, int field)
{
	return s->source.map->fields[field].titles != NULL &&
	    s->columns[field] == NONE;
}

/* The row has the titles of date, time, value and of a name of the meter. */
static bool
has_titles(const struct rtk_sheet *s)
{
	const struct rtk_map_value *fields = s->source.map->fields;
	static const int names[] = {
	    RTK_MAP_METER, RTK_MAP_GIS, RTK_MAP_SERIAL, RTK_MAP_ACCOUNT};

	if (lacks(s, RTK_MAP_DATE) || lacks(s, RTK_MAP_TIME) ||
	    s->columns[RTK_MAP_VALUE] == NONE)
		return false;
	for (size_t i = 0; i < RTK_COUNT(names); i++)
		if (s->columns[names[i]] != NONE || fields[names[i]].head ||
		    fields[names[i]].word != NULL)
			return true;
	return false;
}

static int
bind_all(struct rtk_sheet *s, struct rtk_err *err)
{
	const struct rtk_reading_map *map = s->source.map;

	for (size_t i = 0; i < RTK_MAP_FIELDS; i++)
		if (bind(&s->columns[i], &map->fields[i], &s->cells, err) < 0)
			return -1;
	for (size_t i = 0; i < map->pass_count; i++)
		if (bind(&s->passes[i], &map->passes[i], &s->cells, err) < 0)
			return -1;
	return 0;
}

/* --- the lines above ----------------------------------------------------- */

static void
look(struct rtk_buf *out, const struct rtk_map_value *value,
    struct rtk_bank_text line)
{
	struct rtk_bank_text found;

	if (value->head && out->size == 0 &&
	    rtk_pattern_match(value->pattern, line, &found))
		rtk_buf_add(out, found.bytes, found.size);
}

static void
look_all(struct rtk_sheet *s)
{
	const struct rtk_reading_map *map = s->source.map;
	const struct rtk_bank_text line = {s->cells.raw, s->cells.raw_size};

	for (size_t i = 0; i < RTK_MAP_FIELDS; i++)
		look(&s->heads[i], &map->fields[i], line);
	look(&s->begin, &map->begin, line);
}

/* --- opening ------------------------------------------------------------- */

static int
read_cells(struct rtk_sheet *s, struct rtk_err *err)
{
	struct rtk_line line;

	if (!rtk_lines_next(&s->lines, &line))
		return 0;
	if (rtk_cells_read(&s->cells, s->reader, &line, &s->lines, err) < 0) {
		(void)rtk_err_at(err, "", line.number);
		return -1;
	}
	return 1;
}

static void
restart(struct rtk_sheet *s, char delimiter)
{
	rtk_cells_free(s->reader);
	s->reader = rtk_cells_new(delimiter, true);
	rtk_lines_init(&s->lines, s->source.text, s->source.size);
	for (size_t i = 0; i < RTK_MAP_FIELDS; i++)
		rtk_buf_reset(&s->heads[i]);
	rtk_buf_reset(&s->begin);
}

/* 1 found, 0 not with this delimiter, -1. */
static int
find_titles(struct rtk_sheet *s, char delimiter, struct rtk_err *err)
{
	const struct rtk_reading_map *map = s->source.map;
	int rc = 1;

	restart(s, delimiter);
	for (int64_t i = 0; rc == 1 && i < map->skip; i++)
		if ((rc = read_cells(s, err)) == 1)
			look_all(s);
	if (!map->header) {
		s->cells.count = 0;
		return rc < 0 || bind_all(s, err) < 0 ? -1 : 1;
	}
	for (int i = 0; rc == 1 && i < TITLE_ROWS; i++) {
		if ((rc = read_cells(s, err)) != 1)
			break;
		if (bind_all(s, err) < 0)
			return rtk_err_at(err, "", s->cells.line);
		if (has_titles(s)) {
			rtk_buf_add(
			    &s->titles, s->cells.raw, s->cells.raw_size);
			return 1;
		}
		look_all(s);
	}
	return rc < 0 ? -1 : 0;
}

static int
fail_titles(const struct rtk_sheet *s, struct rtk_err *err)
{
	static const int fields[] = {
	    RTK_MAP_DATE, RTK_MAP_TIME, RTK_MAP_VALUE};
	struct rtk_buf wanted = {0};

	/* of titles that are the same the first stands for all */
	for (size_t i = 0; i < RTK_COUNT(fields); i++) {
		const char *titles = s->source.map->fields[fields[i]].titles;

		if (titles != NULL)
			rtk_buf_addf(&wanted, "%s%.*s",
			    wanted.size > 0 ? "; " : "",
			    (int)strcspn(titles, "|"), titles);
	}
	(void)rtk_failf(err, RTK_E_MAP_TITLES, "%s", wanted.bytes);
	rtk_buf_release(&wanted);
	return -1;
}

int
rtk_sheet_open(struct rtk_sheet **out, const struct rtk_sheet_source *source,
    struct rtk_err *err)
{
	static const char delimiters[] = {';', '\t', ','};
	struct rtk_sheet *s = rtk_alloc(sizeof(*s));
	char fixed = source->workbook ? ';' : source->map->delimiter;
	int rc = 0;

	memset(s, 0, sizeof(*s));
	s->source = *source;
	if (fixed != 0)
		rc = find_titles(s, fixed, err);
	for (size_t i = 0; fixed == 0 && rc == 0 && i < RTK_COUNT(delimiters);
	     i++) {
		struct rtk_err fault = RTK_ERR_INIT;

		/* quotation marks may fit another delimiter */
		rc = find_titles(s, delimiters[i], &fault);
		if (rc < 0 && fault.fault == RTK_E_CSV_QUOTE &&
		    i + 1 < RTK_COUNT(delimiters))
			rc = 0;
		else if (rc < 0)
			*err = fault;
	}
	if (rc == 0)
		rc = fail_titles(s, err);
	if (rc != 1) {
		rtk_sheet_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

void
rtk_sheet_close(struct rtk_sheet *sheet)
{
	if (sheet == NULL)
		return;
	for (size_t i = 0; i < RTK_MAP_FIELDS; i++) {
		rtk_buf_release(&sheet->heads[i]);
		rtk_buf_release(&sheet->texts[i]);
	}
	rtk_buf_release(&sheet->begin);
	rtk_buf_release(&sheet->titles);
	rtk_cells_free(sheet->reader);
	free(sheet);
}

/* --- values -------------------------------------------------------------- */

static struct rtk_bank_text
cell_of(const struct rtk_sheet *s, int column)
{
	if (column == NONE || (size_t)column >= s->cells.count ||
	    column >= RTK_CELLS_MAX)
		return (struct rtk_bank_text){"", 0};
	return s->cells.at[column];
}

static struct rtk_bank_text
value_of(const struct rtk_sheet *s, size_t field)
{
	const struct rtk_map_value *value = &s->source.map->fields[field];
	struct rtk_bank_text text, part;

	if (value->word != NULL)
		return (struct rtk_bank_text){value->word, strlen(value->word)};
	if (value->head)
		return text_of(&s->heads[field]);
	text = cell_of(s, s->columns[field]);
	if (value->pattern == NULL || text.size == 0)
		return text;
	if (!rtk_pattern_match(value->pattern, text, &part))
		return (struct rtk_bank_text){"", 0};
	return part;
}

/* The text with which a field is replaced; false: it is no such number. */
static bool
set_serial_day(struct rtk_buf *out, struct rtk_bank_text text)
{
	enum { MIN = 20000, MAX = 100000, SCALE = 6, MINUTES = 24 * 60 };
	/* day 0 of workbooks */
	const struct rtk_date zero =
	    rtk_date_of((struct rtk_civil){1899, 12, 30});
	struct rtk_err ignored = RTK_ERR_INIT;
	char day[RTK_DATE_TEXT];
	int64_t value, minute;
	size_t size = text.size;
	const char *point = memchr(text.bytes, '.', size);

	if (point != NULL && (size_t)(point - text.bytes) + 1 + SCALE < size)
		size = (size_t)(point - text.bytes) + 1 + SCALE;
	if (rtk_decimal_parse(&value, text.bytes, size, SCALE, &ignored) < 0 ||
	    value < MIN * RTK_MICRO || value > MAX * RTK_MICRO)
		return false;
	minute = (value * MINUTES + RTK_MICRO / 2) / RTK_MICRO;
	rtk_buf_reset(out);
	rtk_buf_addf(out, "%s %02d:%02d",
	    rtk_date_text(
		day, (struct rtk_date){zero.v + (int32_t)(minute / MINUTES)}),
	    (int)(minute % MINUTES / 60), (int)(minute % 60));
	return true;
}

static const struct rtk_map_word *
find_word(
    const struct rtk_map_word *list, size_t count, struct rtk_bank_text text)
{
	for (size_t i = 0; i < count; i++)
		if (rtk_utf8_same(list[i].theirs, strlen(list[i].theirs),
			text.bytes, text.size))
			return &list[i];
	return NULL;
}

/* The factor of the row; *unknown: its unit has none. */
static const struct rtk_map_word *
factor_of(const struct rtk_sheet *s, struct rtk_bank_text unit, bool *unknown)
{
	const struct rtk_reading_map *map = s->source.map;
	const struct rtk_map_word *word;

	*unknown = false;
	if (map->archive == RTK_MAP_SUM)
		return NULL; /* the sum is scaled */
	if (map->unit_count == 0)
		return map->scale.factor > 0 ? &map->scale : NULL;
	word = find_word(map->units, map->unit_count, unit);
	*unknown = word == NULL;
	return word;
}

/* Zeros at the end of a fraction go; how many digits it has then. */
static size_t
cut_zeros(struct rtk_bank_text *text)
{
	size_t whole = 0;

	while (whole < text->size && text->bytes[whole] != '.' &&
	    text->bytes[whole] != ',')
		whole++;
	if (whole == text->size)
		return 0;
	while (text->bytes[text->size - 1] == '0')
		text->size--;
	if (text->size == whole + 1)
		text->size = whole;
	return text->size > whole ? text->size - whole - 1 : 0;
}

/* A time in a column of its own; where only the day counts, 24:00 is none. */
static void
join_time(struct rtk_sheet *s, struct rtk_sheet_row *row)
{
	const struct rtk_map_value *time = &s->source.map->fields[RTK_MAP_TIME];
	const struct rtk_day_time source = {row->at[RTK_MAP_DATE],
	    row->at[RTK_MAP_TIME], s->source.workbook};
	struct rtk_buf *out = &s->texts[RTK_MAP_TIME];

	bool archive = s->source.map->archive != RTK_MAP_NO_ARCHIVE;

	if (s->columns[RTK_MAP_TIME] == NONE && !time->head &&
	    time->word == NULL)
		return;
	if (!archive &&
	    (source.time.size == 0 || rtk_day_time_ends(&source.time)))
		return;
	rtk_day_time_join(out, &source);
	row->at[RTK_MAP_DATE] = text_of(out);
}

/* A number with more digits than rtk keeps: of a workbook it is rounded. */
static bool
parse(int64_t *out, struct rtk_bank_text text, size_t digits, bool round)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	bool up = false;

	if (digits > RTK_MICRO_SCALE && round) {
		up = text.bytes[text.size - digits + RTK_MICRO_SCALE] >= '5';
		text.size -= digits - RTK_MICRO_SCALE;
	}
	if (rtk_decimal_parse(
		out, text.bytes, text.size, RTK_MICRO_SCALE, &ignored) < 0)
		return false;
	*out += up;
	return true;
}

static int
apply(int64_t *value, const struct rtk_map_word *factor)
{
	struct rtk_err ignored = RTK_ERR_INIT;

	return rtk_muldiv(value, *value,
	    factor->divides ? RTK_MICRO : factor->factor,
	    factor->divides ? factor->factor : RTK_MICRO, RTK_ROUND_HALF_AWAY,
	    &ignored);
}

static void
set_value(
    struct rtk_sheet *s, struct rtk_sheet_row *row, struct rtk_bank_text unit)
{
	struct rtk_bank_text *text = &row->at[RTK_MAP_VALUE];
	struct rtk_buf *out = &s->texts[RTK_MAP_VALUE];
	bool unknown, workbook = s->source.workbook;
	const struct rtk_map_word *factor = factor_of(s, unit, &unknown);
	size_t digits = cut_zeros(text);
	int64_t value;

	row->rounded = workbook || factor != NULL;
	rtk_buf_reset(out);
	if (unknown) {
		/* it fails as a number, and the fault shows both */
		rtk_buf_addf(out, "%.*s %.*s", (int)text->size, text->bytes,
		    (int)unit.size, unit.bytes);
	} else if (!parse(&value, *text, digits, row->rounded) ||
	    (factor != NULL && apply(&value, factor) < 0)) {
		return;
	} else {
		rtk_decimal_add(out, value, RTK_MICRO_SCALE, 0);
	}
	*text = text_of(out);
}

static void
set_account(struct rtk_sheet *s, struct rtk_bank_text *text)
{
	struct rtk_buf *out = &s->texts[RTK_MAP_ACCOUNT];
	size_t digits = (size_t)s->source.map->digits;

	for (size_t i = 0; i < text->size; i++)
		if (text->bytes[i] < '0' || text->bytes[i] > '9')
			return;
	if (text->size == 0 || text->size >= digits)
		return;
	rtk_buf_reset(out);
	for (size_t i = text->size; i < digits; i++)
		rtk_buf_add_byte(out, '0');
	rtk_buf_add(out, text->bytes, text->size);
	*text = text_of(out);
}

static void
set_row(struct rtk_sheet *s, struct rtk_sheet_row *row)
{
	static const int days[] = {RTK_MAP_DATE, RTK_MAP_RECEIVED};
	const struct rtk_reading_map *map = s->source.map;
	const struct rtk_map_word *service;

	row->raw = s->cells.raw;
	row->raw_size = s->cells.raw_size;
	row->line = s->cells.line;
	row->rounded = false;
	for (size_t i = 0; i < RTK_MAP_FIELDS; i++)
		row->at[i] = value_of(s, i);
	service = find_word(
	    map->services, map->service_count, row->at[RTK_MAP_SERVICE]);
	if (service != NULL)
		row->at[RTK_MAP_SERVICE] = (struct rtk_bank_text){
		    service->ours, strlen(service->ours)};
	for (size_t i = 0; s->source.workbook && i < RTK_COUNT(days); i++)
		if (set_serial_day(&s->texts[days[i]], row->at[days[i]]))
			row->at[days[i]] = text_of(&s->texts[days[i]]);
	join_time(s, row);
	set_account(s, &row->at[RTK_MAP_ACCOUNT]);
	set_value(s, row, row->at[RTK_MAP_UNIT]);
}

/* --- rows ---------------------------------------------------------------- */

/* The first cell with anything in it; of no size: the row is blank. */
static struct rtk_bank_text
first_cell(const struct rtk_cells *cells)
{
	for (size_t i = 0; i < cells->count && i < RTK_CELLS_MAX; i++)
		if (cells->at[i].size > 0)
			return cells->at[i];
	return (struct rtk_bank_text){"", 0};
}

static bool
is_passed(const struct rtk_sheet *s)
{
	const struct rtk_reading_map *map = s->source.map;

	for (size_t i = 0; i < map->pass_count; i++)
		if (map->passes[i].pattern != NULL && s->passes[i] != NONE &&
		    rtk_pattern_match(
			map->passes[i].pattern, cell_of(s, s->passes[i]), NULL))
			return true;
	return false;
}

int
rtk_sheet_next(
    struct rtk_sheet *sheet, struct rtk_sheet_row *out, struct rtk_err *err)
{
	struct rtk_bank_text first;
	int rc;

	while (!sheet->ended && (rc = read_cells(sheet, err)) != 0) {
		if (rc < 0)
			return -1;
		first = first_cell(&sheet->cells);
		if (first.size == 0)
			continue;
		if (sheet->source.map->end != NULL &&
		    rtk_pattern_match(sheet->source.map->end, first, NULL))
			break;
		if (is_passed(sheet))
			continue;
		set_row(sheet, out);
		return 1;
	}
	sheet->ended = true;
	return 0;
}

int
rtk_sheet_begin(struct rtk_sheet *sheet, int64_t *out, struct rtk_err *err)
{
	struct rtk_bank_text text = text_of(&sheet->begin);

	return rtk_decimal_parse(
	    out, text.bytes, text.size, RTK_MICRO_SCALE, err);
}

int
rtk_sheet_scale(int64_t *value, const struct rtk_reading_map *map)
{
	return map->scale.factor > 0 ? apply(value, &map->scale) : 0;
}

struct rtk_bank_text
rtk_sheet_titles(const struct rtk_sheet *sheet)
{
	return text_of(&sheet->titles);
}
