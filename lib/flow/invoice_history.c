#include "base/base.h"

#include "flow/invoice_history.h"

#include <stdlib.h>
#include <string.h>

#include "calc/names.h"
#include "document/russian.h"
#include "num/arith.h"
#include "store/charge.h"

static const char growth_ru[] =
    "%s: начислено больше, чем за %s (%s руб.), более чем на %s %%. Вы вправе "
    "внести эту плату в рассрочку (п. 72 Правил).";

struct rtk_invoice_history {
	struct rtk_period period;
	struct rtk_charge_scan *scans[RTK_INVOICE_MONTHS];
};

int
rtk_invoice_history_open(struct rtk_invoice_history **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err)
{
	struct rtk_invoice_history *h = rtk_alloc(sizeof(*h));

	memset(h, 0, sizeof(*h));
	h->period = period;
	for (int i = 0; i < RTK_INVOICE_MONTHS; i++) {
		struct rtk_period month = {
		    period.v - (RTK_INVOICE_MONTHS - 1 - i)};

		if (rtk_charge_scan_open(
			&h->scans[i], db, month, account_range, err) < 0) {
			rtk_invoice_history_close(h);
			return -1;
		}
	}
	*out = h;
	return 0;
}

/* Heat of heating, water of hot water; what is raised is no other volume. */
static bool
has_volume(const struct rtk_line *line)
{
	if (line->service == RTK_HOT_WATER && line->component == RTK_HEAT)
		return false;
	if (rtk_line_is_common(line))
		return false;
	return line->kind == RTK_CHARGE ||
	    (line->kind == RTK_RECALCULATION &&
		line->reason != RTK_REASON_YEAR &&
		line->reason != RTK_REASON_ALLOCATED &&
		line->reason != RTK_REASON_UNAUTHORISED);
}

static void
add_line(struct rtk_invoice_past *out, const struct rtk_line *line,
    struct rtk_period first)
{
	int month = line->for_period.v - first.v;
	bool own = line->kind == RTK_CHARGE || line->kind == RTK_RAISING ||
	    line->kind == RTK_VAT;

	if ((int)line->service >= RTK_INVOICE_CHARTS || month < 0 ||
	    month >= RTK_INVOICE_MONTHS)
		return;
	if (own)
		out->charged[line->service][month].v += line->amount.v;
	if (!has_volume(line))
		return;
	out->volumes[line->service][month].v += line->volume.v;
	out->known[line->service][month] = true;
}

int
rtk_invoice_history_account(struct rtk_invoice_past *out,
    struct rtk_invoice_history *history, int64_t account, struct rtk_err *err)
{
	struct rtk_period first = {
	    history->period.v - (RTK_INVOICE_MONTHS - 1)};
	struct rtk_line line;
	int rc = 0;

	memset(out, 0, sizeof(*out));
	out->period = history->period;
	for (int i = 0; i < RTK_INVOICE_MONTHS && rc == 0; i++)
		while ((rc = rtk_charge_scan_account(history->scans[i],
			    account, &line, err)) == 1)
			add_line(out, &line, first);
	return rc;
}

void
rtk_invoice_history_close(struct rtk_invoice_history *history)
{
	if (history == NULL)
		return;
	for (int i = 0; i < RTK_INVOICE_MONTHS; i++)
		rtk_charge_scan_close(history->scans[i]);
	free(history);
}

/* --- what they say ----------------------------------------------------- */

/* Used in a month before: else there is nothing to compare. */
static bool
is_shown(const struct rtk_invoice_past *past, int service)
{
	bool known = false;

	for (int i = 0; i + 1 < RTK_INVOICE_MONTHS; i++)
		known = known || past->known[service][i];
	return known;
}

void
rtk_invoice_past_charts(struct rtk_invoice *out,
    const struct rtk_invoice_past *past, struct rtk_arena *arena)
{
	static const enum rtk_component components[RTK_INVOICE_CHARTS] = {
	    [RTK_HEATING] = RTK_HEAT, [RTK_HOT_WATER] = RTK_WATER};
	struct rtk_invoice_chart *charts =
	    rtk_arena_get(arena, RTK_INVOICE_CHARTS * sizeof(*charts));

	out->charts = charts;
	for (int i = 0; i < RTK_INVOICE_CHARTS; i++) {
		struct rtk_invoice_chart *chart = &charts[out->chart_count];

		if (!is_shown(past, i))
			continue;
		chart->service = rtk_russian_service((enum rtk_service)i);
		chart->unit = rtk_russian_unit(components[i]);
		memcpy(chart->volumes, past->volumes[i],
		    sizeof(chart->volumes));
		memcpy(chart->known, past->known[i], sizeof(chart->known));
		out->chart_count++;
	}
}

const char *
rtk_invoice_past_growth(const struct rtk_invoice_past *past,
    enum rtk_service service, const struct rtk_month *rules,
    struct rtk_arena *arena)
{
	const int64_t growth = rules->policies.value[RTK_BILL_GROWTH];
	struct rtk_period then = {past->period.v - (RTK_INVOICE_MONTHS - 1)};
	struct rtk_kop was = past->charged[service][0];
	rtk_i128 is = past->charged[service][RTK_INVOICE_MONTHS - 1].v;
	char month[RTK_RUSSIAN_TEXT], sum[RTK_RUSSIAN_TEXT];
	char percent[RTK_RUSSIAN_TEXT];
	struct rtk_buf text = {0};
	const char *kept;

	if (was.v <= 0 ||
	    is * 100 * RTK_MICRO <=
		(rtk_i128)was.v * (100 * RTK_MICRO + growth))
		return NULL;
	rtk_buf_addf(&text, growth_ru, rtk_russian_service(service),
	    rtk_russian_month(month, then), rtk_russian_money(sum, was),
	    rtk_russian_number(percent, growth, RTK_MICRO_SCALE, 0));
	kept = rtk_arena_copy(arena, text.bytes, text.size);
	rtk_buf_release(&text);
	return kept;
}
