#include "base/base.h"

#include "io/pdf_read.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { ENTRY = 20, SIDE_MAX = 4096 }; /* bytes of a row of the table */

static int
unreadable(struct rtk_err *err, const char *what)
{
	return rtk_failf(err, RTK_E_PDF_UNREADABLE, "%s", what);
}

/* The first `word` in from..end, or NULL. */
static const char *
find(const char *from, const char *end, const char *word)
{
	size_t size = strlen(word);

	for (; (size_t)(end - from) >= size; from++) {
		from = memchr(from, word[0], (size_t)(end - from) - size + 1);
		if (from == NULL)
			return NULL;
		if (memcmp(from, word, size) == 0)
			return from;
	}
	return NULL;
}

/* Digits behind blanks; false when there are none. */
static bool
read_number(const char **at, const char *end, size_t *out)
{
	const char *c = *at;
	size_t value = 0;

	while (c < end && *c == ' ')
		c++;
	if (c == end || *c < '0' || *c > '9')
		return false;
	for (; c < end && *c >= '0' && *c <= '9' && value < SIZE_MAX / 16; c++)
		value = value * 10 + (size_t)(*c - '0');
	*at = c;
	*out = value;
	return true;
}

/* The number behind a key of a dictionary. */
static bool
number_of(const char *from, const char *end, const char *key, size_t *out)
{
	const char *at = find(from, end, key);

	if (at == NULL)
		return false;
	at += strlen(key);
	return read_number(&at, end, out);
}

/* An object: its text up to its end or the bytes of its stream. */
struct object {
	const char *begin, *end;
};

static bool
object_of(const struct rtk_pdf_file *f, size_t number, struct object *out)
{
	const char *limit = f->bytes + f->size, *row, *stop;
	size_t at;

	if (number >= f->objects)
		return false;
	row = f->bytes + f->table + number * ENTRY;
	if (!read_number(&row, row + ENTRY, &at) || at >= f->size)
		return false;
	out->begin = f->bytes + at;
	out->end = find(out->begin, limit, "endobj");
	if (out->end == NULL)
		return false;
	stop = find(out->begin, out->end, "stream");
	if (stop != NULL)
		out->end = stop;
	return true;
}

/* The object that a key of another one names. */
static bool
object_behind(const struct rtk_pdf_file *f, const struct object *from,
    const char *key, struct object *out)
{
	size_t number;

	return number_of(from->begin, from->end, key, &number) &&
	    object_of(f, number, out);
}

/* Where the table of objects begins, from the last lines of the file. */
static const char *
find_table(const char *bytes, size_t size)
{
	enum { TAIL = 64 };
	static const char head[] = "xref\n0 ";
	const char *end = bytes + size;
	const char *at = size > TAIL ? end - TAIL : bytes;
	size_t table;

	if (!number_of(at, end, "startxref\n", &table) || table >= size ||
	    (size_t)(end - bytes) - table < sizeof(head) ||
	    memcmp(bytes + table, head, sizeof(head) - 1) != 0)
		return NULL;
	return bytes + table + sizeof(head) - 1;
}

int
rtk_pdf_open(struct rtk_pdf_file *out, const char *bytes, size_t size,
    struct rtk_err *err)
{
	const char *at = find_table(bytes, size), *end = bytes + size;
	struct object trailer, root, pages;

	*out = (struct rtk_pdf_file){.bytes = bytes, .size = size};
	if (at == NULL || !read_number(&at, end, &out->objects) ||
	    at == end || *at++ != '\n' ||
	    (size_t)(end - at) / ENTRY < out->objects)
		return unreadable(err, "xref");
	out->table = (size_t)(at - bytes);
	trailer = (struct object){at + out->objects * ENTRY, end};
	if (!object_behind(out, &trailer, "/Root", &root) ||
	    !object_behind(out, &root, "/Pages", &pages))
		return unreadable(err, "pages");
	out->kids = find(pages.begin, pages.end, "/Kids [");
	if (out->kids == NULL)
		return unreadable(err, "pages");
	out->kids += strlen("/Kids [");
	return 0;
}

/* Unpacks the stream of an image that has so many bytes. */
static bool
unpack(const struct rtk_pdf_file *f, const struct object *image,
    struct rtk_buf *out, size_t size)
{
	static const char head[] = "stream\r\n";
	struct object length;
	const char *at = image->end;
	uLongf got = size;
	size_t packed;

	if ((size_t)(f->bytes + f->size - at) < sizeof(head) ||
	    memcmp(at, head, sizeof(head) - 1) != 0 ||
	    !object_behind(f, image, "/Length", &length) ||
	    !number_of(length.begin, length.end, "obj\n", &packed))
		return false;
	at += sizeof(head) - 1;
	if (packed > (size_t)(f->bytes + f->size - at))
		return false;
	rtk_buf_reset(out);
	rtk_buf_reserve(out, size);
	if (uncompress((Bytef *)out->bytes, &got, (const Bytef *)at, packed) !=
		Z_OK ||
	    got != size)
		return false;
	out->size = size;
	return true;
}

/* The painter made each row several times as high, and 1 white. */
static void
lower(struct rtk_buf *bits, size_t row, size_t height, size_t zoom)
{
	for (size_t y = 0; y < height; y++)
		for (size_t i = 0; i < row; i++)
			bits->bytes[y * row + i] =
			    (char)~bits->bytes[y * zoom * row + i];
	bits->size = row * height;
}

static int
read_image(const struct rtk_pdf_file *f, const struct object *image,
    struct rtk_pdf_bitmap *out, struct rtk_buf *bits, struct rtk_err *err)
{
	size_t width, height, row;

	if (!number_of(image->begin, image->end, "/Width", &width) ||
	    !number_of(image->begin, image->end, "/Height", &height) ||
	    width == 0 || width > SIDE_MAX || height == 0 ||
	    height > 16 * width || height % width != 0)
		return unreadable(err, "picture");
	row = (width + 7) / 8;
	if (!unpack(f, image, bits, row * height))
		return unreadable(err, "picture");
	lower(bits, row, width, height / width);
	*out = (struct rtk_pdf_bitmap){(const uint8_t *)bits->bytes,
	    (unsigned)width, (unsigned)width};
	return 0;
}

/* The number of the next page in the list; false at its end. */
static bool
next_kid(struct rtk_pdf_file *f, size_t *out)
{
	static const char rest[] = " 0 R";
	const char *end = f->bytes + f->size;

	while (f->kids < end && (*f->kids == '\n' || *f->kids == '\r'))
		f->kids++;
	if (!read_number(&f->kids, end, out) ||
	    (size_t)(end - f->kids) < sizeof(rest) ||
	    memcmp(f->kids, rest, sizeof(rest) - 1) != 0)
		return false;
	f->kids += sizeof(rest) - 1;
	while (f->kids < end && (*f->kids == '\n' || *f->kids == '\r'))
		f->kids++;
	return true;
}

int
rtk_pdf_next_picture(struct rtk_pdf_file *f, struct rtk_pdf_bitmap *out,
    struct rtk_buf *bits, struct rtk_err *err)
{
	struct object page, image;
	const char *list;
	size_t number;

	*out = (struct rtk_pdf_bitmap){NULL, 0, 0};
	if (!next_kid(f, &number))
		return 0;
	if (!object_of(f, number, &page))
		return unreadable(err, "page");
	list = find(page.begin, page.end, "/XObject <<");
	if (list == NULL)
		return 1;
	page.begin = list;
	if (find(list, page.end, "/X2 ") != NULL ||
	    !object_behind(f, &page, "/X1", &image))
		return unreadable(err, "page");
	return read_image(f, &image, out, bits, err) < 0 ? -1 : 1;
}
