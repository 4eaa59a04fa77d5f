/*
 * «Предупреждение об ограничении»: the notice that a service may be
 * restricted (п. 117-122 of the Rules) and the register of delivery, as plain
 * data and their drawing. Text is UTF-8 and borrowed.
 */
#ifndef RTK_DOCUMENT_NOTICE_H
#define RTK_DOCUMENT_NOTICE_H

#include "document/company.h"
#include "io/pdf.h"
#include "num/units.h"

/** A month of debt for the service. */
struct rtk_notice_month {
	struct rtk_period period;
	struct rtk_date due;
	struct rtk_kop charged;
	struct rtk_kop paid;
	struct rtk_kop left;
	struct rtk_kop penalty;
};

/** How the threshold follows: a product of the norm with its sum. */
struct rtk_notice_part {
	bool heat;  /* of the heat of the water, else the water */
	bool net;   /* the price is without VAT, the sum is with it */
	struct rtk_price price;
	struct rtk_kop amount;
};

/** The notice. */
struct rtk_notice {
	const struct rtk_company *company;
	const char *number;
	const char *account;
	const char *els;
	const char *payer;
	const char *address;
	struct rtk_date as_of;
	const struct rtk_notice_month *months;
	size_t month_count;
	struct rtk_kop debt;    /* for the service */
	struct rtk_kop penalty; /* of its months; nothing: not charged */
	struct rtk_kop other;   /* late debt for what cannot be restricted */
	/* the charge of a month by the norm, times norms: the threshold */
	int64_t persons;
	struct rtk_norm norm;      /* m3 a person */
	struct rtk_norm heat_norm; /* Gcal a m3; 0: one rate */
	const struct rtk_notice_part *parts;
	size_t part_count;
	struct rtk_kop month;
	int norms;
	struct rtk_kop threshold;
	/* terms */
	int notice_days;     /* from delivery to pay */
	int suspension_days; /* from restriction to suspension */
	int restore_days;
	struct rtk_kop cost_max;
	struct rtk_date delivered; /* RTK_DATE_NONE: not yet */
	const char *channel;       /* how: as deliveries.csv has it; or "" */
};

/** The day until which to pay; RTK_DATE_NONE before it was delivered. */
struct rtk_date rtk_notice_pay_until(const struct rtk_notice *notice);

/**
 * Draws it as a document of its own, with the QR of all that is late; faults
 * of drawing are told by rtk_pdf_save(). Fails with qr.value, qr.size, before
 * anything is drawn.
 */
int rtk_notice_draw(struct rtk_pdf *pdf, const struct rtk_notice *notice,
    struct rtk_err *err) RTK_MUST_CHECK;

/** A row of the register, to be signed for. */
struct rtk_notice_entry {
	const char *number;
	const char *payer;
	const char *address;
	struct rtk_kop debt;
	struct rtk_date delivered;
	const char *channel;
};

/** The register of the notices of a month. */
struct rtk_notice_register {
	const struct rtk_company *company;
	struct rtk_period period;
	struct rtk_date as_of;
	const struct rtk_notice_entry *entries;
	size_t count;
};

/** Draws it as a document of its own; faults are told by rtk_pdf_save(). */
void rtk_notice_register_draw(
    struct rtk_pdf *pdf, const struct rtk_notice_register *list);

#endif
