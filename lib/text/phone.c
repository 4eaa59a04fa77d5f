#include "base/base.h"

#include "text/phone.h"

#include <string.h>

enum { NATIONAL = 10 }; /* digits behind 8 or +7 */

bool
rtk_phone_normal(char out[RTK_PHONE_ROOM], const char *text, size_t size)
{
	char digits[RTK_PHONE_ROOM];
	size_t count = 0;

	for (size_t i = 0; i < size; i++) {
		if (strchr(" +()-.\t", text[i]) != NULL && text[i] != '\0')
			continue;
		if (text[i] < '0' || text[i] > '9' || count > NATIONAL)
			return false;
		digits[count++] = text[i];
	}
	if (count == NATIONAL && digits[0] == '9') {
		memmove(digits + 1, digits, count++);
		digits[0] = '7';
	}
	if (count != NATIONAL + 1 || (digits[0] != '7' && digits[0] != '8'))
		return false;
	digits[0] = '7';
	memcpy(out, digits, count);
	out[count] = '\0';
	return true;
}
