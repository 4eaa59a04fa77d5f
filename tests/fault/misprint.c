/*
 * Preloaded before rtk-invoice: whoever makes a QR code of a text that holds
 * the words of RTK_MISPRINT gets one of another text. So memory that lies, or
 * a library with a bug, is played.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef int append_function(void *, int, int, const unsigned char *);

int
QRinput_append(void *input, int mode, int size, const unsigned char *data)
{
	append_function *real =
	    (append_function *)dlsym(RTLD_NEXT, "QRinput_append");
	const char *words = getenv("RTK_MISPRINT");
	unsigned char *other;
	int rc;

	if (words == NULL ||
	    memmem(data, (size_t)size, words, strlen(words)) == NULL)
		return real(input, mode, size, data);
	other = malloc((size_t)size);
	if (other == NULL)
		return -1;
	memcpy(other, data, (size_t)size);
	other[size / 2] ^= 1;
	rc = real(input, mode, size, other);
	free(other);
	return rc;
}
