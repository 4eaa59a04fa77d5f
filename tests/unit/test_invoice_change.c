/* The sentence on the month before: by how much, and the main cause. */
#include "test.h"

#include "document/invoice_change.h"

#define OCTOBER ((struct rtk_period){26 * 12 + 9})
#define NOVEMBER ((struct rtk_period){26 * 12 + 10})

/* 0.5 Gcal at 3325.23: 1662.615 = 1662.62 */
static const struct rtk_invoice_line heat = {
    .service = "Отопление",
    .component = "",
    .unit = "Гкал",
    .method = RTK_BY_HOUSE_METER,
    .decimals = 6,
    .volume = {400000},
    .common = {100000},
    .price = {3325230000},
    .charge = {166262},
    .total = {166262},
};

/* 3 m3 at 53.40: 160.20; its heat 0.186 Gcal at 3325.23: 618.49 */
static const struct rtk_invoice_line water = {
    .service = "Горячая вода",
    .component = "холодная вода",
    .unit = "куб. м",
    .method = RTK_BY_METER,
    .decimals = 3,
    .volume = {3000000},
    .price = {53400000},
    .charge = {16020},
    .total = {16020},
};

static const struct rtk_invoice_line water_heat = {
    .service = "Горячая вода",
    .component = "тепловая энергия",
    .unit = "Гкал",
    .method = RTK_BY_METER,
    .decimals = 6,
    .volume = {186000},
    .price = {3325230000},
    .charge = {61849},
    .total = {61849},
};

/* Two months, three lines each: heating, heat and water of hot water. */
struct months {
	struct rtk_invoice_line before[3];
	struct rtk_invoice_line now[3];
	size_t before_count;
	size_t now_count;
};

static struct months
alike(void)
{
	return (struct months){.before = {heat, water_heat, water},
	    .now = {heat, water_heat, water},
	    .before_count = 3,
	    .now_count = 3};
}

static void
check(const struct months *m, const char *expected)
{
	const struct rtk_invoice_month before = {
	    OCTOBER, m->before, m->before_count};
	const struct rtk_invoice_month now = {
	    NOVEMBER, m->now, m->now_count};
	struct rtk_buf text = {0};

	rtk_invoice_change(&text, &before, &now);
	rtk_buf_add_byte(&text, '\0');
	assert_string_equal(text.bytes, expected);
	rtk_buf_release(&text);
}

#define MORE(sum)                                                              \
	"Начислено на " sum                                                    \
	" руб. больше, чем за октябрь 2026\u00A0г. Главная причина: "
#define LESS(sum)                                                              \
	"Начислено на " sum                                                    \
	" руб. меньше, чем за октябрь 2026\u00A0г. Главная причина: "

static void
the_same_sum_or_no_month_before_needs_no_words(void **state)
{
	struct months m = alike();

	(void)state;
	check(&m, "");
	m.before_count = 0;
	check(&m, "");
	m = alike();
	m.now_count = 0;
	check(&m, "");
}

static void
the_volume_is_told_with_both_values(void **state)
{
	struct months m = alike();

	(void)state;
	/* 0.7 Gcal: 2327.661 */
	m.now[0].volume.v = 600000;
	m.now[0].charge.v = m.now[0].total.v = 232766;
	check(&m,
	    MORE("665,04") "«Отопление», объем 0,700000 Гкал вместо "
			   "0,500000 Гкал.");
	m.before[0].method = RTK_BY_NORM;
	check(&m,
	    MORE("665,04") "«Отопление», объем 0,700000 Гкал по счетчику "
			   "дома вместо 0,500000 Гкал по нормативу.");
}

/* The heat is the larger part, the cubic metres are what people read. */
static void
hot_water_is_told_in_cubic_metres(void **state)
{
	struct months m = alike();

	(void)state;
	m.now[1].volume.v = 62000; /* 206.16 */
	m.now[1].charge.v = m.now[1].total.v = 20616;
	m.now[2].volume.v = 1000000; /* 53.40 */
	m.now[2].charge.v = m.now[2].total.v = 5340;
	check(&m,
	    LESS("519,13") "«Горячая вода», объем 1,000 куб. м вместо "
			   "3,000 куб. м.");
}

static void
the_price_is_told_with_both_values(void **state)
{
	struct months m = alike();

	(void)state;
	/* half a Gcal at 4000.00, and a little less of it */
	m.now[0].price.v = 4000000000;
	m.now[0].volume.v = 390000;
	m.now[0].charge.v = m.now[0].total.v = 196000;
	check(&m,
	    MORE("297,38") "«Отопление», цена 4\u00A0000,00 вместо "
			   "3\u00A0325,23 руб.");
}

static void
a_service_that_began_or_ended_is_named(void **state)
{
	struct months m = alike();

	(void)state;
	m.before[0] = m.before[2];
	m.before_count = 2;
	check(&m,
	    MORE("1\u00A0662,62") "«Отопление», в том месяце не "
				  "начислялось.");
	m = alike();
	m.now[0] = m.now[2];
	m.now_count = 2;
	check(&m,
	    LESS("1\u00A0662,62") "«Отопление», в этом месяце не "
				  "начислено.");
}

static void
raising_and_recalculation_are_causes(void **state)
{
	struct months m = alike();

	(void)state;
	m.now[2].raising.v = 8010;
	m.now[2].total.v += 8010;
	check(&m,
	    MORE("80,10") "«Горячая вода (холодная вода)», повышающий "
			  "коэффициент.");
	m.now[0].recalculation.v = -10000;
	m.now[0].total.v -= 10000;
	check(&m, LESS("19,90") "«Отопление», перерасчет.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_same_sum_or_no_month_before_needs_no_words),
	    cmocka_unit_test(the_volume_is_told_with_both_values),
	    cmocka_unit_test(hot_water_is_told_in_cubic_metres),
	    cmocka_unit_test(the_price_is_told_with_both_values),
	    cmocka_unit_test(a_service_that_began_or_ended_is_named),
	    cmocka_unit_test(raising_and_recalculation_are_causes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
