#include "base/base.h"

#include "flow/close.h"

#include <stdio.h>
#include <string.h>

#include "flow/certificate.h"
#include "flow/penalty_post.h"
#include "flow/seal.h"
#include "flow/turnover.h"
#include "store/balance.h"

static int
require_fresh_draft(struct rtk_draft *draft, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	int64_t newest = 0;
	int rc = rtk_draft_get(db, draft, err);

	if (rc < 0 || rtk_batch_max(db, true, &newest, err) < 0)
		return -1;
	if (rc == 0 || draft->period.v != period.v)
		return rtk_fail(err, RTK_E_PERIOD_NOT_RUN);
	if (newest > draft->batch_max)
		return rtk_failf(err, RTK_E_PERIOD_STALE, "batch %lld",
		    (long long)newest);
	return 0;
}

static int
require_no_faults(
    struct rtk_db *db, struct rtk_period period, struct rtk_err *err)
{
	int64_t blocking = 0;

	if (rtk_findings_blocking(db, period, &blocking, err) < 0)
		return -1;
	if (blocking > 0)
		return rtk_failf(err, RTK_E_PERIOD_FAULTS, "%lld",
		    (long long)blocking);
	return 0;
}

static void
add_up(struct rtk_close_result *out, const struct rtk_account_month *m)
{
	for (int i = 0; i < RTK_SERVICES; i++) {
		out->opening.v += m->opening[i].v;
		out->paid.v += m->paid[i].v;
		out->closing.v += m->closing[i].v;
	}
}

/* Turnover and balances while the lines go by. */
struct posting {
	struct rtk_close_result *result;
	struct rtk_turnover *turnover;
	struct rtk_balance_writer *writer;
};

/* Balances of accounts up to this one. */
static int
write_balances(struct posting *p, int64_t upto, struct rtk_err *err)
{
	struct rtk_account_month m;
	int rc;

	while ((rc = rtk_turnover_upto(p->turnover, upto, &m, err)) == 1) {
		struct rtk_balance balance = {.account = m.account};

		memcpy(balance.service, m.closing, sizeof(balance.service));
		if (rtk_balance_write(p->writer, &balance, err) < 0)
			return -1;
		add_up(p->result, &m);
	}
	return rc;
}

static int
see_account(void *context, int64_t account,
    const struct rtk_line_slice lines[2], struct rtk_err *err)
{
	struct posting *p = context;

	rtk_turnover_give(p->turnover, lines);
	return write_balances(p, account, err);
}

static const int64_t all[] = {0, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};

static int
open_turnover(struct posting *p, bool given, struct rtk_db *db,
    struct rtk_certifier *certifier, struct rtk_err *err)
{
	struct rtk_period period = p->result->month.period;
	int rc = given
	    ? rtk_turnover_open_given(&p->turnover, db, period, all, err)
	    : rtk_turnover_open(&p->turnover, db, period, all, err);

	if (rc == 0)
		rtk_turnover_watch(p->turnover, rtk_certifier_line, certifier);
	return rc;
}

/* The lines are read once: for the penalties, else for the turnover. */
static int
post_month(struct rtk_close_result *out, struct rtk_db *db,
    struct rtk_certifier *certifier, struct rtk_err *err)
{
	struct posting p = {.result = out,
	    .writer = rtk_balance_writer_new(db, out->month.period)};
	const struct rtk_penalties_seen seen = {&p, see_account};
	int rc = open_turnover(&p, true, db, certifier, err);

	if (rc == 0)
		rc = rtk_penalties_post(
		    &out->penalties, db, &out->month, &seen, err);
	if (rc == 0) {
		rtk_turnover_close(p.turnover);
		p.turnover = NULL;
		rc = open_turnover(&p, false, db, certifier, err);
	}
	if (rc >= 0)
		rc = write_balances(&p, INT64_MAX, err);
	if (rc == 0)
		rc = rtk_balance_writer_finish(p.writer, err);
	rtk_turnover_close(p.turnover);
	rtk_balance_writer_free(p.writer);
	return rc;
}

static int
check_identities(const struct rtk_close_result *r,
    const struct rtk_draft *draft, struct rtk_err *err)
{
	if (r->totals.lines != draft->lines + r->penalties.lines ||
	    r->totals.accounts != draft->accounts + r->penalties.accounts)
		return rtk_failf(err, RTK_E_IDENTITY, "%s",
		    "lines are not those of the run");
	if (r->opening.v + r->totals.amount.v - r->paid.v != r->closing.v)
		return rtk_failf(err, RTK_E_IDENTITY, "%s",
		    "opening + charged - paid = closing");
	return 0;
}

/* Sums by service, component and kind, for the certificate. */
static int
store_month(const struct rtk_close_result *r, struct rtk_db *db,
    struct rtk_err *err)
{
	struct rtk_month_sum sums[RTK_MONTH_SUMS_MAX];
	size_t count = 0;

	for (int s = 0; s < RTK_SERVICES; s++)
		for (int c = 0; c < RTK_COMPONENTS; c++)
			for (int k = 0; k < RTK_KINDS; k++)
				if (r->totals.count[s][c][k] > 0)
					sums[count++] = (struct rtk_month_sum){
					    (enum rtk_service)s,
					    (enum rtk_component)c,
					    (enum rtk_kind)k,
					    r->totals.count[s][c][k],
					    r->totals.sum[s][c][k]};
	return rtk_month_close(db, &r->month, sums, count, err);
}

/*
 * Certificate and seal are made in threads of their own, through their own
 * reading connections: lines and facts were committed before.
 */
static int
certify_and_post(struct rtk_close_result *out, struct rtk_db *db,
    const struct rtk_closed_month *month, struct rtk_err *err)
{
	struct rtk_err later = RTK_ERR_INIT;
	struct rtk_certifier *certifier;
	int rc;

	if (rtk_certifier_start(&certifier, db, month, NULL, err) < 0)
		return -1;
	out->month = *month;
	rc = post_month(out, db, certifier, err);
	if (rtk_certifier_finish(
		certifier, &out->month, &out->totals, &later) < 0 &&
	    rc == 0) {
		*err = later;
		rc = -1;
	}
	return rc;
}

/* Nobody knows yet what a month to come will bring. */
static int
require_begun(
    struct rtk_period period, struct rtk_date as_of, struct rtk_err *err)
{
	char text[RTK_PERIOD_TEXT];

	if (as_of.v >= rtk_period_first(period).v)
		return 0;
	return rtk_failf(err, RTK_E_PERIOD_NOT_BEGUN, "%s",
	    rtk_period_text(text, period));
}

int
rtk_bill_close(struct rtk_close_result *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_date as_of, struct rtk_err *err)
{
	struct rtk_closed_month month = {.period = period, .closed = as_of};
	struct rtk_sealing *sealing;
	struct rtk_book_state state;
	struct rtk_draft draft;
	int rc;

	memset(out, 0, sizeof(*out));
	if (rtk_require_open(&state, db, period, err) < 0 ||
	    require_begun(period, as_of, err) < 0 ||
	    require_fresh_draft(&draft, db, period, err) < 0 ||
	    require_no_faults(db, period, err) < 0)
		return -1;
	month.batch_max = draft.batch_max;
	(void)snprintf(
	    month.engine, sizeof(month.engine), "%s", rtk_version());
	if (rtk_sealing_new(&sealing, db, period, false, err) < 0)
		return -1;
	rc = rtk_sealing_start(sealing, db, err);
	if (rc == 0)
		rc = certify_and_post(out, db, &month, err);
	if (rc == 0)
		rc = check_identities(out, &draft, err);
	if (rc == 0)
		rc = rtk_sealing_finish(sealing, db, err);
	if (rc == 0)
		rc = rtk_sealing_store(sealing, db, &out->month, err);
	if (rc == 0)
		rc = store_month(out, db, err);
	rtk_sealing_free(sealing);
	return rc;
}
