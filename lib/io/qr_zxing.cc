#include "io/qr_zxing.h"

#include <cstring>
#include <new>

#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

/* A drawn code, not a photograph: nothing is searched, turned or scaled. */
static ZXing::DecodeHints
drawn_code()
{
	return ZXing::DecodeHints()
	    .setFormats(ZXing::BarcodeFormat::QRCode)
	    .setIsPure(true)
	    .setTryHarder(false)
	    .setTryRotate(false)
	    .setTryDownscale(false)
	    .setBinarizer(ZXing::Binarizer::BoolCast)
	    .setCharacterSet("BINARY");
}

ptrdiff_t
rtk_zxing_read(char *out, size_t room, const uint8_t *points, int side)
{
	try {
		const auto read = ZXing::ReadBarcode(
		    {points, side, side, ZXing::ImageFormat::Lum},
		    drawn_code());
		const auto &bytes = read.bytes();

		if (!read.isValid())
			return -1;
		if (bytes.size() <= room)
			std::memcpy(out, bytes.data(), bytes.size());
		return static_cast<ptrdiff_t>(bytes.size());
	} catch (const std::bad_alloc &) {
		return -2;
	} catch (...) {
		return -1;
	}
}
