#include "base/base.h"

#include "document/notice.h"

#include <stdio.h>
#include <string.h>

#include "document/russian.h"
#include "document/sheet.h"
#include "io/qr.h"

enum { CELL = 256 };

#define QR_SIDE 38.0f

/* --- words -------------------------------------------------------------- */

static const char title_ru[] =
    "Предупреждение об ограничении предоставления горячей воды";
static const char supplier_ru[] = "Исполнитель";
static const char phone_ru[] = "Телефон";
static const char mail_ru[] = "Эл. почта";
static const char office_ru[] = "Прием граждан";
static const char number_ru[] = "Номер и дата";
static const char debtor_ru[] = "Потребитель";
static const char address_ru[] = "Адрес";
static const char account_ru[] = "Лицевой счет";
static const char els_ru[] = "ЕЛС";
static const char debt_ru[] = "1. Задолженность за горячую воду на %s";
static const char sum_ru[] = "Итого";
static const char penalty_ru[] =
    "Пеня показана отдельно (ЖК РФ ст. 155 ч. 14) и в долг, с которым "
    "сравнивается порог, не входит.";
static const char threshold_ru[] =
    "2. Порог: плата за %d мес. по нормативу и действующей цене (п. 118)";
static const char water_ru[] = "Вода";
static const char heat_ru[] = "Тепло на нагрев воды";
static const char water_formula_ru[] = "%lld чел. · %s м3 · %s руб./м3%s";
static const char heat_formula_ru[] =
    "%lld чел. · %s м3 · %s Гкал/м3 · %s руб./Гкал%s";
static const char net_ru[] = " + НДС";
static const char month_ru[] = "За месяц";
static const char times_ru[] = "%s · %d";
static const char limit_ru[] = "Порог";
static const char over_ru[] =
    "Долг за горячую воду %s руб. больше порога %s руб. Показания приборов "
    "и начисленная плата на порог не влияют.";
static const char demand_ru[] = "3. Требование";
static const char pay_ru[] =
    "Погасите задолженность в течение %d дней со дня вручения "
    "(доставки) этого предупреждения (п. 119).";
static const char delivered_ru[] =
    "Вручено %s (%s): оплатить по %s включительно.";
static const char outcome_ru[] = "4. Последствия неоплаты";
static const char restrict_ru[] =
    "Без оплаты в срок горячая вода будет ограничена, если это технически "
    "возможно, а через %d дней после ограничения, или сразу, если ограничить "
    "ее нельзя, – приостановлена (п. 119). Отопление не ограничивается и не "
    "приостанавливается.";
static const char court_ru[] =
    "Пеня начисляется по день фактической оплаты. Долг и пеня могут быть "
    "взысканы через суд с отнесением на должника государственной пошлины и "
    "исполнительского сбора.";
static const char cost_ru[] =
    "Расходы на ограничение, приостановление и возобновление, вместе не "
    "более %s руб., оплачивает потребитель (п. 121(1)). Подача возобновляется "
    "в течение %d календарных дней после погашения долга и этих расходов или "
    "заключения соглашения (п. 120).";
static const char agreement_ru[] =
    "Если оплатить сразу нельзя, заключите соглашение о рассрочке: пока оно "
    "выполняется, ограничение не вводится (п. 118). Обратитесь к исполнителю "
    "по адресу и телефону выше.";
static const char payment_ru[] = "5. Оплата";
static const char payee_ru[] = "Получатель";
static const char bank_ru[] = "Банк";
static const char to_pay_ru[] = "К оплате";
static const char other_ru[] =
    "Просрочен и долг за отопление: %s руб. Неполная оплата делится между "
    "услугами месяца пропорционально, поэтому к оплате указано все, что "
    "просрочено.";
static const char qr_ru[] =
    "QR-код для оплаты в банке: получатель, лицевой счет и сумма уже "
    "заполнены.";
static const char purpose_ru[] = "ЛСИ%s Долг за отопление и горячую воду";
static const char category_ru[] = "Отопление и горячая вода";
static const char signature_ru[] =
    "Руководитель ____________________ / ____________________ /";
static const char receipt_ru[] =
    "Предупреждение получил(а) «____» ______________ 20____ г. "
    "____________________ / ____________________ /";

static const struct rtk_sheet_column month_columns[] = {
    {"Месяц", 44, RTK_PDF_LEFT},
    {"Срок оплаты", 28, RTK_PDF_LEFT},
    {"Начислено", 29, RTK_PDF_RIGHT},
    {"Оплачено", 29, RTK_PDF_RIGHT},
    {"Долг", 29, RTK_PDF_RIGHT},
    {"Пеня", 29, RTK_PDF_RIGHT},
};

static const struct rtk_sheet_column part_columns[] = {
    {"Составляющая", 44, RTK_PDF_LEFT},
    {"Расчет", 115, RTK_PDF_LEFT},
    {"Сумма", 29, RTK_PDF_RIGHT},
};

static const struct {
	const char *word, *russian;
} channels[] = {
    {"signature", "под расписку"},
    {"mail", "заказным письмом"},
    {"invoice", "в платежном документе"},
    {"sms", "СМС"},
    {"call", "по телефону"},
    {"email", "по эл. почте"},
    {"gis", "в ГИС ЖКХ"},
    {"cabinet", "в личном кабинете"},
    {"voice", "голосовым сообщением"},
};

static const char *
channel_name(const char *word)
{
	for (size_t i = 0; i < RTK_COUNT(channels); i++)
		if (strcmp(channels[i].word, word) == 0)
			return channels[i].russian;
	return word;
}

struct rtk_date
rtk_notice_pay_until(const struct rtk_notice *notice)
{
	if (rtk_date_is_none(notice->delivered))
		return RTK_DATE_NONE;
	return (struct rtk_date){notice->delivered.v + notice->notice_days};
}

/* --- the head ----------------------------------------------------------- */

/* What was added to the text becomes a paragraph; the text is empty then. */
static void
tell(struct rtk_sheet *s, struct rtk_buf *text)
{
	rtk_sheet_text(s, text->bytes);
	rtk_buf_reset(text);
}

static void
tell_strong(struct rtk_sheet *s, struct rtk_buf *text)
{
	rtk_sheet_strong(s, text->bytes);
	rtk_buf_reset(text);
}

static void
draw_head(struct rtk_sheet *s, const struct rtk_notice *n, struct rtk_buf *text)
{
	const struct rtk_company *c = n->company;
	char day[RTK_DATE_TEXT];

	rtk_sheet_title(s, title_ru);
	rtk_sheet_gap(s, 2);
	rtk_buf_addf(text, "%s, ИНН %s%s%s%s%s, %s", c->name, c->inn,
	    c->kpp[0] != '\0' ? ", КПП " : "", c->kpp,
	    c->ogrn[0] != '\0' ? ", ОГРН " : "", c->ogrn, c->legal_address);
	rtk_sheet_pair(s, supplier_ru, text->bytes);
	rtk_buf_reset(text);
	rtk_sheet_pair(s, phone_ru, c->phone_individual);
	rtk_sheet_pair(s, mail_ru, c->email);
	rtk_buf_addf(text, "%s%s%s", c->office_address,
	    c->office_hours[0] != '\0' ? ", " : "", c->office_hours);
	rtk_sheet_pair(s, office_ru, text->bytes);
	rtk_buf_reset(text);
	rtk_buf_addf(text, "%s от %s", n->number,
	    rtk_date_text_ru(day, n->as_of));
	rtk_sheet_pair(s, number_ru, text->bytes);
	rtk_buf_reset(text);
	rtk_sheet_pair(s, debtor_ru, n->payer);
	rtk_sheet_pair(s, address_ru, n->address);
	rtk_sheet_pair(s, account_ru, n->account);
	rtk_sheet_pair(s, els_ru, n->els);
	rtk_sheet_gap(s, 3);
}

/* --- debt and threshold ------------------------------------------------- */

static void
draw_months(
    struct rtk_sheet *s, const struct rtk_notice *n, struct rtk_buf *text)
{
	char a[RTK_RUSSIAN_TEXT], b[RTK_RUSSIAN_TEXT], c[RTK_RUSSIAN_TEXT];
	char d[RTK_RUSSIAN_TEXT], name[RTK_RUSSIAN_TEXT], day[RTK_DATE_TEXT];
	const char *const total[] = {sum_ru, "", "", "",
	    rtk_russian_money(c, n->debt), rtk_russian_money(d, n->penalty)};

	rtk_buf_addf(text, debt_ru, rtk_date_text_ru(day, n->as_of));
	tell_strong(s, text);
	rtk_sheet_table(s, month_columns, RTK_COUNT(month_columns));
	for (size_t i = 0; i < n->month_count; i++) {
		const struct rtk_notice_month *m = &n->months[i];
		char left[RTK_RUSSIAN_TEXT], penalty[RTK_RUSSIAN_TEXT];
		const char *const cells[] = {
		    rtk_russian_month(name, m->period),
		    rtk_date_text_ru(day, m->due),
		    rtk_russian_money(a, m->charged),
		    rtk_russian_money(b, m->paid),
		    rtk_russian_money(left, m->left),
		    rtk_russian_money(penalty, m->penalty)};

		rtk_sheet_row(s, cells, false);
	}
	rtk_sheet_row(s, total, true);
	rtk_sheet_table_end(s);
	if (n->penalty.v > 0)
		rtk_sheet_text(s, penalty_ru);
	rtk_sheet_gap(s, 2);
}

static void
draw_part(struct rtk_sheet *s, const struct rtk_notice *n,
    const struct rtk_notice_part *part)
{
	char norm[RTK_RUSSIAN_TEXT], heat[RTK_RUSSIAN_TEXT];
	char price[RTK_RUSSIAN_TEXT], sum[RTK_RUSSIAN_TEXT], formula[CELL];
	const char *const cells[] = {part->heat ? heat_ru : water_ru, formula,
	    rtk_russian_money(sum, part->amount)};
	const char *net = part->net ? net_ru : "";

	rtk_russian_number(norm, n->norm.v, RTK_NORM_SCALE, 0);
	rtk_russian_number(heat, n->heat_norm.v, RTK_NORM_SCALE, 0);
	rtk_russian_number(
	    price, part->price.v, RTK_PRICE_SCALE, RTK_KOP_SCALE);
	if (part->heat)
		(void)snprintf(formula, sizeof(formula), heat_formula_ru,
		    (long long)n->persons, norm, heat, price, net);
	else
		(void)snprintf(formula, sizeof(formula), water_formula_ru,
		    (long long)n->persons, norm, price, net);
	rtk_sheet_row(s, cells, false);
}

static void
draw_threshold(
    struct rtk_sheet *s, const struct rtk_notice *n, struct rtk_buf *text)
{
	char month[RTK_RUSSIAN_TEXT], debt[RTK_RUSSIAN_TEXT];
	char limit[RTK_RUSSIAN_TEXT], times[CELL];
	const char *const sum[] = {
	    month_ru, "", rtk_russian_money(month, n->month)};
	const char *const total[] = {
	    limit_ru, times, rtk_russian_money(limit, n->threshold)};

	(void)snprintf(times, sizeof(times), times_ru, month, n->norms);
	rtk_buf_addf(text, threshold_ru, n->norms);
	tell_strong(s, text);
	rtk_sheet_table(s, part_columns, RTK_COUNT(part_columns));
	for (size_t i = 0; i < n->part_count; i++)
		draw_part(s, n, &n->parts[i]);
	rtk_sheet_row(s, sum, false);
	rtk_sheet_row(s, total, true);
	rtk_sheet_table_end(s);
	rtk_buf_addf(text, over_ru, rtk_russian_money(debt, n->debt), limit);
	tell(s, text);
	rtk_sheet_gap(s, 2);
}

/* --- what now ----------------------------------------------------------- */

static void
draw_demand(
    struct rtk_sheet *s, const struct rtk_notice *n, struct rtk_buf *text)
{
	char day[RTK_DATE_TEXT], until[RTK_DATE_TEXT], cost[RTK_RUSSIAN_TEXT];

	rtk_sheet_strong(s, demand_ru);
	rtk_buf_addf(text, pay_ru, n->notice_days);
	tell(s, text);
	if (!rtk_date_is_none(n->delivered)) {
		rtk_buf_addf(text, delivered_ru,
		    rtk_date_text_ru(day, n->delivered),
		    channel_name(n->channel),
		    rtk_date_text_ru(until, rtk_notice_pay_until(n)));
		tell_strong(s, text);
	}
	rtk_sheet_gap(s, 2);
	rtk_sheet_strong(s, outcome_ru);
	rtk_buf_addf(text, restrict_ru, n->suspension_days);
	tell(s, text);
	rtk_sheet_text(s, court_ru);
	rtk_buf_addf(text, cost_ru, rtk_russian_money(cost, n->cost_max),
	    n->restore_days);
	tell(s, text);
	rtk_sheet_text(s, agreement_ru);
	rtk_sheet_gap(s, 2);
}

static int
encode_qr(
    struct rtk_qr *out, const struct rtk_notice *n, struct rtk_err *err)
{
	const struct rtk_company *c = n->company;
	struct rtk_err first = RTK_ERR_INIT;
	struct rtk_buf text = {0};
	char purpose[CELL];
	struct rtk_qr_payment payment = {.code_page = RTK_QR_UTF8,
	    .name = c->name,
	    .bank_account = c->bank_account,
	    .bank_name = c->bank,
	    .bic = c->bic,
	    .corr_account = c->corr_account,
	    .sum = {n->debt.v + n->other.v},
	    .purpose = purpose,
	    .inn = c->inn,
	    .kpp = c->kpp,
	    .account = n->account,
	    .period = {-1}, /* the oldest months are paid */
	    .category = category_ru,
	    .tech_code = "02"};
	int rc;

	(void)snprintf(purpose, sizeof(purpose), purpose_ru, n->account);
	rc = rtk_qr_payment_text(&text, &payment, &first);
	if (rc < 0 && first.fault == RTK_E_QR_SIZE) {
		/* the mandatory block is full: the short name is as lawful */
		payment.name = c->short_name;
		rc = rtk_qr_payment_text(&text, &payment, err);
	} else if (rc < 0) {
		*err = first;
	}
	if (rc == 0)
		rc = rtk_qr_encode(out, text.bytes, text.size, err);
	rtk_buf_release(&text);
	return rc;
}

static void
draw_payment(struct rtk_sheet *s, const struct rtk_notice *n,
    const struct rtk_qr *qr, struct rtk_buf *text)
{
	const struct rtk_pdf_bitmap bitmap = {qr->bits, qr->side, qr->side};
	const struct rtk_company *c = n->company;
	char sum[RTK_RUSSIAN_TEXT];

	rtk_sheet_need(s, QR_SIDE + 60);
	rtk_sheet_strong(s, payment_ru);
	rtk_buf_addf(text, "%s руб.",
	    rtk_russian_money(
		sum, (struct rtk_kop){n->debt.v + n->other.v}));
	rtk_sheet_pair(s, to_pay_ru, text->bytes);
	rtk_buf_reset(text);
	if (n->other.v > 0) {
		rtk_buf_addf(
		    text, other_ru, rtk_russian_money(sum, n->other));
		tell(s, text);
	}
	rtk_buf_addf(text, "%s, ИНН %s, р/с %s", c->name, c->inn,
	    c->bank_account);
	rtk_sheet_pair(s, payee_ru, text->bytes);
	rtk_buf_reset(text);
	rtk_buf_addf(text, "%s, БИК %s, к/с %s", c->bank, c->bic,
	    c->corr_account);
	rtk_sheet_pair(s, bank_ru, text->bytes);
	rtk_buf_reset(text);
	rtk_sheet_gap(s, 2);
	rtk_sheet_picture(s, &bitmap, QR_SIDE, qr_ru);
	rtk_sheet_gap(s, 6);
	rtk_sheet_text(s, signature_ru);
	rtk_sheet_gap(s, 4);
	rtk_sheet_text(s, receipt_ru);
}

int
rtk_notice_draw(struct rtk_pdf *pdf, const struct rtk_notice *notice,
    struct rtk_err *err)
{
	const struct rtk_pdf_info info = {.title = title_ru,
	    .author = notice->company->short_name,
	    .subject = notice->number,
	    .date = notice->as_of};
	struct rtk_buf text = {0}, foot = {0};
	struct rtk_sheet s;
	struct rtk_qr qr;

	if (encode_qr(&qr, notice, err) < 0)
		return -1;
	rtk_buf_addf(&foot, "%s № %s", title_ru, notice->number);
	rtk_sheet_begin(&s, pdf, &info, foot.bytes);
	draw_head(&s, notice, &text);
	draw_months(&s, notice, &text);
	draw_threshold(&s, notice, &text);
	draw_demand(&s, notice, &text);
	draw_payment(&s, notice, &qr, &text);
	rtk_buf_release(&foot);
	rtk_buf_release(&text);
	return 0;
}

/* --- the register ------------------------------------------------------- */

static const char register_ru[] =
    "Реестр вручения предупреждений об ограничении за %s на %s";
static const char count_ru[] = "Всего предупреждений: %zu, долг %s руб.";

static const struct rtk_sheet_column entry_columns[] = {
    {"Предупреждение", 32, RTK_PDF_LEFT},
    {"Потребитель", 38, RTK_PDF_LEFT},
    {"Адрес", 48, RTK_PDF_LEFT},
    {"Долг", 20, RTK_PDF_RIGHT},
    {"Вручено", 30, RTK_PDF_LEFT},
    {"Подпись", 20, RTK_PDF_LEFT},
};

static void
draw_entry(struct rtk_sheet *s, const struct rtk_notice_entry *e)
{
	char sum[RTK_RUSSIAN_TEXT], day[RTK_DATE_TEXT], how[CELL] = "";
	const char *const cells[] = {e->number, e->payer, e->address,
	    rtk_russian_money(sum, e->debt), how, ""};

	if (!rtk_date_is_none(e->delivered))
		(void)snprintf(how, sizeof(how), "%s, %s",
		    rtk_date_text_ru(day, e->delivered),
		    channel_name(e->channel));
	rtk_sheet_row(s, cells, false);
}

void
rtk_notice_register_draw(
    struct rtk_pdf *pdf, const struct rtk_notice_register *list)
{
	char month[RTK_RUSSIAN_TEXT], day[RTK_DATE_TEXT];
	char sum[RTK_RUSSIAN_TEXT];
	struct rtk_buf title = {0}, text = {0};
	struct rtk_pdf_info info = {.author = list->company->short_name,
	    .date = list->as_of};
	struct rtk_kop debt = {0};
	struct rtk_sheet s;

	rtk_buf_addf(&title, register_ru,
	    rtk_russian_month(month, list->period),
	    rtk_date_text_ru(day, list->as_of));
	info.title = title.bytes;
	rtk_sheet_begin(&s, pdf, &info, title.bytes);
	rtk_sheet_title(&s, title.bytes);
	rtk_sheet_text(&s, list->company->name);
	rtk_sheet_table(&s, entry_columns, RTK_COUNT(entry_columns));
	for (size_t i = 0; i < list->count; i++) {
		draw_entry(&s, &list->entries[i]);
		debt.v += list->entries[i].debt.v;
	}
	rtk_sheet_table_end(&s);
	rtk_buf_addf(
	    &text, count_ru, list->count, rtk_russian_money(sum, debt));
	tell_strong(&s, &text);
	rtk_sheet_gap(&s, 6);
	rtk_sheet_text(&s, signature_ru);
	rtk_buf_release(&title);
	rtk_buf_release(&text);
}
