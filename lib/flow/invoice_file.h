/*
 * Inside flow/invoice*: the PDF in hand. Documents are put in as they come
 * and stand in the order of addresses; a bundle has a cover in front. When it
 * is finished, the codes are read back from its bytes.
 */
#ifndef RTK_FLOW_INVOICE_FILE_H
#define RTK_FLOW_INVOICE_FILE_H

#include "document/invoice.h"
#include "store/party.h"

/** A document of the file. */
struct rtk_invoice_entry {
	const char *account;
	const char *email;
	enum rtk_delivery delivery;
	size_t page; /* of the file, from 1; set by the end */
	/* its place in the order, and what the code must say */
	const char *town, *street, *house, *flat;
	bool is_flat; /* else `flat` is a word of its own */
	const char *code;
	size_t code_size;
	size_t first; /* its first page as it was begun, from 0 */
	size_t pages;
};

struct rtk_invoice_file;

/** A file to be filled again and again; the caller frees it. */
struct rtk_invoice_file *rtk_invoice_file_new(void) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_invoice_file_free(struct rtk_invoice_file *file);

/** The documents so far; in the order of the file once it is finished. */
const struct rtk_invoice_entry *rtk_invoice_file_entries(
    const struct rtk_invoice_file *file, size_t *count);

/**
 * Begins the file with what its first document says of the company and the
 * month. `bundle` names it on the cover; NULL: it is of that account alone.
 */
void rtk_invoice_file_begin(struct rtk_invoice_file *file,
    const struct rtk_invoice *first, const char *bundle);

/**
 * Draws a document into the file that was begun. `code` is what
 * rtk_invoice_qr_text() gave. Fails as rtk_invoice_draw().
 */
int rtk_invoice_file_add(struct rtk_invoice_file *file,
    const struct rtk_invoice *invoice, const struct rtk_party *party,
    const struct rtk_buf *code, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Finishes the file: its bytes are added to out. Fails with pdf.error, and
 * with pdf.unreadable, qr.misread when the bytes do not show each code on the
 * first page of its document, and no other.
 */
int rtk_invoice_file_end(struct rtk_invoice_file *file, struct rtk_buf *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Empties it for the next file. */
void rtk_invoice_file_reset(struct rtk_invoice_file *file);

#endif
