#include "base/base.h"

#include "flow/invoice_index.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"

/* A line of an index, "account;file;page;..."; borrowed. */
struct row {
	const char *line, *file;
	size_t size, file_size; /* size with the line end */
};

struct rows {
	struct row *list;
	size_t count, room;
};

/* The size of the first line with its end; 0: there is no whole line. */
static size_t
line_size(const char *text, size_t size)
{
	const char *end = size > 0 ? memchr(text, '\n', size) : NULL;

	return end == NULL ? 0 : (size_t)(end - text) + 1;
}

/* Splits a line; account and file have only letters that need no quotes. */
static bool
split(struct row *row, const char *line, size_t size)
{
	const char *file = memchr(line, ';', size), *end;

	if (file++ == NULL)
		return false;
	end = memchr(file, ';', size - (size_t)(file - line));
	if (end == NULL)
		return false;
	*row = (struct row){.line = line,
	    .size = size,
	    .file = file,
	    .file_size = (size_t)(end - file)};
	return true;
}

static int
compare_files(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	size_t size =
	    a->file_size < b->file_size ? a->file_size : b->file_size;
	int order = memcmp(a->file, b->file, size);

	if (order == 0)
		order = (a->file_size > b->file_size) -
		    (a->file_size < b->file_size);
	return order;
}

/* By file, and in a file as they were written: by page. */
static int
compare_rows(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	int order = compare_files(a, b);

	return order != 0 ? order
			  : (a->line > b->line) - (a->line < b->line);
}

/* Puts the rows of a text to the others, all in order. */
static void
add_rows(struct rows *rows, const char *text, size_t size)
{
	size_t at = 0, line;

	while ((line = line_size(text + at, size - at)) > 0) {
		rows->list = rtk_array_grow(rows->list, &rows->room,
		    rows->count, sizeof(*rows->list));
		if (split(&rows->list[rows->count], text + at, line))
			rows->count++;
		at += line;
	}
	if (rows->count > 0)
		qsort(rows->list, rows->count, sizeof(*rows->list),
		    compare_rows);
}

static bool
stands(const char *folder, const struct row *row)
{
	struct rtk_buf path = {0};
	bool found;

	rtk_buf_addf(
	    &path, "%s/%.*s", folder, (int)row->file_size, row->file);
	found = access(path.bytes, F_OK) == 0;
	rtk_buf_release(&path);
	return found;
}

/* The rows of an old index whose files stand and were not written anew. */
static void
keep(struct rtk_buf *kept, const struct rtk_buf *old, const struct rows *rows,
    const char *folder)
{
	size_t at = line_size(old->bytes, old->size);
	size_t line;
	struct row row;

	while ((line = line_size(old->bytes + at, old->size - at)) > 0) {
		if (split(&row, old->bytes + at, line) &&
		    (rows->count == 0 ||
			bsearch(&row, rows->list, rows->count, sizeof(row),
			    compare_files) == NULL) &&
		    stands(folder, &row))
			rtk_buf_add(kept, row.line, row.size);
		at += line;
	}
}

/* The index of the folder; empty when there is none, or a foreign one. */
static int
read_old(struct rtk_buf *old, const struct rtk_buf *index, const char *folder,
    struct rtk_err *err)
{
	size_t head = line_size(index->bytes, index->size);
	struct rtk_buf path = {0};
	int rc = 0;

	rtk_buf_addf(&path, "%s/index.csv", folder);
	if (access(path.bytes, F_OK) == 0)
		rc = rtk_file_read(old, path.bytes, err);
	rtk_buf_release(&path);
	if (old->size < head ||
	    (head > 0 && memcmp(old->bytes, index->bytes, head) != 0))
		rtk_buf_reset(old);
	return rc;
}

int
rtk_invoice_index_join(
    struct rtk_buf *index, const char *folder, struct rtk_err *err)
{
	size_t head = line_size(index->bytes, index->size);
	struct rtk_buf old = {0}, kept = {0}, out = {0};
	struct rows rows = {0};
	int rc = read_old(&old, index, folder, err);

	if (rc == 0) {
		add_rows(&rows, index->bytes + head, index->size - head);
		keep(&kept, &old, &rows, folder);
		rtk_buf_release(&old);
		add_rows(&rows, kept.bytes, kept.size);
		rtk_buf_add(&out, index->bytes, head);
		for (size_t i = 0; i < rows.count; i++)
			rtk_buf_add(
			    &out, rows.list[i].line, rows.list[i].size);
		rtk_buf_release(index);
		*index = out;
	}
	free(rows.list);
	rtk_buf_release(&old);
	rtk_buf_release(&kept);
	return rc;
}
