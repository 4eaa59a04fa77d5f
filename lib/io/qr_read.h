/* Reads a QR code back, by ZXing. */
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
 * Adds the bytes of the one code that the picture shows, a point a module.
 * False: it shows none, or several.
 */
bool rtk_qr_read(struct rtk_qr_reader *reader, struct rtk_buf *out,
    const struct rtk_pdf_bitmap *picture) RTK_MUST_CHECK;

#endif
