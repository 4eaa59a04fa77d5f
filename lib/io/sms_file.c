#include "base/base.h"

#include "io/sms_file.h"

#include <stdio.h>
#include <string.h>

#include "text/encoding.h"
#include "text/lines.h"
#include "text/utf16.h"

/* INyyyymmdd_hhmmss_nn_+79120000001_mm.txt: where the parts stand. */
enum {
	DAY_AT = 2,
	TIME_AT = 11,
	SERIAL_AT = 18,
	FROM_AT = 21,
	PART_DIGITS = 2
};

static int
fail(struct rtk_err *err, const char *what)
{
	return rtk_failf(err, RTK_E_SMS_FILE, "%s", what);
}

static bool
are_digits(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}

static int
two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* --- gammu-smsd: all is in the name -------------------------------------- */

/* Where the underline before the number of the part stands; NULL: no. */
static const char *
gammu_part(const char *name)
{
	const char *last = strrchr(name, '_');

	if (strlen(name) < FROM_AT || strncmp(name, "IN", DAY_AT) != 0 ||
	    !are_digits(name + DAY_AT, TIME_AT - DAY_AT - 1) ||
	    name[TIME_AT - 1] != '_' ||
	    !are_digits(name + TIME_AT, SERIAL_AT - TIME_AT - 1) ||
	    name[SERIAL_AT - 1] != '_' ||
	    !are_digits(name + SERIAL_AT, FROM_AT - SERIAL_AT - 1) ||
	    name[FROM_AT - 1] != '_')
		return NULL;
	if (last < name + FROM_AT || strlen(last) <= PART_DIGITS + 1 ||
	    !are_digits(last + 1, PART_DIGITS) ||
	    strcmp(last + 1 + PART_DIGITS, ".txt") != 0)
		return NULL;
	return last;
}

static int
read_gammu(struct rtk_sms_file *out, const char *name, struct rtk_err *err)
{
	const char *part = gammu_part(name);
	size_t from = (size_t)(part - name) - FROM_AT;
	char day[RTK_DATE_TEXT];

	if (from >= RTK_SMS_FILE_TEXT || part - name >= RTK_SMS_FILE_TEXT)
		return fail(err, "name");
	(void)snprintf(day, sizeof(day), "%.4s-%.2s-%.2s", name + DAY_AT,
	    name + DAY_AT + 4, name + DAY_AT + 6);
	if (rtk_date_parse(&out->day, day, strlen(day), err) < 0)
		return -1;
	(void)snprintf(
	    out->from, sizeof(out->from), "%.*s", (int)from, name + FROM_AT);
	(void)snprintf(out->sent, sizeof(out->sent), "%s %.2s:%.2s:%.2s", day,
	    name + TIME_AT, name + TIME_AT + 2, name + TIME_AT + 4);
	(void)snprintf(
	    out->key, sizeof(out->key), "%.*s", (int)(part - name), name);
	out->part = two_digits(part + 1) + 1;
	return 0;
}

/* --- smstools: headers, an empty line, the text -------------------------- */

/* The value of a header; false when the line is another one. */
static bool
header(const struct rtk_line *line, const char *name, const char **value,
    size_t *size)
{
	size_t length = strlen(name);

	if (line->size <= length || strncmp(line->bytes, name, length) != 0 ||
	    line->bytes[length] != ':')
		return false;
	*value = line->bytes + length + 1;
	*size = line->size - length - 1;
	while (*size > 0 && **value == ' ') {
		++*value;
		--*size;
	}
	return true;
}

static void
keep(char out[RTK_SMS_FILE_TEXT], const char *value, size_t size)
{
	(void)snprintf(out, RTK_SMS_FILE_TEXT, "%.*s", (int)size, value);
}

/* Bytes in hexadecimal, a blank behind each; how many there are. */
static size_t
read_hex(unsigned *out, size_t room, const char *text)
{
	static const char digits[] = "0123456789ABCDEF0123456789abcdef";
	size_t count = 0;

	for (; count < room && strlen(text) >= 2; count++) {
		const char *high = strchr(digits, text[0]);
		const char *low = strchr(digits, text[1]);

		if (high == NULL || low == NULL)
			break;
		out[count] = (unsigned)(high - digits) % 16 << 4 |
		    (unsigned)(low - digits) % 16;
		text += text[2] == ' ' ? 3 : 2;
	}
	return count;
}

/* "05 00 03 A7 02 01": a part of a long message: its mark, parts, number. */
static void
read_user_data(struct rtk_sms_file *out, const char *value, size_t size)
{
	enum { BYTES = 7, SHORT_MARK = 0, LONG_MARK = 8 };
	char text[RTK_SMS_FILE_TEXT];
	unsigned b[BYTES] = {0}, mark = 0;
	size_t count, at;

	keep(text, value, size);
	count = read_hex(b, BYTES, text);
	if (count == BYTES && b[1] == LONG_MARK) {
		mark = b[3] << 8 | b[4];
		at = 5;
	} else if (count >= BYTES - 1 && b[1] == SHORT_MARK) {
		mark = b[3];
		at = 4;
	} else {
		return;
	}
	(void)snprintf(out->key, sizeof(out->key), "%u", mark);
	out->parts = (int)b[at];
	out->part = (int)b[at + 1];
}

static void
read_header(
    struct rtk_sms_file *out, const struct rtk_line *line, bool *unicode)
{
	const char *value;
	size_t size;

	if (header(line, "From", &value, &size))
		keep(out->from, value, size);
	else if (header(line, "Sent", &value, &size))
		keep(out->sent, value, size);
	else if (header(line, "Received", &value, &size) &&
	    out->sent[0] == '\0')
		keep(out->sent, value, size);
	else if (header(line, "UDH-DATA", &value, &size))
		read_user_data(out, value, size);
	else if (header(line, "Alphabet", &value, &size))
		*unicode = size >= 3 && strncmp(value, "UCS", 3) == 0;
}

/* yy-mm-dd hh:mm:ss */
static int
read_sent(struct rtk_sms_file *out, struct rtk_err *err)
{
	char day[RTK_DATE_TEXT + 2];

	(void)snprintf(day, sizeof(day), "20%.8s", out->sent);
	return rtk_date_parse(&out->day, day, strlen(day), err);
}

/* The headers; *body is where the text begins. */
static int
read_smstools(struct rtk_sms_file *out, const struct rtk_buf *file,
    size_t *body, bool *unicode, struct rtk_err *err)
{
	struct rtk_lines lines;
	struct rtk_line line;
	bool ended = false;
	char key[RTK_SMS_FILE_TEXT];

	*unicode = false;
	rtk_lines_init(&lines, file->bytes, file->size);
	while (!ended && rtk_lines_next(&lines, &line)) {
		ended = line.size == 0;
		read_header(out, &line, unicode);
	}
	if (!ended || out->from[0] == '\0')
		return fail(err, "From");
	if (read_sent(out, err) < 0)
		return -1;
	*body = (size_t)(line.bytes - file->bytes) + line.size_full;
	if (out->key[0] != '\0') {
		(void)snprintf(key, sizeof(key), "%.30s/%.10s/%.3d", out->from,
		    out->key, out->parts);
		keep(out->key, key, strlen(key));
	}
	return 0;
}

/* --- both ---------------------------------------------------------------- */

bool
rtk_sms_file_is(const char *name, const char *bytes, size_t size)
{
	return gammu_part(name) != NULL ||
	    (size > 5 && strncmp(bytes, "From:", 5) == 0);
}

static int
add_text(struct rtk_buf *text, const struct rtk_sms_source *source, size_t body,
    bool unicode, struct rtk_err *err)
{
	const char *bytes = source->bytes->bytes + body;
	size_t size = source->bytes->size - body;
	enum rtk_utf16 order = rtk_utf16_find(bytes, size);
	struct rtk_encoding_text found;
	enum rtk_encoding encoding;
	struct rtk_buf copy = {0};
	int rc = 0;

	if (order == RTK_UTF16_NONE && unicode)
		order = RTK_UTF16_BIG;
	if (size == 0)
		return 0;
	if (order != RTK_UTF16_NONE) {
		rtk_utf16_add(text, bytes, size, order);
		return 0;
	}
	rtk_buf_add(&copy, bytes, size);
	if (rtk_encoding_find(&encoding, source->encoding, err) < 0 ||
	    rtk_encoding_convert(
		&found, &copy, encoding, RTK_ENCODING_CSV, err) < 0)
		rc = -1;
	else
		rtk_buf_add(text, found.bytes, found.size);
	rtk_buf_release(&copy);
	return rc;
}

int
rtk_sms_file_read(struct rtk_sms_file *out, struct rtk_buf *text,
    const struct rtk_sms_source *source, struct rtk_err *err)
{
	struct rtk_sms_file file = {.part = 0};
	const struct rtk_buf *bytes = source->bytes;
	size_t body = 0;
	bool unicode = false;

	if (bytes->size > RTK_SMS_FILE_BYTES_MAX)
		return fail(err, "64 KiB");
	if (gammu_part(source->name) != NULL) {
		if (read_gammu(&file, source->name, err) < 0)
			return -1;
	} else if (!rtk_sms_file_is(source->name, bytes->bytes, bytes->size)) {
		return fail(err, "From");
	} else if (read_smstools(&file, bytes, &body, &unicode, err) < 0) {
		return -1;
	}
	if (add_text(text, source, body, unicode, err) < 0)
		return -1;
	*out = file;
	return 0;
}
