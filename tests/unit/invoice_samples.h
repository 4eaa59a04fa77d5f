/*
 * The payment documents that tests draw: one of each kind of bill.
 */
#ifndef RTK_TESTS_UNIT_INVOICE_SAMPLES_H
#define RTK_TESTS_UNIT_INVOICE_SAMPLES_H

#include "document/invoice.h"

#define OCTOBER ((struct rtk_period){26 * 12 + 9})

enum { LINES_MAX = 40, SAMPLES = 8 };

/** Two of them by their place. */
enum { SAMPLE_ORDINARY = 0, SAMPLE_ADVANCE = 3 };

/* An invoice and what it points to. */
struct sample {
	struct rtk_invoice invoice;
	struct rtk_invoice_line lines[LINES_MAX];
	struct rtk_invoice_recalculation recalculations[2];
	struct rtk_invoice_meter meters[3];
	struct rtk_invoice_house houses[2];
	struct rtk_invoice_chart charts[2];
	const char *notices[3];
};

/** What the samples are of: "ordinary", "crowded", ... */
struct sample_kind {
	const char *name;
	struct sample *(*make)(void); /* the caller frees: test_free() */
};

extern const struct sample_kind samples[SAMPLES];

/** The supplier on all of them. */
extern const struct rtk_company sample_company;

#endif
