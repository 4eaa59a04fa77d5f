/* Numbers of mobile telephones, however they are written. */
#ifndef RTK_TEXT_PHONE_H
#define RTK_TEXT_PHONE_H

#include "base/base.h"

enum { RTK_PHONE_ROOM = 12 };

/**
 * "8 (912) 000-00-01", "+7912...", "912...": 79120000001. False for what is
 * no Russian number of ten digits: short numbers, names.
 */
bool rtk_phone_normal(char out[RTK_PHONE_ROOM], const char *text, size_t size);

#endif
