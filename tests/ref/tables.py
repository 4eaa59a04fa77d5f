"""CSV tables as offices write them; numbers, dates and periods in them.

Everything is exact: a number is a Fraction, a day a datetime.date, a billing
period an int (year * 12 + month - 1; п. 37: a calendar month).
"""
import csv
import datetime
import re
from fractions import Fraction
from functools import lru_cache


class Refused(Exception):
    """The input is refused as a whole (exit status 65)."""


# --- columns ----------------------------------------------------------------
# One row a column: canonical name ("?" = may be absent), then Russian names.

_ACCOUNT = "лицевой счет|лс|л/с|номер лс"
_BUILDING = "дом|код дома"
_FROM = "действует с|с даты|с"
_TO = "действует по|по дату|по"
_DOCUMENT = "документ|основание"

COLUMNS = {
    "tariffs": """
        service|услуга
        component|компонент
        group|группа
        zone?|зона
        unit|единица
        price|цена|тариф
        vat_percent|ставка ндс
        vat|ндс
        valid_from|%(FROM)s
        valid_to?|%(TO)s
        document?|%(DOCUMENT)s""",
    "norms": """
        norm|норматив
        category|категория
        value|значение
        unit|единица
        valid_from|%(FROM)s
        valid_to?|%(TO)s
        document?|%(DOCUMENT)s""",
    "heating-months": """
        municipality|населенный пункт
        mode|способ оплаты|способ
        months|месяцы
        valid_from|%(FROM)s
        document?|%(DOCUMENT)s""",
    "policies": """
        policy|правило
        value|значение
        valid_from|%(FROM)s
        document?|%(DOCUMENT)s""",
    "buildings": """
        building|%(BUILDING)s
        municipality|населенный пункт|город
        street|улица
        house|номер дома
        index?|индекс|почтовый индекс
        zone?|зона|система теплоснабжения
        storeys|этажей|этажность|этажи
        total_area|общая площадь|площадь помещений
        common_area|площадь мест общего пользования|площадь мои\
|общедомовая площадь|площадь сои
        heating_norm|норматив отопления
        hot_water_norm|норматив гвс|норматив горячей воды
        water_heating_norm|норматив подогрева|норматив на подогрев
        hot_water_system|система гвс|система горячего водоснабжения
        indoor_norm?|температура в помещении
        corner_norm?|температура в угловой
        route?|маршрут|участок
        fias?|фиас
        common_to_owners?|гвс на общие нужды собственникам
        valid_from|%(FROM)s""",
    "accounts": """
        account|%(ACCOUNT)s
        building|%(BUILDING)s
        flat|квартира|помещение|номер помещения
        kind|вид|вид помещения
        name|фио|имя|наименование|плательщик
        area|площадь
        heated|отапливается|отопление
        hot_water|гвс|горячая вода
        hot_water_meter_possible|возможность установки|счетчик гвс возможен\
|возможен счетчик гвс
        registered|зарегистрировано|прописано
        owners|собственников
        tariff_group|группа|группа потребителей|тарифная группа
        penalty_class|класс пени|категория пени
        delivery|доставка
        email?|эл. почта|электронная почта
        phone?|телефон
        els?|елс|единый лицевой счет
        inn?|инн
        contract?|договор
        valid_from|%(FROM)s
        closed?|закрыт
        living_area?|жилая площадь""",
    "residents": """
        account|%(ACCOUNT)s
        registered|зарегистрировано|прописано
        owners?|собственников
        valid_from|%(FROM)s""",
    "temporary": """
        account|%(ACCOUNT)s
        persons|временно проживает|человек|проживает
        date_from|с даты|с
        date_to|по дату|по""",
    "quality": """
        parameter|показатель
        value|значение
        valid_from|%(FROM)s
        document?|%(DOCUMENT)s""",
    "temperatures": """
        municipality|населенный пункт
        date|дата
        temperature|температура
        document?|%(DOCUMENT)s
        heating?|отопление""",
    "absences": """
        account|%(ACCOUNT)s
        persons|отсутствует|человек
        date_from|с даты|с
        date_to|по дату|по
        document?|%(DOCUMENT)s""",
    "outages": """
        scope|область
        code|код|дом или лицевой счет
        service|услуга
        kind|вид|вид нарушения
        begin|начало
        end|конец|окончание
        temperature?|температура
        deadend?|тупиковая|тупиковая магистраль
        planned?|плановое|профилактика
        corner?|угловая|угловая комната
        pressure?|давление
        document?|%(DOCUMENT)s""",
    "acts": """
        account|%(ACCOUNT)s
        service|услуга
        kind|вид|вид акта
        date|дата|дата акта
        date_from?|с даты|с
        date_to?|по дату|по
        throughput?|пропускная способность|м3/ч
        annulled?|отменен|аннулирован
        document|%(DOCUMENT)s""",
    "meters": """
        meter|прибор учета|прибор|код прибора
        scope|вид прибора|область
        building?|%(BUILDING)s
        account?|%(ACCOUNT)s
        service|услуга
        serial|заводской номер|серийный номер
        digits|знаков|разрядность|разрядов
        decimals|знаков после запятой|дробных знаков
        unit|единица|единица измерения
        installed|установлен|дата установки|введен
        initial|начальное показание|начальные показания
        verified_until?|поверка до|поверен до
        removed?|снят|дата снятия
        final?|конечное показание|последнее показание
        reason?|причина|причина снятия""",
    "readings": """
        meter?|прибор учета|прибор|код прибора
        account?|%(ACCOUNT)s
        service?|услуга
        serial?|заводской номер|серийный номер
        date|дата|дата показания
        value|показание|показания
        channel|канал|способ передачи
        received?|получено|дата получения""",
}

# Russian words in cells, by column.
_SERVICE = {"отопление": "heating", "гвс": "hot_water",
            "горячая вода": "hot_water",
            "горячее водоснабжение": "hot_water",
            "общий": "combined", "отопление и гвс": "combined"}
_GROUP = {"население": "population", "прочие": "other"}
WORDS = {
    "service": _SERVICE,
    "group": _GROUP,
    "tariff_group": _GROUP,
    "component": {"тепловая энергия": "heat", "тепло": "heat",
                  "вода": "water", "теплоноситель": "water",
                  "холодная вода": "water", "одноставочный": "single"},
    "vat": {"включен": "included", "с ндс": "included",
            "сверху": "excluded", "без ндс": "excluded",
            "нет": "none", "не облагается": "none"},
    "norm": {"отопление": "heating", "гвс": "hot_water",
             "горячая вода": "hot_water", "подогрев": "water_heating",
             "подогрев воды": "water_heating",
             "гвс сои": "common_hot_water", "гвс одн": "common_hot_water"},
    "mode": {"сезон": "season", "отопительный период": "season",
             "равномерно": "even", "круглый год": "even"},
    "hot_water_system": {"закрытая": "closed", "открытая": "open",
                         "в доме": "building", "итп": "building",
                         "нет": "none"},
    "deadend": {"да": "yes", "1": "yes", "нет": "no", "0": "no"},
    "kind": {"перерыв": "interruption", "температура": "temperature",
             "квартира": "flat", "комната": "room", "дом": "house",
             "жилой дом": "house", "частный дом": "house",
             "нежилое": "nonresidential",
             "нежилое помещение": "nonresidential",
             "машиноместо": "parking", "парковка": "parking",
             "паркинг": "parking"},
    "heated": {"да": "yes", "1": "yes", "нет приборов": "no_appliances",
               "без приборов": "no_appliances",
               "не отапливается": "no_appliances",
               "свой источник": "own_source",
               "собственный источник": "own_source",
               "индивидуальное отопление": "own_source"},
    "scope": {"дом": "building", "общедомовой": "building",
              "одпу": "building", "квартира": "account",
              "индивидуальный": "account", "ипу": "account",
              "лицевой счет": "account"},
    "unit": {"гкал": "gcal", "гдж": "gj", "мвтч": "mwh", "мвт*ч": "mwh",
             "мвт·ч": "mwh", "мвт ч": "mwh", "квтч": "kwh",
             "квт*ч": "kwh", "квт·ч": "kwh", "квт ч": "kwh", "м3": "m3",
             "куб.м": "m3", "куб. м": "m3", "м³": "m3"},
    "reason": {"замена": "replaced", "заменен": "replaced",
               "неисправен": "failed", "неисправность": "failed",
               "утрачен": "lost", "утрата": "lost"},
    "channel": {"сборщик": "collector", "автомат": "collector",
                "система сбора": "collector", "контролер": "controller",
                "обход": "controller"},
    "hot_water": {"1": "yes", "да": "yes", "0": "no", "нет": "no"},
}
WORDS["hot_water_meter_possible"] = WORDS["hot_water"]
WORDS["common_to_owners"] = WORDS["hot_water"]
WORDS["planned"] = WORDS["corner"] = WORDS["deadend"]


def folded(text):
    """Words are compared in any case, ё as е."""
    return text.strip().lower().replace("ё", "е")


def _columns(table):
    """(name by any of its spellings, names that must be there)"""
    spec = COLUMNS[table] % {"ACCOUNT": _ACCOUNT, "BUILDING": _BUILDING,
                             "FROM": _FROM, "TO": _TO, "DOCUMENT": _DOCUMENT}
    names, needed = {}, set()
    for line in spec.split("\n"):
        spellings = line.strip().split("|")
        name = spellings[0].rstrip("?")
        if not name:
            continue
        if name == spellings[0]:
            needed.add(name)
        for spelling in [name] + spellings[1:]:
            names[spelling] = name
    return names, needed


# --- files -------------------------------------------------------------------

def decoded(data):
    """Valid UTF-8 is UTF-8, anything else windows-1251."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251")


def header_delimiter(text):
    line = text.split("\n", 1)[0]
    return max(";\t,", key=line.count)


def header(cells, table, path):
    names, needed = _columns(table)
    head = [names.get(folded(cell)) for cell in cells]
    for cell, name in zip(cells, head):
        if name is None:
            raise Refused("%s: unknown column: %s" % (path, cell))
        if head.count(name) > 1:
            raise Refused("%s: doubled column: %s" % (path, cell))
    for name in sorted(needed - set(head)):
        raise Refused("%s: missing column: %s" % (path, name))
    return head, set(names.values()) - set(head)


def read_table(path, table):
    """Rows as dicts by canonical column names; absent columns are empty."""
    with open(path, "rb") as file:
        text = decoded(file.read())
    lines = re.split(r"\r\n|\r|\n", text)
    rows = csv.reader((line + "\n" for line in lines),
                      delimiter=header_delimiter("\n".join(lines)))
    head, absent = header(next(rows), table, path)
    words = [WORDS.get(name) for name in head]
    result = []
    for cells in rows:
        if not cells:
            continue
        if len(cells) != len(head):
            raise Refused("%s: %d cells instead of %d: %s" % (
                path, len(cells), len(head), cells))
        row = dict.fromkeys(absent, "")
        for name, cell, known in zip(head, cells, words):
            cell = cell.strip()
            if known and cell:
                cell = known.get(folded(cell), cell)
            row[name] = cell
        result.append(row)
    return result


# --- cells -------------------------------------------------------------------

_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?\Z")


@lru_cache(maxsize=1 << 16)
def number(text):
    """Point or comma; a plain or no-break space between thousands."""
    plain = text.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    if not _NUMBER.match(plain):
        raise Refused("invalid number: %s" % text)
    return Fraction(plain)


def number_or_none(text):
    return number(text) if text else None


@lru_cache(maxsize=1 << 14)
def day(text):
    """YYYY-MM-DD or DD.MM.YYYY; a time behind it is dropped."""
    date = re.split("[T ]", text, maxsplit=1)[0]
    try:
        if "." in date:
            numbers = [int(part) for part in date.split(".")]
            return datetime.date(*reversed(numbers))
        return datetime.date(*(int(part) for part in date.split("-")))
    except (ValueError, TypeError):
        raise Refused("invalid date: %s" % text) from None


def day_or_none(text):
    return day(text) if text else None


# --- periods -----------------------------------------------------------------

def period_of(date):
    return date.year * 12 + date.month - 1


def period_from(text):
    match = re.match(r"(\d{4})-(0[1-9]|1[0-2])\Z", text)
    if not match:
        raise Refused("invalid period: %s" % text)
    return int(match[1]) * 12 + int(match[2]) - 1


def period_text(period):
    return "%04d-%02d" % (period // 12, period % 12 + 1)


def month_of(period):
    return period % 12 + 1


@lru_cache(maxsize=None)
def first_day(period):
    return datetime.date(period // 12, period % 12 + 1, 1)


@lru_cache(maxsize=None)
def last_day(period):
    return first_day(period + 1) - datetime.timedelta(days=1)


def day_count(period):
    return last_day(period).day
