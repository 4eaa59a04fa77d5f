/*
 * The cover of a bundle of payment documents: what the printing house gets,
 * with the page of each of them in the order of delivery.
 */
#ifndef RTK_DOCUMENT_COVER_H
#define RTK_DOCUMENT_COVER_H

#include "io/pdf.h"
#include "num/date.h"

/** A payment document of the bundle. Text is UTF-8 and borrowed. */
struct rtk_cover_entry {
	const char *account;
	const char *place; /* address, or what of it differs in the bundle */
	size_t page;       /* of the file, from 1 */
};

struct rtk_cover {
	const char *company;
	const char *bundle; /* "Маршрут 7", "Новоажимова, д. 13" */
	struct rtk_period period;
	const struct rtk_cover_entry *entries;
	size_t count;
	size_t pages; /* of the file, the cover included */
	bool draft;
};

/** How many pages the cover of so many documents takes. */
size_t rtk_cover_pages(size_t count);

/** Draws them at the place where pages are begun: rtk_pdf_before(). */
void rtk_cover_draw(struct rtk_pdf *pdf, const struct rtk_cover *cover);

#endif
