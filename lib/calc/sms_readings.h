/* Inside the reader of messages: the numbers behind the address. */
#ifndef RTK_CALC_SMS_READINGS_H
#define RTK_CALC_SMS_READINGS_H

#include "calc/sms.h"
#include "calc/sms_tokens.h"

/**
 * Reads the tokens from `at` on as readings of the premises, and sets the
 * status: OK, NO_READING, or REVIEW when their number or their labels do not
 * fit its meters (9.3, step 7). NULL: its meters are not known.
 */
void rtk_sms_readings(struct rtk_sms *out, const struct rtk_sms_tokens *tokens,
    size_t at, const struct rtk_sms_premises *premises);

/** Whether the word names a service: гвс, отопл, хвс ... */
bool rtk_sms_is_label(const struct rtk_sms_token *token);

#endif
