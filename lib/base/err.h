/*
 * The one error object. It is passed down as the last parameter, filled once
 * where the fault is first known, enriched with the place on the way up and
 * turned into words and an exit status in cmd/cli.c only.
 */
#ifndef RTK_BASE_ERR_H
#define RTK_BASE_ERR_H

#include "base/base.h"

/** Classes of failure; cmd/cli.c maps each to one exit status. */
enum rtk_class {
	RTK_NOTE, /* not a failure: a warning, a finding, a quarantined row */
	RTK_USAGE,
	RTK_DATA,
	RTK_NO_INPUT,
	RTK_NOT_READY,
	RTK_INTERNAL,
	RTK_NO_OUTPUT,
	RTK_IO,
	RTK_BUSY,
	RTK_CONFIG
};

/** Every fault the library can name; see errors.def. */
enum rtk_fault {
	RTK_E_NONE = 0,
#define RTK_ERROR(name, class, id, text) RTK_E_##name,
#include "base/errors.def"
#undef RTK_ERROR
	RTK_E_LAST
};

/** A fault and its place. Zero it with RTK_ERR_INIT before use. */
struct rtk_err {
	enum rtk_fault fault;
	long line;         /* physical line in the file, from 1; 0: none */
	char file[256];    /* as the user named it; "": none */
	char column[64];   /* name of the column in the header; "": none */
	char value[96];    /* as it was read, UTF-8; "": none */
	char detail[256];  /* language-neutral part of the text; "": none */
};

#define RTK_ERR_INIT                                                           \
	{                                                                      \
		.fault = RTK_E_NONE                                            \
	}

/**
 * Fills err with a fault and returns -1, so that a function can end with
 * `return rtk_fail(err, RTK_E_...)`. A fault that is already set is kept.
 */
int rtk_fail(struct rtk_err *err, enum rtk_fault fault);

/** As rtk_fail, with the language-neutral detail that the text shows. */
int rtk_failf(struct rtk_err *err, enum rtk_fault fault, const char *format,
    ...) RTK_PRINTF(3, 4);

/** Adds the place, where it is not known yet. Returns -1. */
int rtk_err_at(struct rtk_err *err, const char *file, long line);

/** Adds column name and value, where they are not known yet. Returns -1. */
int rtk_err_cell(
    struct rtk_err *err, const char *column, const char *value, size_t size);

/** Forgets the fault. */
void rtk_err_clear(struct rtk_err *err);

/** Stable id, such as "csv.unknown_column". */
const char *rtk_fault_id(enum rtk_fault fault);

/** English text, the msgid of the catalogue; at most one `%s`: the detail. */
const char *rtk_fault_text(enum rtk_fault fault);

/** The class, from which cmd makes the exit status. */
enum rtk_class rtk_fault_class(enum rtk_fault fault);

/** The fault with this id, RTK_E_NONE if there is none. */
enum rtk_fault rtk_fault_find(const char *id);

#endif
