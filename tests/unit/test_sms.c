/*
 * Readings as people send them: the messages of tests/data/sms-cases.csv
 * against the streets of tests/data/sms-registry.csv.
 */
#include "fixture.h"

#include "base/file.h"
#include "calc/sms.h"
#include "num/decimal.h"
#include "num/units.h"
#include "text/utf8.h"

enum { COLUMNS = 10, CELL = 256 };

/* --- the two tables ---------------------------------------------------- */

struct table {
	struct rtk_buf bytes;
	const char *at, *end;
	char cells[COLUMNS][CELL];
};

static void
open_table(struct table *t, const char *name)
{
	struct rtk_buf path = {0};

	memset(t, 0, sizeof(*t));
	rtk_buf_addf(&path, "%s/tests/data/%s", getenv("RTK_SOURCE"), name);
	assert_good(rtk_file_read(&t->bytes, path.bytes, &err));
	rtk_buf_release(&path);
	t->at = t->bytes.bytes;
	t->end = t->at + t->bytes.size;
}

/* A cell, in quotes or not; true when the row goes on behind it. */
static bool
read_cell(struct table *t, char out[CELL])
{
	bool quoted = t->at < t->end && *t->at == '"';
	size_t size = 0;

	t->at += quoted;
	while (t->at < t->end && size + 1 < CELL) {
		if (quoted && *t->at == '"') {
			t->at++;
			quoted = t->at < t->end && *t->at == '"';
			if (!quoted)
				continue;
		} else if (!quoted && strchr(";\r\n", *t->at) != NULL) {
			break;
		}
		out[size++] = *t->at++;
	}
	out[size] = '\0';
	if (t->at < t->end && *t->at == ';') {
		t->at++;
		return true;
	}
	while (t->at < t->end && strchr("\r\n", *t->at) != NULL)
		t->at++;
	return false;
}

static bool
next_row(struct table *t)
{
	size_t column = 0;

	if (t->at >= t->end)
		return false;
	memset(t->cells, 0, sizeof(t->cells));
	while (read_cell(t, t->cells[column]))
		assert_true(++column < COLUMNS);
	return true;
}

/* --- the town ---------------------------------------------------------- */

static int
count_of(const char *list, const char *word)
{
	int count = 0;

	for (; (list = strstr(list, word)) != NULL; list += strlen(word))
		count++;
	return count;
}

/* street;house;type;flats;meters: "1-96", "ГВС,ТЕПЛО" */
static struct rtk_sms_town *
town_of_cases(void)
{
	struct rtk_sms_town *town = rtk_sms_town_new();
	struct table t;
	int64_t account = 0;

	open_table(&t, "sms-registry.csv");
	(void)next_row(&t);
	while (next_row(&t)) {
		struct rtk_sms_premises p = {.number = "",
		    .hot_water = count_of(t.cells[4], "ГВС"),
		    .heating = count_of(t.cells[4], "ТЕПЛО")};
		int first = 0, last = 0;
		char flat[16];

		(void)sscanf(t.cells[3], "%d-%d", &first, &last);
		for (int i = first; i <= last; i++) {
			p.account = ++account;
			(void)snprintf(flat, sizeof(flat), "%d", i);
			rtk_sms_town_add(town, t.cells[0], t.cells[1],
			    last == 0 ? "" : flat, &p);
		}
	}
	rtk_buf_release(&t.bytes);
	rtk_sms_town_ready(town);
	return town;
}

/* --- the cases --------------------------------------------------------- */

/* "ГВС2=5678", "12.345" */
static void
reading_text(char out[CELL], const struct rtk_sms *sms, size_t i)
{
	const struct rtk_sms_reading *r = &sms->readings[i];
	char number[RTK_DECIMAL_TEXT];

	out[0] = '\0';
	if (i >= sms->reading_count)
		return;
	(void)snprintf(out, CELL, "%s%s%s%s",
	    r->label == RTK_SMS_HOT_WATER     ? "ГВС"
		: r->label == RTK_SMS_HEATING ? "ТЕПЛО"
					      : "",
	    r->index > 1 ? "2" : "", r->label != RTK_SMS_PLAIN ? "=" : "",
	    rtk_decimal_text(number, r->micro, RTK_MICRO_SCALE, 0));
}

static bool
same_house(const char *expected, const char *found)
{
	return rtk_utf8_same(
	    expected, strlen(expected), found, strlen(found));
}

static bool
is_as_told(const struct table *t, const struct rtk_sms *sms)
{
	const char *const *cells = (const char *const[]){t->cells[1],
	    t->cells[2], t->cells[3], t->cells[4]};
	const char *found[] = {sms->street ? sms->street : "",
	    sms->house ? sms->house : "", sms->flat ? sms->flat : "",
	    sms->account};
	char text[CELL];

	if (strcmp(t->cells[8], rtk_sms_status_name(sms->status)) != 0)
		return false;
	for (size_t i = 0; i < RTK_COUNT(found); i++)
		if (!same_house(cells[i], found[i]))
			return false;
	for (size_t i = 0; i < 3; i++) {
		reading_text(text, sms, i);
		if (strcmp(t->cells[5 + i], text) != 0)
			return false;
	}
	return true;
}

static void
every_case_ends_as_its_status_says(void **state)
{
	struct rtk_sms_town *town = town_of_cases();
	size_t count = 0, wrong = 0;
	struct table t;

	(void)state;
	open_table(&t, "sms-cases.csv");
	(void)next_row(&t);
	for (; next_row(&t); count++) {
		struct rtk_sms sms;
		char r[2][CELL];

		rtk_sms_read(&sms, town, t.cells[0], strlen(t.cells[0]));
		if (is_as_told(&t, &sms))
			continue;
		wrong++;
		reading_text(r[0], &sms, 0);
		reading_text(r[1], &sms, 1);
		print_error("%s\n  expected %s %s %s %s %s %s\n  found    %s "
			    "%s %s %s %s %s (%zu)\n",
		    t.cells[0], t.cells[8], t.cells[1], t.cells[2],
		    t.cells[3], t.cells[5], t.cells[6],
		    rtk_sms_status_name(sms.status),
		    sms.street ? sms.street : "-", sms.house ? sms.house : "-",
		    sms.flat ? sms.flat : "-", r[0], r[1],
		    sms.candidate_count);
	}
	assert_int_equal(count, 50);
	assert_int_equal(wrong, 0);
	rtk_buf_release(&t.bytes);
	rtk_sms_town_free(town);
}

/* --- random towns ------------------------------------------------------ */

enum { STREETS = 500, TOWNS = 6, MESSAGES = 3000, TEXT = 400 };

static uint64_t dice_state;

static unsigned
dice(unsigned sides)
{
	dice_state = dice_state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (unsigned)(dice_state >> 33) % sides;
}

static const char *
one_of(const char *const *list, size_t count)
{
	return list[dice((unsigned)count)];
}

#define ONE_OF(list) one_of(list, RTK_COUNT(list))

/* A premises and what is known of it. */
struct home {
	char street[TEXT], house[32], flat[16];
	int64_t account;
	int meters;
};

static void
street_name(char out[TEXT])
{
	static const char *const roots[] = {"Совет", "Совхоз", "Красноармей",
	    "Красногерой", "Пушкин", "Удмурт", "Ворошил", "Май", "Рай",
	    "Песоч", "Пасеч", "Лугов", "Лесн", "Клуб", "Карлут", "Союз",
	    "Автозавод", "Молодеж", "Холмогор", "Воткин", "Первомай",
	    "Березов", "Сосно", "Дачн", "Данил", "Зенит", "Азин", "Школь"};
	static const char *const ends[] = {"ская", "ная", "ова", "ина",
	    "овая", "ний", "ный", "ского", "ева", "ная"};
	static const char *const parts[] = {"", "", "", "", "ле", "ми", "та",
	    "ро", "ва", "зе", "ку"};
	static const char *const names[] = {"Карла", "Татьяны", "Максима",
	    "Вадима", "Петра", "Ильи"};
	char word[64];

	(void)snprintf(word, sizeof(word), "%s%s%s", ONE_OF(roots),
	    ONE_OF(parts), ONE_OF(ends));
	switch (dice(10)) {
	case 0:
		(void)snprintf(out, TEXT, "%u лет %s", 5 * (1 + dice(12)),
		    word);
		break;
	case 1:
		(void)snprintf(out, TEXT, "%u-я %s", 1 + dice(12), word);
		break;
	case 2:
		(void)snprintf(out, TEXT, "имени %s %s", ONE_OF(names), word);
		break;
	case 3:
		(void)snprintf(out, TEXT, "%s шоссе", word);
		break;
	case 4:
		(void)snprintf(out, TEXT, "%u %s", 1 + dice(28), word);
		break;
	default:
		(void)snprintf(out, TEXT, "%s", word);
		break;
	}
}

static void
house_name(char out[32])
{
	static const char *const letters[] = {"А", "Б", "В"};
	unsigned number = 1 + dice(280);

	switch (dice(8)) {
	case 0:
		(void)snprintf(out, 32, "%u%s", number, ONE_OF(letters));
		break;
	case 1:
		(void)snprintf(out, 32, "%u/%u", number, 1 + dice(4));
		break;
	case 2:
		(void)snprintf(out, 32, "%uк%u", number, 1 + dice(4));
		break;
	default:
		(void)snprintf(out, 32, "%u", number);
		break;
	}
}

/* A town of many streets; some homes of it are kept to write messages. */
static struct rtk_sms_town *
random_town(struct home *homes, size_t *count)
{
	struct rtk_sms_town *town = rtk_sms_town_new();
	int64_t account = 0;

	*count = 0;
	for (int i = 0; i < STREETS; i++) {
		struct home h;
		unsigned houses = 1 + dice(5);

		street_name(h.street);
		while (houses-- > 0) {
			unsigned flats = dice(5) == 0 ? 0 : 4 + dice(60);

			house_name(h.house);
			for (unsigned f = flats > 0; f <= flats; f++) {
				struct rtk_sms_premises p = {
				    .account = ++account,
				    .number = "",
				    .hot_water = 1 + (dice(3) == 0)};

				(void)snprintf(h.flat, sizeof(h.flat),
				    flats == 0 ? "" : "%u", f);
				h.account = account;
				h.meters = p.hot_water;
				rtk_sms_town_add(
				    town, h.street, h.house, h.flat, &p);
				if (*count < MESSAGES && dice(12) == 0)
					homes[(*count)++] = h;
			}
		}
	}
	rtk_sms_town_ready(town);
	return town;
}

/* One letter of a word left out, doubled, swapped or another one. */
static void
slip(char text[TEXT])
{
	size_t letters = strlen(text) / 2, at;
	char *place, swap[2];

	for (int tries = 0; tries < 20; tries++) {
		at = 1 + dice((unsigned)letters);
		place = text + 2 * at;
		if (strlen(text) < 2 * at + 4 ||
		    ((unsigned char)place[0] & 0xFE) != 0xD0 ||
		    ((unsigned char)place[2] & 0xFE) != 0xD0)
			continue;
		switch (dice(4)) {
		case 0:
			memmove(place, place + 2, strlen(place + 2) + 1);
			return;
		case 1:
			memmove(place + 2, place, strlen(place) + 1);
			return;
		case 2:
			memcpy(swap, place, 2);
			memcpy(place, place + 2, 2);
			memcpy(place + 2, swap, 2);
			return;
		default:
			memcpy(place, "м", 2);
			return;
		}
	}
}

static void
message_of(char out[TEXT], const struct home *h)
{
	static const char *const before[] = {"", "ул. ", "Ижевск, ул ",
	    "Здравствуйте! ", "показания за месяц: "};
	static const char *const to_house[] = {" ", ", ", ", д. ", " дом "};
	static const char *const to_flat[] = {"-", " кв ", ", кв. ", " "};
	static const char *const to_reading[] = {" ", ", ", " показания ",
	    ": "};
	static const char *const behind[] = {"", ". Спасибо", " куб.м"};
	char street[TEXT];
	int size;

	(void)snprintf(street, sizeof(street), "%s", h->street);
	if (dice(3) == 0)
		slip(street);
	size = snprintf(out, TEXT, "%s%s%s%s%s%s%s%u", ONE_OF(before), street,
	    ONE_OF(to_house), h->house, h->flat[0] != '\0' ? ONE_OF(to_flat)
							   : "",
	    h->flat, ONE_OF(to_reading), 100 + dice(900));
	if (h->meters > 1)
		size += snprintf(out + size, TEXT - (size_t)size, " %u,%u",
		    100 + dice(900), dice(10));
	(void)snprintf(
	    out + size, TEXT - (size_t)size, "%s", ONE_OF(behind));
}

/* The same address may stand twice in a random town: both are right. */
static bool
is_address_of(const struct home *h, const struct rtk_sms *sms)
{
	return strcmp(sms->street, h->street) == 0 &&
	    same_house(sms->house, h->house) &&
	    strcmp(sms->flat, h->flat) == 0;
}

static void
no_slip_leads_to_another_meter(void **state)
{
	struct home *homes = test_calloc(MESSAGES, sizeof(*homes));
	size_t all = 0, posted = 0;

	(void)state;
	dice_state = 20261123;
	for (int i = 0; i < TOWNS; i++) {
		size_t count;
		struct rtk_sms_town *town = random_town(homes, &count);

		all += count;
		for (size_t n = 0; n < count; n++) {
			struct rtk_sms sms;
			char text[TEXT];

			message_of(text, &homes[n]);
			rtk_sms_read(&sms, town, text, strlen(text));
			if (sms.status != RTK_SMS_OK)
				continue;
			if (!is_address_of(&homes[n], &sms))
				fail_msg("%s: %s %s %s, posted to %s %s %s",
				    text, homes[n].street, homes[n].house,
				    homes[n].flat, sms.street, sms.house,
				    sms.flat);
			posted++;
		}
		rtk_sms_town_free(town);
	}
	print_message("%zu of %zu messages are certain\n", posted, all);
	assert_true(posted * 2 > all);
	test_free(homes);
}

/* --- other names, and texts without an address --------------------------- */

static struct rtk_sms_town *
small_town(void)
{
	static const struct rtk_sms_premises first = {
	    .account = 1, .number = "0000001001", .hot_water = 1};
	static const struct rtk_sms_premises second = {
	    .account = 2, .number = "0000001002", .hot_water = 1, .heating = 1};
	struct rtk_sms_town *town = rtk_sms_town_new();

	rtk_sms_town_add(town, "ул. Пушкинская", "130", "1", &first);
	rtk_sms_town_add(town, "Садовая", "7", "2", &second);
	rtk_sms_town_alias(town, "ул. Пушкинская", "Бродвей");
	rtk_sms_town_alias(town, "Неведомая", "Тверская");
	rtk_sms_town_ready(town);
	return town;
}

static void
a_street_has_other_names(void **state)
{
	static const struct {
		const char *text;
		enum rtk_sms_status status;
	} cases[] = {{"бродвей 130-1 105", RTK_SMS_OK},
	    {"Брoдвей, 130, 1: 105,5", RTK_SMS_OK},
	    {"Бродвей 131-1 105", RTK_SMS_NOT_FOUND},
	    {"Тверская 130-1 105", RTK_SMS_NO_ADDRESS},
	    {"Пушкинская 130-1 105", RTK_SMS_OK}};
	struct rtk_sms_town *town = small_town();
	struct rtk_sms sms;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		rtk_sms_read(&sms, town, cases[i].text, strlen(cases[i].text));
		assert_int_equal(sms.status, cases[i].status);
		if (sms.status == RTK_SMS_OK)
			assert_string_equal(sms.premises->number, "0000001001");
	}
	rtk_sms_town_free(town);
}

static void
only_numbers_and_services_are_bare(void **state)
{
	static const struct {
		const char *text;
		bool bare;
	} cases[] = {{"345", true}, {"гвс 345 отопл 4,5", true},
	    {"1234,5 678", true}, {"показания 345", false}, {"", false},
	    {"кв 1 345", false}, {"Пушкинская 130-1 105", false}};
	struct rtk_sms_town *town = small_town();
	struct rtk_sms sms;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		rtk_sms_read(&sms, town, cases[i].text, strlen(cases[i].text));
		assert_int_equal(sms.bare, cases[i].bare);
	}
	rtk_sms_read_of(&sms, town, "0000001001", "345,5", 5);
	assert_int_equal(sms.status, RTK_SMS_OK);
	assert_int_equal(sms.readings[0].micro, 345500000);
	rtk_sms_read_of(&sms, town, "0000001001", "345 6", 5);
	assert_int_equal(sms.status, RTK_SMS_REVIEW);
	rtk_sms_read_of(&sms, town, "0000001002", "345", 3);
	assert_int_equal(sms.status, RTK_SMS_REVIEW);
	rtk_sms_read_of(&sms, town, "0000001003", "345", 3);
	assert_int_equal(sms.status, RTK_SMS_NO_ADDRESS);
	rtk_sms_town_free(town);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_case_ends_as_its_status_says),
	    cmocka_unit_test(no_slip_leads_to_another_meter),
	    cmocka_unit_test(a_street_has_other_names),
	    cmocka_unit_test(only_numbers_and_services_are_bare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
