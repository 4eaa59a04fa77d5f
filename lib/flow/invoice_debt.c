#include "base/base.h"

#include "flow/invoice_debt.h"

#include <stdlib.h>

#include "base/buf.h"
#include "document/russian.h"
#include "flow/debtors.h"

static const char warning_ru[] =
    "Долг за горячую воду на %s – %s руб., это больше платы за %d мес. по "
    "нормативу (%s руб.). Если не погасить его в течение %d дней после "
    "предупреждения, горячая вода будет ограничена, а затем приостановлена "
    "(п. 117-119 Правил). Соглашение о рассрочке это отменяет: обратитесь к "
    "нам.";

struct rtk_invoice_debts {
	struct rtk_date as_of;
	struct rtk_debtors *pass;
	struct rtk_debtor_account debtor; /* on which the pass stands */
	bool on_debtor;
};

static int
next(struct rtk_invoice_debts *d, struct rtk_err *err)
{
	int rc = rtk_debtors_next(d->pass, &d->debtor, err);

	d->on_debtor = rc == 1;
	return rc < 0 ? -1 : 0;
}

int
rtk_invoice_debts_open(struct rtk_invoice_debts **out, struct rtk_db *db,
    const struct rtk_closed_month *month, const int64_t account_range[2],
    struct rtk_err *err)
{
	struct rtk_debt_range range = {
	    account_range[0] > 0 ? account_range[0] : 1, account_range[1]};
	struct rtk_invoice_debts *d = rtk_alloc(sizeof(*d));

	*d = (struct rtk_invoice_debts){
	    .as_of = rtk_period_last(month->period)};
	if (rtk_debtors_open_closed(&d->pass, db, month, &range, err) < 0 ||
	    next(d, err) < 0) {
		rtk_invoice_debts_close(d);
		return -1;
	}
	*out = d;
	return 0;
}

void
rtk_invoice_debts_close(struct rtk_invoice_debts *d)
{
	if (d == NULL)
		return;
	rtk_debtors_close(d->pass);
	free(d);
}

static const char *
sentence(const struct rtk_invoice_debts *d, struct rtk_arena *arena)
{
	const struct rtk_service_debt *debt =
	    &d->debtor.service[RTK_HOT_WATER];
	const int64_t *value = rtk_debtors_law(d->pass)->policies.value;
	char day[RTK_DATE_TEXT], sum[RTK_RUSSIAN_TEXT];
	char threshold[RTK_RUSSIAN_TEXT];
	struct rtk_buf text = {0};
	const char *kept;

	rtk_buf_addf(&text, warning_ru, rtk_date_text_ru(day, d->as_of),
	    rtk_russian_money(sum, debt->counted),
	    (int)(value[RTK_RESTRICTION_NORMS] / RTK_MICRO),
	    rtk_russian_money(threshold, debt->norm.threshold),
	    (int)(value[RTK_NOTICE_DAYS] / RTK_MICRO));
	kept = rtk_arena_copy(arena, text.bytes, text.size);
	rtk_buf_release(&text);
	return kept;
}

int
rtk_invoice_debts_notice(const char **out, struct rtk_invoice_debts *d,
    int64_t account, struct rtk_arena *arena, struct rtk_err *err)
{
	*out = NULL;
	while (d->on_debtor && d->debtor.account < account)
		if (next(d, err) < 0)
			return -1;
	if (d->on_debtor && d->debtor.account == account &&
	    rtk_may_restrict(&d->debtor.service[RTK_HOT_WATER]) &&
	    d->debtor.agreement != RTK_AGREEMENT_PERFORMED)
		*out = sentence(d, arena);
	return 0;
}
