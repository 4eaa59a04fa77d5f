/*
 * Reads a finished document of this painter back from its bytes: the picture
 * that each page shows. It knows what the painter writes, no other PDF.
 */
#ifndef RTK_IO_PDF_READ_H
#define RTK_IO_PDF_READ_H

#include "base/buf.h"
#include "base/err.h"
#include "io/pdf.h"

/** A finished document; the bytes are borrowed. */
struct rtk_pdf_file {
	const char *bytes;
	size_t size;
	size_t table;     /* where the table of objects begins */
	size_t objects;   /* rows of it */
	const char *kids; /* list of the pages that are left to read */
};

/** Finds the pages. Fails with pdf.unreadable. */
int rtk_pdf_open(struct rtk_pdf_file *out, const char *bytes, size_t size,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The next page: 1, 0 no more, -1. *out is its picture as it was handed to
 * rtk_pdf_picture(), its bits in `bits`; no width: it shows none. Fails with
 * pdf.unreadable, also for a page of two pictures.
 */
int rtk_pdf_next_picture(struct rtk_pdf_file *file,
    struct rtk_pdf_bitmap *out, struct rtk_buf *bits,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
