/*
 * Which document of the bank statement is the money of a register: exact
 * rules in their order, never a guess (реестр и платежное поручение).
 */
#ifndef RTK_CALC_MATCH_H
#define RTK_CALC_MATCH_H

#include "model.h"

/** Gross pays the debt; the bank sends it, or less its commission. */
struct rtk_match_sums {
	struct rtk_kop gross;
	struct rtk_kop transfer;
};

/** A register as the rules see it. Text is borrowed. */
struct rtk_match_register {
	int64_t key;
	const char *order_number;
	struct rtk_date order_day;
	struct rtk_match_sums whole; /* of its total row */
	struct rtk_match_sums fresh; /* of rows no earlier file brought */
	bool tied;                   /* set when a document was found */
};

/** A document of the statement. */
struct rtk_match_document {
	int64_t key;
	bool incoming;
	bool bank_order; /* ВидОплаты 17: the bank took it itself */
	bool direct;     /* its purpose names an account: no register's */
	const char *number;
	struct rtk_date day;
	struct rtk_date posted;
	struct rtk_kop amount;
	bool tied;
};

/** How a register was tied. */
enum rtk_match_how {
	RTK_MATCH_NONE,
	RTK_MATCH_NET,       /* number and transfer */
	RTK_MATCH_GROSS,     /* number and gross; commission taken apart */
	RTK_MATCH_TOGETHER,  /* several registers of one order */
	RTK_MATCH_BY_SUM,    /* transfer and day, and only one such */
	RTK_MATCH_DIFFERS,   /* number alone: the sum is another */
	RTK_MATCH_COMMISSION /* the bank order of the commission */
};

/** What is being matched; arrays belong to the caller. */
struct rtk_match {
	struct rtk_match_register *registers;
	size_t register_count;
	struct rtk_match_document *documents;
	size_t document_count;
	const struct rtk_due_rows *calendar; /* days off */
	bool exact; /* an order of another sum is not taken */
	void *context;
	/** Told of each pair that was found. */
	void (*tie)(void *context, const struct rtk_match_register *reg,
	    const struct rtk_match_document *document, enum rtk_match_how how);
};

/**
 * Finds all pairs that are certain. An order comes from a day before its own
 * date to five working days after.
 */
void rtk_match_registers(struct rtk_match *match);

/** Whether money of a day may be that of an order of another. */
bool rtk_match_in_days(const struct rtk_due_rows *calendar,
    struct rtk_date order_day, struct rtk_date posted);

/** "net", "gross", "together" ...; "" for none. */
const char *rtk_match_name(enum rtk_match_how how);

#endif
