/* Files of smstools and gammu-smsd: a message, or a part of one, each. */
#ifndef RTK_IO_SMS_FILE_H
#define RTK_IO_SMS_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "num/date.h"

enum { RTK_SMS_FILE_TEXT = 64, RTK_SMS_FILE_BYTES_MAX = 64 * 1024 };

/** A message or a part of one. */
struct rtk_sms_file {
	char from[RTK_SMS_FILE_TEXT]; /* as written */
	char sent[RTK_SMS_FILE_TEXT]; /* date and time, as written */
	struct rtk_date day;
	/*
	 * Parts of a long message have the same key; "" alone. Their numbers
	 * go from 1, of `parts`; 0: nobody says how many there are.
	 */
	char key[RTK_SMS_FILE_TEXT];
	int part, parts;
};

/** Whether a file of this name and content is one of those two. */
bool rtk_sms_file_is(const char *name, const char *bytes, size_t size);

/** A file as it lies in its folder; all is borrowed. */
struct rtk_sms_source {
	const char *name;
	const struct rtk_buf *bytes;
	const char *encoding; /* of a text that is not Unicode; NULL: find */
};

/**
 * Reads it; the text is added as UTF-8. Fails with sms.file and as
 * rtk_encoding_convert().
 */
int rtk_sms_file_read(struct rtk_sms_file *out, struct rtk_buf *text,
    const struct rtk_sms_source *source, struct rtk_err *err) RTK_MUST_CHECK;

#endif
