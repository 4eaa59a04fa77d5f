#include "base/base.h"

#include "text/encoding.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "text/lines.h"
#include "text/utf8.h"

enum { BOM_BYTES = 3, DOS_END = 0x1A };

static const struct {
	const char *name;
	const char *others; /* more names, folded, between bars */
	const char *iconv;
} encodings[] = {
    [RTK_ENCODING_AUTO] = {"auto", "|auto|", NULL},
    [RTK_ENCODING_UTF8] = {"utf-8", "|utf-8|utf8|", NULL},
    [RTK_ENCODING_CP1251] = {"windows-1251",
	"|cp1251|windows-1251|windows1251|win1251|win-1251|1251|", "CP1251"},
    [RTK_ENCODING_CP866] = {"cp866", "|cp866|866|dos|ibm866|", "CP866"},
    [RTK_ENCODING_KOI8R] = {"koi8-r", "|koi8-r|koi8r|koi8|", "KOI8-R"},
};

/* What each byte of a single-byte encoding is in UTF-8. */
struct table {
	char bytes[256][4];
	uint8_t size[256];
	bool undefined[256];
};

int
rtk_encoding_find(enum rtk_encoding *out, const char *name, struct rtk_err *err)
{
	char key[32] = "|";
	size_t size = name != NULL ? strlen(name) : 0;

	if (name == NULL) {
		*out = RTK_ENCODING_AUTO;
		return 0;
	}
	if (size == 0 || size > sizeof(key) - 3)
		return rtk_failf(
		    err, RTK_E_TEXT_UNKNOWN_ENCODING, "%.40s", name);
	for (size_t i = 0; i < size; i++)
		key[i + 1] =
		    (char)rtk_utf8_fold((unsigned char)name[i] & 0x7Fu);
	key[size + 1] = '|';
	for (size_t i = 0; i < RTK_COUNT(encodings); i++) {
		if (strstr(encodings[i].others, key) == NULL)
			continue;
		*out = (enum rtk_encoding)i;
		return 0;
	}
	return rtk_failf(err, RTK_E_TEXT_UNKNOWN_ENCODING, "%s", name);
}

const char *
rtk_encoding_name(enum rtk_encoding encoding)
{
	RTK_ASSERT((size_t)encoding < RTK_COUNT(encodings));
	return encodings[encoding].name;
}

/* One byte through iconv; an undefined one is U+FFFD. */
static void
table_set(struct table *table, int byte, iconv_t converter)
{
	char in[1] = {(char)byte}, out[8];
	char *from = in, *to = out;
	size_t left = sizeof(in), room = sizeof(out);
	size_t size;

	(void)iconv(converter, NULL, NULL, NULL, NULL);
	table->undefined[byte] =
	    iconv(converter, &from, &left, &to, &room) == (size_t)-1;
	if (table->undefined[byte]) {
		memcpy(out, RTK_UTF8_REPLACEMENT, 3);
		to = out + 3;
	}
	size = (size_t)(to - out);
	RTK_ASSERT(size >= 1 && size <= 4);
	memcpy(table->bytes[byte], out, size);
	table->size[byte] = (uint8_t)size;
}

static int
table_init(struct table *table, enum rtk_encoding encoding, struct rtk_err *err)
{
	iconv_t converter = iconv_open("UTF-8", encodings[encoding].iconv);

	if (converter == (iconv_t)-1)
		return rtk_failf(err, RTK_E_TEXT_UNKNOWN_ENCODING, "%s",
		    encodings[encoding].iconv);
	for (int i = 0; i < 256; i++)
		table_set(table, i, converter);
	(void)iconv_close(converter);
	return 0;
}

/*
 * 1000 ln(frequency) of а ... я in Russian text. Payment files 0.1: the mean
 * over a file tells in which code page its bytes are Russian.
 */
static const int16_t letter_milli[32] = {-2524, -4141, -3092, -4075, -3513,
    -2466, -4667, -4104, -2610, -4415, -3355, -3124, -3439, -2703, -2210, -3572,
    -3051, -2906, -2771, -3642, -5952, -4636, -5339, -4241, -4920, -5627, -7824,
    -3963, -4051, -5745, -5051, -3907};

enum { FOREIGN_MILLI = -12000, MARGIN_MILLI = 250 };

/* Marks that stand in Russian text; they speak for no encoding. */
static bool
is_mark(uint32_t letter)
{
	static const uint16_t marks[] = {0xA0, 0xA7, 0xAB, 0xB0, 0xBB, 0x2013,
	    0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2026, 0x2116};

	for (size_t i = 0; i < RTK_COUNT(marks); i++)
		if (marks[i] == letter)
			return true;
	return false;
}

/* Mean of the letters under one encoding; count: how often each byte is. */
static int64_t
score(const struct table *table, const int64_t count[256])
{
	int64_t sum = 0, total = 0;

	for (int i = 128; i < 256; i++) {
		const char *at = table->bytes[i];
		uint32_t letter =
		    rtk_utf8_fold(rtk_utf8_next(&at, at + table->size[i]));

		if (is_mark(letter))
			continue;
		total += count[i];
		sum += count[i] *
		    (letter >= 0x430 && letter <= 0x44F
			    ? letter_milli[letter - 0x430]
			    : FOREIGN_MILLI);
	}
	return total > 0 ? sum / total : FOREIGN_MILLI;
}

static int
detect_by_letters(
    enum rtk_encoding *out, const struct rtk_buf *file, struct rtk_err *err)
{
	int64_t count[256] = {0}, best = INT64_MIN, second = INT64_MIN;
	enum rtk_encoding first = RTK_ENCODING_AUTO, other = RTK_ENCODING_AUTO;
	struct table table = {0};

	for (size_t i = 0; i < file->size; i++)
		count[(unsigned char)file->bytes[i]]++;
	for (int i = RTK_ENCODING_CP1251; i <= RTK_ENCODING_KOI8R; i++) {
		int64_t mean;

		if (table_init(&table, (enum rtk_encoding)i, err) != 0)
			return -1;
		mean = score(&table, count);
		if (mean > best) {
			second = best;
			other = first;
			best = mean;
			first = (enum rtk_encoding)i;
		} else if (mean > second) {
			second = mean;
			other = (enum rtk_encoding)i;
		}
	}
	if (best - second < MARGIN_MILLI)
		return rtk_failf(err, RTK_E_TEXT_AMBIGUOUS, "%s, %s",
		    rtk_encoding_name(first), rtk_encoding_name(other));
	*out = first;
	return 0;
}

/* "Кодировка=" as it looks in each code page; AUTO if it is in neither. */
static enum rtk_encoding
detect_by_key(const struct rtk_buf *file)
{
	static const char cp1251[] = "\xCA\xEE\xE4\xE8\xF0\xEE\xE2\xEA\xE0=";
	static const char cp866[] = "\x8A\xAE\xA4\xA8\xE0\xAE\xA2\xAA\xA0=";
	const size_t size = sizeof(cp1251) - 1;
	struct rtk_lines lines;
	struct rtk_line line;

	rtk_lines_init(&lines, file->bytes, file->size);
	while (rtk_lines_next(&lines, &line)) {
		if (line.size < size)
			continue;
		if (memcmp(line.bytes, cp1251, size) == 0)
			return RTK_ENCODING_CP1251;
		if (memcmp(line.bytes, cp866, size) == 0)
			return RTK_ENCODING_CP866;
	}
	return RTK_ENCODING_AUTO;
}

static bool
has_bom(const struct rtk_buf *file)
{
	return file->size >= BOM_BYTES &&
	    memcmp(file->bytes, "\xEF\xBB\xBF", BOM_BYTES) == 0;
}

static bool
has_utf16_mark(const struct rtk_buf *file)
{
	return file->size >= 2 &&
	    (memcmp(file->bytes, "\xFF\xFE", 2) == 0 ||
		memcmp(file->bytes, "\xFE\xFF", 2) == 0);
}

int
rtk_encoding_detect(enum rtk_encoding *out, const struct rtk_buf *file,
    enum rtk_encoding_use use, struct rtk_err *err)
{
	enum rtk_encoding found = RTK_ENCODING_AUTO;

	if (has_utf16_mark(file))
		return rtk_fail(err, RTK_E_TEXT_UTF16);
	if (file->size == 0 || has_bom(file) ||
	    rtk_utf8_valid(file->bytes, file->size) == file->size)
		found = RTK_ENCODING_UTF8;
	else if (use == RTK_ENCODING_CSV)
		found = RTK_ENCODING_CP1251;
	else if (use == RTK_ENCODING_STATEMENT)
		found = detect_by_key(file);
	if (found == RTK_ENCODING_AUTO)
		return detect_by_letters(out, file, err);
	*out = found;
	return 0;
}

/* Where the first byte is that is no text, for the message. */
static int
fail_bytes(
    const struct rtk_encoding_text *text, size_t offset, struct rtk_err *err)
{
	(void)rtk_failf(
	    err, RTK_E_TEXT_ENCODING, "%s", rtk_encoding_name(text->encoding));
	return rtk_err_at(
	    err, "", rtk_lines_number_at(text->bytes, text->size, offset));
}

/*
 * Letters only grow, so the text is spread from its end to its begin in the
 * place where it stands: a second copy of a large file is not needed.
 */
static void
spread(char *bytes, size_t from, size_t to, const struct table *table)
{
	uint64_t word;

	while (from > 0 && from < to) {
		int byte = (unsigned char)bytes[from - 1];

		if (from >= sizeof(word)) {
			memcpy(
			    &word, bytes + from - sizeof(word), sizeof(word));
			if ((word & UINT64_C(0x8080808080808080)) == 0) {
				from -= sizeof(word);
				to -= sizeof(word);
				memcpy(bytes + to, &word, sizeof(word));
				continue;
			}
		}
		from--;
		to -= table->size[byte];
		for (size_t i = 0; i < table->size[byte]; i++)
			bytes[to + i] = table->bytes[byte][i];
	}
	RTK_ASSERT(from == to);
}

/* Counted first, so that memory is asked for once and exactly. */
static void
convert_single(struct rtk_buf *file, struct rtk_encoding_text *text,
    const struct table *table)
{
	const unsigned char *from = (const unsigned char *)text->bytes;
	size_t size = 0;

	for (size_t i = 0; i < text->size; i++) {
		size += table->size[from[i]];
		text->replaced += table->undefined[from[i]];
	}
	file->bytes = rtk_realloc(file->bytes, size + 1);
	spread(file->bytes, text->size, size, table);
	file->bytes[size] = '\0';
	file->size = size;
	file->room = size + 1;
	text->bytes = file->bytes;
	text->size = size;
}

/* UTF-8 with bytes that are none: they become U+FFFD, one each. */
static void
convert_broken(struct rtk_buf *file, struct rtk_encoding_text *text)
{
	struct rtk_buf out = {0};
	size_t at = 0, valid;

	while (at < text->size) {
		valid = rtk_utf8_valid(text->bytes + at, text->size - at);
		rtk_buf_add(&out, text->bytes + at, valid);
		at += valid;
		if (at == text->size)
			break;
		rtk_buf_add_text(&out, RTK_UTF8_REPLACEMENT);
		text->replaced++;
		at++;
	}
	rtk_buf_release(file);
	*file = out;
	text->bytes = out.bytes;
	text->size = out.size;
}

static int
convert_utf8(struct rtk_buf *file, struct rtk_encoding_text *text,
    enum rtk_encoding_use use, struct rtk_err *err)
{
	size_t valid = rtk_utf8_valid(text->bytes, text->size);

	if (valid == text->size)
		return 0;
	if (use != RTK_ENCODING_CSV)
		return fail_bytes(text, valid, err);
	convert_broken(file, text);
	return 0;
}

static int
convert_table(struct rtk_buf *file, struct rtk_encoding_text *text,
    enum rtk_encoding_use use, struct rtk_err *err)
{
	struct table table = {0};

	if (table_init(&table, text->encoding, err) != 0)
		return -1;
	for (size_t i = 0; use != RTK_ENCODING_CSV && i < text->size; i++)
		if (table.undefined[(unsigned char)text->bytes[i]])
			return fail_bytes(text, i, err);
	convert_single(file, text, &table);
	return 0;
}

int
rtk_encoding_convert(struct rtk_encoding_text *out, struct rtk_buf *file,
    enum rtk_encoding encoding, enum rtk_encoding_use use, struct rtk_err *err)
{
	struct rtk_encoding_text text = {.bytes = "", .encoding = encoding};
	bool marked = has_bom(file);
	const char *nul;
	int rc = 0; /* what was found to be UTF-8 without a mark is valid */

	if (file->size > 0) {
		text.bytes = file->bytes;
		text.size = file->size;
	}
	if (has_utf16_mark(file))
		return rtk_fail(err, RTK_E_TEXT_UTF16);
	nul = memchr(text.bytes, '\0', text.size);
	if (nul != NULL) {
		(void)rtk_fail(err, RTK_E_TEXT_NUL);
		return rtk_err_at(err, "",
		    rtk_lines_number_at(
			text.bytes, text.size, (size_t)(nul - text.bytes)));
	}
	if (encoding == RTK_ENCODING_AUTO &&
	    rtk_encoding_detect(&text.encoding, file, use, err) != 0)
		return -1;
	while (text.size > 0 && text.bytes[text.size - 1] == DOS_END)
		text.size--;
	if (text.encoding == RTK_ENCODING_UTF8 && marked) {
		text.bytes += BOM_BYTES;
		text.size -= BOM_BYTES;
	}
	if (text.encoding != RTK_ENCODING_UTF8)
		rc = convert_table(file, &text, use, err);
	else if (encoding != RTK_ENCODING_AUTO || marked)
		rc = convert_utf8(file, &text, use, err);
	if (rc == 0)
		*out = text;
	return rc;
}
