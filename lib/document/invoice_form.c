#include "base/base.h"

#include "document/invoice_parts.h"

#include <stdio.h>
#include <string.h>

#include "document/invoice_words.h"
#include "document/russian.h"

enum { TEXT = 512, CELLS = 6 };

#define PAYER_TOP (INVOICE_BAND_TOP + 15.2f)
#define ADDRESS_TOP (INVOICE_BAND_TOP + 26.7f)
#define CELL_GAP 4.0f

static const struct rtk_pdf_style title = {RTK_PDF_BOLD, 15, 0, 0};
static const struct rtk_pdf_style label = {
    RTK_PDF_REGULAR, 7.5f, 0, INVOICE_GRAY};
static const struct rtk_pdf_style small = {RTK_PDF_REGULAR, 8, 0, 0};
static const struct rtk_pdf_style small_bold = {RTK_PDF_BOLD, 8, 0, 0};
static const struct rtk_pdf_style heading = {RTK_PDF_BOLD, 9, 0, 0};

static bool
present(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static const char *
or_empty(const char *text)
{
	return text != NULL ? text : "";
}

void
rtk_invoice_put(struct rtk_pdf *pdf, const struct rtk_pdf_box *box,
    const struct rtk_pdf_style *style, const char *text)
{
	if (present(text))
		rtk_pdf_text_fit(pdf, box, style, text);
}

static void
draw_rule(struct rtk_pdf *pdf, float y, float pen_pt)
{
	struct rtk_pdf_box rule = {INVOICE_LEFT, y, INVOICE_WIDTH, 0};

	rtk_pdf_line(pdf, &rule, pen_pt, 0);
}

/* --- the form: alike on all invoices of a document --------------------- */

static void
draw_title(struct rtk_pdf *pdf, const struct rtk_invoice *invoice)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, 8, 128, 0};
	struct rtk_pdf_style name = heading;
	char month[RTK_RUSSIAN_TEXT], text[TEXT];

	(void)snprintf(text, sizeof(text), WORD_TITLE_FOR,
	    rtk_russian_month(month, invoice->period));
	rtk_invoice_put(pdf, &box, &title, text);
	box.y = 14.6f;
	rtk_invoice_put(pdf, &box, &label, WORD_KIND);
	name.size_pt = 11;
	name.align = RTK_PDF_RIGHT;
	box = (struct rtk_pdf_box){140, 9.3f, INVOICE_RIGHT - 140, 0};
	rtk_invoice_put(pdf, &box, &name, invoice->company->short_name);
	draw_rule(pdf, 18.6f, 0.8f);
}

/* Lines of the payee in two columns of four. */
static void
draw_payee(struct rtk_pdf *pdf, const struct rtk_company *company)
{
	char texts[6][TEXT];
	const float half = INVOICE_WIDTH / 2;
	struct rtk_pdf_box box = {INVOICE_LEFT, INVOICE_PAYEE_TOP, half - 3, 0};

	(void)snprintf(texts[0], TEXT, "%s", or_empty(company->name));
	(void)snprintf(texts[1], TEXT, WORD_INN_KPP, or_empty(company->inn),
	    or_empty(company->kpp), or_empty(company->ogrn));
	(void)snprintf(texts[2], TEXT, "%s", or_empty(company->legal_address));
	(void)snprintf(
	    texts[3], TEXT, WORD_BANK_ACCOUNT, or_empty(company->bank_account));
	(void)snprintf(texts[4], TEXT, WORD_BANK, or_empty(company->bank),
	    or_empty(company->bic));
	(void)snprintf(
	    texts[5], TEXT, WORD_CORR_ACCOUNT, or_empty(company->corr_account));
	rtk_invoice_put(pdf, &box, &heading, WORD_PAYEE);
	for (int i = 0; i < 6; i++) {
		box.x = INVOICE_LEFT + (i < 3 ? 0 : half);
		box.y = INVOICE_PAYEE_TOP + 4.4f + 3.7f * (float)(i % 3);
		rtk_invoice_put(
		    pdf, &box, i % 3 == 0 ? &small_bold : &small, texts[i]);
	}
}

/* A label and its text, which wraps; returns the next y. */
static float
draw_channel(struct rtk_pdf *pdf, const struct rtk_pdf_box *at,
    const struct rtk_pdf_style *style, const char *name, const char *text)
{
	const float indent = 17;
	struct rtk_pdf_box box = *at;
	float height;

	if (!present(text))
		return at->y;
	rtk_invoice_put(pdf, &box, &label, name);
	box.x += indent;
	box.width -= indent;
	box.height = 6.8f;
	height = rtk_pdf_text_boxed(pdf, &box, style, text);
	return at->y + (height > 3.4f ? height : 3.4f) + 0.3f;
}

static void
draw_readings(struct rtk_pdf *pdf, const struct rtk_company *c)
{
	struct rtk_pdf_box box = {
	    INVOICE_LEFT + 2, INVOICE_CONTACTS_TOP + 1.6f, 92, 0};
	char text[TEXT];

	rtk_invoice_put(pdf, &box, &heading, WORD_READINGS);
	box.y += 4.4f;
	if (present(c->readings_from_day) && present(c->readings_to_day)) {
		(void)snprintf(text, sizeof(text), WORD_READINGS_DAYS,
		    c->readings_from_day, c->readings_to_day);
		rtk_invoice_put(pdf, &box, &small_bold, text);
		box.y += 3.9f;
	}
	box.y = draw_channel(
	    pdf, &box, &small_bold, WORD_BY_PHONE, c->phone_individual);
	if (present(c->sms_readings)) {
		(void)snprintf(
		    text, sizeof(text), WORD_SMS_FORM, c->sms_readings);
		box.y = draw_channel(pdf, &box, &small, WORD_SMS, text);
	}
	box.y = draw_channel(pdf, &box, &small, WORD_EMAIL, c->email_readings);
	if (present(c->site)) {
		(void)snprintf(text, sizeof(text), WORD_CABINET_AT, c->site);
		box.y = draw_channel(pdf, &box, &small, WORD_CABINET, text);
	}
	box.y = draw_channel(pdf, &box, &small, WORD_GIS, WORD_GIS_AT);
	box.height = INVOICE_FOOT_TOP - 1.5f - box.y;
	if (present(c->readings_note))
		(void)rtk_pdf_text_boxed(pdf, &box, &label, c->readings_note);
}

static void
draw_questions(struct rtk_pdf *pdf, const struct rtk_company *c)
{
	struct rtk_pdf_box box = {INVOICE_LEFT + INVOICE_WIDTH / 2 + 4,
	    INVOICE_CONTACTS_TOP + 1.6f, 88, 0};
	struct rtk_pdf_style phone = heading;

	rtk_invoice_put(pdf, &box, &heading, WORD_QUESTIONS);
	box.y += 4.6f;
	phone.size_pt = 10;
	box.y = draw_channel(
	    pdf, &box, &phone, WORD_PHONE_INDIVIDUAL, c->phone_individual);
	box.y =
	    draw_channel(pdf, &box, &phone, WORD_PHONE_LEGAL, c->phone_legal);
	box.y = draw_channel(pdf, &box, &small, WORD_EMAIL, c->email);
	box.y = draw_channel(pdf, &box, &small, WORD_SITE, c->site);
	box.y = draw_channel(pdf, &box, &small, WORD_OFFICE, c->office_address);
	box.y = draw_channel(pdf, &box, &small, WORD_HOURS, c->office_hours);
}

static struct rtk_pdf_box
balance_cell(size_t n)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, INVOICE_BALANCE_TOP,
	    (INVOICE_WIDTH - (CELLS - 1) * CELL_GAP) / CELLS,
	    INVOICE_BALANCE_HEIGHT};

	box.x += (float)n * (box.width + CELL_GAP);
	return box;
}

/* The frames of the balance and the signs between them. */
static void
draw_balance_form(struct rtk_pdf *pdf)
{
	static const char *const signs[CELLS] = {"", "–", "+", "+", "+", "="};
	static const struct rtk_pdf_style sign = {
	    RTK_PDF_REGULAR, 12, RTK_PDF_CENTRE, INVOICE_GRAY};

	for (size_t n = 0; n < CELLS; n++) {
		struct rtk_pdf_box box = balance_cell(n);

		if (n == CELLS - 1)
			rtk_pdf_fill(pdf, &box, INVOICE_TINT);
		rtk_pdf_frame(pdf, &box, 0.5f, INVOICE_RULE);
		rtk_pdf_text(
		    pdf, box.x - CELL_GAP / 2, box.y + 3, &sign, signs[n]);
	}
}

void
rtk_invoice_form_draw(struct rtk_pdf *pdf, const struct rtk_invoice *invoice)
{
	struct rtk_pdf_box tint = {INVOICE_SUM_LEFT, INVOICE_BAND_TOP,
	    INVOICE_SUM_WIDTH, INVOICE_BAND_HEIGHT};
	struct rtk_pdf_box contacts = {INVOICE_LEFT, INVOICE_CONTACTS_TOP,
	    INVOICE_WIDTH, INVOICE_FOOT_TOP - 1 - INVOICE_CONTACTS_TOP};
	struct rtk_pdf_box box = {INVOICE_LEFT, INVOICE_BAND_TOP, 40, 0};
	struct rtk_invoice_block head = {
	    .kind = RTK_INVOICE_LINE_HEAD, .y = INVOICE_TABLE_TOP};

	draw_title(pdf, invoice);
	rtk_pdf_fill(pdf, &tint, INVOICE_TINT);
	rtk_invoice_put(pdf, &box, &label, WORD_ACCOUNT);
	box.y = PAYER_TOP;
	rtk_invoice_put(pdf, &box, &label, WORD_PAYER);
	box.y = ADDRESS_TOP;
	rtk_invoice_put(pdf, &box, &label, WORD_ADDRESS);
	draw_balance_form(pdf);
	draw_payee(pdf, invoice->company);
	rtk_invoice_block_draw(pdf, invoice, &head);
	rtk_pdf_frame(pdf, &contacts, 0.6f, INVOICE_GRAY);
	box = (struct rtk_pdf_box){INVOICE_LEFT + INVOICE_WIDTH / 2 + 1,
	    INVOICE_CONTACTS_TOP + 2, 0, contacts.height - 4};
	rtk_pdf_line(pdf, &box, 0.5f, INVOICE_RULE);
	draw_readings(pdf, invoice->company);
	draw_questions(pdf, invoice->company);
}

/* --- the upper part: this payer's -------------------------------------- */

static void
draw_identifiers(
    struct rtk_pdf *pdf, const struct rtk_invoice *invoice, float y)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, y, 75, 0};
	char text[TEXT];

	if (!present(invoice->els))
		return;
	if (present(invoice->service_id))
		(void)snprintf(text, sizeof(text), WORD_ELS_AND_ID,
		    invoice->els, invoice->service_id);
	else
		(void)snprintf(text, sizeof(text), WORD_ELS, invoice->els);
	rtk_invoice_put(pdf, &box, &small, text);
}

/* Area and persons, or the contract; the last line of the payer. */
static void
draw_premises(struct rtk_pdf *pdf, const struct rtk_invoice *invoice, float y)
{
	struct rtk_pdf_box box = {INVOICE_LEFT, y, 75, 0};
	char area[RTK_RUSSIAN_TEXT], text[TEXT];

	rtk_russian_number(area, invoice->area.v, RTK_AREA_SCALE, 1);
	if (invoice->registered >= 0 && !invoice->legal_entity)
		(void)snprintf(text, sizeof(text), WORD_AREA_REGISTERED, area,
		    invoice->registered);
	else
		(void)snprintf(text, sizeof(text), WORD_AREA, area);
	/* of a whole building the area stands with its figures */
	if (invoice->area.v != 0)
		rtk_invoice_put(pdf, &box, &small, text);
	if (!present(invoice->contract))
		return;
	(void)snprintf(text, sizeof(text), WORD_CONTRACT, invoice->contract);
	box.x += 34;
	box.width -= 34;
	rtk_invoice_put(pdf, &box, &small, text);
}

static void
draw_payer(struct rtk_pdf *pdf, const struct rtk_invoice *invoice)
{
	static const struct rtk_pdf_style account = {RTK_PDF_BOLD, 18, 0, 0};
	static const struct rtk_pdf_style name = {RTK_PDF_BOLD, 9.5f, 0, 0};
	static const struct rtk_pdf_style address = {
	    RTK_PDF_REGULAR, 9.5f, 0, 0};
	const float top = INVOICE_BAND_TOP;
	struct rtk_pdf_box box = {INVOICE_LEFT, top + 3, 75, 0};
	char text[TEXT];

	rtk_invoice_put(pdf, &box, &account, invoice->account);
	draw_identifiers(pdf, invoice, top + 10.6f);
	(void)snprintf(text, sizeof(text), "%s", or_empty(invoice->payer));
	if (present(invoice->payer_inn))
		(void)snprintf(text, sizeof(text), WORD_PAYER_INN,
		    or_empty(invoice->payer), invoice->payer_inn,
		    or_empty(invoice->payer_kpp));
	box = (struct rtk_pdf_box){INVOICE_LEFT, PAYER_TOP + 3.1f, 75, 8.2f};
	(void)rtk_pdf_text_boxed(pdf, &box, &name, text);
	box.y = ADDRESS_TOP + 3.1f;
	(void)rtk_pdf_text_boxed(
	    pdf, &box, &address, or_empty(invoice->address));
	draw_premises(pdf, invoice, top + 38.8f);
}

/* In the middle of the box of the sum. */
static const struct rtk_pdf_style words = {
    RTK_PDF_REGULAR, 11, RTK_PDF_CENTRE, 0};
static const struct rtk_pdf_style bold_words = {
    RTK_PDF_BOLD, 11, RTK_PDF_CENTRE, 0};
static const struct rtk_pdf_style nothing = {
    RTK_PDF_BOLD, 14, RTK_PDF_CENTRE, 0};
static const struct rtk_pdf_style day = {RTK_PDF_BOLD, 17, RTK_PDF_CENTRE, 0};
static const struct rtk_pdf_style sum = {RTK_PDF_BOLD, 27, RTK_PDF_CENTRE, 0};

/* Until when; or that it is not needed, and what is left. */
static void
draw_due(struct rtk_pdf *pdf, const struct rtk_invoice *invoice, float x)
{
	const float y = INVOICE_BAND_TOP + 21.5f;
	char date[RTK_DATE_TEXT], number[RTK_RUSSIAN_TEXT], text[TEXT];

	if (invoice->closing.v > 0) {
		rtk_pdf_text(pdf, x, y, &words, WORD_DUE);
		rtk_pdf_text(pdf, x, y + 4.8f, &day,
		    rtk_date_text_ru(date, invoice->due));
		return;
	}
	rtk_pdf_text(pdf, x, y, &nothing, WORD_NOTHING_TO_PAY);
	if (invoice->closing.v == 0)
		return;
	(void)snprintf(text, sizeof(text), WORD_ADVANCE_LEFT,
	    rtk_russian_money(number, (struct rtk_kop){-invoice->closing.v}));
	rtk_pdf_text(pdf, x, y + 6.5f, &words, text);
}

static void
draw_sum(struct rtk_pdf *pdf, const struct rtk_invoice *invoice)
{
	const float x = INVOICE_SUM_LEFT + INVOICE_SUM_WIDTH / 2;
	struct rtk_kop shown = {
	    invoice->closing.v > 0 ? invoice->closing.v : 0};
	struct rtk_pdf_box box = {INVOICE_SUM_LEFT + 2, INVOICE_BAND_TOP + 7.6f,
	    INVOICE_SUM_WIDTH - 4, 0};
	struct rtk_pdf_style until = small;
	char number[RTK_RUSSIAN_TEXT], text[TEXT], date[RTK_DATE_TEXT];

	rtk_pdf_text(pdf, x, INVOICE_BAND_TOP + 2.5f, &bold_words, WORD_TO_PAY);
	(void)snprintf(text, sizeof(text), "%s" WORD_ROUBLES,
	    rtk_russian_money(number, shown));
	rtk_invoice_put(pdf, &box, &sum, text);
	draw_due(pdf, invoice, x);
	(void)snprintf(text, sizeof(text), WORD_PAID_UNTIL,
	    rtk_date_text_ru(date, invoice->paid_until));
	until.align = RTK_PDF_CENTRE;
	rtk_pdf_text(pdf, x, INVOICE_BAND_TOP + 36.5f, &until, text);
}

static void
draw_date(struct rtk_pdf *pdf, const struct rtk_invoice *invoice)
{
	struct rtk_pdf_style right = label;
	char date[RTK_DATE_TEXT], text[TEXT];

	right.align = RTK_PDF_RIGHT;
	(void)snprintf(text, sizeof(text), WORD_DATED,
	    rtk_date_text_ru(date, invoice->date));
	rtk_pdf_text(pdf, INVOICE_RIGHT, 14.6f, &right, text);
}

/* The balance as a sum that can be followed from left to right. */
static void
draw_balance(struct rtk_pdf *pdf, const struct rtk_invoice *i)
{
	const struct {
		const char *name;
		struct rtk_kop sum;
	} cells[CELLS] = {
	    {i->opening.v < 0 ? WORD_OPENING_ADVANCE : WORD_OPENING_DEBT,
		i->opening},
	    {WORD_PAID, i->paid},
	    {WORD_CHARGED, i->charged},
	    {WORD_RECALCULATED, i->recalculated},
	    {WORD_PENALTY, i->penalty},
	    {i->closing.v < 0 ? WORD_CLOSING_ADVANCE : WORD_CLOSING,
		i->closing},
	};
	struct rtk_pdf_style name = label, amount = heading;
	char number[RTK_RUSSIAN_TEXT];

	name.align = amount.align = RTK_PDF_CENTRE;
	amount.size_pt = 10.5f;
	for (size_t n = 0; n < CELLS; n++) {
		struct rtk_pdf_box box = balance_cell(n);

		box.x += 1.5f;
		box.y += 1.1f;
		box.width -= 3;
		box.height = 0;
		rtk_invoice_put(pdf, &box, &name, cells[n].name);
		box.y += 3.9f;
		rtk_invoice_put(pdf, &box, &amount,
		    rtk_russian_money(number, cells[n].sum));
	}
}

void
rtk_invoice_top_draw(struct rtk_pdf *pdf, const struct rtk_invoice *invoice)
{
	draw_date(pdf, invoice);
	draw_payer(pdf, invoice);
	draw_sum(pdf, invoice);
	draw_balance(pdf, invoice);
}
