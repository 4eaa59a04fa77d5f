/* The order in which people expect houses and flats: 9, 10, 10а. */
#ifndef RTK_TEXT_NATURAL_H
#define RTK_TEXT_NATURAL_H

/**
 * Compares texts with their runs of digits as numbers, everything else byte
 * by byte: < 0, 0, > 0. Texts that differ only in leading zeros are equal.
 */
int rtk_natural_compare(const char *left, const char *right);

#endif
