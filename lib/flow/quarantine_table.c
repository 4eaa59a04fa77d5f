/* Decisions on rows of the quarantine as a table that a person filled in. */
#include "base/base.h"

#include "base/arena.h"
#include "base/file.h"
#include "flow/quarantine.h"
#include "io/csvin.h"
#include "text/encoding.h"

enum {
	COLUMN_ID,
	COLUMN_ACTION,
	COLUMN_CAUSE,
	COLUMN_ROW,
	COLUMN_HEADER,
	COLUMN_LISTED /* from here on: listed, of no matter here */
};

enum { CAUSE_LETTERS = 500, ROW_LETTERS = 60000 };

static const struct rtk_column columns[] = {
    [COLUMN_ID] = {"id", "номер", true},
    [COLUMN_ACTION] = {"action", "решение", true},
    [COLUMN_CAUSE] = {"cause", "причина", true},
    [COLUMN_ROW] = {"row", "строка", false},
    [COLUMN_HEADER] = {"header", "заголовок", false},
    [COLUMN_LISTED] = {"batch", NULL, false},
    {"kind", NULL, false},
    {"file", NULL, false},
    {"line", NULL, false},
    {"reason", NULL, false},
    {"text", NULL, false},
    {"imported", NULL, false},
    {"days", NULL, false},
    {"proposed", NULL, false},
};

const struct rtk_word rtk_words_resolve[] = {
    {"take", "принять", RTK_RESOLVE_TAKE},
    {"sure", "верно", RTK_RESOLVE_SURE},
    {"proposed", "предложенное", RTK_RESOLVE_PROPOSED},
    {"drop", "отклонить", RTK_RESOLVE_DROP},
    {NULL, NULL, 0},
};

static const char *
keep(struct rtk_arena *arena, const struct rtk_cell *cell)
{
	return rtk_arena_copy(arena, cell->bytes, cell->size);
}

/* 1 a decision, 0 none stands in the line, -1. */
static int
read_line(struct rtk_resolve *out, struct rtk_arena *arena,
    const struct rtk_cell *cells, struct rtk_err *err)
{
	struct rtk_cell cause, row, header;
	int action;

	if (rtk_field_empty(&cells[COLUMN_ACTION]))
		return 0;
	if (rtk_field_int(&out->id, &cells[COLUMN_ID], 1, INT64_MAX, err) <
		0 ||
	    rtk_field_choice(
		&action, &cells[COLUMN_ACTION], rtk_words_resolve, err) < 0 ||
	    rtk_field_text_required(
		&cause, &cells[COLUMN_CAUSE], CAUSE_LETTERS, err) < 0 ||
	    rtk_field_text(&row, &cells[COLUMN_ROW], ROW_LETTERS, err) < 0 ||
	    rtk_field_text(
		&header, &cells[COLUMN_HEADER], ROW_LETTERS, err) < 0)
		return -1;
	out->action = (enum rtk_resolve_action)action;
	out->cause = keep(arena, &cause);
	out->row = keep(arena, &row);
	out->header = keep(arena, &header);
	return 1;
}

static int
read_all(struct rtk_csvin *in, const struct rtk_resolve_reader *reader,
    struct rtk_err *err)
{
	struct rtk_arena arena = {0};
	const struct rtk_csvin_row *row;
	struct rtk_resolve resolve;
	int rc;

	while ((rc = rtk_csvin_next(in, &row, err)) == 0 && row != NULL) {
		rtk_arena_reset(&arena);
		rc = rtk_csvin_check(in, row, err);
		if (rc == 0)
			rc = read_line(&resolve, &arena, row->cells, err);
		if (rc == 1)
			rc = reader->take(reader->context, &resolve, err);
		if (rc < 0) {
			rtk_err_at(err, reader->path, row->line);
			break;
		}
	}
	rtk_arena_release(&arena);
	return rc < 0 ? -1 : 0;
}

int
rtk_resolve_read(const struct rtk_resolve_reader *reader, struct rtk_err *err)
{
	struct rtk_csvin_source source = {.file = reader->path,
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	struct rtk_encoding_text text;
	enum rtk_encoding encoding;
	struct rtk_buf bytes = {0};
	struct rtk_csvin *in;
	int rc = -1;

	if (rtk_file_read(&bytes, reader->path, err) == 0 &&
	    rtk_encoding_find(&encoding, reader->encoding, err) == 0 &&
	    rtk_encoding_convert(
		&text, &bytes, encoding, RTK_ENCODING_CSV, err) == 0) {
		source.text = text.bytes;
		source.size = text.size;
		source.replaced = text.replaced > 0;
		rc = rtk_csvin_open(&in, &source, err);
		if (rc == 0) {
			rc = read_all(in, reader, err);
			rtk_csvin_close(in);
		}
	}
	if (rc < 0 && err->file[0] == '\0')
		rtk_err_at(err, reader->path, 0);
	rtk_buf_release(&bytes);
	return rc;
}
