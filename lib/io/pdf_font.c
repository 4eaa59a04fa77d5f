#include "base/base.h"

#include "io/pdf_font.h"

#include <string.h>

#include "text/utf8.h"

/* No line ends between № and its number. */
#define NUMERO '\xB9'

enum { LETTER_A = 0x0410, LETTER_YA = 0x044F, BYTE_A = 0xC0 };

int
rtk_pdf_letter_byte(uint32_t letter)
{
	if (letter < 0x80)
		return rtk_pdf_letters[letter] != 0 ? (int)letter : -1;
	if (letter >= LETTER_A && letter <= LETTER_YA)
		return (int)(letter - LETTER_A) + BYTE_A;
	for (int i = 0x80; i < BYTE_A; i++)
		if (rtk_pdf_letters[i] == letter)
			return i;
	return -1;
}

/* What stands for a letter that windows-1251 lacks; 0: nothing does. */
static char
kin_of(uint32_t letter)
{
	switch (letter) {
	case '\t':
	case '\r':
	case 0x2009: /* thin space */
		return ' ';
	case '\n':
		return '\n';
	case 0x2007: /* figure space */
	case 0x202F: /* narrow no-break space */
		return '\xA0';
	case 0x2010: /* hyphens, minus */
	case 0x2011:
	case 0x2212:
		return '-';
	case 0x2012: /* figure dash, bar */
	case 0x2015:
		return '\x97';
	default:
		return 0;
	}
}

size_t
rtk_pdf_encode(struct rtk_buf *out, const char *text)
{
	const char *end = text + strlen(text);
	size_t unknown = 0;

	while (text < end) {
		uint32_t letter = rtk_utf8_next(&text, end);
		int byte = rtk_pdf_letter_byte(letter);
		char kin = byte < 0 ? kin_of(letter) : (char)byte;

		unknown += kin == 0;
		rtk_buf_add_byte(out, kin != 0 ? kin : '?');
	}
	return unknown;
}

uint32_t
rtk_pdf_measure(enum rtk_pdf_weight weight, const char *bytes, size_t size)
{
	const uint16_t *widths = rtk_pdf_faces[weight].widths;
	uint32_t width = 0;

	for (size_t i = 0; i < size; i++)
		width += widths[(unsigned char)bytes[i]];
	return width;
}

struct rtk_pdf_run
rtk_pdf_break(
    enum rtk_pdf_weight weight, const char *bytes, size_t size, uint32_t width)
{
	const uint16_t *widths = rtk_pdf_faces[weight].widths;
	struct rtk_pdf_run run = {0, 0};
	uint32_t used = 0;
	size_t i;

	for (i = 0; i < size && bytes[i] != '\n'; i++) {
		used += widths[(unsigned char)bytes[i]];
		if (bytes[i] == ' ' && i > 0 && run.next == i)
			run.next = i + 1; /* one more of several blanks */
		else if (bytes[i] == ' ' && !(i > 0 && bytes[i - 1] == NUMERO))
			run = (struct rtk_pdf_run){i, i + 1};
		else if (used > width)
			break;
	}
	if (i == size || bytes[i] == '\n')
		run = (struct rtk_pdf_run){i, i + (i < size)};
	else if (run.next == 0)
		run.size = run.next = i > 0 ? i : 1;
	return run;
}
