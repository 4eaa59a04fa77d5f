#include "base/base.h"

#include "io/reading_map.h"

#include <string.h>

#include "io/pattern.h"
#include "num/decimal.h"
#include "text/lines.h"
#include "text/utf8.h"

enum { SKIP_MAX = 1000 };

/* A key on its way in: the value behind it, and what is left of that. */
struct reader {
	struct rtk_reading_map *map;
	struct rtk_bank_text rest;
};

static int
bad_value(const struct reader *r, const char *wanted, struct rtk_err *err)
{
	(void)rtk_failf(err, RTK_E_LAYOUT_VALUE, "%s", wanted);
	return rtk_err_cell(err, "", r->rest.bytes, r->rest.size);
}

static bool
text_is(struct rtk_bank_text text, const char *word)
{
	return text.size == strlen(word) &&
	    memcmp(text.bytes, word, text.size) == 0;
}

static struct rtk_bank_text
trimmed(const char *bytes, size_t size)
{
	rtk_utf8_trim(&bytes, &size);
	return (struct rtk_bank_text){bytes, size};
}

static void
move(struct reader *r, size_t bytes)
{
	r->rest = trimmed(r->rest.bytes + bytes, r->rest.size - bytes);
}

static bool
starts(const struct reader *r, char c)
{
	return r->rest.size > 0 && r->rest.bytes[0] == c;
}

static const char *
keep(const struct reader *r, struct rtk_bank_text text)
{
	return rtk_arena_copy(&r->map->arena, text.bytes, text.size);
}

static int
at_end(const struct reader *r, struct rtk_err *err)
{
	return r->rest.size == 0 ? 0 : bad_value(r, "nothing more", err);
}

/* --- values -------------------------------------------------------------- */

static int
take_number(struct reader *r, int64_t max, int64_t *out, struct rtk_err *err)
{
	int64_t number = 0;
	size_t size = 0;

	for (; size < r->rest.size && size < 6; size++) {
		char c = r->rest.bytes[size];

		if (c < '0' || c > '9')
			break;
		number = number * 10 + c - '0';
	}
	if (size == 0 || number > max)
		return bad_value(r, "number", err);
	*out = number;
	move(r, size);
	return 0;
}

/* /expression/ or /expression/i, where \/ is a slash; nothing behind it. */
static int
take_pattern(struct reader *r, struct rtk_pattern **out, struct rtk_err *err)
{
	struct rtk_bank_text rest = r->rest;
	struct rtk_buf plain = {0};
	bool fold;
	int rc;

	if (rest.size > 2 && rest.bytes[rest.size - 1] == 'i')
		rest.size--;
	fold = rest.size != r->rest.size;
	if (rest.size < 3 || rest.bytes[0] != '/' ||
	    rest.bytes[rest.size - 1] != '/')
		return bad_value(r, "/expression/", err);
	for (size_t i = 1; i + 1 < rest.size; i++)
		if (rest.bytes[i] != '\\' || rest.bytes[i + 1] != '/')
			rtk_buf_add_byte(&plain, rest.bytes[i]);
	rc = rtk_pattern_new(
	    out, (struct rtk_bank_text){plain.bytes, plain.size}, fold, err);
	rtk_buf_release(&plain);
	move(r, r->rest.size);
	return rc;
}

static int
take_titles(struct reader *r, const char **out, struct rtk_err *err)
{
	const char *end = memchr(r->rest.bytes + 1, '"', r->rest.size - 1);

	if (end == NULL || end == r->rest.bytes + 1)
		return bad_value(r, "\"title\"", err);
	*out = keep(r,
	    (struct rtk_bank_text){
		r->rest.bytes + 1, (size_t)(end - r->rest.bytes) - 1});
	move(r, (size_t)(end - r->rest.bytes) + 1);
	return 0;
}

/* The word and a blank at the begin. */
static bool
take_word(struct reader *r, const char *word)
{
	size_t size = strlen(word);

	if (r->rest.size <= size || memcmp(r->rest.bytes, word, size) != 0 ||
	    r->rest.bytes[size] != ' ')
		return false;
	move(r, size);
	return true;
}

static bool
is_said(const struct rtk_map_value *value)
{
	return value->column > 0 || value->titles != NULL || value->head ||
	    value->word != NULL;
}

/* "Title|Other title" /part/, or N /part/, head /part/, word TEXT. */
static int
read_value(struct reader *r, struct rtk_map_value *value, struct rtk_err *err)
{
	int64_t column = 0;

	if (is_said(value))
		return bad_value(r, "a key once", err);
	if (take_word(r, "word")) {
		value->word = keep(r, r->rest);
		return 0;
	}
	if (take_word(r, "head")) {
		value->head = true; /* also if the expression is no good */
		return take_pattern(r, &value->pattern, err);
	}
	if (starts(r, '"') ? take_titles(r, &value->titles, err) < 0
			   : take_number(r, 64, &column, err) < 0)
		return -1;
	value->column = (int)column;
	if (value->titles == NULL && column == 0)
		return bad_value(r, "number", err);
	return r->rest.size == 0 ? 0 : take_pattern(r, &value->pattern, err);
}

/* "* 0.859845" or "/ 4.1868" */
static int
read_factor(struct reader *r, struct rtk_map_word *out, struct rtk_err *err)
{
	enum { SCALE = 6 };
	struct rtk_err ignored = RTK_ERR_INIT;

	if (!starts(r, '*') && !starts(r, '/'))
		return bad_value(r, "* or /", err);
	out->divides = starts(r, '/');
	move(r, 1);
	if (rtk_decimal_parse(&out->factor, r->rest.bytes, r->rest.size, SCALE,
		&ignored) < 0 ||
	    out->factor <= 0)
		return bad_value(r, "number", err);
	return 0;
}

/* --- keys ---------------------------------------------------------------- */

static const char *const field_names[RTK_MAP_FIELDS] = {
    [RTK_MAP_METER] = "meter",
    [RTK_MAP_ACCOUNT] = "account",
    [RTK_MAP_SERVICE] = "service",
    [RTK_MAP_SERIAL] = "serial",
    [RTK_MAP_DATE] = "date",
    [RTK_MAP_VALUE] = "value",
    [RTK_MAP_CHANNEL] = "channel",
    [RTK_MAP_RECEIVED] = "received",
    [RTK_MAP_GIS] = "gis_number",
    [RTK_MAP_UNIT] = "unit",
};

static int
read_delimiter(struct reader *r, struct rtk_err *err)
{
	if (text_is(r->rest, "tab"))
		r->map->delimiter = '\t';
	else if (r->rest.size == 1 && strchr(";,|", r->rest.bytes[0]) != NULL)
		r->map->delimiter = r->rest.bytes[0];
	else
		return bad_value(r, "; , | tab", err);
	return 0;
}

static int
read_yes(struct reader *r, bool *out, struct rtk_err *err)
{
	*out = text_is(r->rest, "yes");
	return *out || text_is(r->rest, "no") ? 0 : bad_value(r, "yes no", err);
}

static int
read_archive(struct reader *r, struct rtk_err *err)
{
	if (text_is(r->rest, "last"))
		r->map->archive = RTK_MAP_LAST;
	else if (text_is(r->rest, "sum"))
		r->map->archive = RTK_MAP_SUM;
	else
		return bad_value(r, "last sum", err);
	return 0;
}

static int
read_pass(struct reader *r, struct rtk_err *err)
{
	struct rtk_reading_map *map = r->map;

	if (map->pass_count == RTK_MAP_PASSES_MAX)
		return bad_value(r, "8", err);
	return read_value(r, &map->passes[map->pass_count++], err);
}

/* "service.heating = Тепловая энергия", "unit.ГДж = / 4.1868" */
static int
read_word(
    struct reader *r, struct rtk_bank_text key, bool unit, struct rtk_err *err)
{
	struct rtk_reading_map *map = r->map;
	size_t *count = unit ? &map->unit_count : &map->service_count;
	struct rtk_map_word *word = unit ? map->units : map->services;

	if (*count == RTK_MAP_WORDS_MAX)
		return bad_value(r, "32", err);
	word += (*count)++;
	if (!unit) {
		word->ours = keep(r, key);
		word->theirs = keep(r, r->rest);
		return r->rest.size > 0 ? 0 : bad_value(r, "text", err);
	}
	word->theirs = keep(r, key);
	return read_factor(r, word, err);
}

static bool
has_prefix(struct rtk_bank_text *key, const char *prefix)
{
	size_t size = strlen(prefix);

	if (key->size <= size || memcmp(key->bytes, prefix, size) != 0)
		return false;
	key->bytes += size;
	key->size -= size;
	return true;
}

static int
read_other(struct reader *r, struct rtk_bank_text key, struct rtk_err *err)
{
	struct rtk_reading_map *map = r->map;

	if (text_is(key, "delimiter"))
		return read_delimiter(r, err);
	if (text_is(key, "header"))
		return read_yes(r, &map->header, err);
	if (text_is(key, "archive"))
		return read_archive(r, err);
	if (text_is(key, "scale"))
		return read_factor(r, &map->scale, err);
	if (text_is(key, "pass"))
		return read_pass(r, err);
	if (text_is(key, "begin"))
		return read_value(r, &map->begin, err);
	if (text_is(key, "end"))
		return map->end == NULL ? take_pattern(r, &map->end, err)
					: bad_value(r, "a key once", err);
	if (has_prefix(&key, "service."))
		return read_word(r, key, false, err);
	if (has_prefix(&key, "unit."))
		return read_word(r, key, true, err);
	if (text_is(key, "skip"))
		return take_number(r, SKIP_MAX, &map->skip, err) < 0
		    ? -1
		    : at_end(r, err);
	if (text_is(key, "account.digits"))
		return take_number(r, RTK_MAP_DIGITS_MAX, &map->digits, err) < 0
		    ? -1
		    : at_end(r, err);
	(void)rtk_failf(err, RTK_E_LAYOUT_LINE, "%s", "key = value");
	return rtk_err_cell(err, "", key.bytes, key.size);
}

static int
read_line(
    struct rtk_reading_map *map, struct rtk_bank_text line, struct rtk_err *err)
{
	const char *sign = memchr(line.bytes, '=', line.size);
	struct rtk_bank_text key;
	struct reader r = {.map = map};

	if (sign == NULL) {
		(void)rtk_failf(err, RTK_E_LAYOUT_LINE, "%s", "key = value");
		return rtk_err_cell(err, "", line.bytes, line.size);
	}
	key = trimmed(line.bytes, (size_t)(sign - line.bytes));
	r.rest = trimmed(sign + 1, line.size - (size_t)(sign + 1 - line.bytes));
	for (size_t i = 0; i < RTK_MAP_FIELDS; i++)
		if (text_is(key, field_names[i]))
			return read_value(&r, &map->fields[i], err);
	return read_other(&r, key, err);
}

/* --- the whole ----------------------------------------------------------- */

static int
check(const struct rtk_reading_map *map, struct rtk_err *err)
{
	const struct rtk_map_value *fields = map->fields;
	const char *lacks = NULL;

	if (!is_said(&fields[RTK_MAP_DATE]))
		lacks = "date";
	else if (!is_said(&fields[RTK_MAP_VALUE]))
		lacks = "value";
	else if (!is_said(&fields[RTK_MAP_CHANNEL]))
		lacks = "channel";
	else if (!is_said(&fields[RTK_MAP_METER]) &&
	    !is_said(&fields[RTK_MAP_GIS]) &&
	    !is_said(&fields[RTK_MAP_SERIAL]) &&
	    !is_said(&fields[RTK_MAP_ACCOUNT]))
		lacks = "meter, gis_number, serial, account";
	else if (map->header && fields[RTK_MAP_VALUE].titles == NULL)
		lacks = "header, value";
	else if ((map->archive == RTK_MAP_SUM) != is_said(&map->begin))
		lacks = "archive, begin";
	else if (map->archive == RTK_MAP_SUM && map->unit_count > 0)
		lacks = "begin, unit";
	return lacks == NULL ? 0
			     : rtk_failf(err, RTK_E_LAYOUT_GAP, "%s", lacks);
}

int
rtk_reading_map_read(struct rtk_reading_map *out,
    const struct rtk_bankfile *file, struct rtk_err *err)
{
	struct rtk_bankfile_faults faults = {.file = file};
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_lines lines;
	struct rtk_line line;

	memset(out, 0, sizeof(*out));
	out->header = true;
	rtk_lines_init(&lines, file->text, file->size);
	while (rtk_lines_next(&lines, &line)) {
		struct rtk_bank_text text = trimmed(line.bytes, line.size);

		if (text.size == 0 || text.bytes[0] == '#')
			continue;
		rtk_err_clear(&fault);
		if (read_line(out, text, &fault) < 0)
			rtk_bankfile_fault(&faults, line.number, &fault);
	}
	rtk_err_clear(&fault);
	if (faults.count == 0 && check(out, &fault) < 0)
		rtk_bankfile_fault(&faults, 0, &fault);
	return rtk_bankfile_verdict(&faults, err);
}

void
rtk_reading_map_release(struct rtk_reading_map *map)
{
	for (size_t i = 0; i < RTK_MAP_FIELDS; i++)
		rtk_pattern_free(map->fields[i].pattern);
	for (size_t i = 0; i < map->pass_count; i++)
		rtk_pattern_free(map->passes[i].pattern);
	rtk_pattern_free(map->begin.pattern);
	rtk_pattern_free(map->end);
	rtk_arena_release(&map->arena);
	memset(map, 0, sizeof(*map));
}
