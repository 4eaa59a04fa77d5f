/* ZXing speaks C++: what rtk asks of it, in words of C. */
#ifndef RTK_IO_QR_ZXING_H
#define RTK_IO_QR_ZXING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Reads the one QR code of a picture of `side` rows and columns, a byte a
 * point (0 is black), a point a module, upright. Returns how many bytes it
 * says, written to `out` when there is room; -1: no code, -2: no memory.
 */
ptrdiff_t rtk_zxing_read(
    char *out, size_t room, const uint8_t *points, int side);

#ifdef __cplusplus
}
#endif

#endif
