/* The purpose of a payment: marks behind which its account stands. */
#ifndef RTK_IO_PURPOSE_H
#define RTK_IO_PURPOSE_H

#include "io/bankfile.h"

enum { RTK_PURPOSE_ACCOUNT_BYTES = 96 };

/**
 * The account that the purpose names: behind ЛСИ, at once, or behind л/с, ЛС,
 * лицевой счет, where its digits may stand apart. 1 if there is exactly one
 * such account, else 0: a doubtful one is not guessed.
 */
int rtk_purpose_account(char out[RTK_PURPOSE_ACCOUNT_BYTES],
    struct rtk_bank_text purpose);

#endif
