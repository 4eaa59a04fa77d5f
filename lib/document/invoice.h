/*
 * The payment document: what stands on it as plain data, and its drawing. By
 * the model form of приказ Минстроя № 43/пр and п. 69 of the Rules.
 */
#ifndef RTK_DOCUMENT_INVOICE_H
#define RTK_DOCUMENT_INVOICE_H

#include "document/company.h"
#include "document/invoice_rows.h"
#include "io/pdf.h"

/** Text is UTF-8 and borrowed throughout. */
struct rtk_invoice {
	const struct rtk_company *company;
	const char *account;
	const char *els;        /* ЕЛС; "": not known */
	const char *service_id; /* идентификатор ЖКУ; "": not known */
	const char *payer;
	const char *address;
	struct rtk_area area;
	int registered; /* persons, < 0: not told */
	/* legal entities: a column of VAT, and the contract */
	bool legal_entity;
	const char *payer_inn;
	const char *payer_kpp;
	const char *contract;
	struct rtk_period period;
	struct rtk_date date; /* of the document */
	struct rtk_date verify_soon; /* verifications up to it are marked */
	struct rtk_date due;
	struct rtk_date paid_until; /* payments are counted up to this day */
	struct rtk_area total_area; /* S_об; 0: not told */
	/* closing = opening - paid + charged + recalculated + penalty */
	struct rtk_kop opening; /* debt, or advance below zero */
	struct rtk_kop paid;
	struct rtk_kop charged; /* charge and raising of all lines */
	struct rtk_kop recalculated;
	struct rtk_kop penalty;
	struct rtk_kop closing; /* to pay */
	const struct rtk_invoice_line *lines;
	size_t line_count;
	const struct rtk_invoice_recalculation *recalculations;
	size_t recalculation_count;
	const struct rtk_invoice_meter *meters;
	size_t meter_count;
	const struct rtk_invoice_house *houses;
	size_t house_count;
	const struct rtk_invoice_chart *charts;
	size_t chart_count; /* 0, 1 or 2: they stand side by side */
	const char *change; /* a sentence on the month before; "": none */
	const char *const *notices; /* sentences in a frame: debt, reminders */
	size_t notice_count;
	const char *certificate; /* short code of the closed month */
	bool draft;              /* marked across: not to be paid by */
};

/**
 * Begins a document for invoices of one company and month. `bundle` names it
 * in the title (a building, a route); NULL: by the account of this invoice.
 */
void rtk_invoice_begin(
    struct rtk_pdf *pdf, const struct rtk_invoice *invoice, const char *bundle);

/**
 * Draws the invoice on pages of its own: one, and more if the lines need
 * them. All invoices of a document share company and period: what stands
 * alike on them is stored once. Fails with identity if the sums do not add
 * up, and as rtk_invoice_qr_text(); faults of drawing are told by
 * rtk_pdf_save().
 */
int rtk_invoice_draw(struct rtk_pdf *pdf, const struct rtk_invoice *invoice,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Adds the bytes that the QR of the page holds; nothing if there is nothing
 * to pay. Fails with qr.value, qr.size.
 */
int rtk_invoice_qr_text(struct rtk_buf *out, const struct rtk_invoice *invoice,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
