/*
 * The two faces of the documents, cut and embedded by lib/io/fonts/cut.py,
 * and measuring of text, which needs no open document.
 */
#ifndef RTK_IO_PDF_FONT_H
#define RTK_IO_PDF_FONT_H

#include "base/buf.h"

enum rtk_pdf_weight { RTK_PDF_REGULAR, RTK_PDF_BOLD, RTK_PDF_FACES };

/** A TrueType program and the widths of windows-1251 in 1/1000 of the size. */
struct rtk_pdf_face {
	const unsigned char *program;
	uint32_t size;
	uint16_t widths[256];
};

extern const struct rtk_pdf_face rtk_pdf_faces[RTK_PDF_FACES];

/** Unicode letter of each byte of windows-1251; 0: prints nothing. */
extern const uint16_t rtk_pdf_letters[256];

/** The byte of a letter in windows-1251, -1 if it has none. */
int rtk_pdf_letter_byte(uint32_t letter);

/**
 * Adds UTF-8 text in windows-1251. Dashes, quotes and spaces that the code
 * page lacks become their nearest kin; any other missing letter becomes `?`
 * and is counted. Returns how many were.
 */
size_t rtk_pdf_encode(struct rtk_buf *out, const char *text);

/** Width in 1/1000 of the size of text in windows-1251. */
uint32_t rtk_pdf_measure(
    enum rtk_pdf_weight weight, const char *bytes, size_t size);

/** A line of a wrapped text: what to show, and where the next one begins. */
struct rtk_pdf_run {
	size_t size; /* bytes to show */
	size_t next; /* bytes to step, 0: there was none */
};

/**
 * The longest beginning that fits `width` (1/1000 of the size), broken at a
 * line feed or blank, but not behind №; a word that is too wide for a line
 * is broken inside.
 */
struct rtk_pdf_run rtk_pdf_break(
    enum rtk_pdf_weight weight, const char *bytes, size_t size, uint32_t width);

#endif
