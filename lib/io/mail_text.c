#include "base/base.h"

#include "io/mail_text.h"

#include <string.h>

#include "text/lines.h"
#include "text/utf8.h"

/* --- own lines ----------------------------------------------------------- */

/* How a line begins behind which nothing is the sender's own text. */
static const char *const ends[] = {"----", "____", "с уважением",
    "best regards", "kind regards", "regards", "отправлено ", "sent from",
    "begin forwarded",
    "from:", "от:", "sent:", "отправлено:", "пересылаемое сообщение",
    "исходное сообщение", "original message"};

/* How a line ends that introduces a quotation, before its colon. */
static const char *const introductions[] = {"wrote", "пишет", "писал", "писала",
    "писал(а)", "написал", "написала", "написал(а)", "говорит", "сообщает",
    "сообщил"};

static bool
begins(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);

	return size >= length && rtk_utf8_same(text, length, word, length);
}

static bool
ends_so(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);

	return size >= length &&
	    rtk_utf8_same(text + size - length, length, word, length);
}

/* "--" alone is the mark of a signature, RFC 3676. */
static bool
is_end(const char *line, size_t size)
{
	if (size == 2 && memcmp(line, "--", 2) == 0)
		return true;
	for (size_t i = 0; i < RTK_COUNT(ends); i++)
		if (begins(line, size, ends[i]))
			return true;
	return false;
}

/* "24.10.2026, Name <name@example.org>:" or "... Name wrote:" */
static bool
is_introduction(const char *line, size_t size)
{
	if (size == 0 || line[size - 1] != ':')
		return false;
	if (memchr(line, '@', size) != NULL)
		return true;
	for (size_t i = 0; i < RTK_COUNT(introductions); i++)
		if (ends_so(line, size - 1, introductions[i]))
			return true;
	return false;
}

/* "20" and two digits more: the line has the date, so it is whole. */
static bool
has_year(const char *line, size_t size)
{
	for (size_t i = 0; i + 4 <= size; i++)
		if (memcmp(line + i, "20", 2) == 0 && line[i + 2] >= '0' &&
		    line[i + 2] <= '9' && line[i + 3] >= '0' &&
		    line[i + 3] <= '9')
			return true;
	return false;
}

void
rtk_mail_text_own(struct rtk_buf *out, const char *text, size_t size)
{
	struct rtk_lines lines;
	struct rtk_line line;
	size_t paragraph =
	    out->size; /* where the lines before this one began */

	rtk_lines_init(&lines, text, size);
	while (rtk_lines_next(&lines, &line)) {
		const char *bytes = line.bytes;
		size_t length = line.size;

		rtk_utf8_trim(&bytes, &length);
		if (is_end(bytes, length))
			return;
		if (is_introduction(bytes, length)) {
			/* its date may stand in the lines before: they go */
			if (!has_year(bytes, length))
				out->size = paragraph;
			return;
		}
		if (length == 0 || bytes[0] == '>') {
			paragraph = out->size;
			continue;
		}
		rtk_buf_add(out, bytes, length);
		rtk_buf_add_byte(out, '\n');
	}
}

/* --- HTML ---------------------------------------------------------------- */

struct html {
	struct rtk_buf *out;
	const char *at, *end;
	int quoted; /* blockquotes around */
};

/* The name of a tag behind "<" or "</"; its size. */
static size_t
name_size(const char *at, const char *end)
{
	size_t size = 0;

	while (at + size < end && size < 16 &&
	    strchr(" \t\r\n/>", at[size]) == NULL)
		size++;
	return size;
}

static bool
is_named(const char *name, size_t size, const char *const *list)
{
	for (; *list != NULL; list++)
		if (size == strlen(*list) &&
		    rtk_utf8_same(name, size, *list, size))
			return true;
	return false;
}

/* Moves behind the closing tag of an element whose content is no text. */
static void
skip_element(struct html *h, const char *name, size_t size)
{
	for (; h->at < h->end; h->at++)
		if (h->at[0] == '<' && h->end - h->at > (long)size + 1 &&
		    h->at[1] == '/' &&
		    rtk_utf8_same(h->at + 2, size, name, size))
			break;
}

static void
take_tag(struct html *h)
{
	static const char *const hidden[] = {
	    "style", "script", "head", "title", NULL};
	static const char *const quotes[] = {"blockquote", NULL};
	static const char *const breaks[] = {"br", "p", "div", "tr", "li", "h1",
	    "h2", "h3", "table", "ul", "ol", "hr", NULL};
	static const char *const cells[] = {"td", "th", NULL};
	bool closing = h->at + 1 < h->end && h->at[1] == '/';
	const char *name = h->at + 1 + closing;
	size_t size = name_size(name, h->end);
	const char *close = memchr(h->at, '>', (size_t)(h->end - h->at));

	if (h->end - h->at > 3 && memcmp(h->at, "<!--", 4) == 0)
		for (close = h->at + 4; close < h->end; close++)
			if (*close == '>' && close[-1] == '-' &&
			    close[-2] == '-')
				break;
	h->at = close == NULL || close >= h->end ? h->end : close + 1;
	if (is_named(name, size, quotes))
		h->quoted += closing ? (h->quoted > 0 ? -1 : 0) : 1;
	else if (is_named(name, size, breaks) && h->quoted == 0)
		rtk_buf_add_byte(h->out, '\n');
	else if (is_named(name, size, cells) && h->quoted == 0)
		rtk_buf_add_byte(h->out, ' ');
	else if (!closing && is_named(name, size, hidden))
		skip_element(h, name, size);
}

/* The letter of "#1055" or "#x41F"; 0: none. */
static uint32_t
letter_of(const char *text, size_t size)
{
	uint32_t letter = 0;
	bool hex = size > 1 && (text[1] == 'x' || text[1] == 'X');

	if (size < 2 || text[0] != '#')
		return 0;
	for (size_t i = hex ? 2 : 1; i < size; i++) {
		char c = text[i];
		uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
		    : hex && c >= 'a' && c <= 'f'     ? (uint32_t)(c - 'a' + 10)
		    : hex && c >= 'A' && c <= 'F'     ? (uint32_t)(c - 'A' + 10)
						      : 99;

		if (digit == 99 || letter > 0xFFFF)
			return 0;
		letter = letter * (hex ? 16 : 10) + digit;
	}
	return letter < 0xD800 || letter > 0xDFFF ? letter : 0;
}

static void
take_entity(struct html *h)
{
	enum { LONGEST = 10 };
	static const char *const names[][2] = {{"nbsp", " "}, {"amp", "&"},
	    {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"ndash", "-"},
	    {"mdash", "-"}};
	size_t room = (size_t)(h->end - h->at);
	const char *end = memchr(h->at, ';', room < LONGEST ? room : LONGEST);
	size_t size = end == NULL ? 0 : (size_t)(end - h->at) - 1;
	uint32_t letter = letter_of(h->at + 1, size);

	for (size_t i = 0; i < RTK_COUNT(names) && end != NULL; i++)
		if (size == strlen(names[i][0]) &&
		    memcmp(h->at + 1, names[i][0], size) == 0) {
			rtk_buf_add_text(h->out, names[i][1]);
			h->at = end + 1;
			return;
		}
	if (letter != 0)
		rtk_utf8_add(h->out, letter);
	else
		rtk_buf_add_byte(h->out, '&');
	h->at = letter != 0 ? end + 1 : h->at + 1;
}

void
rtk_mail_text_of_html(struct rtk_buf *out, const char *text, size_t size)
{
	struct html h = {.out = out, .at = text, .end = text + size};

	while (h.at < h.end) {
		if (*h.at == '<')
			take_tag(&h);
		else if (h.quoted > 0)
			h.at++;
		else if (*h.at == '&')
			take_entity(&h);
		else if (*h.at == '\r' || *h.at == '\n' || *h.at == '\t')
			rtk_buf_add_byte(out, (h.at++, ' '));
		else
			rtk_buf_add_byte(out, *h.at++);
	}
	rtk_buf_add_text(out, "");
}
