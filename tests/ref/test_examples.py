#!/usr/bin/env python3
"""The worked examples of the Rules, by their ids, through the functions of the
second calculation; and the same town in another dress."""
import csv
import os
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from heating import (BuildingFault, Premises, by_norm,  # noqa: E402
                     house_formula, share)
from lines import decimal_text, half_away, kopecks_text, round2  # noqa: E402
from metering import (AVERAGE, METER, NONE, NORM, Chain, Meter,  # noqa: E402
                      Reading, chained)
from registry import Persons  # noqa: E402
from tables import day, first_day, last_day, period_from  # noqa: E402

T = F("2420.11")            # heat
WATER = F("45.12")
Q = F("0.062")
N_WATER = F("3.16")
N_HEAT = F("0.0217")


def money(value):
    return kopecks_text(round2(value))


def two(volume, raised=0):
    """Two components, each rounded, and the raising of water."""
    lines = [round2(volume * WATER), round2(volume * raised * WATER),
             round2(volume * Q * T)]
    return kopecks_text(sum(lines))


class Prices(unittest.TestCase):
    def test_unit_prices(self):
        for name, value, expected in (
                ("P02", F("0.05328") * F("1900.80"), "101.27"),
                ("P04", F("7.76") + F("0.05156") * (F("712.38")
                                                    + F("56.53")), "47.40"),
                ("P06", F("0.041") * F("717.56"), "29.42"),
                ("P07", F("0.021") * F("544.84"), "11.44"),
                ("P08", F("0.175") * F("544.84"), "95.35"),
                ("P09", F("95.35") / F("3.36"), "28.38"),
                ("L05 20", F("1983.70") * F("1.20"), "2380.44"),
                ("L05", F("1983.70") * F("1.22"), "2420.11"),
                ("R01", F("1.5") * F("2072.53"), "3108.80"),
                ("R02", F(half_away(F("2.5332030003") * 10 ** 4), 10 ** 4)
                 * T, "6130.62"),
                ("R02 exact", F("2.5332030003") * T, "6130.63"),
                ("R03", F("0.5") * F("2.25"), "1.13")):
            with self.subTest(name):
                self.assertEqual(money(value), expected)

    def test_rounding_is_symmetric(self):
        for value in (F("1.125"), F("0.005"), F("2.004999"), F(1, 3)):
            self.assertEqual(round2(-value), -round2(value))
        self.assertEqual(decimal_text(F("-0.0000005"), 6), "-0.000001")


class Heating(unittest.TestCase):
    def test_private_house(self):
        area, norm, price = F("84.6"), F("0.0267"), F("1590.90")
        self.assertEqual(money(area * norm * price), "3593.56")     # H01
        self.assertEqual(money(area * norm * F(8, 12) * price),     # H02
                         "2395.70")
        meter = dial(initial="34.215", unit="gcal")
        self.assertEqual(money(meter.volume(F("34.215"), F("35.948")) * T),
                         "4194.05")                                 # H16

    def test_block_by_norm(self):
        for name, norm, expected in (("H03", N_HEAT, "2746.61"),
                                     ("H23", N_HEAT * F(8, 12), "1831.07")):
            part = Premises(F("52.3"), True)
            by_norm(norm, F("4386.2"), F("512.6"), [part], False)
            with self.subTest(name):
                self.assertEqual(money(part.total * T), expected)

    def house(self, volume, common, own_source, price=T):
        """H05, H07, H19: nobody has a meter; S_ob = 4386.2."""
        part = Premises(F("52.3"), True)
        others = [Premises(F("61.7"), False),
                  Premises(own_source - F("61.7"), False)] \
            if own_source else []
        rest = F("4386.2") - F("52.3") - own_source
        premises = [part, Premises(rest, True)] + others
        share(F(volume), F("4386.2"), F(common), premises)
        self.assertEqual(house_formula(premises), "3")
        return [money(each.total * price) for each in premises], part

    def test_house_meter_alone(self):
        amounts, part = self.house("212.450", "512.6", F(0))
        self.assertEqual(amounts[0], "6130.63")                     # H05
        self.assertEqual(money(part.own * T), "5489.13")
        self.assertEqual(money(part.common * T), "641.50")
        amounts, _ = self.house("6.31", "0", F(0), F("2380.44"))
        self.assertEqual(amounts[0], "179.10")                      # H19

    def test_own_source(self):
        amounts, _ = self.house("212.450", "0", F("310.4"))
        self.assertEqual(amounts[0], "6597.52")                     # H07a
        self.assertEqual(amounts[2], "0.00")                        # H07b

    def test_some_metered(self):
        premises = [Premises(F(60), True, F("0.90")),
                    Premises(F(240), True, F("3.96")),
                    Premises(F("52.3"), True),
                    Premises(F("1927.7"), True),
                    Premises(F(60), False), Premises(F(60), False)]
        residual = share(F(48), F(2400), F(0), premises)
        self.assertEqual(residual, F("11.064"))
        self.assertEqual(house_formula(premises), "3(1)")
        self.assertEqual([money(premises[i].total * T) for i in (0, 2, 4)],
                         ["2847.50", "2633.96", "669.40"])          # H08a-c

    def test_negative_common_part(self):
        for clamp, expected in ((False, "2662.12"), (True, "2904.13")):
            premises = [Premises(F(50), True, F("1.2")),
                        Premises(F(1950), True, F("102.8"))]
            share(F(100), F(2000), F(0), premises, clamp)
            self.assertEqual(money(premises[0].total * T), expected)  # H09

    def test_all_metered(self):
        premises = [Premises(F("71.4"), True, F("0.934")),
                    Premises(F("6049.1"), True, F("70.314"))]
        share(F("96.730"), F("6120.5"), F(0), premises)
        self.assertEqual(house_formula(premises), "3(3)")
        self.assertEqual(money(premises[0].total * T), "2979.80")   # H10

    def test_one_shop_metered(self):
        for clamp, expected in ((False, "2531.44"), (True, "3797.15")):
            premises = [Premises(F(120), True, F("3.6")),
                        Premises(F("52.3"), True),
                        Premises(F("2827.7"), True)]
            share(F(60), F(3000), F(0), premises, clamp)
            self.assertEqual(money(premises[1].total * T), expected)  # H24
        self.assertEqual(money(F(60) * F("52.3") / 3000 * T), "2531.44")

    def test_variant_a_and_norm_plus_common(self):
        def block():
            return [Premises(F(50), True), Premises(F(50), False)]
        premises = block()
        by_norm(F("0.02"), F(100), F(0), premises, False)
        self.assertEqual([part.total for part in premises], [F(2), F(0)])
        premises = block()
        by_norm(F("0.02"), F(100), F(10), premises, True)
        self.assertEqual([part.total for part in premises],
                         [F("1.1"), F("0.1")])

    def test_nothing_heated(self):
        with self.assertRaises(BuildingFault):
            share(F(10), F(100), F(0), [Premises(F(100), False)])


# --- meters ------------------------------------------------------------------

def dial(**changes):
    row = {"meter": "M", "scope": "account", "building": "", "account": "1",
           "service": "hot_water", "serial": "", "digits": "5",
           "decimals": "3", "unit": "m3", "installed": "2020-01-01",
           "initial": "0", "verified_until": "", "removed": "", "final": "",
           "reason": ""}
    row.update(changes)
    return Meter(row)


def read(meter, **values):
    """Readings of the 20th: m2026_01="124.305"."""
    for name, value in values.items():
        period = period_from(name[1:].replace("_", "-"))
        meter.readings.append(Reading(first_day(period).replace(day=20),
                                      F(value), period))
    meter.keep_plausible()
    return meter


class Few:
    """Policies of the tests."""
    months, months_min = 6, 3
    periods_max, periods_max_nonresidential = 3, 2
    from_new_reading = False
    event_month = False


class Anew(Few):
    from_new_reading = True


def run(meters, first, last, bill=True, rules=Few, nonresidential=False,
        running=lambda period: True, norm=F("6.32")):
    """Outcomes first..last; estimates are billed as hot water does it."""
    chain = Chain(chained(meters)[0], running, lambda period: rules)
    first, last = period_from(first), period_from(last)
    chain.begin(first)
    while chain.next < first:
        chain.step(chain.next, nonresidential)
    outcomes = []
    for period in range(first, last + 1):
        outcome = chain.step(period, nonresidential)
        if bill and outcome.kind == AVERAGE:
            chain.billed += outcome.volume
        if bill and outcome.kind == NORM and outcome.carry:
            chain.billed += norm
        outcomes.append(outcome)
    return outcomes


def story(outcomes):
    return [outcome.kind for outcome in outcomes]


HISTORY = ("4.2", "3.9", "4.4", "4.0", "3.8", "4.1")


def with_history(meter, months=HISTORY, start="200.000"):
    """Readings of July to December 2025 that end at `start`."""
    value, values = F(start), {}
    for index in range(len(months) - 1, -1, -1):
        values["m2025_%02d" % (13 - len(months) + index)] = value
        value -= F(months[index])
    values["m2025_%02d" % (12 - len(months))] = value
    return read(meter, **values)


class HotWater(unittest.TestCase):
    def test_meter(self):
        meter = read(dial(), m2025_12="124.305", m2026_01="128.417")
        outcome = run([meter], "2026-01", "2026-01")[0]
        self.assertEqual(outcome.volume, F("4.112"))
        self.assertEqual(money(outcome.volume * F("198.60")), "816.64")
        self.assertEqual(two(outcome.volume), "802.52")         # G01 G02

    def test_norm(self):
        self.assertEqual(two(3 * N_WATER), "1850.18")           # G03
        self.assertEqual(two(3 * N_WATER, F("0.5")), "2064.05")  # G04
        both = round2(3 * N_WATER * F("1.5") * WATER) \
            + round2(3 * N_WATER * F("1.5") * Q * T)
        self.assertEqual(kopecks_text(both), "2775.28")
        # one more line, one more rounding: the raising of heat by itself
        self.assertEqual(round2(3 * N_WATER * Q * T)
                         + round2(3 * N_WATER * F("0.5") * Q * T),
                         round2(3 * N_WATER * F("1.5") * Q * T) - 1)
        self.assertEqual(money(3 * N_WATER * F("1.5") * F("198.60")),
                         "2824.09")

    def persons(self, registered, owners, changes=(), temporary=()):
        persons = Persons()
        persons.changes = [(day("0001-01-01"), 0, registered, owners)]
        persons.changes += changes
        persons.temporary += temporary
        persons.settle()
        return persons

    def mean(self, persons, period, change="by_days"):
        return persons.mean(period_from(period), change)

    def test_nobody_registered(self):
        n = self.mean(self.persons(0, 2), "2026-01")
        self.assertEqual(two(n * N_WATER, F("0.5")), "1376.04")  # G05

    def test_temporary(self):
        persons = self.persons(2, 1, temporary=[
            (day("2026-01-10"), day("2026-01-21"), 1)])
        n = self.mean(persons, "2026-01")
        self.assertEqual(n, F(74, 31))
        self.assertEqual(two(n * N_WATER), "1472.19")           # G06

    def test_registered_on_the_tenth(self):
        persons = self.persons(2, 1, [(day("2026-04-10"), 1, 3, None)])
        n = self.mean(persons, "2026-04")
        self.assertEqual(n, F("2.7"))
        self.assertEqual(two(n * N_WATER), "1665.16")           # G07
        self.assertEqual(self.mean(persons, "2026-04", "next_month"), 2)

    def test_average_then_norm(self):
        outcomes = run([with_history(dial())], "2026-01", "2026-04")
        self.assertEqual(story(outcomes), [AVERAGE] * 3 + [NORM])
        self.assertEqual(two(outcomes[0].volume), "793.68")     # G08
        self.assertEqual(outcomes[3].cause, "b")
        self.assertEqual(two(2 * N_WATER), "1233.46")           # G09

    def test_expired_then_raised_norm(self):
        meter = with_history(dial(verified_until="2025-12-31"))
        read(meter, m2026_01="205", m2026_02="210")
        outcomes = run([meter], "2026-01", "2026-04")
        self.assertEqual(story(outcomes), [AVERAGE] * 3 + [NORM])
        self.assertEqual(outcomes[3].cause, "a")
        self.assertEqual(two(2 * N_WATER, F("0.5")), "1376.04")  # G10
        outcomes = run([meter], "2026-01", "2026-03", nonresidential=True)
        self.assertEqual(story(outcomes), [AVERAGE] * 2 + [NORM])

    def test_catch_up(self):
        meter = read(with_history(dial()), m2026_03="213.000")
        outcomes = run([meter], "2026-01", "2026-03")
        self.assertEqual(outcomes[2].volume, 13 - 2 * F("24.4") / 6)
        self.assertEqual(two(outcomes[2].volume), "949.81")     # G12
        chain = outcomes[0].chain
        self.assertEqual(chain.entries[-3:], [F(13, 3)] * 3)

    def test_catch_up_is_a_credit(self):
        meter = read(with_history(dial()), m2026_03="205.000")
        outcomes = run([meter], "2026-01", "2026-03")
        self.assertLess(outcomes[2].volume, 0)

    def test_catch_up_after_norm(self):
        meter = read(with_history(dial()), m2026_05="225.000",
                     m2026_06="229.000")
        outcomes = run([meter], "2026-01", "2026-06")
        self.assertEqual(outcomes[4].volume, 25 - F("12.2") - F("6.32"))
        self.assertEqual(outcomes[5].volume, 4)
        outcomes = run([meter], "2026-01", "2026-06", rules=Anew)
        self.assertEqual(story(outcomes)[3:], [NORM, NORM, METER])
        self.assertEqual(outcomes[5].volume, 4)

    def test_estimates_of_history_are_not_taken_off(self):
        meter = read(with_history(dial()), m2026_03="213.000")
        outcomes = run([meter], "2026-02", "2026-03")
        self.assertEqual(outcomes[1].volume, 13 - F("24.4") / 6)

    def test_replaced(self):
        old = read(dial(removed="2026-01-12", final="87.640",
                        reason="replaced"), m2025_12="85.210")
        new = read(dial(meter="N", installed="2026-01-12",
                        initial="0.015"), m2026_01="1.905")
        outcome = run([old, new], "2026-01", "2026-01")[0]
        self.assertEqual(outcome.volume, F("4.32"))
        self.assertIsNone(outcome.fresh)
        self.assertEqual(two(outcome.volume), "843.12")         # G16
        self.assertEqual(outcome.chain.entries[-1], F("4.32"))

    def test_roll_over(self):
        meter = read(dial(), m2025_12="99997.350", m2026_01="1.820")
        outcome = run([meter], "2026-01", "2026-01")[0]
        self.assertEqual(outcome.volume, F("4.47"))
        self.assertEqual(two(outcome.volume), "872.40")         # G17

    def test_lower_is_held(self):
        meter = dial()
        for date, value in (("2025-12-20", 100), ("2026-01-20", 90)):
            meter.readings.append(Reading(day(date), F(value), 0))
        self.assertEqual(meter.keep_plausible(),
                         ["reading.lower_than_previous"])

    def test_history_too_short(self):
        short = read(dial(installed="2025-11-05"), m2025_11="4",
                     m2025_12="8")
        outcome = run([short], "2026-01", "2026-01")[0]
        self.assertEqual((outcome.kind, outcome.cause), (NORM, "b"))

    def test_first_meter_inside_the_month(self):
        meter = read(dial(installed="2026-01-11"), m2026_01="4.1",
                     m2026_02="9")
        outcomes = run([meter], "2026-01", "2026-02")
        self.assertEqual(outcomes[0].fresh, day("2026-01-11"))
        self.assertEqual(outcomes[0].chain.entries, [None, F("4.9")])
        unread = run([dial(installed="2026-01-11")], "2026-01", "2026-02")
        self.assertEqual(story(unread), [METER, NORM])
        self.assertEqual(unread[0].volume, 0)

    def test_failed_and_replaced_without_successor(self):
        meter = with_history(dial(removed="2025-12-28", reason="failed"))
        outcomes = run([meter], "2026-01", "2026-04")
        self.assertEqual(story(outcomes), [AVERAGE] * 3 + [NORM])
        self.assertEqual({o.cause for o in outcomes}, {"a"})
        gone = with_history(dial(removed="2025-12-28", reason="replaced"))
        self.assertEqual(story(run([gone], "2026-01", "2026-01")), [NONE])

    def test_season_only(self):
        def winter(period):
            return period % 12 + 1 in (10, 11, 12, 1, 2, 3, 4, 5)
        meter = read(dial(unit="gcal", service="heating"), m2025_01="1",
                     m2025_02="2", m2025_03="3", m2025_04="4",
                     m2025_05="5")
        outcomes = run([meter], "2025-06", "2025-10", running=winter)
        self.assertEqual(story(outcomes), [METER] * 4 + [AVERAGE])
        self.assertEqual([o.volume for o in outcomes[:4]], [0] * 4)
        # January's reading spans all months of the season since 2020
        self.assertEqual(outcomes[4].volume, (4 + F(1, 41)
                                              + F(1, 41)) / 6)

    def test_late_reading_counts_for_the_next_month(self):
        meter = dial()
        january = period_from("2026-01")
        meter.readings = [
            Reading(day("2025-12-20"), F(10), january - 1),
            Reading(day("2026-01-20"), F(14), january + 1),
            Reading(day("2026-02-20"), F(19), january + 1)]
        meter.keep_plausible()
        outcomes = run([meter], "2026-01", "2026-02", bill=False)
        self.assertEqual(outcomes[1].volume, 9)

    def test_even_payment_needs_both_decembers(self):
        meter = read(dial(scope="building", unit="gcal"), m2024_12="100",
                     m2025_06="700", m2025_12="1480")
        chain = run([meter], "2026-01", "2026-01", bill=False)[0].chain
        self.assertEqual(chain.year_volume(2025), 1380)
        self.assertIsNone(chain.year_volume(2024))


# --- a whole town ------------------------------------------------------------

REFERENCE = {
    "tariffs.csv": """\
service;component;group;zone;unit;price;vat_percent;vat;valid_from;valid_to;\
document
heating;heat;population;;RUB/Gcal;2420.11;22;included;2026-01-01;;x
heating;heat;other;;RUB/Gcal;1983.70;22;excluded;2026-01-01;;x
hot_water;heat;population;;RUB/Gcal;2420.11;22;included;2026-01-01;;x
hot_water;water;population;;RUB/m3;45.12;22;included;2026-01-01;;x
hot_water;single;population;Z;RUB/m3;198.60;22;included;2026-01-01;;x
""",
    "norms.csv": """\
norm;category;value;unit;valid_from;valid_to;document
heating;5-9;0.0217;Gcal/m2;2016-08-08;;x
hot_water;1;3.16;m3/person;2015-04-27;;x
water_heating;e;0.062;Gcal/m3;2016-01-01;;x
""",
    "heating-months.csv": """\
municipality;mode;months;valid_from;document
Город;season;10,11,12,1,2,3,4,5;2022-09-01;x
""",
}
INPUTS = {
    "buildings.csv": """\
building;municipality;street;house;zone;storeys;total_area;common_area;\
heating_norm;hot_water_norm;water_heating_norm;hot_water_system;valid_from
A;Город;ул. Мира;1;;5;200.00;0.00;5-9;1;e;closed;2020-01-01
B;Город;ул. Мира;2;Z;5;100.00;0.00;5-9;1;e;closed;2020-01-01
""",
    "accounts.csv": """\
account;building;flat;kind;name;area;heated;hot_water;\
hot_water_meter_possible;registered;owners;tariff_group;penalty_class;\
delivery;valid_from;closed
1;A;1;flat;Ёлкина;52.30;yes;yes;yes;3;1;population;citizen;paper;\
2020-01-01;
2;A;2;flat;Иванов;47.70;own_source;yes;no;0;2;population;citizen;paper;\
2020-01-01;
3;A;3;nonresidential;Магазин;100.00;yes;no;no;0;1;other;other;paper;\
2020-01-01;
10;B;1;flat;Петров;100.00;yes;yes;no;1;1;population;citizen;paper;\
2020-01-01;
""",
    "meters.csv": """\
meter;scope;building;account;service;serial;digits;decimals;unit;installed;\
initial;verified_until;removed;final;reason
H;building;A;;heating;1;6;3;gj;2020-01-01;0.000;;;;
W;account;;10;hot_water;2;5;3;m3;2020-01-01;0.000;;;;
""",
    "readings.csv": """\
meter;account;service;serial;date;value;channel;received
H;;;;2025-12-24;100.000;collector;
W;;;;2025-12-24;10.000;site;2025-12-24
H;;;;2026-01-24;116.747;collector;
;10;hot_water;;2026-01-24;14.112;site;2026-01-24T10:30
""",
}
EXPECTED = [
    # account, service, component, kind, method, formula, volume, amount
    ("1", "heating", "heat", "charge", "house_meter", "3"),
    ("1", "hot_water", "heat", "charge", "norm", "23(1)", "0.587760",
     "1422.44"),
    ("1", "hot_water", "water", "charge", "norm", "23(1)", "9.480000",
     "427.74"),
    ("1", "hot_water", "water", "raising", "norm", "23(1)", "4.740000",
     "213.87"),
    ("10", "heating", "heat", "charge", "norm", "2(3)", "2.170000",
     "5251.64"),
    ("10", "hot_water", "single", "charge", "meter", "1", "4.112", "816.64"),
    ("2", "heating", "heat", "charge", "none", "3", "0.000000", "0.00"),
    ("2", "hot_water", "heat", "charge", "norm", "23", "0.391840", "948.30"),
    ("2", "hot_water", "water", "charge", "norm", "23", "6.320000",
     "285.16"),
    ("3", "heating", "heat", "charge", "house_meter", "3"),
    ("3", "heating", "heat", "vat", "house_meter", "3"),
]


def russian(name, text):
    """The same table as another office writes it."""
    words = {"account": "Лицевой счёт", "building": "Дом",
             "area": "Площадь"}
    if name == "readings.csv":
        words.update(meter="Прибор учета", date="Дата", value="ПОКАЗАНИЕ",
                     channel="Канал")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    rows[0] = [words.get(cell, cell) for cell in rows[0]]
    for row in rows[1:]:
        for i, cell in enumerate(row):
            if rows[0][i] in ("Площадь", "ПОКАЗАНИЕ", "total_area"):
                row[i] = cell.replace(".", ",")
            if cell.count("-") == 2 and "T" not in cell:
                row[i] = ".".join(reversed(cell.split("-")))
    return "\r\n".join("\t".join(row) for row in rows) + "\r\n"


class Town(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, dress=lambda name, text: text, encoding="utf-8",
              **changes):
        for name, text in {**INPUTS, **REFERENCE}.items():
            text = changes.get(name.split(".")[0].replace("-", "_"), text)
            path = os.path.join(self.folder, name)
            with open(path, "w", encoding=encoding, newline="") as file:
                file.write(dress(name, text))

    def second(self, status=0):
        done = subprocess.run(
            [sys.executable, os.path.join(os.path.dirname(
                os.path.abspath(__file__)), "second.py"),
             "--inputs", self.folder, "--first-period", "2026-01",
             "--period", "2026-01"], capture_output=True, check=False)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def test_lines(self):
        self.write()
        text, _ = self.second()
        rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
        self.assertEqual(len(rows), len(EXPECTED))
        for row, expected in zip(rows, EXPECTED):
            found = tuple(row[name] for name in (
                "account", "service", "component", "kind", "method",
                "formula", "volume", "amount"))
            self.assertEqual(found[:len(expected)], expected)
        # V_D = 16.747 / 4.1868 shared by 52.30 + 100.00 m2 that are heated
        part = F("16.747") / F("4.1868") / F("152.30")
        self.assertEqual(rows[0]["amount"], money(part * F("52.30") * T))
        net = round2(part * 100 * F("1983.70"))
        self.assertEqual(rows[-2]["amount"], kopecks_text(net))
        self.assertEqual(rows[-1]["amount"], money(F(net, 100) * F("0.22")))
        self.assertEqual((rows[-1]["volume"], rows[-1]["price"]), ("", ""))

    def test_another_dress(self):
        self.write()
        plain, _ = self.second()
        self.write(russian, "cp1251")
        self.assertEqual(self.second()[0], plain)
        self.write(encoding="utf-8-sig")
        self.assertEqual(self.second()[0], plain)

    def test_areas_do_not_add_up(self):
        self.write(buildings=INPUTS["buildings.csv"].replace("200.00",
                                                             "200.01"))
        text, errors = self.second(1)
        self.assertIn("fault;A;building.area_sum", errors)
        self.assertNotIn(";A;heating;", text)
        self.assertIn(";A;hot_water;", text)

    def test_house_without_a_reading(self):
        self.write(readings=INPUTS["readings.csv"].replace(
            "H;;;;2026-01-24;116.747;collector;\n", ""))
        self.assertIn("fault;A;building.no_house_reading", self.second(1)[1])

    def test_even_payment(self):
        """1.7: a twelfth of the house meter's volume of the year before;
        without both Decembers the norm x K."""
        even = REFERENCE["heating-months.csv"].replace("season", "even")
        readings = INPUTS["readings.csv"] \
            + "H;;;;2024-12-24;90.000;collector;\n"
        for given, formula, volume in (
                (readings, "3", F(10) / F("4.1868") / 12
                 * F("52.30") / F("152.30")),
                (INPUTS["readings.csv"], "2(4)",
                 F("52.30") * N_HEAT * F(8, 12) * 200 / F("152.30"))):
            self.write(heating_months=even, readings=given)
            row = next(csv.DictReader(self.second()[0].splitlines(),
                                      delimiter=";"))
            self.assertEqual((row["formula"], row["amount"]),
                             (formula, money(volume * T)))

    def test_tariff_changes_inside_the_month(self):
        self.write(tariffs=REFERENCE["tariffs.csv"].replace(
            "included;2026-01-01;;x", "included;2026-01-01;2026-01-15;x", 1))
        self.second(65)


class Dates(unittest.TestCase):
    def test_period(self):
        period = period_from("2026-02")
        self.assertEqual(str(first_day(period)), "2026-02-01")
        self.assertEqual(str(last_day(period)), "2026-02-28")


if __name__ == "__main__":
    unittest.main()
