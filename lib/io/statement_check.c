#include "base/base.h"

#include "io/statement_check.h"

#include <stdlib.h>
#include <string.h>

#include "num/decimal.h"

int
rtk_statement_check_balance(
    const struct rtk_statement_account *account, struct rtk_err *err)
{
	char sum_text[RTK_DECIMAL_TEXT], closing_text[RTK_DECIMAL_TEXT];
	int64_t sum;

	if (!account->opening.given || !account->in.given ||
	    !account->out.given || !account->closing.given)
		return 0;
	if (__builtin_add_overflow(
		account->opening.sum.v, account->in.sum.v, &sum) ||
	    __builtin_sub_overflow(sum, account->out.sum.v, &sum))
		return rtk_fail(err, RTK_E_NUM_RANGE);
	if (sum == account->closing.sum.v)
		return 0;
	return rtk_failf(err, RTK_E_STATEMENT_BALANCE, "%s <> %s",
	    rtk_decimal_text(sum_text, sum, RTK_KOP_SCALE, 2),
	    rtk_decimal_text(
		closing_text, account->closing.sum.v, RTK_KOP_SCALE, 2));
}

/* --- documents against turnover ---------------------------------------- */

/* Of one account, over all its sections. */
struct turnover {
	struct rtk_bank_text account;
	long line;
	bool in_given;
	bool out_given;
	int64_t in_told;
	int64_t out_told;
	int64_t in_found;
	int64_t out_found;
};

struct turnovers {
	struct turnover *at;
	size_t count;
};

static int
compare_accounts(const void *left, const void *right)
{
	const struct turnover *a = left, *b = right;
	size_t size = a->account.size < b->account.size ? a->account.size
							: b->account.size;
	int order = memcmp(a->account.bytes, b->account.bytes, size);

	if (order != 0)
		return order;
	return (a->account.size > b->account.size) -
	    (a->account.size < b->account.size);
}

/* Sums that do not fit are left as they are: a note is all they are for. */
static void
add(int64_t *to, int64_t more)
{
	int64_t sum;

	if (!__builtin_add_overflow(*to, more, &sum))
		*to = sum;
}

/* One entry for each account, its sections taken together. */
static void
collect(struct turnovers *all, const struct rtk_statement *statement)
{
	struct turnover *last;
	size_t n = 0;

	for (size_t i = 0; i < statement->account_count; i++) {
		const struct rtk_statement_account *section =
		    &statement->accounts[i];

		all->at[i] = (struct turnover){.account = section->account,
		    .line = section->line,
		    .in_given = section->in.given,
		    .out_given = section->out.given,
		    .in_told = section->in.sum.v,
		    .out_told = section->out.sum.v};
	}
	qsort(all->at, statement->account_count, sizeof(*all->at),
	    compare_accounts);
	for (size_t i = 0; i < statement->account_count; i++) {
		last = n > 0 ? &all->at[n - 1] : NULL;
		if (last == NULL || compare_accounts(last, &all->at[i]) != 0) {
			all->at[n++] = all->at[i];
			continue;
		}
		last->in_given = last->in_given && all->at[i].in_given;
		last->out_given = last->out_given && all->at[i].out_given;
		add(&last->in_told, all->at[i].in_told);
		add(&last->out_told, all->at[i].out_told);
	}
	all->count = n;
}

static struct turnover *
find(const struct turnovers *all, struct rtk_bank_text account)
{
	struct turnover key = {.account = account};

	return bsearch(
	    &key, all->at, all->count, sizeof(*all->at), compare_accounts);
}

static void
add_document(
    struct turnovers *all, const struct rtk_statement_document *document)
{
	struct turnover *payer = find(all, document->payer.account);
	struct turnover *payee = find(all, document->payee.account);
	enum rtk_statement_way way = RTK_STATEMENT_ELSEWHERE;

	if (payer != NULL)
		add(&payer->out_found, document->amount.v);
	if (payee != NULL)
		add(&payee->in_found, document->amount.v);
	if (payer != NULL || payee != NULL || all->count != 1)
		return;
	/* named otherwise, but there is one account it can be */
	way = rtk_statement_way(document, all->at[0].account);
	if (way == RTK_STATEMENT_IN)
		add(&all->at[0].in_found, document->amount.v);
	else if (way == RTK_STATEMENT_OUT)
		add(&all->at[0].out_found, document->amount.v);
}

static void
compare(const struct rtk_bankfile_faults *faults, const struct turnover *of,
    const char *column, int64_t found, int64_t told)
{
	char found_text[RTK_DECIMAL_TEXT], told_text[RTK_DECIMAL_TEXT];
	struct rtk_err note = RTK_ERR_INIT;

	if (found == told)
		return;
	(void)rtk_failf(&note, RTK_E_STATEMENT_DOCUMENTS, "%s <> %s",
	    rtk_decimal_text(found_text, found, RTK_KOP_SCALE, 2),
	    rtk_decimal_text(told_text, told, RTK_KOP_SCALE, 2));
	(void)rtk_err_cell(&note, column, of->account.bytes, of->account.size);
	rtk_bankfile_note(faults, of->line, &note);
}

void
rtk_statement_check_documents(const struct rtk_statement *statement,
    const struct rtk_bankfile_faults *faults)
{
	struct turnovers all = {
	    rtk_alloc((statement->account_count + 1) * sizeof(*all.at)), 0};

	collect(&all, statement);
	for (size_t i = 0; i < statement->document_count; i++)
		add_document(&all, &statement->documents[i]);
	for (size_t i = 0; i < all.count; i++) {
		const struct turnover *of = &all.at[i];

		if (of->in_given)
			compare(faults, of, "ВсегоПоступило", of->in_found,
			    of->in_told);
		if (of->out_given)
			compare(faults, of, "ВсегоСписано", of->out_found,
			    of->out_told);
	}
	free(all.at);
}

/* --- which way --------------------------------------------------------- */

enum rtk_statement_way
rtk_statement_way(const struct rtk_statement_document *document,
    struct rtk_bank_text own_account)
{
	if (rtk_bank_text_same(document->payee.account, own_account))
		return RTK_STATEMENT_IN;
	if (rtk_bank_text_same(document->payer.account, own_account))
		return RTK_STATEMENT_OUT;
	if (!rtk_date_is_none(document->received) &&
	    rtk_date_is_none(document->debited))
		return RTK_STATEMENT_IN;
	if (!rtk_date_is_none(document->debited) &&
	    rtk_date_is_none(document->received))
		return RTK_STATEMENT_OUT;
	return RTK_STATEMENT_ELSEWHERE;
}

struct rtk_date
rtk_statement_posted(
    const struct rtk_statement_document *document, enum rtk_statement_way way)
{
	if (way == RTK_STATEMENT_IN && !rtk_date_is_none(document->received))
		return document->received;
	if (way == RTK_STATEMENT_OUT && !rtk_date_is_none(document->debited))
		return document->debited;
	return document->date;
}
