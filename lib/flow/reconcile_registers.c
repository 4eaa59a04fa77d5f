/* Registers and the payment orders that are their money. */
#include "base/base.h"

#include "flow/reconcile_job.h"

#include <string.h>

#include "calc/match.h"
#include "io/purpose.h"
#include "store/bank.h"
#include "store/decision.h"
#include "store/direct.h"
#include "store/due_rows.h"

/* Ties on their way into the database. */
struct tying {
	struct rtk_reconcile_job *job;
	struct rtk_directs directs;
	int64_t decided;    /* the register whose money was decided on */
	int64_t taken_back; /* the document: it may pay several registers */
	struct rtk_err *err;
	bool failed;
};

static const struct rtk_direct *
find_direct(const struct tying *t, int64_t document)
{
	for (size_t i = 0; i < t->directs.count; i++)
		if (t->directs.rows[i].document == document)
			return &t->directs.rows[i];
	return NULL;
}

/* The rows of the register tell whose money it is: it waits no more. */
static int
take_back(struct tying *t, const struct rtk_direct *direct)
{
	const struct rtk_entry entry = {.id = direct->entry,
	    .paid = direct->posted,
	    .amount = direct->amount,
	    .reason = ""};
	struct rtk_posting p =
	    rtk_reconcile_posting(t->job, &entry, 0, "the money of a register");

	if (t->taken_back == direct->document)
		return 0;
	t->taken_back = direct->document;
	t->job->out->taken_back++;
	return rtk_entry_release(t->job->db, &p, RTK_RELEASE_REGISTER, t->err);
}

static void
store_tie(void *context, const struct rtk_match_register *reg,
    const struct rtk_match_document *document, enum rtk_match_how how)
{
	struct tying *t = context;
	struct rtk_reconcile_result *out = t->job->out;
	const struct rtk_direct *direct = find_direct(t, document->key);
	struct rtk_tie tie = {.document = document->key,
	    .registered = reg->key,
	    .how = rtk_match_name(how),
	    .day = t->job->as_of};

	if (t->failed ||
	    (how == RTK_MATCH_COMMISSION && t->decided == reg->key))
		return;
	if (direct != NULL && direct->decided) {
		tie.how = RTK_TIE_DECIDED;
		t->decided = reg->key;
	} else if (how == RTK_MATCH_COMMISSION) {
		out->commission++;
	} else {
		out->registers++;
	}
	if ((direct != NULL && !direct->decided && take_back(t, direct) < 0) ||
	    rtk_tie_add(t->job->db, &tie, t->err) < 0)
		t->failed = true;
}

static int
load_registers(
    struct rtk_match *m, struct rtk_reconcile_job *job, struct rtk_err *err)
{
	struct rtk_register_figures *list;
	size_t count;

	if (rtk_register_list(&list, &count, job->db, &job->arena, err) < 0)
		return -1;
	m->registers =
	    rtk_arena_get(&job->arena, (count + 1) * sizeof(*m->registers));
	for (size_t i = 0; i < count; i++) {
		struct rtk_register_money money;

		if (rtk_register_money(
			&money, job->db, list[i].batch, &job->arena, err) < 0)
			return -1;
		m->registers[m->register_count++] =
		    (struct rtk_match_register){.key = list[i].batch,
			.order_number = list[i].order_number,
			.order_day = list[i].order_day,
			.whole = {list[i].gross, list[i].transfer},
			.fresh = {list[i].new_gross, list[i].new_transfer},
			.tied = money.documents > 0 || list[i].gross.v == 0};
	}
	return 0;
}

/* Nothing but the money of registers that wait is looked at. */
static struct rtk_date
first_day(const struct rtk_match *m)
{
	struct rtk_date first = {INT32_MAX};

	for (size_t i = 0; i < m->register_count; i++) {
		const struct rtk_match_register *r = &m->registers[i];

		if (!r->tied && r->order_day.v - 1 < first.v)
			first.v = r->order_day.v - 1;
	}
	return first;
}

static bool
names_account(const char *text)
{
	const struct rtk_bank_text purpose = {text, strlen(text)};
	char account[RTK_PURPOSE_ACCOUNT_BYTES];

	return rtk_purpose_account(account, purpose) == 1;
}

static int
load_documents(
    struct rtk_match *m, struct rtk_reconcile_job *job, struct rtk_err *err)
{
	struct rtk_documents open;

	if (rtk_document_open(&open, job->db, first_day(m), &job->arena, err) <
	    0)
		return -1;
	m->documents = rtk_arena_get(
	    &job->arena, (open.count + 1) * sizeof(*m->documents));
	for (size_t i = 0; i < open.count; i++) {
		const struct rtk_document *d = &open.rows[i];

		m->documents[m->document_count++] =
		    (struct rtk_match_document){.key = d->id,
			.incoming = d->direction == 1,
			.bank_order = strcmp(d->payment_kind, "17") == 0,
			.direct = names_account(d->purpose),
			.number = d->number,
			.day = d->day,
			.posted = d->posted,
			.amount = d->amount};
	}
	return 0;
}

/* Behind them the bank orders of commissions, which nothing has tied yet. */
static int
load_directs(struct rtk_match *out, struct tying *t, const struct rtk_match *m,
    struct rtk_err *err)
{
	size_t count = 0;

	if (rtk_direct_list(
		&t->directs, t->job->db, first_day(m), &t->job->arena, err) < 0)
		return -1;
	*out = *m;
	out->documents = rtk_arena_get(&t->job->arena,
	    (t->directs.count + m->document_count + 1) *
		sizeof(*out->documents));
	for (size_t i = 0; i < t->directs.count; i++) {
		const struct rtk_direct *d = &t->directs.rows[i];

		out->documents[count++] =
		    (struct rtk_match_document){.key = d->document,
			.incoming = true,
			.direct = names_account(d->purpose),
			.number = d->number,
			.day = d->day,
			.posted = d->posted,
			.amount = d->amount};
	}
	for (size_t i = 0; i < m->document_count; i++)
		if (!m->documents[i].incoming)
			out->documents[count++] = m->documents[i];
	out->document_count = count;
	return 0;
}

/*
 * Orders without a meaning come first. Then orders that were taken for
 * direct payments before their register came: only when number, day and sum
 * leave no doubt. Last, an open order of another sum.
 */
static int
match_all(struct tying *t, struct rtk_match *m, struct rtk_err *err)
{
	struct rtk_match directs;

	m->exact = true;
	rtk_match_registers(m);
	if (t->failed)
		return -1;
	if (first_day(m).v != INT32_MAX) {
		if (load_directs(&directs, t, m, err) < 0)
			return -1;
		rtk_match_registers(&directs);
	}
	m->exact = false;
	rtk_match_registers(m);
	return t->failed ? -1 : 0;
}

int
rtk_reconcile_registers(struct rtk_reconcile_job *job, struct rtk_err *err)
{
	struct tying t = {.job = job, .err = err};
	struct rtk_match m = {.context = &t, .tie = store_tie};
	struct rtk_due_rows calendar;

	if (rtk_due_rows_load(&calendar, job->db, INT64_MAX, &job->arena, err) <
		0 ||
	    load_registers(&m, job, err) < 0 ||
	    load_documents(&m, job, err) < 0)
		return -1;
	m.calendar = &calendar;
	return match_all(&t, &m, err);
}
