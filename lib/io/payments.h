/* What the readers of registers by layout and of packs give: payments. */
#ifndef RTK_IO_PAYMENTS_H
#define RTK_IO_PAYMENTS_H

#include "io/bankfile.h"

/** One payment; what is not told is empty. */
struct rtk_payment {
	const char *raw; /* as it stands in the file, UTF-8 */
	uint32_t raw_size;
	int32_t line;
	struct rtk_date date;
	int32_t time_s;           /* of the day, -1: none */
	struct rtk_period period; /* paid for; v < 0: none */
	struct rtk_kop gross;     /* what pays the debt; < 0: taken back */
	struct rtk_kop transfer;
	struct rtk_kop commission;
	struct rtk_bank_text operation;
	struct rtk_bank_text payment; /* that it takes back, by its id */
	struct rtk_bank_text account;
	struct rtk_bank_text channel;
	bool penalty;
};

/** A reading of a meter that came along with a payment. */
struct rtk_payment_reading {
	const char *raw; /* row of the payment */
	uint32_t raw_size;
	int32_t line;
	struct rtk_date date;
	struct rtk_bank_text account;
	struct rtk_bank_text serial;
	struct rtk_bank_text service; /* our word, or theirs */
	struct rtk_bank_text value;
	int32_t number; /* of the meter among those of the account; 0: none */
};

/** A register whose control figures hold. Rows and texts: arena or file. */
struct rtk_payments {
	char own_inn[13];     /* from the name of the file; "": not in it */
	char own_account[21]; /* likewise */
	struct rtk_bank_text order_number; /* payment order of the bank */
	struct rtk_date order_date;
	struct rtk_kop gross; /* of all rows */
	struct rtk_kop transfer;
	struct rtk_kop commission;
	struct rtk_payment *rows;
	size_t row_count;
	struct rtk_payment_reading *readings;
	size_t reading_count;
};

/** The three sums as far as a row or a file tells them. */
struct rtk_payment_sums {
	struct rtk_kop gross;
	struct rtk_kop transfer;
	struct rtk_kop commission;
	bool has_transfer;
	bool has_commission;
};

/**
 * Completes the sums of a row: what is not told follows from the others.
 * Fails with num.range and, when they contradict, bank.row_sum.
 */
int rtk_payment_complete(
    struct rtk_payment_sums *sums, struct rtk_err *err) RTK_MUST_CHECK;

/** MMYY, MM.YYYY or YYYY-MM; what is no month is none: v < 0. */
struct rtk_period rtk_payment_period(struct rtk_bank_text text);

/** Adds the sums of all rows up into out. */
void rtk_payments_add_up(struct rtk_payments *out);

/**
 * Gives payments with such a text (parallel to rows; size 0: none) and no
 * operation an id made of it; equal ones of the file are told apart by their
 * count, so that two honest payments stay two and a file sent again is known.
 */
void rtk_payments_identify(struct rtk_payments *payments,
    const struct rtk_bank_text *identities, struct rtk_arena *arena);

/** An operation may stand once with each sign; else bank.operation. */
void rtk_payments_check(
    const struct rtk_payments *payments, struct rtk_bankfile_faults *faults);

/** Tells of a control figure that does not hold: bank.total. */
void rtk_payments_compare(struct rtk_bankfile_faults *faults, long line,
    const char *column, const struct rtk_kop figures[2]);

/** Moves rows and readings from memory of their own to the arena. */
void rtk_payments_hand_over(struct rtk_payments *out, struct rtk_arena *arena);

#endif
