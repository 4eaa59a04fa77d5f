#include "base/base.h"

#include "io/mail_read.h"

#include <gmime/gmime.h>
#include <string.h>

#include "io/mail_text.h"
#include "text/encoding.h"
#include "text/utf16.h"
#include "text/utf8.h"

/* A message under way. */
struct letter {
	struct rtk_mail_letter *out;
	struct rtk_arena *arena;
	struct rtk_buf plain, html; /* UTF-8 */
};

static const char *
keep(struct rtk_arena *arena, const char *text)
{
	return text == NULL ? "" : rtk_arena_copy(arena, text, strlen(text));
}

/* --- parts --------------------------------------------------------------- */

/* The content of a part, unpacked. */
static void
unpack(struct rtk_buf *out, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream;
	const GByteArray *bytes;

	if (content == NULL)
		return;
	stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	rtk_buf_add(out, bytes->data, bytes->len);
	g_object_unref(stream);
}

/* In the encoding it says; if it says none or a wrong one: found out. */
static void
add_text(struct rtk_buf *out, GMimePart *part)
{
	const char *name = g_mime_object_get_content_type_parameter(
	    GMIME_OBJECT(part), "charset");
	struct rtk_err ignored = RTK_ERR_INIT;
	struct rtk_encoding_text text;
	struct rtk_buf bytes = {0};
	enum rtk_encoding encoding;
	enum rtk_utf16 order;

	unpack(&bytes, part);
	order = rtk_utf16_find(bytes.bytes, bytes.size);
	if (rtk_encoding_find(&encoding, name, &ignored) < 0)
		encoding = RTK_ENCODING_AUTO;
	rtk_err_clear(&ignored);
	if (order != RTK_UTF16_NONE)
		rtk_utf16_add(out, bytes.bytes, bytes.size, order);
	else if (bytes.size > 0 &&
	    rtk_encoding_convert(
		&text, &bytes, encoding, RTK_ENCODING_CSV, &ignored) == 0)
		rtk_buf_add(out, text.bytes, text.size);
	rtk_buf_add_byte(out, '\n');
	rtk_buf_release(&bytes);
}

static bool
ends_so(const char *name, const char *end)
{
	size_t size = strlen(name), length = strlen(end);

	return size >= length &&
	    rtk_utf8_same(name + size - length, length, end, length);
}

static void
add_table(struct letter *letter, GMimePart *part, const char *name)
{
	struct rtk_mail_letter *out = letter->out;
	struct rtk_buf bytes = {0};
	const char *slash = strrchr(name, '/');

	if (out->table_count == RTK_MAIL_TABLES_MAX) {
		out->more_tables = true;
		return;
	}
	unpack(&bytes, part);
	out->tables[out->table_count++] = (struct rtk_mail_table){
	    keep(letter->arena, slash != NULL ? slash + 1 : name),
	    rtk_arena_copy(letter->arena, bytes.bytes, bytes.size), bytes.size};
	rtk_buf_release(&bytes);
}

static void
read_part(struct letter *letter, GMimePart *part)
{
	GMimeContentType *type =
	    g_mime_object_get_content_type(GMIME_OBJECT(part));
	const char *name = g_mime_part_get_filename(part);

	if (name != NULL && (ends_so(name, ".csv") || ends_so(name, ".xlsx")))
		add_table(letter, part, name);
	else if (name != NULL || g_mime_part_is_attachment(part))
		return;
	else if (g_mime_content_type_is_type(type, "text", "html"))
		add_text(&letter->html, part);
	else if (g_mime_content_type_is_type(type, "text", "plain")) {
		add_text(&letter->plain, part);
	}
}

/* A message inside is a forwarded one, or one that came back: not read. */
static void
read_object(struct letter *letter, GMimeObject *object, int depth)
{
	if (GMIME_IS_MULTIPART(object) && depth < RTK_MAIL_DEPTH_MAX) {
		GMimeMultipart *parts = GMIME_MULTIPART(object);
		int count = g_mime_multipart_get_count(parts);

		for (int i = 0; i < count; i++)
			read_object(letter, g_mime_multipart_get_part(parts, i),
			    depth + 1);
	} else if (GMIME_IS_PART(object)) {
		read_part(letter, GMIME_PART(object));
	}
}

static void
set_text(struct letter *letter)
{
	struct rtk_buf own = {0}, text = {0};
	const char *plain = letter->plain.size > 0 ? letter->plain.bytes : "";
	size_t size = letter->plain.size;

	rtk_buf_add_text(&own, "");
	rtk_utf8_trim(&plain, &size);
	if (size == 0 && letter->html.size > 0) {
		rtk_mail_text_of_html(
		    &text, letter->html.bytes, letter->html.size);
		plain = text.bytes;
		size = text.size;
	}
	rtk_mail_text_own(&own, plain, size);
	while (own.size > 0 && own.bytes[own.size - 1] == '\n')
		own.size--;
	for (size_t i = 0; i < own.size; i++)
		if (own.bytes[i] == '\0')
			own.bytes[i] = ' ';
	letter->out->text = rtk_arena_copy(letter->arena, own.bytes, own.size);
	rtk_buf_release(&own);
	rtk_buf_release(&text);
}

/* --- headers ------------------------------------------------------------- */

static struct rtk_date
day_of(const char *text)
{
	struct rtk_date day = RTK_DATE_NONE;
	GDateTime *time =
	    text == NULL ? NULL : g_mime_utils_header_decode_date(text);

	if (time == NULL)
		return day;
	if (g_date_time_get_year(time) >= 2000)
		day = rtk_date_of((struct rtk_civil){g_date_time_get_year(time),
		    g_date_time_get_month(time),
		    g_date_time_get_day_of_month(time)});
	g_date_time_unref(time);
	return day;
}

/* The day on which the last server took it; senders can write any date. */
static struct rtk_date
arrived(GMimeObject *message)
{
	const char *received = g_mime_object_get_header(message, "Received");
	const char *mark = received != NULL ? strrchr(received, ';') : NULL;
	struct rtk_date day = day_of(mark != NULL ? mark + 1 : NULL);

	return rtk_date_is_none(day)
	    ? day_of(g_mime_object_get_header(message, "Date"))
	    : day;
}

static const char *
sender(struct letter *letter, GMimeMessage *message)
{
	InternetAddressList *list = g_mime_message_get_from(message);
	InternetAddress *one;

	if (list == NULL || internet_address_list_length(list) != 1)
		return "";
	one = internet_address_list_get_address(list, 0);
	if (!INTERNET_ADDRESS_IS_MAILBOX(one))
		return "";
	return keep(letter->arena,
	    internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
}

/* RFC 3834; delivery reports are multipart/report. */
static bool
is_automatic(GMimeObject *message, GMimeObject *body)
{
	const char *said = g_mime_object_get_header(message, "Auto-Submitted");

	if (said != NULL && strncmp(said, "no", 2) != 0)
		return true;
	return body != NULL &&
	    g_mime_content_type_is_type(
		g_mime_object_get_content_type(body), "multipart", "report");
}

static void
read_message(struct letter *letter, GMimeMessage *message)
{
	struct rtk_mail_letter *out = letter->out;
	GMimeObject *body = g_mime_message_get_mime_part(message);
	const char *subject = g_mime_message_get_subject(message);

	out->id = keep(letter->arena, g_mime_message_get_message_id(message));
	out->from = sender(letter, message);
	out->subject = keep(letter->arena, subject);
	out->day = arrived(GMIME_OBJECT(message));
	out->automatic = is_automatic(GMIME_OBJECT(message), body);
	if (body != NULL)
		read_object(letter, body, 0);
	set_text(letter);
}

/* --- all ----------------------------------------------------------------- */

int
rtk_mail_read(struct rtk_mail_letter *out, struct rtk_arena *arena,
    const char *bytes, size_t size, struct rtk_err *err)
{
	struct letter letter = {.out = out, .arena = arena};
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;

	if (size > RTK_MAIL_BYTES_MAX)
		return rtk_failf(err, RTK_E_MAIL_FORM, "%s", "32 MiB");
	stream = g_mime_stream_mem_new_with_buffer(bytes, size);
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	if (message != NULL &&
	    g_mime_object_get_header(GMIME_OBJECT(message), "From") == NULL) {
		g_object_unref(message);
		message = NULL;
	}
	if (message != NULL) {
		memset(out, 0, sizeof(*out));
		read_message(&letter, message);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	rtk_buf_release(&letter.plain);
	rtk_buf_release(&letter.html);
	return message != NULL ? 0
			       : rtk_failf(err, RTK_E_MAIL_FORM, "%s", "From");
}

static bool
is_border(const char *at, const char *begin, const char *end)
{
	static const char mark[] = "From ";

	return end - at >= (long)sizeof(mark) - 1 &&
	    memcmp(at, mark, sizeof(mark) - 1) == 0 &&
	    (at == begin || at[-1] == '\n');
}

bool
rtk_mbox_next(
    const char **message, size_t *size, const char **at, const char *end)
{
	const char *begin = *at, *line;

	if (begin == end)
		return false;
	if (is_border(begin, begin, end)) {
		line = memchr(begin, '\n', (size_t)(end - begin));
		begin = line != NULL ? line + 1 : end;
	}
	/* the next border stands behind an empty line */
	for (line = begin; line < end;) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		bool empty =
		    feed == line || (feed == line + 1 && *line == '\r');

		line = feed != NULL ? feed + 1 : end;
		if (empty && is_border(line, begin, end))
			break;
	}
	*message = begin;
	*size = (size_t)(line - begin);
	*at = line;
	return true;
}
