#include "base/base.h"

#include "flow/import_money.h"

#include <string.h>

#include "text/encoding.h"

int
rtk_money_begin(
    struct rtk_money *out, struct rtk_import *import, struct rtk_err *err)
{
	out->import = import;
	return rtk_book_state(import->db, &out->book, err);
}

const char *
rtk_money_text(struct rtk_import *import, const char *bytes, size_t size)
{
	return rtk_arena_copy(&import->arena, size > 0 ? bytes : "", size);
}

static void
parser_fault(void *context, const struct rtk_err *fault)
{
	struct rtk_import *import = context;

	if (rtk_fault_class(fault->fault) != RTK_NOTE) {
		rtk_import_fault(import, fault);
		return;
	}
	import->result.warnings++;
	rtk_import_note(import, fault);
}

struct rtk_events
rtk_money_events(struct rtk_import *import)
{
	return (struct rtk_events){.context = import, .fault = parser_fault};
}

int
rtk_money_convert(const char **text, size_t *size, struct rtk_import *import,
    int use, struct rtk_err *err)
{
	struct rtk_encoding_text converted;
	enum rtk_encoding encoding;

	if (rtk_encoding_find(&encoding, import->job->encoding, err) < 0 ||
	    rtk_encoding_convert(&converted, &import->bytes, encoding,
		(enum rtk_encoding_use)use, err) < 0)
		return rtk_err_at(err, import->file, 0);
	*text = converted.bytes;
	*size = converted.size;
	return 0;
}

/* Posted in the month it was paid in, if that is still open. */
static struct rtk_period
posting_period(const struct rtk_money *money, struct rtk_date paid)
{
	struct rtk_period paid_in = rtk_period_of(paid);

	return paid_in.v > money->book.open.v ? paid_in : money->book.open;
}

static int
known_before(const struct rtk_money *money, const struct rtk_entry *entry,
    struct rtk_err *err)
{
	struct rtk_kop amount;
	int rc;

	if (entry->operation == NULL)
		return 0;
	rc = rtk_entry_known(money->import->db, entry, &amount, err);
	if (rc == 1 && amount.v != entry->amount.v)
		return rtk_failf(err, RTK_E_BANK_KNOWN_CHANGED, "%s", "amount");
	return rc;
}

/* A reversal needs its payment: money is never taken from an account else. */
static int
set_reason(struct rtk_money *money, struct rtk_entry *entry,
    const struct rtk_payee *payee, struct rtk_err *err)
{
	struct rtk_entry payment = *entry;
	struct rtk_kop amount;
	int rc = 1;

	if (entry->sign < 0) {
		payment.sign = 1;
		rc = entry->operation == NULL
		    ? 0
		    : rtk_entry_known(
			  money->import->db, &payment, &amount, err);
	}
	if (rc < 0)
		return -1;
	if (rc == 1 && entry->sign < 0 && amount.v + entry->amount.v < 0)
		rc = 0; /* takes back more than was paid */
	entry->reason = "";
	if (rc == 0)
		entry->reason = rtk_fault_id(RTK_E_PAYMENT_REVERSAL);
	else if (payee->account == 0)
		entry->reason = rtk_fault_id(RTK_E_PAYMENT_UNKNOWN_ACCOUNT);
	else if (payee->closed)
		entry->reason = rtk_fault_id(RTK_E_PAYMENT_CLOSED_ACCOUNT);
	return 0;
}

static int
post(struct rtk_money *money, const struct rtk_entry *entry,
    const struct rtk_payee *payee, struct rtk_err *err)
{
	struct rtk_posting posting = {
	    .period = posting_period(money, entry->paid),
	    .account = payee->account,
	    .entry = entry->id,
	    .amount = entry->amount,
	    .paid = entry->paid,
	    .posted = money->import->as_of,
	    .penalty = entry->penalty,
	    .reason = ""};

	return rtk_posting_add(money->import->db, &posting, err);
}

int
rtk_money_take(enum rtk_money_fate *fate, struct rtk_money *money,
    struct rtk_entry *entry, struct rtk_err *err)
{
	struct rtk_import_result *r = &money->import->result;
	struct rtk_payee payee;
	int known = known_before(money, entry, err);

	if (known < 0)
		return -1;
	if (known == 1) {
		*fate = RTK_MONEY_KNOWN;
		r->known++;
		return 0;
	}
	entry->batch = money->import->batch;
	if (rtk_payee_find(&payee, money->import->db, entry->account_text,
		entry->paid, err) < 0 ||
	    set_reason(money, entry, &payee, err) < 0 ||
	    rtk_entry_add(money->import->db, entry, err) < 0)
		return -1;
	r->taken++;
	r->amount.v += entry->amount.v;
	if (entry->reason[0] != '\0') {
		*fate = RTK_MONEY_HANGS;
		r->unidentified++;
		return 0;
	}
	*fate = RTK_MONEY_POSTED;
	return post(money, entry, &payee, err);
}

void
rtk_money_tell_hanging(struct rtk_import *import, const struct rtk_entry *e)
{
	struct rtk_err note = RTK_ERR_INIT;

	rtk_fail(&note, rtk_fault_find(e->reason));
	rtk_err_at(&note, import->file, e->line);
	rtk_err_cell(
	    &note, "account", e->account_text, strlen(e->account_text));
	rtk_import_note(import, &note);
}
