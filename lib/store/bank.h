/* Registers, bank statements and their documents, and what ties them. */
#ifndef RTK_STORE_BANK_H
#define RTK_STORE_BANK_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/** A register of payments as its total row says. */
struct rtk_register_figures {
	int64_t batch;
	const char *file;
	const char *format;
	const char *own_account;
	const char *order_number; /* платежное поручение */
	struct rtk_date order_day;
	int64_t rows;
	struct rtk_kop gross;
	struct rtk_kop transfer;
	struct rtk_kop commission;
	struct rtk_kop new_gross; /* of rows that no earlier file brought */
	struct rtk_kop new_transfer;
	int64_t first_entry; /* ids of their entries follow each other */
	struct rtk_period first_period; /* that was open: of their postings */
};

/** A section of a statement. */
struct rtk_statement_section {
	int64_t batch;
	int64_t number;
	const char *own_account;
	struct rtk_date from;
	struct rtk_date to;
	struct rtk_kop opening, in, out, closing;
};

/** A document of a statement. */
struct rtk_document {
	int64_t id; /* set when stored */
	int64_t batch;
	long line;
	const char *own_account;
	int direction; /* 1 in, -1 out */
	struct rtk_date posted;
	const char *number;
	struct rtk_date day;
	struct rtk_kop amount;
	const char *other_account;
	const char *other_inn;
	const char *other_name;
	const char *payment_kind;
	const char *purpose;
	int64_t occurrence; /* equal documents of one file, from 0 */
};

/** What a document was found to be. */
struct rtk_tie {
	int64_t document;
	int64_t registered; /* batch of the register; 0: none */
	int64_t entry;      /* direct payment; 0: none */
	const char *how;
	struct rtk_date day;
	const char *reason; /* of a person; NULL: of a rule */
};

/** Stores the figures of a register. */
int rtk_register_add(struct rtk_db *db, const struct rtk_register_figures *reg,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Stores the figures of a section. */
int rtk_statement_add(struct rtk_db *db, const struct rtk_statement_section *s,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Stores a document; *known when it is there already. */
int rtk_document_add(struct rtk_db *db, struct rtk_document *document,
    bool *known, struct rtk_err *err) RTK_MUST_CHECK;

/** The closing balance of the newest statement before a day: 1, 0, -1. */
int rtk_statement_before(struct rtk_db *db, const char *own_account,
    struct rtk_date day, struct rtk_kop *closing,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Says what a document is: once, or once for each register it pays. */
int rtk_tie_add(struct rtk_db *db, const struct rtk_tie *tie,
    struct rtk_err *err) RTK_MUST_CHECK;

/** All registers by batch, in the arena. */
int rtk_register_list(struct rtk_register_figures **out, size_t *count,
    struct rtk_db *db, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Documents in an arena. */
struct rtk_documents {
	struct rtk_document *rows;
	size_t count;
};

/** Incoming documents without a meaning, outgoing ones from a day on. */
int rtk_document_open(struct rtk_documents *out, struct rtk_db *db,
    struct rtk_date outgoing_from, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The documents tied to a register: how the first was tied, their sums. Of an
 * order that pays several registers each shows what it brought to that one.
 */
struct rtk_register_money {
	int64_t documents;
	const char *how;           /* "": none */
	bool decided;              /* RTK_TIE_DECIDED; not in the sums */
	struct rtk_kop incoming;   /* of payment orders */
	struct rtk_kop commission; /* taken apart by bank orders */
};

/** What came for a register; texts in the arena. */
int rtk_register_money(struct rtk_register_money *out, struct rtk_db *db,
    int64_t batch, struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

#endif
