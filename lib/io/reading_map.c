#include "base/base.h"

#include "io/reading_map.h"

#include <string.h>

#include "io/key_value.h"
#include "io/pattern.h"
#include "num/decimal.h"
#include "text/lines.h"

enum { SKIP_MAX = 1000 };

/* A key on its way in: the value behind it, and what is left of that. */
struct reader {
	struct rtk_reading_map *map;
	struct rtk_key_value key;
};

static bool
starts(const struct reader *r, char c)
{
	return r->key.rest.size > 0 && r->key.rest.bytes[0] == c;
}

static const char *
keep(const struct reader *r, struct rtk_bank_text text)
{
	return rtk_arena_copy(&r->map->arena, text.bytes, text.size);
}

static int
at_end(const struct reader *r, struct rtk_err *err)
{
	return r->key.rest.size == 0
	    ? 0
	    : rtk_key_bad(&r->key, "nothing more", err);
}

/* --- values -------------------------------------------------------------- */

/* /expression/ or /expression/i, where \/ is a slash; nothing behind it. */
static int
take_pattern(struct reader *r, struct rtk_pattern **out, struct rtk_err *err)
{
	struct rtk_bank_text rest = r->key.rest;
	struct rtk_buf plain = {0};
	bool fold;
	int rc;

	if (rest.size > 2 && rest.bytes[rest.size - 1] == 'i')
		rest.size--;
	fold = rest.size != r->key.rest.size;
	if (rest.size < 3 || rest.bytes[0] != '/' ||
	    rest.bytes[rest.size - 1] != '/')
		return rtk_key_bad(&r->key, "/expression/", err);
	for (size_t i = 1; i + 1 < rest.size; i++)
		if (rest.bytes[i] != '\\' || rest.bytes[i + 1] != '/')
			rtk_buf_add_byte(&plain, rest.bytes[i]);
	rc = rtk_pattern_new(
	    out, (struct rtk_bank_text){plain.bytes, plain.size}, fold, err);
	rtk_buf_release(&plain);
	rtk_key_move(&r->key, r->key.rest.size);
	return rc;
}

/* The word and a blank at the begin. */
static bool
take_word(struct reader *r, const char *word)
{
	size_t size = strlen(word);

	if (r->key.rest.size <= size ||
	    memcmp(r->key.rest.bytes, word, size) != 0 ||
	    r->key.rest.bytes[size] != ' ')
		return false;
	rtk_key_move(&r->key, size);
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
		return rtk_key_bad(&r->key, "a key once", err);
	if (take_word(r, "word")) {
		value->word = keep(r, r->key.rest);
		return 0;
	}
	if (take_word(r, "head")) {
		value->head = true; /* also if the expression is no good */
		return take_pattern(r, &value->pattern, err);
	}
	if (starts(r, '"') ? rtk_key_title(&r->key, &value->titles, err) < 0
			   : rtk_key_number(&r->key, 64, &column, err) < 0)
		return -1;
	value->column = (int)column;
	if (value->titles == NULL && column == 0)
		return rtk_key_bad(&r->key, "number", err);
	return r->key.rest.size == 0 ? 0
				     : take_pattern(r, &value->pattern, err);
}

/* "* 0.859845" or "/ 4.1868" */
static int
read_factor(struct reader *r, struct rtk_map_word *out, struct rtk_err *err)
{
	enum { SCALE = 6 };
	struct rtk_err ignored = RTK_ERR_INIT;

	if (!starts(r, '*') && !starts(r, '/'))
		return rtk_key_bad(&r->key, "* or /", err);
	out->divides = starts(r, '/');
	rtk_key_move(&r->key, 1);
	if (rtk_decimal_parse(&out->factor, r->key.rest.bytes, r->key.rest.size,
		SCALE, &ignored) < 0 ||
	    out->factor <= 0)
		return rtk_key_bad(&r->key, "number", err);
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
    [RTK_MAP_TIME] = "time",
};

static int
read_delimiter(struct reader *r, struct rtk_err *err)
{
	if (rtk_bank_is(r->key.rest, "tab"))
		r->map->delimiter = '\t';
	else if (r->key.rest.size == 1 &&
	    strchr(";,|", r->key.rest.bytes[0]) != NULL)
		r->map->delimiter = r->key.rest.bytes[0];
	else
		return rtk_key_bad(&r->key, "; , | tab", err);
	return 0;
}

static int
read_number(struct reader *r, int64_t max, int64_t *out, struct rtk_err *err)
{
	if (rtk_key_number(&r->key, max, out, err) < 0)
		return -1;
	return at_end(r, err);
}

static int
read_yes(struct reader *r, bool *out, struct rtk_err *err)
{
	*out = rtk_bank_is(r->key.rest, "yes");
	if (*out || rtk_bank_is(r->key.rest, "no"))
		return 0;
	return rtk_key_bad(&r->key, "yes no", err);
}

static int
read_archive(struct reader *r, struct rtk_err *err)
{
	if (rtk_bank_is(r->key.rest, "last"))
		r->map->archive = RTK_MAP_LAST;
	else if (rtk_bank_is(r->key.rest, "sum"))
		r->map->archive = RTK_MAP_SUM;
	else
		return rtk_key_bad(&r->key, "last sum", err);
	return 0;
}

static int
read_pass(struct reader *r, struct rtk_err *err)
{
	struct rtk_reading_map *map = r->map;

	if (map->pass_count == RTK_MAP_PASSES_MAX)
		return rtk_key_bad(&r->key, "8", err);
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
		return rtk_key_bad(&r->key, "32", err);
	word += (*count)++;
	if (!unit) {
		word->ours = keep(r, key);
		word->theirs = keep(r, r->key.rest);
		return r->key.rest.size > 0 ? 0
					    : rtk_key_bad(&r->key, "text", err);
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

	if (rtk_bank_is(key, "delimiter"))
		return read_delimiter(r, err);
	if (rtk_bank_is(key, "header"))
		return read_yes(r, &map->header, err);
	if (rtk_bank_is(key, "archive"))
		return read_archive(r, err);
	if (rtk_bank_is(key, "scale"))
		return read_factor(r, &map->scale, err);
	if (rtk_bank_is(key, "pass"))
		return read_pass(r, err);
	if (rtk_bank_is(key, "begin"))
		return read_value(r, &map->begin, err);
	if (rtk_bank_is(key, "end"))
		return map->end == NULL
		    ? take_pattern(r, &map->end, err)
		    : rtk_key_bad(&r->key, "a key once", err);
	if (has_prefix(&key, "service."))
		return read_word(r, key, false, err);
	if (has_prefix(&key, "unit."))
		return read_word(r, key, true, err);
	if (rtk_bank_is(key, "skip"))
		return read_number(r, SKIP_MAX, &map->skip, err);
	if (rtk_bank_is(key, "account.digits"))
		return read_number(r, RTK_MAP_DIGITS_MAX, &map->digits, err);
	(void)rtk_failf(err, RTK_E_LAYOUT_LINE, "%s", "key = value");
	return rtk_err_cell(err, "", key.bytes, key.size);
}

static int
read_line(
    struct rtk_reading_map *map, struct rtk_bank_text line, struct rtk_err *err)
{
	const char *sign = memchr(line.bytes, '=', line.size);
	struct rtk_bank_text key;
	struct reader r = {.map = map, .key.arena = &map->arena};

	if (sign == NULL) {
		(void)rtk_failf(err, RTK_E_LAYOUT_LINE, "%s", "key = value");
		return rtk_err_cell(err, "", line.bytes, line.size);
	}
	key = rtk_bank_trim(line.bytes, (size_t)(sign - line.bytes));
	r.key.rest = rtk_bank_trim(
	    sign + 1, line.size - (size_t)(sign + 1 - line.bytes));
	for (size_t i = 0; i < RTK_MAP_FIELDS; i++)
		if (rtk_bank_is(key, field_names[i]))
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
		struct rtk_bank_text text =
		    rtk_bank_trim(line.bytes, line.size);

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
