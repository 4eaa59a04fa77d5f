#include "invoice_samples.h"

#include "test.h"

#include "num/date.h"

#define DAY(y, m, d) rtk_date_of((struct rtk_civil){y, m, d})

const struct rtk_company sample_company = {
    .name = "Общество с ограниченной ответственностью «РТК»",
    .short_name = "ООО «РТК»",
    .inn = "1831083343",
    .kpp = "183101001",
    .ogrn = "1021801120340",
    .bank = "ПАО Сбербанк",
    .bic = "044525225",
    .bank_account = "40702810138250123017",
    .corr_account = "30101810400000000225",
    .legal_address =
	"426000, Удмуртская Республика, г. Ижевск, ул. Примерная, д. 1",
    .office_address = "426000, г. Ижевск, ул. Примерная, д. 1, каб. 101",
    .office_hours = "пн-чт 8:00-17:00, пт 8:00-16:00, перерыв 12:00-12:48",
    .phone_individual = "(3412) 00-00-01",
    .phone_legal = "(3412) 00-00-02",
    .email = "office@rtk.example",
    .email_readings = "meters@rtk.example",
    .sms_readings = "+7 900 000-00-03",
    .site = "https://rtk.example",
    .readings_from_day = "20",
    .readings_to_day = "25",
    .readings_note = "По телефону (3412) 00-00-01 (доб. 2), на "
		     "meters@rtk.example, SMS, в личном кабинете на сайте, "
		     "в ГИС ЖКХ и в офисе",
};

static void
add_line(struct sample *s, const struct rtk_invoice_line *line)
{
	struct rtk_invoice_line *to = &s->lines[s->invoice.line_count++];

	*to = *line;
	to->total.v = line->charge.v + line->raising.v + line->recalculation.v;
	to->vat.v = to->total.v * 22 / 122;
	s->invoice.charged.v += line->charge.v + line->raising.v;
	s->invoice.recalculated.v += line->recalculation.v;
}

static void
settle(struct sample *s)
{
	struct rtk_invoice *i = &s->invoice;

	i->lines = s->lines;
	i->closing.v = i->opening.v - i->paid.v + i->charged.v +
	    i->recalculated.v + i->penalty.v;
}

static const struct rtk_invoice_line heat = {
    .service = "Отопление",
    .component = "тепловая энергия",
    .unit = "Гкал",
    .method = RTK_BY_HOUSE_METER,
    .decimals = 6,
    .volume = {1176140},
    .common = {-12345},
    .has_common = true,
    .price = {2658123400},
    .charge = {309345},
};

static const struct rtk_invoice_line water = {
    .service = "Горячая вода",
    .component = "теплоноситель",
    .unit = "куб. м",
    .method = RTK_BY_METER,
    .decimals = 3,
    .volume = {5432000},
    .price = {31450000},
    .charge = {17084},
};

static const struct rtk_invoice_line water_heat = {
    .service = "Горячая вода",
    .component = "тепловая энергия",
    .unit = "Гкал",
    .method = RTK_BY_NORM,
    .decimals = 6,
    .volume = {325920},
    .price = {2658120000},
    .charge = {86634},
    .raising_milli = 1500,
    .raising = {8542},
    .recalculation = {-12345},
    .note = "Счетчик не поверен: объем по нормативу, повышающий коэффициент "
	    "1,5 (п. 42 Правил). Норматив подогрева 0,06 Гкал на куб. м",
};

static void
add_facts(struct sample *s)
{
	s->recalculations[0] =
	    (struct rtk_invoice_recalculation){"Горячая вода", {26 * 12 + 8},
		"временное отсутствие двух человек с 05.09.2026 по 19.09.2026",
		"Заявление № 123 от 22.09.2026", {-12345}};
	s->meters[0] = (struct rtk_invoice_meter){"Горячая вода", "12-3456789",
	    "куб. м", 3, true, {123456000}, DAY(2026, 9, 24), {128888000},
	    DAY(2026, 10, 23), DAY(2026, 12, 14)};
	s->meters[1] = (struct rtk_invoice_meter){"Отопление", "ТЭМ-00912",
	    "Гкал", 4, false, {45670100}, DAY(2026, 9, 25), {0}, RTK_DATE_NONE,
	    DAY(2029, 3, 1)};
	s->houses[0] = (struct rtk_invoice_house){"Отопление", "Гкал", 6, true,
	    {98765432}, {99111222}, {21700}, "Гкал на кв. м"};
	s->houses[1] = (struct rtk_invoice_house){"Горячая вода", "куб. м", 3,
	    false, {0}, {412345000}, {3160000}, "куб. м на человека"};
	s->charts[0] = (struct rtk_invoice_chart){
	    .service = "Отопление", .unit = "Гкал"};
	s->charts[1] = (struct rtk_invoice_chart){
	    .service = "Горячая вода", .unit = "куб. м"};
	for (int i = 0; i < RTK_INVOICE_MONTHS; i++) {
		s->charts[0].known[i] = i < 8 || i > 11;
		s->charts[0].volumes[i].v = INT64_C(1234565000) * (i + 1);
		s->charts[1].known[i] = true;
		s->charts[1].volumes[i].v = 5432000 - 900000 * i;
	}
	s->invoice.charts = s->charts;
	s->invoice.chart_count = 2;
	s->invoice.change = "Начислено на 1,00 руб. больше, чем за сентябрь "
			    "2026 г. Главная причина: «Отопление», перерасчет.";
	s->invoice.recalculations = s->recalculations;
	s->invoice.recalculation_count = 1;
	s->invoice.meters = s->meters;
	s->invoice.meter_count = 2;
	s->invoice.houses = s->houses;
	s->invoice.house_count = 2;
	s->invoice.total_area = (struct rtk_area){345670};
}

static struct sample *
ordinary(void)
{
	struct sample *s = test_calloc(1, sizeof(*s));

	s->invoice = (struct rtk_invoice){
	    .company = &sample_company,
	    .account = "100-0042",
	    .els = "10АА123456",
	    .service_id = "10АА123456-01",
	    .payer = "Иванова Мария Петровна",
	    .address = "г. Ижевск, ул. 30 лет Победы, д. 13, кв. 45",
	    .area = {5420},
	    .registered = 3,
	    .period = OCTOBER,
	    .date = DAY(2026, 10, 31),
	    .verify_soon = DAY(2027, 1, 31),
	    .due = DAY(2026, 11, 15),
	    .paid_until = DAY(2026, 10, 31),
	    .opening = {312044},
	    .paid = {300000},
	    .penalty = {1234},
	    .certificate = "7F3A-91C2",
	};
	add_line(s, &heat);
	add_line(s, &water);
	add_line(s, &water_heat);
	add_facts(s);
	settle(s);
	return s;
}

/* Long names and addresses, 7-digit sums, 14 lines with notes. */
static struct sample *
crowded(void)
{
	struct sample *s = ordinary();

	s->invoice.account = "12345678901234567890";
	s->invoice.payer = "Константинопольская-Преображенская Александра "
			   "Константиновна, Константинопольский-Преображенский "
			   "Максимилиан Владиславович (по 1/2 доли)";
	s->invoice.address =
	    "426000, Удмуртская Республика, городской округ Ижевск, "
	    "поселок Машиностроителей, улица имени Татьяны Барамзиной, "
	    "дом 128/135, корпус 12, литера АБ, помещение 1234, комната 5";
	while (s->invoice.line_count < 14) {
		struct rtk_invoice_line line = heat;

		line.service = "Отопление нежилых помещений";
		line.component = "тепловая энергия на отопление";
		line.charge.v = 123456789;
		line.volume.v = INT64_C(12345678901);
		line.raising_milli = 1500;
		line.raising.v = 123456789;
		line.recalculation.v = -123456789;
		if (s->invoice.line_count % 2 == 0)
			line.note = water_heat.note;
		add_line(s, &line);
	}
	s->invoice.opening.v = 987654321;
	s->notices[0] =
	    "Долг больше двух нормативов: если он не будет погашен за 20 "
	    "дней, предоставление горячей воды может быть ограничено "
	    "(п. 117-119 Правил). Заключить соглашение о рассрочке можно "
	    "в офисе.";
	s->invoice.notices = s->notices;
	s->invoice.notice_count = 1;
	settle(s);
	return s;
}

static struct sample *
legal(void)
{
	struct sample *s = ordinary();

	s->invoice.legal_entity = true;
	s->invoice.payer = "ООО «Магазин на углу»";
	s->invoice.payer_inn = "7707083893";
	s->invoice.payer_kpp = "770701001";
	s->invoice.contract = "№ 17-ТЭ от 01.09.2024";
	return s;
}

static struct sample *
advance(void)
{
	struct sample *s = ordinary();

	s->invoice.opening.v = -1000000;
	s->invoice.paid.v = 0;
	s->invoice.penalty.v = 0;
	s->invoice.meter_count = 0;
	s->invoice.draft = true;
	settle(s);
	return s;
}

/* Who used nothing, owes nothing and pays nothing. */
static struct sample *
zero(void)
{
	struct sample *s = ordinary();
	struct rtk_invoice_line none = heat;

	s->invoice.line_count = 0;
	s->invoice.charged.v = s->invoice.recalculated.v = 0;
	none.volume.v = none.common.v = none.charge.v = 0;
	none.has_common = false;
	none.method = RTK_BY_METER;
	add_line(s, &none);
	s->invoice.opening.v = s->invoice.paid.v = s->invoice.penalty.v = 0;
	s->invoice.recalculation_count = 0;
	s->invoice.change = "";
	settle(s);
	return s;
}

/* Who owes for months: the sentences in a frame. */
static struct sample *
debt(void)
{
	struct sample *s = ordinary();

	s->invoice.opening.v = 4567890;
	s->invoice.paid.v = 0;
	s->invoice.penalty.v = 54321;
	s->notices[0] =
	    "Долг за горячую воду 12 345,67 руб. больше двух месячных "
	    "плат по нормативу: если он не будет погашен за 20 дней после "
	    "предупреждения, ее подача может быть ограничена (п. 117-119 "
	    "Правил).";
	s->notices[1] =
	    "Показания прибора учета за месяц не получены: начислено по "
	    "среднему или по нормативу (п. 59, 60 Правил).";
	s->notices[2] =
	    "Начислено за отопление больше, чем год назад, более чем на "
	    "25 %: можно заплатить в рассрочку (п. 72 Правил).";
	s->invoice.notices = s->notices;
	s->invoice.notice_count = 3;
	settle(s);
	return s;
}

/* More was taken back than was charged. */
static struct sample *
correction(void)
{
	struct sample *s = ordinary();

	s->invoice.line_count = 0;
	s->invoice.charged.v = s->invoice.recalculated.v = 0;
	for (int i = 0; i < 2; i++) {
		struct rtk_invoice_line line = i == 0 ? heat : water;

		line.recalculation.v = i == 0 ? -654321 : 0;
		add_line(s, &line);
	}
	s->recalculations[0] = (struct rtk_invoice_recalculation){"Отопление",
	    {26 * 12 + 7}, "перерасчет: площадь",
	    "Выписка из ЕГРН № 77 от 02.10.2026", {-400000}};
	s->recalculations[1] = (struct rtk_invoice_recalculation){"Отопление",
	    {26 * 12 + 8}, "перерасчет: площадь",
	    "Выписка из ЕГРН № 77 от 02.10.2026", {-254321}};
	s->invoice.recalculation_count = 2;
	s->invoice.opening.v = s->invoice.paid.v = 300000;
	s->invoice.penalty.v = 0;
	settle(s);
	return s;
}

/* A managing company buys for the common property of a house. */
static struct sample *
buyer(void)
{
	struct sample *s = legal();
	struct rtk_invoice_line line = water;

	s->invoice.line_count = 0;
	s->invoice.charged.v = s->invoice.recalculated.v = 0;
	line.volume.v = 41234000;
	line.charge.v = 129681;
	add_line(s, &line);
	s->invoice.account = "900-0001";
	s->invoice.payer = "ООО «Управляющая компания «Уютный двор»";
	s->invoice.address = "г. Ижевск, ул. 30 лет Победы, д. 13";
	s->invoice.contract = "№ 3-УК от 01.01.2025";
	s->invoice.recalculation_count = 0;
	s->invoice.meter_count = 0;
	s->invoice.area.v = 0;
	s->invoice.registered = -1;
	s->invoice.opening.v = s->invoice.paid.v = s->invoice.penalty.v = 0;
	s->invoice.change = "";
	settle(s);
	return s;
}

const struct sample_kind samples[SAMPLES] = {
    {"ordinary", ordinary},
    {"crowded", crowded},
    {"legal", legal},
    {"advance", advance},
    {"zero", zero},
    {"debt", debt},
    {"correction", correction},
    {"buyer", buyer},
};
