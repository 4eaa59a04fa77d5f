/*
 * What the sender of a message wrote himself: no quoted history, no
 * signature. What is cut too much waits for a person, what is cut too little
 * would be a reading that nobody sent.
 */
#ifndef RTK_IO_MAIL_TEXT_H
#define RTK_IO_MAIL_TEXT_H

#include "base/buf.h"

/**
 * Adds the lines of a plain text (UTF-8) that are the sender's own: up to
 * the signature, to the line that introduces a quotation ("... wrote:") or
 * to the head of a forwarded message; lines behind ">" are left out.
 */
void rtk_mail_text_own(struct rtk_buf *out, const char *text, size_t size);

/**
 * Adds the text of HTML (UTF-8) without marks, styles, scripts and what is
 * quoted in a blockquote.
 */
void rtk_mail_text_of_html(struct rtk_buf *out, const char *text, size_t size);

#endif
