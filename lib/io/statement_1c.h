/* Bank statement 1CClientBankExchange (kl_to_1c.txt). */
#ifndef RTK_IO_STATEMENT_1C_H
#define RTK_IO_STATEMENT_1C_H

#include "io/bankfile.h"

enum {
	RTK_STATEMENT_ACCOUNTS_MAX = 10 * 1000,
	RTK_STATEMENT_PURPOSE_LINES = 6
};

/** A sum that may be absent. */
struct rtk_statement_sum {
	struct rtk_kop sum;
	bool given;
};

/** A section of one account: its turnover over some days. */
struct rtk_statement_account {
	long line; /* on which it begins */
	struct rtk_bank_text account;
	struct rtk_date begin; /* RTK_DATE_NONE: not told */
	struct rtk_date end;
	struct rtk_statement_sum opening;
	struct rtk_statement_sum in;
	struct rtk_statement_sum out;
	struct rtk_statement_sum closing;
};

/** One side of a payment; what is not told is empty. */
struct rtk_statement_party {
	struct rtk_bank_text name;
	struct rtk_bank_text inn;
	struct rtk_bank_text account;
	struct rtk_bank_text bic;
};

/** A payment. Number, date and amount are always there. */
struct rtk_statement_document {
	long line;                 /* on which it begins */
	struct rtk_bank_text kind; /* "Платежное поручение", may be empty */
	struct rtk_bank_text number;
	struct rtk_date date;
	struct rtk_kop amount;
	struct rtk_statement_party payer;
	struct rtk_statement_party payee;
	struct rtk_date received; /* ДатаПоступило, RTK_DATE_NONE: none */
	struct rtk_date debited; /* ДатаСписано */
	struct rtk_bank_text purpose;
	struct rtk_bank_text payment_kind; /* ВидОплаты: 01, 17... */
	struct rtk_bank_text code;         /* Код: УИН */
};

struct rtk_statement {
	struct rtk_bank_text version;
	struct rtk_bank_text sender;
	struct rtk_date begin; /* of the head; RTK_DATE_NONE: not told */
	struct rtk_date end;
	struct rtk_bank_text *head_accounts; /* РасчСчет of the head */
	size_t head_account_count;
	struct rtk_statement_account *accounts;
	size_t account_count;
	struct rtk_statement_document *documents;
	size_t document_count;
	bool cut; /* no end mark: the note statement.cut was told */
};

/** Which way money went. */
enum rtk_statement_way {
	RTK_STATEMENT_ELSEWHERE,
	RTK_STATEMENT_IN,
	RTK_STATEMENT_OUT
};

/** Whether the first line is that of such a statement. */
bool rtk_statement_1c_is(const char *text, size_t size);

/**
 * Parses a statement; arrays are in the arena, texts are borrowed from the
 * file or in the arena. Unknown keys are passed over. Each fault
 * (statement.*, and those of dates and sums) is told to the events, up to
 * 100; with one or more it fails with the first: nothing of the file is to be
 * used. Notes told: statement.cut, statement.documents (documents do not add
 * up to the turnover: filtered statements exist).
 */
int rtk_statement_1c_parse(struct rtk_statement *out,
    const struct rtk_bankfile *file, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Which way the document's money went for one own account. When it names
 * neither side so, its dates tell: received is in, debited is out.
 */
enum rtk_statement_way rtk_statement_way(
    const struct rtk_statement_document *document,
    struct rtk_bank_text own_account);

/** Day of posting: received or debited by the way, else the date. */
struct rtk_date rtk_statement_posted(
    const struct rtk_statement_document *document, enum rtk_statement_way way);

#endif
