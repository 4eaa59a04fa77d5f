#include "base/base.h"

#include "flow/import_money.h"

#include <stdlib.h>
#include <string.h>

#include "io/statement_camt.h"
#include "num/decimal.h"
#include "store/bank.h"
#include "store/registry.h"
#include "text/encoding.h"

/* A statement under way, with our own account. */
struct statement {
	struct rtk_import *import;
	struct rtk_statement parsed;
	const char *own; /* account number of company.csv */
};

static const char *
text_of(struct statement *s, struct rtk_bank_text text)
{
	return rtk_arena_copy(
	    &s->import->arena, text.size > 0 ? text.bytes : "", text.size);
}

static struct rtk_bank_text
own_text(const struct statement *s)
{
	return (struct rtk_bank_text){s->own, strlen(s->own)};
}

static bool
is_ours(const struct statement *s, struct rtk_bank_text account)
{
	return rtk_bank_text_same(account, own_text(s));
}

/* It must be about our account, in its head or in a section. */
static bool
names_us(const struct statement *s)
{
	for (size_t i = 0; i < s->parsed.account_count; i++)
		if (is_ours(s, s->parsed.accounts[i].account))
			return true;
	for (size_t i = 0; i < s->parsed.head_account_count; i++)
		if (is_ours(s, s->parsed.head_accounts[i]))
			return true;
	return false;
}

/* A day is missing when the balance does not go on where it ended. */
static int
check_gap(struct statement *s, const struct rtk_statement_section *section,
    struct rtk_err *err)
{
	struct rtk_err note = RTK_ERR_INIT;
	char was[RTK_DECIMAL_TEXT], now[RTK_DECIMAL_TEXT];
	struct rtk_kop closing;
	int rc = rtk_statement_before(
	    s->import->db, s->own, section->from, &closing, err);

	if (rc < 0)
		return -1;
	if (rc == 0 || closing.v == section->opening.v)
		return 0;
	rtk_failf(&note, RTK_E_STATEMENT_GAP, "%s, %s",
	    rtk_decimal_text(
		now, section->opening.v, RTK_KOP_SCALE, RTK_KOP_SCALE),
	    rtk_decimal_text(was, closing.v, RTK_KOP_SCALE, RTK_KOP_SCALE));
	s->import->result.warnings++;
	rtk_import_note(s->import, &note);
	return 0;
}

static int
store_sections(struct statement *s, struct rtk_err *err)
{
	int64_t number = 0;

	for (size_t i = 0; i < s->parsed.account_count; i++) {
		const struct rtk_statement_account *a = &s->parsed.accounts[i];
		struct rtk_statement_section section = {
		    .batch = s->import->batch,
		    .number = number,
		    .own_account = s->own,
		    .from = a->begin,
		    .to = a->end,
		    .opening = a->opening.sum,
		    .in = a->in.sum,
		    .out = a->out.sum,
		    .closing = a->closing.sum,
		};

		if (!is_ours(s, a->account) || !a->opening.given ||
		    !a->closing.given || rtk_date_is_none(a->begin) ||
		    rtk_date_is_none(a->end))
			continue;
		if (check_gap(s, &section, err) < 0 ||
		    rtk_statement_add(s->import->db, &section, err) < 0)
			return -1;
		number++;
	}
	return 0;
}

static void
set_document(struct rtk_document *out, struct statement *s,
    const struct rtk_statement_document *d, enum rtk_statement_way way)
{
	const struct rtk_statement_party *other =
	    way == RTK_STATEMENT_IN ? &d->payer : &d->payee;

	*out = (struct rtk_document){
	    .batch = s->import->batch,
	    .line = d->line,
	    .own_account = s->own,
	    .direction = way == RTK_STATEMENT_IN ? 1 : -1,
	    .posted = rtk_statement_posted(d, way),
	    .number = text_of(s, d->number),
	    .day = d->date,
	    .amount = d->amount,
	    .other_account = text_of(s, other->account),
	    .other_inn = text_of(s, other->inn),
	    .other_name = text_of(s, other->name),
	    .payment_kind = text_of(s, d->payment_kind),
	    .purpose = text_of(s, d->purpose),
	};
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_documents(const struct rtk_document *a, const struct rtk_document *b)
{
	int order = compare_numbers(a->posted.v, b->posted.v);

	if (order == 0)
		order = strcmp(a->number, b->number);
	if (order == 0)
		order = compare_numbers(a->amount.v, b->amount.v);
	if (order == 0)
		order = compare_numbers(a->direction, b->direction);
	if (order == 0)
		order = compare_numbers(a->day.v, b->day.v);
	return order != 0 ? order : strcmp(a->other_account, b->other_account);
}

/* Equal ones in the order of the file. */
static int
compare_twins(const void *left, const void *right)
{
	const struct rtk_document *a = *(struct rtk_document *const *)left;
	const struct rtk_document *b = *(struct rtk_document *const *)right;
	int order = compare_documents(a, b);

	return order != 0 ? order : compare_numbers(a->line, b->line);
}

/* Honest twins of one file are told apart by their count. */
static void
count_twins(struct rtk_document *list, size_t count, struct rtk_arena *arena)
{
	struct rtk_document **order =
	    rtk_arena_get(arena, (count + 1) * sizeof(*order));

	for (size_t i = 0; i < count; i++)
		order[i] = &list[i];
	qsort(order, count, sizeof(*order), compare_twins);
	for (size_t i = 1; i < count; i++)
		if (compare_documents(order[i - 1], order[i]) == 0)
			order[i]->occurrence = order[i - 1]->occurrence + 1;
}

/* Those of other accounts are not ours to keep: they count as known. */
static size_t
gather_documents(struct rtk_document *list, struct statement *s)
{
	struct rtk_import_result *r = &s->import->result;
	size_t count = 0;

	for (size_t i = 0; i < s->parsed.document_count; i++) {
		const struct rtk_statement_document *d =
		    &s->parsed.documents[i];
		enum rtk_statement_way way = rtk_statement_way(d, own_text(s));

		r->rows++;
		if (way == RTK_STATEMENT_ELSEWHERE)
			r->known++;
		else
			set_document(&list[count++], s, d, way);
	}
	return count;
}

static int
store_documents(struct statement *s, struct rtk_err *err)
{
	struct rtk_import_result *r = &s->import->result;
	struct rtk_document *list = rtk_arena_get(
	    &s->import->arena, (s->parsed.document_count + 1) * sizeof(*list));
	size_t count = gather_documents(list, s);

	count_twins(list, count, &s->import->arena);
	for (size_t i = 0; i < count; i++) {
		bool known;

		if (rtk_document_add(s->import->db, &list[i], &known, err) < 0)
			return rtk_err_at(err, s->import->file, list[i].line);
		r->known += known;
		r->taken += !known;
		if (!known && list[i].direction == 1 &&
		    __builtin_add_overflow(
			r->amount.v, list[i].amount.v, &r->amount.v))
			return rtk_fail(err, RTK_E_NUM_RANGE);
	}
	return 0;
}

static int
take_statement(struct statement *s, struct rtk_err *err)
{
	const char *own;
	int rc = rtk_company_value(s->import->db, "bank_account", &own, err);

	if (rc < 0)
		return -1;
	s->own = rtk_arena_copy(
	    &s->import->arena, rc == 1 ? own : "", rc == 1 ? strlen(own) : 0);
	if (!names_us(s)) {
		rtk_fail(err, RTK_E_STATEMENT_FOREIGN);
		return rtk_err_at(err, s->import->file, 0);
	}
	if (store_sections(s, err) < 0)
		return -1;
	return store_documents(s, err);
}

/* By --format, or by what the text is; the faults of a file are told. */
static int
parse(struct statement *s, const struct rtk_bankfile *file,
    struct rtk_err *err)
{
	const char *format = s->import->job->format;
	bool one_c = format != NULL
	    ? strcmp(format, "1c") == 0
	    : rtk_statement_1c_is(file->text, file->size);
	bool camt = format != NULL
	    ? strcmp(format, "camt053") == 0
	    : rtk_statement_camt_is(file->text, file->size);

	if (format != NULL && !one_c && !camt)
		return rtk_failf(err, RTK_E_USAGE,
		    "--format 1c | camt053: \"%s\"", format);
	if (camt)
		return rtk_statement_camt_parse(&s->parsed, file, err);
	if (one_c && rtk_statement_1c_is(file->text, file->size))
		return rtk_statement_1c_parse(&s->parsed, file, err);
	rtk_fail(err, RTK_E_STATEMENT_HEADER);
	return rtk_err_at(err, s->import->file, 1);
}

int
rtk_import_statement(struct rtk_import *import, struct rtk_err *err)
{
	struct rtk_events events = rtk_money_events(import);
	struct rtk_bankfile file = {
	    .name = import->file, .arena = &import->arena, .events = &events};
	struct statement s = {.import = import};

	if (rtk_money_convert(&file.text, &file.size, import,
		RTK_ENCODING_STATEMENT, err) < 0)
		return -1;
	if (parse(&s, &file, err) < 0) {
		/* told one by one: the dispatcher refuses the file */
		if (import->faults == 0)
			return -1;
		rtk_err_clear(err);
		return 0;
	}
	return take_statement(&s, err);
}
