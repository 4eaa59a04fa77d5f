#include "base/base.h"

#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *id;
	const char *text;
	enum rtk_class class;
} faults[RTK_E_LAST] = {
    [RTK_E_NONE] = {"none", "", RTK_NOTE},
#define RTK_ERROR(name, class, id, text) [RTK_E_##name] = {id, text, class},
#include "base/errors.def"
#undef RTK_ERROR
};

/* Copies as much as fits and never cuts a UTF-8 letter in two. */
static void
copy_text(char *to, size_t to_size, const char *from, size_t size)
{
	if (size >= to_size) {
		size = to_size - 1;
		while (size > 0 && ((unsigned char)from[size] & 0xC0) == 0x80)
			size--;
	}
	if (size > 0)
		memcpy(to, from, size);
	to[size] = '\0';
}

int
rtk_fail(struct rtk_err *err, enum rtk_fault fault)
{
	RTK_ASSERT(fault > RTK_E_NONE && fault < RTK_E_LAST);
	if (err->fault == RTK_E_NONE)
		err->fault = fault;
	return -1;
}

int
rtk_failf(struct rtk_err *err, enum rtk_fault fault, const char *format, ...)
{
	va_list args;

	if (err->fault != RTK_E_NONE)
		return -1;
	va_start(args, format);
	(void)vsnprintf(err->detail, sizeof(err->detail), format, args);
	va_end(args);
	return rtk_fail(err, fault);
}

int
rtk_err_at(struct rtk_err *err, const char *file, long line)
{
	if (err->file[0] == '\0')
		copy_text(err->file, sizeof(err->file), file, strlen(file));
	if (err->line == 0)
		err->line = line;
	return -1;
}

int
rtk_err_cell(
    struct rtk_err *err, const char *column, const char *value, size_t size)
{
	if (err->column[0] != '\0')
		return -1;
	copy_text(err->column, sizeof(err->column), column, strlen(column));
	copy_text(err->value, sizeof(err->value), value, size);
	return -1;
}

void
rtk_err_clear(struct rtk_err *err)
{
	*err = (struct rtk_err)RTK_ERR_INIT;
}

const char *
rtk_fault_id(enum rtk_fault fault)
{
	RTK_ASSERT(fault < RTK_E_LAST);
	return faults[fault].id;
}

const char *
rtk_fault_text(enum rtk_fault fault)
{
	RTK_ASSERT(fault < RTK_E_LAST);
	return faults[fault].text;
}

enum rtk_class
rtk_fault_class(enum rtk_fault fault)
{
	RTK_ASSERT(fault < RTK_E_LAST);
	return faults[fault].class;
}

enum rtk_fault
rtk_fault_find(const char *id)
{
	for (int i = 1; i < RTK_E_LAST; i++)
		if (strcmp(faults[i].id, id) == 0)
			return (enum rtk_fault)i;
	return RTK_E_NONE;
}
