#include "base/base.h"

#include "text/natural.h"

#include <string.h>

static const char digits[] = "0123456789";

/* Two runs of digits as numbers; both are stepped over. */
static int
compare_numbers(const char **left, const char **right)
{
	const char *a = *left + strspn(*left, "0");
	const char *b = *right + strspn(*right, "0");
	size_t size_a = strspn(a, digits), size_b = strspn(b, digits);
	int order = (size_a > size_b) - (size_a < size_b);

	*left = a + size_a;
	*right = b + size_b;
	return order != 0 ? order : memcmp(a, b, size_a);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int
rtk_natural_compare(const char *left, const char *right)
{
	while (*left != '\0' && *right != '\0') {
		int order;

		if (is_digit(*left) && is_digit(*right)) {
			order = compare_numbers(&left, &right);
		} else {
			order = (unsigned char)*left - (unsigned char)*right;
			left++;
			right++;
		}
		if (order != 0)
			return order;
	}
	return (unsigned char)*left - (unsigned char)*right;
}
