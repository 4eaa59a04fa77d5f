#include "base/base.h"

#include "io/xlsx_read.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/array.h"

enum { NAME_BYTES = 256, DIGITS_OWN = 15, DIGITS_MAX = 400 };

/* A text among those that cells share. */
struct shared {
	size_t at, size;
};

/* What is being read; the handlers of all parts share it. */
struct sheet {
	XML_Parser parser;
	struct rtk_buf *out;
	struct rtk_err *err;
	bool failed;
	/* the workbook: which part is the first sheet */
	char id[NAME_BYTES], target[NAME_BYTES];
	/* texts */
	struct rtk_buf texts;
	struct shared *shared;
	size_t shared_count, shared_room;
	bool phonetic; /* how to pronounce it: no text */
	/* the row and the cell */
	struct rtk_buf cell, row;
	bool collects;
	char type;
	long line, row_number;
	size_t column, columns; /* of the cell, of the row so far */
};

static void
fail(struct sheet *s, enum rtk_fault fault, const char *what)
{
	if (!s->failed)
		rtk_failf(s->err, fault, "%s", what);
	s->failed = true;
	if (s->parser != NULL)
		XML_StopParser(s->parser, XML_FALSE);
}

/* --- numbers ------------------------------------------------------------- */

static int
exponent_of(const char *text, const char *end)
{
	bool minus = text < end && *text == '-';
	int value = 0;

	text += text < end && (*text == '-' || *text == '+');
	for (; text < end && value < DIGITS_MAX; text++)
		value = value * 10 + (*text - '0');
	return minus ? -value : value;
}

/* A number taken apart: its digits and where the point stands in them. */
struct number {
	char digits[DIGITS_MAX];
	int count, point;
	bool minus;
};

/* False for what is no number. */
static bool
take_apart(struct number *n, const char *text, size_t size)
{
	const char *end = text + size;
	bool behind = false, any = false;

	memset(n, 0, sizeof(*n));
	n->minus = size > 0 && *text == '-';
	for (text += n->minus; text < end && *text != 'E' && *text != 'e';
	     text++) {
		if (*text == '.' && !behind) {
			behind = true;
			continue;
		}
		if (*text < '0' || *text > '9' || n->count == DIGITS_MAX)
			return false;
		any = true;
		n->point += !behind && (n->count > 0 || *text != '0');
		if (n->count > 0 || *text != '0')
			n->digits[n->count++] = *text;
		else
			n->point -= behind;
	}
	if (text < end) {
		const char *power = text + 1;

		for (const char *c = power; c < end; c++)
			if ((*c < '0' || *c > '9') &&
			    !(c == power && (*c == '-' || *c == '+')))
				return false;
		n->point += exponent_of(power, end);
	}
	return any && n->point > -DIGITS_MAX && n->point < DIGITS_MAX;
}

/* Half up at the fifteenth digit, then zeros at the end go. */
static void
round_own(struct number *n)
{
	int i = DIGITS_OWN;
	bool up = n->count > DIGITS_OWN && n->digits[DIGITS_OWN] >= '5';

	if (n->count > DIGITS_OWN)
		n->count = DIGITS_OWN;
	while (up && i-- > 0) {
		up = n->digits[i] == '9';
		n->digits[i] = (char)(up ? '0' : n->digits[i] + 1);
	}
	if (up) {
		memmove(n->digits + 1, n->digits, (size_t)n->count);
		n->digits[0] = '1';
		n->point++;
	}
	while (n->count > 0 && n->digits[n->count - 1] == '0')
		n->count--;
}

void
rtk_xlsx_number(struct rtk_buf *out, const char *text, size_t size)
{
	struct number n;

	if (!take_apart(&n, text, size)) {
		rtk_buf_add(out, text, size);
		return;
	}
	round_own(&n);
	if (n.count == 0)
		n.point = 0;
	if (n.minus && n.count > 0)
		rtk_buf_add_byte(out, '-');
	if (n.point <= 0)
		rtk_buf_add_byte(out, '0');
	for (int i = 0; i < n.point; i++)
		rtk_buf_add_byte(out, i < n.count ? n.digits[i] : '0');
	if (n.count > n.point)
		rtk_buf_add_byte(out, '.');
	for (int i = n.point; i < n.count; i++)
		rtk_buf_add_byte(out, i < 0 ? '0' : n.digits[i]);
}

/* --- XML ----------------------------------------------------------------- */

/* The name without the prefix of its namespace. */
static const char *
local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static bool
is(const char *name, const char *wanted)
{
	return strcmp(local(name), wanted) == 0;
}

static const char *
attribute(const char **list, const char *name)
{
	for (; list[0] != NULL; list += 2)
		if (is(list[0], name))
			return list[1];
	return "";
}

static void
on_text(void *context, const char *text, int size)
{
	struct sheet *s = context;

	if (!s->collects || s->phonetic)
		return;
	if (s->cell.size + (size_t)size > RTK_XLSX_CELL_BYTES_MAX) {
		fail(s, RTK_E_XLSX_SIZE, "32 KiB a cell");
		return;
	}
	rtk_buf_add(&s->cell, text, (size_t)size);
}

/* A declaration of a type may hold entities that unfold without end. */
static void
on_doctype(void *context, const char *name, const char *system,
    const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	fail(context, RTK_E_XLSX_FORM, "DOCTYPE");
}

/* --- the workbook -------------------------------------------------------- */

static void
on_workbook(void *context, const char *name, const char **attributes)
{
	struct sheet *s = context;

	if (is(name, "workbookPr") &&
	    attribute(attributes, "date1904")[0] != '\0' &&
	    strchr("1t", attribute(attributes, "date1904")[0]) != NULL)
		fail(s, RTK_E_XLSX_FORM, "date1904");
	/* "id" is r:id; the other one is sheetId */
	if (is(name, "sheet") && s->id[0] == '\0')
		(void)snprintf(
		    s->id, sizeof(s->id), "%s", attribute(attributes, "id"));
}

static void
on_relation(void *context, const char *name, const char **attributes)
{
	struct sheet *s = context;

	if (is(name, "Relationship") &&
	    strcmp(attribute(attributes, "Id"), s->id) == 0)
		(void)snprintf(s->target, sizeof(s->target), "%s",
		    attribute(attributes, "Target"));
}

/* --- texts --------------------------------------------------------------- */

static void
on_shared_begin(void *context, const char *name, const char **attributes)
{
	struct sheet *s = context;

	(void)attributes;
	if (is(name, "si"))
		rtk_buf_reset(&s->cell);
	else if (is(name, "t"))
		s->collects = true;
	else if (is(name, "rPh"))
		s->phonetic = true;
}

static void
on_shared_end(void *context, const char *name)
{
	struct sheet *s = context;

	if (is(name, "t"))
		s->collects = false;
	else if (is(name, "rPh"))
		s->phonetic = false;
	if (!is(name, "si"))
		return;
	s->shared = rtk_array_grow(
	    s->shared, &s->shared_room, s->shared_count, sizeof(*s->shared));
	s->shared[s->shared_count++] =
	    (struct shared){s->texts.size, s->cell.size};
	rtk_buf_add(&s->texts, s->cell.bytes, s->cell.size);
}

/* --- cells --------------------------------------------------------------- */

/* "AB12": 28; 0: no place. */
static size_t
column_of(const char *place)
{
	size_t column = 0;

	for (; *place >= 'A' && *place <= 'Z' && column < 100000; place++)
		column = column * 26 + (size_t)(*place - 'A') + 1;
	return column;
}

static long
number_of(const char *text)
{
	long number = 0;

	for (; *text >= '0' && *text <= '9' && number < 100000000; text++)
		number = number * 10 + (*text - '0');
	return number;
}

static void
begin_row(struct sheet *s, const char **attributes)
{
	const char *place = attribute(attributes, "r");

	s->row_number = place[0] != '\0' ? number_of(place) : s->line + 1;
	if (s->row_number <= s->line)
		fail(s, RTK_E_XLSX_FORM, "row");
	else if (s->row_number > RTK_XLSX_ROWS_MAX)
		fail(s, RTK_E_XLSX_SIZE, "1048576 rows");
	rtk_buf_reset(&s->row);
	s->column = 0;
	s->columns = 0;
}

static void
on_cell_begin(void *context, const char *name, const char **attributes)
{
	struct sheet *s = context;

	if (is(name, "row")) {
		begin_row(s, attributes);
	} else if (is(name, "c")) {
		const char *place = attribute(attributes, "r");

		s->column = place[0] != '\0' ? column_of(place) : s->column + 1;
		s->type = attribute(attributes, "t")[0];
		rtk_buf_reset(&s->cell);
	} else if (is(name, "rPh")) {
		s->phonetic = true;
	} else if (is(name, "v") || is(name, "t")) {
		s->collects = true;
	}
}

/* A cell of the CSV; what would break the line is a blank. */
static void
add_quoted(struct rtk_buf *row, const char *text, size_t size)
{
	bool quoted = false;

	for (size_t i = 0; i < size; i++)
		quoted = quoted || text[i] == ';' || text[i] == '"';
	if (quoted)
		rtk_buf_add_byte(row, '"');
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '"')
			rtk_buf_add_byte(row, '"');
		rtk_buf_add_byte(
		    row, text[i] == '\n' || text[i] == '\r' ? ' ' : text[i]);
	}
	if (quoted)
		rtk_buf_add_byte(row, '"');
}

/* Types: "s" a shared text; "str", "inlineStr", "e", "b" as it stands. */
static void
end_cell(struct sheet *s)
{
	const char *text = s->cell.size > 0 ? s->cell.bytes : "";

	if (s->cell.size == 0 || s->column > RTK_XLSX_COLUMNS_MAX)
		return;
	if (s->column <= s->columns) {
		fail(s, RTK_E_XLSX_FORM, "c");
		return;
	}
	/* the first cell of a row has no mark before it */
	for (; s->columns < s->column; s->columns++)
		if (s->columns > 0)
			rtk_buf_add_byte(&s->row, ';');
	if (s->type == 's' && strlen(text) < 10 &&
	    strspn(text, "0123456789") == s->cell.size) {
		size_t index = (size_t)number_of(text);

		if (index >= s->shared_count)
			fail(s, RTK_E_XLSX_FORM, "sharedStrings");
		else
			add_quoted(&s->row,
			    s->texts.bytes + s->shared[index].at,
			    s->shared[index].size);
	} else if (s->type == '\0' || s->type == 'n') {
		rtk_xlsx_number(&s->row, text, s->cell.size);
	} else {
		add_quoted(&s->row, text, s->cell.size);
	}
}

static void
end_row(struct sheet *s)
{
	for (; s->line + 1 < s->row_number; s->line++)
		rtk_buf_add_byte(s->out, '\n');
	if (s->out->size + s->row.size > RTK_XLSX_TEXT_BYTES_MAX) {
		fail(s, RTK_E_XLSX_SIZE, "128 MiB");
		return;
	}
	rtk_buf_add(s->out, s->row.bytes, s->row.size);
	rtk_buf_add_byte(s->out, '\n');
	s->line = s->row_number;
}

static void
on_cell_end(void *context, const char *name)
{
	struct sheet *s = context;

	if (is(name, "v") || is(name, "t"))
		s->collects = false;
	else if (is(name, "rPh"))
		s->phonetic = false;
	else if (is(name, "c"))
		end_cell(s);
	else if (is(name, "row"))
		end_row(s);
}

/* --- parts --------------------------------------------------------------- */

/* Unpacks a part through the parser, piece by piece, up to the limit. */
static void
feed(struct sheet *s, zip_file_t *file)
{
	enum { PIECE = 32 * 1024 };
	size_t total = 0;
	zip_int64_t got = 0;
	char *piece = rtk_alloc(PIECE);

	while (!s->failed && (got = zip_fread(file, piece, PIECE)) > 0) {
		total += (size_t)got;
		if (total > RTK_XLSX_PART_BYTES_MAX)
			fail(s, RTK_E_XLSX_SIZE, "64 MiB");
		else if (XML_Parse(s->parser, piece, (int)got, XML_FALSE) !=
		    XML_STATUS_OK)
			fail(s, RTK_E_XLSX_FORM,
			    XML_ErrorString(XML_GetErrorCode(s->parser)));
	}
	if (!s->failed && got < 0)
		fail(s, RTK_E_XLSX_FORM, "zip");
	if (!s->failed &&
	    XML_Parse(s->parser, piece, 0, XML_TRUE) != XML_STATUS_OK)
		fail(s, RTK_E_XLSX_FORM,
		    XML_ErrorString(XML_GetErrorCode(s->parser)));
	free(piece);
}

/* Reads a part; false when there is none of that name. */
static bool
read_part(struct sheet *s, zip_t *zip, const char *name,
    XML_StartElementHandler begin, XML_EndElementHandler end)
{
	zip_int64_t index = zip_name_locate(zip, name, ZIP_FL_NOCASE);
	zip_file_t *file =
	    index < 0 ? NULL : zip_fopen_index(zip, (zip_uint64_t)index, 0);

	if (file == NULL)
		return false;
	s->parser = XML_ParserCreate(NULL);
	if (s->parser == NULL)
		rtk_out_of_memory();
	XML_SetUserData(s->parser, s);
	XML_SetElementHandler(s->parser, begin, end);
	XML_SetCharacterDataHandler(s->parser, on_text);
	XML_SetStartDoctypeDeclHandler(s->parser, on_doctype);
	feed(s, file);
	XML_ParserFree(s->parser);
	s->parser = NULL;
	(void)zip_fclose(file);
	return true;
}

static void
no_end(void *context, const char *name)
{
	(void)context;
	(void)name;
}

/* The part that is the first sheet, as the workbook lists them. */
static void
find_sheet(char path[NAME_BYTES + 8], struct sheet *s, zip_t *zip)
{
	(void)read_part(s, zip, "xl/workbook.xml", on_workbook, no_end);
	if (!s->failed && s->id[0] != '\0')
		(void)read_part(
		    s, zip, "xl/_rels/workbook.xml.rels", on_relation, no_end);
	if (s->target[0] == '/')
		(void)snprintf(path, NAME_BYTES + 8, "%s", s->target + 1);
	else
		(void)snprintf(path, NAME_BYTES + 8, "xl/%s",
		    s->target[0] != '\0' ? s->target : "worksheets/sheet1.xml");
}

static void
read_book(struct sheet *s, zip_t *zip)
{
	char path[NAME_BYTES + 8];

	find_sheet(path, s, zip);
	if (!s->failed)
		(void)read_part(s, zip, "xl/sharedStrings.xml", on_shared_begin,
		    on_shared_end);
	s->collects = s->phonetic = false;
	if (!s->failed && !read_part(s, zip, path, on_cell_begin, on_cell_end))
		fail(s, RTK_E_XLSX_FORM, path);
}

bool
rtk_xlsx_is(const void *bytes, size_t size)
{
	return size > 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

int
rtk_xlsx_read(
    struct rtk_buf *out, const void *bytes, size_t size, struct rtk_err *err)
{
	struct sheet s = {.out = out, .err = err};
	zip_source_t *source = zip_source_buffer_create(bytes, size, 0, NULL);
	zip_t *zip;

	if (source == NULL)
		rtk_out_of_memory();
	zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (zip == NULL) {
		zip_source_free(source);
		return rtk_failf(err, RTK_E_XLSX_FORM, "%s", "zip");
	}
	read_book(&s, zip);
	zip_discard(zip);
	rtk_buf_release(&s.texts);
	rtk_buf_release(&s.cell);
	rtk_buf_release(&s.row);
	free(s.shared);
	return s.failed ? -1 : 0;
}
