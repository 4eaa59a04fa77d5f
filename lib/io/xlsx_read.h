/*
 * The first sheet of a workbook (XLSX: XML in a zip) as a table of text, so
 * that it is read on as any CSV. Nothing is calculated: of a formula the
 * value that was stored with it is taken.
 */
#ifndef RTK_IO_XLSX_READ_H
#define RTK_IO_XLSX_READ_H

#include "base/buf.h"
#include "base/err.h"

enum {
	RTK_XLSX_PART_BYTES_MAX = 64 * 1024 * 1024, /* of XML, unpacked */
	RTK_XLSX_TEXT_BYTES_MAX = 128 * 1024 * 1024,
	RTK_XLSX_ROWS_MAX = 1 << 20,
	RTK_XLSX_COLUMNS_MAX = 64, /* what stands behind is not read */
	RTK_XLSX_CELL_BYTES_MAX = 32 * 1024
};

/** Whether the file begins as one does. */
bool rtk_xlsx_is(const void *bytes, size_t size);

/**
 * Adds the sheet as UTF-8 with ";" between cells, RFC 4180; the number of a
 * line is that of the row. Numbers are binary ones in print: of
 * 104.32099999999999 the fifteen digits are taken that are its own, 104.321.
 * Fails with xlsx.form, xlsx.size.
 */
int rtk_xlsx_read(struct rtk_buf *out, const void *bytes, size_t size,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Adds a number as the sheet stores it: 1.04321E2 is 104.321. */
void rtk_xlsx_number(struct rtk_buf *out, const char *text, size_t size);

#endif
