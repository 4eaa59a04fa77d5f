#include "base/base.h"

#include "flow/import_words.h"

#include "model.h"

#define END \
	{ \
		NULL, NULL, 0 \
	}

const struct rtk_word rtk_words_service[] = {
    {"heating", "отопление", RTK_HEATING},
    {"hot_water", "гвс|горячая вода|горячее водоснабжение", RTK_HOT_WATER},
    END,
};

const struct rtk_word rtk_words_balance_service[] = {
    {"heating", "отопление", RTK_HEATING},
    {"hot_water", "гвс|горячая вода|горячее водоснабжение", RTK_HOT_WATER},
    {"penalty", "пени|пеня", RTK_PENALTY},
    END,
};

const struct rtk_word rtk_words_component[] = {
    {"heat", "тепловая энергия|тепло", RTK_HEAT},
    {"water", "вода|теплоноситель|холодная вода", RTK_WATER},
    {"single", "одноставочный", RTK_SINGLE},
    {"cold", "холодная вода вместо горячей", RTK_COLD},
    END,
};

const struct rtk_word rtk_words_group[] = {
    {"population", "население", RTK_POPULATION},
    {"other", "прочие", RTK_OTHER},
    END,
};

const struct rtk_word rtk_words_price_unit[] = {
    {"RUB/Gcal", "руб/гкал|руб./гкал", RTK_PRICE_GCAL},
    {"RUB/m3", "руб/м3|руб./м3|руб/куб.м|руб./куб. м", RTK_PRICE_M3},
    END,
};

const struct rtk_word rtk_words_vat[] = {
    {"included", "включен|с ндс", RTK_VAT_INCLUDED},
    {"excluded", "сверху|без ндс", RTK_VAT_EXCLUDED},
    {"none", "нет|не облагается", RTK_VAT_NONE},
    END,
};

const struct rtk_word rtk_words_norm[] = {
    {"heating", "отопление", RTK_NORM_HEATING},
    {"hot_water", "гвс|горячая вода", RTK_NORM_HOT_WATER},
    {"water_heating", "подогрев|подогрев воды", RTK_NORM_WATER_HEATING},
    {"common_hot_water", "гвс сои|гвс одн", RTK_NORM_COMMON_HOT_WATER},
    END,
};

const struct rtk_word rtk_words_norm_unit[] = {
    {"Gcal/m2", "гкал/м2|гкал/кв.м", RTK_UNIT_GCAL_M2},
    {"m3/person", "м3/чел|м3/чел.|куб.м/чел", RTK_UNIT_M3_PERSON},
    {"Gcal/m3", "гкал/м3|гкал/куб.м", RTK_UNIT_GCAL_M3},
    {"m3/m2", "м3/м2|куб.м/кв.м", RTK_UNIT_M3_M2},
    END,
};

const struct rtk_word rtk_words_mode[] = {
    {"season", "сезон|отопительный период", RTK_SEASON},
    {"even", "равномерно|круглый год", RTK_EVEN},
    END,
};

const struct rtk_word rtk_words_day[] = {
    {"nonworking", "нерабочий|выходной", 0},
    {"working", "рабочий", 1},
    END,
};

const struct rtk_word rtk_words_penalty_class[] = {
    {"citizen", "гражданин|граждане", RTK_CITIZEN},
    {"tsj", "тсж|жск", RTK_TSJ},
    {"uk", "ук|управляющая организация", RTK_UK},
    {"other", "прочие", RTK_OTHER_DEBTOR},
    END,
};

const struct rtk_word rtk_words_system[] = {
    {"closed", "закрытая", RTK_CLOSED},
    {"open", "открытая", RTK_OPEN},
    {"building", "в доме|итп", RTK_HEATED_IN_BUILDING},
    {"none", "нет", RTK_NO_HOT_WATER},
    END,
};

const struct rtk_word rtk_words_kind[] = {
    {"flat", "квартира", RTK_FLAT},
    {"room", "комната", RTK_ROOM},
    {"house", "дом|жилой дом|частный дом", RTK_HOUSE},
    {"nonresidential", "нежилое|нежилое помещение", RTK_NONRESIDENTIAL},
    {"parking", "машиноместо|парковка|паркинг", RTK_PARKING},
    END,
};

const struct rtk_word rtk_words_heated[] = {
    {"yes", "да|1", RTK_HEATED},
    {"no_appliances", "нет приборов|без приборов|не отапливается",
	RTK_NO_APPLIANCES},
    {"own_source",
	"свой источник|собственный источник|"
	"индивидуальное отопление",
	RTK_OWN_SOURCE},
    END,
};

const struct rtk_word rtk_words_delivery[] = {
    {"paper", "бумага|почта|на бумаге", RTK_PAPER},
    {"email", "эл. почта|электронная почта", RTK_EMAIL},
    {"edo", "эдо", RTK_EDO},
    END,
};

const struct rtk_word rtk_words_contract[] = {
    {"load", "нагрузка|по нагрузке|отдельное здание", RTK_CONTRACT_LOAD},
    {"direct", "прямой|прямой договор", RTK_CONTRACT_DIRECT},
    {"buyer", "покупатель|исполнитель", RTK_CONTRACT_BUYER},
    {"common", "сои|общее имущество", RTK_CONTRACT_COMMON},
    END,
};

const struct rtk_word rtk_words_act[] = {
    {"no_access", "отказ в допуске|нет допуска|недопуск",
	RTK_ACT_NO_ACCESS},
    {"unauthorised",
	"самовольное подключение|несанкционированное подключение",
	RTK_ACT_UNAUTHORISED},
    {"interference", "вмешательство|несанкционированное вмешательство",
	RTK_ACT_INTERFERENCE},
    END,
};

const struct rtk_word rtk_words_scope[] = {
    {"building", "дом|общедомовой|одпу", RTK_SCOPE_BUILDING},
    {"account", "квартира|индивидуальный|ипу|лицевой счет", RTK_SCOPE_ACCOUNT},
    END,
};

const struct rtk_word rtk_words_meter_service[] = {
    {"heating", "отопление", RTK_METER_HEATING},
    {"hot_water", "гвс|горячая вода|горячее водоснабжение",
	RTK_METER_HOT_WATER},
    {"combined", "общий|отопление и гвс", RTK_COMBINED},
    END,
};

const struct rtk_word rtk_words_meter_unit[] = {
    {"gcal", "гкал", RTK_GCAL},
    {"gj", "гдж", RTK_GJ},
    {"mwh", "мвтч|мвт*ч|мвт·ч|мвт ч", RTK_MWH},
    {"kwh", "квтч|квт*ч|квт·ч|квт ч", RTK_KWH},
    {"m3", "м3|куб.м|куб. м|м³", RTK_M3},
    END,
};

const struct rtk_word rtk_words_removal[] = {
    {"replaced", "замена|заменен", RTK_REPLACED},
    {"failed", "неисправен|неисправность", RTK_FAILED},
    {"lost", "утрачен|утрата", RTK_LOST},
    END,
};

const struct rtk_word rtk_words_channel[] = {
    {"office", "офис|касса", RTK_OFFICE},
    {"phone", "телефон", RTK_PHONE},
    {"email", "эл. почта|электронная почта|почта", RTK_BY_EMAIL},
    {"sms", "смс", RTK_SMS},
    {"site", "сайт|личный кабинет", RTK_SITE},
    {"gis", "гис|гис жкх", RTK_GIS},
    {"collector", "сборщик|автомат|система сбора", RTK_COLLECTOR},
    {"controller", "контролер|обход", RTK_CONTROLLER},
    {"register", "реестр", RTK_BY_REGISTER},
    {"withdrawn", "отозвано|отзыв", RTK_WITHDRAWN},
    END,
};

const struct rtk_word rtk_words_appeal[] = {
    {"quality", "качество", RTK_APPEAL_QUALITY},
    {"bill", "начисления|квитанция", RTK_APPEAL_BILL},
    {"recalculation", "перерасчет", RTK_APPEAL_RECALCULATION},
    {"meter", "прибор учета|счетчик", RTK_APPEAL_METER},
    {"other", "другое|прочее", RTK_APPEAL_OTHER},
    END,
};

const struct rtk_word rtk_words_outage_scope[] = {
    {"building", "дом", RTK_SCOPE_BUILDING},
    {"account", "лицевой счет|квартира", RTK_SCOPE_ACCOUNT},
    END,
};

const struct rtk_word rtk_words_outage_kind[] = {
    {"interruption", "перерыв", RTK_INTERRUPTION},
    {"temperature", "температура", RTK_OFF_TEMPERATURE},
    {"pressure", "давление", RTK_OFF_PRESSURE},
    END,
};

const char *
rtk_word_of(const struct rtk_word *words, int value)
{
	for (; words->word != NULL; words++)
		if (words->value == value)
			return words->word;
	return "";
}
