/*
 * Register of payments of Sberbank: 12 or 13 fields a row between `;`, a
 * quotation mark is a plain character, one total row at the end.
 */
#ifndef RTK_IO_REGISTER_SBER_H
#define RTK_IO_REGISTER_SBER_H

#include "io/bankfile.h"

enum rtk_register_format {
	RTK_REGISTER_SBER_12 = 12, /* without channel */
	RTK_REGISTER_SBER_13 = 13
};

/** One payment; its texts are taken from raw by rtk_register_texts(). */
struct rtk_register_row {
	const char *raw; /* the line as it stands in the file, UTF-8 */
	uint32_t raw_size;
	int32_t line;
	struct rtk_date date;     /* of the payment */
	int32_t time_s;           /* of the day, -1: none */
	struct rtk_period period; /* paid for; v < 0: none or no month */
	int32_t channel;          /* 0: none */
	struct rtk_kop gross; /* сумма операции: what pays the debt */
	struct rtk_kop transfer; /* сумма перевода: what the bank sends */
	struct rtk_kop commission;
};

/** The texts of a payment; each may be empty. */
struct rtk_register_texts {
	struct rtk_bank_text branch;
	struct rtk_bank_text cashier;
	struct rtk_bank_text operation; /* unique at the bank */
	struct rtk_bank_text account;   /* as the payer gave it */
	struct rtk_bank_text payer;
	struct rtk_bank_text address; /* or purpose */
};

/** A register whose control figures hold. */
struct rtk_register {
	enum rtk_register_format format;
	char own_inn[13];     /* from the name of the file; "": not in it */
	char own_account[21]; /* likewise */
	struct rtk_bank_text order_number; /* payment order of the bank */
	struct rtk_date order_date;
	struct rtk_kop gross; /* of all rows, and of the total row */
	struct rtk_kop transfer;
	struct rtk_kop commission;
	struct rtk_register_row *rows;
	size_t row_count;
};

/** Whether a text looks like such a register: its first row or total row. */
bool rtk_register_sber_is(const char *text, size_t size);

/**
 * Parses a register; rows are in the arena, texts borrowed from the file.
 * Each fault (bank.*, and those of dates and numbers) is told to the events,
 * up to 100; with one or more it fails with the first: nothing of the file
 * is to be used.
 */
int rtk_register_sber_parse(struct rtk_register *out,
    const struct rtk_bankfile *file, struct rtk_err *err) RTK_MUST_CHECK;

/** The texts of a row of a parsed register. */
void rtk_register_texts(struct rtk_register_texts *out,
    const struct rtk_register *reg, const struct rtk_register_row *row);

#endif
