#include "base/base.h"

#include "document/court_sheet.h"

#include <stdio.h>

#include "document/russian.h"
#include "document/sheet.h"

enum { TEXT = 512, CELL = 96 };

/* --- words -------------------------------------------------------------- */

static const char title_ru[] = "Расчет задолженности и пени";
static const char claimant_ru[] = "Взыскатель";
static const char debtor_ru[] = "Должник";
static const char address_ru[] = "Адрес";
static const char account_ru[] = "Лицевой счет";
static const char els_ru[] = "ЕЛС";
static const char period_ru[] = "Период";
static const char as_of_ru[] = "По состоянию на";
static const char debt_ru[] = "1. Задолженность по месяцам";
static const char penalty_ru[] = "2. Пеня";
static const char total_ru[] = "3. Итого";
static const char shares_ru[] = "4. По долям";
static const char sum_ru[] = "Итого";
static const char expired_ru[] =
    "* Срок исковой давности истек (ГК РФ ст. 196, 200): в сумму требования "
    "не входит.";
static const char rate_ru[] =
    "Пеня: ЖК РФ ст. 155 ч. 14; 190-ФЗ ст. 15; 416-ФЗ ст. 13. Ставка: "
    "ключевая ставка Банка России на день фактической оплаты, на остаток "
    "долга на дату расчета, но не выше предела, установленного ПП РФ "
    "№ 474 от 26.03.2022 в редакции ПП РФ № 329 от 18.03.2025. День оплаты "
    "и дата расчета входят в просрочку. Каждая строка округлена один раз.";
static const char principal_ru[] = "Основной долг";
static const char charged_ru[] = "Пеня начислена";
static const char penalty_paid_ru[] = "Пеня оплачена";
static const char penalty_sum_ru[] = "Пеня";
static const char claim_ru[] = "Цена требования";
static const char duty_ru[] = "Государственная пошлина";
static const char left_out_ru[] = "Не заявлено (давность)";
static const char heating_ru[] = "отопление";
static const char hot_water_ru[] = "гор. вода";
static const char signature_ru[] =
    "Руководитель ____________________ / ____________________ /";
static const char accountant_ru[] =
    "Расчет составил _________________ / ____________________ /";

static const struct rtk_sheet_column debt_columns[] = {
    {"Месяц", 27, RTK_PDF_LEFT},
    {"Отопление", 20, RTK_PDF_RIGHT},
    {"Горячая вода", 20, RTK_PDF_RIGHT},
    {"Перерасчет", 18, RTK_PDF_RIGHT},
    {"Льгота", 13, RTK_PDF_RIGHT},
    {"Оплачено", 20, RTK_PDF_RIGHT},
    {"Дни оплаты", 30, RTK_PDF_LEFT},
    {"Долг", 20, RTK_PDF_RIGHT},
    {"Нарастающим итогом", 20, RTK_PDF_RIGHT},
};

static const struct rtk_sheet_column penalty_columns[] = {
    {"Месяц долга", 27, RTK_PDF_LEFT},
    {"Срок оплаты", 17, RTK_PDF_LEFT},
    {"Долг", 19, RTK_PDF_RIGHT},
    {"С", 17, RTK_PDF_LEFT},
    {"По", 17, RTK_PDF_LEFT},
    {"Дней", 9, RTK_PDF_RIGHT},
    {"№ дней", 14, RTK_PDF_LEFT},
    {"Ставка, %", 13, RTK_PDF_RIGHT},
    {"Формула", 37, RTK_PDF_LEFT},
    {"Пеня", 18, RTK_PDF_RIGHT},
};

static const struct rtk_sheet_column share_columns[] = {
    {"Доля", 38, RTK_PDF_LEFT},
    {"Долг", 50, RTK_PDF_RIGHT},
    {"Пеня", 50, RTK_PDF_RIGHT},
    {"Государственная пошлина", 50, RTK_PDF_RIGHT},
};

/* --- the head ----------------------------------------------------------- */

static void
draw_head(struct rtk_sheet *s, const struct rtk_court_sheet *sheet)
{
	const struct rtk_company *c = sheet->company;
	char text[TEXT], from[RTK_RUSSIAN_TEXT], to[RTK_RUSSIAN_TEXT];
	char day[RTK_DATE_TEXT];

	rtk_sheet_title(s, title_ru);
	rtk_sheet_gap(s, 2);
	(void)snprintf(text, sizeof(text), "%s, ИНН %s%s%s, %s", c->name,
	    c->inn, c->ogrn[0] != '\0' ? ", ОГРН " : "", c->ogrn,
	    c->legal_address);
	rtk_sheet_pair(s, claimant_ru, text);
	rtk_sheet_pair(s, debtor_ru, sheet->payer);
	rtk_sheet_pair(s, address_ru, sheet->address);
	rtk_sheet_pair(s, account_ru, sheet->account);
	rtk_sheet_pair(s, els_ru, sheet->els);
	if (sheet->month_count > 0) {
		(void)snprintf(text, sizeof(text), "%s – %s",
		    rtk_russian_month(from, sheet->months[0].period),
		    rtk_russian_month(
			to, sheet->months[sheet->month_count - 1].period));
		rtk_sheet_pair(s, period_ru, text);
	}
	rtk_sheet_pair(
	    s, as_of_ru, rtk_date_text_ru(day, sheet->as_of));
	rtk_sheet_gap(s, 3);
}

/* --- tables ------------------------------------------------------------- */

static void
draw_month(struct rtk_sheet *s, const struct rtk_court_month *m,
    struct rtk_kop running)
{
	char text[9][CELL];
	const char *cells[9];
	char number[RTK_RUSSIAN_TEXT];
	const struct rtk_kop sums[] = {m->heating, m->hot_water,
	    m->recalculated, {0}, m->paid, {0}, m->left, running};

	for (size_t i = 0; i < RTK_COUNT(sums); i++) {
		(void)snprintf(text[i + 1], CELL, "%s",
		    rtk_russian_money(number, sums[i]));
		cells[i + 1] = text[i + 1];
	}
	(void)snprintf(text[0], CELL, "%s%s",
	    rtk_russian_month(number, m->period), m->expired ? " *" : "");
	cells[0] = text[0];
	cells[4] = "—";
	cells[6] = m->payments;
	if (m->expired)
		cells[8] = "—";
	rtk_sheet_row(s, cells, false);
}

static void
draw_months(struct rtk_sheet *s, const struct rtk_court_sheet *sheet)
{
	struct rtk_kop running = {0};
	bool any = false;

	rtk_sheet_strong(s, debt_ru);
	rtk_sheet_table(s, debt_columns, RTK_COUNT(debt_columns));
	for (size_t i = 0; i < sheet->month_count; i++) {
		const struct rtk_court_month *m = &sheet->months[i];

		any = any || m->expired;
		if (!m->expired)
			running.v += m->left.v;
		draw_month(s, m, running);
	}
	rtk_sheet_table_end(s);
	if (any)
		rtk_sheet_text(s, expired_ru);
}

/* Format of practice: 60 · 1/300 · 9,5% · 2 800,00. */
static void
draw_segment(struct rtk_sheet *s, const struct rtk_court_segment *g)
{
	const struct rtk_civil civil =
	    rtk_date_civil(rtk_period_first(g->period));
	char base[RTK_RUSSIAN_TEXT];
	char rate[RTK_RUSSIAN_TEXT], sum[RTK_RUSSIAN_TEXT];
	char due[RTK_DATE_TEXT], from[RTK_DATE_TEXT], to[RTK_DATE_TEXT];
	char name[TEXT], days[CELL], range[CELL], formula[TEXT];
	const char *const cells[] = {name,
	    rtk_date_text_ru(due, g->due),
	    rtk_russian_money(base, g->base),
	    rtk_date_text_ru(from, g->from),
	    rtk_date_text_ru(to, g->to), days, range,
	    rtk_russian_number(rate, g->rate_bp, 2, 0), formula,
	    rtk_russian_money(sum, g->amount)};

	(void)snprintf(name, sizeof(name), "%02d.%04d, %s",
	    civil.month, civil.year,
	    g->hot_water ? hot_water_ru : heating_ru);
	(void)snprintf(days, sizeof(days), "%d", g->days);
	(void)snprintf(range, sizeof(range), "%d–%d", g->from.v - g->due.v,
	    g->to.v - g->due.v);
	(void)snprintf(formula, sizeof(formula), "%d · 1/%d · %s%% · %s",
	    g->days, g->denominator, rate, base);
	rtk_sheet_row(s, cells, false);
}

static void
draw_segments(struct rtk_sheet *s, const struct rtk_court_sheet *sheet)
{
	char sum[RTK_RUSSIAN_TEXT];
	const char *cells[RTK_COUNT(penalty_columns)];

	rtk_sheet_strong(s, penalty_ru);
	rtk_sheet_table(s, penalty_columns, RTK_COUNT(penalty_columns));
	for (size_t i = 0; i < sheet->segment_count; i++)
		draw_segment(s, &sheet->segments[i]);
	for (size_t i = 0; i < RTK_COUNT(cells); i++)
		cells[i] = "";
	cells[0] = sum_ru;
	cells[RTK_COUNT(cells) - 1] = rtk_russian_money(sum, sheet->penalty);
	rtk_sheet_row(s, cells, true);
	rtk_sheet_table_end(s);
	rtk_sheet_text(s, rate_ru);
}

static void
draw_shares(struct rtk_sheet *s, const struct rtk_court_sheet *sheet)
{
	char a[RTK_RUSSIAN_TEXT], b[RTK_RUSSIAN_TEXT], c[RTK_RUSSIAN_TEXT];

	if (sheet->share_count == 0)
		return;
	rtk_sheet_strong(s, shares_ru);
	rtk_sheet_table(s, share_columns, RTK_COUNT(share_columns));
	for (size_t i = 0; i < sheet->share_count; i++) {
		const struct rtk_court_share *share = &sheet->shares[i];
		const char *const cells[] = {share->name,
		    rtk_russian_money(a, share->principal),
		    rtk_russian_money(b, share->penalty),
		    rtk_russian_money(c, share->duty)};

		rtk_sheet_row(s, cells, false);
	}
	rtk_sheet_table_end(s);
}

static void
draw_total(struct rtk_sheet *s, const char *name, struct rtk_kop sum)
{
	char text[RTK_RUSSIAN_TEXT + 16], number[RTK_RUSSIAN_TEXT];

	(void)snprintf(text, sizeof(text), "%s руб.",
	    rtk_russian_money(number, sum));
	rtk_sheet_pair(s, name, text);
}

static void
draw_totals(struct rtk_sheet *s, const struct rtk_court_sheet *sheet)
{
	struct rtk_kop penalty = {
	    sheet->penalty.v - sheet->penalty_paid.v};

	if (penalty.v < 0)
		penalty.v = 0;
	rtk_sheet_need(s, 50);
	rtk_sheet_strong(s, total_ru);
	draw_total(s, principal_ru, sheet->principal);
	if (sheet->penalty_paid.v > 0) {
		draw_total(s, charged_ru, sheet->penalty);
		draw_total(s, penalty_paid_ru, sheet->penalty_paid);
	}
	draw_total(s, penalty_sum_ru, penalty);
	draw_total(s, claim_ru,
	    (struct rtk_kop){sheet->principal.v + penalty.v});
	draw_total(s, duty_ru, sheet->duty);
	if (sheet->expired.v > 0)
		draw_total(s, left_out_ru, sheet->expired);
	rtk_sheet_gap(s, 3);
}

void
rtk_court_sheet_draw(struct rtk_pdf *pdf, const struct rtk_court_sheet *sheet)
{
	const struct rtk_pdf_info info = {.title = title_ru,
	    .author = sheet->company->short_name,
	    .subject = sheet->account,
	    .date = sheet->as_of};
	char foot[TEXT], day[RTK_DATE_TEXT];
	struct rtk_sheet s;

	(void)snprintf(foot, sizeof(foot), "%s, лицевой счет %s, на %s",
	    title_ru, sheet->account,
	    rtk_date_text_ru(day, sheet->as_of));
	rtk_sheet_begin(&s, pdf, &info, foot);
	draw_head(&s, sheet);
	draw_months(&s, sheet);
	draw_segments(&s, sheet);
	draw_totals(&s, sheet);
	draw_shares(&s, sheet);
	rtk_sheet_need(&s, 25);
	rtk_sheet_gap(&s, 6);
	rtk_sheet_text(&s, signature_ru);
	rtk_sheet_gap(&s, 4);
	rtk_sheet_text(&s, accountant_ru);
}
