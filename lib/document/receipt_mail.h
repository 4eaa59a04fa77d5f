/* The e-mail that carries a payment document, as plain data. */
#ifndef RTK_DOCUMENT_RECEIPT_MAIL_H
#define RTK_DOCUMENT_RECEIPT_MAIL_H

#include "document/invoice.h"

/**
 * Adds the message with the document in it, for the address. The Message-ID
 * is made of account, month and the document's bytes. Fails with email.value
 * when the address, or that of the company, is none.
 */
int rtk_receipt_mail(struct rtk_buf *out, const struct rtk_invoice *invoice,
    const char *address, const struct rtk_buf *pdf,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
