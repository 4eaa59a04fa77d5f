#include "base/base.h"

#include "text/utf8.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

static bool
continues(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Bytes of a letter of three or four, 0 if it is not valid. RFC 3629, 4. */
static size_t
long_letter(const unsigned char *s, size_t left)
{
	unsigned char low = 0x80, high = 0xBF;

	if (s[0] == 0xE0)
		low = 0xA0;
	else if (s[0] == 0xED)
		high = 0x9F;
	else if (s[0] == 0xF0)
		low = 0x90;
	else if (s[0] == 0xF4)
		high = 0x8F;
	if (s[0] < 0xE0 || s[0] > 0xF4 || left < 3)
		return 0;
	if (s[1] < low || s[1] > high || !continues(s[2]))
		return 0;
	if (s[0] < 0xF0)
		return 3;
	return left >= 4 && continues(s[3]) ? 4 : 0;
}

/* Bytes of the letter at s, 0 if it is not valid. */
static size_t
letter_size(const unsigned char *s, size_t left)
{
	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xC2 && s[0] <= 0xDF)
		return left >= 2 && continues(s[1]) ? 2 : 0;
	return long_letter(s, left);
}

/* Skips what is plain ASCII, eight bytes at a time. */
static size_t
skip_ascii(const unsigned char *s, size_t i, size_t size)
{
	uint64_t word;

	for (; i + sizeof(word) <= size; i += sizeof(word)) {
		memcpy(&word, s + i, sizeof(word));
		if ((word & HIGH_BITS) != 0)
			break;
	}
	while (i < size && s[i] < 0x80)
		i++;
	return i;
}

size_t
rtk_utf8_valid(const char *bytes, size_t size)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t i = 0, n;

	for (;;) {
		i = skip_ascii(s, i, size);
		/* Russian text: pairs, most often several in a row */
		while (i + 1 < size && s[i] >= 0xC2 && s[i] <= 0xDF &&
		    continues(s[i + 1]))
			i += 2;
		if (i == size)
			return size;
		if (s[i] < 0x80)
			continue;
		n = letter_size(s + i, size - i);
		if (n == 0)
			return i;
		i += n;
	}
}

uint32_t
rtk_utf8_next(const char **at, const char *end)
{
	const unsigned char *s = (const unsigned char *)*at;
	size_t n = letter_size(s, (size_t)(end - *at));

	*at += n > 0 ? n : 1;
	switch (n) {
	case 1:
		return s[0];
	case 2:
		return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
	case 3:
		return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 |
		    (s[2] & 0x3Fu);
	case 4:
		return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 |
		    (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
	default:
		return 0xFFFD;
	}
}

size_t
rtk_utf8_length(const char *bytes, size_t size)
{
	const char *end = bytes + size;
	size_t count = 0;

	for (; bytes < end; count++)
		(void)rtk_utf8_next(&bytes, end);
	return count;
}

void
rtk_utf8_add(struct rtk_buf *buf, uint32_t letter)
{
	char out[4];
	size_t n = 0;

	RTK_ASSERT(letter <= 0x10FFFF);
	if (letter < 0x80) {
		out[n++] = (char)letter;
	} else if (letter < 0x800) {
		out[n++] = (char)(0xC0 | letter >> 6);
	} else if (letter < 0x10000) {
		out[n++] = (char)(0xE0 | letter >> 12);
		out[n++] = (char)(0x80 | (letter >> 6 & 0x3F));
	} else {
		out[n++] = (char)(0xF0 | letter >> 18);
		out[n++] = (char)(0x80 | (letter >> 12 & 0x3F));
		out[n++] = (char)(0x80 | (letter >> 6 & 0x3F));
	}
	if (letter >= 0x80)
		out[n++] = (char)(0x80 | (letter & 0x3F));
	rtk_buf_add(buf, out, n);
}

uint32_t
rtk_utf8_fold(uint32_t letter)
{
	if (letter >= 'A' && letter <= 'Z')
		return letter + 32;
	if (letter >= 0x410 && letter <= 0x42F)
		return letter + 32;
	if (letter == 0x401 || letter == 0x451)
		return 0x435;
	return letter;
}

uint32_t
rtk_utf8_upper(uint32_t letter)
{
	if (letter >= 'a' && letter <= 'z')
		return letter - 32;
	if (letter >= 0x430 && letter <= 0x44F)
		return letter - 32;
	return letter == 0x451 ? 0x401 : letter;
}

void
rtk_utf8_add_upper(struct rtk_buf *buf, const char *bytes, size_t size)
{
	const char *end = bytes + size;

	while (bytes < end)
		rtk_utf8_add(buf, rtk_utf8_upper(rtk_utf8_next(&bytes, end)));
}

bool
rtk_utf8_same(const char *a, size_t a_size, const char *b, size_t b_size)
{
	const char *a_end = a + a_size, *b_end = b + b_size;

	while (a < a_end && b < b_end)
		if (rtk_utf8_fold(rtk_utf8_next(&a, a_end)) !=
		    rtk_utf8_fold(rtk_utf8_next(&b, b_end)))
			return false;
	return a == a_end && b == b_end;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void
rtk_utf8_trim(const char **bytes, size_t *size)
{
	const char *begin = *bytes, *end = begin + *size;

	for (;;) {
		if (begin < end && is_blank(*begin))
			begin++;
		else if (end - begin >= 2 && memcmp(begin, RTK_NBSP, 2) == 0)
			begin += 2;
		else
			break;
	}
	for (;;) {
		if (begin < end && is_blank(end[-1]))
			end--;
		else if (end - begin >= 2 && memcmp(end - 2, RTK_NBSP, 2) == 0)
			end -= 2;
		else
			break;
	}
	*bytes = begin;
	*size = (size_t)(end - begin);
}
