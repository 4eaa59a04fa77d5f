/*
 * Payment QR: the text by ГОСТ Р 56042-2014 with all its checks, and the
 * symbol by libqrencode.
 */
#ifndef RTK_IO_QR_H
#define RTK_IO_QR_H

#include "base/buf.h"
#include "base/err.h"
#include "num/date.h"
#include "num/units.h"

/** The digit of the code page in the text. */
enum rtk_qr_code_page { RTK_QR_CP1251 = 1, RTK_QR_UTF8 = 2 };

/**
 * Fields of the standard in the order in which they are written; text is
 * UTF-8 and borrowed. NULL or "" leaves out what is optional.
 */
struct rtk_qr_payment {
	enum rtk_qr_code_page code_page;
	/* mandatory, but for corr_account: "0" is written for none */
	const char *name;         /* of the payee, at most 160 letters */
	const char *bank_account; /* 20 digits, key by the BIC */
	const char *bank_name;    /* at most 45 letters */
	const char *bic;
	const char *corr_account;
	/* optional */
	struct rtk_kop sum;  /* 0: left out, the payer types it */
	const char *purpose; /* at most 210 letters */
	const char *inn;     /* of the payee */
	const char *kpp;
	const char *account; /* PersAcc: the payer's account at the payee */
	struct rtk_period period; /* < 0: left out */
	const char *category;     /* kind of payment */
	const char *last_name;    /* personal data: only if the bank asks */
	const char *first_name;
	const char *middle_name;
	const char *payer_address;
	const char *tech_code; /* two digits; "02": housing, utilities */
};

/**
 * Adds the text. The separator is `|`, or another byte that no value holds.
 * Fails with qr.value, naming the field, for a value that is empty, too
 * long, of a wrong form, has a wrong check digit, a control byte, or a letter
 * that the code page lacks; with qr.size if the mandatory block is over 300
 * bytes.
 */
int rtk_qr_payment_text(struct rtk_buf *out,
    const struct rtk_qr_payment *payment, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Largest symbol. A full payment text in UTF-8 stays under its 666 bytes, and
 * of 38 mm it has modules of 0.39 mm: larger ones are not read safely from a
 * page of 150 dpi.
 */
enum {
	RTK_QR_VERSION_MAX = 20,
	RTK_QR_SIDE_MAX = 17 + 4 * RTK_QR_VERSION_MAX,
	RTK_QR_ROW_BYTES_MAX = (RTK_QR_SIDE_MAX + 7) / 8
};

/** A symbol without quiet zone: a bit a module, 1 dark, rows of whole bytes. */
struct rtk_qr {
	unsigned side; /* modules */
	uint8_t bits[RTK_QR_SIDE_MAX * RTK_QR_ROW_BYTES_MAX];
};

/**
 * Encodes bytes as they are (byte mode, no ECI, level M) in the smallest
 * symbol that holds them. Fails with qr.size.
 */
int rtk_qr_encode(struct rtk_qr *out, const char *bytes, size_t size,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
