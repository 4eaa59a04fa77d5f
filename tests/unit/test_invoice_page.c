#include "document.h"

#include "document/invoice.h"
#include "document/russian.h"
#include "num/date.h"

#define DAY(y, m, d) rtk_date_of((struct rtk_civil){y, m, d})
#define OCTOBER ((struct rtk_period){26 * 12 + 9})

static const struct rtk_company company = {
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

enum { LINES_MAX = 40 };

/* An invoice and what it points to. */
struct sample {
	struct rtk_invoice invoice;
	struct rtk_invoice_line lines[LINES_MAX];
	struct rtk_invoice_recalculation recalculations[2];
	struct rtk_invoice_meter meters[3];
	struct rtk_invoice_house houses[2];
	struct rtk_invoice_chart charts[2];
	const char *notices[2];
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
	    .company = &company,
	    .account = "100-0042",
	    .els = "10АА123456",
	    .service_id = "10АА123456-01",
	    .payer = "Иванова Мария Петровна",
	    .address = "г. Ижевск, ул. 30 лет Победы, д. 13, кв. 45",
	    .area = {5420},
	    .registered = 3,
	    .period = OCTOBER,
	    .date = DAY(2026, 10, 31),
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

static struct rtk_buf
drawn(const struct sample *s, const char *path)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct rtk_buf bytes = {0};

	rtk_invoice_begin(pdf, &s->invoice, NULL);
	assert_good(rtk_invoice_draw(pdf, &s->invoice, &err));
	assert_int_equal(rtk_pdf_unknown_letters(pdf), 0);
	assert_good(rtk_pdf_save(pdf, &bytes, &err));
	if (path != NULL)
		test_put_file(path, &bytes);
	rtk_pdf_free(pdf);
	return bytes;
}

static const struct {
	const char *name;
	struct sample *(*make)(void);
} samples[] = {
    {"ordinary", ordinary},
    {"crowded", crowded},
    {"legal", legal},
    {"advance", advance},
};

static void
numbers_are_written_in_the_russian_way(void **state)
{
	char text[RTK_RUSSIAN_TEXT];

	(void)state;
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){0}), "0,00");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){-5}), "-0,05");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){99999}), "999,99");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){123456789}),
	    "1\u00A0234\u00A0567,89");
	assert_string_equal(
	    rtk_russian_money(text, (struct rtk_kop){INT64_MIN}),
	    "-92\u00A0233\u00A0720\u00A0368\u00A0547\u00A0758,08");
	assert_string_equal(
	    rtk_russian_number(text, 1234500000, 6, 0), "1\u00A0234,5");
	assert_string_equal(
	    rtk_russian_month(text, OCTOBER), "октябрь 2026\u00A0г.");
}

static void
page_is_sound_and_says_what_it_must(void **state)
{
	static const char *const words[] = {"100-0042", "10АА123456-01",
	    "Иванова Мария Петровна", "Платежный документ за октябрь 2026",
	    "15.11.2026", "К ОПЛАТЕ", "1831083343", "40702810138250123017",
	    "044525225", "(3412) 00-00-01", "(3412) 00-00-02",
	    "meters@rtk.example", "[адрес] [показание 1] [показание 2]",
	    "https://rtk.example", "№ 123 от 22.09.2026", "12-3456789",
	    "14.12.2026, истекает", "не передано", "98,765432", "7F3A-91C2",
	    "страница 1 из 1", "4 225,38", "2 658,1234", "Пени"};
	struct sample *s;
	struct rtk_buf bytes, text;

	(void)state;
	test_need_tool("qpdf");
	test_need_tool("pdftotext");
	s = ordinary();
	bytes = drawn(s, "page.pdf");
	rtk_buf_release(&bytes);
	text = test_output_of("qpdf --check page.pdf");
	rtk_buf_release(&text);
	text = test_output_of("pdftotext -raw -enc UTF-8 page.pdf -");
	/* pdftotext gives no-break spaces back as plain ones */
	for (size_t i = 0; i < RTK_COUNT(words); i++)
		if (strstr(text.bytes, words[i]) == NULL)
			fail_msg("not on the page: %s", words[i]);
	rtk_buf_release(&text);
	test_free(s);
}

static void
qr_read_from_the_page_is_what_was_meant(void **state)
{
	struct rtk_buf bytes, meant = {0}, read;

	(void)state;
	test_need_tool("pdftoppm");
	test_need_tool("zbarimg");
	for (size_t i = 0; i < 3; i++) {
		struct sample *s = samples[i].make();

		bytes = drawn(s, "qr.pdf");
		rtk_buf_release(&bytes);
		rtk_buf_reset(&meant);
		assert_good(rtk_invoice_qr_text(&meant, &s->invoice, &err));
		read = test_output_of(
		    "pdftoppm -r 150 -l 1 -singlefile -png qr.pdf qr "
		    "&& zbarimg -q --raw -Sbinary qr.png");
		assert_int_equal(read.size, meant.size);
		assert_memory_equal(read.bytes, meant.bytes, meant.size);
		rtk_buf_release(&read);
		test_free(s);
	}
	rtk_buf_release(&meant);
}

static void
nothing_to_pay_has_no_qr(void **state)
{
	struct sample *s;
	struct rtk_buf meant = {0}, bytes, text;

	(void)state;
	test_need_tool("pdftotext");
	s = advance();
	assert_good(rtk_invoice_qr_text(&meant, &s->invoice, &err));
	assert_int_equal(meant.size, 0);
	bytes = drawn(s, "advance.pdf");
	rtk_buf_release(&bytes);
	text = test_output_of("pdftotext -raw advance.pdf -");
	assert_non_null(strstr(text.bytes, "0,00 руб."));
	assert_non_null(strstr(text.bytes, "Платить не нужно"));
	assert_non_null(strstr(text.bytes, "аванс 5 907,40 руб."));
	/* the mark stands across: letter by letter */
	assert_non_null(strstr(text.bytes, "П\nР\nО\nЕ\nК"));
	rtk_buf_release(&text);
	test_free(s);
}

static void
long_name_gives_way_to_the_short_one_in_the_qr(void **state)
{
	struct rtk_company wordy = company;
	struct sample *s = ordinary();
	struct rtk_buf text = {0};

	(void)state;
	wordy.name = "Общество с ограниченной ответственностью «Региональная "
		     "тепловая компания города Ижевска и окрестностей»";
	s->invoice.company = &wordy;
	assert_good(rtk_invoice_qr_text(&text, &s->invoice, &err));
	assert_non_null(strstr(text.bytes, "|Name=ООО «РТК»|"));
	rtk_buf_reset(&text);
	wordy.inn = "1831083344";
	assert_fault(
	    rtk_invoice_qr_text(&text, &s->invoice, &err), RTK_E_QR_VALUE);
	rtk_buf_release(&text);
	test_free(s);
}

static void
sums_that_do_not_add_up_are_refused(void **state)
{
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct sample *s = ordinary();

	(void)state;
	rtk_invoice_begin(pdf, &s->invoice, "дом 13");
	s->invoice.closing.v++;
	assert_fault(rtk_invoice_draw(pdf, &s->invoice, &err), RTK_E_IDENTITY);
	s->invoice.closing.v--;
	s->lines[0].total.v++;
	assert_fault(rtk_invoice_draw(pdf, &s->invoice, &err), RTK_E_IDENTITY);
	s->lines[0].total.v--;
	s->invoice.opening.v = INT64_MIN;
	assert_fault(rtk_invoice_draw(pdf, &s->invoice, &err), RTK_E_IDENTITY);
	rtk_pdf_free(pdf);
	test_free(s);
}

static void
same_invoice_gives_same_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		struct sample *s = samples[i].make();
		struct rtk_buf a = drawn(s, NULL), b = drawn(s, NULL);

		assert_int_equal(a.size, b.size);
		assert_memory_equal(a.bytes, b.bytes, a.size);
		rtk_buf_release(&a);
		rtk_buf_release(&b);
		test_free(s);
	}
}

static void
second_page_comes_only_when_lines_do_not_fit(void **state)
{
	struct sample *s;
	struct rtk_buf bytes, text;

	(void)state;
	test_need_tool("pdfinfo");
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		s = samples[i].make();
		bytes = drawn(s, "count.pdf");
		rtk_buf_release(&bytes);
		text = test_output_of("pdfinfo count.pdf");
		assert_non_null(strstr(text.bytes,
		    s->invoice.line_count > 4 ? "Pages:           2"
					      : "Pages:           1"));
		rtk_buf_release(&text);
		test_free(s);
	}
}

/* A word of pdftotext -bbox. */
struct word {
	double left, top, right, bottom;
};

static double
attribute(const char *line, const char *name)
{
	const char *at = strstr(line, name);

	assert_non_null(at);
	return strtod(at + strlen(name), NULL);
}

static bool
overlap(const struct word *a, const struct word *b)
{
	/* boxes hold the leading: letters have a sixth of it to spare */
	double slack = (a->bottom - a->top + b->bottom - b->top) / 10;

	return a->left + 0.2 < b->right && b->left + 0.2 < a->right &&
	    a->top + slack < b->bottom && b->top + slack < a->bottom;
}

static void
check_words(const char *list, const char *name)
{
	enum { WORDS_MAX = 4000 };
	struct word *words = test_calloc(WORDS_MAX, sizeof(*words));
	size_t count = 0, page = 0;

	for (const char *at = list; *at != '\0';
	     at = strchr(at, '\n') != NULL ? strchr(at, '\n') + 1 : "") {
		if (strncmp(at, "  <page", 7) == 0)
			page = count;
		if (strncmp(at, "    <word", 9) != 0)
			continue;
		words[count] = (struct word){attribute(at, "xMin=\""),
		    attribute(at, "yMin=\""), attribute(at, "xMax=\""),
		    attribute(at, "yMax=\"")};
		if (words[count].left < 28 || words[count].right > 567 ||
		    words[count].top < 14 || words[count].bottom > 828)
			fail_msg("%s: over the edge: %.100s", name, at);
		for (size_t i = page; i < count; i++)
			if (overlap(&words[i], &words[count]))
				fail_msg("%s: overlaps: %.100s", name, at);
		count++;
		assert_true(count < WORDS_MAX);
	}
	assert_true(count > 100);
	test_free(words);
}

static void
no_words_overlap_or_leave_the_page(void **state)
{
	(void)state;
	test_need_tool("pdftotext");
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		struct sample *s = samples[i].make();
		struct rtk_buf bytes, boxes;

		/* the mark across lies under everything */
		s->invoice.draft = false;
		bytes = drawn(s, "boxes.pdf");
		rtk_buf_release(&bytes);
		boxes = test_output_of("pdftotext -bbox boxes.pdf -");
		check_words(boxes.bytes, samples[i].name);
		rtk_buf_release(&boxes);
		test_free(s);
	}
}

/* Not a test: RTK_SHOW names a folder for the samples, to be looked at. */
static void
samples_are_left_for_a_look(void **state)
{
	const char *folder = getenv("RTK_SHOW");

	(void)state;
	if (folder == NULL)
		skip();
	for (size_t i = 0; i < RTK_COUNT(samples); i++) {
		struct sample *s = samples[i].make();
		struct rtk_buf bytes;
		char path[256];

		(void)snprintf(
		    path, sizeof(path), "%s/%s.pdf", folder, samples[i].name);
		bytes = drawn(s, path);
		rtk_buf_release(&bytes);
		test_free(s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_are_written_in_the_russian_way),
	    cmocka_unit_test(page_is_sound_and_says_what_it_must),
	    cmocka_unit_test(qr_read_from_the_page_is_what_was_meant),
	    cmocka_unit_test(nothing_to_pay_has_no_qr),
	    cmocka_unit_test(long_name_gives_way_to_the_short_one_in_the_qr),
	    cmocka_unit_test(sums_that_do_not_add_up_are_refused),
	    cmocka_unit_test(same_invoice_gives_same_bytes),
	    cmocka_unit_test(second_page_comes_only_when_lines_do_not_fit),
	    cmocka_unit_test(no_words_overlap_or_leave_the_page),
	    cmocka_unit_test(samples_are_left_for_a_look),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
