/*
 * Inside flow/import*: money on its way in: payments.csv, registers of
 * banks, bank statements. All rows of a file are read; then they are judged
 * and stored in ordered passes.
 */
#ifndef RTK_FLOW_IMPORT_MONEY_H
#define RTK_FLOW_IMPORT_MONEY_H

#include "flow/import_kind.h"
#include "io/bankfile.h"
#include "store/entry.h"
#include "store/month.h"

/** What became of a row. */
enum rtk_money_fate {
	RTK_MONEY_TAKEN,
	RTK_MONEY_KNOWN,
	RTK_MONEY_CHANGED /* known, but with another amount or account */
};

/** A row: a million of them must fit. Texts live on elsewhere. */
struct rtk_money_row {
	const char *raw;       /* the row as read */
	const char *operation; /* the bank's id; NULL: none */
	const char *account;   /* as the payer gave it */
	const char *channel;   /* NUL-terminated */
	int64_t amount_kop;    /* negative: called back */
	int64_t commission_kop;
	uint32_t raw_size;
	uint32_t line;
	int32_t paid_day;
	uint32_t account_id; /* 0: none */
	uint16_t operation_size;
	uint16_t account_size;
	int16_t for_period; /* -1: not told */
	uint16_t reason;    /* enum rtk_fault; RTK_E_NONE: it is posted */
	uint8_t fate;
	bool penalty;
	bool future;     /* paid after the bank sent the money: it hangs */
	uint32_t refund; /* takes refunded[refund - 1] back; 0: its own id */
};

/** A row that cannot be used, with its fault; texts are the arena's. */
struct rtk_money_bad {
	const char *raw;
	uint32_t raw_size;
	uint32_t line;
	struct rtk_err *fault;
};

/** A file of money. */
struct rtk_money {
	struct rtk_import *import;
	struct rtk_book_state book;
	const char *source; /* "cash", "sber" */
	bool strict;        /* a changed operation refuses the file */
	struct rtk_money_row *rows;
	size_t count, room;
	struct rtk_money_bad *bad; /* for the quarantine */
	size_t bad_count, bad_room;
	struct rtk_bank_text *refunded; /* ids of payments; not owned texts */
	size_t refund_count, refund_room;
	struct rtk_money_row **order; /* those taken, as they are stored */
	size_t taken;
	int64_t first_entry;
};

/** Begins; release it in any case. */
int rtk_money_begin(struct rtk_money *out, struct rtk_import *import,
    struct rtk_err *err) RTK_MUST_CHECK;
void rtk_money_release(struct rtk_money *money);

/** Adds a row. */
void rtk_money_add(struct rtk_money *money, const struct rtk_money_row *row);

/** Adds a row that takes back the payment of another id, which is kept. */
void rtk_money_add_refund(struct rtk_money *money,
    const struct rtk_money_row *row, struct rtk_bank_text payment);

/** Puts a row aside that will go to the quarantine. */
void rtk_money_put_aside(struct rtk_money *money, struct rtk_money_bad bad,
    const struct rtk_err *fault);

/**
 * Judges the rows: which operations are known, whose account each row is,
 * what a reversal takes back. Fills money->order.
 */
int rtk_money_judge(
    struct rtk_money *money, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Judges and stores all rows: entries, and postings to the accounts whose
 * number is exactly that of an open one; else the money hangs. Known
 * operations are not stored again. Tells what waits, in the order of lines.
 */
int rtk_money_store(
    struct rtk_money *money, struct rtk_err *err) RTK_MUST_CHECK;

/** payments.csv: the cash desk and other lists of payments. */
int rtk_import_payments(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** A register of payments of a bank. */
int rtk_import_register(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** A statement 1CClientBankExchange. */
int rtk_import_statement(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** A fault of a parser goes the way of the import and refuses the file. */
struct rtk_events rtk_money_events(struct rtk_import *import);

/** The bytes of a bank file in UTF-8; fails as rtk_encoding_convert(). */
int rtk_money_convert(const char **text, size_t *size,
    struct rtk_import *import, int use, struct rtk_err *err) RTK_MUST_CHECK;

#endif
