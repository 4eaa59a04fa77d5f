/* Encodings of input files: which one it is, and the way to UTF-8. */
#ifndef RTK_TEXT_ENCODING_H
#define RTK_TEXT_ENCODING_H

#include "base/buf.h"
#include "base/err.h"

enum rtk_encoding {
	RTK_ENCODING_AUTO, /* find out */
	RTK_ENCODING_UTF8,
	RTK_ENCODING_CP1251,
	RTK_ENCODING_CP866,
	RTK_ENCODING_KOI8R
};

/** What a file is by its format; it decides how the encoding is found. */
enum rtk_encoding_use {
	RTK_ENCODING_CSV,      /* valid UTF-8, else windows-1251 */
	RTK_ENCODING_BANK,     /* valid UTF-8, else by frequency of letters */
	RTK_ENCODING_STATEMENT /* as BANK, its own key first */
};

/** A text in UTF-8 without byte order mark; borrowed from the buffer. */
struct rtk_encoding_text {
	const char *bytes;
	size_t size;
	enum rtk_encoding encoding; /* that it was in */
	size_t replaced; /* bytes that were no text and became U+FFFD */
};

/**
 * The encoding of that name (cp1251, windows-1251, cp866, koi8-r, utf-8 and
 * what else they are called; auto); NULL means auto. Fails with
 * text.unknown_encoding.
 */
int rtk_encoding_find(enum rtk_encoding *out, const char *name,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Its name: "windows-1251". */
const char *rtk_encoding_name(enum rtk_encoding encoding);

/**
 * Finds the encoding of a file: a mark at its begin, valid UTF-8, then by
 * its use. Fails with text.utf16, and for bank files with text.ambiguous.
 */
int rtk_encoding_detect(enum rtk_encoding *out, const struct rtk_buf *file,
    enum rtk_encoding_use use, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Turns the whole file into UTF-8, in place; valid UTF-8 is not copied.
 * `encoding` AUTO: as rtk_encoding_detect() finds. The byte order mark and
 * the DOS end mark 0x1A at the end go. Bytes that are no text become U+FFFD
 * and are counted for CSV, where they cost only their row; in bank files
 * they fail with text.encoding. Fails further with text.nul and as
 * rtk_encoding_detect(). *out borrows from the file's buffer, which lives on.
 */
int rtk_encoding_convert(struct rtk_encoding_text *out, struct rtk_buf *file,
    enum rtk_encoding encoding, enum rtk_encoding_use use,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
