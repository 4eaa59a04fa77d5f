#include "base/base.h"

#include "flow/invoice_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "document/cover.h"
#include "io/pdf_read.h"
#include "io/qr_read.h"
#include "text/natural.h"

struct rtk_invoice_file {
	struct rtk_pdf *pdf;
	struct rtk_qr_reader *reader;
	struct rtk_arena arena; /* words of the documents */
	struct rtk_invoice_entry *entries;
	size_t count, room;
	/* of the cover; no bundle: there is none */
	const char *bundle, *company;
	struct rtk_period period;
	bool draft;
	struct rtk_buf bits, read;
};

struct rtk_invoice_file *
rtk_invoice_file_new(void)
{
	struct rtk_invoice_file *f = rtk_alloc(sizeof(*f));

	*f = (struct rtk_invoice_file){
	    .pdf = rtk_pdf_new(), .reader = rtk_qr_reader_new()};
	return f;
}

void
rtk_invoice_file_free(struct rtk_invoice_file *f)
{
	if (f == NULL)
		return;
	rtk_pdf_free(f->pdf);
	rtk_qr_reader_free(f->reader);
	rtk_arena_release(&f->arena);
	rtk_buf_release(&f->bits);
	rtk_buf_release(&f->read);
	free(f->entries);
	free(f);
}

void
rtk_invoice_file_reset(struct rtk_invoice_file *f)
{
	f->count = 0;
	f->bundle = NULL;
	rtk_arena_reset(&f->arena);
}

const struct rtk_invoice_entry *
rtk_invoice_file_entries(const struct rtk_invoice_file *f, size_t *count)
{
	*count = f->count;
	return f->entries;
}

/* --- documents in the order of addresses ------------------------------- */

static int
compare(const struct rtk_invoice_entry *a, const struct rtk_invoice_entry *b)
{
	const char *const pairs[][2] = {{a->town, b->town},
	    {a->street, b->street}, {a->house, b->house}, {a->flat, b->flat},
	    {a->account, b->account}};
	int order = 0;

	for (size_t i = 0; i < RTK_COUNT(pairs) && order == 0; i++)
		order = rtk_natural_compare(pairs[i][0], pairs[i][1]);
	return order;
}

/* Where a document belongs among those that are there. */
static size_t
place_of(
    const struct rtk_invoice_file *f, const struct rtk_invoice_entry *entry)
{
	size_t from = 0, to = f->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (compare(&f->entries[middle], entry) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static const char *
keep(struct rtk_invoice_file *f, const char *text)
{
	return rtk_arena_copy(&f->arena, text, strlen(text));
}

static struct rtk_invoice_entry
entry_of(struct rtk_invoice_file *f, const struct rtk_party *party,
    const struct rtk_buf *code)
{
	return (struct rtk_invoice_entry){.account = keep(f, party->number),
	    .email = keep(f, party->email),
	    .delivery = party->delivery,
	    .town = keep(f, party->municipality),
	    .street = keep(f, party->street),
	    .house = keep(f, party->house),
	    .flat = keep(f, party->flat),
	    .is_flat = party->kind == RTK_FLAT || party->kind == RTK_ROOM,
	    .code = rtk_arena_copy(&f->arena, code->bytes, code->size),
	    .code_size = code->size,
	    .first = rtk_pdf_pages(f->pdf)};
}

void
rtk_invoice_file_begin(struct rtk_invoice_file *f,
    const struct rtk_invoice *first, const char *bundle)
{
	rtk_invoice_begin(f->pdf, first, bundle);
	f->bundle = bundle == NULL ? NULL : keep(f, bundle);
	f->company = keep(f, first->company->short_name);
	f->period = first->period;
	f->draft = first->draft;
}

int
rtk_invoice_file_add(struct rtk_invoice_file *f,
    const struct rtk_invoice *invoice, const struct rtk_party *party,
    const struct rtk_buf *code, struct rtk_err *err)
{
	struct rtk_invoice_entry entry = entry_of(f, party, code);
	size_t at = place_of(f, &entry);

	rtk_pdf_before(
	    f->pdf, at < f->count ? f->entries[at].first : SIZE_MAX);
	if (rtk_invoice_draw(f->pdf, invoice, err) < 0)
		return -1;
	entry.pages = rtk_pdf_pages(f->pdf) - entry.first;
	f->entries = rtk_array_grow(
	    f->entries, &f->room, f->count, sizeof(*f->entries));
	memmove(&f->entries[at + 1], &f->entries[at],
	    (f->count - at) * sizeof(*f->entries));
	f->entries[at] = entry;
	f->count++;
	return 0;
}

/* --- the cover ---------------------------------------------------------- */

/* The address, or the flat where the house is that of all. */
static const char *
place_text(
    struct rtk_invoice_file *f, const struct rtk_invoice_entry *e, bool house)
{
	struct rtk_buf text = {0};
	const char *kept;

	if (house)
		rtk_buf_addf(&text, "%s, д. %s", e->street, e->house);
	if (e->flat[0] != '\0')
		rtk_buf_addf(&text, "%s%s%s", house ? ", " : "",
		    e->is_flat ? "кв. " : "", e->flat);
	kept = rtk_arena_copy(&f->arena, text.bytes, text.size);
	rtk_buf_release(&text);
	return kept;
}

static bool
one_house(const struct rtk_invoice_file *f)
{
	const struct rtk_invoice_entry *a = &f->entries[0];
	const struct rtk_invoice_entry *b = &f->entries[f->count - 1];

	return strcmp(a->town, b->town) == 0 &&
	    strcmp(a->street, b->street) == 0 &&
	    strcmp(a->house, b->house) == 0;
}

static void
draw_cover(struct rtk_invoice_file *f)
{
	struct rtk_cover_entry *list =
	    rtk_arena_get(&f->arena, f->count * sizeof(*list));
	bool house = !one_house(f);

	for (size_t i = 0; i < f->count; i++)
		list[i] = (struct rtk_cover_entry){.account =
						       f->entries[i].account,
		    .place = place_text(f, &f->entries[i], house),
		    .page = f->entries[i].page};
	rtk_pdf_before(f->pdf, f->entries[0].first);
	rtk_cover_draw(f->pdf,
	    &(struct rtk_cover){.company = f->company,
		.bundle = f->bundle,
		.period = f->period,
		.entries = list,
		.count = f->count,
		.pages =
		    rtk_pdf_pages(f->pdf) + rtk_cover_pages(f->count),
		.draft = f->draft});
}

/* --- the proof ---------------------------------------------------------- */

/* Whether the next page shows this code; of no bytes: none. */
static int
check_page(struct rtk_invoice_file *f, struct rtk_pdf_file *pages,
    const struct rtk_invoice_entry *entry, size_t code_size,
    struct rtk_err *err)
{
	struct rtk_pdf_bitmap picture;
	int rc = rtk_pdf_next_picture(pages, &picture, &f->bits, err);

	if (rc <= 0)
		return rc < 0 ? -1
			      : rtk_failf(err, RTK_E_PDF_UNREADABLE, "pages");
	rtk_buf_reset(&f->read);
	if (picture.width == 0 ? code_size == 0
			       : rtk_qr_read(f->reader, &f->read, &picture) &&
		    f->read.size == code_size &&
		    memcmp(f->read.bytes, entry->code, code_size) == 0)
		return 0;
	return rtk_failf(err, RTK_E_QR_MISREAD, "%s", entry->account);
}

/* Every code stands where it was meant to, and says what it was meant to. */
static int
check(struct rtk_invoice_file *f, const struct rtk_buf *bytes, size_t cover,
    struct rtk_err *err)
{
	struct rtk_pdf_bitmap picture;
	struct rtk_pdf_file pages;
	int rc = rtk_pdf_open(&pages, bytes->bytes, bytes->size, err);

	for (size_t i = 0; rc == 0 && i < cover; i++)
		rc = check_page(f, &pages, &f->entries[0], 0, err);
	for (size_t i = 0; rc == 0 && i < f->count; i++) {
		const struct rtk_invoice_entry *e = &f->entries[i];

		for (size_t page = 0; rc == 0 && page < e->pages; page++)
			rc = check_page(f, &pages, e,
			    page == 0 ? e->code_size : 0, err);
	}
	if (rc == 0)
		rc = rtk_pdf_next_picture(&pages, &picture, &f->bits, err);
	return rc == 1 ? rtk_failf(err, RTK_E_PDF_UNREADABLE, "pages") : rc;
}

int
rtk_invoice_file_end(
    struct rtk_invoice_file *f, struct rtk_buf *out, struct rtk_err *err)
{
	size_t cover = f->bundle == NULL ? 0 : rtk_cover_pages(f->count);
	size_t page = cover;

	for (size_t i = 0; i < f->count; i++) {
		f->entries[i].page = page + 1;
		page += f->entries[i].pages;
	}
	if (cover > 0)
		draw_cover(f);
	if (rtk_pdf_save(f->pdf, out, err) < 0)
		return -1;
	return check(f, out, cover, err);
}
