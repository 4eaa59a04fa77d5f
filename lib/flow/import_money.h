/*
 * Inside flow/import*: money on its way in: payments.csv, registers of
 * banks, bank statements.
 */
#ifndef RTK_FLOW_IMPORT_MONEY_H
#define RTK_FLOW_IMPORT_MONEY_H

#include "flow/import_kind.h"
#include "store/entry.h"
#include "store/month.h"

/** What became of one row of money. */
enum rtk_money_fate {
	RTK_MONEY_POSTED,
	RTK_MONEY_HANGS, /* unidentified: entry->reason says why */
	RTK_MONEY_KNOWN
};

/** An import of money under way. */
struct rtk_money {
	struct rtk_import *import;
	struct rtk_book_state book;
};

/** Begins: which month is open. */
int rtk_money_begin(struct rtk_money *out, struct rtk_import *import,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Stores an entry and posts it to its account if the number is exactly that
 * of an open one; else it hangs with its reason. An operation that is known
 * is not stored again. A known operation of another amount fails with
 * bank.known_changed.
 */
int rtk_money_take(enum rtk_money_fate *fate, struct rtk_money *money,
    struct rtk_entry *entry, struct rtk_err *err) RTK_MUST_CHECK;

/** payments.csv: the cash desk and other lists of payments. */
int rtk_import_payments(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** A register of payments of a bank. */
int rtk_import_register(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** A statement 1CClientBankExchange. */
int rtk_import_statement(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

/** Tells of money that hangs, with its place; no name or address. */
void rtk_money_tell_hanging(
    struct rtk_import *import, const struct rtk_entry *e);

/** Copies a text of a bank file into the arena of the import. */
const char *rtk_money_text(
    struct rtk_import *import, const char *bytes, size_t size);

/** A fault of a parser goes the way of the import and refuses the file. */
struct rtk_events rtk_money_events(struct rtk_import *import);

/**
 * The bytes of a bank file in UTF-8, by evidence or --encoding. Fails as
 * rtk_encoding_convert().
 */
int rtk_money_convert(const char **text, size_t *size,
    struct rtk_import *import, int use, struct rtk_err *err) RTK_MUST_CHECK;

#endif
