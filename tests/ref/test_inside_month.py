#!/usr/bin/env python3
"""What changes inside a month: the owner, the price. Figures by hand."""
import datetime
import os
import sys
import tempfile
import unittest
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lines import Line  # noqa: E402
from metering import METER, Outcome  # noqa: E402
from parties import split  # noqa: E402
from reference import Part, Reference, Tariff  # noqa: E402
from tables import first_day, last_day, period_from  # noqa: E402

OCTOBER = period_from("2026-10")
HEAD = "service;component;group;zone;unit;price;vat_percent;vat;valid_from;" \
    "valid_to;document\n"


class Account:
    def __init__(self, number, closed=None):
        self.number, self.building, self.closed = number, "B", closed


def tariff(price, vat="included"):
    return Tariff({"price": price, "vat": vat, "vat_percent": "22"})


def heat(volume, price, part):
    line = Line(Account("new"), "heating", "heat", "charge", "house_meter",
                "3")
    line.part = part
    return line.charge(volume, F(price), None, "half_away_from_zero")


class Owner(unittest.TestCase):
    """Sold on the 18th: 17 days of 31."""

    former = Account("old", datetime.date(2026, 10, 18))

    def whole(self, vat="included"):
        return Part(first_day(OCTOBER), last_day(OCTOBER),
                    tariff("2049.28", vat))

    def test_rest(self):
        # 1.125 x 2500.12 = 2812.64; x 17 / 31 = 1542.4155
        old, new = split([heat(F("1.125"), "2500.12", self.whole())],
                         self.former)
        self.assertEqual((old.kopecks, new.kopecks), (154242, 127022))
        self.assertEqual((old.volume, new.volume),
                         (F("0.616935"), F("0.508065")))

    def test_vat_of_each(self):
        # 4.507 / 4 x 2049.28 = 2309.03; VAT of 1042.79 is 229.4138
        lines = split([heat(F("4.507") / 4, "2049.28",
                            self.whole("excluded"))], self.former)
        self.assertEqual([(line.account.number, line.kind, line.kopecks)
                          for line in lines], [
            ("old", "charge", 126624), ("old", "vat", 27857),
            ("new", "charge", 104279), ("new", "vat", 22941)])

    def test_part_of_another_price(self):
        # days 1-20: 17 of them the former's; 21-31: all the new one's
        first = Part(first_day(OCTOBER), datetime.date(2026, 10, 20),
                     tariff("2000"))
        second = Part(datetime.date(2026, 10, 21), last_day(OCTOBER),
                      tariff("3000"))
        lines = split([heat(F(2, 5), "2000", first),
                       heat(F(1, 5), "3000", second)], self.former)
        # 800.00 x 17 / 20 = 680.00
        self.assertEqual([(line.account.number, line.kopecks)
                          for line in lines],
                         [("old", 68000), ("new", 12000), ("new", 60000)])


class Price(unittest.TestCase):
    def prices(self, *rows):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (
                    ("norms", "norm;category;value;unit;valid_from\n"),
                    ("heating-months",
                     "municipality;mode;months;valid_from\n"),
                    ("tariffs", HEAD + rows[0]),
                    ("tariffs-changes", HEAD + "".join(rows[1:]))):
                with open(os.path.join(folder, name + ".csv"), "w",
                          encoding="utf-8") as file:
                    file.write(text)
            return Reference(folder, folder).prices(
                "heating", "heat", "population", "Z", OCTOBER)

    def row(self, price, begin, end="", zone=""):
        return "heating;heat;population;%s;RUB/Gcal;%s;22;included;%s;%s;\n" \
            % (zone, price, begin, end)

    def test_one(self):
        parts = self.prices(self.row("100", "2026-01-01"))
        self.assertEqual([part.tariff.price for part in parts], [100])

    def test_closed_and_new(self):
        parts = self.prices(self.row("100", "2026-01-01"),
                            self.row("100", "2026-01-01", "2026-10-14"),
                            self.row("120", "2026-10-15"))
        self.assertEqual([(part.tariff.price, part.begin.day, part.end.day)
                          for part in parts], [(100, 1, 14), (120, 15, 31)])

    def test_row_of_the_zone_wins_on_its_days(self):
        parts = self.prices(self.row("100", "2026-01-01"),
                            self.row("90", "2026-10-20", "", "Z"))
        self.assertEqual([(part.tariff.price, part.begin.day, part.end.day)
                          for part in parts], [(100, 1, 19), (90, 20, 31)])


class Readings(unittest.TestCase):
    """102.000 on the 14th, 104.321 on the 24th, 100.000 before."""

    def until(self, day, volume="4.321", **more):
        outcome = Outcome(None, METER, F(volume))
        outcome.values = [(datetime.date(2026, 10, 14), F(2)),
                          (datetime.date(2026, 10, 24), F("2.321"))]
        outcome.estimate = more.get("estimate", F(0))
        return outcome.until([datetime.date(2026, 10, day)])

    def test_day_and_day_before(self):
        for day in (14, 15):
            self.assertEqual(self.until(day), [F(2), F("2.321")])
        self.assertEqual(self.until(25), [F("4.321"), F(0)])

    def test_not_read(self):
        self.assertIsNone(self.until(13))
        self.assertIsNone(self.until(16))
        self.assertIsNone(self.until(15, estimate=F(1)))

    def test_estimate_comes_off_the_first(self):
        # 3.000 were billed by average since the reading before
        self.assertEqual(self.until(15, "1.321"), [F(-1), F("2.321")])


if __name__ == "__main__":
    unittest.main()
