#include "base/base.h"

#include "document/invoice.h"

#include <stdio.h>
#include <stdlib.h>

#include "document/invoice_parts.h"
#include "document/invoice_words.h"
#include "document/russian.h"
#include "io/qr.h"

enum { TEXT = 512 };

/* Layers that the documents of a bundle share. */
enum { LAYER_INDIVIDUAL, LAYER_LEGAL };

static const struct rtk_pdf_style small = {
    RTK_PDF_REGULAR, 7.5f, 0, INVOICE_GRAY};

/* --- sums -------------------------------------------------------------- */

static int
fail_identity(struct rtk_err *err, const struct rtk_invoice *invoice)
{
	return rtk_failf(
	    err, RTK_E_IDENTITY, "invoice of %s", invoice->account);
}

/* Adds a sum; true on overflow. */
static bool
add(int64_t *total, int64_t sum)
{
	return __builtin_add_overflow(*total, sum, total);
}

/* What is printed must add up on the page itself. */
static int
check_sums(const struct rtk_invoice *invoice, struct rtk_err *err)
{
	int64_t month = 0, lines = 0, closing = invoice->opening.v;
	bool over = add(&month, invoice->charged.v) ||
	    add(&month, invoice->recalculated.v) ||
	    __builtin_sub_overflow(closing, invoice->paid.v, &closing) ||
	    add(&closing, month) || add(&closing, invoice->penalty.v);

	for (size_t i = 0; i < invoice->line_count; i++)
		over = over || add(&lines, invoice->lines[i].total.v);
	if (over || lines != month || closing != invoice->closing.v)
		return fail_identity(err, invoice);
	return 0;
}

/* --- QR ---------------------------------------------------------------- */

/* "октябрь 2026 г." with plain spaces, as banks print it. */
static void
plain_spaces(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		if (from[0] == '\xC2' && from[1] == '\xA0') {
			*to++ = ' ';
			from++;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

int
rtk_invoice_qr_text(
    struct rtk_buf *out, const struct rtk_invoice *invoice, struct rtk_err *err)
{
	const struct rtk_company *company = invoice->company;
	char month[RTK_RUSSIAN_TEXT], purpose[TEXT];
	struct rtk_err first = RTK_ERR_INIT;
	struct rtk_qr_payment payment = {
	    .code_page = RTK_QR_UTF8,
	    .name = company->name,
	    .bank_account = company->bank_account,
	    .bank_name = company->bank,
	    .bic = company->bic,
	    .corr_account = company->corr_account,
	    .sum = invoice->closing,
	    .purpose = purpose,
	    .inn = company->inn,
	    .kpp = company->kpp,
	    .account = invoice->account,
	    .period = invoice->period,
	    .category = WORD_CATEGORY,
	    .tech_code = "02",
	};

	if (invoice->closing.v <= 0)
		return 0;
	rtk_russian_month(month, invoice->period);
	plain_spaces(month);
	(void)snprintf(
	    purpose, sizeof(purpose), WORD_PURPOSE, invoice->account, month);
	if (rtk_qr_payment_text(out, &payment, &first) == 0)
		return 0;
	if (first.fault != RTK_E_QR_SIZE) {
		*err = first;
		return -1;
	}
	/* the mandatory block is full: the short name is as lawful */
	payment.name = company->short_name;
	return rtk_qr_payment_text(out, &payment, err);
}

static void
draw_qr(struct rtk_pdf *pdf, const struct rtk_qr *qr)
{
	struct rtk_pdf_box box = {INVOICE_RIGHT - INVOICE_QR_SIDE,
	    INVOICE_BAND_TOP, INVOICE_QR_SIDE, INVOICE_QR_SIDE};
	struct rtk_pdf_bitmap bitmap = {qr->bits, qr->side, qr->side};
	struct rtk_pdf_style caption = small;

	rtk_pdf_picture(pdf, &box, &bitmap);
	caption.align = RTK_PDF_CENTRE;
	rtk_pdf_text(pdf, box.x + box.width / 2, box.y + box.height + 1.2f,
	    &caption, WORD_QR);
}

/* --- pages ------------------------------------------------------------- */

/* The blocks of an invoice on their way down the pages. */
struct flow {
	const struct rtk_invoice *invoice;
	struct rtk_invoice_block *blocks;
	size_t count;
	size_t page;
	float y;
};

static float
page_bottom(size_t page)
{
	return page == 0 ? INVOICE_FIRST_BOTTOM : INVOICE_NEXT_BOTTOM;
}

static bool
is_head(enum rtk_invoice_block_kind kind)
{
	return kind == RTK_INVOICE_RECALCULATION_HEAD ||
	    kind == RTK_INVOICE_METER_HEAD || kind == RTK_INVOICE_HOUSE_HEAD;
}

static void
add_blocks(struct flow *flow, enum rtk_invoice_block_kind kind, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct rtk_invoice_block *block = &flow->blocks[flow->count++];

		*block = (struct rtk_invoice_block){.kind = kind, .index = i};
		block->height = rtk_invoice_block_height(flow->invoice, block);
	}
}

/* A table with its head, if it has rows. */
static void
add_table(struct flow *flow, enum rtk_invoice_block_kind head,
    enum rtk_invoice_block_kind row, size_t count)
{
	add_blocks(flow, head, count > 0);
	add_blocks(flow, row, count);
}

static void
place(struct flow *flow, size_t i)
{
	const struct rtk_invoice_block head = {.kind = RTK_INVOICE_LINE_HEAD};
	struct rtk_invoice_block *block = &flow->blocks[i];
	float need = block->height;

	/* a head never stands alone at the foot of a page */
	if (is_head(block->kind) && i + 1 < flow->count)
		need += flow->blocks[i + 1].height;
	if (flow->y + need > page_bottom(flow->page)) {
		flow->page++;
		flow->y = INVOICE_NEXT_TOP;
		block->repeats_head = block->kind == RTK_INVOICE_LINE;
		if (block->repeats_head)
			flow->y +=
			    rtk_invoice_block_height(flow->invoice, &head);
	}
	block->page = flow->page;
	block->y = flow->y;
	flow->y += block->height;
}

/* The charts, which come last, take what the last page leaves. */
static void
stretch(struct flow *flow)
{
	struct rtk_invoice_block *last = &flow->blocks[flow->count - 1];
	float rest = page_bottom(flow->page) - flow->y;

	if (last->kind != RTK_INVOICE_CHARTS)
		return;
	last->height +=
	    rest > INVOICE_CHARTS_MORE ? INVOICE_CHARTS_MORE : rest;
}

/* All blocks with their places; the caller frees flow->blocks. */
static void
lay_out(struct flow *flow)
{
	const struct rtk_invoice *i = flow->invoice;
	size_t others = 7; /* heads, total, change, charts, notices */

	flow->blocks =
	    rtk_alloc((i->line_count + i->recalculation_count + i->meter_count +
			  i->house_count + others) *
		sizeof(*flow->blocks));
	add_blocks(flow, RTK_INVOICE_LINE, i->line_count);
	add_blocks(flow, RTK_INVOICE_TOTAL, 1);
	add_blocks(flow, RTK_INVOICE_CHANGE,
	    i->change != NULL && i->change[0] != '\0');
	/* before what may go over to a second page */
	add_blocks(flow, RTK_INVOICE_NOTICES, i->notice_count > 0);
	add_table(flow, RTK_INVOICE_RECALCULATION_HEAD,
	    RTK_INVOICE_RECALCULATION, i->recalculation_count);
	add_table(
	    flow, RTK_INVOICE_METER_HEAD, RTK_INVOICE_METER, i->meter_count);
	add_table(
	    flow, RTK_INVOICE_HOUSE_HEAD, RTK_INVOICE_HOUSE, i->house_count);
	add_blocks(flow, RTK_INVOICE_CHARTS, i->chart_count > 0);
	flow->y = INVOICE_TABLE_TOP + INVOICE_TITLE_HEIGHT + INVOICE_TABLE_HEAD;
	for (size_t n = 0; n < flow->count; n++)
		place(flow, n);
	stretch(flow);
}

static void
draw_foot(struct rtk_pdf *pdf, const struct rtk_invoice *invoice, size_t page,
    size_t page_count)
{
	struct rtk_pdf_box box = {
	    INVOICE_LEFT, INVOICE_FOOT_TOP, INVOICE_WIDTH - 30, 0};
	struct rtk_pdf_style right = small;
	char text[TEXT];

	if (invoice->certificate != NULL && invoice->certificate[0] != '\0') {
		(void)snprintf(
		    text, sizeof(text), WORD_CERTIFICATE, invoice->certificate);
		rtk_invoice_put(pdf, &box, &small, text);
	}
	right.align = RTK_PDF_RIGHT;
	(void)snprintf(text, sizeof(text), WORD_PAGE, page + 1, page_count);
	rtk_pdf_text(pdf, INVOICE_RIGHT, INVOICE_FOOT_TOP, &right, text);
}

/* The heading of the pages behind the first. */
static void
draw_continuation(struct rtk_pdf *pdf, const struct rtk_invoice *invoice)
{
	static const struct rtk_pdf_style title = {RTK_PDF_BOLD, 10, 0, 0};
	struct rtk_pdf_box box = {INVOICE_LEFT, 10, INVOICE_WIDTH, 0};
	char month[RTK_RUSSIAN_TEXT], text[TEXT];

	(void)snprintf(text, sizeof(text), WORD_CONTINUED, invoice->account,
	    rtk_russian_month(month, invoice->period));
	rtk_invoice_put(pdf, &box, &title, text);
	box = (struct rtk_pdf_box){INVOICE_LEFT, 16, INVOICE_WIDTH, 0};
	rtk_pdf_line(pdf, &box, 0.8f, 0);
}

static void
draw_first(struct rtk_pdf *pdf, const struct rtk_invoice *invoice,
    const struct rtk_qr *qr)
{
	unsigned layer = invoice->legal_entity ? LAYER_LEGAL : LAYER_INDIVIDUAL;

	if (!rtk_pdf_layer(pdf, layer)) {
		rtk_invoice_form_draw(pdf, invoice);
		rtk_pdf_layer_end(pdf);
	}
	rtk_invoice_top_draw(pdf, invoice);
	if (qr->side > 0)
		draw_qr(pdf, qr);
}

static void
draw_block(struct rtk_pdf *pdf, const struct rtk_invoice *invoice,
    const struct rtk_invoice_block *block)
{
	struct rtk_invoice_block head = {
	    .kind = RTK_INVOICE_LINE_HEAD, .y = INVOICE_NEXT_TOP};

	if (block->repeats_head)
		rtk_invoice_block_draw(pdf, invoice, &head);
	rtk_invoice_block_draw(pdf, invoice, block);
}

static void
draw_pages(
    struct rtk_pdf *pdf, const struct flow *flow, const struct rtk_qr *qr)
{
	static const struct rtk_pdf_style draft = {RTK_PDF_BOLD, 120, 0, 0.87f};
	size_t next = 0;

	for (size_t page = 0; page <= flow->page; page++) {
		rtk_pdf_page(pdf);
		if (flow->invoice->draft)
			rtk_pdf_text_across(pdf, &draft, WORD_DRAFT);
		if (page == 0)
			draw_first(pdf, flow->invoice, qr);
		else
			draw_continuation(pdf, flow->invoice);
		for (; next < flow->count && flow->blocks[next].page == page;
		     next++)
			draw_block(pdf, flow->invoice, &flow->blocks[next]);
		draw_foot(pdf, flow->invoice, page, flow->page + 1);
	}
}

int
rtk_invoice_draw(
    struct rtk_pdf *pdf, const struct rtk_invoice *invoice, struct rtk_err *err)
{
	struct flow flow = {.invoice = invoice};
	struct rtk_buf text = {0};
	struct rtk_qr qr = {.side = 0};
	int rc = check_sums(invoice, err);

	if (rc == 0)
		rc = rtk_invoice_qr_text(&text, invoice, err);
	if (rc == 0 && text.size > 0)
		rc = rtk_qr_encode(&qr, text.bytes, text.size, err);
	if (rc == 0) {
		lay_out(&flow);
		draw_pages(pdf, &flow, &qr);
	}
	free(flow.blocks);
	rtk_buf_release(&text);
	return rc;
}

void
rtk_invoice_begin(
    struct rtk_pdf *pdf, const struct rtk_invoice *invoice, const char *bundle)
{
	char month[RTK_RUSSIAN_TEXT], about[TEXT], title[2 * TEXT];
	struct rtk_pdf_info info = {.title = title,
	    .author = invoice->company->short_name,
	    .subject = WORD_KIND,
	    .date = invoice->date};

	(void)snprintf(about, sizeof(about), WORD_TITLE_FOR,
	    rtk_russian_month(month, invoice->period));
	if (bundle != NULL)
		(void)snprintf(title, sizeof(title), "%s, %s", about, bundle);
	else
		(void)snprintf(title, sizeof(title), WORD_TITLE_ACCOUNT, about,
		    invoice->account);
	rtk_pdf_begin(pdf, &info);
}
