/*
 * What files of banks have in common: check digits, dates, times and sums as
 * banks write them, and the list of faults that a file is refused with.
 */
#ifndef RTK_IO_BANKFILE_H
#define RTK_IO_BANKFILE_H

#include "base/arena.h"
#include "base/events.h"
#include "num/date.h"
#include "num/units.h"

enum {
	RTK_BANKFILE_FAULTS_MAX = 100, /* told of one file */
	RTK_BANKFILE_LINE_BYTES_MAX = 64 * 1024,
	RTK_BANKFILE_ROWS_MAX = 10 * 1000 * 1000
};

/** Text of a file, trimmed and borrowed from it; not NUL-terminated. */
struct rtk_bank_text {
	const char *bytes;
	size_t size;
};

/** The text without blanks around it. */
struct rtk_bank_text rtk_bank_trim(const char *bytes, size_t size);

/** Whether it is this word. */
bool rtk_bank_is(struct rtk_bank_text text, const char *word);

/** A file to parse. */
struct rtk_bankfile {
	const char *name; /* base name, or NULL */
	const char *text; /* UTF-8; the results borrow from it */
	size_t size;
	struct rtk_arena *arena;         /* owns the results */
	const struct rtk_events *events; /* hears each fault and note */
};

/** Faults met so far; zero it and set file. Of use to parsers only. */
struct rtk_bankfile_faults {
	const struct rtk_bankfile *file;
	size_t count;
	struct rtk_err first;
};

/** Tells of a fault on a line and counts it; past the limit in silence. */
void rtk_bankfile_fault(
    struct rtk_bankfile_faults *faults, long line, const struct rtk_err *fault);

/** Tells of a note, which refuses nothing. */
void rtk_bankfile_note(const struct rtk_bankfile_faults *faults, long line,
    const struct rtk_err *note);

/** 0 if there was no fault, else -1 with the first one in err. */
int rtk_bankfile_verdict(const struct rtk_bankfile_faults *faults,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * dd-mm-yyyy, dd.mm.yyyy, dd/mm/yyyy or yyyy-mm-dd. Fails with row.empty,
 * date.form; the value is in err, the column is named so.
 */
int rtk_bankfile_date(struct rtk_date *out, struct rtk_bank_text text,
    const char *column, struct rtk_err *err) RTK_MUST_CHECK;

/** hh-mm-ss or hh:mm:ss as seconds of the day; -1 if empty. date.time. */
int rtk_bankfile_time(int32_t *out_s, struct rtk_bank_text text,
    const char *column, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A sum with comma or point, at most two decimals, no spaces. Fails with
 * num.empty, num.char, num.scale, num.range.
 */
int rtk_bankfile_sum(struct rtk_kop *out, struct rtk_bank_text text,
    const char *column, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Our account of 20 digits in the name of a file, and the INN before it;
 * what is not there is left as it is. `name` may be NULL.
 */
void rtk_bankfile_own(char inn[13], char account[21], const char *name);

/** Whether both texts are the same bytes. */
bool rtk_bank_text_same(struct rtk_bank_text a, struct rtk_bank_text b);

/** INN of 10 or 12 digits with its check digits. */
bool rtk_inn_valid(const char *text, size_t size);

/** KPP: four digits, two digits or capital letters, three digits. */
bool rtk_kpp_valid(const char *text, size_t size);

/** BIC: nine digits, 04 or 01 first, an existing kind of bank at the end. */
bool rtk_bic_valid(const char *text, size_t size);

/**
 * Account of 20 digits (the sixth may be a letter) and its key with a BIC.
 * Of a treasury account only the form is checked: it has no key.
 */
bool rtk_bank_account_valid(
    struct rtk_bank_text account, struct rtk_bank_text bic);

#endif
