#include "base/base.h"

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
need_room(struct rtk_buf *buf, size_t more)
{
	size_t room = buf->room > 0 ? buf->room : 256;

	RTK_ASSERT(more < SIZE_MAX / 4);
	while (room - buf->size <= more)
		room *= 2;
	if (room == buf->room)
		return;
	buf->bytes = rtk_realloc(buf->bytes, room);
	buf->room = room;
}

void
rtk_buf_reserve(struct rtk_buf *buf, size_t size)
{
	need_room(buf, size);
}

void
rtk_buf_add(struct rtk_buf *buf, const void *bytes, size_t size)
{
	need_room(buf, size);
	if (size > 0)
		memcpy(buf->bytes + buf->size, bytes, size);
	buf->size += size;
	buf->bytes[buf->size] = '\0';
}

void
rtk_buf_add_text(struct rtk_buf *buf, const char *text)
{
	rtk_buf_add(buf, text, strlen(text));
}

void
rtk_buf_add_byte(struct rtk_buf *buf, char byte)
{
	if (buf->room - buf->size < 2)
		need_room(buf, 1);
	buf->bytes[buf->size++] = byte;
	buf->bytes[buf->size] = '\0';
}

void
rtk_buf_addf(struct rtk_buf *buf, const char *format, ...)
{
	va_list args;
	int size;

	va_start(args, format);
	size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	RTK_ASSERT(size >= 0);
	need_room(buf, (size_t)size);
	va_start(args, format);
	(void)vsnprintf(buf->bytes + buf->size, (size_t)size + 1, format, args);
	va_end(args);
	buf->size += (size_t)size;
}

void
rtk_buf_add_int(struct rtk_buf *buf, int64_t value)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		digits[--at] = '-';
	rtk_buf_add(buf, digits + at, sizeof(digits) - at);
}

void
rtk_buf_reset(struct rtk_buf *buf)
{
	buf->size = 0;
	if (buf->bytes != NULL)
		buf->bytes[0] = '\0';
}

void
rtk_buf_release(struct rtk_buf *buf)
{
	free(buf->bytes);
	*buf = (struct rtk_buf){0};
}
