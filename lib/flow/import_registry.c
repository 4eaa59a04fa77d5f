/*
 * The registry: buildings, accounts and their residents. Meters stand in
 * import_meters.c. A row with a later valid_from is a new version.
 */
#include "base/base.h"

#include "flow/import_table.h"

#include <string.h>

#include "flow/import_words.h"
#include "store/names.h"
#include "store/registry.h"
#include "text/utf8.h"

enum {
	WORD_LETTERS = 63,
	NAME_LETTERS = 300,
	PERSONS_MAX = 10000,
	STOREYS_MAX = 200,
	DEGREES_MAX = 40,
	AREA_MAX = 100000000 /* a million m2 */
};

/* clang-format off: a line a column */
#define TEXT(name_, alias_, need_, letters_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_TEXT, \
		.filled = need_, .max = letters_ \
	}
/* the column must be there, its cells may be empty */
#define TEXT_OR_EMPTY(name_, alias_, letters_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_TEXT, \
		.max = letters_ \
	}
#define PERSONAL(name_, alias_, column_, letters_) \
	{ \
		.column = {name_, alias_, column_}, .type = RTK_COLUMN_TEXT, \
		.personal = true, .max = letters_ \
	}
#define DATE(name_, alias_, need_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_DATE, \
		.filled = need_ \
	}
#define INT(name_, alias_, need_, min_, max_) \
	{ \
		.column = {name_, alias_, need_}, .type = RTK_COLUMN_INT, \
		.filled = need_, .min = min_, .max = max_ \
	}
#define WORD(name_, alias_, words_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_WORD, \
		.filled = true, .words = words_ \
	}
#define BOOL(name_, alias_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_BOOL, \
		.filled = true \
	}
#define AREA(name_, alias_, min_) \
	{ \
		.column = {name_, alias_, true}, .type = RTK_COLUMN_DECIMAL, \
		.filled = true, .min = min_, .max = AREA_MAX, \
		.scale = RTK_AREA_SCALE \
	}
#define ACCOUNT \
	TEXT("account", "лицевой счет|лс|л/с|номер лс", true, \
	    RTK_ACCOUNT_TEXT_MAX)
#define BUILDING(need_) TEXT("building", "дом|код дома", need_, WORD_LETTERS)
#define VALID_FROM DATE("valid_from", "действует с|с даты|с", true)
/* clang-format on */

/* --- buildings --------------------------------------------------------- */

enum {
	BUILDING_CODE,
	BUILDING_MUNICIPALITY,
	BUILDING_STREET,
	BUILDING_HOUSE,
	BUILDING_INDEX,
	BUILDING_ZONE,
	BUILDING_STOREYS,
	BUILDING_TOTAL,
	BUILDING_COMMON,
	BUILDING_HEATING,
	BUILDING_HOT_WATER,
	BUILDING_WATER_HEATING,
	BUILDING_SYSTEM,
	BUILDING_INDOOR,
	BUILDING_CORNER,
	BUILDING_ROUTE,
	BUILDING_FIAS,
	BUILDING_FROM,
	BUILDING_TO_OWNERS,
	BUILDING_ALLOCATORS,
	BUILDING_COLUMNS
};

static const struct rtk_import_column building_columns[BUILDING_COLUMNS] = {
    [BUILDING_CODE] = BUILDING(true),
    [BUILDING_MUNICIPALITY] =
	TEXT("municipality", "населенный пункт|город", true, WORD_LETTERS),
    [BUILDING_STREET] = TEXT("street", "улица", true, 120),
    [BUILDING_HOUSE] = TEXT("house", "номер дома", true, 20),
    [BUILDING_INDEX] = TEXT("index", "индекс|почтовый индекс", false, 10),
    [BUILDING_ZONE] =
	TEXT("zone", "зона|система теплоснабжения", false, WORD_LETTERS),
    [BUILDING_STOREYS] =
	INT("storeys", "этажей|этажность|этажи", true, 1, STOREYS_MAX),
    [BUILDING_TOTAL] = AREA("total_area", "общая площадь|площадь помещений", 1),
    [BUILDING_COMMON] = AREA("common_area",
	"площадь мест общего пользования|площадь мои|"
	"общедомовая площадь|площадь сои",
	0),
    [BUILDING_HEATING] =
	TEXT("heating_norm", "норматив отопления", true, WORD_LETTERS),
    [BUILDING_HOT_WATER] = TEXT_OR_EMPTY(
	"hot_water_norm", "норматив гвс|норматив горячей воды", WORD_LETTERS),
    [BUILDING_WATER_HEATING] = TEXT_OR_EMPTY("water_heating_norm",
	"норматив подогрева|норматив на подогрев", WORD_LETTERS),
    [BUILDING_SYSTEM] = WORD("hot_water_system",
	"система гвс|система горячего водоснабжения", rtk_words_system),
    [BUILDING_INDOOR] =
	INT("indoor_norm", "температура в помещении", false, 0, DEGREES_MAX),
    [BUILDING_CORNER] =
	INT("corner_norm", "температура в угловой", false, 0, DEGREES_MAX),
    [BUILDING_ROUTE] = TEXT("route", "маршрут|участок", false, WORD_LETTERS),
    [BUILDING_FIAS] = TEXT("fias", "фиас", false, WORD_LETTERS),
    [BUILDING_FROM] = VALID_FROM,
    [BUILDING_TO_OWNERS] = {.column = {"common_to_owners",
				"гвс на общие нужды собственникам", false},
	.type = RTK_COLUMN_BOOL},
    [BUILDING_ALLOCATORS] = {.column = {"allocators", "распределители", false},
	.type = RTK_COLUMN_BOOL},
};

/* The norms are categories of norms.csv; what is not billed needs none. */
static int
check_norms(struct rtk_import *import, const struct rtk_import_row *row,
    struct rtk_err *err)
{
	static const struct {
		int column;
		enum rtk_norm_kind kind;
	} norms[] = {
	    {BUILDING_HEATING, RTK_NORM_HEATING},
	    {BUILDING_HOT_WATER, RTK_NORM_HOT_WATER},
	    {BUILDING_WATER_HEATING, RTK_NORM_WATER_HEATING},
	};
	bool none = row->values[BUILDING_SYSTEM].number == RTK_NO_HOT_WATER;

	for (size_t i = 0; i < RTK_COUNT(norms); i++) {
		const char *category = row->values[norms[i].column].text;
		int rc;

		if (none && category[0] == '\0')
			continue;
		if (category[0] == '\0')
			return rtk_import_fail(
			    err, RTK_E_ROW_EMPTY, row, norms[i].column);
		rc = rtk_norm_known(import->db, norms[i].kind, category, err);
		if (rc == 0)
			rtk_failf(err, RTK_E_REG_UNKNOWN_NORM, "%s", category);
		if (rc <= 0)
			return rtk_err_cell(err,
			    building_columns[norms[i].column].column.name, "",
			    0);
	}
	return 0;
}

static int
resolve_building(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	const char *code = row->values[BUILDING_CODE].text;
	int rc;

	if (check_norms(import, row, err) < 0)
		return -1;
	rc = rtk_building_find(import->db, code, &row->object, err);
	row->fresh = rc == 0;
	if (rc == 0)
		rc = rtk_building_add(import->db, code, &row->object, err);
	return rc < 0 ? -1 : 0;
}

const struct rtk_import_table rtk_table_buildings = {
    .columns = building_columns,
    .count = BUILDING_COLUMNS,
    .fact = RTK_FACT_BUILDING,
    .keys = {BUILDING_CODE, BUILDING_FROM},
    .key_count = 2,
    .resolve = resolve_building,
};

/* --- accounts ---------------------------------------------------------- */

enum {
	ACCOUNT_NUMBER,
	ACCOUNT_BUILDING,
	ACCOUNT_FLAT,
	ACCOUNT_KIND,
	ACCOUNT_NAME,
	ACCOUNT_AREA,
	ACCOUNT_HEATED,
	ACCOUNT_HOT_WATER,
	ACCOUNT_POSSIBLE,
	ACCOUNT_REGISTERED,
	ACCOUNT_OWNERS,
	ACCOUNT_GROUP,
	ACCOUNT_CLASS,
	ACCOUNT_DELIVERY,
	ACCOUNT_EMAIL,
	ACCOUNT_PHONE,
	ACCOUNT_ELS,
	ACCOUNT_INN,
	ACCOUNT_CONTRACT,
	ACCOUNT_FROM,
	ACCOUNT_CLOSED,
	ACCOUNT_LIVING,
	ACCOUNT_COLUMNS
};

static const struct rtk_import_column account_columns[ACCOUNT_COLUMNS] = {
    [ACCOUNT_NUMBER] = ACCOUNT,
    [ACCOUNT_BUILDING] = BUILDING(true),
    [ACCOUNT_FLAT] =
	TEXT_OR_EMPTY("flat", "квартира|помещение|номер помещения", 20),
    [ACCOUNT_KIND] = WORD("kind", "вид|вид помещения", rtk_words_kind),
    [ACCOUNT_NAME] =
	PERSONAL("name", "фио|имя|наименование|плательщик", true, NAME_LETTERS),
    [ACCOUNT_AREA] = AREA("area", "площадь", 0),
    [ACCOUNT_HEATED] =
	WORD("heated", "отапливается|отопление", rtk_words_heated),
    [ACCOUNT_HOT_WATER] = BOOL("hot_water", "гвс|горячая вода"),
    [ACCOUNT_POSSIBLE] = BOOL("hot_water_meter_possible",
	"возможность установки|счетчик гвс возможен|возможен счетчик гвс"),
    [ACCOUNT_REGISTERED] =
	INT("registered", "зарегистрировано|прописано", true, 0, PERSONS_MAX),
    [ACCOUNT_OWNERS] = INT("owners", "собственников", true, 0, PERSONS_MAX),
    [ACCOUNT_GROUP] = WORD("tariff_group",
	"группа|группа потребителей|тарифная группа", rtk_words_group),
    [ACCOUNT_CLASS] = WORD(
	"penalty_class", "класс пени|категория пени", rtk_words_penalty_class),
    [ACCOUNT_DELIVERY] = WORD("delivery", "доставка", rtk_words_delivery),
    [ACCOUNT_EMAIL] =
	PERSONAL("email", "эл. почта|электронная почта", false, 254),
    [ACCOUNT_PHONE] = PERSONAL("phone", "телефон", false, 40),
    [ACCOUNT_ELS] = TEXT("els", "елс|единый лицевой счет", false, 20),
    [ACCOUNT_INN] = TEXT("inn", "инн", false, 12),
    [ACCOUNT_CONTRACT] = TEXT("contract", "договор", false, 120),
    [ACCOUNT_FROM] = VALID_FROM,
    [ACCOUNT_CLOSED] = DATE("closed", "закрыт", false),
    [ACCOUNT_LIVING] = {.column = {"living_area", "жилая площадь", false},
	.type = RTK_COLUMN_DECIMAL,
	.defaulted = true,
	.max = AREA_MAX,
	.scale = RTK_AREA_SCALE},
};

/* Letters (Latin or Russian), digits and `-`. */
static bool
is_account_number(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t letter = rtk_utf8_next(&text, end);
		uint32_t folded = rtk_utf8_fold(letter);
		bool latin = folded >= 'a' && folded <= 'z';
		bool russian = folded >= 0x430 && folded <= 0x44F;
		bool digit = letter >= '0' && letter <= '9';

		if (!latin && !russian && !digit && letter != '-')
			return false;
	}
	return true;
}

static int
check_account(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (!is_account_number(row->values[ACCOUNT_NUMBER].text)) {
		rtk_failf(err, RTK_E_ROW_FORM, "%s", "A-Z 0-9 -");
		return rtk_import_fail(
		    err, RTK_E_ROW_FORM, row, ACCOUNT_NUMBER);
	}
	if (rtk_import_has(row, ACCOUNT_CLOSED) &&
	    row->values[ACCOUNT_CLOSED].number <
		row->values[ACCOUNT_FROM].number)
		return rtk_import_fail(
		    err, RTK_E_REF_DATES, row, ACCOUNT_CLOSED);
	return 0;
}

static int
resolve_account(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	const char *number = row->values[ACCOUNT_NUMBER].text;
	int64_t building;
	int rc = rtk_building_find(
	    import->db, row->values[ACCOUNT_BUILDING].text, &building, err);

	if (rc == 0)
		return rtk_import_fail(
		    err, RTK_E_REG_UNKNOWN_BUILDING, row, ACCOUNT_BUILDING);
	if (rc < 0)
		return -1;
	rc = rtk_account_find(import->db, number, &row->object, err);
	if (rc == 1 && RTK_BUILDING_OF(row->object) != building)
		return rtk_import_fail(
		    err, RTK_E_REG_BUILDING_CHANGED, row, ACCOUNT_BUILDING);
	row->fresh = rc == 0;
	if (rc == 0)
		rc = rtk_account_add(
		    import->db, building, number, &row->object, err);
	return rc < 0 ? -1 : 0;
}

const struct rtk_import_table rtk_table_accounts = {
    .columns = account_columns,
    .count = ACCOUNT_COLUMNS,
    .fact = RTK_FACT_ACCOUNT,
    .keys = {ACCOUNT_BUILDING, ACCOUNT_NUMBER, ACCOUNT_FROM},
    .key_count = 3,
    .check = check_account,
    .resolve = resolve_account,
};

/* --- residents --------------------------------------------------------- */

static int
find_account(
    struct rtk_import *import, struct rtk_import_row *row, struct rtk_err *err)
{
	int rc = rtk_account_find(
	    import->db, row->values[0].text, &row->object, err);

	if (rc == 0)
		return rtk_import_fail(err, RTK_E_REG_UNKNOWN_ACCOUNT, row, 0);
	return rc < 0 ? -1 : 0;
}

static const struct rtk_import_column resident_columns[] = {
    ACCOUNT,
    INT("registered", "зарегистрировано|прописано", true, 0, PERSONS_MAX),
    INT("owners", "собственников", false, 0, PERSONS_MAX),
    VALID_FROM,
};

enum { STAY_FROM = 2, STAY_TO };

static const struct rtk_import_column temporary_columns[] = {
    ACCOUNT,
    INT("persons", "временно проживает|человек|проживает", true, 0,
	PERSONS_MAX),
    [STAY_FROM] = DATE("date_from", "с даты|с", true),
    [STAY_TO] = DATE("date_to", "по дату|по", true),
};

static int
check_stay(const struct rtk_import_row *row, struct rtk_err *err)
{
	if (row->values[STAY_TO].number < row->values[STAY_FROM].number)
		return rtk_import_fail(err, RTK_E_REF_DATES, row, STAY_TO);
	return 0;
}

/* Which of the two tables it is stands in the header. */
static int
is_temporary(struct rtk_import *import, bool *out, struct rtk_err *err)
{
	static const struct rtk_column either[] = {
	    {"account", "лицевой счет|лс|л/с|номер лс", false},
	    {"registered", "зарегистрировано|прописано", false},
	    {"owners", "собственников", false},
	    {"valid_from", "действует с", false},
	    {"persons", "временно проживает|человек|проживает", false},
	    {"date_to", "по дату|по", false},
	    {"date_from", "с даты|с", false},
	};
	struct rtk_csvin *in;

	if (rtk_import_open_table(&in, import, either, RTK_COUNT(either), err) <
	    0)
		return -1;
	*out = rtk_csvin_has(in, 4) || rtk_csvin_has(in, 5);
	rtk_csvin_close(in);
	return 0;
}

const struct rtk_import_table rtk_table_residents = {
    .columns = resident_columns,
    .count = RTK_COUNT(resident_columns),
    .fact = RTK_FACT_RESIDENTS,
    .keys = {0, 3},
    .key_count = 2,
    .resolve = find_account,
};

const struct rtk_import_table rtk_table_temporary = {
    .columns = temporary_columns,
    .count = RTK_COUNT(temporary_columns),
    .fact = RTK_FACT_TEMPORARY,
    .keys = {0, STAY_FROM, STAY_TO},
    .key_count = 3,
    .check = check_stay,
    .resolve = find_account,
};

int
rtk_import_residents(struct rtk_import *import, struct rtk_err *err)
{
	bool is;

	if (is_temporary(import, &is, err) < 0)
		return -1;
	return rtk_import_table(
	    import, is ? &rtk_table_temporary : &rtk_table_residents, err);
}
