#include "base/base.h"

#include "flow/outbox_record.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/file.h"

/* Columns of both files begin so; of the index a sixth and more follow. */
enum { INDEX_COLUMNS = 6, INDEX_FILE = 1, INDEX_SHA = 3, INDEX_DELIVERY = 4 };
enum { SENT_COLUMNS = 5, SENT_FILE = 0, SENT_SHA = 1, SENT_STATE = 3 };

static const char head[] = "file;sha256;day;state;answer\n";

static const char *const names[RTK_OUTBOX_STATES] = {
    [RTK_OUTBOX_NEW] = "new",
    [RTK_OUTBOX_ENDING] = "ending",
    [RTK_OUTBOX_SENT] = "sent",
    [RTK_OUTBOX_REFUSED] = "refused",
    [RTK_OUTBOX_DOUBT] = "doubt",
    [RTK_OUTBOX_LATER] = "later"};

const char *
rtk_outbox_state_name(enum rtk_outbox_state state)
{
	return names[state];
}

/* --- lines -------------------------------------------------------------- */

/*
 * Cuts the next whole line into its first cells; the last one takes the rest.
 * False at the end. Both files have no quotes in the cells that are read.
 */
static bool
next_line(char **at, char *end, char **cells, size_t columns, bool *full)
{
	char *stop = memchr(*at, '\n', (size_t)(end - *at));
	size_t count = 0;

	if (stop == NULL)
		return false;
	*stop = '\0';
	for (char *cell = *at; cell != NULL && count < columns;) {
		char *mark =
		    count + 1 < columns ? strchr(cell, ';') : NULL;

		cells[count++] = cell;
		if (mark != NULL)
			*mark++ = '\0';
		cell = mark;
	}
	*full = count == columns;
	*at = stop + 1;
	return true;
}

/* --- the index ---------------------------------------------------------- */

static bool
is_message(char *const cells[INDEX_COLUMNS])
{
	size_t size = strlen(cells[INDEX_FILE]);

	return strcmp(cells[INDEX_DELIVERY], "email") == 0 && size > 4 &&
	    strcmp(cells[INDEX_FILE] + size - 4, ".eml") == 0 &&
	    strlen(cells[INDEX_SHA]) == RTK_SHA256_HEX - 1;
}

static int
read_index(
    struct rtk_outbox_record *r, const char *folder, struct rtk_err *err)
{
	char *cells[INDEX_COLUMNS], *at, *end;
	struct rtk_buf path = {0};
	bool full;
	int rc;

	rtk_buf_addf(&path, "%s/index.csv", folder);
	rc = rtk_file_read(&r->index, path.bytes, err);
	rtk_buf_release(&path);
	if (rc < 0 || r->index.size == 0)
		return rc;
	at = r->index.bytes;
	end = at + r->index.size;
	while (next_line(&at, end, cells, INDEX_COLUMNS, &full)) {
		struct rtk_outbox_message *m;

		if (!full || !is_message(cells))
			continue;
		r->messages = rtk_array_grow(r->messages, &r->room, r->count,
		    sizeof(*r->messages));
		m = &r->messages[r->count++];
		*m = (struct rtk_outbox_message){.file = cells[INDEX_FILE]};
		memcpy(m->sha256, cells[INDEX_SHA], RTK_SHA256_HEX);
	}
	return 0;
}

/* --- what was sent ------------------------------------------------------ */

static struct rtk_outbox_message *
find(struct rtk_outbox_record *r, const char *file)
{
	size_t from = 0, to = r->count;

	/* the index stands in the order of files */
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(r->messages[middle].file, file);

		if (order == 0)
			return &r->messages[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

static void
take_row(struct rtk_outbox_record *r, char *const cells[SENT_COLUMNS])
{
	struct rtk_outbox_message *m = find(r, cells[SENT_FILE]);

	for (int state = 0; m != NULL && state < RTK_OUTBOX_STATES; state++) {
		if (strcmp(names[state], cells[SENT_STATE]) != 0)
			continue;
		m->state = (enum rtk_outbox_state)state;
		m->changed = strcmp(m->sha256, cells[SENT_SHA]) != 0;
	}
}

static int
open_journal(struct rtk_outbox_record *r, const char *path,
    const struct rtk_buf *bytes, struct rtk_err *err)
{
	bool torn = bytes->size > 0 && bytes->bytes[bytes->size - 1] != '\n';

	if (rtk_file_append_open(&r->journal, path, err) < 0)
		return -1;
	if (bytes->size == 0)
		return rtk_file_append(
		    r->journal, head, sizeof(head) - 1, err);
	/* a run that was killed may have left half a line: it says nothing */
	return torn ? rtk_file_append(r->journal, "\n", 1, err) : 0;
}

static int
read_sent(struct rtk_outbox_record *r, const char *folder, bool read_only,
    struct rtk_err *err)
{
	char *cells[SENT_COLUMNS], *at, *end;
	struct rtk_buf path = {0}, bytes = {0};
	bool full;
	int rc = 0;

	rtk_buf_addf(&path, "%s/sent.csv", folder);
	if (rtk_file_exists(path.bytes))
		rc = rtk_file_read(&bytes, path.bytes, err);
	if (rc == 0 && !read_only)
		rc = open_journal(r, path.bytes, &bytes, err);
	if (rc == 0 && bytes.size > 0) {
		at = bytes.bytes;
		end = at + bytes.size;
		while (next_line(&at, end, cells, SENT_COLUMNS, &full))
			if (full)
				take_row(r, cells);
	}
	rtk_buf_release(&path);
	rtk_buf_release(&bytes);
	return rc;
}

int
rtk_outbox_record_open(struct rtk_outbox_record *out, const char *folder,
    bool read_only, struct rtk_err *err)
{
	*out = (struct rtk_outbox_record){.journal = -1};
	if (read_index(out, folder, err) < 0)
		return -1;
	return read_sent(out, folder, read_only, err);
}

int
rtk_outbox_record_put(struct rtk_outbox_record *r,
    struct rtk_outbox_message *m, enum rtk_outbox_state state,
    const char *answer, struct rtk_err *err)
{
	char day[RTK_DATE_TEXT];
	struct rtk_buf row = {0};
	int rc;

	rtk_buf_addf(&row, "%s;%s;%s;%s;%s\n", m->file, m->sha256,
	    rtk_date_text(day, r->day), names[state], answer);
	rc = rtk_file_append(r->journal, row.bytes, row.size, err);
	rtk_buf_release(&row);
	if (rc < 0)
		return rtk_err_at(err, "sent.csv", 0);
	m->state = state;
	m->changed = false;
	return 0;
}

void
rtk_outbox_record_close(struct rtk_outbox_record *r)
{
	if (r->journal >= 0)
		rtk_file_append_close(r->journal);
	free(r->messages);
	rtk_buf_release(&r->index);
}
