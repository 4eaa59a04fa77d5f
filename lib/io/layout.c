#include "base/base.h"

#include "io/layout.h"

#include <string.h>

#include "base/buf.h"
#include "io/key_value.h"
#include "io/pattern.h"
#include "text/lines.h"

enum { COLUMNS_MAX = 64, SKIP_MAX = 1000, NAME_MAX_BYTES = 32, READINGS = 4 };

/* A key on its way in: the value behind it, and what is left of that. */
struct reader {
	struct rtk_layout *layout;
	struct rtk_key_value *key;
};

/* --- parts of values --------------------------------------------------- */

/* Size of the word that comes first. */
static size_t
word_size(const struct reader *reader)
{
	size_t size = 0;

	while (size < reader->key->rest.size &&
	    reader->key->rest.bytes[size] != ' ' &&
	    reader->key->rest.bytes[size] != '\t')
		size++;
	return size;
}

static struct rtk_bank_text
take_word(struct reader *reader)
{
	struct rtk_bank_text word = {
	    reader->key->rest.bytes, word_size(reader)};

	rtk_key_move(reader->key, word.size);
	return word;
}

/* /expression/ or /expression/i, where \/ is a slash. */
static int
take_pattern(
    struct reader *reader, struct rtk_pattern **out, struct rtk_err *err)
{
	struct rtk_bank_text rest = reader->key->rest, expression;
	struct rtk_buf plain = {0};
	size_t i = 1;
	bool fold;
	int rc;

	for (; i < rest.size && rest.bytes[i] != '/'; i++) {
		bool escaped = rest.bytes[i] == '\\' && i + 1 < rest.size;

		if (escaped && rest.bytes[i + 1] != '/')
			rtk_buf_add_byte(&plain, '\\');
		i += escaped;
		rtk_buf_add_byte(&plain, rest.bytes[i]);
	}
	fold = i + 1 < rest.size && rest.bytes[i + 1] == 'i';
	expression = (struct rtk_bank_text){plain.bytes, plain.size};
	if (i >= rest.size || rest.bytes[0] != '/')
		rc = rtk_key_bad(reader->key, "/expression/", err);
	else
		rc = rtk_pattern_new(out, expression, fold, err);
	rtk_buf_release(&plain);
	if (rc == 0)
		rtk_key_move(reader->key, i + 1 + fold);
	return rc;
}

/* What may stand behind: an expression, `minus`. */
static int
take_part(
    struct reader *reader, struct rtk_layout_value *value, struct rtk_err *err)
{
	if (reader->key->rest.size > 0 && reader->key->rest.bytes[0] == '/' &&
	    take_pattern(reader, &value->pattern, err) != 0)
		return -1;
	if (reader->key->rest.size == 0)
		return 0;
	if (!rtk_bank_is(take_word(reader), "minus"))
		return rtk_key_bad(reader->key, "minus", err);
	value->minus = true;
	return 0;
}

/* --- values of keys ---------------------------------------------------- */

static int
read_column(
    struct reader *reader, struct rtk_layout_value *value, struct rtk_err *err)
{
	int64_t column = 0;

	if (reader->key->rest.size > 0 && reader->key->rest.bytes[0] == '"') {
		if (rtk_key_title(reader->key, &value->title, err) != 0)
			return -1;
	} else if (rtk_key_number(reader->key, COLUMNS_MAX, &column, err) !=
	    0) {
		return -1;
	} else if (column == 0) {
		return rtk_key_bad(reader->key, "number", err);
	}
	value->column = (int)column;
	return take_part(reader, value, err);
}

static int
read_pattern(
    struct reader *reader, struct rtk_layout_value *value, struct rtk_err *err)
{
	if (reader->key->rest.size == 0 || reader->key->rest.bytes[0] != '/')
		return rtk_key_bad(reader->key, "/expression/", err);
	return take_part(reader, value, err);
}

static int
read_text(struct reader *reader, const char **out, struct rtk_err *err)
{
	if (reader->key->rest.size == 0 ||
	    reader->key->rest.size > NAME_MAX_BYTES)
		return rtk_key_bad(reader->key, "text", err);
	*out = rtk_arena_copy(&reader->layout->arena, reader->key->rest.bytes,
	    reader->key->rest.size);
	rtk_key_move(reader->key, reader->key->rest.size);
	return 0;
}

/* Names stand in the ledger: letters of the ASCII, digits, - _ and . */
static int
read_name(struct reader *reader, const char **out, struct rtk_err *err)
{
	for (size_t i = 0; i < reader->key->rest.size; i++) {
		char c = reader->key->rest.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '-' && c != '_' && c != '.')
			return rtk_key_bad(reader->key, "a-z 0-9 - _ .", err);
	}
	return read_text(reader, out, err);
}

struct choice {
	const char *word;
	char value;
};

static int
read_choice(struct reader *reader, const struct choice *choices, char *out,
    struct rtk_err *err)
{
	for (; choices->word != NULL; choices++) {
		if (!rtk_bank_is(reader->key->rest, choices->word))
			continue;
		*out = choices->value;
		rtk_key_move(reader->key, reader->key->rest.size);
		return 0;
	}
	return rtk_key_bad(reader->key, "word", err);
}

static int
read_yes(struct reader *reader, bool *out, struct rtk_err *err)
{
	static const struct choice choices[] = {{"yes", 1}, {"no", 0}, {0}};
	char value = 0;

	if (read_choice(reader, choices, &value, err) != 0)
		return -1;
	*out = value == 1;
	return 0;
}

/* N or N-M. */
static int
read_columns(struct reader *reader, struct rtk_err *err)
{
	struct rtk_layout *layout = reader->layout;

	if (rtk_key_number(
		reader->key, COLUMNS_MAX, &layout->columns_min, err) != 0)
		return -1;
	layout->columns_max = layout->columns_min;
	if (reader->key->rest.size == 0 || reader->key->rest.bytes[0] != '-')
		return 0;
	rtk_key_move(reader->key, 1);
	return rtk_key_number(
	    reader->key, COLUMNS_MAX, &layout->columns_max, err);
}

/* --- keys -------------------------------------------------------------- */

static const char *const field_names[RTK_LAYOUT_FIELDS + 1] = {
    [RTK_LAYOUT_DATE] = "date",
    [RTK_LAYOUT_TIME] = "time",
    [RTK_LAYOUT_OPERATION] = "operation",
    [RTK_LAYOUT_ACCOUNT] = "account",
    [RTK_LAYOUT_PERIOD] = "period",
    [RTK_LAYOUT_SUM] = "sum",
    [RTK_LAYOUT_TRANSFER] = "transfer",
    [RTK_LAYOUT_COMMISSION] = "commission",
    [RTK_LAYOUT_CHANNEL] = "channel",
    [RTK_LAYOUT_POINT] = "point",
    [RTK_LAYOUT_PAYMENT] = "payment",
    [RTK_LAYOUT_REFUND] = "refund",
    [RTK_LAYOUT_PENALTY] = "penalty",
    [RTK_LAYOUT_PASS] = "pass",
    [RTK_LAYOUT_KIND] = "kind",
    [RTK_LAYOUT_READING] = "reading.serial",
    "reading.service",
    "reading.value",
    "reading2.serial",
    "reading2.service",
    "reading2.value",
    "reading3.serial",
    "reading3.service",
    "reading3.value",
    "reading4.serial",
    "reading4.service",
    "reading4.value",
    /* only in an identity */
    [RTK_LAYOUT_FIELDS] = "number",
};

static const char *const figure_names[RTK_LAYOUT_FIGURES] = {
    [RTK_FIGURE_COUNT] = "count",
    [RTK_FIGURE_SUM] = "sum",
    [RTK_FIGURE_TRANSFER] = "transfer",
    [RTK_FIGURE_COMMISSION] = "commission",
    [RTK_FIGURE_ORDER] = "order",
    [RTK_FIGURE_DAY] = "day",
    [RTK_FIGURE_DATE] = "date",
    [RTK_FIGURE_NUMBER] = "number",
};

static size_t
find_name(const char *const *names, size_t count, struct rtk_bank_text name)
{
	size_t i = 0;

	while (i < count && !rtk_bank_is(name, names[i]))
		i++;
	return i;
}

/* The figure behind "meta." and its like, NULL if the key is none. */
static struct rtk_layout_value *
find_figure(struct rtk_layout *layout, struct rtk_bank_text key, bool *column)
{
	static const char *const places[RTK_LAYOUT_PLACES] = {
	    [RTK_PLACE_TRAILER] = "trailer.",
	    [RTK_PLACE_META] = "meta.",
	    [RTK_PLACE_NAME] = "name.",
	};

	for (size_t i = 0; i < RTK_LAYOUT_PLACES; i++) {
		size_t size = strlen(places[i]), figure;

		if (key.size < size || memcmp(key.bytes, places[i], size) != 0)
			continue;
		figure = find_name(figure_names, RTK_LAYOUT_FIGURES,
		    (struct rtk_bank_text){key.bytes + size, key.size - size});
		*column = i == RTK_PLACE_TRAILER;
		return figure < RTK_LAYOUT_FIGURES ? &layout->figures[i][figure]
						   : NULL;
	}
	return NULL;
}

static int
read_identity(struct reader *reader, struct rtk_err *err)
{
	while (reader->key->rest.size > 0) {
		struct rtk_bank_text word = take_word(reader);
		size_t field =
		    find_name(field_names, RTK_LAYOUT_FIELDS + 1, word);

		if (field > RTK_LAYOUT_FIELDS) {
			reader->key->rest = word;
			return rtk_key_bad(reader->key, "names of fields", err);
		}
		reader->layout->identity |= UINT32_C(1) << field;
	}
	return 0;
}

/* word.THEIRS = heating|hot_water|combined */
static int
read_word(
    struct reader *reader, struct rtk_bank_text theirs, struct rtk_err *err)
{
	struct rtk_layout *layout = reader->layout;
	struct rtk_layout_word *word = &layout->words[layout->word_count];

	if (layout->word_count == RTK_LAYOUT_WORDS_MAX || theirs.size == 0)
		return rtk_key_bad(reader->key, "at most 16 words", err);
	word->theirs.bytes =
	    rtk_arena_copy(&layout->arena, theirs.bytes, theirs.size);
	word->theirs.size = theirs.size;
	layout->word_count++;
	return read_text(reader, &word->ours, err);
}

/* Keys of the file as a whole; 1 if it is none of them. */
static int
read_frame(struct reader *reader, struct rtk_bank_text key, struct rtk_err *err)
{
	static const struct choice delimiters[] = {{"tab", '\t'}, {";", ';'},
	    {",", ','}, {"|", '|'}, {"^", '^'}, {"blank", ' '}, {0}};
	static const struct choice quotes[] = {{"csv", 1}, {"plain", 0}, {0}};
	static const struct choice decimals[] = {
	    {"comma", ','}, {"point", '.'}, {"any", 0}, {0}};
	struct rtk_layout *layout = reader->layout;
	char csv = 0;
	int rc = 1;

	if (rtk_bank_is(key, "layout"))
		rc = read_name(reader, &layout->name, err);
	else if (rtk_bank_is(key, "source"))
		rc = read_name(reader, &layout->source, err);
	else if (rtk_bank_is(key, "comment"))
		rc = read_text(reader, &layout->comment, err);
	else if (rtk_bank_is(key, "trailer"))
		rc = read_text(reader, &layout->trailer, err);
	else if (rtk_bank_is(key, "delimiter"))
		rc = read_choice(reader, delimiters, &layout->delimiter, err);
	else if (rtk_bank_is(key, "decimal"))
		rc = read_choice(reader, decimals, &layout->decimal, err);
	else if (rtk_bank_is(key, "spaces"))
		rc = read_yes(reader, &layout->spaces, err);
	else if (rtk_bank_is(key, "header"))
		rc = read_yes(reader, &layout->header, err);
	else if (rtk_bank_is(key, "skip"))
		rc = rtk_key_number(reader->key, SKIP_MAX, &layout->skip, err);
	else if (rtk_bank_is(key, "columns"))
		rc = read_columns(reader, err);
	else if (rtk_bank_is(key, "free"))
		rc = rtk_key_number(
		    reader->key, COLUMNS_MAX, &layout->free, err);
	else if (rtk_bank_is(key, "detect"))
		rc = take_pattern(reader, &layout->detect, err);
	else if (rtk_bank_is(key, "identity"))
		rc = read_identity(reader, err);
	else if (rtk_bank_is(key, "quotes") &&
	    (rc = read_choice(reader, quotes, &csv, err)) == 0)
		layout->csv = csv == 1;
	return rc;
}

static int
read_key(struct reader *reader, struct rtk_bank_text key, struct rtk_err *err)
{
	static const char word[] = "word.";
	size_t field = find_name(field_names, RTK_LAYOUT_FIELDS, key);
	struct rtk_layout_value *figure;
	bool column = false;
	int rc;

	if (field < RTK_LAYOUT_FIELDS)
		return read_column(reader, &reader->layout->fields[field], err);
	figure = find_figure(reader->layout, key, &column);
	if (figure != NULL)
		return column ? read_column(reader, figure, err)
			      : read_pattern(reader, figure, err);
	if (key.size > strlen(word) && memcmp(key.bytes, word, 5) == 0)
		return read_word(reader,
		    (struct rtk_bank_text){key.bytes + 5, key.size - 5}, err);
	rc = read_frame(reader, key, err);
	if (rc <= 0)
		return rc;
	(void)rtk_failf(err, RTK_E_LAYOUT_LINE, "%s", "key");
	return rtk_err_cell(err, "", key.bytes, key.size);
}

static size_t
size_before_equals(struct rtk_bank_text text)
{
	size_t size = 0;

	while (size < text.size && text.bytes[size] != '=')
		size++;
	return size;
}

/* key = value, a comment behind # at the begin of a line. */
static int
read_line(
    struct rtk_layout *layout, const struct rtk_line *line, struct rtk_err *err)
{
	struct rtk_bank_text text = rtk_bank_trim(line->bytes, line->size), key;
	struct rtk_key_value value = {.arena = &layout->arena};
	struct reader reader = {.layout = layout, .key = &value};
	size_t size = size_before_equals(text);

	if (text.size == 0 || text.bytes[0] == '#')
		return 0;
	if (size == text.size) {
		(void)rtk_failf(err, RTK_E_LAYOUT_LINE, "%s", "key = value");
		return rtk_err_cell(err, "", text.bytes, text.size);
	}
	key = rtk_bank_trim(text.bytes, size);
	value.rest = text;
	rtk_key_move(&value, size + 1);
	if (read_key(&reader, key, err) != 0)
		return rtk_err_cell(err, "", text.bytes, text.size);
	if (value.rest.size > 0)
		return rtk_key_bad(&value, "nothing more", err);
	return 0;
}

/* --- the whole --------------------------------------------------------- */

enum { LINES_MAX = 200 };

/* What a layout must say. */
static const char *
find_gap(const struct rtk_layout *layout)
{
	const struct rtk_layout_value *fields = layout->fields;
	bool dated = fields[RTK_LAYOUT_DATE].column > 0 ||
	    fields[RTK_LAYOUT_DATE].title != NULL;

	for (size_t i = 0; i < RTK_LAYOUT_PLACES; i++)
		dated = dated ||
		    layout->figures[i][RTK_FIGURE_DATE].pattern != NULL;
	if (layout->name == NULL)
		return "layout";
	if (layout->delimiter == '\0')
		return "delimiter";
	if (!dated)
		return "date";
	if (fields[RTK_LAYOUT_SUM].column == 0 &&
	    fields[RTK_LAYOUT_SUM].title == NULL)
		return "sum";
	for (size_t i = 0; i < RTK_LAYOUT_FIELDS; i++)
		if (fields[i].title != NULL && !layout->header)
			return "header";
	for (size_t i = 0; i < RTK_LAYOUT_FIGURES; i++)
		if (layout->figures[RTK_PLACE_TRAILER][i].column > 0 &&
		    layout->trailer == NULL)
			return "trailer";
	return NULL;
}

/* As many columns as are spoken of, where the layout does not say. */
static const char *
complete(struct rtk_layout *layout)
{
	int last = 1;

	for (size_t i = 0; i < RTK_LAYOUT_FIELDS; i++)
		if (layout->fields[i].column > last)
			last = layout->fields[i].column;
	if (layout->source == NULL)
		layout->source = layout->name;
	if (layout->columns_min == 0) {
		layout->columns_min = last;
		layout->columns_max = COLUMNS_MAX;
	}
	if (layout->columns_min < last ||
	    layout->columns_max < layout->columns_min ||
	    layout->free > layout->columns_min)
		return "columns";
	return NULL;
}

static void
tell_gap(struct rtk_bankfile_faults *faults, const char *gap)
{
	struct rtk_err fault = RTK_ERR_INIT;

	if (gap == NULL || faults->count > 0)
		return;
	(void)rtk_failf(&fault, RTK_E_LAYOUT_GAP, "%s", gap);
	rtk_bankfile_fault(faults, 0, &fault);
}

/* The key of a line stands once. */
static int
note_key(struct rtk_bank_text keys[LINES_MAX], const struct rtk_line *line,
    struct rtk_err *err)
{
	struct rtk_bank_text *key = &keys[line->number - 1];
	struct rtk_bank_text text = {line->bytes, line->size};
	size_t size = size_before_equals(text);

	*key = rtk_bank_trim(text.bytes, size < text.size ? size : 0);
	if (key->size == 0 || key->bytes[0] == '#')
		return 0;
	for (long i = 0; i + 1 < line->number; i++)
		if (rtk_bank_text_same(keys[i], *key)) {
			(void)rtk_failf(err, RTK_E_ROW_DOUBLED, "%ld", i + 1);
			return rtk_err_cell(err, "", key->bytes, key->size);
		}
	return 0;
}

int
rtk_layout_read(struct rtk_layout *out, const struct rtk_bankfile *file,
    struct rtk_err *err)
{
	struct rtk_bankfile_faults faults = {.file = file};
	struct rtk_bank_text keys[LINES_MAX] = {{NULL, 0}};
	struct rtk_lines lines;
	struct rtk_line line;

	memset(out, 0, sizeof(*out));
	rtk_lines_init(&lines, file->text, file->size);
	while (rtk_lines_next(&lines, &line)) {
		struct rtk_err fault = RTK_ERR_INIT;

		if (line.number > LINES_MAX) {
			(void)rtk_failf(
			    &fault, RTK_E_CSV_TOO_MANY_ROWS, "%d", LINES_MAX);
			rtk_bankfile_fault(&faults, line.number, &fault);
			break;
		}
		if (note_key(keys, &line, &fault) != 0 ||
		    read_line(out, &line, &fault) != 0)
			rtk_bankfile_fault(&faults, line.number, &fault);
	}
	tell_gap(&faults, find_gap(out));
	tell_gap(&faults, complete(out));
	return rtk_bankfile_verdict(&faults, err);
}

void
rtk_layout_release(struct rtk_layout *layout)
{
	for (size_t i = 0; i < RTK_LAYOUT_FIELDS; i++)
		rtk_pattern_free(layout->fields[i].pattern);
	for (size_t i = 0; i < RTK_LAYOUT_PLACES; i++)
		for (size_t k = 0; k < RTK_LAYOUT_FIGURES; k++)
			rtk_pattern_free(layout->figures[i][k].pattern);
	rtk_pattern_free(layout->detect);
	rtk_arena_release(&layout->arena);
	memset(layout, 0, sizeof(*layout));
}
