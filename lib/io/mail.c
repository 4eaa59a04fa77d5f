#include "base/base.h"

#include "io/mail.h"

#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

void
rtk_mail_begin(void)
{
	g_mime_init();
}

/* --- addresses ----------------------------------------------------------- */

static bool
is_word(const char *text, size_t size, const char *marks)
{
	if (size == 0)
		return false;
	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if ((c < '0' || c > '9') && (c < 'a' || c > 'z') &&
		    (c < 'A' || c > 'Z') &&
		    (c == '\0' || strchr(marks, c) == NULL))
			return false;
	}
	return true;
}

/* Words parted by single dots; at least `least` of them. */
static bool
is_dotted(const char *text, size_t size, const char *marks, int least)
{
	const char *end = text + size;
	int words = 0;

	for (;; words++) {
		const char *dot = memchr(text, '.', (size_t)(end - text));

		if (!is_word(text,
			(size_t)((dot == NULL ? end : dot) - text), marks))
			return false;
		if (dot == NULL)
			return words + 1 >= least;
		text = dot + 1;
	}
}

bool
rtk_mail_address_valid(const char *address)
{
	enum { LOCAL_MAX = 64 };
	const char *at = strchr(address, '@');

	if (at == NULL || strlen(address) > RTK_MAIL_ADDRESS_MAX ||
	    at - address > LOCAL_MAX)
		return false;
	return is_dotted(address, (size_t)(at - address),
		   "!#$%&'*+/=?^_`{|}~-", 1) &&
	    is_dotted(at + 1, strlen(at + 1), "-", 2);
}

/* --- building ------------------------------------------------------------ */

static GMimeObject *
text_part(const char *text)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype("plain");

	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, text);
	g_mime_part_set_content_encoding(
	    GMIME_PART(part), GMIME_CONTENT_ENCODING_BASE64);
	return GMIME_OBJECT(part);
}

static GMimeObject *
file_part(const struct rtk_mail *mail)
{
	GMimePart *part = g_mime_part_new_with_type("application", "pdf");
	GMimeStream *stream =
	    g_mime_stream_mem_new_with_buffer(mail->bytes, mail->size);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(
	    stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_part_set_filename(part, mail->file_name);
	g_object_unref(content);
	g_object_unref(stream);
	return GMIME_OBJECT(part);
}

static GMimeObject *
body_of(const struct rtk_mail *mail)
{
	GMimeMultipart *body = g_mime_multipart_new_with_subtype("mixed");
	GMimeObject *parts[] = {text_part(mail->text), file_part(mail)};
	char boundary[128];

	/* a boundary of the library's own making would be random */
	(void)snprintf(boundary, sizeof(boundary), "=_%.100s", mail->id);
	g_mime_multipart_set_boundary(body, boundary);
	for (size_t i = 0; i < RTK_COUNT(parts); i++) {
		g_mime_multipart_add(body, parts[i]);
		g_object_unref(parts[i]);
	}
	return GMIME_OBJECT(body);
}

static void
set_headers(GMimeMessage *message, const struct rtk_mail *mail)
{
	enum { NOON = 12 };
	struct rtk_civil day = rtk_date_civil(mail->date);
	GDateTime *date = g_date_time_new_utc(
	    day.year, day.month, day.day, NOON, 0, 0);
	const char *domain = strchr(mail->from, '@');
	char id[256];

	(void)snprintf(id, sizeof(id), "%.100s%.150s", mail->id,
	    domain != NULL ? domain : "@localhost");
	g_mime_message_add_mailbox(
	    message, GMIME_ADDRESS_TYPE_FROM, mail->from_name, mail->from);
	/* else the library chooses one by itself */
	internet_address_set_charset(
	    internet_address_list_get_address(
		g_mime_message_get_from(message), 0),
	    "utf-8");
	g_mime_message_add_mailbox(
	    message, GMIME_ADDRESS_TYPE_TO, NULL, mail->to);
	g_mime_message_set_subject(message, mail->subject, "utf-8");
	g_mime_message_set_date(message, date);
	g_mime_message_set_message_id(message, id);
	g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted",
	    "auto-generated", NULL);
	g_date_time_unref(date);
}

void
rtk_mail_build(struct rtk_buf *out, const struct rtk_mail *mail)
{
	GMimeMessage *message = g_mime_message_new(TRUE);
	GMimeFormatOptions *format = g_mime_format_options_new();
	GMimeStream *stream = g_mime_stream_mem_new();
	GMimeObject *body = body_of(mail);
	GByteArray *bytes;

	set_headers(message, mail);
	g_mime_message_set_mime_part(message, body);
	g_mime_format_options_set_newline_format(
	    format, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	rtk_buf_add(out, bytes->data, bytes->len);
	g_object_unref(body);
	g_object_unref(stream);
	g_mime_format_options_free(format);
	g_object_unref(message);
}

/* --- reading ------------------------------------------------------------- */

/* The only address of a list; false when it has none or several. */
static bool
only_address(char out[RTK_MAIL_ADDRESS_MAX + 1], InternetAddressList *list)
{
	InternetAddress *one;
	const char *address;

	if (list == NULL || internet_address_list_length(list) != 1)
		return false;
	one = internet_address_list_get_address(list, 0);
	if (!INTERNET_ADDRESS_IS_MAILBOX(one))
		return false;
	address = internet_address_mailbox_get_addr(
	    INTERNET_ADDRESS_MAILBOX(one));
	if (address == NULL || !rtk_mail_address_valid(address))
		return false;
	(void)snprintf(out, RTK_MAIL_ADDRESS_MAX + 1, "%s", address);
	return true;
}

bool
rtk_mail_envelope(
    struct rtk_mail_envelope *out, const void *bytes, size_t size)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, size);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	bool found = message != NULL &&
	    only_address(out->from, g_mime_message_get_from(message)) &&
	    only_address(out->to, g_mime_message_get_to(message));

	if (message != NULL)
		g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
	return found;
}
