/* Reads a QR code back, by quirc. */
#ifndef RTK_IO_QR_READ_H
#define RTK_IO_QR_READ_H

#include "base/buf.h"
#include "io/pdf.h"

struct rtk_qr_reader;

/** A reader; the caller frees it. */
struct rtk_qr_reader *rtk_qr_reader_new(void) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_qr_reader_free(struct rtk_qr_reader *reader);

/**
 * Adds the bytes of the code that the picture is, a point a module, without
 * quiet zone. False: it is none, or too much of it is damaged; or what a
 * camera finds it by, the three corners and the dotted lines between them,
 * is not whole.
 */
bool rtk_qr_read(struct rtk_qr_reader *reader, struct rtk_buf *out,
    const struct rtk_pdf_bitmap *picture) RTK_MUST_CHECK;

#endif
