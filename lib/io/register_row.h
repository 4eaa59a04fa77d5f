/* Inside the parser of registers: the fields of one line. */
#ifndef RTK_IO_REGISTER_ROW_H
#define RTK_IO_REGISTER_ROW_H

#include "io/register_sber.h"

/** Fields of a row in the order of the file. */
enum {
	RTK_REGISTER_DATE,
	RTK_REGISTER_TIME,
	RTK_REGISTER_BRANCH,
	RTK_REGISTER_CASHIER,
	RTK_REGISTER_OPERATION,
	RTK_REGISTER_ACCOUNT,
	RTK_REGISTER_PAYER,
	RTK_REGISTER_ADDRESS,
	RTK_REGISTER_PERIOD,
	RTK_REGISTER_GROSS,
	RTK_REGISTER_TRANSFER,
	RTK_REGISTER_COMMISSION,
	RTK_REGISTER_CHANNEL,
	RTK_REGISTER_FIELDS_MAX = 64 /* of a line */
};

/** What stands between the `;` of a line, trimmed. */
struct rtk_register_fields {
	struct rtk_bank_text at[RTK_REGISTER_FIELDS_MAX];
	size_t count; /* may be over the limit: the rest is not kept */
};

/** The three sums of a row or of the total row. */
struct rtk_register_sums {
	struct rtk_kop gross;
	struct rtk_kop transfer;
	struct rtk_kop commission;
};

/** Takes a line apart. */
void rtk_register_row_split(
    struct rtk_register_fields *out, const char *line, size_t size);

/**
 * Puts fields where they belong: six from the left, those behind the name
 * from the right, and all between is the name, `;` and all (writers do not
 * escape it). False if there are too few or too many.
 */
bool rtk_register_row_arrange(
    struct rtk_register_fields *fields, enum rtk_register_format format);

/**
 * Arranges the fields and reads them into row. Fails with bank.columns,
 * bank.row_sum, row.* and the faults of dates and numbers.
 */
int rtk_register_row_read(struct rtk_register_row *row,
    struct rtk_register_fields *fields, enum rtk_register_format format,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Three sums; fails as rtk_bankfile_sum(). */
int rtk_register_row_sums(struct rtk_register_sums *out,
    const struct rtk_bank_text at[3], struct rtk_err *err) RTK_MUST_CHECK;

/** The first sum is the other two together, else it fails: bank.row_sum. */
int rtk_register_row_sums_check(
    const struct rtk_register_sums *sums, struct rtk_err *err) RTK_MUST_CHECK;

/** Fails with row.long or row.control on what is no operation or account. */
int rtk_register_row_check(struct rtk_bank_text text, const char *column,
    struct rtk_err *err) RTK_MUST_CHECK;

/** A number of at most so many digits, -1 if it is none. */
int32_t rtk_register_row_number(struct rtk_bank_text text, size_t digits);

#endif
